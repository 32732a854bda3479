"""Pictures, drawn by matplotlib where it is installed."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import DomainError, SymdiffError
from ..evaluation import evaluate
from ..explanation.catalogue import FALLBACK, Catalogue
from ..expression import Expression, Symbol

if TYPE_CHECKING:
    from ..explanation.quotients import QuotientTable

POINTS = 400
SECANTS = (1.0, 0.5, 0.1)


def plot_quotients(table: QuotientTable, path: str | Path, *, language: str = FALLBACK) -> None:
    """Draw the function with its secants and its tangent, and the error of the difference quotient for each h.

    Args:
        table: from `symdiff.explanation.difference_quotients`.
        path: the file to write; its ending decides the kind (svg, png, pdf).
        language: the language of the labels.

    Raises:
        SymdiffError: matplotlib is not installed, or the file cannot be written.
    """
    say = Catalogue(language)
    figure = _figure()
    left, right = figure.subplots(1, 2)
    _draw_function(left, table)
    rows = [row for row in table.rows if row.error]
    right.loglog([row.h for row in rows], [row.error for row in rows], "o-")
    right.invert_xaxis()
    right.set_xlabel("h")
    right.set_ylabel(say("table.error"))
    right.set_title(say("table.quotient"))
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


def _draw_function(axes: Any, table: QuotientTable) -> None:
    at = float(evaluate(table.point))
    xs = [at - 1.5 + 3 * i / POINTS for i in range(POINTS + 1)]
    ys = [value_at(table.function, table.variable, x) for x in xs]
    axes.plot(xs, ys, label=str(table.function))
    here = value_at(table.function, table.variable, at)
    for number, h in enumerate(SECANTS, 1):
        slope = (value_at(table.function, table.variable, at + h) - here) / h
        if isfinite(slope):
            axes.axline((at, here), slope=slope, linestyle="--", linewidth=1, color=f"C{number}", label=f"h = {h:g}")
    axes.axline((at, here), slope=table.exact, color="black", linewidth=1)
    axes.plot([at], [here], "ko")
    axes.set_xlabel(str(table.variable))
    axes.legend()


def value_at(expression: Expression, variable: Symbol, x: float) -> float:
    """The value at a point, not a number where there is none."""
    try:
        return float(evaluate(expression, {variable: x}))
    except DomainError:
        return float("nan")
