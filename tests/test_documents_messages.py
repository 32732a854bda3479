"""Errors, notes and the session's own words in the language that is chosen."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.documents import Catalogue
from symdiff.documents.messages import translated
from symdiff.repl.session import Session

PACKAGE = Path(sd.__file__).parent
ROOMS = (
    "language", "interface", "repl", "grading", "calculus", "evaluation", "matrices", "simplifying", "verification",
)  # fmt: skip
FILES = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
ERRORS = ("Misreading", "SymdiffError", "ParseError", "LimitError", "DomainError", "UnknownFunctionError")


def sentences(path: Path) -> Iterator[str]:
    """Every sentence that an error of a module says, with q in its blanks."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
            said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "suggestion")]
            yield from filter(None, map(sentence, said))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "mistake":  # message, place, suggestion
            yield from filter(None, map(sentence, (node.args[0], *node.args[2:])))


def sentence(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "q" for part in node.values)
    return ""


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(PACKAGE)) for path in FILES])
def test_every_error_is_said_in_chinese_too(path: Path) -> None:
    assert not [said for said in sentences(path) if not is_chinese(translated(said, "zh"))]


@pytest.mark.parametrize(
    "text",
    ["foo(x)", "sin(", "2x +", "x^^2", "8e+1", "asinx", "1,5", "x y z speed", "|x", "x)", "y = 2 = x", "d(x^2)", "∞"],
)
def test_an_error_of_reading_has_its_place_and_advice_in_chinese_and_the_formula_as_it_was(text: str) -> None:
    with pytest.raises(sd.ParseError) as caught:
        sd.parse(text, lenient=True)
    english = str(caught.value).split("\n")
    chinese = translated("\n".join(english), "zh").split("\n")
    assert [line for line in english if line[0] == " "] == [line for line in chinese if line[0] == " "]
    assert all(is_chinese(line) for line in chinese if line[0] != " ")
    assert translated("\n".join(english), "en").split("\n") == english


def test_what_has_no_words_in_a_language_stays_as_it_is() -> None:
    assert translated("zzz zzz", "zh") == "zzz zzz"
    assert translated("there is no formula", "eo") == "there is no formula"


def talk(*lines: str, language: str = "zh") -> list[str]:
    session = Session(language)
    replies = [session.execute(line) for line in lines]
    return [*(line for reply in replies for line in reply.lines), *(reply.error for reply in replies if reply.error)]


def test_a_session_speaks_the_language_that_is_chosen() -> None:
    session = Session("zh")
    assert is_chinese(session.greeting())
    for line in (":help", "diff foo(x)", ":nope", "diff xsinx", "diff abx", ":forget", "check", "1/0", "diff 1/0"):
        assert is_chinese("\n".join(talk(line))), line
    assert talk(":lang en", "foo(x)")[-1].startswith("there is no function")
    assert len(talk(":help")) == len(talk(":help", language="en"))


def test_the_language_before_the_command_holds_for_all_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["diff", "sin("], ["diff", "1/0"], ["steps", "foo(x)"], ["eval", "ln(-1)"], ["diff", "xe^x"]):
        main(["--lang", "zh", *arguments])
        assert is_chinese(capsys.readouterr().err), arguments
    assert main(["--lang=zh", "steps", "x^2"]) == 0
    assert "答案" in capsys.readouterr().out
    assert main(["--lang", "zh", "grade", "x^2", "xe^"]) == 1
    assert is_chinese(capsys.readouterr().out)
    assert main(["diff", "sin("]) == 2
    assert not is_chinese(capsys.readouterr().err)
    assert main(["--lang", "xx", "diff", "x"]) == 2


def test_the_language_alone_begins_a_session(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b":help\nfoo(x)\n")))
    assert main(["--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert told.out == Catalogue("zh").entries["session.help"].lstrip("\n")
    assert is_chinese(told.err)
