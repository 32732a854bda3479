"""A function with other numbers in the places of its own: a version of an exercise that a teacher wrote."""

from __future__ import annotations

from fractions import Fraction

from ..expression import Expression, Number, apply, rational
from ..traversal import rebuild
from .streams import Stream

SMALLEST, LARGEST = 2, 9
HIGHEST = 5  # the greatest exponent that is put in where there was a smaller one


def with_other_numbers(function: Expression, stream: Stream) -> Expression:
    """The function with other coefficients, addends, divisors, bases and exponents; 0 and a factor of 1 stay.

    >>> from symdiff import parse
    >>> print(with_other_numbers(parse("3*x^2 + sin(5*x)"), Stream(7)))
    8*x^5 + sin(6*x)
    """

    def changed(name: str, arguments: tuple[Expression, ...]) -> Expression:
        if all(isinstance(a, Number) for a in arguments):
            return apply(name, arguments)  # such as the exponent 2/3
        places = enumerate(arguments)
        return apply(name, tuple(_other(a, name, p, stream) if isinstance(a, Number) else a for p, a in places))

    return rebuild(function, changed)


def _other(number: Number, function: str, place: int, stream: Stream) -> Expression:
    value = Fraction(number.value)
    if function == "^" and place == 1:
        if value.denominator != 1 or value < SMALLEST:
            return number
        return rational(stream.between(SMALLEST, max(HIGHEST, int(value))))
    if value.denominator != 1:
        return rational(value * stream.between(SMALLEST, LARGEST) / max(1, value.numerator), decimal=number.decimal)
    least = 1 if function in ("+", "-") else SMALLEST
    if value < least:
        return number
    return rational(stream.between(least, max(LARGEST, 2 * int(value) if value > LARGEST else 0)))
