"""A sheet: items under a title, in one language; what every format reads, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter

from .. import _version
from ..errors import SymdiffError, visible
from ..expression import Apply, Expression, Symbol, apply
from ..practice.items import Item, Option
from ..practice.sentences import GAP, LANGUAGES, Piece, Sentence

ANSWERS = ("none", "key", "worked")
"""What a sheet says of the answers: nothing, the answers, or the way to them too."""

Prose = Sequence[Piece]
MOST_OPTIONS = 5
_LONGEST_LABEL = 80


@dataclass(frozen=True)
class Sheet:
    """Items to be written in some format.

    Attributes:
        items: the items; those of several variants (A, B, ...) make several versions of the sheet.
        title: any text; no format reads it as anything but text.
        language: one of LANGUAGES.
        answers: one of ANSWERS.
        recipe: the line that makes the same sheet again; it is printed at the foot.
    """

    items: tuple[Item, ...]
    title: str = ""
    language: str = "en"
    answers: str = "none"
    recipe: str = ""

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
        template = words(self.language)[key]
        return GAP.sub(lambda gap: str(gaps[gap[1]]), template)

    @property
    def versions(self) -> list[tuple[str, list[Item]]]:
        """The items of each variant, with its label; the label is empty where there is only one."""
        ordered = sorted(self.items, key=attrgetter("variant"))
        parts = [(label, list(items)) for label, items in groupby(ordered, key=attrgetter("variant"))]
        return parts if len(parts) > 1 else [("", list(self.items))]


@cache
def words(language: str) -> Mapping[str, str]:
    """The words on sheets in a language, by key."""
    import tomllib

    text = (files(__package__) / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return {key: str(word) for key, word in tomllib.loads(text).items()}


def sheet(
    items: Iterable[Item], *, title: str = "", language: str = "en", answers: str = "none", recipe: str = ""
) -> Sheet:
    """A sheet, its options checked.

    Raises:
        SymdiffError: there is no such language, or no such degree of answers.
    """
    if language not in LANGUAGES:
        raise SymdiffError(f"no sheets in {one_line(language)!r}: the languages are {', '.join(LANGUAGES)}")
    if answers not in ANSWERS:
        raise SymdiffError(f"no answers {one_line(answers)!r}: there are {', '.join(ANSWERS)}")
    return Sheet(tuple(items), title, language, answers, recipe)


def one_line(text: str) -> str:
    r"""The text on one line, with characters that cannot be seen written as escapes.

    >>> one_line("Quiz 2\n\x07")
    'Quiz 2 \\x07'
    """
    return visible(" ".join(text.split()))


def prose(sentences: Iterable[Sentence], language: str) -> list[Piece]:
    """The sentences one after the other: texts, and formulas."""
    gap = "" if language == "zh" else " "
    pieces: list[Piece] = []
    for sentence in sentences:
        if pieces and gap:
            pieces.append(gap)
        pieces += [_seen(piece) if isinstance(piece, str) else piece for piece in sentence.pieces(language)]
    return pieces


_LINES = frozenset(("line", "line_open"))
"""The sentences that stand on lines of their own: the steps of a derivative that is asked about."""


def prompt(item: Item, language: str) -> list[list[Piece]]:
    """The lines of the question."""
    lines: list[list[Sentence]] = [[]]
    for sentence in item.prompt:
        if lines[-1] and (sentence.key in _LINES or lines[-1][-1].key in _LINES):
            lines.append([])
        lines[-1].append(sentence)
    return [prose(line, language) for line in lines if line]


def value_of(answer: Expression) -> Expression:
    """The formula that an answer gives: of an equation `y = ...` its right side."""
    is_equation = isinstance(answer, Apply) and answer.function == "=" and isinstance(answer.arguments[0], Symbol)
    return answer.arguments[1] if is_equation and isinstance(answer, Apply) else answer


def name_of(item: Item) -> Expression | None:
    """What the answer is called: by its own name, or as the left side of its equation."""
    if item.answer_name is None and isinstance(item.key, Apply) and value_of(item.key) is not item.key:
        return item.key.arguments[0]
    return item.answer_name


def _seen(text: str) -> str:
    """The text as one_line has it, but with the blanks at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + one_line(text) + after


def numbered(items: Sequence[Item]) -> Iterator[tuple[int, Item, str]]:
    """The items with their numbers, and the title of the section that begins with them, if one does."""
    section = ""
    for number, item in enumerate(items, 1):
        yield number, item, one_line(item.section) if item.section != section else ""
        section = item.section


def content(option: Option, language: str) -> list[Piece]:
    """What an option says."""
    return [option.content] if isinstance(option.content, Expression) else prose((option.content,), language)


def choices(item: Item) -> tuple[Option, ...]:
    """The options of the item as a multiple-choice question; none where it cannot be one."""
    options = item.options(MOST_OPTIONS)
    fit = len(options) > 1 and (item.answer_kind == "choice" or len(item.keys) == 1)
    return options if fit else ()


def is_choice(item: Item) -> bool:
    """Whether the item is a multiple-choice question by its nature."""
    return item.answer_kind == "choice" or bool(item.given_options)


def answer(item: Item, language: str) -> list[Piece]:
    """The right answer, with its name where it has one."""
    if is_choice(item):
        return [piece for option in item.options() if option.right for piece in content(option, language)]
    if len(item.keys) == 1:
        return [item.key if item.answer_name is None else apply("=", (item.answer_name, item.key))]
    parts: list[Piece] = [item.answer_name, " = "] if item.answer_name is not None else []
    return [*parts, "(", *_separated(item.keys), ")"]


def _separated(formulas: Iterable[Expression]) -> Iterator[Piece]:
    for place, formula in enumerate(formulas):
        if place:
            yield ", "
        yield formula


def paired(sheet: Sheet) -> dict[tuple[object, ...], list[Item]]:
    """The variants of each item together, in the order of the sheet."""
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in sheet.items:
        asked = item.identifier.rpartition("-")[2]
        groups.setdefault((item.version, item.seed, item.index, item.kind, asked), []).append(item)
    return groups


def spelled(pieces: Prose, escape: Callable[[str], str], show: Callable[[Expression], str]) -> str:
    """The pieces in a format: texts escaped, formulas set."""
    return "".join(escape(piece) if isinstance(piece, str) else show(piece) for piece in pieces)


def letter(place: int) -> str:
    """The letter of an option: A for 0."""
    return chr(ord("A") + place) if place < 26 else f"A{place - 25}"
