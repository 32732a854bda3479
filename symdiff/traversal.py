"""The only loops over an expression. None of them recurses, and each meets a node once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar

from .core import twin
from .expression import CONSTANTS, Apply, Expression, Number, Symbol, apply

Value = TypeVar("Value")
Arguments = Callable[[Apply], Iterable[Expression]]


@twin
def postorder(
    roots: Iterable[Expression], arguments: Arguments | None = None, heads: Container[str] | None = None
) -> list[Expression]:
    """Every distinct node below the roots, each after its arguments.

    Args:
        roots: where to start.
        arguments: what counts as a node's arguments, if not all of them.
        heads: the functions whose nodes `arguments` is asked about, if not all.
    """
    order: list[Expression] = []
    seen: set[Expression] = set()
    stack: list[Expression | None] = [*roots]
    stack.reverse()
    pop, push, add, emit = stack.pop, stack.append, seen.add, order.append
    while stack:
        node = pop()
        if node is None:
            emit(pop())  # type: ignore[arg-type]
        elif node not in seen:
            add(node)
            if type(node) is Apply:
                push(node)
                push(None)
                if arguments is None or (heads is not None and node.function not in heads):
                    stack.extend(node.arguments[::-1])
                else:
                    stack.extend(tuple(arguments(node))[::-1])
            else:
                emit(node)
    return order


def fold(
    roots: Iterable[Expression],
    leaf: Callable[[Expression], Value],
    combine: Callable[[Apply, list[Value]], Value],
) -> dict[Expression, Value]:
    """A value for every node, from the values of its arguments."""
    values: dict[Expression, Value] = {}
    for node in postorder(roots):
        if type(node) is Apply:
            values[node] = combine(node, [values[a] for a in node.arguments])
        else:
            values[node] = leaf(node)
    return values


def rebuild(
    root: Expression,
    combine: Callable[[str, tuple[Expression, ...]], Expression] = apply,
    leaves: Mapping[Expression, Expression] | None = None,
) -> Expression:
    """The expression built anew, bottom up, by another way of combining or with other leaves."""
    leaves = leaves or {}
    return fold((root,), lambda n: leaves.get(n, n), lambda n, a: combine(n.function, tuple(a)))[root]


@twin
def substitute(root: Expression, values: Mapping[Expression, Expression]) -> Expression:
    """The expression with some nodes (of any kind) replaced by others, all at once."""
    done: dict[Expression, Expression] = {}
    for node in postorder((root,), lambda n: () if n in values else n.arguments):
        if node in values:
            done[node] = values[node]
        elif type(node) is Apply:
            done[node] = apply(node.function, tuple([done[a] for a in node.arguments]))
        else:
            done[node] = node
    return done[root]


@twin
def tree_size(root: Expression) -> int:
    """How many nodes the expression has as a tree."""
    return fold((root,), lambda _: 1, lambda _, sizes: 1 + sum(sizes))[root]


@twin
def free_symbols(root: Expression) -> frozenset[Symbol]:
    """Every symbol in the expression that is not a constant."""
    found: set[Symbol] = set()
    seen: set[Expression] = {root}
    stack: list[Expression] = [root]
    while stack:  # in no order, which takes a third of the time of one
        node = stack.pop()
        if type(node) is Apply:
            for argument in node.arguments:
                if argument not in seen:
                    seen.add(argument)
                    stack.append(argument)
        elif type(node) is Symbol:
            found.add(node)
    return frozenset(found - CONSTANTS)


@twin
def holds_word(root: Expression) -> bool:
    """Whether a symbol in the expression has a name of more than one letter."""
    return any(len(symbol.name) > 1 for symbol in free_symbols(root))


def depending(roots: Iterable[Expression], symbol: Symbol) -> set[Expression]:
    """The nodes below the roots that hold a symbol."""
    found: set[Expression] = {symbol}
    for node in postorder(roots):
        if type(node) is Apply and not found.isdisjoint(node.arguments):
            found.add(node)
    return found


def chain(root: Expression, operators: tuple[str, ...], most: int | None = None) -> list[Expression] | None:
    """The operands of a chain of operators that nests to the left: a, b, c of a*b*c.

    Args:
        root: the chain's last application.
        operators: the heads that continue the chain.
        most: give up, and return None, when there are more operands than this.
    """
    operands = []
    node = root
    while type(node) is Apply and node.function in operators and len(node.arguments) == 2:
        node, last = node.arguments
        operands.append(last)
        if most is not None and len(operands) >= most:
            return None
    operands.append(node)
    operands.reverse()
    return operands


Flat = list[tuple[str, object]]


def flatten(root: Expression) -> Flat:
    """The expression as a list that refers to its own earlier places: what pickle stores."""
    places: dict[Expression, int] = {}
    flat: Flat = []
    for node in postorder((root,)):
        places[node] = len(flat)
        if isinstance(node, Apply):
            flat.append((node.function, tuple(places[a] for a in node.arguments)))
        elif isinstance(node, Number):
            flat.append(("", (node.value, node.decimal)))
        elif isinstance(node, Symbol):
            flat.append(("", node.name))
    return flat


def restore(flat: Flat) -> Expression:
    """The expression that `flatten` wrote."""
    nodes: list[Expression] = []
    for head, body in flat:
        if head:
            nodes.append(apply(head, tuple(nodes[i] for i in body)))  # type: ignore[attr-defined]
        else:
            nodes.append(Symbol(body) if isinstance(body, str) else Number(*body))  # type: ignore[misc]
    return nodes[-1]
