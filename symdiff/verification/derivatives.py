"""Is this the derivative? Compared with enclosures that no rule of differentiation had a part in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from flint import arb, fmpq

from ..errors import DomainError, SymdiffError
from ..evaluation.balls import enclose
from ..evaluation.program import Program, Stopped
from ..evaluation.reals import real_value
from ..evaluation.series import derivative_at
from ..evaluation.undefined import Undecided
from ..expression import Expression, Symbol
from ..traversal import free_symbols
from .comparison import Evidence, Side, gather, side_of
from .critical import critical_values
from .equivalence import agreed, proves_equal, refuted, side_pairs, without_real_points
from .points import generic_points, special_points
from .verdict import Verdict

WANTED_POINTS = 10
MOST_TRIES = 160
SIDES = ("the derivative", "the claim")


def check_derivative(f: Expression, df: Expression, variable: str, order: int = 1) -> Verdict:
    """The verdict on a derivative: see `symdiff.check`."""
    if order < 0:
        raise DomainError(f"a derivative cannot be taken {order} times")
    pairs = side_pairs(f, df)
    names = tuple(sorted({s.name for s in free_symbols(f) | free_symbols(df)} | {variable}))
    evidence = Evidence()
    points = generic_points(names, MOST_TRIES)
    for function, claim in pairs:
        wanted = evidence.agreed + WANTED_POINTS // len(pairs)
        special = special_points(names, critical_values((f, df), names), 40)
        sides = enclosed(function, variable, order), side_of(claim)
        gather(*sides, chain(points[:30], special, points[30:]), evidence, wanted)
        if evidence.is_refuted:
            return refuted(evidence, len(pairs) > 1, sides=SIDES)
    if not evidence.agreed:
        return _without_enclosures(f, df, variable, order, names)
    if _follows_from_rules(f, df, variable, order):
        return Verdict("proved", points=evidence.agreed, digits=evidence.digits, _domain=_wider(evidence))
    return agreed(evidence)


def enclosed(function: Program, variable: str, order: int) -> Side:
    """The derivative of a program, as a function of the point."""

    def side(point: Mapping[str, Any]) -> Any:
        return derivative_at(function, point, variable, order)

    return side


def _wider(evidence: Evidence) -> str:
    return f"the claim is also defined at {evidence.only[1]}, the derivative not" if 1 in evidence.only else ""


def _follows_from_rules(f: Expression, df: Expression, variable: str, order: int) -> bool:
    from ..calculus.forward import diff

    try:
        derivative = diff(f, Symbol(variable), order)
    except SymdiffError:
        return False
    return proves_equal(derivative, df)


def _without_enclosures(f: Expression, df: Expression, variable: str, order: int, names: tuple[str, ...]) -> Verdict:
    """The verdict where no derivative could be enclosed: difference quotients, which never refute; then the rules."""
    from ..calculus.forward import diff

    if order == 1:
        evidence = Evidence()
        function, claim = side_pairs(f, df)[0]
        gather(_quotient(function, variable), side_of(claim), generic_points(names, 40), evidence, 5)
        if evidence.agreed and not evidence.is_refuted:
            digits = min(evidence.digits, 20)
            return Verdict("agrees", points=evidence.agreed, digits=digits, note="by difference quotients")
    derivative = diff(f, Symbol(variable), order)
    verdict = without_real_points(derivative, df, names, proves_equal(derivative, df))
    if verdict.status == "proved":
        return replace(verdict, note="by the rules alone: no value of the function confirms it")
    return verdict


_STEP = fmpq(1, 1 << 40)
# Differences of the seventh order: the error is of the size of step^8.
_WEIGHTS = ((1, fmpq(4, 5)), (2, fmpq(-1, 5)), (3, fmpq(4, 105)), (4, fmpq(-1, 280)))


def _quotient(function: Program, variable: str) -> Side:
    """A difference quotient, in a ball that is as wide as its usual error: no enclosure."""

    def side(point: Mapping[str, Any]) -> Any:
        centre = point[variable]
        if type(centre) is not fmpq:
            raise Stopped(Undecided("a difference quotient needs a rational point"), 0)
        total = arb(0)
        for k, weight in _WEIGHTS:
            high = real_value(function, {**point, variable: centre + k * _STEP})
            low = real_value(function, {**point, variable: centre - k * _STEP})
            total += (enclose(high) - enclose(low)) * weight
        value = total / _STEP
        return value + value * arb(0, 2.0**-70)

    return side
