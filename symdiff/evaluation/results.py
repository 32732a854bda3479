"""From exact values and balls to the numbers that people use."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Any

from flint import acb, arb, fmpq

from ..errors import LimitError

NEGLIGIBLE = 2.0**-150  # a part of a complex number that may be 0 is so beside the other if it is smaller
MOST_EXPONENT = 1 << 40  # a number that is larger than 2 to this power is not written


def exact_number(value: fmpq) -> int | Fraction:
    """The exact number: an int, or a Fraction."""
    above, below = int(value.p), int(value.q)
    return above if below == 1 else Fraction(above, below)


def as_float(ball: arb, final: bool) -> float | None:
    """The float next to the value, or None if the ball is too wide to tell.

    Raises:
        LimitError: the value is too large for a float, or the last precision does not give 53 bits.
    """
    low, high = float(ball.lower()), float(ball.upper())
    if low == high:
        if math.isinf(low):
            raise LimitError(f"the value, {ball.str(6, radius=False)}, is too large for a float; ask for digits=...")
        return low + 0.0  # not -0.0
    if not final:
        return None
    if ball.rel_accuracy_bits() >= 53:
        return float(ball)
    raise _unknown(ball)


def _unknown(ball: arb) -> LimitError:
    if not ball.is_finite():
        return LimitError("the value is too large to be computed")
    return LimitError(f"the value cannot be computed well enough; all that is known is {ball.str(10)}")


def as_mpmath(ball: arb, digits: int, final: bool) -> Any:
    """The mpmath number of so many digits, or None if the ball is too wide.

    Raises:
        LimitError: the value is too large to be written, or the last precision does not give the digits.
    """
    if not ball.is_zero() and ball.rel_accuracy_bits() < digits * 3.3219281 + 2:
        if not final:
            return None
        if ball.contains(0) and ball.rad() < 2.0**-1000:
            return _number(digits, 0, 0)
        raise _unknown(ball)
    mantissa, exponent = ball.mid().man_exp()
    if abs(exponent) > MOST_EXPONENT:
        raise LimitError("the value is too large, or too small, to be written")
    return _number(digits, int(mantissa), int(exponent))


def as_complex(ball: acb, final: bool) -> complex | None:
    """The complex number next to the value, or None if the ball is too wide to tell."""
    real, imag = _part(ball.real, ball.imag, final), _part(ball.imag, ball.real, final)
    return None if real is None or imag is None else complex(real, imag)


def _part(part: arb, other: arb, final: bool) -> float | None:
    # a part that is 0 beside the other cannot be told from 0 to any precision
    if part.contains(0) and final and (part.rad() < abs(other).lower() * NEGLIGIBLE or part.rad() < 2.0**-1000):
        return 0.0
    return as_float(part, final)


def as_mpmath_complex(ball: acb, digits: int, final: bool) -> Any:
    """The complex mpmath number of so many digits, or None if the ball is too wide."""
    parts = []
    for part, other in ((ball.real, ball.imag), (ball.imag, ball.real)):
        is_zero = final and part.contains(0) and part.rad() < abs(other).lower() * NEGLIGIBLE
        parts.append(as_mpmath(arb(0) if is_zero else part, digits, final))
    return None if None in parts else _complex_type()(digits, *parts)


@cache
def _complex_type() -> type:
    import mpmath
    from mpmath.libmp import mpc_to_str

    class EvaluatedComplex(mpmath.mpc):  # type: ignore[misc]
        """A complex mpmath number that prints the digits it was computed to."""

        def __new__(cls, digits: int, real: Any, imag: Any) -> EvaluatedComplex:
            number: EvaluatedComplex = object.__new__(cls)
            number._mpc_ = real._mpf_, imag._mpf_
            number.digits = digits
            return number

        def __str__(self) -> str:
            return f"({mpc_to_str(self._mpc_, self.digits)})"

        def __repr__(self) -> str:
            return f"mpc{self}"

        def __reduce__(self) -> tuple[Any, ...]:
            return _restore_complex, (self.digits, *map(_parts_of, self._mpc_))

    return EvaluatedComplex


def _parts_of(raw: Any) -> tuple[int, int]:
    sign, mantissa, exponent, _ = raw
    return -int(mantissa) if sign else int(mantissa), int(exponent)


def _restore_complex(digits: int, real: tuple[int, int], imag: tuple[int, int]) -> Any:
    return _complex_type()(digits, _number(digits, *real), _number(digits, *imag))


def _number(digits: int, mantissa: int, exponent: int) -> Any:
    return _number_type()(digits, mantissa, exponent)


@cache
def _number_type() -> type:
    import mpmath
    from mpmath.libmp import from_man_exp, to_str

    class EvaluatedNumber(mpmath.mpf):  # type: ignore[misc]
        """An mpmath number that prints the digits it was computed to, whatever mpmath.mp.dps is."""

        def __new__(cls, digits: int, mantissa: int, exponent: int) -> EvaluatedNumber:
            number: EvaluatedNumber = object.__new__(cls)
            number._mpf_ = from_man_exp(mantissa, exponent, int(digits * 3.3219281) + 4, "n")
            number.digits = digits
            return number

        def __str__(self) -> str:
            return str(to_str(self._mpf_, self.digits))

        def __repr__(self) -> str:
            return f"mpf('{self}')"

        def __format__(self, specification: str) -> str:
            return format(str(self), specification) if not specification else super().__format__(specification)

        def __reduce__(self) -> tuple[Any, ...]:
            return _number, (self.digits, *_parts_of(self._mpf_))

    return EvaluatedNumber
