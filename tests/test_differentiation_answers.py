"""What `diff` answers: the lines a textbook prints, and the conditions that go with them."""

from __future__ import annotations

from fractions import Fraction

import pytest

import symdiff as sd

ANSWERS = [
    ("5", "0"),
    ("a*b", "0"),
    ("x", "1"),
    ("x^5 - 4x^3 + 2x - 7", "5*x^4 - 12*x^2 + 2"),
    ("x^2 sin x", "2*x*sin(x) + x^2*cos(x)"),
    ("x e^x sin x", "e^x*sin(x) + x*e^x*sin(x) + x*e^x*cos(x)"),
    ("sin(x)/x", "(x*cos(x) - sin(x))/x^2"),
    ("(2x + 1)^10", "20*(2*x + 1)^9"),
    ("3/x^2", "-6/x^3"),
    ("x^(-2)", "-2*x^(-3)"),
    ("x/2", "1/2"),
    ("x^3/3", "x^2"),
    ("0.3x^2", "0.6*x"),
    ("sqrt(x)", "1/(2*sqrt(x))"),
    ("x^(1/3)", "1/(3*x^(2/3))"),
    ("x^n", "n*x^(n - 1)"),
    ("x^e", "e*x^(e - 1)"),
    ("e^x", "e^x"),
    ("e^(-x^2/2)", "-x*e^(-x^2/2)"),
    ("2^x", "2^x*ln(2)"),
    ("pi^x", "pi^x*ln(pi)"),
    ("x^x", "x^x*(ln(x) + 1)"),
    ("ln|x|", "1/x"),
    ("x ln x", "ln(x) + 1"),
    ("log_2(x)", "1/(x*ln(2))"),
    ("log(x, b)", "1/(x*ln(b))"),
    ("tan x", "sec(x)^2"),
    ("cos(x)^3", "-3*cos(x)^2*sin(x)"),
    ("asin(x)*sqrt(1-x^2)", "1 - x*asin(x)/sqrt(1 - x^2)"),
    ("|x|", "x/abs(x)"),
    ("|x|^2", "2*x"),
    ("f(x)", "f'(x)"),
    ("f(g(x))", "f'(g(x))*g'(x)"),
    ("f(x^2, y)", "2*x*D_1 f(x^2, y)"),
    ("besselj(x, y)", "D_1 besselj(x, y)"),
    ("zeta(2x)", "2*zeta'(2*x)"),
    ("max(0, x)", "piecewise(0 > x, 0, 1)"),
    ("max(0, x, 5)", "piecewise(max(0, x) > 5, piecewise(0 > x, 0, 1), 0)"),
    ("d/dx (x^3)", "6*x"),
    ("sin'(x)", "-sin(x)"),
    ("gamma(x)", "gamma(x)*digamma(x)"),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_the_answer_reads_as_a_textbook_prints_it(text: str, answer: str) -> None:
    assert str(sd.diff(text, "x")) == answer


CONDITIONS = [
    ("ln(x)", ["x > 0"]),
    ("x*ln(x)", []),
    ("ln(x^2 + 1)", ["x^2 + 1 > 0"]),
    ("atanh(x)", ["abs(x) < 1"]),
    ("floor(x)", ["floor(x) != x"]),
    ("sign(x)", ["x != 0"]),
    ("max(0, x)", ["0 != x"]),
    ("x^3/x", ["x != 0"]),
    ("sin(x)", []),
    ("piecewise(x < 0, -x, x)", ["x != 0"]),
    ("piecewise(x < 0, 0, x^2)", []),
    ("piecewise(x < 1, x^2, x < 2, 2x - 1, x^2)", ["x != 2"]),
    ("piecewise(x = 0, 1, sin(x)/x)", ["x != 0"]),
]


@pytest.mark.parametrize(("text", "conditions"), CONDITIONS)
def test_the_answer_says_where_it_holds(text: str, conditions: list[str]) -> None:
    assert [str(c) for c in sd.diff(text, "x").conditions] == conditions


UNDEFINED = [
    ("abs(x)", 0),
    ("floor(x)", 3),
    ("ceil(x)", -2),
    ("sign(x)", 0),
    ("heaviside(x)", 0),
    ("max(0, x)", 0),
    ("min(x, 1)", 1),
    ("piecewise(x < 0, -x, x)", 0),
    ("ln(x)", -1),
    ("ln(ln(x))", Fraction(1, 2)),
    ("atanh(x)", 2),
    ("x^(1/2)", 0),
    ("x^(2/3)", -8),
    ("1/x", 0),
    ("x^3/x", 0),
    ("0^x", -1),
]


@pytest.mark.parametrize(("text", "point"), UNDEFINED)
@pytest.mark.parametrize("mode", ["forward", "reverse"])
def test_no_value_is_given_where_the_derivative_does_not_exist(text: str, point: Fraction | int, mode: str) -> None:
    slope = sd.diff(text, "x") if mode == "forward" else sd.gradient(text, ["x"])[0]
    with pytest.raises(sd.DomainError):
        slope.evaluate(x=point)


def test_a_joint_where_both_sides_agree_has_a_derivative() -> None:
    assert sd.diff("piecewise(x < 0, 0, x^2)", "x").evaluate(x=0) == 0


def test_orders_and_mixed_derivatives() -> None:
    assert str(sd.diff("x^3*y^2", "x", 2, "y")) == "12*x*y"
    assert str(sd.diff("x^5", "x", 0)) == "x^5"
    assert str(sd.diff("x^100", "x", 101)) == "0"
    assert sd.diff("x^100", "x", 100) is sd.diff("x^100", "x", 100)


def test_the_variable_is_found_where_there_is_only_one() -> None:
    assert str(sd.diff("t^2")) == "2*t"
    assert str(sd.diff("a*x")) == "a"
    with pytest.raises(sd.SymdiffError, match="by which variable"):
        sd.diff("a*b")


@pytest.mark.parametrize("variable", ["", "x y", "x\n", "2", "x+1"])
def test_a_variable_is_one_name(variable: str) -> None:
    with pytest.raises(sd.SymdiffError, match="not the name of a variable"):
        sd.diff("x^2", variable)


@pytest.mark.parametrize("order", [-1, True])
def test_an_order_is_a_count(order: int) -> None:
    with pytest.raises(sd.SymdiffError, match="not an order"):
        sd.diff("x^2", "x", order)


def test_an_order_beyond_reason_is_refused() -> None:
    with pytest.raises(sd.LimitError):
        sd.diff("sin(x)", "x", 10**9)


@pytest.mark.parametrize("text", ["xy", "sinx", "axb", "lnx"])
def test_a_glued_word_is_never_quietly_a_constant(text: str) -> None:
    with pytest.raises(sd.GluedNameError):
        sd.diff(text, "x")
    with pytest.raises(sd.GluedNameError):
        sd.diff(sd.parse(text), "x")
    with pytest.raises(sd.GluedNameError):
        sd.gradient(text, ["x"])


def test_a_declared_word_is_one_name() -> None:
    body = sd.parse("xq*x", symbols=["xq"])
    assert str(sd.diff("xq*x", "x", symbols=["xq"])) == "xq"
    assert str(sd.diff(body, "x", symbols=["xq"])) == "xq"
    assert [str(g) for g in sd.gradient(body, ["x"], symbols=["xq"])] == ["xq"]
    assert [str(g) for g in sd.gradient(body, ["x", "xq"])] == ["xq", "x"]
    width, x = sd.symbols("xw x")
    assert sd.diff(width * x, x) is width


def test_what_one_text_declares_another_one_does_not_know() -> None:
    sd.symbols("xr x")
    sd.parse("xr*x", symbols=["xr"])
    with pytest.raises(sd.GluedNameError):
        sd.diff("xr", "x")


@pytest.mark.parametrize("text", ["d/dx (xy)", "D_x(xy*x)"])
def test_a_word_inside_a_written_derivative_is_no_constant(text: str) -> None:
    with pytest.raises(sd.GluedNameError):
        sd.diff(text, "y")


def test_d_is_a_name_where_that_is_plain() -> None:
    assert str(sd.diff("d*(x + 1)", "x")) == "d"
    assert str(sd.diff("d(x + 1)", "x", symbols=["d"])) == "d"


def test_e_and_pi_are_constants() -> None:
    assert str(sd.diff("e*pi*x", "x")) == "e*pi"


def test_gradient_jacobian_hessian() -> None:
    assert [str(g) for g in sd.gradient("x*y*z", ["x", "y", "z"])] == ["y*z", "x*z", "x*y"]
    assert [str(g) for g in sd.gradient("x^2", ["x", "y"])] == ["2*x", "0"]
    assert [[str(e) for e in row] for row in sd.jacobian(["x/y", "x^y"], ["x", "y"])] == [
        ["1/y", "-x/y^2"],
        ["y*x^(y - 1)", "x^y*ln(x)"],
    ]
    assert [[str(e) for e in row] for row in sd.hessian("x^3*y", ["x", "y"])] == [["6*x*y", "3*x^2"], ["3*x^2", "0"]]


@pytest.mark.parametrize(
    "text", ["1/0", "x + 1/0", "x + ln(-1)", "asin(5)*x", "x + 0^0", "x*ln(1 - 1)", "x*y + 1/(2 - 2)"]
)
def test_what_exists_nowhere_has_a_derivative_nowhere(text: str) -> None:
    for slope in (sd.diff(text, "x"), sd.gradient(text, ["x", "y"])[0]):
        with pytest.raises(sd.DomainError):
            sd.evaluate(slope, x=2, y=3)
