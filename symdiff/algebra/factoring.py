"""Products in irreducible factors, and in lowest terms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..tidying.numbers import whole
from .field import SUMS, Field, Polynomial, Powers, Product, Unwieldy

MOST_DENSE = 4000  # dense size of a polynomial that is factored
MOST_COMMON = 100_000  # terms above times terms below of a quotient that is put in lowest terms
MOST_DEGREE = 2000


def factored(field: Field, product: Product) -> Product:
    """The product with every base factored into irreducible ones."""
    if all(b < SUMS or is_linear(field, b) for b in product.powers):
        return product
    coefficient = product.coefficient
    powers: Powers = {}
    for base, exponent in product.powers.items():
        if base < SUMS:
            coefficient *= field.raise_power(powers, base, exponent)
            continue
        unit, parts = factors(field, base)
        if unit != 1:
            coefficient = coefficient * Fraction(unit) ** exponent
        for polynomial, multiplicity in parts:
            piece = field.of_polynomial(polynomial)
            if piece.coefficient != 1:
                coefficient = coefficient * Fraction(piece.coefficient) ** (multiplicity * exponent)
            for b, e in piece.powers.items():
                coefficient *= field.raise_power(powers, b, e * multiplicity * exponent)
    return Product(whole(coefficient), powers)


def is_linear(field: Field, base: int) -> bool:
    """Whether a sum is certainly irreducible."""
    return int(field.sum(base).total_degree()) == 1


def factors(field: Field, base: int) -> tuple[int, Sequence[tuple[Polynomial, int]]]:
    """The factors of a sum, each with its multiplicity, and a unit."""
    found = field.factors.get(base)
    if found is None:
        polynomial = field.sum(base)
        dense = 1
        for degree in polynomial.degrees():
            dense *= int(degree) + 1
        found = (1, [(polynomial, 1)]) if dense > MOST_DENSE else _irreducible(field, polynomial)
        field.factors[base] = found
    return found


def _irreducible(field: Field, polynomial: Polynomial) -> tuple[int, Sequence[tuple[Polynomial, int]]]:
    try:
        unit, parts = polynomial.factor()
        return int(unit), [(p, int(m)) for p, m in parts]
    except OverflowError:  # flint sorts factors by coefficients that it takes for short
        return _irreducible_of_one(field, polynomial)


def _irreducible_of_one(field: Field, polynomial: Polynomial) -> tuple[int, Sequence[tuple[Polynomial, int]]]:
    """The factors of a polynomial in one generator."""
    from flint import fmpz_poly

    degrees = [int(d) for d in polynomial.degrees()]
    generators = [g for g, degree in enumerate(degrees) if degree]
    if len(generators) > 1:
        raise Unwieldy("too large coefficients to be factored")
    (place,) = generators
    coefficients = [0] * (degrees[place] + 1)
    for exponents, coefficient in polynomial.to_dict().items():
        coefficients[int(exponents[place])] = int(coefficient)
    unit, parts = fmpz_poly(coefficients).factor()
    return int(unit), [(_in_generator(field, place, part), int(m)) for part, m in parts]


def _in_generator(field: Field, place: int, polynomial: Polynomial) -> Polynomial:
    width = field.context.nvars()
    terms = {tuple(k if g == place else 0 for g in range(width)): int(c) for k, c in enumerate(polynomial.coeffs())}
    return field.context.from_dict({exponents: c for exponents, c in terms.items() if c})


def in_lowest_terms(field: Field, product: Product) -> Product:
    """The product as one polynomial over another: the same for all ways to write it."""
    if all(b < SUMS and b not in field.relations for b in product.powers):
        return product
    top = field.reduced(field.expanded({b: e for b, e in product.powers.items() if e > 0}))
    bottom = field.reduced(field.expanded({b: -e for b, e in product.powers.items() if e < 0}))
    if not bottom.is_constant():
        top, bottom = _without_roots_below(field, top, bottom)
        if len(top) * len(bottom) > MOST_COMMON or top.total_degree() + bottom.total_degree() > MOST_DEGREE:
            raise Unwieldy("too large a quotient")
        common = top.gcd(bottom)
        if not common.is_constant():
            top, bottom = top // common, bottom // common
    quotient = field.of_polynomial(top), field.inverse(field.of_polynomial(bottom))
    return field.multiply((Product(product.coefficient, {}), *quotient))


def _without_roots_below(field: Field, top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """The same quotient without a root as a factor of the denominator: 1/sqrt(x) is sqrt(x)/x."""
    for place, relation in field.relations.items():
        exponent = min(int(m[place]) for m in bottom.monoms()) if relation.leaves_below else 0
        if exponent:
            factor = field.monomial({place: relation.degree - exponent})
            top, bottom = field.reduced(top * factor), field.reduced(bottom * factor)
    return top, bottom
