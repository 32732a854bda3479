"""Tidy terms, taken apart and put together, and tidy powers.

A tidy term is a sign, then at most one fraction, then factors: the number first, then constants
and letters, sums, exponentials, functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..core import twin
from ..expression import (
    ONE,
    ZERO,
    Apply,
    E,
    Expression,
    Number,
    apply,
    integer,
    rational,
)
from ..primitives import ABS, SQRT
from .definedness import nonzero, where
from .numbers import Rational, exact_power, magnitude, value_of, whole
from .parts import Term, base_and_exponent, factors, is_flat, negate, rank_of, split

MOST_EXPONENT_BITS = 256  # powers of powers beyond this stay nested
MOST_RAISED = 1000  # how large a number may get when a product is raised to a power


def join(
    coefficient: Rational, decimal: bool, numerator: list[Expression], denominator: list[Expression]
) -> Expression:
    """The tidy node of a term's parts."""
    if not coefficient:
        return where(ZERO, *numerator, *denominator, *map(nonzero, denominator))
    above, below = _written(magnitude(coefficient), decimal)
    if not denominator and below is ONE:
        product = _product(numerator, above) if numerator else above
        return product if coefficient > 0 else negate(product)
    above_line, below_line = negative_powers_below(numerator, denominator)
    if below_line is not denominator and not is_flat(below_line):
        return _join_flattened(coefficient, decimal, above_line, below_line)
    top = apply("/", (_product(above_line, above), _product(below_line, below)))
    return top if coefficient > 0 else apply("neg", (top,))


def flattened(
    coefficient: Rational, decimal: bool, numerator: list[Expression], denominator: list[Expression]
) -> tuple[Term, list[Expression]]:
    """The parts of a term with those that are terms taken apart, and what must not be 0 though it went above."""
    above: list[Expression] = []
    below: list[Expression] = []
    gone: list[Expression] = []
    for part in numerator:
        number, is_decimal, up, down = split(part)
        coefficient, decimal = coefficient * number, decimal or is_decimal
        above, below = merge(above, up), merge(below, down)
    for part in denominator:
        number, is_decimal, up, down = split(part)
        if not number:
            above, number = merge(above, [apply("/", (ONE, ZERO))]), 1
        coefficient, decimal = Fraction(coefficient) / number, decimal or is_decimal
        above, below = merge(above, down), merge(below, up)
        gone += down
    return (whole(coefficient), decimal, above, below), gone


def _join_flattened(
    coefficient: Rational, decimal: bool, numerator: list[Expression], denominator: list[Expression]
) -> Expression:
    parts, gone = flattened(coefficient, decimal, numerator, denominator)
    return where(join(*parts), *map(nonzero, gone))


def _written(size: Rational, decimal: bool) -> tuple[Number, Number]:
    """A positive coefficient as what stands above and below the line."""
    if type(size) is int:
        return integer(size), ONE
    if decimal:
        short = rational(size, True)
        if type(short) is Number:
            return short, ONE
    return integer(size.numerator), integer(size.denominator)


def _product(parts: Sequence[Expression], coefficient: Number) -> Expression:
    node: Expression | None = None if coefficient.value == 1 and parts else coefficient
    for part in parts:
        node = part if node is None else apply("*", (node, part))
    return coefficient if node is None else node


def negative_powers_below(
    numerator: list[Expression], denominator: list[Expression]
) -> tuple[list[Expression], list[Expression]]:
    """The factors of a fraction with those of negative exponents brought below its line."""
    if not any(type(f) is Apply and f.function == "^" for f in numerator):
        return numerator, denominator
    above: list[Expression] = []
    for factor in numerator:
        exponent = _exponent_value(factor)
        if exponent is not None and exponent < 0 and factor.arguments[0] is not ZERO:  # type: ignore[attr-defined]
            moved = power(factor.arguments[0], rational(-exponent))  # type: ignore[attr-defined]
            denominator = merge(denominator, factors(moved))
        else:
            above.append(factor)
    return above, denominator


def _exponent_value(factor: Expression) -> Rational | None:
    if type(factor) is Apply and factor.function == "^":
        return value_of(factor.arguments[1])
    return None


def merge(left: list[Expression], right: Sequence[Expression]) -> list[Expression]:
    """The factors of both, like ones together, in their order of rank."""
    merged = list(left)
    for factor in right:
        base, exponent = base_and_exponent(factor)
        for place, other in enumerate(merged):
            other_base, other_exponent = base_and_exponent(other)
            if other_base is base and (together := _like_powers(base, other_exponent, exponent)) is not None:
                if base_and_exponent(together)[0] is not base:  # abs(x)*abs(x) is x^2, and may meet an x
                    merged = merge([*merged[:place], *merged[place + 1 :]], [together])
                elif rank_of(together) == rank_of(other):
                    merged[place] = together
                else:
                    del merged[place]
                    _insert(merged, together)
                break
        else:
            _insert(merged, factor)
    return merged


def _insert(factors: list[Expression], factor: Expression) -> None:
    rank = rank_of(factor)
    place = len(factors)
    while place and rank_of(factors[place - 1]) > rank:
        place -= 1
    factors.insert(place, factor)


def _like_powers(base: Expression, first: Expression, second: Expression) -> Expression | None:
    """base^first * base^second as one power, or None where that would change the domain."""
    if type(base) is Number and (first is ONE or second is ONE):
        return None  # it belongs to the coefficient
    m, n = value_of(first), value_of(second)
    if m is None or n is None:
        from .sums import plus  # sums are made of terms, and only exponents are sums within a term

        positive = base is E or (type(base) is Number and base.value > 0)
        return power(base, plus(first, second)) if positive else None
    total = whole(m + n)
    integers = type(m) is int and type(n) is int
    same_sign = (m > 0) == (n > 0)
    if not same_sign or (type(total) is int and not integers):
        return None
    return power(base, rational(total))


@twin
def power(base: Expression, exponent: Expression) -> Expression:
    """base^exponent, tidied."""
    if exponent is ONE:
        return base
    n = value_of(exponent)
    if n is None:
        return where(ONE, exponent) if base is ONE else apply("^", (base, exponent))
    if n == 0:
        return apply("^", (base, exponent)) if base is ZERO else where(ONE, nonzero(base))
    number = value_of(base)
    if number is not None:
        return _power_of_number(base, exponent, number, n)
    if type(base) is Apply and type(n) is int:
        return _power_of_application(base, n)
    return apply("^", (base, exponent))


def _power_of_application(base: Apply, n: int) -> Expression:
    """A whole power of an operator or function, as a power of something simpler as far as it is one."""
    inner, n, positive = _peeled(base, n)
    if type(inner) is Apply and inner.function == "*" and n > 0:
        raised = _power_of_product(inner, n)
    elif value_of(inner) is not None:
        raised = power(inner, integer(n))
    else:
        raised = inner if n == 1 else apply("^", (inner, integer(n)))
    return raised if positive else negate(raised)


def _peeled(base: Expression, n: int) -> tuple[Expression, int, bool]:
    """base^n as a base without signs and whole powers, an exponent, and the sign of the whole."""
    positive = True
    while type(base) is Apply:
        inner = base.arguments[0]
        exponent = _exponent_value(base)
        if base.function == "neg":
            positive = positive == (n % 2 == 0)
        elif (together := _multiplied(exponent, n)) is not None:
            n = together
        elif base.function == SQRT and n % 2 == 0 and (value_of(inner) or 0) > 0:
            n //= 2
        elif base.function != ABS or n % 2 or n < 0:
            break
        base = inner
    return base, n, positive


def _multiplied(exponent: Rational | None, n: int) -> int | None:
    """The exponent of (u^exponent)^n as a power of u, unless 1/(1/u) would lose that u is not 0."""
    if type(exponent) is not int or (n < 0 and exponent < 0):
        return None
    return n * exponent if (n * exponent).bit_length() < MOST_EXPONENT_BITS else None


def _power_of_product(base: Apply, n: int) -> Expression:
    """(2*x^2)^2 = 4*x^4, where the number stays short; a product without a number stays as it is."""
    coefficient, decimal, parts, _ = split(base)
    raised = exact_power(coefficient, n)
    if coefficient == 1 or raised is None or magnitude(raised) > MOST_RAISED:
        return apply("^", (base, integer(n)))
    return _join_flattened(raised, decimal, [power(part, integer(n)) for part in parts], [])


def _power_of_number(base: Expression, exponent: Expression, number: Rational, n: Rational) -> Expression:
    exact = exact_power(number, n)
    if exact is None:
        return apply("^", (base, exponent))
    decimal = type(base) is Number and base.decimal
    return rational(exact, decimal)
