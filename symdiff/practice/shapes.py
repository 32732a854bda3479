"""Which function may stand in which, and the small formulas at the leaves of an exercise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..expression import Expression, Symbol, apply, symbol
from ..rulebook import Rulebook, current, parse
from ..traversal import postorder, substitute
from .constants import hole, kind_of
from .tables import named, table


@dataclass(frozen=True)
class Inside:
    """What may stand inside some functions.

    Attributes:
        place: what their argument is for the leaves: where a bare 3x or x^2 reads well.
        allowed: the rules of what may stand there; None for all.
    """

    place: str = "inner"
    allowed: tuple[str, ...] | None = None


def inside(rule: str) -> Inside:
    """What may stand inside the function of a rule."""
    return _inside(current()).get(rule, Inside())


@lru_cache(8)
def _inside(rules: Rulebook) -> Mapping[str, Inside]:
    return {
        name: Inside(row["place"], named(tuple(row["allowed"])))
        for row in table("inside")
        for name in named(tuple(row["of"]))
    }


HOLE_KINDS = ("factor", "divisor", "exponent", "fraction", "negative", "addend", "large", "named")


class Leaves:
    """The small formulas in x, each with its cost in effort, for the places where they read well.

    Args:
        variable: the variable.
        listed: the words of the topic that the leaves may be listed by.
    """

    def __init__(self, variable: Symbol, listed: Collection[str]) -> None:
        self.x = variable
        self._listed = listed
        self._count = 0

    def open(self, kind: str) -> Symbol:
        """A new hole."""
        self._count += 1
        return hole(kind, self._count)

    def opened(self, template: Expression) -> Expression:
        """A template with new holes in the places of its own, which may have the numbers of others."""
        holes = {n: kind for n in postorder((template,)) if (kind := kind_of(n))}
        return substitute(template, {n: self.open(kind) for n, kind in holes.items()})

    def at(self, place: str, effort: int, needs: Collection[str] = ()) -> dict[str, int]:
        """The leaves that may stand at a place and practise what is needed: their names, with their efforts."""
        return {
            name: leaf.effort
            for name, leaf in LEAVES.items()
            if place in leaf.places
            and leaf.effort <= effort
            and leaf.practises.issuperset(needs)
            and (not leaf.listed or leaf.listed in self._listed)
        }

    def make(self, name: str) -> Expression:
        """The leaf of that name, with new holes."""
        return fill_in(LEAVES[name].formula, self.x, self.open)


def fill_in(pattern: Expression, variable: Symbol, new: Callable[[str], Symbol]) -> Expression:
    """The pattern of a leaf with a new hole for each of its constants."""
    values: dict[Expression, Expression] = {X: variable}
    for node in postorder((pattern,)):
        if isinstance(node, Symbol) and node is not X:
            values[node] = new(node.name)
    return substitute(pattern, values)


X = symbol("x")


def _leaf(text: str) -> Expression:
    """The pattern of a leaf: x is the variable, any other letter a hole for a constant of that kind."""
    return parse(text, symbols=["x", *(kind for kind in HOLE_KINDS if kind in text)])


@dataclass(frozen=True)
class Leaf:
    """A small formula.

    Attributes:
        formula: how it is written.
        effort: what it takes to differentiate it.
        places: where it reads well.
        practises: the rules that somebody practises who differentiates it.
        listed: the word by which a topic lists it; empty if it is for every topic.
    """

    formula: Expression
    effort: int
    places: frozenset[str]
    practises: frozenset[str] = frozenset()
    listed: str = ""


LEAVES: Mapping[str, Leaf] = {
    name: Leaf(
        _leaf(row["formula"]),
        row["effort"],
        frozenset(row["places"]),
        frozenset(row.get("practises", ())),
        row.get("listed", ""),
    )
    for name, row in table("leaves").items()
}
PRACTISED = frozenset(rule for leaf in LEAVES.values() for rule in leaf.practises)


def free_letters(rule: str) -> tuple[Symbol, ...]:
    """The letters of a general rule that stand for constants; none of a function's own rule."""
    general = current().general.get(rule)
    return () if general is None else tuple(u for u in general.letters if u in general.free)


def free_kind(rule: str) -> str:
    """What kind of constant stands for the free letters of a rule."""
    return str(table("constants").get(rule, "base"))


def function_of(rule: str, argument: Expression, constants: Mapping[Expression, Expression]) -> Expression:
    """The left side of a rule with the argument in it.

    Args:
        rule: the name of a function, or of a general rule such as those of exponentials.
        argument: what stands for every letter that may depend on the variable.
        constants: what stands for the free letters.
    """
    general = current().general.get(rule)
    if general is None:
        return apply(rule, (argument,))
    return substitute(general.pattern, {u: constants.get(u, argument) for u in general.letters})
