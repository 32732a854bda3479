"""Calculus: the rules of the table applied to formulas, forwards for a derivative and backwards for a gradient."""

from .forward import diff
from .reverse import gradient, hessian, jacobian

__all__ = ["diff", "gradient", "hessian", "jacobian"]
