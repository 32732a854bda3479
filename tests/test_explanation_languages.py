"""Every rule and every move has words, in every language."""

from __future__ import annotations

import pytest

import symdiff as sd
from symdiff.documents import Catalogue, languages, text_of
from symdiff.explanation.definition import table
from symdiff.explanation.examples import example_of
from symdiff.explanation.moves import MOVES
from symdiff.explanation.wording import title, words
from symdiff.expression import Apply
from symdiff.rulebook import standard

GENERAL = [rule.name for rule in standard().rules.values() if not isinstance(rule.pattern, Apply)] + [
    rule.name
    for rule in standard().rules.values()
    if isinstance(rule.pattern, Apply)
    and not (
        (entry := standard().functions.get((rule.pattern.function, len(rule.pattern.arguments))))
        and entry.derivatives
        and rule.pattern is entry.application
    )
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", [*GENERAL, "piecewise", "formal", "function", "other", "chain"])
def test_every_general_rule_has_words(rule: str, language: str) -> None:
    assert {f"rules.{rule}.title", f"rules.{rule}.words", f"rules.{rule}.noun"} <= set(Catalogue(language).entries)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("move", MOVES)
def test_every_move_has_words(move: str, language: str) -> None:
    assert {f"moves.{move}.title", f"moves.{move}.words"} <= set(Catalogue(language).entries)


@pytest.mark.parametrize("language", languages())
def test_every_move_of_the_limits_has_words(language: str) -> None:
    moves = {line.move for lines in table().values() for line in lines} | {"quotient", "substitute", "expand", "let"}
    assert {f"limits.{move}.words" for move in moves} <= set(Catalogue(language).entries)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(standard().rules))
def test_every_rule_of_the_table_can_be_told_with_its_example(name: str, language: str) -> None:
    example = example_of(standard().rules[name], language)
    if example is None:
        assert name.startswith("appellf1")
        return
    step = sd.derive(example.function, "x").steps[0]
    for sentence in (text_of(title(step), language), text_of(words(step), language), example.words):
        assert sentence
        assert "{" not in sentence
