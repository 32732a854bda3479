"""How an answer is shown: formulas with what they assume, values, left-hand sides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..expression import CONDITIONS, Apply, Expression, Number, Symbol, rational
from ..rulefiles.lines import line_for
from ..traversal import postorder

if TYPE_CHECKING:
    from ..rulebook.requirements import Requirement

_SIGNS = CONDITIONS | {"+", "-", "*", "/", "^", "neg", "piecewise", "where"}
FORMATS = ("text", "unicode", "latex")
NOTATIONS = ("leibniz", "lagrange", "euler", "newton")
DEFAULT_NOTATION = "lagrange"


def show(expression: Expression, form: str = "text", notation: str | None = None) -> str:
    """The expression in one of the formats.

    >>> import symdiff
    >>> show(symdiff.parse("x^2/3"), "latex")
    '\\\\frac{x^{2}}{3}'
    """
    from ..printing import to_latex, to_text, to_unicode

    write = {"text": to_text, "unicode": to_unicode, "latex": to_latex}[form]
    return write(expression, notation=notation or DEFAULT_NOTATION)


def show_conditional(expression: Expression, form: str = "text", notation: str | None = None) -> str:
    """The expression, and beside it what must hold for it to be the answer.

    >>> import symdiff
    >>> show_conditional(symdiff.diff("ln(x)", "x"))
    '1/x   where x > 0'
    """
    shown = show(expression, form, notation)
    conditions = ", ".join(show_condition(condition, form) for condition in expression.conditions)
    if not conditions:
        return shown
    return rf"{shown} \quad\text{{where }} {conditions}" if form == "latex" else f"{shown}   where {conditions}"


def show_condition(condition: Requirement, form: str = "text") -> str:
    """What must hold, in one of the formats.

    >>> import symdiff
    >>> show_condition(symdiff.diff("ln(x^2 - 1)", "x").conditions[0], "latex")
    'x^{2} - 1 > 0'
    """
    shown = show(condition.expression, form)
    if condition.is_condition:
        return shown
    return rf"{shown} \text{{ is defined}}" if form == "latex" else f"{shown} is defined"


def left_side(variables: Sequence[Symbol], notation: str, form: str = "text", among: Sequence[Symbol] = ()) -> str:
    """What an equation calls the derivative: f'(x), df/dx, ...

    Args:
        variables: by what it is taken, one after the other.
        notation: one of NOTATIONS.
        form: one of FORMATS.
        among: the variables of the function; those of the derivative if not given.

    >>> left_side([Symbol("x"), Symbol("x")], "lagrange")
    "f''(x)"
    """
    from ..printing import derivative_label

    names = [v.name for v in among or sorted(set(variables), key=lambda v: v.name)]
    return derivative_label("f", [v.name for v in variables], names, notation=notation, style=form)


def show_value(value: Any, *, decimal: bool = False, digits: int | None = None) -> str:
    """A number as people write it: 4/3, 0.75, 0.8660254037844386, 2 - 3*i.

    Args:
        value: a number of any kind that an evaluation returns.
        decimal: whether an exact value is written as a decimal where that is exact too.
        digits: how many digits a value of high precision has.
    """
    if isinstance(value, (int, Fraction)):
        return show(rational(value, decimal=decimal))
    imaginary = getattr(value, "imag", 0)
    if imaginary or isinstance(value, complex):
        real, size = show_real(value.real, digits), show_real(abs(imaginary), digits)
        sign = "-" if imaginary < 0 else "+"
        if not value.real:
            return f"{'-' if imaginary < 0 else ''}{size}*i"
        return f"{real} {sign} {size}*i"
    return show_real(value, digits)


def show_real(value: Any, digits: int | None = None) -> str:
    """A real number that is not exact, to its digits."""
    if digits is None or isinstance(value, float):
        return repr(value) if isinstance(value, float) else str(value)
    from mpmath import mp, nstr

    with mp.workdps(digits + 5):
        return str(nstr(value, digits, strip_zeros=False))


def has_decimals(*expressions: Expression) -> bool:
    """Whether a decimal was written anywhere in them."""
    return any(isinstance(node, Number) and node.decimal for node in postorder(expressions))


def has_value(expression: Expression) -> bool:
    """Whether it is a number: nothing in it is a symbol or a function of which only the name is known."""
    heads = {(node.function, len(node.arguments)) for node in postorder((expression,)) if isinstance(node, Apply)}
    return not expression.free_symbols and all(name in _SIGNS or line_for(name, count) for name, count in heads)
