"""Functions of tidy arguments: a few values are exact."""

from __future__ import annotations

from fractions import Fraction

from ..expression import ONE, ZERO, E, Expression, Number, apply, rational
from .numbers import exact_power, magnitude, value_of

EXACT = {
    ("ln", ONE): ZERO,
    ("ln", E): ONE,
    ("exp", ZERO): ONE,
    ("sin", ZERO): ZERO,
    ("cos", ZERO): ONE,
    ("tan", ZERO): ZERO,
    ("sinh", ZERO): ZERO,
    ("cosh", ZERO): ONE,
    ("tanh", ZERO): ZERO,
}


def call(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments; a few values are exact."""
    if len(arguments) == 1:
        argument = arguments[0]
        exact = EXACT.get((function, argument))
        if exact is not None:
            return exact
        if function == "abs" and (number := value_of(argument)) is not None:
            return rational(magnitude(number), type(argument) is Number and argument.decimal)
        if function == "sqrt" and (number := value_of(argument)) is not None:
            root = exact_power(number, Fraction(1, 2)) if number >= 0 else None
            if root is not None:
                return rational(root)
    return apply(function, arguments)
