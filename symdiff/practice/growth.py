"""Rules run backwards: the left side of a rule is put in the place of a letter of another one's.

A template grows from the top. At each place a rule is chosen whose weight the remaining effort can
pay for; its left side is written down, and its letters grow in turn. What comes out is a formula
with holes for its constants, which needs the chosen rules to be differentiated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..expression import Expression, apply
from ..rulebook import current
from ..traversal import substitute
from .measure import CHAIN, weight_of
from .shapes import FORMS, Leaves, free_letters, function_of, inside
from .streams import Stream
from .tables import table

FORM_RULES = frozenset(
    ("sum", "difference", "multiple", "divided", "product", "quotient", "reciprocal", "power", "general_power")
)
LEAF_POWER = 2  # the effort of a power of x, as a leaf has it
LEAF_LIMIT = 6  # effort that one leaf can take up


class Stuck(Exception):
    """The choices so far cannot be completed; another attempt may."""


@dataclass
class Growth:
    """One attempt at a template.

    Attributes:
        stream: where the choices come from.
        functions: the functions that may appear, by the names of their rules.
        excluded: the rules that may not.
        leaves: the formulas at the ends.
        level: how free the nesting is.
    """

    stream: Stream
    functions: Sequence[str]
    excluded: frozenset[str]
    leaves: Leaves
    level: int
    around: list[str] = field(default_factory=list)

    def grow(self, effort: int, needs: tuple[str, ...] = (), place: str = "top", outer: str = "") -> Expression:
        """A formula for a place, within an effort, that needs these rules.

        Raises:
            Stuck: there is none with the choices that were made.
        """
        forms = self._forms(effort, place, outer)
        wanted = [need for need in needs if self._serves(need, forms, outer, effort)]
        if place == "top" and self._is_roomy(effort, needs, forms):
            wanted = []  # the needed rule comes as one of several terms
        if wanted and (not forms or effort < 2 * _least(needs) + 6 or self.stream.chance(60)):
            need = self.stream.choice(wanted)
            return self._need(need, effort, tuple(n for n in needs if n != need), place, outer)
        if not forms or (needs in ((), ("power",)) and effort <= LEAF_LIMIT and self.stream.chance(70 - 10 * effort)):
            return self._leaf(effort, needs, place, outer)
        form = self.stream.weighted(forms)
        if place == "top" and self.level == 1 and self.stream.chance(80):
            form = self.stream.choice([f for f in ("sum", "difference") if f in forms] or [form])
        if form == "function":
            return self._function(self._pick_function(outer), effort, needs)
        return self._compound(form, effort, needs, place, outer)

    def _forms(self, effort: int, place: str, outer: str) -> dict[str, int]:
        """The forms that may stand here and that the effort pays for."""
        table = FORMS.get(place) or FORMS["inner"]
        found = {}
        for form, weight in table.items():
            least = LEAST[form]
            if form in self.excluded or effort < least:
                continue
            if form in ("product", "quotient") and place in INNER_PLACES and self.level < 4:
                continue
            if form == "function" and not self._allowed(outer):
                continue
            if "chain" in self.excluded and (form == "power" or (effort > 5 and form not in BINARY)):
                continue
            if form == "power" and (
                "power" not in self.functions or (outer and "power" not in (inside(outer).allowed or ()))
            ):
                continue
            if form == "general_power" and "general_power" not in self.functions:
                continue
            found[form] = 4 * weight if form == "multiple" and self.level == 1 else weight
        return found

    def _is_roomy(self, effort: int, needs: tuple[str, ...], forms: dict[str, int]) -> bool:
        """Whether an easy exercise has room for a sum, so that it is more than one known derivative."""
        return self.level == 1 and "sum" in forms and effort >= _least(needs) + 3

    def _allowed(self, outer: str) -> list[str]:
        """The functions that may stand inside another one."""
        allowed = inside(outer).allowed
        names = [f for f in self.functions if f not in ("power", "named", "root", "general_power", outer)]
        return [f for f in names if (allowed is None or f in allowed) and f not in self.excluded]

    def _pick_function(self, outer: str) -> str:
        names = self._allowed(outer)
        if not names:
            raise Stuck
        fresh = [f for f in names if f not in self.around]
        chosen = self.stream.choice(fresh or names)
        self.around.append(chosen)
        return chosen

    def _serves(self, need: str, forms: dict[str, int], outer: str, effort: int) -> bool:
        """Whether the needed rule can be the one of this place."""
        if need == "chain":
            return effort >= 6 and ("function" in forms or "power" in forms)
        if need in FORM_RULES:
            return need in forms or (need == "general_power" and not outer and effort >= LEAST[need])
        if need == "constant":
            return not outer
        return need in self._allowed(outer)

    def _need(self, need: str, effort: int, rest: tuple[str, ...], place: str, outer: str) -> Expression:
        if need == "chain":
            if self._forms(effort, place, outer).get("power") and self.stream.chance(35):
                return self._compound("power", effort, rest, place, outer)
            return self._function(self._pick_function(outer), effort, rest, compound=True)
        if need == "constant":
            return self._with_constant(effort, rest)
        if need in FORM_RULES:
            return self._compound(need, effort, rest, place, outer)
        self.around.append(need)
        return self._function(need, effort, rest)

    def _function(self, rule: str, effort: int, needs: tuple[str, ...], compound: bool = False) -> Expression:
        """A function of something, or of x alone where there is no effort left for more."""
        left = effort - weight_of(rule) - CHAIN
        constants: dict[Expression, Expression] = {c: self.leaves.open("base") for c in free_letters(rule)}
        free = not needs and not compound
        if left < 1 or "chain" in self.excluded or (free and self.stream.chance(max(0, 50 - 12 * left))):
            if not free:
                raise Stuck
            return function_of(rule, self.leaves.x, constants)
        return function_of(rule, self.grow(left, needs, inside(rule).place, rule), constants)

    def _compound(self, form: str, effort: int, needs: tuple[str, ...], place: str, outer: str) -> Expression:
        """The left side of a rule, its letters grown in turn."""
        left = effort - weight_of(form)
        split = self._split(left, needs)
        if form in ("sum", "difference"):
            if place in BRACKETED:
                return self._bracket(form, left, needs)
            shares = self._short_last(split) if "chain" in self.excluded else split
            return self._pair(form, ("terms", "term"), shares)
        if form in PLACES:
            return self._pair(form, PLACES[form], split)
        return self._with_number(form, left, needs, outer)

    def _with_number(self, form: str, left: int, needs: tuple[str, ...], outer: str) -> Expression:
        """The left side of a rule with one letter that grows and one that is a number."""
        if form == "reciprocal":
            return instance(form, c=self.leaves.open("addend"), v=self.grow(left, needs, "denominator"))
        if form == "power":
            if left - CHAIN < 1:
                raise Stuck
            return instance(form, u=self.grow(left - CHAIN, needs, "base", "power"), n=self.leaves.open("outer"))
        kind = "factor" if form == "multiple" else "divisor"
        return instance(form, c=self.leaves.open(kind), u=self.grow(left, needs, "scaled", outer))

    def _pair(self, rule: str, places: tuple[str, str], shares: Shares) -> Expression:
        (effort, needs), (other_effort, other_needs) = shares
        u = self.grow(effort, needs, places[0])
        v = self.grow(other_effort, other_needs, places[1])
        return instance(rule, u=u, v=v)

    def _bracket(self, form: str, effort: int, needs: tuple[str, ...]) -> Expression:
        """A function plus or minus a number, or plus a leaf: 1 + sin(x), x^2 - ln(x)."""
        if effort < 4 or self.stream.chance(60):
            number = self.leaves.open("addend")
            grown = self.grow(effort, needs, "scaled")
            if form == "difference":
                return apply("-", (grown, number))
            return apply("+", (number, grown) if self.stream.chance(50) else (grown, number))
        return self._pair(form, ("term", "term"), self._split(effort, needs))

    def _split(self, effort: int, needs: tuple[str, ...]) -> Shares:
        """The effort and the needs, shared between two letters."""
        first = tuple(n for n in needs if self.stream.chance(50))
        second = tuple(n for n in needs if n not in first)
        low, high = _least(first), effort - _least(second)
        if low > high:
            raise Stuck
        return (share := self.stream.between(low, high), first), (effort - share, second)

    def _short_last(self, shares: Shares) -> Shares:
        """The effort in the first of two letters: without compositions a last term cannot take up much."""
        (effort, needs), (other_effort, other_needs) = shares
        kept = min(other_effort, max(_least(other_needs), self.stream.between(2, 4)))
        return (effort + other_effort - kept, needs), (kept, other_needs)

    def _with_constant(self, effort: int, needs: tuple[str, ...]) -> Expression:
        """Something beside a constant that does not look like one: x^3 + pi^2, e^2*x."""
        named = self.leaves.open("named")
        if effort >= 3 and self.stream.chance(30):
            return instance("multiple", c=named, u=self.leaves.make("power"))
        first = self.grow(effort - 1, needs, "terms")
        return instance(self.stream.choice(("sum", "difference")), u=first, v=named)

    def _leaf(self, effort: int, needs: tuple[str, ...], place: str, outer: str) -> Expression:
        if place == "power_base" and not needs:
            return self.leaves.x
        if needs and not (needs == ("power",) and place in ("term", "terms", "factor", "numerator", "top", "scaled")):
            raise Stuck
        found = [(cost, name) for cost, name in self.leaves.at(LEAF_PLACES.get(place, place)) if cost <= effort]
        if needs:
            found = [leaf for leaf in found if "power" in leaf[1] or leaf[1] == "root"]
        if not found:
            raise Stuck
        name = self.stream.weighted({name: (cost + 1) ** 2 for cost, name in found})
        return self.leaves.make(name)


PLACES: Mapping[str, tuple[str, str]] = {rule: tuple(places) for rule, places in table("pairs").items()}
Share = tuple[int, tuple[str, ...]]
Shares = tuple[Share, Share]
BRACKETED = frozenset(("factor", "numerator", "denominator", "inner", "base", "trigonometric", "exponent", "inverse"))
INNER_PLACES = frozenset(("inner", "base", "trigonometric", "exponent", "inverse"))
LEAF_PLACES = {"top": "term", "power_exponent": "factor", "power_base": "factor"}
LEAST: Mapping[str, int] = table("least")
BINARY = frozenset(("sum", "difference", "product", "quotient"))


def _least(needs: Sequence[str]) -> int:
    """The effort that the needs take at least."""
    return sum(LEAF_POWER if need == "power" else LEAST.get(need, weight_of(need)) for need in needs)


def instance(rule: str, **letters: Expression) -> Expression:
    """The left side of a rule of the table with formulas in the place of its letters.

    >>> from symdiff import parse
    >>> print(instance("product", u=parse("x^2"), v=parse("sin(x)")))
    x^2*sin(x)
    """
    general = current().general[rule]
    return substitute(general.pattern, {u: letters[u.name] for u in general.letters})
