"""A sheet: items under a title, in one language; and the document that it makes, which every medium sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from .. import _version
from ..documents import Catalogue, Phrase, Sentence, Series, passage, text_of
from ..documents.blocks import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Picture,
    ShownOption,
    ShownQuestion,
    ShownStep,
    Steps,
    Version,
)
from ..documents.rendering import letter
from ..documents.sentences import one_line
from ..errors import SymdiffError
from ..explanation import derive
from ..explanation.presentation import short_solution
from ..expression import Apply, Expression, Symbol, apply
from ..plotting.graphs import Plot
from ..practice.distractors import distractors_of, options_of
from ..practice.items import Item, Option
from ..practice.keys import simplified
from .points import evidence, value_of

ANSWERS = ("none", "key", "worked")
"""What a sheet says of the answers: nothing, the answers, or the way to them too."""

ROOM = {"expression": 26, "number": 22, "equation": 30, "vector": 34, "choice": 0}
"""How many millimetres an answer takes, by its kind."""

_LONGEST_LABEL = 80
_MOST_REMEMBERED = 256
_LINES = frozenset(("exercises.line", "exercises.line_open"))
"""The sentences that stand on lines of their own: the steps of a derivative that is asked about."""


@dataclass(frozen=True)
class Sheet:
    """Items to be written in some format.

    Attributes:
        items: the items; those of several variants (A, B, ...) make several versions of the sheet.
        title: any text; no format reads it as anything but text.
        language: the code of a language.
        answers: one of ANSWERS.
        recipe: the line that makes the same sheet again; it is printed at the foot.
        progress: what is called after each item that was written.
    """

    items: tuple[Item, ...]
    title: str = ""
    language: str = "en"
    answers: str = "none"
    recipe: str = ""
    progress: Callable[[], None] | None = None

    def each(self, items: Sequence[Item] | None = None) -> Iterator[Item]:
        """The items, or some of them, one after the other while they are written."""
        for item in self.items if items is None else items:
            yield item
            if self.progress is not None:
                self.progress()

    @property
    def heading(self) -> str:
        """The title on one line, without characters that cannot be seen."""
        return one_line(self.title) or self.word("exercises")

    @property
    def label(self) -> str:
        """The title as it stands in the name of a question, which platforms keep short."""
        return self.heading if len(self.heading) <= _LONGEST_LABEL else self.heading[: _LONGEST_LABEL - 1] + "…"

    @property
    def footer(self) -> str:
        """Who made it, and how it is made again."""
        recipe = one_line(self.recipe)
        return f"symdiff {_version.__version__}" + (f": {recipe}" if recipe else "")

    def word(self, key: str, **gaps: str | int) -> str:
        """A word of the sheet (`name`, `answer_key`) in its language."""
        return text_of(Sentence(f"sheet.{key}", gaps), self.language)

    @property
    def versions(self) -> list[tuple[str, list[Item]]]:
        """The items of each variant, with its label; the label is empty where there is only one."""
        ordered = sorted(self.items, key=attrgetter("variant"))
        parts = [(label, list(items)) for label, items in groupby(ordered, key=attrgetter("variant"))]
        return parts if len(parts) > 1 else [("", list(self.items))]


def sheet(
    items: Iterable[Item],
    *,
    title: str = "",
    language: str = "en",
    answers: str = "none",
    recipe: str = "",
    progress: Callable[[], None] | None = None,
) -> Sheet:
    """A sheet, its options checked.

    Raises:
        SymdiffError: there is no such language, or no such degree of answers.
    """
    if answers not in ANSWERS:
        raise SymdiffError(f"no answers {one_line(answers)!r}: there are {', '.join(ANSWERS)}")
    return Sheet(tuple(items), title, Catalogue(language).language, answers, recipe, progress)


def document(sheet: Sheet, *, judging: bool = False) -> Document:
    """The sheet as a document.

    Args:
        sheet: the sheet.
        judging: with what a page needs to judge answers, and with every solution.
    """
    versions = tuple(
        Version(Sentence("sheet.version", {"label": label}) if label else "", tuple(_blocks(items, sheet, judging)))
        for label, items in sheet.versions
    )
    return Document(sheet.heading, versions, answers=sheet.answers, footer=sheet.footer)


def _blocks(items: Sequence[Item], sheet: Sheet, judging: bool) -> Iterator[Heading | ShownQuestion]:
    section = ""
    for number, item in enumerate(sheet.each(items), 1):
        if item.section and item.section != section:
            yield Heading(one_line(item.section))
        section = item.section
        known = evidence(item) if judging and not is_choice(item) else None
        yield ShownQuestion(
            number,
            item.points,
            prompt(item),
            figures(item),
            tuple(map(_shown, choices(item))) if is_choice(item) else (),
            answer(item),
            solution(item) if judging or sheet.answers == "worked" else Steps(()),
            ROOM.get(item.answer_kind, ROOM["expression"]),
            blanks(item),
            known,
            tuple(passage(d.feedback) for d in distractors_of(item)) if known else (),
        )


def _shown(option: Option) -> ShownOption:
    return ShownOption(option.content, option.right, passage(option.feedback) if option.feedback else "")


def prompt(item: Item) -> tuple[Phrase, ...]:
    """The lines of the question."""
    lines: list[list[Sentence]] = [[]]
    for sentence in item.prompt:
        if lines[-1] and (sentence.key in _LINES or lines[-1][-1].key in _LINES):
            lines.append([])
        lines[-1].append(sentence)
    return tuple(passage(line) for line in lines if line)


def figures(item: Item) -> tuple[Grid | Picture, ...]:
    """What belongs to the question besides words."""
    grids = () if item.table is None else (Grid(item.table.headings, item.table.rows),)
    return (*grids, *(_picture(plot) for plot in item.plots))


def _picture(plot: Plot) -> Picture:
    label = one_line(plot.label)
    return Picture(plot, label, Sentence("sheet.graph", {"label": label}))


def asked(item: Item) -> list[Paragraph | Grid | Picture]:
    """The question as blocks."""
    return [*map(Paragraph, prompt(item)), *figures(item)]


def solution(item: Item) -> Steps:
    """How the answer is found: the steps of the derivative, and what else the item has to say."""
    return Steps((*_short_steps(item.expression, item.variable), *(ShownStep(said, None) for said in item.solution)))


@lru_cache(_MOST_REMEMBERED)
def _short_steps(function: Expression, variable: Symbol) -> tuple[ShownStep, ...]:
    return short_solution(derive(function, variable)).steps


def choices(item: Item) -> tuple[Option, ...]:
    """The options of the item as a multiple-choice question; none where it cannot be one."""
    options = options_of(item)
    fit = len(options) > 1 and (item.answer_kind == "choice" or len(item.keys) == 1)
    return options if fit else ()


def is_choice(item: Item) -> bool:
    """Whether the item is a multiple-choice question by its nature."""
    return item.answer_kind == "choice" or bool(item.given_options)


def answer(item: Item) -> Phrase:
    """The right answer with its name, as the rules give it and simplified; a choice with its letter."""
    if is_choice(item):
        right = next((place, option) for place, option in enumerate(options_of(item)) if option.right)
        return Series((f"({letter(right[0])}) ", right[1].content), "list.nothing")
    if len(item.keys) == 1:
        first: Phrase = item.key if item.answer_name is None else apply("=", (item.answer_name, item.key))
        shorter = simplified(item.key)
        return first if shorter is item.key else Series((first, " = ", shorter), "list.nothing")
    keys = Series(item.keys, "list.equations")
    named: tuple[Phrase, ...] = () if item.answer_name is None else (item.answer_name, " = ")
    return Series((*named, "(", keys, ")"), "list.nothing")


def blanks(item: Item) -> tuple[Phrase, ...]:
    """For each part of the answer what stands before the place for it."""
    if len(item.keys) > 1:
        return ("",) * len(item.keys)
    is_equation = item.answer_name is None and isinstance(item.key, Apply) and value_of(item.key) is not item.key
    return ((item.key.arguments[0] if is_equation else item.answer_name) or "",)  # type: ignore[attr-defined]


def paired(sheet: Sheet) -> dict[tuple[object, ...], list[Item]]:
    """The variants of each item together, in the order of the sheet."""
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in sheet.items:
        asked = item.identifier.rpartition("-")[2]
        groups.setdefault((item.version, item.seed, item.index, item.kind, asked), []).append(item)
    return groups
