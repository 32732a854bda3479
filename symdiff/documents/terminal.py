"""Documents on a terminal, in colours: the place of each step stands out in the whole line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import SymdiffError
from . import blocks
from .formulas import BEGIN, END, written
from .text import Text

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


class Terminal(Text):
    """Text with the signs of Unicode, in colours."""

    form = "unicode"
    implies = "⇒"

    def changed(self, line: blocks.Line) -> Sequence[tuple[str, str]]:
        """The whole line after the step, with the place that it changed."""
        sign = self.implies if line.follows and line.whole is None else self.equals
        return [(f"{sign} ", ""), *_highlighted(written(line.after if line.whole is None else line.whole, self.form))]

    def show(self, document: blocks.Document, console: Console | None = None) -> None:
        """Print the document.

        Args:
            document: what to print.
            console: where to; the standard output if not given.

        Raises:
            SymdiffError: the library rich is not there.
        """
        try:
            from rich.console import Console
            from rich.padding import Padding
            from rich.text import Text as Coloured
        except ImportError as error:
            raise SymdiffError("colours on the terminal need the extra rich: pip install 'symdiff[rich]'") from error
        out = console or Console(highlight=False)
        for line in self.lines(document):
            shown = Coloured.assemble(*((text, COLOURS.get(style, "")) for text, style in line.spans))
            out.print(Padding(shown, (0, 0, 0, line.indent)) if line.indent else shown)


def _highlighted(line: str) -> Iterator[tuple[str, str]]:
    depth = 0
    for part in re.split(f"([{BEGIN}{END}])", line):
        if part in (BEGIN, END):
            depth += 1 if part == BEGIN else -1
        elif part:
            yield part, "here" if depth else ""
