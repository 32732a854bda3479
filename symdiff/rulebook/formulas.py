"""The formulas that stand in a rule file."""

from __future__ import annotations

from ..errors import ParseError
from ..expression import Apply, Expression
from ..language import Vocabulary, parse
from ..rulefiles.reader import Passage

IN_RULES = ("d",)  # d(u) is a derivative in rule files alone: elsewhere d is a name like another


def read_formula(passage: Passage, vocabulary: Vocabulary) -> Expression:
    """The formula that a passage is.

    Raises:
        RuleError: it is none; the message names the place in the file.
    """
    return _read(passage, vocabulary, "", "")


def read_condition(passage: Passage, vocabulary: Vocabulary) -> Expression:
    """The condition on values that a passage is.

    Raises:
        RuleError: it is none; the message names the place in the file.
    """
    whole = _read(passage, vocabulary, "piecewise(", ", 0)")
    assert isinstance(whole, Apply)
    return whole.arguments[0]


def _read(passage: Passage, vocabulary: Vocabulary, before: str, after: str) -> Expression:
    text = f"{before}{passage.content}{after}".replace("\n", " ")
    try:
        return parse(text, vocabulary, functions=IN_RULES)
    except ParseError as error:
        raise passage.error(error.message, error.position - len(before)) from error
