"""Every notation of the derivative, as input."""

from __future__ import annotations

import pytest

from symdiff.errors import ParseError
from symdiff.expression import symbol
from symdiff.language import Definition, parse, parse_latex
from symdiff.rulebook import standard

from .trees import tree

VOCABULARY = standard().vocabulary
X, Y, T = symbol("x"), symbol("y"), symbol("t")


def read(text: str) -> str:
    return tree(parse(text, VOCABULARY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("d/dx (x^2)", "derivative(^(x, 2), x, 1)"),
        ("d/dx x^2 + 1", "+(derivative(^(x, 2), x, 1), 1)"),
        ("d/dx x^2 sin x", "derivative(*(^(x, 2), sin(x)), x, 1)"),
        ("d/dx -x^2", "derivative(neg(^(x, 2)), x, 1)"),
        ("d/dx (x+1)^2", "derivative(^(+(x, 1), 2), x, 1)"),
        ("2 d/dx x^2", "*(2, derivative(^(x, 2), x, 1))"),
        ("d/dx d/dx x^3", "derivative(derivative(^(x, 3), x, 1), x, 1)"),
        ("d^2/dx^2 (x^3)", "derivative(^(x, 3), x, 2)"),
        ("d²/dx² (x^3)", "derivative(^(x, 3), x, 2)"),
        ("d/dθ θ^2", "derivative(^(theta, 2), theta, 1)"),
        ("d/dtheta theta", "derivative(theta, theta, 1)"),
        ("d/dx_1 (x_1^2)", "derivative(^(x_1, 2), x_1, 1)"),
        ("∂/∂x (x y)", "derivative(*(x, y), x, 1)"),
        ("∂²/∂x∂y (x y)", "derivative(derivative(*(x, y), y, 1), x, 1)"),
        ("D(x^2)", "derivative(^(x, 2), x, 1)"),
        ("D_x (x y)", "derivative(*(x, y), x, 1)"),
        ("D_x^2 (x^3)", "derivative(^(x, 3), x, 2)"),
        ("derivative(x^3, x, 2)", "derivative(^(x, 3), x, 2)"),
        ("derivative(x^3, x)", "derivative(^(x, 3), x, 1)"),
        ("f(x)", "f(x)"),
        ("f'(x)", "f'(x)"),
        ("f′(x)", "f'(x)"),
        ("f''(x)", "f''(x)"),
        ("f″(x)", "f''(x)"),
        ("f^(4)(x)", "f''''(x)"),
        ("f^(0)(x)", "f(x)"),
        ("y^(2)(t)", "y''(t)"),
        ("f^2(x)", "^(f(x), 2)"),
        ("sin'(x)", "sin'(x)"),
        ("x'(t)", "x'(t)"),
        ("dy/dx", "y'(x)"),
        ("d^2y/dx^2", "y''(x)"),
        ("d²y/dx²", "y''(x)"),
        ("df/dx", "f'(x)"),
        ("dy/du du/dx", "*(y'(u), u'(x))"),
        ("f_x(x, y)", "D_1 f(x, y)"),
        ("f_xy(x, y)", "D_1 D_2 f(x, y)"),
        ("f_yx(x, y)", "D_1 D_2 f(x, y)"),
        ("f_xx(x)", "f''(x)"),
        ("u_x(x, t)", "D_1 u(x, t)"),
        ("D_1 f(x, y)", "D_1 f(x, y)"),
        ("D_2 D_1 f(x, y)", "D_1 D_2 f(x, y)"),
        ("D_1 besselj(n, x)", "D_1 besselj(n, x)"),
        ("density/depth", "/(density, depth)"),
        ("d1/d2", "/(d1, d2)"),
        ("d*x", "*(d, x)"),
        ("D*x", "*(D, x)"),
        ("D_x", "D_x"),
    ],
)
def test_a_notation_of_the_derivative_is_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("u(x)", "u(x)"),
        ("y(x, t)", "y(x, t)"),
        ("u(x)v(x)", "*(u(x), v(x))"),
        ("u(u+1)", "*(u, +(u, 1))"),
        ("u(u)", "*(u, u)"),
        ("w(2)", "*(w, 2)"),
        ("u(pi)", "*(u, pi)"),
        ("h(x+1)", "h(+(x, 1))"),
        ("f*x", "*(f, x)"),
        ("f x", "*(f, x)"),
    ],
)
def test_letters_call_or_multiply_by_what_stands_in_the_bracket(text: str, expected: str) -> None:
    assert read(text) == expected


DEFINITIONS = {
    "y": Definition((), parse("x^2", VOCABULARY)),
    "g": Definition((T,), parse("t^3 + a", VOCABULARY)),
    "F": Definition((X, Y), parse("x^2 y", VOCABULARY)),
    "p": Definition((X,), parse("2x", VOCABULARY)),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y + 1", "+(^(x, 2), 1)"),
        ("y'", "derivative(^(x, 2), x, 1)"),
        ("y''", "derivative(^(x, 2), x, 2)"),
        ("dy/dx", "derivative(^(x, 2), x, 1)"),
        ("∂y/∂x", "derivative(^(x, 2), x, 1)"),
        ("g(2)", "+(^(2, 3), a)"),
        ("g(x)", "+(^(x, 3), a)"),
        ("p(x+1)", "*(2, +(x, 1))"),
        ("g'", "derivative(+(^(t, 3), a), t, 1)"),
        ("g'(t)", "derivative(+(^(t, 3), a), t, 1)"),
        ("g'(2)", "derivative_at(+(^(t_, 3), a), t_, 1, 2)"),
        ("g''(2)", "derivative_at(+(^(t_, 3), a), t_, 2, 2)"),
        ("g^(3)(2)", "derivative_at(+(^(t_, 3), a), t_, 3, 2)"),
        ("dg/dt", "derivative(+(^(t, 3), a), t, 1)"),
        ("F(1, z)", "*(^(1, 2), z)"),
        ("F(y, x)", "*(^(^(x, 2), 2), x)"),
        ("F_x", "derivative(*(^(x, 2), y), x, 1)"),
        ("F_xy", "derivative(derivative(*(^(x, 2), y), x, 1), y, 1)"),
        ("F_x(1, x)", "derivative_at(*(^(x_, 2), x), x_, 1, 1)"),
        ("D_2 F(1, x)", "derivative_at(*(^(1, 2), y_), y_, 1, x)"),
        ("∂²F/∂x∂y", "derivative(derivative(*(^(x, 2), y), y, 1), x, 1)"),
    ],
)
def test_what_the_user_has_defined_is_put_in(text: str, expected: str) -> None:
    assert tree(parse(text, VOCABULARY, definitions=DEFINITIONS)) == expected


def test_definitions_serve_latex_too() -> None:
    read = parse_latex(r"\frac{dy}{dx} + g\left(2\right)", VOCABULARY, definitions=DEFINITIONS)
    assert tree(read) == "+(derivative(^(x, 2), x, 1), +(^(2, 3), a))"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("y'", "define y first"),
        ("f'", "define f first"),
        ("D(x y)", "D_x(...)"),
        ("D(2)", "it has none"),
        ("d/dx (x^2)*3", "one more bracket"),
        ("d/dx (x+1)(x-1)", "one more bracket"),
        ("dy/dx^2", "(dy/dx)^2"),
        ("∂f/∂x", "define f first"),
        ("f_z(x, y)", "no argument of it"),
        ("f_1(x)", "D_1 f(...)"),
        ("D_0 f(x)", "argument"),
        ("D_4 hypot(x, y)", "argument"),
        ("besselj'(x)", "D_1 besselj"),
        ("derivative(x^2, 2)", "variable"),
        ("derivative(x^2, x, y)", "order"),
        ("f'(x, y)", "1 argument"),
        ("f^-1(x)", "f"),
    ],
)
def test_a_derivative_that_cannot_be_meant_says_how_to_write_it(text: str, words: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(text, VOCABULARY)
    assert words in str(caught.value)


def test_a_defined_function_needs_its_arguments() -> None:
    with pytest.raises(ParseError, match=r"write g\(t\)"):
        parse("g + 1", VOCABULARY, definitions=DEFINITIONS)
    with pytest.raises(ParseError, match="F takes 2 arguments, not 1"):
        parse("F(1)", VOCABULARY, definitions=DEFINITIONS)
    with pytest.raises(ParseError, match="F has several arguments"):
        parse("F'(1)", VOCABULARY, definitions=DEFINITIONS)


def test_a_derivative_in_a_definition_is_not_evaluated_before_it_is_carried_out() -> None:
    pending = {"p": Definition((X,), parse("d/dx x^2", VOCABULARY))}
    with pytest.raises(ParseError, match="not carried out"):
        parse("p(3)", VOCABULARY, definitions=pending)


def test_a_parameter_is_renamed_when_the_point_holds_its_name() -> None:
    f = {"F": Definition((X, Y), parse("x x_ y", VOCABULARY, symbols=["x", "x_", "y"]))}
    assert tree(parse("F_x(x, 1)", VOCABULARY, definitions=f)) == "derivative_at(*(*(x_1, x_), 1), x_1, 1, x)"
