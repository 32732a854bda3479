"""Graphs as points, and as SVG: small, without a library, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import SymdiffError
from ..expression import Expression
from .curves import heights

WIDTH, HEIGHT = 240.0, 180.0
_POINTS = 160

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """What is drawn: the graph of a function of one variable, from one end to the other."""

    label: str
    expression: Expression
    low: float
    high: float


@dataclass(frozen=True)
class Graph:
    """A graph in a box of WIDTH by HEIGHT whose y grows upwards.

    Attributes:
        curves: the connected parts of the graph.
        low, high: what y is at the lower and at the upper edge.
        horizontal: the height of the x-axis, if it lies in the box.
        vertical: where the y-axis stands, if it lies in the box.
    """

    curves: tuple[tuple[Point, ...], ...]
    low: float
    high: float
    horizontal: float | None
    vertical: float | None


def graph(plot: Plot) -> Graph:
    """The points of a plot, scaled to the box; a curve ends where there is no value."""
    values = [(x, _value(plot.expression, x)) for x in _places(plot)]
    low, high = heights([y for _, y in values if y is not None])
    width = plot.high - plot.low or 1.0

    def place(x: float, y: float) -> Point:
        return round((x - plot.low) / width * WIDTH, 2), round((y - low) / (high - low) * HEIGHT, 2)

    curves = tuple(tuple(place(x, y) for x, y in curve) for curve in _curves(values, low, high))
    across, up = place(0.0, 0.0)
    return Graph(curves, low, high, up if 0 <= up <= HEIGHT else None, across if 0 <= across <= WIDTH else None)


def _places(plot: Plot) -> Iterator[float]:
    return (plot.low + (plot.high - plot.low) * n / _POINTS for n in range(_POINTS + 1))


def _value(expression: Expression, x: float) -> float | None:
    names = [symbol.name for symbol in expression.free_symbols]
    try:
        return float(expression.evaluate(dict.fromkeys(names, x)))
    except SymdiffError:
        return None


def _curves(values: list[tuple[float, float | None]], low: float, high: float) -> Iterator[list[Point]]:
    curve: list[Point] = []
    for x, y in values:
        if y is not None and low <= y <= high:
            curve.append((x, y))
            continue
        if len(curve) > 1:
            yield curve
        curve = []
    if len(curve) > 1:
        yield curve


def svg(plot: Plot) -> str:
    """The graph as an SVG image; it holds numbers only, no text."""
    drawn = graph(plot)
    axis = '<path d="M{} {}L{} {}" stroke="#777" fill="none"/>'
    size = f'width="{WIDTH:g}" height="{HEIGHT:g}"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH:g} {HEIGHT:g}">']
    parts.append(f'<rect {size} fill="#fff" stroke="#ccc"/>')
    if drawn.horizontal is not None:
        parts.append(axis.format(0, _down(drawn.horizontal), f"{WIDTH:g}", _down(drawn.horizontal)))
    if drawn.vertical is not None:
        parts.append(axis.format(f"{drawn.vertical:g}", 0, f"{drawn.vertical:g}", f"{HEIGHT:g}"))
    for curve in drawn.curves:
        points = "L".join(f"{x:g} {_down(y)}" for x, y in curve)
        parts.append(f'<path d="M{points}" stroke="#114a8b" stroke-width="2" fill="none"/>')
    return "".join([*parts, "</svg>"])


def _down(y: float) -> str:
    return f"{HEIGHT - y:g}"


def data_address(plot: Plot) -> str:
    """The image as an address that holds it, for pages that come without further files."""
    from base64 import b64encode

    return "data:image/svg+xml;base64," + b64encode(svg(plot).encode("ascii")).decode("ascii")
