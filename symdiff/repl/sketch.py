"""A graph in characters, for a terminal: dots of Braille, eight in each cell."""

from __future__ import annotations

from itertools import pairwise

from ..errors import SymdiffError
from ..expression import Expression
from ..plotting.graphs import HEIGHT, WIDTH, Plot, graph

COLUMNS, ROWS = 60, 15
LOW, HIGH = -5.0, 5.0

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of the dots of a cell: by column, from the top down."""


def sketch(expression: Expression, low: float = LOW, high: float = HIGH) -> list[str]:
    """The graph of a function of one variable, with the ends of its axes.

    Args:
        expression: the function.
        low, high: from where to where.

    Raises:
        SymdiffError: it has no value anywhere there.

    >>> import symdiff
    >>> lines = sketch(symdiff.parse("x^2"))
    >>> len(lines), lines[-1].split()
    (16, ['-5', '5'])
    """
    drawn = graph(Plot("", expression, low, high))
    if not drawn.curves:
        raise SymdiffError(f"no values were found from {low:g} to {high:g}")
    cells = _dots([*drawn.curves])
    if drawn.horizontal is not None:
        _axis(cells, row=_row(drawn.horizontal) // 4)
    if drawn.vertical is not None:
        _axis(cells, column=min(int(drawn.vertical / WIDTH * COLUMNS), COLUMNS - 1))
    names = [f"{drawn.high:.4g}", *[""] * (ROWS - 2), f"{drawn.low:.4g}"]
    margin = max(map(len, names))
    lines = [f"{name:>{margin}} {''.join(row)}".rstrip() for name, row in zip(names, cells, strict=True)]
    return [*lines, f"{'':{margin}} {f'{low:g}':{COLUMNS - 3}}{f'{high:g}':>3}"]


def _dots(curves: list[tuple[tuple[float, float], ...]]) -> list[list[str]]:
    bits = [[0] * COLUMNS for _ in range(ROWS)]
    for curve in curves:
        for (x, y), (further, above) in pairwise(curve):
            count = 1 + int(max(abs(above - y) / HEIGHT * ROWS * 4, abs(further - x) / WIDTH * COLUMNS * 2))
            for n in range(count + 1):
                column = min(int((x + (further - x) * n / count) / WIDTH * COLUMNS * 2), 2 * COLUMNS - 1)
                row = _row(y + (above - y) * n / count)
                bits[row // 4][column // 2] |= _DOTS[column % 2][row % 4]
    return [[chr(_BRAILLE + cell) if cell else " " for cell in row] for row in bits]


def _row(y: float) -> int:
    """The row of dots for a height, counted from the top."""
    return min(max(int((1 - y / HEIGHT) * ROWS * 4), 0), ROWS * 4 - 1)


def _axis(cells: list[list[str]], *, row: int | None = None, column: int | None = None) -> None:
    """An axis where nothing else stands."""
    places = [(row, c) for c in range(COLUMNS)] if row is not None else [(r, column or 0) for r in range(ROWS)]
    for r, c in places:
        if cells[r][c] == " ":
            cells[r][c] = "\N{MIDDLE DOT}"
