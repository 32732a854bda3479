"""Where a function of one variable has a horizontal tangent, exactly, and what it has there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..calculus import diff
from ..calculus.forward import as_variable, only_variable
from ..calculus.substitution import put_in
from ..errors import SymdiffError
from ..expression import ZERO, Expression, Symbol
from ..rulebook import parse
from ..simplifying import factor, simplify
from ..tidying import bare
from ..traversal import postorder
from ..verification import equivalent
from ..verification.solving import Equations
from .near import value_at

MOST_ORDERS = 8
KINDS = ("minimum", "maximum", "neither", "unknown")


@dataclass(frozen=True)
class CriticalPoint:
    """A place where the derivative is 0.

    Attributes:
        at: the place.
        value: the value of the function there.
        kind: one of KINDS: what the first derivative that is not 0 there says.
    """

    at: Expression
    value: Expression
    kind: str


def critical_points(function: Expression | str, variable: Symbol | str | None = None) -> list[CriticalPoint]:
    """The places where the derivative is 0, as far as they can be found exactly, from left to right.

    The derivative is undone from the outside in: of a quotient of polynomials all rational and quadratic zeros and
    roots of a number are found, and of a periodic function one zero a period at the most.

    Args:
        function: a function of one variable, an expression or its text.
        variable: the variable; the only symbol of the function if not given.

    Raises:
        ParseError: a text is no formula.

    See Rudin, Principles of Mathematical Analysis, theorem 5.8.

    >>> [(str(p.at), str(p.value), p.kind) for p in critical_points("x^3 - 3x")]
    [('-1', '2', 'maximum'), ('1', '-2', 'minimum')]
    """
    body = parse(function) if isinstance(function, str) else function
    x = only_variable(body) if variable is None else as_variable(variable)
    slope = diff(body, x)
    places = dict.fromkeys(simplify(place) for place in _zeros(bare(factor(slope)), x))
    found = [_point(body, x, place) for place in places if _is_zero(slope, x, place)]
    return sorted(found, key=lambda point: float(point.at))


def _zeros(slope: Expression, x: Symbol) -> Iterator[Expression]:
    nodes = postorder((slope,))
    others = {symbol for symbol in slope.free_symbols if symbol is not x}
    if not others:
        yield from Equations(nodes, x, {}).zeros(slope, ZERO)[0]


def _is_zero(slope: Expression, x: Symbol, place: Expression) -> bool:
    try:
        return equivalent(value_at(slope, {x: place}), ZERO).status == "proved"
    except SymdiffError:
        return False


def _point(body: Expression, x: Symbol, place: Expression) -> CriticalPoint:
    return CriticalPoint(place, value_at(body, {x: place}), _kind(diff(body, x), x, place))


def _kind(derivative: Expression, x: Symbol, place: Expression) -> str:
    """By the order of the first derivative that is not 0, and its sign."""
    for order in range(2, MOST_ORDERS):
        derivative = diff(derivative, x)
        try:
            value = put_in(derivative, {x: place}).evaluate(digits=20)
        except SymdiffError:
            return KINDS[3]
        if value != 0:
            return KINDS[2] if order % 2 else KINDS[0 if value > 0 else 1]
    return KINDS[3]
