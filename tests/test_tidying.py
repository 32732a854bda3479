"""Tidy: what it does to a line, and what it never does."""

from __future__ import annotations

import operator
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import Expression, Number, apply, symbol
from symdiff.tidying import lift_requirements, minus, over, own_requirements, plus, restrict, times

from .expressions import X, Y, expressions, wide_expressions

FORMS = [
    ("1*x + 0", "x"),
    ("2x + 3x", "5*x"),
    ("x + x + x", "3*x"),
    ("x*y + y*x", "2*x*y"),
    ("sin(x)*cos(x) - cos(x)*sin(x)", "0"),
    ("x*x*x", "x^3"),
    ("x^2*3*x^4", "3*x^6"),
    ("2*(3*x)", "6*x"),
    ("(-2)*(-x)", "2*x"),
    ("a - (b - c)", "a - b + c"),
    ("-(a - b)", "b - a"),
    ("-x + y", "y - x"),
    ("x/2*4", "2*x"),
    ("2/4", "1/2"),
    ("0.1 + 0.2", "0.3"),
    ("0.1x + x/2", "0.6*x"),
    ("x*(y/z)", "x*y/z"),
    ("(a/b)/c", "a/(b*c)"),
    ("x/x^2", "1/x"),
    ("(x^2)^3", "x^6"),
    ("(-x)^2", "x^2"),
    ("(-x)^3", "-x^3"),
    ("(2x^2)^2", "4*x^4"),
    ("(x^2+1)^10", "(x^2 + 1)^10"),
    ("(x+1)*(x+1)", "(x + 1)^2"),
    ("e^x*e^x", "e^(2*x)"),
    ("2^x*2^y", "2^(x + y)"),
    ("sqrt(5)^2", "5"),
    ("sqrt(5)^4", "25"),
    ("4^(1/2)", "2"),
    ("8^(2/3)", "4"),
    ("2^1000000", "2^1000000"),
    ("x^(-1/2)/2", "1/(2*x^(1/2))"),
    ("sin(0) + cos(0) + ln(1) + ln(e)", "2"),
    ("|x|^2", "x^2"),
    ("1/0", "1/0"),
    ("x/sqrt(x)", "sqrt(x)"),
    ("x^3/sqrt(x)", "x^2*sqrt(x)"),
    ("x^3/cbrt(x)", "x^2*cbrt(x)^2"),
    ("sin(x)*exp(x)", "exp(x)*sin(x)"),
    ("-(a+b) + x", "x - a - b"),
    ("-(a+b) - x", "-a - b - x"),
    ("-(-1 - x)", "x + 1"),
    ("(x - 8)*(-1)", "8 - x"),
    ("3*sqrt(2)*sqrt(2)*y", "6*y"),
    ("(2*x^(1/3)*y)^3", "8*y^3*(x^(1/3))^3"),
    ("(2x)^(-1)/(2x)", "1/(4*x^2)"),
    ("x/0*(5/3)", "5*(x/0)/3"),
]


@pytest.mark.parametrize(("text", "tidied"), FORMS)
def test_a_line_is_tidied(text: str, tidied: str) -> None:
    assert str(sd.tidy(text)) == tidied


REMEMBERED = [
    ("x/x", "1", ["x != 0"]),
    ("x^2/x", "x", ["x != 0"]),
    ("x^(1/2)/x^(1/2)", "1", ["x^(1/2) != 0"]),
    ("x^0", "1", ["x != 0"]),
    ("1/(1/x)", "x", ["x != 0"]),
    ("ln(x) - ln(x)", "0", ["x > 0"]),
    ("0*ln(x)", "0", ["x > 0"]),
    ("0*sin(x)", "0", []),
    ("x/x + 1/x", "1 + 1/x", []),
    ("x/x*ln(x)", "ln(x)", []),
]


@pytest.mark.parametrize(("text", "value", "conditions"), REMEMBERED)
def test_what_a_rewrite_would_hide_is_remembered(text: str, value: str, conditions: list[str]) -> None:
    result = sd.tidy(text)
    assert (str(result), [str(c) for c in result.conditions]) == (value, conditions)


ASKED = [
    ("x^(1/2)", ["x >= 0"]),
    ("x^(-1/2)", ["x > 0"]),
    ("x^(-2)", ["x != 0"]),
    ("abs(x)^(-2)", ["x != 0"]),
    ("1/x^2", ["x != 0"]),
    ("x^3", []),
    ("x^y", ["x^y"]),
    ("ln(x)", ["ln(x)"]),
    ("sin(x)", []),
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_what_a_function_asks_of_its_arguments(text: str, asked: list[str]) -> None:
    node = sd.parse(text)
    assert isinstance(node, sd.Apply)
    assert [str(requirement) for requirement in own_requirements(node)] == asked


COMPARED = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize("sign", COMPARED)
@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_requirement_that_is_sure_is_not_said(sign: str, left: int) -> None:
    requirement = apply(sign, (Number(left), Number(2)))
    assert (restrict(X, [requirement]) is X) == COMPARED[sign](left, 2)


UNMERGED = [
    "sqrt(x)*sqrt(x)",
    "x^(1/2)*x^(1/2)",
    "x^0.5*x^1.5",
    "(x^(-1))^(-2)",
    "x^(1/2)*x^(-1/2)",
    "x^n*x^m",
    "(x^2)^(1/2)",
]


@pytest.mark.parametrize("text", UNMERGED)
def test_powers_are_not_merged_where_that_would_change_the_domain(text: str) -> None:
    assert sd.tidy(text) is not X
    assert not sd.tidy(text).conditions


@given(expressions(X, Y, size=10) | wide_expressions(X, Y))
@settings(max_examples=200, deadline=None)
def test_tidying_twice_is_tidying_once(f: Expression) -> None:
    tidied = sd.tidy(f)
    assert sd.tidy(tidied) is tidied


def visual_size(expression: Expression) -> int:
    """How much there is to read: names, numbers and the signs + - /; products and powers are free."""
    return len(re.findall(r"\d+\.?\d*(?:e-?\d+)?|[^\W\d]\w*|[-+/<>=!|,]", str(expression)))


@given(expressions(X, Y, size=10))
@settings(max_examples=200, deadline=None)
def test_a_tidied_expression_is_no_larger_to_read(f: Expression) -> None:
    assert visual_size(sd.tidy(f)) <= visual_size(f)


@given(expressions(X, size=8) | wide_expressions(X), st.fractions(-5, 5, max_denominator=4))
@settings(max_examples=200, deadline=None)
def test_tidying_changes_no_value_and_no_domain(f: Expression, point: Fraction) -> None:
    def value(expression: Expression) -> object:
        try:
            return expression.evaluate(x=point)
        except (sd.DomainError, sd.LimitError) as error:
            return type(error)

    before, after = value(f), value(sd.tidy(f))
    if sd.LimitError not in (before, after):
        assert before == after or before == pytest.approx(after, rel=1e-9)


def test_requirements_in_a_branch_stay_in_the_branch() -> None:
    inside = lift_requirements(sd.parse("piecewise(x > 1, x/x, 2)"))
    assert inside.evaluate(x=0) == 2
    tidied = sd.tidy("piecewise(x > 1, x/x, 2)")
    assert not tidied.conditions
    assert tidied.evaluate(x=0) == 2


def test_products_and_sums_do_not_depend_on_how_they_are_nested() -> None:
    factors = [symbol(name) for name in "abcdef"]
    left, right = factors[0], factors[-1]
    for factor in factors[1:]:
        left = times(left, factor)
    for factor in reversed(factors[:-1]):
        right = times(factor, right)
    assert left is right
    assert plus(apply("+", (X, Y)), apply("-", (X, Y))) is times(Number(2), X)


@given(wide_expressions(X, Y, size=6), wide_expressions(X, Y, size=4), st.fractions(-5, 5, max_denominator=4))
@settings(max_examples=200, deadline=None)
def test_operands_that_are_not_tidy_change_no_value(f: Expression, g: Expression, point: Fraction) -> None:
    for sign, constructor in (("/", over), ("*", times), ("+", plus), ("-", minus)):
        try:
            wanted = apply(sign, (f, g)).evaluate(x=point, y=Fraction(7, 3))
        except (sd.DomainError, sd.LimitError):
            continue
        assert constructor(f, g).evaluate(x=point, y=Fraction(7, 3)) == pytest.approx(wanted, rel=1e-9)


def test_of_equal_factors_one_is_cancelled() -> None:
    assert str(over(apply("*", (X, X)), X).arguments[0]) == "x"  # type: ignore[attr-defined]
    assert str(sd.diff("x^(x*x)", "x")) == "x^(x*x)*(2*x*ln(x) + x)"
