"""The value of an expression of matrices, for arrays of NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import DomainError, SymdiffError
from ..evaluation import evaluate
from ..expression import ONE, Apply, Expression, Number, Symbol, symbol
from ..primitives import MATRIX_PRODUCT
from ..traversal import free_symbols, postorder, substitute
from .operations import OPERATION
from .scope import Scope
from .shapes import IDENTITY_WORD, Declaration, Size
from .shown import shown
from .syntax import word

LARGEST = 10_000_000  # numbers in one array


def value_of(node: Expression, scope: Scope, values: Mapping[str, Any]) -> Any:
    """The value of an expression.

    Args:
        node: the expression.
        scope: the names in it.
        values: numbers and arrays by name; a column is an array of one dimension, or of two with one column.

    Returns:
        A float, or an array: of one dimension for a column, else of two.

    Raises:
        DomainError: a value is missing or of another shape, or an operation has none there.
        SymdiffError: NumPy is not installed.
    """
    try:
        from .routines import ROUTINES
    except ImportError:
        raise SymdiffError("values of matrices need NumPy: pip install 'symdiff[numpy]'") from None
    names = {word(name): value for name, value in values.items()}
    wanted = free_symbols(node)
    point = _Point(scope, names)
    for name, declaration in scope.declared.items():
        if IDENTITY_WORD not in declaration.properties and (name in wanted or name.name in names):
            point.take(name, declaration)
    found = _run(node, scope, point, ROUTINES)
    return found[:, 0] if scope.shape(node).is_column else float(found) if scope.is_scalar(node) else found


class _Point:
    """The values of the names, and of the sizes that follow from them."""

    def __init__(self, scope: Scope, given: Mapping[str, Any]) -> None:
        self.given = given
        self.values: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        for name, value in given.items():
            if symbol(name) not in scope.declared and isinstance(value, int):
                self.sizes[name] = value

    def take(self, name: Symbol, declaration: Declaration) -> None:
        """The array of a name.

        Raises:
            DomainError: there is none, or its shape is another.
        """
        import numpy as np

        if name.name not in self.given:
            raise DomainError(f"{name} has no value")
        array = np.asarray(self.given[name.name])
        if array.dtype.kind not in "fc":
            try:
                array = array.astype(float)
            except (TypeError, ValueError):
                raise DomainError(f"the value of {name} is no array of numbers") from None
        shape = declaration.shape
        if shape.is_scalar:
            if array.size != 1:
                raise DomainError(f"{name} is a number, and its value has the shape {array.shape}")
            self.values[name.name] = array.reshape(())[()]
            return
        if array.ndim == 1 and not shape.is_matrix:
            array = array[:, None] if shape.columns is ONE else array[None, :]
        if array.ndim != 2 or not all(map(self._fits, (shape.rows, shape.columns), array.shape)):
            raise DomainError(f"{name} is {shape}, and its value has the shape {array.shape}{self._told()}")
        if "symmetric" in declaration.properties and not np.allclose(array, array.T):
            raise DomainError(f"{name} is declared symmetric, and its value is not")
        self.values[name.name] = array

    def _fits(self, size: Size, count: int) -> bool:
        if isinstance(size, Number):
            return size.value == count
        return isinstance(size, Symbol) and self.sizes.setdefault(size.name, count) == count

    def _told(self) -> str:
        known = ", ".join(f"{name} = {count}" for name, count in self.sizes.items())
        return f" where {known}" if known else ""


def _run(root: Expression, scope: Scope, point: _Point, routines: Mapping[str, Any]) -> Any:
    """The values from below: operations by their routines, what stands between them entry by entry."""
    done: dict[Expression, Any] = {}
    order = postorder((root,))
    operations = [n for n in order if isinstance(n, Apply) and n.function.startswith(OPERATION)]
    for node in operations:
        arguments = [_by_entry(a, scope, point, done) for a in node.arguments]
        done[node] = _applied(node, scope, arguments, routines)
    return _by_entry(root, scope, point, done)


def _applied(node: Apply, scope: Scope, arguments: list[Any], routines: Mapping[str, Any]) -> Any:
    import numpy as np

    if node.function == MATRIX_PRODUCT:
        value = arguments[0]
        for argument in arguments[1:]:
            value = value @ argument
        return value[0, 0] if scope.is_scalar(node) else value
    operation = scope.table.operations.of(node)
    assert operation is not None
    if operation.takes is None and np.prod([float(a) for a in arguments]) > LARGEST:
        raise DomainError(f"{shown(node, scope)} would be too large an array")
    arrays = (
        arguments
        if operation.takes is None
        else [_two_dimensional(a, t.is_scalar) for a, t in zip(arguments, operation.takes, strict=True)]
    )
    try:
        value = routines[operation.name](*arrays)
    except np.linalg.LinAlgError as error:
        raise DomainError(f"{shown(node, scope)} has no value: {str(error).lower()}", str(shown(node, scope))) from None
    return np.asarray(value).reshape(())[()] if scope.is_scalar(node) else value


def _two_dimensional(value: Any, is_number: bool) -> Any:
    import numpy as np

    return value if is_number or np.ndim(value) == 2 else np.asarray(value).reshape((1, 1))


def _by_entry(node: Expression, scope: Scope, point: _Point, done: Mapping[Expression, Any]) -> Any:
    """The value of what is made entry by entry of operations, names and numbers."""
    import numpy as np

    if node in done:
        return done[node]
    parts = postorder((node,), lambda n: () if n in done else n.arguments)
    letters = {part: symbol(f"v{place}") for place, part in enumerate(parts) if part in done}
    values = {letter.name: done[part] for part, letter in letters.items()}
    mapping: dict[Expression, Expression] = dict(letters)
    for place, part in enumerate(parts):
        if isinstance(part, Symbol) and (part.name in point.values or part.name in point.sizes):
            letter = mapping[part] = symbol(f"w{place}")
            values[letter.name] = point.values.get(part.name, float(point.sizes.get(part.name, 0)))
    plain = {name: float(v) if np.ndim(v) == 0 and not np.iscomplexobj(v) else v for name, v in values.items()}
    return evaluate(substitute(node, mapping), plain)
