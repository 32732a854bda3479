"""sin(u)^2 + cos(u)^2 = 1 and its like, used as relations between polynomials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..algebra.factoring import factored
from ..algebra.field import SUMS, Polynomial, Product
from ..algebra.generators import Indeterminate
from ..algebra.representation import Representation
from ..expression import Apply, Expression
from ..rulebook.identities import SquareOf, relations
from ..traversal import postorder


class Squares(NamedTuple):
    """A generator whose square is a polynomial in another one."""

    generator: int
    value: Polynomial


class Relations:
    """The relations between the generators of an expression."""

    def __init__(self, represented: Representation) -> None:
        self.represented = represented
        self.field = represented.field
        self.pairs = list(self._found())

    def applied(self, product: Product) -> Product | None:
        """The product with sin^2 + cos^2 = 1 and its like used in its sums, where that shortens it; else None."""
        if not self.pairs:
            return None
        best, weight = product, self.weight(product)
        for _ in range(4):
            improved = False
            for base in [b for b in best.powers if b >= SUMS]:
                for pair in self.pairs:
                    found = self._replaced(best, base, pair)
                    if found is not None and (new := self.weight(found)) < weight:
                        best, weight, improved = found, new, True
                        break
                if improved:
                    break
            if not improved:
                break
        return None if best is product else best

    def _found(self) -> Iterator[Squares]:
        for place, generator in enumerate(self.represented.generators):
            if isinstance(generator, Indeterminate) and isinstance(generator.expression, Apply):
                relation = relations().get(generator.expression.function)
                if relation is not None:
                    other = self.represented.field.places.get(Apply(relation.other, generator.expression.arguments))
                    if other is not None:
                        yield Squares(
                            place,
                            self.field.monomial({}, relation.constant)
                            + self.field.monomial({other: 2}, relation.factor),
                        )

    def _value(self, relation: SquareOf, other: int) -> Polynomial:
        field = self.field
        return field.monomial({}, relation.constant) + field.monomial({other: 2}, relation.factor)

    def _replaced(self, product: Product, base: int, squares: Squares) -> Product | None:
        field = self.field
        polynomial = field.sum(base)
        if int(polynomial.degrees()[squares.generator]) < 2:
            return None
        changed = field.of_polynomial(field.reduced(field.replaced(polynomial, squares.generator, 2, squares.value)))
        exponent = product.powers[base]
        if not changed.coefficient:
            if exponent < 0:
                return None
            return Product(0, {})
        rest = Product(product.coefficient, {b: e for b, e in product.powers.items() if b != base})
        return factored(field, field.multiply((rest, field.power(changed, exponent))))

    def weight(self, product: Product) -> int:
        """Roughly how long a product is when written."""
        total = int(product.coefficient != 1)
        for base, exponent in product.powers.items():
            total += abs(exponent) > 1
            if base < SUMS:
                total += 2
            else:
                for exponents, coefficient in self.field.sum(base).to_dict().items():
                    total += 1 + (coefficient not in (1, -1)) + sum(2 + (int(e) > 1) for e in exponents if e)
        return total


def partners(expression: Expression) -> Iterator[Expression]:
    """The functions that stand in a relation with those of an expression."""
    table = relations()
    for node in postorder((expression,)):
        if type(node) is Apply and node.function in table:
            yield Apply(table[node.function].other, node.arguments)
