"""From what a user gives to the arithmetic, and from its result to what the user gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb

from ..expression import Expression, Symbol
from .balls import enclose
from .program import Stopped, program_of
from .reals import evaluate_real, real_value
from .values import Point, read_point


def evaluate_at(expression: Expression, values: Mapping[str, Any], digits: int | None, complex_: bool) -> Any:
    """The value at a point: see `symdiff.evaluate`."""
    point = read_point(values, complex_)
    if point.expressions:
        expression = _substituted(expression, point)
    digits = point.digits if digits is None else digits
    if point.kind == "float":
        return _evaluate_floats(expression, point, digits)
    if point.kind == "array":
        from .arrays import evaluate_arrays

        return evaluate_arrays(expression, point.values)
    if point.kind == "ball":
        return evaluate_balls(expression, point)
    if point.kind == "complex":
        from .complexes import evaluate_complex

        return evaluate_complex(expression, point.exact(), digits, point.is_inexact)
    return evaluate_real(expression, point.values, digits)


def _evaluate_floats(expression: Expression, point: Point, digits: int | None) -> Any:
    if digits is not None:
        return evaluate_real(expression, point.exact(), digits)
    from .floats import evaluate_floats

    fast = evaluate_floats(expression, point.values)
    return evaluate_real(expression, point.exact(), inexact=True) if fast is None else fast


def _substituted(expression: Expression, point: Point) -> Expression:
    from ..traversal import substitute

    return substitute(expression, {Symbol(name): value for name, value in point.expressions.items()})


def evaluate_balls(expression: Expression, point: Point) -> Any:
    """The ball of the value at the current precision of flint."""
    program = program_of(expression)
    try:
        if point.is_complex:
            from .complexes import complex_value

            return acb(complex_value(program, point.values, True))
        value = real_value(program, point.values, True)
    except Stopped as stop:
        raise stop.told(program, expression) from None
    if isinstance(value, bool):
        return value
    return enclose(value)
