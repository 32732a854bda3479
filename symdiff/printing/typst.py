"""The mathematics of Typst: a formula as it stands between dollar signs."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import visible
from ..expression import COMPARISONS, Apply, Expression
from .book import BookStyle, printed
from .pieces import AND, ATOM, COMPARISON, OR, POWER, PRODUCT, SIGN, SUM, Piece
from .printer import LIMIT

_SIGNS = {"<": "lt", ">": "gt", "=": "=", "<=": "lt.eq", ">=": "gt.eq", "!=": "eq.not"}
_WORDS = "sin cos tan cot sec csc sinh cosh tanh coth ln log exp min max arcsin arccos arctan sech csch"
_OPERATORS = frozenset(_WORDS.split())
_CALLS = {"abs": "abs", "floor": "floor", "ceil": "ceil"}


class TypstStyle(BookStyle):
    """Typst's markup for mathematics. A name is a letter or a quoted string: nothing else of it is read."""

    open, close = "(", ")"
    minus, round_d, between = "- ", "diff ", " "
    times, dot, between_arguments, comma = " ", " dot.op ", " ", ", "
    conditions_sign = 'quad "where"'
    infixes = {
        "or": (' "or" ', OR, OR, AND),
        "and": (' "and" ', AND, AND, COMPARISON),
        "+": (" + ", SUM, SUM, PRODUCT),
        "-": (" - ", SUM, SUM, PRODUCT),
        "*": (" ", PRODUCT, PRODUCT, POWER),
        "/": (" slash ", PRODUCT, PRODUCT, POWER),
    } | {sign: (f" {_SIGNS[sign]} ", COMPARISON, SUM, SUM) for sign in sorted(COMPARISONS)}

    def word(self, text: str) -> str:
        """One letter is slanted, a word upright and quoted."""
        if text in _OPERATORS or (len(text) == 1 and text.isalpha() and (text.isascii() or "α" <= text <= "ω")):
            return text
        return f"op({quoted(text)})" if len(text) > 1 else quoted(text)

    def text(self, words: str) -> str:
        """Words among formulas."""
        return quoted(words)

    def number_text(self, digits: str) -> str:
        """Digits as a number; empty where they are none."""
        return digits if digits.isascii() and digits.isdigit() else ""

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number from its digits and its power of ten."""
        sign, digits = mantissa[0] == "-", mantissa.removeprefix("-")
        if exponent is not None:
            digits += f" times 10^({exponent})"
        level = SIGN if sign else ATOM if exponent is None else PRODUCT
        return Piece(level, f"- {digits}" if sign else digits)

    def lowered(self, head: str, index: str | Piece) -> Piece:
        """Something with an index below it."""
        return Piece(ATOM, head, "_(", index, ")")

    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""
        return Piece(POWER, base, "^(", exponent, ")")

    def primed(self, name: str, mark: str) -> str:
        """f′, or f with the number of primes above."""
        return f"{name}^({quoted(mark)})" if "(" in mark else name + "'" * len(mark)

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """A fraction."""
        return Piece(POWER, "frac(", self.fit(top, OR), ", ", self.fit(bottom, OR), ")")

    def radical(self, operand: Piece, degree: Piece | None) -> Piece:
        """A root."""
        if degree is None:
            return Piece(ATOM, "sqrt(", operand, ")")
        return Piece(ATOM, "root(", degree, ", ", operand, ")")

    def between_bars(self, function: str, operand: Piece) -> Piece:
        """The absolute value, floor or ceiling of the operand."""
        return Piece(ATOM, f"{_CALLS[function]}(", operand, ")")

    def binomial(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""
        return Piece(ATOM, "binom(", arguments[0], ", ", arguments[1], ")")

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
