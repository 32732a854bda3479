"""The names that `import symdiff` gives, to a person at a prompt and to a type checker alike."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from mypy import api

import symdiff as sd
from tests.stubs import STUB, names, stub

PROGRAM = """\
from fractions import Fraction
import symdiff as sd
from symdiff import Expression, Symbol

f: Expression = sd.parse("x^2 sin(3x)")
x: Symbol = sd.symbols("x")
a, b = sd.symbols("a b")
g: Expression = sd.sin(x) ** 2 + 1 - 3 * a / b
h: Expression = sd.zeta(x) + sd.zeta(2, x) + sd.arctan(0.5) + sd.max(1, x, Fraction(1, 3), "y")
rows: list[Expression] = sd.gradient(g, sd.symbols("a b"))
df: Expression = sd.diff(f, x, 2)
status: str = sd.check(f, df, "x", 2).status
text: str = sd.derive(f, "x").text()
book = sd.rules.standard()
slope: sd.MatrixExpression = sd.diff("x^T A x", "x", shapes={"A": "n x n", "x": "n"})
column = sd.vector("x", "n")
turned: sd.MatrixExpression = sd.diff(column.T @ column, column)
told: str = sd.derive("x^T x", "x", shapes={"x": "n"}).text()
value: int | Fraction | float = sd.evaluate("x^2/3", x=2)
half: float = float(sd.evaluate(f, {"x": 0.5}))
many = sd.evaluate(f, x=2, digits=30), sd.evaluate(f, x=1j)
"""
# A line of a program, and a word of what a type checker has to say of it.
REFUSED = {
    'sd.dif("x^2", "x")': "diff",
    "sd.sinn(1)": "sinn",
    "sd.re": "re",
    "sd.annotations": "annotations",
    "sd.sin(1, 2)": "Too many",
    "sd.sin([])": "list",
    "sd.besselj(1)": "Too few",
    'sd.sin("x").nmae': "nmae",
    'sd.symbols("x").nmae': "nmae",
    'number: int = sd.parse("x")': "Expression",
    'sd.diff("x^2", "x", rulse=None)': "rulse",
    'sd.vector("x", "n").nmae': "nmae",
    'text: str = sd.evaluate("x^2", x=2)': "Fraction",
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What mypy --strict says of each program, by its file's name."""
    folder = tmp_path_factory.mktemp("programs")
    programs = {"right": PROGRAM} | {
        f"wrong{place}": f"import symdiff as sd\n\n{line}\n" for place, line in enumerate(REFUSED)
    }
    for name, text in programs.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    report, _, _ = api.run(["--strict", "--cache-dir", str(folder / "cache"), *map(str, sorted(folder.glob("*.py")))])
    lines = [line for line in report.splitlines() if ": error: " in line]
    return {name: [line for line in lines if f"{name}.py:" in line] for name in programs}


def test_a_program_that_uses_the_public_face_passes_the_type_checker(complaints: dict[str, list[str]]) -> None:
    assert complaints["right"] == []


@pytest.mark.parametrize(("place", "word"), list(enumerate(REFUSED.values())), ids=list(REFUSED))
def test_a_mistake_is_told_by_the_type_checker(place: int, word: str, complaints: dict[str, list[str]]) -> None:
    complaint, *others = complaints[f"wrong{place}"]
    assert word in complaint
    assert all("No overload" in other for other in others)


def test_the_program_runs_and_its_declared_types_are_the_real_ones() -> None:
    values = {"f": sd.parse("x^2 sin(3x)"), "x": sd.symbols("x"), "h": sd.zeta("x") + sd.max(1, "x", "y")}
    assert isinstance(values["x"], sd.Symbol)
    assert isinstance(sd.symbols("a b"), tuple)
    assert all(isinstance(value, sd.Expression) for value in values.values())


def test_the_stub_is_what_the_table_gives() -> None:
    assert STUB.read_text(encoding="utf-8") == stub(), "run python -m tests.stubs"


def stubbed(text: str) -> Iterable[str]:
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def test_dir_shows_the_public_names_and_no_others() -> None:
    shown = set(dir(sd))
    assert shown == set(sd.__all__) | set(names()) == set(sd.__all__) | set(stubbed(stub()))
    assert not shown & {"annotations", "re", "import_module", "Any", "TYPE_CHECKING", "Callable", "apply", "cache"}


@pytest.mark.parametrize("name", sorted(set(dir(sd))))
def test_every_name_that_is_shown_is_there(name: str) -> None:
    value = getattr(sd, name)
    if name in set(names()):
        known = sd.rules.standard().vocabulary.aliases.get(name, name)
        least, most = sd.rules.standard().vocabulary.functions[known]
        built = value(*map(sd.symbols, "abcxyz"[:least]))
        assert isinstance(built, sd.Apply)
        assert (built.function, len(built.arguments)) == (known, least)
        with pytest.raises(TypeError, match=re.escape(f"{known} takes ")):
            value(*[1] * (least - 1 if most is None else most + 1))


@pytest.mark.parametrize("name", ["dif", "Sin", "sinn", "_functions_", "__wrapped__", "d", "derivative"])
def test_no_other_name_is_there(name: str) -> None:
    with pytest.raises(AttributeError, match=name):
        getattr(sd, name)


def test_functions_of_a_chosen_rulebook_are_there_while_it_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "mine.rules"
    path.write_text("versine(u): derivative sin(u),  defined as 1 - cos(u)\n", encoding="utf-8")
    before = sd.rules.use(sd.rules.load(path))
    try:
        assert "versine" in dir(sd)
        assert str(sd.diff(sd.versine("x^2"), "x")) == "2*x*sin(x^2)"
    finally:
        sd.rules.use(before)
    assert "versine" not in dir(sd)
    with pytest.raises(AttributeError):
        _ = sd.versine
