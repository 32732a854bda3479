"""Random choices that are the same on every machine: integers from SHA-256, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

Value = TypeVar("Value")
BITS = 32


def digest(value: object) -> str:
    """A name for a value made of texts, numbers, lists and mappings."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain)
    return sha256(text.encode("utf-8")).hexdigest()


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


class Stream:
    """A sequence of random integers that depends on the labels alone.

    >>> Stream(7, 0).below(100) == Stream(7, 0).below(100)
    True
    """

    def __init__(self, *labels: object) -> None:
        self._label = ":".join(map(str, labels)).encode("utf-8")
        self._block = 0
        self._words: list[int] = []

    def word(self) -> int:
        """The next 32 bits."""
        if not self._words:
            block = sha256(self._label + b":" + str(self._block).encode("ascii")).digest()
            self._block += 1
            self._words = [int.from_bytes(block[i : i + 4], "big") for i in range(0, len(block), 4)]
        return self._words.pop()

    def below(self, bound: int) -> int:
        """An integer from 0 up to, not including, the bound; each equally likely."""
        limit = (1 << BITS) - (1 << BITS) % bound
        while (word := self.word()) >= limit:
            pass
        return word % bound

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + self.below(high - low + 1)

    def choice(self, values: Sequence[Value]) -> Value:
        """One of the values."""
        return values[self.below(len(values))]

    def weighted(self, weights: Mapping[Value, int]) -> Value:
        """One of the keys, each as likely as its weight says."""
        mark = self.below(sum(weights.values()))
        for value, weight in weights.items():
            mark -= weight
            if mark < 0:
                return value
        raise AssertionError("the mark lies below the sum of the weights")

    def chance(self, percent: int) -> bool:
        """True in so many cases of a hundred."""
        return self.below(100) < percent

    def shuffled(self, values: Sequence[Value]) -> list[Value]:
        """The values in a random order."""
        rest = list(values)
        for place in range(len(rest) - 1, 0, -1):
            other = self.below(place + 1)
            rest[place], rest[other] = rest[other], rest[place]
        return rest
