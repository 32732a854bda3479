"""Text with the signs of Unicode: x²·sin(x), √x, π, ≤."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import Apply, Number, Symbol
from .names import superscript, unicode_symbol
from .pieces import ATOM, COMPARISON, OR, POSTFIX, POWER, PRODUCT, SIGN, SUM, Piece
from .style import Style

_COMPARISONS = {"<": "<", ">": ">", "=": "=", "<=": "≤", ">=": "≥", "!=": "≠"}


_LARGE = 10**9


class UnicodeStyle(Style):
    """Text for people, with as many of mathematics' own signs as fit in a line."""

    minus = "−"

    infixes = (
        Style.infixes
        | {
            "-": (" − ", SUM, SUM, PRODUCT),
            "*": ("·", PRODUCT, PRODUCT, POWER),
            "^": ("^", POWER, POSTFIX, ATOM),
        }
        | {sign: (f" {written} ", COMPARISON, SUM, SUM) for sign, written in _COMPARISONS.items()}
    )

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.writers |= {"^": self.power, "sqrt": self.radical, "cbrt": self.radical, "abs": self.bars}

    def part_name(self, letter: str, number: int) -> str:
        """The name of a shared part, with its number below the line."""
        return f"{letter}_{number}"

    def symbol(self, name: str) -> Piece:
        """A name with Greek letters and lowered digits."""
        return Piece(ATOM, unicode_symbol(name))

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number with the longer minus sign."""
        piece = super().written_number(mantissa, exponent)
        return Piece(piece.level, piece.first.replace("-", self.minus, 1)) if piece.level == SIGN else piece

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

    def radical(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A root sign before a name or a number, or before brackets."""
        (operand,) = operands
        bare = operand.level == ATOM and isinstance(operand.node, (Number, Symbol))
        return Piece(POWER, "√" if node.function == "sqrt" else "∛", operand if bare else self.bracketed(operand))

    def bars(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """|x|; by name where bars inside bars would be hard to tell apart."""
        (operand,) = operands
        if operand.has_bars:
            return self.applied("abs", operands)
        piece = Piece(ATOM, "|", self.fit(operand, OR), "|")
        piece.has_bars = True
        return piece

    def ellipsis(self, what: str) -> Piece:
        """In place of a part that is left out."""
        return Piece(ATOM, f"… {what} …")


def _plain(node: Number | Symbol) -> str:
    if isinstance(node, Symbol):
        return node.name
    return "" if node.decimal or not -_LARGE < node.value < _LARGE else str(node.value)
