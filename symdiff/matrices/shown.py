"""An expression of matrices as one that every notation can write: A^T, A^(-1), .* entry by entry, d(x)."""

from __future__ import annotations

from collections.abc import Mapping

from ..expression import MINUS_ONE, ONE, Apply, Expression, Number, apply, negative, symbol
from ..primitives import IDENTITY, INVERSE, MATRIX_POWER, MATRIX_PRODUCT, PENDING, TRANSPOSE
from ..printing.sign_table import BY_ENTRY, NORM
from ..traversal import chain, postorder
from .operations import OPERATION
from .scope import Scope

ABOVE, IDENTITY_LETTER = symbol("T"), symbol("I")
_BARS = "||"


def shown(root: Expression, scope: Scope) -> Expression:
    """The expression as it is written.

    Args:
        root: an expression of matrices.
        scope: the names in it.

    Returns:
        A node for printing alone: what it says is text, not a formula of numbers.
    """
    done: dict[Expression, Expression] = {}
    order = postorder((root,))
    only = scope.only_size(order)
    for node in order:
        if isinstance(node, Apply) and node.function == IDENTITY and _is_letter(node, only, scope):
            done[node] = IDENTITY_LETTER
        elif isinstance(node, Apply):
            done[node] = _shown(node, done, scope)
        else:
            done[node] = node
    return done[root]


def _is_letter(node: Apply, only: Expression | None, scope: Scope) -> bool:
    """Whether an identity is written I: where the only size that there is tells its own."""
    return node.arguments[0] is only and IDENTITY_LETTER not in scope.declared


def _shown(node: Apply, done: Mapping[Expression, Expression], scope: Scope) -> Expression:
    head = node.function
    parts = tuple([done[a] for a in node.arguments])
    if head == MATRIX_PRODUCT:
        return _row(parts)
    if head in BY_ENTRY:
        return _by_entry(node, done, scope)
    if head in (TRANSPOSE, INVERSE, MATRIX_POWER) and ABOVE not in scope.declared:
        return _raised(node, parts)
    if not head.startswith(OPERATION) and len(parts) == 1 and head != "neg" and ABOVE not in scope.declared:
        inner = node.arguments[0]
        if isinstance(inner, Apply) and inner.function == TRANSPOSE:  # f(x^T) is read more easily as f(x)^T
            return apply("^", (apply(head, (parts[0].arguments[0],)), ABOVE))  # type: ignore[attr-defined]
    operation = scope.table.operations.of(node)
    is_flat = operation is not None and (operation.head, 1) in scope.table.definitions and node.arguments[-1] is ONE
    if operation is not None and is_flat:
        return apply(operation.name, parts[:1])  # ones(n) for ones(n, 1)
    marks = () if operation is None else [m for m in operation.marks if m.startswith(_BARS)]
    if operation is not None and marks:
        below = marks[0].removeprefix(_BARS + "_") if marks[0] != _BARS else ""
        return apply(NORM, (parts[0], symbol(operation.name), *((symbol(below),) if below else ())))
    return apply("d" if head == PENDING else head.removeprefix(OPERATION), parts)


def _raised(node: Apply, parts: tuple[Expression, ...]) -> Expression:
    """A^T, A^(-1), A^(-T), A^k."""
    if node.function == MATRIX_POWER:
        inner, exponent = node.arguments
        if isinstance(inner, Apply) and inner.function == INVERSE and isinstance(exponent, Number):
            return apply("^", (parts[0].arguments[0], negative(exponent)))  # type: ignore[attr-defined]
        return apply("^", parts)
    if node.function == INVERSE:
        return apply("^", (parts[0], MINUS_ONE))
    inner = node.arguments[0]
    if isinstance(inner, Apply) and inner.function == INVERSE:
        return apply("^", (parts[0].arguments[0], apply("neg", (ABOVE,))))  # type: ignore[attr-defined]
    return apply("^", (parts[0], ABOVE))


def _row(factors: tuple[Expression, ...]) -> Expression:
    whole = factors[0]
    for factor in factors[1:]:
        whole = apply("*", (whole, factor))
    return whole


def _by_entry(node: Apply, done: Mapping[Expression, Expression], scope: Scope) -> Expression:
    """A sign entry by entry where both sides, or the divisor or the base, are arrays."""
    if node.function == "*":
        return _product(node, done, scope)
    parts = tuple([done[a] for a in node.arguments])
    scalar = [scope.is_scalar(a) for a in node.arguments]
    is_plain = all(scalar) or (node.function == "/" and scalar[1])
    return apply(node.function if is_plain else BY_ENTRY[node.function], parts)


def _product(node: Apply, done: Mapping[Expression, Expression], scope: Scope) -> Expression:
    """Plain numbers first, then other numbers, those that are products of matrices last, then the array."""
    factors = _factors(node)
    arrays = [factor for factor in factors if not scope.is_scalar(factor)]
    numbers = sorted((f for f in factors if scope.is_scalar(f)), key=_rank)
    shown_numbers = [done[number] for number in numbers]
    if not arrays:
        is_row = len(numbers) == 2 and isinstance(numbers[0], Number) and _rank(numbers[1]) == _LAST
        return _row((shown_numbers[0], *_flat(shown_numbers[1]))) if is_row else _row(tuple(shown_numbers))
    array = done[arrays[0]]
    for other in arrays[1:]:
        array = apply(BY_ENTRY["*"], (array, done[other]))
    if numbers and _rank(numbers[0]) == _LAST:
        return _row((array, *shown_numbers))  # a*(b^T*x): in front, the product would have no brackets
    return _row((*shown_numbers, *(_flat(array) if len(arrays) == 1 else (array,))))


def _factors(node: Apply) -> list[Expression]:
    found: list[Expression] = []
    stack: list[Expression] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Apply) and part.function == "*":
            stack.extend(part.arguments[::-1])
        else:
            found.append(part)
    return found


_LAST = 2


def _rank(number: Expression) -> int:
    if isinstance(number, Number):
        return 0
    return _LAST if isinstance(number, Apply) and number.function == MATRIX_PRODUCT else 1


def _flat(shown_product: Expression) -> tuple[Expression, ...]:
    return tuple(chain(shown_product, ("*",)) or ())
