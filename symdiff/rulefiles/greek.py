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

GREEK_NAMES: dict[str, str] = {letter: name for name, letter in GREEK.items()}
"""The name of each letter."""
