"""What the table in use says of a function: its entry, its definition, and formulas with definitions written out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..errors import LimitError
from ..expression import Apply, Expression, apply
from ..traversal import fold, postorder, substitute

if TYPE_CHECKING:
    from ..rulebook import FunctionEntry

DEEPEST = 100


def entry_of(name: str, arity: int) -> FunctionEntry | None:
    """What the table in use says of a function; one of any number of arguments stands there with the fewest."""
    from ..rulebook import current

    book = current()
    fewest, most = book.vocabulary.functions.get(name, (arity, arity))
    return book.functions.get((name, fewest if most is None and arity > fewest else arity))


def definition_of(entry: FunctionEntry) -> Expression | None:
    """The function in terms of others, if the table says so.

    Raises:
        LimitError: definitions go round in a circle, or too deep.
    """
    level: list[Expression] = [] if entry.definition is None else [entry.definition]
    for _ in range(DEEPEST):
        calls = {(n.function, len(n.arguments)) for n in postorder(level) if type(n) is Apply}
        entries = [found for call in calls if (found := entry_of(*call)) is not None]
        level = [found.definition for found in entries if found.definition is not None]
        if not level:
            return entry.definition
    raise LimitError(f"definitions of functions go round in a circle, or more than {DEEPEST} deep")


def carried_out(expression: Expression) -> Expression:
    """The expression without derivatives that are still to be carried out."""
    for node in postorder((expression,)):
        if type(node) is Apply and (node.function in ("derivative", "derivative_at") or _is_formal(node)):
            from ..calculus.forward import carry_out

            return carry_out(expression)
    return expression


def _is_formal(node: Apply) -> bool:
    return node.function.endswith("'") or node.function.startswith("D_")


def written_out(expression: Expression, known: Collection[str], refused: Mapping[str, str]) -> Expression:
    """The expression with functions that are not known written out, where their definitions come down to known ones.

    Args:
        expression: a formula.
        known: the names of operators and functions that stay.
        refused: for functions what their definitions demand by themselves, so that it needs no test.
    """

    def combine(node: Apply, arguments: list[Expression]) -> Expression:
        call = apply(node.function, tuple(arguments))
        return call if node.function in known else _written_out(call, known, refused)

    expression = carried_out(expression)
    if all(type(n) is not Apply or n.function in known for n in postorder((expression,))):
        return expression
    return fold((expression,), lambda leaf: leaf, combine)[expression]


def _written_out(call: Apply, known: Collection[str], refused: Mapping[str, str]) -> Expression:
    entry = entry_of(call.function, len(call.arguments))
    if entry is None or entry.computed_by in known:
        return call
    definition = definition_of(entry)
    value = None if definition is None else written_out(definition, known, refused)
    if value is None or not all(type(n) is not Apply or n.function in known for n in postorder((value,))):
        return call
    letters: dict[Expression, Expression] = dict(zip(entry.parameters, call.arguments, strict=True))
    value = substitute(value, letters)
    if entry.requirement is None or refused.get(call.function) == str(entry.requirement):
        return value
    return apply("where", (value, substitute(entry.requirement, letters)))
