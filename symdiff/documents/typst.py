"""Documents in Typst's markup, from which a PDF is made. Every word is a quoted string: none is read as markup."""

from __future__ import annotations

from collections.abc import Iterator

from ..expression import Expression
from ..plotting.graphs import svg
from ..printing.typst import quoted
from . import blocks
from .formulas import written
from .rendering import Renderer, letter

HAN_FONT = "Symdiff Han Sans"
COMMON_HAN_FONTS = (
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Source Han Serif SC",
    "Source Han Sans SC",
    "Songti SC",
    "SimSun",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
"""What a source that is set without the package's own font finds on people's machines."""
_PUNCTUATION = frozenset("‐‑–—―‘’‚“”„†‡•…‰′″‹›⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉€™−√∞≈≠≤≥∂∆∏∑·×÷")
_HAN_PUNCTUATION = frozenset("、。〈〉《》「」『』【】〔〕（），．：；？！％＋－＝～＾")

_PREAMBLE = """#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm), numbering: "1")
#set text(font: ("Libertinus Serif", {fonts}), fallback: false, size: 11pt, lang: "{language}")
#set par(justify: false)
// A tall formula reaches into the leading: with lines as high as the font and little leading none overlap.
#set text(top-edge: "ascender", bottom-edge: "descender")
#set par(leading: 0.15em)
#let rule(width) = box(width: width, height: 0.8em, stroke: (bottom: 0.5pt))
#let question(number, points, body) = block(above: 1.2em, grid(
  columns: (1.8em, 1fr, auto), column-gutter: 0.4em, [#number.], body, text(9pt, gray)[(#points)],
))
#let option(label, body) = block(above: 0.6em, inset: (left: 0.6em), [(#label) #h(0.4em) #body])
#let worked(body) = block(width: 100%, above: 0.8em, inset: 0.7em, stroke: 0.5pt + gray, radius: 2pt, body)
#let below(body) = block(above: 0.4em, inset: (left: 1.2em), body)
#let line-of(level, head, ..lines) = block(above: 0.7em, inset: (left: (level - 1) * 1.2em), {{
  head
  for line in lines.pos() {{ below(line) }}
}})
"""


class Typst(Renderer[str]):
    """Typst."""

    def text(self, words: str) -> str:
        r"""The words as a string that Typst shows as it is.

        >>> Typst().text('#read("x")')
        '#"#read(\\"x\\")";'
        """
        return f"#{quoted(''.join(map(_character, words)))};"

    def formula(self, expression: Expression) -> str:
        """The formula within a line, at its full height."""
        return f"$display({written(expression, 'typst')})$"

    def equation(self, line: blocks.Line) -> str:
        """Both sides within a line: it is broken behind the sign where it is long."""
        sign = "arrow.r.double" if line.follows else "="
        left = "" if line.before is None else f"{written(line.before, 'typst')} "
        return f"$display({left}{sign} {written(line.after, 'typst')})$"

    def document(self, document: blocks.Document) -> str:
        """The document in Typst."""
        self.answers = document.answers
        title = self.said(document.title)
        parts = [
            _PREAMBLE.format(fonts=", ".join(map(quoted, (HAN_FONT, *COMMON_HAN_FONTS))), language=self.say.language)
        ]
        parts.append(f"#set document(title: {{[{title}]}}, date: none)\n")
        for place, block in enumerate(document.blocks):
            if isinstance(block, blocks.Version):
                parts += ["#pagebreak()\n"] if place else []
                parts += [*self._title(title, self.said(block.label)), *self._names()]
            elif document.titled and not place:
                parts += self._title(title, "")
            parts.append(self.block(block))
        if document.footer:
            parts.append(f"#v(1.5em)\n#text(8pt, fill: gray)[{self.text(document.footer)}]\n")
        return "\n".join(parts)

    def _title(self, title: str, label: str) -> Iterator[str]:
        dash = self.text(" \u2013 ") if label else ""
        yield f'#align(center, text(16pt, weight: "bold")[{title}{dash}{label}])'

    def _names(self) -> Iterator[str]:
        """Lines for the name and the date, where the sheet is to be filled in."""
        if self.answers == "none":
            name, date = self.word("sheet.name"), self.word("sheet.date")
            yield f"#block(above: 1.4em)[{name}{self.colon}#rule(8cm) #h(1fr) {date}{self.colon}#rule(3.5cm)]"

    def heading(self, heading: blocks.Heading) -> str:
        return f'#block(above: 1.6em, sticky: true, text(13pt, weight: "bold")[{self.said(heading.words)}])'

    def paragraph(self, paragraph: blocks.Paragraph) -> str:
        """Words, behind their label."""
        label = f"{_bold(self.said(paragraph.label))}{self.colon}" if paragraph.label else ""
        return f"#block[{label}{self.said(paragraph.words)}]"

    def display(self, display: blocks.Display) -> str:
        """A formula of its own, behind its label."""
        label = f"{_bold(self.said(display.label))} #h(0.5em) " if display.label else ""
        held = f" #h(1em) {self.said(display.held)}" if display.held else ""
        return f"#block(above: 1em)[{label}{self.formula(display.formula)}{held}]"

    def steps(self, steps: blocks.Steps) -> str:
        """Each step with its lines below it."""
        return "\n".join(map(self._step, steps.steps))

    def _step(self, step: blocks.ShownStep) -> str:
        verdict = f" \\[{self.said(step.verdict)}\\]" if step.verdict else ""
        title = f"{step.number} {_bold(self.said(step.title) + '.')} " if step.number else ""
        lines = [f"[{title}{self.said(step.words)}{verdict}]", *(f"[{line}]" for line in self._lines(step))]
        return f"#line-of({step.level:d}, {', '.join(lines)})"

    def _lines(self, step: blocks.ShownStep) -> Iterator[str]:
        if step.rule is not None:
            yield f"#text(luma(90))[{self.equation(step.rule)} #h(0.5em) {self.said(step.bindings)}]"
        if step.line is not None:
            held = f" #h(1em) {self.said(step.line.held)}" if step.line.held else ""
            yield self.equation(step.line) + held
        yield from (f"#emph[{self.said(note)}]" for note in step.notes)

    def grid(self, grid: blocks.Grid) -> str:
        cells = ", ".join(f"[{self.said(cell)}]" for row in (grid.headings, *grid.rows) for cell in row)
        return f"#block(breakable: false, align(center, table(columns: {len(grid.headings)}, align: center, {cells})))"

    def picture(self, picture: blocks.Picture) -> str:
        """The graph with its label below."""
        image = f'image(bytes({quoted(svg(picture.plot))}), format: "svg", width: 5.5cm)'
        return f"#box(inset: 0.4em, align(center, stack(spacing: 0.4em, {image}, [{self.said(picture.label)}])))"

    def version(self, version: blocks.Version) -> str:
        """The questions, each with its answer below it."""
        parts: list[str] = []
        for block in version.blocks:
            parts += [self.heading(block)] if isinstance(block, blocks.Heading) else self._question(block)
        return "\n".join(parts)

    def _question(self, question: blocks.ShownQuestion) -> Iterator[str]:
        asked = [" #linebreak() ".join(map(self.said, question.prompt))]
        asked += ["#parbreak() " * bool(question.figures), *self.each(question.figures)]
        for place, option in enumerate(question.options):
            asked.append(f"#option({quoted(letter(place))})[{self.said(option.words)}]")
        yield f"#question({question.number}, {question.points:d})[{''.join(asked)}]"
        if self.answers == "none":
            yield f"#v({question.room:d}mm)"
        else:
            answer = f"{_bold(self.word('sheet.answer'))} #h(0.5em) {self.said(question.answer)}"
            yield f"#worked[{answer} {self.steps(self.solution(question))}]"


def _bold(words: str) -> str:
    return f'#text(weight: "bold")[{words}]'


def _character(c: str) -> str:
    """The character, or its number where the fonts have no sign for it."""
    known = ord(c) < 0x250 or 0x370 <= ord(c) < 0x460 or c in _PUNCTUATION
    return c if known or is_han(c) else f"U+{ord(c):X}"


def is_han(c: str) -> bool:
    """Whether the font that comes with the package has the Chinese character."""
    if c in _HAN_PUNCTUATION:
        return True
    try:
        code = c.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7
