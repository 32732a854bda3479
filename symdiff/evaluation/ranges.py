"""Where floats leave their range and it matters: the places of a program to look at.

A product, a quotient, a power or a function may underflow to 0. That is no harm where only sums follow: what is lost is
less than 10^-300. It is harm before a division, before a function that breaks at 0, such as a root or a sign, and
before a product. The arguments of those are watched, and so is the result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from flint import fmpq

from ..errors import SymdiffError
from ..expression import COMPARISONS
from ..rulebook import FunctionEntry
from .definitions import entry_of
from .program import Head
from .reals import evaluate_real

TINY = 1e-290  # a float that is smaller may have lost digits, or all of them
MODERATE = 1e8  # a constant factor up to this size does not bring back what has underflowed
ADDED = frozenset(("+", "-", "neg"))
CHOSEN = frozenset(("piecewise", "where", "and", "or"))

_kept: WeakKeyDictionary[FunctionEntry, bool] = WeakKeyDictionary()
_smooth: WeakKeyDictionary[FunctionEntry, bool] = WeakKeyDictionary()


def watched(heads: Sequence[Head], first: int, constants: Mapping[int, Any], result: int) -> list[int]:
    """The slots in which a value near 0 may be one that has underflowed, and matters.

    Args:
        heads: the operations in order: the first fills the slot `first`.
        first: that slot.
        constants: the values of the constant slots.
        result: the slot of the result.
    """
    may_underflow: set[int] = set()
    found: dict[int, None] = {}
    for slot, (head, slots) in enumerate(heads, first):
        found |= {s: None for s in _sensitive(head, slots, constants) if s in may_underflow}
        if _brings_forth(head, len(slots)) or (head not in COMPARISONS and not may_underflow.isdisjoint(slots)):
            may_underflow.add(slot)
    if result in may_underflow and heads[result - first][0] not in ADDED | CHOSEN:
        found[result] = None
    return list(found)


def has_underflowed(heads: Sequence[Head], first: int, slots: Sequence[Any]) -> bool:
    """Whether a value near 0 comes of operands that are not 0: only then something is lost."""
    for slot, (head, arguments) in enumerate(heads, first):
        value = slots[slot]
        if type(value) is float and -TINY < value < TINY and _brings_forth(head, len(arguments)):
            needed = arguments if head == "*" else arguments[:1] if head in ("/", "^") else ()
            if all(slots[a] for a in needed):
                return True
    return False


def _brings_forth(head: str, arity: int) -> bool:
    """Whether an operation has values near 0 of operands that are not near 0."""
    if head in ("*", "/", "^"):
        return True
    if head in ADDED or head in CHOSEN or head in COMPARISONS:
        return False
    entry = entry_of(head, arity)
    return entry is None or arity > 1 or not _keeps_zero(entry)


def _keeps_zero(entry: FunctionEntry) -> bool:
    """Whether the values near 0 of a function are those at arguments near 0, or at zeros that no float hits."""
    known = _kept.get(entry)
    if known is None:
        try:
            at_zero = evaluate_real(entry.application, {entry.letters[0]: fmpq(0)}) == 0
            known = at_zero or (entry.range is not None and evaluate_real(entry.range, {"y": fmpq(0)}) is True)
        except SymdiffError:
            known = False
        _kept[entry] = known
    return known


def _sensitive(head: str, slots: Sequence[int], constants: Mapping[int, Any]) -> Collection[int]:
    """The arguments whose being 0 or nearly 0 makes a difference."""
    if head in ADDED or head in CHOSEN:
        return ()
    if head == "*":
        others = [constants.get(s) for s in slots]
        return () if any(isinstance(c, float) and abs(c) <= MODERATE for c in others) else slots
    if head == "^":
        exponent = constants.get(slots[1])
        return () if isinstance(exponent, float) and exponent.is_integer() and exponent > 0 else slots[:1]
    if head == "/" or head in COMPARISONS or len(slots) > 1:
        return slots
    entry = entry_of(head, 1)
    return () if entry is not None and _is_smooth(entry) else slots


def _is_smooth(entry: FunctionEntry) -> bool:
    """Whether a function of one argument is differentiable at 0."""
    known = _smooth.get(entry)
    if known is None:
        _smooth[entry] = known = _has_slope(entry)
    return known


def _has_slope(entry: FunctionEntry) -> bool:
    (letter,) = entry.parameters
    slope = entry.derivatives.get(letter)
    if slope is None:
        return False
    conditions = [c for c in (entry.requirement, entry.conditions.get(letter)) if c is not None]
    try:
        return all(evaluate_real(part, {letter.name: fmpq(0)}) is not False for part in (slope, *conditions))
    except SymdiffError:
        return False
