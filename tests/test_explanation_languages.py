"""Every sentence in every language."""

from __future__ import annotations

import pytest

import symdiff as sd
from symdiff.explanation.catalogue import BLANK, FALLBACK, Catalogue, entries, language_of_environment, languages
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
def test_a_language_has_the_entries_and_the_blanks_of_english(language: str) -> None:
    english, other = entries(FALLBACK), entries(language)
    assert set(english) == set(other)
    for name in english:
        assert set(BLANK.findall(english[name])) >= set(BLANK.findall(other[name])), name
        assert other[name].strip(), name


def test_no_entry_of_chinese_was_left_in_english() -> None:
    english, chinese = entries("en"), entries("zh")
    same = {name for name in english if english[name] == chinese[name] and any(c.isalpha() for c in english[name])}
    assert same <= {"table.h"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", [*GENERAL, "piecewise", "formal", "function", "other", "chain"])
def test_every_general_rule_has_words(rule: str, language: str) -> None:
    assert {f"rules.{rule}.title", f"rules.{rule}.words", f"rules.{rule}.noun"} <= set(entries(language))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("move", MOVES)
def test_every_move_has_words(move: str, language: str) -> None:
    assert {f"moves.{move}.title", f"moves.{move}.words"} <= set(entries(language))


@pytest.mark.parametrize("language", languages())
def test_every_move_of_the_limits_has_words(language: str) -> None:
    moves = {line.move for lines in table().values() for line in lines} | {"quotient", "substitute", "expand", "let"}
    assert {f"limits.{move}.words" for move in moves} <= set(entries(language))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(standard().rules))
def test_every_rule_of_the_table_can_be_told_with_its_example(name: str, language: str) -> None:
    example = example_of(standard().rules[name], language)
    if example is None:
        assert name.startswith("appellf1")
        return
    step = sd.derive(example.function, "x").steps[0]
    say = Catalogue(language)
    for sentence in (title(step, say), words(step, say), example.words):
        assert sentence
        assert "{" not in sentence


@pytest.mark.parametrize(("value", "expected"), [
    ("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("fr_FR.UTF-8", "en"), ("zh", "zh"),
])  # fmt: skip
def test_the_locale_chooses_the_language(value: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", value)
    assert language_of_environment() == expected
