"""Expression -> text, LaTeX and Unicode: counted first, then spelled, so that nothing is printed for hours.

A result is a DAG, and its text can be exponentially longer. Three forms, the first that serves:

1. whole, where that is short, or long only because the expression itself is large;
2. with names for shared parts, `t1 = ...; t2 = ...; result`;
3. abbreviated: the top of the expression and the ends of long sums, with the sizes of what is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import LimitError
from ..expression import Expression
from .abbreviation import Abbreviation, measure
from .formal import checked, label
from .latex import LatexStyle
from .layout import Layout, Nodes
from .pieces import LONGEST, Piece
from .style import Style
from .unicode import UnicodeStyle

LIMIT = 1_000_000
LONGEST_WHOLE = 20_000_000
READABLE = 20_000
PLENTY = 50_000  # nodes that are written of many expressions before large ones are abbreviated

_STYLES: dict[str, type[Style]] = {"text": Style, "latex": LatexStyle, "unicode": UnicodeStyle}
_REPETITION = 4
_SAVINGS = (500, 50, 5)
_WORTH = 1.5
_BUDGETS = (150, 40, 10, 1)
_ABBREVIATED_DIGITS = 60


def to_text(
    expression: Expression, *, conditions: bool = False, limit: int | None = LIMIT, notation: str = "lagrange"
) -> str:
    """The expression as text that `symdiff.parse` reads as the same expression.

    Args:
        expression: what to print.
        conditions: write `value where requirement, ...`, not the value alone.
        limit: the most characters. Text that repeats its parts gets names for them (`t1 = ...; t2 = ...;`)
            when it is longer than 20,000 characters or the limit; what is still too long is abbreviated,
            and says how much is left out. None: all of it, without names.
        notation: "lagrange" (f'(x)), "leibniz" (df/dx), "euler" (D f(x)) or "newton" (a dot above), for
            derivatives of functions that are only names. Lagrange's parses back.

    Raises:
        LimitError: `limit` is None, and the text would be longer than 20,000,000 characters.
        ValueError: there is no such notation.

    >>> import symdiff
    >>> to_text(symdiff.parse("(x-1)(2x+3)^2"))
    '(x - 1)*(2*x + 3)^2'
    """
    return _printed(expression, "text", conditions, limit, notation)


def to_latex(
    expression: Expression, *, conditions: bool = False, limit: int | None = LIMIT, notation: str = "lagrange"
) -> str:
    r"""The expression in LaTeX as a book prints it, for mathematics mode with amsmath.

    Arguments and errors are those of `to_text`.

    >>> import symdiff
    >>> to_latex(symdiff.parse("sin(x)^2/(2 sqrt(x+1))"))
    '\\frac{\\sin^{2} x}{2 \\sqrt{x + 1}}'
    """
    return _printed(expression, "latex", conditions, limit, notation)


def to_unicode(
    expression: Expression, *, conditions: bool = False, limit: int | None = LIMIT, notation: str = "lagrange"
) -> str:
    """The expression with the signs of Unicode.

    Arguments and errors are those of `to_text`.

    >>> import symdiff
    >>> to_unicode(symdiff.parse("pi x^2 sqrt(x)"))
    'π·x²·√x'
    """
    return _printed(expression, "unicode", conditions, limit, notation)


def derivative_label(
    function: str,
    variables: Sequence[str],
    arguments: Sequence[str] = (),
    *,
    notation: str = "lagrange",
    style: str = "text",
) -> str:
    """What the derivative of a function is called in front of an equals sign.

    Args:
        function: the function's name.
        variables: what it is differentiated by, one for each time.
        arguments: what it is a function of, to be written behind it; if none are given, of the variables.
        notation: as for `to_text`.
        style: "text", "latex" or "unicode".

    Raises:
        ValueError: there is no such notation or style, or no variable.

    >>> derivative_label("f", ["x"], ["x"]), derivative_label("y", ["t", "t"], notation="leibniz")
    ("f'(x)", 'd^2y/dt^2')
    >>> print(derivative_label("f", ["x", "y"], ["x", "y"], notation="leibniz", style="latex"))
    \\frac{\\partial^{2} f}{\\partial x \\partial y}
    """
    if not variables:
        raise ValueError("a derivative is by at least one variable")
    names = tuple(arguments) or tuple(dict.fromkeys(variables))
    return label(style_named(style, notation=notation), function, variables, names, applied=bool(arguments)).text


def style_named(name: str, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> Style:
    """The style of that name ("text", "latex" or "unicode")."""
    if name not in _STYLES:
        raise ValueError(f"no style {name!r}: there are {', '.join(_STYLES)}")
    return _STYLES[name](conditions=conditions, notation=checked(notation), whole=whole)


def _printed(expression: Expression, name: str, conditions: bool, limit: int | None, notation: str) -> str:
    style = style_named(name, conditions=conditions, notation=notation, whole=limit is None)
    return printed_whole(expression, style, LONGEST_WHOLE) if limit is None else printed(expression, style, limit)


def printed(expression: Expression, style: Style, limit: int) -> str:
    """The expression in a style; where it would be longer than the limit, with names for its parts, or abbreviated."""
    nodes = Nodes(expression, conditions=style.conditions)
    return _within(limit, nodes, Layout(nodes, style, most=limit), style).text


def printed_whole(expression: Expression, style: Style, limit: int) -> str:
    """The expression in a style.

    Raises:
        LimitError: it would be longer than the limit.
    """
    text = Layout(Nodes(expression, conditions=style.conditions), style, most=limit).text
    if text.length > limit:
        raise LimitError(f"the text would be longer than {limit:,} characters; give a limit")
    return text.text


def _within(limit: int, nodes: Nodes, whole: Layout, style: Style) -> Piece:
    """The whole, or the whole with names, or an abbreviation."""
    text = whole.text
    if text.length <= min(limit, READABLE) or (text.length <= limit and text.length <= _REPETITION * whole.once):
        return text
    # With names every node is written about once, and the names take as much again.
    named = _with_names(nodes, style) if 2 * whole.once <= limit else text
    return named if named.length <= limit else _abbreviated(limit, nodes, style)


def _with_names(nodes: Nodes, style: Style) -> Piece:
    """The text with few names, unless more make it much shorter."""
    savings = _SAVINGS if len(nodes.order) <= READABLE else _SAVINGS[-1:]
    texts = [Layout(nodes, style, least_saving=least_saving).text for least_saving in savings]
    shortest = min(text.length for text in texts)
    return next(text for text in texts if text.length <= _WORTH * shortest)


class Texts:
    """Texts of many expressions that share their parts: beyond an amount of text, of large ones the top alone.

    So the work grows with the number of the expressions, and not with their sizes too.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._left = PLENTY
        self._sizes: dict[Expression, int] = {}
        self._known: dict[Expression, str] = {}

    def text(self, expression: Expression) -> str:
        """The text of one of them, with its conditions."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._written(expression)
        return found

    def _written(self, expression: Expression) -> str:
        nodes = Nodes(expression, conditions=True)
        size = measure(nodes, self._sizes)
        style = style_named("text", conditions=True)
        if size > _BUDGETS[1] and size > self._left:
            return _abbreviated(self._limit, nodes, style, self._sizes, _BUDGETS[1:]).text
        self._left -= size
        return printed(expression, style, self._limit)


def _abbreviated(
    limit: int,
    nodes: Nodes,
    style: Style,
    sizes: dict[Expression, int] | None = None,
    budgets: Sequence[int] = _BUDGETS,
) -> Piece:
    style.most_digits = _ABBREVIATED_DIGITS
    abbreviation = Abbreviation(nodes, sizes)
    for budget in budgets:
        top = Nodes(abbreviation.top(budget), conditions=nodes.conditions)
        text = Layout(top, style, most=LONGEST).text
        if text.length <= min(limit, READABLE):
            return text
    return style.piece(abbreviation.missing(nodes.root), [])
