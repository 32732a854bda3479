"""Documents in Markdown, with mathematics between dollar signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..expression import Expression
from ..plotting.graphs import data_address
from . import blocks
from .formulas import written
from .rendering import Renderer, letter

_MEANT = re.compile(r"[\\`*_\[\]#|$~{}!]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_STARTS_A_LIST = re.compile(r"^([-+=:]|[0-9]+(?=[.)]))")
_IN_FORMULAS = {"<": r"\lt ", ">": r"\gt ", "|": r"\vert ", "`": "\u2018"}


_MARK = r"{\color{stepcolor}"


class Markdown(Renderer[str]):
    """Markdown."""

    def text(self, words: str) -> str:
        r"""The words with every character escaped that Markdown or HTML would read.

        >>> Markdown().text("[x](y) <b>")
        '\\[x\\](y) &lt;b&gt;'
        """
        safe = "".join(_ENTITIES.get(c, c) for c in _MEANT.sub(r"\\\g<0>", words))
        if safe[:1].isdigit():
            return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", safe)
        return _STARTS_A_LIST.sub(r"\\\1", safe)

    def mathematics(self, expression: Expression) -> str:
        """The formula in TeX without signs around it."""
        source = written(expression, "latex").replace(_MARK, r"\underline{")
        return "".join(_IN_FORMULAS.get(c, c) for c in source)

    def formula(self, expression: Expression) -> str:
        """The formula between dollar signs."""
        return f"${self.mathematics(expression)}$"

    def equation(self, line: blocks.Line) -> str:
        """Both sides, without dollar signs; what is new is underlined, which every reader of TeX knows."""
        sign = r"\Rightarrow" if line.follows else "="
        left = "" if line.before is None else f"{self.mathematics(line.before)} "
        return f"{left}{sign} {self.mathematics(line.after)}"

    def document(self, document: blocks.Document) -> str:
        """The document in Markdown."""
        self.answers = document.answers
        parts = [f"# {self.said(document.title)}"] if document.titled else []
        parts += self.each(document.blocks)
        if document.footer:
            parts.append(f"*{self.text(document.footer)}*")
        return "\n\n".join(parts) + "\n"

    def heading(self, heading: blocks.Heading) -> str:
        return f"### {self.said(heading.words)}"

    def paragraph(self, paragraph: blocks.Paragraph) -> str:
        """Words, behind their label."""
        label = f"**{self.said(paragraph.label)}.** " if paragraph.label else ""
        return label + self.said(paragraph.words)

    def display(self, display: blocks.Display) -> str:
        """A formula of its own, below its label."""
        parts = [f"**{self.said(display.label)}**"] if display.label else []
        parts.append(f"$$ {self.mathematics(display.formula)} $$")
        return "\n\n".join([*parts, *([self.said(display.held)] if display.held else [])])

    def steps(self, steps: blocks.Steps) -> str:
        """A list in which each step stands below the one above it."""
        return "\n\n".join(_listed("- ", self._step(step), "  " * (step.level - 1)) for step in steps.steps)

    def _step(self, step: blocks.ShownStep) -> Iterator[str]:
        words = self.said(step.words)
        if not step.number:
            shown = "" if step.line is None else f" ${self.equation(step.line)}$"
            yield words + shown
            return
        verdict = f" *({self.said(step.verdict)})*" if step.verdict else ""
        yield f"**{step.number} {self.said(step.title)}.** {words}".rstrip() + verdict
        if step.rule is not None:
            yield f"${self.equation(step.rule)}$ {self.said(step.bindings)}".rstrip()
        if step.line is not None:
            yield f"$$ {self.equation(step.line)} $$"
            if step.line.held:
                yield self.said(step.line.held)
        yield from (f"*{self.said(note)}*" for note in step.notes)

    def grid(self, grid: blocks.Grid) -> str:
        rows = [[self.said(cell) or " " for cell in row] for row in (grid.headings, *grid.rows)]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * len(grid.headings), *lines[1:]])

    def picture(self, picture: blocks.Picture) -> str:
        """The picture with its label."""
        return f"![{self.said(picture.description)}]({data_address(picture.plot)}) {self.said(picture.label)}"

    def version(self, version: blocks.Version) -> str:
        """The questions, then the answers that are shown."""
        parts = [f"## {self.said(version.label)}"] if version.label else []
        for block in version.blocks:
            parts.append(self.heading(block) if isinstance(block, blocks.Heading) else self._question(block))
        if self.answers != "none":
            parts.append(f"### {self.word('sheet.answer_key')}")
            parts += [self._answer(block) for block in version.blocks if isinstance(block, blocks.ShownQuestion)]
        return "\n\n".join(parts)

    def _question(self, question: blocks.ShownQuestion) -> str:
        parts = [*map(self.said, question.prompt), *self.each(question.figures)]
        if question.options:
            options = (f"- ({letter(place)}) {self.said(o.words)}" for place, o in enumerate(question.options))
            parts.append("\n".join(options))
        return _listed(f"{question.number}. ", parts)

    def _answer(self, question: blocks.ShownQuestion) -> str:
        parts = [self.said(question.answer)]
        solution = self.solution(question)
        return _listed(f"{question.number}. ", [*parts, self.steps(solution)] if solution.steps else parts)


def _listed(mark: str, parts: Iterable[str], margin: str = "") -> str:
    """Blocks as one item of a list."""
    inner = margin + ("    " if mark[0].isdigit() else "  ")
    first, *others = "\n\n".join(parts).split("\n")
    return "\n".join([margin + mark + first, *(inner + line if line else "" for line in others)])
