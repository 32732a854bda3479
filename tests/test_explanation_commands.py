"""`symdiff steps`, `symdiff limit`, `symdiff diff --steps` and `symdiff rules NAME`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.explanation import schema


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_steps_end_with_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "steps", "x^2 sin(3x)").endswith("Answer: x*(3*x*cos(3*x) + 2*sin(3*x))\n")
    tidy = printed(capsys, "steps", "x^2 sin(3x)", "--form", "tidy")
    assert tidy.endswith("Answer: 2*x*sin(3*x) + 3*x^2*cos(3*x)\n")


def test_diff_with_steps_shows_both(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, "diff", "x^2", "--steps", "--lang", "zh")
    assert "幂函数求导" in shown
    assert shown.endswith("\n2*x\n")


def test_json_of_the_steps_fits_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema.validate(json.loads(printed(capsys, "steps", "x ln(x)", "--format", "json", "--verdicts")), schema())
    record = json.loads(printed(capsys, "diff", "x ln(x)", "--steps", "--format", "json"))
    jsonschema.validate(record["steps"], schema())


@pytest.mark.parametrize(("ending", "begins"), [
    ("md", "$$"), ("tex", "\\documentclass"), ("html", "<!DOCTYPE html>"), ("json", "{"), ("txt", "d/dx"),
])  # fmt: skip
def test_the_ending_of_the_file_decides_the_form(
    ending: str, begins: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"steps.{ending}"
    assert printed(capsys, "steps", "x^2", "-o", str(path)) == ""
    assert path.read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(("arguments", "answer"), [
    (("x^x", "--method", "logarithmic"), "x^x*(ln(x) + 1)"),
    (("x^2 + y^2 = 1", "--implicit", "y"), "-x/y"),
    (("x y", "--total", "x=cos(t),y=sin(t)"), "cos(t)^2 - sin(t)^2"),
    (("--parametric", "t^2", "t^3"), "3*t/2"),
    (("x^3 + x", "--inverse"), "1/(3*x^2 + 1)"),
    (("x^2 y", "--differential"), "2*x*y*dx + x^2*dy"),
    (("sqrt(x)", "--from-definition"), "1/(2*sqrt(x))"),
    (("x^4", "--order", "2"), "12*x^2"),
    (("x^2 y^2", "--var", "x,y"), "4*x*y"),
])  # fmt: skip
def test_every_worked_form_has_its_option(
    arguments: tuple[str, ...], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    last = printed(capsys, "steps", *arguments).rstrip("\n").split("\n")[-1]
    assert sd.equivalent(last.removeprefix("Answer: ").split("   ")[0], answer)


def test_the_ways_are_listed_with_their_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split(":")[0] for line in printed(capsys, "steps", "x^x", "--ways").splitlines()] == [
        "rules",
        "logarithmic",
    ]


def test_the_table_of_quotients_is_printed_and_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    picture = tmp_path / "secants.svg"
    assert "rounding destroys it" in printed(capsys, "limit", "x^2", "--at", "x=1", "--plot", str(picture))
    assert picture.exists()
    rows = json.loads(printed(capsys, "limit", "x^2", "--at", "1", "--format", "json"))["rows"]
    assert rows[0]["h"] == 0.1


def test_a_rule_is_shown_with_words_and_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed(capsys, "rules", "sec")
    assert "The derivative of sec(u) is sec(u)*tan(u)." in shown
    assert "example: d/dx (sec(x^2)) = 2*x*sec(x^2)*tan(x^2)" in shown


@pytest.mark.parametrize("arguments", [
    ("steps", "x^2", "--lang", "xx"), ("steps", "x^2", "--method", "guess"), ("steps", "sin(", "x^2"),
    ("steps", "x^2", "-o", "/nowhere/at/all.md"), ("steps", "x^2 = y = 1", "--implicit", "y"),
    ("steps", "--parametric", "t"), ("steps", "x", "--total", "x"), ("limit", "1/x", "--at", "0"),
])  # fmt: skip
def test_what_cannot_be_done_is_an_error_without_a_traceback(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Traceback" not in printed(capsys, *arguments, status=2)
