"""How a node presents itself to the rules: its operands, and which of them vary."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import Apply, Expression, apply
from ..tidying import MOST_FACTORS, factors, length

FLATTENED = frozenset(("*", "min", "max"))


def operands(node: Apply) -> Sequence[Expression]:
    """What a rule sees as the arguments: all factors of a product that is not too long, else the arguments."""
    if node.function == "*":
        return factors(node) if 2 < length(node) <= MOST_FACTORS else node.arguments
    if node.function in ("min", "max") and len(node.arguments) > 2:
        return apply(node.function, node.arguments[:-1]), node.arguments[-1]
    return node.arguments


def mask_of(slopes: Sequence[Expression | None]) -> int:
    """Which of the operands depend on the variable, a bit each."""
    if len(slopes) == 1:
        return 0 if slopes[0] is None else 1
    if len(slopes) == 2:
        return (slopes[0] is not None) + 2 * (slopes[1] is not None)
    mask, bit = 0, 1
    for slope in slopes:
        if slope is not None:
            mask |= bit
        bit <<= 1
    return mask
