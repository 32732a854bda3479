"""The field of rational functions in generators: products of powers, over python-flint's polynomials.

A rational function is kept as a coefficient and powers: 6*x*(x^2 + 1)^9 is never multiplied out
unless a sum needs it. A sum takes the least power of every base out of its terms, so a product
rule's common factor and a common denominator are both found by the same few lines.

Some generators are algebraic: a power of theirs is a polynomial in earlier ones (the square of the
root of u is u). Every sum is kept reduced by these relations, so that a sum that is 0 is seen to be 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, gcd, lcm
from typing import Any, NamedTuple

from ..tidying.numbers import Rational, exact_power, whole
from ..work import spend

SUMS = 1 << 20  # bases from here on are sums; those below are generators

Powers = dict[int, int]
Polynomial = Any  # flint.fmpz_mpoly


class Unwieldy(Exception):
    """More work than a form or a proof is worth."""


class Nowhere(Unwieldy):
    """A part has no value, whatever the letters are: a quotient by 0."""


@dataclass(frozen=True)
class Limits:
    """How much work is worth it.

    Attributes:
        generators: how many there may be.
        terms: of a polynomial that is multiplied out.
        bits: of its coefficients.
        products: of terms, for two polynomials.
        work: products of terms, in all.
    """

    generators: int
    terms: int
    bits: int
    products: int
    work: int


FORMS = Limits(generators=24, terms=400, bits=2048, products=1600, work=10**9)
PROOFS = Limits(generators=48, terms=3000, bits=80_000, products=1_500_000, work=1_500_000)


class AlgebraicRelation(NamedTuple):
    """What ties an algebraic generator r to the others: r^degree = value.

    Attributes:
        degree, value: the power and the polynomial.
        leaves_below: whether 1/r is written r^(degree - 1)/value.
    """

    degree: int
    value: Polynomial
    leaves_below: bool = True


class RootOf(NamedTuple):
    """A sum that has become a power of a generator: sign*generator^degree."""

    generator: int
    degree: int
    sign: int


class Product:
    """A coefficient, and an exponent for each base (a generator or a sum, by its number)."""

    __slots__ = ("coefficient", "powers")

    def __init__(self, coefficient: Rational, powers: Powers) -> None:
        self.coefficient = coefficient
        self.powers = powers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Product) and (self.coefficient, self.powers) == (other.coefficient, other.powers)

    def __hash__(self) -> int:
        return hash((self.coefficient, frozenset(self.powers.items())))


class Field:
    """The bases of one computation, and arithmetic with products of their powers.

    Attributes:
        places: the generators by what they are; they are the bases 0, 1, 2 and so on.
        sums: the polynomials that are bases, from SUMS on.
        relations: what ties the algebraic generators to earlier ones.
        roots: the sums that are powers of a generator.
        factors: the factors of sums, as far as they have been asked for.
    """

    def __init__(self, room: int, limits: Limits = FORMS) -> None:
        self.limits = limits
        self.context = _context(room)
        self.places: dict[Hashable, int] = {}
        self.sums: list[Polynomial] = []
        self.relations: dict[int, AlgebraicRelation] = {}
        self.roots: dict[int, RootOf] = {}
        self.factors: dict[int, tuple[int, Sequence[tuple[Polynomial, int]]]] = {}
        self.work = 0

    # --- bases ------------------------------------------------------------------------------------

    def generator(self, key: Hashable) -> int:
        """The generator of that key, made when it is first asked for."""
        place = self.places.get(key)
        if place is None:
            place = self.places[key] = len(self.places)
            if place >= self.limits.generators:
                raise Unwieldy("too many different functions")
            if place >= self.context.nvars():
                self._grow()
        return place

    def _grow(self) -> None:
        self.context = _context(2 * self.context.nvars())
        self.sums = [self._lifted(p) for p in self.sums]
        self.relations = {g: r._replace(value=self._lifted(r.value)) for g, r in self.relations.items()}
        self.factors = {b: (unit, [(self._lifted(p), m) for p, m in f]) for b, (unit, f) in self.factors.items()}

    def _lifted(self, polynomial: Polynomial) -> Polynomial:
        return polynomial.project_to_context(self.context)

    def monomial(self, powers: Mapping[int, int], coefficient: int = 1) -> Polynomial:
        """The polynomial of one term."""
        exponents = [0] * self.context.nvars()
        for index, exponent in powers.items():
            exponents[index] = exponent
        return self.context.from_dict({tuple(exponents): coefficient})

    def sum(self, base: int) -> Polynomial:
        """The polynomial of a base that is a sum."""
        return self.sums[base - SUMS]

    def base(self, polynomial: Polynomial) -> int:
        """The number of a polynomial that is primitive and has a positive leading coefficient."""
        for place, known in enumerate(self.sums):
            if known == polynomial:
                return place + SUMS
        self.sums.append(polynomial)
        return len(self.sums) - 1 + SUMS

    def of_polynomial(self, polynomial: Polynomial) -> Product:
        """A polynomial as a product: content, a monomial, and the rest as one base."""
        if polynomial == 0:
            return Product(0, {})
        if len(polynomial) == 1:
            ((exponents, coefficient),) = polynomial.to_dict().items()
            return Product(int(coefficient), {i: int(e) for i, e in enumerate(exponents) if e})
        content = int(polynomial.content())
        if int(polynomial.leading_coefficient()) < 0:
            content = -content
        if content != 1:
            polynomial = polynomial // content
        powers: Powers = {}
        sign = self.raise_power(powers, self.base(polynomial), 1)
        return Product(sign * content, powers)

    def raise_power(self, powers: Powers, base: int, exponent: int) -> int:
        """Multiply powers by base^exponent; the sign that comes with it."""
        root, sign = self.roots.get(base), 1
        if root is not None:
            sign = root.sign if exponent & 1 else 1
            base, exponent = root.generator, exponent * root.degree
        total = powers.get(base, 0) + exponent
        if total:
            powers[base] = total
        else:
            powers.pop(base, None)
        return sign

    # --- arithmetic -------------------------------------------------------------------------------

    def multiply(self, factors: Iterable[Product]) -> Product:
        """The product of products."""
        coefficient: Rational = 1
        powers: Powers = {}
        for factor in factors:
            coefficient = coefficient * factor.coefficient
            for base, exponent in factor.powers.items():
                total = powers.get(base, 0) + exponent
                if total:
                    powers[base] = total
                else:
                    del powers[base]
        return Product(whole(coefficient), powers) if coefficient else Product(0, {})

    def power(self, product: Product, exponent: int) -> Product:
        """product^exponent."""
        coefficient = product.coefficient
        if not coefficient and exponent < 0:
            raise Nowhere
        if coefficient != 1:
            found = exact_power(coefficient, exponent)
            if found is None:
                raise Unwieldy("a power of a number is too large, or has no value")
            coefficient = found
        return Product(coefficient, {} if not exponent else {b: e * exponent for b, e in product.powers.items()})

    def inverse(self, product: Product) -> Product:
        """1/product."""
        return self.power(product, -1)

    def add(self, terms: Sequence[Product]) -> Product:
        """The sum, with the least power of every base taken out."""
        terms = [t for t in terms if t.coefficient]
        if len(terms) < 2:
            return terms[0] if terms else Product(0, {})
        common: Powers = {}
        for base in {b for t in terms for b in t.powers}:
            least = min([t.powers.get(base, 0) for t in terms])
            if least:
                common[base] = least
        below = lcm(*[t.coefficient.denominator for t in terms])
        above = gcd(*[int(t.coefficient * below) for t in terms])
        total = self.context.from_dict({})
        for term in terms:
            rest = {b: e - common.get(b, 0) for b, e in term.powers.items()}
            rest.update({b: -e for b, e in common.items() if b not in term.powers})
            total = total + self.expanded(rest, int(term.coefficient * below) // above)
        total = self.reduced(total)
        result = self.of_polynomial(total)
        if not result.coefficient:
            return result
        return self.multiply((Product(whole(Fraction(above, below)), common), result))

    # --- polynomials ------------------------------------------------------------------------------

    def expanded(self, powers: Mapping[int, int], coefficient: int = 1) -> Polynomial:
        """Powers with exponents from 0 on, multiplied out."""
        plain = {b: e for b, e in powers.items() if b < SUMS and e}
        if plain and min(plain.values()) < 0:
            raise Unwieldy("a negative power in a sum")
        result = self.monomial(plain, coefficient)
        for base, exponent in powers.items():
            if base >= SUMS and exponent:
                if exponent < 0:
                    raise Unwieldy("a negative power in a sum")
                polynomial = self.sums[base - SUMS]
                self._check_power(polynomial, exponent)
                result = self._times(result, polynomial if exponent == 1 else polynomial**exponent)
        self._check_terms(result)
        return result

    def _check_terms(self, polynomial: Polynomial) -> None:
        if len(polynomial) > self.limits.terms:
            raise Unwieldy("too many terms")

    def _times(self, one: Polynomial, other: Polynomial) -> Polynomial:
        products = len(one) * len(other)
        self.work += products
        spend(products)
        if products > self.limits.products or self.work > self.limits.work:
            raise Unwieldy("too many terms to multiply")
        return one * other

    def _check_power(self, polynomial: Polynomial, exponent: int) -> None:
        if exponent == 1:
            return
        count, terms = len(polynomial), self.limits.terms
        if exponent > terms or comb(count + exponent - 1, exponent) > 4 * terms:
            raise Unwieldy("a power has too many terms")
        if exponent * max([int(c).bit_length() for c in polynomial.coeffs()], default=0) > self.limits.bits:
            raise Unwieldy("a power has too large coefficients")

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial with r^q written as u for every relation r^q = u."""
        if not self.relations or len(polynomial) == 0:
            return polynomial
        again = True
        while again:
            again = False
            degrees = polynomial.degrees()
            for generator, relation in reversed(self.relations.items()):
                if degrees[generator] >= relation.degree:
                    polynomial = self.replaced(polynomial, generator, relation.degree, relation.value)
                    again = True
                    break
        return polynomial

    def replaced(self, polynomial: Polynomial, generator: int, degree: int, value: Polynomial) -> Polynomial:
        """The polynomial with generator^degree replaced by a polynomial, as often as it is there."""
        parts: dict[int, dict[tuple[int, ...], int]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            times, rest = divmod(int(exponents[generator]), degree)
            inner = [int(e) for e in exponents]
            inner[generator] = rest
            parts.setdefault(times, {})[tuple(inner)] = coefficient
        total = self.context.from_dict(parts.pop(0, {}))
        for times, part in parts.items():
            self._check_power(value, times)
            total = total + self._times(self.context.from_dict(part), value**times)
        self._check_terms(total)
        return total


def _context(count: int) -> Any:
    from flint import Ordering, fmpz_mpoly_ctx

    return fmpz_mpoly_ctx.get(("g", max(count, 1)), Ordering.lex)
