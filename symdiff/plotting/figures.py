"""Figures of matplotlib, where it is installed: made without a window, written whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from ..errors import SymdiffError

FORMATS = ("svg", "png", "pdf")


def figure_of(size: tuple[float, float]) -> Any:
    """A new figure of so many inches.

    Raises:
        SymdiffError: matplotlib is not installed.
    """
    try:
        from matplotlib import rcParams
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SymdiffError("a plot needs the extra plot: pip install 'symdiff[plot]'") from error
    rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "Noto Sans CJK JP", *rcParams["font.sans-serif"]]
    rcParams["axes.unicode_minus"] = False
    rcParams["svg.hashsalt"] = "symdiff"  # the same names inside every time
    return Figure(figsize=size, layout="constrained")


def drawn(figure: Any, form: str) -> bytes:
    """The figure in a format, always the same bytes."""
    buffer = BytesIO()
    metadata = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(form, {})
    figure.savefig(buffer, format=form, metadata=metadata)
    return buffer.getvalue()


def save(figure: Any, path: str | Path) -> None:
    """Write the figure to a file, whose ending says the format.

    Raises:
        SymdiffError: the file cannot be written, or its ending is another.
    """
    form = Path(path).suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise SymdiffError(f"cannot write {path}: a picture ends in .{', .'.join(FORMATS)}")
    data = drawn(figure, form)
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise SymdiffError(f"cannot write {path}: {error.strerror}") from error
