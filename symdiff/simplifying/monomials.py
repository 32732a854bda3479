"""Products as a number and factors, sums as lists of these."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ..expression import ONE, ZERO, Apply, Expression, apply, rational
from ..tidying import negate, over, plus, power, times, value_of
from ..tidying.numbers import Rational, whole

Factors = dict[Expression, Rational]


class Monomial(NamedTuple):
    """A number, and other factors with their rational exponents."""

    coefficient: Rational
    factors: Factors

    @property
    def expression(self) -> Expression:
        """The product as a fraction."""
        above: Expression = rational(self.coefficient)
        below: Expression = ONE
        for base, exponent in self.factors.items():
            if exponent > 0:
                above = times(above, power(base, rational(exponent)))
            else:
                below = times(below, power(base, rational(-exponent)))
        return above if below is ONE else over(above, below)

    def scaled(self, number: Rational) -> Monomial:
        """number times this."""
        return self if number == 1 else Monomial(whole(Fraction(number) * self.coefficient), self.factors)

    def with_power(self, base: Expression, exponent: Rational) -> Monomial:
        """The same with another exponent of one of the factors."""
        changed = dict(self.factors)
        if exponent:
            changed[base] = exponent
        else:
            del changed[base]
        return Monomial(self.coefficient, changed)


def monomial_of(node: Expression) -> Monomial:
    """A product as its number and its factors with their rational exponents."""
    coefficient: Rational = 1
    found: Factors = {}
    stack: list[tuple[Expression, Rational]] = [(node, 1)]
    while stack:
        part, exponent = stack.pop()
        value = value_of(part)
        if value is not None and type(exponent) is int and (value or exponent > 0) and abs(exponent) < 64:
            coefficient = coefficient * (value if exponent == 1 else Fraction(value) ** exponent)
            continue
        if type(part) is Apply:
            arguments = part.arguments
            if part.function == "neg" and type(exponent) is int:
                coefficient = -coefficient if exponent % 2 else coefficient
                stack.append((arguments[0], exponent))
                continue
            if part.function in ("*", "/") and type(exponent) is int:
                stack.append((arguments[1], exponent if part.function == "*" else -exponent))
                stack.append((arguments[0], exponent))
                continue
            if part.function == "^":
                inner = value_of(arguments[1])
                if type(inner) is int and type(exponent) is int:
                    stack.append((arguments[0], exponent * inner))
                    continue
                if inner is None and _is_negative(arguments[1]):
                    part, exponent = apply("^", (arguments[0], negate(arguments[1]))), -exponent
        total = found.get(part, 0) + exponent
        found[part] = total
        if not total:
            del found[part]
    return Monomial(whole(coefficient), found)


def _is_negative(node: Expression) -> bool:
    return type(node) is Apply and node.function == "neg"


def terms_of_sum(node: Expression) -> list[Monomial]:
    """The terms of a sum."""
    found: list[Monomial] = []
    stack: list[tuple[Expression, int]] = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        if type(part) is Apply and part.function in ("+", "-"):
            stack.append((part.arguments[1], sign if part.function == "+" else -sign))
            stack.append((part.arguments[0], sign))
        else:
            found.append(monomial_of(part).scaled(sign))
    return found


def sum_of(terms: Iterable[Monomial]) -> Expression:
    """The expression of a sum."""
    total: Expression = ZERO
    for term in terms:
        total = plus(total, term.expression)
    return total
