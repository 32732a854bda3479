"""What a tree of signs and names means, by the shapes of what they join."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from ..errors import LimitError, ParseError, UnknownFunctionError
from ..expression import CONSTANTS, ONE, Apply, E, Expression, Number, Symbol, apply, integer, negative, symbol
from ..language.number_literals import number
from ..primitives import ABS, IDENTITY, INVERSE, MATRIX_POWER, MATRIX_PRODUCT, TRANSPOSE
from ..rulebook import current
from ..traversal import fold, substitute
from .matching import Bindings, filled
from .operations import OPERATION, Operation
from .scope import Scope
from .shapes import IDENTITY_WORD, SCALAR, Shape, Size
from .syntax import NUMPY_SIGNS, Raw, read_tree, word
from .table import POINTWISE, postordered

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


def parts_of(node: Expression) -> tuple[Expression, ...]:
    """The arguments of an application."""
    return node.arguments if isinstance(node, Apply) else ()


class Reader:
    """Reads one text in a scope; `size` is that of an identity, where it does not follow from what stands around."""

    def __init__(self, text: str, scope: Scope, size: Size | None = None) -> None:
        self.text = text
        self.scope = scope
        self.size = size
        self.is_numpy = any(sign in text for sign in NUMPY_SIGNS)
        self.found: dict[Symbol, Size] = {}  # what unknown sizes have turned out to be
        self.unknown: dict[Symbol, Raw] = {}
        self.shapes: dict[Raw, Shape] = {}
        self.nodes: dict[Raw, Expression] = {}
        sizes = {s for d in scope.declared.values() for s in (d.shape.rows, d.shape.columns)}
        self.sizes = frozenset(size for size in sizes if isinstance(size, Symbol))
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

    def mistake(
        self, message: str, raw: Raw, suggestion: str | None = None, kind: type[ParseError] = ParseError
    ) -> ParseError:
        """An error at the sign of a part."""
        return kind(message, self.text, raw.place, suggestion=suggestion)

    # Sizes.

    def settled(self, size: Size) -> Size:
        """A size, as far as it is known."""
        while isinstance(size, Symbol) and size in self.found:
            size = self.found[size]
        return size

    def shape(self, raw: Raw) -> Shape:
        """The shape of a part, as far as it is known."""
        shape = self.shapes[raw]
        return Shape(self.settled(shape.rows), self.settled(shape.columns))

    def same(self, first: Size, second: Size) -> bool:
        """Whether two sizes are, or with what is unknown become, the same."""
        one, other = self.settled(first), self.settled(second)
        for unknown, known in ((one, other), (other, one)):
            if one is not other and unknown in self.unknown:
                self.found[unknown] = known
                return True
        return one is other

    def fits(self, first: Shape, second: Shape) -> bool:
        """Whether two shapes are the same."""
        return self.same(first.rows, second.rows) and self.same(first.columns, second.columns)

    def told(self, *raws: Raw) -> str:
        """Parts and their shapes in words."""
        return " and ".join(f"{self.source(raw)} is {self.shape(raw)}" for raw in raws)

    def source(self, raw: Raw) -> str:
        """A part as it is written, shortened."""
        text = self.text[raw.start : raw.end].strip()
        text += ")" * (text.count("(") - text.count(")"))
        return text if len(text) <= 30 else text[:27] + "..."

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
            f'say what it is: shapes={{"{raw.text}": "n x n"}}, or "n" for a column, "scalar" for a number',
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
        function = vocabulary.aliases.get(raw.text, raw.text)
        if function in vocabulary.functions and (function, len(parts)) in current().functions:
            return self._entry_by_entry(function, raw, parts)
        counts = operations.counts(raw.text)
        if counts or function in vocabulary.functions:
            raise self.mistake(f"{raw.text} takes another number of arguments than {len(parts)}", raw)
        close = get_close_matches(raw.text, [*operations.names, *vocabulary.functions], 1)
        advice = f"did you mean {close[0]}?" if close else f'if it is a matrix: shapes={{"{raw.text}": "n x n"}}'
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
        return filled(definition, bound, apply), operation.result(sizes)

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

    # Signs between.

    def _common(self, raw: Raw, parts: Sequence[Raw]) -> Shape:
        """The shape of parts that are joined entry by entry, where a number goes with every entry."""
        arrays = [part for part in parts if not self.shape(part).is_scalar]
        for part in arrays[1:]:
            if not self.fits(self.shape(arrays[0]), self.shape(part)):
                sign = raw.text or raw.head
                raise self.mistake(f"{self.told(arrays[0], part)}: {sign} needs the same shape on both sides", raw)
        return self.shape(arrays[0]) if arrays else SCALAR

    def _joined(self, head: str, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        return apply(head, tuple(self.nodes[part] for part in parts)), self._common(raw, parts)

    def is_plain(self, raw: Raw) -> bool:
        """Whether a part is a square matrix that is not plainly meant entry by entry."""
        node, shape = self.nodes[raw], self.shape(raw)
        made = isinstance(node, Apply) and not node.function.startswith(OPERATION)
        while isinstance(node, Apply) and node.function == "neg":
            node = node.arguments[0]
            made = isinstance(node, Apply) and not node.function.startswith(OPERATION)
        arithmetic = isinstance(node, Apply) and node.function in ("+", "-")
        return shape.is_matrix and shape.is_square and not (made and not arithmetic) and not self._has_function(node)

    def _has_function(self, node: Expression) -> bool:
        """Whether a sum has a term that is a function of entries."""
        stack, found = [node], False
        while stack and not found:
            part = stack.pop()
            if isinstance(part, Apply) and part.function in ("+", "-", "neg", "*", "/"):
                stack.extend(part.arguments)
            elif isinstance(part, Apply):
                found = not part.function.startswith(OPERATION) and part.function != "^"
        return found

    def sum(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A sum; a number is added to every entry of a column, but to a square matrix it is no sum of one meaning."""
        for one, other in (parts, tuple(reversed(parts))):
            if self.shape(one).is_scalar and self.is_plain(other):
                times = "" if self.nodes[one] is ONE else f"{self.source(one)}*"
                raise self.mistake(
                    f"{self.told(*parts)}: a number and a matrix",
                    raw,
                    f"write {times}I for a multiple of the identity, {times}ones(n, n) for the number in every entry",
                )
        return self._joined(raw.head, raw, parts)

    def product(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A multiple, or a product of matrices."""
        if any(self.shape(part).is_scalar for part in parts):
            return self._joined("*", raw, parts)
        is_star = self.text[raw.place : raw.place + 1] == "*"
        if self.is_numpy and is_star:
            raise self.mistake(
                "among the signs of NumPy, * between two arrays goes entry by entry; on paper it is their product",
                raw,
                "write @ for the product, hadamard(A, B) or .* for entry by entry",
            )
        return self.matrix_product(raw, parts)

    def matrix_product(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A product of matrices."""
        left, right = map(self.shape, parts)
        if left.is_scalar or right.is_scalar:
            return self._joined("*", raw, parts)
        if not self.same(left.columns, right.rows):
            raise self.mistake(
                f"{self.told(*parts)}: a product needs as many columns before it as rows behind it",
                raw,
                self._advice(left, right, parts),
            )
        node = apply(MATRIX_PRODUCT, tuple(f for part in parts for f in self._factors(part)))
        return node, Shape(left.rows, right.columns)

    def _factors(self, raw: Raw) -> tuple[Expression, ...]:
        node = self.nodes[raw]
        return parts_of(node) if isinstance(node, Apply) and node.function == MATRIX_PRODUCT else (node,)

    def _advice(self, left: Shape, right: Shape, parts: Sequence[Raw]) -> str | None:
        one, other = map(self.source, parts)
        if left == right and left.is_column:
            inner, outer = f"{one}^T*{other}", f"{one}*{other}^T"
            return f"write {inner} for the inner product, {outer} for the outer one, {one} .* {other} entry by entry"
        if left.rows is right.rows:
            return f"write {one}^T*{other}?"
        if left.columns is right.columns:
            return f"write {one}*{other}^T?"
        return None

    def kronecker(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A product that has a sign of its own."""
        operation = self.scope.table.operations.by_mark[raw.head]
        return self.call(Raw("call", operation.name, raw.parts, raw.place, raw.start, raw.end), parts)

    def pointwise(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """Entry by entry."""
        return self._joined(POINTWISE[raw.head], raw, parts)

    def quotient(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A quotient by a number, or entry by entry; not by a square matrix, which may be meant to be inverted."""
        if self.is_plain(parts[1]):
            top, bottom = map(self.source, parts)
            raise self.mistake(
                f"{self.told(parts[1])}: a matrix is no divisor",
                raw,
                f"write {top}*inv({bottom}), or {top} ./ {bottom} entry by entry",
            )
        return self._joined("/", raw, parts)

    def power(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        """A power of a number, of the entries of a column, or of a matrix."""
        base, exponent = parts
        if not self.shape(exponent).is_scalar:
            return self._exponential(raw, parts)
        shape = self.shape(base)
        if not shape.is_matrix and shape.columns not in self.unknown:
            return self._joined("^", raw, parts)
        if not self.same(shape.rows, shape.columns):
            raise self.mistake(
                f"only a square matrix has powers, and {self.told(base)}", raw, "write .^ for entry by entry"
            )
        is_starred = self.is_numpy and self.text[raw.place : raw.place + 2] == "**"
        if is_starred or self._has_function(self.nodes[base]):
            raise self.mistake(
                "a power of a matrix, or of its entries?",
                raw,
                "write matrix_power(A, 2) or A @ A, or A .^ 2 for the entries",
            )
        return self._matrix_power(raw, base, self.nodes[exponent]), shape

    def _matrix_power(self, raw: Raw, base: Raw, exponent: Expression) -> Expression:
        node = self.nodes[base]
        if isinstance(exponent, Number):
            if not isinstance(exponent.value, int):
                raise self.mistake("a matrix has powers with whole exponents", raw, "write A .^ 0.5 for its entries")
            if exponent.value < 0:
                node, exponent = apply(INVERSE, (node,)), integer(-exponent.value)
            if exponent.value == 1:
                return node
        return apply(MATRIX_POWER, (node, exponent))

    def _exponential(self, raw: Raw, parts: Sequence[Raw]) -> tuple[Expression, Shape]:
        base, exponent = parts
        if not self.shape(base).is_scalar:
            raise self.mistake(f"{self.told(exponent)}: an exponent is a number", raw, "write .^ for entry by entry")
        if self.is_plain(exponent) and self.nodes[base] is E:
            raise self.mistake(
                "e to the power of a matrix, or of its entries?", raw, "write expm(A), or exp(A) for the entries"
            )
        if self.is_plain(exponent):
            raise self.mistake("a power with a matrix as exponent", raw, "write .^ for entry by entry")
        return self._joined("^", raw, parts)


def _told(operation: Operation) -> str:
    shapes = operation.takes
    return "sizes" if shapes is None else " and ".join(map(str, shapes))


__all__ = ["Reader", "read_matrices", "word"]
