"""Where functions are compared: fixed sequences of rational points, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from flint import fmpq

from ..evaluation.exact import PiMultiple

Point = dict[str, Any]

_PRIMES = (7, 11, 13, 17, 19, 23, 29, 31)

SPECIAL = tuple(
    fmpq(*pair)
    for pair in (
        *((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 2), (-3, 2), (3, 1), (-3, 1)),
        *((5, 2), (-5, 2), (1, 3), (-1, 3), (1, 4), (10, 1), (-10, 1), (100, 1), (-100, 1)),
    )
)
ANGLES = tuple(
    PiMultiple(fmpq(*pair)) for pair in ((1, 2), (-1, 2), (1, 1), (-1, 1), (1, 4), (3, 4), (1, 3), (1, 6), (3, 2))
)


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


def special_points(names: Sequence[str], extra: Sequence[fmpq] = (), most: int = 400) -> Iterator[Point]:
    """Points where formulas break: 0, 1, -1, halves, multiples of pi, and the extra values; diagonals and pairs."""
    values: list[Any] = list(dict.fromkeys([*SPECIAL, *extra]))
    return islice(_special_points(tuple(names), [*values, *ANGLES]), most)


def _special_points(names: tuple[str, ...], values: list[Any]) -> Iterator[Point]:
    for value in values:
        yield dict.fromkeys(names, value)
    if len(names) < 2:
        return
    others = generic_points(names, 8)
    for index, value in enumerate(values[:20]):
        for name in names[:6]:
            yield {**others[index % len(others)], name: value}
    numbers = Numbers(1)
    while True:
        yield {name: values[numbers.below(min(len(values), 20))] for name in names}
