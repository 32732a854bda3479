"""Evaluation: the value of an expression at a point, in whatever arithmetic the point calls for."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from ..expression import Expression

Real = int | Fraction | float


@overload
def evaluate(
    expression: Expression | str,
    values: Mapping[Any, Real | str] | None = None,
    /,
    *,
    digits: None = None,
    complex: Literal[False] = False,
    **symbols: Real | str,
) -> Real: ...


@overload
def evaluate(
    expression: Expression | str,
    values: Mapping[Any, Any] | None = None,
    /,
    *,
    digits: int | None = None,
    complex: bool = False,
    **symbols: Any,
) -> Any: ...


def evaluate(
    expression: Expression | str,
    values: Mapping[Any, Any] | None = None,
    /,
    *,
    digits: int | None = None,
    complex: bool = False,
    **symbols: Any,
) -> Any:
    """The value of an expression at a point.

    What comes out follows from what goes in:

    * integers and fractions (and texts such as "0.1", "2/3", "pi/2"): the exact value, an int or a
      Fraction, where there is one that is rational; else the float next to the true value;
    * floats: a float, in ordinary float arithmetic;
    * `digits=30`: an mpmath number that is right to so many digits;
    * a complex number, or `complex=True`: a complex number (principal values; `i` and `I` are the
      imaginary unit unless they have a value), or with digits an mpmath one;
    * mpmath numbers: the same, to mpmath's precision;
    * balls of python-flint (arb, acb): a ball that holds the value;
    * NumPy arrays: an array, with nan outside the domain.

    Over the reals the expression is defined where every part of it is real and finite.

    Args:
        expression: an expression, or text.
        values: the values of the symbols, by name or symbol.
        digits: how many digits are wanted.
        complex: whether to compute over the complex numbers.
        **symbols: more values, by name.

    Returns:
        The value; of a condition, whether it holds.

    Raises:
        ParseError: the text is no formula.
        DomainError: a part of the expression has no value there, or a symbol has none.
        LimitError: the value is too large, or would take too long.

    References:
        F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions
        on Computers 66 (2017): what is rounded is enclosed first, in ever smaller balls.

    >>> evaluate("x^2/3", x=2)
    Fraction(4, 3)
    >>> evaluate("sin(pi/6) + sqrt(x)", x=4)
    Fraction(5, 2)
    >>> evaluate("ln(x)", x=2)
    0.6931471805599453
    >>> print(evaluate("ln(x)", x=2, digits=40))
    0.6931471805599453094172321214581765680755
    >>> evaluate("ln(x)", x=-1)
    Traceback (most recent call last):
        ...
    symdiff.errors.DomainError: ln(x) is undefined: ln(u) needs u > 0, here u = -1
    """
    from ..expression import as_expression
    from .evaluator import evaluate_at

    expression = as_expression(expression)
    point = {str(name): value for name, value in values.items()} if values else {}
    return evaluate_at(expression, point | symbols, digits, complex)


__all__ = ["evaluate"]
