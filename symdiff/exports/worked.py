"""The way to an answer, line by line: the rows of the derivation, as pieces that any format can set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..expression import Expression, apply
from ..practice.items import Item
from ..practice.sentences import Piece
from .sheets import Prose, prose

_MARK = re.compile("\x00([0-9]+)\x00")


@dataclass(frozen=True)
class Line:
    """One line of a solution.

    Attributes:
        words: what is done.
        formula: what it gives, or None where the words say it.
        level: how deep it stands among the steps, 1 at the top.
    """

    words: Prose
    formula: Expression | None
    level: int = 1


def solution(item: Item, language: str) -> list[Line]:
    """How the answer is found: the steps of the derivative, and what else the item has to say."""
    return [*_steps(item, language), *[Line(prose((s,), language), None) for s in item.solution]]


def _steps(item: Item, language: str) -> list[Line]:
    from ..explanation.catalogue import Catalogue
    from ..explanation.rows import shown
    from ..explanation.wording import title, words

    formulas: list[Expression] = []

    def mark(formula: Expression) -> str:
        formulas.append(formula)
        return f"\x00{len(formulas) - 1}\x00"

    say = Catalogue(language, show=mark)
    lines = []
    for row in shown(item.derivation, "textbook").rows:
        said = ", ".join(title(move, say) for move in row.moves) if row.moves else words(row.step, say)
        lines.append(Line(_pieces(said, formulas), apply("=", (row.before, row.after)), row.level))
    return lines


def _pieces(text: str, formulas: list[Expression]) -> list[Piece]:
    """The text with the formulas back in the places of their marks."""
    parts: list[Piece] = []
    for place, part in enumerate(_MARK.split(text)):
        if place % 2:
            parts.append(formulas[int(part)])
        elif part:
            parts.append(part)
    return parts
