"""Polynomials that meet a function at a point: tangents, tangent planes, Taylor polynomials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..calculus import diff, gradient
from ..calculus.forward import as_variable, only_variable
from ..calculus.substitution import part, put_in
from ..errors import LimitError
from ..expression import Expression, Symbol, as_expression, integer
from ..rulebook import parse
from ..simplifying import expand, simplify
from ..tidying import bare, minus, over, plus, power, times

HIGHEST = 200


def tangent(function: Expression | str, at: Any, variable: Symbol | str | None = None) -> Expression:
    """The tangent line at a point, as a function: f(a) + f'(a) (x - a), multiplied out.

    Args:
        function: a function of one variable, an expression or its text.
        at: the point, a number or an expression.
        variable: the variable; the only symbol of the function if not given.

    Returns:
        The right side of y = m x + b.

    Raises:
        DomainError: the function has no value or no slope there.
        ParseError: a text is no formula.

    >>> print(tangent("x^2", 1))
    2*x - 1
    """
    body = _body(function)
    x = only_variable(body) if variable is None else as_variable(variable)
    return tangent_plane(body, {x: at})


def tangent_plane(function: Expression | str, at: Mapping[Any, Any]) -> Expression:
    """The tangent plane of a function of several variables, as a function: f(a) + grad f(a) . (x - a), multiplied out.

    Args:
        function: an expression or its text.
        at: the point: by the variables their values.

    Raises:
        DomainError: the function has no value or no slope there.
        ParseError: a text is no formula.

    >>> print(tangent_plane("x^2*y", {"x": 1, "y": 2}))
    4*x + y - 4
    """
    body = _body(function)
    place = {part(name): as_expression(value) for name, value in at.items()}
    names = [name for name in place if isinstance(name, Symbol)]
    found = value_at(body, place)
    for name, slope in zip(names, gradient(body, names), strict=True):
        found = plus(found, times(value_at(slope, place), minus(name, place[name])))
    return expand(found)


def taylor(function: Expression | str, order: int, at: Any = 0, variable: Symbol | str | None = None) -> Expression:
    """The Taylor polynomial of an order at a point: the sum of f^(k)(a)/k! (x - a)^k.

    Args:
        function: a function of one variable, an expression or its text.
        order: the highest power, from 0 to 200.
        at: the point, a number or an expression.
        variable: the variable; the only symbol of the function if not given.

    Returns:
        The polynomial, in powers of x - a.

    Raises:
        DomainError: the function or one of its derivatives has no value there.
        LimitError: the order is too high, or the derivatives grow too large.
        ParseError: a text is no formula.

    See Rudin, Principles of Mathematical Analysis, theorem 5.15.

    >>> print(taylor("cos(x)", 4))
    1 - x^2/2 + x^4/24
    >>> print(taylor("ln(x)", 3, at=1))
    x - 1 - (x - 1)^2/2 + (x - 1)^3/3
    """
    if not 0 <= order <= HIGHEST:
        raise LimitError(f"the order of a Taylor polynomial is from 0 to {HIGHEST}, not {order}")
    body = _body(function)
    x = only_variable(body) if variable is None else as_variable(variable)
    place = {x: as_expression(at)}
    step = minus(x, place[x])
    found, factorial = value_at(body, place), 1
    for k in range(1, order + 1):
        body = diff(body, x)
        factorial *= k
        found = plus(found, over(times(value_at(body, place), power(step, integer(k))), integer(factorial)))
    return found


def value_at(function: Expression, place: Mapping[Any, Expression]) -> Expression:
    """The exact value at a place, simplified.

    Raises:
        DomainError: there is none.
    """
    there = put_in(function, place)
    if not there.free_symbols:
        there.evaluate(digits=15)  # says why, where there is no value
    return bare(simplify(there))


def _body(function: Expression | str) -> Expression:
    return parse(function) if isinstance(function, str) else function
