"""The field of a normal form: its generators are atoms, functions that no known relation ties to one another."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from math import lcm
from typing import NamedTuple, Protocol

from ..expression import PI, Expression
from ..tidying.numbers import Rational, magnitude
from .factoring import factored, in_lowest_terms
from .field import PROOFS, SUMS, AlgebraicRelation, Field, Polynomial, Product, Unwieldy

MOST_BITS_OF_NUMBER = 20_000
MOST_EXPONENT = 10_000
MOST_PARTS = 60
MOST_FACTORED_BITS = 60


class AtomKind(Enum):
    """What a generator is."""

    SYMBOL = auto()
    EXPONENTIAL = auto()  # e^(u/parts)
    POWER = auto()  # the same, of an exponent that holds the logarithm of a base that may be negative
    LOGARITHM = auto()  # ln|u|
    LOGARITHM_OF_BASE = auto()  # ln(u) of a base that may be negative, in exponents alone
    ROOT = auto()  # u^(1/parts)
    SIZE = auto()  # |u|
    SINE = auto()  # sin(u/parts)
    COSINE = auto()  # cos(u/parts)
    FUNCTION = auto()


@dataclass(frozen=True)
class Atom:
    """A generator of the field.

    Attributes:
        kind: what it is.
        inside: what it is made from: an expression, or a name and products.
        parts: into how many parts what is inside is divided; of a root, its degree.
    """

    kind: AtomKind
    inside: tuple[Hashable, ...]
    parts: int = 1

    @property
    def product(self) -> Product:
        """The product that it is a function of."""
        assert isinstance(self.inside[0], Product)
        return self.inside[0]


class Multiple(NamedTuple):
    """coefficient*product, where the product has no number in it."""

    coefficient: Rational
    product: Product


class Refine(Exception):
    """An atom turns out too coarse: e^(x/2) is met where e^x is a generator."""


class KnownSigns(Protocol):
    """What is known of the signs of products."""

    def sign(self, product: Product) -> int | None:
        """1, -1 or 0 where that is known of the value wherever there is one; else None."""

    def is_never_negative(self, product: Product) -> bool:
        """Whether it is known to be 0 or more wherever it has a value."""


class Atoms(Field):
    """A field of atoms, and what is known of their signs.

    Attributes:
        atoms: the generators, in their order.
        signed: the generators whose value may be negative.
        parts: into how many parts atoms are divided, by their signatures.
        restricted: whether the expression has a value only where all its parts have one; it has not where
            branches are not taken.
        unfolding: the functions that are being written in others, the outermost first.
        positive: products that are never negative wherever the expression is defined, up to a positive number.
        certain: products that are positive, and not 0, wherever the expression is defined.
        known: what else is known of signs.
    """

    def __init__(self, parts: dict[Hashable, int], restricted: bool) -> None:
        super().__init__(8, PROOFS)
        self.atoms: list[Atom] = []
        self.signed: set[int] = set()
        self.parts = parts
        self.restricted = restricted
        self.positive: set[Product] = set()
        self.certain: list[Product] = []
        self.unfolding: list[str] = []
        self.known: KnownSigns | None = None
        self._lowest: dict[Product, Product] = {}

    # --- generators -------------------------------------------------------------------------------

    def atom(self, atom: Atom, is_positive: bool = False, relation: Product | None = None, degree: int = 2) -> Product:
        """The generator of that kind, made when it is first asked for.

        Args:
            atom: what it is.
            is_positive: whether its value is never negative.
            relation: for an algebraic one, what its power is.
            degree: which power.
        """
        if atom not in self.places:
            value = None if relation is None else self._polynomial(relation)
            place = self.generator(atom)
            self.atoms.append(atom)
            if not is_positive:
                self.signed.add(place)
            if value is not None:
                value = value if value.context() is self.context else value.project_to_context(self.context)
                self.relations[place] = AlgebraicRelation(degree, value, atom.kind is not AtomKind.SINE)
        return Product(1, {self.places[atom]: 1})

    def _polynomial(self, product: Product) -> Polynomial:
        if type(product.coefficient) is Fraction or any(e < 0 for e in product.powers.values()):
            raise Unwieldy("a relation must be a polynomial")
        return self.reduced(self.expanded(product.powers, int(product.coefficient)))

    def symbol(self, node: Expression) -> Product:
        """The generator of a symbol."""
        return self.atom(Atom(AtomKind.SYMBOL, (node,)), is_positive=node is PI)

    def divided(self, atom: Atom, denominator: int) -> int:
        """Into how many parts an atom is divided, at least so many.

        Raises:
            Refine: it is fewer; the conversion is to begin again.
        """
        key = atom.kind, *(self.signature(p) if isinstance(p, Product) else p for p in atom.inside)
        found = self.parts.get(key, 1)
        if found % denominator:
            self.parts[key] = lcm(found, denominator)
            if self.parts[key] > MOST_PARTS:
                raise Unwieldy("roots of too many different degrees")
            raise Refine
        return found

    def signature(self, product: Product) -> Hashable:
        """What tells a product from others, whatever sums are bases."""
        return product.coefficient, frozenset(
            (frozenset(map(_sparse, self.sum(b).to_dict().items())) if b >= SUMS else b, e)
            for b, e in product.powers.items()
        )

    # --- products ---------------------------------------------------------------------------------

    def number(self, value: Rational) -> Product:
        """A rational number."""
        if max(abs(value.numerator), value.denominator).bit_length() > MOST_BITS_OF_NUMBER:
            raise Unwieldy("a number is too long")
        return Product(value, {})

    def scaled(self, factor: Rational, product: Product) -> Product:
        """factor*product."""
        return self.multiply((Product(factor, {}), product))

    def difference(self, one: Product, other: Product) -> Product:
        """one - other."""
        return self.add((one, self.scaled(-1, other)))

    def lowest(self, product: Product) -> Product:
        """The product in lowest terms."""
        found = self._lowest.get(product)
        if found is None:
            found = self._lowest[product] = in_lowest_terms(self, product)
        return found

    def constant(self, product: Product) -> Rational | None:
        """The rational number that a product is, or None."""
        lowest = self.lowest(product)
        return None if lowest.powers else lowest.coefficient

    def only_atom(self, product: Product) -> Atom | None:
        """The atom that a product is, or None."""
        if product.coefficient == 1 and [*product.powers.values()] == [1]:
            (base,) = product.powers
            return self.atoms[base] if base < SUMS else None
        return None

    def terms(self, product: Product, most: int) -> list[Multiple]:
        """A product as a sum of rational multiples of products of generators (over the denominator)."""
        lowest = self.lowest(product)
        above = {b: e for b, e in lowest.powers.items() if e > 0}
        below = Product(1, {b: e for b, e in lowest.powers.items() if e < 0})
        if not lowest.coefficient or not any(b >= SUMS for b in above):
            return [Multiple(lowest.coefficient, Product(1, lowest.powers))] if lowest.coefficient else []
        found = []
        polynomial = self.expanded(above)
        if len(polynomial) > most:
            raise Unwieldy("too many terms in an exponent or angle")
        for exponents, coefficient in polynomial.to_dict().items():
            monomial = Product(1, {g: int(e) for g, e in enumerate(exponents) if e})
            term = self.lowest(self.multiply((monomial, below)))
            number = lowest.coefficient * int(coefficient) * term.coefficient
            found.append(Multiple(number, Product(1, term.powers)))
        return found

    def factors_of(self, product: Product) -> tuple[Rational, list[tuple[int, int]]]:
        """A product as a number and powers of irreducible bases, each of them real.

        Raises:
            Unwieldy: it is 0, or holds powers of a base that may be negative: then factors may not be real.
        """
        lowest = self.lowest(product)
        if not lowest.coefficient:
            raise Unwieldy("a root or logarithm of 0")
        if any(self.atoms[g].kind is AtomKind.POWER for b in lowest.powers for g in self.generators_of(b)):
            raise Unwieldy("a root, logarithm or size of a power whose base may be negative")
        found = factored(self, lowest)
        return found.coefficient, list(found.powers.items())

    def factored_powers(self, product: Product) -> dict[int, int]:
        """The irreducible bases of a product, with their exponents."""
        return dict(self.factors_of(product)[1])

    def is_algebraic(self, base: int) -> bool:
        """Whether a base holds generators that are tied to others."""
        return any(g in self.relations for g in self.generators_of(base))

    def generators_of(self, base: int) -> list[int]:
        """The generators in a base."""
        return [base] if base < SUMS else [g for g, e in enumerate(self.sum(base).degrees()) if e]

    def note_positive(self, product: Product) -> None:
        """From now on the product is known to be positive."""
        lowest = self.lowest(product)
        if lowest.powers:
            self.positive.add(Product(1 if lowest.coefficient > 0 else -1, lowest.powers))

    def is_never_negative(self, base: int) -> bool:
        """Whether every term is positive for want of odd powers of anything that may be negative."""
        if base < SUMS:
            return base not in self.signed
        for exponents, coefficient in self.sum(base).to_dict().items():
            if coefficient < 0 or any(int(e) % 2 and g in self.signed for g, e in enumerate(exponents)):
                return False
        return True


def bounded(exponent: Rational) -> int:
    """The whole number that an exponent is, if it is not too large."""
    if magnitude(exponent) > MOST_EXPONENT:
        raise Unwieldy("an exponent is too large")
    return int(exponent)


def primes_of(number: Rational) -> list[tuple[int, int]]:
    """The prime factors of a positive rational, with exponents."""
    from flint import fmpz

    if max(number.numerator, number.denominator).bit_length() > MOST_FACTORED_BITS:
        raise Unwieldy("too large a number to be factored")
    found = [(int(p), int(e)) for p, e in fmpz(number.numerator).factor()]
    return [*found, *((int(p), -int(e)) for p, e in fmpz(number.denominator).factor())]


def _sparse(term: tuple[tuple[int, ...], int]) -> Hashable:
    exponents, coefficient = term
    return tuple((g, int(e)) for g, e in enumerate(exponents) if e), int(coefficient)
