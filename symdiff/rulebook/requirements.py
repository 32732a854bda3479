"""What must hold for a result, said so that a person can read it: x > 0, not "ln(x) is defined"."""

from __future__ import annotations

from dataclasses import dataclass

from ..expression import CONDITIONS, ZERO, Apply, Expression, apply
from ..traversal import substitute
from . import current


@dataclass(frozen=True)
class Requirement:
    """A condition that must be true, or an expression that must be defined.

    Attributes:
        expression: the condition, or the expression.
        is_condition: which of the two it is.
    """

    expression: Expression
    is_condition: bool

    def __str__(self) -> str:
        return str(self.expression) if self.is_condition else f"{self.expression} is defined"


def requirements(expression: Expression) -> tuple[Requirement, ...]:
    """What must hold beyond the formula's own domain, each once."""
    if not isinstance(expression, Apply) or expression.function != "where":
        return ()
    return tuple(dict.fromkeys(readable(r) for r in expression.arguments[1:]))


def readable(node: Expression) -> Requirement:
    """What must hold for a node to have a value, or a condition as it is."""
    if isinstance(node, Apply):
        if node.function in CONDITIONS:
            return Requirement(node, True)
        if node.function == "/" and not isinstance(node.arguments[1], Apply):
            return Requirement(apply("!=", (node.arguments[1], ZERO)), True)
        entry = current().functions.get((node.function, len(node.arguments)))
        if entry is not None and entry.requirement is not None:
            bound: dict[Expression, Expression] = dict(zip(entry.parameters, node.arguments, strict=True))
            return Requirement(substitute(entry.requirement, bound), True)
    return Requirement(node, False)
