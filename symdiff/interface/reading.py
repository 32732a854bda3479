"""From what was typed to a formula, its variable and a point."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

import symdiff as sd

from ..errors import SymdiffError
from ..expression import Expression, Symbol
from ..traversal import substitute

# One letter, perhaps with an index: x, t2, v_max.
_PLAIN = re.compile(r"[^\W\d_](\d+|_\w+)?")


def read(text: str, how: str = "auto", **options: object) -> Expression:
    """The formula that a text holds, as text or as LaTeX.

    Args:
        text: what was typed.
        how: `text`, `latex`, or `auto`: LaTeX when it is unmistakable.
        options: what `symdiff.parse` takes.

    Raises:
        ParseError: it is no formula.
    """
    parse = sd.parse_latex if is_latex(text, how) else sd.parse
    return parse(text, **options)


def is_latex(text: str, how: str = "auto") -> bool:
    """Whether the text will be read as LaTeX."""
    from ..language import looks_like_latex

    return how == "latex" or (how == "auto" and looks_like_latex(text))


def choose_variable(expression: Expression, way: str = "--var {}") -> Symbol:
    """The variable that is meant when none is named: x, or the only symbol.

    A word such as `lnx` or `cost` is more likely a formula that lost its signs, so it is not guessed.

    Args:
        expression: the formula.
        way: how the variable is named, for the message.

    Raises:
        SymdiffError: several symbols could be meant, or the only one is a word; the message lists them.
    """
    names = sorted(symbol.name for symbol in expression.free_symbols)
    if not names or "x" in names:
        return Symbol("x")
    if len(names) == 1 and is_plain(names[0]):
        return Symbol(names[0])
    if len(names) == 1:
        raise SymdiffError(
            f"the only symbol is the word {names[0]}: say {way.format(names[0])} if it is the variable, "
            "or write products with spaces and functions with brackets"
        )
    raise SymdiffError(f"which is the variable? The symbols are {', '.join(names)}: say {way.format(names[0])}")


def is_plain(name: str) -> bool:
    """Whether a name is one letter, perhaps with an index, or the name of a Greek letter.

    >>> [is_plain(name) for name in ("t", "v_max", "theta", "cost")]
    [True, True, True, False]
    """
    return bool(_PLAIN.fullmatch(name)) or name.partition("_")[0].upper() in _greek()


@cache
def _greek() -> frozenset[str]:
    letters = (unicodedata.name(chr(code), "") for code in range(0x3B1, 0x3CA))
    # GREEK SMALL LETTER LAMDA is lambda to everybody else.
    return frozenset(name.split()[3] for name in letters if name) - {"FINAL"} | {"LAMBDA"}


def read_point(texts: Mapping[str, str]) -> dict[Expression, Expression]:
    """A point from names and the texts of their values, which are numbers such as 2, 1/3, 0.5 or pi/4.

    Raises:
        SymdiffError: a value is no formula, or holds a symbol.
    """
    point: dict[Expression, Expression] = {}
    for name, text in texts.items():
        value = read(text)
        if value.free_symbols:
            raise SymdiffError(f"{name} = {text} is no number: {_listed(value.free_symbols)} has no value")
        point[Symbol(name)] = value
    return point


def at_point(expression: Expression, point: Mapping[Expression, Expression], way: str = "--at {}=1") -> Expression:
    """The expression with the point's values put in, ready to be evaluated.

    Raises:
        SymdiffError: a symbol has no value at the point.
    """
    missing = expression.free_symbols - point.keys()
    if missing:
        raise SymdiffError(f"{_listed(missing)} has no value: {way.format(min(s.name for s in missing))} gives one")
    return substitute(expression, point)


def _listed(symbols: Iterable[Symbol]) -> str:
    return ", ".join(sorted(symbol.name for symbol in symbols))
