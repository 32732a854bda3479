"""Characters that are written instead of others: full-width ones, signs of other alphabets, what cannot be seen.

Each becomes one character, so that every place in a text stays what it is.
"""

from __future__ import annotations

import re

_BLANK = "\u00ad\u200b\u200c\u200d\u2061\u2062\u2063\ufeff"
"""Soft hyphens, zero-width spaces, and the signs for application and multiplication that nobody sees."""

_SAME = {
    "*": "•∙∗‧・",
    "/": "⁄",
    "-": "—―‐‑‒",
    "^": "ˆ",
    "≤": "≦",
    "≥": "≧",
    ",": "、",
    ".": "。｡",
    "’": "‘",
    "(": "⦅",
    ")": "⦆",
    "e": "ℯⅇ",
    "h": "ℎ",
    "i": "ⅈ",
    "d": "ⅆ",
    "μ": "µ",
    "Ω": "\u2126",
}
_ITALIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ITALIC_GREEK = "αβγδεζηθικλμνξοπρςστυφχψω"

MEANT = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(_BLANK, " ")
    | {written: meant for meant, others in _SAME.items() for written in others}
    | {chr(0x1D434 + place): letter for place, letter in enumerate(_ITALIC)}
    | {chr(0x1D6FC + place): letter for place, letter in enumerate(_ITALIC_GREEK)}
)

_DELIMITERS = ("\\left.", "\\right.")
QUOTES = (('"', '"'), ("“", "”"), ("‘", "’"), ("‘", "‘"), ("`", "`"), ("「", "」"))
_LETTER = re.compile(r"[A-Za-zα-ω]")
NAMED = re.compile(r"\s*([A-Za-zα-ω]\w{0,20})\s*(?:\((?:\s*[A-Za-zα-ω]\w{0,20}\s*,?)+\))?\s*:?=(?![=>])")


def meant(text: str) -> str:
    """A text in the characters that its own stand for, each at the place where it was.

    What carries no meaning becomes blank: a final stop or comma, quotation marks around all of it.

    >>> meant("２ｘ＋１"), meant("sin\\u2061x"), meant("“x^2”"), meant("x^2 ,")
    ('2x+1', 'sin x', ' x^2 ', 'x^2  ')
    """
    if not text.isascii():
        text = _unquoted(text).translate(MEANT)
    elif text[:1] in ('"', "`"):
        text = _unquoted(text)
    end = text.rstrip()
    if end[-1:] in (".", ",") and not _is_number(end) and not end.endswith(_DELIMITERS):
        return f"{end[:-1]} {text[len(end) :]}"
    return text


def _unquoted(text: str) -> str:
    inside = text.strip()
    start = len(text) - len(text.lstrip())
    if len(inside) > 2 and (inside[0], inside[-1]) in QUOTES:
        return f"{text[:start]} {inside[1:-1]} {text[start + len(inside) :]}"
    return text


def _is_number(text: str) -> bool:
    """Whether a text is nothing but digits and a point: 5."""
    return text[:-1].lstrip(" +-").isdecimal()


def without_name(text: str) -> str:
    """A formula without the name in front, which becomes blank: y = x^2, f(x) = x^2.

    It is left alone where it is an equation: where the name stands on the other side, too, or no letter does.

    >>> without_name("y = x^2"), without_name("y = x*y")
    ('    x^2', 'y = x*y')
    """
    named = NAMED.match(text)
    rest = text[named.end() :] if named is not None else ""
    if named is None or "=" in rest or re.search(rf"\b{named[1]}\b", rest) or not _LETTER.search(rest):
        return text
    return " " * named.end() + rest
