"""Rational functions over the rationals in generators that come into being as they are needed.

Some generators are algebraic: a power of theirs is a polynomial in earlier generators (the square of
the root of u is u, the square of a sine is 1 minus the square of the cosine). Every polynomial is
kept reduced by these relations, and every quotient in lowest terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

MOST_GENERATORS = 48
MOST_TERMS = 3000
MOST_WORK = 1_500_000  # products of terms, in all
MOST_BITS = 20_000
MOST_EXPONENT = 10_000
MOST_COMMON = 100_000  # terms above times terms below of a quotient that is put in lowest terms
MOST_DEGREE = 2_000

Key = tuple[object, ...]


class Unwieldy(Exception):
    """The normal form would be too large, or is not known."""


@dataclass(frozen=True)
class Form:
    """A quotient of two polynomials of a Field."""

    numerator: fmpq_mpoly
    denominator: fmpq_mpoly


@dataclass
class Generator:
    """A generator of the field.

    Attributes:
        key: what it is, with the keys of what it is made from.
        degree: for an algebraic one, which power of it is a polynomial in others; else 0.
        relation: that polynomial.
        is_positive: whether its value is never negative.
    """

    key: Key
    degree: int = 0
    relation: fmpq_mpoly | None = None
    is_positive: bool = False


class Field:
    """The rational functions in the generators met so far."""

    def __init__(self) -> None:
        self.generators: list[Generator] = []
        self.index: dict[Key, int] = {}
        self.context = _context(8)
        self.work = 0

    # --- generators ---------------------------------------------------------------------------

    def generator(self, key: Key, degree: int = 0, relation: Form | None = None, is_positive: bool = False) -> Form:
        """The generator of that key, made when it is first asked for."""
        place = self.index.get(key)
        if place is None:
            place = self._new(Generator(key, degree, self._polynomial(relation), is_positive))
        return self.form(self.context.gen(place))

    def _polynomial(self, relation: Form | None) -> fmpq_mpoly | None:
        if relation is None:
            return None
        if not relation.denominator.is_one():
            raise Unwieldy("a relation must be a polynomial")
        return relation.numerator

    def _new(self, generator: Generator) -> int:
        place = len(self.generators)
        if place >= MOST_GENERATORS:
            raise Unwieldy("too many different functions")
        if place >= self.context.nvars():
            self.context = _context(2 * self.context.nvars())
        self.generators.append(generator)
        self.index[generator.key] = place
        return place

    def lift(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial among those of the present generators."""
        if polynomial.context() is self.context:
            return polynomial
        return polynomial.project_to_context(self.context)

    # --- arithmetic ---------------------------------------------------------------------------

    def constant(self, value: Any) -> Form:
        """A rational number."""
        return Form(self.context.constant(fmpq(value)), self.context.constant(1))

    def form(self, numerator: fmpq_mpoly, denominator: fmpq_mpoly | None = None) -> Form:
        """The quotient in lowest terms, with a denominator whose leading coefficient is 1.

        Raises:
            Unwieldy: it is too large, or its denominator is 0.
        """
        top = self.reduced(self.lift(numerator))
        bottom = self.context.constant(1) if denominator is None else self.reduced(self.lift(denominator))
        if bottom.is_zero():
            raise Unwieldy("division by zero")
        if top.is_zero():
            return Form(top, self.context.constant(1))
        if not bottom.is_constant():
            top, bottom = self._without_roots_below(top, bottom)
            if len(top) * len(bottom) > MOST_COMMON or top.total_degree() + bottom.total_degree() > MOST_DEGREE:
                raise Unwieldy("too large a quotient")
            common = top.gcd(bottom)
            if not common.is_constant():
                top, bottom = top // common, bottom // common
        leading = bottom.leading_coefficient()
        if leading != 1:
            top, bottom = top / leading, bottom / leading
        if len(top) > MOST_TERMS or len(bottom) > MOST_TERMS:
            raise Unwieldy("too many terms")
        return Form(top, bottom)

    def _without_roots_below(self, top: fmpq_mpoly, bottom: fmpq_mpoly) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """The same quotient without a root as a factor of the denominator: 1/sqrt(x) is sqrt(x)/x."""
        content = bottom.term_content()
        exponents = next(iter(content.monoms()))
        for place, exponent in enumerate(exponents[: len(self.generators)]):
            degree = self.generators[place].degree
            if exponent and degree and self.generators[place].key[0] != "sin":
                factor = self.context.gen(place) ** (degree - exponent)
                top, bottom = self.reduced(top * factor), self.reduced(bottom * factor)
        return top, bottom

    def add(self, a: Form, b: Form, sign: int = 1) -> Form:
        """The sum, or with sign -1 the difference."""
        p, q, r, s = map(self.lift, (a.numerator, a.denominator, b.numerator, b.denominator))
        if q == s:
            return self.form(p + r if sign > 0 else p - r, q)
        left, right = self.product(p, s), self.product(r, q)
        return self.form(left + right if sign > 0 else left - right, self.product(q, s))

    def multiply(self, a: Form, b: Form) -> Form:
        """The product."""
        p, q, r, s = map(self.lift, (a.numerator, a.denominator, b.numerator, b.denominator))
        return self.form(self.product(p, r), self.product(q, s))

    def inverse(self, a: Form) -> Form:
        """The reciprocal."""
        return self.form(a.denominator, a.numerator)

    def divide(self, a: Form, b: Form) -> Form:
        """The quotient."""
        return self.multiply(a, self.inverse(b))

    def power(self, a: Form, exponent: int) -> Form:
        """An integer power."""
        if exponent < 0:
            return self.power(self.inverse(a), -exponent)
        return self.form(self._power(a.numerator, exponent), self._power(a.denominator, exponent))

    def _power(self, base: fmpq_mpoly, exponent: int) -> fmpq_mpoly:
        base = self.lift(base)
        if exponent * (1 + max((abs(c).height_bits() for c in base.coeffs()), default=0)) > MOST_BITS * 4:
            raise Unwieldy("a power is too large")
        if len(base) > 1:
            _require_few_terms(len(base), exponent)
            self._spend(len(base) * exponent * exponent)
        return self.reduced(base**exponent)

    def product(self, a: fmpq_mpoly, b: fmpq_mpoly) -> fmpq_mpoly:
        """The product of two polynomials, within the bounds."""
        self._spend(len(a) * len(b))
        return a * b

    def _spend(self, work: int) -> None:
        self.work += work
        if self.work > MOST_WORK:
            raise Unwieldy("too much work")

    def reduced(self, polynomial: fmpq_mpoly) -> fmpq_mpoly:
        """The polynomial with high powers of algebraic generators written in lower ones."""
        while True:
            place = self._reducible(polynomial)
            if place is None:
                return polynomial
            polynomial = self._reduce(polynomial, place)

    def _reducible(self, polynomial: fmpq_mpoly) -> int | None:
        degrees = polynomial.degrees()
        for place in range(len(self.generators) - 1, -1, -1):
            degree = self.generators[place].degree
            if degree and degrees[place] >= degree:
                return place
        return None

    def _reduce(self, polynomial: fmpq_mpoly, place: int) -> fmpq_mpoly:
        generator = self.generators[place]
        assert generator.relation is not None
        parts: dict[int, dict[tuple[int, ...], fmpq]] = {}
        for exponents, coefficient in polynomial.terms():
            times, rest = divmod(int(exponents[place]), generator.degree)
            key = (*exponents[:place], rest, *exponents[place + 1 :])
            parts.setdefault(times, {})[key] = coefficient
        relation = self.lift(generator.relation)
        total: fmpq_mpoly = self.context.constant(0)
        for times, terms in parts.items():
            if times > 1 and len(relation) > 1:
                _require_few_terms(len(relation), times)
            total += self.product(self.context.from_dict(terms), relation**times)
        if len(total) > 4 * MOST_TERMS:
            raise Unwieldy("too many terms")
        return total

    # --- keys ---------------------------------------------------------------------------------

    def key(self, form: Form) -> Key:
        """What tells a form from others; it stays the same when generators are added."""
        return polynomial_key(form.numerator), polynomial_key(form.denominator)

    def monomial(self, exponents: tuple[int, ...]) -> fmpq_mpoly:
        """A product of generators."""
        padded = tuple(exponents) + (0,) * (self.context.nvars() - len(exponents))
        product: fmpq_mpoly = self.context.from_dict({padded: fmpq(1)})
        return product

    def only_generator(self, polynomial: fmpq_mpoly) -> int | None:
        """The place of the generator that the polynomial is, or None."""
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or polynomial.leading_coefficient() != 1:
            return None
        return next(k for k, e in enumerate(next(iter(polynomial.monoms()))) if e)


def _context(count: int) -> Any:
    return fmpq_mpoly_ctx.get([("g", count)], Ordering.degrevlex)


def _require_few_terms(terms: int, exponent: int) -> None:
    """Whether a power of a sum stays small when it is multiplied out."""
    count = 1
    for k in range(1, terms):
        count = count * (exponent + k) // k
        if count > MOST_TERMS:
            raise Unwieldy("a power has too many terms")


def polynomial_key(polynomial: fmpq_mpoly) -> Key:
    """What tells a polynomial from others, however many generators there are."""
    terms = []
    for exponents, coefficient in polynomial.terms():
        sparse = tuple((place, int(e)) for place, e in enumerate(exponents) if e)
        terms.append((sparse, str(coefficient)))
    return tuple(sorted(terms))
