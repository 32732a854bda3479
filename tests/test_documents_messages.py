"""Errors, notes and the session's own words in the language that is chosen."""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.documents import Catalogue
from symdiff.documents.messages import translated
from symdiff.repl.session import Session

PACKAGE = Path(sd.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
ERRORS = ("Misreading", "SymdiffError", "ParseError", "LimitError", "DomainError", "UnknownFunctionError", "RuleError")
USAGE = ("ArgumentTypeError", "complain", "note", "in_words")


def sentences(path: Path) -> Iterator[str]:
    """Every sentence that an error of a module says, with q in its blanks."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
            said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "suggestion")]
            yield from filter(None, map(sentence, said))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in USAGE:
            yield from filter(None, map(sentence, node.args[:1]))
        method = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and method == "mistake":  # message, place, suggestion
            yield from filter(None, map(sentence, (node.args[0], *node.args[2:])))
        if isinstance(node, ast.Call) and method == "error" and node.args:
            yield from filter(None, map(sentence, node.args[:1]))
        if isinstance(node, ast.Call) and method == "add_argument":
            yield from (sentence(keyword.value) for keyword in node.keywords if keyword.arg == "help")


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
    spoken = [said for said in sentences(path) if re.search("[a-pr-z]", said)]
    assert not [said for said in spoken if not is_chinese(translated(said, "zh"))]


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


ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [a-z]{2,}){2,}")

IN_CHINESE = """
    --help | diff --help | steps --help | limit --help | rules --help | exercises --help | grade --help
    eval --help | simplify --help | gradient --help | check --help | foo | diff | diff --nope | diff x --order y
    diff x --format foo | eval x --at x | eval x --at x=1,x=2 | diff x y --var x,y --order 2 | steps x --depth
    limit x | exercises foo | steps x --ways --inverse | diff sin( --format json | diff abx
    diff /x --format json | check x^2 x | check x^2 2*x | check ln(x) 1/x | check zeta(x) 1
    diff ln(x)/x --at x=1 --check | eval ln(-1) | eval 1/0 | eval x | diff abs(x) --at x=0
    eval exp(exp(exp(10))) | eval (-2)^0.3 | steps x --method foo | steps x^2=1 --implicit y | limit x --at foo
    rules foo | exercises --topic foo | exercises --level 9 | exercises --kind foo | exercises --count 9999999
    exercises --format foo | exercises --plan /nonexistent | exercises list | grade x | grade x^2 x
    grade x^2 xe^ | grade x^2 2x+ --hint | diff --file /nonexistent | diff x --rules /nonexistent | diff T*Tref
    diff e^kx | diff y' | diff f^(n)(x) | steps x^2 --why | steps x^x --method logarithmic
    steps sin(x) --from-definition | limit x^2 --at 1 | rules product
    exercises --count 2 --answers worked --kind tangent | exercises --count 3 --answers key --kind match
"""


@pytest.mark.parametrize("line", [line.strip() for line in re.split(r"[|\n]", IN_CHINESE) if line.strip()])
def test_a_command_says_nothing_in_english_where_chinese_is_chosen(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        main(["--lang", "zh", *line.split()])
    told = capsys.readouterr()
    said = re.sub(r"symdiff [^\n）:]*", "", "".join(told))  # commands are as they are typed
    assert ENGLISH.findall(said) == []


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
