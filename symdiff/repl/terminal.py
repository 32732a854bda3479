"""A session on a terminal: history, completion and highlighting while typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from ..errors import visible
from ..language import looks_like_latex, tokens
from ..rulebook import current
from .history import LastingHistory, state_directory
from .session import Reply, Session

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
            reply = session.execute(prompt.prompt())
            show(reply)
        except KeyboardInterrupt:
            continue  # the line, or the work on it, is given up; the session goes on
        except EOFError:
            return
        if reply.leaves:
            return


def show(reply: Reply) -> None:
    """Print an answer and its error."""
    for line in reply.lines:
        say(line)
    for line in reply.error.split("\n") if reply.error else ():
        say(line, "error")


def say(text: str, kind: str = "") -> None:
    """Print one line."""
    print_formatted_text(FormattedText([(f"class:{kind}" if kind else "", visible(text))]), style=STYLE)


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
