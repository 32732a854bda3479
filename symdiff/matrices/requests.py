"""What a caller asks for, with what is left out filled in: variables and orders, operations by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..errors import SymdiffError
from ..rulebook import current
from .derivatives import DENOMINATOR, MatrixDerivative
from .expressions import MatrixExpression, derivatives
from .table import standard_table

Requests = list[tuple["str | MatrixExpression", int]]


def requested(function: MatrixExpression, variables: Sequence[Any]) -> Requests:
    """Variables with their orders.

    Raises:
        SymdiffError: a number stands first, or no variable is given and there are several.
    """
    found: Requests = []
    for given in variables:
        if isinstance(given, int) and not isinstance(given, bool):
            if not found:
                raise SymdiffError("an order stands behind its variable")
            found[-1] = (found[-1][0], given)
        else:
            found.append((given if isinstance(given, MatrixExpression) else str(given), 1))
    if found:
        return found
    names = sorted(function.shapes)
    if len(names) != 1:
        raise SymdiffError(f"the variable is missing: one of {', '.join(names)}")
    return [(names[0], 1)]


def derivations(function: MatrixExpression, variables: Sequence[Any], layout: str | None) -> list[MatrixDerivative]:
    """Each derivative on the way to the one that is asked for."""
    return derivatives(function, requested(function, variables), layout or DENOMINATOR)


def matrix_derivative(function: MatrixExpression, variables: Sequence[Any], layout: str | None) -> MatrixExpression:
    """The derivative that is asked for."""
    found = derivations(function, variables, layout)
    needs = tuple(dict.fromkeys(need for step in found for need in step.needs))
    return MatrixExpression(found[-1].value, function._scope, needs)


def function_named(name: str) -> Callable[..., MatrixExpression] | None:
    """The operation, or the function of numbers entry by entry, of that name."""
    vocabulary = current().vocabulary
    if name not in standard_table().operations.names and vocabulary.aliases.get(name, name) not in vocabulary.functions:
        return None

    def build(first: MatrixExpression, *others: MatrixExpression) -> MatrixExpression:
        return first._made(f"{name}({', '.join(map(str, (first, *others)))})", *others)

    build.__name__ = build.__qualname__ = name
    return build
