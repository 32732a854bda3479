"""The whole forms of an expression, from which the one that reads best is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from ..algebra.cost import cost
from ..algebra.factoring import factored
from ..algebra.field import SUMS, Polynomial, Powers, Product, Unwieldy
from ..algebra.generators import Exponential, Indeterminate, Radical, terms_of
from ..algebra.representation import Representation
from ..algebra.writing import FormWriter
from ..expression import ZERO, Apply, Expression
from ..tidying import over, plus, times
from ..tidying.numbers import Rational, whole
from .conjugates import rational_below
from .parts import Parts
from .relations import Relations, partners

MOST_SPLIT = 12  # terms of a sum that is written as a sum of fractions


class Ratio(NamedTuple):
    """A number as a fraction; the minus sign may be below, where there is a sum that takes it."""

    numerator: int
    denominator: int

    @classmethod
    def of(cls, value: Rational, flip: bool) -> Ratio:
        """The fraction of a number; a negative one with its sign below, if so wished."""
        sign = -1 if flip and value < 0 else 1
        return cls(sign * value.numerator, sign * value.denominator)


class Forms:
    """The forms of one expression."""

    def __init__(self, expression: Expression) -> None:
        self.expression = expression
        self.represented = Representation(expression, partners(expression))
        self.field = self.represented.field
        self.writer = FormWriter(self.represented)
        self.relations = Relations(self.represented)

    def candidates(self) -> Iterator[tuple[str, Expression]]:
        """Every form with the name of what made it, the plain ones first."""
        field = self.field
        lazy = rational_below(self.represented, self.represented.settled(self.represented.product))
        yield "lowest terms", self.writer.product(lazy)
        full = self.represented.settled(factored(field, lazy))
        if full.powers != lazy.powers:
            yield "factored", self.writer.product(full)
        for start in (lazy, full):
            related = self.relations.applied(self._grouped_all(start))
            if related is not None:
                yield "relations", self.writer.product(related)
                yield from self._variants(related)
                break
        yield from self._variants(full)
        yield from self._termwise()

    def _grouped_all(self, product: Product) -> Product:
        """The product with the sums of equal exponents multiplied together."""
        sums = {b: e for b, e in product.powers.items() if b >= SUMS}
        if len(sums) < 2 or not self.relations.pairs:
            return product
        plain = {b: e for b, e in product.powers.items() if b < SUMS}
        return self.field.multiply((Product(product.coefficient, plain), self._multiplied(sums)))

    # --- multiplied out, collected, split -----------------------------------------------------------

    def _variants(self, product: Product) -> Iterator[tuple[str, Expression]]:
        parts = Parts.of(product)
        if not parts.above and not parts.below:
            return
        plain = Product(parts.coefficient, parts.plain)
        above, below = Product(1, parts.above), Product(1, parts.below)
        upper, lower = self._multiplied(parts.above), self._multiplied(parts.below)
        for one in (above, upper)[: 1 + (upper.powers != parts.above)]:
            for other in (below, lower)[: 1 + (lower.powers != parts.below)]:
                if one is not above or other is not below:
                    yield "multiplied out", self.writer.product(self.field.multiply((plain, one, other)))
        yield from self._distributed(parts)
        if lower.powers != parts.below:
            number = whole(Fraction(parts.coefficient) * lower.coefficient)
            yield from self._distributed(parts._replace(coefficient=number, below=lower.powers))

    def _multiplied(self, powers: Powers) -> Product:
        """Sums with those of equal exponents multiplied together."""
        if len(powers) < 2:
            return Product(1, powers)
        field = self.field
        groups: dict[int, list[int]] = {}
        for base, exponent in powers.items():
            groups.setdefault(exponent, []).append(base)
        found = []
        for exponent, bases in groups.items():
            whole_group = Product(1, dict.fromkeys(bases, exponent))
            if len(bases) > 1:
                try:
                    polynomial = field.reduced(field.expanded(dict.fromkeys(bases, 1)))
                    whole_group = field.power(field.of_polynomial(polynomial), exponent)
                except Unwieldy:
                    pass  # they stay apart
            found.append(whole_group)
        return field.multiply(found)

    def _distributed(self, parts: Parts) -> Iterator[tuple[str, Expression]]:
        """One sum that takes in the number, the generators, or the denominator as well."""
        writer, rest = self.writer, parts.plain_below
        number = Ratio.of(parts.coefficient, flip=writer.flippable(parts.below) is not None)
        top = self._top(parts.above)
        if top is not None:
            yield from self._in_sum(top, number, parts)
            if len(top) <= MOST_SPLIT:
                if rest:
                    outer = _joined(parts.plain_above, parts.below)
                    yield "split", self._around(writer.polynomial(top, 1, rest), number, outer)
                if parts.plain or parts.below or number.denominator != 1:
                    yield "split", writer.polynomial(top, parts.coefficient, _joined(parts.plain, parts.below))
            yield from self._divided(top, parts)
        if [*parts.below.values()] == [-1]:
            yield from self._denominator(number, parts)
        if [*parts.above.values()] == [1] and top is not None and len(top) >= 3:
            collected = self._collected(*parts.above)
            if collected is not None:
                yield "collected", self._around(collected, number, _joined(parts.plain, parts.below))

    def _in_sum(self, top: Polynomial, number: Ratio, parts: Parts) -> Iterator[tuple[str, Expression]]:
        """The numerator as one sum, with the number, and the generators or the roots among them, multiplied in."""
        up, generators = parts.plain_above, self.represented.generators
        roots = {b: e for b, e in up.items() if not isinstance(generators[b], Indeterminate)}
        for inner in {tuple(u.items()): u for u in ({}, up, roots)}.values():
            outer = _joined({b: e for b, e in parts.plain.items() if b not in inner}, parts.below)
            within = self.writer.polynomial(top, number.numerator, inner)
            yield "multiplied out", self._around(within, Ratio(1, number.denominator), outer)
            if inner and number.numerator != 1:
                yield "multiplied out", self._around(self.writer.polynomial(top, 1, inner), number, outer)

    def _top(self, above: Powers) -> Polynomial | None:
        """The numerator's sums multiplied out, if they are not too long."""
        try:
            top = self.field.reduced(self.field.expanded(above))
        except Unwieldy:
            return None
        return top if 2 <= len(top) <= 3 * MOST_SPLIT else None

    def _denominator(self, number: Ratio, parts: Parts) -> Iterator[tuple[str, Expression]]:
        """A denominator that is one sum, with its number and generators, or the numerator's exponentials, in it."""
        (base,), up, rest = parts.below, parts.plain_above, parts.plain_below
        polynomial = self.field.sum(base)
        lower = self.writer.polynomial(polynomial, number.denominator, {b: -e for b, e in rest.items()})
        yield "multiplied out", over(self._above(parts, number.numerator), lower)
        exponentials = {b: e for b, e in up.items() if isinstance(self.represented.generators[b], Exponential)}
        if exponentials:
            lower = self.writer.polynomial(polynomial, number.denominator, {b: -e for b, e in exponentials.items()})
            others = {b: e for b, e in up.items() if b not in exponentials}
            upper = self.writer.product(Product(number.numerator, {**others, **parts.above, **rest}))
            yield "divided by an exponential", over(upper, lower)

    def _divided(self, top: Polynomial, parts: Parts) -> Iterator[tuple[str, Expression]]:
        """A quotient of polynomials in one symbol as a polynomial and a proper fraction."""
        field = self.field
        symbols = [b for b, e in enumerate(top.degrees()) if e]
        if not parts.below or len(symbols) != 1 or parts.plain_below or any(b != symbols[0] for b in parts.plain):
            return
        try:
            lower = field.expanded({b: -e for b, e in parts.below.items()})
            upper = top * field.monomial(parts.plain, 1)
        except Unwieldy:
            return
        if any(e and b != symbols[0] for b, e in enumerate(lower.degrees())) or int(lower.leading_coefficient()) != 1:
            return
        quotient, remainder = divmod(upper, lower)
        if quotient == 0 or remainder == 0:
            return
        fraction = field.multiply((Product(parts.coefficient, parts.below), field.of_polynomial(remainder)))
        proper = self.writer.product(factored(field, fraction))
        yield "divided", plus(self.writer.polynomial(quotient, parts.coefficient), proper)

    def _above(self, parts: Parts, numerator: int) -> Expression:
        """A numerator, as factors or multiplied out, whichever is shorter."""
        powers = {**parts.plain_above, **parts.above}
        forms = [self.writer.product(Product(numerator, powers))]
        if parts.above:
            with suppress(Unwieldy):  # then the factors it is
                forms.append(self.writer.polynomial(self.field.reduced(self.field.expanded(powers)), numerator))
        return min(forms, key=cost)

    def _around(self, sum_: Expression, number: Ratio, powers: Powers) -> Expression:
        """A written sum times a number and powers."""
        upper = {b: e for b, e in powers.items() if e > 0 or not self._goes_below(b)}
        lower = {b: -e for b, e in powers.items() if b not in upper}
        above = times(self.writer.product(Product(number.numerator, upper)), sum_)
        return over(above, self.writer.product(Product(number.denominator, lower)))

    def _goes_below(self, base: int) -> bool:
        if base >= SUMS:
            return True
        return isinstance(self.represented.generators[base], (Indeterminate, Radical))

    def _collected(self, base: int) -> Expression | None:
        """A sum grouped by the functions in its terms, each group factored."""
        field, represented = self.field, self.represented
        plain = [(p, g) for p, g in enumerate(represented.generators) if isinstance(g, Indeterminate)]
        symbols = {p for p, g in plain if not isinstance(g.expression, Apply)}
        groups: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        for exponents, coefficient in field.sum(base).to_dict().items():
            key = tuple(0 if i in symbols else int(e) for i, e in enumerate(exponents))
            groups.setdefault(key, {})[exponents] = coefficient
        if len(groups) < 2 or all(len(g) == 1 for g in groups.values()):
            return None
        total: Expression = ZERO
        for group in groups.values():
            part = field.of_polynomial(field.context.from_dict(group))
            total = plus(total, self.writer.product(factored(field, part)))
        return total

    def _termwise(self) -> Iterator[tuple[str, Expression]]:
        """The terms of a sum simplified by themselves, those over one denominator together."""
        node = self.expression
        if not (type(node) is Apply and node.function in ("+", "-")):
            return
        terms = terms_of(node)
        if len(terms) > MOST_SPLIT:
            return
        field = self.field
        groups: dict[tuple[tuple[int, int], ...], list[Product]] = {}
        for sign, term in terms:
            value = factored(field, self.represented.values[term])
            if sign < 0:
                value = Product(-value.coefficient, value.powers)
            key = tuple(sorted((b, e) for b, e in value.powers.items() if e < 0))
            groups.setdefault(key, []).append(value)
        total: Expression = ZERO
        for group in groups.values():
            value = factored(field, field.add(group))
            total = plus(total, self.writer.product(self.relations.applied(value) or value))
        yield "terms", total


def _joined(one: Powers, other: Powers) -> Powers:
    total = dict(one)
    for base, exponent in other.items():
        total[base] = total.get(base, 0) + exponent
    return {b: e for b, e in total.items() if e}
