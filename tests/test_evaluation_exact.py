"""Exact values, values next to the true one, and where there is none."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import mpmath
import pytest

import symdiff as sd
from symdiff.evaluation.routines import exactly, real
from symdiff.evaluation.routines.arrays import ROUTINES as ON_ARRAYS
from symdiff.evaluation.routines.complexly import ROUTINES as ON_COMPLEX_BALLS
from symdiff.evaluation.routines.floats import ROUTINES as ON_FLOATS
from symdiff.evaluation.routines.power_series import ROUTINES_OF_SERIES
from symdiff.expression import Apply, Number, apply
from symdiff.rulebook import standard

EXACT = {
    "2^10": 1024,
    "1/3 + 1/6": Fraction(1, 2),
    "0.1 + 0.2": Fraction(3, 10),
    "100*1.1 - 110": 0,
    "sqrt(4)": 2,
    "sqrt(1/9)": Fraction(1, 3),
    "8^(1/3)": 2,
    "(4/9)^(3/2)": Fraction(8, 27),
    "(4/9)^(-1/2)": Fraction(3, 2),
    "(-2)^3": -8,
    "(-2)^-3": Fraction(-1, 8),
    "(-1)^(10^40)": 1,
    "0^5": 0,
    "cbrt(-27)": -3,
    "root(-32, 5)": -2,
    "root(16, 4)": 2,
    "sin(0)": 0,
    "sin(pi)": 0,
    "sin(pi/6)": Fraction(1, 2),
    "sin(7pi/6)": Fraction(-1, 2),
    "sin(-10^20*pi)": 0,
    "cos(pi/2)": 0,
    "cos(2pi/3)": Fraction(-1, 2),
    "tan(pi/4)": 1,
    "tan(3pi/4)": -1,
    "cot(pi/4)": 1,
    "sec(pi/3)": 2,
    "csc(pi/6)": 2,
    "sin(asin(1/2))": Fraction(1, 2),
    "acos(1/2)/pi": Fraction(1, 3),
    "atan(1)/pi": Fraction(1, 4),
    "acot(-1)/pi": Fraction(3, 4),
    "atan2(-1, -1)/pi": Fraction(-3, 4),
    "atan2(0, -1)/pi": 1,
    "e^0": 1,
    "ln(1)": 0,
    "ln(e^2)": 2,
    "ln(sqrt(e))": Fraction(1, 2),
    "e^2/e^2": 1,
    "log10(1000)": 3,
    "log2(1/8)": -3,
    "log(8, 4)": Fraction(3, 2),
    "cosh(0)": 1,
    "abs(-3/7)": Fraction(3, 7),
    "sign(-2)": -1,
    "sign(0)": 0,
    "floor(-7/2)": -4,
    "ceil(-7/2)": -3,
    "floor(pi)": 3,
    "heaviside(0)": Fraction(1, 2),
    "max(1, 3, 2)": 3,
    "min(1/2, 1/3)": Fraction(1, 3),
    "hypot(3, 4)": 5,
    "5!": 120,
    "gamma(1/1)": 1,
    "binomial(10, 3)": 120,
    "sinc(0)": 1,
    "erf(0)": 0,
    "0*sin(1)": 0,
    "piecewise(1 < 2, 3, ln(-1))": 3,
    "piecewise(1 > 2, 1/0, 5)": 5,
    "piecewise(1 > 2 and 1/0 > 1, 1, 7)": 7,
}


@pytest.mark.parametrize("text", EXACT)
def test_a_rational_value_is_exact(text: str) -> None:
    value = sd.evaluate(text)
    assert value == EXACT[text]
    assert type(value) in (int, Fraction)


UNDEFINED = {
    "ln(0)": "u > 0",
    "ln(-1)": "u > 0, here u = -1",
    "sqrt(-1)": "u >= 0",
    "1/0": "division by zero",
    "0^0": "0 to the power 0",
    "0^-1": "division by zero",
    "0^(-1/2)": "division by zero",
    "(-8)^(1/3)": "cbrt",
    "(-32)^(1/5)": "root(x, 5)",
    "(-1)^(1/2)": "principal power",
    "(-2)^pi": "whole number",
    "1/sin(pi)": "division by zero",
    "1/(sqrt(2)^2 - 2)": "cannot be told from 0",
    "tan(pi/2)": "cos(u) != 0",
    "sec(3pi/2)": "cos(u) != 0",
    "cot(0)": "sin(u) != 0, here u = 0",
    "csc(pi)": "sin(u) != 0",
    "asin(2)": "u <= 1, here u = 2",
    "acos(-1.5)": "u >= -1, here u = -1.5",
    "acosh(0.5)": "u >= 1",
    "atanh(1)": "abs(u) < 1",
    "acoth(1)": "abs(u) > 1",
    "asec(1/2)": "abs(u) >= 1",
    "asech(2)": "u <= 1",
    "log(1, 1)": "b != 1, here b = 1",
    "log(-1, 2)": "u > 0",
    "root(-4, 2)": "u >= 0",
    "root(2, 0)": "n != 0",
    "gamma(0)": "u > 0 or floor(u) != u, here u = 0",
    "gamma(-3)": "floor(u) != u",
    "(-1)!": "u > -1 or floor(u) != u",
    "digamma(-1)": "u > 0 or floor(u) != u",
    "lngamma(-1/2)": "u > 0",
    "zeta(1)": "u != 1",
    "ei(0)": "u != 0",
    "li(1)": "u != 1",
    "ci(-1)": "u > 0",
    "lambertw(-1)": "u >= -1/e",
    "dilog(2)": "u <= 1",
    "elliptick(1)": "m < 1",
    "polylog(1, 1)": "s > 1",
    "hyp2f1(1, 1, 2, 2)": "u < 1",
    "polygamma(1/2, 1)": "floor(n) = n",
    "besselj(1/2, -1)": "u > 0",
    "atan2(0, 0)": "x != 0 or y != 0, here y = 0, x = 0",
    "piecewise(1 > 2, 1)": "no condition",
    "f(2)": "f is the name of a function that is not known",
    "x - x": "no value is given for x",
}


@pytest.mark.parametrize("text", UNDEFINED)
def test_where_there_is_no_value_the_error_says_why(text: str) -> None:
    with pytest.raises(sd.DomainError) as error:
        sd.evaluate(text)
    assert UNDEFINED[text] in str(error.value)


def test_the_error_names_the_part_that_has_no_value() -> None:
    with pytest.raises(sd.DomainError) as error:
        sd.evaluate("3 + x*ln(x - 2)", x=1)
    assert error.value.subexpression == "ln(x - 2)"
    assert "here u = -1" in str(error.value)


NEXT_TO_THE_TRUE_VALUE = [
    ("(exp(x) - 1)/x", "1e-12"),
    ("(x - sin(x))/x^3", "1e-5"),
    ("sin(x)", "1e22"),
    ("sinh(x)/cosh(x)", "1000"),
    ("exp(-exp(x))*exp(exp(x))", "7"),
    ("sqrt(x + 1) - sqrt(x)", "1e20"),
    ("ln(1 + x)", "1e-30"),
    ("cos(x)^2 - sin(x)^2 - cos(2x) + 1", "3"),
]


@pytest.mark.parametrize(("text", "at"), NEXT_TO_THE_TRUE_VALUE)
def test_a_float_from_exact_input_is_the_one_next_to_the_value_whatever_cancels(text: str, at: str) -> None:
    with mpmath.workdps(200):
        value = float(mpmath.mpf(str(sd.evaluate(text, x=at, digits=150))))
    assert sd.evaluate(text, x=at) == value


def test_digits_are_right_and_printed_whatever_the_precision_of_mpmath() -> None:
    value = sd.evaluate("pi", digits=50)
    assert str(value) == "3.1415926535897932384626433832795028841971693993751"
    assert isinstance(value, mpmath.mpf)
    assert str(pickle.loads(pickle.dumps(value))) == str(value)
    assert str(sd.evaluate("1/3", digits=5)) == "0.33333"


def test_values_come_as_numbers_texts_and_expressions() -> None:
    f = sd.parse("sin(x) + y")
    x, y = sd.symbols("x y")
    assert f.evaluate({"x": "pi/6", y: "0.5"}) == 1
    assert f.evaluate({x: sd.parse("pi"), y: Decimal("0.25")}) == Fraction(1, 4)
    assert f.evaluate({x: 0}, y=Fraction(2, 3)) == Fraction(2, 3)
    assert sd.parse("x/3").evaluate(x=0.5) == 0.5 / 3


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), True, b"1", object(), None, "1/0", 1j * float("inf")])
def test_a_value_that_is_no_number_is_refused(bad: object) -> None:
    with pytest.raises(sd.DomainError):
        sd.evaluate("x + 1", {"x": bad})


def test_conditions_have_truth_values() -> None:
    condition = apply("<", (sd.parse("x^2"), Number(2)))
    assert condition.evaluate(x=1) is True
    assert condition.evaluate(x=Fraction(3, 2)) is False
    assert condition.evaluate(x=1.5) is False


def test_what_cannot_be_told_apart_is_a_limit_and_no_guess() -> None:
    with pytest.raises(sd.LimitError, match="cannot be told"):
        sd.evaluate("floor(sqrt(2)*sqrt(2))")
    with pytest.raises(sd.LimitError, match="cannot be told apart"):
        sd.evaluate("piecewise(sqrt(2)*sqrt(2) < 2, 1, 2)")


def test_a_closed_boundary_that_is_met_to_every_precision_counts_as_met() -> None:
    assert sd.evaluate("sqrt(sqrt(2)*sqrt(2) - 2)") == 0
    assert sd.evaluate("asin(sqrt(2)*sqrt(2) - 1)") == pytest.approx(mpmath.pi / 2)
    assert sd.evaluate("acosh(sqrt(2)*sqrt(2) - 1)") == 0
    assert sd.evaluate("lambertw(-1/e)") == -1


def test_a_result_keeps_the_domain_that_its_formula_lost() -> None:
    slope = sd.diff("ln(x)", "x")
    assert slope.evaluate(x=2) == Fraction(1, 2)
    for value in (-1, -1.0):
        with pytest.raises(sd.DomainError):
            slope.evaluate(x=value)


def test_written_derivatives_are_carried_out_first() -> None:
    assert sd.evaluate("sin'(x)", x=0) == 1
    assert sd.evaluate("d/dx (x^3)", x=2) == 12


def test_every_function_of_the_rulebook_has_a_routine_or_a_definition_and_every_routine_a_function() -> None:
    entries = standard().functions
    assert all(name in real.ROUTINES or entry.definition is not None for (name, _), entry in entries.items())
    for routines in (real.ROUTINES, exactly.RULES, ON_COMPLEX_BALLS, ON_FLOATS, ON_ARRAYS, ROUTINES_OF_SERIES):
        assert {name for name, _ in entries} >= set(routines)


def test_a_derivative_by_a_parameter_that_has_no_formula_still_has_values() -> None:
    slope = sd.diff("besselj(x, 2)", "x")
    assert isinstance(slope, Apply)
    with mpmath.workdps(30):
        expected = mpmath.diff(lambda n: mpmath.besselj(n, 2), mpmath.mpf(3) / 2)
    assert slope.evaluate(x=Fraction(3, 2)) == pytest.approx(float(expected), rel=1e-12)
