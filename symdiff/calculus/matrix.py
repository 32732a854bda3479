"""A table of expressions with the little algebra that Jacobians and Hessians need; zeros take no room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import DomainError
from ..expression import ZERO, Expression, as_expression
from ..tidying import plus, times

Entries = Mapping[tuple[int, int], Expression]


class Matrix(Sequence[tuple[Expression, ...]]):
    """Rows of expressions: m[i] is a row, m[i, j] an entry, and over a matrix its rows come one by one.

    Args:
        rows: the rows, of one length.

    Raises:
        DomainError: the rows are of different lengths.

    >>> m = Matrix([["x", 1], [0, "y"]])
    >>> m.shape, str(m[0, 0]), len(m.entries)
    ((2, 2), 'x', 3)
    >>> print(m @ m.T)
    [x^2 + 1    y]
    [      y  y^2]
    """

    __slots__ = ("entries", "shape")
    entries: Entries
    shape: tuple[int, int]

    def __init__(self, rows: Iterable[Iterable[Expression | int | str]]) -> None:
        given = [[as_expression(entry) for entry in row] for row in rows]
        widths = {len(row) for row in given}
        if len(widths) > 1:
            raise DomainError(f"the rows of a matrix are of one length, not of {', '.join(map(str, sorted(widths)))}")
        self.shape = len(given), widths.pop() if widths else 0
        self.entries = {(i, j): e for i, row in enumerate(given) for j, e in enumerate(row) if e is not ZERO}

    @classmethod
    def sparse(cls, shape: tuple[int, int], entries: Entries) -> Matrix:
        """The matrix of that shape with those entries, and zeros elsewhere."""
        made = cls.__new__(cls)
        made.shape = shape
        made.entries = {place: entry for place, entry in entries.items() if entry is not ZERO}
        return made

    # --- as rows --------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, tuple):
            return self.entries.get((range(self.shape[0])[place[0]], range(self.shape[1])[place[1]]), ZERO)
        if isinstance(place, slice):
            return [self[i] for i in range(self.shape[0])[place]]
        row = range(self.shape[0])[place]
        return tuple(self.entries.get((row, j), ZERO) for j in range(self.shape[1]))

    def __iter__(self) -> Iterator[tuple[Expression, ...]]:
        return (self[i] for i in range(self.shape[0]))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Matrix):
            return self.shape == other.shape and self.entries == other.entries
        if isinstance(other, Sequence) and not isinstance(other, str):
            return self == Matrix(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.shape, frozenset(self.entries.items())))

    # --- algebra --------------------------------------------------------------------------------------

    @property
    def T(self) -> Matrix:
        """The transpose."""
        return Matrix.sparse(self.shape[::-1], {(j, i): entry for (i, j), entry in self.entries.items()})

    def __add__(self, other: Matrix) -> Matrix:
        if self.shape != other.shape:
            raise DomainError(f"a matrix of {_size(self.shape)} and one of {_size(other.shape)} have no sum")
        places = {**self.entries, **other.entries}
        return Matrix.sparse(self.shape, {p: plus(self[p], other[p]) for p in places})

    def __neg__(self) -> Matrix:
        return self * -1

    def __sub__(self, other: Matrix) -> Matrix:
        return self + -other

    def __mul__(self, factor: Expression | int) -> Matrix:
        number = as_expression(factor)
        return self.map(lambda entry: times(number, entry))

    __rmul__ = __mul__

    def __matmul__(self, other: Matrix) -> Matrix:
        if self.shape[1] != other.shape[0]:
            raise DomainError(f"a matrix of {_size(self.shape)} times one of {_size(other.shape)} is no matrix")
        rows: dict[int, list[tuple[int, Expression]]] = {}
        for (k, j), entry in other.entries.items():
            rows.setdefault(k, []).append((j, entry))
        found: dict[tuple[int, int], Expression] = {}
        for (i, k), entry in self.entries.items():
            for j, factor in rows.get(k, ()):
                found[i, j] = plus(found.get((i, j), ZERO), times(entry, factor))
        return Matrix.sparse((self.shape[0], other.shape[1]), found)

    def map(self, function: Callable[[Expression], Expression]) -> Matrix:
        """The matrix with a function applied to each entry that is not 0; zeros stay."""
        return Matrix.sparse(self.shape, {place: function(entry) for place, entry in self.entries.items()})

    def subs(self, values: Mapping[Any, Any] | None = None, /, **named: Any) -> Matrix:
        """Each entry with others in the place of symbols: see `Expression.subs`."""
        return self.map(lambda entry: entry.subs(values, **named))

    def evaluate(self, values: Mapping[Any, Any] | None = None, /, **options: Any) -> list[list[Any]]:
        """The values of the entries, a list a row: see `symdiff.evaluate`."""
        return [[entry.evaluate(values, **options) for entry in row] for row in self]

    # --- printing -------------------------------------------------------------------------------------

    def __str__(self) -> str:
        texts = [[str(entry) for entry in row] for row in self]
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        lines = ("  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in texts)
        return "\n".join(f"[{line}]" for line in lines)

    def __repr__(self) -> str:
        return f"Matrix({[[str(entry) for entry in row] for row in self]!r})"

    def latex(self) -> str:
        """LaTeX, in square brackets."""
        rows = " \\\\ ".join(" & ".join(entry.latex() for entry in row) for row in self)
        return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"


def _size(shape: tuple[int, int]) -> str:
    return f"{shape[0]} x {shape[1]}"
