"""The answers of a class, as the tables have them that teachers keep.

A long table has a row an answer, its columns named student, item (or question) and answer. A wide one has a row a
student and a column a question, whose heading is its number on the sheet or the function. Commas, semicolons or
tabs stand between the cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ..documents import Catalogue, languages
from ..errors import SymdiffError, visible
from ..expression import Apply
from ..practice.items import Item
from ..rulebook import parse

LONGEST_ANSWER = 10_000
DELIMITERS = ",;\t"
COLUMNS = ("student", "item", "question", "answer", "version")
NO_ANSWER = frozenset(("", "-", "\u2013", "\u2014", "\u2212"))
_ITEM_NUMBER = re.compile(r"[^\d.,/]*(\d+)[^\d.,/]*\Z")
_DECLARED = re.compile(r"sep=(.)\s*\Z")


@dataclass(frozen=True)
class Question:
    """A question that was asked: what it is called in reports, and the item, or the function to be differentiated."""

    label: str
    asked: Item | str


@dataclass(frozen=True)
class Given:
    """An answer of a student: who, to which question, what; an empty text where nothing was answered."""

    student: str
    question: Question
    text: str
    line: int


@dataclass(frozen=True)
class Problem:
    """What could not be used of a table, and in which line."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass
class Answers:
    """What a table holds.

    Attributes:
        given: the answers.
        questions: those of the sheet, in their order; none without a sheet.
        problems: what could not be used; the rest stands.
        ignored: the headings of columns that are neither names nor questions.
    """

    given: list[Given] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 where it begins with a mark of the byte order.

    Raises:
        SymdiffError: it is in another encoding.
    """
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SymdiffError(f"line {line}: the file is not UTF-8: save it as CSV UTF-8") from None


def read_answers(text: str, items: Sequence[Item] = ()) -> Answers:
    r"""The answers in a table.

    Args:
        text: the table, its first row naming the columns.
        items: the items of the sheet; a number on it counts from 1. Without them questions are functions.

    Returns:
        The answers, and what could not be used. Rows that name no item, are too long or have more cells than
        there are columns are problems of their own; the others are read.

    Raises:
        SymdiffError: the first row does not say what the columns are, or the text is no table.

    >>> [(a.student, a.question.label, a.text) for a in read_answers("name;x^2;x^3\nAnn;2x;\n").given]
    [('Ann', 'x^2', '2x'), ('Ann', 'x^3', '')]
    """
    lines = text.removeprefix("\ufeff")
    first, _, rest = lines.partition("\n")
    declared = _DECLARED.match(first)
    rows = csv.reader(
        io.StringIO(rest if declared else lines),
        delimiter=declared[1] if declared else _delimiter(lines),
        strict=True,
    )
    try:
        header = [name.strip() for name in next(rows, [])]
        table = _Table(header, items)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                table.read(cells, rows.line_num + bool(declared))
    except csv.Error as error:
        raise SymdiffError(f"line {rows.line_num}: no CSV: {error}") from None
    return table.answers


def _delimiter(text: str) -> str:
    """What stands between the cells: the sign by which the first row names most columns, and has most."""

    def found(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(text), delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(_column(name) is not None for name in header), len(header)

    return max(DELIMITERS, key=found)


class _Table:
    """A table while it is read: what its columns are, and the answers so far."""

    def __init__(self, header: Sequence[str], items: Sequence[Item]) -> None:
        self.answers = Answers()
        self.header = header
        self.students: set[str] = set()
        self.sheet = _Sheet(items)
        self.answers.questions = tuple(next(iter(self.sheet.versions.values()), {}).values())
        self.columns = [_column(name) for name in header]
        self.is_long = "answer" in self.columns and ("item" in self.columns or "question" in self.columns)
        labels = [
            None if column else self.sheet.label_of(name) for name, column in zip(header, self.columns, strict=True)
        ]
        self.labels = {} if self.is_long else self._one_each(labels)
        self.names = [place for place, column in enumerate(self.columns) if column == "student"]
        if not self.is_long and not self.names and 0 not in self.labels:
            self.names = [0]
        used = {
            *self.names,
            *self.labels,
            *(p for p, c in enumerate(self.columns) if c in ("version", *self._needed())),
        }
        self.answers.ignored = tuple(name for place, name in enumerate(header) if place not in used and name)

    def _needed(self) -> tuple[str, ...]:
        return COLUMNS if self.is_long else ()

    def _one_each(self, labels: Sequence[str | None]) -> dict[int, str]:
        """The columns of a wide table that hold answers; of several for a question the one that says it does."""
        places: dict[str, list[int]] = {}
        for place, label in enumerate(labels):
            if label is not None:
                places.setdefault(label, []).append(place)
        if not places:
            raise SymdiffError(
                "the first row names the columns: student, item (or question), answer;"
                " or the student, and then each question in a column of its own"
            )
        chosen: dict[int, str] = {}
        for label, several in places.items():
            plain = [p for p in several if _column(re.sub(r"[\W\d_]+", " ", self.header[p])) == "answer"]
            wanted = several if len(several) == 1 else plain
            if len(wanted) != 1:
                names = ", ".join(repr(visible(self.header[p])) for p in several)
                raise SymdiffError(f"several columns are for question {label}: {names}; keep one of them")
            chosen[wanted[0]] = label
        return dict(sorted(chosen.items()))

    def read(self, cells: Sequence[str], line: int) -> None:
        """Read a row."""
        if any(cell.strip() for cell in cells[len(self.header) :]):
            self._problem(line, "there are more cells than columns; an answer with such a sign in it stands in quotes")
            return
        padded = [*cells, *[""] * (len(self.header) - len(cells))]
        student = " ".join(filter(None, (padded[place].strip() for place in self.names)))
        row = {column: padded[place].strip() for place, column in enumerate(self.columns) if column}
        answers = (
            [(row.get("item") or row.get("question", ""), padded[self.columns.index("answer")])]
            if self.is_long
            else [(label, padded[place]) for place, label in self.labels.items()]
        )
        if not self.is_long and student in self.students:
            self._problem(line, f"there are several rows for {visible(student)!r}; this one is told apart by its line")
            student = f"{student} ({line})"
        self.students.add(student)
        for label, text in answers:
            try:
                question = self.sheet.question(label, row.get("version", ""), is_item=bool(row.get("item")))
            except SymdiffError as error:
                self._problem(line, str(error))
                return
            self._add(student, question, text, line)

    def _add(self, student: str, question: Question, text: str, line: int) -> None:
        if len(text) > LONGEST_ANSWER:
            self._problem(line, f"the answer is longer than {LONGEST_ANSWER} characters")
            return
        self.answers.given.append(Given(student, question, "" if text.strip() in NO_ANSWER else text, line))

    def _problem(self, line: int, what: str) -> None:
        self.answers.problems.append(Problem(line, what))


class _Sheet:
    """The questions that answers may belong to: items by their number in a version of the sheet, or any function."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.versions: dict[str, dict[str, Question]] = {}
        self.identified: dict[str, Question] = {}
        for item in items:
            numbered = self.versions.setdefault(item.variant, {})
            question = Question(str(len(numbered) + 1), item)
            numbered[question.label] = self.identified[item.identifier] = question

    def label_of(self, heading: str) -> str | None:
        """The question that a column of this heading is for."""
        if not self.versions:
            return heading if _is_function(heading) else None
        if heading in self.identified:
            return heading
        number = _ITEM_NUMBER.match(heading)
        label = str(int(number[1])) if number else ""
        return label if any(label in numbered for numbered in self.versions.values()) else None

    def question(self, label: str, version: str, *, is_item: bool) -> Question:
        """The question of that label.

        Raises:
            SymdiffError: there is none.
        """
        if label in self.identified:
            return self.identified[label]
        if not self.versions:
            if is_item or not label:
                raise SymdiffError(
                    f"there is no item {visible(label)!r}; the items are none: name the sheet they belong to"
                )
            return Question(label, label)
        if version not in self.versions and len(self.versions) > 1:
            names = ", ".join(self.versions)
            raise SymdiffError(f"which version of the sheet? A column named version says it: {names}")
        numbered = self.versions.get(version) or next(iter(self.versions.values()))
        if label not in numbered:
            raise SymdiffError(f"there is no item {visible(label)!r}; the items are 1 to {len(numbered)}")
        return numbered[label]


def _is_function(heading: str) -> bool:
    """Whether a heading is a formula, and not a word."""
    try:
        found = parse(heading, lenient=True)
    except SymdiffError:
        return False
    return isinstance(found, Apply)


def _column(name: str) -> str | None:
    """What a column is that has this name in some language; None for another name."""
    return _column_names().get(" ".join(name.casefold().split()))


@cache
def _column_names() -> Mapping[str, str]:
    return {
        name.strip().casefold(): column
        for language in languages()
        for column in COLUMNS
        for name in Catalogue(language).entries[f"gradebook.columns.{column}"].split(";")
    }
