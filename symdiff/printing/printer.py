"""Expression -> text: counted first, then spelled, so that nothing is ever printed for hours."""

from __future__ import annotations

from ..errors import LimitError
from ..expression import Apply, Expression
from ..traversal import postorder
from .pieces import Piece, spell
from .style import Style

LONGEST_WHOLE = 10_000_000


def to_text(expression: Expression, *, conditions: bool = False, limit: int | None = 20_000, notation: str = "lagrange") -> str:
    """Text that parses back to the same expression."""
    style = Style(conditions=conditions, notation=notation, whole=limit is None)
    values: dict[Expression, Piece] = {}
    for node in postorder((expression,)):
        values[node] = style.piece(node, [values[a] for a in node.arguments] if type(node) is Apply else ())
    root = values[expression]
    if root.length > LONGEST_WHOLE:
        raise LimitError(f"the text would be {root.length:,} characters long")
    return spell((root,))
