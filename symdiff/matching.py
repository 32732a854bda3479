"""A pattern against an expression: what its letters stand for."""

from __future__ import annotations

from .expression import CONSTANTS, Apply, Expression, Symbol

Bindings = dict[Expression, Expression]


def match(pattern: Expression, node: Expression) -> Bindings | None:
    """The bindings under which the pattern is the node, or None.

    A symbol of the pattern (that is no constant) stands for any expression, the same one wherever
    it appears; everything else stands for itself.

    >>> import symdiff
    >>> bound = match(symdiff.parse("u^n"), symdiff.parse("sin(x)^2"))
    >>> {str(letter): str(value) for letter, value in bound.items()}
    {'u': 'sin(x)', 'n': '2'}
    """
    bindings: Bindings = {}
    pairs = [(pattern, node)]
    while pairs:
        left, right = pairs.pop()
        if type(left) is Symbol and left not in CONSTANTS:
            if bindings.setdefault(left, right) is not right:
                return None
        elif type(left) is Apply:
            if type(right) is not Apply or left.function != right.function:
                return None
            if len(left.arguments) != len(right.arguments):
                return None
            pairs.extend(reversed(list(zip(left.arguments, right.arguments, strict=True))))
        elif left is not right:
            return None
    return bindings
