"""The picture of a class: many answers graded, per item and per misconception."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import SymdiffError
from ..expression import Expression
from ..practice.items import Item
from ..printing import to_text
from .judging import Grade, grade

LONGEST_ANSWER = 10_000
BAR = 30
QUESTION_COLUMNS = ("item", "question", "function")
STATUSES = ("right", "form", "wrong", "unreadable")


@dataclass(frozen=True)
class Given:
    """An answer of a student: who, to which question, what."""

    student: str
    label: str
    question: Item | Expression | str
    text: str
    line: int


@dataclass
class Report:
    """What a class has answered.

    Attributes:
        grades: every answer with its grade.
        by_item: for each question how often each status was given.
        by_misconception: how many answers each misconception explains, the most frequent first.
    """

    grades: list[tuple[Given, Grade]] = field(default_factory=list)

    @property
    def by_item(self) -> Mapping[str, Counter[str]]:
        """For each question how often each status was given."""
        counts: dict[str, Counter[str]] = {}
        for given, result in self.grades:
            counts.setdefault(given.label, Counter())[result.status] += 1
        return counts

    @property
    def by_misconception(self) -> Mapping[str, int]:
        """How many answers each misconception explains; an ambiguous answer counts for each of its explanations."""
        counts: Counter[str] = Counter()
        for _, result in self.grades:
            counts.update({name for explanation in result.explanations for name in explanation.names})
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def record(self, language: str = "en") -> dict[str, object]:
        """The report as an object."""
        return {
            "answers": [_row(given, result, language) for given, result in self.grades],
            "items": {label: dict(counts) for label, counts in self.by_item.items()},
            "misconceptions": dict(self.by_misconception),
        }

    def lines(self, language: str = "en") -> Iterator[str]:
        """The report as text, with a bar for each count."""
        for given, result in self.grades:
            yield f"{given.student or f'line {given.line}'}, {given.label}: {result.status}: {given.text}"
            if not result:
                yield from (f"    {line}" for line in result.text(language).split("\n")[1:])
        yield ""
        for label, counts in self.by_item.items():
            yield f"{label}: " + ", ".join(f"{counts[s]} {s}" for s in STATUSES if counts[s])
        yield ""
        yield from bars(self.by_misconception)

    def table(self) -> str:
        """The grades as a CSV table."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("student", "item", "answer", "status", "misconceptions", "feedback"))
        for given, result in self.grades:
            row = _row(given, result, "en")
            writer.writerow(
                [_cell(str(row[name])) for name in ("student", "item", "answer", "status")]
                + [" ".join(result.misconceptions), _cell(" ".join(result.text().split("\n")))]
            )
        return stream.getvalue()

    def svg(self) -> str:
        """The misconceptions as a bar chart, a picture that stands for itself."""
        from html import escape

        counts = self.by_misconception
        most = max(counts.values(), default=1)
        rows = []
        for place, (name, count) in enumerate(counts.items()):
            y = 24 * place + 8
            rows.append(
                f'<text x="0" y="{y + 12}">{escape(name.replace("_", " "))}</text>'
                f'<rect x="230" y="{y}" width="{300 * count / most:.0f}" height="16" fill="#3b6ea5"/>'
                f'<text x="{236 + 300 * count / most:.0f}" y="{y + 12}">{count}</text>'
            )
        height = 24 * max(1, len(counts)) + 12
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 {height}" font-family="sans-serif"'
        return f'{head} font-size="13">{"".join(rows)}</svg>\n'


def grade_all(answers: Iterable[Given]) -> Report:
    """Every answer graded."""
    report = Report()
    for given in answers:
        report.grades.append((given, grade(given.question, given.text)))
    return report


def read_answers(text: str, items: Sequence[Item] = ()) -> Iterator[Given]:
    """The answers in a CSV table with the columns `student` (optional), `answer`, and `item` or `question`.

    Args:
        text: the table, its first row naming the columns.
        items: the items of the sheet; `item` is a number counted from 1, or an identifier. Without
            them, `question` is the function that was to be differentiated.

    Raises:
        SymdiffError: a column is missing, or a row names no item.
    """
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        column = next((name for name in QUESTION_COLUMNS if name in header), None)
        if "answer" not in header or column is None:
            raise SymdiffError("the first row names the columns: student, item (or question), answer")
        known = {str(number): item for number, item in enumerate(items, 1)} | {i.identifier: i for i in items}
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            row = dict(zip(header, cells, strict=False))
            yield _given(row, row.get(column, "").strip(), known, column, rows.line_num)
    except csv.Error as error:
        raise SymdiffError(f"line {rows.line_num}: no CSV: {error}") from None


def _given(row: Mapping[str, str], label: str, known: Mapping[str, Item], column: str, line: int) -> Given:
    answer = row.get("answer", "")
    if len(answer) > LONGEST_ANSWER:
        raise SymdiffError(f"line {line}: the answer is longer than {LONGEST_ANSWER} characters")
    if column == "item":
        if label not in known:
            count = len({i.identifier for i in known.values()})
            there = f"1 to {count}" if known else "none: name the sheet they belong to"
            raise SymdiffError(f"line {line}: there is no item {label!r}; the items are {there}")
        return Given(row.get("student", ""), f"item {label}", known[label], answer, line)
    return Given(row.get("student", ""), label, label, answer, line)


def bars(counts: Mapping[str, int]) -> Iterator[str]:
    """A line with a bar for each count."""
    most = max(counts.values(), default=1)
    width = max(map(len, counts), default=0)
    for name, count in counts.items():
        yield f"{name.replace('_', ' '):{width}}  {'█' * max(1, BAR * count // most)} {count}"


def _row(given: Given, result: Grade, language: str) -> dict[str, object]:
    return {
        "student": given.student,
        "item": given.label,
        "answer": given.text,
        "read_as": None if result.answer is None else to_text(result.answer),
        "status": result.status,
        "explanations": [list(e.names) for e in result.explanations],
        "feedback": [s.text(language) for s in result.sentences()],
        "hint": None if result.hint is None else result.hint.text(language),
    }


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula to compute."""
    return "'" + text if text[:1] in "=+-@\t\r" else text
