"""Names: which words can be one, how Greek ones are spelled, and which may be products that lost their signs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ..errors import GluedNameError
from ..expression import PI, E, Symbol
from ..rulefiles.greek import GREEK, GREEK_VARIANTS, OWN_SHAPE

LONGEST_NAME = 1_000
PRIMES = "'’′″"
CONSTANTS: dict[str, Symbol] = {"e": E, "pi": PI, "π": PI}

GREEK_SHAPES: dict[str, str] = {GREEK[name]: name for name in sorted(OWN_SHAPE - {"Upsilon"})} | {
    letter: name for name, letter in GREEK_VARIANTS.items()
}
"""The name of each Greek letter that has a shape of its own."""

GREEK_NAMES = OWN_SHAPE | {"omicron"}
# Python reserves the word lambda, so people who program write it otherwise.
_SINGLE = GREEK_NAMES | GREEK_VARIANTS.keys() | {"lamda", "lambd"}

_NAME = re.compile(r"_?[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)*_?")
_NUMBERED = re.compile(r"(\w*?[A-Za-z])[0-9]+")
_FLAT = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₕₖₗₘₙₒₚₛₜₓ", "0123456789aehklmnopstx")
_BELOW = re.compile("([₀₁₂₃₄₅₆₇₈₉ₐₑₕₖₗₘₙₒₚₛₜₓ]+)")


def is_name(word: str) -> bool:
    """Whether a word can be the name of a variable.

    >>> [is_name(word) for word in ("x", "v_max", "theta", "2x", "x y", "pi")]
    [True, True, True, False, False, False]
    """
    return len(word) <= LONGEST_NAME and bool(_NAME.fullmatch(word)) and word not in ("e", "pi", "and", "or", "where")


def plain_name(word: str) -> str:
    """The name in plain letters: α₁ is alpha_1."""
    if word.isascii():
        return word
    word = _BELOW.sub(lambda m: "_" + m.group().translate(_FLAT), word)
    return GREEK_SHAPES.get(word[0], word[0]) + word[1:]


def stem(word: str) -> str:
    """A name without its index: x of x_1, theta of theta2."""
    if "_" in word:
        return word.lstrip("_").partition("_")[0]
    numbered = _NUMBERED.fullmatch(word)
    return numbered.group(1) if numbered else word


def is_word(name: str) -> bool:
    """Whether a name is a word of several letters, not a letter (perhaps with an index) or a Greek one.

    >>> [is_word(name) for name in ("speed", "x", "x_1", "v_max", "theta", "x2")]
    [True, False, False, False, False, False]
    """
    base = stem(name)
    return len(base) > 1 and base not in _SINGLE


def glued(name: str, variable: str) -> bool:
    """Whether a name is a word that holds the variable, so that it may be a product that lost its signs.

    A name with an index (x_1, v_max, x2) and the name of a Greek letter are single names.

    >>> [glued(name, "x") for name in ("xy", "lnx", "x", "x_1", "x2", "y")]
    [True, True, False, False, False, False]
    >>> glued("theta", "t"), glued("cost", "t")
    (False, True)
    """
    return variable in name and name != variable and "_" not in name and stem(name) != variable and is_word(name)


def check_glued(names: Iterable[Symbol | str], variable: Symbol | str, declared: Container[str] = frozenset()) -> None:
    """Refuse names that may be products which lost their signs.

    Args:
        names: the names of a formula.
        variable: by what it is differentiated.
        declared: names that somebody has declared to be one name each.

    Raises:
        GluedNameError: one of the names is a word that holds the variable; both readings are named.
    """
    by = variable if isinstance(variable, str) else variable.name
    for given in names:
        name = given if isinstance(given, str) else given.name
        if name not in declared and glued(name, by):
            raise GluedNameError(glued_message(name, by), name, suggestion=glued_advice(name, by))


def glued_message(name: str, variable: str) -> str:
    """What is wrong with a glued word."""
    return f"{name} could be one name or a product that holds {variable}"


def glued_advice(name: str, variable: str, functions: Iterable[str] = ()) -> str:
    """How to write each reading of a glued word."""
    readings = [*function_readings(name, functions), "*".join(_parts(name, variable))]
    return f"write {' or '.join(readings)}; if {name} is one name, declare it: symbols=[{name!r}] or --symbols {name}"


def function_readings(word: str, functions: Iterable[str]) -> list[str]:
    """What a word would mean as a factor and a function: x*sin(...) of xsin, ln(x) of lnx."""
    known = sorted((f for f in functions if len(f) > 1), key=len, reverse=True)
    before = [f"{f}({word[len(f) :]})" for f in known if word.startswith(f) and word != f]
    after = [f"{word[: -len(f)]}*{f}(...)" for f in known if word.endswith(f) and word != f]
    return before[:1] or after[:1]


def _parts(name: str, variable: str) -> list[str]:
    """The word cut at the variable, and into letters elsewhere where it is short."""
    pieces = [part for part in re.split(f"({re.escape(variable)})", name) if part]
    if len(name) > 6:
        return pieces
    return [letter for piece in pieces for letter in ([piece] if piece == variable else list(piece))]
