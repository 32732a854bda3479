"""The commands: what they answer, in which format, and with which exit status."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.cli import main
from symdiff.cli.catalogue import COMMANDS


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """What a command prints; its exit status is checked."""
    assert main(arguments) == status
    return capsys.readouterr().out


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that fails says."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["diff", "x^2 sin(3x)"], "2*x*sin(3*x) + 3*x^2*cos(3*x)\n"),
        (["diff", "x^3", "--order", "2"], "6*x\n"),
        (["diff", "a t^2", "--var", "t"], "2*a*t\n"),
        (["diff", "t^2"], "2*t\n"),
        (["diff", "x^2*y", "--var", "x,y"], "2*x\n"),
        (["diff", "5"], "0\n"),
        (["diff", "x^2", "--order", "0"], "x^2\n"),
        (["diff", "x^2", "x^3"], "2*x\n3*x^2\n"),
        (["diff", "x^2", "--var", "x", "x^3"], "2*x\n3*x^2\n"),
        (["diff", "ln(x)"], "1/x   where x > 0\n"),
        (["diff", r"\frac{1}{x}", "--input", "latex"], "-1/x^2\n"),
        (["diff", "x^2", "--format", "latex"], "2 x\n"),
        (["diff", "ln x", "--format", "latex"], "\\frac{1}{x} \\quad\\text{where } x > 0\n"),
        (["diff", "x^3", "--at", "x=2"], "3*x^2\nat x = 2: 12\n"),
        (["diff", "x^2*y", "--at", "x=1/3,y=2"], "2*x*y\nat x = 1/3, y = 2: 4/3\n"),
        (["diff", "a*x^2", "--at", "x=1", "--at", "a=5"], "2*a*x\nat x = 1, a = 5: 10\n"),
        (["diff", "ax^2", "--symbols", "a,x"], "2*a*x\n"),
        (["eval", "x^2/3", "--at", "x=2"], "4/3\n"),
        (["eval", "x^2", "--at", "x=0.5"], "0.25\n"),
        (["eval", "1/3 + 1/6"], "1/2\n"),
        (["eval", "sqrt(2)", "--digits", "20"], "1.4142135623730950488\n"),
        (["simplify", "(x^2-1)/(x-1)"], "x + 1   where x != 1\n"),
        (["simplify", "1/x   where x > 0"], "1/x   where x > 0\n"),
        (["gradient", "x^2 y"], "∂f/∂x = 2*x*y\n∂f/∂y = x^2\n"),
    ],
)
def test_a_command_prints_its_answer(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    assert answer(capsys, *arguments) == expected


@pytest.mark.parametrize("formula", ["-x^2", "-2x", "-(x)", "--2x", "-.5x", "-h^2", "-sin(x)"])
def test_a_formula_may_begin_with_a_minus_sign(capsys: pytest.CaptureFixture[str], formula: str) -> None:
    import symdiff as sd

    variable = "h" if "h" in formula else "x"
    assert answer(capsys, "diff", formula, "--var", variable) == f"{sd.diff(formula, variable)}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_shows_examples(capsys: pytest.CaptureFixture[str], name: str) -> None:
    text = answer(capsys, name, "--help")
    for example in COMMANDS[name].examples:
        assert example in text


# Examples that need a file of the user's are not for here.
CALCULUS = ("diff", "simplify", "eval", "check", "gradient", "rules")
EXAMPLES = [example for name in CALCULUS for example in COMMANDS[name].examples if not {"<", "|"} & set(example)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_works(capsys: pytest.CaptureFixture[str], example: str) -> None:
    assert answer(capsys, *shlex.split(example)[1:])


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "--help")
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert answer(capsys, "help", "diff") == answer(capsys, "diff", "--help")


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    import symdiff

    assert answer(capsys, "--version") == f"symdiff {symdiff.__version__} ({symdiff.core} core)\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "there is no command"),
        (["dif", "x"], "did you mean diff?"),
        (["x^2"], "symdiff diff 'x^2'"),
        (["diff"], "a formula is expected"),
        (["diff", "x", "--at", "x"], "a point is written x=1"),
        (["diff", "x", "--var", "xy z"], "a name, or names with commas"),
        (["diff", "x", "--order", "-1"], "a whole number is expected, not '-1'"),
        (["diff", "x", "--format", "html"], "invalid choice"),
        (["diff", "x", "--unknown"], "unrecognized arguments: --unknown"),
        (["rules", "-x"], "no rule"),
        (["diff", "x", "--var", "x,y", "--order", "2"], "--order goes with one variable"),
        (["check", "x"], "required: DERIVATIVE"),
        (["diff", "x", "--at", "x=1", "--at", "x=2"], "x has two values"),
        (["diff", "x", "--at", "x=1,x=2"], "x has two values"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    try:
        status = main(arguments or ["nonsense"])
    except SystemExit as leaving:
        status = leaving.code  # type: ignore[assignment]
    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    assert said in captured.err
    assert "\0" not in captured.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "sin x)"], "column 6"),
        (["diff", "x +* 2"], "^"),
        (["diff", "a t^2"], "a, t"),
        (["diff", "xsin"], "xsin"),
        (["diff", "rate"], "rate"),
        (["diff", "x", "--var", "pi"], "pi is not the name of a variable"),
        (["eval", "ln(x)", "--at", "x=-1"], "ln"),
        (["eval", "x"], "x"),
        (["eval", "x", "--at", "x=a"], "a has no value"),
        (["eval", "x", "--at", "x=__import__('os').system('true')"], "symdiff:"),
        (["diff", "--file", "no such file.txt"], "cannot read no such file.txt"),
        (["rules", "sinn"], "did you mean sin?"),
        (["diff", ""], "symdiff:"),
    ],
)
def test_an_error_says_what_is_wrong_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    text = complaint(capsys, *arguments)
    assert text.startswith("symdiff: ")
    assert said in text


def test_the_derivative_is_shown_even_where_it_has_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "1/x", "--at", "x=0"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "-1/x^2\n"
    assert captured.err.startswith("symdiff: ")


def test_the_derivative_of_a_derivative_is_not_taken_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "d/dx (x^3)"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "6*x\n"
    assert "is a derivative already" in captured.err


def test_a_right_claim_is_confirmed_and_a_wrong_one_is_refuted_with_status_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "proved" in answer(capsys, "check", "x sin x", "sin x + x cos x")
    assert "refuted" in answer(capsys, "check", "sin(x)^2", "cos(2x)", status=1)
    assert "proved" in answer(capsys, "check", "x^3", "6x", "--order", "2")


def test_check_adds_its_verdict_to_the_derivative(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = answer(capsys, "diff", "x^2", "--check").splitlines()
    assert first == "2*x"
    assert second.startswith("check: proved")


@pytest.mark.parametrize(
    ("notation", "order", "left"),
    [("lagrange", 1, "f'(x)"), ("lagrange", 2, "f''(x)"), ("leibniz", 1, "df/dx"), ("euler", 1, "D")],
)
def test_a_notation_makes_an_equation(capsys: pytest.CaptureFixture[str], notation: str, order: int, left: str) -> None:
    text = answer(capsys, "diff", "x^3", "--notation", notation, "--order", str(order))
    assert text.startswith(left)
    assert text.endswith(f" = {'3*x^2' if order == 1 else '6*x'}\n")


def test_json_says_everything_in_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads(answer(capsys, "diff", "x ln x", "--format", "json", "--at", "x=1", "--check"))
    assert record["input"] == "x ln x"
    assert record["formula"] == "x*ln(x)"
    assert record["variables"] == ["x"]
    assert record["derivative"] == "ln(x) + 1"
    assert record["values"] == ["1"]
    assert record["at"] == {"x": "1"}
    assert record["check"]["status"] == "proved"
    assert record["check"]["text"].startswith("proved")
    assert record["conditions"] == []


def test_json_holds_the_error_of_a_formula_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "x +* 2", "--format", "json"]) == 2
    record = json.loads(capsys.readouterr().out)
    (error,) = record["errors"]
    assert (error["kind"], error["line"], error["column"]) == ("ParseError", 1, 4)


def test_json_of_the_rules_has_a_row_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    rules = json.loads(answer(capsys, "rules", "product", "--format", "json"))["rules"]
    assert rules == [{"name": "product", "statement": "d(u*v) = d(u)*v + u*d(v)", "condition": ""}]


def test_no_command_of_tex_gets_through_an_error_in_latex_format(capsys: pytest.CaptureFixture[str]) -> None:
    text = complaint(capsys, "diff", r"\write18{touch x}", "--format", "latex")
    assert r"\write18" not in text


def test_a_caret_stands_under_its_place_when_backslashes_are_escaped() -> None:
    from symdiff.cli.report import described
    from symdiff.errors import ParseError

    text = described(ParseError("wrong", r"\a\b?", 4), latex=True).split("\n")
    assert text[1].index("?") == text[2].index("^")


def test_control_characters_never_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = complaint(capsys, "diff", "\x1b[2Jx")
    assert "\x1b" not in text
    assert r"\x1b[2Jx" in text


def test_a_file_of_rules_adds_a_function(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.rules"
    file.write_text("haversine(u): derivative sin(u)/2,  also called hav\n", encoding="utf-8")
    assert answer(capsys, "diff", "hav(x^2)", "--rules", str(file)) == "x*sin(x^2)\n"
    assert "d/du haversine(u) = sin(u)/2" in answer(capsys, "rules", "haversine", "--rules", str(file))
    assert "by the rules alone" in answer(capsys, "diff", "hav(x)", "--check", "--rules", str(file))


def test_a_function_of_the_users_own_that_is_defined_has_values(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.rules"
    file.write_text("haversine(u): derivative sin(u)/2,  defined as (1 - cos(u))/2\n", encoding="utf-8")
    assert answer(capsys, "diff", "haversine(x)", "--check", "--rules", str(file)) == "sin(x)/2\ncheck: proved\n"
    assert answer(capsys, "eval", "haversine(0)", "--rules", str(file)) == "0\n"


def test_a_rulebook_is_chosen_for_one_command_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.rules"
    file.write_text("haversine(u): derivative sin(u)/2\n", encoding="utf-8")
    assert answer(capsys, "diff", "haversine(x)", "--rules", str(file)) == "sin(x)/2\n"
    assert sd.rules.current() is sd.rules.standard()
    assert "haversine" in complaint(capsys, "diff", "haversine(x)")


def test_a_wrong_file_of_rules_is_told_with_its_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "mine.rules"
    file.write_text("square: d(u^2) = 2*v*d(u)\n", encoding="utf-8")
    assert f"{file}:1:" in complaint(capsys, "diff", "x", "--rules", str(file))
