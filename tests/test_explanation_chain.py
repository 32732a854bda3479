"""A derivation as it is shown: whole lines, one rule a line, nothing trivial, no line twice, the last simplified."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

import symdiff as sd
from symdiff.calculus.forward import carry_out
from symdiff.documents.formulas import HIGHLIGHT, unmarked, written
from symdiff.explanation import differential, implicit, inverse, parametric, total
from symdiff.explanation.derivation import Derivation
from symdiff.explanation.moves import TRIVIAL
from symdiff.explanation.rows import DEPTHS, StepRow, shown
from symdiff.expression import Apply, Expression
from symdiff.tidying import bare
from symdiff.traversal import postorder

from .expressions import X, Y, expressions
from .test_explanation_steps import TEXTBOOK


def lines(derivation: Derivation, depth: str = "textbook") -> list[Expression]:
    """The whole lines, without marks."""
    return [unmarked(row.whole) for row in shown(derivation, depth).rows if row.whole is not None]


def agree(one: Expression, other: Expression) -> bool:
    """Whether two expressions are not refuted against each other, where both have values."""
    try:
        return sd.equivalent(one, other).status != "refuted"
    except sd.SymdiffError:
        return True  # nowhere are both defined


@pytest.mark.parametrize("text", TEXTBOOK)
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_line_is_the_whole_derivative(text: str, depth: str) -> None:
    derivation = sd.derive(text, "x")
    for line in lines(derivation, depth):
        assert agree(carry_out(line), derivation.tidy), line


@settings(max_examples=60, deadline=None)
@given(expressions(X, Y, functions=("sin", "exp", "ln", "sqrt"), size=8))
def test_every_line_is_the_whole_derivative_whatever_the_function(function: Expression) -> None:
    derivation = sd.derive(function, X)
    for line in lines(derivation):
        assert agree(carry_out(line), derivation.tidy), line


@settings(max_examples=150, deadline=None)
@given(expressions(X, Y, size=10))
def test_no_line_stands_twice_and_the_last_is_the_answer(function: Expression) -> None:
    derivation = sd.derive(function, X)
    for depth in DEPTHS:
        shown_lines = [written(line) for line in [derivation.start, *lines(derivation, depth)]]
        assert all(one != other for one, other in pairwise(shown_lines))
        assert shown_lines[-1] == written(derivation.result)


@settings(max_examples=150, deadline=None)
@given(expressions(X, Y, size=10))
def test_tidying_is_one_row_at_the_end(function: Expression) -> None:
    rows = shown(sd.derive(function, X)).rows
    assert not any(row.tidies for row in rows[:-1])
    for row in rows[1:]:
        assert not row.step.is_elementary
    for row in rows:
        assert {step.name for step in row.steps if not row.tidies} in ({row.step.name}, set())


@pytest.mark.parametrize("text", ["log(x, 2)", "ln(x^2)", "x^2 sin(x)", "sqrt(x)/x", "abs(x)^3"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_each_order_is_tidied_before_the_next(text: str, depth: str) -> None:
    derivation = sd.derive(text, "x", 2)
    for line in lines(derivation, depth):
        assert agree(carry_out(line), derivation.tidy), line
    assert written(lines(derivation, depth)[-1]) == written(derivation.result)


def marks(row: StepRow) -> list[Expression]:
    """What is marked in the line of a row."""
    assert row.whole is not None
    nodes = postorder((row.whole,))
    return [node.arguments[0] for node in nodes if isinstance(node, Apply) and node.function == HIGHLIGHT]


def test_what_a_rule_made_is_marked_and_nothing_else() -> None:
    rows = shown(sd.derive("x^4 - 3x^2 + sin(x)")).rows
    told = [(row.step.name, [str(mark) for mark in marks(row)]) for row in rows if not row.tidies]
    assert told == [
        ("difference", []),
        ("multiple", ["3*(d/dx (x^2))"]),
        ("power", ["4*x^3", "2*x"]),
        ("sin", ["cos(x)"]),
    ]


def test_facts_stand_in_the_line_that_uses_them() -> None:
    assert [str(line) for line in lines(sd.derive("x*ln(2x + 1)"))] == [
        "ln(2*x + 1) + x*(d/dx (ln(2*x + 1)))",
        "ln(2*x + 1) + x*(1/(2*x + 1)*2)",
        "ln(2*x + 1) + 2*x/(2*x + 1)",
    ]


def test_the_moves_of_a_simplification_stand_below_it() -> None:
    *_, last = shown(sd.derive("x^2 sin(x^3)")).rows
    assert last.tidies
    assert [row.step.name for row in last.below] == ["numbers_first", "order", "numbers_first", "like_factors"]
    assert not {row.step.name for row in last.below} & TRIVIAL
    every = shown(sd.derive("x^2 sin(x^3)"), "every").rows
    assert [row.number for row in every if row.level == 2] == [(7, count) for count in range(1, 10)]


@pytest.mark.parametrize(("derivation", "answer"), [
    (implicit("x^3 + y^3 = 6*x*y"), "(x^2 - 2*y)/(2*x - y^2)"),
    (implicit("ln(y) = x"), "y"),
    (implicit("sqrt(x) + sqrt(y) = 1"), "-sqrt(y)/sqrt(x)"),
    (implicit("x^2 + y^2 = 1", order=2), "-1/y^3"),
    (parametric("cos(t)^3", "sin(t)^3"), "-tan(t)"),
    (inverse("e^x"), "1/e^x"),
    (total("x^2 + y^2", {"x": "cos(t)", "y": "sin(t)"}), "0"),
    (differential("x^2/(x + 1)"), "(1 - 1/(x + 1)^2)*dx"),
])  # fmt: skip
def test_worked_forms_end_as_in_a_book(derivation: Derivation, answer: str) -> None:
    assert str(bare(derivation.result)) == answer
    assert derivation.in_form("tidy").result is derivation.tidy
    last = lines(derivation)[-1]
    value = last.arguments[1] if isinstance(last, Apply) and last.function == "=" else last
    assert written(value) == written(derivation.result)


@pytest.mark.parametrize("equation", ["x^3 + y^3 = 6*x*y", "ln(y) = x", "y = x", "x*e^y = y^2"])
def test_in_an_equation_y_is_written_without_its_argument(equation: str) -> None:
    text = implicit(equation).text()
    assert "y(x)" not in text
    assert "y'" in text


@pytest.mark.parametrize(("text", "told"), [
    ("ln(x^2)", ""), ("x/x", "where x != 0"), ("ln(x)", "where x > 0"), ("x*ln(x)", ""),
    ("ln(ln(x))", "where ln(x) > 0"), ("(x^2 - 1)/(x - 1)", "where x != 1"),
])  # fmt: skip
def test_where_it_holds_is_said_once_reduced_and_only_where_the_formula_does_not_show_it(text: str, told: str) -> None:
    shown_text = sd.derive(text).text()
    assert shown_text.count("where") == bool(told)
    assert shown_text.endswith(told)


def test_an_unknown_form_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(sd.SymdiffError, match="simplest, tidy"):
        sd.derive("x^2", form="factored")
