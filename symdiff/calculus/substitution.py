"""Others in the place of parts of a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..expression import Apply, Expression, Symbol, as_expression, symbol
from ..language import is_name
from ..tidying import tidy
from ..traversal import free_symbols, postorder, substitute
from .forward import carry_out


def part(key: Expression | str) -> Expression:
    """What a key names: a word is one symbol, any other text a formula."""
    return symbol(key) if isinstance(key, str) and is_name(key) else as_expression(key)


def put_in(expression: Expression, values: Mapping[Any, Any]) -> Expression:
    """The expression with others in the place of parts, all at once; derivatives in it are carried out before.

    Raises:
        ParseError: a text is no formula.
        TypeError: what is to be put in is none.
    """
    return tidy(substitute(carry_out(expression), {part(key): as_expression(value) for key, value in values.items()}))


def at_place(expression: Expression, values: Sequence[Any], named: Mapping[str, Any]) -> Expression:
    """The expression with a value for its only symbol, or values by the names of its symbols.

    Raises:
        TypeError: a value has no symbol to stand for, or a name is none of its symbols.
    """
    names = sorted(s.name for s in free_symbols(expression))
    if len(values) > 1 or (values and (len(names) > 1 or named)):
        raise TypeError(
            f"which symbol a value stands for is not known; write f({', '.join(f'{n}=...' for n in names)})"
        )
    if strange := sorted(named.keys() - set(names)):
        raise TypeError(
            f"{', '.join(strange)} is no symbol of the expression; its symbols are {', '.join(names) or 'none'}"
        )
    return put_in(expression, {**dict(zip(names, values, strict=False)), **named})


def holds(expression: Expression, parts: Iterable[Expression | str]) -> bool:
    """Whether one of the parts is in the expression; a word is a symbol or the name of a function."""
    nodes = set(postorder((expression,)))
    functions = {node.function for node in nodes if isinstance(node, Apply)}
    symbols = {node.name for node in nodes if isinstance(node, Symbol)}
    return any(
        wanted in functions or wanted in symbols
        if isinstance(wanted, str) and is_name(wanted)
        else as_expression(wanted) in nodes
        for wanted in parts
    )
