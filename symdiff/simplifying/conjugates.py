"""Square roots out of sums below the line."""

from __future__ import annotations

from ..algebra.field import SUMS, Product
from ..algebra.generators import Radical
from ..algebra.representation import Representation
from ..tidying import value_of


def rational_below(represented: Representation, product: Product) -> Product:
    """The product without square roots of numbers in the sums below the line: 1/(sqrt(2) + 1) as sqrt(2) - 1."""
    roots = [(p, g) for p, g in enumerate(represented.generators) if isinstance(g, Radical)]
    numbers = {p for p, g in roots if value_of(g.radicand) is not None}
    for _ in range(len(numbers)):
        for base in [b for b, e in product.powers.items() if b >= SUMS and e < 0]:
            degrees = represented.field.sum(base).degrees()
            if base in product.powers and all(p in numbers for p, e in enumerate(degrees) if e):
                product = conjugated(represented, product, base) or product
    return product


def conjugated(represented: Representation, product: Product, base: int) -> Product | None:
    """The fraction with one square root taken out of a sum below the line, by its conjugate."""
    field = represented.field
    terms = field.sum(base).to_dict().items()
    for place, generator in enumerate(represented.generators):
        if not (isinstance(generator, Radical) and generator.degree == 2 and any(int(m[place]) % 2 for m, _ in terms)):
            continue
        turned = field.context.from_dict({m: (-c if int(m[place]) % 2 else c) for m, c in terms})
        norm = field.of_polynomial(field.reduced(field.sum(base) * turned))
        if norm.coefficient:
            exponent = product.powers[base]
            rest = Product(product.coefficient, {b: e for b, e in product.powers.items() if b != base})
            conjugate = field.power(field.of_polynomial(turned), -exponent)
            return field.multiply((rest, conjugate, field.power(norm, exponent)))
    return None
