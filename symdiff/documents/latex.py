r"""Documents in LaTeX: a derivation as an article, a sheet with the class `exam`; needs amsmath and xcolor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expression import Expression
from ..plotting.graphs import HEIGHT, WIDTH, graph
from . import blocks
from .formulas import written
from .rendering import Renderer

_SPECIAL = {c: f"\\{c}" for c in "{}$&#%_"} | {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",
    "[": "{[}",
    "]": "{]}",
}
_WESTERN = range(0xA1, 0x180)
_NOT_IN_T1 = frozenset("¤¦©ª¬®¯°±²³´µ¶·¸¹º¼½¾×÷ĦħĸĿŀŉŦŧĨĩĬĭĴĵŌōŎŏŨũŪūŬŭŲųŴŵŶŷĀāĈĉĊċĒēĔĕĖėĜĝĠġĢģĤĥĪīĮįĶķĻļŅņŖŗŜŝŢţſ")
_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_OTHER = re.compile(r"[^\x00-\x7f]+")

_ARTICLE = "\\documentclass[11pt,a4paper]{article}\n"
_EXAM = "\\documentclass[11pt,a4paper,addpoints]{exam}\n"
_PREAMBLE = r"""\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
\fi
\usepackage{amsmath,amssymb,xcolor}
"""
_OF_ARTICLES = r"""\usepackage[margin=2cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\allowdisplaybreaks
"""
_OTHER_CHARACTERS = r"""\ifPDFTeX
  \newcommand{\othercharacter}[1]{{\small U+#1}}
\else
  \newcommand{\othercharacter}[1]{\iffontchar\font"#1 \char"#1\relax\else{\small U+#1}\fi}
\fi
"""
_HAN_SUPPORT = "\\usepackage[UTF8,scheme=plain]{ctex}\n"
_COLOUR = "\\definecolor{stepcolor}{RGB}{179,38,30}\n"


class Latex(Renderer[str]):
    """LaTeX."""

    def text(self, words: str) -> str:
        r"""The words with every character that TeX would read written so that TeX shows it.

        >>> Latex().text(r"50% of \input{x}")
        '50\\% of \\textbackslash{}input\\{x\\}'
        """
        return "".join(_SPECIAL.get(c) or _character(c) for c in words)

    def mathematics(self, expression: Expression) -> str:
        """The formula without signs around it; letters that TeX's fonts for formulas lack are set as text."""
        return _OTHER.sub(lambda match: rf"\text{{{self.text(match[0])}}}", written(expression, "latex"))

    def formula(self, expression: Expression) -> str:
        """The formula within a line, at its full height."""
        return rf"\(\displaystyle {self.mathematics(expression)}\)"

    def equation(self, line: blocks.Line) -> str:
        """Both sides within a line: TeX breaks it behind the sign where it is long."""
        sign = r"\Rightarrow{}" if line.follows else "="
        left = "" if line.before is None else f"{self.mathematics(line.before)} "
        return rf"\(\displaystyle {left}{sign} {self.mathematics(line.after)}\)"

    def document(self, document: blocks.Document) -> str:
        """The document with its preamble; what it says of the answers is shown by `\\printanswers`."""
        body = self.body(document)
        is_sheet = any(isinstance(block, blocks.Version) for block in document.blocks)
        preamble = (_EXAM if is_sheet else _ARTICLE) + _PREAMBLE
        if _HAN.search(body):
            preamble += _HAN_SUPPORT
        if r"\othercharacter" in body:
            preamble += _OTHER_CHARACTERS
        if r"\begin{tikzpicture}" in body:
            preamble += "\\usepackage{tikz}\n"
        if "stepcolor" in body:
            preamble += _COLOUR
        preamble += self._of_sheets() if is_sheet else _OF_ARTICLES
        return f"{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"

    def _of_sheets(self) -> str:
        shown = "\\printanswers\n" if self.answers != "none" else ""
        solution = self.word("sheet.solution") + self.colon.strip()
        title = rf"\renewcommand{{\solutiontitle}}{{\noindent\textbf{{{solution}}}\enspace}}"
        return f"{shown}{title}\n\\pointname{{}}\n\\pagestyle{{plain}}\n"

    def body(self, document: blocks.Document) -> str:
        """The document without its preamble."""
        self.answers = document.answers
        heading = self.said(document.title) if document.titled else ""
        parts: list[str] = []
        for place, block in enumerate(document.blocks):
            if isinstance(block, blocks.Version):
                parts += [r"\clearpage"] if place else []
                parts.append(self._title(heading, self.said(block.label)) + self._names())
            elif heading and not place:
                parts.append(self._title(heading, ""))
            parts.append(self.block(block))
        if document.footer:
            parts.append(rf"{{\footnotesize\noindent {self.text(document.footer)}\par}}")
        return "\n".join(parts)

    def _title(self, title: str, label: str) -> str:
        label = rf" \quad {label}" if label else ""
        return rf"\begin{{center}}\Large\bfseries {title}{label}\end{{center}}"

    def _names(self) -> str:
        """Lines for the name and the date, where the sheet is to be filled in."""
        if self.answers != "none":
            return ""
        return (
            f"\n\\noindent {self.word('sheet.name')}{self.colon}\\makebox[0.5\\textwidth]{{\\hrulefill}}\\hfill\n"
            f"{self.word('sheet.date')}{self.colon}\\makebox[0.2\\textwidth]{{\\hrulefill}}\\par\\bigskip"
        )

    def heading(self, heading: blocks.Heading) -> str:
        return rf"\fullwidth{{\large\bfseries {self.said(heading.words)}}}"

    def paragraph(self, paragraph: blocks.Paragraph) -> str:
        """Words, behind their label."""
        label = rf"\textbf{{{self.said(paragraph.label)}.}} " if paragraph.label else ""
        return f"{label}{self.said(paragraph.words)}\\par"

    def display(self, display: blocks.Display) -> str:
        """A formula of its own, behind its label."""
        label = rf"\textbf{{{self.said(display.label)}.}}\quad " if display.label else ""
        held = rf"\quad {self.said(display.held)}" if display.held else ""
        return rf"{{\noindent {label}{self.formula(display.formula)}{held}\par}}\medskip"

    def steps(self, steps: blocks.Steps) -> str:
        """Each step with its lines below it."""
        return "\n".join(line for step in steps.steps for line in self._step(step))

    def _step(self, step: blocks.ShownStep) -> Iterator[str]:
        verdict = f" {{[}}{self.said(step.verdict)}{{]}}" if step.verdict else ""
        title = rf"\textbf{{{step.number}\enspace {self.said(step.title)}.}} " if step.number else ""
        yield rf"{{\leftskip={1.2 * (step.level - 1):.1f}em\noindent {title}{self.said(step.words)}{verdict}\par"
        if step.rule is not None:
            yield _below(f"{self.equation(step.rule)} \\enspace {self.said(step.bindings)}")
        if step.line is not None:
            held = rf"\quad {self.said(step.line.held)}" if step.line.held else ""
            yield _below(self.equation(step.line) + held)
        yield from (_below(rf"\emph{{{self.said(note)}}}") for note in step.notes)
        yield r"\smallskip}"

    def grid(self, grid: blocks.Grid) -> str:
        lines = [r"\begin{center}\begin{tabular}{" + "|".join("c" * len(grid.headings)) + "}"]
        for place, row in enumerate([grid.headings, *grid.rows]):
            line = " & ".join(f"{{{self.said(cell)}}}" for cell in row)
            lines.append(line + r" \\" + (r" \hline" if place == 0 else ""))
        return "\n".join([*lines, r"\end{tabular}\end{center}"])

    def picture(self, picture: blocks.Picture) -> str:
        """The graph with its label below."""
        drawn = graph(picture.plot)
        lines = [rf"\begin{{tikzpicture}}[x=0.55pt,y=0.55pt] \draw[gray] (0,0) rectangle ({WIDTH:g},{HEIGHT:g});"]
        if drawn.horizontal is not None:
            lines.append(rf"\draw[gray] (0,{drawn.horizontal:g}) -- ({WIDTH:g},{drawn.horizontal:g});")
        if drawn.vertical is not None:
            lines.append(rf"\draw[gray] ({drawn.vertical:g},0) -- ({drawn.vertical:g},{HEIGHT:g});")
        for curve in drawn.curves:
            lines.append(rf"\draw[thick,blue] {' -- '.join(f'({x:g},{y:g})' for x, y in curve)};")
        for x, number in drawn.below:
            lines.append(rf"\node[above,font=\tiny,gray] at ({x:g},0) {{{number}}};")
        for y, number in drawn.beside:
            lines.append(rf"\node[right,font=\tiny,gray] at (0,{y:g}) {{{number}}};")
        label = self.said(picture.label)
        return "\n".join([*lines, rf"\node[below] at ({WIDTH / 2:g},0) {{{label}}}; \end{{tikzpicture}}"])

    def version(self, version: blocks.Version) -> str:
        """The questions, each with its answer behind it."""
        if not version.blocks:
            return ""
        lines = [r"\begin{questions}"]
        for block in version.blocks:
            lines += [self.heading(block)] if isinstance(block, blocks.Heading) else self._question(block)
        return "\n".join([*lines, r"\end{questions}"])

    def _question(self, question: blocks.ShownQuestion) -> Iterator[str]:
        asked = "\\par\n".join(map(self.said, question.prompt))
        yield rf"\question[{question.points:d}] {asked}"
        yield from self.each(question.figures)
        if question.options:
            yield r"\begin{choices}"
            for option in question.options:
                mark = r"\CorrectChoice" if option.right and self.answers != "none" else r"\choice"
                yield f"{mark} {self.said(option.words)}"
            yield r"\end{choices}"
        if self.answers == "none":
            # A source that is handed out holds no key.
            yield rf"\vspace{{{question.room:d}mm}}"
            return
        yield r"\begin{solution}"
        yield self.said(question.answer) + r"\par"
        yield self.steps(self.solution(question))
        yield r"\end{solution}"


def _below(line: str) -> str:
    """A line below a step; where it is long it is broken at its signs, which takes room at its right end."""
    return rf"{{\advance\leftskip by 1.5em\rightskip=0pt plus 1fil\relax\noindent {line}\par}}"


def _character(c: str) -> str:
    if c.isascii() or _HAN.match(c) or (ord(c) in _WESTERN and c not in _NOT_IN_T1):
        return c
    return f"\\othercharacter{{{ord(c):X}}}"
