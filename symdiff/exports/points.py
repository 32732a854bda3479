"""Where answers are compared in a page: points, with the values of the key and of the wrong answers there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import isfinite
from typing import Any

from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol
from ..grading.judging import Question
from ..practice.distractors import distractors_of
from ..practice.items import Item
from ..practice.rounding import accuracy
from ..verification.points import special_points
from ..verification.sides import is_rational

MOST = 7
MOST_SPECIAL = 5
LEAST = 3
_LARGEST = 1e9
# Numbers without a pattern of their own, so that two different formulas hardly agree at all of them.
_PLACES = (
    0.37, 1.13, -0.61, 2.21, 0.83, -1.47, 0.19, 3.07, -2.39, 1.71, 0.53, 4.33, -0.23, 5.9, 7.7, 12.6, -3.3, 0.06, 0.97,
)  # fmt: skip

_FAR = (50.0, -50.0)
"""Beyond what stands in most formulas."""
_MOST_TRIED = 30

Point = dict[str, float]


def evidence(item: Item) -> dict[str, Any] | None:
    """What the page needs to judge an answer; None where the answer has too few values.

    The object has `names` (the variables), `texts` (the keys as formulas), `bounds` (for each key that is a number the
    least and the largest decimal that is right), `points`, `keys` (for each key its values there), `wrong` (for each
    wrong answer its values, null where it has none; null for too few of them) and `left` (what stands on the left of
    the equation that is asked for, if it is one).
    """
    keys = tuple(map(value_of, item.keys))
    is_line = item.answer_kind == "equation"
    needed = keys if is_line else (*keys, item.expression)
    symbols = sorted({s for part in needed for s in part.free_symbols}, key=lambda s: s.name)
    if not any(_known(needed, _generic(symbols), 1)):
        return None
    held = keys if is_line else tuple(_where_it_holds(item, key) for key in keys)
    known = [*_known(held, _generic(symbols), MOST), *_known(held, _special(keys, symbols), MOST_SPECIAL)]
    points = [point for point, _ in known]
    if len(points) < (LEAST if symbols else 1):
        return None
    wrong = [_somewhere(value_of(d.answer), points) for d in distractors_of(item)] if len(item.keys) == 1 else []
    names = sorted({s.name for s in item.expression.free_symbols} | {s.name for s in symbols} | {item.variable.name})
    return {
        "names": names,
        "texts": list(map(str, keys)),
        "bounds": list(map(_bounds, keys)),
        "points": points,
        "keys": [list(v) for v in zip(*(values for _, values in known), strict=True)],
        "wrong": wrong,
        "left": str(item.key.arguments[0]) if keys[0] is not item.key and isinstance(item.key, Apply) else "",
    }


def _bounds(key: Expression) -> tuple[float, float] | None:
    """The least and the largest decimal that is right; None where the key is no number."""
    found = accuracy(key)
    return None if found is None else (float(found.low), float(found.high))


def _where_it_holds(item: Item, key: Expression) -> Expression:
    """The key with what a grade asks for: that the function has a value and a derivative there."""
    return Question(item.expression, item.variable, key, item).key_where_it_holds


def _known(keys: Sequence[Expression], points: Iterable[Point], most: int) -> Iterator[tuple[Point, list[float]]]:
    """Points at which all keys have values, with these."""
    found = ((point, _values(keys, point)) for point in points)
    return islice(((point, values) for point, values in found if values is not None), most)


def value_of(answer: Expression) -> Expression:
    """The formula that an answer gives: of an equation `y = ...` its right side."""
    is_equation = isinstance(answer, Apply) and answer.function == "=" and isinstance(answer.arguments[0], Symbol)
    return answer.arguments[1] if is_equation and isinstance(answer, Apply) else answer


def _generic(symbols: Sequence[Symbol]) -> Iterator[Point]:
    if not symbols:
        yield {}
        return
    for start in range(len(_PLACES)):
        yield {s.name: _PLACES[(start + 5 * n) % len(_PLACES)] for n, s in enumerate(symbols)}


def _special(keys: Sequence[Expression], symbols: Sequence[Symbol]) -> Iterator[Point]:
    """Far out, and where formulas break."""
    names = [s.name for s in symbols]
    if not names:
        return
    yield from (dict.fromkeys(names, value) for value in _FAR)
    for point in islice(special_points(names, *keys), _MOST_TRIED):
        if is_rational(point):
            yield {name: float(value) for name, value in point.items()}


def _values(expressions: Sequence[Expression], point: Point) -> list[float] | None:
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


def _somewhere(expression: Expression, points: Sequence[Point]) -> list[float | None] | None:
    values = [_values((expression,), point) for point in points]
    found = [None if value is None else value[0] for value in values]
    return found if sum(value is not None for value in found) >= min(LEAST, len(points)) else None
