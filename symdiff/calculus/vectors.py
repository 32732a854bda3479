"""Functions of several variables, and vector fields: Jacobians, Hessians, directional derivatives, divergence, curl."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..errors import DomainError
from ..expression import ZERO, Expression, apply, as_expression, rational
from ..expression.nodes import Operand
from ..primitives import SQRT
from ..rulebook import Rulebook
from ..tidying import exact_power, minus, over, plus, tidy, times, value_of
from .forward import as_variable
from .forward import diff as derivative
from .matrix import Matrix
from .reverse import gradient
from .variables import Variables, chosen_variables

Function = Expression | str


def jacobian(expressions: Iterable[Function], variables: Variables = None, rules: Rulebook | None = None) -> Matrix:
    """The matrix of first partial derivatives: a row for each function, a column for each variable.

    Args:
        expressions: the functions, expressions or their texts.
        variables: by what to differentiate; all symbols in alphabetical order if not given.
        rules: the rulebook to use instead of the current one.

    Returns:
        The gradient of each function, as the rows of a matrix.

    Raises:
        ParseError: a text is no formula; GluedNameError where a word of it holds a variable.

    >>> print(jacobian(["x*y", "x + y"], ["x", "y"]))
    [y  x]
    [1  1]
    """
    functions = list(expressions)
    names = chosen_variables(functions, variables)
    return _of_rows([gradient(e, names, rules) for e in functions], len(names))


def _of_rows(rows: Sequence[Sequence[Expression]], width: int) -> Matrix:
    entries = {(i, j): entry for i, row in enumerate(rows) for j, entry in enumerate(row)}
    return Matrix.sparse((len(rows), width), entries)


def hessian(expression: Function, variables: Variables = None, rules: Rulebook | None = None) -> Matrix:
    """The matrix of second partial derivatives, symmetric: each is computed once.

    Args:
        expression: the function, an expression or its text.
        variables: by what to differentiate; all symbols in alphabetical order if not given.
        rules: the rulebook to use instead of the current one.

    Returns:
        The matrix, a row and a column for each variable.

    Raises:
        ParseError: the text is no formula; GluedNameError where a word of it holds a variable.

    References:
        The theorem of Schwarz: where they are continuous, mixed partial derivatives do not depend on the order.

    >>> print(hessian("x^2*y", ["x", "y"]))
    [2*y  2*x]
    [2*x    0]
    """
    given = chosen_variables([expression], variables)
    names = [as_variable(v) for v in given]
    entries: dict[tuple[int, int], Expression] = {}
    for i, row in enumerate(gradient(expression, given, rules)):
        for j, second in enumerate(gradient(row, names[i:], rules), start=i):
            entries[i, j] = entries[j, i] = second
    return Matrix.sparse((len(names), len(names)), entries)


def jvp(functions: Iterable[Function], direction: Sequence[Operand], variables: Variables = None) -> list[Expression]:
    """The Jacobian times a vector: how the functions change in a direction.

    Args:
        functions: the functions, expressions or their texts.
        direction: a number or expression for each variable.
        variables: by what to differentiate; all symbols in alphabetical order if not given.

    Returns:
        An expression for each function.

    Raises:
        DomainError: the direction has another number of components than there are variables.
        ParseError: a text is no formula.

    >>> [str(e) for e in jvp(["x*y", "x^2"], [1, "t"], "x, y")]
    ['y + t*x', '2*x']
    """
    bodies = list(functions)
    names = chosen_variables(bodies, variables)
    return [_dot(gradient(body, names), direction, "variables") for body in bodies]


def vjp(functions: Iterable[Function], weights: Sequence[Operand], variables: Variables = None) -> list[Expression]:
    """A vector times the Jacobian: the gradient of the weighted sum of the functions, by one sweep backwards.

    Args:
        functions: the functions, expressions or their texts.
        weights: a number or expression for each function.
        variables: by what to differentiate; all symbols in alphabetical order if not given.

    Returns:
        An expression for each variable.

    Raises:
        DomainError: there are not as many weights as functions.
        ParseError: a text is no formula.

    >>> [str(e) for e in vjp(["x*y", "x^2"], [1, 3], "x, y")]
    ['y + 6*x', 'x']
    """
    bodies = list(functions)
    names = chosen_variables(bodies, variables)
    rows = [gradient(body, names) for body in bodies]
    return [_dot(column, weights, "functions") for column in zip(*rows, strict=True)]


def directional(
    function: Function, direction: Sequence[Operand], variables: Variables = None, *, unit: bool = True
) -> Expression:
    """The directional derivative: the gradient times the direction.

    Args:
        function: the function, an expression or its text.
        direction: a number or expression for each variable.
        variables: by what to differentiate; all symbols in alphabetical order if not given.
        unit: divide the direction by its length, as textbooks do.

    Returns:
        The slope in that direction.

    Raises:
        DomainError: the direction has another number of components than there are variables, or is 0.
        ParseError: the text is no formula.

    >>> print(directional("x^2 + y", [3, 4], "x, y"))
    (6*x + 4)/5
    """
    (slope,) = jvp([function], direction, variables)
    if not unit:
        return slope
    squares: Expression = ZERO
    for component in map(as_expression, direction):
        squares = plus(squares, times(component, component))
    if squares is ZERO:
        raise DomainError("the direction is the vector 0, which points nowhere")
    value = value_of(squares)
    length = None if value is None else exact_power(value, Fraction(1, 2))
    return over(slope, tidy(apply(SQRT, (squares,))) if length is None else rational(length))


def divergence(field: Sequence[Function], variables: Variables = None) -> Expression:
    """The divergence of a vector field: the sum of the derivatives of each component by its own variable.

    Args:
        field: the components, as many as there are variables.
        variables: the coordinates; all symbols in alphabetical order if not given.

    Raises:
        DomainError: there are not as many components as variables.
        ParseError: a text is no formula.

    >>> print(divergence(["x^2", "x*y"], "x, y"))
    3*x
    """
    names = _coordinates(field, variables)
    total: Expression = ZERO
    for component, name in zip(field, names, strict=True):
        total = plus(total, derivative(component, name))
    return total


def curl(field: Sequence[Function], variables: Variables = None) -> list[Expression]:
    """The curl of a vector field of three components; of two components the one that is not 0.

    Args:
        field: the components.
        variables: the coordinates; all symbols in alphabetical order if not given.

    Raises:
        DomainError: there are not as many components as variables, or neither two nor three.
        ParseError: a text is no formula.

    >>> [str(e) for e in curl(["-y", "x", "0"], "x, y, z")]
    ['0', '0', '2']
    """
    names = _coordinates(field, variables)
    if len(names) not in (2, 3):
        raise DomainError(f"the curl is of a field of two or three components, not of {len(names)}")

    def part(i: int, j: int) -> Expression:
        return minus(derivative(field[j], names[i]), derivative(field[i], names[j]))

    return [part(0, 1)] if len(names) == 2 else [part(1, 2), part(2, 0), part(0, 1)]


def laplacian(function: Function, variables: Variables = None) -> Expression:
    """The Laplacian: the sum of the second derivatives by each variable.

    Args:
        function: the function, an expression or its text.
        variables: the coordinates; all symbols in alphabetical order if not given.

    Raises:
        ParseError: the text is no formula.

    >>> print(laplacian("x^2 + x*y^2", "x, y"))
    2 + 2*x
    """
    total: Expression = ZERO
    for name in chosen_variables([function], variables):
        total = plus(total, derivative(function, name, 2))
    return total


def _coordinates(field: Sequence[Function], variables: Variables) -> list[str]:
    names = [as_variable(v).name for v in chosen_variables(field, variables)]
    if len(names) != len(field):
        raise DomainError(
            f"a field of {len(field)} components has as many coordinates, not {', '.join(names) or 'none'}"
        )
    return names


def _dot(row: Sequence[Expression], vector: Sequence[Operand], what: str) -> Expression:
    if len(row) != len(vector):
        raise DomainError(f"a vector of {len(vector)} components was given for {len(row)} {what}")
    total: Expression = ZERO
    for entry, factor in zip(row, vector, strict=True):
        total = plus(total, times(as_expression(factor), entry))
    return total
