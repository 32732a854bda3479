"""The values of the operations on matrices, in NumPy: every array has two dimensions, and a number none."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, log2
from typing import Any

import numpy as np


def _expm(a: Any) -> Any:
    """The exponential, by scaling, a Taylor polynomial and squaring (Moler and Van Loan 2003, method 3)."""
    size = float(np.abs(a).sum(axis=0).max(initial=0.0))
    halvings = max(0, ceil(log2(size)) + 2) if size > 0 and np.isfinite(size) else 0
    scaled = a / 2.0**halvings
    term = total = np.eye(len(a))
    for k in range(1, 19):
        term = term @ scaled / k
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def _softmax(u: Any) -> Any:
    powers = np.exp(u - u.max())
    return powers / powers.sum()


def _logsumexp(u: Any) -> Any:
    most = u.max()
    return most + np.log(np.exp(u - most).sum())


def _logdet(a: Any) -> Any:
    sign, logarithm = np.linalg.slogdet(a)
    if sign <= 0:
        raise np.linalg.LinAlgError("the determinant is not positive")
    return logarithm


def _commutation(m: Any, n: Any) -> Any:
    places = np.arange(int(m * n)).reshape((int(m), int(n)), order="F")
    return np.eye(int(m * n))[places.ravel(order="C")]


ROUTINES: dict[str, Callable[..., Any]] = {
    "transpose": lambda a: a.T,
    "inv": np.linalg.inv,
    "power": lambda a, k: np.linalg.matrix_power(a, int(k)),
    "tr": np.trace,
    "det": np.linalg.det,
    "logdet": _logdet,
    "norm": np.linalg.norm,
    "normF": np.linalg.norm,
    "norm1": lambda a: np.abs(a).sum(),
    "sum": np.sum,
    "kron": np.kron,
    "diag": lambda u: np.diag(u[:, 0]),
    "diagonal": lambda a: np.diagonal(a)[:, None],
    "vec": lambda a: a.reshape((-1, 1), order="F"),
    "expm": _expm,
    "softmax": _softmax,
    "logsumexp": _logsumexp,
    "eye": lambda n: np.eye(int(n)),
    "ones": lambda m, n: np.ones((int(m), int(n))),
    "zeros": lambda m, n: np.zeros((int(m), int(n))),
    "unit": lambda i, n: np.eye(int(n))[:, [int(i) - 1]],
    "commutation": _commutation,
}
"""By the name of the operation."""
