"""The constant parts of a program, computed once: exactly where possible, else as the nearest float."""

from __future__ import annotations

from math import isinf
from typing import Any

from flint import fmpq

from .exact import CONSTANTS, PiMultiple, PowerOfE
from .operations import RealBalls
from .precision import working_precision
from .program import LAZY, Failed, Program, choose
from .undefined import Undecided

FIRST_BITS, LAST_BITS = 80, 640
TINY = 1e-290  # a float that is smaller has fewer digits


def fold_constants(program: Program, rebound: frozenset[str]) -> dict[int, Any]:
    """The value of each slot that depends on no symbol: a float or bool, or the error of a part that has none."""
    constant = _constant_slots(program, rebound)
    if not constant:
        return {}
    with working_precision(FIRST_BITS):
        folded = {slot: _float(value) for slot, value in _computed(program, constant, False).items()}
    if None not in folded.values():
        return folded
    with working_precision(LAST_BITS):
        better = {slot: _float(value) for slot, value in _computed(program, constant, True).items()}
    unknown = Undecided("a constant part cannot be computed well enough")
    return {slot: unknown if value is None else value for slot, value in better.items()}


def _constant_slots(program: Program, rebound: frozenset[str]) -> dict[int, None]:
    constant = dict.fromkeys(program.numbers)
    constant |= {slot: None for slot, name in program.names.items() if name in ("e", "pi") and name not in rebound}
    slot = program.leaf_count
    for _, arguments in program.heads:
        if all(a in constant for a in arguments):
            constant[slot] = None
        slot += 1
    return constant


def _computed(program: Program, constant: dict[int, None], final: bool) -> dict[int, Any]:
    arithmetic = RealBalls(final)
    values: dict[int, Any] = {}
    for slot, number in program.numbers.items():
        values[slot] = fmpq(number) if isinstance(number, int) else fmpq(number.numerator, number.denominator)
    for slot, name in program.names.items():
        if slot in constant:
            values[slot] = CONSTANTS[name]
    for slot in constant:
        if slot >= program.leaf_count:
            head, arguments = program.heads[slot - program.leaf_count]
            values[slot] = _carried_out(arithmetic, head, [values[a] for a in arguments], slot)
    return values


def _carried_out(arithmetic: RealBalls, head: str, arguments: list[Any], slot: int) -> Any:
    if head in LAZY:
        return choose(head, arguments, slot)
    failed = next((a for a in arguments if type(a) is Failed), None)
    if failed is not None:
        return failed
    try:
        return arithmetic.operation(head, len(arguments))(*arguments)
    except ArithmeticError as error:
        return Failed(error, slot)


def _float(value: Any) -> Any:
    """The float of a value; None if it is not known well enough."""
    if type(value) is Failed:
        return None if isinstance(value.error, Undecided) else value.error
    if isinstance(value, bool):
        return value
    if type(value) is fmpq:
        try:
            found = int(value.p) / int(value.q)
        except OverflowError:
            return OverflowError("a constant part is too large for a float")
        return found if abs(found) > TINY or not value else OverflowError("a constant part is too small for a float")
    ball = value.ball() if type(value) in (PiMultiple, PowerOfE) else value
    low, high = float(ball.lower()), float(ball.upper())
    if (max(abs(low), abs(high)) <= TINY and not ball.is_zero()) or isinf(low) or isinf(high):
        return OverflowError("a constant part is too large or too small for a float")
    return low if low == high else None
