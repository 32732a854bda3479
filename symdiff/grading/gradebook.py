"""The gradebook of a class: every answer graded, points by student and by question, and which mistakes were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import mean

from ..errors import SymdiffError, visible
from ..practice.items import Item
from .judging import Grade, grade
from .tables import Answers, Given, Problem, Question

STATUSES = ("right", "form", "wrong", "unreadable", "ungraded", "blank")
SHARE_OF_POINTS = {"right": Fraction(1), "form": Fraction(1, 2)}
"""What part of the points an answer gets; one of another status gets none."""


@dataclass(frozen=True)
class Marked:
    """An answer with its grade, None where there is no answer or no way to judge it, and the points it gets."""

    given: Given
    grade: Grade | None
    points: Fraction

    @property
    def status(self) -> str:
        """One of STATUSES."""
        if self.grade is not None:
            return self.grade.status
        return "ungraded" if self.given.text else "blank"


@dataclass(frozen=True)
class QuestionSummary:
    """How a question came out.

    Attributes:
        label: what it is called: its number, or the function.
        points: what it counts.
        counts: how often each status was given.
        mean: the mean of the points of all who were asked.
        mistakes: how many answers each misconception explains, the most frequent first.
    """

    label: str
    points: Fraction
    counts: Mapping[str, int]
    mean: Fraction
    mistakes: Mapping[str, int]


@dataclass(frozen=True)
class StudentSummary:
    """What a student has: the points by question (None where it was not asked), their sum, and the mistakes."""

    name: str
    points: Mapping[str, Fraction | None]
    total: Fraction
    mistakes: Mapping[str, int]


@dataclass(frozen=True)
class Gradebook:
    """What a class has answered, and what it is worth.

    Attributes:
        answers: every answer with its grade and points, in the order of the table.
        points: what each question counts, by its label, in the order of the sheet.
        problems: what of the table could not be used.
        ignored: the headings of columns that are neither names nor questions.
    """

    answers: tuple[Marked, ...]
    points: Mapping[str, Fraction]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def maximum(self) -> Fraction:
        """All points together."""
        return sum(self.points.values(), Fraction(0))

    @cached_property
    def counted(self) -> tuple[Marked, ...]:
        """The answers that count: of several of a student to one question the last, of nobody's all."""
        last = {(m.given.student, m.given.question.label): m for m in self.answers if m.given.student}
        return tuple(
            m for m in self.answers if not m.given.student or last[m.given.student, m.given.question.label] is m
        )

    @cached_property
    def questions(self) -> tuple[QuestionSummary, ...]:
        """How each question came out."""
        by_label: dict[str, list[Marked]] = {label: [] for label in self.points}
        for marked in self.counted:
            by_label[marked.given.question.label].append(marked)
        return tuple(
            QuestionSummary(
                label,
                self.points[label],
                Counter(m.status for m in found),
                mean(m.points for m in found) if found else Fraction(0),
                _mistakes(found),
            )
            for label, found in by_label.items()
        )

    @cached_property
    def students(self) -> tuple[StudentSummary, ...]:
        """What each student has, in the order of the table; nobody where the table has no names."""
        by_name: dict[str, list[Marked]] = {}
        for marked in self.counted:
            if marked.given.student:
                by_name.setdefault(marked.given.student, []).append(marked)
        return tuple(
            StudentSummary(
                name,
                dict.fromkeys(self.points) | {m.given.question.label: m.points for m in found},
                sum((m.points for m in found), Fraction(0)),
                _mistakes(found),
            )
            for name, found in by_name.items()
        )

    @property
    def mistakes(self) -> Mapping[str, int]:
        """How many answers each misconception explains; an ambiguous answer counts for each of its explanations."""
        return _mistakes(self.counted)


def _mistakes(answers: Iterable[Marked]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for marked in answers:
        if marked.grade is not None:
            counts.update({name for explanation in marked.grade.explanations for name in explanation.names})
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def gradebook(answers: Answers, *, points: Sequence[Fraction] = (), form: str = "any") -> Gradebook:
    """Grade every answer of a class.

    Args:
        answers: the answers, as `read_answers` finds them.
        points: what each question counts, or one number for all; without them what the items say, and 1 for a function.
        form: the form that was asked for: "any", "simplified", "factored" or "expanded". An answer that is right in
            another form gets half of the points.

    Returns:
        The gradebook; an answer whose question is none, or that takes too much work to judge, is a problem of it.

    Raises:
        SymdiffError: there are not as many points as questions, or the form is not known.

    >>> import symdiff as sd
    >>> book = gradebook(sd.read_answers("name,x^2,sin(x)\\nAnn,2x,-cos(x)\\nBob,2x,cos(x)\\n"))
    >>> [(s.name, int(s.total)) for s in book.students]
    [('Ann', 1), ('Bob', 2)]
    """
    worth = _worth([*answers.questions, *(a.question for a in answers.given)], points)
    # A class gives the same answers again and again.
    known: dict[tuple[Question, str], Grade | None] = {}
    marked: list[Marked] = []
    problems = list(answers.problems)
    earlier: dict[tuple[str, str], int] = {}
    for given in answers.given:
        label, result = given.question.label, None
        if given.text:
            place = (given.question, given.text)
            if place not in known:
                known[place] = _graded(given, form, problems)
            result = known[place]
        share = SHARE_OF_POINTS.get(result.status, Fraction(0)) if result else Fraction(0)
        marked.append(Marked(given, result, share * worth[label]))
        if given.student and earlier.setdefault((given.student, label), given.line) != given.line:
            message = f"{visible(given.student)!r} has answered {visible(label)} before: the last answer counts"
            problems.append(Problem(given.line, message))
    return Gradebook(tuple(marked), worth, tuple(problems), answers.ignored)


def _graded(given: Given, form: str, problems: list[Problem]) -> Grade | None:
    """The grade of an answer; None, and a problem, where the question is none or it takes too much work."""
    try:
        return grade(given.question.asked, given.text, form=form)
    except SymdiffError as error:
        problems.append(Problem(given.line, str(error).splitlines()[0]))
        return None


def _worth(questions: Iterable[Question], points: Sequence[Fraction]) -> dict[str, Fraction]:
    worth: dict[str, Fraction] = {}
    for question in questions:
        asked = question.asked
        worth.setdefault(question.label, Fraction(asked.points) if isinstance(asked, Item) else Fraction(1))
    if len(points) == 1:
        return dict.fromkeys(worth, points[0])
    if points and len(points) != len(worth):
        raise SymdiffError(
            f"there are {len(points)} numbers of points for {len(worth)} questions: one for each, or one for all"
        )
    return dict(zip(worth, points, strict=True)) if points else worth
