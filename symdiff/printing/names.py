"""How names look in LaTeX and in Unicode: the tables, and nothing else knows them."""

from __future__ import annotations

import re

from ..errors import visible

_LOWER = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
_UPPER_IN_TEX = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"

GREEK: dict[str, str] = dict(zip(_LOWER.split(), _LETTERS, strict=True))
GREEK |= {name.capitalize(): letter.upper() for name, letter in tuple(GREEK.items())}
"""The names of the letters, and the letters."""

_TEX_LETTERS = frozenset(_LOWER.split()) - {"omicron"} | frozenset(_UPPER_IN_TEX.split())
_SPELLED = {letter: name for name, letter in GREEK.items()}

LATEX_NAMES: dict[str, str] = {
    "exp": r"\exp",
    "ln": r"\ln",
    "log": r"\log_{#2}",
    "log10": r"\log_{10}",
    "log2": r"\log_{2}",
    "sqrt": r"\sqrt{#1}",
    "cbrt": r"\sqrt[3]{#1}",
    "root": r"\sqrt[#2]{#1}",
    "abs": r"\left|#1\right|",
    "floor": r"\left\lfloor #1 \right\rfloor",
    "ceil": r"\left\lceil #1 \right\rceil",
    "sign": r"\operatorname{sgn}",
    "heaviside": r"\operatorname{H}",
    "min": r"\min",
    "max": r"\max",
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "cot": r"\cot",
    "sec": r"\sec",
    "csc": r"\csc",
    "asin": r"\arcsin",
    "acos": r"\arccos",
    "atan": r"\arctan",
    "acot": r"\operatorname{arccot}",
    "asec": r"\operatorname{arcsec}",
    "acsc": r"\operatorname{arccsc}",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "tanh": r"\tanh",
    "coth": r"\coth",
    "sech": r"\operatorname{sech}",
    "csch": r"\operatorname{csch}",
    "asinh": r"\operatorname{arsinh}",
    "acosh": r"\operatorname{arcosh}",
    "atanh": r"\operatorname{artanh}",
    "acoth": r"\operatorname{arcoth}",
    "asech": r"\operatorname{arsech}",
    "acsch": r"\operatorname{arcsch}",
    "gamma": r"\Gamma",
    "digamma": r"\operatorname{\psi}",
    "polygamma": r"\operatorname{\psi}_{#1}",
    "beta": r"\operatorname{B}",
    "zeta": r"\operatorname{\zeta}",
    "lambertw": r"\operatorname{W}",
    "ei": r"\operatorname{Ei}",
    "si": r"\operatorname{Si}",
    "ci": r"\operatorname{Ci}",
    "li": r"\operatorname{li}",
    "shi": r"\operatorname{Shi}",
    "chi": r"\operatorname{Chi}",
    "e1": r"\operatorname{E_{1}}",
    "expint": r"\operatorname{E}_{#1}",
    "besselj": r"\operatorname{J}_{#1}",
    "bessely": r"\operatorname{Y}_{#1}",
    "besseli": r"\operatorname{I}_{#1}",
    "besselk": r"\operatorname{K}_{#1}",
    "uppergamma": r"\Gamma",
    "lowergamma": r"\gamma",
    "polylog": r"\operatorname{Li}_{#1}",
    "dilog": r"\operatorname{Li_{2}}",
    "elliptick": r"\operatorname{K}",
    "elliptice": r"\operatorname{E}",
    "ellipticf": r"\operatorname{F}",
    "ellipticpi": r"\operatorname{\Pi}",
    "hyp1f1": r"{}_{1}\operatorname{F}_{1}",
    "hyp2f1": r"{}_{2}\operatorname{F}_{1}",
    "appellf1": r"\operatorname{F}_{1}",
    "airyai": r"\operatorname{Ai}",
    "airybi": r"\operatorname{Bi}",
    "airyaiprime": r"\operatorname{Ai}'",
    "airybiprime": r"\operatorname{Bi}'",
    "fresnels": r"\operatorname{S}",
    "fresnelc": r"\operatorname{C}",
    "binomial": r"\binom{#1}{#2}",
}
"""What a function is called in LaTeX: #1 is its first argument; arguments that are not named so follow in brackets."""

_BARE = "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth ln"
BARE = frozenset(rf"\{name}" for name in _BARE.split())
"""The heads that stand before a simple argument without brackets, and take a power as \\sin^{2} x does."""

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
    word = _SPELLED.get(word, word)
    if word in _TEX_LETTERS:
        return f"\\{word}"
    safe = "".join(_SPECIAL.get(c, c) for c in visible(word))
    return safe if len(word) == 1 and safe == word else f"\\mathrm{{{safe}}}"


_DIGITS_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_DIGITS_ABOVE = str.maketrans("0123456789-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ")
_RAISED = re.compile(r"-?[0-9]+|n")


def unicode_symbol(name: str) -> str:
    """A name with Greek letters, and with digits below the line.

    >>> unicode_symbol("theta_1"), unicode_symbol("v_max")
    ('θ₁', 'v_max')
    """
    word, line, index = name.partition("_")
    word = GREEK.get(word, word)
    if index.isascii() and index.isdigit():
        return visible(word) + index.translate(_DIGITS_BELOW)
    return visible(word + line + index)


def superscript(exponent: str) -> str | None:
    """The exponent in raised characters, if there are such.

    >>> superscript("-12"), superscript("x")
    ('⁻¹²', None)
    """
    return exponent.translate(_DIGITS_ABOVE) if _RAISED.fullmatch(exponent) else None
