"""Where functions are compared: fixed sequences of points, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, islice, zip_longest
from typing import Any

from flint import fmpq

from ..evaluation.exact import PiMultiple
from ..expression import Expression, symbol
from ..traversal import postorder
from .critical import MOST_NODES, landmarks

Point = dict[str, Any]  # rationals of flint, multiples of pi, and other constants as expressions

_PRIMES = (7, 11, 13, 17, 19, 23, 29, 31)

SPECIAL = tuple(
    fmpq(*pair)
    for pair in (
        *((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 2), (-3, 2), (3, 1), (-3, 1)),
        *((5, 2), (-5, 2), (1, 3), (-1, 3), (1, 4), (10, 1), (-10, 1), (100, 1), (-100, 1)),
    )
)
ANGLES = tuple(
    PiMultiple(fmpq(*pair))
    for pair in ((1, 2), (-1, 2), (1, 1), (-1, 1), (1, 4), (3, 4), (1, 3), (1, 6), (3, 2), (2, 1), (-1, 4), (5, 2))
)
MOST_SPECIAL = 500
MOST_WORK = 100_000  # nodes that are evaluated at special points
LEAST_SPECIAL = 40
MOST_LETTERS = 5
MANY_NODES = 300
MOST_ON_SURFACE = 60
BACKGROUNDS = 3  # how often the other letters are given values while one is solved for
ON_PLANES = (fmpq(0), fmpq(1), fmpq(-1))


class Numbers:
    """A generator of numbers that is the same everywhere, for ever."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2654435761 % 2**64 + 88172645463325252

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        x = self.state
        x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
        self.state = x
        return (x >> 11) % limit


def _generic(numbers: Numbers, kind: int) -> fmpq:
    """A rational of no particular place: in (0, 1), of either sign and ordinary size, or larger and positive."""
    denominator = _PRIMES[numbers.below(len(_PRIMES))]
    if kind == 0:
        return fmpq(1 + numbers.below(denominator - 1), denominator)
    if kind == 1:
        value = fmpq(1 + numbers.below(4 * denominator), denominator)
        return -value if numbers.below(2) else value
    return fmpq(denominator + 1 + numbers.below(denominator * (10 if kind == 2 else 1000)), denominator)


# What the next point is like: most are of ordinary size, some have all coordinates positive or small.
_KINDS = (1, 1, 0, 2, 1, 0, 1, 2, 1, 3)


@cache
def generic_points(names: tuple[str, ...], count: int) -> tuple[Point, ...]:
    """So many points in general position."""
    numbers = Numbers(len(names) + 1)
    points = []
    for index in range(count):
        kind = _KINDS[index % len(_KINDS)]
        points.append({name: _generic(numbers, kind) for name in names})
    if names and count:
        points[0] = {name: fmpq(-3 + 5 * k, 5 + k) for k, name in enumerate(names)}
    return tuple(points)


def special_points(names: Sequence[str], *expressions: Expression) -> Iterator[Point]:
    """Points where formulas break, and around them: what they themselves speak of first, then what is often special.

    Args:
        names: the letters.
        expressions: the formulas, of whose landmarks the points are made.
    """
    nodes = postorder(expressions)
    most = max(min(MOST_SPECIAL, MOST_WORK // (len(nodes) + 1)), LEAST_SPECIAL)
    if len(names) == 1:
        return islice(_on_line(names[0], nodes), most)
    return islice(_distinct(_in_space(tuple(names), nodes)), most if names else 0)


def _on_line(name: str, nodes: list[Expression]) -> Iterator[Point]:
    found = landmarks(nodes, symbol(name), {})
    numbers = [value for value in found.exact if type(value) is fmpq]
    others = [value for value in found.exact if type(value) is not fmpq]
    for value in dict.fromkeys([*numbers, *SPECIAL, *ANGLES, *others, *found.around]):
        yield {name: value}


def _distinct(points: Iterator[Point]) -> Iterator[Point]:
    seen = set()
    for point in points:
        key = tuple(point.values())
        if key not in seen:
            seen.add(key)
            yield point


def _in_space(names: tuple[str, ...], nodes: list[Expression]) -> Iterator[Point]:
    """Coordinate planes, landmarks of one letter while the others are in general position, diagonals, pairs."""
    yield from _on_planes(names)
    found = [*_on_surfaces(names, nodes)] if len(nodes) <= MOST_NODES else []
    for together in zip_longest(*found):
        yield from (point for point in together if point is not None)
    others = generic_points(names, 8)
    values = [*SPECIAL, *ANGLES]
    for value in values:
        yield dict.fromkeys(names, value)
    for index, value in enumerate(values):
        for name in names[:MOST_LETTERS]:
            yield {**others[index % len(others)], name: value}
    numbers = Numbers(1)
    for _ in range(MOST_SPECIAL):
        yield {name: SPECIAL[numbers.below(len(SPECIAL))] for name in names}


def _on_planes(names: tuple[str, ...]) -> Iterator[Point]:
    """Points at which one, two or all letters are 0, 1 or -1."""
    for value in ON_PLANES:
        yield dict.fromkeys(names, value)
        for group in (*((name,) for name in names[:MOST_LETTERS]), *combinations(names[:MOST_LETTERS], 2)):
            for background in generic_points(names, 2):
                yield {**background, **dict.fromkeys(group, value)}


def _on_surfaces(names: tuple[str, ...], nodes: list[Expression]) -> Iterator[list[Point]]:
    """The landmarks of one letter while the others have values in general position, several times."""
    for background in generic_points(names, BACKGROUNDS if len(nodes) < MANY_NODES else 1):
        for name in names[:MOST_LETTERS]:
            found = landmarks(nodes, symbol(name), {n: v for n, v in background.items() if n != name})
            yield [{**background, name: value} for value in [*found.exact, *found.around][:MOST_ON_SURFACE]]
