"""How formulas are written in each medium: whole where they are short enough, with a mark around one place."""

from __future__ import annotations

from ..errors import LimitError
from ..expression import Apply, Expression, apply
from ..printing import to_latex, to_text, to_unicode
from ..printing.mathml import MathmlStyle
from ..printing.printer import printed, printed_whole, style_named
from ..printing.sign_table import BEGIN, END, HIGHLIGHT, LIMIT, PRIME
from ..printing.typst import TypstStyle
from ..traversal import fold

LONGEST_LINE = 4_000
_LONGEST_MARKUP = 20_000

_ABBREVIATED = {"text": to_text, "unicode": to_unicode, "latex": to_latex}
_MARKUP = {"mathml": MathmlStyle, "typst": TypstStyle}


def written(expression: Expression, form: str = "text") -> str:
    """The expression in a form ("text", "unicode", "latex", "mathml" or "typst"); abbreviated where it is long.

    >>> import symdiff
    >>> written(apply(PRIME, (symdiff.parse("u*v"),)))
    "(u*v)'"
    """
    if form in _MARKUP:
        return printed(expression, _MARKUP[form](), _LONGEST_MARKUP)
    try:
        return printed_whole(expression, style_named(form), LONGEST_LINE)
    except LimitError:
        return _ABBREVIATED[form](unmarked(expression), limit=LONGEST_LINE // 4)


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


__all__ = ["BEGIN", "END", "HIGHLIGHT", "LIMIT", "PRIME", "limit_node", "primed", "unmarked", "written"]
