"""The real value of an expression, by mpmath and the definitions of a textbook: nothing of symdiff's own evaluation.

It is slow and knows only elementary functions. Where rounding could decide, it is not sure and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath

from symdiff.expression import Apply, Expression, Number, Symbol

DIGITS = 50
SMALLEST, LARGEST = mpmath.mpf(10) ** -30, mpmath.mpf(10) ** 30


class Undefined(Exception):
    """The expression has no real value there."""


class Unsure(Exception):
    """The value is too large, too small or too near to an edge to be told from 50 digits."""


def exactly(number: Fraction | int) -> Any:
    """A rational as an mpmath number of the working precision."""
    return mpmath.mpf(number.numerator) / number.denominator


def settled(value: Any) -> Any:
    """A value that can be trusted.

    Raises:
        Unsure: it cannot.
    """
    if value != 0 and not SMALLEST < abs(value) < LARGEST:
        raise Unsure
    return value


def needs(holds: bool) -> None:
    """Raises:
    Undefined: the condition of a function does not hold.
    """
    if not holds:
        raise Undefined


def compared(left: Any, right: Any) -> Any:
    """The difference of two values, which is 0 exactly or clearly not."""
    return settled(left - right)


def inside(value: Any, low: Any, high: Any, closed: bool = True) -> None:
    """Raises:
    Undefined: the value is not between the two.
    """
    below, above = compared(value, low), compared(high, value)
    needs(below >= 0 and above >= 0 if closed else below > 0 and above > 0)


def over(above: Any, below: Any) -> Any:
    needs(settled(below) != 0)
    return above / below


def logarithm(u: Any) -> Any:
    needs(settled(u) > 0)
    return mpmath.log(u)


def power(base: Any, exponent: Any) -> Any:
    """The principal power, over the reals: 0^0 is undefined, and so is a fractional power of a negative number."""
    if base == 0:
        needs(exponent > 0)
        return mpmath.mpf(0)
    whole = exponent == mpmath.floor(exponent)
    needs(base > 0 or whole)
    if abs(exponent) * abs(mpmath.log(abs(base))) > 70:
        raise Unsure
    return mpmath.power(base, int(exponent)) if whole else mpmath.power(base, exponent)


def of_exponential(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def bounded(u: Any) -> Any:
        if abs(u) > 65:
            raise Unsure
        return function(u)

    return bounded


def within(low: Any, high: Any, function: Callable[[Any], Any], closed: bool = True) -> Callable[[Any], Any]:
    def restricted(u: Any) -> Any:
        inside(u, low, high, closed)
        return function(u)

    return restricted


def of_reciprocal(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: function(over(mpmath.mpf(1), u))


def outside_one(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def restricted(u: Any) -> Any:
        needs(compared(abs(u), 1) > 0)
        return function(u)

    return restricted


def at_joint(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A step function: the argument must be a whole number exactly, or clearly none."""

    def careful(u: Any) -> Any:
        compared(u, mpmath.nint(u))
        return function(u)

    return careful


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "neg": lambda u: -u,
    "exp": of_exponential(mpmath.exp),
    "ln": logarithm,
    "log2": lambda u: logarithm(u) / mpmath.log(2),
    "log10": lambda u: logarithm(u) / mpmath.log(10),
    "sqrt": within(0, LARGEST, mpmath.sqrt),
    "cbrt": lambda u: mpmath.sign(u) * mpmath.cbrt(abs(u)),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": lambda u: over(mpmath.sin(u), mpmath.cos(u)),
    "sec": lambda u: over(1, mpmath.cos(u)),
    "csc": lambda u: over(1, mpmath.sin(u)),
    "cot": lambda u: over(mpmath.cos(u), mpmath.sin(u)),
    "asin": within(-1, 1, mpmath.asin),
    "acos": within(-1, 1, mpmath.acos),
    "atan": mpmath.atan,
    "acot": lambda u: mpmath.pi / 2 - mpmath.atan(u),
    "asec": of_reciprocal(within(-1, 1, mpmath.acos)),
    "acsc": of_reciprocal(within(-1, 1, mpmath.asin)),
    "sinh": of_exponential(mpmath.sinh),
    "cosh": of_exponential(mpmath.cosh),
    "tanh": of_exponential(mpmath.tanh),
    "sech": of_exponential(lambda u: 1 / mpmath.cosh(u)),
    "csch": of_exponential(lambda u: over(1, mpmath.sinh(u))),
    "coth": of_exponential(lambda u: over(mpmath.cosh(u), mpmath.sinh(u))),
    "asinh": mpmath.asinh,
    "acosh": within(1, LARGEST, mpmath.acosh),
    "atanh": within(-1, 1, mpmath.atanh, closed=False),
    "asech": of_reciprocal(within(1, LARGEST, mpmath.acosh)),
    "acsch": of_reciprocal(mpmath.asinh),
    "acoth": outside_one(lambda u: mpmath.atanh(1 / u)),
    "abs": abs,
    "sign": lambda u: mpmath.sign(settled(u)),
    "floor": at_joint(mpmath.floor),
    "ceil": at_joint(mpmath.ceil),
    "sigmoid": of_exponential(lambda u: 1 / (1 + mpmath.exp(-u))),
    "softplus": of_exponential(lambda u: mpmath.log(1 + mpmath.exp(u))),
    "erf": of_exponential(mpmath.erf),
}

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: over(a, b),
    "^": power,
    "hypot": mpmath.hypot,
    "log": lambda u, b: over(logarithm(u), logarithm(b)),
}

COMPARISONS: dict[str, Callable[[Any], bool]] = {
    "<": lambda d: d < 0,
    "<=": lambda d: d <= 0,
    ">": lambda d: d > 0,
    ">=": lambda d: d >= 0,
    "=": lambda d: d == 0,
    "!=": lambda d: d != 0,
}


def holds(condition: Expression, point: Mapping[str, Any]) -> bool:
    """Whether a condition on values is true."""
    assert isinstance(condition, Apply)
    if condition.function in ("and", "or"):
        parts = [holds(part, point) for part in condition.arguments]
        return all(parts) if condition.function == "and" else any(parts)
    left, right = (_value(side, point) for side in condition.arguments)
    return COMPARISONS[condition.function](compared(left, right))


def _is_condition(node: Expression) -> bool:
    return isinstance(node, Apply) and (node.function in COMPARISONS or node.function in ("and", "or"))


def _piecewise(node: Apply, point: Mapping[str, Any]) -> Any:
    *cases, default = node.arguments if len(node.arguments) % 2 else (*node.arguments, None)
    for condition, result in zip(cases[::2], cases[1::2], strict=True):
        if holds(condition, point):
            return _value(result, point)
    needs(default is not None)
    return _value(default, point)


def _value(node: Expression, point: Mapping[str, Any]) -> Any:
    if isinstance(node, Number):
        return exactly(Fraction(node.value))
    if isinstance(node, Symbol):
        constants = {"e": mpmath.e, "pi": mpmath.pi}
        return +constants[node.name] if node.name in constants else point[node.name]
    assert isinstance(node, Apply)
    if node.function == "piecewise":
        return _piecewise(node, point)
    if node.function == "where":
        for requirement in node.arguments[1:]:
            if _is_condition(requirement):
                needs(holds(requirement, point))
            else:
                _value(requirement, point)
        return _value(node.arguments[0], point)
    arguments = [_value(argument, point) for argument in node.arguments]
    if node.function in ("max", "min"):
        return settled(max(arguments) if node.function == "max" else min(arguments))
    table: Mapping[str, Callable[..., Any]] = FUNCTIONS if len(arguments) == 1 else OPERATORS
    return settled(table[node.function](*arguments))


def value(expression: Expression, **point: Any) -> Any:
    """The value at a point of fractions or mpmath numbers, to about 40 digits; None where there is none.

    Raises:
        Unsure: this cannot be told.
    """
    with mpmath.workdps(DIGITS):
        exact = {name: exactly(v) if isinstance(v, (int, Fraction)) else v for name, v in point.items()}
        try:
            return _value(expression, exact)
        except Undefined:
            return None
