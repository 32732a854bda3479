"""Documents as plain text: lines of spans, each with the name of what it is, which a terminal colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..expression import Expression
from . import blocks
from .formulas import BEGIN, END, written
from .rendering import Renderer, letter

_LONGEST_POINTED = 400
_UNMARKED = str.maketrans("", "", BEGIN + END)


@dataclass(frozen=True)
class TextLine:
    """A line: how far it is indented, and its spans, each a text and the name of its style."""

    spans: tuple[tuple[str, str], ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """The line without styles."""
        return " " * self.indent + "".join(text for text, _ in self.spans) if self.spans else ""


def _line(text: str, style: str = "", indent: int = 0) -> TextLine:
    return TextLine(((text, style),), indent)


class Text(Renderer[list[TextLine]]):
    """Plain text."""

    form = "text"
    equals, implies = "=", "=>"

    def text(self, words: str) -> str:
        """The words; nothing in plain text is read as anything else."""
        return words

    def formula(self, expression: Expression) -> str:
        """The formula as it is typed."""
        return written(expression, self.form).translate(_UNMARKED)

    def equation(self, line: blocks.Line) -> str:
        """before = after, or before => after; without a left side it continues the line above."""
        return f"{self.beginning(line)}{self.formula(line.after)}"

    def beginning(self, line: blocks.Line) -> str:
        """What stands in front of the right side."""
        sign = self.implies if line.follows else self.equals
        return f"{sign} " if line.before is None else f"{self.formula(line.before)} {sign} "

    def document(self, document: blocks.Document) -> str:
        """The document as text."""
        return "\n".join(line.text for line in self.lines(document))

    def lines(self, document: blocks.Document) -> list[TextLine]:
        """The lines of the document, an empty one between blocks."""
        self.answers = document.answers
        parts = [[_line(self.said(document.title), "heading")]] if document.titled else []
        # Paragraphs that follow each other stand together.
        for kind, group in groupby(document.blocks, key=type):
            found = self.each(group)
            parts += [[line for lines in found for line in lines]] if kind is blocks.Paragraph else found
        if document.footer:
            parts.append([_line(self.text(document.footer), "footer")])
        return _apart(parts)

    def heading(self, heading: blocks.Heading) -> list[TextLine]:
        return [_line(self.said(heading.words), "heading")]

    def paragraph(self, paragraph: blocks.Paragraph) -> list[TextLine]:
        """Words, behind their label."""
        label = f"{self.said(paragraph.label)}{self.colon}" if paragraph.label else ""
        return [TextLine(((label, "label"), (self.said(paragraph.words), "")))]

    def display(self, display: blocks.Display) -> list[TextLine]:
        """A formula, behind its label."""
        label = f"{self.said(display.label)}{self.colon}" if display.label else ""
        held = f"   {self.said(display.held)}" if display.held else ""
        return [
            TextLine(((label, "label"), (self.formula(display.formula), "answer" if label else "start"), (held, "")))
        ]

    def steps(self, steps: blocks.Steps) -> list[TextLine]:
        """Each step with its lines below it."""
        return [line for step in steps.steps for line in self._step(step)]

    def _step(self, step: blocks.ShownStep) -> Iterator[TextLine]:
        margin = 3 * (step.level - 1)
        number = f"{step.number}. " if step.number else "- "
        words = self.said(step.words)
        title = self.said(step.title)
        verdict = f"   [{self.said(step.verdict)}]" if step.verdict else ""
        colon = self.colon if title and words else ""
        yield TextLine(((number, "number"), (title, "title"), (colon + words, ""), (verdict, "verdict")), margin)
        inner = margin + len(number)
        if step.rule is not None:
            yield _line(self.rule(step), "rule", inner)
        if step.line is not None:
            held = f"   {self.said(step.line.held)}" if step.line.held else ""
            yield TextLine((*self.changed(step.line), (held, "")), inner)
            yield from self.pointers(step.line, inner)
        for note in step.notes:
            yield _line(self.said(note), "note", inner)

    def rule(self, step: blocks.ShownStep) -> str:
        """The rule of a step in its general form, with what its letters stand for; empty where it has none."""
        if step.rule is None:
            return ""
        return self.equation(step.rule) + (f"   {self.said(step.bindings)}" if step.bindings else "")

    def changed(self, line: blocks.Line) -> Sequence[tuple[str, str]]:
        """The line that a step comes to."""
        return [(self.equation(line), "")]

    def pointers(self, line: blocks.Line, indent: int) -> Iterator[TextLine]:
        """A line of signs below what is new; none where nothing is marked, or the line would be broken."""
        marked = written(line.after, self.form)
        if BEGIN in marked and len(marked) <= _LONGEST_POINTED:
            yield _line(" " * len(self.beginning(line)) + _pointers(marked), "here", indent)

    def grid(self, grid: blocks.Grid) -> list[TextLine]:
        """Columns, as wide as they need to be."""
        rows = [[self.said(cell) for cell in row] for row in (grid.headings, *grid.rows)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        return [
            _line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
            for row in rows
        ]

    def picture(self, picture: blocks.Picture) -> list[TextLine]:
        """What the picture is."""
        return [_line(f"[{self.said(picture.description)}]")]

    def version(self, version: blocks.Version) -> list[TextLine]:
        """The questions, then the answers that are shown."""
        parts = [[_line(self.said(version.label), "heading")]] if version.label else []
        questions = [block for block in version.blocks if isinstance(block, blocks.ShownQuestion)]
        parts += [self.heading(b) if isinstance(b, blocks.Heading) else self._question(b) for b in version.blocks]
        if self.answers != "none":
            parts.append([_line(self.word("sheet.answer_key"), "heading")])
            parts += [self._answer(question) for question in questions]
        return _apart(parts)

    def _question(self, question: blocks.ShownQuestion) -> list[TextLine]:
        lines = [_line(self.said(line)) for line in question.prompt]
        lines += [line for figure in self.each(question.figures) for line in figure]
        lines += [_line(f"({letter(place)}) {self.said(o.words)}") for place, o in enumerate(question.options)]
        return _numbered(question.number, lines)

    def _answer(self, question: blocks.ShownQuestion) -> list[TextLine]:
        lines = [_line(self.said(question.answer), "answer")]
        return _numbered(question.number, [*lines, *self.steps(self.solution(question))])


def _pointers(marked: str) -> str:
    """A sign below each character that stands within marks."""
    signs, depth = [], 0
    for character in marked:
        if character in (BEGIN, END):
            depth += 1 if character == BEGIN else -1
        else:
            signs.append("^" if depth else " ")
    return "".join(signs).rstrip()


def _numbered(number: int, lines: Sequence[TextLine]) -> list[TextLine]:
    head = f"{number}. "
    first, *others = lines
    moved = [TextLine(line.spans, line.indent + len(head)) for line in others]
    return [TextLine(((head, "number"), *first.spans), first.indent), *moved]


def _apart(parts: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """The parts with an empty line between them."""
    return [line for place, part in enumerate(parts) for line in ([TextLine(), *part] if place else part)]
