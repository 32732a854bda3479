"""What to tell of a reading: that it is not literally what was typed, or that another was likely, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..expression import Expression
from .scope import Scope
from .surroundings import CLOSING, OPENING, behind_order, has_several_arguments

# e^3x and 2^3x, where e^(3x) is likely; 1/2x and 1/x(x + 1), where 1/(2x) is; √2x and √x², where √(2x) is
_EXPONENT = re.compile(r"(?<![A-Za-z_])(?:e|[0-9.]+)\s?(?:\^|\*\*)\s?[-−]?[0-9.]++(?!e[-+]?[0-9])[A-Za-z(√]")
_DENOMINATOR = re.compile(r"[/÷∕]\s?(?:[0-9.]++(?!e[-+]?[0-9])[A-Za-z(√]|[a-eij-tx-z](?:\^[0-9]|[²³])?\()")
_RADICAND = re.compile(r"[√∛∜]\s?(?:[0-9.]++(?!e[-+]?[0-9])[A-Za-z(]|(?:[0-9.]+|[A-Za-z])\s?(?:[\^²³⁴⁵⁶⁷⁸⁹ⁿ]|\*\*))")
# x^1/2 and x^-3/2, where x^(1/2) is likely; x^2x, where x^(2x) is; x^n-1, where x^(n - 1) is
_HALVED = re.compile(r"(?:\^|\*\*)\s?(?:1|[-−][0-9]+)\s?/\s?[0-9]|([A-Za-z])(?:\^|\*\*)[0-9]+\1(?![A-Za-z])")
_LOWERED = re.compile(r"(?:\^|\*\*)[A-Za-z][-−+]1(?![0-9.])")
DOUBTFUL = (_EXPONENT, _DENOMINATOR, _RADICAND)
"""What can well be read otherwise."""

UNBRACKETED = (*DOUBTFUL, _HALVED, _LOWERED)
"""What looks as if brackets had been left out."""


@dataclass(frozen=True)
class Reading:
    """A formula as it was read.

    Attributes:
        expression: what the text means.
        literal: whether that is what was typed, sign by sign, and nothing else was likely.
        ambiguous: whether a person may well have meant brackets that are not there: 1/2x, e^2x, x^1/2.
    """

    expression: Expression
    literal: bool
    ambiguous: bool = False

    @property
    def note(self) -> str:
        """How the text was read, or "" where that is plain.

        >>> from symdiff.expression import symbol
        >>> Reading(symbol("x") * symbol("y"), False).note
        'read as x*y'
        """
        return "" if self.literal else f"read as {self.expression}"


def is_doubtful(text: str, pieces: Sequence[str], names: Sequence[str], scope: Scope) -> bool:
    """Whether a formula can well be read otherwise than it was.

    Args:
        text: the formula.
        pieces: its tokens as they are typed.
        names: the names of their terminals, and that of the end.
        scope: the functions and names that are known.
    """
    if any(doubtful.search(text) for doubtful in DOUBTFUL):
        return True
    for index, piece in enumerate(pieces):
        if names[index] == "FUNCTION" and (_is_divided(names, index) or _is_shared(pieces, index, scope)):
            return True
        if names[index] == "NAME" and piece not in scope.symbols:
            place = behind_order(pieces, index) or index
            if _holds_one_name(names, pieces, place + 1):
                return True
    return False


def lacks_brackets(text: str, pieces: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a formula reads as if brackets had been left out: 1/2x, 1/xlnx, e^2x, x^1/2, sin x/2, sin x^2, cos x x.

    Args:
        text: the formula.
        pieces: its tokens as words are cut.
        names: the names of their terminals, and that of the end.
    """
    if any(doubtful.search(text) for doubtful in UNBRACKETED):
        return True
    return any(name == "FUNCTION" and _has_open_argument(pieces, names, index) for index, name in enumerate(names))


def _has_open_argument(pieces: Sequence[str], names: Sequence[str], index: int) -> bool:
    """Whether an argument without brackets may end before it does: at an exponent, a division, or a name again."""
    argument = [*takewhile(lambda place: names[place] in ("NUMBER", "NAME"), range(index + 1, len(names)))]
    if not argument:
        return False
    letters = [pieces[place] for place in argument if names[place] == "NAME"]
    return names[argument[-1] + 1] in ("OVER", "POWER", "SUPERSCRIPT") or len(letters) > len(set(letters))


def _is_shared(pieces: Sequence[str], index: int, scope: Scope) -> bool:
    """Whether a function's name means another one by the number of its arguments: log(x) is ln(x)."""
    return pieces[index] in scope.vocabulary.shared and not has_several_arguments(pieces, index)


def _holds_one_name(names: Sequence[str], pieces: Sequence[str], start: int) -> bool:
    """Whether brackets that hold one name and nothing else open here: s(t)."""
    between = pieces[start : start + 3]
    return len(between) == 3 and between[0] in OPENING and names[start + 1] == "NAME" and between[2] in CLOSING


def _is_divided(names: Sequence[str], index: int) -> bool:
    """Whether a function's argument without brackets is followed by a division: sin x/2."""
    place = index + 1
    while names[place] in ("NUMBER", "NAME"):
        place += 1
    return place > index + 1 and names[place] == "OVER"
