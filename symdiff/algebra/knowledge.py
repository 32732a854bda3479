"""What is known of the signs of products: from constants, from ranges in the tables, and from what is supposed."""

from __future__ import annotations

from math import lcm
from typing import Any

from .atoms import AtomKind, Atoms
from .bounds import Bounds, base_of_power, is_positive_atom
from .enclosures import Constants
from .field import SUMS, Product, Unwieldy
from .linear import Inequality, is_contradiction

DEEPEST = 12  # questions that wait for one another
MOST_DEGREE = 12
Row = tuple[frozenset[int], int]  # the product of these bases, and its sign


class Knowledge:
    """The signs of products of a field.

    Attributes:
        field: whose products they are.
        constants: what is known of those without letters.
        zeros: products that are supposed to be 0.
        is_absurd: whether what is supposed contradicts itself, so that there is nothing to prove.
    """

    def __init__(self, field: Atoms, questions: int = 0) -> None:
        self.field = field
        self._questions = questions  # how many more are answered by inequalities
        self.constants = Constants(field)
        self.zeros: list[Product] = []
        self.is_absurd = False
        self._bounds = Bounds(field, self.sign)
        self._rows: list[Row] = []
        self._linear: list[Inequality] = []
        self._signs: dict[Product, int | None] = {}
        self._weak: dict[Product, bool] = {}
        self._asked: set[Product] = set()  # whose signs are being found out
        self._version = (0, 0, 0, 0)  # how much was known when these were found
        self._supposed: list[tuple[Product, int]] = []

    # --- what is supposed -------------------------------------------------------------------------------

    def suppose(self, product: Product, sign: int) -> None:
        """Take a product to have a sign from now on: 1, -1, or 0."""
        known = self.sign(product)
        if known is not None:
            self.is_absurd = self.is_absurd or known != sign
            return
        lowest = self.field.lowest(product)
        self._supposed.append((lowest, sign))
        if not sign:
            self.zeros.append(lowest)
            for opposite in (1, -1):
                self._note_linear(self.field.scaled(opposite, lowest), is_strict=False)
            return
        number, factors = self.field.factors_of(lowest)
        odd = frozenset(b for b, e in factors if e % 2)
        self._rows.append((odd, sign if number > 0 else -sign))
        self._note_linear(self.field.scaled(sign, lowest), is_strict=True)
        for base, _ in factors if len(odd) == 1 else ():
            known = self._by_rows(frozenset((base,)))
            if known is not None:
                self._note_linear(Product(known, {base: 1}), is_strict=True)
                self.field.note_positive(Product(known, {base: 1}))

    def _note_linear(self, product: Product, is_strict: bool) -> None:
        terms = self._bounds.terms(product)
        if terms is not None:
            self._linear.append(Inequality(terms, is_strict))

    # --- signs ------------------------------------------------------------------------------------------

    def sign(self, product: Product) -> int | None:
        """1, -1 or 0 where that is known of the value wherever there is one; else None."""
        known = self._known(self._signs)
        if product not in known and product not in self._asked and len(self._asked) < DEEPEST:
            self._asked.add(product)
            try:
                found = self._sign(self.field.lowest(product))
            except Unwieldy:
                found = None
            self._asked.discard(product)
            self._known(self._signs)[product] = found
            return found
        return known.get(product)

    def _known(self, found: dict[Product, Any]) -> dict[Product, Any]:
        """What was found out before, if nothing else has become known since then."""
        version = len(self._supposed), len(self._linear), len(self.field.positive), len(self.field.certain)
        if version != self._version:
            self._version = version
            self._signs.clear()
            self._weak.clear()
        return found

    def _sign(self, lowest: Product) -> int | None:
        if not lowest.coefficient:
            return 0
        constant = self.constants.sign(lowest)
        if constant is not None:
            return constant
        if self._is_zero(lowest):
            return 0
        number, factors = self.field.factors_of(lowest)
        sign, unknown = 1 if number > 0 else -1, []
        for base, exponent in factors:
            found = self._sign_of_base(base)
            if found is None and exponent % 2:
                unknown.append(base)
            elif found is None:
                return None
            elif exponent % 2:
                sign *= found
        if not unknown:
            return sign
        together = self._by_rows(frozenset(unknown))
        if together is not None:
            return sign * together
        return self._by_inequalities(lowest)

    def _is_zero(self, lowest: Product) -> bool:
        """Whether it is one of those that are 0, or has the only factor of one that can be."""
        for zero in self.zeros:
            if zero.powers == lowest.powers:
                return True
            _, factors = self.field.factors_of(zero)
            left = [b for b, _ in factors if self._sign_of_base(b) is None]
            if len(left) == 1 and lowest.powers.get(left[0], 0) > 0:
                return True
        return False

    def _sign_of_base(self, base: int) -> int | None:
        product = Product(1, {base: 1})
        if self.constants.is_closed_product(product):
            return self.constants.sign(product)
        if self._is_certainly_positive(base):
            return 1
        known = self._by_rows(frozenset((base,)))
        if known is None and self._questions > 0:
            twin = self.of_the_same_sign(base)
            known = None if twin is None else self.sign(twin)
        return self._by_inequalities(product) if known is None else known

    def of_the_same_sign(self, base: int) -> Product | None:
        """Something simpler of the same sign: u of a root of u, u^2 - 1 of ln(u), logarithms or powers of u - v."""
        field = self.field
        if base < SUMS:
            atom = field.atoms[base]
            if atom.kind is AtomKind.ROOT:
                return atom.product
            if atom.kind is AtomKind.EXPONENTIAL and (power_of := base_of_power(field, atom)) is not None:
                return field.multiply((power_of, power_of))
            if atom.kind is AtomKind.LOGARITHM and field.restricted:
                return field.difference(field.multiply((atom.product, atom.product)), field.number(1))
            return None
        terms = [(int(c), m) for m, c in field.sum(base).to_dict().items()]
        if len(terms) != 2 or terms[0][0] * terms[1][0] > 0:
            return None
        first, second = sorted(terms, key=lambda term: -term[0])
        sides = [Product(abs(c), {g: int(e) for g, e in enumerate(m) if e}) for c, m in (first, second)]
        kinds = {field.atoms[g].kind for side in sides for g in side.powers}
        if kinds == {AtomKind.EXPONENTIAL} and all(is_positive_atom(field, g) for side in sides for g in side.powers):
            from .exponentials import logarithm_of_size

            return field.difference(*(logarithm_of_size(field, side) for side in sides))
        degree = lcm(*(field.atoms[g].parts for side in sides for g in side.powers))
        if AtomKind.ROOT in kinds and degree <= MOST_DEGREE and all(map(self.is_never_negative, sides)):
            return field.difference(*(field.power(side, degree) for side in sides))
        return None

    def _is_certainly_positive(self, base: int) -> bool:
        if base < SUMS:
            return is_positive_atom(self.field, base)
        if not self.field.is_never_negative(base):
            return False
        monomials = [tuple((g, int(e)) for g, e in enumerate(m) if e) for m in self.field.sum(base).monoms()]
        return any(all(is_positive_atom(self.field, g) for g, _ in m) for m in monomials)

    def _by_rows(self, bases: frozenset[int]) -> int | None:
        """The sign of a product of bases, from those of other products: a linear system modulo 2."""
        rows, left, sign = [*self._rows, *self._rows_of_certain()], bases, 1
        while rows:
            row, row_sign = rows.pop()
            if not row:
                continue
            pivot = min(row)
            if pivot in left:
                left, sign = left ^ row, sign * row_sign
            rows = [(r ^ row, s * row_sign) if pivot in r else (r, s) for r, s in rows]
        return None if left else sign

    def _rows_of_certain(self) -> list[Row]:
        """The signs of products that are certainly positive, since their logarithm is taken, say."""
        found = []
        for product in self.field.certain:
            number, factors = self.field.factors_of(product)
            odd = frozenset(b for b, e in factors if e % 2 and not self._is_certainly_positive(b))
            found.append((odd, 1 if number > 0 else -1))
        return found

    def is_never_negative(self, product: Product) -> bool:
        """Whether it is known to be 0 or more wherever it has a value."""
        known = self._known(self._weak)
        if product not in known:
            sign = self.sign(product)
            known = self._known(self._weak)
            known[product] = self._is_never_negative(self.field.lowest(product)) if sign is None else sign >= 0
        return bool(known[product])

    def _is_never_negative(self, lowest: Product) -> bool:
        if self._is_restricted(lowest):
            return True
        terms = self._bounds.terms(lowest)
        return terms is not None and self._follows(Inequality(terms, is_strict=False))

    def _is_restricted(self, lowest: Product) -> bool:
        """Whether a value, where the whole expression has one, is 0 or more, since a root or logarithm asks for it."""
        number, factors = self.field.factors_of(lowest)
        odd = [b for b, e in factors if e % 2 and not self.field.is_never_negative(b)]
        return number > 0 and all(Product(1, {b: 1}) in self.field.positive for b in odd)

    def look_for_contradictions(self) -> None:
        """See whether what is supposed leaves the expression without a value: a root of what is negative."""
        opposites = [self.field.scaled(-sign, product) for product, sign in self._supposed if sign]
        self.is_absurd = self.is_absurd or any(self._is_restricted(opposite) for opposite in opposites)

    # --- inequalities -----------------------------------------------------------------------------------

    def _by_inequalities(self, product: Product) -> int | None:
        terms = self._bounds.terms(product)
        if terms is None:
            return None
        for sign in (1, -1):
            if self._follows(Inequality({k: sign * c for k, c in terms.items()}, is_strict=True)):
                return sign
        return None

    def _follows(self, wanted: Inequality) -> bool:
        if self._questions <= 0:
            return False
        self._questions -= 1
        given = [*self._linear, *self._bounds.given()]
        unknowns = {k: None for one in (wanted, *given) for k in one.terms}
        return is_contradiction([wanted.negated(), *given, *self._bounds.of_monomials(unknowns)])
