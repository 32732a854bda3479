"""The joints of a piecewise: there it has a derivative only where both sides agree, in value and in slope."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..expression import COMPARISONS, ZERO, Apply, Expression, Symbol, apply
from ..rulebook.rules import branch_places
from ..tidying import remembering, tidy, value_of
from ..traversal import free_symbols, postorder, substitute

ORDERED = ("<", "<=", ">", ">=")


def joints(node: Apply, slopes: Sequence[Expression], variable: Symbol) -> list[Expression]:
    """The joints that the derivative leaves out, each as a condition such as x != 0.

    Args:
        node: the piecewise.
        slopes: the derivatives of its arguments.
        variable: by which it is differentiated.
    """
    values = branch_places(node)
    left_out: list[Expression] = []
    for place, condition in enumerate(node.arguments):
        if place not in values:
            for comparison in comparisons(condition):
                if variable in free_symbols(comparison) and not _joins_smoothly(node, slopes, place, variable):
                    left_out.append(apply("!=", comparison.arguments))
    return left_out


def comparisons(condition: Expression) -> list[Apply]:
    """The comparisons that a condition is made of."""
    return [n for n in postorder((condition,)) if type(n) is Apply and n.function in COMPARISONS]


def _joins_smoothly(node: Apply, slopes: Sequence[Expression], place: int, variable: Symbol) -> bool:
    """Whether the branch of a condition such as x < a and the next one agree at x = a."""
    condition = node.arguments[place]
    if not isinstance(condition, Apply) or condition.function not in ORDERED or place + 2 >= len(slopes):
        return False
    joint = _joint(condition, variable)
    if joint is None or not _decided(node, place, variable, joint):
        return False
    following = place + 2 if place + 2 == len(slopes) - 1 else place + 3
    at: dict[Expression, Expression] = {variable: joint}
    gaps = [apply("-", (side[place + 1], side[following])) for side in (node.arguments, slopes)]
    return all(remembering(partial(tidy, substitute(gap, at))) == (ZERO, []) for gap in gaps)


def _joint(condition: Apply, variable: Symbol) -> Expression | None:
    """The number a of x < a or a > x."""
    for one, other in (condition.arguments, condition.arguments[::-1]):
        if one is variable and value_of(other) is not None:
            return other
    return None


def _decided(node: Apply, place: int, variable: Symbol, joint: Expression) -> bool:
    """Whether near the joint no earlier condition holds, and the next one does."""
    for other in range(0, len(node.arguments) - 1, 2):
        if other < place or other == place + 2:
            condition = node.arguments[other]
            bound = _joint(condition, variable) if isinstance(condition, Apply) else None
            if bound is None or condition.function not in ORDERED:  # type: ignore[attr-defined]
                return False
            gap = value_of(tidy(apply("-", (joint, bound))))
            assert gap is not None
            below = (condition.arguments[0] is variable) == (condition.function in ("<", "<="))  # type: ignore[attr-defined]
            holds = gap < 0 if below else gap > 0
            if gap == 0 or holds != (other > place):
                return False
    return True
