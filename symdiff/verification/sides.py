"""The value of a formula at a point, exactly where the point is exact: what is 0 there is proved to be 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flint import fmpq

from ..evaluation.exact import PiMultiple
from ..evaluation.program import Program, Stopped, program_of
from ..evaluation.reals import real_value
from ..evaluation.undefined import Undecided
from ..expression import COMPARISONS, PI, ZERO, Apply, Expression, apply, integer, symbol
from ..primitives import EXTREMES
from ..tidying import tidy
from ..traversal import fold, substitute
from .critical import Edge, edges_of
from .solving import approximation, fraction_of

Side = Callable[[Mapping[str, Any]], Any]  # the value at a point, at the current precision; or Stopped

MOST_SETTLED = 300  # nodes of a formula in which zeros are looked for


def side_of(expression: Expression) -> Side:
    """The function of an expression over the reals."""
    program = program_of(expression)
    settled: dict[tuple[Any, ...], Program] = {}

    def side(point: Mapping[str, Any]) -> Any:
        try:
            return real_value(program, leaf_values(point))
        except Stopped as stop:
            if not isinstance(stop.cause, Undecided) or is_rational(point) or program.size > MOST_SETTLED:
                raise
        key = tuple(point.items())
        if key not in settled:
            settled[key] = program_of(settled_at(expression, point))
        return real_value(settled[key], {})

    return side


def is_rational(point: Mapping[str, Any]) -> bool:
    """Whether every coordinate is a rational number."""
    return all(type(value) is fmpq for value in point.values())


def leaf_values(point: Mapping[str, Any]) -> dict[str, Any]:
    """The coordinates as values of evaluation, at the current precision."""
    return {n: real_value(program_of(v), {}) if isinstance(v, Expression) else v for n, v in point.items()}


def constant_of(value: Any) -> Expression:
    """A coordinate as an expression."""
    if isinstance(value, Expression):
        return value
    if type(value) is PiMultiple:
        above, below = integer(int(value.factor.p)), integer(int(value.factor.q))
        return tidy(apply("/", (apply("*", (above, PI)), below)))
    return fraction_of(value)


def settled_at(expression: Expression, point: Mapping[str, Any]) -> Expression:
    """The constant that an expression is at a point, with what is proved to be at an edge put exactly there."""
    from ..algebra.proofs import is_proved_zero

    constant = substitute(expression, {symbol(name): constant_of(value) for name, value in point.items()})
    equal: dict[Edge, bool] = {}

    def is_equal(edge: Edge) -> bool:
        if edge not in equal:
            gap = apply("-", edge)
            equal[edge] = _may_be_zero(gap) and is_proved_zero(gap)
        return equal[edge]

    def combine(node: Apply, parts: list[Expression]) -> Expression:
        edges = [edge for edge in edges_of((node,)) if is_equal(edge)]
        if edges and node.function in COMPARISONS:
            return apply(node.function, (ZERO, ZERO))
        if edges and node.function in EXTREMES and len(parts) == 2:
            return parts[0]
        levels = dict(edges)
        placed = [levels.get(a, part) for a, part in zip(node.arguments, parts, strict=True)]
        return apply(node.function, tuple(placed))

    return fold((constant,), lambda leaf: leaf, combine)[constant]


def _may_be_zero(gap: Expression) -> bool:
    ball = approximation(gap)
    return ball is not None and bool(ball.contains(0))


def coordinates(point: Mapping[str, Any]) -> Iterator[str]:
    """The coordinates in words, such as `x = pi/2`."""
    from ..printing import to_text

    for name, value in point.items():
        yield f"{name} = {to_text(constant_of(value), limit=80)}"


def told(point: Mapping[str, Any]) -> str:
    """A point in words."""
    return ", ".join(coordinates(point))
