"""From what was typed to a formula, its variable and a point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import symdiff as sd

from ..errors import SymdiffError
from ..expression import Expression, Symbol
from ..language import Reading, check_glued, glued, is_name, looks_like_latex
from ..language.variable_names import is_word, plain_name


@dataclass(frozen=True)
class Way:
    """How a surface is told what a formula leaves open, for advice; "" where it cannot be told.

    Attributes:
        variable: how the variable is named.
        declaring: how a name is declared.
    """

    variable: str = ""
    declaring: str = ""


COMMAND = Way("--var {}", "--symbols {}")


def read(text: str, how: str = "auto", **options: Any) -> Expression:
    """The formula that a text holds, as text or as LaTeX, read leniently.

    Args:
        text: what was typed.
        how: `text`, `latex`, or `auto`: LaTeX when it is unmistakable.
        options: what `symdiff.parse` takes.

    Raises:
        ParseError: it is no formula.
    """
    return understood(text, how, **options).expression


def understood(text: str, how: str = "auto", **options: Any) -> Reading:
    """The formula that a text holds, and a note where it is not what was typed, sign by sign.

    LaTeX is always told: what a command sets and what it means are different texts.

    Args:
        text: what was typed.
        how: `text`, `latex`, or `auto`: LaTeX when it is unmistakable.
        options: what `symdiff.reading` takes.

    Raises:
        ParseError: it is no formula.
    """
    latex = is_latex(text, how)
    found: Reading = sd.reading(text, latex=latex, **{"declaring": COMMAND.declaring, **options})
    return Reading(found.expression, literal=False) if latex and how == "auto" else found


def understood_with_variables(
    text: str, how: str, names: Sequence[str], declared: Sequence[str], way: Way = COMMAND, **options: Any
) -> tuple[Reading, list[Symbol]]:
    """A formula that is to be differentiated, and by what: the variables that are named, or the one that is meant.

    Variables that are named count as declared. Where none is, the formula is read with x as the variable first;
    if it turns out to be another one, words that hold that one are read again.

    Args:
        text: what was typed.
        how: as for `read`.
        names: the words that name the variables.
        declared: words that are one name each.
        way: how variables and names are told, for messages.
        options: what `symdiff.reading` takes.

    Raises:
        ParseError: it is no formula; GluedNameError where a word of it holds a variable, and cannot be cut.
        SymdiffError: it is not clear which variable is meant.
    """
    options = {**options, "declaring": way.declaring}
    given = [variable(name).name for name in names]
    symbols = [*declared, *given]
    found = understood(text, how, symbols=symbols, variable=given[0] if given else None, **options)
    chosen = variables(found.expression, given, way=way, check=False)
    words = [s.name for s in found.expression.free_symbols]
    if not given and any(glued(word, chosen[0].name) for word in words if word not in declared):
        found = understood(text, how, symbols=symbols, variable=chosen[0].name, **options)
    return found, variables(found.expression, [v.name for v in chosen], declared, way)


def is_latex(text: str, how: str = "auto") -> bool:
    """Whether the text will be read as LaTeX."""
    return how == "latex" or (how == "auto" and looks_like_latex(text))


def choose_variable(symbols: Iterable[Symbol], way: str = COMMAND.variable) -> Symbol:
    """The variable that is meant when none is named: x, or the only symbol beside words that hold it.

    A word such as `lnx`, `cost` or `x3` is more likely a formula that lost its signs, so it is not guessed.

    Args:
        symbols: those of the formula.
        way: how the variable is named, for the message.

    Raises:
        SymdiffError: several symbols could be meant, or the only one is a word; the message lists them.
    """
    names = sorted(symbol.name for symbol in symbols)
    if not names or "x" in names:
        return Symbol("x")
    letters = [name for name in names if not (is_word(name) or (name[-1].isdecimal() and "_" not in name))]
    if len(letters) == 1 and all(letters[0] in name for name in names):
        return Symbol(letters[0])
    if len(names) == 1:
        raise SymdiffError(
            f"the only symbol is {names[0]}: say {way.format(names[0])} if it is the variable, "
            "or write products and powers with their signs, and functions with brackets"
        )
    raise SymdiffError(f"which is the variable? The symbols are {', '.join(names)}: say {way.format(names[0])}")


def variables(
    formula: Expression,
    names: Iterable[str] = (),
    declared: Iterable[str] = (),
    way: Way = COMMAND,
    check: bool = True,
) -> list[Symbol]:
    """By what a formula is differentiated: the variables that are named, or the one that is meant.

    Args:
        formula: the formula.
        names: the words that name them.
        declared: words of the formula that are one name each.
        way: how variables and names are told, for messages.
        check: whether words that hold a variable are refused.

    Raises:
        SymdiffError: it is not clear which one is meant.
        GluedNameError: a word of the formula holds a variable, and is not declared.
    """
    chosen = [variable(name) for name in names] or [choose_variable(formula.free_symbols, way.variable)]
    words = sorted(s.name for s in formula.free_symbols)
    known = {*declared, *(by.name for by in chosen)}
    for by in chosen if check else ():
        check_glued(words, by, known, way.declaring)
    return chosen


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
