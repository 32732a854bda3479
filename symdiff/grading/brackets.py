"""Brackets that were left out: where a pair of them, or the one that is missing, makes a wrong answer right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from ..errors import SymdiffError
from ..expression import Expression

MOST_TRIED = 160
LONGEST = 200
PIECE = re.compile(r"\s*(\d+(?:\.\d+)?|\w+|.)")
SIGNS = frozenset("+-*/^")


def bracketed(
    text: str, read: Callable[[str], Expression], is_right: Callable[[Expression], bool]
) -> tuple[str, Expression] | None:
    """The answer with the brackets that make it right, if one pair of them does, or the one that is missing.

    Args:
        text: what was answered.
        read: reads an answer.
        is_right: whether a formula is the answer.

    >>> from symdiff import equivalent, parse
    >>> key = parse("2x/(x^2 + 1)")
    >>> bracketed("2x/x^2+1", parse, lambda given: bool(equivalent(given, key)))[0]
    '2x/(x^2+1)'
    >>> bracketed("2x/(x^2+1", parse, lambda given: bool(equivalent(given, key)))[0]
    '2x/(x^2+1)'
    """
    if len(text) > LONGEST:
        return None
    for candidate in islice(_candidates(text), MOST_TRIED):
        try:
            formula = read(candidate)
        except SymdiffError:
            continue
        if is_right(formula):
            return candidate, formula
    return None


def _candidates(text: str) -> Iterator[str]:
    """The text with one bracket more where one is missing, else with one pair more."""
    ends = [(found.start(1), found.end(1)) for found in PIECE.finditer(text)]
    depths = _depths(text)
    if depths[-1] > 0:
        yield from (text[:end] + ")" + text[end:] for _, end in reversed(ends))
    elif min(depths) < 0:
        yield from (text[:start] + "(" + text[start:] for start, _ in ends)
    else:
        yield from _with_pair(text, ends, depths)


def _with_pair(text: str, pieces: list[tuple[int, int]], depths: list[int]) -> Iterator[str]:
    """The text with a pair of brackets around each of its parts, those behind a sign first."""
    pairs = [
        (start, end)
        for place, (start, _) in enumerate(pieces)
        for _, end in pieces[place + 1 :]
        if depths[start] == depths[end] == min(depths[start : end + 1]) and not SIGNS & {text[start], text[end - 1]}
    ]
    before = {start: text[:start].rstrip()[-1:] for start, _ in pairs}
    for start, end in sorted(pairs, key=lambda pair: (before[pair[0]] not in SIGNS, pair[0], -pair[1])):
        yield f"{text[:start]}({text[start:end]}){text[end:]}"


def _depths(text: str) -> list[int]:
    """How many brackets are open before each character, and at the end."""
    depths = [0]
    for character in text:
        depths.append(depths[-1] + (character == "(") - (character == ")"))
    return depths
