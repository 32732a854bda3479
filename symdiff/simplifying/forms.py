"""The whole forms of an expression, from which the one that reads best is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..algebra.cost import cost
from ..algebra.factoring import factored
from ..algebra.field import SUMS, Polynomial, Powers, Product, Unwieldy
from ..algebra.generators import Exponential, Indeterminate, Radical, terms_of
from ..algebra.representation import Representation
from ..algebra.writing import FormWriter
from ..expression import ZERO, Apply, Expression
from ..tidying import over, plus, times
from .conjugates import rational_below
from .relations import Relations, partners

MOST_SPLIT = 12  # terms of a sum that is written as a sum of fractions


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
        field = self.field
        above = {b: e for b, e in product.powers.items() if b >= SUMS and e > 0}
        below = {b: e for b, e in product.powers.items() if b >= SUMS and e < 0}
        if not above and not below:
            return
        plain = Product(product.coefficient, {b: e for b, e in product.powers.items() if b < SUMS})
        upper, lower = self._multiplied(above), self._multiplied(below)
        for one in (above, upper.powers)[: 1 + (upper.powers != above)]:
            for other in (below, lower.powers)[: 1 + (lower.powers != below)]:
                if one is not above or other is not below:
                    parts = (
                        plain,
                        upper if one is not above else Product(1, above),
                        lower if other is not below else Product(1, below),
                    )
                    yield "multiplied out", self.writer.product(field.multiply(parts))
        yield from self._distributed(plain, above, below)
        if lower.powers != below:
            yield from self._distributed(field.multiply((plain, Product(lower.coefficient, {}))), above, lower.powers)

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

    def _distributed(self, plain: Product, above: Powers, below: Powers) -> Iterator[tuple[str, Expression]]:
        """One sum that takes in the number, the generators, or the denominator as well."""
        writer = self.writer
        coefficient = Fraction(plain.coefficient)
        numerator, denominator = coefficient.numerator, coefficient.denominator
        if numerator < 0 and writer.flippable(below) is not None:
            numerator, denominator = -numerator, -denominator
        up = {b: e for b, e in plain.powers.items() if e > 0}
        rest = {b: e for b, e in plain.powers.items() if e < 0}
        top = self._top(above)
        if top is not None:
            yield from self._in_sum(top, (numerator, denominator), up, plain, below)
            if len(top) <= MOST_SPLIT:
                if rest:
                    yield (
                        "split",
                        self._around(writer.polynomial(top, 1, rest), numerator, denominator, _joined(up, below)),
                    )
                if plain.powers or below or denominator != 1:
                    yield "split", writer.polynomial(top, coefficient, _joined(plain.powers, below))
            yield from self._divided(top, plain, below)
        if len(below) == 1 and next(iter(below.values())) == -1:
            yield from self._denominator(next(iter(below)), above, up, rest, numerator, denominator)
        if len(above) == 1 and top is not None and len(top) >= 3 and next(iter(above.values())) == 1:
            collected = self._collected(next(iter(above)))
            if collected is not None:
                yield "collected", self._around(collected, numerator, denominator, _joined(plain.powers, below))

    def _in_sum(
        self, top: Polynomial, number: tuple[int, int], up: Powers, plain: Product, below: Powers
    ) -> Iterator[tuple[str, Expression]]:
        """The numerator as one sum, with the number, and the generators or the roots among them, multiplied in."""
        numerator, denominator = number
        roots = {b: e for b, e in up.items() if not isinstance(self.represented.generators[b], Indeterminate)}
        for inner in {tuple(u.items()): u for u in ({}, up, roots)}.values():
            outer = _joined({b: e for b, e in plain.powers.items() if b not in inner}, below)
            yield "multiplied out", self._around(self.writer.polynomial(top, numerator, inner), 1, denominator, outer)
            if inner and numerator != 1:
                yield (
                    "multiplied out",
                    self._around(self.writer.polynomial(top, 1, inner), numerator, denominator, outer),
                )

    def _top(self, above: Powers) -> Polynomial | None:
        """The numerator's sums multiplied out, if they are not too long."""
        try:
            top = self.field.reduced(self.field.expanded(above))
        except Unwieldy:
            return None
        return top if 2 <= len(top) <= 3 * MOST_SPLIT else None

    def _denominator(
        self, base: int, above: Powers, up: Powers, rest: Powers, numerator: int, denominator: int
    ) -> Iterator[tuple[str, Expression]]:
        """A denominator that is one sum, with its number and generators, or the numerator's exponentials, in it."""
        polynomial = self.field.sum(base)
        lower = self.writer.polynomial(polynomial, denominator, {b: -e for b, e in rest.items()})
        yield "multiplied out", over(self._above(above, up, numerator), lower)
        exponentials = {b: e for b, e in up.items() if isinstance(self.represented.generators[b], Exponential)}
        if exponentials:
            lower = self.writer.polynomial(polynomial, denominator, {b: -e for b, e in exponentials.items()})
            others = {b: e for b, e in up.items() if b not in exponentials}
            yield (
                "divided by an exponential",
                over(self.writer.product(Product(numerator, {**others, **above, **rest})), lower),
            )

    def _divided(self, top: Polynomial, plain: Product, below: Powers) -> Iterator[tuple[str, Expression]]:
        """A quotient of polynomials in one symbol as a polynomial and a proper fraction."""
        field = self.field
        symbols = [b for b, e in enumerate(top.degrees()) if e]
        if not below or len(symbols) != 1 or any(e < 0 for e in plain.powers.values()):
            return
        if any(b != symbols[0] for b in plain.powers):
            return
        try:
            lower = field.expanded({b: -e for b, e in below.items()})
            upper = top * field.monomial(plain.powers, 1)
        except Unwieldy:
            return
        if any(e and b != symbols[0] for b, e in enumerate(lower.degrees())) or int(lower.leading_coefficient()) != 1:
            return
        quotient, remainder = divmod(upper, lower)
        if quotient == 0 or remainder == 0:
            return
        fraction = field.multiply((Product(plain.coefficient, below), field.of_polynomial(remainder)))
        yield (
            "divided",
            plus(self.writer.polynomial(quotient, plain.coefficient), self.writer.product(factored(field, fraction))),
        )

    def _above(self, above: Powers, up: Powers, numerator: int) -> Expression:
        """A numerator, as factors or multiplied out, whichever is shorter."""
        forms = [self.writer.product(Product(numerator, {**up, **above}))]
        if above:
            try:
                polynomial = self.field.reduced(self.field.expanded({**above, **up}))
                forms.append(self.writer.polynomial(polynomial, numerator))
            except Unwieldy:
                pass  # the factors it is
        return min(forms, key=cost)

    def _around(self, sum_: Expression, numerator: int, denominator: int, powers: Powers) -> Expression:
        """A written sum times a number and powers."""
        upper = {b: e for b, e in powers.items() if e > 0 or not self._goes_below(b)}
        lower = {b: -e for b, e in powers.items() if b not in upper}
        return over(
            times(self.writer.product(Product(numerator, upper)), sum_),
            self.writer.product(Product(denominator, lower)),
        )

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
