"""MathML for pages: what browsers set by themselves, with nothing else loaded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..errors import visible
from ..expression import COMPARISONS, Apply, Expression
from .book import BookStyle, printed
from .pieces import AND, ATOM, COMPARISON, OR, POWER, PRODUCT, SIGN, SUM, Piece, spell
from .printer import LIMIT

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_SIGNS = {"<": "&lt;", ">": "&gt;", "=": "=", "<=": "≤", ">=": "≥", "!=": "≠"}
_BARS = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
_TALL = ("<mfrac", "<mtable", "<mroot", "<msqrt")
_LONG = 2000
_APPLY, _TIMES = "<mo>&#x2061;</mo>", "<mo>&#x2062;</mo>"


def _mark(sign: str) -> str:
    return f"<mo>{sign}</mo>"


class MathmlStyle(BookStyle):
    """Presentation MathML, without the element around it."""

    open, close = "<mrow><mo", "<mo>)</mo></mrow>"
    minus, round_d, between = "<mo>−</mo>", "<mi>∂</mi>", ""
    times, dot, between_arguments, comma = _TIMES, "<mo>⋅</mo>", _APPLY, "<mo>,</mo>"
    gap = '<mspace width="0.17em"></mspace>'
    conditions_sign = "<mtext>&#xa0;where&#xa0;</mtext>"
    infixes = {
        "or": ("<mtext>&#xa0;or&#xa0;</mtext>", OR, OR, AND),
        "and": ("<mtext>&#xa0;and&#xa0;</mtext>", AND, AND, COMPARISON),
        "+": (_mark("+"), SUM, SUM, PRODUCT),
        "-": (_mark("−"), SUM, SUM, PRODUCT),
        "*": (_TIMES, PRODUCT, PRODUCT, POWER),
        "/": ('<mo lspace="0" rspace="0">/</mo>', PRODUCT, PRODUCT, POWER),
    } | {sign: (_mark(_SIGNS[sign]), COMPARISON, SUM, SUM) for sign in sorted(COMPARISONS)}

    def group(self, parts: Sequence[str | Piece]) -> list[str | Piece]:
        """The parts in brackets, which grow with what is tall: some fonts set grown ones far apart."""
        grows = "" if _is_tall(parts) else ' stretchy="false"'
        return [f"<mrow><mo{grows}>(</mo>", *parts, f"<mo{grows}>)</mo></mrow>"]

    def word(self, text: str) -> str:
        """One letter is slanted by the browser, a word upright."""
        return f"<mi>{_escaped(text)}</mi>"

    def text(self, words: str) -> str:
        """Words among formulas."""
        return f"<mtext>{_escaped(words)}</mtext>"

    def number_text(self, digits: str) -> str:
        """Digits as a number; empty where they are none."""
        return f"<mn>{digits}</mn>" if digits.isascii() and digits.isdigit() else ""

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number from its digits and its power of ten."""
        sign, digits = mantissa[0] == "-", f"<mn>{mantissa.removeprefix('-')}</mn>"
        if exponent is not None:
            power = f"<mn>{exponent}</mn>".replace("<mn>-", f"{self.minus}<mn>")
            digits += f"<mo>×</mo><msup><mn>10</mn><mrow>{power}</mrow></msup>"
        level = SIGN if sign else ATOM if exponent is None else PRODUCT
        return Piece(level, self.minus + digits if sign else digits)

    def lowered(self, head: str, index: str | Piece) -> Piece:
        """Something with an index below it."""
        return Piece(ATOM, "<msub><mrow>", head, "</mrow><mrow>", index, "</mrow></msub>")

    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""
        return Piece(POWER, "<msup><mrow>", base, "</mrow><mrow>", exponent, "</mrow></msup>")

    def primed(self, name: str, mark: str) -> str:
        """f′, or f with the number of primes above."""
        return f"<msup>{name}<mo>{mark}</mo></msup>"

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """A fraction."""
        return Piece(
            POWER, "<mfrac><mrow>", self.fit(top, OR), "</mrow><mrow>", self.fit(bottom, OR), "</mrow></mfrac>"
        )

    def radical(self, operand: Piece, degree: Piece | None) -> Piece:
        """A root."""
        if degree is None:
            return Piece(ATOM, "<msqrt>", operand, "</msqrt>")
        return Piece(ATOM, "<mroot><mrow>", operand, "</mrow><mrow>", degree, "</mrow></mroot>")

    def between_bars(self, function: str, operand: Piece) -> Piece:
        """The absolute value, floor or ceiling of the operand."""
        left, right = _BARS[function]
        fence = "<mo fence='true' form='{}'>{}</mo>"
        return Piece(ATOM, "<mrow>", fence.format("prefix", left), operand, fence.format("postfix", right), "</mrow>")

    def binomial(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""
        over = Piece(
            ATOM, "<mfrac linethickness='0'><mrow>", *arguments[:1], "</mrow><mrow>", *arguments[1:], "</mrow></mfrac>"
        )
        return self.bracketed(over)

    def factorial(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """n!"""
        return Piece(POWER, self.fit(operands[0], ATOM), "<mo>!</mo>")

    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition."""
        parts: list[str | Piece] = ["<mrow><mo fence='true' form='prefix'>{</mo><mtable>"]
        for value, condition in rows:
            parts += ("<mtr><mtd>", value, "</mtd><mtd>")
            parts += (self.text("if "), condition) if condition is not None else (self.text("otherwise"),)
            parts.append("</mtd></mtr>")
        return Piece(OR, *parts, "</mtable></mrow>")


def _is_tall(parts: Sequence[str | Piece]) -> bool:
    if sum(len(part) if isinstance(part, str) else part.length for part in parts) > _LONG:
        return True
    text = spell(parts)
    return any(mark in text for mark in _TALL)


def _escaped(text: str) -> str:
    return escape(visible(text), quote=True)


def to_mathml(expression: Expression, *, display: bool = False, prefix: bool = True, limit: int = LIMIT) -> str:
    """The expression as a MathML element.

    Args:
        expression: what to print.
        display: as a formula of its own, not within a line.
        prefix: name the namespace; pages of HTML need no name.
        limit: as for `to_text`.

    >>> import symdiff
    >>> to_mathml(symdiff.parse("x^2"), prefix=False)
    '<math><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup></math>'
    """
    namespace = f' xmlns="{NAMESPACE}"' if prefix else ""
    block = ' display="block"' if display else ""
    return f"<math{namespace}{block}>{printed(expression, MathmlStyle(), limit)}</math>"
