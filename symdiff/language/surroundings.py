"""What stands around a word, among the pieces of a text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from .cutting import BRACKET, NOTHING, OPERAND, POWER
from .variable_names import CONSTANTS, plain_name

OPENING = "("
CLOSING = ")"
POWERS = frozenset(("^", "**"))
MINUSES = frozenset("-−–")
FARTHEST = 40
"""How many pieces of an exponent in brackets are looked at."""

RAISED = frozenset("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def is_called(pieces: Sequence[str], index: int) -> bool:
    """Whether a bracket opens behind the word."""
    return index + 1 < len(pieces) and pieces[index + 1] in OPENING


def is_raised(pieces: Sequence[str], index: int) -> bool:
    """Whether an exponent stands behind the word."""
    return index + 1 < len(pieces) and (pieces[index + 1] in POWERS or pieces[index + 1][0] in RAISED)


def is_called_with_exponent(pieces: Sequence[str], index: int) -> bool:
    """Whether an exponent stands between the word and its arguments: f^2(x), f²(x), f^-1(x), f^(4)(x)."""
    after = [piece for piece in pieces[index + 1 : index + 9] if piece not in ("{", "}")]
    if after and after[0][0] in RAISED:
        return len(after) > 1 and after[1] in OPENING
    if not after or after[0] not in POWERS:
        return False
    rest = list(dropwhile(MINUSES.__contains__, after[1:]))  # f^-1(x), but not f^2 - (x)
    if rest and rest[0] in OPENING:
        return behind_order(pieces, index) > 0
    return len(rest) > 1 and rest[0].isalnum() and rest[1] in OPENING


def behind_order(pieces: Sequence[str], index: int) -> int:
    """The place before the second bracket of f^(n)(x); 0 where no exponent in brackets stands behind the word."""
    braced = pieces[index + 2 : index + 3] == ["{"]  # as LaTeX has it
    start = index + 2 + braced
    if pieces[index + 1 : index + 2] not in (["^"], ["**"]) or pieces[start : start + 1] != [OPENING]:
        return 0
    depth = 0
    for place in range(start, min(start + FARTHEST, len(pieces))):
        depth += (pieces[place] in OPENING) - (pieces[place] in CLOSING)
        if not depth:
            return place + braced if is_called(pieces, place + braced) else 0
    return 0


def names_in_brackets(pieces: Sequence[str], index: int) -> list[str] | None:
    """The names in the brackets that open behind the word, if they hold nothing but names."""
    names = []
    first = index + 1
    for place in range(first, len(pieces) - 1, 2):
        name = pieces[place + 1]
        separated = pieces[place] in (OPENING if place == first else ",")
        if not separated or not name[0].isalpha() or name in CONSTANTS:
            return None
        names.append(plain_name(name))
        if place + 2 < len(pieces) and pieces[place + 2] in CLOSING:
            return names
    return None


def has_several_arguments(pieces: Sequence[str], index: int) -> bool:
    """Whether a comma stands in the brackets that open behind the word (and are not very long)."""
    depth = 0
    for piece in pieces[index + 1 : index + 200]:
        depth += (piece in OPENING) - (piece in CLOSING)
        if depth == 1 and piece in ",":
            return True
        if not depth:
            break
    return False


def behind(pieces: Sequence[str], index: int) -> str:
    """What stands behind the word: a bracket, an exponent, something else that a function can be applied to."""
    following = pieces[index + 1] if index + 1 < len(pieces) else ""
    if not following:
        return NOTHING
    if following in OPENING:
        return BRACKET
    if following in POWERS or following[0] in RAISED:
        return POWER
    if following in MINUSES and "1" in pieces[index + 2 : index + 3]:
        return OPERAND if behind(pieces, index + 2) in (OPERAND, BRACKET) else NOTHING
    return OPERAND if following[0].isalnum() or following[0] in ".√∛∜|" else NOTHING


def inverses(pieces: Sequence[str]) -> list[int]:
    """The places of each 1 behind a minus sign that stands between a word and an operand: sin-1(x), tan-1 x."""
    return [
        place
        for place, piece in enumerate(pieces)
        if piece == "1"
        and place > 1
        and pieces[place - 1] in MINUSES
        and pieces[place - 2][0].isalpha()
        and behind(pieces, place) in (OPERAND, BRACKET)
    ]


def ends_factor(pieces: Sequence[str], index: int) -> bool:
    """Whether something that is more than a coefficient ends before the word: x^3 twice, (x + 1) twice."""
    before = pieces[max(index - 3, 0) : index]
    if not before or before[-1] in CLOSING or before[-1][0] in RAISED or before[-1] in "!°":
        return bool(before)
    return before[-1][0].isdecimal() and any(piece in POWERS for piece in before[:-1])


def neighbours(pieces: Sequence[str], index: int) -> list[str]:
    """The pieces on both sides of the word."""
    return [*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2]]
