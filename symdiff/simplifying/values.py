"""Functions of numbers that have exact values: sin(pi/6) is 1/2, 5! is 120."""

from __future__ import annotations

from fractions import Fraction

from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import CONDITIONS, CONSTANTS, Apply, Expression, Symbol, rational
from ..rulebook import current
from ..tidying import build
from ..traversal import fold

LONGEST_CALL = 12  # nodes of a call that is looked at
LONGEST_VALUE = 10**20


def with_exact_values(expression: Expression) -> Expression:
    """The expression with the rational values of functions of numbers put in.

    >>> from symdiff import parse
    >>> print(with_exact_values(parse("x*cos(pi/3) + log(8, 2)")))
    x/2 + 3
    """
    functions = current().functions
    sizes: dict[Expression, int] = {}  # of what is free of letters

    def leaf(node: Expression) -> Expression:
        if type(node) is not Symbol or node in CONSTANTS:
            sizes[node] = 1
        return node

    def combine(node: Apply, parts: list[Expression]) -> Expression:
        size = 1 + sum(sizes.get(a, LONGEST_CALL) for a in node.arguments)
        if size <= LONGEST_CALL and node.function not in CONDITIONS:
            sizes[node] = size
            value = _value(node) if (node.function, len(parts)) in functions else None
            if value is not None:
                return value
        same = all(a is b for a, b in zip(parts, node.arguments, strict=True))
        return node if same else build(node.function, tuple(parts))

    return fold((expression,), leaf, combine)[expression]


def _value(call: Apply) -> Expression | None:
    try:
        value = evaluate(call)
    except SymdiffError:
        return None
    if not isinstance(value, (int, Fraction)) or max(abs(value.numerator), value.denominator) > LONGEST_VALUE:
        return None
    return rational(value)
