"""Derivatives of higher order in worked forms, against the curves and functions themselves."""

from __future__ import annotations

import mpmath
import pytest

import symdiff as sd
from symdiff.errors import SymdiffError
from symdiff.explanation import Derivation, differential, implicit, inverse, parametric, total


def value(derivation: Derivation, **point: float) -> float:
    return float(derivation.result.evaluate(**point))


def assert_every_step_holds(derivation: Derivation) -> None:
    assert not [visit.step for visit in derivation.walk() if visit.step.verdict.status == "refuted"]
    assert derivation.text().splitlines()[-1].startswith("Answer:")


CURVES = [
    ("x^3 + y^3 = 6*x*y", lambda x, y: x**3 + y**3 - 6 * x * y, 2.5, 3.2),
    ("x^2 + y^2 = 25", lambda x, y: x**2 + y**2 - 25, 3.0, 4.0),
    ("e^y + x*y = e", lambda x, y: mpmath.e**y + x * y - mpmath.e, 0.3, 0.8),
    ("x^2/4 + y^2/9 = 1", lambda x, y: x**2 / 4 + y**2 / 9 - 1, 0.7, -2.8),
    ("sin(y) = x", lambda x, y: mpmath.sin(y) - x, 0.4, 0.4),
    ("sqrt(x) + sqrt(y) = 4", lambda x, y: mpmath.sqrt(x) + mpmath.sqrt(y) - 4, 2.0, 6.5),
    ("y*x^2 - 1/y", lambda x, y: y * x**2 - 1 / y, 0.8, 1.2),
]


@pytest.mark.parametrize(("equation", "curve", "x", "near"), CURVES, ids=[row[0] for row in CURVES])
@pytest.mark.parametrize("order", [2, 3])
def test_implicit(equation: str, curve: object, x: float, near: float, order: int) -> None:
    def y(at: object) -> object:
        return mpmath.findroot(lambda v: curve(at, v), near)  # type: ignore[operator]

    derivation = implicit(equation, order=order)
    with mpmath.workdps(40):
        wanted = float(mpmath.diff(y, x, order))
        found = value(derivation, x=x, y=float(y(x)))  # type: ignore[arg-type]
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert_every_step_holds(derivation)
    assert f"y{chr(39) * order} = " in derivation.text().splitlines()[-1]


def test_the_equation_of_the_curve_makes_the_second_derivative_short() -> None:
    folium = implicit("x^3 + y^3 = 6*x*y", order=2).result
    assert sd.equivalent(folium, "-16*x*y/(y^2 - 2*x)^3").status == "proved"
    assert len(str(folium)) < 24
    assert str(implicit("x^2 + y^2 = 1", order=2).result) == "-1/y^3"


@pytest.mark.parametrize("order", [2, 3])
def test_parametric_inverse_and_total(order: int) -> None:
    curve = parametric("t^2 + t", "sin(t)", order=order)
    back = inverse("x^3 + x", order=order)
    whole = total("x*y", {"x": "cos(t)", "y": "t^2"}, order=order)
    with mpmath.workdps(40):
        t_of = lambda x: mpmath.findroot(lambda t: t**2 + t - x, 0.5)  # noqa: E731
        x_of = lambda u: mpmath.findroot(lambda x: x**3 + x - u, 1)  # noqa: E731
        slopes = (
            mpmath.diff(lambda x: mpmath.sin(t_of(x)), 0.75, order),
            mpmath.diff(x_of, 2, order),
            mpmath.diff(lambda t: mpmath.cos(t) * t**2, 0.5, order),
        )
    assert value(curve, t=0.5) == pytest.approx(float(slopes[0]), rel=1e-9)
    assert value(back, x=1.0) == pytest.approx(float(slopes[1]), rel=1e-9)
    assert value(whole, t=0.5) == pytest.approx(float(slopes[2]), rel=1e-9)
    for derivation in (curve, back, whole):
        assert_every_step_holds(derivation)


def test_the_second_differential_is_the_quadratic_form_of_the_hessian() -> None:
    second = differential("x^2*sin(y)", order=2)
    form = "2*sin(y)*dx^2 + 4*x*cos(y)*dx*dy - x^2*sin(y)*dy^2"
    assert sd.equivalent(second.result, form).status == "proved"
    assert_every_step_holds(second)


def test_there_is_no_order_0_and_none_without_end() -> None:
    for order in (0, -1, 1000):
        with pytest.raises(SymdiffError):
            implicit("x^2 + y^2 = 1", order=order)
