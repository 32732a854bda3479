"""Is this the derivative? Compared with enclosures that no rule of differentiation had a part in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from flint import arb, fmpq

from ..errors import DomainError, SymdiffError
from ..evaluation.balls import enclose
from ..evaluation.program import Program, Stopped, program_of
from ..evaluation.reals import real_value
from ..evaluation.series import derivative_at
from ..evaluation.undefined import Undecided, Undefined
from ..expression import Expression, Symbol
from ..traversal import free_symbols
from .comparison import Evidence, gather
from .equivalence import (
    ALL,
    agreed,
    difference,
    gather_domains,
    proves_equal,
    refuted,
    side_pairs,
    without_real_points,
)
from .points import generic_points, special_points
from .sides import Side, leaf_values, side_of
from .verdict import Verdict

WANTED_POINTS = 10
FIRST_TRIES = 30
MOST_TRIES = 160
SIDES = ("the derivative", "the claim")


def check_derivative(f: Expression, df: Expression, variable: str, order: int = 1) -> Verdict:
    """The verdict on a derivative: see `symdiff.check`."""
    if order < 0:
        raise DomainError(f"a derivative cannot be taken {order} times")
    pairs = side_pairs(f, df)
    names = tuple(sorted({s.name for s in free_symbols(f) | free_symbols(df)} | {variable}))
    evidence = Evidence()
    generic = generic_points(names, MOST_TRIES)
    wanted = max(WANTED_POINTS // len(pairs), 1)
    for pair in pairs:
        gather(*_sides(*pair, variable, order), generic[:FIRST_TRIES], evidence, evidence.agreed + wanted)
    is_proved = not evidence.is_refuted and bool(evidence.agreed) and _follows_from_rules(f, df, variable, order)
    for pair in pairs if not is_proved else ():
        sides = _sides(*pair, variable, order)
        gather(*sides, special_points(names, *pair), evidence, ALL)
        gather(*sides, generic[FIRST_TRIES:], evidence, wanted)
    if evidence.is_refuted:
        return refuted(evidence, len(pairs) > 1, SIDES)
    if not evidence.agreed:
        return _without_enclosures(f, df, variable, order, names)
    if not is_proved and not _follows_from_rules(f, df, variable, order, by_all_means=True):
        return agreed(evidence, SIDES)
    points, digits = evidence.agreed, evidence.digits
    return Verdict("proved", points=points, digits=digits, _domain=lambda: _domains(pairs[0], names, variable, order))


def _sides(f: Expression, df: Expression, variable: str, order: int) -> tuple[Side, Side]:
    return enclosed(f, variable, order), side_of(df)


def enclosed(expression: Expression, variable: str, order: int) -> Side:
    """The derivative of an expression, as a function of the point."""
    function = program_of(expression)

    def side(point: Mapping[str, Any]) -> Any:
        values = leaf_values(point)
        try:
            return derivative_at(function, values, variable, order)
        except Stopped:
            if order == 0 or _may_have_slope(function, values, variable):
                raise Stopped(Undecided("the formula has no derivative here, its value may have one"), 0) from None
            raise Stopped(Undefined("there is no derivative"), 0) from None

    return side


_STEPS = tuple(fmpq(1, 1 << bits) for bits in (60, 80))
_CLOSE = fmpq(1, 1 << 20)


def _may_have_slope(function: Program, values: Mapping[str, Any], variable: str) -> bool:
    """Whether the function has a value, and quotients of differences that agree on both sides and do not grow."""
    try:
        middle = enclose(real_value(function, values))
        (a, b), (c, d) = (_quotients(function, values, variable, step, middle) for step in _STEPS)
    except Stopped as stop:
        return isinstance(stop.cause, Undecided)
    is_corner = all(abs(left - right) > (abs(left) + 1) * _CLOSE for left, right in ((a, b), (c, d)))
    return not is_corner and not abs(c) > 2 * abs(a) + 1


def _quotients(function: Program, values: Mapping[str, Any], variable: str, step: fmpq, middle: arb) -> list[arb]:
    ends = []
    for change in (step, -step):
        at = {**values, variable: enclose(values[variable]) + change}
        ends.append((enclose(real_value(function, at)) - middle) / change)
    return ends


def _domains(pair: tuple[Expression, Expression], names: tuple[str, ...], variable: str, order: int) -> str:
    """Where only the derivative or only the claim is defined, as far as points tell."""
    evidence = Evidence()
    points = chain(generic_points(names, 20), special_points(names, *pair))
    gather_domains(*_sides(*pair, variable, order), points, evidence)
    found = []
    if 0 in evidence.only:
        found.append(difference(Evidence(only={0: evidence.only[0]}), SIDES))
    if 1 in evidence.only:
        found.append(f"the claim is also defined at {evidence.only[1]}, the derivative not")
    return "; ".join(found)


def _follows_from_rules(
    f: Expression, df: Expression, variable: str, order: int, *, by_all_means: bool = False
) -> bool:
    from ..calculus.forward import diff

    try:
        derivative = diff(f, Symbol(variable), order)
    except SymdiffError:
        return False
    return proves_equal(derivative, df, by_all_means)


def _without_enclosures(f: Expression, df: Expression, variable: str, order: int, names: tuple[str, ...]) -> Verdict:
    """The verdict where no derivative could be enclosed: difference quotients, which never refute; then the rules."""
    from ..calculus.forward import diff

    if order == 1:
        evidence = Evidence()
        function, claim = side_pairs(f, df)[0]
        gather(_quotient(program_of(function), variable), side_of(claim), generic_points(names, 40), evidence, 5)
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
