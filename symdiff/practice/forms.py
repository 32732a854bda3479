"""How a formula of an exercise grows from the rules: what stands in the place of each letter of a left side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..expression import Apply, Expression, Symbol
from ..rulebook import Rule, Rulebook, current
from ..rulebook.table import COMMUTATIVE
from ..traversal import substitute
from .measure import CHAIN, weight_of
from .shapes import LEAVES
from .tables import table

FUNCTION = "function"  # the form of any function, power of e or of a number
COMPOSITION = "chain"  # what a function of more than the variable needs
UNLIMITED = 99
LEAST_COMPOSED, LEAST_FUNCTION, LEAST_CONSTANT, LEAST_GROWN = 6, 2, 1, 2


@dataclass(frozen=True)
class Place:
    """Where a formula may stand.

    Attributes:
        forms: the forms that may stand there, by how often.
        enclosed: a sum there is in brackets, and is short.
        inner: it lies inside a function.
        most: the greatest effort of a formula there.
    """

    forms: Mapping[str, int]
    most: int = UNLIMITED
    enclosed: bool = False
    inner: bool = False


@dataclass(frozen=True)
class Form:
    """The left side of a general rule, as exercises are made of it.

    Attributes:
        rule: the rule.
        letters: for each of its letters, the place of a formula or the kind of a number.
        least: the effort that it takes at least.
        terms: it joins terms, as an easy exercise does.
        composed: its letter is never the variable alone.
        listed: by chance it stands only where the topic lists it.
        easy: how much more often it stands in exercises of level 1.
        inner_from: the level from which it lies inside functions.
    """

    rule: Rule
    letters: Mapping[Symbol, str]
    least: int
    terms: bool = False
    composed: bool = False
    listed: bool = False
    easy: int = 1
    inner_from: int = 1

    @property
    def grown(self) -> tuple[Symbol, ...]:
        """The letters that formulas take the place of."""
        return tuple(u for u in self.letters if u not in self.rule.free)

    @property
    def is_commutative(self) -> bool:
        """Whether its letters may change places."""
        return isinstance(self.rule.pattern, Apply) and self.rule.pattern.function in COMMUTATIVE

    @property
    def effort(self) -> int:
        """What it takes to apply its rule, and the chain rule where that is needed."""
        return weight_of(self.rule.name) + (CHAIN if self.composed else 0)

    @property
    def most(self) -> int:
        """The greatest effort of what grows from it."""
        return self.effort + sum(PLACES[self.letters[u]].most for u in self.grown)

    def instance(self, *values: Expression) -> Expression:
        """The left side of the rule with formulas in the places of its letters, in their order.

        >>> from symdiff import parse
        >>> print(forms()["product"].instance(parse("x^2"), parse("sin(x)")))
        x^2*sin(x)
        """
        return substitute(self.rule.pattern, dict(zip(self.letters, values, strict=True)))


PLACES: Mapping[str, Place] = {name: Place(**row) for name, row in table("places").items()}


def forms() -> Mapping[str, Form]:
    """The forms of the rulebook in use, by the names of their rules.

    A rule with one formula in its left side grows as functions do, unless the table says more of it.
    """
    return _forms(current())


def is_of_constants(name: str) -> bool:
    """Whether a rule is about what is free of the variable: any constant practises it."""
    rule = current().general.get(name)
    return rule is not None and rule.pattern in rule.free


def is_written_as_function(name: str) -> bool:
    """Whether the name is that of a function, or of a rule that grows as functions do."""
    return not (name in forms() or name == COMPOSITION or is_of_constants(name))


def least_of(needs: Sequence[str]) -> int:
    """The effort that it takes at least to need these rules."""
    return sum(_least(need) for need in needs)


def least_composed(needs: Sequence[str]) -> int:
    """How many compositions it takes at least to need these rules."""
    return int(any(need == COMPOSITION or (need in forms() and forms()[need].composed) for need in needs))


def _least(need: str) -> int:
    efforts = [leaf.effort for leaf in LEAVES.values() if need in leaf.practises]
    if efforts:
        return min(efforts)
    if need == COMPOSITION:
        return LEAST_COMPOSED
    if is_of_constants(need):
        return LEAST_CONSTANT
    form = forms().get(need)
    return weight_of(need) if form is None else form.least


@lru_cache(8)
def _forms(rules: Rulebook) -> Mapping[str, Form]:
    rows = table("forms")
    made = ((name, _form(rule, rows.get(name))) for name, rule in rules.general.items())
    return {name: form for name, form in made if form is not None}


def _form(rule: Rule, row: Mapping[str, Any] | None) -> Form | None:
    if row is not None:
        named = {letter.name: letter for letter in rule.letters}
        letters = {named[name]: what for name, what in row["letters"].items()}
        return Form(rule, letters, **{key: value for key, value in row.items() if key != "letters"})
    grown = [u for u in rule.letters if u not in rule.free]
    if len(grown) < 2:
        return None
    letters = dict.fromkeys(rule.letters, "factor")
    return Form(rule, letters, (rule.effort or LEAST_GROWN) + LEAST_GROWN * len(grown), listed=True)
