"""Graphs: every point on the function, a gap wherever it does not exist, and pictures as they are asked for."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.cli import main
from symdiff.errors import SymdiffError
from symdiff.plotting.braille import dots
from symdiff.plotting.curves import curve, heights

X = sd.symbols("x")
BROKEN = {
    "1/x": [0.0],
    "tan(x)": [-math.pi / 2, math.pi / 2],
    "floor(x)": [-2.0, -1.0, 0.0, 1.0, 2.0],
    "sign(x)": [0.0],
    "1/(x^2 - 1)": [-1.0, 1.0],
    "piecewise(x < 1, x, x + 5)": [1.0],
    "atan(1/x)": [0.0],
    "ln(abs(x))": [0.0],
}
WHOLE = ["x^3 - 3x", "e^(-x^2)", "abs(x)", "atan(20x)", "cbrt(x)", "x*sin(5x)", "1/(x^2 + 0.01)", "tanh(30x)"]


@pytest.mark.parametrize(("text", "breaks"), BROKEN.items())
def test_no_line_crosses_a_pole_or_a_jump(text: str, breaks: list[float]) -> None:
    found = curve(sd.parse(text), X, -2.73, 2.91)
    assert len(found.parts) >= len(breaks) + 1
    for place in breaks:
        assert not any(part[0][0] < place < part[-1][0] for part in found.parts), place


@pytest.mark.parametrize("text", WHOLE)
def test_a_continuous_function_is_one_line(text: str) -> None:
    assert len(curve(sd.parse(text), X, -2.73, 2.91).parts) == 1


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([*BROKEN, *WHOLE]), st.floats(-3, 0), st.floats(0.5, 3))
def test_every_point_lies_on_the_function(text: str, low: float, width: float) -> None:
    f = sd.parse(text)
    for x, y in curve(f, X, low, low + width, count=40).points:
        assert low <= x <= low + width
        assert math.isclose(float(f.evaluate(x=x)), y, rel_tol=1e-12, abs_tol=1e-12)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_the_box_holds_most_of_the_values(values: list[float]) -> None:
    low, high = heights(values)
    assert low < high
    assert sum(low <= v <= high for v in values) >= 0.79 * len(values)


def test_the_terminal_shows_a_line_where_it_goes() -> None:
    rows = dots([("f", [[(0.0, 0.0), (1.0, 1.0)]])], (0.0, 1.0), (0.0, 1.0), 10, 5).split("\n")
    filled = [next(place for place, c in enumerate(row) if "\u2800" < c <= "\u28ff") for row in rows[:5]]
    assert filled == sorted(filled, reverse=True)
    assert rows[-1] == "f"


plt = pytest.importorskip("matplotlib", reason="matplotlib is not installed")


def test_a_picture_has_what_was_asked_for(tmp_path: Path) -> None:
    made = sd.plot(
        "3x^2 - 4x", x=(-1, 3), tangent=1, secants=[0.5], derivative=True, title="T", scales=("linear", "linear")
    )
    labels = [label for label, _ in made.curves]
    assert labels == ["3*x^2 - 4*x", "(3*x^2 - 4*x)'", "Tangent line (x = 1)", "Secant (h = 0.5)"]
    assert made.limits[0] == (-1, 3)
    line = dict(made.curves)["Tangent line (x = 1)"]
    assert [round(y, 9) for _, y in line.points] == [2 * x - 3 for x, _ in line.points]
    ElementTree.fromstring(made.svg())
    for ending in ("svg", "png", "pdf"):
        made.save(tmp_path / f"p.{ending}")
        assert (tmp_path / f"p.{ending}").stat().st_size > 1000
    assert made.svg() == made.svg()


def test_data_and_axes_of_ones_own() -> None:
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    made = sd.plot(
        "x", ([1, 2], [3, 4]), x=(0.1, 10), scales=("log", "log"), axes=axes, labels=["f", "data"], styles=["r-", "bs"]
    )
    assert made.axes is axes
    assert axes.get_xscale() == "log"
    assert list(dict(made.curves)["data"].points) == [(1, 3), (2, 4)]
    assert "data" in made.text()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sd.plot("x", x=(1, 1)),
        lambda: sd.plot("x", x=(0, math.inf)),
        lambda: sd.plot("x", scales=("linear", "cubic")),
        lambda: sd.plot("x", scales=("log", "linear")),
        lambda: sd.contour("x"),
        lambda: sd.plot("x").save("p.gif"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(wrong: object) -> None:
    with pytest.raises(SymdiffError):
        wrong()  # type: ignore[operator]


def test_the_command_draws_on_the_terminal_and_into_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plot", "x^2", "--tangent", "1", "--lang", "zh"]) == 0
    assert "切线" in capsys.readouterr().out
    assert main(["plot", "x^2 - y^2", "-o", str(tmp_path / "c.svg")]) == 0
    ElementTree.parse(tmp_path / "c.svg")
    for wrong in (["x^2", "--range", "3"], ["x^2", "--range", "a,b"], ["x^2", "-o", "p.gif"], ["x*y"]):
        assert main(["plot", *wrong]) == 2
