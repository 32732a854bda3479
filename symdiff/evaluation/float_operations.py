"""The operations of ordinary floats: fast, and only as good as floats are.

Wherever one of them fails (a division by zero, an overflow, an argument outside the domain), the
caller computes again with balls, which settle whether there is a value.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import SymdiffError
from ..expression import Expression, Symbol, apply
from ..rulebook import FunctionEntry
from .definitions import entry_of, written_out
from .program import CHOICES, Step, step
from .reals import evaluate_real
from .routines.floats import REFUSED, ROUTINES
from .values import fmpq_of_float

Operation = Callable[..., Any]


class NoFloat(ArithmeticError):
    """Floats do not give a value; balls may."""


def float_of(value: Any) -> float:
    """The float of an exact number.

    Raises:
        NoFloat: it is too large.
    """
    if type(value) is float:
        return value
    try:
        return int(value.p) / int(value.q)
    except OverflowError:
        raise NoFloat("too large for a float") from None


def float_step(head: str, slots: tuple[int, ...], constants: Mapping[int, Any], e_slots: frozenset[int]) -> Step:
    """The step of an application.

    Args:
        head: the operator or function.
        slots: where the values of its arguments are.
        constants: the slots whose values are known beforehand.
        e_slots: the slots of the constant e.
    """
    return _power(slots, constants, e_slots) if head == "^" else step(operation(head, len(slots)), slots)


def _power(slots: tuple[int, ...], constants: Mapping[int, Any], base_e: frozenset[int]) -> Step:
    base, exponent = slots
    if base in base_e:
        return math.exp, exponent, None
    value = constants.get(exponent)
    if value == 2:
        return _square, base, None
    if isinstance(value, float) and value > 0:
        return math.pow, base, exponent
    return _general_power, base, exponent


def _square(x: float) -> float:
    return x * x


def _general_power(x: float, y: float) -> float:
    if x == 0 and y <= 0:
        raise ZeroDivisionError
    return math.pow(x, y)


def _equal(a: float, b: float) -> bool:
    return a == b


_OPERATORS: dict[str, Operation] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": _general_power,
    "neg": operator.neg,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": _equal,
    "!=": operator.ne,
}

KNOWN = frozenset((*CHOICES, *_OPERATORS, *ROUTINES))


def for_floats(expression: Expression) -> Expression:
    """The formula in operators and functions that floats have, as far as definitions come down to these."""
    return written_out(expression, KNOWN, REFUSED)


def operation(head: str, arity: int) -> Operation:
    """The float operation of an operator or function."""
    found = CHOICES.get(head) or _OPERATORS.get(head)
    if found is not None:
        return found
    entry = entry_of(head, arity)
    routine = None if entry is None else ROUTINES.get(entry.computed_by)
    if entry is None or routine is None:
        return _through_balls(head)
    return routine if is_refused(entry) else _inside(entry, routine)


def is_refused(entry: FunctionEntry) -> bool:
    """Whether the routine of a function refuses by itself all that is outside of its domain."""
    return entry.requirement is None or REFUSED.get(entry.computed_by) == str(entry.requirement)


def _inside(entry: FunctionEntry, routine: Operation) -> Operation:
    """The routine, where the condition of the table holds."""
    condition, names = entry.requirement, [letter.name for letter in entry.parameters]
    assert condition is not None

    def guarded(*arguments: float) -> Any:
        if not evaluate_real(condition, dict(zip(names, map(fmpq_of_float, arguments), strict=True))):
            raise NoFloat(f"{entry.name} is not defined there")
        return routine(*arguments)

    return guarded


def _through_balls(name: str) -> Operation:
    """A function that the standard library lacks, as the float next to its value."""

    def routine(*arguments: float) -> float:
        letters = [f"u{i}" for i in range(len(arguments))]
        call = apply(name, tuple(Symbol(letter) for letter in letters))
        exact = {letter: fmpq_of_float(x) for letter, x in zip(letters, arguments, strict=True)}
        try:
            return float(evaluate_real(call, exact))
        except SymdiffError as error:
            raise NoFloat(str(error)) from None

    return routine
