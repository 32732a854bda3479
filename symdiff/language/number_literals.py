"""Number literals, exact: 3, 0.25, 1e-3, .5, x²³."""

from __future__ import annotations

from fractions import Fraction

from ..errors import LimitError
from ..expression import Expression, Number, integer, symbol

MOST_DIGITS = 4_000
MOST_EXPONENT = 4_000

_FLAT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")


def number(literal: str) -> Number:
    """The exact number of a literal; a point or an exponent makes it a decimal.

    Raises:
        LimitError: it has more digits, or a larger exponent, than any formula needs.

    >>> [number(text).value for text in ("7", "0.50", "1e-2")]
    [7, Fraction(1, 2), Fraction(1, 100)]
    """
    if len(literal) > MOST_DIGITS:
        raise LimitError(f"a number of {len(literal):,} characters: at most {MOST_DIGITS:,} are read")
    if literal.isdecimal():
        return integer(int(literal))
    mantissa, _, exponent = literal.lower().partition("e")
    if len(exponent) > 12 or abs(int(exponent or 0)) > MOST_EXPONENT:
        raise LimitError(f"an exponent beyond {MOST_EXPONENT:,} in the number {literal[:40]}")
    whole, _, fraction = mantissa.partition(".")
    value = Fraction(int(whole + fraction)) * Fraction(10) ** (int(exponent or 0) - len(fraction))
    return Number(value, decimal=True)


def superscript(raised: str) -> Expression:
    """The exponent that raised characters write.

    >>> superscript("⁻¹²").value
    -12
    """
    if raised[-1] == "ⁿ":
        name = symbol("n")
        return -name if raised[0] == "⁻" else name
    if len(raised) > MOST_DIGITS:
        raise LimitError(f"an exponent of {len(raised):,} digits: at most {MOST_DIGITS:,} are read")
    return integer(int(raised.translate(_FLAT)))
