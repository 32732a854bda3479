"""The same derivation as text, Markdown, LaTeX, HTML, JSON, and on a terminal."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings

import symdiff as sd
from symdiff.documents.formulas import BEGIN, END, written
from symdiff.explanation import from_definition, from_json, implicit, languages, schema, total
from symdiff.explanation.rows import DEPTHS, marked
from symdiff.expression import Expression

from .expressions import X, Y, expressions

SAMPLES = ("x^2 sin(x^3)/(1 + ln(x))", "x^x", "piecewise(x < 0, x^2, x^3)", "|x| e^(2x)", "f(x_1) + theta^2*x_1", "5")


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("language", languages())
def test_json_fits_the_schema_and_loads_back(text: str, language: str) -> None:
    derivation = sd.derive(text, "x_1" if "x_1" in text else "x")
    written_once = derivation.json(language=language, verdicts=True)
    jsonschema.validate(json.loads(written_once), schema())
    again = from_json(written_once)
    assert again.json(language=language, verdicts=True) == written_once
    assert again.text() == derivation.text()
    assert again.result is derivation.result


@settings(max_examples=40, deadline=None)
@given(expressions(X, Y))
def test_any_derivation_loads_back(function: Expression) -> None:
    derivation = sd.derive(function, X)
    text = derivation.json()
    jsonschema.validate(json.loads(text), schema())
    assert from_json(text).json() == text


def test_json_has_the_lines_as_a_textbook_shows_them() -> None:
    record = json.loads(sd.derive("x^2 sin(3x)").json())
    assert [(line["title"], line["line"]["text"], line["new"]) for line in record["lines"]] == [
        ("Product rule", "(d/dx (x^2))*sin(3*x) + x^2*(d/dx (sin(3*x)))", []),
        ("Power rule", "2*x*sin(3*x) + x^2*(d/dx (sin(3*x)))", [[0, 0]]),
        ("Derivative of sin", "2*x*sin(3*x) + x^2*(cos(3*x)*3)", [[1, 1]]),
        ("Simplify", "x*(3*x*cos(3*x) + 2*sin(3*x))", []),
    ]
    names = [[record["steps"][step]["name"] for step in line["steps"]] for line in record["lines"]]
    assert names == [["product"], ["power"], ["sin"], ["numbers_first", "numbers_first", "forms.lowest_terms"]]
    assert record["steps"][record["lines"][-1]["steps"][-1]]["parent"] is None
    assert json.loads(sd.derive("x^2", form="tidy").json())["form"] == "tidy"


def test_the_schema_is_a_schema_and_refuses_what_is_none() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    record = json.loads(sd.derive("x^2").json())
    del record["steps"][0]["before"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema())


@pytest.mark.parametrize("change", [
    {"version": "symdiff-derivation/0"}, {"nodes": []}, {"nodes": [["apply", "+", 0, 0]]}, {"steps": [{}]},
    {"start": {}}, {"nodes": [["number", "9" * 5000]]},
])  # fmt: skip
def test_json_that_is_no_derivation_is_refused(change: dict[str, object]) -> None:
    record = json.loads(sd.derive("x^2").json()) | change
    with pytest.raises(sd.SymdiffError):
        from_json(json.dumps(record))


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"'])
def test_text_that_is_no_derivation_is_refused(text: str) -> None:
    with pytest.raises(sd.SymdiffError):
        from_json(text)


class Balanced(HTMLParser):
    """Checks that every element is closed where it should be."""

    VOID = frozenset(("meta", "br"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_the_page_is_whole_and_needs_no_network(text: str, depth: str) -> None:
    page = sd.derive(text, "x_1" if "x_1" in text else "x").html(depth=depth, language="zh", why=True)
    reader = Balanced()
    reader.feed(page)
    assert not reader.open
    assert not re.search(r"https?://|src=|@import|url\(", page)
    assert "math" in reader.names


def test_steps_unfold_by_the_elements_that_a_keyboard_reaches() -> None:
    page = sd.derive("x^2 sin(x^3)").html()
    assert page.count("<details>") == page.count("<summary>") == 1, "the moves of the simplification"
    page = sd.derive("x^2 sin(x^3)").html(depth="every")
    assert page.count("<details open>") == page.count("<summary>") == 1
    assert 'lang="en"' in page


@settings(max_examples=60, deadline=None)
@given(expressions(X, Y))
def test_mathml_is_well_formed(function: Expression) -> None:
    ElementTree.fromstring(f"<math>{written(function, 'mathml')}</math>")


def test_a_name_cannot_bring_markup_into_a_page() -> None:
    evil = sd.Symbol("<script>t</script>")
    page = sd.derive(evil * X, "x").html()
    assert "<script>t" not in page
    assert "&lt;script&gt;t" in page


@pytest.mark.parametrize("form", ["text", "unicode", "latex"])
def test_the_mark_stands_around_the_place(form: str) -> None:
    line = written(marked(sd.parse("x^2 + sin(3x)"), (1,)), form)
    inside = r"{\color{stepcolor}" if form == "latex" else BEGIN
    assert line.count(inside) == 1
    assert line.endswith("}" if form == "latex" else END)


def test_a_mark_changes_nothing_else_in_text() -> None:
    whole = sd.parse("a - (b + c)*x^-2")
    for place in ((0,), (1,), (1, 0), (1, 1), (1, 1, 0)):
        line = written(marked(whole, place))
        assert line.replace(BEGIN, "").replace(END, "") == str(whole)


def test_the_three_depths_show_more_and_more() -> None:
    derivation = sd.derive("x^2 sin(x^3)")
    sizes = [derivation.text(depth=depth).count("\n") for depth in DEPTHS]
    assert sizes == sorted(set(sizes))


def test_colours_on_a_terminal_mark_the_place() -> None:
    console = pytest.importorskip("rich.console")
    out = console.Console(record=True, force_terminal=True, width=200, file=StringIO())
    sd.derive("x^2 sin(3x)").terminal(console=out)
    assert "\x1b[1;33m" in out.export_text(styles=True)


def test_a_notebook_gets_text_markdown_and_html() -> None:
    bundle = sd.derive("x^2")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/markdown", "text/html"}
    assert "<math" in bundle["text/html"]


def test_markdown_has_a_formula_for_every_line() -> None:
    text = sd.derive("x^2 sin(3x)").markdown()
    assert text.count("$$") % 2 == 0
    assert r"\frac{d}{dx}" in text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
@pytest.mark.parametrize("sample", SAMPLES[:3])
def test_the_document_compiles(sample: str, tmp_path: Path) -> None:
    source = tmp_path / "steps.tex"
    source.write_text(sd.derive(sample, "x").latex(document=True, why=True), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", source.name]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout.decode("latin-1")[-2000:]


@pytest.mark.parametrize("derivation", [
    implicit("x^2 + y^2 = 1"), total("x*y", {"x": "cos(t)", "y": "sin(t)"}), from_definition("sin(x)"),
])  # fmt: skip
def test_worked_forms_have_every_presentation(derivation: sd.Derivation) -> None:
    for language in languages():
        jsonschema.validate(json.loads(derivation.json(language=language)), schema())
        for present in (derivation.text, derivation.markdown, derivation.latex, derivation.html):
            assert present(language=language)
    assert from_json(derivation.json()).text() == derivation.text()
