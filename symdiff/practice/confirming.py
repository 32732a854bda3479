"""A key is confirmed before an item is given out: by enclosures that no rule of differentiation had a part in."""

from __future__ import annotations

from flint import fmpq

from ..errors import SymdiffError
from ..evaluation.balls import enclose
from ..evaluation.program import Stopped, program_of
from ..evaluation.reals import real_value
from ..evaluation.series import derivative_at
from ..expression import Expression, Symbol

POINTS = tuple(fmpq(n, 64) for n in (24, 83, -34, 137, 49, -91, 214, 8, 334, -169, 542, 826, 60))
WANTED = 3


def confirmed(expression: Expression, key: Expression, variable: Symbol, order: int = 1) -> bool:
    """Whether the derivative, enclosed at points, agrees with the key at all of them.

    Args:
        expression: the function, in the variable alone.
        key: what is to be its derivative of that order.
        variable: by which it is differentiated.
        order: how many times.
    """
    function, claim = program_of(expression), program_of(key)
    agreed = 0
    for point in POINTS:
        at = {variable.name: point}
        try:
            exact, given = derivative_at(function, at, variable.name, order), enclose(real_value(claim, at))
        except (Stopped, ArithmeticError, SymdiffError):
            continue
        if not (exact.is_finite() and given.is_finite()):
            continue
        if not exact.overlaps(given):
            return False
        agreed += 1
        if agreed == WANTED:
            return True
    return agreed > 0
