"""SymPy reads what is written for it as the same function, and what it has is read back."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.errors import SymdiffError
from symdiff.expression import Expression
from symdiff.rulefiles.lines import function_lines

from .expressions import expressions

sympy: Any = pytest.importorskip("sympy", reason="SymPy is not installed")
POINTS = (0.37, -1.3, 2.6)
PLACES = (
    (0.4, 0.3, 0.7, 1.1, 0.2, 0.1),
    (2, 0.6, 0.3, 2.5, 0.1, 0.2),
    (3, 2.5, 0.2, 1, 0.3, 0.2),
    (1.3, 1.7, 2.2, 3.1, 0.1, 0.3),
    (1.2, 0.8, 2.1, 0.4, 0.1, 0.2),
)


def value(f: Expression, point: dict[str, float]) -> float | None:
    try:
        return float(f.evaluate(point))
    except SymdiffError:
        return None


def agree(first: float, second: Any) -> bool:
    try:
        other = complex(second)
    except TypeError:
        return False
    return abs(other.imag) < 1e-9 and math.isclose(first, other.real, rel_tol=1e-7, abs_tol=1e-9)


@settings(max_examples=80, deadline=None)
@given(expressions(), st.sampled_from(POINTS), st.sampled_from(POINTS))
def test_sympy_computes_the_same_values_and_gives_the_same_back(f: Expression, a: float, b: float) -> None:
    point = dict(zip(sorted(s.name for s in f.free_symbols), (a, b, a + b), strict=False))
    expected = value(f, point)
    if expected is None or abs(expected) > 1e12:
        return
    try:
        there = sd.to_sympy(f)
        back = sd.from_sympy(there)
    except SymdiffError:
        return
    numbers = {sympy.Symbol(name): sympy.Float(v) for name, v in point.items()}
    assert agree(expected, there.xreplace(numbers).evalf(15)), f
    returned = value(back, point)
    assert returned is None or agree(expected, returned), f


@pytest.mark.parametrize(("name", "arity"), [key for key, line in function_lines().items() if line.in_sympy])
def test_every_name_of_the_column_is_a_function_of_sympy_with_the_same_values(name: str, arity: int) -> None:
    letters = sd.symbols("u v w p q r")[:arity]
    whole = sd.apply(name, letters)
    there = sd.to_sympy(whole)
    points = [dict(zip((letter.name for letter in letters), at, strict=False)) for at in PLACES]
    compared = 0
    for point in points:
        expected = value(whole, point)
        if expected is not None:
            numbers = {sympy.Symbol(n): sympy.Rational(str(v)) for n, v in point.items()}
            assert agree(expected, there.xreplace(numbers).evalf(15)), (name, point)
            compared += 1
    assert compared


FORMULAS = (
    "x^2*ln(x); piecewise(x < 0, -x, x < 1, x^2, 1); f(x, y); d/dx (f(x)); e^(-x^2/2); max(x, y); hyp2f1(a, b, c, x);"
    "(1/3)^x; heaviside(x); -3*x + x^4/7"
)


@pytest.mark.parametrize("text", FORMULAS.split(";"))
def test_formulas_come_back(text: str) -> None:
    f = sd.parse(text)
    back = sd.from_sympy(sd.to_sympy(f))
    assert back is f or sd.equivalent(back, f)
    assert sd.to_sympy(back) == sd.to_sympy(f)


def test_what_holds_beyond_the_formula_is_a_piecewise() -> None:
    x = sympy.Symbol("x")
    assert sd.to_sympy(sd.diff("ln(x)", "x")) == sympy.Piecewise((1 / x, x > 0))


FOREIGN = [
    lambda x: sympy.I * x,
    lambda x: sympy.oo,
    lambda x: sympy.Integral(x, x),
    lambda x: sympy.Mod(x, 2),
    lambda x: sympy.Not(sympy.Eq(sympy.Mod(x, 2), 1) | (x > 3)),
]


@pytest.mark.parametrize("made", FOREIGN)
def test_what_is_no_real_function_of_the_table_is_an_error(made: Any) -> None:
    with pytest.raises(SymdiffError):
        sd.from_sympy(made(sympy.Symbol("x")))


@pytest.mark.parametrize("text", ["acot(x)", "f''(x, y)"])
def test_what_sympy_has_not_is_an_error(text: str) -> None:
    with pytest.raises(SymdiffError):
        sd.to_sympy(sd.parse(text))
