"""MathML for pages: what browsers set by themselves, with nothing else loaded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..errors import visible
from ..expression import Expression
from ..rulefiles.written import WrittenForm
from .book import BookStyle
from .pieces import ATOM, OR, POWER, PRODUCT, SIGN, Piece, spell
from .printer import LIMIT, printed
from .sign_table import BARS, column

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_TALL = ("<mfrac", "<mtable", "<mroot", "<msqrt")
_LONG = 2000


class MathmlStyle(BookStyle):
    """Presentation MathML, without the element around it."""

    signs = column("mathml")
    opening = "<mrow><mo"
    gap = '<mspace width="0.17em"></mspace>'
    space = signs["apply"]
    widest_inline = 400

    def group(self, parts: Sequence[str | Piece]) -> list[str | Piece]:
        """The parts in brackets, which grow with what is tall: some fonts set grown ones far apart."""
        grows = "" if _is_tall(parts) else ' stretchy="false"'
        return [f"<mrow><mo{grows}>(</mo>", *parts, f"<mo{grows}>)</mo></mrow>"]

    def word(self, text: str) -> str:
        """One letter is slanted by the browser, a word upright."""
        return f"<mi>{escape(visible(text), quote=True)}</mi>"

    def number_text(self, digits: str) -> str:
        """Digits as a number; empty where they are none."""
        number = super().number_text(digits)
        return number and f"<mn>{number}</mn>"

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number from its digits and its power of ten."""
        sign, digits = mantissa[0] == "-", f"<mn>{mantissa.removeprefix('-')}</mn>"
        if exponent is not None:
            power = f"<mn>{exponent}</mn>".replace("<mn>-", f"{self.signs['neg']}<mn>")
            digits += f"<mo>×</mo><msup><mn>10</mn><mrow>{power}</mrow></msup>"
        level = SIGN if sign else ATOM if exponent is None else PRODUCT
        return Piece(level, self.signs["neg"] + digits if sign else digits)

    def lowered(self, head: str | Piece, index: str | Piece) -> Piece:
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

    def root(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A root."""
        degree = self.degree(form, arguments)
        if degree is None:
            return Piece(ATOM, "<msqrt>", arguments[0], "</msqrt>")
        return Piece(ATOM, "<mroot><mrow>", arguments[0], "</mrow><mrow>", degree, "</mrow></mroot>")

    def fence(self, form: WrittenForm, operand: Piece) -> Piece:
        """The operand between bars."""
        left, right = BARS[form.name]
        fence = "<mo fence='true' form='{}'>{}</mo>"
        return Piece(ATOM, "<mrow>", fence.format("prefix", left), operand, fence.format("postfix", right), "</mrow>")

    def choice(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""
        top, bottom = arguments
        over = ("<mfrac linethickness='0'><mrow>", top, "</mrow><mrow>", bottom, "</mrow></mfrac>")
        return self.bracketed(Piece(ATOM, *over))

    def limit_sign(self, variable: Piece, goal: Piece) -> Piece:
        """lim, with what tends where below it."""
        below = (variable, self.signs["->"], goal)
        return Piece(SIGN, "<munder><mo>lim</mo><mrow>", *below, "</mrow></munder>", self.signs["apply"])

    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition."""
        parts: list[str | Piece] = ["<mrow><mo fence='true' form='prefix'>{</mo><mtable>"]
        for value, condition in rows:
            parts += ("<mtr><mtd>", value, "</mtd><mtd>")
            parts += ("<mtext>if&#xa0;</mtext>", condition) if condition is not None else ("<mtext>otherwise</mtext>",)
            parts.append("</mtd></mtr>")
        return Piece(OR, *parts, "</mtable></mrow>")


def _is_tall(parts: Sequence[str | Piece]) -> bool:
    if sum(len(part) if isinstance(part, str) else part.length for part in parts) > _LONG:
        return True
    text = spell(parts)
    return any(mark in text for mark in _TALL)


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
