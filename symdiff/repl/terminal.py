"""A session on a terminal: history, completion and highlighting while typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from shutil import get_terminal_size

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import get_cwidth

from ..errors import visible
from ..language import looks_like_latex, tokens
from ..rulebook import current
from .history import LastingHistory, state_directory
from .session import Reply, Session

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_STOPS = "，。；：、！？）》”"
_PIECES = re.compile(rf"\s+|[{_WIDE}][{_STOPS}]*|[^\s{_WIDE}]+[{_STOPS}]*")
"""Between two of these a line may be broken: spaces, a Chinese character with its stop, a word."""

STYLE = Style.from_dict(
    {
        "prompt": "ansicyan bold",
        "number": "ansigreen",
        "function": "ansiblue",
        "constant": "ansimagenta",
        "derivative": "ansicyan",
        "command": "ansiyellow",
        "error": "ansired",
        "note": "ansibrightblack",
    }
)


def converse(session: Session) -> None:
    """Ask for lines and answer them until the user leaves."""
    prompt: PromptSession[str] = PromptSession(
        [("class:prompt", "symdiff> ")],
        style=STYLE,
        lexer=FormulaLexer(),
        completer=NameCompleter(session),
        complete_while_typing=False,
        history=LastingHistory(state_directory() / "history", lambda text: say(text, "note")),
    )
    say(session.greeting(), "note")
    while True:
        try:
            if _answered(session, prompt.prompt()):
                return
        except KeyboardInterrupt:
            continue  # the line, or the work on it, is given up; the session goes on
        except EOFError:
            return


def _answered(session: Session, typed: str) -> bool:
    """Answer what was typed, or each line of what was pasted; whether the user leaves."""
    lines = [line for line in typed.splitlines() if line.strip()]
    for line in lines:
        if len(lines) > 1:
            say(f"> {line.strip()}", "note")
        reply = session.execute(line)
        show(reply)
        if reply.leaves:
            return True
    return False


def show(reply: Reply) -> None:
    """Print an answer and its error."""
    for line in reply.lines:
        say(line)
    for line in reply.error.split("\n") if reply.error else ():
        say(line, "error")


def say(text: str, kind: str = "") -> None:
    """Print one line; a long one goes on below, between words."""
    for line in wrapped(visible(text), get_terminal_size().columns):
        print_formatted_text(FormattedText([(f"class:{kind}" if kind else "", line)]), style=STYLE)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of a width, broken between words; what has no space stays whole, and the rest is indented.

    Args:
        text: one line.
        width: of the terminal, in columns; a Chinese character takes two.

    >>> wrapped("  the product rule for x", 16)
    ['  the product', '  rule for x']
    """
    indent = text[: len(text) - len(text.lstrip())]
    lines, line, space = [], indent, ""
    for piece in _PIECES.findall(text[len(indent) :]):
        if piece.isspace():
            space = piece
            continue
        if line.strip() and get_cwidth(line + space + piece) > width:
            lines.append(line)
            line, space = indent, ""
        line, space = line + space + piece, ""
    return [*lines, line]


class FormulaLexer(Lexer):
    """Colours by the language's own tokens."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The pieces of a line with their styles."""
        lines = document.lines

        def pieces(number: int) -> StyleAndTextTuples:
            return highlighted(lines[number]) if number < len(lines) else []

        return pieces


def highlighted(line: str) -> StyleAndTextTuples:
    """The line cut into pieces with styles; together they are the line.

    >>> highlighted("2*sin(x)")[:3]
    [('class:number', '2'), ('class:operator', '*'), ('class:function', 'sin')]
    """
    pieces: StyleAndTextTuples = []
    end = 0
    for kind, start, stop in tokens(line, current().vocabulary, latex=looks_like_latex(line)):
        pieces += [("", line[end:start])] if start > end else []
        pieces.append((f"class:{kind}", line[start:stop]))
        end = stop
    return [*pieces, ("", line[end:])] if end < len(line) else pieces


class NameCompleter(Completer):
    """Completes functions, commands, and the names of the session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """What the word before the cursor can become."""
        words, typed = self._session.completions(document.text_before_cursor)
        for word in words:
            yield Completion(word, -typed)
