"""What a check finds: a status, and the evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Ball:
    """A rigorous enclosure of a value: it lies between low and high.

    Attributes:
        low: a lower bound.
        high: an upper bound.
    """

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return shortest(self)

    def is_disjoint(self, other: Ball) -> bool:
        """Whether no value lies in both."""
        return self.high < other.low or other.high < self.low


def shortest(ball: Ball, most: int = 15) -> str:
    """The value in as many digits as are known, at most so many."""
    middle = (ball.low + ball.high) / 2
    width = ball.high - ball.low
    digits = most
    while digits > 1 and middle and width * 10**digits > abs(middle) * 4:
        digits -= 1
    return decimal(middle, digits)


def decimal(value: Fraction, digits: int) -> str:
    """A number in so many significant digits, without trailing zeros."""
    if not value:
        return "0"
    size = int((abs(value.numerator).bit_length() - value.denominator.bit_length()) * 0.30103)
    if -300 < size < 300:
        return f"{float(value):.{digits}g}"
    scaled = value / Fraction(10) ** size
    while not 1 <= abs(scaled) < 10:
        step = 1 if abs(scaled) >= 10 else -1
        scaled, size = scaled / Fraction(10) ** step, size + step
    return f"{float(scaled):.{digits}g}e{size:+d}"


@dataclass(frozen=True)
class Verdict:
    """The answer to "is this the same function?". It is true unless refuted.

    Attributes:
        status: "proved", "refuted" or "agrees".
        witness: for "refuted" a point where the two differ: the values of the symbols, by name.
        balls: for "refuted" the enclosures of the two values there, which are disjoint.
        points: for "agrees" at how many points.
        digits: for "agrees" to how many digits at least.
        note: what else is to be known, in words.
        complex: whether the points were complex, for want of real ones at which both are defined.
    """

    status: str
    witness: Mapping[str, Fraction] | None = None
    balls: tuple[Ball, Ball] | None = None
    points: int = 0
    digits: int = 0
    note: str = ""
    complex: bool = False
    sides: tuple[str, str] = ("the first", "the second")
    _domain: Callable[[], str] | str = field(default="", repr=False, compare=False)

    def __bool__(self) -> bool:
        return self.status != "refuted"

    @property
    def domain_differs(self) -> str:
        """Where the one is defined and the other is not, as far as was found; empty if nowhere."""
        if callable(self._domain):
            object.__setattr__(self, "_domain", self._domain())
        assert isinstance(self._domain, str)
        return self._domain

    def __str__(self) -> str:
        parts = [self._sentence()]
        if self.domain_differs:
            parts.append(self.domain_differs)
        if self.note:
            parts.append(self.note)
        return "; ".join(parts)

    def _sentence(self) -> str:
        if self.status == "proved":
            return "proved"
        if self.status == "agrees":
            kind = "complex points" if self.complex else "points" if self.points != 1 else "point"
            return f"agrees at {self.points} {kind} to {self.digits} digits"
        assert self.balls is not None
        first, second = told_apart(*self.balls)
        place = self.place()
        return f"refuted: {place}{self.sides[0]} is {first} and {self.sides[1]} is {second}"

    def place(self) -> str:
        """The witness in words, such as `at x = 2, y = 1/3 `."""
        if not self.witness:
            return ""
        return "at " + ", ".join(f"{name} = {value}" for name, value in self.witness.items()) + " "

    def __reduce__(self) -> tuple[Any, ...]:
        fields = (self.status, self.witness, self.balls, self.points, self.digits, self.note, self.complex, self.sides)
        return Verdict, (*fields, self.domain_differs)


def told_apart(first: Ball, second: Ball) -> tuple[str, str]:
    """The two values in so many digits that they differ, at least 6."""
    for most in range(6, 16):
        texts = shortest(first, most), shortest(second, most)
        if texts[0] != texts[1]:
            return texts
    gap = second.low - first.high if second.low > first.high else second.high - first.low
    return texts[0], f"{texts[1]} ({decimal(abs(gap), 2)} {'more' if gap > 0 else 'less'})"
