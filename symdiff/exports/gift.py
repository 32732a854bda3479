"""GIFT: multiple choice where there are options, a number where the answer is one, else an essay with the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import passage
from ..practice.items import Item
from . import moodle
from .markup import exact_number, platform
from .sheets import Sheet, answer, choices, is_choice

_MEANT = re.compile(r"[~=#{}:]")


def render(sheet: Sheet) -> str:
    """The items as GIFT."""
    # A comment ends with its line, so nothing of the title can get out of it.
    head = f"// {sheet.heading}\n// {sheet.footer}\n"
    return head + "".join(_in_categories(sheet))


def _in_categories(sheet: Sheet) -> Iterator[str]:
    """The questions below the categories that they go to: the title, and the section inside it."""
    category = ""
    for item in sheet.each():
        if category != (wanted := moodle.category(sheet, item)):
            category = wanted
            yield f"\n$CATEGORY: {category}\n"
        yield f"\n{_question(item, sheet)}\n"


def text(html: str) -> str:
    r"""HTML as it stands in GIFT: the marks escaped, and TeX's backslashes doubled.

    >>> text(r"\(x = 1\)")
    '\\\\(x \\= 1\\\\)'
    """
    return _MEANT.sub(r"\\\g<0>", html.replace("\\", "\\\\"))


def _question(item: Item, sheet: Sheet) -> str:
    name = text(f"{sheet.label} ({item.identifier})")
    return f"::{name}::[html]{text(platform(sheet).question(item))}{{\n{_answers(item, sheet)}}}"


def _answers(item: Item, sheet: Sheet) -> str:
    solution = f"\t####{text(_solution(item, sheet))}\n"
    exact = exact_number(item)
    if exact is not None and not is_choice(item):
        value, tolerance = exact
        return f"\t#{value}:{tolerance}\n{solution}"
    options = choices(item)
    if not options:
        return solution
    lines = []
    for option in options:
        feedback = text(platform(sheet).said(passage(option.feedback)))
        lines.append(f"\t{'=' if option.right else '~'}{text(platform(sheet).said(option.content))}#{feedback}\n")
    return "".join(lines) + solution


def _solution(item: Item, sheet: Sheet) -> str:
    said = platform(sheet).said(answer(item))
    return f"<p>{said}</p>" + (platform(sheet).worked(item) if sheet.answers == "worked" else "")
