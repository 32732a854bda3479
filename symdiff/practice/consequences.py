"""From a derivative, right or wrong, to the answer of an item: what someone writes who found it and goes on rightly."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..expression import Apply, Expression, Symbol, apply
from . import contexts, several, values
from .items import Item

Consequence = Callable[[Item, Expression], "tuple[Expression, ...] | None"]

CONSEQUENCES: Mapping[str, Consequence] = {
    "point": values.at_point,
    "table": values.at_point,
    "tangent": values.tangent_from,
    "normal": values.normal_from,
    "higher": several.higher_from,
    "gradient": several.gradient_from,
    "gradient_at": several.gradient_from,
    "implicit": several.implicit_from,
    "motion": contexts.motion_from,
    "marginal": contexts.rate_from,
    "related": contexts.rate_from,
    "extremum": lambda item, derivative: None,
}


def sides(answer: Expression) -> Expression:
    """What an equation y = ... says of y, any other equation as a difference; anything else as it is."""
    if isinstance(answer, Apply) and answer.function == "=":
        left, right = answer.arguments
        return right if isinstance(left, Symbol) else apply("-", (left, right))
    return answer


def answers_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The answer to an item of someone who finds this derivative; None where there is none.

    Args:
        item: the question.
        derivative: a derivative of its function, right or wrong.
    """
    consequence = CONSEQUENCES.get(item.kind)
    return (derivative,) if consequence is None else consequence(item, derivative)
