"""The normal form of an expression: a quotient of polynomials in independent generators.

The generators are the symbols, and functions that no known relation ties to the others. What is the
same function by exact arithmetic, by the laws of powers, logarithms, sines and exponentials gets the
same form. A form that is 0 proves that the expression is 0 wherever it is defined; one that is not
proves nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from ..expression import ZERO, Apply, Expression, Symbol
from ..rulebook import FunctionEntry, current
from ..traversal import chain, postorder
from .arithmetic import Products, operands
from .atoms import Atoms, Refine
from .conversion import converted
from .field import Product, Unwieldy

MOST_NODES = 3000
MOST_RESTARTS = 24
_LAZY = frozenset(("piecewise", "and", "or"))


@dataclass(frozen=True)
class NormalForm:
    """An expression as a quotient of polynomials in generators.

    Attributes:
        product: the quotient.
        field: the generators and their relations.
    """

    product: Product
    field: Atoms

    @property
    def is_zero(self) -> bool:
        """Whether the expression is 0 wherever it is defined."""
        return not self.product.coefficient


def normal_form(expression: Expression) -> NormalForm | None:
    """The normal form, or None where it would be too large.

    >>> import symdiff
    >>> normal_form(symdiff.parse("1/(x - 1) - 1/(x + 1) - 2/(x^2 - 1)")).is_zero
    True
    """
    order = postorder((expression,), operands)
    if len(order) > MOST_NODES:
        return None
    parts: dict[Hashable, int] = {}
    for _ in range(MOST_RESTARTS):
        try:
            return _converted(order, parts)
        except Refine:
            continue  # with the finer parts that it has noted
        except Unwieldy:
            break
    return None


def is_zero(expression: Expression) -> bool:
    """Whether the expression is proved to be 0 wherever it is defined.

    >>> import symdiff
    >>> is_zero(symdiff.parse("sin(2x) - 2 sin(x) cos(x)")), is_zero(symdiff.parse("sin(2x) - 2 sin(x)"))
    (True, False)
    """
    form = normal_form(expression)
    return form is not None and form.is_zero


def _converted(order: list[Expression], parts: dict[Hashable, int]) -> NormalForm:
    restricted = not any(type(n) is Apply and n.function in _LAZY for n in order)
    field = Atoms(parts, restricted)
    positive = frozenset(a for n in order for a in _positive_arguments(n)) if restricted else frozenset()
    values: Products = {}
    for node in order:
        has_positive_base = type(node) is Apply and node.function == "^" and node.arguments[0] in positive
        values[node] = converted(field, node, values, has_positive_base)
        if node in positive:
            field.note_positive(values[node])
    return NormalForm(values[order[-1]], field)


def _positive_arguments(node: Expression) -> list[Expression]:
    """The arguments of a function that are positive wherever it is defined."""
    if type(node) is not Apply:
        return []
    entry = current().functions.get((node.function, len(node.arguments)))
    if entry is None or entry.requirement is None:
        return []
    return [a for p, a in zip(entry.parameters, node.arguments, strict=True) if _is_positive(entry, p)]


def _is_positive(entry: FunctionEntry, parameter: Symbol) -> bool:
    requirement = entry.requirement
    assert requirement is not None
    return Apply(">", (parameter, ZERO)) in (chain(requirement, ("and",)) or (requirement,))


__all__ = ["NormalForm", "is_zero", "normal_form"]
