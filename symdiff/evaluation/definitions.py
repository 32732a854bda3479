"""Functions that have no numerical routine of their own, written out through their definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import LimitError
from ..expression import CONDITIONS, Apply, Expression, apply
from ..traversal import postorder, substitute
from .routines import NAMES

if TYPE_CHECKING:
    from ..rulebook import FunctionEntry

OPERATORS = frozenset(("+", "-", "*", "/", "^", "neg", "piecewise", "where")) | CONDITIONS
DEEPEST = 100


def expand(expression: Expression) -> Expression:
    """The expression in operators and functions that have routines, with derivatives carried out.

    Functions that are only names stay: running the program then names them.
    """
    expression = _carried_out(expression)
    for _ in range(DEEPEST):
        foreign = [n for n in postorder((expression,)) if type(n) is Apply and _is_foreign(n.function)]
        if not foreign:
            return expression
        expanded = _expanded(expression, foreign)
        if expanded is expression:
            return expression
        expression = expanded
    raise LimitError(f"definitions of functions go round in a circle, or more than {DEEPEST} deep")


def _is_foreign(function: str) -> bool:
    return function not in OPERATORS and function not in NAMES


def _carried_out(expression: Expression) -> Expression:
    """The expression without derivatives that are still to be carried out."""
    for node in postorder((expression,)):
        if type(node) is Apply and (node.function in ("derivative", "derivative_at") or _is_formal(node)):
            from ..calculus.forward import carry_out

            return carry_out(expression)
    return expression


def _is_formal(node: Apply) -> bool:
    return node.function.endswith("'") or node.function.startswith("D_")


def _expanded(expression: Expression, foreign: list[Apply]) -> Expression:
    from ..rulebook import current

    entries = current().functions
    done: dict[Expression, Expression] = {}
    for node in postorder((expression,)):
        if type(node) is Apply:
            arguments = tuple([done[a] for a in node.arguments])
            entry = entries.get((node.function, len(arguments))) if _is_foreign(node.function) else None
            done[node] = apply(node.function, arguments) if entry is None else _written_out(entry, arguments)
        else:
            done[node] = node
    return done[expression]


def _written_out(entry: FunctionEntry, arguments: tuple[Expression, ...]) -> Expression:
    letters: Mapping[Expression, Expression] = dict(zip(entry.parameters, arguments, strict=True))
    if entry.computed_by and entry.computed_by in NAMES:
        value: Expression = apply(entry.computed_by, arguments)
    elif entry.definition is not None:
        value = substitute(entry.definition, letters)
    else:
        return apply(entry.name, arguments)
    if entry.requirement is None:
        return value
    return apply("where", (value, substitute(entry.requirement, letters)))
