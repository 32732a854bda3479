"""A function with its secants and its tangent, drawn by matplotlib where it is installed."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from ..errors import DomainError, SymdiffError
from ..evaluation import evaluate
from ..expression import Expression, Symbol

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
    figure = _figure()
    left, right = figure.subplots(1, 2)
    _draw_function(left, secants)
    right.loglog([h for h, _ in secants.errors], [error for _, error in secants.errors], "o-")
    right.invert_xaxis()
    right.set_xlabel("h")
    right.set_ylabel(secants.error_label)
    right.set_title(secants.title)
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise SymdiffError(f"cannot write {path}: {error}") from error


def _figure() -> Any:
    try:
        from matplotlib import rcParams
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SymdiffError("a plot needs the extra plot: pip install 'symdiff[plot]'") from error
    rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "Noto Sans CJK JP", *rcParams["font.sans-serif"]]
    rcParams["axes.unicode_minus"] = False
    return Figure(figsize=(9, 4), layout="constrained")


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


def value_at(expression: Expression, variable: Symbol, x: float) -> float:
    """The value at a point, not a number where there is none."""
    try:
        return float(evaluate(expression, {variable: x}))
    except DomainError:
        return float("nan")
