"""A pattern of matrices.rules against an expression: what its letters stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..expression import CONSTANTS, ONE, Apply, Expression, Number, Symbol, apply
from ..primitives import MATRIX_PRODUCT, TRANSPOSE
from ..traversal import chain, postorder
from ..work import spend
from .scope import Scope
from .table import MatrixRule, is_column_letter, is_number_letter

Bindings = dict[Symbol, Expression]
Build = Callable[[str, tuple[Expression, ...]], Expression]
Split = Callable[[Expression], tuple[Expression, Expression | None]]

COMMUTATIVE = frozenset(("*", "+"))


class Matcher:
    """Matching in a scope.

    Attributes:
        scope: the names, with their shapes.
        build: makes the simplified application of a head.
        split: takes a node apart into a number and the rest, where a multiple may be written in any way; None where
            nodes are matched as they are written.
    """

    def __init__(self, scope: Scope, build: Build, split: Split | None = None) -> None:
        self.scope = scope
        self.build = build
        self.split = split

    def bindings(self, rule: MatrixRule, node: Expression) -> Bindings | None:
        """What the letters of a rule's left side stand for where it is the node, or None."""
        return next((b for b in self.match(rule.left, node, {}) if self.holds(rule, b)), None)

    def holds(self, rule: MatrixRule, bindings: Bindings) -> bool:
        """Whether what a rule asks of its letters is so, as far as shapes and names tell."""
        return all(self._is(bindings[letter], said) for letter, said in rule.provisos)

    def _is(self, node: Expression, said: str) -> bool:
        shape = self.scope.shape(node)
        if said == "symmetric":
            return shape.is_square and self.build(TRANSPOSE, (node,)) is node
        if said.startswith("declared "):
            declaration = self.scope.declared.get(node) if isinstance(node, Symbol) else None
            return declaration is not None and said.split()[1] in declaration.properties
        tests = {"square": shape.is_square, "scalar": shape.is_scalar, "column": shape.is_column}
        return tests.get(said, said != "number" or isinstance(node, Number))

    def match(self, pattern: Expression, node: Expression, bindings: Bindings) -> Iterator[Bindings]:
        """Every way in which a pattern is an expression."""
        spend(3)
        if isinstance(pattern, Symbol) and pattern not in CONSTANTS:
            yield from self._letter(pattern, node, bindings)
        elif not isinstance(pattern, Apply):
            if pattern is node:
                yield bindings
        elif pattern.function == TRANSPOSE and is_column_letter(pattern.arguments[0]):
            if self.scope.shape(node).is_row:
                yield from self._letter(pattern.arguments[0], self.build(TRANSPOSE, (node,)), bindings)
        elif pattern.function == "*" and self.split is not None:
            yield from self._product(pattern, node, bindings)
        elif isinstance(node, Apply) and node.function == pattern.function:
            yield from self._application(pattern, node, bindings)

    def _letter(self, letter: Expression, node: Expression, bindings: Bindings) -> Iterator[Bindings]:
        assert isinstance(letter, Symbol)
        known = bindings.get(letter)
        if known is not None:
            if known is node:
                yield bindings
        elif is_number_letter(letter):
            if self.scope.is_scalar(node):
                yield {**bindings, letter: node}
        elif not is_column_letter(letter) or self.scope.shape(node).is_column:
            yield {**bindings, letter: node}

    def _application(self, pattern: Apply, node: Apply, bindings: Bindings) -> Iterator[Bindings]:
        if pattern.function == MATRIX_PRODUCT:
            yield from self._row(row_of(pattern), node.arguments, bindings)
        elif len(pattern.arguments) == len(node.arguments):
            yield from self._each(pattern.arguments, node.arguments, bindings)
            if pattern.function in COMMUTATIVE:
                yield from self._each(pattern.arguments, node.arguments[::-1], bindings)

    def _each(
        self, patterns: Sequence[Expression], nodes: Sequence[Expression], bindings: Bindings
    ) -> Iterator[Bindings]:
        if not patterns:
            yield bindings
            return
        for found in self.match(patterns[0], nodes[0], bindings):
            yield from self._each(patterns[1:], nodes[1:], found)

    def _row(
        self, patterns: Sequence[Expression], nodes: Sequence[Expression], bindings: Bindings
    ) -> Iterator[Bindings]:
        """Factors of a product of matrices: each pattern is one or several of them, in their order."""
        if len(patterns) == 1:
            yield from self.match(patterns[0], product_of(nodes), bindings)
            return
        for count in range(1, len(nodes) - len(patterns) + 2):
            for found in self.match(patterns[0], product_of(nodes[:count]), bindings):
                yield from self._row(patterns[1:], nodes[count:], found)

    def _product(self, pattern: Apply, node: Expression, bindings: Bindings) -> Iterator[Bindings]:
        """A multiple, however it is written; or one factor of a product entry by entry, and the others."""
        assert self.split is not None
        first, second = pattern.arguments
        if is_number_letter(first) or is_number_letter(second):
            factor, rest = self.split(node)
            if rest is not None and factor is not ONE:
                parts = (factor, rest) if is_number_letter(first) else (rest, factor)
                yield from self._each(pattern.arguments, parts, bindings)
            return
        factors = chain(node, ("*",)) or []
        for place, factor in enumerate(factors if len(factors) > 1 else ()):
            if isinstance(first, Apply) and getattr(factor, "function", "") != first.function:
                continue
            others = factors[:place] + factors[place + 1 :]
            rest = others[0]
            for other in others[1:]:
                rest = self.build("*", (rest, other))
            if not self.scope.is_scalar(rest):
                yield from self._each(pattern.arguments, (factor, rest), bindings)


def row_of(pattern: Expression) -> list[Expression]:
    """The factors of a pattern that is a product of matrices."""
    return chain(pattern, (MATRIX_PRODUCT,)) or [pattern]


def product_of(factors: Sequence[Expression]) -> Expression:
    """Factors of a product of matrices as one node."""
    return factors[0] if len(factors) == 1 else apply(MATRIX_PRODUCT, tuple(factors))


def row_built(head: str, arguments: tuple[Expression, ...]) -> Expression:
    """An application as it is; a product of matrices is one node of all its factors."""
    if head == MATRIX_PRODUCT:
        rows = [a.arguments if isinstance(a, Apply) and a.function == head else (a,) for a in arguments]
        return apply(head, tuple(factor for row in rows for factor in row))
    return apply(head, arguments)


def filled(pattern: Expression, bindings: Bindings, build: Build) -> Expression:
    """A pattern with what its letters stand for, built from below."""
    done: dict[Expression, Expression] = {}
    for node in postorder((pattern,)):
        if isinstance(node, Apply):
            done[node] = build(node.function, tuple([done[a] for a in node.arguments]))
        else:
            done[node] = bindings.get(node, node) if isinstance(node, Symbol) else node
    return done[pattern]
