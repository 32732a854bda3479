"""The functions of floats: those of the standard library, and a few more.

Where a float is outside of the domain a routine raises ArithmeticError or ValueError.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

Routine = Callable[..., Any]


def _whole(round_: Callable[[float], int]) -> Callable[[float], float]:
    return lambda x: float(round_(x))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _acot(x: float) -> float:
    return math.atan2(1.0, x)


def _root(x: float, n: float) -> float:
    if n % 2 == 1 and x < 0:
        return -float((-x) ** (1 / n))
    if x < 0 or (x == 0 and n < 0):
        raise ValueError
    return float(x ** (1 / n))


def _softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def _sinc(x: float) -> float:
    return math.sin(x) / x if x else 1.0


def _atan2(y: float, x: float) -> float:
    if not x and not y:
        raise ValueError
    return math.atan2(y + 0.0, x + 0.0)  # no sign of 0: the angle of a negative number is pi


# Beside their definitions have routines: log10 and log2, which are exact at powers of their bases; tan, which rounds
# once; tanh and hypot, whose definitions overflow; softplus, whose logarithm cancels.
ROUTINES: dict[str, Routine] = {
    "exp": math.exp,
    "ln": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "root": _root,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "acot": _acot,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "asinh": math.asinh,
    "acosh": math.acosh,
    "atanh": math.atanh,
    "abs": operator.abs,
    "sign": _sign,
    "floor": _whole(math.floor),
    "ceil": _whole(math.ceil),
    "heaviside": lambda x: (_sign(x) + 1) / 2,
    "max": max,
    "min": min,
    "atan2": _atan2,
    "hypot": math.hypot,
    "softplus": _softplus,
    "sinc": _sinc,
    "erf": math.erf,
    "erfc": math.erfc,
}

# What these routines, and the definitions in terms of them, and those of `arrays`, refuse by themselves. Where the
# table says just that, nothing else has to be tested. (No float is a zero of the cosine.)
REFUSED: dict[str, str] = {
    "ln": "u > 0",
    "log10": "u > 0",
    "log2": "u > 0",
    "log": "u > 0 and b > 0 and b != 1",
    "sqrt": "u >= 0",
    "tan": "cos(u) != 0",
    "sec": "cos(u) != 0",
    "csc": "sin(u) != 0",
    "cot": "sin(u) != 0",
    "asin": "u >= -1 and u <= 1",
    "acos": "u >= -1 and u <= 1",
    "asec": "abs(u) >= 1",
    "acsc": "abs(u) >= 1",
    "csch": "u != 0",
    "coth": "u != 0",
    "acosh": "u >= 1",
    "atanh": "abs(u) < 1",
    "asech": "u > 0 and u <= 1",
    "acsch": "u != 0",
    "acoth": "abs(u) > 1",
    "atan2": "x != 0 or y != 0",
    "root": "u > 0 and n != 0 or u >= 0 and n > 0 or floor(n) = n and floor(n/2) != n/2 and (u != 0 or n > 0)",
}
