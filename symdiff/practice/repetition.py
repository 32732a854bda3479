"""What a sheet has already: items that differ in names alone, and formulas of one shape."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from ..errors import SymdiffError
from .gates import canonical, skeleton
from .items import Item

MOST_REPEATED = 400  # items in a row that were there already: then there are no more
MOST_MISSES = 60  # items of a known shape in a row, after which shapes may come again
MOST_REMEMBERED = 200_000


class Seen:
    """What a sheet has already.

    Each shape of a formula comes once, then each twice, and so on.
    """

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._shapes: Counter[bytes] = Counter()
        self._most = 1
        self._misses = self._repeated = 0

    def is_new(self, item: Item) -> bool:
        """Whether an item may come now; it counts as seen if it may.

        Raises:
            SymdiffError: nothing new has come for long.
        """
        shape = _mark(f"{item.kind}:{skeleton(item.expression, item.variable)}")
        mark = _mark(fingerprint(item))
        if mark in self._known:
            self._repeated += 1
            if self._repeated > MOST_REPEATED:
                raise SymdiffError(f"there are no more than {len(self._known)} different exercises of this kind")
        elif self._shapes[shape] < self._most:
            self._misses = self._repeated = 0
            if len(self._known) < MOST_REMEMBERED:
                self._known.add(mark)
                self._shapes[shape] += 1
            return True
        self._misses += 1
        if self._misses >= MOST_MISSES:
            self._most += 1
            self._misses = 0
        return False


def _mark(text: str) -> bytes:
    return sha256(text.encode("utf-8")).digest()[:12]


def fingerprint(item: Item) -> str:
    """A text that two items share if they differ in names and the order of terms only."""
    others = ",".join(str(value) for value in item.details.values())
    return f"{item.kind}:{canonical(item.expression, item.variable)}:{others}"
