"""How the lines of a derivation are written: whole, with a mark around one place; abbreviated where they are long."""

from __future__ import annotations

from ..errors import LimitError
from ..expression import Apply, Expression, Symbol, apply
from ..printing import to_latex, to_text, to_unicode
from ..printing.printer import printed_whole, style_named
from ..printing.signs import BEGIN, END, HIGHLIGHT, LIMIT, PRIME
from ..traversal import fold
from .places import Place, at, put

LONGEST_LINE = 4_000

_ABBREVIATED = {"text": to_text, "unicode": to_unicode, "latex": to_latex}


def written(expression: Expression, form: str = "text") -> str:
    """The expression in a form; abbreviated where it is long.

    >>> import symdiff
    >>> written(marked(symdiff.parse("x^2 + 2x"), (1,))).replace(BEGIN, "[").replace(END, "]")
    'x^2 + [2*x]'
    """
    try:
        return printed_whole(expression, style_named(form), LONGEST_LINE)
    except LimitError:
        return _ABBREVIATED[form](unmarked(expression), limit=LONGEST_LINE // 4)


def marked(root: Expression, place: Place) -> Expression:
    """The expression with a mark around what stands at a place."""
    return put(root, place, apply(HIGHLIGHT, (at(root, place),)))


def unmarked(root: Expression) -> Expression:
    """The expression without its mark."""

    def without(node: Apply, parts: list[Expression]) -> Expression:
        return parts[0] if node.function == HIGHLIGHT else apply(node.function, tuple(parts))

    return fold((root,), lambda leaf: leaf, without)[root]


def limit_node(body: Expression, variable: Symbol, goal: Expression) -> Apply:
    """The limit of an expression."""
    return apply(LIMIT, (body, variable, goal))


__all__ = ["BEGIN", "END", "HIGHLIGHT", "LIMIT", "PRIME", "limit_node", "marked", "unmarked", "written"]
