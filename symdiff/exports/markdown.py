"""Markdown with mathematics between dollar signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expression import Expression
from ..plotting.graphs import data_address
from ..practice.items import Item, Table
from .sheets import Prose, Sheet, answer, choices, content, is_choice, letter, numbered, prompt, spelled
from .worked import solution

_MEANT = re.compile(r"[\\`*_\[\]#|$~{}!]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_STARTS_A_LIST = re.compile(r"^([-+=:]|[0-9]+(?=[.)]))")
_IN_FORMULAS = {"<": r"\lt ", ">": r"\gt ", "|": r"\vert ", "`": "\u2018"}


def render(sheet: Sheet) -> str:
    """The sheet as Markdown."""
    blocks = [f"# {text(sheet.heading)}"]
    for label, items in sheet.versions:
        if label:
            blocks.append(f"## {text(sheet.word('version', label=label))}")
        for number, item, section in numbered(items):
            if section:
                blocks.append(f"### {text(section)}")
            blocks.append(_numbered(number, _question(item, sheet)))
        if sheet.answers != "none":
            blocks.append(f"### {text(sheet.word('answer_key'))}")
            blocks += [_numbered(number, _answer(item, sheet)) for number, item in enumerate(items, 1)]
    return "\n\n".join([*blocks, f"*{text(sheet.footer)}*"]) + "\n"


def text(words: str) -> str:
    r"""The words with every character escaped that Markdown or HTML would read.

    >>> text("[x](y) <b>")
    '\\[x\\](y) &lt;b&gt;'
    """
    safe = "".join(_ENTITIES.get(c, c) for c in _MEANT.sub(r"\\\g<0>", words))
    return _STARTS_A_LIST.sub(r"\\\1", safe) if not safe[:1].isdigit() else re.sub(r"^([0-9]+)([.)])", r"\1\\\2", safe)


def formula(expression: Expression) -> str:
    """The formula between dollar signs."""
    return "$" + "".join(_IN_FORMULAS.get(c, c) for c in expression.latex()) + "$"


def said(pieces: Prose) -> str:
    """Words with formulas."""
    return spelled(pieces, text, formula)


def _numbered(number: int, blocks: Iterator[str]) -> str:
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(
        f"{number}. {line}" if place == 0 else f"    {line}" if line else "" for place, line in enumerate(lines)
    )


def _question(item: Item, sheet: Sheet) -> Iterator[str]:
    yield from map(said, prompt(item, sheet.language))
    if item.table is not None:
        yield _table(item.table)
    for plot in item.plots:
        yield f"![{text(sheet.word('graph', label=plot.label))}]({data_address(plot)}) {text(plot.label)}"
    if is_choice(item):
        yield "\n".join(
            f"- ({letter(place)}) {said(content(option, sheet.language))}" for place, option in enumerate(choices(item))
        )


def _table(table: Table) -> str:
    rows = [table.headings, *table.rows]
    cells = [[said((cell,)) or " " for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * len(table.headings), *lines[1:]])


def _answer(item: Item, sheet: Sheet) -> Iterator[str]:
    yield said(answer(item, sheet.language))
    if sheet.answers == "worked":
        for line in solution(item, sheet.language):
            shown = "" if line.formula is None else " " + formula(line.formula)
            yield "    " * (line.level - 1) + "- " + said(line.words) + shown
