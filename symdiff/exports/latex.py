"""LaTeX with the class `exam`: a sheet, its key, its worked solutions; one part for each version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expression import Expression
from ..plotting.graphs import HEIGHT, WIDTH, Plot, graph
from ..practice.items import Item, Table
from .sheets import Prose, Sheet, answer, choices, content, is_choice, numbered, prompt, spelled
from .worked import solution

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
_SPACE = {"expression": "3cm", "number": "2.5cm", "equation": "3.5cm", "vector": "4cm", "choice": "0cm"}

_PREAMBLE = r"""\documentclass[11pt,a4paper,addpoints]{exam}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
\fi
\usepackage{amsmath,amssymb}
"""
_OTHER_CHARACTERS = r"""\ifPDFTeX
  \newcommand{\othercharacter}[1]{{\small U+#1}}
\else
  \newcommand{\othercharacter}[1]{\iffontchar\font"#1 \char"#1\relax\else{\small U+#1}\fi}
\fi
"""
_HAN_SUPPORT = "\\usepackage[UTF8,scheme=plain]{ctex}\n"


def render(sheet: Sheet) -> str:
    """The sheet as a document of LaTeX; `\\printanswers` shows what it says of the answers."""
    body = "\n\\clearpage\n".join(_version(label, items, sheet) for label, items in sheet.versions)
    body += f"\n{{\\footnotesize\\noindent {text(sheet.footer)}\\par}}\n"
    preamble = _PREAMBLE
    if sheet.language == "zh" or _HAN.search(body):
        preamble += _HAN_SUPPORT
    if r"\othercharacter" in body:
        preamble += _OTHER_CHARACTERS
    if r"\begin{tikzpicture}" in body:
        preamble += "\\usepackage{tikz}\n"
    if sheet.answers != "none":
        preamble += "\\printanswers\n"
    preamble += f"\\renewcommand{{\\solutiontitle}}{{\\noindent\\textbf{{{text(sheet.word('solution'))}:}}\\enspace}}\n"
    preamble += "\\pointname{}\n\\pagestyle{plain}\n"
    return f"{preamble}\n\\begin{{document}}\n{body}\\end{{document}}\n"


def text(words: str) -> str:
    r"""The words with every character that TeX would read written so that TeX shows it.

    >>> text(r"50% of \input{x}")
    '50\\% of \\textbackslash{}input\\{x\\}'
    """
    return "".join(_SPECIAL.get(c) or _character(c) for c in words)


def _character(c: str) -> str:
    if c.isascii() or _HAN.match(c) or (ord(c) in _WESTERN and c not in _NOT_IN_T1):
        return c
    return f"\\othercharacter{{{ord(c):X}}}"


def mathematics(expression: Expression) -> str:
    """The formula without signs around it; letters that TeX's fonts for formulas lack are set as text."""
    return _OTHER.sub(lambda match: rf"\text{{{text(match[0])}}}", expression.latex())


def formula(expression: Expression) -> str:
    """The formula within a line."""
    return rf"\(\displaystyle {mathematics(expression)}\)"


def said(pieces: Prose) -> str:
    """Words with formulas."""
    return spelled(pieces, text, formula)


def _version(label: str, items: list[Item], sheet: Sheet) -> str:
    heading = text(sheet.heading)
    if label:
        heading += rf" \quad {text(sheet.word('version', label=label))}"
    lines = [rf"\begin{{center}}\Large\bfseries {heading}\end{{center}}"]
    if sheet.answers == "none":
        lines.append(rf"\noindent {text(sheet.word('name'))}: \makebox[0.5\textwidth]{{\hrulefill}}\hfill")
        lines.append(rf"{text(sheet.word('date'))}: \makebox[0.2\textwidth]{{\hrulefill}}\par\bigskip")
    if not items:
        return "\n".join([*lines, ""])
    lines.append(r"\begin{questions}")
    for _, item, section in numbered(items):
        if section:
            lines.append(rf"\fullwidth{{\large\bfseries {text(section)}}}")
        lines += _question(item, sheet)
    return "\n".join([*lines, r"\end{questions}", ""])


def _question(item: Item, sheet: Sheet) -> Iterator[str]:
    asked = "\\par\n".join(map(said, prompt(item, sheet.language)))
    yield rf"\question[{item.points:d}] {asked}"
    if item.table is not None:
        yield from _table(item.table)
    for plot in item.plots:
        yield _picture(plot)
    if is_choice(item):
        yield r"\begin{choices}"
        for option in choices(item):
            mark = r"\CorrectChoice" if option.right else r"\choice"
            yield f"{mark} {said(content(option, sheet.language))}"
        yield r"\end{choices}"
    yield rf"\begin{{solution}}[{_SPACE.get(item.answer_kind, '3cm')}]"
    yield said(answer(item, sheet.language)) + r"\par"
    if sheet.answers == "worked":
        for line in solution(item, sheet.language):
            yield rf"{{\leftskip={line.level - 1:d}em\noindent {said(line.words)}\par"
            if line.formula is not None:
                yield rf"\nobreak\noindent\hspace*{{1.5em}}{formula(line.formula)}\par"
            yield r"\smallskip}"
    yield r"\end{solution}"


def _table(table: Table) -> Iterator[str]:
    yield r"\begin{center}\begin{tabular}{" + "|".join("c" * len(table.headings)) + "}"
    for place, row in enumerate([table.headings, *table.rows]):
        yield " & ".join(f"{{{said((cell,))}}}" for cell in row) + r" \\" + (r" \hline" if place == 0 else "")
    yield r"\end{tabular}\end{center}"


def _picture(plot: Plot) -> str:
    drawn = graph(plot)
    lines = [rf"\begin{{tikzpicture}}[x=0.55pt,y=0.55pt] \draw[gray] (0,0) rectangle ({WIDTH:g},{HEIGHT:g});"]
    if drawn.horizontal is not None:
        lines.append(rf"\draw[gray] (0,{drawn.horizontal:g}) -- ({WIDTH:g},{drawn.horizontal:g});")
    if drawn.vertical is not None:
        lines.append(rf"\draw[gray] ({drawn.vertical:g},0) -- ({drawn.vertical:g},{HEIGHT:g});")
    for curve in drawn.curves:
        lines.append(rf"\draw[thick,blue] {' -- '.join(f'({x:g},{y:g})' for x, y in curve)};")
    lines.append(rf"\node[below] at ({WIDTH / 2:g},0) {{{text(plot.label)}}}; \end{{tikzpicture}}")
    return "\n".join(lines)
