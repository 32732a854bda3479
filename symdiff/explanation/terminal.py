"""A derivation on a terminal, in colours: the place of each step stands out in the whole line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import SymdiffError
from ..expression import Expression
from .contents import Contents, Form, Item, contents, gained, leads_to
from .derivation import Derivation
from .styles import BEGIN, END, marked, written

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_MARK = re.compile(f"[{BEGIN}{END}]")
HERE = "bold yellow"


def _line(expression: Expression) -> str:
    return _MARK.sub("", written(expression, "unicode"))


FORM = Form(show=_line, line=_line, primed=lambda pattern: f"({_line(pattern)})'")


def show(derivation: Derivation, console: Console | None = None, **options: Any) -> None:
    """Print a derivation in colours.

    Args:
        derivation: what to print.
        console: where to; the standard output if not given.
        options: those of `Derivation.text`.

    Raises:
        SymdiffError: the library rich is not there.
    """
    try:
        from rich.console import Console
    except ImportError as error:
        raise SymdiffError("colours on the terminal need the extra rich: pip install 'symdiff[rich]'") from error
    from rich.padding import Padding

    out = console or Console(highlight=False)
    for indent, line in lines(contents(derivation, FORM, **options)):
        out.print(Padding(line, (0, 0, 0, indent)) if indent else line)


def lines(found: Contents) -> list[tuple[int, Text]]:
    """The lines, styled, each with how far it is indented."""
    from rich.text import Text

    say = found.say
    head = [Text(found.start, "bold"), Text(), Text.assemble((f"{say('plan.heading')}: ", "bold"), found.plan), Text()]
    made = [(0, line) for line in head]
    for item in found.items:
        made += _item(item, found)
    if found.left_out:
        made.append((0, Text(f"... {found.left_out}", "italic")))
    held = f"   {found.conditions}" if found.conditions else ""
    answer = Text.assemble((f"{say('show.answer')}: ", "bold"), (_line(found.answer), "bold green"), held)
    return [*made, (0, Text()), (0, answer)]


def _item(item: Item, found: Contents) -> list[tuple[int, Text]]:
    from rich.text import Text

    say, row = found.say, item.row
    margin = 2 * (row.level - 1)
    head = Text.assemble(f"{item.number} ", (item.title, "bold cyan"), f"  {item.words}" if item.words else "")
    if item.verdict:
        head.append(f"  [{item.verdict}]", "green")
    made: list[Text] = []
    if item.formula:
        bindings = f"   {say('show.with')} {', '.join(item.bindings)}" if item.bindings else ""
        made.append(Text(f"{item.formula}{bindings}", "dim"))
    line = row.after if row.whole is None else marked(row.whole, row.place)
    sign = "⇒" if leads_to(row) and not row.place else "="
    text = Text(f"{sign} ")
    text.append(_highlighted(written(line, "unicode"), whole=row.whole is None or not row.place))
    held = gained(item, say)
    if held:
        text.append(f"   {held}")
    made += [text, *(Text(note, "magenta") for note in item.notes)]
    inner = margin + len(item.number) + 1
    return [(margin, head), *((inner, line) for line in made)]


def _highlighted(written_line: str, *, whole: bool) -> Text:
    """The line with the marked place standing out, where it is not all of it."""
    from rich.text import Text

    text = Text()
    depth = 0
    for part in re.split(f"([{BEGIN}{END}])", written_line):
        if part == BEGIN:
            depth += 1
        elif part == END:
            depth -= 1
        else:
            text.append(part, HERE if depth and not whole else "")
    return text
