"""Expressions as books print them: each application is simplified as it is built, by tidying and by the identities.

What goes entry by entry (sums, products with numbers, functions) has the heads of formulas of numbers, so `tidying`
does all of it; a product of matrices is one node of all its factors. Nothing is expanded.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import MINUS_ONE, ONE, ZERO, Apply, Expression, Symbol, apply
from ..primitives import MATRIX_PRODUCT, ONES, PENDING, TRANSPOSE
from ..tidying import build as tidied
from ..tidying import remembering
from ..traversal import postorder
from ..work import spend
from .matching import Bindings, Matcher, filled, product_of
from .operations import OPERATION
from .scope import Scope, broadcast
from .shapes import Shape
from .sums import factored

ARITHMETIC = frozenset(("+", "-", "*", "/", "^", "neg"))
Split = tuple[Expression, Expression | None]


class MatrixSimplifier:
    """Builds simplified applications in a scope.

    Attributes:
        scope: the names, with their shapes.
        used: the names of the identities that were used, in order.
        needs: what must hold for what was cancelled.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.used: list[str] = []
        self.needs: list[Expression] = []
        self.matcher = Matcher(scope, self.build, self.split)
        self._built: dict[tuple[str, tuple[Expression, ...]], Expression] = {}
        self._identities = scope.table.identities

    def simplified(self, root: Expression) -> Expression:
        """An expression, built anew from below."""
        done: dict[Expression, Expression] = {}
        for node in postorder((root,)):
            done[node] = (
                self.build(node.function, tuple([done[a] for a in node.arguments])) if isinstance(node, Apply) else node
            )
        return done[root]

    def build(self, head: str, arguments: tuple[Expression, ...]) -> Expression:
        """The simplified application of a head to simplified arguments."""
        key = (head, arguments)
        found = self._built.get(key)
        if found is None:
            spend(30)
            found = self._built[key] = self._build(head, arguments)
        return found

    def _build(self, head: str, arguments: tuple[Expression, ...]) -> Expression:
        if head == PENDING:
            return apply(head, arguments)
        definition = self.scope.table.definitions.get((head, len(arguments)))
        if definition is not None:
            return self._defined(definition, head, arguments)
        if head == MATRIX_PRODUCT:
            return self._product(arguments)
        if not head.startswith(OPERATION):
            return self._rewritten(self._entry_by_entry(head, arguments))
        if head == TRANSPOSE and self.is_entry_by_entry(arguments[0]):
            return self._transposed(arguments[0])
        return self._rewritten(apply(head, arguments))

    def _defined(self, definition: Expression, head: str, arguments: tuple[Expression, ...]) -> Expression:
        operation = self.scope.table.operations.by_head[head, len(arguments)]
        sizes = operation.sizes(arguments, [self.scope.shape(a) for a in arguments])
        assert sizes is not None
        letters = dict(zip(operation.letters, arguments, strict=True))
        bound: Bindings = {**sizes, **{Symbol(letter): argument for letter, argument in letters.items()}}
        return filled(definition, bound, self.build)

    # Entry by entry.

    def is_entry_by_entry(self, node: Expression) -> bool:
        """Whether a node is an array made of others entry by entry."""
        return isinstance(node, Apply) and not node.function.startswith(OPERATION) and not self.scope.is_scalar(node)

    def _entry_by_entry(self, head: str, arguments: tuple[Expression, ...]) -> Expression:
        shape = broadcast([self.scope.shape(a) for a in arguments])
        if head in ("+", "-"):
            arguments = tuple(self._spread(a, shape) for a in arguments)
        if head == "*" and len({self.scope.is_scalar(a) for a in arguments}) > 1:
            arguments = self._number_and_rest(arguments)
        value, needs = remembering(lambda: tidied(head, arguments))
        self.needs += needs
        if head in ("+", "-"):
            if shape.is_row and isinstance(value, Apply) and value.function in ("+", "-"):
                return apply(TRANSPOSE, (self._transposed(value),))
            value = factored(value, self.split, self.build)
        return self._as_shaped(value, shape)

    def _number_and_rest(self, arguments: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """A number times an array that may be a multiple itself, with one number."""
        number, array = arguments if self.scope.is_scalar(arguments[0]) else arguments[::-1]
        more, rest = self.split(array)
        return arguments if rest is None else (self._arithmetic("*", number, more), rest)

    def _spread(self, node: Expression, shape: Shape) -> Expression:
        """A differential of a number that stands in a sum of arrays, as it is added to each entry."""
        if shape.is_scalar or not self.scope.is_scalar(node) or not holds_differential(node):
            return node
        return self.spread(node, shape)

    def spread(self, node: Expression, shape: Shape) -> Expression:
        """A number, as an array of it."""
        return self.times(node, apply(ONES, (shape.rows, shape.columns)))

    def _as_shaped(self, value: Expression, shape: Shape) -> Expression:
        """What has become a number, as an array of that number."""
        if value is ZERO or shape.is_scalar or not self.scope.is_scalar(value):
            return value
        return self.spread(value, shape)

    def _transposed(self, node: Expression) -> Expression:
        """The transpose of what is made entry by entry: of a column as a whole, else from those of its parts."""
        assert isinstance(node, Apply)
        if self.scope.shape(node).is_column:
            number, rest = self.split(node)
            assert rest is not None
            whole = apply(TRANSPOSE, (rest,)) if self.is_entry_by_entry(rest) else self.build(TRANSPOSE, (rest,))
            return self.times(number, whole)
        parts = [a if self.scope.is_scalar(a) else self.build(TRANSPOSE, (a,)) for a in node.arguments]
        return self.build(node.function, tuple(parts))

    def split(self, node: Expression) -> Split:
        """A multiple as its number and the rest; the rest is None for a number."""
        if self.scope.is_scalar(node):
            return node, None
        sign, factors, divisors = ONE, list[Expression](), list[Expression]()
        stack: list[tuple[Expression, bool]] = [(node, True)]
        while stack:
            part, above = stack.pop()
            if isinstance(part, Apply) and part.function == "neg":
                sign = MINUS_ONE if sign is ONE else ONE
                stack.append((part.arguments[0], above))
            elif isinstance(part, Apply) and part.function in ("*", "/"):
                stack.append((part.arguments[1], above == (part.function == "*")))
                stack.append((part.arguments[0], above))
            else:
                (factors if above else divisors).append(part)
        scalar = [self.scope.is_scalar(part) for part in factors], [self.scope.is_scalar(part) for part in divisors]
        number = self._quotient([sign, *_chosen(factors, scalar[0])], _chosen(divisors, scalar[1]))
        rest = self._quotient(_chosen(factors, scalar[0], False), _chosen(divisors, scalar[1], False))
        return number, rest

    def _quotient(self, above: Sequence[Expression], below: Sequence[Expression]) -> Expression:
        value: Expression = ONE
        for part in above:
            value = self._arithmetic("*", value, part)
        for part in below:
            value = self._arithmetic("/", value, part)
        return value

    def _arithmetic(self, head: str, left: Expression, right: Expression) -> Expression:
        value, needs = remembering(lambda: tidied(head, (left, right)))
        self.needs += needs
        return value

    def times(self, number: Expression, rest: Expression) -> Expression:
        """A number times an array."""
        return self._arithmetic("*", number, rest)

    # Products of matrices.

    def _product(self, arguments: tuple[Expression, ...]) -> Expression:
        number: Expression = ONE
        factors: list[Expression] = []
        for argument in arguments:
            if argument is ZERO:
                return ZERO
            multiple, rest = self.split(argument)
            number = self._arithmetic("*", number, multiple)
            if rest is not None:
                factors += factors_of(rest)
        if not factors:
            return number
        changed = self._window_rewritten(factors)
        if changed is not None:
            return self._product((number, changed))
        outer, inner = self._parts(factors)
        for scalar in inner:
            number = self._arithmetic("*", number, scalar)
        return number if outer is None else self.times(number, outer)

    def _window_rewritten(self, factors: list[Expression]) -> Expression | None:
        """The product after one identity for neighbouring factors, the fewest first; None where none applies."""
        for size in range(2, len(factors) + 1):
            for start in range(len(factors) - size + 1):
                window = product_of(factors[start : start + size])
                found = self._once(window)
                if found is not None:
                    return self.build(MATRIX_PRODUCT, (*factors[:start], found, *factors[start + size :]))
        return None

    def _parts(self, factors: list[Expression]) -> tuple[Expression | None, list[Expression]]:
        """A product cut where it is one wide: what is an array, and the numbers in it."""
        pieces: list[list[Expression]] = [[]]
        for factor in factors:
            pieces[-1].append(factor)
            if self.scope.shape(factor).columns is ONE:
                pieces.append([])
        arrays: list[Expression] = []
        numbers: list[Expression] = []
        for piece in filter(None, pieces):
            node = product_of(piece)
            if self.scope.is_scalar(node):
                numbers.append(self._turned(piece))
            else:
                arrays += piece
        return (product_of(arrays) if arrays else None), numbers

    def _turned(self, factors: list[Expression]) -> Expression:
        """A number u^T*A*v or its transpose, whichever is written more simply."""
        here = product_of(factors)
        if holds_differential(here):
            return here
        used = len(self.used)
        there = [f for factor in reversed(factors) for f in factors_of(self.build(TRANSPOSE, (factor,)))]
        del self.used[used:]
        other = product_of(there)
        return min(here, other, key=lambda node: (len(str(node)), str(node)))

    # Identities.

    def _rewritten(self, node: Expression) -> Expression:
        found = self._once(node)
        return node if found is None else found

    def _once(self, node: Expression) -> Expression | None:
        """What the first identity that matches makes of a node."""
        if not isinstance(node, Apply):
            return None
        for rule in self._identities.get(node.function, ()):
            bindings = self.matcher.bindings(rule, node)
            if bindings is not None:
                self.used.append(rule.name)
                return filled(rule.right, bindings, self.build)
        return None


def holds_differential(node: Expression) -> bool:
    """Whether a differential stands in an expression."""
    return any(isinstance(n, Apply) and n.function == PENDING for n in postorder((node,)))


def _chosen(parts: Sequence[Expression], marks: Sequence[bool], wanted: bool = True) -> list[Expression]:
    return [part for part, mark in zip(parts, marks, strict=True) if mark == wanted]


def factors_of(node: Expression) -> tuple[Expression, ...]:
    """The factors of a product of matrices."""
    return node.arguments if isinstance(node, Apply) and node.function == MATRIX_PRODUCT else (node,)
