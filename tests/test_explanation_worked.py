"""Other ways, the definition, worked forms, difference quotients, and why not another rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.explanation import (
    Derivation,
    difference_quotients,
    differential,
    from_definition,
    implicit,
    inverse,
    parametric,
    total,
    ways,
)  # fmt: skip
from symdiff.explanation.definition import table


def all_hold(derivation: Derivation) -> bool:
    return all(v.step.verdict.status in ("proved", "agrees") for v in derivation.walk() if not v.again)


@pytest.mark.parametrize("text", [
    "x^x", "x^2 sqrt(x+1)/e^x", "(x^2+1)/x^3", "(x+1)^3", "sin(x)*x^-2", "ln(x)^x", "(x-1)(x-2)(x-3)", "cbrt(x)*x^2",
])  # fmt: skip
def test_every_way_leads_to_the_same_derivative_by_right_steps(text: str) -> None:
    found = ways(text)
    assert len(found) > 1
    for way in found:
        assert sd.equivalent(way.derivation.result, sd.diff(text)), way
        assert all_hold(way.derivation), way
    assert [w.step_count for w in found] == sorted(w.step_count for w in found)


def test_logarithmic_differentiation_says_where_it_holds() -> None:
    derivation = sd.derive("x^x", "x", method="logarithmic")
    assert [s.name for s in derivation.steps[:2]] == ["take_logarithm", "expand_logarithm"]
    assert str(derivation.result) == "x^x*(ln(x) + 1)"
    assert [str(need) for need in derivation.steps[0].needs] == ["x^x != 0"]


@pytest.mark.parametrize(("text", "method"), [("sin(x)", "logarithmic"), ("x^2", "quotient"), ("x", "guessing")])
def test_a_method_that_does_not_fit_is_an_error(text: str, method: str) -> None:
    with pytest.raises(sd.SymdiffError, match=method):
        sd.derive(text, "x", method=method)


@pytest.mark.parametrize("function", table(), ids=str)
def test_every_line_of_the_table_of_limits_follows(function: sd.Expression) -> None:
    derivation = from_definition(function)
    assert derivation.tidy is sd.diff(function, "x")
    assert all_hold(derivation)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=5))
def test_every_polynomial_has_a_derivation_from_the_definition(coefficients: list[int]) -> None:
    text = " + ".join(f"({c})*x^{n}" for n, c in enumerate(coefficients, 1)) + " + 7"
    derivation = from_definition(text, "x")
    assert derivation.tidy is sd.diff(text, "x")
    assert all_hold(derivation)


def test_from_the_definition_h_is_no_letter_of_the_function() -> None:
    assert "Delta" in str(from_definition("h*x", "x").steps[0].after)


def test_other_functions_are_refused_from_the_definition() -> None:
    with pytest.raises(sd.SymdiffError, match="sqrt"):
        from_definition("sin(x)/x")


@pytest.mark.parametrize(("equation", "slope"), [
    ("x^2 + y^2 = 1", "-x/y"), ("x*y = 1", "-y/x"), ("sin(x*y) = x + y", "(1 - y cos(x y))/(x cos(x y) - 1)"),
    ("y^3 - x", "1/(3 y^2)"), ("e^y = x", "e^(-y)"),
])  # fmt: skip
def test_implicit_differentiation_solves_for_the_slope(equation: str, slope: str) -> None:
    derivation = implicit(equation)
    assert sd.equivalent(derivation.result, slope)
    assert all_hold(derivation)
    assert str(derivation.steps[-1].after).startswith("y' = ")


@pytest.mark.parametrize("equation", ["x^2 = 1", "0*y = x", "x = = y"])
def test_an_equation_that_says_nothing_of_y_is_an_error(equation: str) -> None:
    with pytest.raises(sd.SymdiffError):
        implicit(equation)


@pytest.mark.parametrize(("function", "inner"), [
    ("x^2*y", {"x": "cos(t)", "y": "sin(t)"}), ("x*t", {"x": "t^2"}), ("x y z", {"x": "t", "y": "t^2", "z": "e^t"}),
])  # fmt: skip
def test_the_total_derivative_is_that_of_the_composition(function: str, inner: dict[str, str]) -> None:
    derivation = total(function, inner)
    assert sd.equivalent(derivation.result, sd.diff(derivation.function, "t"))
    assert all_hold(derivation)


def test_the_slope_of_a_curve() -> None:
    assert sd.equivalent(parametric("cos(t)", "sin(t)").result, "-cos(t)/sin(t)")
    with pytest.raises(sd.SymdiffError, match="vertical"):
        parametric("2", "t")


def test_the_slope_of_the_inverse_function() -> None:
    assert str(inverse("x^3 + x").result) == "1/(3*x^2 + 1)"
    with pytest.raises(sd.SymdiffError, match="no inverse"):
        inverse("2", "x")


def test_the_differential_has_a_term_for_each_variable() -> None:
    assert str(differential("x^2*y").result) == "2*x*y*dx + x^2*dy"


def test_rounding_destroys_the_difference_quotient_of_a_square() -> None:
    found = difference_quotients("x^2", 1)
    assert found.exact == 2.0
    assert found.best is not None
    assert 7 <= found.best.exponent <= 9
    assert found.rounding_wins
    assert found.rows[-1].error == 2.0
    assert "rounding destroys it" in found.text()


def test_where_the_quotient_is_not_defined_the_table_says_so() -> None:
    rows = difference_quotients("sqrt(1 - x)", "0.95").rows
    assert rows[0].quotient is None
    assert rows[2].quotient is not None


@pytest.mark.parametrize(("text", "point"), [("|x|", 0), ("1/x", 0), ("a x", 1)])
def test_no_derivative_at_the_point_is_an_error(text: str, point: int) -> None:
    with pytest.raises(sd.SymdiffError):
        difference_quotients(text, point, "x")


def test_the_picture_is_a_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from symdiff.plotting.limits import draw_secants

    path = tmp_path / "secants.svg"
    draw_secants(difference_quotients("x^2", 1).picture(), path)
    assert "<svg" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "wrong"), [
    ("e^(x^2)", "u*e^(u - 1)*u'"), ("x^2 sin(x)", "u'*v'"), ("sin(x)/x^2", "u'/v'"), ("sin(x^2)", "f'(u)"),
])  # fmt: skip
def test_a_tempting_rule_is_named_with_a_point_where_it_fails(text: str, wrong: str) -> None:
    first = sd.derive(text).text(why=True).split("1.1.")[0]
    assert "Why not" in first
    assert wrong in first
    assert "At x = " in first


def test_a_wrong_rule_that_happens_to_be_right_is_not_called_wrong() -> None:
    assert "u'*v' would give 1." not in sd.derive("x + 1").text(why=True)
