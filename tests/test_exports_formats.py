"""Each format holds every item whole, and is read by a parser of its own kind."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as tree

import pytest

import symdiff as sd
from symdiff.exports import FORMATS, render
from symdiff.exports.points import value_of

from .sheets import item as made_by_hand
from .sheets import items, variants, wrong

QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1", "m": "http://www.w3.org/1998/Math/MathML"}
CANVAS = {"c": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
SCHEMA = os.environ.get("QTI_SCHEMA", "")


def text_of(form: str, **options: str) -> str:
    made = render(items(), form, **options)
    assert isinstance(made, str)
    return made


def files_of(form: str, **options: str) -> dict[str, str]:
    made = render(items() + variants()[1:], form, **options)
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode("utf-8") for name in packed.namelist()}


# --- sheets -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["markdown", "latex", "typst"])
def test_a_sheet_gives_nothing_away(form: str) -> None:
    made = text_of(form)
    keys = {"typst": ["#worked["], "markdown": [], "latex": [r"\CorrectChoice", r"\begin{solution}"]}[form]
    for key in [*keys, *([items()[0].key.latex()] if form != "typst" else [])]:
        assert key not in made
        assert key in text_of(form, answers="key")


def test_versions_stand_one_after_the_other() -> None:
    made = str(render(variants(), "markdown", title="Test"))
    assert re.findall("## Version ([A-Z])", made) == ["A", "B", "C"]
    assert made.index(r"\sin 2 x") < made.index(r"\sin 3 x") < made.index(r"\sin 5 x")


def test_the_recipe_stands_at_the_foot() -> None:
    for form in ("markdown", "latex", "typst", "html", "gift"):
        made = str(render(items(), form, recipe="symdiff exercises --seed 7"))
        assert "symdiff exercises" in made.replace("-{}", "-"), form


def test_sections_have_headings() -> None:
    parts = [made_by_hand(n, "x^2", section=title) for n, title in enumerate(("One", "One", "Two"))]
    for form, heading in (("markdown", "### "), ("latex", r"\fullwidth"), ("typst", "sticky"), ("html", "<h3>")):
        assert str(render(parts, form)).count(heading) == 2, form


@pytest.mark.parametrize("options", [{}, {"answers": "worked"}, {"title": r"\input{x} % # ~ ^ é 😀"}])
def test_latex_compiles(options: dict[str, str], tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None or not has_latex_class("exam"):
        pytest.skip("pdflatex with the class exam is not installed")
    (tmp_path / "sheet.tex").write_text(str(render(items() + variants(), "latex", **options)), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "sheet.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode("utf-8", "replace")


def has_latex_class(name: str) -> bool:
    return subprocess.run(["kpsewhich", f"{name}.cls"], capture_output=True, check=False).returncode == 0


def test_a_pdf_has_the_words_of_the_sheet() -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    made = render(items() + variants(), "pdf", title="Quiz")
    assert isinstance(made, bytes)
    pages = re.search(rb"/Type\s*/Pages.*?/Count (\d+)", made, re.DOTALL) or re.search(rb"/Count (\d+)", made)
    assert pages is not None
    # A version begins on a page of its own.
    assert int(pages[1]) >= 3


# --- data ---------------------------------------------------------------------------------------------------


def test_json_lines_read_back_as_the_same_formulas() -> None:
    lines = [json.loads(line) for line in text_of("jsonl", title="Quiz").splitlines()]
    formulas = [line["keys"][0]["text"].removeprefix("y = ") for line in lines]
    assert [sd.parse(formula) for formula in formulas] == [value_of(item.key) for item in items()]
    assert [line["identifier"] for line in lines] == [item.identifier for item in items()]


def test_a_table_has_a_row_for_each_item_and_no_cell_that_a_spreadsheet_runs() -> None:
    minus = made_by_hand(9, "cos(x)", ("-sin(x)",))
    rows = list(csv.DictReader(io.StringIO(str(render([*items(), minus], "csv", title="=1+1")), newline="")))
    answers = [json.loads(row["answers"])[0] for row in rows]
    assert answers[:3] == ["2*x*cos(x^2)", "2*x*e^(3*x) + 3*x^2*e^(3*x)", "10"]
    assert json.loads(rows[0]["steps"])[-1]["line"] == "2*x*cos(x^2)"
    assert rows[-1]["function"] == "cos(x)"
    assert {row["title"] for row in rows} == {"'=1+1"}


def test_parquet_is_read_by_its_own_library() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    made = render(items(), "parquet", title="=1")
    assert isinstance(made, bytes)
    table = parquet.read_table(io.BytesIO(made))
    assert table.column("identifier").to_pylist() == [item.identifier for item in items()]
    assert table.column("level").to_pylist() == [2] * len(items())
    assert table.schema.metadata[b"title"] == b"=1"
    assert table.column("answers").to_pylist()[0] == ["2*x*cos(x^2)"]
    assert next(wrong["misconceptions"] for wrong in table.column("wrong_answers").to_pylist()[0]) == ["inner_lost"]


def test_the_tables_hold_the_right_option_the_steps_and_the_pictures() -> None:
    made = sd.exercises(kind="match", count=1, seed=3)
    (line,) = (json.loads(text) for text in str(render(made, "jsonl")).splitlines())
    (row,) = csv.DictReader(io.StringIO(str(render(made, "csv")), newline=""))
    place = "ABCDEFGH".index(row["correct_option"])
    assert [option["right"] for option in line["options"]].index(True) == place
    assert len(json.loads(row["options"])) == len(line["options"])
    assert len(json.loads(row["pictures"])) == len(line["plots"]) == len(line["pictures"])
    for picture in line["pictures"]:
        tree.fromstring(picture)


@pytest.mark.parametrize("level", [1, 3])
def test_the_last_of_the_steps_is_the_derivative(level: int) -> None:
    for item in sd.exercises(level=level, count=6, seed=level):
        (line,) = (json.loads(text) for text in str(render([item], "jsonl")).splitlines())
        assert sd.equivalent(line["steps"][-1]["line"], sd.diff(item.expression, item.variable))
        assert all(step["rules"] for step in line["steps"])


# --- learning platforms ---------------------------------------------------------------------------------------


def gift_questions(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.startswith("::")]


def test_gift_has_one_right_answer_for_each_choice() -> None:
    questions = gift_questions(text_of("gift"))
    assert len(questions) == len(items())
    rights = [len(re.findall(r"^\t=", question, re.MULTILINE)) for question in questions]
    wrongs = [len(re.findall(r"^\t~", question, re.MULTILINE)) for question in questions]
    assert rights == [1, 1, 0, 0, 0, 1, 0]
    assert wrongs == [2, 2, 0, 0, 0, 2, 0]
    assert "\t#10:0\n" in questions[2]


def test_gift_doubles_the_backslashes_of_tex() -> None:
    for question in gift_questions(text_of("gift")):
        assert re.sub(r"\\\\|\\[~=#{}:]", "", question).count("\\") == 0


def test_moodle_has_a_question_of_a_fitting_type_for_each_item() -> None:
    quiz = tree.fromstring(text_of("moodle", title="Quiz"))
    types = [question.get("type") for question in quiz]
    assert types == ["category", "multichoice", "multichoice", "numerical", "essay", "essay", "multichoice", "essay"]
    for question in quiz.findall("question[@type='multichoice']"):
        assert sorted(float(a.get("fraction", "")) for a in question.findall("answer")) == [0, 0, 100]


def test_a_long_title_leaves_names_that_a_platform_can_keep() -> None:
    quiz = tree.fromstring(text_of("moodle", title="long " * 1000))
    names = [e.text or "" for e in quiz.iterfind("question/name/text")]
    assert max(map(len, names)) < 150
    assert len(set(names)) == len(items())


def test_a_number_that_is_no_whole_number_has_a_tolerance() -> None:
    root = made_by_hand(0, "sqrt(x)", ("sqrt(2)/4",), answer_kind="number")
    half = made_by_hand(0, "x^2", ("1/2",), answer_kind="number")
    quiz = tree.fromstring(str(render([root, half], "moodle")))
    assert [e.text for e in quiz.iter("tolerance")] == ["0.001", "0"]


def test_qti_is_a_package_whose_manifest_names_every_file() -> None:
    files = files_of("qti", title="Quiz")
    manifest = tree.fromstring(files["imsmanifest.xml"])
    named = {e.get("href") for e in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")}
    assert named == set(files) - {"imsmanifest.xml"}
    references = {e.get("href") for e in tree.fromstring(files["test.xml"]).iter(f"{{{QTI['q']}}}assessmentItemRef")}
    assert references == {name for name in files if name.startswith("items/")}


def test_qti_names_the_right_choice() -> None:
    files = files_of("qti")
    asked = tree.fromstring(files["items/item006.xml"])
    right = asked.findtext("q:responseDeclaration/q:correctResponse/q:value", "", QTI)
    choice = asked.find(f".//q:simpleChoice[@identifier='{right}']", QTI)
    assert choice is not None
    assert choice.text == "the product rule"


def test_qti_is_valid_by_its_schema(tmp_path: Path) -> None:
    if shutil.which("xmllint") is None or not SCHEMA:
        pytest.skip("xmllint is not installed, or QTI_SCHEMA does not name imsqti_v2p1.xsd")
    for number, (name, text) in enumerate(files_of("qti", title='<&> "x"').items()):
        if name != "imsmanifest.xml":
            path = tmp_path / f"{number}.xml"
            path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                ["xmllint", "--nonet", "--noout", "--schema", SCHEMA, str(path)], capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr.decode()


def test_canvas_links_every_feedback_and_the_right_choice() -> None:
    files = files_of("canvas", title="Quiz")
    questions = next(text for name, text in files.items() if not name.endswith(("manifest.xml", "meta.xml")))
    asked = tree.fromstring(questions).findall(".//c:item", CANVAS)
    assert len(asked) == len(items()) + 2
    for item in asked:
        labels = {e.get("ident") for e in item.iterfind(".//c:response_label", CANVAS)}
        told = {e.get("ident") for e in item.iterfind("c:itemfeedback", CANVAS)}
        linked = {e.get("linkrefid") for e in item.iterfind(".//c:displayfeedback", CANVAS)}
        assert told == linked
        kind = item.findtext(".//c:fieldentry", "", CANVAS)
        if kind == "multiple_choice_question":
            conditions = [
                c for c in item.iterfind(".//c:respcondition", CANVAS) if c.find("c:setvar", CANVAS) is not None
            ]
            right = [c.findtext("c:conditionvar/c:varequal", "", CANVAS) for c in conditions]
            assert len(right) == 1
            assert right[0] in labels


def test_anki_reads_a_note_for_each_item(tmp_path: Path) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    made = render(items(), "anki", title="A::B")
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        packed.extract("collection.anki2", tmp_path)
    rows = sqlite3.connect(tmp_path / "collection.anki2")
    notes = [fields.split("\x1f") for (fields,) in rows.execute("SELECT flds FROM notes ORDER BY id")]
    assert [fields[3] for fields in notes] == [item.identifier for item in items()]
    assert all(len(fields) == 4 for fields in notes)
    assert rows.execute("SELECT count(*) FROM cards").fetchone() == (len(items()),)
    (decks,) = rows.execute("SELECT decks FROM col").fetchone()
    assert not any("::" in deck["name"] for deck in json.loads(decks).values())
    rows.close()


def test_anki_takes_a_note_anew_where_it_was_made_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    notes: list[tuple[str, int]] = []
    for moment in ("1700000000", "1700000060"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        made = render(items()[:1], "anki", title=moment)
        assert isinstance(made, bytes)
        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            packed.extract("collection.anki2", tmp_path)
        rows = sqlite3.connect(tmp_path / "collection.anki2")
        notes += rows.execute("SELECT guid, mod FROM notes")
        rows.close()
    assert notes[0][0] == notes[1][0]
    assert notes[0][1] < notes[1][1]


def test_the_pictures_of_canvas_are_files_of_the_package() -> None:
    made = render(sd.exercises(kind="match", count=2, seed=3), "canvas")
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        files = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    listed = set(re.findall(r'href="(web_resources/\w+\.svg)"', files["imsmanifest.xml"]))
    shown = set(re.findall(r"\$IMS-CC-FILEBASE\$/(\w+\.svg)", "".join(files.values())))
    assert {f"web_resources/{name}" for name in shown} == listed == {n for n in files if n.endswith(".svg")}
    assert listed
    assert "data:image" not in "".join(files.values())


@pytest.mark.parametrize("form", ["gift", "moodle", "stack"])
def test_questions_go_to_the_category_of_their_section(form: str) -> None:
    sections = [replace(item, section=name) for item, name in zip(items(), ["", "a/b", "a/b", "c"], strict=False)]
    made = str(render(sections, form, title="Quiz 1/2"))
    found = re.findall(r"\$course\$/top/([^\n<]*)", made)
    assert found == ["Quiz 1//2", "Quiz 1//2/a//b", "Quiz 1//2/c"]


def test_every_bank_holds_every_wrong_answer_with_its_feedback() -> None:
    said = "Said to nobody else."
    made = [made_by_hand(0, "sin(x^2)", distractors=(wrong("cos(x^2)", "inner", said),))]
    for form in FORMATS:
        if form in ("html", "stack", "moodle", "gift", "jsonl"):
            assert said in str(render(made, form)), form
