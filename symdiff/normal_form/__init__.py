"""The normal form of an expression: a quotient of polynomials in independent generators.

The generators are the symbols, and functions that no known relation ties to the others. What is the
same function by exact arithmetic, by the laws of powers, logarithms, sines and exponentials gets the
same form. A form that is 0 proves that the expression is 0 wherever it is defined; one that is not
proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..expression import Expression

if TYPE_CHECKING:
    from .conversion import NormalForm


def normal_form(expression: Expression) -> NormalForm | None:
    """The normal form, or None where it would be too large.

    >>> import symdiff
    >>> normal_form(symdiff.parse("1/(x - 1) - 1/(x + 1) - 2/(x^2 - 1)")).is_zero
    True
    """
    from .conversion import converted
    from .field import Unwieldy

    try:
        return converted(expression)
    except Unwieldy:
        return None


def is_zero(expression: Expression) -> bool:
    """Whether the expression is proved to be 0 wherever it is defined.

    >>> import symdiff
    >>> is_zero(symdiff.parse("sin(2x) - 2 sin(x) cos(x)")), is_zero(symdiff.parse("sin(2x) - 2 sin(x)"))
    (True, False)
    """
    form = normal_form(expression)
    return form is not None and form.is_zero


__all__ = ["is_zero", "normal_form"]
