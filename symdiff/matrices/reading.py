"""What a tree of signs and names means, by the shapes of what they join."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from ..errors import LimitError, ParseError, UnknownFunctionError
from ..expression import CONSTANTS, Expression, Symbol, apply, integer, negative, symbol
from ..language.number_literals import number
from ..primitives import ABS, IDENTITY, INVERSE, TRANSPOSE
from ..rulebook import current
from ..traversal import fold, substitute
from .matching import Bindings, filled, row_built
from .operations import Operation
from .scope import Scope
from .shapes import IDENTITY_WORD, SCALAR, Shape, Size
from .signs import Signs
from .syntax import Raw, read_tree, word
from .table import postordered

DEEPEST = 100
UNKNOWN = "?"
"""What the name of a size begins with that is not known yet: that of I."""

JUXTAPOSED, KRONECKER = "*", "⊗"
FENCE = "|"


def read_matrices(text: str, scope: Scope) -> Expression:
    """The expression that a text means.

    Args:
        text: a formula as people or NumPy write it.
        scope: what is declared.

    Raises:
        ParseError: it is no formula, or shapes do not fit: the error has the place and names both shapes.
        UnknownFunctionError: a name before a bracket is no function that is known.
        LimitError: it is too long, or nested too deeply.
    """
    vocabulary = current().vocabulary
    functions = {*scope.table.operations.names, *vocabulary.functions, *vocabulary.aliases}
    names = {name.name for name in scope.declared}
    tree = read_tree(text, names, functions)
    reader = Reader(text, scope)
    try:
        return reader.expression(tree)
    except ParseError:
        only = scope.only_size([symbol(part.text) for part in postordered(tree)])
        if not reader.unknown or only is None:
            raise
        return Reader(text, scope, only).expression(tree)


class Reader(Signs):
    """Reads one text in a scope; `size` is that of an identity, where it does not follow from what stands around it."""

    def __init__(self, text: str, scope: Scope, size: Size | None = None) -> None:
        super().__init__(text, scope, size)
        self.readers: dict[str, Callable[[Raw, Sequence[Raw]], tuple[Expression, Shape]]] = {
            "name": self.name, "number": self.number, "neg": self.negative, "call": self.call, "mark": self.mark,
            "fence": self.fence, "+": self.sum, "-": self.sum, "*": self.product, "@": self.matrix_product,
            ".*": self.pointwise, "./": self.pointwise, ".^": self.pointwise, "/": self.quotient, "^": self.power,
            KRONECKER: self.kronecker,
        }  # fmt: skip

    def expression(self, tree: Raw) -> Expression:
        """The expression of a tree.

        Raises:
            ParseError: shapes do not fit.
        """
        for raw in postordered(tree):
            self.nodes[raw], self.shapes[raw] = self.readers[raw.head](raw, raw.parts)
        root = self.nodes[tree]
        if fold((root,), lambda _: 1, lambda _, depths: 1 + max(depths, default=0))[root] > DEEPEST:
            raise LimitError(f"a formula that is nested more than {DEEPEST} deep")
        for size, raw in self.unknown.items():
            if self.settled(size) in self.unknown:
                raise self.mistake(
                    f"the size of {raw.text} does not follow from what stands around it", raw, "write eye(n)"
                )
        return substitute(root, {size: self.settled(size) for size in self.unknown})

    # Names, numbers, functions.

    def name(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A declared name, a constant, a size or an identity."""
        node = symbol(raw.text)
        declaration = self.scope.declared.get(node)
        if declaration is not None and IDENTITY_WORD in declaration.properties:
            return apply(IDENTITY, (declaration.shape.rows,)), declaration.shape
        if declaration is not None:
            return node, declaration.shape
        if node in CONSTANTS or node in self.sizes:
            return node, SCALAR
        operation = self.scope.table.operations.by_mark.get(raw.text)
        if operation is not None and operation.takes is None and self.size is not None:
            return apply(operation.head, (self.size,)), Shape(self.size, self.size)
        if operation is not None and operation.takes is None:
            size = symbol(f"{UNKNOWN}{len(self.unknown) + 1}")
            self.unknown[size] = raw
            return apply(operation.head, (size,)), Shape(size, size)
        raise self.mistake(
            f"{raw.text} has no shape",
            raw,
            f'say what it is: shapes=dict({raw.text}="n x n"), or "n" for a column, "scalar" for a number',
        )

    def number(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A number."""
        return number(raw.text), SCALAR

    def negative(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A minus sign."""
        return negative(self.nodes[parts[0]]), self.shape(parts[0])

    def call(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """An operation, or a function of numbers, entry by entry."""
        operations = self.scope.table.operations
        known = operations.by_name.get((raw.text, len(parts)), [])
        for operation in known:
            sizes = self._sizes_for(operation, parts, alone=len(known) == 1)
            if sizes is not None:
                return self._applied(operation, parts, sizes)
        if known:
            takes = " or ".join(_told(operation) for operation in known)
            raise self.mistake(
                f"{raw.text} takes {takes}, and {self.told(*parts)}", raw, self._other_norm(known, parts)
            )
        vocabulary = current().vocabulary
        shared = vocabulary.shared.get(raw.text, {})
        function = shared.get(len(parts)) or vocabulary.aliases.get(raw.text, raw.text)
        if function in vocabulary.functions and (function, len(parts)) in current().functions:
            return self._entry_by_entry(function, raw, parts)
        counts = operations.counts(raw.text)
        if counts or function in vocabulary.functions:
            raise self.mistake(f"{raw.text} takes another number of arguments than {len(parts)}", raw)
        close = get_close_matches(raw.text, [*operations.names, *vocabulary.functions], 1)
        advice = f"did you mean {close[0]}?" if close else f'if it is a matrix: shapes=dict({raw.text}="n x n")'
        raise self.mistake(f"there is no function {raw.text}", raw, advice, UnknownFunctionError)

    def _sizes_for(self, operation: Operation, parts: Sequence[Raw], *, alone: bool) -> Bindings | None:
        nodes, shapes = [self.nodes[part] for part in parts], [self.shape(part) for part in parts]
        if operation.takes is None:
            return operation.sizes(nodes, shapes) if all(shape.is_scalar for shape in shapes) else None
        if alone and any(size in self.unknown for s in shapes for size in (s.rows, s.columns)):
            self._settle(operation, shapes)
            shapes = [self.shape(part) for part in parts]
        return operation.sizes(nodes, shapes)

    def _settle(self, operation: Operation, shapes: Sequence[Shape]) -> None:
        """Let unknown sizes be what an operation asks for."""
        bound: dict[Size, Size] = {}
        for wanted, shape in zip(operation.takes or (), shapes, strict=True):
            for letter, size in ((wanted.rows, shape.rows), (wanted.columns, shape.columns)):
                self.same(bound.setdefault(letter, size if isinstance(letter, Symbol) else letter), size)

    def _applied(self, operation: Operation, parts: Sequence[Raw], sizes: Bindings) -> tuple[Expression, Shape]:
        nodes = tuple(self.nodes[part] for part in parts)
        definition = self.scope.table.definitions.get((operation.head, len(parts)))
        if definition is None:
            return apply(operation.head, nodes), operation.result(sizes)
        bound = {**sizes, **dict(zip(map(symbol, operation.letters), nodes, strict=True))}
        return filled(definition, bound, row_built), operation.result(sizes)

    def _other_norm(self, known: Sequence[Operation], parts: Sequence[Raw]) -> str | None:
        if not any("||" in operation.marks for operation in known) or not self.shape(parts[0]).is_matrix:
            return None
        return "the norm of a matrix has several meanings: write ||A||_F or normF(A) for that of its entries"

    def _entry_by_entry(self, function: str, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        shape = self._common(raw, parts)
        return apply(function, tuple(self.nodes[part] for part in parts)), shape

    # Signs behind and around.

    def mark(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """The transpose, the inverse, or both."""
        node, shape = self.nodes[parts[0]], self.shape(parts[0])
        if raw.text != "T":
            node = self._inverse(raw, parts[0])
        return (node, shape) if raw.text == "-1" else (apply(TRANSPOSE, (node,)), shape.transposed)

    def _inverse(self, raw: Raw, part: Raw) -> Expression:
        shape = self.shape(part)
        if not self.same(shape.rows, shape.columns):
            raise self.mistake(f"only a square matrix has an inverse, and {self.told(part)}", raw)
        node = self.nodes[part]
        return apply("/", (integer(1), node)) if shape.is_scalar else apply(INVERSE, (node,))

    def fence(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A norm, or an absolute value."""
        if raw.text == FENCE:
            if self.shape(parts[0]).is_matrix:
                raise self.mistake(
                    "bars around a matrix are its determinant or the sizes of its entries",
                    raw,
                    "write det(A) or abs(A)",
                )
            return apply(ABS, (self.nodes[parts[0]],)), self.shape(parts[0])
        mark = raw.text.replace("‖", "||").replace("{", "").replace("}", "")
        operation = self.scope.table.operations.by_mark.get(mark)
        if operation is None:
            raise self.mistake(f"the norm {mark} is not known", raw, "there are ||x||, ||x||_1 and ||A||_F")
        return self.call(Raw("call", operation.name, raw.parts, raw.place, raw.start, raw.end), parts)

    def kronecker(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A product that has a sign of its own."""
        operation = self.scope.table.operations.by_mark[raw.head]
        return self.call(Raw("call", operation.name, raw.parts, raw.place, raw.start, raw.end), parts)


def _told(operation: Operation) -> str:
    shapes = operation.takes
    return "sizes" if shapes is None else " and ".join(map(str, shapes))


__all__ = ["Reader", "read_matrices", "word"]
