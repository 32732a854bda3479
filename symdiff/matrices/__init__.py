"""Matrix calculus: derivatives of scalars, vectors and matrices by rules on differentials (grammar/matrices.rules).

What is here is light; the rest of the room is loaded when shapes are given.

>>> from symdiff import matrices
>>> X = matrices.matrix("X", "n", "n")
>>> print(matrices.logdet(X).diff("X"))
X^(-T)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, overload

from ..calculus import diff as diff_of_numbers
from ..expression import Expression, Symbol

if TYPE_CHECKING:
    from ..rulebook import Rulebook
    from .expressions import MatrixExpression


@overload
def diff(
    expression: Expression | str,
    *variables: Symbol | str | int,
    rules: Rulebook | None = ...,
    symbols: Iterable[str] = ...,
    limit: int | None = ...,
) -> Expression: ...


@overload
def diff(
    expression: MatrixExpression | str,
    *variables: MatrixExpression | str | int,
    shapes: Mapping[str, Any],
    layout: str = ...,
) -> MatrixExpression: ...


@overload
def diff(
    expression: MatrixExpression, *variables: MatrixExpression | str | int, layout: str = ...
) -> MatrixExpression: ...


def diff(expression: Any, *variables: Any, shapes: Any = None, layout: str | None = None, **options: Any) -> Any:
    """The derivative, tidied; with shapes, that of a formula of matrices.

    Args:
        expression: the differentiand, an expression or its text.
        variables: one variable, or several for a mixed derivative; a number after a variable is
            how often to differentiate by it: `diff(f, "x", 2, "y")`. The only symbol if not given.
        shapes: for a formula of matrices what each name is: "n x n", "n" for a column, "scalar", "n x n symmetric".
        layout: for matrices, "denominator" (unless another is given: the gradient of A*x is A^T), "numerator" (its
            Jacobian is A), or "vec" (d vec(Y)/d vec(X), where the derivative is a tensor).
        options: `rules`, the rulebook to use instead of the current one; `symbols`, words that are one name each,
            though they hold the variable; `limit`, the most work, in units of about a microsecond.

    Returns:
        The derivative. Where it exists on less than its formula, `.conditions` says where.

    Raises:
        ParseError: the text is not a formula; GluedNameError where a word of it holds the variable; for matrices also
            where shapes do not fit.
        SymdiffError: no variable is given and the expression has more than one symbol; or the derivative is a tensor.
        LimitError: the order is too high, or it takes more work than the limit allows.
        TypeError: a layout is given without shapes, or what goes with formulas of numbers alone with them.

    >>> print(diff("x^2 sin(3x)", "x"))
    2*x*sin(3*x) + 3*x^2*cos(3*x)
    >>> print(diff("x^3*y^2", "x", 2, "y"))
    12*x*y
    >>> print(diff("x^T A x", "x", shapes={"A": "n x n", "x": "n"}))
    (A + A^T)*x
    """
    if shapes is None and not is_of_matrices(expression):
        if layout is not None:
            raise TypeError("a layout is for formulas of matrices: say their shapes=...")
        return diff_of_numbers(expression, *variables, **options)
    from .expressions import expression_of
    from .requests import matrix_derivative

    if options:
        raise TypeError(f"{', '.join(options)}: not for formulas of matrices")
    return matrix_derivative(expression_of(expression, shapes), variables, layout)


def is_of_matrices(value: object) -> bool:
    """Whether something is an expression of matrices.

    >>> is_of_matrices(vector("x", "n")), is_of_matrices("x^2")
    (True, False)
    """
    if isinstance(value, (Expression, str)):
        return False
    from .expressions import MatrixExpression

    return isinstance(value, MatrixExpression)


def matrix(name: str, rows: str | int, columns: str | int, *properties: str) -> MatrixExpression:
    """A matrix.

    Args:
        name: its name.
        rows: how many rows it has, a number or a name.
        columns: how many columns it has.
        properties: what is so of it: "symmetric", "skew", "orthogonal".

    Returns:
        An expression that operators join: `A @ x`, `A.T`.

    Raises:
        SymdiffError: the name or a size is none.

    >>> A = matrix("A", "n", "n", "symmetric")
    >>> x = vector("x", "n")
    >>> print((x.T @ A @ x).diff(x))
    2*A*x
    """
    return _declared(name, " ".join([f"{rows} x {columns}", *properties]))


def vector(name: str, size: str | int) -> MatrixExpression:
    """A column.

    Args:
        name: its name.
        size: how many entries it has, a number or a name.

    Returns:
        An expression that operators join: `x.T @ y`.

    Raises:
        SymdiffError: the name or the size is none.

    >>> x = vector("x", "n")
    >>> print((x.T @ x).diff(x))
    2*x
    """
    return _declared(name, str(size))


def _declared(name: str, shape: str) -> MatrixExpression:
    from .expressions import expression_of

    return expression_of(name, {name: shape})


def __getattr__(name: str) -> Callable[..., MatrixExpression]:
    """An operation or function of the tables, of matrices."""
    from .requests import function_named

    found = None if name.startswith("_") else function_named(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found


__all__ = ["diff", "is_of_matrices", "matrix", "vector"]
