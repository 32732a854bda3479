"""Documents on a terminal, in colours: the place of each step stands out in the whole line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ..errors import visible
from . import blocks
from .formulas import BEGIN, END, written
from .text import Text, TextLine

if TYPE_CHECKING:
    from rich.console import Console

COLOURS = {
    "start": "bold",
    "heading": "bold",
    "label": "bold",
    "title": "bold cyan",
    "verdict": "green",
    "rule": "dim",
    "note": "magenta",
    "here": "bold yellow",
    "answer": "bold green",
    "footer": "dim",
}
_HANGING = 3
_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36"}
SWITCHES = {style: ";".join(_CODES[word] for word in colour.split()) for style, colour in COLOURS.items()}


class Terminal(Text):
    """Text with the signs of Unicode, in colours."""

    form = "unicode"
    implies = "⇒"

    def changed(self, line: blocks.Line) -> Sequence[tuple[str, str]]:
        """The line that a step comes to, with what is new in it."""
        return [(self.beginning(line), ""), *_highlighted(written(line.after, self.form))]

    def pointers(self, line: blocks.Line, indent: int) -> Iterator[TextLine]:
        """None: colours show it."""
        yield from ()

    def show(self, document: blocks.Document, console: Console | None = None) -> None:
        """Print the document.

        Args:
            document: what to print.
            console: a console of the library rich; the standard output if not given.
        """
        lines = self.lines(document)
        if console is None:
            width = get_terminal_size().columns
            print("\n".join(coloured(part) for line in lines for part in wrapped(line, width)))
            return
        from rich.padding import Padding
        from rich.text import Text as Coloured

        for line in lines:
            shown = Coloured.assemble(*((text, COLOURS.get(style, "")) for text, style in line.spans))
            console.print(Padding(shown, (0, 0, 0, line.indent)) if line.indent else shown)


def wrapped(line: TextLine, width: int) -> Iterator[TextLine]:
    """The line in parts that a terminal of that width can show, broken at blanks.

    >>> [part.text for part in wrapped(TextLine((("one two", "title"), (" three", "")), 2), 10)]
    ['  one two', '     three']
    """
    spans: list[tuple[str, str]] = []
    indent = line.indent
    room = width - indent
    for text, style in line.spans:
        for word in re.findall(r"\s*\S+|\s+$", text):
            if is_next := bool(spans) and columns(word) > room:
                yield TextLine(tuple(spans), indent)
                spans, indent = [], line.indent + _HANGING
                room = width - indent
            spans.append((word.lstrip() if is_next else word, style))
            room -= columns(spans[-1][0])
    yield TextLine(tuple(spans), indent)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def coloured(line: TextLine) -> str:
    r"""The line with the signs by which a terminal switches colours; no other sign of that kind gets through.

    >>> coloured(TextLine((("= ", ""), ("2*x", "here"))))
    '= \x1b[1;33m2*x\x1b[0m'
    """
    if not line.spans:
        return ""
    parts = ((visible(text), SWITCHES.get(style, "")) for text, style in line.spans)
    return " " * line.indent + "".join(f"\x1b[{code}m{text}\x1b[0m" if code and text else text for text, code in parts)


def _highlighted(line: str) -> Iterator[tuple[str, str]]:
    depth = 0
    for part in re.split(f"([{BEGIN}{END}])", line):
        if part in (BEGIN, END):
            depth += 1 if part == BEGIN else -1
        elif part:
            yield part, "here" if depth else ""
