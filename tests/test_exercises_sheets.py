"""Sheets on the command line, planned tests, and the picture of a class."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.errors import SymdiffError
from symdiff.grading.reports import grade_all, read_answers
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


ANSWERS = """student,question,answer
Ann,sin(x^2),cos(x^2)
Bob,sin(x^2),2x cos(x^2)
Cid,sin(x^2),cos(2x)
Dee,x^2 e^x,2x e^x
Eva,x^2 e^x,2x e^x +
"""


def test_a_class_is_reported_by_item_and_by_misconception() -> None:
    report = grade_all(read_answers(ANSWERS))
    assert dict(report.by_item["sin(x^2)"]) == {"wrong": 2, "right": 1}
    assert report.by_misconception["inner_derivative_lost"] == 1
    assert dict(report.by_item["x^2 e^x"]) == {"wrong": 1, "unreadable": 1}
    assert any("█" in line for line in report.lines())
    ElementTree.fromstring(report.svg())


def test_the_answers_to_a_sheet_are_graded_by_number_and_by_identifier(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = sd.exercises("chain", 2, count=2, seed=7)
    path = tmp_path / "answers.csv"
    path.write_text(f'item,answer\n1,"{first.key}"\n{second.identifier},"{second.key}"\n', encoding="utf-8")
    sheet = ["--topic", "chain", "--level", "2", "--count", "2", "--seed", "7"]
    assert main(["grade", "--file", str(path), *sheet, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [a["status"] for a in record["answers"]] == ["right", "right"]


def test_a_table_of_grades_holds_nothing_that_a_spreadsheet_would_compute() -> None:
    table = grade_all(read_answers("question,answer\nx^2,=1+1\nx^2,-2x\n")).table()
    assert not [cell for line in table.splitlines() for cell in line.split(",") if cell.startswith(("=", "@", "-"))]


@pytest.mark.parametrize(
    ("text", "message"),
    [("a,b\n1,2\n", "names the columns"), ("item,answer\n3,x\n", "no item '3'"), ('item,answer\n"1,x\n', "CSV")],
)
def test_a_wrong_table_of_answers_is_refused(text: str, message: str) -> None:
    with pytest.raises(SymdiffError, match=message):
        list(read_answers(text))
