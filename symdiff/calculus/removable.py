"""Conditions that a formula needs on the way to a derivative, and the derivative itself does not.

The derivative of x*abs(x) is abs(x) + x^2/abs(x), which is 2*abs(x) where x != 0. The function and
2*abs(x) are continuous at 0 too, so this is its derivative there as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..expression import ZERO, Apply, E, Expression
from ..primitives import ABS, CBRT
from ..rulebook import Rulebook
from ..tidying import is_total, value_of
from ..traversal import postorder

POLYNOMIAL = frozenset(("+", "-", "*", "neg"))
CONTINUOUS = frozenset((ABS, CBRT))  # where they have no derivative too


def without_removable(
    needs: list[Expression], body: Expression, slope: Expression, rules: Rulebook
) -> list[Expression]:
    """The needs but for those by which a formula of the derivative was not defined, while the derivative exists.

    A condition u != 0 on a polynomial u leaves out a set without interior. If the function is continuous
    and the formula is, everywhere, the formula is the derivative on that set too.

    Args:
        needs: what must hold for the slope.
        body: the function.
        slope: the formula of its derivative where all needs hold.
        rules: the functions, of which it is known which are continuous.

    References:
        M. Spivak, Calculus, 3rd edition 1994, chapter 11, theorem 7: if f is continuous at a and f' has a limit
        there, f'(a) is that limit.
    """
    candidates = {need for need in needs if _leaves_points_out(need)}
    if not candidates or not _is_continuous((body, slope), rules):
        return needs
    return [need for need in needs if need not in candidates]


def _leaves_points_out(need: Expression) -> bool:
    if type(need) is not Apply or need.function != "!=" or need.arguments[1] is not ZERO:
        return False
    nodes = postorder((need.arguments[0],))
    return all(type(node) is not Apply or _is_polynomial(node) for node in nodes)


def _is_polynomial(node: Apply) -> bool:
    if node.function in POLYNOMIAL:
        return True
    number = value_of(node.arguments[1]) if node.function in ("/", "^") else None
    return number is not None and (number != 0 if node.function == "/" else type(number) is int and number > 0)


def _is_continuous(expressions: Iterable[Expression], rules: Rulebook) -> bool:
    """Whether expressions have values everywhere, and change without jumps."""
    for node in postorder(tuple(expressions)):
        if type(node) is not Apply or _is_polynomial(node) or node.function in CONTINUOUS:
            continue
        if node.function == "^":
            if node.arguments[0] is not E:
                return False
            continue
        entry = rules.functions.get((node.function, len(node.arguments)))
        if entry is None or not entry.is_total or entry.conditions or len(entry.derivatives) < len(entry.parameters):
            return False
        if not all(map(is_total, entry.derivatives.values())):
            return False  # what has a derivative everywhere is continuous
    return True
