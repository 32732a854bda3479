"""Square roots out of sums below the line."""

from __future__ import annotations

from ..tidying import value_of
from .algebra import Product
from .generators import Radical
from .region import Region


def rational_below(region: Region, product: Product) -> Product:
    """The product without square roots of numbers in the sums below the line: 1/(sqrt(2) + 1) as sqrt(2) - 1."""
    roots = [(p, g) for p, g in enumerate(region.generators) if isinstance(g, Radical)]
    numbers = {p for p, g in roots if value_of(g.radicand) is not None}
    for _ in range(len(numbers)):
        for base in [b for b, e in product.powers.items() if b >= region.algebra.count and e < 0]:
            degrees = region.algebra.polynomials[base - region.algebra.count].degrees()
            if base in product.powers and all(p in numbers for p, e in enumerate(degrees) if e):
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
