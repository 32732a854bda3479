"""The whole forms of an expression, from which the one that reads best is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..expression import ZERO, Apply, Expression
from ..rulebook.identities import relations
from ..tidying import over, plus, times, value_of
from ..traversal import postorder
from .algebra import Polynomial, Powers, Product, TooLarge
from .cost import cost
from .generators import Exponential, Plain, Radical, terms_of
from .region import Region
from .writing import Writer

MOST_SPLIT = 12  # terms of a sum that is written as a sum of fractions


class Forms:
    """The forms of one expression."""

    def __init__(self, expression: Expression, partners: bool = True) -> None:
        self.expression = expression
        self.region = Region(expression, _partners(expression) if partners else ())
        self.algebra = self.region.algebra
        self.writer = Writer(self.region)
        self.pairs: list[tuple[int, int, int, int]] | None = None

    def candidates(self) -> Iterator[tuple[str, Expression]]:
        """Every form with the name of what made it, the plain ones first."""
        algebra = self.algebra
        lazy = rational_below(self.region, self.region.settled(self.region.product))
        yield "lowest terms", self.writer.product(lazy)
        full = self.region.settled(algebra.factored(lazy))
        if full.powers != lazy.powers:
            yield "factored", self.writer.product(full)
        for start in (lazy, full):
            related = self.related(self._grouped_all(start))
            if related is not None:
                yield "relations", self.writer.product(related)
                yield from self._variants(related)
                break
        yield from self._variants(full)
        yield from self._termwise()

    def _grouped_all(self, product: Product) -> Product:
        """The product with the sums of equal exponents multiplied together."""
        sums = {b: e for b, e in product.powers.items() if b >= self.algebra.count}
        if len(sums) < 2 or not self._pairs():
            return product
        plain = {b: e for b, e in product.powers.items() if b < self.algebra.count}
        return self.algebra.multiply((Product(product.coefficient, plain), self._multiplied(sums)))

    # --- relations between squares ------------------------------------------------------------------

    def related(self, product: Product) -> Product | None:
        """The product with sin^2 + cos^2 = 1 and its like used in each of its sums, where that shortens it; else None."""
        pairs = self._pairs()
        if not pairs:
            return None
        best, weight = product, self.weight(product)
        for _ in range(4):
            improved = False
            for base in [b for b in best.powers if b >= self.algebra.count]:
                for f, g, constant, factor in pairs:
                    found = self._replaced(best, base, f, g, constant, factor)
                    if found is not None and (new := self.weight(found)) < weight:
                        best, weight, improved = found, new, True
                        break
                if improved:
                    break
            if not improved:
                break
        return None if best is product else best

    def _pairs(self) -> list[tuple[int, int, int, int]]:
        if self.pairs is not None:
            return self.pairs
        self.pairs = found = []
        for place, generator in enumerate(self.region.generators):
            if isinstance(generator, Plain) and isinstance(generator.expression, Apply):
                relation = relations().get(generator.expression.function)
                if relation is not None:
                    partner = Apply(relation[0], generator.expression.arguments)
                    other = self.region.places.get(partner)
                    if other is not None:
                        found.append((place, other, relation[1], relation[2]))
        return found

    def _replaced(self, product: Product, base: int, f: int, g: int, constant: int, factor: int) -> Product | None:
        algebra = self.algebra
        polynomial = algebra.polynomials[base - algebra.count]
        if int(polynomial.degrees()[f]) < 2:
            return None
        value = algebra.monomial({}, constant) + algebra.monomial({g: 2}, factor)
        changed = algebra.of_polynomial(algebra.reduced(algebra.replaced(polynomial, f, 2, value)))
        exponent = product.powers[base]
        if not changed.coefficient:
            if exponent < 0:
                return None
            return Product(0, {})
        rest = Product(product.coefficient, {b: e for b, e in product.powers.items() if b != base})
        return algebra.factored(algebra.multiply((rest, algebra.power(changed, exponent))))

    def weight(self, product: Product) -> int:
        """Roughly how long a product is when written."""
        total = 0
        for base, exponent in product.powers.items():
            if base < self.algebra.count:
                total += 2 + (abs(exponent) > 1)
            else:
                polynomial = self.algebra.polynomials[base - self.algebra.count]
                total += (abs(exponent) > 1) + sum(
                    1 + sum(2 + (int(e) > 1) for e in m if e) + (c not in (1, -1)) for m, c in polynomial.to_dict().items()
                )
        return total + (product.coefficient != 1)

    # --- multiplied out, collected, split -----------------------------------------------------------

    def _variants(self, product: Product) -> Iterator[tuple[str, Expression]]:
        algebra = self.algebra
        above = {b: e for b, e in product.powers.items() if b >= algebra.count and e > 0}
        below = {b: e for b, e in product.powers.items() if b >= algebra.count and e < 0}
        if not above and not below:
            return
        plain = Product(product.coefficient, {b: e for b, e in product.powers.items() if b < algebra.count})
        upper, lower = self._multiplied(above), self._multiplied(below)
        for one in (above, upper.powers)[: 1 + (upper.powers != above)]:
            for other in (below, lower.powers)[: 1 + (lower.powers != below)]:
                if one is not above or other is not below:
                    parts = (plain, upper if one is not above else Product(1, above),
                             lower if other is not below else Product(1, below))
                    yield "multiplied out", self.writer.product(algebra.multiply(parts))
        yield from self._distributed(plain, above, below)
        if lower.powers != below:
            yield from self._distributed(algebra.multiply((plain, Product(lower.coefficient, {}))), above, lower.powers)

    def _multiplied(self, powers: Powers) -> Product:
        """Sums with those of equal exponents multiplied together."""
        if len(powers) < 2:
            return Product(1, powers)
        algebra = self.algebra
        groups: dict[int, list[int]] = {}
        for base, exponent in powers.items():
            groups.setdefault(exponent, []).append(base)
        found = []
        for exponent, bases in groups.items():
            whole_group = Product(1, dict.fromkeys(bases, exponent))
            if len(bases) > 1:
                try:
                    polynomial = algebra.reduced(algebra.expanded(dict.fromkeys(bases, 1)))
                    whole_group = algebra.power(algebra.of_polynomial(polynomial), exponent)
                except TooLarge:
                    pass  # they stay apart
            found.append(whole_group)
        return algebra.multiply(found)

    def _distributed(self, plain: Product, above: Powers, below: Powers) -> Iterator[tuple[str, Expression]]:
        """One sum that takes in the number, the generators, or the denominator as well."""
        algebra, writer = self.algebra, self.writer
        coefficient = Fraction(plain.coefficient)
        numerator, denominator = coefficient.numerator, coefficient.denominator
        if numerator < 0 and writer.flippable(below) is not None:
            numerator, denominator = -numerator, -denominator
        up = {b: e for b, e in plain.powers.items() if e > 0}
        rest = {b: e for b, e in plain.powers.items() if e < 0}
        top = self._top(above)
        if top is not None:
            roots = {b: e for b, e in up.items() if not isinstance(self.region.generators[b], Plain)}
            for inner in {tuple(u.items()): u for u in ({}, up, roots)}.values():
                outer = {b: e for b, e in plain.powers.items() if b not in inner}
                yield "multiplied out", self._around(
                    writer.polynomial(top, numerator, inner), 1, denominator, _joined(outer, below))
                if inner and numerator != 1:
                    yield "multiplied out", self._around(
                        writer.polynomial(top, 1, inner), numerator, denominator, _joined(outer, below))
            if len(top) <= MOST_SPLIT:
                if rest:
                    yield "split", self._around(
                        writer.polynomial(top, 1, rest), numerator, denominator, _joined(up, below))
                if plain.powers or below or denominator != 1:
                    yield "split", writer.polynomial(top, coefficient, _joined(plain.powers, below))
            yield from self._divided(top, plain, below)
        if len(below) == 1 and next(iter(below.values())) == -1:
            yield from self._denominator(next(iter(below)), above, up, rest, numerator, denominator)
        if len(above) == 1 and top is not None and len(top) >= 4 and next(iter(above.values())) == 1:
            collected = self._collected(next(iter(above)))
            if collected is not None:
                yield "collected", self._around(collected, numerator, denominator, _joined(plain.powers, below))

    def _top(self, above: Powers) -> Polynomial | None:
        """The numerator's sums multiplied out, if they are not too long."""
        try:
            top = self.algebra.reduced(self.algebra.expanded(above))
        except TooLarge:
            return None
        return top if 2 <= len(top) <= 3 * MOST_SPLIT else None

    def _denominator(
        self, base: int, above: Powers, up: Powers, rest: Powers, numerator: int, denominator: int
    ) -> Iterator[tuple[str, Expression]]:
        """A denominator that is one sum, with its number and generators, or the numerator's exponentials, in it."""
        polynomial = self.algebra.polynomials[base - self.algebra.count]
        lower = self.writer.polynomial(polynomial, denominator, {b: -e for b, e in rest.items()})
        yield "multiplied out", over(self._above(above, up, numerator), lower)
        exponentials = {b: e for b, e in up.items() if isinstance(self.region.generators[b], Exponential)}
        if exponentials:
            lower = self.writer.polynomial(polynomial, denominator, {b: -e for b, e in exponentials.items()})
            others = {b: e for b, e in up.items() if b not in exponentials}
            yield "divided by an exponential", over(
                self.writer.product(Product(numerator, {**others, **above, **rest})), lower)

    def _divided(self, top: Polynomial, plain: Product, below: Powers) -> Iterator[tuple[str, Expression]]:
        """A quotient of polynomials in one symbol as a polynomial and a proper fraction."""
        algebra = self.algebra
        symbols = [b for b, e in enumerate(top.degrees()) if e]
        if not below or len(symbols) != 1 or any(e < 0 for e in plain.powers.values()):
            return
        if any(b != symbols[0] for b in plain.powers):
            return
        try:
            lower = algebra.expanded({b: -e for b, e in below.items()})
            upper = top * algebra.monomial(plain.powers, 1)
        except TooLarge:
            return
        if any(e and b != symbols[0] for b, e in enumerate(lower.degrees())) or int(lower.leading_coefficient()) != 1:
            return
        quotient, remainder = divmod(upper, lower)
        if quotient == 0 or remainder == 0:
            return
        fraction = algebra.multiply((Product(plain.coefficient, below), algebra.of_polynomial(remainder)))
        yield "divided", plus(
            self.writer.polynomial(quotient, plain.coefficient), self.writer.product(algebra.factored(fraction)))

    def _above(self, above: Powers, up: Powers, numerator: int) -> Expression:
        """A numerator, as factors or multiplied out, whichever is shorter."""
        forms = [self.writer.product(Product(numerator, {**up, **above}))]
        if above:
            try:
                polynomial = self.algebra.reduced(self.algebra.expanded({**above, **up}))
                forms.append(self.writer.polynomial(polynomial, numerator))
            except TooLarge:
                pass  # the factors it is
        return min(forms, key=cost)

    def _around(self, sum_: Expression, numerator: int, denominator: int, powers: Powers) -> Expression:
        """A written sum times a number and powers."""
        upper = {b: e for b, e in powers.items() if e > 0 or not self._goes_below(b)}
        lower = {b: -e for b, e in powers.items() if b not in upper}
        return over(times(self.writer.product(Product(numerator, upper)), sum_),
                    self.writer.product(Product(denominator, lower)))

    def _goes_below(self, base: int) -> bool:
        if base >= self.algebra.count:
            return True
        return isinstance(self.region.generators[base], (Plain, Radical))

    def _collected(self, base: int) -> Expression | None:
        """A sum grouped by the functions in its terms, each group factored."""
        algebra, region = self.algebra, self.region
        symbols = {p for p, g in enumerate(region.generators) if isinstance(g, Plain) and not isinstance(g.expression, Apply)}
        groups: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
        for exponents, coefficient in algebra.polynomials[base - algebra.count].to_dict().items():
            key = tuple(0 if i in symbols else int(e) for i, e in enumerate(exponents))
            groups.setdefault(key, {})[exponents] = coefficient
        if len(groups) < 2 or all(len(g) == 1 for g in groups.values()):
            return None
        total: Expression = ZERO
        for group in groups.values():
            part = algebra.of_polynomial(algebra.context.from_dict(group))
            total = plus(total, self.writer.product(algebra.factored(part)))
        return total

    def _termwise(self) -> Iterator[tuple[str, Expression]]:
        """The terms of a sum simplified by themselves, those over one denominator together."""
        node = self.expression
        if not (type(node) is Apply and node.function in ("+", "-")):
            return
        terms = terms_of(node)
        if len(terms) > MOST_SPLIT:
            return
        algebra = self.algebra
        groups: dict[tuple[tuple[int, int], ...], list[Product]] = {}
        for sign, term in terms:
            value = algebra.factored(self.region.values[term])
            if sign < 0:
                value = Product(-value.coefficient, value.powers)
            key = tuple(sorted((b, e) for b, e in value.powers.items() if e < 0))
            groups.setdefault(key, []).append(value)
        total: Expression = ZERO
        for group in groups.values():
            value = algebra.factored(algebra.add(group))
            total = plus(total, self.writer.product(self.related(value) or value))
        yield "terms", total


def rational_below(region: Region, product: Product) -> Product:
    """The product without square roots of numbers in the sums below the line: 1/(sqrt(2) + 1) as sqrt(2) - 1."""
    numbers = {p for p, g in enumerate(region.generators) if isinstance(g, Radical) and value_of(g.radicand) is not None}
    for _ in range(len(numbers)):
        for base in [b for b, e in product.powers.items() if b >= region.algebra.count and e < 0]:
            degrees = region.algebra.polynomials[base - region.algebra.count].degrees()
            if all(p in numbers for p, e in enumerate(degrees) if e):
                product = conjugated(region, product, base) or product
    return product


def conjugated(region: Region, product: Product, base: int) -> Product | None:
    """The fraction with one square root taken out of a sum below the line, by its conjugate."""
    algebra = region.algebra
    terms = algebra.polynomials[base - algebra.count].to_dict().items()
    for place, generator in enumerate(region.generators):
        if not (isinstance(generator, Radical) and generator.degree == 2 and any(int(m[place]) % 2 for m, _ in terms)):
            continue
        turned = algebra.context.from_dict({m: (-c if int(m[place]) % 2 else c) for m, c in terms})
        norm = algebra.of_polynomial(algebra.reduced(algebra.polynomials[base - algebra.count] * turned))
        if norm.coefficient:
            exponent = product.powers[base]
            rest = Product(product.coefficient, {b: e for b, e in product.powers.items() if b != base})
            conjugate = algebra.power(algebra.of_polynomial(turned), -exponent)
            return algebra.multiply((rest, conjugate, algebra.power(norm, exponent)))
    return None


def _joined(one: Powers, other: Powers) -> Powers:
    total = dict(one)
    for base, exponent in other.items():
        total[base] = total.get(base, 0) + exponent
    return {b: e for b, e in total.items() if e}


def _partners(expression: Expression) -> Iterator[Expression]:
    """The functions that stand in a relation with those of an expression."""
    table = relations()
    for node in postorder((expression,)):
        if type(node) is Apply and node.function in table:
            yield Apply(table[node.function][0], node.arguments)

