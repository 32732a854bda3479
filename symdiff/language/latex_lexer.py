"""From LaTeX to tokens."""

from __future__ import annotations

from typing import Any

from ..errors import LimitError, ParseError
from ..rulefiles.written import CHOICE_COMMAND
from .automaton import Token
from .derivative_notations import differential, euler
from .differentials import Differential
from .latex_expansion import Expansion
from .latex_tokens import Raw
from .latex_walk import LatexPiece
from .lexer import LONGEST_TEXT, SPACES, Lexer
from .misreadings import Misreading
from .word_sorting import sort

_SIGNS = {"BANG": "!", "BAR_OPEN": "|", "FLOOR_OPEN": r"\lfloor", "CEILING_OPEN": r"\lceil", "BINOMIAL": CHOICE_COMMAND}
"""What stands in `written` for a terminal that means a function."""


class LatexLexer(Lexer):
    """Sorts LaTeX into tokens."""

    def is_ambiguous(self, text: str) -> bool:
        """LaTeX sets its fractions, roots and exponents as they are meant."""
        return False

    def pieces(self, text: str) -> list[str]:
        """The tokens of the text, every argument of a command in braces.

        Raises:
            LimitError: the text is too long.
            ParseError: there is nothing in it.
            Misreading: a command has no meaning, or an argument is missing.
        """
        if len(text) > LONGEST_TEXT:
            raise LimitError(f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read")
        expansion = Expansion(Raw(text.rstrip(SPACES), self.tables), self.scope)
        expansion.run()
        if not expansion.pieces:
            raise ParseError("there is no formula", text, 0, expected=("a formula, such as \\frac{x}{2}",))
        return list(expansion.pieces)

    def is_literal(self, text: str) -> bool:
        """Whether a text that has been read leaves nothing to tell."""
        return True

    def places(self, text: str, last: int) -> list[int]:
        """Where in the text the tokens begin, and where the last one ends."""
        pieces = self.pieces(text)
        return [*(piece.place for piece in pieces if isinstance(piece, LatexPiece)), len(text.rstrip(SPACES))]

    def tokens(self, pieces: list[str]) -> list[Token]:
        """The kind and the value of each piece, then the end.

        Raises:
            Misreading: a piece has no meaning where it stands.
        """
        tokens = []
        for index, piece in enumerate(pieces):
            assert isinstance(piece, LatexPiece)
            try:
                name, value = self._meaning(piece, pieces, index)
            except Misreading as mistake:
                mistake.index = index
                raise
            tokens.append((self.kinds[name], value))
        return [*tokens, self.end]

    def _meaning(self, piece: LatexPiece, pieces: list[str], index: int) -> tuple[str, Any]:
        if piece.terminal == "NAME":
            return sort(self.scope, piece, pieces, index) if piece.value is None else ("FUNCTION", piece.value)
        if piece.terminal in _SIGNS:
            return piece.terminal, self.scope.sign(_SIGNS[piece.terminal])
        if piece.terminal == "ROOT":
            return "ROOT", self.scope
        if piece.terminal == "EULER":
            return euler(self.scope, piece)
        if piece.terminal == "DIFFERENTIAL":
            found: Differential = piece.value
            name, value = differential(self.scope, found.subject, found.by, found.partial)
            before_bracket = name == "OPERATOR" and index + 1 < len(pieces) and pieces[index + 1] == "("
            return "OPERATOR_OF_GROUP" if before_bracket else name, value
        return piece.terminal, piece.value
