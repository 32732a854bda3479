"""Names: which words can be one, how Greek ones are spelled, and which may be products that lost their signs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from ..errors import GluedNameError
from ..expression import PI, E, Symbol
from ..rulefiles.greek import GREEK, GREEK_VARIANTS, OWN_SHAPE

LONGEST_NAME = 1_000
LIBRARY = "symbols=[{!r}]"
"""How a name is declared in Python."""

PRIMES = "'’′″"
CONSTANTS: dict[str, Symbol] = {"e": E, "pi": PI, "π": PI}

GREEK_SHAPES: dict[str, str] = {GREEK[name]: name for name in sorted(OWN_SHAPE - {"Upsilon"})} | {
    letter: name for name, letter in GREEK_VARIANTS.items()
}
"""The name of each Greek letter that has a shape of its own."""

GREEK_NAMES = OWN_SHAPE | {"omicron"}
# Python reserves the word lambda, so people who program write it otherwise.
SINGLE = GREEK_NAMES | GREEK_VARIANTS.keys() | {"lamda", "lambd"}

_NAME = re.compile(r"_?[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)*_?")
_INDEXED = re.compile(r"[A-Z][a-z]{3,}")
_NUMBERED = re.compile(r"(\w*?[A-Za-z])[0-9]+")
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₕₖₗₘₙₒₚₛₜₓ", "0123456789aehklmnopstx")
_BELOW = re.compile("([₀₁₂₃₄₅₆₇₈₉ₐₑₕₖₗₘₙₒₚₛₜₓ]+)")


@lru_cache(maxsize=1024)
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
    word = _BELOW.sub(lambda m: "_" + m.group().translate(LOWERED), word)
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
    return len(base) > 1 and base not in SINGLE


def glued(name: str, variable: str, alone: bool = False) -> bool:
    """Whether a name is a word that holds the variable, so that it may be a product that lost its signs.

    A name with an index (x_1, v_max, theta1), the name of a Greek letter, and a capital with a word behind
    it where the capital stands alone, too (Tref beside T), are single names.

    Args:
        name: the word.
        variable: the variable of differentiation.
        alone: whether the variable stands by itself in the formula.

    >>> [glued(name, "x") for name in ("xy", "lnx", "x2", "x", "x_1", "y")]
    [True, True, True, False, False, False]
    >>> glued("theta", "t"), glued("theta1", "theta"), glued("cost", "t")
    (False, False, True)
    >>> glued("Tref", "T"), glued("Tref", "T", alone=True)
    (True, False)
    """
    if variable not in name or name == variable or "_" in name:
        return False
    if alone and name.startswith(variable) and _INDEXED.fullmatch(name):
        return False
    return is_word(name) or (len(variable) == 1 and stem(name) == variable)


def check_glued(
    names: Iterable[Symbol | str],
    variable: Symbol | str,
    declared: Container[str] = frozenset(),
    declaring: str = LIBRARY,
) -> None:
    """Refuse names that may be products which lost their signs.

    Args:
        names: the names of a formula.
        variable: by what it is differentiated.
        declared: names that somebody has declared to be one name each.
        declaring: how a name is declared, for the advice.

    Raises:
        GluedNameError: one of the names is a word that holds the variable; both readings are named.
    """
    by = variable if isinstance(variable, str) else variable.name
    words = [given if isinstance(given, str) else given.name for given in names]
    for name in words:
        if name not in declared and glued(name, by, by in words):
            advice = glued_advice(name, by, declaring=declaring)
            raise GluedNameError(glued_message(name, by), name, suggestion=advice)


def glued_message(name: str, variable: str) -> str:
    """What is wrong with a glued word."""
    return f"{name} could be one name or a product that holds {variable}"


def glued_advice(name: str, variable: str, readings: Iterable[str] = (), declaring: str = LIBRARY) -> str:
    """How to write each reading of a glued word.

    Args:
        name: the word.
        variable: the variable of differentiation.
        readings: the products that it may be, where they are known.
        declaring: how a name is declared, or "" where it cannot be.
    """
    written = " or ".join([*readings] or _products(name, variable))
    advice = f"write {written}" if written else "write products with * and functions with brackets"
    return f"{advice}; if {name} is one name, declare it: {declaring.format(name)}" if declaring else advice


def _products(name: str, variable: str) -> list[str]:
    """The products that a short word may be; of a longer one nothing is known without its functions."""
    digits = name.removeprefix(variable)
    if digits.isdecimal():
        return [f"{variable}^{digits}", f"{digits}*{variable}"]
    return ["*".join(name)] if len(name) == 2 else []
