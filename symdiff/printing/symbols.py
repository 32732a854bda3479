"""How names and raised digits look in LaTeX and in Unicode."""

from __future__ import annotations

import re

from ..errors import visible
from ..rulefiles.greek import GREEK, GREEK_NAMES, GREEK_VARIANTS, OWN_SHAPE

_NAME = re.compile(r"([^_]+)_([^_]+)")
_SPECIAL = {c: f"\\{c}" for c in "#$%&_{}"} | {
    "\\": r"\backslash{}",
    "^": r"\text{\^{}}",
    "~": r"\text{\~{}}",
}


def latex_symbol(name: str) -> str:
    r"""A name in mathematics mode.

    >>> latex_symbol("theta_1"), latex_symbol("v_max")
    ('\\theta_{1}', 'v_{\\mathrm{max}}')
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return _latex_word(name)
    return f"{_latex_word(match[1])}_{{{match[2] if match[2].isdigit() else _latex_word(match[2])}}}"


def _latex_word(word: str) -> str:
    word = GREEK_NAMES.get(word, word)
    if word in OWN_SHAPE or word in GREEK_VARIANTS:
        return f"\\{word}"
    safe = "".join(_SPECIAL.get(c, c) for c in visible(word))
    return safe if len(word) == 1 and safe == word else f"\\mathrm{{{safe}}}"


DIGITS_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
DIGITS_ABOVE = str.maketrans("0123456789-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ")
_RAISED = re.compile(r"-?[0-9]+|n")


def unicode_symbol(name: str) -> str:
    """A name with Greek letters, and with digits below the line.

    >>> unicode_symbol("theta_1"), unicode_symbol("v_max")
    ('θ₁', 'v_max')
    """
    word, line, index = name.partition("_")
    word = GREEK.get(word, word)
    if index.isascii() and index.isdigit():
        return visible(word) + index.translate(DIGITS_BELOW)
    return visible(word + line + index)


def superscript(exponent: str) -> str | None:
    """The exponent in raised characters, if there are such.

    >>> superscript("-12"), superscript("x")
    ('⁻¹²', None)
    """
    return exponent.translate(DIGITS_ABOVE) if _RAISED.fullmatch(exponent) else None
