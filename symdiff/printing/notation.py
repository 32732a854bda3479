"""The derivatives of functions that are only names: which function, by which arguments."""

from __future__ import annotations

import re
from dataclasses import dataclass

NOTATIONS = ("lagrange", "leibniz", "euler", "newton")

_PARTIAL = re.compile(r"((?:D_[1-9][0-9]* )+)(.+)")


@dataclass(frozen=True)
class Formal:
    """f'', or D_1 D_2 f.

    Attributes:
        function: the function's name, f.
        primes: how often it is differentiated by its only argument, 2.
        places: by which of several arguments, counted from 1: (1, 2).
    """

    function: str
    primes: int
    places: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name of the derivative as a function of its own."""
        return "".join(f"D_{place} " for place in self.places) + self.function + "'" * self.primes

    @property
    def order(self) -> int:
        """How many times it is differentiated."""
        return self.primes or len(self.places)


def parsed(name: str) -> Formal | None:
    """What derivative a function's name stands for, or None if for none.

    >>> parsed("D_1 D_2 f")
    Formal(function='f', primes=0, places=(1, 2))
    """
    function = name.rstrip("'")
    if function != name and function:
        return Formal(function, len(name) - len(function), ())
    match = _PARTIAL.fullmatch(name)
    if match is None:
        return None
    places = tuple(int(part) for part in match[1].replace("D_", "").split())
    return Formal(match[2], 0, places)
