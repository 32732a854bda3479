"""By which symbols a function of several is differentiated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from ..expression import Expression, Symbol
from ..rulebook import parse
from ..traversal import free_symbols

Variable: TypeAlias = Symbol | str
Variables: TypeAlias = Iterable[Variable] | Variable | None


def chosen_variables(functions: Iterable[Expression | str], variables: Variables) -> list[Variable]:
    """The variables that are meant: one, several, those of a text such as "x, y"; without any all symbols.

    >>> chosen_variables(["y*x + 1"], None), chosen_variables([], "x y")
    ([parse('x'), parse('y')], ['x', 'y'])
    """
    if variables is None:
        bodies = [parse(f) if isinstance(f, str) else f for f in functions]
        return [*sorted({s for body in bodies for s in free_symbols(body)}, key=lambda s: s.name)]
    if isinstance(variables, Symbol):
        return [variables]
    return [*variables.replace(",", " ").split()] if isinstance(variables, str) else list(variables)
