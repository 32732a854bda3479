"""The mathematics of Typst: a formula as it stands between dollar signs."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import visible
from ..expression import Expression
from ..rulefiles.written import WrittenForm
from .book import BookStyle
from .pieces import ATOM, OR, POWER, PRODUCT, SIGN, Piece
from .printer import LIMIT, printed
from .sign_table import BARS, column


class TypstStyle(BookStyle):
    """Typst's markup for mathematics. A name is a letter or a quoted string: nothing else of it is read."""

    signs = column("typst")

    def word(self, text: str) -> str:
        """One letter is slanted, a word upright and quoted."""
        if len(text) == 1 and text.isalpha() and (text.isascii() or "Α" <= text <= "ω"):
            return text
        return f"op({quoted(text)})" if len(text) > 1 else quoted(text)

    def name(self, form: WrittenForm) -> str:
        """What is an operator of LaTeX is one of Typst, by the same name."""
        known = form.is_command and form.name.isascii()
        return form.name + "'" * form.primes if known else super().name(form)

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number from its digits and its power of ten."""
        sign, digits = mantissa[0] == "-", mantissa.removeprefix("-")
        if exponent is not None:
            digits += f" times 10^({exponent})"
        level = SIGN if sign else ATOM if exponent is None else PRODUCT
        return Piece(level, f"- {digits}" if sign else digits)

    def lowered(self, head: str | Piece, index: str | Piece) -> Piece:
        """Something with an index below it."""
        return Piece(ATOM, head, "_(", index, ")")

    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""
        return Piece(POWER, base, "^(", exponent, ")")

    def primed(self, name: str, mark: str) -> str:
        """f′, or f with the number of primes above."""
        if "(" in mark:
            return f"{name}^({quoted(mark)})"
        # A prime behind an index would belong to the index.
        return f"{name}^({' '.join(['prime'] * len(mark))})" if "_(" in name else name + "'" * len(mark)

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """A fraction."""
        return Piece(POWER, "frac(", self.fit(top, OR), ", ", self.fit(bottom, OR), ")")

    def root(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A root."""
        degree = self.degree(form, arguments)
        if degree is None:
            return Piece(ATOM, "sqrt(", arguments[0], ")")
        return Piece(ATOM, "root(", degree, ", ", arguments[0], ")")

    def fence(self, form: WrittenForm, operand: Piece) -> Piece:
        """The operand between bars."""
        left, right = BARS[form.name]
        return Piece(ATOM, f"lr({left}", operand, f"{right})")

    def choice(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""
        top, bottom = arguments
        return Piece(ATOM, "binom(", top, ", ", bottom, ")")

    def limit_sign(self, variable: Piece, goal: Piece) -> Piece:
        """lim, with what tends where below it."""
        return Piece(SIGN, "lim_(", variable, self.signs["->"], goal, ") ")

    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition."""
        parts: list[str | Piece] = ["cases("]
        for place, (value, condition) in enumerate(rows):
            parts += (", " if place else "", value, " & ")
            parts += ('"if " ', condition) if condition is not None else ('"otherwise"',)
        return Piece(OR, *parts, ")")


def quoted(text: str) -> str:
    r"""The text as a string of Typst, in which nothing is a command.

    >>> quoted('#say "hi"')
    '"#say \\"hi\\""'
    """
    safe = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def to_typst(expression: Expression, *, limit: int = LIMIT) -> str:
    """The expression in Typst's mathematics.

    Args:
        expression: what to print.
        limit: as for `to_text`.

    >>> import symdiff
    >>> to_typst(symdiff.parse("sin(x)^2/(2 sqrt(x+1))"))
    'frac(sin^(2) x, 2 sqrt(x + 1))'
    """
    return printed(expression, TypstStyle(), limit)
