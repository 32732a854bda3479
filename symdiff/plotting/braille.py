"""Graphs in the signs of a terminal: each sign of Braille is two dots wide and four high."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log

Point = tuple[float, float]
Range = tuple[float, float]

# The bits of the eight dots of a sign (Unicode, U+2800), row by row.
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
EMPTY = 0x2800


class Canvas:
    """Dots between the ends of two axes."""

    def __init__(self, x: Range, y: Range, width: int, height: int, scales: tuple[str, str]) -> None:
        self.scaled = [log if scale == "log" else float for scale in scales]
        self.x = self.scaled[0](x[0]), self.scaled[0](x[1])
        self.y = self.scaled[1](y[0]), self.scaled[1](y[1])
        self.width, self.height = width, height
        self.signs = [[0] * width for _ in range(height)]

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point is, in dots from the upper left corner."""
        x, y = self.scaled[0](point[0]), self.scaled[1](point[1])
        across = (x - self.x[0]) / (self.x[1] - self.x[0]) * (2 * self.width - 1)
        down = (self.y[1] - y) / (self.y[1] - self.y[0]) * (4 * self.height - 1)
        return across, down

    def dot(self, across: int, down: int) -> None:
        """Set a dot, if it lies inside."""
        if 0 <= across < 2 * self.width and 0 <= down < 4 * self.height:
            self.signs[down // 4][across // 2] |= DOTS[down % 4][across % 2]

    def line(self, first: Point, second: Point) -> None:
        """A line between two points, as far as it lies inside."""
        (a, b), (c, d) = self.place(first), self.place(second)
        far = 4 * self.height * 2
        b, d = (min(max(end, -far), far) for end in (b, d))
        steps = max(1, round(max(abs(c - a), abs(d - b))))
        for n in range(steps + 1):
            self.dot(round(a + (c - a) * n / steps), round(b + (d - b) * n / steps))

    def lines(self) -> list[str]:
        """The rows of signs."""
        return ["".join(chr(EMPTY + sign) if sign else " " for sign in row) for row in self.signs]


def dots(
    curves: Sequence[tuple[str, Sequence[Sequence[Point]]]],
    x: Range,
    y: Range,
    width: int,
    height: int,
    scales: tuple[str, str] = ("linear", "linear"),
) -> str:
    """Curves between two axes, with the numbers at their ends and the labels below."""
    canvas = Canvas(x, y, width, height, scales)
    if scales == ("linear", "linear") and y[0] < 0 < y[1]:
        down = round(canvas.place((0.0, 0.0))[1])
        for across in range(0, 2 * width, 4):
            canvas.dot(across, down)
    for _, parts in curves:
        for part in parts:
            for first, second in pairwise(part):
                if scales[1] != "log" or min(first[1], second[1]) > 0:
                    canvas.line(first, second)
    top, bottom = f"{y[1]:.3g}", f"{y[0]:.3g}"
    margin = max(len(top), len(bottom))
    sides = [top, *[""] * (height - 2), bottom]
    rows = [f"{side:>{margin}} ┤{row.rstrip()}" for side, row in zip(sides, canvas.lines(), strict=True)]
    left, right = f"{x[0]:g}", f"{x[1]:g}"
    rows.append(" " * margin + " └" + "─" * width)
    rows.append(" " * (margin + 2) + left + right.rjust(width - len(left)))
    return "\n".join([*rows, *(label for label, _ in curves if label)])
