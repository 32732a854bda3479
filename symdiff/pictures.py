"""Pictures of functions and data, drawn by matplotlib: graphs, a derivative, a tangent, secants, contours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

from .analysis import tangent as tangent_line
from .calculus import diff, gradient
from .calculus.forward import only_variable
from .documents.sentences import Sentence, text_of
from .errors import DomainError
from .expression import Expression, Symbol, symbol
from .plotting.braille import dots
from .plotting.curves import Curve, curve, heights, value_at
from .plotting.figures import drawn, figure_of, save
from .rulebook import parse

Range = tuple[float, float]
Data = tuple[Sequence[float], Sequence[float]]
WHERE: Range = (-5.0, 5.0)
SCALES = ("linear", "log")
ARROWS, FINE = 14, 160
TANGENT, SECANT = "k--", ":"


@dataclass
class Picture:
    """A picture: shown by notebooks as it is, saved by `save`, printed with the signs of a terminal by `text`.

    Attributes:
        curves: what is drawn, each with its label.
        limits: from where to where the axes reach.
        scales: "linear" or "log", of each axis.
        size: the size of the figure in inches.
        paint: what draws it into axes of matplotlib.
    """

    curves: tuple[tuple[str, Curve], ...]
    limits: tuple[Range, Range]
    scales: tuple[str, str]
    size: tuple[float, float]
    paint: Callable[[Any], None]

    @cached_property
    def axes(self) -> Any:
        """Matplotlib's axes with the picture, to go on with.

        Raises:
            SymdiffError: matplotlib is not installed.
        """
        axes = figure_of(self.size).subplots()
        self.paint(axes)
        return axes

    @property
    def figure(self) -> Any:
        """Matplotlib's figure, to go on with."""
        return self.axes.figure

    def save(self, path: str | Path) -> None:
        """Write the picture to a file, whose ending says the format: svg, png or pdf."""
        save(self.figure, path)

    def svg(self) -> str:
        """The picture as SVG."""
        return drawn(self.figure, "svg").decode("utf-8")

    _repr_svg_ = svg

    def text(self, width: int = 72, height: int = 20) -> str:
        """The picture in the signs of a terminal."""
        named = [(label, list(found.parts)) for label, found in self.curves]
        return dots(named, *self.limits, width, height, self.scales)


def plot(
    *what: Expression | str | Data,
    x: Range = WHERE,
    y: Range | None = None,
    variable: Symbol | str | None = None,
    styles: Sequence[str] = (),
    labels: Sequence[str] = (),
    derivative: bool = False,
    tangent: float | None = None,
    secants: Iterable[float] = (),
    title: str = "",
    axis_labels: tuple[str, str] | None = None,
    scales: tuple[str, str] = ("linear", "linear"),
    grid: bool = True,
    legend: bool = True,
    size: tuple[float, float] = (6.4, 4.2),
    axes: Any = None,
    language: str = "en",
) -> Picture:
    """Draw functions of one variable, and data.

    Where a function does not exist its graph has a gap: no line crosses a pole or a jump.

    Args:
        what: functions, expressions or their texts; or data as (X, Y).
        x: from where to where.
        y: the same for the heights; most of the graphs if not given.
        variable: the variable; the only symbol of the first function if not given.
        styles: matplotlib's short styles, such as "r--", one for each of what.
        labels: what stands in the legend, one for each of what; the formula if not given.
        derivative: draw the derivative of each function too.
        tangent: draw the tangent of the first function there.
        secants: with a tangent, draw the secants for these increments too.
        title: the title.
        axis_labels: what stands at the axes.
        scales: "linear" or "log", of each axis.
        grid: whether to draw one.
        legend: whether to draw one.
        size: the size of the figure in inches.
        axes: matplotlib's axes to draw into, instead of new ones.
        language: the code of the language of the legend.

    Returns:
        The picture.

    Raises:
        DomainError: the range or a scale is none.
        ParseError: a text is no formula.

    >>> picture = plot("3x^2 - 4x", x=(-1, 3), tangent=1)
    >>> [label for label, _ in picture.curves]
    ['3*x^2 - 4*x', 'Tangent line (x = 1)']
    """
    _check(x, scales)
    given = [parse(w, lenient=True) if isinstance(w, str) else w for w in what]
    functions = [g for g in given if isinstance(g, Expression)]
    name = _variable(functions, variable)
    logarithmic = scales[0] == "log"
    lines: list[tuple[str, Curve, str]] = []
    for place, thing in enumerate(given):
        style = styles[place] if place < len(styles) else ""
        label = labels[place] if place < len(labels) else str(thing) if isinstance(thing, Expression) else ""
        if isinstance(thing, Expression):
            lines.append((label, curve(thing, name, *x, logarithmic=logarithmic), style))
            if derivative:
                lines.append((f"({label})'", curve(diff(thing, name), name, *x, logarithmic=logarithmic), "--"))
        else:
            lines.append((label, _of_data(thing), style or "o"))
    if tangent is not None and functions:
        lines += _lines_at(functions[0], name, tangent, secants, x, language)
    values = [height for _, found, style in lines if style != SECANT for _, height in found.points]
    reach = y or heights(values, logarithmic=scales[1] == "log")

    def paint(into: Any) -> None:
        for label, found, style in lines:
            _draw(into, label, found, style)
        if tangent is not None and functions:
            into.plot([tangent], [value_at(functions[0], name, tangent)], "ko", markersize=5)
        _finish(into, title, axis_labels or (name.name, ""), scales, grid)
        into.set_xlim(*x)
        into.set_ylim(*reach)
        if legend and any(label for label, _, _ in lines):
            into.legend()

    picture = Picture(tuple((label, found) for label, found, _ in lines), (x, reach), scales, size, paint)
    if axes is not None:
        paint(axes)
        picture.axes = axes
    return picture


def contour(
    function: Expression | str,
    x: Range = (-3.0, 3.0),
    y: Range = (-3.0, 3.0),
    *,
    variables: tuple[str, str] | None = None,
    arrows: bool = True,
    levels: int = 12,
    title: str = "",
    size: tuple[float, float] = (5.6, 4.8),
) -> Picture:
    """Draw the contour lines of a function of two variables, with arrows along its gradient.

    Args:
        function: the function, an expression or its text.
        x: from where to where.
        y: the same for the second variable.
        variables: the variables; its symbols in alphabetical order if not given.
        arrows: whether to draw the gradient.
        levels: about how many lines there are.
        title: the title.
        size: the size of the figure in inches.

    Returns:
        The picture.

    Raises:
        DomainError: the function has not two variables, or a range is none.
        ParseError: the text is no formula.

    >>> contour("x^2 + y^2").limits
    ((-3.0, 3.0), (-3.0, 3.0))
    """
    from .compilation import compile as compiled

    _check(x, SCALES[:1] * 2)
    _check(y, SCALES[:1] * 2)
    body = parse(function, lenient=True) if isinstance(function, str) else function
    names = variables or tuple(sorted(s.name for s in body.free_symbols))
    if len(names) != 2:
        raise DomainError(f"a contour plot is of a function of two variables, not of {', '.join(names) or 'none'}")

    def paint(into: Any) -> None:
        import numpy

        wide, high = numpy.meshgrid(numpy.linspace(*x, FINE), numpy.linspace(*y, FINE))
        lines = into.contour(wide, high, compiled(body, names)(wide, high), levels=levels)
        into.clabel(lines, fontsize=8)
        if arrows:
            wide, high = numpy.meshgrid(numpy.linspace(*x, ARROWS), numpy.linspace(*y, ARROWS))
            slopes = [compiled(part, names)(wide, high) + 0 * wide for part in gradient(body, names)]
            into.quiver(wide, high, *slopes, color="gray", width=0.003)
        _finish(into, title or str(body), (names[0], names[1]), ("linear", "linear"), grid=False)

    return Picture((), (x, y), ("linear", "linear"), size, paint)


def _check(ends: Range, scales: Sequence[str]) -> None:
    low, high = ends
    if not (isfinite(low) and isfinite(high) and low < high):
        raise DomainError(f"a range goes from a smaller number to a larger one, not from {low} to {high}")
    for scale in scales:
        if scale not in SCALES:
            raise DomainError(f"there is no scale {scale!r}; there are {', '.join(SCALES)}")
    if scales[0] == "log" and low <= 0:
        raise DomainError(f"a logarithmic axis begins above 0, not at {low}")


def _variable(functions: Sequence[Expression], given: Symbol | str | None) -> Symbol:
    if given is not None:
        return symbol(str(given))
    varying = [f for f in functions if f.free_symbols]
    return only_variable(varying[0]) if varying else symbol("x")


def _of_data(data: Data) -> Curve:
    xs, ys = data
    return Curve((tuple((float(a), float(b)) for a, b in zip(xs, ys, strict=True)),))


def _lines_at(
    function: Expression, name: Symbol, at: float, increments: Iterable[float], x: Range, language: str
) -> Iterator[tuple[str, Curve, str]]:
    line = tangent_line(function, at, name)
    said = Sentence("plot.tangent", {"x": name, "at": f"{at:g}"})
    yield text_of(said, language), curve(line, name, *x, count=1), TANGENT
    here = value_at(function, name, at)
    for h in increments:
        slope = (value_at(function, name, at + h) - here) / h
        if isfinite(slope):
            ends = tuple((end, here + slope * (end - at)) for end in x)
            yield text_of(Sentence("plot.secant", {"h": f"{h:g}"}), language), Curve((ends,)), SECANT


def _draw(axes: Any, label: str, found: Curve, style: str) -> None:
    """The parts of a curve, of one colour and with one line in the legend."""
    colour = None
    for number, part in enumerate(found.parts):
        options: dict[str, Any] = {} if colour is None else {"color": colour}
        (made,) = axes.plot(
            *zip(*part, strict=True), *([style] if style else []), label=label if not number else None, **options
        )
        colour = made.get_color()


def _finish(axes: Any, title: str, labels: tuple[str, str], scales: tuple[str, str], grid: bool) -> None:
    axes.set_xscale(scales[0])
    axes.set_yscale(scales[1])
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    if title:
        axes.set_title(title)
    if grid:
        axes.grid(visible=True, alpha=0.3)
