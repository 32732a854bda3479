"""Expressions written out with every head before its arguments, so that no printer is trusted."""

from __future__ import annotations

from symdiff.expression import Apply, Expression, Number, Symbol
from symdiff.traversal import fold


def tree(expression: Expression) -> str:
    """The tree of an expression: `*(2, sin(x))`; a decimal number has a d behind it."""

    def leaf(node: Expression) -> str:
        if isinstance(node, Number):
            return f"{node.value}{'d' if node.decimal else ''}"
        assert isinstance(node, Symbol)
        return node.name

    def combine(node: Apply, arguments: list[str]) -> str:
        return f"{node.function}({', '.join(arguments)})"

    return fold((expression,), leaf, combine)[expression]
