"""Agreement at complex points, for formulas that are real nowhere. Branches differ: this never refutes."""

from __future__ import annotations

from typing import Any

from flint import acb, arb

from ..evaluation.balls import enclose_complex
from ..evaluation.complexes import complex_value
from ..evaluation.precision import working_precision
from ..evaluation.program import Program, Stopped, program_of
from ..expression import Expression
from .points import generic_points

PRECISION = 400
WANTED = 6
MOST_TRIES = 40


def agreement(a: Expression, b: Expression, names: tuple[str, ...]) -> tuple[int, int]:
    """At how many complex points the two agree, and to how many digits; (0, 0) if they differ at one."""
    first, second = program_of(a), program_of(b)
    agreed, digits = 0, 10_000
    reals, imaginaries = generic_points(names, MOST_TRIES), generic_points((*names, ""), MOST_TRIES)
    for re, im in zip(reals, imaginaries, strict=True):
        with working_precision(PRECISION):
            point = {name: acb(arb(re[name]), arb(im[name])) for name in names}
            x, y = _value(first, point), _value(second, point)
            if x is None or y is None:
                continue
            if not x.overlaps(y):
                return 0, 0
            gap, size = abs(x - y).upper(), max(abs(x).upper(), abs(y).upper())
            shared = int(float((size / gap).log().mid()) / 2.302585) if gap > 0 and size > 0 else 100
        if shared < 20:
            continue
        agreed, digits = agreed + 1, min(digits, shared)
        if agreed == WANTED or not names:
            break
    return (agreed, digits) if agreed else (0, 0)


def _value(program: Program, point: dict[str, Any]) -> acb | None:
    try:
        value = complex_value(program, point)
    except Stopped:
        return None
    if isinstance(value, bool):
        return None
    ball = enclose_complex(value)
    return ball if ball.is_finite() else None
