"""Primes as they are written by hand, (x^2)' and u'v + uv', in the notation that is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from ..errors import SymdiffError

PRIMED = re.compile(r"\)\s*(['’′]+)")
WORD = re.compile(r"(?<![A-Za-z_0-9])([A-Za-z]{2,})(['’′]+)")
CALLED = re.compile(r"[A-Za-z_]\w*$")
MOST = 50


def written_out(text: str, variable: Callable[[str], str], is_function: Callable[[str], bool]) -> str:
    """The text with d/dx (...) for every (...)'.

    Args:
        text: what was typed.
        variable: the name by which the formula in some brackets is differentiated.
        is_function: whether a name before brackets is that of a function, so that the derivative is of all of it.

    Raises:
        SymdiffError: there are very many primes.

    >>> written_out("(x^2)' x + sin(x)''", lambda inside: "x", lambda name: name == "sin")
    '(d/dx (x^2)) x + (d^2/dx^2 (sin(x)))'
    """
    for _ in range(MOST):
        found = PRIMED.search(text)
        start = _opening(text, found.start()) if found is not None else None
        if found is None or start is None:
            return text
        name = CALLED.search(text[:start])
        if name is not None and is_function(name[0]):
            start = name.start()
            group = text[start : found.start() + 1]
        else:
            group = text[start + 1 : found.start()]
        order, by = len(found[1]), variable(group)
        power = f"^{order}" if order > 1 else ""
        text = f"{text[:start]}(d{power}/d{by}{power} ({group})){text[found.end() :]}"
    raise SymdiffError(f"more than {MOST} primes in a line")


def _opening(text: str, closing: int) -> int | None:
    depth = 0
    for place in range(closing, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if not depth:
            return place
    return None


def set_apart(text: str, names: Container[str]) -> str:
    """The text with spaces between names of one letter that were glued before a prime: uv' is u v'.

    >>> set_apart("u'v + uv'", {"u", "v"})
    "u'v + u v'"
    """

    def apart(found: re.Match[str]) -> str:
        letters = found[1]
        glued = letters not in names and all(letter in names for letter in letters)
        return " ".join(letters) + found[2] if glued else found[0]

    return WORD.sub(apart, text)
