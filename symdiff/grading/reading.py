"""Reading what was answered: a formula, several of them, or one of the options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..documents import languages
from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol, apply
from ..language import Reading, looks_like_latex
from ..language.lookalikes import meant
from ..practice.items import Item, Option
from ..rulebook import current, reading
from ..tidying import lift_requirements
from ..traversal import postorder
from ..verification import equivalent

# f'(x) =, y' =, dy/dx =, d/dx f(x) =, =: what an answer may begin with, and what is read over
_ARGUMENT = r"(?:\(\s*[\w.-]+\s*\))?"
NAMED = re.compile(
    rf"\s*(?:[a-zA-Z]\s*['’′″]+\s*{_ARGUMENT}|d\s*[a-zA-Z]?\s*/\s*d\s*\w(?:\s*[a-zA-Z]\s*{_ARGUMENT})?)?\s*=(?!=)"
)


def read_answer(answer: Expression | str, variable: Symbol, names: Iterable[str] = ()) -> Reading:
    """The formula that was answered, without a name in front, read leniently.

    Args:
        answer: what was answered.
        variable: the variable of the question.
        names: the names in the question, which count as declared.

    Raises:
        ParseError: it is no formula.
    """
    if isinstance(answer, Expression):
        return Reading(lift_requirements(answer), literal=True)
    typed = meant(answer)
    named = NAMED.match(typed)
    return _formula(typed[named.end() :] if named else typed, variable, names)


def read_equation(answer: Expression | str, variable: Symbol, names: Iterable[str] = ()) -> Reading:
    """The equation of a line, or what a line's equation says y is.

    Raises:
        ParseError: it is none.
    """
    if isinstance(answer, Expression) or answer.count("=") != 1:
        return read_answer(answer, variable, names)
    left, right = (_formula(side, variable, names) for side in answer.split("="))
    literal, ambiguous = left.literal and right.literal, left.ambiguous or right.ambiguous
    return Reading(apply("=", (left.expression, right.expression)), literal, ambiguous)


def _formula(text: str, variable: Symbol, names: Iterable[str]) -> Reading:
    latex = looks_like_latex(text)
    found = reading(text, latex=latex, variable=variable.name, symbols=names, declaring="")
    return replace(found, expression=lift_requirements(found.expression))


def read_components(answer: Expression | str, variable: Symbol, names: Iterable[str] = ()) -> list[Reading]:
    """The formulas of an answer such as (2x, 3y) or 2x, 3y.

    Raises:
        ParseError: one of them is none.
    """
    if isinstance(answer, Expression):
        return [Reading(lift_requirements(answer), literal=True)]
    text = answer.strip()
    if text[:1] in "(<[" and text[-1:] in ")>]" and len(split_at_commas(text)) == 1:
        text = text[1:-1]
    return [read_answer(part, variable, names) for part in split_at_commas(text)]


def carries_question(given: Expression, key: Expression) -> bool:
    """Whether an answer holds a derivative that is still to be taken: d/dx (x^2), f'(x) where f is not in the key.

    >>> import symdiff
    >>> carries_question(symdiff.parse("d/dx (x^2)"), symdiff.parse("2x"))
    True
    """
    known = {node.function for node in postorder((key,)) if isinstance(node, Apply)}
    return any(
        node.function not in known
        and (
            node.function.endswith("'")
            or node.function.startswith("D_")
            or current().is_to_be_carried_out(node.function, len(node.arguments))
        )
        for node in postorder((given,))
        if isinstance(node, Apply)
    )


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
    given = read_answer(answer, item.variable).expression
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
