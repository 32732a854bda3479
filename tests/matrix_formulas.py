"""Random formulas of matrices as text, with values; their entries, by definitions that share nothing with the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import Apply, Expression, Number, Symbol, integer
from symdiff.primitives import MATRIX_PRODUCT
from symdiff.traversal import postorder

SHAPES = {"A": "n x n", "B": "n x n", "W": "n x n symmetric", "X": "n x n", "Z": "m x n",
          "a": "n", "b": "n", "x": "n", "q": "m", "s": "scalar", "t": "scalar"}  # fmt: skip
SIZES = {"n": 3, "m": 2}


def values(seed: int) -> dict[str, Any]:
    """Arrays for every name, away from 0 and from singular matrices."""
    random = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, shape in SHAPES.items():
        sizes = [SIZES[word] for word in shape.split() if word in SIZES]
        array = random.uniform(0.2, 1.3, sizes)
        if "symmetric" in shape:
            array = array + array.T
        if len(sizes) == 2 and sizes[0] == sizes[1]:
            array = array + 2 * np.eye(sizes[0])
        found[name] = array if sizes else float(array)
    return found


def slope(formula: sd.MatrixExpression, point: Mapping[str, Any], name: str) -> Any:
    """The derivative by differences: the axes of the value, then those of the variable."""
    center, step = np.asarray(point[name], float), 1e-3
    found = []
    for place in np.ndindex(center.shape):

        def at(shift: float, place: tuple[int, ...] = place) -> Any:
            moved = center.copy()
            moved[place] += shift
            return np.asarray(formula.evaluate({**point, name: moved}))

        one, two, three = ((at(k * step) - at(-k * step)) for k in (1, 2, 3))
        found.append((45 * one - 9 * two + three) / (60 * step))
    base = np.asarray(formula.evaluate(point))
    return np.stack(found, axis=-1).reshape(base.shape + center.shape) if center.shape else found[0]


def grown(small: st.SearchStrategy[str], *forms: str) -> st.SearchStrategy[str]:
    """Some of the forms, with parts of `small` for $ in them."""

    def filled(form: str) -> st.SearchStrategy[str]:
        parts = form.split("$")
        blanks = st.tuples(*[small] * (len(parts) - 1))
        return blanks.map(lambda found: "".join(p + f"({f})" for p, f in zip(parts, found, strict=False)) + parts[-1])

    return st.sampled_from(forms).flatmap(filled)


COLUMNS = st.recursive(
    st.sampled_from(["x", "a", "A*x", "X*a", "x .* a", "b"]),
    lambda inner: grown(inner, "$ + $", "2*$ - $", "A*$", "X*$", "X^T*$", "sin($)", "exp($/5)", "$ .* $", "t*$",
                        "diag(a)*$", "W*$", "$*(a^T*x)", "inv(X)*$", "$/(1 + ||x||^2)"),
    max_leaves=4,
)  # fmt: skip
SCALARS_OF_COLUMNS = grown(
    COLUMNS, "a^T*$", "$^T*$", "$^T*W*$", "||$||^2", "||$ + 3*a||", "sum(sin($))", "ln(9 + $^T*$)", "logsumexp($)",
    "a^T*softmax($)", "sum(exp($/7))", "1/(1 + exp(-a^T*$/9))", "mean($)",
)  # fmt: skip
MATRICES = st.recursive(
    st.sampled_from(["X", "A", "X^T", "X*A", "X + 3*I", "x*a^T", "diag(x)", "B"]),
    lambda inner: grown(inner, "$ + $", "$*$", "$^T", "$ .* A", "sin($)", "t*$", "inv($*$^T + 4*I)", "$ - 2*$"),
    max_leaves=3,
)
SCALARS_OF_MATRICES = grown(MATRICES, "tr($)", "tr($^T*$)", "||$||_F^2", "sum($)", "a^T*$*b", "logdet($*$^T + 5*I)",
                            "det($*$^T + I)/50", "tr(A*inv($^T*$ + 3*I))", "sum(exp($/9))", "tr($*$)")  # fmt: skip


def in_entries(
    node: Expression, shapes: Mapping[str, tuple[int, int]], sizes: Mapping[str, int]
) -> list[list[Expression]]:
    """The entries of an expression as formulas of numbers; A has the entries A_11, A_12, ..."""
    done: dict[Expression, list[list[Expression]]] = {}
    for part in postorder((node,)):
        done[part] = _entries(part, [done[a] for a in getattr(part, "arguments", ())], shapes, sizes)
    return done[node]


def named_entries(name: str, shape: tuple[int, int]) -> list[list[Expression]]:
    """The entries of a name."""
    rows, columns = shape
    if shape == (1, 1):
        return [[Symbol(name)]]
    return [[Symbol(f"{name}_{i + 1}{j + 1}") for j in range(columns)] for i in range(rows)]


def _entries(
    node: Expression,
    parts: list[list[list[Expression]]],
    shapes: Mapping[str, tuple[int, int]],
    sizes: Mapping[str, int],
) -> list[list[Expression]]:
    if isinstance(node, Symbol):
        return (
            [[integer(sizes[node.name])]]
            if node.name in sizes
            else named_entries(node.name, shapes.get(node.name, (1, 1)))
        )
    if isinstance(node, Number):
        return [[node]]
    assert isinstance(node, Apply)
    if node.function == MATRIX_PRODUCT:
        whole = parts[0]
        for part in parts[1:]:
            whole = times(whole, part)
        return whole
    by_definition = DEFINITIONS.get(node.function)
    if by_definition is not None:
        return by_definition(*parts)
    assert not node.function.startswith("."), node.function
    rows, columns = max(len(p) for p in parts), max(len(p[0]) for p in parts)

    def entry(part: list[list[Expression]], i: int, j: int) -> Expression:
        return part[0][0] if len(part) == len(part[0]) == 1 else part[i][j]

    return [[Apply(node.function, [entry(p, i, j) for p in parts]) for j in range(columns)] for i in range(rows)]


def times(left: list[list[Expression]], right: list[list[Expression]]) -> list[list[Expression]]:
    """The product by its definition."""
    return [
        [total([left[i][k] * right[k][j] for k in range(len(right))]) for j in range(len(right[0]))]
        for i in range(len(left))
    ]


def total(terms: list[Expression]) -> Expression:
    """A sum."""
    whole = terms[0]
    for term in terms[1:]:
        whole = whole + term
    return whole


def determinant(a: list[list[Expression]]) -> Expression:
    """By the first row."""
    if len(a) == 1:
        return a[0][0]
    signs = [a[0][j] if j % 2 == 0 else -a[0][j] for j in range(len(a))]
    return total([signs[j] * determinant([row[:j] + row[j + 1 :] for row in a[1:]]) for j in range(len(a))])


def inverse(a: list[list[Expression]]) -> list[list[Expression]]:
    """By Cramer's rule."""
    size, whole = len(a), determinant(a)
    if size == 1:
        return [[1 / whole]]

    def cofactor(i: int, j: int) -> Expression:
        minor = determinant([row[:j] + row[j + 1 :] for place, row in enumerate(a) if place != i])
        return minor if (i + j) % 2 == 0 else -minor

    return [[cofactor(j, i) / whole for j in range(size)] for i in range(size)]


def flat(a: list[list[Expression]]) -> list[Expression]:
    """All entries."""
    return [entry for row in a for entry in row]


def count(part: list[list[Expression]]) -> int:
    """The number that a part is."""
    number = part[0][0]
    assert isinstance(number, Number)
    return int(number.value)


DEFINITIONS: dict[str, Any] = {
    ".transpose": lambda a: [list(row) for row in zip(*a, strict=True)],
    ".tr": lambda a: [[total([a[i][i] for i in range(len(a))])]],
    ".sum": lambda a: [[total(flat(a))]],
    ".norm": lambda a: [[sd.sqrt(total([e**2 for e in flat(a)]))]],
    ".normF": lambda a: [[sd.sqrt(total([e**2 for e in flat(a)]))]],
    ".det": lambda a: [[determinant(a)]],
    ".logdet": lambda a: [[sd.ln(determinant(a))]],
    ".inv": inverse,
    ".diag": lambda a: [[a[i][0] if i == j else integer(0) for j in range(len(a))] for i in range(len(a))],
    ".diagonal": lambda a: [[a[i][i]] for i in range(len(a))],
    ".eye": lambda n: [[integer(int(i == j)) for j in range(count(n))] for i in range(count(n))],
    ".ones": lambda m, n: [[integer(1)] * count(n) for _ in range(count(m))],
    ".zeros": lambda m, n: [[integer(0)] * count(n) for _ in range(count(m))],
    ".power": lambda a, k: a if count(k) == 1 else times(a, DEFINITIONS[".power"](a, [[integer(count(k) - 1)]])),
    ".kron": lambda a, b: [[x * y for x in r for y in s] for r in a for s in b],
}
