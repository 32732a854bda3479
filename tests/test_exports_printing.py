"""Formulas in MathML, in Typst's mathematics and in Maxima's syntax."""

from __future__ import annotations

import re
from xml.etree import ElementTree as tree

import pytest
from hypothesis import given, settings

import symdiff as sd
from symdiff.errors import LimitError, SymdiffError
from symdiff.exports.maxima import to_maxima
from symdiff.expression import Expression, Number, apply, symbol
from symdiff.printing.mathml import to_mathml
from symdiff.printing.typst import to_typst

from .expressions import X, Y, expressions

SAME_IN_MAXIMA = ("sin", "cos", "exp", "atan", "sinh", "tanh", "ln", "sqrt", "tan", "sec", "asin", "abs")

TYPST = {
    "x^2 sin(3x)": "x^(2) sin 3 x",
    "sin(x)^2 x": "sin^(2) (x) x",
    "2*3": "2 dot.op 3",
    "(x+1)/(x-1)": "frac(x + 1, x - 1)",
    "x^(1/2)": "x^(1 slash 2)",
    "root(x, 5)": "root(5, x)",
    "abs(x)": "lr(|x|)",
    "e^(-2x)": "e^(- 2 x)",
    "f''(x)": "f'' (x)",
    "f(x)*(x+1)": "f (x) (x + 1)",
    "piecewise(x<0,-x,x)": 'cases(- x & "if " x lt 0, x & "otherwise")',
    "theta_1": "θ_(1)",
    "asinh(x)": 'op("arsinh") (x)',
    "log(x, 3)": "log_(3) (x)",
    "1.5*10^30": "1.5 dot.op 10^(30)",
}
MAXIMA = {
    "ln(x)": "log(x)",
    "log10(x)": "log(x)/log(10)",
    "log(x, b)": "log(x)/log(b)",
    "sigmoid(x)": "1/(1 + exp(-x))",
    "n!": "n!",
    "e^x + pi": "%e^x + %pi",
    "0.25 x": "1/4*x",
    "x^0.5": "x^(1/2)",
    "cbrt(x+1)": "(x + 1)^(1/3)",
    "root(x, 5)": "x^(1/5)",
    "sign(x)": "signum(x)",
    "-2*x^2": "-2*x^2",
    "a/(b*c)": "a/(b*c)",
}


@pytest.mark.parametrize(("text", "printed"), TYPST.items())
def test_typst_as_a_book_sets_it(text: str, printed: str) -> None:
    assert to_typst(sd.parse(text)) == printed


@pytest.mark.parametrize(("text", "printed"), MAXIMA.items())
def test_maxima_has_its_own_names(text: str, printed: str) -> None:
    assert to_maxima(sd.parse(text)) == printed


@pytest.mark.parametrize(
    "text", ["f(x)", "besselj(2, x)", "piecewise(x<0,-x,x)", "d/dx f(x)", "diff", "%e", "in", "x'"]
)
def test_what_maxima_has_not_is_an_error(text: str) -> None:
    expression = symbol(text) if text in ("diff", "%e", "in", "x'") else sd.parse(text)
    with pytest.raises(SymdiffError, match="Maxima"):
        to_maxima(expression)


def test_maxima_abbreviates_nothing() -> None:
    expression: Expression = X
    for _ in range(64):
        expression = apply("*", (expression, expression))
    with pytest.raises(LimitError):
        to_maxima(expression)


def read_back(maxima: str) -> Expression:
    return sd.parse(re.sub(r"\blog\b", "ln", maxima.replace("%", "")))


@given(expressions(X, Y, functions=SAME_IN_MAXIMA))
@settings(max_examples=150, deadline=None)
def test_maxima_means_the_same_expression(expression: Expression) -> None:
    again = read_back(to_maxima(expression))
    for x, y in ((0.7, 1.3), (-0.4, 2.1), (2.5, -0.6)):
        assert value(again, x, y) == pytest.approx(value(expression, x, y), rel=1e-9, nan_ok=True)


def value(expression: Expression, x: float, y: float) -> float:
    try:
        found = float(expression.evaluate(x=x, y=y))
    except (sd.DomainError, sd.LimitError):
        return float("nan")
    return found if abs(found) < 1e100 else float("nan")


@given(expressions(X, Y))
@settings(max_examples=150, deadline=None)
def test_mathml_is_well_formed_and_holds_every_number_and_name(expression: Expression) -> None:
    root = tree.fromstring(to_mathml(expression))
    words = set(root.itertext())
    for name in expression.free_symbols:
        assert name.name in words


@given(expressions(X, Y))
@settings(max_examples=12, deadline=None)
def test_typst_sets_what_is_printed(expression: Expression) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed")
    made = typst.compile(f"$ {to_typst(expression)} $".encode(), format="svg")
    assert made.startswith(b"<svg")


@pytest.mark.parametrize("write", [to_mathml, to_typst])
def test_what_is_large_is_shortened_and_never_hangs(write: object) -> None:
    expression: Expression = X
    for _ in range(200):
        expression = apply("+", (apply("sin", (expression,)), expression))
    assert len(write(expression)) < 1_500_000  # type: ignore[operator]
    deep: Expression = X
    for _ in range(20_000):
        deep = apply("exp", (deep,))
    assert write(deep)  # type: ignore[operator]


def test_brackets_grow_only_with_what_is_tall() -> None:
    assert 'stretchy="false"' in to_mathml(sd.parse("sin(x^2)"))
    assert "stretchy" not in to_mathml(sd.parse("sin(x/2)"))


def test_names_are_quoted_in_typst_and_escaped_in_mathml() -> None:
    name = symbol('"]) #panic("x") <b>')
    assert to_typst(name) == r'op("\"]) #panic(\"x\") <b>")'
    assert "<b>" not in to_mathml(name)
    assert to_typst(apply("^", (name, Number(2)))).endswith("^(2)")
