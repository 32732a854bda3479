"""The laws of differentiation, over generated expressions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import Expression, Number, apply
from symdiff.tidying import bare

from .expressions import SMOOTH, X, Y, expressions


def agree(one: Expression, other: Expression) -> bool:
    """Whether nothing refutes that two expressions are the same function."""
    try:
        return one is other or sd.equivalent(one, other).status != "refuted"
    except sd.DomainError:  # nowhere defined, both of them
        return True


def is_defined(f: Expression, x: int) -> bool:
    try:
        f.evaluate(x=x)
    except sd.SymdiffError:
        return False
    return True


@given(expressions(X, size=6))
@example(sd.parse("x/0"))
@settings(max_examples=60, deadline=None)
def test_the_derivative_agrees_with_the_function(f: Expression) -> None:
    df = sd.diff(f, "x")
    try:
        assert sd.check(f, df, "x").status != "refuted"
    except sd.DomainError:  # such as x/0: there is no point to compare them at
        assert not any(is_defined(f, x) and is_defined(df, x) for x in range(-5, 6))


@given(expressions(X, Y, size=6))
@settings(max_examples=60, deadline=None)
def test_forward_and_reverse_agree(f: Expression) -> None:
    by_x, by_y = sd.gradient(f, ["x", "y"])
    assert agree(by_x, sd.diff(f, "x"))
    assert agree(by_y, sd.diff(f, "y"))


@given(expressions(X, Y, functions=SMOOTH, size=5))
@settings(max_examples=40, deadline=None)
def test_the_order_of_mixed_derivatives_does_not_matter(f: Expression) -> None:
    assert agree(sd.diff(f, "x", "y"), sd.diff(f, "y", "x"))


@given(expressions(X, size=4), expressions(X, size=4), st.integers(-5, 5))
@settings(max_examples=40, deadline=None)
def test_differentiation_is_linear(f: Expression, g: Expression, c: int) -> None:
    left = sd.diff(apply("+", (apply("*", (Number(c), f)), g)), "x")
    assert agree(left, apply("+", (apply("*", (Number(c), sd.diff(f, "x"))), sd.diff(g, "x"))))


@given(expressions(X, Y, size=8))
@settings(max_examples=100, deadline=None)
def test_what_is_free_of_the_variable_has_derivative_zero(f: Expression) -> None:
    slope = sd.diff(f, "t")
    assert bare(slope) is Number(0)
    assert not sd.diff("2^(1/3) + sqrt(2)*ln(pi)", "t").conditions
    assert agree(slope, sd.parse(f"0*({f})"))


@pytest.mark.parametrize(
    ("text", "condition"),
    {
        "x + ln(y)": "y > 0", "sqrt(y) - x": "y >= 0", "x + 1/y^2": "y != 0", "x^2 + y^(1/3)": "y >= 0",
        "ln(y)": "y > 0", "x*ln(y) - x*ln(y)": "y > 0",
        "tan(y) + sin(x)": "cos(y) != 0", "x + ln(sqrt(y))": "sqrt(y) > 0",
        "x + y^0": "y != 0", "x + asin(y)": "y >= -1 and y <= 1", "x + y^(-1/2)": "y > 0",
    }.items(),
)  # fmt: skip
def test_a_constant_part_keeps_its_domain_forwards_and_backwards(text: str, condition: str) -> None:
    for slope in (sd.diff(text, "x"), *sd.gradient(text, ["x"])):
        assert [str(need) for need in slope.conditions] == [condition]


@pytest.mark.parametrize(
    "text", ["x + 2^y", "x + sqrt(y^2 + 1)", "x + 1/(1 + y^2)", "x + f(y)", "x + g(y, z)^2", "x + root(y, 3)"]
)
def test_of_a_constant_part_that_has_a_value_everywhere_nothing_is_asked(text: str) -> None:
    assert not sd.diff(text, "x").conditions
    assert not sd.gradient(text, ["x"])[0].conditions


def test_a_constant_branch_keeps_its_domain_in_the_branch() -> None:
    slope = sd.diff("piecewise(x < 0, ln(y), 2)", "x")
    assert sd.evaluate(slope, x=1, y=-1) == 0
    with pytest.raises(sd.DomainError):
        sd.evaluate(slope, x=-1, y=-1)


@given(expressions(X, size=8))
@example(sd.parse("abs(x)^x^(-2)"))
@settings(max_examples=100, deadline=None)
def test_the_derivative_of_a_tidy_expression_is_tidy(f: Expression) -> None:
    slope = sd.diff(sd.tidy(f), "x")
    assert sd.tidy(slope) is slope


@pytest.mark.parametrize(
    ("text", "slope"),
    {
        "x*abs(x)": "2*abs(x)", "abs(x)^3": "3*x*abs(x)", "x*cbrt(x)": "4*cbrt(x)/3", "x^3*abs(x)": "4*x^2*abs(x)",
        "(2*x - 1)*abs(2*x - 1)": "4*abs(2*x - 1)", "si(x)": "sinc(x)",
        "sin(x)*abs(x)*x": "2*sin(x)*abs(x) + x*cos(x)*abs(x)",
    }.items(),
)  # fmt: skip
def test_a_derivative_that_exists_though_a_rule_breaks_is_given(text: str, slope: str) -> None:
    found = sd.diff(text, "x")
    assert not found.conditions
    assert not sd.gradient(text, ["x"])[0].conditions
    for x in (-2, 0, Fraction(1, 2), 3):
        assert sd.evaluate(found, x=x, digits=20) == sd.evaluate(slope, x=x, digits=20)


@pytest.mark.parametrize(("text", "value"), {"sinc(x)": 0, "si(x)": 1, "sinc(2*x - 4)": 0}.items())
def test_a_removable_point_is_filled(text: str, value: int) -> None:
    assert sd.evaluate(sd.diff(text, "x"), x=2 if "4" in text else 0) == value
    assert sd.evaluate(sd.diff(text, "x"), x=1) == pytest.approx(
        (sd.evaluate(text, x=1.0001, digits=20) - sd.evaluate(text, x=0.9999, digits=20)) * 5000, rel=1e-5
    )


@pytest.mark.parametrize("text", ["abs(x)", "cbrt(x)", "x^2*sign(x)", "sqrt(x)", "x + abs(x)", "abs(x)*cos(x)"])
def test_where_a_function_has_a_corner_or_a_jump_nothing_is_claimed(text: str) -> None:
    with pytest.raises(sd.DomainError):
        sd.evaluate(sd.diff(text, "x"), x=0)
