"""Several variables: what holds for every field, and what books say of a few."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.calculus.matrix import Matrix
from symdiff.errors import DomainError, LimitError, ParseError, SymdiffError
from symdiff.expression import Expression

from .expressions import expressions

x, y, z = sd.symbols("x y z")
SMALL = st.integers(-3, 3)
POLYNOMIALS = st.lists(
    st.tuples(SMALL, st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=4
)


def polynomial(terms: list[tuple[int, int, int, int]]) -> Expression:
    return sd.tidy(sum((c * x**i * y**j * z**k for c, i, j, k in terms), sd.as_expression(0)))


FIELDS = st.tuples(POLYNOMIALS, POLYNOMIALS, POLYNOMIALS).map(lambda parts: [polynomial(p) for p in parts])
MATRICES = st.lists(st.lists(SMALL, min_size=2, max_size=2), min_size=2, max_size=2)


def same(first: Expression, second: Expression) -> bool:
    return bool(sd.equivalent(first, second))


@settings(max_examples=40, deadline=None)
@given(FIELDS)
def test_the_divergence_of_a_curl_is_zero(field: list[Expression]) -> None:
    assert same(sd.divergence(sd.curl(field, "x, y, z"), "x, y, z"), sd.as_expression(0))


@settings(max_examples=40, deadline=None)
@given(POLYNOMIALS)
def test_the_curl_of_a_gradient_is_zero_and_its_divergence_the_laplacian(
    terms: list[tuple[int, int, int, int]],
) -> None:
    f = polynomial(terms)
    slope = sd.gradient(f, "x, y, z")
    assert all(same(part, sd.as_expression(0)) for part in sd.curl(slope, "x, y, z"))
    hessian = sd.hessian(f, "x, y, z")
    trace = hessian[0, 0] + hessian[1, 1] + hessian[2, 2]
    assert same(sd.divergence(slope, "x, y, z"), sd.laplacian(f, "x, y, z"))
    assert same(trace, sd.laplacian(f, "x, y, z"))
    assert hessian == hessian.T


@settings(max_examples=40, deadline=None)
@given(FIELDS, st.tuples(SMALL, SMALL, SMALL), st.tuples(SMALL, SMALL, SMALL))
def test_products_with_the_jacobian_agree_from_both_sides(
    field: list[Expression], right: tuple[int, ...], left: tuple[int, ...]
) -> None:
    forward, backward = sd.jvp(field, right, "x, y, z"), sd.vjp(field, left, "x, y, z")
    matrix = Matrix([left]) @ sd.jacobian(field, "x, y, z") @ Matrix([[v] for v in right])
    assert same(sum(w * e for w, e in zip(left, forward, strict=True)), matrix[0, 0])
    assert same(sum(v * e for v, e in zip(right, backward, strict=True)), matrix[0, 0])


@given(MATRICES, MATRICES, MATRICES)
def test_matrices_obey_their_laws(a: list[list[int]], b: list[list[int]], c: list[list[int]]) -> None:
    first, second, third = Matrix(a), Matrix(b), Matrix(c)
    assert (first @ second) @ third == first @ (second @ third)
    assert first @ (second + third) == first @ second + first @ third
    assert (first @ second).T == second.T @ first.T
    assert first - first == Matrix([[0, 0], [0, 0]]) == first * 0
    assert first == a
    assert [list(row) for row in first.evaluate()] == a


def test_a_matrix_keeps_no_zeros_and_prints_as_one() -> None:
    m = sd.jacobian(["x^2", "y"], "x, y")
    assert len(m.entries) == 2
    assert str(m) == "[2*x  0]\n[  0  1]"
    assert m.latex() == r"\begin{bmatrix} 2 x & 0 \\ 0 & 1 \end{bmatrix}"
    assert m[-1] == (sd.as_expression(0), sd.as_expression(1))
    assert m[0:1] == [m[0]]
    assert str(m.subs(x=3)[0, 0]) == "6"
    with pytest.raises(DomainError):
        m @ Matrix([[1, 2, 3]])
    with pytest.raises(DomainError):
        m + Matrix([[1]])
    with pytest.raises(DomainError):
        Matrix([[1, 2], [3]])
    with pytest.raises(IndexError):
        m[2, 0]


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (lambda: sd.divergence(["x"], "x, y"), "1 components"),
        (lambda: sd.curl(["x", "y", "z", "t"]), "two or three"),
        (lambda: sd.directional("x*y", [0, 0]), "points nowhere"),
        (lambda: sd.jvp(["x*y"], [1]), "1 components"),
        (lambda: sd.taylor("x", 201), "200"),
        (lambda: sd.tangent("ln(x)", 0), "undefined"),
        (lambda: sd.gradient("x*", "x"), "stops"),
    ],
)
def test_what_is_no_question_is_an_error(made: object, message: str) -> None:
    with pytest.raises((DomainError, LimitError, ParseError), match=message):
        made()  # type: ignore[operator]


# --- near a point ----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(expressions(), st.integers(-2, 3))
def test_a_tangent_meets_the_function_in_value_and_slope(f: Expression, at: int) -> None:
    if f.free_symbols - {x}:
        f = f.subs(dict.fromkeys(f.free_symbols - {x}, 2))
    try:
        line = sd.tangent(f, at, "x")
        value, slope = (g.evaluate(x=at, digits=15) for g in (f, sd.diff(f, "x")))
    except SymdiffError:
        return
    assert mpmath.almosteq(line.evaluate(x=at, digits=15), value, 1e-9, 1e-9)
    assert mpmath.almosteq(sd.diff(line, "x").evaluate(x=at, digits=15), slope, 1e-9, 1e-9)


@pytest.mark.parametrize(
    "text", ["exp(x)", "sin(x)", "1/(1-x)", "ln(1+x)", "atan(x)", "sqrt(1+x)", "x^3 - x", "cosh(2x)"]
)
def test_taylor_polynomials_have_the_coefficients_that_mpmath_computes(text: str) -> None:
    f, order = sd.parse(text), 6
    expected = mpmath.taylor(lambda t: f.evaluate(x=t), 0, order)
    found = sd.taylor(f, order)
    for k, coefficient in enumerate(expected):
        own = sd.diff(found, "x", k).subs(x=0).evaluate() if k else found.subs(x=0).evaluate()
        assert math.isclose(float(own) / math.factorial(k), float(coefficient), abs_tol=1e-9)


CRITICAL = {
    "x^3 - 3x": [("-1", "maximum"), ("1", "minimum")],
    "x^4": [("0", "minimum")],
    "x^3": [("0", "neither")],
    "x*e^(-x)": [("1", "maximum")],
    "x/(x^2+1)": [("-1", "minimum"), ("1", "maximum")],
    "ln(x)/x": [("e", "maximum")],
    "e^x": [],
}


@pytest.mark.parametrize(("text", "expected"), CRITICAL.items())
def test_critical_points_as_books_find_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(p.at), p.kind) for p in sd.critical_points(text)] == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(SMALL, min_size=3, max_size=5))
def test_every_critical_point_is_one(coefficients: list[int]) -> None:
    f = sd.tidy(sum((c * x**k for k, c in enumerate(coefficients)), sd.as_expression(0)))
    for point in sd.critical_points(f, "x"):
        assert abs(float(sd.diff(f, "x").subs(x=point.at))) < 1e-9
        here = float(f.subs(x=point.at))
        sides = [float(f.evaluate(x=float(point.at) + h)) - here for h in (-1e-3, 1e-3)]
        if point.kind == "minimum":
            assert min(sides) > 0
        elif point.kind == "maximum":
            assert max(sides) < 0


# --- expressions as Python objects -----------------------------------------------------------------------


def test_what_a_formula_can_be_asked() -> None:
    f = sd.parse("x^2 + sin(y)")
    assert f.has("x", "z")
    assert f.has("sin")
    assert not f.has("z", "cos")
    assert f.has(sd.sin(y))
    assert str(f.subs(x=y, y=x)) == "y^2 + sin(x)"
    assert str(f.subs({"sin(y)": 3})) == "x^2 + 3"
    assert f(x=2, y=0).evaluate() == 4
    assert str(f.diff("x")) == "2*x"
    assert list(f.walk())[-1] is f
    assert float(sd.pi) == math.pi
    assert sd.Rational(2, 6).evaluate() == Fraction(1, 3)
    assert sd.log(x, 2).function == "log"
    assert sd.log(x).function == "ln"
    with pytest.raises(TypeError):
        f(1)
    with pytest.raises(TypeError):
        f(t=1)
    with pytest.raises(TypeError):
        sd.log(x, 2, 3)
    with pytest.raises(DomainError):
        float(f)


def test_functions_of_numpy_make_expressions() -> None:
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed")
    assert numpy.sin(x) is sd.sin(x)
    assert numpy.arctan2(x, y) is sd.parse("atan2(x, y)")
    assert numpy.absolute(x) is abs(x)
    assert numpy.maximum(x, 2) is sd.parse("max(x, 2)")
    assert numpy.float64(0.5) * x is sd.parse("0.5*x")
    made = numpy.array([1.0, 2.0]) * x
    assert [str(entry) for entry in made] == ["1.0*x", "2.0*x"]
    assert (numpy.array([x, y]) @ numpy.array([y, x])).free_symbols == {x, y}
    with pytest.raises(TypeError):
        numpy.nextafter(x, 1)
