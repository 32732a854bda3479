"""The gradebook: tables as teachers have them, points that add up, nothing lost, nothing guessed."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.cli import main
from symdiff.documents import Catalogue, languages
from symdiff.documents.html import Html
from symdiff.documents.text import Text
from symdiff.errors import SymdiffError
from symdiff.grading.gradebook import STATUSES, gradebook
from symdiff.grading.reports import TABLES, document, number, record, svg, table
from symdiff.grading.tables import COLUMNS, DELIMITERS, decoded, read_answers
from symdiff.rulebook.misconceptions import standard_misconceptions

QUESTIONS = ["x^2", "sin(x^2)", "ln(x)"]
RIGHT = {"x^2": "2x", "sin(x^2)": "2x cos(x^2)", "ln(x)": "1/x"}
ANSWERS = st.sampled_from(["right", "cos(x^2)", "2x +", "", "-"])
CLASSES = st.lists(st.tuples(ANSWERS, ANSWERS, ANSWERS), min_size=1, max_size=6)


def written(rows: list[list[str]], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


def wide(answers: list[tuple[str, ...]]) -> list[list[str]]:
    return [["name", *QUESTIONS]] + [[f"S{n}", *row] for n, row in enumerate(answers)]


def long(answers: list[tuple[str, ...]]) -> list[list[str]]:
    cells = [[f"S{n}", q, a] for n, row in enumerate(answers) for q, a in zip(QUESTIONS, row, strict=True)]
    return [["Student", "Question", "Answer"], *cells]


def filled(answers: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(RIGHT[q] if a == "right" else a for q, a in zip(QUESTIONS, row, strict=True)) for row in answers]


@settings(max_examples=25, deadline=None)
@given(CLASSES, st.sampled_from(DELIMITERS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_long_and_wide_tables_of_any_delimiter_and_encoding_say_the_same(
    answers: list[tuple[str, ...]], delimiter: str, encoding: str
) -> None:
    rows = filled(answers)
    books = []
    for shape in (wide(rows), long(rows)):
        text = decoded(written(shape, delimiter).encode(encoding))
        books.append(gradebook(read_answers(text)))
    assert not any(book.problems or book.ignored for book in books)
    assert books[0].students == books[1].students
    assert books[0].questions == books[1].questions


@settings(max_examples=25, deadline=None)
@given(CLASSES, st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_points_add_up_and_every_answer_is_counted_once(answers: list[tuple[str, ...]], points: list[int]) -> None:
    worth = [Fraction(p) for p in points]
    book = gradebook(read_answers(written(wide(filled(answers)), ",")), points=worth)
    assert [s.total for s in book.students] == [
        sum(w for a, w in zip(row, worth, strict=True) if a == "right") for row in answers
    ]
    assert book.maximum == sum(worth)
    for place, question in enumerate(book.questions):
        assert sum(question.counts.values()) == len(answers)
        assert question.counts.get("blank", 0) == sum(row[place] in ("", "-") for row in answers)
        assert question.mean * len(answers) == sum(s.points[question.label] or 0 for s in book.students)
    assert sum(q.mean for q in book.questions) * len(answers) == sum(s.total for s in book.students)


TYPED = """student;question;answer
Ann;sin(x^2);cos(x^2)
Bob;sin(x^2);2x cos(x^2)
Dee;x^2 e^x;2x e^x
Eva;x^2 e^x;2x e^x +
Fay;x^2 e^x;=1+1
"""


@pytest.mark.parametrize("language", languages())
def test_every_report_is_in_the_language_that_is_asked_for(language: str) -> None:
    book = gradebook(read_answers(TYPED))
    words = Catalogue(language).entries
    for text in (Text(language).document(document(book)), Html(language).document(document(book)), svg(book, language)):
        assert words["mistakes.inner_derivative_lost"] in text
        assert words["gradebook.questions"] in text
    ElementTree.fromstring(svg(book, language))
    for which in TABLES:
        rows = list(csv.reader(io.StringIO(table(book, which, language))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]
    assert json.loads(json.dumps(record(book, language)))["mistakes"]["inner_derivative_lost"] == 1


@pytest.mark.parametrize("language", languages())
def test_every_mistake_has_a_name_and_every_status_a_word(language: str) -> None:
    words = Catalogue(language).entries
    for name in [*standard_misconceptions(), "slip_sign", "slip_factor", "extremum_swapped"]:
        assert words[f"mistakes.{name}"]
    assert all(words[f"gradebook.status_{status}"] for status in STATUSES)
    assert all(words[f"gradebook.columns.{column}"] for column in COLUMNS)


def test_the_versions_of_a_sheet_have_the_same_numbers() -> None:
    items = [i for variant in "AB" for i in sd.exercises("chain", 2, count=2, seed=7, variant=variant)]
    keys = [str(item.key) for item in items]
    text = f"Name;Version;Q1;Response 2\nAnn;A;{keys[0]};{keys[1]}\nBob;B;{keys[2]};{keys[3]}\nCid;;{keys[0]};\n"
    book = gradebook(read_answers(text, items))
    assert {s.name: s.total for s in book.students} == {"Ann": book.maximum, "Bob": book.maximum}
    assert len(book.points) == 2
    named = read_answers(f"name,item,answer\nAnn,{items[1].identifier},{keys[1]}\n", items)
    assert named.given[0].question.label == "2"
    assert "which version" in book.problems[0].message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("item,answer\n3,x\n", "line 2: there is no item '3'"),
        ("name,x^2\nAnn,(2,3)\n", "line 2: there are more cells"),
        ("name,x^2\nAnn,2x\nAnn,3x\n", "line 3: there are several rows for 'Ann'"),
        ("name,question,answer\nAnn,x^2,2x\nAnn,x^2,3x\n", "line 3: 'Ann' has answered x^2 before"),
        ("name,question,answer\nAnn,sin(,2x\n", "line 2:"),
        ("question,answer\nx^2," + "1+" * 6000 + "1\n", "line 2: the answer is longer"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_is_graded(text: str, problem: str) -> None:
    answers = read_answers(text + ("Zoe,2x\n" if text.startswith("name,x^2") else ""))
    book = gradebook(answers)
    assert [p for p in book.problems if str(p).startswith(problem)]
    if text.startswith("name,x^2"):
        assert book.students[-1].total == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "names the columns"),
        ('item,answer\n"1,x\n', "CSV"),
        ("", "names the columns"),
        ("name,1\nA,x\n", "names"),
    ],
)
def test_a_table_whose_first_row_says_nothing_is_refused(text: str, message: str) -> None:
    with pytest.raises(SymdiffError, match=message):
        read_answers(text)


def test_an_encoding_that_is_not_unicode_is_named_with_its_line() -> None:
    with pytest.raises(SymdiffError, match=r"line 2: .*UTF-8"):
        decoded("name,x^2\nM\xfcller,2x\n".encode("latin-1"))


def test_a_right_answer_in_another_form_gets_half_of_the_points() -> None:
    book = gradebook(read_answers("name,(x+1)^2\nAnn,2x+2\nBob,2(x+1)\n"), form="factored")
    assert [s.total for s in book.students] == [Fraction(1, 2), 1]


def test_the_command_writes_reports_pictures_and_a_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, page, picture = (tmp_path / name for name in ("a.csv", "r.html", "p.svg"))
    path.write_text("sep=;\nName;x^2;email\nAnn;2x;a@b\nBob;;b@c\n", encoding="utf-8-sig")
    asked = ["grade", "--file", str(path), "--points", "2"]
    assert main([*asked, "--format", "html", "-o", str(page), "--plot", str(picture)]) == 0
    assert "email" in capsys.readouterr().err
    assert "Ann" in page.read_text(encoding="utf-8")
    ElementTree.parse(picture)
    assert main([*asked, "--format", "csv", "--table", "students"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["Ann", "2", "2", "100", ""]
    assert main([*asked, "--out", str(page)]) == 2
    assert main([*asked, "--points", "1,2"]) == 2
    assert main([*asked, "--points", "many"]) == 2
    assert main([*asked, "--plot", "/dev/null", "--force"]) == 2


def test_numbers_of_points_are_short() -> None:
    assert [number(Fraction(n)) for n in ("0", "1/2", "2/3", "10", "100")] == ["0", "0.5", "0.67", "10", "100"]
