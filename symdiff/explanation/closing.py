"""From the tidy result to the form that reads best: the moves of a simplification, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..documents import Catalogue
from ..expression import Apply, Expression, Symbol, apply
from ..rulebook.identities import standard_identities
from ..simplifying import Simplification, SimplificationStep, simplification
from ..tidying import bare, restrict, tidy
from ..traversal import postorder, substitute
from .places import Place, at, difference, put
from .records import MOVE, Noted, Step

IDENTITY, OTHERWISE = "forms.identity", "forms.shorter"
MOST_NODES = 20_000
"""A larger result is left as it is."""


@dataclass(frozen=True)
class Closing:
    """The last steps of a derivation, and what they come to.

    Attributes:
        steps: the moves.
        result: the simplest form of what they begin with.
    """

    steps: tuple[Step, ...]
    result: Expression


def closing(found: Expression, variable: Symbol, place: Place = ()) -> Closing:
    """The moves from a tidy result to its simplest form.

    Args:
        found: the tidy result.
        variable: the variable of differentiation.
        place: where it stands in the line.

    >>> import symdiff
    >>> made = closing(symdiff.diff("x*e^x"), symdiff.symbols("x"))
    >>> [step.name for step in made.steps], str(made.result)
    (['forms.lowest_terms'], '(x + 1)*e^x')
    """
    if found.dag_size > MOST_NODES:
        return Closing((), found)
    record = simplification(found)
    if record.result is found:
        return Closing((), found)
    lines = [*_lines(found, record)]
    steps = [
        _move(name, before, after, variable, place)
        for (_, before), (name, after) in zip([("", found), *lines], lines, strict=False)
    ]
    return Closing(tuple(steps), record.result)


def closing_of_terms(found: Expression, variable: Symbol) -> Closing:
    """The moves that simplify each coefficient of a sum of products, whose form stays.

    >>> import symdiff
    >>> x, dx, dy = symdiff.symbols("x dx dy")
    >>> print(closing_of_terms((x + x) / 2 * dx + (x * 0 + 1 - 1 + x) * dy, x).result)
    x*dx + x*dy
    """
    steps: list[Step] = []
    needs: list[Expression] = []
    result = bare(found)
    outside = () if result is found else (0,)
    for place in term_places(result):
        coefficient = at(result, place)
        made = closing(coefficient, variable, (*outside, *place))
        value = bare(made.result)
        needs += () if value is made.result else made.result.arguments[1:]  # type: ignore[attr-defined]
        steps += made.steps
        result = put(result, place, value)
    if isinstance(found, Apply) and found.function == "where":
        needs += found.arguments[1:]
    return Closing(tuple(steps), restrict(result, needs) if needs else result)


def term_places(total: Expression) -> list[Place]:
    """Where the first factors of the terms stand, from left to right.

    >>> import symdiff
    >>> term_places(symdiff.parse("a*x + b*y + c*z"))
    [(0, 0, 0), (0, 1, 0), (1, 0)]
    """
    places: list[Place] = []
    way: Place = ()
    while isinstance(total, Apply) and total.function == "+":
        places.append((*way, 1, 0))
        way, total = (*way, 0), total.arguments[0]
    return [(*way, 0), *places[::-1]]


def _move(name: str, before: Expression, after: Expression, variable: Symbol, place: Place) -> Step:
    """The move, where the two lines differ; by an identity it names that."""
    inner = difference(before, after)
    known = {identity.name: identity for identity in standard_identities()}.get(name)
    notes: dict[str, Noted] = {} if known is None else {"identity": apply("=", (known.left, known.right))}
    called = _entry(name) if known is None else IDENTITY
    called = "conditions" if bare(before) is bare(after) else called
    sides = at(before, inner), at(after, inner)
    return Step(MOVE, called, *sides, variable=variable, place=(*place, *inner), notes=notes)


def _entry(name: str) -> str:
    """Where the words of a move stand in the catalogue."""
    entry = f"forms.{name.replace(' ', '_')}"
    return entry if f"{entry}.words" in Catalogue() else OTHERWISE


def _lines(found: Expression, record: Simplification) -> Iterator[tuple[str, Expression]]:
    """Each line with the name of what makes it; the last is the simplest form."""
    line, goal, name = bare(found), bare(record.result), ""
    for step in record.steps:
        name = step.name
        made = _replayed(line, step)
        if made is goal:
            break
        if made is not line:
            line = made
            yield name, _kept(line, found)
    yield name, record.result


def _replayed(line: Expression, step: SimplificationStep) -> Expression:
    """The line after a step, wherever in the line the step applies."""
    if step.before not in postorder((line,)):
        return line
    return bare(tidy(substitute(line, {step.before: step.after})))


def _kept(line: Expression, found: Expression) -> Expression:
    """The line with what had to hold for the result."""
    is_where = isinstance(found, Apply) and found.function == "where"
    return apply("where", (line, *found.arguments[1:])) if is_where else line  # type: ignore[attr-defined]
