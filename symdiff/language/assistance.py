"""For a person who is typing: what each part of a text is, and what could come next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import SymdiffError
from .formula_reader import automaton
from .lexer import SPACES, Lexer
from .lookalikes import meant
from .misreadings import Misreading
from .parse_errors import expectations
from .scope import KEYWORDS, Scope
from .tables import tables
from .variable_names import is_name
from .vocabulary import Vocabulary

_KINDS = {
    "NUMBER": "number",
    "SUPERSCRIPT": "number",
    "LEIBNIZ": "derivative",
    "EULER": "derivative",
    "COMMAND": "command",
    **dict.fromkeys(("LPAR", "RPAR", "BAR", "LBRACE", "RBRACE", "SQUARE_OPEN", "SQUARE_CLOSE"), "bracket"),
    **dict.fromkeys(
        (
            "PLUS",
            "MINUS",
            "TIMES",
            "OVER",
            "POWER",
            "BANG",
            "COMMA",
            "COMPARISON",
            "RADICAL",
            "AMPERSAND",
            "INDEX",
            "PRIME",
        ),
        "operator",
    ),
}


def tokens(text: str, vocabulary: Vocabulary, *, latex: bool = False) -> list[tuple[str, int, int]]:
    """The parts of a text as (kind, start, end), for highlighting. Never raises an error.

    The kinds are number, name, function, constant, keyword, operator, bracket, derivative,
    command (in LaTeX) and unknown.

    >>> from symdiff.rulebook import standard
    >>> tokens("2 sin x", standard().vocabulary)
    [('number', 0, 1), ('function', 2, 5), ('name', 6, 7)]
    """
    syntax = tables("latex" if latex else "mathematics")
    scope = Scope(vocabulary)
    found = []
    for match in syntax.scanner.finditer(meant(text).rstrip(SPACES)):
        piece = match[1]
        sorted_ = syntax.sorter.match(piece + "(")
        terminal = sorted_.lastgroup if sorted_ and sorted_.end() == len(piece) else None
        found.append((_kind(terminal, piece, scope), match.start(1), match.end(1)))
    return found


def _kind(terminal: str | None, piece: str, scope: Scope) -> str:
    if terminal != "NAME":
        return _KINDS.get(terminal or "", "unknown")
    if piece in KEYWORDS:
        return "keyword"
    if piece in ("e", "pi", "π"):
        return "constant"
    if not piece.isalnum():
        return "derivative" if not is_name(piece) and piece.isascii() else "name"
    return "function" if scope.is_function(piece) else "name"


@dataclass(frozen=True)
class Completions:
    """What could follow a text.

    Attributes:
        start: where the word begins that is being typed; the end of the text if none is.
        words: the names that begin as it does.
        expected: what else could stand there, in words.
    """

    start: int
    words: tuple[str, ...]
    expected: tuple[str, ...]


def completions(text: str, vocabulary: Vocabulary, names: Iterable[str] = ()) -> Completions:
    """What could come next in a text that is being typed. Never raises an error.

    Args:
        text: what has been typed so far.
        vocabulary: the known functions.
        names: variables and other names that can be completed, too.

    >>> from symdiff.rulebook import standard
    >>> completions("2 + sinh", standard().vocabulary).words
    ('sinh',)
    """
    word = text[len(text.rstrip(_WORD)) :].lstrip("0123456789")
    start = len(text) - len(word)
    acceptable = _acceptable(text[:start], vocabulary)
    words: list[str] = []
    if word and acceptable & {"NAME", "FUNCTION"}:
        known = {*vocabulary.functions, *vocabulary.aliases, *names, "pi", "piecewise"}
        words = sorted((name for name in known if name.startswith(word)), key=lambda name: (len(name), name))
    return Completions(start, tuple(words), expectations(frozenset(acceptable)))


_WORD = "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _acceptable(before: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The terminals that can follow a beginning of a formula."""
    parser = automaton("mathematics")
    if not before.strip():
        return frozenset(parser.acceptable([0]))
    lexer = Lexer(parser.tables, Scope(vocabulary))
    try:
        kinds = [kind for kind, _ in lexer.tokens(lexer.pieces(before))[:-1]]
    except (SymdiffError, Misreading):
        # What is wrong will be said when the formula is read; here nothing can be offered.
        return frozenset()
    states = parser.states_after(kinds)
    return frozenset(parser.acceptable(states)) if states else frozenset()
