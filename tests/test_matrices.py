"""Matrix calculus against differences of random instances, and against the engine of numbers, entry by entry."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

import symdiff as sd
from symdiff.errors import LimitError, RuleError
from symdiff.expression import Expression, Symbol
from symdiff.matrices.differentials import is_pending
from symdiff.matrices.expressions import expression_of
from symdiff.matrices.scope import Scope
from symdiff.matrices.table import load_table, standard_table
from symdiff.traversal import postorder, substitute

from .matrix_formulas import (
    COLUMNS,
    MATRICES,
    SCALARS_OF_COLUMNS,
    SCALARS_OF_MATRICES,
    SHAPES,
    SIZES,
    in_entries,
    named_entries,
    slope,
    values,
)


def diff(text: str, *by: Any, **options: Any) -> sd.MatrixExpression:
    return sd.diff(text, *by, shapes=SHAPES, **options)


def has_values(formula: sd.MatrixExpression, point: dict[str, Any]) -> bool:
    """Whether a formula is defined at a point: not so a logarithm of what happens to be negative."""
    try:
        return bool(np.all(np.isfinite(formula.evaluate(point))))
    except sd.DomainError:
        return False


def agrees(text: str, name: str, found: sd.MatrixExpression) -> None:
    """The derivative is what differences say, at a random instance."""
    point = values(len(text))
    formula = expression_of(text, SHAPES)
    assume(has_values(formula, point))
    wanted = slope(formula, point, name)
    assume(np.max(np.abs(wanted), initial=0.0) < 1e6)
    got = np.asarray(found.evaluate(point))
    assert np.allclose(
        np.squeeze(got), np.squeeze(wanted), rtol=1e-5, atol=1e-5 * max(1.0, float(np.max(np.abs(wanted))))
    )


@given(SCALARS_OF_COLUMNS)
@settings(max_examples=20, deadline=None)
def test_gradients_by_a_column_are_what_differences_say(text: str) -> None:
    agrees(text, "x", diff(text, "x"))


@given(SCALARS_OF_MATRICES)
@settings(max_examples=20, deadline=None)
def test_gradients_by_a_matrix_are_what_differences_say(text: str) -> None:
    agrees(text, "X", diff(text, "X"))


@given(COLUMNS)
@settings(max_examples=20, deadline=None)
def test_jacobians_are_what_differences_say_and_the_layouts_are_transposes(text: str) -> None:
    found = diff(text, "x", layout="numerator")
    agrees(text, "x", found)
    point = values(0)
    assert np.allclose(diff(text, "x").evaluate(point), np.asarray(found.evaluate(point)).T)


@given(MATRICES)
@settings(max_examples=20, deadline=None)
def test_derivatives_by_a_number_are_what_differences_say(text: str) -> None:
    agrees(text, "t", diff(text, "t"))


@given(MATRICES)
@settings(max_examples=20, deadline=None)
def test_the_vec_form_is_the_derivative_of_the_one_vec_by_the_other(text: str) -> None:
    try:
        found = diff(text, "X", layout="vec")
    except sd.SymdiffError:
        assume(False)  # a diagonal has no vec form here
        raise
    point = values(3)
    wanted = slope(expression_of(text, SHAPES), point, "X")
    columns = wanted.transpose(1, 0, 3, 2).reshape(SIZES["n"] ** 2, SIZES["n"] ** 2)
    assert np.allclose(found.evaluate(point), columns, rtol=1e-5, atol=1e-4 * max(1.0, np.abs(columns).max()))


@given(SCALARS_OF_COLUMNS)
@settings(max_examples=20, deadline=None)
def test_hessians_are_what_differences_of_the_gradient_say(text: str) -> None:
    found, point = diff(text, "x", 2), values(5)
    assume(has_values(expression_of(text, SHAPES), point))
    wanted = slope(diff(text, "x"), point, "x")
    scale = max(1.0, float(np.abs(wanted).max()))
    assert np.allclose(found.evaluate(point), wanted, rtol=1e-5, atol=1e-5 * scale)
    assert np.allclose(found.evaluate(point), np.asarray(found.evaluate(point)).T, atol=1e-8 * scale)


@given(SCALARS_OF_COLUMNS)
@settings(max_examples=20, deadline=None)
def test_a_derivative_is_read_back_and_its_code_gives_its_value(text: str) -> None:
    found, point = diff(text, "x"), values(7)
    assume(has_values(expression_of(text, SHAPES), point))
    wanted = found.evaluate(point)
    assert np.allclose(expression_of(str(found), SHAPES).evaluate(point), wanted)
    names = {
        **point,
        "np": np,
        "softmax": lambda u: np.exp(u) / np.exp(u).sum(),
        "logsumexp": lambda u: np.log(np.exp(u).sum()),
    }
    assert np.allclose(eval(found.numpy(), names), wanted)  # noqa: S307 - the code is what is tested
    assert found.latex()


PROVED = [
    ("x^T A x", "x"), ("a^T A x", "x"), ("||x||^2", "x"), ("||A x - b||^2", "x"), ("(a^T x)^2", "x"),
    ("x^T x/(a^T x)", "x"),
    ("sum(exp(x))", "x"), ("ln(sum(exp(x)))", "x"), ("||x||", "x"), ("(x^T A x)/(x^T x)", "x"),
    ("sum(x .* x .* a)", "x"),
    ("tr(X)", "X"), ("tr(A X B)", "X"), ("tr(X^T A X)", "X"), ("||A X - B||_F^2", "X"), ("a^T X b", "X"),
    ("tr(X^3)", "X"),
    ("det(X)", "X"), ("logdet(X)", "X"), ("tr(inv(X))", "X"), ("a^T inv(X) b", "X"), ("det(A X)", "X"),
    ("sum(sin(X))", "X"),
    ("a^T X^T X b", "X"), ("tr(X) det(X)", "X"),
]  # fmt: skip


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize(("text", "name"), PROVED, ids=[text for text, _ in PROVED])
def test_entry_by_entry_the_engine_of_numbers_proves_it(text: str, name: str, size: int) -> None:
    sizes = {"n": size}
    shapes = {
        n: (size, size if "x" in s else 1) for n, s in SHAPES.items() if "m" not in s.split()[0] and s != "scalar"
    }
    ((function,),) = in_entries(expression_of(text, SHAPES).node, shapes, sizes)
    found = in_entries(diff(text, name).node, shapes, sizes)
    for row, names in zip(found, named_entries(name, shapes[name]), strict=True):
        for entry, symbol in zip(row, names, strict=True):
            verdict = sd.equivalent(sd.diff(function, symbol), entry)
            assert verdict.status == "proved", (str(symbol), str(verdict))


@given(SCALARS_OF_COLUMNS)
@settings(max_examples=20, deadline=None)
def test_every_line_of_the_steps_has_the_value_of_the_differential(text: str) -> None:
    """A differential is the slope along a direction, so every line that holds differentials is a number."""
    point, direction = values(11), np.array([0.3, -0.2, 0.5])
    assume(re.search(r"\bx\b", text) and has_values(expression_of(text, SHAPES), point))
    scope = Scope(expression_of(text, SHAPES)._scope.declared)
    derivation = sd.derive(text, "x", shapes=SHAPES)
    *lines, last = derivation.steps
    wanted = along(expression_of(text, SHAPES), point, direction)
    for step in lines:
        assert np.allclose(value_of_line(step.line, scope, point, direction), wanted, rtol=1e-5, atol=1e-6), step
    assert np.allclose(np.asarray(sd.MatrixExpression(last.line, scope).evaluate(point)) @ direction, wanted, rtol=1e-5)


def along(formula: sd.MatrixExpression, point: dict[str, Any], direction: Any) -> Any:
    step = 1e-3
    one, two = (
        np.asarray(formula.evaluate({**point, "x": point["x"] + k * step * direction}))
        - np.asarray(formula.evaluate({**point, "x": point["x"] - k * step * direction}))
        for k in (1, 2)
    )
    return (8 * one - two) / (12 * step)


def value_of_line(line: Expression, scope: Scope, point: dict[str, Any], direction: Any) -> Any:
    declared, named, letters = dict(scope.declared), dict(point), {}
    for place, node in enumerate(n for n in postorder((line,)) if is_pending(n)):
        inner = node.arguments[0]  # type: ignore[attr-defined]
        letter = letters[node] = Symbol(f"d{place}")
        declared[letter] = type(next(iter(declared.values())))(scope.shape(inner))
        named[letter.name] = along(sd.MatrixExpression(inner, scope), point, direction)
    return sd.MatrixExpression(substitute(line, letters), Scope(declared)).evaluate(named)


@pytest.mark.parametrize(
    ("text", "by", "options", "answer"),
    [
        ("A x", ("x",), {}, "A^T"), ("A x", ("x",), {"layout": "numerator"}, "A"), ("x^T A", ("x",), {}, "A"),
        ("x^T A x", ("x",), {}, "(A + A^T)*x"), ("||x||^2", ("x",), {}, "2*x"), ("||X||_F^2", ("X",), {}, "2*X"),
        ("x^T W x", ("x",), {}, "2*W*x"), ("logdet(X)", ("X",), {}, "X^(-T)"), ("x^T A x", ("x", 2), {}, "A^T + A"),
        ("det(A*X*B)", ("X",), {}, "det(A*X*B)*X^(-T)"), ("expm(t*A)", ("t",), {}, "A*expm(t*A)"),
        ("a^T b", ("x",), {}, "zeros(n)"), ("A*X*B", ("X",), {"layout": "vec"}, "kron(B^T, A)"),
        ("sum(x)", ("x",), {}, "ones(n)"), ("x/||x||", ("x",), {"layout": "numerator"}, "I/norm(x) - x*x^T/norm(x)^3"),
        ("q^T Z x", ("Z",), {}, "q*x^T"), ("norm1(x)", ("x",), {}, "sign(x)"), ("tr(X)", ("X",), {}, "eye(n)"),
    ],
)  # fmt: skip
def test_answers_are_written_as_in_books(text: str, by: tuple[Any, ...], options: dict[str, str], answer: str) -> None:
    assert str(diff(text, *by, **options)) == answer


SAME = [
    "x^T A x",
    "x.T @ A @ x",
    "x'*A*x",
    "xᵀ A x",
    "x^TAx",
    "x^{T} A x",
    "dot(x, A x)",
    "np.dot(x, A @ x)",
    "x^T (A x)",
]


@pytest.mark.parametrize("text", SAME)
def test_one_formula_has_many_spellings(text: str) -> None:
    assert str(expression_of(text, SHAPES)) == "x^T*A*x"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A q", ["A is n x n and q is m x 1"]), ("x + q", ["x is n x 1 and q is m x 1"]), ("A + x", ["n x n", "n x 1"]),
        ("x*a", ["x^T*a", "x .* a"]), ("A + 1", ["I", "ones(n, n)"]), ("1/A", ["inv(A)", "./"]),
        ("e^A", ["expm", "exp"]),
        ("|A|", ["det(A)", "abs(A)"]), ("||A||", ["||A||_F"]), ("A @ X * B", ["@", "hadamard"]),
        ("Z^2", ["square", "m x n"]),
        ("A^0.5", ["whole"]), ("tr(Z)", ["tr takes n x n", "Z is m x n"]), ("Q x", ["Q has no shape"]),
        ("foo(x)", ["foo"]),
        ("inv(Z)", ["n x n"]), ("x^x", ["exponent"]), ("A \\ x", ["\\"]), ("", ["no formula"]),
        ("A x +", ["too early"]),
        ("kron(x)", ["kron"]), ("exp(A)^2", ["of its entries"]), ("x.T @ A^2 @ x", ["A @ A"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place_and_both_shapes(text: str, words: list[str]) -> None:
    with pytest.raises(sd.ParseError) as caught:
        expression_of(text, SHAPES)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize(
    ("text", "by", "words"),
    [
        ("X a", "X", "tensor of n x n x n"), ("X X", "X", "tensor of n x n x n x n"), ("x x^T", "x", "tensor"),
        ("x^T W x", "W", "symmetric"), ("x^T x", "y", "no shape"), ("expm(A + t*X)", "t", "no rule"),
        ("a^T expm(X) b", "X", "no rule"), ("gamma(x)^T polylog(2, x)", "x", ""),
    ],
)  # fmt: skip
def test_a_derivative_that_has_no_form_is_an_error_that_says_what_it_would_be(text: str, by: str, words: str) -> None:
    if not words:
        assert np.all(np.isfinite(diff("gamma(x)^T x", by).evaluate(values(1))))
        return
    with pytest.raises(sd.SymdiffError, match=words):
        diff(text, by)


@pytest.mark.parametrize("shape", ["", "n x", "n y m", "0 x n", "m x n symmetric", "n+", "-3"])
def test_a_shape_that_is_none_is_refused(shape: str) -> None:
    with pytest.raises(sd.SymdiffError):
        sd.diff("A", "A", shapes={"A": shape})


@pytest.mark.parametrize("shape", ["n x n", "nxn", "n×n", "(n, n)", "n X n", "matrix n x n", ("n", "n")])
def test_shapes_have_many_spellings(shape: Any) -> None:
    assert sd.diff("tr(A)", "A", shapes={"A": shape}).shape == ("n", "n")


@pytest.mark.parametrize("text", ["x^T A x", "x^T x", "X^T (A+B)", "x^T*A*x"])
def test_without_shapes_a_transpose_is_no_power(text: str) -> None:
    with pytest.raises(sd.ParseError, match="transpose"):
        sd.diff(text, "x")
    assert sd.parse(text, symbols=["T"])


def test_a_condition_on_the_values_stays_with_the_result() -> None:
    assert [str(c) for c in diff("norm1(x)", "x").conditions] == ["x != 0"]
    assert not diff("x^T x", "x").conditions


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"x": [1.0], "A": np.eye(2)},
        {"x": [1.0, 2.0]},
        {"x": "one", "A": np.eye(2)},
        {"A": np.eye(2), "x": np.eye(2)},
    ],
)
def test_values_of_another_shape_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(sd.DomainError):
        sd.diff("x^T A x", "x", shapes={"A": "n x n", "x": "n"}).evaluate(values)


def test_a_matrix_without_an_inverse_and_one_that_is_not_symmetric_are_refused() -> None:
    shapes = {"X": "n x n", "W": "n x n symmetric"}
    with pytest.raises(sd.DomainError, match="no value"):
        sd.diff("logdet(X)", "X", shapes=shapes).evaluate(X=np.zeros((2, 2)))
    with pytest.raises(sd.DomainError, match="symmetric"):
        sd.diff("tr(W X)", "X", shapes=shapes).evaluate(X=np.eye(2), W=np.array([[1.0, 2.0], [3.0, 4.0]]))


def test_work_is_bounded() -> None:
    assert sd.diff("+".join(["x^T A x"] * 40), "x", shapes=SHAPES)
    for text in (
        "(" * 3000 + "x" + ")" * 3000,
        "sin(" * 900 + "x" + ")" * 900,
        "x" * 20_000,
        "X^100000",
        "tr(X^99999 a b^T)",
    ):
        with pytest.raises((LimitError, sd.SymdiffError)):
            diff(text, "X")


def test_objects_are_joined_by_operators() -> None:
    A, x, t = sd.matrix("A", "n", "n"), sd.vector("x", "n"), sd.matrices.matrix("t", 1, 1)
    assert str((x.T @ A @ x + 2 * t).diff(x)) == "(A + A^T)*x"
    assert sd.matrices.tr(A @ A).diff("A") == sd.diff("tr(A A)", "A", shapes={"A": "n x n"})
    with pytest.raises(sd.SymdiffError):
        A * x
    with pytest.raises(sd.ParseError):
        x @ A
    with pytest.raises(AttributeError):
        sd.matrices.nothing  # noqa: B018


@pytest.mark.parametrize("line", [
    "bad: d(A) = B", "twice: d(A^T) = d(A)^T\ntwice: d(A) = 0", "loose: A = A^T", "odd: d(A) = 0 where A is happy",
    "f(A): takes n by n, gives n x n", "end: tr(M*A) = tr(M*A), group gradient",
])  # fmt: skip
def test_the_loader_refuses_what_could_not_be_right(line: str) -> None:
    with pytest.raises(RuleError):
        load_table("mine.rules", line).operations.by_head[".f", 1].takes  # noqa: B018


def test_every_rule_on_differentials_is_met_by_its_own_left_side() -> None:
    """No line is hidden by an earlier one."""
    met = {step.name for text, by in EVERY for step in sd.derive(text, by, shapes=SHAPES).steps}
    assert {rule.name for rule in standard_table().differentials} <= met


EVERY = [
    ("a^T b", "x"), ("x^T A x - a^T (-x)", "x"), ("t*A + A", "t"), ("x/(a^T x)", "x"), ("x .* sin(x) ./ (x + a)", "x"),
    ("||x||^2 + ||x|| + ||x||_1", "x"), ("||X||_F^2 + ||X||_F", "X"), ("(a^T x)^3 + e^(a^T x) + 2^(a^T x)", "x"),
    ("(a^T x)^(b^T x)", "x"), ("x .^ 3", "x"), ("tr(X^3) + tr(expm(X)) + a^T X^2 b", "X"),
    ("det(X^2) + logdet(X^2)", "X"),
    ("tr(A X) + tr(inv(X)) + det(X) + logdet(X) + sum(X)", "X"), ("kron(A, t*B)", "t"), ("diag(x) a", "x"),
    ("a^T diag(X)", "X"), ("vec(t*A)", "t"), ("expm(t*A)", "t"),
    ("logsumexp(x) + a^T softmax(x)", "x"),
    ("sum(max(x, a)) + sum(min(x, a))", "x"),
]  # fmt: skip
