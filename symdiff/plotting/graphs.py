"""Graphs as points, and as SVG: small, without a library, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from ..errors import SymdiffError
from ..expression import Expression
from .curves import heights

WIDTH, HEIGHT = 240.0, 180.0
_POINTS = 160
_MARKS = 5
_LETTERS = 'font-family="sans-serif" font-size="9" fill="#555"'

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """What is drawn: the graph of a function of one variable, from one end to the other.

    Attributes:
        label: what it is called.
        expression: the function.
        low, high: from where to where.
        window: the heights at the bottom and at the top; chosen for the graph if not given.
    """

    label: str
    expression: Expression
    low: float
    high: float
    window: tuple[float, float] | None = None


Mark = tuple[float, str]  # where a number stands at the edge of the box, and the number


@dataclass(frozen=True)
class Graph:
    """A graph in a box of WIDTH by HEIGHT whose y grows upwards.

    Attributes:
        curves: the connected parts of the graph.
        horizontal: the height of the x-axis, if it lies in the box.
        vertical: where the y-axis stands, if it lies in the box.
        below, beside: the numbers at the lower and at the left edge.
    """

    curves: tuple[tuple[Point, ...], ...]
    horizontal: float | None
    vertical: float | None
    below: tuple[Mark, ...] = ()
    beside: tuple[Mark, ...] = ()


def graph(plot: Plot) -> Graph:
    """The points of a plot, scaled to the box; a curve ends where there is no value."""
    values = [(x, _value(plot.expression, x)) for x in _places(plot)]
    low, high = plot.window or heights([y for _, y in values if y is not None])
    width = plot.high - plot.low or 1.0

    def place(x: float, y: float) -> Point:
        return round((x - plot.low) / width * WIDTH, 2), round((y - low) / (high - low) * HEIGHT, 2)

    curves = tuple(tuple(place(x, y) for x, y in curve) for curve in _curves(values, low, high))
    across, up = place(0.0, 0.0)
    return Graph(
        curves,
        up if 0 <= up <= HEIGHT else None,
        across if 0 <= across <= WIDTH else None,
        tuple((place(x, low)[0], f"{x:g}") for x in _round_numbers(plot.low, plot.high)),
        tuple((place(plot.low, y)[1], f"{y:g}") for y in _round_numbers(low, high)),
    )


def heights_of(plots: Sequence[Plot]) -> tuple[float, float]:
    """A window that shows several graphs, each as far as it would be shown alone."""
    windows = [heights([y for x in _places(plot) if (y := _value(plot.expression, x)) is not None]) for plot in plots]
    return min(low for low, _ in windows), max(high for _, high in windows)


def _round_numbers(low: float, high: float) -> Iterator[float]:
    """A few round numbers from one to another, 1, 2 or 5 times a power of ten apart; not at the very edge."""
    power = 10.0 ** floor(log10((high - low) / _MARKS))
    step = next(power * size for size in (1, 2, 5, 10) if power * size * _MARKS >= high - low)
    margin = 0.03 * (high - low)
    for n in range(ceil((low + margin) / step), floor((high - margin) / step) + 1):
        yield round(n * step, 10)


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
    """The graph as an SVG image with numbers at its edges; it holds numbers only, no words."""
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
    for x, number in drawn.below:
        parts.append(f'<path d="M{x:g} {HEIGHT:g}v-4" stroke="#777"/>')
        parts.append(f'<text x="{x:g}" y="{HEIGHT - 6:g}" text-anchor="middle" {_LETTERS}>{number}</text>')
    for y, number in drawn.beside:
        parts.append(f'<path d="M0 {_down(y)}h4" stroke="#777"/>')
        parts.append(f'<text x="6" y="{HEIGHT - y + 3:g}" {_LETTERS}>{number}</text>')
    return "".join([*parts, "</svg>"])


def _down(y: float) -> str:
    return f"{HEIGHT - y:g}"


def data_address(plot: Plot) -> str:
    """The image as an address that holds it, for pages that come without further files."""
    from base64 import b64encode

    return "data:image/svg+xml;base64," + b64encode(svg(plot).encode("ascii")).decode("ascii")
