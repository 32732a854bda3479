"""A reader: a lexer and an automaton, and their errors with a place in the text."""

from __future__ import annotations

from functools import cache

from ..errors import ParseError
from ..expression import Expression
from .automaton import Automaton, Unexpected
from .builders import BUILDERS
from .lexer import Lexer
from .lookalikes import meant, without_name
from .misreadings import Misreading
from .notes import Reading
from .scope import Scope
from .tables import tables
from .variable_names import LIBRARY


@cache
def automaton(syntax: str) -> Automaton:
    """The parser of a syntax."""
    return Automaton(tables(syntax), BUILDERS)


def _lexer(syntax: str) -> type[Lexer]:
    if syntax == "mathematics":
        return Lexer
    from .latex_lexer import LatexLexer

    return LatexLexer


class Reader:
    """Reads texts of one syntax with one scope."""

    def __init__(self, syntax: str, scope: Scope) -> None:
        self.syntax = syntax
        self.automaton = automaton(syntax)
        self.lexer = _lexer(syntax)(self.automaton.tables, scope)

    def read(self, text: str) -> Expression:
        """The expression that the text means.

        Raises:
            ParseError, LimitError: it means none.
        """
        pieces: list[str] = []
        plain = self._plain(text)
        try:
            pieces = self.lexer.pieces(plain)
            tokens = self.lexer.tokens(pieces)
            expression: Expression = self.automaton.run(tokens)
        except Unexpected as unexpected:
            raise self._explained(unexpected, pieces, text) from None
        except Misreading as mistake:
            raise self._placed(mistake, text) from None
        return expression

    def reading(self, text: str) -> Reading:
        """The expression that the text means, and whether that is what was typed.

        Raises:
            ParseError, LimitError: it means none.
        """
        expression = self.read(text)
        plain = self._plain(text)
        is_named = self.lexer.scope.declared.lenient and plain != meant(text)
        is_literal = not is_named and self.lexer.is_literal(plain)
        # LaTeX sets its fractions, roots and exponents as they are meant.
        return Reading(expression, is_literal, self.syntax == "mathematics" and self.lexer.is_ambiguous(plain))

    def _plain(self, text: str) -> str:
        """The text in plain characters, each at its place; a name in front becomes blank in lenient reading."""
        plain = meant(text)
        is_named = "=" in plain and self.lexer.scope.declared.lenient and self.syntax == "mathematics"
        return without_name(plain) if is_named else plain

    def _placed(self, mistake: Misreading, text: str) -> ParseError:
        place = mistake.place
        if place is None:
            place = self._place(text, mistake.index or 0) + mistake.offset
        return mistake.kind(mistake.message, text, place, expected=mistake.expected, suggestion=mistake.suggestion)

    def _explained(self, unexpected: Unexpected, pieces: list[str], text: str) -> ParseError:
        from .parse_errors import explained

        tokens = self.lexer.tokens(pieces)
        diagnosis = explained(unexpected, self.automaton, tokens, pieces)
        place = self._place(text, diagnosis.index or 0)
        advice = diagnosis.suggestion
        declared = self.lexer.scope.declared
        if "=" in text and not declared.lenient and declared.declaring == LIBRARY and without_name(text) != text:
            advice = f"{advice}, or read it with lenient=True"
        return ParseError(diagnosis.message, text, place, expected=diagnosis.expected, suggestion=advice)

    def _place(self, text: str, index: int) -> int:
        return self.lexer.places(self._plain(text), index)[index]
