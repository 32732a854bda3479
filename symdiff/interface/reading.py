"""From what was typed to a formula, its variable and a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import symdiff as sd

from ..errors import SymdiffError
from ..expression import Expression, Symbol
from ..language import is_name, looks_like_latex
from ..language.variable_names import is_word, plain_name


def read(text: str, how: str = "auto", **options: Any) -> Expression:
    """The formula that a text holds, as text or as LaTeX.

    Args:
        text: what was typed.
        how: `text`, `latex`, or `auto`: LaTeX when it is unmistakable.
        options: what `symdiff.parse` takes.

    Raises:
        ParseError: it is no formula.
    """
    parse = sd.parse_latex if is_latex(text, how) else sd.parse
    expression: Expression = parse(text, **options)
    return expression


def is_latex(text: str, how: str = "auto") -> bool:
    """Whether the text will be read as LaTeX."""
    return how == "latex" or (how == "auto" and looks_like_latex(text))


def choose_variable(symbols: Iterable[Symbol], way: str = "--var {}") -> Symbol:
    """The variable that is meant when none is named: x, or the only symbol.

    A word such as `lnx` or `cost` is more likely a formula that lost its signs, so it is not guessed.

    Args:
        symbols: those of the formula.
        way: how the variable is named, for the message.

    Raises:
        SymdiffError: several symbols could be meant, or the only one is a word; the message lists them.
    """
    names = sorted(symbol.name for symbol in symbols)
    if not names or "x" in names:
        return Symbol("x")
    if len(names) == 1 and not is_word(names[0]):
        return Symbol(names[0])
    if len(names) == 1:
        raise SymdiffError(
            f"the only symbol is the word {names[0]}: say {way.format(names[0])} if it is the variable, "
            "or write products with spaces and functions with brackets"
        )
    raise SymdiffError(f"which is the variable? The symbols are {', '.join(names)}: say {way.format(names[0])}")


def read_point(texts: Mapping[str, str]) -> dict[Expression, Expression]:
    """A point from names and the texts of their values, which are numbers such as 2, 1/3, 0.5 or pi/4.

    Raises:
        SymdiffError: a value is no formula, or holds a symbol.
    """
    point: dict[Expression, Expression] = {}
    for name, text in texts.items():
        value = read(text)
        if value.free_symbols:
            symbols = ", ".join(sorted(symbol.name for symbol in value.free_symbols))
            raise SymdiffError(f"{name} = {text} is no number: {symbols} has no value")
        point[variable(name)] = value
    return point


def variable(name: str) -> Symbol:
    """The symbol that a word names, as a formula would read it: θ is theta.

    Raises:
        SymdiffError: the word is not the name of a variable.
    """
    plain = plain_name(name.strip())
    if not is_name(plain):
        raise SymdiffError(
            f"{name or 'nothing'} is not the name of a variable: that is a word such as x, theta or v_max"
        )
    return Symbol(plain)


def split_arguments(text: str) -> list[str]:
    """The parts of a text between the commas that stand in no bracket.

    >>> split_arguments("log(x, 2), x"), split_arguments("(x^2, x)")
    (['log(x, 2)', 'x'], ['x^2', 'x'])
    """
    parts = _outer_commas(text)
    inside = text.strip()[1:-1]
    if len(parts) == 1 and text.strip().startswith("(") and text.strip().endswith(")") and _is_balanced(inside):
        parts = _outer_commas(inside)
    return [part.strip() for part in parts]


def _outer_commas(text: str) -> list[str]:
    depth, start, parts = 0, 0, []
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0
