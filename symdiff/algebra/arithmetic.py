"""Sums, products and quotients of products of powers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..expression import Apply, Expression, Number
from ..traversal import chain, postorder
from .atoms import Atoms
from .field import Product
from .generators import terms_of

Products = dict[Expression, Product]


def operands(node: Apply) -> Iterable[Expression]:
    """What a node is converted from: the terms of a whole sum, or its arguments."""
    return chain(node, ("+", "-")) or node.arguments if node.function in ("+", "-") else node.arguments


def arithmetic(field: Atoms, node: Expression, values: Products) -> Product | None:
    """A number, or an operation of arithmetic on what its operands are; None for anything else."""
    match node:
        case Number():
            return field.number(node.value)
        case Apply(function="+" | "-"):
            return field.add([field.scaled(sign, values[term]) for sign, term in terms_of(node)])
        case Apply(function="*"):
            return field.multiply([values[a] for a in node.arguments])
        case Apply(function="/", arguments=(above, below)):
            return field.multiply((values[above], field.inverse(values[below])))
        case Apply(function="neg", arguments=(only,)):
            return field.scaled(-1, values[only])
    return None


def combination(field: Atoms, formula: Expression, parts: Mapping[Expression, Product]) -> Product:
    """A formula that is arithmetic of parts."""
    values = dict(parts)
    for node in postorder((formula,), lambda n: () if n in values else operands(n)):
        if node not in values:
            value = arithmetic(field, node, values)
            assert value is not None
            values[node] = value
    return values[formula]
