"""A session on a terminal: history, completion and highlighting while typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from ..errors import visible
from ..rulebook import standard
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
BANNER = "Type a formula such as x^2 sin(3x), a definition such as f(x) = x^2, then f'(x), or :help. Ctrl-D leaves."
WORD = re.compile(r":?[^\W\d]\w*$|:$")
PIECE = re.compile(
    r"(?P<command>^\s*:\w*)|(?P<derivative>[d∂](?:[\^²³]\d*)?\w?/[d∂]\w+)|(?P<number>\d+\.?\d*|\.\d+)|(?P<word>[^\W\d_]+)|.",
    re.DOTALL,
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
    say(BANNER, "note")
    while True:
        try:
            line = prompt.prompt()
        except KeyboardInterrupt:
            continue  # the line is cleared, the session goes on
        except EOFError:
            return
        try:
            reply = session.execute(line)
        except KeyboardInterrupt:
            reply = Reply(error="stopped")
        show(reply)
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

    >>> highlighted("2*sin(x)")
    [('class:number', '2'), ('', '*'), ('class:function', 'sin'), ('', '(x)')]
    """
    pieces: StyleAndTextTuples = []
    for match in PIECE.finditer(line):
        kind = match.lastgroup or ""
        style = _word_style(match[0]) if kind == "word" else f"class:{kind}" if kind else ""
        if pieces and pieces[-1][0] == style:
            pieces[-1] = (style, pieces[-1][1] + match[0])
        else:
            pieces.append((style, match[0]))
    return pieces


def _word_style(word: str) -> str:
    vocabulary = standard().vocabulary
    if word in ("e", "pi", "π"):
        return "class:constant"
    known = vocabulary.aliases.get(word, word) in vocabulary.functions
    return "class:function" if known and len(word) > 1 else ""


class NameCompleter(Completer):
    """Completes functions, commands, and the names of the session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """What the word before the cursor can become."""
        match = WORD.search(document.text_before_cursor)
        if match is not None:
            for name in self._session.completions(match[0], at_start=not match.start()):
                yield Completion(name, -len(match[0]))
