"""Adaptive precision: the same program on ever smaller balls, until the value is known well enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar

from ..errors import LimitError

MOST_BITS = 4096
MOST_DIGITS = 20_000

Result = TypeVar("Result")

_lock = RLock()


@contextmanager
def working_precision(bits: int) -> Iterator[None]:
    """Balls of so many bits inside. The precision of flint belongs to the process: one thread at a time."""
    from flint import ctx

    with _lock, ctx.workprec(bits):
        yield


def ladder(bits: int) -> list[int]:
    """The precisions to try for a result of so many bits."""
    start, last = bits + 12, max(MOST_BITS, 2 * bits)
    steps = []
    while start < last:
        steps.append(start)
        start *= 3
    return [*steps, last]


def bits_of(digits: int) -> int:
    """The bits that hold so many decimal digits.

    Raises:
        LimitError: so many are not computed.
    """
    if not 1 <= digits <= MOST_DIGITS:
        raise LimitError(f"digits must be from 1 to {MOST_DIGITS}, not {digits}")
    return int(digits * 3.3219281) + 4


def refine(bits: int, compute: Callable[[bool], Any], accept: Callable[[Any, bool], Result | None]) -> Result | None:
    """The first result that is accepted, computed with more and more bits.

    Args:
        bits: how many the result is to have.
        compute: the value at the current precision; it is told whether this is the last one, and
            may raise `Stopped`.
        accept: the result from the value, or None if it is not known well enough.
    """
    from .program import Stopped
    from .undefined import TooLarge, Undecided

    steps = ladder(bits)
    known: list[Any] = []
    for step in steps:
        final = step == steps[-1]
        with working_precision(step):
            try:
                known.append(compute(final))
                result = accept(known[-1], final)
            except Stopped as stop:
                if known and isinstance(stop.cause, TooLarge):
                    return accept(known[-1], True)  # all that can be known
                if final or not isinstance(stop.cause, Undecided):
                    raise
                continue
        if result is not None:
            return result
    return None
