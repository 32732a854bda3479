"""How formulas are written in each medium: with a mark around one place, limits, and (...)' for a bracketed pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..expression import Apply, Expression, apply
from ..printing import to_latex, to_text, to_unicode
from ..printing.book import printed
from ..printing.latex import LatexStyle
from ..printing.layout import Layout, Nodes
from ..printing.mathml import MathmlStyle
from ..printing.names import latex_symbol
from ..printing.pieces import ATOM, POSTFIX, SIGN, SUM, Piece, spell
from ..printing.style import Style
from ..printing.typst import TypstStyle
from ..printing.unicode import UnicodeStyle
from ..traversal import fold

HIGHLIGHT, LIMIT, PRIME = "highlight", "limit", "prime"
BEGIN, END = "\x02", "\x03"
"""What stands around the marked place in text."""

LONGEST_LINE = 4_000
_LONGEST_MARKUP = 20_000


class _Marks(Style):
    begin, end = BEGIN, END
    arrow = "->"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.writers |= {HIGHLIGHT: self.highlight, LIMIT: self.limit, PRIME: self.prime}

    def highlight(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """The marked place; it binds as it would without the mark."""
        return Piece(operands[0].level, self.begin, operands[0], self.end)

    def prime(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """(...)'; a letter alone needs no brackets."""
        return Piece(ATOM, operands[0] if self.is_letter(node) else self.bracketed(operands[0]), "'")

    def is_letter(self, node: Apply) -> bool:
        """Whether what is primed is a name."""
        return not isinstance(node.arguments[0], Apply)

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """lim h->0 (...)."""
        body, variable, goal = operands
        return Piece(SIGN, "lim ", variable, self.arrow, goal, " ", self.bracketed(body))


class MarkedText(_Marks, Style):
    """Text."""


class MarkedUnicode(_Marks, UnicodeStyle):
    """Unicode."""

    arrow = "→"


class MarkedLatex(_Marks, LatexStyle):
    """LaTeX; the marked place is in colour."""

    begin, end = r"{\color{stepcolor}", "}"

    def symbol(self, name: str) -> Piece:
        """A letter with a prime keeps its shape."""
        if name.endswith("'"):
            return Piece(ATOM, latex_symbol(name[:-1]) + "'")
        return super().symbol(name)

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A limit with its variable below."""
        body, variable, goal = operands
        return Piece(SIGN, r"\lim_{", variable, r" \to ", goal, "} ", self.fit(body, SUM + 1))


class MarkedMathml(_Marks, MathmlStyle):
    """MathML; the marked place has the class `here`."""

    begin, end = '<mrow class="here">', "</mrow>"

    def symbol(self, name: str) -> Piece:
        """A letter with a prime keeps its shape."""
        if name.endswith("'") and name.strip("'"):
            return Piece(POSTFIX, "<msup>", super().symbol(name[:-1]), "<mo>′</mo></msup>")
        return super().symbol(name)

    def prime(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """(...)′."""
        base = operands[0] if self.is_letter(node) else self.bracketed(operands[0])
        return Piece(ATOM, "<msup>", base, "<mo>′</mo></msup>")

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A limit with its variable below."""
        body, variable, goal = operands
        below = Piece(ATOM, "<mrow>", variable, "<mo>→</mo>", goal, "</mrow>")
        return Piece(SIGN, "<munder><mo>lim</mo>", below, "</munder><mo>&#x2061;</mo>", self.fit(body, SUM + 1))


class MarkedTypst(_Marks, TypstStyle):
    """Typst; the marked place is in colour."""

    begin, end = 'text(fill: #rgb("#b3261e"), ', ")"

    def symbol(self, name: str) -> Piece:
        """A letter with a prime keeps its shape."""
        if name.endswith("'") and name.strip("'"):
            return Piece(POSTFIX, super().symbol(name[:-1]), "'")
        return super().symbol(name)

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A limit with its variable below."""
        body, variable, goal = operands
        return Piece(SIGN, "lim_(", variable, " arrow ", goal, ") ", self.fit(body, SUM + 1))


_LINES = {"text": (MarkedText, to_text), "unicode": (MarkedUnicode, to_unicode), "latex": (MarkedLatex, to_latex)}
_MARKUP = {"mathml": MarkedMathml, "typst": MarkedTypst}


def written(expression: Expression, form: str = "text") -> str:
    """The expression in a form ("text", "unicode", "latex", "mathml" or "typst"); abbreviated where it is long.

    >>> import symdiff
    >>> written(apply(PRIME, (symdiff.parse("u*v"),)))
    "(u*v)'"
    """
    if form in _MARKUP:
        return printed(expression, _MARKUP[form](), _LONGEST_MARKUP)
    style, plainly = _LINES[form]
    text = Layout(Nodes(expression, conditions=False), style(), most=LONGEST_LINE).text
    return spell((text,)) if text.length <= LONGEST_LINE else plainly(unmarked(expression), limit=LONGEST_LINE // 4)


def unmarked(root: Expression) -> Expression:
    """The expression without its mark."""

    def without(node: Apply, parts: list[Expression]) -> Expression:
        return parts[0] if node.function == HIGHLIGHT else apply(node.function, tuple(parts))

    return fold((root,), lambda leaf: leaf, without)[root]


def limit_node(body: Expression, variable: Expression, goal: Expression) -> Apply:
    """The limit of an expression."""
    return apply(LIMIT, (body, variable, goal))


def primed(pattern: Expression) -> Apply:
    """The pattern with a prime: its derivative, to be found by a rule."""
    return apply(PRIME, (pattern,))
