"""Text with the signs of Unicode: x²·sin(x), √x, π, ≤."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import Apply, Number, Symbol
from ..rulefiles.lines import FunctionLine
from ..rulefiles.written import FENCE, ROOT, WrittenForm
from .pieces import ATOM, OR, POSTFIX, POWER, SIGN, Piece
from .sign_table import BINDINGS, RADICALS, Binding, column
from .style import Style
from .symbols import superscript, unicode_symbol

_LARGE = 10**9


class UnicodeStyle(Style):
    """Text for people, with as many of mathematics' own signs as fit in a line."""

    signs = column("unicode")
    bindings = BINDINGS | {"^": Binding(POWER, POSTFIX, ATOM)}

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.writers["^"] = self.power

    def part_name(self, letter: str, number: int) -> str:
        """The name of a shared part, with its number below the line."""
        return f"{letter}_{number}"

    def symbol(self, name: str) -> Piece:
        """A name with Greek letters and lowered digits."""
        return Piece(ATOM, unicode_symbol(name))

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number with the longer minus sign."""
        piece = super().written_number(mantissa, exponent)
        return Piece(piece.level, piece.first.replace("-", self.signs["neg"], 1)) if piece.level == SIGN else piece

    def raised(self, exponent: str) -> str:
        """An exponent in raised characters."""
        return superscript(exponent) or ""

    def power(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A raised exponent if there are characters for it."""
        exponent = operands[1].node
        above = superscript(_plain(exponent)) if isinstance(exponent, (Number, Symbol)) else None
        if above is None:
            return self.infix("^", operands)
        return Piece(POWER, self.fit(operands[0], POSTFIX), above)

    def formed(self, line: FunctionLine, form: WrittenForm, arguments: Sequence[Piece]) -> Piece | None:
        """A function with a sign of its own; by name where bars inside bars would be hard to tell apart."""
        if form.kind == ROOT and form.below in RADICALS:
            return self.radical(RADICALS[form.below], arguments[0])
        if form.kind == FENCE and form.name == "|" and not arguments[0].has_bars:
            return self.bars(arguments[0])
        return super().formed(line, form, arguments)

    def radical(self, sign: str, operand: Piece) -> Piece:
        """A root sign before a name or a number, or before brackets."""
        bare = operand.level == ATOM and isinstance(operand.node, (Number, Symbol))
        return Piece(POWER, sign, operand if bare else self.bracketed(operand))

    def bars(self, operand: Piece) -> Piece:
        """|x|."""
        piece = Piece(ATOM, "|", self.fit(operand, OR), "|")
        piece.has_bars = True
        return piece


def _plain(node: Number | Symbol) -> str:
    if isinstance(node, Symbol):
        return node.name
    return "" if node.decimal or not -_LARGE < node.value < _LARGE else str(node.value)
