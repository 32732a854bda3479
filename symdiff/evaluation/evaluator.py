"""From what a user gives to the arithmetic, and from its result to what the user gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb, fmpq

from ..errors import DomainError, LimitError
from ..expression import Expression, Symbol
from .balls import Balls, enclose
from .exact import PiMultiple, PowerOfE
from .precision import bits_of, refine
from .program import Program, Stopped, execute, program_of
from .results import as_float, as_mpmath, exact_number
from .values import Point, read_point

FLOAT_BITS = 53


def evaluate_at(expression: Expression, values: Mapping[str, Any], digits: int | None, complex_: bool) -> Any:
    """The value at a point: see `symdiff.evaluate`."""
    point = read_point(values, complex_)
    if point.expressions:
        expression = _substituted(expression, point)
    digits = point.digits if digits is None else digits
    if point.kind == "float":
        return _evaluate_floats(expression, point, digits)
    if point.kind == "array":
        from .arrays import evaluate_arrays

        return evaluate_arrays(expression, point.values)
    if point.kind == "ball":
        return evaluate_balls(expression, point)
    if point.kind == "complex":
        from .complexes import evaluate_complex

        return evaluate_complex(expression, point.exact(), digits, point.is_inexact)
    return evaluate_real(expression, point.values, digits)


def _evaluate_floats(expression: Expression, point: Point, digits: int | None) -> Any:
    if digits is not None:
        return evaluate_real(expression, point.exact(), digits)
    from .floats import evaluate_floats

    fast = evaluate_floats(expression, point.values)
    return evaluate_real(expression, point.exact(), inexact=True) if fast is None else fast


def _substituted(expression: Expression, point: Point) -> Expression:
    from ..traversal import substitute

    return substitute(expression, {Symbol(name): value for name, value in point.expressions.items()})


def evaluate_real(
    expression: Expression, values: Mapping[str, Any], digits: int | None = None, inexact: bool = False
) -> Any:
    """The exact value if there is one, else a float, or an mpmath number of so many digits.

    Args:
        expression: what to evaluate.
        values: exact values of its symbols.
        digits: how many digits of an mpmath number are wanted, if any.
        inexact: whether an exact value is to be a float too.
    """
    program = program_of(expression)
    bits = FLOAT_BITS if digits is None else bits_of(digits)

    def accept(value: Any, final: bool) -> Any:
        if isinstance(value, bool):
            return value
        if type(value) is fmpq and digits is None and not inexact:
            return exact_number(value)
        final = final or type(value) is fmpq
        ball = enclose(value)
        return as_float(ball, final) if digits is None else as_mpmath(ball, digits, final)

    result = refined(program, expression, values, bits, accept)
    if result is None:
        raise LimitError("the value cannot be computed well enough")
    return result


def refined(program: Program, expression: Expression, values: Mapping[str, Any], bits: int, accept: Any) -> Any:
    """The program's value over the reals, computed with more and more bits until it is accepted.

    Raises:
        SymdiffError: there is no value.
    """

    def compute(final: bool) -> Any:
        return real_value(program, values, final)

    try:
        return refine(bits, compute, accept)
    except Stopped as stop:
        raise stop.told(program, expression) from None


def real_value(program: Program, values: Mapping[str, Any], final: bool = False) -> Any:
    """The value at the current precision: exact, a ball, or a bool.

    Raises:
        Stopped: a part has no value, or it cannot be told at this precision.
    """
    arithmetic = Balls(final)
    steps = program.steps(("real", final), arithmetic.operation)
    return execute(program, steps, leaves(program, values))


CONSTANTS = {"e": PowerOfE(fmpq(1)), "pi": PiMultiple(fmpq(1))}


def leaves(program: Program, values: Mapping[str, Any], constants: Mapping[str, Any] = CONSTANTS) -> list[Any]:
    """The values of the leaves of a program.

    Raises:
        DomainError: a symbol has no value.
    """
    slots: list[Any] = [None] * program.leaf_count
    for slot, number in program.numbers.items():
        slots[slot] = fmpq(number) if isinstance(number, int) else fmpq(number.numerator, number.denominator)
    for slot, name in program.names.items():
        value = values.get(name)
        if value is None:
            value = constants.get(name)
            if value is None:
                raise _missing(program, values, constants)
        slots[slot] = value
    return slots


def _missing(program: Program, values: Mapping[str, Any], constants: Mapping[str, Any]) -> DomainError:
    names = sorted({n for n in program.names.values() if n not in values and n not in constants})
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return DomainError(f"no value is given for {shown}")


def evaluate_balls(expression: Expression, point: Point) -> Any:
    """The ball of the value at the current precision of flint."""
    program = program_of(expression)
    try:
        if point.is_complex:
            from .complexes import complex_value

            return acb(complex_value(program, point.values, True))
        value = real_value(program, point.values, True)
    except Stopped as stop:
        raise stop.told(program, expression) from None
    if isinstance(value, bool):
        return value
    return enclose(value)
