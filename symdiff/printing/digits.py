"""The digits of exact numbers, of any size and without Python's limit on long integers."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, Context, Decimal
from fractions import Fraction
from math import log2

from ..expression import Number

_DIRECT_BITS = 10_000
_PLAIN_PLACES = range(-7, 21)
"""Decimals whose first digit stands at one of these powers of ten are written out, others as 1.5e30."""


def digits_bound(value: int | Fraction) -> int:
    """About how many characters the number takes, never less than it does (but for the signs)."""
    if isinstance(value, Fraction):
        return digits_bound(value.numerator) + value.denominator.bit_length()
    return value.bit_length() * 30103 // 100_000 + 1


def integer_digits(value: int) -> str:
    """The digits of an integer.

    >>> integer_digits(-7**3)
    '-343'
    """
    if value.bit_length() <= _DIRECT_BITS:
        return str(value)
    sign = "-" if value < 0 else ""
    return sign + format(_as_decimal(abs(value)), "f")


def _as_decimal(value: int) -> Decimal:
    """The integer in base ten, from halves of its bits: the decimal module multiplies in nearly linear time."""
    exact = Context(prec=MAX_PREC, Emax=MAX_EMAX)
    width = _DIRECT_BITS
    total = -(-value.bit_length() // width)
    mask = (1 << width) - 1
    chunks = value.to_bytes(total * width // 8, "little")
    step = width // 8
    parts = [Decimal(int.from_bytes(chunks[i : i + step], "little") & mask) for i in range(0, len(chunks), step)]
    base = Decimal(1 << width)
    while len(parts) > 1:
        if len(parts) % 2:
            parts.append(Decimal(0))
        parts = [exact.add(low, exact.multiply(high, base)) for low, high in zip(parts[::2], parts[1::2], strict=True)]
        base = exact.multiply(base, base)
    return parts[0]


def number_parts(number: Number) -> tuple[str, str | None]:
    """The mantissa and the power of ten of a number; the power is None where the number is written out.

    A decimal keeps a point or an exponent, so that it reads back as a decimal.

    >>> number_parts(Number(2, decimal=True)), number_parts(Number(Fraction(3, 10**30), decimal=True))
    (('2.0', None), ('3', '-30'))
    """
    if not number.decimal:
        return integer_digits(int(number.value)), None
    value = Fraction(number.value)
    places = _decimal_places(value)
    if places is None:
        raise ValueError("the decimal expansion of this number does not end")
    digits = integer_digits(abs(value.numerator) * (10**places // value.denominator))
    sign = "-" if value < 0 else ""
    exponent = len(digits) - 1 - places
    if exponent in _PLAIN_PLACES or not value:
        digits = digits.rjust(places + 1, "0")
        point = len(digits) - places
        return f"{sign}{digits[:point]}.{digits[point:] or '0'}", None
    significant = digits.rstrip("0")
    fraction = "." + significant[1:] if len(significant) > 1 else ""
    return f"{sign}{significant[0]}{fraction}", str(exponent)


def ends(number: Number) -> bool:
    """Whether the number's decimal expansion ends, so that it can be written as a decimal."""
    return _decimal_places(Fraction(number.value)) is not None


def _decimal_places(value: Fraction) -> int | None:
    """How many digits stand after the point; None where they never end."""
    odd = value.denominator
    twos = (odd & -odd).bit_length() - 1
    odd >>= twos
    fives = round((odd.bit_length() - 0.5) / log2(5))
    return max(twos, fives) if odd == 5**fives else None
