"""What the names of one formula stand for, and the shape of everything made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..expression import ONE, Apply, Expression, Symbol
from ..primitives import MATRIX_PRODUCT, PENDING, TRANSPOSE
from ..traversal import postorder
from .shapes import SCALAR, Declaration, Shape, Size
from .table import MatrixTable, standard_table


class Scope:
    """The declared names.

    Attributes:
        declared: what is said of each name; all other names are sizes, which are numbers.
        table: the table of operations and rules.
    """

    def __init__(self, declared: Mapping[Symbol, Declaration], table: MatrixTable | None = None) -> None:
        self.declared = dict(declared)
        self.table = standard_table() if table is None else table
        self._shapes: dict[Expression, Shape] = {}

    def shape(self, node: Expression) -> Shape:
        """The shape of an expression whose shapes fit."""
        found = self._shapes.get(node)
        if found is None:
            for part in postorder((node,), lambda n: () if n in self._shapes else n.arguments):
                if part not in self._shapes:
                    self._shapes[part] = self._shape(part)
            found = self._shapes[node]
        return found

    def is_scalar(self, node: Expression) -> bool:
        """Whether an expression is one number."""
        return self.shape(node).is_scalar

    def only_size(self, names: Iterable[Expression]) -> Size | None:
        """The size that all of some names share, or all that are declared if none of them is; else None."""
        used = [self.declared[n] for n in names if isinstance(n, Symbol) and n in self.declared]
        shapes = [d.shape for d in used or self.declared.values()]
        sizes = {size for shape in shapes for size in (shape.rows, shape.columns) if size is not ONE}
        return sizes.pop() if len(sizes) == 1 else None

    def _shape(self, node: Expression) -> Shape:
        if isinstance(node, Symbol):
            declaration = self.declared.get(node)
            return SCALAR if declaration is None else declaration.shape
        if not isinstance(node, Apply):
            return SCALAR
        shapes = [self._shapes[a] for a in node.arguments]
        if node.function == MATRIX_PRODUCT:
            return Shape(shapes[0].rows, shapes[-1].columns)
        if node.function == PENDING:
            return shapes[0]
        if node.function == TRANSPOSE:
            return shapes[0].transposed
        operation = self.table.operations.of(node)
        if operation is None:
            return broadcast(shapes)
        sizes = operation.sizes(node.arguments, shapes)
        assert sizes is not None, node
        return operation.result(sizes)


def broadcast(shapes: Sequence[Shape]) -> Shape:
    """The shape of what is taken entry by entry; a number goes with every entry."""
    return next((shape for shape in shapes if not shape.is_scalar), SCALAR)
