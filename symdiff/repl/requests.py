"""What is asked in words: derivative of x^2, tangent x^2 at 1, slope x^2 at 1, plot x^2 from -2 to 3."""

from __future__ import annotations

import re
from dataclasses import dataclass

import symdiff as sd

from ..documents import Catalogue
from ..documents.catalogue import FALLBACK
from ..errors import SymdiffError
from ..expression import Expression, Symbol
from ..traversal import substitute

ROOM = "request."
AT, FROM, TO = "at", "from", "to"


@dataclass(frozen=True)
class Request:
    """What is asked, and of what.

    Attributes:
        verb: `diff`, `tangent`, `slope` or `plot`.
        formula: the text of the formula.
        at: the text of the point; empty where none is named.
        ends: the texts of the ends of an interval; empty where none are named.
    """

    verb: str
    formula: str
    at: str = ""
    ends: tuple[str, ...] = ()


def requested(text: str, language: str = FALLBACK) -> Request | None:
    """What a text asks in words of the language, or in English; None where it does not.

    >>> requested("tangent to x^2 at x = 1")
    Request(verb='tangent', formula='x^2', at='1', ends=())
    >>> requested("x^2") is None, requested("导数 x^2", "zh").verb
    (True, 'diff')
    """
    for code in dict.fromkeys((language, FALLBACK)):
        words = {name.removeprefix(ROOM): said for name, said in _entries(code)}
        for verb in ("diff", "tangent", "slope", "plot"):
            found = re.fullmatch(rf"(?:{_any(words[verb])})(.*)", text.strip(), re.IGNORECASE | re.DOTALL)
            if found is not None and found[1].strip():
                return _request(verb, found[1].strip(), words)
    return None


def _entries(language: str) -> list[tuple[str, str]]:
    return [(name, said) for name, said in Catalogue(language).entries.items() if name.startswith(ROOM)]


def _any(phrases: str) -> str:
    """A pattern for any of some phrases; words of letters end at a space, or before brackets."""
    every = sorted((phrase.strip() for phrase in phrases.split(",")), key=len, reverse=True)
    return "|".join(re.escape(phrase) + (r"(?=[\s(])" if phrase[-1].isascii() else "") for phrase in every)


def _request(verb: str, text: str, words: dict[str, str]) -> Request:
    if verb in ("tangent", "slope"):
        found = re.fullmatch(rf"(.*?)\s*(?:\b|(?<=\W))(?:{_any(words[AT])})\s*(.*)", text, re.DOTALL)
        if found is not None:
            point = re.sub(r"^[^\W\d]\w*\s*=|[处时点]$", "", found[2].strip())
            return Request(verb, found[1], point.strip())
    if verb == "plot":
        pattern = rf"(.*?)\s*(?:\b|(?<=\W))(?:{_any(words[FROM])})\s*(.*?)\s*(?:\b|(?<=\W))(?:{_any(words[TO])})\s*(.*)"
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found is not None:
            return Request(verb, found[1], ends=(found[2], found[3]))
    return Request(verb, text)


def slope_at(function: Expression, variable: Symbol, point: Expression) -> Expression:
    """The slope of a graph at a point.

    Raises:
        SymdiffError: the derivative has no value there.
    """
    derivative = sd.diff(function, variable)
    if not point.free_symbols and derivative.free_symbols <= {variable}:
        sd.evaluate(derivative, {variable: point})  # whether there is one
    return sd.simplify(substitute(derivative, {variable: point}))


def number(text: str, value: Expression) -> float:
    """The end of an interval.

    Raises:
        SymdiffError: it is no number.
    """
    if value.free_symbols:
        raise SymdiffError(f"{text} is not a number")
    return float(value.evaluate())
