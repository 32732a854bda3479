"""The points of a graph, with gaps where the function does not exist: no line crosses a pole or a jump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite, log

from flint import arb

from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Expression, Symbol

POINTS = 400
DEPTH = 12
STEEP = 0.02  # of the height: between neighbours that are nearer there is nothing to look for

Point = tuple[float, float]


@dataclass(frozen=True)
class Curve:
    """The connected parts of a graph, each a list of points from left to right."""

    parts: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> Iterator[Point]:
        """All points."""
        return (point for part in self.parts for point in part)


def curve(
    function: Expression, variable: Symbol, low: float, high: float, *, logarithmic: bool = False, count: int = POINTS
) -> Curve:
    """The graph from one end to the other.

    Between neighbours that are far apart the function is enclosed on the whole interval; where it is not known to
    have a value everywhere, the interval is halved, and a gap is left where that does not end.

    Args:
        function: a function of the variable alone.
        variable: the variable.
        low, high: the ends.
        logarithmic: whether the points are closer at the lower end, as a logarithmic axis has them.
        count: how many intervals there are.
    """
    values = [(x, value_at(function, variable, x)) for x in _places(low, high, count, logarithmic)]
    known = sorted(y for _, y in values if isfinite(y))
    tenth = len(known) // 10
    height = known[-tenth - 1] - known[tenth] if known else 0.0
    parts: list[list[Point]] = [[]]
    for (x, y), (right, next_y) in pairwise(values):
        if isfinite(y):
            parts[-1].append((x, y))
        if isfinite(y) and isfinite(next_y):
            if abs(next_y - y) > STEEP * height and _breaks(function, variable, x, right):
                parts.append([])
        elif parts[-1]:
            parts.append([])
    if isfinite(values[-1][1]):
        parts[-1].append(values[-1])
    return Curve(tuple(tuple(part) for part in parts if len(part) > 1))


def _places(low: float, high: float, count: int, logarithmic: bool) -> list[float]:
    if logarithmic:
        first, last = log(low), log(high)
        return [low, *(exp(first + (last - first) * n / count) for n in range(1, count)), high]
    return [*(low + (high - low) * n / count for n in range(count)), high]


def value_at(expression: Expression, variable: Symbol, x: float) -> float:
    """The value at a point, not a number where there is none."""
    try:
        return float(evaluate(expression, {variable: x}))
    except (SymdiffError, OverflowError, TypeError):
        return float("nan")


def _breaks(function: Expression, variable: Symbol, left: float, right: float) -> bool:
    """Whether the function is not known to be defined and continuous between two points."""
    intervals = [(left, right)]
    for _ in range(DEPTH):
        intervals = [
            half
            for low, high in intervals
            for half in ((low, (low + high) / 2), ((low + high) / 2, high))
            if not _is_enclosed(function, variable, *half)
        ][:2]
    return bool(intervals)


def _is_enclosed(function: Expression, variable: Symbol, low: float, high: float) -> bool:
    try:
        value = evaluate(function, {variable: arb(low).union(arb(high))})
    except (SymdiffError, TypeError):
        return False
    return bool(arb(value).is_finite())


def heights(values: Sequence[float], *, logarithmic: bool = False, room: float = 3.0) -> tuple[float, float]:
    """From where to where the picture reaches: most of the graphs, so that a pole does not flatten the rest."""
    if logarithmic:
        low, high = heights([log(v) for v in values if v > 0], room=room)
        return exp(low), exp(high)
    if not values:
        return -1.0, 1.0
    ordered = sorted(values)
    tenth = len(ordered) // 10
    low, high = ordered[tenth], ordered[-tenth - 1]
    height = (high - low) or abs(high) or 1.0
    bottom, top = max(ordered[0], low - room * height), min(ordered[-1], high + room * height)
    margin = 0.05 * ((top - bottom) or height)
    return bottom - margin, top + margin
