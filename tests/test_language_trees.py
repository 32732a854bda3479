"""What a text means: tables of texts and their trees."""

from __future__ import annotations

import pytest

from symdiff.language import parse
from symdiff.rulebook import standard

from .trees import tree

VOCABULARY = standard().vocabulary


def check(text: str, expected: str) -> None:
    assert tree(parse(text, VOCABULARY)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "7"),
        ("f^2-(x)", "-(^(f, 2), x)"),
        ("0.50", "1/2d"),
        ("2.0", "2d"),
        (".5", "1/2d"),
        ("5.", "5d"),
        ("1e-3", "1/1000d"),
        ("1e3", "1000d"),
        ("2.5E+2", "250d"),
        ("2e", "*(2, e)"),
        ("2e x", "*(*(2, e), x)"),
        ("2e3", "2000d"),
        ("2e3*x", "*(2000d, x)"),
        ("x²", "^(x, 2)"),
        ("x²³", "^(x, 23)"),
        ("x⁻¹", "^(x, -1)"),
        ("xⁿ", "^(x, n)"),
        ("x⁻ⁿ", "^(x, neg(n))"),
        ("π", "pi"),
        ("2πr", "*(*(2, pi), r)"),
        ("α+β", "+(alpha, beta)"),
        ("Δx", "*(Delta, x)"),
        ("ϑ", "vartheta"),
        ("x_1", "x_1"),
        ("x₁₂", "x_12"),
        ("θ₀", "theta_0"),
        ("v_max", "v_max"),
        ("vₘₐₓ", "v_max"),
        ("_x", "_x"),
        ("g_", "g_"),
        ("speed", "speed"),
    ],
)
def test_numbers_and_names_mean_what_they_say(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a+b-c", "-(+(a, b), c)"),
        ("a-b-c", "-(-(a, b), c)"),
        ("a/b/c", "/(/(a, b), c)"),
        ("a/b*c", "*(/(a, b), c)"),
        ("2^3^2", "^(2, ^(3, 2))"),
        ("2**3", "^(2, 3)"),
        ("-x^2", "neg(^(x, 2))"),
        ("(-x)^2", "^(neg(x), 2)"),
        ("-x*y", "neg(*(x, y))"),
        ("-2", "-2"),
        ("- 2", "-2"),
        ("-(2)", "neg(2)"),
        ("--2", "neg(-2)"),
        ("-0", "neg(0)"),
        ("-2*x", "neg(*(2, x))"),
        ("(-2)*x", "*(-2, x)"),
        ("x-2", "-(x, 2)"),
        ("x--2", "-(x, -2)"),
        ("x^-2", "^(x, -2)"),
        ("x^-2^2", "^(x, neg(^(2, 2)))"),
        ("x^+2", "^(x, 2)"),
        ("2*-x", "*(2, neg(x))"),
        ("2*-x*y", "*(*(2, neg(x)), y)"),
        ("2*-3", "*(2, -3)"),
        ("+x", "x"),
        ("x + + y", "+(x, y)"),
        ("x−y", "-(x, y)"),
        ("x–y", "-(x, y)"),
        ("x·y×z÷w", "/(*(*(x, y), z), w)"),
        ("（x＋1）＊2", "*(+(x, 1), 2)"),
        ("x＾2", "^(x, 2)"),
        ("n!", "factorial(n)"),
        ("-n!", "neg(factorial(n))"),
        ("2^n!", "^(2, factorial(n))"),
        ("n!^2", "^(factorial(n), 2)"),
        ("(n!)!", "factorial(factorial(n))"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt(+(x, 1))"),
        ("√2x", "*(sqrt(2), x)"),
        ("√x^2", "^(sqrt(x), 2)"),
        ("√√x", "sqrt(sqrt(x))"),
        ("2√x", "*(2, sqrt(x))"),
        ("∛x", "cbrt(x)"),
        ("∜x", "root(x, 4)"),
        (" x\t+\n y ", "+(x, y)"),
        ("x\u00a0+\u2009y", "+(x, y)"),
    ],
)
def test_operators_bind_as_in_mathematics(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2x", "*(2, x)"),
        ("1/2x", "*(/(1, 2), x)"),
        ("1/2x^2", "*(/(1, 2), ^(x, 2))"),
        ("a/bc", "/(a, bc)"),
        ("a/b c", "*(/(a, b), c)"),
        ("2x^2y", "*(*(2, ^(x, 2)), y)"),
        ("e^2x", "*(^(e, 2), x)"),
        ("x y", "*(x, y)"),
        ("x(x+1)", "*(x, +(x, 1))"),
        ("(x+1)(x-1)", "*(+(x, 1), -(x, 1))"),
        ("(x+1)x", "*(+(x, 1), x)"),
        ("2(x+1)", "*(2, +(x, 1))"),
        ("2(3)", "*(2, 3)"),
        ("2pi r", "*(*(2, pi), r)"),
        ("pi(x)", "*(pi, x)"),
        ("e(x)", "*(e, x)"),
        ("x_1(x+1)", "*(x_1, +(x, 1))"),
        ("x1(x+1)", "*(x1, +(x, 1))"),
        ("2 speed", "*(2, speed)"),
        ("sin speed", "sin(speed)"),
        ("alpha x", "*(alpha, x)"),
        ("γ(x)", "*(gamma, x)"),
        ("gamma x", "*(gamma, x)"),
        ("gamma(x)", "gamma(x)"),
        ("Γ(x)", "gamma(x)"),
        ("e1", "e1"),
        ("e1(x)", "e1(x)"),
    ],
)
def test_what_stands_side_by_side_multiplies(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sin x", "sin(x)"),
        ("sin 2x", "sin(*(2, x))"),
        ("sin x y", "sin(*(x, y))"),
        ("sin x^2", "sin(^(x, 2))"),
        ("sin 2x^2", "sin(*(2, ^(x, 2)))"),
        ("sin x!", "sin(factorial(x))"),
        ("sin x cos x", "*(sin(x), cos(x))"),
        ("2 sin x cos 3x", "*(*(2, sin(x)), cos(*(3, x)))"),
        ("sin sin x", "sin(sin(x))"),
        ("sin cos x^2", "sin(cos(^(x, 2)))"),
        ("sin -x", "sin(neg(x))"),
        ("sin -2x", "sin(neg(*(2, x)))"),
        ("sin x/2", "/(sin(x), 2)"),
        ("sin x*y", "*(sin(x), y)"),
        ("sin x+1", "+(sin(x), 1)"),
        ("sin 2(x+1)", "sin(*(2, +(x, 1)))"),
        ("sin x(x+1)", "*(sin(x), +(x, 1))"),
        ("sin x e^x", "*(sin(x), ^(e, x))"),
        ("sin e^x", "sin(^(e, x))"),
        ("sin √x", "sin(sqrt(x))"),
        ("sin(x)(x+1)", "*(sin(x), +(x, 1))"),
        ("sin(x) cos(x)", "*(sin(x), cos(x))"),
        ("sin(x)x", "*(sin(x), x)"),
        ("sin(x)^2", "^(sin(x), 2)"),
        ("sin(x)²", "^(sin(x), 2)"),
        ("sin^2 x", "^(sin(x), 2)"),
        ("sin²x", "^(sin(x), 2)"),
        ("sin^2(3x)", "^(sin(*(3, x)), 2)"),
        ("sin^n x", "^(sin(x), n)"),
        ("sin^(n+1)(x)", "^(sin(x), +(n, 1))"),
        ("sin^2 x cos^2 x", "*(^(sin(x), 2), ^(cos(x), 2))"),
        ("sin^-1 x", "asin(x)"),
        ("sin^(-1)(x)", "asin(x)"),
        ("sin⁻¹(x)", "asin(x)"),
        ("tanh^-1(x)", "atanh(x)"),
        ("arcsin x", "asin(x)"),
        ("tg(x)", "tan(x)"),
        ("2^sin x", "^(2, sin(x))"),
        ("ln x", "ln(x)"),
        ("log(x)", "ln(x)"),
        ("log x", "ln(x)"),
        ("log(x, b)", "log(x, b)"),
        ("log_b(x)", "log(x, b)"),
        ("log_2(x)", "log2(x)"),
        ("log_10 x", "log10(x)"),
        ("log₂ x", "log2(x)"),
        ("log_e(x)", "log(x, e)"),
        ("log_3 x", "log(x, 3)"),
        ("sqrt x", "sqrt(x)"),
        ("max(x, y, 1)", "max(x, y, 1)"),
        ("f（x，y）", "f(x, y)"),
    ],
)
def test_functions_take_arguments_with_and_without_brackets(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|x|", "abs(x)"),
        ("|x-1||x+1|", "*(abs(-(x, 1)), abs(+(x, 1)))"),
        ("|x|y", "*(abs(x), y)"),
        ("2|x|", "*(2, abs(x))"),
        ("x|y|", "*(x, abs(y))"),
        ("||x|-1|", "abs(-(abs(x), 1))"),
        ("||x||", "abs(abs(x))"),
        ("|x+|y||", "abs(+(x, abs(y)))"),
        ("|(|x|)|", "abs(abs(x))"),
        ("|-x|", "abs(neg(x))"),
        ("ln|x|", "ln(abs(x))"),
        ("|x|^2", "^(abs(x), 2)"),
        ("e^|x|", "^(e, abs(x))"),
    ],
)
def test_bars_are_absolute_values(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("piecewise(x<0, -x, x)", "piecewise(<(x, 0), neg(x), x)"),
        ("piecewise(x ≤ 0, 1, x >= 2, 3)", "piecewise(<=(x, 0), 1, >=(x, 2), 3)"),
        ("piecewise(x == 1, 1, 0)", "piecewise(=(x, 1), 1, 0)"),
        ("piecewise(x ≠ 1, 1, 0)", "piecewise(!=(x, 1), 1, 0)"),
        ("piecewise(0<x<1, x, 0)", "piecewise(and(<(0, x), <(x, 1)), x, 0)"),
        ("piecewise(x<0 or x>1 and y>0, x, 0)", "piecewise(or(<(x, 0), and(>(x, 1), >(y, 0))), x, 0)"),
        ("piecewise((x<0 or x>1) and y>0, x, 0)", "piecewise(and(or(<(x, 0), >(x, 1)), >(y, 0)), x, 0)"),
        ("piecewise((x+1)<0, x, 0)", "piecewise(<(+(x, 1), 0), x, 0)"),
        ("1/x where x > 0, ln(x)", "where(/(1, x), >(x, 0), ln(x))"),
        ("(x where x>0)+1", "+(where(x, >(x, 0)), 1)"),
    ],
)
def test_conditions_stand_in_piecewise_and_behind_where(text: str, expected: str) -> None:
    check(text, expected)
