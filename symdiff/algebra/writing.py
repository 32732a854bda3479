"""Products of powers back into expressions, in the order and the style of a textbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ..expression import ZERO, E, Expression, apply, integer, rational
from ..primitives import CBRT, EXP
from ..tidying import negate, plus, power, times
from ..tidying.numbers import Rational, whole
from .cost import SHORT_EXPONENT, cost
from .field import SUMS, Polynomial, Product
from .fraction import WrittenFraction
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
        return WrittenFraction(coefficient, self.factors(powers, flipped)).expression(self.represented.decimal)

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
