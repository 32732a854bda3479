"""Rules run backwards: the left side of a rule is put in the place of a letter of another one's.

A template grows from the top. At each place a rule is chosen whose weight the remaining effort can
pay for; its left side is written down, and its letters grow in turn. What comes out is a formula
with holes for its constants, which needs the chosen rules to be differentiated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..expression import Expression
from .classics import Classic
from .forms import (
    COMPOSITION,
    FUNCTION,
    LEAST_COMPOSED,
    LEAST_FUNCTION,
    PLACES,
    Form,
    forms,
    is_of_constants,
    is_written_as_function,
    least_of,
)
from .levels import Limits
from .measure import CHAIN, weight_of
from .shapes import PRACTISED, Leaves, free_kind, free_letters, function_of, inside
from .streams import Stream

LEAF_LIMIT = 6  # effort that one leaf can take up
EASY = 1  # the level of sums of known derivatives
SINGLE_LIMIT, MOST_COMPOSED = 5, 12  # effort that one function can take up without a composition, and with one

Needs = tuple[str, ...]
Share = tuple[int, Needs]


class Stuck(Exception):
    """The choices so far cannot be completed; another attempt may."""


@dataclass(frozen=True)
class Spot:
    """Where a formula grows.

    Attributes:
        place: the name of the place.
        outer: the rule of the function that it lies in; empty outside all functions.
        depth: how many functions it lies in.
    """

    place: str = "top"
    outer: str = ""
    depth: int = 0


TOP = Spot()


@dataclass
class Growth:
    """One attempt at a template.

    Attributes:
        stream: where the choices come from.
        functions: the functions that may appear, by the names of their rules, and the forms that the topic lists.
        excluded: the rules that may not.
        leaves: the formulas at the ends.
        level: sums of known derivatives are usual at the first one, and some forms lie inside functions from one on.
        limits: how far it may go.
    """

    stream: Stream
    functions: Sequence[str]
    excluded: frozenset[str]
    leaves: Leaves
    level: int
    limits: Limits
    around: list[str] = field(default_factory=list)
    composed: int = 0

    @property
    def _may_compose(self) -> bool:
        return COMPOSITION not in self.excluded and self.composed < self.limits.compositions

    def grow(self, effort: int, needs: Needs = (), spot: Spot = TOP) -> Expression:
        """A formula for a spot, within an effort, that needs these rules.

        Raises:
            Stuck: there is none with the choices that were made.
        """
        effort = min(effort, PLACES[spot.place].most)
        found = self._forms(effort, spot)
        wanted = [need for need in needs if self._serves(need, found, spot, effort)]
        if spot is TOP and self._is_roomy(effort, needs, found):
            wanted = []  # the needed rule comes as one of several terms
        if wanted and (not found or effort < 2 * least_of(needs) + 6 or self.stream.chance(60)):
            need = self.stream.choice(wanted)
            return self._need(need, effort, tuple(n for n in needs if n != need), spot)
        is_small = PRACTISED.issuperset(needs) and effort <= LEAF_LIMIT
        if not found or (is_small and self.stream.chance(70 - 10 * effort)):
            return self._leaf(effort, needs, spot)
        form = self.stream.weighted(found)
        if spot is TOP and self.level == EASY and self.stream.chance(50):
            form = self.stream.choice([f for f in found if self._joins(f)] or [form])
        if form == FUNCTION:
            return self._function(self._pick_function(spot.outer), effort, needs, spot)
        return self._compound(forms()[form], effort, needs, spot)

    def beside(self, classic: Classic, effort: int) -> Expression:
        """A classic composition, and a term beside it that takes up what is left of the effort.

        Raises:
            Stuck: no term takes it up.
        """
        left = effort - classic.effort - 1
        if left < LEAST_FUNCTION:
            return self.leaves.opened(classic.template)
        self.composed = classic.compositions
        return self._joining().instance(self.leaves.opened(classic.template), self.grow(left, (), Spot("term")))

    def _joining(self) -> Form:
        """A rule that joins terms."""
        found = [form for form in forms().values() if form.terms and form.rule.name not in self.excluded]
        if not found:
            raise Stuck
        return self.stream.choice(found)

    def _forms(self, effort: int, spot: Spot) -> dict[str, int]:
        """The forms that may stand here and that the effort pays for."""
        found = {}
        for name, weight in PLACES[spot.place].forms.items():
            form = forms().get(name)
            if form is None:
                if name == FUNCTION and effort >= LEAST_FUNCTION and self._may_lie(spot) and self._fits(effort):
                    found[name] = weight
            elif self._may_stand(form, effort, spot):
                found[name] = weight * (form.easy if self.level == EASY else 1)
        return found

    def _may_stand(self, form: Form, effort: int, spot: Spot) -> bool:
        """Whether a form may stand here by chance."""
        name = form.rule.name
        if name in self.excluded or effort < form.least or (PLACES[spot.place].inner and self.level < form.inner_from):
            return False
        if form.listed and (name not in self.functions or not self._may_lie_in(name, spot.outer)):
            return False
        if form.composed and not (self._may_compose and spot.depth < self.limits.nesting):
            return False
        return effort <= form.most and (len(form.grown) > 1 or self._fits(effort))

    def _may_lie(self, spot: Spot) -> bool:
        """Whether a function may stand here."""
        return spot.depth < self.limits.nesting and bool(self._allowed(spot.outer))

    def _fits(self, effort: int) -> bool:
        """Whether one formula inside another one can take up the effort."""
        return effort <= (MOST_COMPOSED if self._may_compose else SINGLE_LIMIT)

    def _may_lie_in(self, name: str, outer: str) -> bool:
        return not outer or name in (inside(outer).allowed or ())

    def _joins(self, name: str) -> bool:
        form = forms().get(name)
        return form is not None and form.terms

    def _is_roomy(self, effort: int, needs: Needs, found: dict[str, int]) -> bool:
        """Whether an easy exercise has room for a sum, so that it is more than one known derivative."""
        return self.level == EASY and any(map(self._joins, found)) and effort >= least_of(needs) + 3

    def _allowed(self, outer: str) -> list[str]:
        """The functions that may stand inside another one."""
        allowed = inside(outer).allowed
        names = [f for f in self.functions if f != outer and is_written_as_function(f)]
        return [f for f in names if (allowed is None or f in allowed) and f not in self.excluded]

    def _pick_function(self, outer: str) -> str:
        names = self._allowed(outer)
        if not names:
            raise Stuck
        fresh = [f for f in names if f not in self.around]
        chosen = self.stream.choice(fresh or names)
        self.around.append(chosen)
        return chosen

    def _serves(self, need: str, found: dict[str, int], spot: Spot, effort: int) -> bool:
        """Whether the needed rule can be the one of this spot."""
        if need == COMPOSITION:
            return effort >= LEAST_COMPOSED and (FUNCTION in found or any(forms()[f].composed for f in found))
        if is_of_constants(need):
            return not spot.outer
        form = forms().get(need)
        if form is None:
            return need in self._allowed(spot.outer)
        return need in found or (form.listed and not form.composed and not spot.outer and effort >= form.least)

    def _need(self, need: str, effort: int, rest: Needs, spot: Spot) -> Expression:
        if need == COMPOSITION:
            return self._composition(effort, rest, spot)
        if is_of_constants(need):
            return self._with_constant(effort, rest)
        form = forms().get(need)
        if form is not None:
            return self._compound(form, effort, rest, spot)
        self.around.append(need)
        return self._function(need, effort, rest, spot)

    def _composition(self, effort: int, needs: Needs, spot: Spot) -> Expression:
        composed = [f for f in self._forms(effort, spot) if f != FUNCTION and forms()[f].composed]
        if composed and self.stream.chance(35):
            return self._compound(forms()[self.stream.choice(composed)], effort, needs, spot)
        return self._function(self._pick_function(spot.outer), effort, needs, spot, compound=True)

    def _function(self, rule: str, effort: int, needs: Needs, spot: Spot, compound: bool = False) -> Expression:
        """A function of something, or of x alone where there is no effort left for more."""
        left = effort - weight_of(rule) - CHAIN
        constants: dict[Expression, Expression] = {c: self.leaves.open(free_kind(rule)) for c in free_letters(rule)}
        free = not needs and not compound
        if left < 1 or not self._may_compose or (free and self.stream.chance(max(0, 50 - 12 * left))):
            if not free:
                raise Stuck
            return function_of(rule, self.leaves.x, constants)
        self.composed += 1
        return function_of(rule, self.grow(left, needs, Spot(inside(rule).place, rule, spot.depth + 1)), constants)

    def _compound(self, form: Form, effort: int, needs: Needs, spot: Spot) -> Expression:
        """The left side of a rule, its letters grown in turn."""
        left = effort - form.effort
        if left < 1:
            raise Stuck
        if form.terms and PLACES[spot.place].enclosed:
            return self._enclosed(form, left, needs, spot.depth)
        shares = iter(self._shares(form, left, needs))
        outer = form.rule.name if form.composed else spot.outer if len(form.grown) == 1 else ""
        depth = spot.depth + form.composed
        self.composed += form.composed
        return form.instance(
            *(
                self.grow(*next(shares), Spot(what, outer, depth)) if letter in form.grown else self.leaves.open(what)
                for letter, what in form.letters.items()
            )
        )

    def _enclosed(self, form: Form, effort: int, needs: Needs, depth: int) -> Expression:
        """A function plus or minus a number, or plus a leaf: 1 + sin(x), x^2 - ln(x)."""
        if effort < 4 or self.stream.chance(60):
            number = self.leaves.open("addend")
            grown = self.grow(effort, needs, Spot("part", depth=depth))
            exchanged = form.is_commutative and self.stream.chance(50)
            return form.instance(number, grown) if exchanged else form.instance(grown, number)
        spot = Spot("part", depth=depth)
        return form.instance(*(self.grow(*share, spot) for share in self._split(effort, needs, [effort, effort])))

    def _shares(self, form: Form, effort: int, needs: Needs) -> list[Share]:
        """The effort and the needs of each letter that grows."""
        shares = self._split(effort, needs, [PLACES[form.letters[u]].most for u in form.grown])
        return self._short_last(shares) if form.terms and not self._may_compose else shares

    def _split(self, effort: int, needs: Needs, most: Sequence[int]) -> list[Share]:
        """The effort and the needs, shared between letters, each with the most that it can take up."""
        if len(most) == 1:
            return [(effort, needs)]
        first = tuple(n for n in needs if self.stream.chance(50))
        rest = tuple(n for n in needs if n not in first)
        low = max(least_of(first), effort - sum(most[1:]))
        high = min(effort - least_of(rest), most[0])
        if low > high:
            raise Stuck
        share = self.stream.between(low, high)
        return [(share, first), *self._split(effort - share, rest, most[1:])]

    def _short_last(self, shares: list[Share]) -> list[Share]:
        """More effort in the first of the letters: without compositions a last term cannot take up much."""
        *_, (effort, needs), (other_effort, other_needs) = shares
        kept = min(other_effort, max(least_of(other_needs), self.stream.between(2, 4)))
        return [*shares[:-2], (effort + other_effort - kept, needs), (kept, other_needs)]

    def _with_constant(self, effort: int, needs: Needs) -> Expression:
        """Something beside a constant that does not look like one: x^3 + pi^2, e^2*x."""
        leaves = self.leaves.at("constant", effort, needs)
        if leaves and self.stream.chance(30):
            return self.leaves.make(self.stream.choice(list(leaves)))
        first = self.grow(effort - 1, needs, Spot("terms"))
        return self._joining().instance(first, self.leaves.open("named"))

    def _leaf(self, effort: int, needs: Needs, spot: Spot) -> Expression:
        found = self.leaves.at(spot.place, effort, needs)
        if not found:
            raise Stuck
        return self.leaves.make(self.stream.weighted({name: (cost + 1) ** 2 for name, cost in found.items()}))
