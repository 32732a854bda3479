"""Where answers are compared in a page: points, with the values of the key and of the wrong answers there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol
from ..practice.distractors import distractors_of
from ..practice.items import Item

MOST = 7
LEAST = 3
_LARGEST = 1e9
# Numbers without a pattern of their own, so that two different formulas hardly agree at all of them.
_PLACES = (
    0.37, 1.13, -0.61, 2.21, 0.83, -1.47, 0.19, 3.07, -2.39, 1.71, 0.53, 4.33, -0.23, 5.9, 7.7, 12.6, -3.3, 0.06, 0.97,
)  # fmt: skip


def evidence(item: Item) -> dict[str, Any] | None:
    """What the page needs to judge an answer; None where the answer has too few values.

    The object has `names` (the variables), `points`, `keys` (for each key its values there) and
    `wrong` (for each wrong answer its values, null where it has none everywhere).
    """
    keys = tuple(map(value_of, item.keys))
    symbols = sorted({s for key in keys for s in key.free_symbols}, key=lambda s: s.name)
    points: list[dict[str, float]] = []
    values: list[list[float]] = []
    for point in _candidates(symbols):
        here = _values(keys, point)
        if here is not None:
            points.append(point)
            values.append(here)
        if len(points) == MOST:
            break
    if (symbols and len(points) < LEAST) or not points:
        return None
    wrong = [_everywhere(value_of(d.answer), points) for d in distractors_of(item)] if len(item.keys) == 1 else []
    names = sorted({s.name for s in item.expression.free_symbols} | {s.name for s in symbols} | {item.variable.name})
    return {"names": names, "points": points, "keys": [list(v) for v in zip(*values, strict=True)], "wrong": wrong}


def value_of(answer: Expression) -> Expression:
    """The formula that an answer gives: of an equation `y = ...` its right side."""
    is_equation = isinstance(answer, Apply) and answer.function == "=" and isinstance(answer.arguments[0], Symbol)
    return answer.arguments[1] if is_equation and isinstance(answer, Apply) else answer


def _candidates(symbols: Sequence[Symbol]) -> Iterator[dict[str, float]]:
    if not symbols:
        yield {}
        return
    for start in range(len(_PLACES)):
        yield {s.name: _PLACES[(start + 5 * n) % len(_PLACES)] for n, s in enumerate(symbols)}


def _values(expressions: Sequence[Expression], point: dict[str, float]) -> list[float] | None:
    values = []
    for expression in expressions:
        try:
            value = float(expression.evaluate(point))
        except (SymdiffError, OverflowError):
            return None
        if not isfinite(value) or abs(value) > _LARGEST:
            return None
        values.append(float(f"{value:.12g}"))
    return values


def _everywhere(expression: Expression, points: Sequence[dict[str, float]]) -> list[float] | None:
    found = []
    for point in points:
        values = _values((expression,), point)
        if values is None:
            return None
        found += values
    return found
