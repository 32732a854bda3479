"""Wrong rules applied in a trace: where each misconception can strike, and the answer it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..calculus.trace import Slopes, Trace
from ..calculus.wrong import Misapplication, fitted
from ..expression import CONSTANTS, Apply, Expression
from ..rulebook.misconceptions import Misconception, WrongRule, standard_misconceptions

Found = tuple[Misapplication, bool]  # a mistake, and whether it is named after this misconception
Form = tuple[int, WrongRule, Expression]  # its rank in the table, the rule, its left side


@dataclass(frozen=True)
class Mistake:
    """A misconception acted on at one place, or (throughout) wherever it can be.

    Attributes:
        name: the misconception.
        places: where it strikes.
    """

    name: str
    places: tuple[Misapplication, ...]

    @property
    def throughout(self) -> bool:
        """Whether it strikes at several places."""
        return len(self.places) > 1


def mistakes_in(trace: Trace, table: Mapping[str, Misconception] | None = None) -> list[Mistake]:
    """Every mistake that the table knows and the expression invites, those of a single place first."""
    found: dict[str, dict[Expression, dict[Expression, Found]]] = {}
    forms = forms_by_head(table)
    known: dict[tuple[Expression, Expression], str] = {}
    general = forms.get("f", ())
    terms = _terms(trace)
    constants = _treated_constants(trace)
    for node in reversed(trace.nodes):
        if not trace.depends(node) and node not in constants:
            continue
        # The table's order decides which of two misconceptions with the same result is named.
        fitting = [*forms.get(_head(node), ()), *(general if node in trace.outer else ())]
        for _, rule, pattern in sorted(fitting, key=lambda form: form[0]):
            place = None if rule.in_term and node not in terms else fitted(rule, pattern, node, trace)
            if place is not None:
                slope = place.slope(trace.slopes, trace.variable)
                if slope is not trace.slopes.get(node):
                    named = known.setdefault((node, slope), rule.name) == rule.name
                    found.setdefault(rule.name, {}).setdefault(node, {}).setdefault(slope, (place, named))
    order = list(table or standard_misconceptions())
    names = sorted(found, key=order.index)
    return [m for name in names for m in _single(name, found[name])] + [
        Mistake(name, tuple(place for place, _ in (next(iter(places.values())) for places in found[name].values())))
        for name in names
        if len(found[name]) > 1
    ]


def _single(name: str, found: Mapping[Expression, Mapping[Expression, Found]]) -> Iterator[Mistake]:
    """The mistakes of one place, but for those that another misconception has named already."""
    for places in found.values():
        for place, named in places.values():
            if named and not (place.rule.in_term and len(found) > 1):
                yield Mistake(name, (place,))


def answer_of(trace: Trace, mistakes: Iterable[Mistake]) -> Expression:
    """The answer that these mistakes lead to, made together."""
    at = {place.node: place for mistake in mistakes for place in mistake.places}

    def mistaken(node: Expression, slopes: Slopes) -> Expression | None:
        place = at.get(node)
        return None if place is None else place.slope(slopes, trace.variable)

    return trace.answer_by(mistaken)


def forms_by_head(
    table: Mapping[str, Misconception] | None = None,
) -> Mapping[str, tuple[Form, ...]]:
    """The forms of all misconceptions, by the head of their left sides."""
    return _standard_forms() if table is None else _indexed(table)


@cache
def _standard_forms() -> Mapping[str, tuple[Form, ...]]:
    return _indexed(standard_misconceptions())


def _indexed(table: Mapping[str, Misconception]) -> Mapping[str, tuple[Form, ...]]:
    index: dict[str, tuple[Form, ...]] = {}
    rank = 0
    for misconception in table.values():
        for rule in misconception.forms:
            rank += 1
            for pattern in rule.patterns:
                head = _head(pattern)
                index[head] = (*index.get(head, ()), (rank, rule, pattern))
    return index


def _head(node: Expression) -> str:
    return node.function if isinstance(node, Apply) else getattr(node, "name", "")


def _treated_constants(trace: Trace) -> frozenset[Expression]:
    """The constants that stand where a variable could: terms, factors, parts of a fraction."""

    def operands() -> Iterator[Expression]:
        for node in trace.nodes:
            if isinstance(node, Apply) and node.function in ("+", "-", "*", "/", "neg") and trace.depends(node):
                yield from (a for a in node.arguments if not trace.depends(a))

    return frozenset(a for a in operands() if isinstance(a, Apply) or a in CONSTANTS)


def _terms(trace: Trace) -> frozenset[Expression]:
    """The terms of the function, and what they are when a number in front is taken away."""
    found: set[Expression] = set()
    left = [trace.expression]
    while left:
        node = left.pop()
        found.add(node)
        if isinstance(node, Apply) and node.function in ("+", "-", "*", "/", "neg"):
            moving = [a for a in node.arguments if trace.depends(a)]
            if node.function in ("+", "-") or len(moving) == 1:
                left += moving
    return frozenset(found)
