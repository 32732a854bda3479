"""How expressions look: in text, in Unicode and in LaTeX."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from symdiff.expression import E, Expression, Number, Symbol, apply
from symdiff.language import parse
from symdiff.printing import derivative_label, to_latex, to_text, to_unicode
from symdiff.rulebook import standard


def read(text: str) -> Expression:
    return parse(text, standard().vocabulary, functions=("f", "y"))


AS_TYPED = """
2*x*sin(x) + x^2*cos(x)
-x^2
(-x)^2
(-2)*x
-2*x
-(2)
-2
x^(-2)
x^(1/2)
2^3^2
(x^y)^z
x^n!
(x^n)!
(n!)!
-(a + b)
-x*y
(-x)*y
-x + 1
1 - x
a + (-b)
a - (-b)
a - (b + c)
a - (b - c)
a - b - c
a + (b + c)
a*b*c
a*(b*c)
a/(b*c)
a/b*c
a*(b/c)
a/b/c
a/(b/c)
2*(-x)
-(-x)
e^x
e^(-x^2/2)
sqrt(x + 1)
abs(x - 1)
log(x, 2)
(x + 1)^2*(x - 1)
sin(x)^2
sin(x^2)
f'(x)
y''(t)
D_1 f(x, y)
(D_1 D_2 f(x, y))^2
d/dx (x^2)
d^2/dx^2 (x*y) + 1
(d/dx (x^2))*y
a + (d/dx (x^2))
d/dy (d/dx (x*y))
derivative(speed^2, speed, 1)
piecewise(x < 0, -x, x)
piecewise(x <= 0 or x >= 1, 0, x != 1/2 and x = y, 1)
piecewise((x < 0 or y < 0) and x > y, 1, 2)
1/x where x > 0, ln(x)
2*(1/x where ln(x))
0.5*x
2.0*x
-0.25
(-0.5)^x
1.5e30
1.5e-30
123456789.125
x/dx
dy/(dx)
2*d/(dx)
density/depth
""".strip().splitlines()


@pytest.mark.parametrize("text", AS_TYPED)
def test_text_in_the_style_of_the_printer_is_printed_as_it_was_typed(text: str) -> None:
    assert to_text(read(text), conditions=True) == text


BOTH = [
    ("x^2*sin(x)", "x²·sin(x)", r"x^{2} \sin x"),
    ("sin(x)*x^2", "sin(x)·x²", r"\sin\left(x\right) x^{2}"),
    ("sin(x)*cos(x)", "sin(x)·cos(x)", r"\sin x \cos x"),
    ("a*sin(x)*cos(x)*b", "a·sin(x)·cos(x)·b", r"a \sin x \cos\left(x\right) b"),
    ("sin(2*x)", "sin(2·x)", r"\sin 2 x"),
    ("sin(x^2)", "sin(x²)", r"\sin\left(x^{2}\right)"),
    ("sin(x)^2", "sin(x)²", r"\sin^{2} x"),
    ("sin(x)^(-1)", "sin(x)⁻¹", r"\left(\sin x\right)^{-1}"),
    ("sin(x)^n", "sin(x)ⁿ", r"\left(\sin x\right)^{n}"),
    ("(sin(x)^2)^3", "(sin(x)²)³", r"\left(\sin^{2} x\right)^{3}"),
    ("sin(x)!", "sin(x)!", r"\left(\sin x\right)!"),
    ("ln(abs(x))", "ln(|x|)", r"\ln\left|x\right|"),
    ("abs(abs(x) - 1)", "abs(|x| − 1)", r"\left|\left|x\right| - 1\right|"),
    ("x/(y + 1)", "x/(y + 1)", r"\frac{x}{y + 1}"),
    ("(x/y)^2", "(x/y)²", r"\left(\frac{x}{y}\right)^{2}"),
    ("a/b*c", "a/b·c", r"\frac{a}{b} c"),
    ("a*(b/c)", "a·(b/c)", r"a \frac{b}{c}"),
    ("2*3", "2·3", r"2 \cdot 3"),
    ("x*2", "x·2", r"x \cdot 2"),
    ("2*(1/3)", "2·(1/3)", r"2 \cdot \frac{1}{3}"),
    ("2*(x/3)", "2·(x/3)", r"2 \frac{x}{3}"),
    ("f*(x + 1)", "f·(x + 1)", r"f \cdot \left(x + 1\right)"),
    ("x*(x + 1)", "x·(x + 1)", r"x \left(x + 1\right)"),
    ("x^(1/2)", "x^(1/2)", r"x^{1/2}"),
    ("e^(-x^2/2)", "e^(−x²/2)", r"e^{-x^{2}/2}"),
    ("x^(-2)", "x⁻²", r"x^{-2}"),
    ("x^n", "xⁿ", r"x^{n}"),
    ("x^y^2", "x^(y²)", r"x^{y^{2}}"),
    ("(-2)*x", "(−2)·x", r"\left(-2\right) x"),
    ("a - (b + c)", "a − (b + c)", r"a - \left(b + c\right)"),
    ("sqrt(x)*sqrt(x + 1)", "√x·√(x + 1)", r"\sqrt{x} \sqrt{x + 1}"),
    ("sqrt(x)^2", "(√x)²", r"\sqrt{x}^{2}"),
    ("cbrt(theta)", "∛θ", r"\sqrt[3]{\theta}"),
    ("pi*theta_1*v_max", "π·θ₁·v_max", r"\pi \theta_{1} v_{\mathrm{max}}"),
    ("speed/alpha", "speed/α", r"\frac{\mathrm{speed}}{\alpha}"),
    ("asin(x)", "asin(x)", r"\arcsin x"),
    ("floor(x/2)", "floor(x/2)", r"\left\lfloor \frac{x}{2} \right\rfloor"),
    ("erf(x)^2", "erf(x)²", r"\operatorname{erf}^{2}\left(x\right)"),
    ("log10(x)^3", "log10(x)³", r"\log_{10}^{3}\left(x\right)"),
    ("besselj(n, x + 1)^2", "besselj(n, x + 1)²", r"\operatorname{J}_{n}^{2}\left(x + 1\right)"),
    ("airyaiprime(x)^2", "airyaiprime(x)²", r"\operatorname{Ai}'\left(x\right)^{2}"),
    ("max(x, y)^2", "max(x, y)²", r"\max\left(x, y\right)^{2}"),
    ("gamma(x)", "gamma(x)", r"\Gamma\left(x\right)"),
    ("besselj(n, x)", "besselj(n, x)", r"\operatorname{J}_{n}\left(x\right)"),
    ("log(x, b)", "log(x, b)", r"\log_{b}\left(x\right)"),
    ("log(x, 2)", "log(x, 2)", r"\log\left(x, 2\right)"),
    ("log2(x)", "log2(x)", r"\log_{2}\left(x\right)"),
    ("lambertw(x)", "lambertw(x)", r"\operatorname{W}\left(x\right)"),
    (
        "derivative(speed^2, speed, 1)",
        "derivative(speed², speed, 1)",
        r"\operatorname{derivative}\left(\mathrm{speed}^{2}, \mathrm{speed}, 1\right)",
    ),
    ("f'(x)", "f'(x)", r"f'\left(x\right)"),
    ("f''''(x)", "f''''(x)", r"f^{\left(4\right)}\left(x\right)"),
    ("D_1 f(x, y)", "D_1 f(x, y)", r"\partial_{1} f\left(x, y\right)"),
    ("d^2/dx^2 (x^3)", "d²/dx² (x³)", r"\frac{d^{2}}{dx^{2}}\left(x^{3}\right)"),
    (
        "piecewise(x <= 0, -x, x)",
        "piecewise(x ≤ 0, −x, x)",
        r"\begin{cases} -x & \text{if } x \le 0 \\ x & \text{otherwise} \end{cases}",
    ),
    ("1/x where x != 0", "1/x where x ≠ 0", r"\frac{1}{x} \quad \text{where } x \ne 0"),
    ("0.6*x + 1.5e-30", "0.6·x + 1.5e-30", r"0.6 x + 1.5 \times 10^{-30}"),
    ("d*x", "d·x", r"d \cdot x"),
]


@pytest.mark.parametrize(("text", "unicode", "latex"), BOTH)
def test_unicode_and_latex_look_as_in_a_book(text: str, unicode: str, latex: str) -> None:
    expression = read(text)
    assert to_unicode(expression, conditions=True) == unicode
    assert to_latex(expression, conditions=True) == latex


def test_the_conditions_of_a_value_are_shown_only_where_they_are_asked_for() -> None:
    expression = read("2*(1/x where x > 0, ln(x)) + 1")
    assert str(expression) == "2*(1/x) + 1"
    assert repr(expression) == "parse('2*(1/x where x > 0, ln(x)) + 1')"


NOTATIONS = [
    ("f'(x)", "leibniz", "df/dx", r"\frac{df}{dx}"),
    ("y''(t)", "leibniz", "d^2y/dt^2", r"\frac{d^{2} y}{dt^{2}}"),
    ("D_1 f(x, y)", "leibniz", "∂f/∂x", r"\frac{\partial f}{\partial x}"),
    ("D_1 D_1 D_2 f(x, y)", "leibniz", "∂^3f/∂x^2∂y", r"\frac{\partial^{3} f}{\partial x^{2} \partial y}"),
    ("f'(x^2)", "leibniz", "f'(x^2)", r"f'\left(x^{2}\right)"),
    ("D_1 f(x, x)", "leibniz", "D_1 f(x, x)", r"\partial_{1} f\left(x, x\right)"),
    ("y''(t)", "euler", "D^2 y(t)", r"D^{2} y\left(t\right)"),
    ("d^2/dx^2 (x*y)", "euler", "D_x^2 (x*y)", r"D_{x}^{2}\left(x y\right)"),
    ("y''(t)", "newton", "y\u0308(t)", r"\ddot{y}\left(t\right)"),
    ("y''''(t)", "newton", "y''''(t)", r"y^{\left(4\right)}\left(t\right)"),
    ("2*y'(t)", "leibniz", "2*(dy/dt)", r"2 \frac{dy}{dt}"),
]


@pytest.mark.parametrize(("text", "notation", "written", "latex"), NOTATIONS)
def test_derivatives_of_unknown_functions_follow_the_notation(
    text: str, notation: str, written: str, latex: str
) -> None:
    assert to_text(read(text), notation=notation) == written
    assert to_latex(read(text), notation=notation) == latex


LABELS = [
    ("lagrange", ("f", ["x"], ["x"]), "f'(x)", r"f'\left(x\right)"),
    ("lagrange", ("f", ["x", "y"], ["x", "y"]), "f_xy(x, y)", r"f_{xy}\left(x, y\right)"),
    ("lagrange", ("y", ["t", "t"]), "y''", "y''"),
    ("leibniz", ("y", ["t", "t"]), "d^2y/dt^2", r"\frac{d^{2} y}{dt^{2}}"),
    ("leibniz", ("f", ["x"], ["x", "y"]), "∂f/∂x", r"\frac{\partial f}{\partial x}"),
    ("euler", ("f", ["x", "x"], ["x"]), "D_x^2 f(x)", r"D_{x}^{2} f\left(x\right)"),
    ("newton", ("y", ["t"]), "y\u0307", r"\dot{y}"),
]


@pytest.mark.parametrize(("notation", "what", "text", "latex"), LABELS)
def test_the_label_of_an_answer_follows_the_notation(
    notation: str, what: tuple[str, list[str]], text: str, latex: str
) -> None:
    assert derivative_label(*what, notation=notation) == text
    assert derivative_label(*what, notation=notation, style="latex") == latex


def test_an_unknown_notation_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="lagrange, leibniz, euler, newton"):
        to_text(E, notation="arbogast")


NUMBERS = [
    (Number(-3), "-3"),
    (Number(2, decimal=True), "2.0"),
    (Number(0, decimal=True), "0.0"),
    (Number(Fraction(-1, 8), decimal=True), "-0.125"),
    (Number(Fraction(1, 10**7), decimal=True), "0.0000001"),
    (Number(Fraction(1, 10**8), decimal=True), "1e-08"),
    (Number(10**20, decimal=True), "100000000000000000000.0"),
    (Number(10**21, decimal=True), "1e21"),
    (Number(-(10**25) - 1, decimal=True), "-1.0000000000000000000000001e25"),
    (Number(Fraction(2, 3), decimal=True), "2/3"),
]


@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_decimals_are_exact_and_stay_decimals(number: Number, text: str) -> None:
    assert to_text(number) == text


@pytest.mark.parametrize("digits", [4_299, 4_301, 30_000, 200_001])
def test_integers_longer_than_python_prints_are_printed_exactly(digits: int) -> None:
    value = (10**digits - 1) // 9
    assert to_text(Number(value)) == "1" * digits
    assert to_text(Number(-(10 ** (digits - 1)))) == "-1" + "0" * (digits - 1)


def test_a_name_cannot_bring_commands_into_latex() -> None:
    name = Symbol(r"\input{x}$ %#&~^_")
    assert to_latex(name) == r"\mathrm{\backslash{}input\{x\}\$ \%\#\&\text{\~{}}\text{\^{}}\_}"
    call = apply("a_b}$", (Symbol("x"),))
    assert to_latex(call) == r"a_{\mathrm{b\}\$}}\left(x\right)"


def test_printing_needs_nothing_outside_the_standard_library() -> None:
    program = "import sys, symdiff.printing; print(sorted({'lark', 'numpy', 'mpmath', 'flint'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
