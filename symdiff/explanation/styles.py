"""How the lines of a derivation are written: with a mark around one place, limits, and u' for d(u)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..expression import Apply, Expression, Symbol, apply
from ..printing import to_latex, to_text, to_unicode
from ..printing.latex import LatexStyle
from ..printing.layout import Layout, Nodes
from ..printing.names import latex_symbol
from ..printing.pieces import ATOM, SIGN, SUM, Piece, spell
from ..printing.style import Style
from ..printing.unicode import UnicodeStyle
from .places import Place, at, put

HIGHLIGHT, LIMIT, PRIME = "highlight", "limit", "prime"
BEGIN, END = "\x02", "\x03"
"""What stands around the marked place in text."""

LONGEST_LINE = 4_000


class _Marks(Style):
    begin, end = BEGIN, END

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.writers |= {HIGHLIGHT: self.highlight, LIMIT: self.limit, PRIME: self.prime}

    def highlight(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """The marked place; it binds as it would without the mark."""
        return Piece(operands[0].level, self.begin, operands[0], self.end)

    def prime(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """(...)'."""
        return Piece(ATOM, self.bracketed(operands[0]), "'")

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """lim h->0 (...)."""
        body, variable, goal = operands
        return Piece(SIGN, "lim ", variable, "->", goal, " ", self.bracketed(body))


class MarkedText(_Marks, Style):
    """Text."""


class MarkedUnicode(_Marks, UnicodeStyle):
    """Unicode."""

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """lim h→0 (...)."""
        body, variable, goal = operands
        return Piece(SIGN, "lim ", variable, "→", goal, " ", self.bracketed(body))


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


_STYLES = {"text": (MarkedText, to_text), "unicode": (MarkedUnicode, to_unicode), "latex": (MarkedLatex, to_latex)}


def written(expression: Expression, form: str = "text") -> str:
    """The expression in a form; abbreviated where it is long.

    >>> import symdiff
    >>> written(marked(symdiff.parse("x^2 + 2x"), (1,))).replace(BEGIN, "[").replace(END, "]")
    'x^2 + [2*x]'
    """
    style, plainly = _STYLES[form]
    text = Layout(Nodes(expression, conditions=False), style(), most=LONGEST_LINE).text
    return spell((text,)) if text.length <= LONGEST_LINE else plainly(unmarked(expression), limit=LONGEST_LINE // 4)


def marked(root: Expression, place: Place) -> Expression:
    """The expression with a mark around what stands at a place."""
    return put(root, place, apply(HIGHLIGHT, (at(root, place),)))


def unmarked(root: Expression) -> Expression:
    """The expression without its mark."""
    from ..traversal import fold

    def without(node: Apply, parts: list[Expression]) -> Expression:
        return parts[0] if node.function == HIGHLIGHT else apply(node.function, tuple(parts))

    return fold((root,), lambda leaf: leaf, without)[root]


def limit_node(body: Expression, variable: Symbol, goal: Expression) -> Apply:
    """The limit of an expression."""
    return apply(LIMIT, (body, variable, goal))
