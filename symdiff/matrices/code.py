"""An expression of matrices in NumPy, columns being arrays of one dimension."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import SymdiffError
from ..expression import ONE, Apply, Expression, Number, Symbol, symbol
from ..primitives import MATRIX_PRODUCT, TRANSPOSE
from ..rulebook import current
from ..traversal import postorder, substitute
from .operations import Operation
from .scope import Scope
from .shapes import IDENTITY_WORD

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_PLACE = re.compile(r"#(\d)")
_SIGNS = {"+": (" + ", _SUM, _SUM, _PRODUCT), "-": (" - ", _SUM, _SUM, _PRODUCT), "*": ("*", _PRODUCT, _PRODUCT, _SIGN),
          "/": ("/", _PRODUCT, _PRODUCT, _SIGN), "^": ("**", _POWER, _ATOM, _POWER)}  # fmt: skip

Code = tuple[str, int]
"""A text, and how tightly it binds."""


def numpy_code(root: Expression, scope: Scope) -> str:
    """The expression as Python for NumPy; `np` is NumPy, and each name an array.

    Raises:
        SymdiffError: a function in it is none of NumPy's, and has no definition by such ones.
    """
    whole = _defined(root, scope)
    done: dict[Expression, Code] = {}
    for node in postorder((whole,)):
        done[node] = (
            _code(node, [done[a] for a in node.arguments], scope) if isinstance(node, Apply) else _leaf(node, scope)
        )
    return done[whole][0]


def _defined(root: Expression, scope: Scope) -> Expression:
    """The expression with functions that NumPy lacks written by their definitions."""
    known, book = scope.table.operations, current()
    for _ in range(8):
        strange = [
            n for n in postorder((root,))
            if isinstance(n, Apply) and n.function[0] != "." and n.function not in (*_SIGNS, "neg")
            and (n.function, len(n.arguments)) not in known.functions
        ]  # fmt: skip
        if not strange:
            return root
        node = strange[0]
        entry = book.functions.get((node.function, len(node.arguments)))
        if entry is None or entry.definition is None:
            raise SymdiffError(f"{node.function} has no counterpart in NumPy")
        bound: dict[Expression, Expression] = dict(zip(entry.parameters, node.arguments, strict=True))
        root = substitute(root, {node: substitute(entry.definition, bound)})
    raise SymdiffError("a definition that goes on and on has no counterpart in NumPy")


def _leaf(node: Expression, scope: Scope) -> Code:
    if isinstance(node, Number):
        text = str(node.value if isinstance(node.value, int) else float(node.value))
        return text, _SUM if text[0] == "-" else _ATOM
    assert isinstance(node, Symbol)
    if node not in scope.declared:
        return _size(node, scope), _ATOM
    return node.name, _ATOM


def _size(node: Symbol, scope: Scope) -> str:
    """A constant, or a size as that of an array that has it."""
    for name, declaration in scope.declared.items():
        shape = declaration.shape
        if node in (shape.rows, shape.columns) and IDENTITY_WORD not in declaration.properties:
            return f"{name}.shape[{0 if shape.rows is node or not shape.is_matrix else 1}]"
    return f"np.{node}" if node in (symbol("e"), symbol("pi")) else node.name


def _fit(code: Code, level: int) -> str:
    return code[0] if code[1] >= level else f"({code[0]})"


def _code(node: Apply, parts: Sequence[Code], scope: Scope) -> Code:
    if node.function in _SIGNS:
        sign, level, first, further = _SIGNS[node.function]
        return f"{_fit(parts[0], first)}{sign}{_fit(parts[1], further)}", level
    if node.function == "neg":
        return f"-{_fit(parts[0], _PRODUCT)}", _SUM
    if node.function == MATRIX_PRODUCT:
        return _product(node, parts, scope)
    if node.function == TRANSPOSE and not scope.shape(node).is_matrix:
        return parts[0]
    operation = scope.table.operations.of(node)
    if operation is None:
        return _filled(scope.table.operations.functions[node.function, len(parts)], [p[0] for p in parts]), _ATOM
    return _operation(operation, node, parts, scope)


def _operation(operation: Operation, node: Apply, parts: Sequence[Code], scope: Scope) -> Code:
    texts = [code[0] for code in parts]
    if operation.takes is None and ONE in node.arguments and len(parts) == 2:
        flat = scope.table.operations.by_head.get((operation.head, 1))
        rest = [text for text, argument in zip(texts, node.arguments, strict=True) if argument is not ONE]
        if flat is not None:
            return _filled(flat, rest[:1] or ["1"]), _ATOM
    if operation.takes is not None and len(parts) == 2 and not scope.is_scalar(node.arguments[1]):
        # A column and a matrix are brought to two dimensions.
        texts = [_two_dimensional(_fit(p, _ATOM), a, scope) for p, a in zip(parts, node.arguments, strict=True)]
        flat_result = "" if scope.shape(node).is_matrix else ".ravel()"
        return _filled(operation, texts) + flat_result, _ATOM
    if operation.in_numpy.startswith("#"):
        texts = [_fit(code, _ATOM) for code in parts]
    return _filled(operation, texts), _ATOM


def _two_dimensional(text: str, node: Expression, scope: Scope) -> str:
    shape = scope.shape(node)
    return f"{text}[:, None]" if shape.is_column else f"{text}[None, :]" if shape.is_row else text


def _filled(operation: Operation, texts: Sequence[str]) -> str:
    return _PLACE.sub(lambda found: texts[int(found[1]) - 1], operation.in_numpy)


def _product(node: Apply, parts: Sequence[Code], scope: Scope) -> Code:
    """A product; where it is one wide in between, the numbers and the outer product that it is made of."""
    pieces: list[list[str]] = [[]]
    for argument, code in zip(node.arguments, parts, strict=True):
        pieces[-1].append(_fit(code, _SIGN))
        if scope.shape(argument).columns is ONE:
            pieces.append([])
    codes = [" @ ".join(piece) for piece in pieces if piece]
    if len(codes) == 1:
        return codes[0], _PRODUCT
    first, *middle, last = codes
    shape = scope.shape(node)
    if shape.is_matrix:
        return "*".join([*(f"({m})" for m in middle), f"np.outer({first}, {last})"]), _PRODUCT if middle else _ATOM
    return "*".join(f"({code})" for code in codes), _PRODUCT
