"""Products of powers of generators and polynomials, over python-flint's polynomials.

A rational function is kept as a coefficient and powers: 6*x*(x^2 + 1)^9 is never multiplied out
unless a sum needs it. A sum takes the least power of every base out of its terms, so a product
rule's common factor and a common denominator are both found by the same few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, gcd, lcm
from typing import Any

from ..tidying.numbers import Rational, exact_power, whole

MOST_TERMS = 400  # of a polynomial that is multiplied out
MOST_BITS = 2048  # of its coefficients
MOST_DENSE = 4000  # dense size of a polynomial that is factored

Powers = dict[int, int]
Polynomial = Any  # flint.fmpz_mpoly


class TooLarge(Exception):
    """More work than a form is worth."""


class Product:
    """A coefficient, and an exponent for each base (a generator or a polynomial, by its number)."""

    __slots__ = ("coefficient", "powers")

    def __init__(self, coefficient: Rational, powers: Powers) -> None:
        self.coefficient = coefficient
        self.powers = powers


class Algebra:
    """The bases of one expression, and arithmetic with products of their powers.

    Attributes:
        count: how many generators there are; they are the bases 0 to count - 1.
        reductions: for a generator r with r^q = u, its q and the polynomial u.
        roots: for a base that is u or -u of such a relation, (r, q, sign).
    """

    def __init__(self, count: int) -> None:
        from flint import Ordering, fmpz_mpoly_ctx

        self.count = count
        self.context = fmpz_mpoly_ctx.get(("g", max(count, 1)), Ordering.lex)
        self.polynomials: list[Polynomial] = []
        self.reductions: dict[int, tuple[int, Polynomial]] = {}
        self.roots: dict[int, tuple[int, int, int]] = {}
        self._factored: dict[int, tuple[int, Sequence[tuple[Polynomial, int]]]] = {}

    # --- bases ------------------------------------------------------------------------------------

    def monomial(self, powers: Mapping[int, int], coefficient: int = 1) -> Polynomial:
        """The polynomial of one term."""
        exponents = [0] * max(self.count, 1)
        for index, exponent in powers.items():
            exponents[index] = exponent
        return self.context.from_dict({tuple(exponents): coefficient})

    def base(self, polynomial: Polynomial) -> int:
        """The number of a polynomial that is primitive and has a positive leading coefficient."""
        for place, known in enumerate(self.polynomials):
            if known == polynomial:
                return place + self.count
        self.polynomials.append(polynomial)
        return len(self.polynomials) - 1 + self.count

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
        self.raise_power(powers, self.base(polynomial), 1)
        sign = powers.pop(-1, 0)
        return Product(-content if sign & 1 else content, powers)

    def raise_power(self, powers: Powers, base: int, exponent: int) -> None:
        """Multiply powers by base^exponent; the key -1 counts factors -1."""
        root = self.roots.get(base)
        if root is not None:
            base, degree, sign = root
            if sign < 0 and exponent & 1:
                powers[-1] = powers.get(-1, 0) + 1
            exponent *= degree
        total = powers.get(base, 0) + exponent
        if total:
            powers[base] = total
        else:
            powers.pop(base, None)

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
        if coefficient != 1:
            found = exact_power(coefficient, exponent)
            if found is None:
                raise TooLarge
            coefficient = found
        return Product(coefficient, {b: e * exponent for b, e in product.powers.items()})

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

    def expanded(self, powers: Mapping[int, int], coefficient: int = 1) -> Polynomial:
        """Powers with exponents from 0 on, multiplied out."""
        plain = {b: e for b, e in powers.items() if b < self.count and e}
        if plain and min(plain.values()) < 0:
            raise TooLarge
        result = self.monomial(plain, coefficient)
        for base, exponent in powers.items():
            if base >= self.count and exponent:
                if exponent < 0:
                    raise TooLarge
                polynomial = self.polynomials[base - self.count]
                self._check_power(polynomial, exponent)
                if len(result) * len(polynomial) > 4 * MOST_TERMS:
                    raise TooLarge
                result = result * polynomial**exponent
        if len(result) > MOST_TERMS:
            raise TooLarge
        return result

    def _check_power(self, polynomial: Polynomial, exponent: int) -> None:
        if exponent == 1:
            return
        count = len(polynomial)
        if exponent > MOST_TERMS or comb(count + exponent - 1, exponent) > 4 * MOST_TERMS:
            raise TooLarge
        if exponent * max([int(c).bit_length() for c in polynomial.coeffs()]) > MOST_BITS:
            raise TooLarge

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial with r^q written as u for every relation r^q = u."""
        if not self.reductions or len(polynomial) == 0:
            return polynomial
        again = True
        while again:
            again = False
            degrees = polynomial.degrees()
            for generator, (degree, value) in self.reductions.items():
                if degrees[generator] >= degree:
                    polynomial = self.replaced(polynomial, generator, degree, value)
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
            piece = self.context.from_dict(part)
            if len(piece) * len(value) > 4 * MOST_TERMS:
                raise TooLarge
            total = total + piece * value**times
        if len(total) > MOST_TERMS:
            raise TooLarge
        return total

    # --- factoring --------------------------------------------------------------------------------

    def factored(self, product: Product) -> Product:
        """The product with every base factored into irreducible ones."""
        if all(b < self.count or self.is_linear(b) for b in product.powers):
            return product
        coefficient = product.coefficient
        powers: Powers = {}
        for base, exponent in product.powers.items():
            if base < self.count:
                self.raise_power(powers, base, exponent)
                continue
            unit, parts = self.factors(base)
            if unit != 1:
                coefficient = coefficient * Fraction(unit) ** exponent
            for polynomial, multiplicity in parts:
                piece = self.of_polynomial(polynomial)
                if piece.coefficient != 1:
                    coefficient = coefficient * Fraction(piece.coefficient) ** (multiplicity * exponent)
                for b, e in piece.powers.items():
                    self.raise_power(powers, b, e * multiplicity * exponent)
        if powers.pop(-1, 0) & 1:
            coefficient = -coefficient
        return Product(whole(coefficient), powers)

    def is_linear(self, base: int) -> bool:
        """Whether a polynomial is certainly irreducible."""
        return int(self.polynomials[base - self.count].total_degree()) == 1

    def factors(self, base: int) -> tuple[int, Sequence[tuple[Polynomial, int]]]:
        """The factors of a polynomial, each with its multiplicity, and a unit."""
        found = self._factored.get(base)
        if found is None:
            polynomial = self.polynomials[base - self.count]
            dense = 1
            for degree in polynomial.degrees():
                dense *= int(degree) + 1
            if dense > MOST_DENSE:
                found = 1, [(polynomial, 1)]
            else:
                unit, parts = polynomial.factor()
                found = int(unit), [(p, int(m)) for p, m in parts]
            self._factored[base] = found
        return found
