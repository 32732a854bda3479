"""Exercises on a teacher's own functions: keys, steps, versions with other numbers, and bad lines by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.cli import main
from symdiff.practice import distractors_of, exercises
from symdiff.practice.keys import simplified
from symdiff.practice.plans import read_plan
from tests.expressions import expressions

LINES = ["x^2 sin x", "\\frac{x}{x^2+1}", "y = 3x^5 - 4x", "t^2 e^(-2t)", "a x^2 + b", "xe^x", "sqrt(9 - x^2)/x"]


@pytest.mark.parametrize("text", LINES)
def test_a_function_becomes_an_exercise_with_key_wrong_answers_and_level(text: str) -> None:
    (item,) = exercises(functions=[text])
    assert sd.check(item.expression, item.key, item.variable)
    assert sd.equivalent(item.key, simplified(item.key))
    assert item.level in range(1, 6)
    assert distractors_of(item)
    for wrong in distractors_of(item):
        assert sd.equivalent(wrong.answer, item.key).status == "refuted"
        assert sd.grade(item, wrong.answer).status == "wrong"


@pytest.mark.parametrize("text", [*LINES, "x^x", "e^x + ln(x)", "0.5x^2 - 1.5x"])
def test_versions_have_other_numbers_and_the_same_steps(text: str) -> None:
    first, second, third = (exercises(functions=[text], variant=letter)[0] for letter in "ABC")
    assert len({first.expression, second.expression, third.expression}) == 3
    assert (first.variant, second.variant, third.variant) == ("A", "B", "C")

    def rules(item: sd.practice.Item) -> set[str]:
        return {step.rule.name for step in Trace(item.expression, item.variable).steps.values()}

    assert rules(second) - rules(first) <= {"multiple"}
    assert sd.check(second.expression, second.key, second.variable)


@settings(max_examples=40, deadline=None)
@given(expressions(), st.sampled_from("AB"))
def test_whatever_is_given_becomes_a_right_exercise_or_a_clear_error(function: sd.Expression, variant: str) -> None:
    try:
        (item,) = exercises(functions=[str(function)], variant=variant)
    except sd.SymdiffError:
        return
    try:
        assert sd.check(item.expression, item.key, item.variable).status != "refuted"
    except sd.SymdiffError:
        return  # too large to be compared


def test_bad_lines_are_named_and_the_others_done(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.txt"
    path.write_text("# mine\nx^2 e^x\n\nln(x\nu*v + x*foo(\nsin(3x)\n", encoding="utf-8")
    assert main(["exercises", "--functions", str(path), "--variants", "A,B", "--answers", "key"]) == 0
    out, err = capsys.readouterr()
    assert "own.txt, line 4" in err
    assert "own.txt, line 5" in err
    assert err.count("line 4") == 1
    assert "line 2" not in err
    assert "Version B" in out
    assert out.count("Find the derivative") == 4
    assert "the levels of the functions: 1, 1" in err


def test_a_file_without_any_function_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.txt"
    path.write_text("ln(x\n", encoding="utf-8")
    assert main(["exercises", "--functions", str(path)]) == 2
    assert "no function" in capsys.readouterr().err
    assert main(["exercises", "--functions", str(path), "--topic", "chain"]) == 2


def test_a_plan_takes_functions_from_a_list_and_from_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("x^3\nsin(2x)\n", encoding="utf-8")
    plan = tmp_path / "test.toml"
    plan.write_text(
        '[[section]]\nfunctions = ["x e^x", "x +"]\npoints = 3\n\n[[section]]\nfunctions = "own.txt"\nkind = "rule"\n',
        encoding="utf-8",
    )
    refused: list = []
    items = read_plan(plan).items(refused)
    assert [str(i.expression) for i in items] == ["x*e^x", "x^3", "sin(2*x)"]
    assert [i.points for i in items] == [3, 1, 1]
    assert [i.kind for i in items] == ["derivative", "rule", "rule"]
    assert [line.place for line in refused] == [f"{plan}, section 1, function 2"]
    with pytest.raises(sd.ParseError):
        read_plan(plan).items()
    plan.write_text('[[section]]\nfunctions = ["x"]\ntopic = "chain"\n', encoding="utf-8")
    with pytest.raises(sd.SymdiffError, match="with functions there is no topic"):
        read_plan(plan)
