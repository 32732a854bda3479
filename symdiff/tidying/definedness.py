"""Where expressions are defined: what a rewrite may drop, and what it has to remember."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ..expression import CONDITIONS, ZERO, Apply, E, Expression, Number, apply, remember_total
from ..traversal import postorder
from .numbers import value_of

Value = TypeVar("Value")

MOST_LOOKED_AT = 12  # factors of a denominator that are known not to be 0

# Defined at every real argument; whatever else vanishes may take a bound of the domain with it.
TOTAL = {"+", "-", "*", "neg", "<", "<=", ">", ">=", "=", "!=", "and", "or"}
TOTAL |= {"min", "max", "abs", "sign", "floor", "ceil", "heaviside"}
TOTAL |= {"exp", "sin", "cos", "atan", "acot", "sinh", "cosh", "tanh", "sech", "asinh", "cbrt", "hypot"}
TOTAL |= {"erf", "erfc", "erfi", "sigmoid", "softplus"}


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


def _keeps_total(node: Apply) -> bool:
    if node.function == "^":
        base, exponent = node.arguments
        return base is E or (type(exponent) is Number and type(exponent.value) is int and exponent.value > 0)
    if node.function == "/":
        below = value_of(node.arguments[1])
        return below is not None and below != 0
    return node.function in TOTAL


HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "<": lambda gap: gap < 0,
    "<=": lambda gap: gap <= 0,
    ">": lambda gap: gap > 0,
    ">=": lambda gap: gap >= 0,
    "=": lambda gap: gap == 0,
    "!=": lambda gap: gap != 0,
}
"""Whether a comparison holds, from the left side less the right one."""


class _Remembered(threading.local):
    """The requirements met since somebody began to remember them; None while nobody does."""

    needs: list[Expression] | None = None


_remembered = _Remembered()


def where(value: Expression, *requirements: Expression) -> Expression:
    """The value, with what must hold or be defined, less what is sure.

    It is a `where` node, or the bare value while `remembering` gathers the requirements.
    """
    if _remembered.needs is not None:
        _remembered.needs += [r for r in dict.fromkeys(requirements) if _says_something(r)]
        return value
    return restrict(value, requirements)


def restrict(value: Expression, requirements: Iterable[Expression]) -> Expression:
    """The value with what must hold or be defined, less what is sure; not gathered, but there where it stands."""
    kept = [r for r in dict.fromkeys(requirements) if _says_something(r)]
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


def nonzero(expression: Expression) -> Expression:
    """The requirement that an expression is not 0."""
    return apply("!=", (expression, ZERO))


def _says_something(requirement: Expression) -> bool:
    if type(requirement) is Apply and requirement.function in CONDITIONS:
        return not _is_sure(requirement)
    return not is_total(requirement)


def _is_sure(condition: Apply) -> bool:
    """Whether a comparison is one of two numbers, and true."""
    value, bound = map(value_of, condition.arguments)
    if value is None or bound is None:
        return False
    return HOLDS[condition.function](value - bound)


def not_implied(value: Expression, requirements: Iterable[Expression]) -> list[Expression]:
    """The requirements that neither the value's own formula nor another requirement says already."""
    kept = list(dict.fromkeys(requirements))
    if not kept:
        return kept
    nodes = always_evaluated(value)
    present = set(nodes)
    known = {n for node in nodes if type(node) is Apply for n in _nonzero_operands(node)}
    known |= {r.arguments[0] for r in kept if type(r) is Apply and r.function in "<>" and r.arguments[1] is ZERO}
    return [r for r in kept if r not in present and not (type(r) is Apply and r.function == "!=" and _known(r, known))]


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
    elif function in ("ln", "log"):
        yield node.arguments[0]
    elif function == "^":
        exponent = value_of(node.arguments[1])
        if exponent is not None and exponent < 0:  # 0^v has a value for v > 0
            yield node.arguments[0]


def _base(factor: Expression) -> Iterable[Expression]:
    if type(factor) is Apply and factor.function in ("^", "sqrt", "abs", "cbrt"):
        yield factor.arguments[0]
