"""The arguments at which a function or its derivatives break, found from what the tables say of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from weakref import WeakKeyDictionary

from flint import fmpq

from ..errors import SymdiffError
from ..expression import Expression, Number
from ..rulebook import FunctionEntry
from ..traversal import postorder
from .reals import evaluate_real

Levels = tuple[Fraction, ...]

ELSEWHERE = (Fraction(3, 7), Fraction(13, 7))  # what the other arguments are meanwhile
TRIED = tuple(Fraction(k) for k in range(-2, 3))
SLIGHTLY = Fraction(1, 1000)

_found: WeakKeyDictionary[FunctionEntry, tuple[Levels, ...]] = WeakKeyDictionary()


def edges(entry: FunctionEntry) -> tuple[Levels, ...]:
    """For each argument of a function the levels at which its domain or that of a derivative ends or has a hole.

    Tried are the numbers from -2 to 2, and those that the formulas of the table speak of.

    >>> from symdiff.rulebook import standard
    >>> edges(standard().functions["asin", 1])
    ((Fraction(-1, 1), Fraction(1, 1)),)
    """
    known = _found.get(entry)
    if known is None:
        formulas = _formulas(entry)
        known = tuple(_levels(entry, formulas, place) for place in range(len(entry.parameters)))
        _found[entry] = known
    return known


def _formulas(entry: FunctionEntry) -> list[Expression]:
    said = (entry.requirement, *entry.conditions.values(), *entry.derivatives.values(), entry.application)
    return [formula for formula in said if formula is not None]


def _levels(entry: FunctionEntry, formulas: list[Expression], place: int) -> Levels:
    spoken = {abs(Fraction(n.value)) for n in postorder(formulas) if isinstance(n, Number)}
    tried = sorted({*TRIED, *spoken, *(-level for level in spoken)})
    return tuple(level for level in tried if any(_breaks(entry, f, place, level) for f in formulas))


def _breaks(entry: FunctionEntry, formula: Expression, place: int, level: Fraction) -> bool:
    """Whether a formula has a value, or a condition holds, at a level but not on a side of it, or the other way."""
    for others in ELSEWHERE[: len(entry.parameters)]:
        point = {letter.name: fmpq(others.numerator, others.denominator) for letter in entry.parameters}
        there, *beside = (
            _exists(formula, point, entry.letters[place], level + gap) for gap in (0, -SLIGHTLY, SLIGHTLY)
        )
        if any(there != other for other in beside):
            return True
    return False


def _exists(formula: Expression, point: Mapping[str, fmpq], letter: str, value: Fraction) -> bool:
    """Whether the formula has a value, or the condition holds, at a point."""
    try:
        at = {**point, letter: fmpq(value.numerator, value.denominator)}
        return evaluate_real(formula, at) is not False
    except SymdiffError:
        return False
