"""Number literals, exact: 3, 0.25, 1e-3, .5, x²³."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from ..errors import LimitError
from ..expression import Expression, Number, apply, integer, negative, symbol
from .misreadings import Misreading
from .variable_names import CONSTANTS

MOST_DIGITS = 4_000
MOST_EXPONENT = 4_000

FLAT = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "+-0123456789abcdefghijklmnoprstuvwxyz")
"""What each raised character is on the line."""
_TERM = re.compile(r"([+-]?)([0-9]*)([a-z]*)")


def number(literal: str) -> Expression:
    """The exact number of a literal; a point or an exponent makes it a decimal.

    Raises:
        LimitError: it has more digits, or a larger exponent, than any formula needs.

    >>> [str(number(text)) for text in ("7", "0.50", "1e-2", "⅔")]
    ['7', '0.5', '0.01', '2/3']
    """
    if not literal.isascii():
        value = Fraction(unicodedata.numeric(literal)).limit_denominator(10)
        return apply("/", (integer(value.numerator), integer(value.denominator)))
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

    Raises:
        Misreading: they are no sum of numbers and letters.

    >>> [str(superscript(text)) for text in ("⁻¹²", "ⁿ⁺¹", "²ⁿ")]
    ['-12', 'n + 1', '2*n']
    """
    if len(raised) > MOST_DIGITS:
        raise LimitError(f"an exponent of {len(raised):,} digits: at most {MOST_DIGITS:,} are read")
    flat = raised.translate(FLAT)
    whole: Expression | None = None
    place = 0
    while place < len(flat):
        term = _TERM.match(flat, place)
        if term is None or not (term[2] or term[3]) or (place and not term[1]):
            raise Misreading(
                "raised characters are numbers and letters with signs between them", suggestion="write ^(...)"
            )
        place = term.end()
        whole = _with_term(whole, term[1], term[2], term[3])
    assert whole is not None
    return whole


def _with_term(whole: Expression | None, sign: str, digits: str, letters: str) -> Expression:
    factors: list[Expression] = [integer(int(digits))] if digits else []
    factors += [CONSTANTS.get(letter) or symbol(letter) for letter in letters]
    product, *others = factors
    for factor in others:
        product = apply("*", (product, factor))
    if whole is not None:
        return apply(sign, (whole, product))
    return product if sign != "-" else negative(product)
