"""Where expressions are defined: what a rewrite may drop, and what it has to remember."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import floor
from typing import Any, TypeVar

from ..core import asked, twin
from ..expression import CONDITIONS, CONSTANTS, ZERO, Apply, Expression, Number, apply, remember_total
from ..primitives import ABS, CBRT, FLOOR, SQRT
from ..rulefiles.lines import function_line, line_for
from ..traversal import postorder
from .numbers import value_of

Value = TypeVar("Value")

CONNECTIVES = ("and", "or")
MOST_LOOKED_AT = 12  # factors of a denominator that are known not to be 0

# Operators that are defined wherever their operands are.
TOTAL = CONDITIONS | {"+", "-", "*", "neg"}


@twin
def is_total(expression: Expression) -> bool:
    """Whether the expression is certainly defined wherever its symbols have real values."""
    if type(expression) is not Apply:
        return True
    if expression.total is None:
        for node in postorder((expression,), lambda n: () if n.total is not None else n.arguments):
            if type(node) is Apply and node.total is None:
                parts = all(type(a) is not Apply or bool(a.total) for a in node.arguments)
                remember_total(node, parts and _keeps_total(node))
    return bool(expression.total)


@asked
def _keeps_total(node: Apply) -> bool:
    if node.function == "^":
        base, exponent = node.arguments
        if type(exponent) is Number and type(exponent.value) is int and exponent.value > 0:
            return True
        number = value_of(base)
        return base in CONSTANTS or (number is not None and number > 0)
    if node.function == "/":
        below = value_of(node.arguments[1])
        return below is not None and below != 0
    if node.function in TOTAL:
        return True
    line = line_for(node.function, len(node.arguments))
    return line is not None and line.is_total


def own_requirements(node: Apply) -> tuple[Expression, ...]:
    """What a node asks beyond that its arguments are defined."""
    if _keeps_total(node):
        return ()
    if node.function == "where":
        return node.arguments[1:]
    if node.function == "^":
        return _asked_by_power(node)
    return (nonzero(_root(node.arguments[1])),) if node.function == "/" else (node,)


def _asked_by_power(node: Apply) -> tuple[Expression, ...]:
    base, exponent = node.arguments
    value = value_of(exponent)
    if value is None:
        return (node,)
    if type(value) is int:
        return (nonzero(_root(base)),)
    return (apply(">=" if value > 0 else ">", (base, ZERO)),)


def _root(expression: Expression) -> Expression:
    """What is 0 where a power, an absolute value or a root is, innermost."""
    while type(expression) is Apply and expression.function in VANISHING:
        expression = expression.arguments[0]
    return expression


VANISHING = frozenset(("^", ABS, SQRT, CBRT))  # 0 only where their first operand is


HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "<": lambda gap: gap < 0,
    "<=": lambda gap: gap <= 0,
    ">": lambda gap: gap > 0,
    ">=": lambda gap: gap >= 0,
    "=": lambda gap: gap == 0,
    "!=": lambda gap: gap != 0,
}
"""Whether a comparison holds, from the left side less the right one."""


OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def opposite(condition: Expression) -> Expression:
    """The condition that holds where this one does not."""
    other = {"and": "or", "or": "and"}
    nodes = postorder((condition,), lambda n: n.arguments if n.function in CONNECTIVES else ())
    found: dict[Expression, Expression] = {}
    for node in nodes:
        assert isinstance(node, Apply)
        if node.function in CONNECTIVES:
            found[node] = apply(other[node.function], tuple(found[a] for a in node.arguments))
        else:
            found[node] = apply(OPPOSITE[node.function], node.arguments)
    return found[condition]


class _Remembered(threading.local):
    """The requirements met since somebody began to remember them; None while nobody does."""

    needs: list[Expression] | None = None


_remembered = _Remembered()


@asked
def where(value: Expression, *requirements: Expression) -> Expression:
    """The value, with what must hold or be defined, less what is sure.

    It is a `where` node, or the bare value while `remembering` gathers the requirements.
    """
    if _remembered.needs is not None:
        _remembered.needs += _said(requirements)
        return value
    return restrict(value, requirements)


def restrict(value: Expression, requirements: Iterable[Expression]) -> Expression:
    """The value with what must hold or be defined, less what is sure; not gathered, but there where it stands."""
    kept = _said(requirements)
    return apply("where", (value, *kept)) if kept else value


def remembering(compute: Callable[[], Value]) -> tuple[Value, list[Expression]]:
    """What a computation gives, and the requirements that it met, apart from it."""
    before = _remembered.needs
    found: list[Expression] = []
    _remembered.needs = found
    try:
        return compute(), found
    finally:
        _remembered.needs = before


@asked
def gathered(compute: Callable[..., Value], *arguments: object) -> tuple[Value, list[Expression]]:
    """`remembering` of a function that takes arguments."""
    return remembering(partial(compute, *arguments))


def nonzero(expression: Expression) -> Expression:
    """The requirement that an expression is not 0."""
    return apply("!=", (expression, ZERO))


def _said(requirements: Iterable[Expression]) -> list[Expression]:
    """What requirements say, each once: conditions without what is sure in them, and what may be undefined."""
    found: dict[Expression, None] = {}
    for requirement in requirements:
        if type(requirement) is Apply and requirement.function in CONDITIONS:
            said = settled(requirement)
            if said is not True:
                found[said if isinstance(said, Expression) else requirement] = None
        elif not is_total(requirement):
            found[requirement] = None
    return list(found)


@twin
def settled(condition: Expression) -> Expression | bool:
    """A condition without the comparisons of numbers in it: True or False where nothing else is left."""
    if type(condition) is Apply and condition.function in HOLDS:
        return _compared(condition)
    found: dict[Expression, Expression | bool] = {}
    for node in postorder((condition,), lambda n: n.arguments if n.function in CONNECTIVES else ()):
        if type(node) is Apply and node.function in CONNECTIVES:
            found[node] = _joined(node, [found[a] for a in node.arguments])
        else:
            found[node] = _compared(node)
    return found[condition]


def _joined(node: Apply, parts: list[Expression | bool]) -> Expression | bool:
    deciding = node.function == "or"
    if any(part is deciding for part in parts):
        return deciding
    left = list(dict.fromkeys(part for part in parts if isinstance(part, Expression)))
    return apply(node.function, tuple(left)) if len(left) > 1 else left[0] if left else not deciding


def _compared(node: Expression) -> Expression | bool:
    if type(node) is not Apply or node.function not in HOLDS:
        return node
    value, bound = map(_level, node.arguments)
    return node if value is None or bound is None else HOLDS[node.function](value - bound)


def _level(node: Expression) -> Any:
    """The value of a number, or of one that is rounded down; else None."""
    if type(node) is Apply and node.function == FLOOR:
        inside = value_of(node.arguments[0])
        return None if inside is None else floor(inside)
    return value_of(node)


@twin
def not_implied(value: Expression, requirements: Iterable[Expression]) -> list[Expression]:
    """The requirements that neither the value's own formula nor another requirement says already."""
    kept = list(dict.fromkeys(requirements))
    if not kept:
        return kept
    nodes = always_evaluated(value)
    present = set(nodes)
    left = [r for r in kept if r not in present]
    if not any(type(r) is Apply and r.function == "!=" for r in left):
        return left
    known = {n for node in nodes if type(node) is Apply for n in _nonzero_operands(node)}
    known |= {r.arguments[0] for r in kept if type(r) is Apply and r.function in "<>" and r.arguments[1] is ZERO}
    return [r for r in left if not (type(r) is Apply and r.function == "!=" and _known(r, known))]


@twin
def always_evaluated(expression: Expression) -> list[Expression]:
    """The nodes that must have a value wherever the expression has one: all but those in branches."""
    return postorder((expression,), lambda _: (), ("piecewise",))


def _known(requirement: Apply, known: set[Expression]) -> bool:
    subject, bound = requirement.arguments
    return bound is ZERO and subject in known


def _nonzero_operands(node: Apply) -> Iterable[Expression]:
    """What cannot be 0 where the node is defined."""
    function = node.function
    if function == "/":
        below: Expression = node.arguments[1]
        for _ in range(MOST_LOOKED_AT):
            if type(below) is not Apply or below.function != "*":
                break
            yield below
            below, last = below.arguments
            yield last
            yield from _base(last)
        yield below
        yield from _base(below)
    elif function == "^":
        exponent = value_of(node.arguments[1])
        if exponent is not None and exponent < 0:  # 0^v has a value for v > 0
            yield node.arguments[0]
    else:
        for place in positive_places(function, len(node.arguments)):
            yield node.arguments[place]


@asked
def positive_places(function: str, arity: int) -> tuple[int, ...]:
    """Which arguments of a function are positive wherever it is defined."""
    line = function_line(function, arity)
    return () if line is None else tuple(line.positive_places)


def _base(factor: Expression) -> Iterable[Expression]:
    if type(factor) is Apply and factor.function in VANISHING:
        yield factor.arguments[0]
