"""The page that checks answers: its script, run by Node, says what a teacher would say."""

from __future__ import annotations

import html
import json
import re
import subprocess

import pytest
from hypothesis import given, settings

import symdiff as sd
from symdiff.exports import render
from symdiff.exports.points import evidence
from symdiff.exports.script import script
from symdiff.expression import Expression, apply, symbol
from symdiff.practice.items import Distractor
from symdiff.printing import to_text

from .expressions import X, expressions
from .page_reader import NODE
from .sheets import item, items, wrong

NEEDS_NODE = pytest.mark.skipif(NODE is None, reason="node is not installed")

# As much of a browser as the script asks for: items with their data, blanks and forms.
BROWSER = """
const {asked, script: asked_script} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const items = asked.map(({data, answers, before}) => {
  const form = {submit: null, addEventListener(_, f) { this.submit = f; }};
  const inputs = (before ?? answers).map((value) => ({value}));
  const lines = data.wrong.map((_, i) => ({hidden: true, dataset: {mistake: String(i)}}));
  const told = {hidden: true, textContent: "", dataset: {words: "Read as {formula}.", comma: ", "}};
  const given = () => answers.forEach((value, i) => { inputs[i].value = value; });
  const parts = {input: inputs, form: [form], ".feedback": lines, ".reading": [told]};
  const dataset = {check: JSON.stringify(data)};
  return {dataset, form, lines, told, given, querySelectorAll: (what) => parts[what] ?? []};
});
globalThis.document = {documentElement: {}, querySelectorAll: (what) => what.includes("[data-check]") ? items : []};
new Function(asked_script)();
for (const item of items) {
  item.form.submit({preventDefault() {}});
  item.given();
  try { item.form.submit({preventDefault() {}}); } catch {}  // as a browser goes on after an error
}
const seen = (item) => item.lines.findIndex((line) => !line.hidden);
console.log(JSON.stringify(items.map((item) => [item.dataset.verdict, seen(item), item.told.textContent])));
"""


def judged(asked: list[dict[str, object]]) -> list[list[object]]:
    """The verdict on each answer, and the place of the feedback that is shown, or -1."""
    return [shown[:2] for shown in answered(asked)]


def answered(asked: list[dict[str, object]]) -> list[list[object]]:
    """The verdict on each answer, the place of the feedback that is shown, and what is told of how it was read."""
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-e", BROWSER],
        input=json.dumps({"asked": asked, "script": script()}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: list[list[object]] = json.loads(done.stdout)
    return found


def data_of(function: str, key: str, *mistakes: str) -> dict[str, object]:
    made = item(0, function, (key,), distractors=tuple(wrong(m, str(n), "No.") for n, m in enumerate(mistakes)))
    found = evidence(made)
    assert found is not None
    return found


def verdicts(data: dict[str, object], answers: list[str]) -> list[list[object]]:
    return judged([{"data": data, "answers": [answer]} for answer in answers])


@NEEDS_NODE
def test_the_page_tells_how_it_read_what_was_not_typed_so() -> None:
    data = data_of("x^2 sin(x)", "2x sin(x) + x^2 cos(x)")
    answers = ["2xsinx + x^2cosx", "2x sin(x) + x^2 cos(x)", "\\sin x", "sinx/x", ""]
    told = [shown[2] for shown in answered([{"data": data, "answers": [a], "before": ["xsinx"]} for a in answers])]
    assert told == ["Read as 2*x*sin(x) + x^2*cos(x).", "", "", "Read as sin(x)/x.", ""]


RIGHT = (
    "2*x*cos(x^2)", "2x cos(x^2)", "cos(x^2)*2*x",
    "2x cos x^2", "x*cos(x²)·2", "2xcos(x^2)", "2 x cos (x^2)", "(2)(x)cos(x*x)",
    "f'(x) = 2x cos(x^2)", "y=2x cos(x^2)", "2*x*sin(pi/2-x^2)", "-(-2x)*cos(x^2)", "4x/2 cos(x^2)",
    "2x*sqrt(cos(x^2)^2)*sign(cos(x^2))",
    "2 x cos(-x^2)", "2x**1 cos(x^2)", "2x*(cos(x^2)+1)-2x", "|2|x cos(x^2)", "2x sin(x^2)/tan(x^2)",
)  # fmt: skip
WRONG = ("cos(x^2)*x", "2x", "0", "2x cos(x)^2", "2x sin(x^2)", "-2x cos(x^2)", "1e3 x")
UNREADABLE = (
    "",
    "2x cos(x^2",
    "2x cos x^2)",
    "x +",
    "*x",
    "sin",
    "0,5x",
    "2x # cos",
    "q*x",
    "((x)",
    "|x",
    "(|x)|",
    "x^",
    "alert(1)",
)
UNDEFINED = ("ln(-1-x^2)", "sqrt(-1-x^2)", "1/0", "x/(x-x)")


@NEEDS_NODE
def test_an_answer_is_right_however_it_is_written() -> None:
    found = verdicts(data_of("sin(x^2)", "2x cos(x^2)"), list(RIGHT))
    assert dict(zip(RIGHT, found, strict=True)) == {answer: ["right", -1] for answer in RIGHT}


@NEEDS_NODE
def test_a_wrong_answer_is_wrong() -> None:
    found = verdicts(data_of("sin(x^2)", "2x cos(x^2)"), list(WRONG))
    assert dict(zip(WRONG, found, strict=True)) == {answer: ["wrong", -1] for answer in WRONG}


@NEEDS_NODE
def test_what_cannot_be_read_is_not_called_wrong() -> None:
    found = verdicts(data_of("sin(x^2)", "2x cos(x^2)"), list(UNREADABLE))
    assert dict(zip(UNREADABLE, found, strict=True)) == {answer: ["unreadable", -1] for answer in UNREADABLE}


@NEEDS_NODE
def test_what_has_no_value_is_told_apart() -> None:
    found = verdicts(data_of("sin(x^2)", "2x cos(x^2)"), list(UNDEFINED))
    assert dict(zip(UNDEFINED, found, strict=True)) == {answer: ["undefined", -1] for answer in UNDEFINED}


@NEEDS_NODE
def test_a_known_mistake_is_named() -> None:
    data = data_of("sin(x^2)", "2x cos(x^2)", "cos(x^2)", "cos(2x)")
    assert verdicts(data, ["cos(x^2)", "cos 2x", "cos(3x)"]) == [["wrong", 0], ["wrong", 1], ["wrong", -1]]


@NEEDS_NODE
def test_no_verdict_is_left_from_the_answer_before() -> None:
    data = data_of("sin(x^2)", "2x cos(x^2)", "ln(-1-x^2)", "cos(2x)")
    assert isinstance(data["wrong"], list)
    assert data["wrong"][0] is None
    asked = [{"data": data, "before": ["2x cos(x^2)"], "answers": [text]} for text in ("3x", "cos(2x)", "(")]
    assert judged(asked) == [["wrong", -1], ["wrong", 1], ["unreadable", -1]]


READ_ALIKE = (
    "1/2x", "sin 2x", "sin x cos x", "sin^2 x", "sin^-1 x", "sin^2(x)x", "-x^2", "2^-x*3", "2/-x*3", "x^2^3", "2*-x^2",
    "e^2x",
    "x(x+1)", "(x+1)x", "ln x/2", "√x", "arctan x", "sin -x + 1", "pi x", "x - 1 - 1", "x/2/2", "2x^2", "|x-1|-|x|",
    "sin 2(x+1)",
    "sin 2x(x+1)", "sin x^2", "sin(x)cos(x)^2", "2sinx", "x²·sin(x)", "log(x)", "cos 3x^2/x", "e^-x^2",
)  # fmt: skip


@NEEDS_NODE
def test_the_page_reads_formulas_as_the_program_does() -> None:
    asked = [{"data": data_of(text, text), "answers": [text]} for text in READ_ALIKE]
    assert dict(zip(READ_ALIKE, judged(asked), strict=True)) == {text: ["right", -1] for text in READ_ALIKE}


@NEEDS_NODE
def test_letters_side_by_side_are_a_product() -> None:
    assert verdicts(data_of("x", "x*e^x*sin(x)"), ["xe^xsinx", "xsin(x)e^x"]) == [["right", -1], ["right", -1]]


@NEEDS_NODE
@given(expressions(X, functions=("sin", "cos", "exp", "atan", "tanh", "ln", "sqrt")))
@settings(max_examples=20, deadline=None)
def test_every_printed_formula_is_read_as_itself(expression: Expression) -> None:
    made = item(0, expression, (expression,))
    data = evidence(made)
    if data is None or max(map(abs, data["keys"][0])) < 1e-3:
        return
    assert verdicts(data, [to_text(expression)]) == [["right", -1]]


@NEEDS_NODE
@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("e^(2x)", "2e^2x"), ("sqrt(x)", "1/2√x"), ("sqrt(x)", "1/2 x^-1/2"), ("ln(ln(x))", "1/xlnx"),
        ("-2cos(x/2)", "sin x/2"), ("tan(x)", "1/cosx^2"), ("x^2 sin(x)", "2xsinx + x^2 cosxx"), ("x^2/2", "1/2x"),
        ("x^2", "3x"), ("x sin(x)", "sinx + x"),
    ],
)  # fmt: skip
def test_missing_brackets_are_told_where_a_grade_tells_them(function: str, answer: str) -> None:
    grade = sd.grade(function, answer, "x")
    verdict = verdicts(data_of(function, str(sd.diff(function, "x"))), [answer])[0][0]
    assert verdict == {"unreadable": "brackets", "wrong": "wrong"}[grade.status]


@NEEDS_NODE
def test_long_and_deep_answers_end() -> None:
    data = data_of("x", "x")
    assert [v for v, _ in verdicts(data, ["(" * 5000 + "x", "-" * 400 + "x", "sin " * 400 + "x"])] == [
        "unreadable",
        "right",
        "wrong",
    ]


def test_the_points_lie_where_the_key_has_values() -> None:
    found = evidence(item(0, "ln(x)", ("1/sqrt(x)",)))
    assert found is not None
    assert all(point["x"] > 0 for point in found["points"])
    assert found["keys"][0] == pytest.approx([point["x"] ** -0.5 for point in found["points"]])


@NEEDS_NODE
@pytest.mark.parametrize(("answer", "verdict"), [("1/x", "right"), ("1/abs(x)", "right"), ("-1/x", "wrong")])
def test_an_answer_counts_where_the_derivative_exists(answer: str, verdict: str) -> None:
    data = evidence(item(0, "ln(x)"))
    assert data is not None
    assert verdicts(data, [answer]) == [[verdict, -1]]
    assert bool(sd.grade("ln(x)", answer)) == (verdict == "right")


def test_of_an_equation_the_right_sides_are_compared() -> None:
    right, mistaken = (apply("=", (symbol("y"), sd.parse(text))) for text in ("2*x - 1", "2*x"))
    mistake = Distractor(mistaken, ("slope",), ())
    tangent = item(0, "x^2", (right,), answer_kind="equation", answer_name=None, distractors=(mistake,))
    found = evidence(tangent)
    assert found is not None
    assert set(found["points"][0]) == {"x"}
    assert found["keys"][0] == pytest.approx([2 * point["x"] - 1 for point in found["points"]])
    assert found["wrong"][0] == pytest.approx([2 * point["x"] for point in found["points"]])


def test_an_answer_with_values_at_too_few_points_is_not_checked() -> None:
    hopeless = item(0, "x", ("sqrt(-x^2-1)",))
    assert evidence(hopeless) is None
    assert "data-check" not in str(render([hopeless], "html")).split("<script>")[0]


def test_the_page_names_its_script_in_its_policy() -> None:
    page = str(render(items(), "html"))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src 'none'" in html.unescape(policy[1])
    assert "unsafe" not in policy[1]


def test_the_page_loads_nothing() -> None:
    page = str(render(items(), "html"))
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert all(address.startswith("data:") for address in addresses)


def test_the_page_speaks_both_languages() -> None:
    page = str(render(items(), "html"))
    assert "Find the derivative of" in page
    assert "求" in page
    assert sd.parse("2*x").latex() not in page
