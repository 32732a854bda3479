"""Fair questions: one answer that a student can tell, and nothing that gives it away."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.documents import text_of
from symdiff.exports.sheets import answer
from symdiff.expression import Number
from symdiff.practice import distractors_of, exercises, item_at, options_of, request
from symdiff.practice.distractors import functions_in
from symdiff.practice.first_rule import first_step, kind_of_first, wrong_rules
from symdiff.practice.gates import skeleton
from symdiff.practice.levels import LEVELS
from symdiff.traversal import postorder

X = sd.symbols("x")


@pytest.mark.parametrize("topic", ["chain", "product", "hyperbolic", "mixed", "inverse"])
def test_no_two_exercises_of_a_sheet_have_one_shape_and_they_go_from_easy_to_hard(topic: str) -> None:
    items = exercises(topic, 2, count=30, seed=4)
    assert len({skeleton(item.expression, X) for item in items}) == 30
    efforts = [item.difficulty.effort for item in items]
    assert efforts == sorted(efforts)


def test_a_sheet_is_of_the_first_two_levels_where_nothing_else_is_said() -> None:
    assert {item.level for item in exercises(count=12, seed=2)} == {1, 2}


def test_hard_exercises_are_longer_not_deeper() -> None:
    items = exercises("mixed", 5, count=60, seed=1)
    assert sum(item.difficulty.chain >= 3 for item in items) <= 10
    assert sum(item.difficulty.nesting >= 3 for item in items) <= 15
    low, high = LEVELS[5].effort
    assert all(low <= item.difficulty.effort <= high for item in items)


@pytest.mark.parametrize(
    ("topic", "level", "beginnings"),
    [
        ("logarithmic", 2, ("x^x", "x^(2*x)", "x^(3*x)")),
        ("logarithmic", 2, ("x^sin(x)", "x^cos(x)", "x^ln(x)", "x^sqrt(x)", "x^tan(x)")),
        ("logarithmic", 2, ("(1 + ",)),
        ("chain", 1, ("sqrt(x + ",)),
        ("logarithm", 1, ("ln(ln(x))", "ln(2*ln(x))", "ln(3*ln(x))", "ln(4*ln(x))", "ln(5*ln(x))")),
        ("inverse", 2, ("atan(1/x)", "atan(2/x)", "atan(3/x)", "atan(4/x)", "atan(5/x)")),
    ],
)
def test_the_classics_come_up_with_their_topics(topic: str, level: int, beginnings: tuple[str, ...]) -> None:
    found = {str(item.expression) for seed in (1, 2) for item in exercises(topic, level, count=30, seed=seed)}
    assert any(text.startswith(beginnings) for text in found)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["point", "tangent", "normal", "motion"]), st.integers(1, 3))
def test_values_are_small_and_evaluated(seed: int, kind: str, level: int) -> None:
    item = item_at(request(kind=kind, level=level), seed, 0)
    for node in postorder((item.key,)):
        assert getattr(node, "function", "") not in {"sin", "cos", "tan", "sec", "atan", "asin"}, str(item.key)
        if isinstance(node, Number):
            assert abs(node.value) <= 150


def test_a_line_is_written_with_the_term_of_x_first() -> None:
    for item in exercises(kind="tangent", level=1, count=12, seed=3):
        right = str(item.key.arguments[1])
        assert "x" in right.replace(" - ", " + ").split(" + ")[0]


FIRST = {
    "3/log(x^2 + 1, 2)": "reciprocal",
    "(3^x + 8)^4": "chain",
    "sin(x^2)": "chain",
    "sin(x)": "basic",
    "x^4": "power",
    "5*x^3": "multiple",
    "x^2*e^x": "product",
    "x^x": "general_power",
}


@pytest.mark.parametrize(("function", "first"), FIRST.items())
def test_the_first_rule_is_that_of_the_derivation(function: str, first: str) -> None:
    step = first_step(sd.parse(function), X)
    assert step is not None
    assert kind_of_first(step) == first


# What someone may begin with too, in another way than the derivation.
ALSO = {
    "3/log(x^2 + 1, 2)": {"quotient", "product", "power", "chain", "multiple"},
    "(3^x + 8)^4": {"power", "product", "general_power", "sum"},
    "sqrt(x^2 + 1)": {"power", "basic"},
    "5*x^3": {"product", "power"},
    "x/3": {"multiple", "quotient", "product"},
    "e^(x + 2)": {"product", "exponential", "natural"},
    "7^(x^3 - 8*x)": {"product", "quotient"},
    "9*x^5": {"product", "power", "chain", "quotient"},
    "e^x/5": {"product", "quotient", "multiple", "chain"},
    "ln(x^2)": {"multiple"},
    "tan(x)": {"quotient"},
    "x^(-2)": {"quotient", "reciprocal"},
    "(x + 1)*(x + 2)": {"sum"},
    "(x + 1)/x": {"sum"},
}


@pytest.mark.parametrize(("function", "also"), ALSO.items())
def test_no_rule_that_may_come_first_too_is_offered_as_wrong(function: str, also: set[str]) -> None:
    expression = sd.parse(function)
    step = first_step(expression, X)
    assert step is not None
    assert not also & set(wrong_rules(kind_of_first(step), Trace(expression, X)))


def drawn(item: sd.practice.Item, place: int) -> list[float | None]:
    """The heights of a graph by the standard library's own evaluation, 50 places."""
    plot = item.plots[place]
    found: list[float | None] = []
    for k in range(50):
        try:
            found.append(float(plot.expression.evaluate(x=plot.low + (plot.high - plot.low) * (k + 0.5) / 50)))
        except sd.SymdiffError:
            found.append(None)
    return found


@pytest.mark.parametrize("level", [1, 2, 3])
def test_graphs_to_choose_from_are_visibly_different_and_have_the_same_axes(level: int) -> None:
    for item in exercises(kind="match", level=level, count=6, seed=11):
        graphs = [drawn(item, place) for place in range(1, 5)]
        assert len({plot.window for plot in item.plots[1:]}) == 1
        assert len({(plot.low, plot.high) for plot in item.plots}) == 1
        for first in range(4):
            for second in range(first):
                assert gap(graphs[first], graphs[second]) > 0.12, str(item.expression)


def gap(first: list[float | None], second: list[float | None]) -> float:
    """How far two graphs are apart when each fills its own picture."""

    def own(values: list[float | None]) -> list[float | None]:
        known = [v for v in values if v is not None]
        return [None if v is None else (v - min(known)) / (max(known) - min(known)) for v in values]

    pairs = zip(own(first), own(second), strict=True)
    return max((abs(a - b) for a, b in pairs if a is not None and b is not None), default=math.nan)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_a_wrong_answer_does_not_look_unlike_the_key(seed: int, level: int) -> None:
    item = item_at(request(level=level), seed, 0)
    wrong = distractors_of(item)
    for each in wrong:
        assert 0.5 * item.key.tree_size - 3 <= each.answer.tree_size <= 1.6 * item.key.tree_size + 3
        assert item.key.free_symbols <= each.answer.free_symbols
    names = functions_in(item.key)
    if names and len(wrong) >= 4:
        assert any(names & functions_in(each.answer) for each in wrong)


def test_the_key_of_a_choice_has_its_letter() -> None:
    for kind in ("choice", "rule", "match", "mistake"):
        (item,) = exercises(kind=kind, level=2, count=1, seed=5)
        place = next(n for n, option in enumerate(options_of(item)) if option.right)
        assert text_of(answer(item), "en").startswith(f"({'ABCDEFG'[place]}) ")


@pytest.mark.parametrize(
    ("function", "given_answer", "meant"),
    [
        ("ln(x^2+1)", "2x/x^2+1", "2*x/(x^2 + 1)"),
        ("sin(x^2)", "2x cos(x^2", "2*x*cos(x^2)"),
        ("1/(x^2+1)", "-2x/(x^2+1^2", "-2*x/(x^2 + 1)^2"),
        ("1/(x^2+1)", "-2x/x^2+1)^2", "-2*x/(x^2 + 1)^2"),
        ("(x+1)^5", "5*x+1^4", "5*(x + 1)^4"),
        ("x/(x+1)", "x+1-x/(x+1)^2", "(x + 1 - x)/(x + 1)^2"),
        ("e^(2x)", "2e^2x", "2*e^(2*x)"),
        ("sqrt(x+1)", "1/2sqrt(x+1)", "1/(2*sqrt(x + 1))"),
    ],
)
def test_brackets_that_were_left_out_are_proposed(function: str, given_answer: str, meant: str) -> None:
    result = sd.grade(function, given_answer)
    assert not result
    assert f"With brackets where they belong it would be right: {meant}." in result.text()


@pytest.mark.parametrize(("function", "wrong"), [("x^2", "2x+1"), ("sin(3x)", "cos(3x)"), ("x e^x", "x e^x + 1")])
def test_no_brackets_are_proposed_where_none_make_it_right(function: str, wrong: str) -> None:
    assert "brackets" not in sd.grade(function, wrong).text().lower()


@pytest.mark.parametrize(
    ("function", "wrong", "name"),
    [
        ("x^x", "x*x^(x-1)", "power_rule_on_exponential"),
        ("x^x", "x^x ln x", "exponential_rule_on_variable_base"),
        ("x^(sin x)", "x^(sin x) ln x", "exponential_rule_on_variable_base"),
        ("x^(sin x)", "sin(x)*x^(sin(x) - 1)", "power_rule_on_exponential"),
        ("e^(x sin x)", "x*sin(x)*e^(x sin(x) - 1)", "power_rule_on_exponential"),
        ("e^(x sin x)", "x*sin(x)*e^(x sin(x) - 1)*(sin x + x cos x)", "power_rule_on_exponential"),
        ("e^(2x)", "2x e^(2x-1)", "power_rule_on_exponential"),
        ("2^(x^2)", "x^2*2^(x^2-1)", "power_rule_on_exponential"),
    ],
)
def test_the_classic_mistakes_with_powers_are_known(function: str, wrong: str, name: str) -> None:
    assert sd.grade(function, wrong).misconceptions == (name,)
