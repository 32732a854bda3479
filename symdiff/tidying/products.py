"""Tidy products and quotients: like factors together and cancelled, one fraction."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ..core import twin
from ..expression import ONE, Apply, Expression, Number, Symbol, apply, integer, rational
from ..primitives import RADICALS
from .definedness import nonzero, where
from .numbers import Rational, value_of, whole
from .parts import MOST_FACTORS, base_and_exponent, factors, is_flat, length, negate, rank_of, split
from .terms import flattened, join, merge, negative_powers_below, power


@twin
def times(a: Expression, b: Expression) -> Expression:
    """a*b, tidied."""
    if a is ONE:
        return b
    if b is ONE:
        return a
    positive = True
    while type(a) is Apply and a.function == "neg":
        positive, a = not positive, a.arguments[0]
    while type(b) is Apply and b.function == "neg":
        positive, b = not positive, b.arguments[0]
    product = _times_at_once(a, b)
    if product is None:
        product = _times_by_parts(a, b)
    return product if positive else negate(product)


def _times_at_once(a: Expression, b: Expression) -> Expression | None:
    """The product where nothing has to be taken apart: most products that a derivative makes."""
    if type(a) is Number:
        if type(b) is Number:
            return rational(whole(a.value * b.value), a.decimal or b.decimal)
        return apply("*", (a, b)) if a.value > 0 and _is_factor(b) else None
    if _is_long(a) and type(b) is not Number:
        return apply("*", (a, b))
    if _is_long(b):
        return apply("*", (b, a))
    if _is_factor(b):
        return apply("*", (a, b)) if _is_product(a) and _fits_after(a, b) else None
    if _is_factor(a) and _is_product(b) and _fits_after(b, a, strictly=True):
        return apply("*", (b, a))
    return None


def _is_factor(node: Expression) -> bool:
    return type(node) is Symbol or (type(node) is Apply and node.function not in ("*", "/"))


def _is_product(node: Expression) -> bool:
    return type(node) is Symbol or (type(node) is Apply and node.function != "/")


def _is_long(node: Expression) -> bool:
    return type(node) is Apply and node.function == "*" and length(node) > MOST_FACTORS


def _times_by_parts(a: Expression, b: Expression) -> Expression:
    c, decimal, above, below = split(a)
    d, other_decimal, above_too, below_too = split(b)
    if above_too:
        above = merge(above, above_too)
    if below_too:
        below = merge(below, below_too)
    return _fraction(whole(c * d), decimal or other_decimal, above, below)


def _fits_after(product: Expression, factor: Expression, strictly: bool = False) -> bool:
    """Whether the factor can be appended as it is: no like factor is there, and it comes last by rank.

    Args:
        strictly: whether it must not be of the same rank as the last one.
    """
    base = factor.arguments[0] if type(factor) is Apply and factor.function == "^" else factor
    walk = product
    rank = rank_of(factor)
    count = 0
    while type(walk) is Apply and walk.function == "*":
        walk, last = walk.arguments
        if count == 0 and (before := rank_of(last)) >= rank and (strictly or before > rank):
            return False
        if last is base or (type(last) is Apply and last.function == "^" and last.arguments[0] is base):
            return False
        count += 1
        if count > MOST_FACTORS:
            return True
    if walk is base or (type(walk) is Apply and walk.function == "^" and walk.arguments[0] is base):
        return False
    return count > 0 or (before := rank_of(walk)) < rank or (before == rank and not strictly)


def _fraction(
    coefficient: Rational, decimal: bool, numerator: list[Expression], denominator: list[Expression]
) -> Expression:
    """The term with like factors above and below cancelled; what that could hide is remembered."""
    if denominator or type(coefficient) is Fraction:
        numerator, denominator = negative_powers_below(numerator, denominator)
    if not is_flat(numerator) or not is_flat(denominator):
        parts, gone = flattened(coefficient, decimal, numerator, denominator)
        return where(_fraction(*parts), *map(nonzero, gone))
    if not numerator or not denominator:
        return join(coefficient, decimal, numerator, denominator)
    for index, factor in enumerate(numerator):
        for place, other in enumerate(denominator):
            cancelled = _cancelled(factor, other)
            if cancelled is not None:
                above = merge([*numerator[:index], *numerator[index + 1 :]], cancelled.above)
                below = [*denominator[:place], *cancelled.below, *denominator[place + 1 :]]
                return where(_fraction(coefficient, decimal, above, below), *cancelled.gone)
            if base_and_exponent(factor)[0] is base_and_exponent(other)[0]:
                break
    return join(coefficient, decimal, numerator, denominator)


class Cancelled(NamedTuple):
    """What is left of a factor above the line and one below it, and what must not be 0 though it is gone."""

    above: list[Expression]
    below: list[Expression]
    gone: list[Expression]


def _cancelled(factor: Expression, other: Expression) -> Cancelled | None:
    """A factor above the line and one below it, like ones cancelled; None where they are not alike."""
    base, exponent = base_and_exponent(factor)
    radical, other_exponent = base_and_exponent(other)
    if radical is not base:
        freed = _over_radical(base, exponent, radical, other_exponent)
        return None if freed is None else Cancelled(freed, [], [nonzero(base)])
    left = _difference(exponent, other_exponent)
    if left is None:
        return None
    if left < 0:
        return Cancelled([], [power(base, integer(-left))], [])
    gone = [nonzero(base if type(value_of(exponent)) is int else factor)]
    return Cancelled([power(base, integer(left))] if left else [], [], gone)


def _over_radical(
    base: Expression, exponent: Expression, radical: Expression, radical_exponent: Expression
) -> list[Expression] | None:
    """u^m over a power of a root or of the absolute value of u, without a fraction: x/sqrt(x) is sqrt(x)."""
    if type(radical) is not Apply or radical.arguments[0] is not base or radical.function not in RADICALS:
        return None
    degree, whole_power = RADICALS[radical.function]
    m, n = value_of(exponent), value_of(radical_exponent)
    if type(m) is not int or type(n) is not int or m < whole_power or not 0 < n < degree:
        return None
    rest = power(base, integer(m - whole_power)) if m > whole_power else ONE
    kept = power(radical, integer(degree - n))
    return [kept] if rest is ONE else [rest, kept]


def _difference(above: Expression, below: Expression) -> int | None:
    """By how much the exponent above is larger, for two positive whole exponents or two equal ones."""
    if above is below:
        return 0
    m, n = value_of(above), value_of(below)
    return m - n if type(m) is int and type(n) is int and m > 0 and n > 0 else None


@twin
def over(a: Expression, b: Expression) -> Expression:
    """a/b, tidied; a division by 0 stays as it is, and has no value."""
    if b is ONE:
        return a
    if _are_unlike(a, b):
        return apply("/", (a, b))
    c, decimal, above, below = split(a)
    d, other_decimal, above_too, below_too = split(b)
    if not d:
        return apply("/", (a, b))
    if above_too:
        below = merge(below, above_too)
    if below_too:
        above = merge(above, below_too)
    coefficient = c if d == 1 else whole(Fraction(c) / d)
    quotient = _fraction(coefficient, decimal or other_decimal, above, below)
    return where(quotient, *map(nonzero, below_too)) if below_too else quotient


def _are_unlike(above: Expression, below: Expression) -> bool:
    """Whether two products can stand above and below a line as they are."""
    if not (_is_product(above) and _is_product(below)):
        return False
    others = factors(below)
    if type(others[0]) is Number:
        return False
    bases = [base_and_exponent(f)[0] for f in others]
    bases += [b.arguments[0] for b in bases if type(b) is Apply and b.function in RADICALS]
    for factor in factors(above):
        base, exponent = base_and_exponent(factor)
        if base in bases or (type(factor) is Apply and factor.function == "neg"):
            return False
        if exponent is not ONE and (value := value_of(exponent)) is not None and value < 0:
            return False
    return type(others[0]) is not Apply or others[0].function != "neg"
