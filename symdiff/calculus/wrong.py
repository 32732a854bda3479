"""Wrong rules applied: where the left side of one fits, and what it gives there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..expression import CONSTANTS, ZERO, Apply, Expression, Symbol
from ..rulebook.misconceptions import FUNCTION_LETTERS, WrongRule, X
from ..tidying import bare, build
from ..traversal import fold
from .trace import Outer, Slopes, Trace


@dataclass(frozen=True)
class Misapplication:
    """A wrong rule that fits a node.

    Attributes:
        rule: the wrong rule.
        node: what it is applied to.
        bindings: what its letters stand for.
        outers: what its function letters stand for.
    """

    rule: WrongRule
    node: Expression
    bindings: Mapping[Expression, Expression]
    outers: Mapping[str, Outer]

    def slope(self, slopes: Slopes, variable: Symbol) -> Expression:
        """The derivative of the node by the wrong rule.

        Args:
            slopes: the derivatives of the nodes below.
            variable: by which the node is differentiated.
        """

        def leaf(node: Expression) -> Expression:
            return variable if node is X else self.bindings.get(node, node)

        def combine(node: Apply, parts: list[Expression]) -> Expression:
            name = node.function
            if name == "d":
                return slopes.get(parts[0], ZERO)
            if name in FUNCTION_LETTERS:
                return self.outers[name].at(parts[0])
            if name.endswith("'"):
                return self.outers[name[:-1]].derivative_at(parts[0])
            return build(name, tuple(parts))

        return bare(fold((self.rule.replacement,), leaf, combine)[self.rule.replacement])


def misapplied(rule: WrongRule, node: Expression, trace: Trace) -> Iterator[Misapplication]:
    """The ways in which a wrong rule fits a node of a trace: as it stands, or turned around."""
    for pattern in rule.patterns:
        found = fitted(rule, pattern, node, trace)
        if found is not None:
            yield found


def fitted(rule: WrongRule, pattern: Expression, node: Expression, trace: Trace) -> Misapplication | None:
    """The rule at the node, where its left side (in one of its forms) is the node."""
    bindings: dict[Expression, Expression] = {}
    outers: dict[str, Outer] = {}
    pairs = [(pattern, node)]
    while pairs:
        left, right = pairs.pop()
        if isinstance(left, Symbol) and left not in CONSTANTS:
            wanted = trace.variable if left is X else bindings.setdefault(left, right)
            if wanted is not right:
                return None
        elif isinstance(left, Apply) and left.function in FUNCTION_LETTERS:
            outer = trace.outer.get(right)
            if outer is None or (outer.argument is trace.variable and left.arguments[0] is not X):
                return None
            outers[left.function] = outer
            pairs.append((left.arguments[0], outer.argument))
        elif isinstance(left, Apply):
            if not isinstance(right, Apply) or left.function != right.function:
                return None
            pairs += zip(left.arguments, right.arguments, strict=True)
        elif left is not right:
            return None
    if any((letter in rule.free) == trace.depends(value) for letter, value in bindings.items()):
        return None
    return Misapplication(rule, node, bindings, outers)
