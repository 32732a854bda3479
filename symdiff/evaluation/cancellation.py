"""Where digits of floats cancel: the places of a program to look at, for numbers and for arrays alike.

A sum that is much smaller than its terms has lost their digits; so has a function near a zero that does not lie at 0,
such as ln(u) near u = 1, if its argument has been rounded; a function that goes up and down, such as the sine, far out
(near its zeros it is as exact as its argument); and a power with a large exponent of what has been rounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from flint import fmpq

from ..expression import ZERO
from ..rulebook import FunctionEntry
from ..rulebook.domains import opened
from ..rulebook.entries import VALUE
from ..rulebook.signs import keeps_sign
from .definitions import entry_of
from .program import Head
from .reals import evaluate_real

CANCELLED = 1e-6  # what is smaller than that of which it is made by this factor has too few digits left
SHARP = 1e-3  # the same for functions that begin vertically, such as acos
AWAY = 1e-3  # an argument beyond this is not near 0
FAR = 1e9  # an argument beyond this, rounded, tells little of where in its period a function is
STEEP = 1e6  # an exponent beyond this makes much of what is rounded in the base

_crossing: WeakKeyDictionary[FunctionEntry, bool] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Crossing:
    """A function with zeros away from 0, of an argument that has been rounded.

    Attributes:
        slot: of its value.
        argument: the slot of its argument.
        least: a value below this has too few digits.
        farthest: so has the value at an argument beyond this.
    """

    slot: int
    argument: int
    least: float
    farthest: float


@dataclass(frozen=True, slots=True)
class Cancellations:
    """The places of a program at which digits may cancel.

    Attributes:
        sums: the slots of sums, each with those of its two terms.
        crossings: the functions with zeros away from 0, by their slots.
        exponents: the slots of exponents of rounded bases, by those of the powers.
        terms: the slots of the terms, by those of the sums.
        slots: all of the slots.
    """

    sums: tuple[tuple[int, int, int], ...]
    crossings: Mapping[int, Crossing]
    exponents: Mapping[int, int]
    terms: Mapping[int, tuple[int, int]]
    slots: frozenset[int]

    def meet(self, slots: Sequence[Any]) -> bool:
        """Whether digits have cancelled in a run over numbers."""
        for slot, one, other in self.sums:
            if abs(slots[slot]) < CANCELLED * abs(slots[one]) and slots[other]:
                return True
        for crossing in self.crossings.values():
            size = abs(slots[crossing.argument])
            if (abs(slots[crossing.slot]) < crossing.least and size > AWAY) or size > crossing.farthest:
                return True
        return any(abs(slots[slot]) > STEEP for slot in self.exponents.values())


def cancellations(
    heads: Sequence[Head], first: int, constants: Mapping[int, Any], base_e: frozenset[int]
) -> Cancellations:
    """The places of a program at which digits may cancel.

    Args:
        heads: the operations in order: the first fills the slot `first`.
        first: that slot.
        constants: the values of the constant slots; the slots before `first` that have none are variables.
        base_e: the slots of the constant e.
    """

    def is_exact(slot: int) -> bool:
        value = constants.get(slot, 0)
        return slot < first and not (isinstance(value, float) and not value.is_integer())

    sums: dict[int, tuple[int, int]] = {}
    crossings: dict[int, Crossing] = {}
    exponents: dict[int, int] = {}
    for slot, (head, slots) in enumerate(heads, first):
        if all(map(is_exact, slots)):
            continue
        if head in ("+", "-"):
            sums[slot] = (slots[0], slots[1])
        elif head == "^" and slots[0] not in base_e and not is_exact(slots[0]):
            value = constants.get(slots[1])
            if value is None or (isinstance(value, float) and abs(value) > STEEP):
                exponents[slot] = slots[1]
        elif len(slots) == 1 and (entry := entry_of(head, 1)) is not None and _crosses(entry):
            least = SHARP if entry.requirement is not None and opened(entry.requirement) is not None else CANCELLED
            grows = bool(entry.monotone)
            crossings[slot] = Crossing(slot, slots[0], least if grows else 0.0, float("inf") if grows else FAR)
    places = frozenset((*sums, *crossings, *exponents))
    return Cancellations(tuple((slot, *terms) for slot, terms in sums.items()), crossings, exponents, sums, places)


def _crosses(entry: FunctionEntry) -> bool:
    """Whether a function may change its sign at an argument that is not 0."""
    known = _crossing.get(entry)
    if known is None:
        is_off = entry.range is not None and evaluate_real(entry.range, {VALUE.name: fmpq(0)}) is False
        is_step = entry.derivatives.get(entry.parameters[0]) is ZERO
        _crossing[entry] = known = not (is_off or is_step or keeps_sign(entry))
    return known


def meet_in_arrays(found: Cancellations, slot: int, slots: Sequence[Any], wider: float = 1.0) -> Any:
    """At which points of a block digits have cancelled in an operation; False where nowhere.

    Args:
        found: the places.
        slot: the slot of the operation, which has just been done.
        slots: the values.
        wider: the unit in the last place of the arrays, in that of floats.
    """
    import numpy as np

    value = slots[slot]
    if slot in found.terms:
        one, other = (slots[s] for s in found.terms[slot])
        least = np.abs(one)
        least *= CANCELLED * wider
        met = np.abs(value) <= least
        return met & (np.asarray(other) != 0) if np.any(met) else False
    if slot in found.exponents:
        return np.abs(slots[found.exponents[slot]]) > STEEP / wider
    crossing = found.crossings[slot]
    size = np.abs(slots[crossing.argument])
    least = crossing.least * (wider if crossing.least == CANCELLED else wider**0.5)
    return ((np.abs(value) < least) & (size > AWAY)) | (size > crossing.farthest / wider)
