"""From a derivative, right or wrong, to the answer of an item: what someone writes who found it and goes on rightly."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..algebra.normal_form import is_zero
from ..expression import Apply, Expression, integer, symbol
from ..tidying import minus, negate, over, tidy
from ..traversal import free_symbols, substitute
from . import contexts, several, values
from .items import Item

Y = symbol("y")
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
    """What the equation of a line says of y; anything else as it is."""
    if not (isinstance(answer, Apply) and answer.function == "="):
        return answer
    left, right = answer.arguments
    if left is Y:
        return right
    # An equation that is linear in y, a + b*y = 0, says that y is -a/b; another one says nothing of the kind.
    difference = minus(left, right)
    at = [tidy(substitute(difference, {Y: integer(k)})) for k in range(3)]
    slope = minus(at[1], at[0])
    if Y not in free_symbols(difference) or not is_zero(minus(minus(at[2], at[1]), slope)):
        return difference
    return negate(over(at[0], slope))


def answers_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The answer to an item of someone who finds this derivative; None where there is none.

    Args:
        item: the question.
        derivative: a derivative of its function, right or wrong.
    """
    consequence = CONSEQUENCES.get(item.kind)
    return (derivative,) if consequence is None else consequence(item, derivative)
