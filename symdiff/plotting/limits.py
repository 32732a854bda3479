"""A function with its secants and its tangent, drawn by matplotlib where it is installed."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from ..expression import Expression, Symbol
from .curves import value_at
from .figures import figure_of, save

POINTS = 400
SECANTS = (1.0, 0.5, 0.1)


@dataclass(frozen=True)
class Secants:
    """What is drawn.

    Attributes:
        function, variable, at: of what and where.
        slope: the slope of the tangent.
        errors: for each increment how far the slope of the secant is from that.
        title, error_label: the words beside the errors.
    """

    function: Expression
    variable: Symbol
    at: float
    slope: float
    errors: tuple[tuple[float, float], ...]
    title: str
    error_label: str


def draw_secants(secants: Secants, path: str | Path) -> None:
    """Draw the function with its secants and its tangent, and the error of the difference quotient for each h.

    Args:
        secants: what is drawn; from the table that `symdiff.explanation.difference_quotients` returns.
        path: the file to write; its ending decides the kind (svg, png, pdf).

    Raises:
        SymdiffError: matplotlib is not installed, or the file cannot be written.
    """
    figure = figure_of((9, 4))
    left, right = figure.subplots(1, 2)
    _draw_function(left, secants)
    right.loglog([h for h, _ in secants.errors], [error for _, error in secants.errors], "o-")
    right.invert_xaxis()
    right.set_xlabel("h")
    right.set_ylabel(secants.error_label)
    right.set_title(secants.title)
    save(figure, path)


def _draw_function(axes: Any, secants: Secants) -> None:
    function, variable, at = secants.function, secants.variable, secants.at
    xs = [at - 1.5 + 3 * i / POINTS for i in range(POINTS + 1)]
    ys = [value_at(function, variable, x) for x in xs]
    axes.plot(xs, ys, label=str(function))
    here = value_at(function, variable, at)
    for number, h in enumerate(SECANTS, 1):
        slope = (value_at(function, variable, at + h) - here) / h
        if isfinite(slope):
            axes.axline((at, here), slope=slope, linestyle="--", linewidth=1, color=f"C{number}", label=f"h = {h:g}")
    axes.axline((at, here), slope=secants.slope, color="black", linewidth=1)
    axes.plot([at], [here], "ko")
    axes.set_xlabel(str(variable))
    axes.legend()
