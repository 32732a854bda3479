"""One file a language: those there are say the same, and another is there as soon as its file is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.documents import Catalogue, Sentence, Series, catalogue, language_of_environment, languages, text_of
from symdiff.documents.catalogue import BLANK, FALLBACK
from symdiff.explanation import difference_quotients
from symdiff.exports import FORMATS, render
from symdiff.repl.session import Session

OTHERS = [language for language in languages() if language != FALLBACK]
MARK = "\u00a4"
NEW = "eo"


@pytest.mark.parametrize("language", OTHERS)
def test_the_languages_have_the_same_entries(language: str) -> None:
    assert set(Catalogue(language).entries) == set(Catalogue().entries)


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_has_a_blank_that_english_has_not(language: str) -> None:
    english, other = Catalogue(), Catalogue(language)
    for name in english.entries:
        assert set(other.template(name)[1::2]) <= set(english.template(name)[1::2]), name


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_about_exercises_lose_no_blank(language: str) -> None:
    english, other = Catalogue(), Catalogue(language)
    for name in english.entries:
        if name.startswith(("exercises.", "sheet.", "plan.", "why.", "tutor.", "show.")):
            assert Counter(other.template(name)[1::2]).keys() == Counter(english.template(name)[1::2]).keys(), name


def test_no_entry_of_chinese_was_left_in_english() -> None:
    english, chinese = Catalogue("en").entries, Catalogue("zh").entries
    same = {
        name
        for name in english
        if english[name] == chinese[name] and any(c.isalpha() for c in BLANK.sub("", english[name]))
    }
    assert same <= {"table.h"}


@pytest.mark.parametrize("language", languages())
def test_no_entry_is_empty_but_what_stands_between(language: str) -> None:
    empty = {name for name, words in Catalogue(language).entries.items() if not words}
    assert empty <= {"list.sentences", "list.nothing"}


@pytest.mark.parametrize(("value", "expected"), [
    ("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en"), ("fr_FR.UTF-8", "en"), ("zh", "zh"),
])  # fmt: skip
def test_the_locale_chooses_the_language(value: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", value)
    assert language_of_environment() == expected


# --- another language ---------------------------------------------------------------------------------------


@pytest.fixture
def another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """English with a mark before each sentence and some formulas in another order, as the file of a new language."""
    for path in catalogue.FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    english = (tmp_path / "en.toml").read_text(encoding="utf-8")
    marked = re.sub(r'^(\w+ = ")(?=.*\w)', rf"\1{MARK}", english, flags=re.MULTILINE)
    marked = marked.replace("{first} over {last}", "below {last} stands {first}")
    (tmp_path / f"{NEW}.toml").write_text(marked, encoding="utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    return NEW


def test_a_language_is_there_when_its_file_is(another_language: str) -> None:
    assert another_language in languages()
    assert Catalogue(another_language).entries["language"] == f"{MARK}English"


@pytest.mark.parametrize("show", ["text", "markdown", "latex", "typst", "html", "json"])
def test_a_derivation_is_told_in_it(another_language: str, show: str) -> None:
    shown = getattr(sd.derive("x^2/sin(x)"), show)(language=another_language)
    assert shown.count(MARK) + shown.count("othercharacter{A4}") + shown.count("U+A4") > 10


def test_a_formula_keeps_its_place_in_the_order_of_the_language(another_language: str) -> None:
    assert f"{MARK}below sin(x) stands x^2" in sd.derive("x^2/sin(x)").text(language=another_language)


@pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.extra is None])
def test_a_sheet_is_written_in_it(another_language: str, form: str) -> None:
    items = sd.exercises("chain", 2, count=2, seed=7)
    english, other = (render(items, form, language=language, answers="worked") for language in ("en", another_language))
    assert other != english or form == "jsonl"


def test_a_grade_and_a_table_are_told_in_it(another_language: str) -> None:
    assert sd.grade("x^2", "3x").text(another_language).startswith(MARK)
    assert MARK in difference_quotients("x^2", 1).text(another_language)


def test_the_command_line_and_the_session_speak_it(another_language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["steps", "x^2", "--lang", another_language]) == 0
    assert main(["exercises", "--count", "1", "--seed", "7", "--lang", another_language]) == 0
    assert main(["grade", "x^2", "2x", "--lang", another_language]) == 0
    assert capsys.readouterr().out.count(f"{MARK}") > 3
    assert Session().execute(f":lang {another_language}").lines == (f"{MARK}English",)


# --- a language that there is not -----------------------------------------------------------------------------


@pytest.mark.parametrize("ask", [
    lambda: sd.derive("x^2").text(language="xx"), lambda: sd.derive("x^2").markdown(language="xx"),
    lambda: sd.derive("x^2").latex(language="xx"), lambda: sd.derive("x^2").html(language="xx"),
    lambda: sd.derive("x^2").json(language="xx"), lambda: sd.derive("x^2").terminal(language="xx"),
    lambda: render([], "markdown", language="xx"), lambda: sd.grade("x^2", "2x").text("xx"),
    lambda: sd.exercises("chain", 2, count=1, seed=7)[0].prompt[0].text("xx"),
    lambda: difference_quotients("x", 1).text("xx"),
    lambda: Catalogue("../words/en"),
])  # fmt: skip
def test_an_unknown_language_is_an_error_that_names_those_there_are(ask: object) -> None:
    with pytest.raises(sd.SymdiffError, match=r"there is no language .*: there are .*en, .*zh"):
        ask()  # type: ignore[operator]


@pytest.mark.parametrize("arguments", [
    ("steps", "x^2"), ("diff", "x^2", "--steps"), ("exercises", "--count", "1"), ("grade", "x^2", "2x"),
    ("limit", "x^2", "--at", "1"),
])  # fmt: skip
def test_an_unknown_language_on_the_command_line(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--lang", "xx"]) == 2
    assert f"there are {', '.join(languages())}" in capsys.readouterr().err


# --- sentences --------------------------------------------------------------------------------------------------


def test_a_sentence_is_words_and_formulas_in_the_order_of_the_language() -> None:
    x = sd.Symbol("x")
    sentence = Sentence("plan.function", {"function": "sin", "parts": x})
    assert sentence.pieces("en") == ["the function sin of ", x]
    assert sentence.pieces("zh") == [x, " 的sin"]


def test_what_stands_between_belongs_to_the_language() -> None:
    parts = Series((sd.Symbol("x"), "y", 3))
    assert [text_of(parts, language) for language in ("en", "zh")] == ["x, y, 3", "x\u3001y\u30013"]
    assert text_of(Series(())) == ""
