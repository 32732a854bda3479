"""Two functions compared at points, in balls: evidence that they agree, or one point that refutes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from ..evaluation.balls import enclose
from ..evaluation.precision import working_precision
from ..evaluation.program import Program, Stopped
from ..evaluation.undefined import Undecided
from .verdict import Ball

Side = Callable[[Mapping[str, Any]], Any]  # the value at a point, at the current precision; or Stopped

PRECISIONS = (100, 400, 1600)
DEEP_PRECISION = 300
DEEP_POINTS = 2
WANTED_DIGITS = 20


@dataclass
class Evidence:
    """What was found so far.

    Attributes:
        refutation: a point and the two balls there, which are disjoint.
        agreed: at how many points the two agree.
        digits: to how many digits at least.
        only: the first point found where only the first, or only the second, has a value.
        deep: the precision at the first points, lest a tiny difference escapes.
    """

    refutation: tuple[dict[str, Fraction], tuple[Ball, Ball]] | None = None
    agreed: int = 0
    digits: int = 10_000
    only: dict[int, str] = field(default_factory=dict)
    deep: int = DEEP_PRECISION

    @property
    def is_refuted(self) -> bool:
        """Whether a point was found where the two differ."""
        return self.refutation is not None


def gather(first: Side, second: Side, points: Iterable[Mapping[str, Any]], evidence: Evidence, wanted: int) -> None:
    """Compare at points until the functions differ, or agree at so many of them."""
    for point in points:
        if evidence.is_refuted or evidence.agreed >= wanted:
            return
        compare_at(first, second, point, evidence)


def compare_at(first: Side, second: Side, point: Mapping[str, Any], evidence: Evidence) -> None:
    """Compare at one point, with more precision where that is needed."""
    deep = evidence.agreed < DEEP_POINTS
    for precision in (PRECISIONS[0], evidence.deep) if deep else PRECISIONS:
        with working_precision(precision):
            values = _value(first, point), _value(second, point)
            if None in values:
                if precision == PRECISIONS[0] and _UNDEFINED in values:
                    _note_domain(values, point, evidence)
                if _UNDEFINED in values:
                    return
                continue
            if _UNDEFINED in values:
                _note_domain(values, point, evidence)
                return
            digits = _agreement(*values)
            if digits < 0:
                _refute(values, point, evidence)
                return
            if digits >= WANTED_DIGITS and (not deep or precision == evidence.deep):
                evidence.agreed += 1
                evidence.digits = min(evidence.digits, digits)
                return


_UNDEFINED = object()


def _value(side: Side, point: Mapping[str, Any]) -> Any:
    """A ball; _UNDEFINED; or None if it cannot be told at this precision."""
    try:
        value = side(point)
    except Stopped as stop:
        return None if isinstance(stop.cause, Undecided) else _UNDEFINED
    if isinstance(value, bool):
        value = fmpq(int(value))
    ball = enclose(value)
    return ball if ball.is_finite() else None


def _agreement(first: arb, second: arb) -> int:
    """To how many digits two balls agree; -1 if they are disjoint."""
    if not first.overlaps(second):
        return -1
    gap = abs(first - second).upper()
    if gap.is_zero():
        return 10_000
    # values that cannot be told from 0 agree to as many digits as they are small
    hold_zero = first.contains(0) or second.contains(0)
    size = arb(1) if hold_zero else max(abs(first).upper(), abs(second).upper())
    # A wide ball makes the logarithm minus infinity, a narrow one plus infinity.
    return int(min(max(float((size / gap).log().mid()) / 2.302585, 0), 10_000))


def _refute(values: tuple[Any, ...], point: Mapping[str, Any], evidence: Evidence) -> None:
    if all(type(v) is fmpq for v in point.values()):
        witness = {name: fraction(v) for name, v in point.items()}
        evidence.refutation = witness, (ball_of(values[0]), ball_of(values[1]))


def _note_domain(values: tuple[Any, ...], point: Mapping[str, Any], evidence: Evidence) -> None:
    for side in (0, 1):
        if values[1 - side] is _UNDEFINED and values[side] is not _UNDEFINED and values[side] is not None:
            evidence.only.setdefault(side, told(point))


def told(point: Mapping[str, Any]) -> str:
    """A point in words."""
    return ", ".join(f"{name} = {_shown(value)}" for name, value in point.items())


def _shown(value: Any) -> str:
    if type(value) is fmpq:
        return str(value)
    above, below = int(value.factor.p), int(value.factor.q)
    multiple = "pi" if above == 1 else "-pi" if above == -1 else f"{above}*pi"
    return multiple if below == 1 else f"{multiple}/{below}"


def fraction(value: fmpq) -> Fraction:
    """The rational as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def ball_of(value: arb) -> Ball:
    """The ball as exact bounds."""
    return Ball(*(_dyadic(end) for end in (value.lower(), value.upper())))


def _dyadic(end: arb) -> Fraction:
    mantissa, exponent = end.man_exp()
    if abs(exponent) > 100_000:
        return Fraction(int(mantissa))  # never shown: such balls are not compared by their text
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def side_of(program: Program) -> Side:
    """The function of a program over the reals."""
    from ..evaluation.reals import real_value

    return lambda point: real_value(program, point)
