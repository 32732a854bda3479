"""A piecewise by parts: its branches are simplified each for itself, and it stands as a name in what is around it."""

from __future__ import annotations

from collections.abc import Callable

from ..expression import CONDITIONS, Apply, Expression, apply, symbol
from ..traversal import postorder, substitute


def without_branches(
    expression: Expression, simplified: Callable[[Expression], Expression]
) -> tuple[Expression, dict[Expression, Expression]]:
    """The expression with a name for each piecewise, and what the names stand for, with simple branches.

    Args:
        expression: any expression.
        simplified: what to do with a branch (in which names stand for what was piecewise).
    """
    order = [n for n in postorder((expression,)) if type(n) is Apply and n.function == "piecewise"]
    if not order:
        return expression, {}
    names: dict[Expression, Expression] = {}
    meanings: dict[Expression, Expression] = {}
    for count, node in enumerate(order, 1):
        parts = []
        for argument in node.arguments:
            part = substitute(argument, names)
            if not (type(part) is Apply and part.function in CONDITIONS):
                part = simplified(part)
            parts.append(substitute(part, meanings))
        names[node] = symbol(f"piecewise {count}")  # no formula can hold a name with a space
        meanings[names[node]] = apply("piecewise", tuple(parts))
    return substitute(expression, names), meanings
