"""Derivations: the same answer as diff, by steps that each are right and have a name."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings

import symdiff as sd
from symdiff.documents import Catalogue
from symdiff.explanation.derivation import Derivation
from symdiff.explanation.moves import MOVES, TRIVIAL
from symdiff.explanation.places import at
from symdiff.explanation.records import MOVE, RULE
from symdiff.explanation.tree import FORMS
from symdiff.expression import ONE, Apply, Expression
from symdiff.rulebook import standard

from .expressions import X, Y, expressions

TEXTBOOK = (
    "x^2 sin(3x)",
    "(x^2+1)/(x-3)",
    "x^x",
    "asin(2x)",
    "sinh(x)^2",
    "|x^3 - x|",
    "ln|cos x|",
    "e^(-x^2/2)",
    "2^x x^2",
    "sqrt(1 + sqrt(x))",
    "log(x, 3)",
    "root(x, 5)",
    "atan2(x, 2)",
    "max(x, x^2)",
    "f(x) g(x^2)",
    "besselj(2, x)",
    "x/(x + 1) + x/(x + 1)^2",
    "1/ln(x)",
    "sin(x)^2 + cos(x)^2",
    "-(x - 1) (x + 1) (x + 2)",
    "x^0",
    "5",
    "a x + b",
    "piecewise(x < 0, x^2, x^3)",
    "floor(x)",
    "x/x",
    "0.5x^2 - 0.1x",
    "tan(x)/x^3",
    "(sin(x) + 1)^7",
    "d/dx (x^3) + x",
)


def last_line(derivation: Derivation) -> Expression:
    return [derivation.start, *(line for line, _ in derivation.lines())][-1]


@pytest.mark.parametrize("text", TEXTBOOK)
def test_the_last_line_is_the_answer_of_diff(text: str) -> None:
    for form in FORMS:
        derivation = sd.derive(text, "x").in_form(form)
        assert derivation.result is (sd.diff(text, "x") if form == "tidy" else sd.simplify(sd.diff(text, "x")))
        assert last_line(derivation) is derivation.result


@settings(max_examples=150, deadline=None)
@given(expressions(X, Y, size=10))
def test_the_last_line_is_the_answer_of_diff_whatever_the_function(function: Expression) -> None:
    derivation = sd.derive(function, X)
    assert derivation.tidy is sd.diff(function, X)
    assert derivation.result is sd.simplify(derivation.tidy)
    assert last_line(derivation) is derivation.result
    assert last_line(derivation.in_form("tidy")) is derivation.tidy


@pytest.mark.parametrize("text", TEXTBOOK)
def test_every_step_is_proved_or_agrees(text: str) -> None:
    for visit in sd.derive(text, "x").walk():
        if not visit.again:
            assert visit.step.verdict.status in ("proved", "agrees"), visit.step


@settings(max_examples=25, deadline=None)
@given(expressions(X, functions=("sin", "exp", "atan", "ln", "sqrt"), size=6))
def test_no_step_is_refuted(function: Expression) -> None:
    for visit in sd.derive(function, X).walk():
        if not visit.again:
            try:
                status = visit.step.verdict.status
            except sd.DomainError:  # the function has no derivative anywhere
                continue
            assert status != "refuted", visit.step


@settings(max_examples=100, deadline=None)
@given(expressions(X, Y, size=10))
def test_every_step_changes_only_what_stands_at_its_place(function: Expression) -> None:
    derivation = sd.derive(function, X)
    before = derivation.start
    for line, visit in derivation.lines():
        assert at(before, visit.place) is visit.step.before
        assert at(line, visit.place) is (visit.step.after if visit.again else visit.step.line)
        before = line


@settings(max_examples=100, deadline=None)
@given(expressions(X, Y, size=10))
@example(sd.parse("(x^x)^0.5"))
@example(sd.parse("x*(x^2 + 1)^(-2)/y"))
def test_every_step_has_a_name_and_no_move_does_what_its_name_does_not_say(function: Expression) -> None:
    for visit in sd.derive(function, X).walk():
        step = visit.step
        if step.kind == MOVE:
            assert step.name in MOVES or f"{step.name}.words" in Catalogue()
            if step.name == "order":
                assert parts(step.before) == parts(step.after), step
            if step.name == "negative_powers":
                assert str(step.before).count("^(-") > str(step.after).count("^(-"), step
        else:
            assert step.kind == RULE
            assert step.name in standard().rules or step.name in ("piecewise", "formal")


def parts(expression: Expression) -> Counter[Expression]:
    """What a sum of products is made of, in no order."""
    found: Counter[Expression] = Counter()
    stack = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.function in ("+", "-", "*", "/", "neg", "^"):
            stack += node.arguments
        elif node is not ONE:
            found[node] += 1
    return found


def test_a_derivative_that_is_needed_twice_is_found_once() -> None:
    visits = list(sd.derive("sin(x^2) + cos(x^2)").walk())
    again = [v for v in visits if v.again]
    assert [str(v.step.before) for v in again] == ["d/dx (x^2)"]


def test_a_shared_function_has_steps_in_proportion_to_its_nodes_not_to_its_tree() -> None:
    f = X
    for _ in range(60):
        f = sd.sin(f) * f
    assert f.tree_size > 2**60
    assert sum(1 for _ in sd.derive(f).walk()) < 2_000


@pytest.mark.parametrize(("shape", "size"), [("sin(", 5_000), ("x^2 + ", 5_000), ("x*", 5_000)])
def test_size_is_no_obstacle(shape: str, size: int) -> None:
    text = shape * size + "x" + ")" * size * shape.count("(")
    derivation = sd.derive(text)
    assert derivation.tidy is sd.diff(text)
    assert "more steps" in derivation.text()


def test_each_order_is_a_part_of_its_own() -> None:
    derivation = sd.derive("x^4", "x", 2)
    assert str(derivation.start) == "d/dx (d/dx (x^4))"
    assert [str(step.after) for step in derivation.steps] == ["4*x^3", "12*x^2"]
    assert derivation.tidy is sd.diff("x^4", "x", 2)


def test_a_mixed_derivative_names_what_is_held_constant() -> None:
    derivation = sd.derive("x^2*y^3*z", "x", "y")
    assert derivation.tidy is sd.diff("x^2*y^3*z", "x", "y")
    assert [s.name for s in derivation.constant] == ["z"]
    assert "Held constant: z." in derivation.plan


def test_what_must_hold_is_said_where_it_comes_up() -> None:
    text = sd.derive("x ln(x)").text()
    assert "where" not in text, "ln(x) shows it"
    assert sd.derive("ln(x)").text().endswith("Answer: 1/x   where x > 0")


def test_the_plan_says_what_the_function_is_and_what_it_needs() -> None:
    assert sd.derive("x^2 sin(x^3)").plan == (
        "This is a product of x^2 and sin(x^3), so use the product rule; sin(x^3) needs the chain rule."
    )


def test_trivial_moves_are_moves() -> None:
    assert set(MOVES) >= TRIVIAL


@pytest.mark.parametrize("options", [{"depth": "deep"}, {"language": "xx"}])
def test_an_unknown_option_is_an_error_that_lists_the_known_ones(options: dict[str, str]) -> None:
    with pytest.raises(sd.SymdiffError, match="there are"):
        sd.derive("x^2").text(**options)


def test_a_rule_of_a_users_own_file_is_explained(tmp_path: object) -> None:
    path = tmp_path / "mine.rules"  # type: ignore[operator]
    path.write_text("double(u): derivative 2\n")
    book = sd.rules.load(path)
    derivation = sd.derive(sd.parse("double(x^2)", rules=book), "x", rules=book)
    assert derivation.steps[0].name == "double"
    assert "double" in derivation.text(language="zh")
