"""Products of powers back into expressions, in the order and the style of a textbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ..expression import ONE, ZERO, Apply, E, Expression, Number, apply, integer, rational
from ..primitives import CBRT, EXP, SQRT
from ..tidying import negate, over, plus, power, times, value_of
from ..tidying.numbers import Rational, magnitude, whole
from ..tidying.sums import signed_terms
from .cost import SHORT_EXPONENT, cost
from .field import SUMS, Polynomial, Product
from .generators import Exponential, Indeterminate, Radical, SymbolicPower
from .ratios import Factor, with_named_quotients

if TYPE_CHECKING:
    from .representation import Representation


class FormWriter:
    """Writes the products and polynomials of the field of an expression."""

    def __init__(self, represented: Representation) -> None:
        self.represented = represented

    # --- products ---------------------------------------------------------------------------------

    def product(self, product: Product) -> Expression:
        """The expression of a product, as one fraction."""
        if not product.coefficient:
            return ZERO
        coefficient, powers = product.coefficient, dict(product.powers)
        if coefficient < 0 and (base := self.flippable(powers)) is not None:
            coefficient = -coefficient
            flipped = base
        else:
            flipped = None
        return self.fraction(coefficient, self.factors(powers, flipped))

    def base(self, base: int) -> Expression:
        """The expression of one base."""
        ((expression, _),) = self.factors({base: 1})
        return expression

    def flippable(self, powers: Mapping[int, int]) -> int | None:
        """A sum that can take a minus sign: one with an odd power and terms of both signs."""
        field = self.represented.field
        best: int | None = None
        for base, exponent in powers.items():
            if base >= SUMS and exponent % 2:
                signs = {int(c) > 0 for c in field.sum(base).coeffs()}
                if len(signs) == 2 and (best is None or exponent == 1):
                    best = base
        return best

    def factors(self, powers: Mapping[int, int], flipped: int | None = None) -> list[Factor]:
        """The factors as expressions with rational exponents."""
        represented = self.represented
        found: list[Factor] = []
        exponentials: dict[Expression, Expression] = {}
        symbolic: list[tuple[SymbolicPower, int]] = []
        for base in sorted(powers):
            exponent = powers[base]
            if base >= SUMS:
                polynomial = represented.field.sum(base)
                found.append((self.polynomial(-polynomial if base == flipped else polynomial), exponent))
                continue
            generator = represented.generators[base]
            if isinstance(generator, Indeterminate):
                found.append((generator.expression, exponent))
            elif isinstance(generator, Radical):
                found.append(self._radical(generator, exponent))
            elif isinstance(generator, Exponential):
                term = times(rational(whole(Fraction(generator.unit) * exponent)), generator.monomial)
                known = exponentials.get(generator.base)
                exponentials[generator.base] = term if known is None else plus(known, term)
            else:
                symbolic.append((generator, exponent))
        found = self._symbolic(symbolic, found)
        found = with_named_quotients(found)
        found.extend((_exponential(base, exponent), 1) for base, exponent in exponentials.items())
        return found

    def _radical(self, generator: Radical, exponent: int) -> Factor:
        if generator.is_real and generator.degree == 3 and exponent % 3:
            return apply(CBRT, (generator.radicand,)), exponent
        return generator.radicand, whole(Fraction(exponent, generator.degree))

    def _symbolic(self, symbolic: Iterable[tuple[SymbolicPower, int]], found: list[Factor]) -> list[Factor]:
        """Powers such as x^(n - 1), each with the whole power of its base drawn in."""
        for generator, exponent in symbolic:
            total = negate(generator.exponent) if exponent == -1 else times(integer(exponent), generator.exponent)
            shift = exponent * generator.shift
            for place, (base, whole_exponent) in enumerate(found):
                if base is generator.base and type(whole_exponent) is int:
                    shift += whole_exponent
                    del found[place]
                    break
            total = plus(total, integer(shift))
            found.append((power(generator.base, total), 1))
        return found

    def fraction(self, coefficient: Rational, factors: Iterable[Factor]) -> Expression:
        """A coefficient and factors as one fraction."""
        decimal = self.represented.decimal
        above: Expression = ONE
        below: Expression = ONE
        inside: dict[int, list[Rational]] = {}
        roots: list[tuple[Expression, Rational]] = []
        for base, exponent in factors:
            number = value_of(base)
            if type(exponent) is Fraction and number is not None:
                inside.setdefault(exponent.denominator, []).append(whole(Fraction(number) ** exponent.numerator))
            elif type(exponent) is Fraction:
                roots.append((base, exponent))
            elif exponent > 0:
                above = times(above, power(base, integer(int(exponent))))
            else:
                below = times(below, power(base, integer(-int(exponent))))
        above, below, coefficient = self._with_roots(roots, inside, above, below, coefficient)
        size = magnitude(coefficient)
        number_above = rational(size, decimal)
        if type(number_above) is Number:
            above = times(number_above, above)
        else:
            above = times(integer(size.numerator), above)
            below = times(integer(size.denominator), below)
        result = above if below is ONE else over(above, below)
        return result if coefficient > 0 else negate(result)

    def _with_roots(
        self,
        roots: list[Factor],
        inside: dict[int, list[Rational]],
        above: Expression,
        below: Expression,
        coefficient: Rational,
    ) -> tuple[Expression, Expression, Rational]:
        """Put the roots in; the root of a number goes into another root of the same degree and side."""
        for base, exponent in roots:
            radicand, numbers = base, inside.get(exponent.denominator)
            if numbers and abs(exponent.numerator) == 1:
                number = numbers.pop()
                radicand = _multiplied_in(rational(number if exponent > 0 else whole(1 / Fraction(number))), base)
            if exponent > 0:
                above = times(above, _root(radicand, exponent))
            else:
                below = times(below, _root(radicand, -exponent))
        for degree, numbers in inside.items():
            total: Rational = 1
            for number in numbers:
                total = total * number
            if total != 1:
                above, below, coefficient = _number_root(whole(total), degree, above, below, coefficient)
        return above, below, coefficient

    # --- polynomials ------------------------------------------------------------------------------

    def polynomial(
        self, polynomial: Polynomial, scale: Rational = 1, extra: Mapping[int, int] | None = None
    ) -> Expression:
        """A sum in descending powers; a positive term leads where there is one.

        Args:
            polynomial: what to write.
            scale: a number that multiplies every term.
            extra: powers that multiply every term.
        """
        terms = [(int(c), {i: int(e) for i, e in enumerate(m) if e}) for m, c in polynomial.to_dict().items()]
        first = next((k for k, (c, _) in enumerate(terms) if (c > 0) == (scale > 0)), 0)
        terms.insert(0, terms.pop(first))
        total: Expression = ZERO
        for coefficient, powers in terms:
            factor = Fraction(scale) * coefficient
            for base, exponent in (extra or {}).items():
                factor *= self.represented.field.raise_power(powers, base, exponent)
            total = plus(total, self.product(Product(whole(factor), powers)))
        return total


def _exponential(base: Expression, exponent: Expression) -> Expression:
    if base is E and cost(exponent) > SHORT_EXPONENT:
        return apply(EXP, (exponent,))
    return power(base, exponent)


def _root(base: Expression, exponent: Rational) -> Expression:
    """base^exponent for a positive fraction: sqrt(u), sqrt(u)^3, u^(1/3)."""
    if exponent.denominator == 2:
        return power(apply(SQRT, (base,)), integer(exponent.numerator))
    return power(base, rational(exponent))


def _number_root(
    number: Rational, degree: int, above: Expression, below: Expression, coefficient: Rational
) -> tuple[Expression, Expression, Rational]:
    """A number's root, above the line, or below it where that takes a number away: 2/sqrt(2) is sqrt(2)."""
    root = Fraction(1, degree)
    if coefficient.denominator % number.numerator == 0 and number.denominator == 1 and degree == 2:
        return above, times(_root(rational(number), root), below), whole(coefficient * number)
    return times(_root(rational(number), root), above), below, coefficient


def _multiplied_in(number: Expression, base: Expression) -> Expression:
    """2*(x + 1) as 2*x + 2 (under a root)."""
    if type(base) is not Apply or base.function not in ("+", "-"):
        return times(number, base)
    total: Expression = ZERO
    for term in signed_terms(base):
        total = plus(total, times(number, term))
    return total
