"""The kinds of exercise: what is asked about a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import contexts, several, values, worked
from .asking import Setting
from .items import Item

Builder = Callable[[Setting], "Item | None"]


@dataclass(frozen=True)
class Kind:
    """A kind of exercise.

    Attributes:
        summary: what is asked, in a few words.
        build: makes the item of a problem, or None where the problem does not lend itself to it.
        levels: the levels at which there are such exercises.
        topics: the topics that are taken where none is asked for.
    """

    summary: str
    build: Builder
    levels: tuple[int, ...] = (1, 2, 3, 4, 5)
    topics: tuple[str, ...] = ("mixed",)


KINDS: Mapping[str, Kind] = {
    "derivative": Kind("find the derivative", worked.derivative),
    "choice": Kind("choose the derivative among wrong answers", worked.choice),
    "point": Kind("the derivative at a point", values.point),
    "tangent": Kind("the tangent line at a point", values.tangent),
    "normal": Kind("the normal line at a point", values.normal),
    "table": Kind("the derivative at a point from a table of difference quotients", values.table, (1, 2, 3)),
    "rule": Kind("which rule comes first", worked.rule),
    "mistake": Kind("find the mistake in a worked solution", worked.mistake, (2, 3, 4, 5)),
    "step": Kind("complete the missing step of a worked solution", worked.missing_step, (2, 3, 4, 5)),
    "match": Kind("which graph is that of the derivative", worked.match, (1, 2, 3)),
    "higher": Kind("the second or third derivative", several.higher, (1, 2, 3)),
    "partial": Kind("a partial derivative", several.partial),
    "gradient": Kind("the gradient", several.gradient),
    "gradient_at": Kind("the gradient at a point", several.gradient_at, (1, 2, 3)),
    "implicit": Kind("dy/dx on a curve given by an equation", several.implicit, (1, 2, 3)),
    "motion": Kind("velocity and acceleration", contexts.motion, (1, 2, 3), ("power", "product", "exponential")),
    "marginal": Kind("marginal cost", contexts.marginal, (1,), ("power",)),
    "related": Kind("related rates", contexts.related, (1,), ("power",)),
    "extremum": Kind("where a polynomial is largest or smallest", contexts.extremum, (2,), ("power",)),
}
