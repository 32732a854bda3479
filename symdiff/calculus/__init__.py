"""Calculus: the rules of the table applied to formulas, forwards for a derivative and backwards for a gradient."""

from .forward import diff
from .matrix import Matrix
from .reverse import gradient
from .vectors import curl, directional, divergence, hessian, jacobian, jvp, laplacian, vjp

__all__ = [
    "Matrix",
    "curl",
    "diff",
    "directional",
    "divergence",
    "gradient",
    "hessian",
    "jacobian",
    "jvp",
    "laplacian",
    "vjp",
]
