"""The gradebook written down: as a document, as tables for spreadsheets, as a picture, as an object."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape
from statistics import mean, median

from ..documents import Phrase, Sentence, Series, passage, text_of
from ..documents.blocks import Block, Document, Grid, Heading, Paragraph
from ..printing import to_text
from .gradebook import STATUSES, Gradebook, Marked

BAR = 20
BANDS = 10
_SIGNS = {"right": "\u2713", "form": "\u2248", "wrong": "\u2717", "unreadable": "?", "ungraded": "?", "blank": ""}


def document(book: Gradebook) -> Document:
    """The gradebook as a document: by student, by question, by mistake, and what is to be said of each answer."""
    blocks: list[Block] = []
    if book.students:
        blocks += [Heading(_say("students")), Grid(*_students(book)), Paragraph(_class(book))]
    given = {marked.status for marked in book.counted}
    blocks += [Heading(_say("questions")), Grid(*_questions(book, [s for s in STATUSES if s in given]))]
    if book.mistakes:
        blocks += [Heading(_say("mistakes")), Grid((_say("mistake"), _say("count")), tuple(_bars(book.mistakes)))]
    told = [Paragraph(*_told(marked)) for marked in book.counted if not marked.grade]
    told = [paragraph for paragraph in told if paragraph.words]
    if told:
        blocks += [Heading(_say("not_right")), *told]
    return Document(_say("title"), tuple(blocks))


def _say(key: str, **gaps: Phrase) -> Sentence:
    return Sentence(f"gradebook.{key}", gaps)


def mistake_name(name: str) -> Sentence:
    """What a misconception, or a slip, is called.

    >>> mistake_name("inner_derivative_lost").text()
    'inner derivative lost'
    """
    return Sentence(f"mistakes.{name}")


def _listed(mistakes: Mapping[str, int]) -> Phrase:
    names = (
        Series((mistake_name(n), f" ({count})" if count > 1 else ""), "list.nothing") for n, count in mistakes.items()
    )
    return Series(tuple(names))


Row = tuple[Phrase, ...]


def _students(book: Gradebook) -> tuple[Row, tuple[Row, ...]]:
    labels = tuple(book.points)
    headings: Row = (_say("student"), *labels, _say("total"), "%", _say("mistake"))
    rows: list[Row] = [
        (
            student.name,
            *("" if (points := student.points[label]) is None else number(points) for label in labels),
            number(student.total),
            _percent(student.total, book.maximum),
            _listed(student.mistakes),
        )
        for student in book.students
    ]
    means = (number(question.mean) for question in book.questions)
    total = mean(student.total for student in book.students)
    rows.append((_say("mean"), *means, number(total), _percent(total, book.maximum), ""))
    rows.append((_say("out_of"), *map(number, book.points.values()), number(book.maximum), "", ""))
    return headings, tuple(rows)


def _questions(book: Gradebook, statuses: Sequence[str] = STATUSES) -> tuple[Row, tuple[Row, ...]]:
    headings: Row = (
        _say("question"),
        _say("points"),
        *(_say(f"status_{status}") for status in statuses),
        _say("mean"),
        "%",
        _say("mistake"),
    )
    return headings, tuple(
        (
            question.label,
            number(question.points),
            *(question.counts.get(status, 0) for status in statuses),
            number(question.mean),
            _percent(question.mean, question.points),
            _listed(question.mistakes),
        )
        for question in book.questions
    )


def _class(book: Gradebook) -> Phrase:
    totals = [student.total for student in book.students]
    return _say(
        "class",
        students=len(totals),
        mean=number(mean(totals)),
        median=number(median(totals)),
        lowest=number(min(totals)),
        highest=number(max(totals)),
        maximum=number(book.maximum),
    )


def _bars(counts: Mapping[str, int]) -> Iterator[Row]:
    most = max(counts.values(), default=1)
    for name, count in counts.items():
        yield mistake_name(name), f"{count} {'█' * max(1, BAR * count // most)}"


def _told(marked: Marked) -> tuple[Phrase, Phrase]:
    """What is to be said of an answer, and whose it is; nothing of a blank."""
    given = marked.given
    whose = f"{given.student or f'{given.line}'}, {given.question.label}"
    if marked.grade is None:
        return (Series((given.text, _say("ungraded")), "list.comma") if given.text else ""), whose
    return Series(
        (f"{given.text} ", _SIGNS[marked.status], " ", passage(marked.grade.sentences())), "list.nothing"
    ), whose


def number(value: Fraction) -> str:
    """A number of points with at most two decimals.

    >>> number(Fraction(5, 2)), number(Fraction(2, 3)), number(Fraction(10))
    ('2.5', '0.67', '10')
    """
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _percent(part: Fraction, whole: Fraction) -> str:
    return f"{100 * float(part / whole):.0f}" if whole else ""


# --- tables for spreadsheets -------------------------------------------------------------------------


def _answers(book: Gradebook) -> tuple[Row, tuple[Row, ...]]:
    headings = tuple(map(_say, ("student", "question", "answer", "status", "points", "mistake", "feedback")))
    return headings, tuple(
        (
            marked.given.student,
            marked.given.question.label,
            marked.given.text,
            _say(f"status_{marked.status}"),
            number(marked.points),
            Series(tuple(mistake_name(name) for name in marked.grade.misconceptions)) if marked.grade else "",
            passage(marked.grade.sentences()) if marked.grade else "",
        )
        for marked in book.answers
    )


TABLES: Mapping[str, Callable[[Gradebook], tuple[Row, tuple[Row, ...]]]] = {
    "answers": _answers,
    "students": _students,
    "questions": _questions,
}


def table(book: Gradebook, which: str = "answers", language: str = "en") -> str:
    """One of TABLES as CSV; no cell of it is taken for a formula by a spreadsheet."""
    headings, rows = TABLES[which](book)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([_cell(text_of(cell, language)) for cell in row] for row in (headings, *rows))
    return stream.getvalue()


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula to compute."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def record(book: Gradebook, language: str = "en") -> dict[str, object]:
    """The gradebook as an object; points are numbers, mistakes the names of misconceptions."""
    return {
        "answers": [_row(marked, language) for marked in book.answers],
        "students": [
            {
                "student": s.name,
                "points": {label: None if p is None else float(p) for label, p in s.points.items()},
                "total": float(s.total),
                "mistakes": dict(s.mistakes),
            }
            for s in book.students
        ],
        "questions": [
            {
                "question": q.label,
                "points": float(q.points),
                "counts": {status: q.counts[status] for status in STATUSES if q.counts.get(status)},
                "mean": float(q.mean),
                "mistakes": dict(q.mistakes),
            }
            for q in book.questions
        ],
        "out_of": float(book.maximum),
        "mistakes": dict(book.mistakes),
        "problems": [str(problem) for problem in book.problems],
    }


def _row(marked: Marked, language: str) -> dict[str, object]:
    given, grade = marked.given, marked.grade
    return {
        "student": given.student,
        "question": given.question.label,
        "answer": given.text,
        "read_as": None if grade is None or grade.answer is None else to_text(grade.answer),
        "status": marked.status,
        "points": float(marked.points),
        "explanations": [] if grade is None else [list(e.names) for e in grade.explanations],
        "feedback": [] if grade is None else [s.text(language) for s in grade.sentences()],
        "hint": None if grade is None or grade.hint is None else grade.hint.text(language),
    }


# --- the picture -------------------------------------------------------------------------------------


def svg(book: Gradebook, language: str = "en") -> str:
    """Three bar charts in one picture: the questions, how the totals are spread, the mistakes."""

    def said(phrase: Phrase) -> str:
        return text_of(phrase, language)

    questions = [(q.label, float(q.mean / q.points) if q.points else 0.0) for q in book.questions]
    parts = [(said(_say("questions")), [(label, share, f"{100 * share:.0f} %") for label, share in questions])]
    if book.students and book.maximum:
        parts.append((said(_say("total")), list(_spread(book))))
    most = max(book.mistakes.values(), default=1)
    mistakes = [(said(mistake_name(name)), count / most, str(count)) for name, count in book.mistakes.items()]
    return _drawn([*parts, (said(_say("mistakes")), mistakes)])


def _spread(book: Gradebook) -> Iterator[tuple[str, float, str]]:
    """How many students are in each tenth of the points."""
    counts = [0] * BANDS
    for student in book.students:
        counts[min(BANDS - 1, int(BANDS * student.total / book.maximum))] += 1
    for band, count in enumerate(counts):
        yield f"{100 * band // BANDS}-{100 * (band + 1) // BANDS} %", count / max(counts), str(count)


def _drawn(charts: Iterable[tuple[str, list[tuple[str, float, str]]]]) -> str:
    """Bar charts one below the other: for each its title, and its bars with their labels and lengths up to 1."""
    rows, y = [], 8
    for title, bars in charts:
        if not bars:
            continue
        rows.append(f'<text x="0" y="{y + 14}" font-weight="bold">{escape(title)}</text>')
        y += 28
        for label, length, words in bars:
            shown = label if len(label) <= 34 else label[:33] + "…"
            rows.append(
                f'<text x="0" y="{y + 12}">{escape(shown)}</text>'
                f'<rect x="250" y="{y}" width="{max(1.0, 300 * length):.0f}" height="16" fill="#3b6ea5"/>'
                f'<text x="{256 + 300 * length:.0f}" y="{y + 12}">{escape(words)}</text>'
            )
            y += 24
        y += 12
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 {y}" font-family="sans-serif" font-size="13">'
    return f'{head}<rect width="620" height="{y}" fill="#fff"/>{"".join(rows)}</svg>\n'
