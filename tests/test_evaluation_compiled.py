"""Compiled functions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy
import pytest

import symdiff as sd
from symdiff.evaluation.arrays import BLOCK

MEDIUM = "(x^2 + 3x + 1)*exp(-x^2/2)*sin(2x)/(1 + x^2) + ln(1 + x^2)*sqrt(x^2 + 4)"


def test_arrays_larger_than_a_block_are_computed_whole() -> None:
    points = numpy.linspace(-2, 2, 3 * BLOCK + 7)
    values = sd.compile(MEDIUM, ["x"])(points)
    x = points
    expected = (x**2 + 3 * x + 1) * numpy.exp(-(x**2) / 2) * numpy.sin(2 * x) / (1 + x**2)
    expected += numpy.log(1 + x**2) * numpy.sqrt(x**2 + 4)
    assert values == pytest.approx(expected, rel=1e-13, abs=1e-14)
    assert (points == numpy.linspace(-2, 2, 3 * BLOCK + 7)).all()


SHARED = [
    "x^3 + x^2*x^3",
    "(x+1)*(x+1)",
    "sin(x)*sin(x) - sin(x)",
    "x^1 + x^1*x",
    "abs(x)/x + abs(x)",
    "max(x, x^2) - x",
]


@pytest.mark.parametrize("text", SHARED)
def test_an_array_that_is_used_again_is_not_given_away(text: str) -> None:
    points = numpy.linspace(0.5, 2, 11)
    values = sd.compile(text, ["x"])(points)
    assert values == pytest.approx([sd.evaluate(text, x=float(p)) for p in points], rel=1e-13)


def test_numbers_give_floats_and_domain_errors() -> None:
    for backend in ("numpy", "python"):
        f = sd.compile("1/x", ["x"], backend=backend)
        assert f(4) == 0.25
        assert type(f(4)) is float
        with pytest.raises(sd.DomainError, match="division by zero"):
            f(0)


def test_arguments_come_in_the_order_asked_for_and_may_be_unused() -> None:
    f = sd.compile("x - 2y", ["y", "unused", "x"])
    assert f(1, 100, 10) == 8
    assert f(numpy.ones(3), 5, numpy.arange(3.0)) == pytest.approx([-2, -1, 0])
    assert sd.compile("7", ["x"])(numpy.zeros((2, 2))).shape == (2, 2)
    assert sd.lambdify("x", "x^2")(3) == 9
    assert sd.lambdify(["x", "y"], "x/y")(3, 2) == 1.5


def test_e_and_pi_are_constants_unless_they_are_variables() -> None:
    assert sd.compile("e^x", ["x"])(1.0) == math.e
    assert sd.compile("e^x", ["e", "x"])(2.0, 3.0) == 8
    assert sd.evaluate("e^x", {"e": 2.0, "x": 3.0}) == 8
    assert sd.evaluate("e^x", {"e": 2, "x": 3}) == 8


@pytest.mark.parametrize("backend", ["numpy", "python"])
def test_piecewise_takes_only_the_branch_that_holds(backend: str) -> None:
    f = sd.compile("piecewise(x < 0, ln(-x), x > 1, e^x)", ["x"], backend=backend)
    assert f(-1.0) == 0.0
    assert f(2.0) == pytest.approx(math.exp(2), rel=1e-15)
    with pytest.raises(sd.DomainError, match="no condition"):
        f(0.5)


def test_over_arrays_piecewise_chooses_point_by_point() -> None:
    f = sd.compile("piecewise(x < 0, ln(-x), x > 1, 2)", ["x"])
    assert f(numpy.array([-1.0, 0.5, 3.0])) == pytest.approx([0, math.nan, 2], nan_ok=True)
    g = sd.compile("piecewise(x > 0 and ln(x) < 1/10, 1, 2)", ["x"])
    assert list(g(numpy.array([-1.0, 0.5, 3.0]))) == [2, 1, 2]


def test_a_requirement_is_nan_where_it_fails() -> None:
    slope = sd.diff("ln(x)", "x")
    assert sd.compile(slope, ["x"])(numpy.array([-1.0, 0.0, 2.0])) == pytest.approx(
        [math.nan, math.nan, 0.5], nan_ok=True
    )


def test_what_cannot_be_compiled_is_refused_at_once() -> None:
    with pytest.raises(sd.DomainError, match="y is not among"):
        sd.compile("x + y", ["x"])
    with pytest.raises(sd.DomainError, match="backend"):
        sd.compile("x", ["x"], backend="fortran")
    with pytest.raises(TypeError, match="1 values"):
        sd.compile("x", ["x"])(1, 2)


CANCELLING = [
    ("ln(1 + exp(x))", [-100.0, -30.0, -20.0, -5.0, 1.0]),
    ("1 - cos(x)", [1e-8, 1e-4, 1e-3, 3.0]),
    ("(exp(x) - 1)/x", [1e-300, 1e-12, 1e-8, -1e-9, 1.0]),
    ("(x - sin(x))/x^3", [1e-8, 1e-5, 1.0]),
    ("sqrt(x^2 + 1) - x", [1e8, 1e12, 1.0]),
    ("tanh(x) - 1", [20.0, 40.0]),
    ("acos(1 - x)", [1e-20, 1e-11, 0.5]),
    ("(1 + x)^(1/x)", [1e-17, 1e-10, 2.0]),
    ("(1 + x^2)^(10^9)", [1e-9, 1e-5]),
    ("ln(cos(x))", [1e-9, 1e-5, 1.0]),
    ("exp(x)*(1 - tanh(x))", [10.0, 50.0, 100.0]),
    ("x^2 - 2*x + 1", [1 + 1e-9, 3.0]),
    ("sin(x)/(x - pi)", [3.141592653589793, 1.0]),
]


@pytest.mark.parametrize(("text", "points"), CANCELLING)
def test_digits_that_cancel_are_noticed_in_arrays_as_in_numbers(text: str, points: list[float]) -> None:
    function = sd.compile(text, ["x"])
    found = function(numpy.array(points))
    for point, value in zip(points, found, strict=True):
        true = float(sd.evaluate(text, x=Fraction(point), digits=30))
        assert value == pytest.approx(true, rel=1e-9, abs=0)
        assert function(point) == pytest.approx(true, rel=1e-9, abs=0)
        assert sd.evaluate(text, x=point) == pytest.approx(true, rel=1e-9, abs=0)
