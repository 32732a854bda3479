"""Values known exactly: rationals, rational multiples of pi, rational powers of e, and their arithmetic.

Every rule here returns None where the result has no exact form (or one too long to be worth it):
the caller then computes a ball.
"""

from __future__ import annotations

from typing import Any

from flint import arb, fmpq

MOST_BITS = 1 << 17  # longer exact numbers become balls: a power must not fill the memory

ZERO, ONE, HALF, MINUS_ONE = fmpq(0), fmpq(1), fmpq(1, 2), fmpq(-1)
_LONGEST = arb((1, MOST_BITS))  # flint writes out what it rounds to an integer, and dies where that does not fit


class PiMultiple:
    """A rational multiple of pi, other than 0."""

    __slots__ = ("factor",)

    def __init__(self, factor: fmpq) -> None:
        self.factor = factor

    def ball(self) -> arb:
        """The ball of it, at the current precision."""
        return arb.pi() * self.factor


class PowerOfE:
    """e to a rational power other than 0."""

    __slots__ = ("exponent",)

    def __init__(self, exponent: fmpq) -> None:
        self.exponent = exponent

    def ball(self) -> arb:
        """The ball of it, at the current precision."""
        return arb(self.exponent).exp()


Exact = fmpq | PiMultiple | PowerOfE

CONSTANTS = {"e": PowerOfE(ONE), "pi": PiMultiple(ONE)}


def whole_in(ball: arb) -> Any:
    """The only integer in a ball; None where there is none, or several, or one too long to be written out."""
    return ball.unique_fmpz() if ball.rad() < 1 and abs(ball) < _LONGEST else None


def is_whole(value: object) -> bool:
    """Whether the value is exactly an integer."""
    return type(value) is fmpq and value.q == 1


def pi_multiple(factor: fmpq) -> Exact:
    """A rational multiple of pi."""
    return PiMultiple(factor) if factor else ZERO


def power_of_e(exponent: fmpq) -> Exact:
    """A rational power of e."""
    return PowerOfE(exponent) if exponent else ONE


def _short(value: fmpq) -> fmpq | None:
    return value if value.height_bits() <= MOST_BITS else None


def add(a: Any, b: Any) -> Any:
    """The sum."""
    if type(a) is fmpq and type(b) is fmpq:
        return _short(a + b)
    if type(a) is PiMultiple and type(b) is PiMultiple:
        return pi_multiple(a.factor + b.factor)
    if type(a) is fmpq and not a:
        return b
    return a if type(b) is fmpq and not b else None


def negate(a: Any) -> Any:
    """The opposite."""
    if type(a) is fmpq:
        return -a
    return PiMultiple(-a.factor) if type(a) is PiMultiple else None


def subtract(a: Any, b: Any) -> Any:
    """The difference."""
    if type(a) is PowerOfE and type(b) is PowerOfE and a.exponent == b.exponent:
        return ZERO
    if type(b) is fmpq and not b:
        return a
    opposite = negate(b)
    return None if opposite is None else add(a, opposite)


def multiply(a: Any, b: Any) -> Any:
    """The product."""
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
    if a in (0, 1):
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
        return a if a in (0, 1) else None
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
    """The real cube root."""
    return real_root(a, fmpq(3))


def sqrt(a: Any) -> Any:
    """The square root."""
    return None if type(a) is fmpq and a < 0 else power(a, HALF)
