"""Functions in pieces: what a branch demands holds there alone, forwards and backwards."""

from __future__ import annotations

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import CONDITIONS, Apply, Expression, Number, apply, symbol
from symdiff.traversal import postorder

from .expressions import expressions

X, Y = symbol("x"), symbol("y")
POINTS = [n / 8 for n in (-37, -16, -11, -8, -3, 0, 2, 5, 8, 13, 24)]
FUNCTIONS = ("sin", "exp", "ln", "sqrt", "abs", "cbrt")


def value_of(expression: Expression, **point: float) -> float | None:
    """The value at a point; None where there is none."""
    try:
        return float(sd.evaluate(expression, {name: float(value) for name, value in point.items()}))
    except (sd.DomainError, sd.LimitError, OverflowError):
        return None


def sloped(f: Expression, at: float) -> float | None:
    """The slope of f at a point by differences on both sides; None where they disagree, or there are none."""
    h = 2.0**-16
    values = [value_of(f, x=at + k * h) for k in (-2, -1, 0, 1, 2)]
    if any(v is None for v in values):
        return None
    slopes = [(b - a) / h for a, b in pairwise(v for v in values if v is not None)]
    return slopes[1] if max(slopes) - min(slopes) < 1e-3 * (1 + abs(slopes[0])) else None


def conditions() -> st.SearchStrategy[Expression]:
    bounds = st.integers(-2, 2).map(Number)
    return st.builds(lambda sign, a: apply(sign, (X, a)), st.sampled_from(("<", "<=", ">", ">=")), bounds)


def in_pieces(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    two = st.builds(lambda c, u, v: apply("piecewise", (c, u, v)), conditions(), inner, inner)
    parts = st.tuples(conditions(), inner, conditions(), inner, inner)
    return st.one_of(two, parts.map(lambda p: apply("piecewise", p)))


def has_sound_constants(f: Expression) -> bool:
    """Whether every part that is free of x has a value: of a constant the derivative is 0, whatever it is."""
    constant = [n for n in postorder((f,)) if isinstance(n, Apply) and not n.free_symbols]
    return all(value_of(n) is not None for n in constant if n.function not in CONDITIONS)


BRANCHES = expressions(X, functions=FUNCTIONS, size=3).filter(has_sound_constants)
NESTED = in_pieces(st.one_of(BRANCHES, in_pieces(BRANCHES)))
WITHIN = st.one_of(
    NESTED,
    st.builds(lambda f, u: apply(f, (u,)), st.sampled_from(("sin", "exp", "ln", "sqrt")), NESTED),
    st.builds(lambda f, u, v: apply(f, (u, v)), st.sampled_from("+-*/"), NESTED, BRANCHES),
)


@given(WITHIN)
@settings(max_examples=60, deadline=None)
def test_the_derivative_is_the_slope_where_there_is_one_and_claims_nothing_elsewhere(f: Expression) -> None:
    slope = sd.diff(f, "x")
    for at in POINTS:
        claimed = value_of(slope, x=at)
        if value_of(f, x=at) is None:
            assert claimed is None, f"{f} has no value at {at}, {slope} has"
        elif claimed is not None and abs(claimed) < 1e3:
            measured = sloped(f, at)
            if measured is not None:
                assert isclose(claimed, measured, rel_tol=0.01, abs_tol=0.01), f"{f} at {at}: {slope}"


@given(WITHIN)
@settings(max_examples=60, deadline=None)
def test_forwards_and_backwards_agree_also_in_where_they_exist(f: Expression) -> None:
    forward, (backward,) = sd.diff(f, "x"), sd.gradient(f, ["x"])
    for at in POINTS:
        one, other = value_of(forward, x=at), value_of(backward, x=at)
        assert (one is None) == (other is None), f"{f} at {at}: {forward!r} and {backward!r}"
        assert one is None or other is None or isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@given(WITHIN)
@settings(max_examples=40, deadline=None)
def test_the_last_line_of_a_derivation_is_the_derivative(f: Expression) -> None:
    derivation = sd.derive(f, "x")
    assert derivation.tidy is sd.diff(f, "x")
    assert [derivation.start, *(line for line, _ in derivation.in_form("tidy").lines())][-1] is derivation.tidy


EXAMPLES = [
    ("piecewise(x < 0, ln(-x), ln(x))", ["x != 0"], {-2: -0.5, 2: 0.5, 0: None}),
    ("piecewise(x < 1, x^2, ln(x))", ["x != 1"], {-1: -2, 0: 0, 2: 0.5, 1: None}),
    ("x*piecewise(x < 1, x^2, ln(x))", ["x != 1"], {-1: 3, 0: 0, 1: None}),
    ("sin(piecewise(x < 1, x, sqrt(x - 3)))", ["x != 1"], {0: 1, 1: None, 2: None}),
    ("piecewise(x < 0, x, piecewise(x < 2, ln(x), x))", ["x != 0", "x != 2"], {-1: 1, 1: 1, 3: 1, 2: None}),
    ("piecewise(x < 0, ln(-3x), x)", ["x != 0"], {-1: -1, 1: 1}),
    ("piecewise(x > 0 and x < 5, ln(x), 3x)", ["x != 0", "x != 5"], {-1: 3, 1: 1, 6: 3, 5: None}),
    ("ln(x)*piecewise(x < 1, 0, x)", ["x != 1"], {-1: None, 1: None}),
]


@pytest.mark.parametrize(("text", "conditions", "values"), EXAMPLES)
def test_a_demand_stays_in_its_branch(text: str, conditions: list[str], values: dict[int, float | None]) -> None:
    for slope in (sd.diff(text, "x"), *sd.gradient(text, ["x"])):
        for at, value in values.items():
            assert value_of(slope, x=at) == value
    assert {str(c) for c in sd.diff(text, "x").conditions} == set(conditions)


def test_a_branch_says_what_its_condition_does_not() -> None:
    slope = sd.diff("piecewise(x < 1, ln(x), 0)", "x")
    assert isinstance(slope.arguments[0], Apply)
    assert str(slope.arguments[0].arguments[1]) == str(sd.diff("ln(x)", "x"))
    assert value_of(slope, x=-1) is None


def test_several_variables() -> None:
    f = "piecewise(x < y, x^2*y, y^3*ln(x))"
    by_x, by_y = sd.gradient(f, ["x", "y"])
    for variable, backward in (("x", by_x), ("y", by_y)):
        forward = sd.diff(f, variable)
        for x, y in ((-1, 0), (0, 2), (2, 1), (1, 1), (-1, -2)):
            point = {"x": x, "y": y}
            assert value_of(forward, **point) == value_of(backward, **point)
    assert by_x.evaluate(x=-1, y=0) == 0
    assert [str(c) for c in by_y.conditions] == ["x != y"]


@pytest.mark.parametrize("count", [3, 60])
def test_many_branches_and_deep_nesting_take_no_more_than_their_share(count: int) -> None:
    pairs = "".join(f"x < {k}, ln(x + {k}), " for k in range(count))
    assert sd.diff(f"piecewise({pairs}0)", "x").dag_size < 30 * count
    f: Expression = X
    for k in range(4 * count):
        f = apply("piecewise", (apply("<", (X, Number(k))), apply("ln", (X,)), f))
    assert sd.diff(f, "x").dag_size < 100 * count
    assert sd.gradient(f, ["x"])[0].dag_size < 100 * count


@given(WITHIN)
@settings(max_examples=30, deadline=None)
def test_enclosures_that_know_no_rule_do_not_refute_the_derivative(f: Expression) -> None:
    try:
        verdict = sd.check(f, sd.diff(f, "x"), "x")
    except sd.DomainError:  # there is no point where both are defined
        return
    assert verdict.status != "refuted", str(verdict)


@pytest.mark.parametrize(
    ("text", "conditions"),
    {
        "piecewise(x < 0, ln(y), 2)": {"x != 0", "x >= 0 or y > 0"},
        "piecewise(x < 0 and y > 2, 1, sqrt(z)*x)": {"x != 0", "y != 2", "x < 0 and y > 2 or z >= 0"},
        "piecewise(x < 0, ln(-x), ln(x))": {"x != 0"},
    }.items(),
)
def test_conditions_tell_what_must_hold_in_a_branch(text: str, conditions: set[str]) -> None:
    assert {str(need) for need in sd.diff(text, "x").conditions} <= conditions
    assert {str(need) for need in sd.simplify("piecewise(x < 1, x/x, 2)").conditions} == {"x != 0"}
