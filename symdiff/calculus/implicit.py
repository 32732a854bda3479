"""The slope of a curve that an equation describes."""

from __future__ import annotations

from ..expression import Expression, Symbol
from ..tidying import negate, over, tidy
from .reverse import gradient


def slope_of_curve(across: Expression, along: Expression) -> Expression:
    """dy/dx on the curve F(x, y) = constant, by the theorem on implicit functions: -F_x/F_y.

    Args:
        across: the partial derivative F_x.
        along: the partial derivative F_y, which is not 0.

    See Rudin, Principles of Mathematical Analysis, theorem 9.28.
    """
    return tidy(negate(over(across, along)))


def implicit_slope(function: Expression, x: Symbol, y: Symbol) -> Expression:
    """dy/dx on the curves on which a function is constant.

    >>> import symdiff
    >>> print(implicit_slope(symdiff.parse("x^2 + y^2"), *symdiff.symbols("x y")))
    -x/y
    """
    return slope_of_curve(*gradient(function, [x, y]))
