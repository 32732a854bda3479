"""From LaTeX to tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import LimitError, ParseError
from ..rulefiles.written import CHOICE_COMMAND
from .automaton import Token
from .derivative_notations import Sorted, differential, euler
from .differentials import Differential
from .latex_calls import called_letter, check_operator
from .latex_equations import without_left_side
from .latex_expansion import Expansion
from .latex_preparation import prepared
from .latex_spelling import SpelledWords
from .latex_tokens import Raw
from .latex_walk import LatexPiece
from .lexer import LONGEST_TEXT, SPACES, Lexer
from .misreadings import Misreading
from .notes import is_doubtful
from .scope import Scope
from .tables import Tables
from .word_sorting import is_free_of_context, sort

_SIGNS = {"BANG": "!", "BAR_OPEN": "|", "FLOOR_OPEN": r"\lfloor", "CEILING_OPEN": r"\lceil", "BINOMIAL": CHOICE_COMMAND}
"""What stands in `written` for a terminal that means a function."""


_MEANT = frozenset(("NAME", "ROOT", "EULER", "DIFFERENTIAL", *_SIGNS))
"""The terminals that are sorted by what stands beside them, or by the scope."""

_MOST_NAMES = 2_000
_BEFORE_ARGUMENTS = frozenset(("LPAR", "POWER", "SUPERSCRIPT"))


class LatexLexer(Lexer):
    """Sorts LaTeX into tokens."""

    def __init__(self, tables: Tables, scope: Scope) -> None:
        super().__init__(tables, scope)
        self.terminals: dict[str, str] = {}
        self.spelled = SpelledWords(scope)
        self.names: dict[str, Sorted] = {}

    def pieces(self, text: str) -> list[str]:
        """The tokens of the text, every argument of a command in braces.

        Raises:
            LimitError: the text is too long.
            ParseError: there is nothing in it.
            Misreading: a command has no meaning, or an argument is missing.
        """
        if len(text) > LONGEST_TEXT:
            raise LimitError(f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read")
        return self._formula(self._expanded(text), text)

    def _formula(self, expansion: Expansion, text: str) -> list[str]:
        """The pieces of a formula, without a name in front in lenient reading."""
        found = expansion.pieces
        if not found:
            raise ParseError("there is no formula", text, 0, expected=("a formula, such as \\frac{x}{2}",))
        return list(without_left_side(found) if self.scope.declared.lenient else found)

    def _expanded(self, text: str) -> Expansion:
        raw = Raw(prepared(text.rstrip(SPACES), self.tables, self.terminals), "_" in text)
        expansion = Expansion(raw, self.scope, self.spelled)
        expansion.run()
        return expansion

    def is_literal(self, text: str) -> bool:
        """Whether a text that has been read means what it says, and nothing else was likely."""
        expansion = self._expanded(text)
        pieces = self._formula(expansion, text)
        if expansion.has_cut or len(pieces) < len(expansion.pieces):
            return False
        names = [self.tables.terminals[kind] for kind, _ in self.tokens(pieces)]
        if any(name == "FUNCTION" and piece[1:2] == "_" for name, piece in zip(names, pieces, strict=False)):
            return False  # J_0(x)
        return not is_doubtful(text, pieces, names, self.scope)

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
        latex = [piece for piece in pieces if isinstance(piece, LatexPiece)]
        kinds = self.kinds
        for index, piece in enumerate(latex):
            if piece.terminal not in _MEANT:
                tokens.append((kinds[piece.terminal], piece.value))
                continue
            try:
                name, value = self._meaning(piece, latex, index)
            except Misreading as mistake:
                mistake.index = index
                raise
            tokens.append((kinds[name], value))
        return [*tokens, self.end]

    def _meaning(self, piece: LatexPiece, pieces: Sequence[LatexPiece], index: int) -> tuple[str, Any]:
        if piece.terminal == "NAME":
            return self._name(piece, pieces, index) if piece.value is None else ("FUNCTION", piece.value)
        if piece.terminal in _SIGNS:
            return piece.terminal, self.scope.sign("°" if piece == "°" else _SIGNS[piece.terminal])
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

    def _name(self, piece: LatexPiece, pieces: Sequence[LatexPiece], index: int) -> Sorted:
        """What a name means where it stands."""
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        can_call = following is not None and following.terminal in _BEFORE_ARGUMENTS
        if not can_call and (known := self.names.get(piece)) is not None:
            return known
        if following is not None and piece[0] in "dDΔ":
            check_operator(self.scope, pieces, index)
        called = called_letter(self.scope, pieces, index) if can_call else None
        if called is not None:
            return "FUNCTION", called
        found = sort(self.scope, piece, pieces, index)
        if piece[0] != "Δ" and len(self.names) < _MOST_NAMES and is_free_of_context(self.scope, piece, found[0]):
            self.names[str(piece)] = found
        return found
