"""Where floats underflow, overflow or cannot hold a number: scalars and arrays give what mpmath gives."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdiff as sd

ORACLES = {
    "sign(x^3)": lambda x: mpmath.sign(x**3),
    "sqrt(x^2 + x^4)": lambda x: mpmath.sqrt(x**2 + x**4),
    "ln(x^6)": lambda x: mpmath.log(x**6),
    "x^5/(x^5 + 3*x^3)": lambda x: x**5 / (x**5 + 3 * x**3),
    "sqrt(x^(-2))": lambda x: mpmath.sqrt(x**-2),
    "1/sqrt(1/x^2)": lambda x: 1 / mpmath.sqrt(1 / x**2),
    "atan2(x^3, -1)": lambda x: mpmath.atan2(x**3, -1),
    "cbrt(x^3)": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x) ** 3),
    "piecewise(x^5 > 0, 1, -1)": lambda x: mpmath.mpf(1 if x > 0 else -1),
    "sqrt(exp(-abs(x)))": lambda x: mpmath.sqrt(mpmath.exp(-abs(x))),
    "exp(x)/(1 + exp(x))": lambda x: 1 / (1 + mpmath.exp(-x)),
    "ln(2 + exp(x))": lambda x: mpmath.log(2 + mpmath.exp(x)),
    "x*exp(-x^2)*exp(x^2)": lambda x: x,
}
SIZES = st.builds(
    lambda sign, digit, power: sign * digit * 10.0**power,
    st.sampled_from((-1, 1)), st.floats(1, 9), st.one_of(st.integers(-280, 280), st.integers(-3, 4)),
)  # fmt: skip


@pytest.mark.parametrize("text", ORACLES)
@given(x=SIZES)
def test_floats_and_arrays_agree_with_many_digits(text: str, x: float) -> None:
    with mpmath.workdps(2000):
        wanted = ORACLES[text](mpmath.mpf(x)) if abs(x) < 1e4 or "exp" not in text else None
    if wanted is None:
        return
    expected = float(wanted)
    compiled = sd.compile(text, ["x"])(np.array([x, 1.0]))[0]
    if np.isinf(expected):
        assert compiled == expected
        with pytest.raises(sd.LimitError):
            sd.evaluate(text, x=x)
        return
    scalar = sd.evaluate(text, x=x)
    assert scalar == pytest.approx(expected, rel=1e-11, abs=1e-300)
    assert compiled == pytest.approx(expected, rel=1e-11, abs=1e-300)


@pytest.mark.parametrize("x", [1e-3, 1e-8, 1e-20, 3e-150])
def test_digits_that_cancel_are_met_with_more(x: float) -> None:
    for text, series in (
        ("(1 - cos(x))/x^2", 0.5 - x * x / 24),
        ("(exp(x) - 1)/x", 1 + x / 2 + x * x / 6),
        ("ln(1 + x)", x - x * x / 2 + x**3 / 3),
    ):
        assert sd.evaluate(text, x=x) == pytest.approx(series, rel=1e-8)
        assert sd.compile(text, ["x"], backend="python")(x) == pytest.approx(series, rel=1e-8)


def test_what_is_beyond_floats_is_infinite_in_arrays_and_an_error_for_a_number() -> None:
    values = sd.compile("-gamma(x)*exp(x)", ["x"])(np.array([1.0, 1000.0]))
    assert values[0] == pytest.approx(-np.e)
    assert values[1] == -np.inf
    with pytest.raises(sd.LimitError):
        sd.evaluate("exp(x)", x=1000.0)


@pytest.mark.parametrize(("text", "value"), [("10^-400*x", 1e-100), ("10^400/x", 1e100), ("10^400*10^-400*x", 1e300)])
def test_constants_beyond_floats_are_met(text: str, value: float) -> None:
    assert sd.evaluate(text, x=1e300) == value
    assert sd.compile(text, ["x"])(np.array([1e300]))[0] == value


def test_a_constant_part_without_a_value_leaves_none() -> None:
    assert np.isnan(sd.compile("x^asin(2)", ["x"])(np.array([1.0, 2.0]))).all()


def test_no_value_carries_the_sign_of_zero() -> None:
    for text in ("sqrt(x)", "-x", "x^3", "cbrt(x)"):
        for zero in (0.0, -0.0):
            assert str(sd.evaluate(text, x=zero)) == "0.0"
            assert not np.signbit(sd.compile(text, ["x"])(np.array([zero]))[0])


def test_exponents_that_cannot_be_told_from_whole_numbers_are_whole() -> None:
    assert sd.evaluate("(-2)^(sqrt(2)^2)") == 4
    assert sd.evaluate("x^(ln(8)/ln(2))", x=-2) == -8
    with pytest.raises(sd.DomainError):
        sd.evaluate("(-2)^(sqrt(2)^2 + 10^-30)")


# --- what stands in arrays -----------------------------------------------------------------------


def test_complex_arrays_keep_their_imaginary_part() -> None:
    values = sd.compile("x^2 + 1", ["x"])(np.array([1 + 2j, 3j]))
    assert values == pytest.approx([-2 + 4j, -8])
    assert sd.evaluate("sqrt(x)", x=np.array([-1 + 0j, 4])) == pytest.approx([1j, 2])
    assert sd.compile("x^2", ["x"])(2j) == -4


def test_masks_stay() -> None:
    values = sd.compile("x*y", ["x", "y"])(np.ma.MaskedArray([1.0, 2.0], [False, True]), np.array([3.0, 4.0]))
    assert values.mask.tolist() == [False, True]
    assert values[0] == 3


def test_integers_are_exact_and_what_is_no_number_is_refused() -> None:
    assert sd.evaluate("x - 2^60", x=np.array([2**60 + 1])).tolist() == [1.0]
    assert sd.compile("x - 2^60", ["x"])(2**60 + 1) == 1.0
    assert sd.evaluate("x + 1", x=np.array([255], np.uint8)).tolist() == [256.0]
    for array in (np.array([True]), np.array(["1"]), np.array(["2020-01-01"], "datetime64[D]")):
        with pytest.raises(sd.DomainError):
            sd.evaluate("x + 1", x=array)


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.longdouble, np.int64, np.uint8])
def test_numbers_of_numpy_are_numbers(kind: type) -> None:
    x = sd.symbols("x")
    assert (x + kind(2)).evaluate(x=1) == 3
    assert (kind(2) * x).evaluate(x=1.5) == 3
    assert sd.evaluate("x^2", x=kind(3)) == 9
    assert sd.compile("x^2", ["x"])(kind(3)) == 9
    assert sd.simplify(kind(2)) == sd.simplify(2) or kind in (np.float64, np.float32, np.longdouble)
    assert str(x * np.float64(0.1)) == "x*0.1"
    assert sd.evaluate(kind(2)) == 2
    assert str(sd.diff("x^3", "x", np.int64(2))) == "6*x"


def test_fractions_stay_exact() -> None:
    assert sd.compile("3*x", ["x"])(Fraction(1, 3)) == 1.0
