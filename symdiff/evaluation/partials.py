"""Derivatives that have no formula, such as D_1 besselj or zeta', enclosed by Cauchy's integral."""

from __future__ import annotations

from math import factorial
from typing import Any

from flint import arb

from ..rulebook.entries import formal_parts
from .balls import Operation, enclose
from .routines.complexly import ROUTINES
from .routines.hypergeometric import informed
from .routines.power_series import ANALYTIC, everywhere
from .taylor import coefficients


def formal_derivative(base: str, place: int, order: int, over_reals: Operation) -> Operation | None:
    """The operation of a derivative by one of the arguments, or None.

    Args:
        base: the function.
        place: of the argument.
        order: how many times.
        over_reals: the operation of the function itself.
    """
    routine = ROUTINES.get(base)
    if routine is None or place < 0:
        return None
    analytic = ANALYTIC.get(base, everywhere)

    def operation(*arguments: Any) -> Any:
        over_reals(*arguments)  # says where the function itself is not defined
        paths = [[enclose(a), arb(1)] if k == place else [enclose(a)] for k, a in enumerate(arguments)]
        found = coefficients(informed(base, routine, arguments[:place]), analytic, paths, order + 1)
        return found[order] * factorial(order)

    return operation


def parted(head: str) -> tuple[str, int, int]:
    """The function, the place of the argument and the order: zeta'' is zeta, 0, 2; mixed ones have place -1."""
    base, places = formal_parts(head)
    return base, places[0] if len(set(places)) == 1 else -1, len(places)
