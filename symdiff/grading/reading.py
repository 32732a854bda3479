"""Reading what was answered: a formula, several of them, or one of the options."""

from __future__ import annotations

import re
from fractions import Fraction

from ..documents import languages
from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Expression, Number, Symbol, apply
from ..language import looks_like_latex
from ..practice.items import Item, Option
from ..rulebook import parse, parse_latex
from ..tidying import bare
from ..verification import equivalent

# f'(x) =, y' =, dy/dx =: what an answer may begin with, and what is read over
NAMED = re.compile(r"\s*(?:[a-zA-Z]\s*'+\s*(?:\(\s*[\w.-]+\s*\))?|d\s*[a-zA-Z]\s*/\s*d\s*\w+)\s*=(?!=)")
LEAST_DIGITS = 3


def read_answer(answer: Expression | str, variable: Symbol) -> Expression:
    """The formula that was answered, without a name in front.

    Raises:
        ParseError: it is none.
    """
    if isinstance(answer, Expression):
        return bare(answer)
    named = NAMED.match(answer)
    return _formula(answer[named.end() :] if named else answer, variable)


def read_equation(answer: Expression | str, variable: Symbol) -> Expression:
    """The equation of a line, or what a line's equation says y is.

    Raises:
        ParseError: it is none.
    """
    if isinstance(answer, Expression) or answer.count("=") != 1:
        return read_answer(answer, variable)
    left, right = (_formula(side, variable) for side in answer.split("="))
    return apply("=", (left, right))


def _formula(text: str, variable: Symbol) -> Expression:
    if looks_like_latex(text):
        return bare(parse_latex(text, variable=variable.name))
    return bare(parse(text, variable=variable.name))


def read_components(answer: Expression | str, variable: Symbol) -> list[Expression]:
    """The formulas of an answer such as (2x, 3y) or 2x, 3y.

    Raises:
        ParseError: one of them is none.
    """
    if isinstance(answer, Expression):
        return [bare(answer)]
    text = answer.strip()
    if text[:1] in "(<[" and text[-1:] in ")>]" and len(split_at_commas(text)) == 1:
        text = text[1:-1]
    return [read_answer(part, variable) for part in split_at_commas(text)]


def split_at_commas(text: str) -> list[str]:
    """The parts of a text between the commas that stand in no bracket."""
    depth, parts = 0, [""]
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def option_of(item: Item, answer: Expression | str) -> Option | None:
    """The option that is meant: by its letter, its words in any language, or its formula."""
    options = item.given_options
    if isinstance(answer, str):
        named = _by_name(options, answer.strip())
        if named is not None or not any(isinstance(o.content, Expression) for o in options):
            return named
    given = read_answer(answer, item.variable)
    for option in options:
        if isinstance(option.content, Expression) and is_same(option.content, given):
            return option
    return None


def _by_name(options: tuple[Option, ...], name: str) -> Option | None:
    letters = {chr(ord("a") + place): option for place, option in enumerate(options)}
    words = {
        o.content.text(language).casefold(): o
        for o in options
        if not isinstance(o.content, Expression)
        for language in languages()
    }
    return words.get(name.casefold()) or letters.get(name.strip("().").casefold())


def is_same(first: Expression, second: Expression) -> bool:
    """Whether two formulas are not known to be different functions."""
    try:
        return bool(equivalent(first, second))
    except SymdiffError:
        return False


def is_rounded(given: Expression, key: Expression) -> bool:
    """Whether a decimal with a few digits at least is the key, rounded."""
    decimal = given.arguments[0] if getattr(given, "function", "") == "neg" else given  # type: ignore[attr-defined]
    if not isinstance(decimal, Number) or not decimal.decimal or key.free_symbols:
        return False
    places = _places(Fraction(decimal.value))
    digits = len(str(abs(Fraction(decimal.value) * 10**places)).lstrip("0"))
    try:
        error = abs(float(evaluate(given)) - float(evaluate(key)))
    except SymdiffError:
        return False
    return digits >= LEAST_DIGITS and error <= 0.5000001 * 10.0**-places


def _places(value: Fraction) -> int:
    """How many decimals a terminating decimal has."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return places
