"""The functions of NumPy arrays: nan outside of the domain. What is missing is computed point by point.

The definitions that have routines here too are those of `floats`, for the same reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Routine = Callable[..., Any]


def without(values: Any, bad: Any) -> Any:
    """The values with nan where something is bad."""
    return np.where(bad, np.nan, values) if np.any(bad) else values


def _logarithm(function: Routine) -> Routine:
    return lambda u: without(function(u), np.equal(u, 0))


def _extreme(pick: Routine) -> Routine:
    def run(*values: Any) -> Any:
        best = values[0]
        for other in values[1:]:
            best = pick(best, other)
        return best

    return run


def _atanh(u: Any) -> Any:
    return without(np.arctanh(u), np.equal(np.abs(u), 1))


def _atan2(y: Any, x: Any) -> Any:
    return without(np.arctan2(np.add(y, 0.0), np.add(x, 0.0)), np.equal(x, 0) & np.equal(y, 0))


ROUTINES: dict[str, Routine] = {
    "exp": np.exp,
    "ln": _logarithm(np.log),
    "log10": _logarithm(np.log10),
    "log2": _logarithm(np.log2),
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "acot": lambda u: np.arctan2(1.0, u),
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": _atanh,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "heaviside": lambda u: (np.sign(u) + 1) / 2,
    "max": _extreme(np.maximum),
    "min": _extreme(np.minimum),
    "atan2": _atan2,
    "hypot": np.hypot,
    "softplus": lambda u: np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u))),
    "sinc": lambda u: np.sinc(np.asarray(u) / np.pi),
}
