"""Functions written out through their definitions."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import LimitError
from ..expression import Apply, Expression, apply
from ..traversal import fold, substitute
from . import current

DEEPEST = 100


def in_terms_of(expression: Expression, is_known: Callable[[str, int], bool]) -> Expression:
    """The expression with functions that are not known written out as others, as far as the table defines them.

    Args:
        expression: any.
        is_known: whether a function of so many arguments stays.

    Raises:
        LimitError: definitions go round in a circle.

    >>> from symdiff import parse
    >>> in_terms_of(parse("log10(x)"), lambda name, arity: name == "ln")
    parse('ln(x)/ln(10)')
    """
    entries = current().functions

    def written_out(node: Apply, arguments: list[Expression]) -> Expression:
        entry = entries.get((node.function, len(arguments)))
        if entry is None or entry.definition is None or is_known(node.function, len(arguments)):
            return apply(node.function, tuple(arguments))
        return substitute(entry.definition, dict(zip(entry.parameters, arguments, strict=True)))

    for _ in range(DEEPEST):
        before = expression
        expression = fold((before,), lambda leaf: leaf, written_out)[before]
        if expression is before:
            return expression
    raise LimitError(f"definitions of functions go round in a circle, or more than {DEEPEST} deep")
