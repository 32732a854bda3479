"""The operations of ordinary floats: fast, and only as good as floats are.

Wherever one of them fails (a division by zero, an overflow, an argument outside the domain), the
caller computes again with balls, which settle whether there is a value.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import LimitError
from .program import CHOICES, Step, step

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
    return _power(slots, constants, e_slots) if head == "^" else step(operation(head), slots)


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


def operation(head: str) -> Operation:
    """The float operation of an operator or function."""
    return CHOICES.get(head) or _OPERATIONS.get(head) or _through_balls(head)


def _through_balls(name: str) -> Operation:
    """A function that the standard library lacks, as the float next to its value."""
    from ..expression import Symbol, apply

    def routine(*arguments: float) -> float:
        from .evaluator import evaluate_real
        from .values import fmpq_of_float

        letters = [f"u{i}" for i in range(len(arguments))]
        call = apply(name, tuple(Symbol(letter) for letter in letters))
        exact = {letter: fmpq_of_float(x) for letter, x in zip(letters, arguments, strict=True)}
        try:
            return float(evaluate_real(call, exact))
        except LimitError as error:
            raise NoFloat(str(error)) from None

    return routine


def _whole(round_: Callable[[float], int]) -> Callable[[float], float]:
    return lambda x: float(round_(x))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _cot(x: float) -> float:
    return math.cos(x) / math.sin(x)


def _acot(x: float) -> float:
    return math.atan2(1.0, x)


def _tanh_inverse_of_reciprocal(x: float) -> float:
    return math.atanh(1 / x)


def _root(x: float, n: float) -> float:
    if n % 2 == 1 and x < 0:
        return -float((-x) ** (1 / n))
    if x < 0 or (x == 0 and n < 0):
        raise NoFloat
    return float(x ** (1 / n))


def _log(x: float, base: float) -> float:
    return math.log(x, base)


def _sigmoid(x: float) -> float:
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    small = math.exp(x)
    return small / (1 + small)


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _sinc(x: float) -> float:
    return math.sin(x) / x if x else 1.0


def _atan2(y: float, x: float) -> float:
    if not x and not y:
        raise NoFloat
    return math.atan2(y, x)


_OPERATIONS: dict[str, Operation] = {
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
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "log": _log,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "root": _root,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "cot": _cot,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "acot": _acot,
    "asec": lambda x: math.acos(1 / x),
    "acsc": lambda x: math.asin(1 / x),
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "coth": lambda x: 1 / math.tanh(x),
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: 1 / math.sinh(x),
    "asinh": math.asinh,
    "acosh": math.acosh,
    "atanh": math.atanh,
    "acoth": _tanh_inverse_of_reciprocal,
    "asech": lambda x: math.acosh(1 / x),
    "acsch": lambda x: math.asinh(1 / x),
    "abs": operator.abs,
    "sign": _sign,
    "floor": _whole(math.floor),
    "ceil": _whole(math.ceil),
    "heaviside": lambda x: (_sign(x) + 1) / 2,
    "max": max,
    "min": min,
    "atan2": _atan2,
    "hypot": math.hypot,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "sinc": _sinc,
    "erf": math.erf,
    "erfc": math.erfc,
}
