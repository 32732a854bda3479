"""What is shown of an expression that is too large to print even with names for its shared parts."""

from __future__ import annotations

from collections import deque

from ..expression import Apply, Expression, Symbol, apply, integer
from ..traversal import postorder
from .layout import Nodes
from .pieces import LONGEST
from .sign_table import MISSING

_CHAINS = {"+": ("+", "-"), "-": ("+", "-"), "*": ("*", "/"), "/": ("*", "/")}
_LONG, _ENDS = 12, 4


class Abbreviation:
    """The top of an expression, down to where a number of nodes is spent; a long sum keeps both its ends."""

    def __init__(self, nodes: Nodes, sizes: dict[Expression, int] | None = None) -> None:
        self.nodes = nodes
        self.sizes = {} if sizes is None else sizes
        measure(nodes, self.sizes)
        self._shortened: dict[Expression, Expression] = {}

    def top(self, budget: int) -> Expression:
        """The expression with everything left out that lies below its first nodes, counted breadth first."""
        places: list[tuple[Expression, list[int]]] = []
        waiting: deque[tuple[Expression, int]] = deque([(self.nodes.root, -1)])
        while waiting:
            node, parent = waiting.popleft()
            shown = self._shorten(node) if len(places) < budget else self._left_out(node)
            if parent >= 0:
                places[parent][1].append(len(places))
            places.append((shown, []))
            if not _is_missing(shown):
                waiting.extend((argument, len(places) - 1) for argument in self.nodes.arguments(shown))
        return self._assemble(places)

    def _assemble(self, places: list[tuple[Expression, list[int]]]) -> Expression:
        built: list[Expression] = [integer(0)] * len(places)
        for index in range(len(places) - 1, -1, -1):
            node, below = places[index]
            built[index] = apply(node.function, tuple(built[i] for i in below)) if below else node  # type: ignore[attr-defined]
        return built[0]

    def missing(self, node: Expression) -> Apply:
        """What stands in place of a whole part."""
        return missing("nodes", self.sizes[node])

    def _left_out(self, node: Expression) -> Expression:
        return node if self.sizes.get(node, 1) == 1 else self.missing(node)

    def _shorten(self, node: Expression) -> Expression:
        """The node; if it ends a long chain of one kind of sign, the chain without its middle."""
        known = self._shortened.get(node)
        if known is None:
            known = self._shortened[node] = self._without_middle(node)
        return known

    def _without_middle(self, node: Expression) -> Expression:
        if type(node) is not Apply:
            return node
        if len(node.arguments) > _LONG:
            first, last = node.arguments[:_ENDS], node.arguments[-_ENDS:]
            left_out = missing("arguments", len(node.arguments) - 2 * _ENDS)
            return apply(node.function, (*first, left_out, *last))
        spine = _spine(node)
        return self._without_middle_of_chain(spine) if len(spine) > _LONG else node

    def _without_middle_of_chain(self, spine: list[Apply]) -> Expression:
        operator, what = ("+", "terms") if spine[0].function in "+-" else ("*", "factors")
        short: Expression = apply(operator, (spine[-_ENDS], missing(what, len(spine) - 2 * _ENDS)))
        self.sizes[short] = self.sizes[spine[_ENDS]]
        for link in reversed(spine[:_ENDS]):
            short = apply(link.function, (short, link.arguments[1]))
            self.sizes[short] = self.sizes[link]
        return short


def measure(nodes: Nodes, sizes: dict[Expression, int]) -> int:
    """How many nodes the text of an expression has; what is found of its parts is added to the sizes."""
    for node in postorder((nodes.root,), lambda n: () if n in sizes else nodes.arguments(n)):
        if node not in sizes:
            sizes[node] = min(1 + sum([sizes[argument] for argument in nodes.arguments(node)]), LONGEST)
    return sizes[nodes.root]


def missing(what: str, size: int) -> Apply:
    """What stands in place of so many terms, factors or nodes."""
    return apply(MISSING, (integer(size), Symbol(what)))


def _is_missing(node: Expression) -> bool:
    return type(node) is Apply and node.function == MISSING


def _spine(node: Expression) -> list[Apply]:
    """The applications of a chain that nests to the left, the last one first."""
    spine: list[Apply] = []
    signs = _CHAINS.get(node.function, ()) if type(node) is Apply else ()
    while type(node) is Apply and node.function in signs and len(node.arguments) == 2:
        spine.append(node)
        node = node.arguments[0]
    return spine
