"""Two functions compared at points, in balls: evidence that they agree, or one point that refutes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from ..evaluation.balls import enclose
from ..evaluation.precision import working_precision
from ..evaluation.program import Stopped
from ..evaluation.undefined import Undecided
from ..expression import Expression
from .sides import Side, constant_of, told
from .verdict import Ball, Bound, Dyadic

PRECISIONS = (100, 400, 1600)
DEEP_PRECISION = 300
DEEP_POINTS = 2
WANTED_DIGITS = 20
MOST_EXPONENT = 10_000  # of two, of a bound that is written as a fraction


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

    refutation: tuple[dict[str, Fraction | Expression], tuple[Ball, Ball]] | None = None
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
    witness = {name: fraction(v) if type(v) is fmpq else constant_of(v) for name, v in point.items()}
    evidence.refutation = witness, (ball_of(values[0]), ball_of(values[1]))


def _note_domain(values: tuple[Any, ...], point: Mapping[str, Any], evidence: Evidence) -> None:
    for side in (0, 1):
        if values[1 - side] is _UNDEFINED and values[side] is not _UNDEFINED and values[side] is not None:
            evidence.only.setdefault(side, told(point))


def fraction(value: fmpq) -> Fraction:
    """The rational as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def ball_of(value: arb) -> Ball:
    """The ball as exact bounds."""
    return Ball(*(_bound(end) for end in (value.lower(), value.upper())))


def _bound(end: arb) -> Bound:
    mantissa, exponent = map(int, end.man_exp())
    if abs(exponent) > MOST_EXPONENT:
        return Dyadic(mantissa, exponent)
    return Fraction(mantissa) * Fraction(2) ** exponent
