"""Pieces of text that know how tightly they bind, and how long they are before they are spelled.

A printed expression is a DAG of pieces just as the expression is a DAG of nodes: a shared part is
laid out once, and its length is known before a character of the whole is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import Expression

# How tightly a piece binds, loosest first; a bracket is around a piece that binds less than its place asks.
WHERE, OR, AND, COMPARISON, SUM, SIGN, PRODUCT, POWER, POSTFIX, ATOM = range(10)

LONGEST = 10**18
"""Lengths are not counted beyond this, so that they stay small integers."""

_SHORT = 80


class Piece:
    """Text in parts, each a string or another piece.

    Attributes:
        parts: the text, in order.
        length: how many characters it has, at most LONGEST.
        level: how tightly it binds.
        first, last: the first and the last string of the text.
        has_bars: whether a part of it stands between bars.
        node: the expression that the piece spells in full, or None for a name that stands for it.
        arguments: the pieces of the node's arguments.
        closed: another form that may stand before a further factor (`\\sin\\left(x\\right)` for `\\sin x`), or None.
        inline: another form that is one line high (`a/b` for `\\frac{a}{b}`), or None.
    """

    __slots__ = ("arguments", "closed", "first", "has_bars", "inline", "last", "length", "level", "node", "parts")

    def __init__(self, level: int, *parts: str | Piece) -> None:
        self.has_bars = False
        length = 0
        for part in parts:
            if type(part) is str:
                length += len(part)
            else:
                length += part.length  # type: ignore[union-attr]
                if part.has_bars:  # type: ignore[union-attr]
                    self.has_bars = True
        self.length: int = length if length < LONGEST else LONGEST
        # Short text is joined at once: fewer pieces to keep, and to walk through later.
        self.parts = parts if length > _SHORT else (spell(parts),)
        first = self.parts[0]
        self.first: str = first if type(first) is str else first.first  # type: ignore[union-attr]
        last = self.parts[-1]
        self.last: str = last if type(last) is str else last.last  # type: ignore[union-attr]
        self.level = level
        self.node: Expression | None = None
        self.arguments: Sequence[Piece] = ()
        self.closed: Piece | None = None
        self.inline: Piece | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return spell(self.parts)


def spell(parts: Sequence[str | Piece]) -> str:
    """The text of the parts."""
    texts: list[str] = []
    stack: list[str | Piece] = [*reversed(parts)]
    while stack:
        part = stack.pop()
        if type(part) is str:
            texts.append(part)
        else:
            stack.extend(part.parts[::-1])  # type: ignore[union-attr]
    return "".join(texts)
