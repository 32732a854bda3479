"""Exact values of numeric nodes, and powers of numbers as far as they are exact and short."""

from __future__ import annotations

from fractions import Fraction

from ..core import twin
from ..expression import Apply, Expression, Number

MOST_BITS = 4096  # larger powers of numbers stay powers

Rational = int | Fraction


def whole(value: Rational) -> Rational:
    """The value, as an int where it is one."""
    return value.numerator if type(value) is Fraction and value.denominator == 1 else value


def magnitude(value: Rational) -> Rational:
    """The absolute value."""
    return -value if value < 0 else value


@twin
def value_of(node: Expression) -> Rational | None:
    """The value of a number, of a quotient of two numbers, or of their negatives; else None."""
    sign = 1
    if type(node) is Apply and node.function == "neg":
        sign, node = -1, node.arguments[0]
    if type(node) is Number:
        return sign * node.value
    if type(node) is Apply and node.function == "/":
        above, below = node.arguments
        if type(above) is Number and type(below) is Number and below.value:
            return whole(Fraction(sign * above.value) / below.value)
    return None


def exact_power(number: Rational, n: Rational) -> Rational | None:
    """number^n where it is rational and small enough to be written; else None."""
    if number == 0:
        return 0 if n > 0 else None
    if type(n) is Fraction:
        root = None if number < 0 else _exact_root(Fraction(number), n.denominator)
        return None if root is None else exact_power(whole(root), n.numerator)
    if abs(number) == 1:
        return 1 if number == 1 or n % 2 == 0 else -1
    bits = max(abs(number.numerator).bit_length(), number.denominator.bit_length())
    if magnitude(n) * bits > MOST_BITS:
        return None
    power: Fraction = Fraction(number) ** int(n)
    return whole(power)


def _exact_root(number: Fraction, degree: int) -> Fraction | None:
    above, below = _whole_root(number.numerator, degree), _whole_root(number.denominator, degree)
    return None if above is None or below is None else Fraction(above, below)


def _whole_root(number: int, degree: int) -> int | None:
    if number in (0, 1):
        return number
    if degree >= number.bit_length():
        return None
    root = _floor_root(number, degree)
    return root if root**degree == number else None


def _floor_root(number: int, degree: int) -> int:
    """The whole part of a root, by Newton's method on integers."""
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better
