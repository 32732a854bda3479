"""Signs between two parts: sums, products, quotients and powers, by the shapes of what they join."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import ONE, Apply, E, Expression, Number, apply, integer
from ..primitives import INVERSE, MATRIX_POWER, MATRIX_PRODUCT, TRANSPOSE
from .operations import OPERATION
from .shapes import SCALAR, Shape
from .sizes import Sized
from .syntax import Raw
from .table import POINTWISE


class Signs(Sized):
    """Reads the signs that stand between two parts."""

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
        shape = self.shape(raw)
        return shape.is_matrix and shape.is_square and not self.has_function(self.nodes[raw])

    def has_function(self, node: Expression) -> bool:
        """Whether a function of entries, or a product entry by entry, is a term of a sum, or all of it."""
        stack = [node]
        while stack:
            part = stack.pop()
            if not isinstance(part, Apply):
                continue
            arrays = [a for a in part.arguments if not self.scope.is_scalar(a)]
            over = part.function == "/" and part.arguments[0] in arrays and len(arrays) == 1
            is_multiple = over or (part.function == "*" and len(arrays) == 1)
            if part.function in (TRANSPOSE, "+", "-", "neg") or is_multiple:
                stack.extend(arrays)
            elif not part.function.startswith(OPERATION) and arrays:
                return True
        return False

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
        return node.arguments if isinstance(node, Apply) and node.function == MATRIX_PRODUCT else (node,)

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
                f"write {'' if top == '1' else top + '*'}inv({bottom}), or {top} ./ {bottom} entry by entry",
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
        if self.is_numpy or self.has_function(self.nodes[base]):
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
