"""A sheet in Typst's markup, from which the PDF is made. Every word is a quoted string: none is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expression import Expression
from ..plotting.graphs import Plot, svg
from ..practice.items import Item, Table
from ..printing.typst import quoted, to_typst
from .sheets import Prose, Sheet, answer, choices, content, is_choice, letter, numbered, prompt, spelled
from .worked import solution

HAN_FONT = "Symdiff Han Sans"
_LANGUAGES = {"en": "en", "zh": "zh"}
_SPACE = {"expression": 22, "number": 18, "equation": 26, "vector": 30, "choice": 0}
_PUNCTUATION = frozenset("‐‑–—―‘’‚“”„†‡•…‰′″‹›⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉€™−√∞≈≠≤≥∂∆∏∑·×÷")
_HAN_PUNCTUATION = frozenset("、。〈〉《》「」『』【】〔〕（），．：；？！％＋－＝～＾")
_BREAK = re.compile(r"(\s+)")

_PREAMBLE = """#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm), numbering: "1")
#set text(font: ("Libertinus Serif", "{font}"), fallback: false, size: 11pt, lang: "{language}")
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
#let line-of(level, words, formula) = block(above: 0.7em, inset: (left: (level - 1) * 1.2em), {{
  words
  if formula != none {{ block(above: 0.4em, inset: (left: 1.2em), formula) }}
}})
"""


def render(sheet: Sheet) -> str:
    """The sheet as a document of Typst."""
    language = _LANGUAGES[sheet.language]
    parts = [_PREAMBLE.format(font=HAN_FONT, language=language)]
    parts.append(f"#set document(title: {quoted(sheet.heading)}, date: none)\n")
    for place, (label, items) in enumerate(sheet.versions):
        if place:
            parts.append("#pagebreak()\n")
        parts += _version(label, items, sheet)
    parts.append(f"#v(1.5em)\n#text(8pt, fill: gray)[{text(sheet.footer)}]\n")
    return "\n".join(parts)


def text(words: str) -> str:
    r"""The words as a string that Typst shows as it is.

    >>> text('#read("x")')
    '#"#read(\\"x\\")";'
    """
    return f"#{quoted(''.join(map(_character, words)))};"


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


def formula(expression: Expression) -> str:
    """The formula within a line, at its full height."""
    return f"$display({to_typst(expression)})$"


def said(pieces: Prose) -> str:
    """Words with formulas."""
    return spelled(pieces, text, formula)


def _version(label: str, items: list[Item], sheet: Sheet) -> Iterator[str]:
    heading = sheet.heading + (f" \u2013 {sheet.word('version', label=label)}" if label else "")
    yield f'#align(center, text(16pt, weight: "bold")[{text(heading)}])'
    if sheet.answers == "none":
        name, date = text(sheet.word("name") + ":"), text(sheet.word("date") + ":")
        yield f"#block(above: 1.4em)[{name} #rule(8cm) #h(1fr) {date} #rule(3.5cm)]"
    for number, item, section in numbered(items):
        if section:
            yield f'#block(above: 1.6em, sticky: true, text(13pt, weight: "bold")[{text(section)}])'
        yield f"#question({number}, {item.points:d})[{''.join(_question(item, sheet))}]"
        yield from _answer(item, sheet)


def _question(item: Item, sheet: Sheet) -> Iterator[str]:
    yield " #linebreak() ".join(map(said, prompt(item, sheet.language)))
    if item.table is not None:
        yield _table(item.table)
    for plot in item.plots:
        yield _picture(plot)
    if is_choice(item):
        for place, option in enumerate(choices(item)):
            yield f"#option({quoted(letter(place))})[{said(content(option, sheet.language))}]"


def _answer(item: Item, sheet: Sheet) -> Iterator[str]:
    if sheet.answers == "none":
        yield f"#v({_SPACE.get(item.answer_kind, 22)}mm)"
        return
    lines = [f'#text(weight: "bold")[{text(sheet.word("answer"))}] #h(0.5em) {said(answer(item, sheet.language))}']
    if sheet.answers == "worked":
        for line in solution(item, sheet.language):
            shown = "none" if line.formula is None else f"[{formula(line.formula)}]"
            lines.append(f"#line-of({line.level:d}, [{said(line.words)}], {shown})")
    yield f"#worked[{' '.join(lines)}]"


def _table(table: Table) -> str:
    cells = ", ".join(f"[{said((cell,))}]" for row in (table.headings, *table.rows) for cell in row)
    return f"#align(center, table(columns: {len(table.headings)}, align: center, {cells}))"


def _picture(plot: Plot) -> str:
    image = f'image(bytes({quoted(svg(plot))}), format: "svg", width: 5.5cm)'
    return f"#box(inset: 0.4em, align(center, stack(spacing: 0.4em, {image}, [{text(plot.label)}])))"
