"""Values known exactly: rationals, rational multiples of pi, rational powers of e; and what is exact of their functions.

Every rule here returns None where the result has no exact form (or one too long to be worth it):
the caller then computes a ball.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Union

from flint import arb, fmpq, fmpz

from .undefined import Undefined

MOST_BITS = 1 << 17  # longer exact numbers become balls: a power must not fill the memory
MOST_FACTORIAL = 5000

ZERO, ONE, HALF, MINUS_ONE = fmpq(0), fmpq(1), fmpq(1, 2), fmpq(-1)


class PiMultiple:
    """A rational multiple of pi, other than 0."""

    __slots__ = ("factor",)

    def __init__(self, factor: fmpq) -> None:
        self.factor = factor

    def ball(self) -> arb:
        return arb.pi() * self.factor


class PowerOfE:
    """e to a rational power other than 0."""

    __slots__ = ("exponent",)

    def __init__(self, exponent: fmpq) -> None:
        self.exponent = exponent

    def ball(self) -> arb:
        return arb(self.exponent).exp()


Exact = Union[fmpq, PiMultiple, PowerOfE]


def is_whole(value: object) -> bool:
    """Whether the value is exactly an integer."""
    return type(value) is fmpq and value.q == 1


def pi_multiple(factor: fmpq) -> Exact:
    return PiMultiple(factor) if factor else ZERO


def power_of_e(exponent: fmpq) -> Exact:
    return PowerOfE(exponent) if exponent else ONE


def _short(value: fmpq) -> fmpq | None:
    return value if value.height_bits() <= MOST_BITS else None


def add(a: Any, b: Any) -> Any:
    if type(a) is fmpq and type(b) is fmpq:
        return _short(a + b)
    if type(a) is PiMultiple and type(b) is PiMultiple:
        return pi_multiple(a.factor + b.factor)
    if type(a) is fmpq and not a:
        return b
    return a if type(b) is fmpq and not b else None


def negate(a: Any) -> Any:
    if type(a) is fmpq:
        return -a
    return PiMultiple(-a.factor) if type(a) is PiMultiple else None


def subtract(a: Any, b: Any) -> Any:
    if type(a) is PowerOfE and type(b) is PowerOfE and a.exponent == b.exponent:
        return ZERO
    if type(b) is fmpq and not b:
        return a
    opposite = negate(b)
    return None if opposite is None else add(a, opposite)


def multiply(a: Any, b: Any) -> Any:
    if type(b) is fmpq and type(a) is not fmpq:
        a, b = b, a
    if type(a) is fmpq:
        if type(b) is fmpq:
            return _short(a * b)
        if not a:
            return ZERO
        if a == 1:
            return b
        return PiMultiple(a * b.factor) if type(b) is PiMultiple else None
    if type(a) is PowerOfE and type(b) is PowerOfE:
        return power_of_e(a.exponent + b.exponent)
    return None


def divide(a: Any, b: Any) -> Any:
    """The quotient; b is known not to be 0."""
    if type(b) is fmpq:
        return _short(a / b) if type(a) is fmpq else multiply(a, 1 / b)
    if type(b) is PowerOfE:
        return multiply(a, PowerOfE(-b.exponent))
    if type(a) is PiMultiple and type(b) is PiMultiple:
        return a.factor / b.factor
    return ZERO if type(a) is fmpq and not a else None


def power(a: Any, b: fmpq) -> Any:
    """a to a rational power, where that is known to exist."""
    if type(a) is PowerOfE:
        return power_of_e(a.exponent * b)
    if type(a) is not fmpq:
        return a if b == 1 else None
    if a == 0 or a == 1:
        return a
    if b.q != 1:
        base = root(a, b.q)
        return None if base is None else power(base, fmpq(b.p))
    if a == -1:
        return MINUS_ONE if b.p % 2 else ONE
    if abs(b.p) * a.height_bits() > MOST_BITS:
        return None
    return a ** int(b.p)


def root(a: fmpq, degree: Any) -> fmpq | None:
    """The exact root of a rational that is not negative."""
    if degree > MOST_BITS:
        return a if a == 0 or a == 1 else None
    degree = int(degree)
    above, below = a.p.root(degree), a.q.root(degree)
    return fmpq(above, below) if above**degree == a.p and below**degree == a.q else None


def real_root(a: Any, degree: Any) -> Any:
    """The real root of a rational, where it is rational."""
    if type(a) is not fmpq or not is_whole(degree) or degree < 1 or (a < 0 and degree.p % 2 == 0):
        return None
    size = root(abs(a), degree.p)
    return -size if size is not None and a < 0 else size


def cbrt(a: Any) -> Any:
    return real_root(a, fmpq(3))


def sqrt(a: Any) -> Any:
    return None if type(a) is fmpq and a < 0 else power(a, HALF)


def exp(a: Any) -> Any:
    return power_of_e(a) if type(a) is fmpq else None


def ln(a: Any) -> Any:
    if type(a) is PowerOfE:
        return a.exponent
    return ZERO if type(a) is fmpq and a == 1 else None


def logarithm(a: Any, base: Any) -> Any:
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
        if numerator is not None and abs(numerator) * base.height_bits() <= MOST_BITS:
            if base ** int(numerator) == a**denominator:
                return fmpq(numerator, denominator)
    return None


def log10(a: Any) -> Any:
    return logarithm(a, fmpq(10))


def log2(a: Any) -> Any:
    return logarithm(a, fmpq(2))


def _turns(a: Any) -> fmpq | None:
    """The angle as a multiple of pi, where it is a rational one."""
    if type(a) is PiMultiple:
        return a.factor
    return ZERO if type(a) is fmpq and not a else None


# sin(k pi/6); sin(k pi/3 +- ...) has no other rational values.
_SINES = {0: ZERO, 1: HALF, 3: ONE, 5: HALF, 6: ZERO, 7: -HALF, 9: MINUS_ONE, 11: -HALF}


def _sine_of_turns(turns: fmpq) -> fmpq | None:
    twelfths = turns * 6
    return _SINES.get(int(twelfths.p % 12)) if twelfths.q == 1 else None


def sin(a: Any) -> Any:
    turns = _turns(a)
    return None if turns is None else _sine_of_turns(turns)


def cos(a: Any) -> Any:
    turns = _turns(a)
    return None if turns is None else _sine_of_turns(turns + HALF)


def tan(a: Any) -> Any:
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


def cot(a: Any) -> Any:
    turns = _turns(a)
    if turns is not None and turns.q == 1:
        raise Undefined("cot(u) has a pole where sin(u) = 0")
    return None if turns is None else tan(pi_multiple(HALF - turns))


def sec(a: Any) -> Any:
    value = cos(a)
    if type(value) is fmpq and not value:
        raise Undefined("sec(u) has a pole where cos(u) = 0")
    return None if value is None else 1 / value


def csc(a: Any) -> Any:
    value = sin(a)
    if type(value) is fmpq and not value:
        raise Undefined("csc(u) has a pole where sin(u) = 0")
    return None if value is None else 1 / value


_ASIN = {ZERO: 0, HALF: fmpq(1, 6), ONE: HALF, -HALF: fmpq(-1, 6), MINUS_ONE: -HALF}


def asin(a: Any) -> Any:
    turns = _ASIN.get(a) if type(a) is fmpq else None
    return None if turns is None else pi_multiple(fmpq(turns))


def acos(a: Any) -> Any:
    turns = _ASIN.get(a) if type(a) is fmpq else None
    return None if turns is None else pi_multiple(HALF - turns)


def atan(a: Any) -> Any:
    return pi_multiple(a / 4) if type(a) is fmpq and (not a or abs(a) == 1) else None


def acot(a: Any) -> Any:
    turns = atan(a)
    return None if turns is None else subtract(PiMultiple(HALF), turns)


def _at_zero(value: fmpq) -> Callable[[Any], Any]:
    return lambda a: value if type(a) is fmpq and not a else None


def _at_one(value: fmpq) -> Callable[[Any], Any]:
    return lambda a: value if type(a) is fmpq and a == 1 else None


def absolute(a: Any) -> Any:
    if type(a) is fmpq:
        return abs(a)
    if type(a) is PiMultiple:
        return PiMultiple(abs(a.factor))
    return a if type(a) is PowerOfE else None


def sign(a: Any) -> Any:
    if type(a) is PiMultiple:
        a = a.factor
    if type(a) is fmpq:
        return fmpq((a > 0) - (a < 0))
    return ONE if type(a) is PowerOfE else None


def heaviside(a: Any) -> Any:
    side = sign(a)
    return None if side is None else (side + 1) / 2


def floor(a: Any) -> Any:
    return fmpq(a.floor()) if type(a) is fmpq else None


def ceil(a: Any) -> Any:
    return fmpq(-(-a).floor()) if type(a) is fmpq else None


def gamma(a: Any) -> Any:
    if not is_whole(a) or a > MOST_FACTORIAL:
        return None
    if a <= 0:
        raise Undefined(f"gamma(u) has a pole at 0, -1, -2, ..., here u = {a}")
    return fmpq(fmpz.fac_ui(int(a.p) - 1))


def factorial(a: Any) -> Any:
    if is_whole(a) and a < 0:
        raise Undefined(f"the factorial of a negative whole number does not exist, here {a}")
    return gamma(a + 1) if type(a) is fmpq else None


def binomial(n: Any, k: Any) -> Any:
    if not (is_whole(n) and is_whole(k)) or n < 0 or n > MOST_BITS:
        return None
    return ZERO if k < 0 or k > n else fmpq(fmpz.bin_uiui(int(n.p), int(k.p)))


def maximum(*values: Any) -> Any:
    return max(values) if all(type(v) is fmpq for v in values) else None


def minimum(*values: Any) -> Any:
    return min(values) if all(type(v) is fmpq for v in values) else None


def arctangent2(y: Any, x: Any) -> Any:
    """The angle of the point (x, y) where it lies on an axis or a diagonal."""
    if type(x) is not fmpq or type(y) is not fmpq:
        return None
    if not x and not y:
        raise Undefined("atan2(y, x) does not exist at x = y = 0")
    if not x:
        return PiMultiple(HALF if y > 0 else -HALF)
    angle = atan(y / x)
    if angle is None or x > 0:
        return angle
    return add(angle, PiMultiple(MINUS_ONE if y < 0 else ONE))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": exp,
    "ln": ln,
    "log10": log10,
    "log2": log2,
    "log": logarithm,
    "sqrt": sqrt,
    "cbrt": cbrt,
    "root": real_root,
    "sin": sin,
    "cos": cos,
    "tan": tan,
    "cot": cot,
    "sec": sec,
    "csc": csc,
    "asin": asin,
    "acos": acos,
    "atan": atan,
    "acot": acot,
    "sinh": _at_zero(ZERO),
    "cosh": _at_zero(ONE),
    "tanh": _at_zero(ZERO),
    "asinh": _at_zero(ZERO),
    "acosh": _at_one(ZERO),
    "atanh": _at_zero(ZERO),
    "abs": absolute,
    "sign": sign,
    "heaviside": heaviside,
    "floor": floor,
    "ceil": ceil,
    "gamma": gamma,
    "factorial": factorial,
    "binomial": binomial,
    "max": maximum,
    "min": minimum,
    "atan2": arctangent2,
}
