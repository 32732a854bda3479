"""Linear inequalities between the monomials of a field that hold anyway: from ranges, growth, and what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from fractions import Fraction

from ..expression import COMPARISONS, PI, Apply, Expression
from ..primitives import COS, SIN
from ..rulebook import current
from ..rulebook.entries import VALUE
from ..tidying import value_of
from ..traversal import chain
from .atoms import Atom, AtomKind, Atoms
from .field import Product
from .linear import ONE, Inequality

PI_BOUNDS = (Fraction(333, 106), Fraction(22, 7))  # convergents on both sides of pi
MOST_TERMS = 30
MOST_GIVEN = 4  # terms of an inequality that is made use of


def is_positive_atom(field: Atoms, generator: int) -> bool:
    """Whether a generator is an exponential, or pi; not a power whose base may be 0."""
    atom = field.atoms[generator]
    return atom.inside == (PI,) or (atom.kind is AtomKind.EXPONENTIAL and base_of_power(field, atom) is None)


def base_of_power(field: Atoms, exponential: Atom) -> Product | None:
    """What an exponential is a power of, where that may be 0: u of e^(v ln(u)), unless ln(u) itself is taken."""
    for generator in (g for base in exponential.product.powers for g in field.generators_of(base)):
        atom = field.atoms[generator]
        if atom.kind is AtomKind.LOGARITHM and atom.product.powers and not _is_certain(field, atom.product):
            return atom.product
    return None


def _is_certain(field: Atoms, product: Product) -> bool:
    """Whether a product is a factor of one whose logarithm is taken."""
    return any(product.powers.keys() <= field.factored_powers(known).keys() for known in field.certain)


class Bounds:
    """The inequalities that hold in a field.

    Attributes:
        field: whose products they are about.
    """

    def __init__(self, field: Atoms, sign: Callable[[Product], int | None]) -> None:
        self.field = field
        self._sign = sign

    def terms(self, product: Product) -> dict[Hashable, Fraction] | None:
        """A product that is a polynomial, as a sum of multiples of monomials."""
        lowest = self.field.lowest(product)
        if any(e < 0 for e in lowest.powers.values()):
            return None
        polynomial = self.field.expanded(lowest.powers)
        if len(polynomial) > MOST_TERMS:
            return None
        found: dict[Hashable, Fraction] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            monomial = tuple((g, int(e)) for g, e in enumerate(exponents) if e)
            found[monomial] = Fraction(lowest.coefficient) * int(coefficient)
        return found

    def given(self) -> Iterator[Inequality]:
        """What holds wherever the expression has a value."""
        for products, is_strict in ((self.field.certain, True), (self.field.positive, False)):
            for product in products:
                terms = self.terms(product)
                if terms is not None and len(terms) <= MOST_GIVEN:
                    yield Inequality(terms, is_strict)

    def of_monomials(self, unknowns: Iterable[Hashable]) -> Iterator[Inequality]:
        """What holds of monomials anyway."""
        for monomial in unknowns:
            if not isinstance(monomial, tuple) or not monomial:
                continue
            signed = [g for g, e in monomial if e % 2 and g in self.field.signed]
            if not signed:
                positive = all(is_positive_atom(self.field, g) for g, _ in monomial)
                yield Inequality({monomial: Fraction(1)}, positive)
            if len(monomial) == 1 and monomial[0][1] == 1:
                yield from self._facts_of_atom(monomial[0][0])

    def _facts_of_atom(self, generator: int) -> Iterator[Inequality]:
        atom, key = self.field.atoms[generator], ((generator, 1),)
        if atom.inside == (PI,):
            low, high = PI_BOUNDS
            yield Inequality({key: Fraction(1), ONE: -low}, is_strict=True)
            yield Inequality({key: Fraction(-1), ONE: high}, is_strict=True)
            return
        yield from self._range(atom, generator)
        if atom.kind is AtomKind.EXPONENTIAL and (sign := self._sign(atom.product)):
            yield Inequality({key: Fraction(sign), ONE: Fraction(-sign)}, is_strict=True)
        sign = self._sign_by_growth(atom)
        if sign:
            yield Inequality({key: Fraction(sign)}, is_strict=True)

    def _range(self, atom: Atom, generator: int) -> Iterator[Inequality]:
        """The range of a function, as the tables have it."""
        name = {AtomKind.SINE: SIN, AtomKind.COSINE: COS}.get(atom.kind) or atom.inside[0]
        arity = len(atom.inside) - (atom.kind is AtomKind.FUNCTION)
        entry = current().functions.get((name, arity)) if isinstance(name, str) else None
        said = None if entry is None else entry.range
        for condition in () if said is None else chain(said, ("and",)) or (said,):
            if isinstance(condition, Apply) and condition.function in COMPARISONS and condition.arguments[0] is VALUE:
                bound = self._multiple_of_pi(condition.arguments[1])
                sign = {">": 1, ">=": 1, "<": -1, "<=": -1}.get(condition.function)
                if bound is not None and sign:
                    terms: dict[Hashable, Fraction] = {((generator, 1),): Fraction(sign)}
                    terms |= {k: -sign * c for k, c in bound.items()}
                    yield Inequality(terms, condition.function in "<>")

    def _multiple_of_pi(self, bound: Expression) -> dict[Hashable, Fraction] | None:
        number = value_of(bound)
        if number is not None:
            return {ONE: Fraction(number)} if number else {}
        from .conversion import formula

        terms = self.terms(formula(self.field, bound, {}))
        return terms if terms is not None and len(terms) == 1 else None

    def _sign_by_growth(self, atom: Atom) -> int | None:
        """The sign of an odd function that increases: that of its argument."""
        if atom.kind is not AtomKind.FUNCTION or len(atom.inside) != 2 or not isinstance(atom.inside[1], Product):
            return None
        entry = current().functions.get((str(atom.inside[0]), 1))
        if entry is None or entry.parity != "odd" or entry.monotone != "increasing":
            return None
        return self._sign(atom.inside[1])
