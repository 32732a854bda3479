"""Law 6: exactly, in floats, in balls, over the complex numbers, over arrays and compiled: the same value."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import flint
import mpmath
import numpy
import pytest
from flint import acb, arb, fmpq
from hypothesis import given
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import Expression, apply
from symdiff.rulebook import standard

from .expressions import X, Y, expressions

POINTS = st.fractions(min_value=-3, max_value=3, max_denominator=8)


def value_or_error(function: Any, *arguments: Any, **options: Any) -> Any:
    try:
        return function(*arguments, **options)
    except sd.SymdiffError as error:
        return error


def is_error(value: object) -> bool:
    return isinstance(value, sd.SymdiffError)


@given(expressions(X, Y), POINTS, POINTS)
def test_a_float_from_exact_input_lies_in_the_ball_and_next_to_the_mp_value(
    f: Expression, x: Fraction, y: Fraction
) -> None:
    value = value_or_error(f.evaluate, x=x, y=y)
    precise = value_or_error(f.evaluate, x=x, y=y, digits=40)
    if is_error(value):
        assert is_error(precise) or isinstance(value, sd.LimitError)
        return
    assert not is_error(precise)
    with mpmath.workdps(60):
        expected = mpmath.mpf(precise)
        if isinstance(value, float):
            assert value == float(expected) or abs(expected) < 1e-300
        else:
            assert (
                abs(mpmath.mpf(value.numerator) / value.denominator - expected) <= abs(expected) * mpmath.mpf(10) ** -39
            )


@given(expressions(X, Y), POINTS, POINTS)
def test_a_ball_holds_the_exact_value(f: Expression, x: Fraction, y: Fraction) -> None:
    precise = value_or_error(f.evaluate, x=x, y=y, digits=40)
    with flint.ctx.workprec(200):
        ball = value_or_error(
            f.evaluate, x=arb(fmpq(x.numerator, x.denominator)), y=arb(fmpq(y.numerator, y.denominator))
        )
        if is_error(precise) or is_error(ball) or not ball.is_finite():
            return
        assert ball.overlaps(arb(str(precise)) * (1 + arb(0, 1e-38)))


@given(expressions(X), st.floats(-3, 3).map(lambda v: round(v, 3)))
def test_compiled_and_evaluated_floats_are_the_same_with_the_same_domain(f: Expression, x: float) -> None:
    value = value_or_error(f.evaluate, x=x)
    compiled = value_or_error(sd.compile(f, ["x"], backend="python"), x)
    if is_error(value):
        assert type(compiled) is type(value)
    else:
        assert compiled == value


@given(expressions(X, size=6), st.lists(st.floats(-3, 3).map(lambda v: round(v, 2)), min_size=1, max_size=5))
def test_arrays_hold_the_values_of_their_points_and_nan_elsewhere(f: Expression, points: list[float]) -> None:
    values = sd.compile(f, ["x"])(numpy.array(points))
    for point, found in zip(points, values, strict=True):
        exact = value_or_error(f.evaluate, x=Fraction(point), digits=20)
        if is_error(exact):
            assert not math.isfinite(found) or abs(found) > 1e10 or isinstance(exact, sd.LimitError)
        elif math.isfinite(found) and abs(exact) < 1e8:
            assert found == pytest.approx(float(exact), rel=1e-3, abs=1e-3)


@given(expressions(X, functions=("sin", "cos", "exp", "atan", "sinh"), size=6), POINTS)
def test_where_the_real_value_exists_and_no_root_is_taken_the_complex_one_is_the_same(
    f: Expression, x: Fraction
) -> None:
    real = value_or_error(f.evaluate, x=x, digits=20)
    if is_error(real):
        return
    complex_value = value_or_error(f.evaluate, x=x, digits=20, complex=True)
    if isinstance(complex_value, sd.LimitError):
        return
    assert not is_error(complex_value)
    assert abs(complex_value - real) <= 1e-18 * max(abs(real), mpmath.mpf(10) ** -300)


# --- every function against mpmath, which shares nothing with the balls -----------------------------------

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "polygamma": ("2", "5/4"),
    "root": ("5/4", "3"),
    "acosh": ("7/4",),
    "acoth": ("7/4",),
    "asec": ("-7/4",),
    "acsc": ("7/4",),
    "elliptick": ("1/3",),
    "elliptice": ("1/3", "2/5"),
    "ellipticf": ("1/3", "2/5"),
    "ellipticpi": ("1/4", "1/3", "2/5"),
    "hyp2f1": ("1/4", "1/3", "2/5", "3/7"),
    "appellf1": ("1/2", "1/3", "1/4", "5/4", "1/5", "1/7"),
    "polylog": ("5/4", "3/10"),
    "zeta": ("5/2", "3/4"),
}
DEFAULT = ("3/5", "6/7", "5/4")
MPMATH: dict[str, Any] = {
    "ln": mpmath.log,
    "log": mpmath.log,
    "log2": lambda u: mpmath.log(u, 2),
    "cbrt": lambda u: mpmath.root(u, 3),
    "root": mpmath.root,
    "acot": lambda u: mpmath.pi / 2 - mpmath.atan(u),
    "abs": abs,
    "heaviside": lambda u: mpmath.mpf(1 if u > 0 else 0),
    "max": max,
    "min": min,
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
    "lngamma": mpmath.loggamma,
    "polygamma": mpmath.psi,
    "factorial": mpmath.factorial,
    "uppergamma": lambda a, u: mpmath.gammainc(a, u),
    "lowergamma": lambda a, u: mpmath.gammainc(a, 0, u),
    "dilog": lambda u: mpmath.polylog(2, u),
    "elliptick": mpmath.ellipk,
    "elliptice": mpmath.ellipe,
    "ellipticf": mpmath.ellipf,
    "ellipticpi": mpmath.ellippi,
    "airyaiprime": lambda u: mpmath.airyai(u, derivative=1),
    "airybiprime": lambda u: mpmath.airybi(u, derivative=1),
    "ceil": mpmath.ceil,
    "hypot": mpmath.hypot,
}
CALLS = sorted(standard().functions)


def arguments_of(name: str, arity: int) -> tuple[Fraction, ...]:
    chosen = ARGUMENTS.get(name, DEFAULT)
    return tuple(map(Fraction, chosen[-arity:] if name == "ellipticpi" else chosen[:arity]))


def expected(name: str, arguments: tuple[Fraction, ...]) -> Any:
    function = MPMATH.get(name) or getattr(mpmath, name)
    return function(*(mpmath.mpf(a.numerator) / a.denominator for a in arguments))


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_a_function_has_the_value_that_mpmath_gives(name: str, arity: int) -> None:
    call, point = call_of(name, arity)
    with mpmath.workdps(40):
        reference = expected(name, tuple(point.values()))
        assert mpmath.almosteq(call.evaluate(point, digits=30), reference, rel_eps=mpmath.mpf(10) ** -29)


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_a_function_agrees_with_itself_in_every_arithmetic(name: str, arity: int) -> None:
    call, point = call_of(name, arity)
    precise = float(call.evaluate(point, digits=20))
    floats = {letter: float(v) for letter, v in point.items()}
    assert float(call.evaluate(point)) == pytest.approx(precise, rel=1e-15)
    assert call.evaluate(floats) == pytest.approx(precise, rel=1e-12)
    arrays = {letter: numpy.array([v, v]) for letter, v in floats.items()}
    assert call.evaluate(arrays) == pytest.approx([precise, precise], rel=1e-12)
    with flint.ctx.workprec(100):
        balls = {letter: arb(fmpq(v.numerator, v.denominator)) for letter, v in point.items()}
        assert call.evaluate(balls).overlaps(arb(precise) * (1 + arb(0, 1e-14)))
    if name != "appellf1":
        assert complex(call.evaluate(point, complex=True)) == pytest.approx(precise, rel=1e-13)


def call_of(name: str, arity: int) -> tuple[Expression, dict[str, Fraction]]:
    letters = [f"u{k}" for k in range(arity)]
    call = apply(name, tuple(sd.symbols(" ".join(letters))) if arity > 1 else (sd.symbols(letters[0]),))
    return call, dict(zip(letters, arguments_of(name, arity), strict=True))


COMPLEX = [name for name, arity in CALLS if arity == 1 and name not in ("acot", "max", "min")]
REAL_ONLY = ("floor", "ceil", "heaviside")
POINT = 0.7 - 0.4j


@pytest.mark.parametrize("name", [n for n in COMPLEX if n not in REAL_ONLY])
def test_a_function_of_a_complex_number_has_the_value_that_mpmath_gives(name: str) -> None:
    special = {"cbrt": lambda z: mpmath.root(z, 3), "abs": abs, "sign": mpmath.sign}
    function = special.get(name) or MPMATH.get(name) or getattr(mpmath, name)
    value = sd.parse(f"{name}(z)").evaluate(z=POINT)
    assert complex(value) == pytest.approx(complex(function(mpmath.mpc(POINT))), rel=1e-12)


@pytest.mark.parametrize("name", REAL_ONLY)
def test_a_function_of_real_numbers_refuses_complex_ones(name: str) -> None:
    with pytest.raises(sd.DomainError, match="real"):
        sd.parse(f"{name}(z)").evaluate(z=POINT)


def test_complex_evaluation_is_asked_for_and_gives_principal_values() -> None:
    assert sd.evaluate("ln(-1)", complex=True) == pytest.approx(math.pi * 1j)
    assert sd.evaluate("sqrt(x)", x=-4, complex=True) == 2j
    assert sd.evaluate("x^(1/3)", x=-8, complex=True) == pytest.approx(1 + math.sqrt(3) * 1j)
    assert sd.evaluate("cbrt(x)", x=-8, complex=True) == -2
    assert sd.evaluate("x^2", x=1 + 2j) == -3 + 4j
    assert sd.evaluate("x^2", x=2, complex=True) == 4
    assert type(sd.evaluate("x^2", x=2 + 0j)) is complex
    assert str(sd.evaluate("ln(x)", x=1 + 2j, digits=25)).startswith("(0.804718956217050187300379")


@pytest.mark.parametrize("text", ["1/x", "ln(x)", "x^-1", "x^0", "gamma(x)", "cot(x)"])
def test_poles_are_poles_over_the_complex_numbers_too(text: str) -> None:
    with pytest.raises(sd.DomainError):
        sd.parse(text).evaluate(x=0j)


def test_what_is_asked_in_balls_is_answered_in_balls() -> None:
    assert sd.evaluate("x^2", x=arb(2, 0.1)).overlaps(arb(4))
    assert isinstance(sd.evaluate("ln(x)", x=acb(-1)), acb)
    with pytest.raises(sd.SymdiffError):
        sd.evaluate("ln(x)", x=arb(0, 1))


def test_mpmath_numbers_are_answered_to_their_precision() -> None:
    with mpmath.workdps(50):
        value = sd.evaluate("sin(x)", x=mpmath.mpf(2))
        assert mpmath.almosteq(value, mpmath.sin(2), rel_eps=mpmath.mpf(10) ** -49)
        assert isinstance(sd.evaluate("ln(x)", x=mpmath.mpc(1, 2)), mpmath.mpc)


def test_where_floats_overflow_or_fail_balls_settle_the_value() -> None:
    assert sd.evaluate("sinh(x)/cosh(x)", x=1000.0) == 1.0
    assert sd.evaluate("exp(x)*exp(-x)", x=800.0) == 1.0
    assert sd.evaluate("piecewise(x < 0, ln(-x), ln(x))", x=-1.0) == 0.0
    with pytest.raises(sd.LimitError, match="digits"):
        sd.evaluate("exp(x)", x=1000.0)
    with pytest.raises(sd.DomainError):
        sd.evaluate("1/(x - x)", x=1.5)
    with pytest.raises(sd.DomainError):
        sd.evaluate("tan(pi/2)*x", x=2.0)


def test_arrays_broadcast() -> None:
    table = sd.evaluate("x*y + pi", x=numpy.arange(3.0).reshape(3, 1), y=numpy.arange(4.0))
    assert table.shape == (3, 4)
    assert table[2, 3] == 6 + math.pi
    assert sd.evaluate("pi", x=numpy.zeros(2)) == pytest.approx([math.pi, math.pi])
    assert numpy.isnan(sd.evaluate("ln(-1)*x", x=numpy.ones(2))).all()


def test_a_name_that_is_no_function_is_told_over_arrays_too() -> None:
    with pytest.raises(sd.DomainError, match="not known"):
        sd.compile("f(x)", ["x"])(numpy.array([1.0]))


def test_the_angle_of_a_negative_number_is_pi_whatever_the_sign_of_its_zero() -> None:
    f = sd.parse("atan2(y, x)")
    assert f.evaluate(y=-0.0, x=-1.0) == f.evaluate(y=0.0, x=-1.0) == math.pi
    assert f.evaluate(y=numpy.array([-0.0, 0.0]), x=-1.0).tolist() == [math.pi, math.pi]
