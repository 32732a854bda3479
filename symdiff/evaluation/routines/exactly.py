"""What is exact of the functions: sin(pi/6) is 1/2, ln(e^2) is 2, a factorial is an integer.

Every rule returns None where the value has no exact form, and raises Undefined at a pole. Logarithms to a base,
and the quotients of sine and cosine, have rules beside their definitions: balls never show that a value is rational.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq, fmpz

from ..exact import (
    HALF,
    MINUS_ONE,
    MOST_BITS,
    ONE,
    ZERO,
    PiMultiple,
    PowerOfE,
    add,
    cbrt,
    is_whole,
    pi_multiple,
    power_of_e,
    real_root,
    sqrt,
    subtract,
)
from ..undefined import Undefined

MOST_FACTORIAL = 5000


def _exp(a: Any) -> Any:
    return power_of_e(a) if type(a) is fmpq else None


def _ln(a: Any) -> Any:
    if type(a) is PowerOfE:
        return a.exponent
    return ZERO if type(a) is fmpq and a == 1 else None


def _logarithm(a: Any, base: Any) -> Any:
    """log_base(a) where it is a rational with a small denominator."""
    if type(a) is PowerOfE and type(base) is PowerOfE:
        return a.exponent / base.exponent
    if type(a) is not fmpq or type(base) is not fmpq or a <= 0 or base <= 0 or base == 1:
        return None
    if a == 1:
        return ZERO
    estimate = arb(a).log() / arb(base).log()
    for denominator in range(1, 5):
        numerator = (estimate * denominator + HALF).floor().unique_fmpz()
        if numerator is None or abs(numerator) * base.height_bits() > MOST_BITS:
            continue
        if base ** int(numerator) == a**denominator:
            return fmpq(numerator, denominator)
    return None


def _log10(a: Any) -> Any:
    return _logarithm(a, fmpq(10))


def _log2(a: Any) -> Any:
    return _logarithm(a, fmpq(2))


def _turns(a: Any) -> fmpq | None:
    """The angle as a multiple of pi, where it is a rational one."""
    if type(a) is PiMultiple:
        return a.factor
    return ZERO if type(a) is fmpq and not a else None


# _sin(k pi/6); _sin(k pi/3 +- ...) has no other rational values.
_SINES = {0: ZERO, 1: HALF, 3: ONE, 5: HALF, 6: ZERO, 7: -HALF, 9: MINUS_ONE, 11: -HALF}


def _sine_of_turns(turns: fmpq) -> fmpq | None:
    twelfths = turns * 6
    return _SINES.get(int(twelfths.p % 12)) if twelfths.q == 1 else None


def _sin(a: Any) -> Any:
    turns = _turns(a)
    return None if turns is None else _sine_of_turns(turns)


def _cos(a: Any) -> Any:
    turns = _turns(a)
    return None if turns is None else _sine_of_turns(turns + HALF)


def _tan(a: Any) -> Any:
    turns = _turns(a)
    if turns is None:
        return None
    quarters = turns * 4
    if quarters.q != 1:
        return None
    value = (ZERO, ONE, None, MINUS_ONE)[int(quarters.p % 4)]
    if value is None:
        raise Undefined("tan(u) has a pole where cos(u) = 0")
    return value


def _cot(a: Any) -> Any:
    turns = _turns(a)
    if turns is not None and turns.q == 1:
        raise Undefined("cot(u) has a pole where sin(u) = 0")
    return None if turns is None else _tan(pi_multiple(HALF - turns))


_ASIN = {ZERO: ZERO, HALF: fmpq(1, 6), ONE: HALF, -HALF: fmpq(-1, 6), MINUS_ONE: -HALF}


def _asin(a: Any) -> Any:
    turns = _ASIN.get(a) if type(a) is fmpq else None
    return None if turns is None else pi_multiple(turns)


def _acos(a: Any) -> Any:
    turns = _ASIN.get(a) if type(a) is fmpq else None
    return None if turns is None else pi_multiple(HALF - turns)


def _atan(a: Any) -> Any:
    return pi_multiple(a / 4) if type(a) is fmpq and (not a or abs(a) == 1) else None


def _acot(a: Any) -> Any:
    turns = _atan(a)
    return None if turns is None else subtract(PiMultiple(HALF), turns)


def _at_zero(value: fmpq) -> Callable[[Any], Any]:
    return lambda a: value if type(a) is fmpq and not a else None


def _at_one(value: fmpq) -> Callable[[Any], Any]:
    return lambda a: value if type(a) is fmpq and a == 1 else None


def _absolute(a: Any) -> Any:
    if type(a) is fmpq:
        return abs(a)
    if type(a) is PiMultiple:
        return PiMultiple(abs(a.factor))
    return a if type(a) is PowerOfE else None


def _sign(a: Any) -> Any:
    if type(a) is PiMultiple:
        a = a.factor
    if type(a) is fmpq:
        return fmpq((a > 0) - (a < 0))
    return ONE if type(a) is PowerOfE else None


def _heaviside(a: Any) -> Any:
    side = _sign(a)
    return None if side is None else (side + 1) / 2


def _floor(a: Any) -> Any:
    return fmpq(a.floor()) if type(a) is fmpq else None


def _ceil(a: Any) -> Any:
    return fmpq(-(-a).floor()) if type(a) is fmpq else None


def _gamma(a: Any) -> Any:
    if not is_whole(a) or not 0 < a <= MOST_FACTORIAL:
        return None
    return fmpq(fmpz.fac_ui(a.p - 1))


def _binomial(n: Any, k: Any) -> Any:
    if not (is_whole(n) and is_whole(k)) or n < 0 or n > MOST_BITS:
        return None
    return ZERO if k < 0 or k > n else fmpq(fmpz.bin_uiui(int(n.p), int(k.p)))


def _maximum(*values: Any) -> Any:
    return max(values) if all(type(v) is fmpq for v in values) else None


def _minimum(*values: Any) -> Any:
    return min(values) if all(type(v) is fmpq for v in values) else None


def _arctangent2(y: Any, x: Any) -> Any:
    """The angle of the point (x, y) where it lies on an axis or a diagonal."""
    if type(x) is not fmpq or type(y) is not fmpq:
        return None
    if not x:
        return PiMultiple(HALF if y > 0 else -HALF)
    angle = _atan(y / x)
    if angle is None or x > 0:
        return angle
    return add(angle, PiMultiple(MINUS_ONE if y < 0 else ONE))


RULES: dict[str, Callable[..., Any]] = {
    "exp": _exp,
    "ln": _ln,
    "log10": _log10,
    "log2": _log2,
    "log": _logarithm,
    "sqrt": sqrt,
    "cbrt": cbrt,
    "root": real_root,
    "sin": _sin,
    "cos": _cos,
    "tan": _tan,
    "cot": _cot,
    "asin": _asin,
    "acos": _acos,
    "atan": _atan,
    "acot": _acot,
    "sinh": _at_zero(ZERO),
    "cosh": _at_zero(ONE),
    "tanh": _at_zero(ZERO),
    "asinh": _at_zero(ZERO),
    "acosh": _at_one(ZERO),
    "atanh": _at_zero(ZERO),
    "abs": _absolute,
    "sign": _sign,
    "heaviside": _heaviside,
    "floor": _floor,
    "ceil": _ceil,
    "gamma": _gamma,
    "binomial": _binomial,
    "max": _maximum,
    "min": _minimum,
    "atan2": _arctangent2,
}
