"""A number and factors with rational exponents as one fraction, in the style of a textbook."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod

from ..expression import ONE, ZERO, Apply, Expression, Number, apply, integer, rational
from ..primitives import SQRT
from ..tidying import negate, over, plus, power, times, value_of
from ..tidying.numbers import Rational, magnitude, whole
from ..tidying.sums import signed_terms
from .ratios import Factor


class WrittenFraction:
    """A fraction in the making.

    Attributes:
        coefficient: its number.
        above, below: what stands above the line and below it.
    """

    def __init__(self, coefficient: Rational, factors: Iterable[Factor]) -> None:
        self.coefficient = coefficient
        self.above: Expression = ONE
        self.below: Expression = ONE
        numbers: dict[int, list[Rational]] = {}  # what stands under roots of each degree
        roots: list[Factor] = []
        for base, exponent in factors:
            number = value_of(base)
            if type(exponent) is not Fraction:
                self._put(power(base, integer(int(magnitude(exponent)))), exponent)
            elif number is None:
                roots.append((base, exponent))
            else:
                numbers.setdefault(exponent.denominator, []).append(whole(Fraction(number) ** exponent.numerator))
        for base, exponent in roots:
            self._put_root(base, exponent, numbers.get(exponent.denominator))
        for degree, parts in numbers.items():
            total = prod(parts)
            if total != 1:
                self._put_number_root(whole(total), degree)

    def expression(self, has_decimals: bool) -> Expression:
        """The fraction, with its number as a decimal where the others are decimals too."""
        above, below = self.above, self.below
        size = magnitude(self.coefficient)
        number = rational(size, has_decimals)
        if type(number) is Number:
            above = times(number, above)
        else:
            above = times(integer(size.numerator), above)
            below = times(integer(size.denominator), below)
        result = above if below is ONE else over(above, below)
        return result if self.coefficient > 0 else negate(result)

    def _put(self, part: Expression, exponent: Rational) -> None:
        if exponent > 0:
            self.above = times(self.above, part)
        else:
            self.below = times(self.below, part)

    def _put_root(self, radicand: Expression, exponent: Rational, numbers: list[Rational] | None) -> None:
        """A root; the root of a number goes into another root of the same degree and side."""
        if numbers and abs(exponent.numerator) == 1:
            number = numbers.pop()
            radicand = _multiplied_in(rational(number if exponent > 0 else whole(1 / Fraction(number))), radicand)
        self._put(_root(radicand, magnitude(exponent)), exponent)

    def _put_number_root(self, number: Rational, degree: int) -> None:
        """A number's root, above the line, or below it where that takes a number away: 2/sqrt(2) is sqrt(2)."""
        root = _root(rational(number), Fraction(1, degree))
        if self.coefficient.denominator % number.numerator == 0 and number.denominator == 1 and degree == 2:
            self.below = times(root, self.below)
            self.coefficient = whole(self.coefficient * number)
        else:
            self.above = times(root, self.above)


def _root(base: Expression, exponent: Rational) -> Expression:
    """base^exponent for a positive fraction: sqrt(u), sqrt(u)^3, u^(1/3)."""
    if exponent.denominator == 2:
        return power(apply(SQRT, (base,)), integer(exponent.numerator))
    return power(base, rational(exponent))


def _multiplied_in(number: Expression, base: Expression) -> Expression:
    """2*(x + 1) as 2*x + 2 (under a root)."""
    if type(base) is not Apply or base.function not in ("+", "-"):
        return times(number, base)
    total: Expression = ZERO
    for term in signed_terms(base):
        total = plus(total, times(number, term))
    return total
