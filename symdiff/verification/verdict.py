"""What a check finds: a status, and the evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from ..errors import DomainError
from ..evaluation.precision import working_precision
from ..expression import Expression

LARGEST_EXPONENT = 300  # of ten, of a number that is written as a float


@dataclass(frozen=True, order=False)
class Dyadic:
    """mantissa*2^exponent, of which the exponent is so large that it is not written out as a fraction.

    Attributes:
        mantissa: a whole number.
        exponent: of any size.
    """

    mantissa: int
    exponent: int


Bound = Fraction | Dyadic


@dataclass(frozen=True)
class Ball:
    """A rigorous enclosure of a value: it lies between low and high.

    Attributes:
        low: a lower bound.
        high: an upper bound.
    """

    low: Bound
    high: Bound

    def __str__(self) -> str:
        return self.text()

    def is_disjoint(self, other: Ball) -> bool:
        """Whether no value lies in both."""
        return _is_less(self.high, other.low) or _is_less(other.high, self.low)

    def text(self, most: int = 15) -> str:
        """The value in as many digits as are known, at most so many."""
        with working_precision(_bits(self)):
            low, high = _exactly(self.low), _exactly(self.high)
            middle, width = (low + high) / 2, high - low
            digits = most
            while digits > 1 and not width.is_zero() and width * arb(10) ** digits > abs(middle) * 4:
                digits -= 1
            return decimal(middle, digits)


def _is_less(one: Bound, other: Bound) -> bool:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one < other
    with working_precision(_bits(Ball(one, other))):
        return bool(_exactly(one) < _exactly(other))


def _bits(ball: Ball) -> int:
    """A precision at which the bounds, and powers of ten near them, are known well."""
    sizes = [0]
    for bound in (ball.low, ball.high):
        if isinstance(bound, Dyadic):
            sizes += [bound.mantissa.bit_length() + bound.exponent.bit_length()]
        else:
            sizes += [min(bound.numerator.bit_length() + 64, 8000)]
    return 200 + max(sizes)


def _exactly(bound: Bound) -> arb:
    if isinstance(bound, Dyadic):
        return arb((bound.mantissa, bound.exponent))
    return arb(fmpq(bound.numerator, bound.denominator))


def decimal(value: arb, digits: int) -> str:
    """A number in so many significant digits, without trailing zeros, as Python writes a float."""
    text = value.str(digits, radius=False) if not value.is_zero() else "0"
    mantissa, _, exponent = text.partition("e")
    if not exponent or abs(int(exponent)) < LARGEST_EXPONENT:
        return f"{float(value.mid()):.{digits}g}"
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}e{exponent}"


@dataclass(frozen=True)
class Verdict:
    """The answer to "is this the same function?". It is true unless refuted; where nothing can be compared,
    it is neither, and to ask for its truth is an error.

    Attributes:
        status: "proved", "refuted", "agrees", or "incomparable" where no point was found at which both have a value.
        witness: for "refuted" a point where the two differ: the values of the symbols, by name; each is a
            Fraction, or an expression such as pi/2.
        balls: for "refuted" the enclosures of the two values there, which are disjoint.
        points: for "agrees" at how many points.
        digits: for "agrees" to how many digits at least.
        note: what else is to be known, in words.
        complex: whether the points were complex, for want of real ones at which both are defined.
    """

    status: str
    witness: Mapping[str, Fraction | Expression] | None = None
    balls: tuple[Ball, Ball] | None = None
    points: int = 0
    digits: int = 0
    note: str = ""
    complex: bool = False
    sides: tuple[str, str] = ("the first", "the second")
    _domain: Callable[[], str] | str = field(default="", repr=False, compare=False)

    def __bool__(self) -> bool:
        if self.status == "incomparable":
            raise DomainError(self.note)
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
        if self.status in ("proved", "incomparable"):
            return self.status
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
        texts = first.text(most), second.text(most)
        if texts[0] != texts[1]:
            return texts
    with working_precision(max(_bits(first), _bits(second))):
        is_more = _is_less(first.high, second.low)
        ends = (second.low, first.high) if is_more else (first.low, second.high)
        gap = decimal(_exactly(ends[0]) - _exactly(ends[1]), 2)
    return texts[0], f"{texts[1]} ({gap} {'more' if is_more else 'less'})"
