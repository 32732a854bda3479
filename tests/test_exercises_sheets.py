"""Sheets on the command line, planned tests, and the picture of a class."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symdiff.cli import main
from symdiff.errors import SymdiffError
from symdiff.practice.plans import read_plan

PLAN = """
title = "Test 2"
seed = 7
variants = ["A", "B"]

[[section]]
title = "Chains"
topic = "chain"
level = 2
count = 3
points = 4

[[section]]
topic = ["product", "quotient"]
level = 2
kind = "tangent"
count = 1
"""


def plan_file(folder: Path, text: str = PLAN) -> Path:
    path = folder / "test.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_makes_the_sections_of_every_version(tmp_path: Path) -> None:
    items = read_plan(plan_file(tmp_path)).items()
    assert [i.variant for i in items] == ["A"] * 4 + ["B"] * 4
    assert [i.kind for i in items[:4]] == ["derivative"] * 3 + ["tangent"]
    assert [i.points for i in items[:4]] == [4, 4, 4, 2]
    assert items[0].section == "Chains"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 3\n[[section]]\n", "title = 3 is of the wrong kind"),
        ("titel = 'x'\n", "no key 'titel'"),
        ("title = 'x'\n", "no [[section]]"),
        ("[[section]]\ntopik = 'chain'\n", "section 1: there is no key 'topik'"),
        ("section = [1]\n", "section 1 is no table"),
        ("title = ", "no TOML"),
        ("[[section]]\ntopic = 'chian'\n", "no topic 'chian'"),
        ("[[section]]\ncount = true\n", "wrong kind"),
    ],
)
def test_a_wrong_plan_is_refused_with_the_place(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SymdiffError) as caught:
        read_plan(plan_file(tmp_path, text)).items()
    assert message in str(caught.value)


def test_a_sheet_can_be_made_again_from_its_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "--topic", "chain", "--level", "2", "--count", "3", "--seed", "7"]) == 0
    first = capsys.readouterr().out
    recipe = first.strip().split("symdiff exercises ")[-1].rstrip("*").split()
    assert main(["exercises", *recipe]) == 0
    assert capsys.readouterr().out == first


def test_the_list_names_topics_levels_kinds_and_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exercises", "list"]) == 0
    shown = capsys.readouterr().out
    for word in ("chain", "hyperbolic", "tangent", "markdown", "pdf", "16 to 19"):
        assert word in shown


def test_a_file_is_written_by_its_ending_and_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quiz.tex"
    arguments = ["exercises", "--count", "2", "--title", "-Quiz", "-o", str(path)]
    assert main(arguments) == 0
    assert "\\documentclass" in path.read_text(encoding="utf-8")
    assert main(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0


@pytest.mark.parametrize("wrong", [["--topic", "chian"], ["--level", "7"], ["--kind", "riddle"], ["--count", "-3"]])
def test_a_wrong_request_exits_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(["exercises", *wrong])
    except SystemExit as leaving:
        status = leaving.code
    assert status == 2
    assert "Traceback" not in capsys.readouterr().err


def test_one_answer_is_graded_with_a_status_that_scripts_can_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "x^2", "2x"]) == 0
    assert main(["grade", "sin(x^2)", "cos(x^2)", "--lang", "zh"]) == 1
    assert "复合函数" in capsys.readouterr().out
    assert main(["grade", "sin(x^2)", "cos(x^2)", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["explanations"] == [["inner_derivative_lost"]]
    assert main(["grade", "-x^2", "-2x"]) == 0
