"""The levels of difficulty: how much effort each takes, and what its exercises look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .streams import Stream
from .tables import table


@dataclass(frozen=True)
class Limits:
    """How far one exercise may go.

    Attributes:
        compositions: how many functions of more than the variable it may have.
        nesting: how deep its functions may stand in one another.
    """

    compositions: int
    nesting: int


@dataclass(frozen=True)
class Level:
    """One level, as grammar/exercises.toml describes it.

    Attributes:
        effort: the least and the greatest effort of a solution.
        compositions, nesting: the numbers of compositions and of layers, by how often they occur.
        others: how many functions there are besides those that are needed.
        largest: the largest number of an answer.
        longest: the largest size of an answer.
        numbers: the largest factor or addend in a function.
    """

    effort: tuple[int, int]
    compositions: Mapping[int, int]
    nesting: Mapping[int, int]
    others: int
    largest: int
    longest: int
    numbers: int

    def limits(self, stream: Stream, least: int = 0) -> Limits:
        """How far the next exercise may go; `least` compositions it may have in any case."""
        return Limits(max(least, stream.weighted(self.compositions)), stream.weighted(self.nesting))


def _level(row: Mapping[str, Any]) -> Level:
    counts = {name: {int(n): weight for n, weight in row[name].items()} for name in ("compositions", "nesting")}
    return Level(**{**row, **counts, "effort": tuple(row["effort"])})


LEVELS: Mapping[int, Level] = {int(name): _level(row) for name, row in table("levels").items()}
USUAL = (1, 2)
"""The levels of a sheet for which none was asked: those of most exercises of a first course."""
