"""The letters of the Greek alphabet and their names: the only place that lists them."""

from __future__ import annotations

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"

GREEK: dict[str, str] = dict(zip(_NAMES.split(), _LETTERS, strict=True))
GREEK |= {name.capitalize(): letter.upper() for name, letter in tuple(GREEK.items())}
"""The letter of each name."""

OWN_SHAPE = frozenset(_NAMES.split()) - {"omicron"} | frozenset(
    ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega")
)
"""The names of those that look like no Latin letter: TeX has a command for each."""

GREEK_VARIANTS: dict[str, str] = {
    "varepsilon": "ϵ",
    "vartheta": "ϑ",
    "varkappa": "ϰ",
    "varpi": "ϖ",
    "varrho": "ϱ",
    "varsigma": "ς",
    "varphi": "ϕ",
}
"""Letters that some write in a second shape: in one formula the two shapes are two letters."""

GREEK_NAMES: dict[str, str] = {letter: name for name, letter in (GREEK | GREEK_VARIANTS).items()}
"""The name of each letter."""
