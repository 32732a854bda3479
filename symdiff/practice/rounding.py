"""How exact an answer in decimals must be: one rule, by which grades and all formats go."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Apply, Expression, Number
from ..simplifying import simplify
from ..tidying import bare, value_of
from ..traversal import free_symbols
from .items import Item
from .sentences import Sentence, say

LEAST_DIGITS = 3
"""To how many significant digits an answer may be rounded."""

SHORT = 4
"""A number of so many significant digits is written out, and not rounded."""

_KNOWN_DIGITS = 15
_MOST_REMEMBERED = 1024


@dataclass(frozen=True)
class Accuracy:
    """The decimals that are right for a key that is a number: those from `low` to `high`.

    Attributes:
        value: the key; to 15 digits where it has more.
        slack: how far from it an answer may be: half a unit of its third significant digit; 0 where it is a whole
            number or a short decimal, which is to be met exactly.
    """

    value: Decimal
    slack: Decimal

    @property
    def low(self) -> Decimal:
        """The least decimal that is right."""
        return self.value - self.slack if self.slack else self.value

    @property
    def high(self) -> Decimal:
        """The largest decimal that is right."""
        return self.value + self.slack if self.slack else self.value

    @property
    def shortest(self) -> Decimal:
        """The decimal of fewest digits that everyone would call right: rounded to three significant digits."""
        return _rounded(self.value, LEAST_DIGITS) if self.slack else self.value

    def accepts(self, given: Fraction) -> bool:
        """Whether a decimal is right."""
        return Fraction(self.low) <= given <= Fraction(self.high)


@lru_cache(_MOST_REMEMBERED)
def accuracy(key: Expression) -> Accuracy | None:
    """How exact an answer to a key must be; None where the key is no real number.

    >>> from symdiff import parse
    >>> print(accuracy(parse("16*ln(2)")).slack, accuracy(parse("pi/1000")).slack, accuracy(parse("21/4")).slack)
    0.05 0.000005 0
    """
    if free_symbols(key):
        return None
    try:
        value = evaluate(key)
        exact = value if isinstance(value, (int, Fraction)) else value_of(bare(simplify(key)))
    except SymdiffError:
        return None
    if exact is not None:
        return _of_rational(Fraction(exact))
    return _of_decimal(Decimal(value)) if isinstance(value, float) and isfinite(value) and value else None


def _of_rational(exact: Fraction) -> Accuracy:
    if exact.denominator == 1:
        return Accuracy(Decimal(exact.numerator), Decimal(0))
    decimal = (Decimal(exact.numerator) / Decimal(exact.denominator)).normalize()
    if Fraction(decimal) == exact and len(decimal.as_tuple().digits) <= SHORT:
        return Accuracy(decimal, Decimal(0))
    return _of_decimal(decimal)


def _of_decimal(value: Decimal) -> Accuracy:
    return Accuracy(_rounded(value, _KNOWN_DIGITS), _unit(value, LEAST_DIGITS) / 2)


def plain(number: Decimal) -> str:
    """The number as people and platforms read it: without an exponent where it needs none.

    >>> plain(Decimal("5E+1")), plain(Decimal("5E-7")), plain(Decimal("2E+40"))
    ('50', '0.0000005', '2E+40')
    """
    return f"{number:f}" if abs(number.adjusted()) <= _KNOWN_DIGITS else str(number)


def _is_rounding(decimal: Fraction, value: Decimal, digits: int) -> bool:
    """Whether a decimal is a value to so many significant digits, rounded either way where it lies in the middle."""
    unit = Fraction(_unit(value, digits))
    return (decimal / unit).denominator == 1 and abs(decimal - Fraction(value)) <= unit / 2


def _unit(value: Decimal, digits: int) -> Decimal:
    """A unit of the last of so many significant digits."""
    return Decimal(1).scaleb(value.adjusted() + 1 - digits)


def _rounded(value: Decimal, digits: int) -> Decimal:
    """A decimal with so many significant digits at most."""
    unit = _unit(value, digits)
    return (round(value / unit) * unit).normalize()


def may_be_rounded(key: Expression) -> bool:
    """Whether a rounded decimal is a right answer to a key."""
    found = accuracy(key)
    return found is not None and bool(found.slack)


def decimal_of(given: Expression) -> Fraction | None:
    """The number that is written in digits, with its sign; None for any other formula.

    >>> from symdiff import parse
    >>> decimal_of(parse("-3.14")), decimal_of(parse("22/7"))
    (Fraction(-157, 50), None)
    """
    is_negative = isinstance(given, Apply) and given.function == "neg"
    size = given.arguments[0] if isinstance(given, Apply) and is_negative else given
    if not isinstance(size, Number) or not (size.decimal or Fraction(size.value).denominator == 1):
        return None
    return -Fraction(size.value) if is_negative else Fraction(size.value)


def is_rounded(given: Expression, key: Expression) -> bool:
    """Whether an answer is a decimal that is near enough to the key.

    >>> from symdiff import parse
    >>> [is_rounded(parse(text), parse("pi")) for text in ("3.14", "3.1416", "3.1", "22/7")]
    [True, True, False, False]
    """
    decimal, wanted = decimal_of(given), accuracy(key)
    return decimal is not None and wanted is not None and wanted.accepts(decimal)


def rounded_too_far(given: Expression, key: Expression) -> Sentence | None:
    """What is told to an answer that is the key, rounded to fewer digits than it may be; None to any other.

    >>> from symdiff import parse
    >>> [rounded_too_far(parse(text), parse("pi")) is not None for text in ("3.1", "3", "3.2", "3.14")]
    [True, True, False, False]
    >>> print(rounded_too_far(parse("5.3"), parse("21/4")).text())
    It is rounded: this number is short enough to be written exactly.
    """
    decimal, wanted = decimal_of(given), accuracy(key)
    if decimal is None or wanted is None or wanted.accepts(decimal):
        return None
    least = LEAST_DIGITS if wanted.slack else len(wanted.value.as_tuple().digits)
    is_whole = not wanted.slack and wanted.value == wanted.value.to_integral_value()
    if is_whole or not any(_is_rounding(decimal, wanted.value, digits) for digits in range(1, least)):
        return None
    return say("rounded_too_far" if wanted.slack else "rounded_though_short")


def question(item: Item, *, in_decimals: bool = False) -> tuple[Sentence, ...]:
    """The sentences of the question, and how exact a decimal must be where one may be answered.

    Args:
        item: the item.
        in_decimals: the answer is typed where nothing but a decimal can be.
    """
    if item.answer_kind == "choice" or item.given_options:
        return item.prompt
    if any(map(may_be_rounded, item.keys)):
        return (*item.prompt, say("in_decimals" if in_decimals else "exact_or_rounded"))
    known = [found.value for found in map(accuracy, item.keys) if found is not None]
    if in_decimals and any(value != value.to_integral_value() for value in known):
        return (*item.prompt, say("as_a_decimal"))
    return item.prompt
