"""The check of a derivative, of any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import symdiff as sd

from ..expression import Expression, Symbol

if TYPE_CHECKING:
    from ..verification import Verdict

# From the weakest evidence to the strongest.
STRENGTH = ("refuted", "incomparable", "agrees", "proved")


def verdict(function: Expression, claim: Expression, variables: Sequence[Symbol]) -> Verdict:
    """Whether the claim is the derivative of the function by the variables, one after the other.

    A mixed derivative is checked step by step; the weakest verdict is the answer.

    >>> x = Symbol("x")
    >>> verdict(sd.parse("x^3"), sd.parse("6x"), [x, x]).status
    'proved'
    >>> verdict(sd.parse("x^3*y"), sd.parse("3x^2"), [x, Symbol("y")]).status
    'proved'
    """
    if not variables:
        return sd.equivalent(function, claim)
    if len(set(variables)) == 1:
        return sd.check(function, claim, variables[0], len(variables))
    verdicts = []
    for variable in variables[:-1]:
        derivative = sd.diff(function, variable)
        verdicts.append(sd.check(function, derivative, variable))
        function = derivative
    verdicts.append(sd.check(function, claim, variables[-1]))
    return min(verdicts, key=lambda v: STRENGTH.index(v.status))
