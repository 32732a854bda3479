"""From text to tokens: pieces by one regular expression, then what each piece is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice
from typing import Any

from ..errors import LimitError, ParseError
from ..expression import COMPARISONS, integer
from .automaton import END, Token
from .cutting import POWER, CutWords
from .derivative_notations import euler, leibniz
from .misreadings import Misreading
from .notes import is_doubtful, lacks_brackets
from .number_literals import number, superscript
from .scope import Scope
from .strangers import stranger
from .surroundings import MINUSES, POWERS, behind, inverses
from .tables import Tables
from .transposes import refuse_transpose
from .word_sorting import is_free_of_context, sort

LONGEST_TEXT = 1_000_000
SPACES = " \t\r\n\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
COMPARISON_SIGNS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!=", "⩽": "<=", "⩾": ">="}
DEGREES = {"√": integer(2), "∛": integer(3), "∜": integer(4)}
SIGNS = {"BANG": "BANG", "BAR": "BAR_OPEN"}
"""The terminals that mean a function, and what each is as a token."""

MOST_KNOWN = 2_000
OVER = frozenset("/÷∕")
CONTEXT = 12
"""More pieces than are looked at on one side of a word."""

# What is rare is looked for quickly first.
_LONG_EXPONENT = re.compile(r"\^[0-9]{2}")
_MINUS_ONE = re.compile(r"[-−–]\s?1")
RUN_TOGETHER = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,20})\^([0-9]{2,})([A-Za-z])")
FREE_OF_CONTEXT = frozenset(("PLUS", "MINUS", "TIMES", "OVER", "POWER", "LPAR", "RPAR", "COMMA"))
ENDS_OPERAND = frozenset(("NUMBER", "NAME", "EXPONENTIAL", "RPAR", "BAR_CLOSE", "BANG", "SUPERSCRIPT"))


class Lexer:
    """Sorts the pieces of texts into tokens, and remembers those that mean the same everywhere."""

    def __init__(self, tables: Tables, scope: Scope) -> None:
        self.tables = tables
        self.scope = scope
        self.kinds = tables.kinds
        self.known: dict[str, Token] = {}
        self.whole: set[str] = set()
        self.end: Token = (self.kinds[END], None)

    def pieces(self, text: str) -> list[str]:
        """The tokens as they stand in the text, without the space between them.

        Raises:
            LimitError: the text is too long.
            ParseError: there is nothing in it.
        """
        if len(text) > LONGEST_TEXT:
            raise LimitError(f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read")
        pieces = self.raw_pieces(text)
        if not pieces:
            raise ParseError("there is no formula", text, 0, expected=("a formula, such as x^2*sin(x)",))
        if "T" in text:
            refuse_transpose(
                text, {*self.scope.symbols, self.scope.variable or ""}, multiplied=self.scope.variable is not None
            )
        if _LONG_EXPONENT.search(text):
            for match in RUN_TOGETHER.finditer(text):
                self._check_exponent(match)
        cuts = self.scope.pieces is not None and not self.whole.issuperset(pieces)
        if cuts or (_MINUS_ONE.search(text) and inverses(pieces)):
            pieces = list(chain.from_iterable(self._parts(pieces, text)))
        return pieces

    def _check_exponent(self, match: re.Match[str]) -> None:
        """Refuse sin^22x, which may be sin^2(2x)."""
        word, digits, letter = match.groups()
        if any(self.scope.is_function(word[start:]) for start in range(len(word) - 1)):
            raise Misreading(
                f"{word}^{digits}{letter} could be {word}^{digits} of {letter} or {word}^{digits[0]} of a product",
                place=match.start(2),
                suggestion=f"write {word}^{digits}({letter}...) or {word}^{digits[0]}({digits[1:]}{letter}...)",
            )

    def raw_pieces(self, text: str) -> list[str]:
        """The tokens as they stand in the text, before words are cut."""
        return self.tables.scanner.findall(text.rstrip(SPACES))

    def _parts(self, pieces: list[str], text: str) -> list[Sequence[str]]:
        """Each piece, or what it is cut into.

        Raises:
            Misreading: it can be read in two ways.
        """
        parts: list[Sequence[str]] = [(piece,) for piece in pieces]
        if self.scope.pieces is not None:
            parts = self._cut(pieces, text)
        for place in inverses(pieces):
            name = parts[place - 2][-1]
            head = self.scope.known(name) if self.scope.is_function(name) else None
            if head is not None and head.inverse is not None and self.scope.declared.lenient:
                parts[place - 1] = ("^", pieces[place - 1])
            elif head is not None:
                raise self._inverse_or_factor(name, self._start(text, place - 2))
        return parts

    def _start(self, text: str, index: int) -> int:
        return next(islice(self.tables.scanner.finditer(text), index, None)).start(1)

    def _inverse_or_factor(self, name: str, place: int) -> Misreading:
        return Misreading(
            f"{name}-1 could be the inverse function or {name} of a product",
            place=place,
            suggestion=f"write {name}^-1(...) for the inverse function, {name}(-...) for the other",
        )

    def _cut(self, pieces: list[str], text: str) -> list[Sequence[str]]:
        parts: list[Sequence[str]] = []
        cut = CutWords()
        for index, piece in enumerate(pieces):
            if piece in self.whole or self.scope.is_whole(piece):
                self.whole.add(piece)
                parts.append((piece,))
                continue
            cut.count(piece)
            found = self.scope.cuttings(piece, pieces, index)
            if len(found) > 1:
                raise self.scope.two_readings(piece, found, self._start(text, index))
            if found and self._is_exponent(pieces, index, found[0]):
                raise self.scope.exponent_or_factors(piece, found[0], self._start(text, index))
            parts.append(found[0] if found else (self.scope.in_small_letters(piece),))
        if len(self.whole) > MOST_KNOWN:
            self.whole.clear()
        return parts

    def is_ambiguous(self, text: str) -> bool:
        """Whether a person may well have meant brackets that are not there."""
        raw = self.raw_pieces(text)
        parts = self._parts(raw, text)
        cuts = [index for index, part in enumerate(parts) if len(part) > 1]
        if any(index and raw[index - 1] in OVER and self.scope.is_several_factors(parts[index]) for index in cuts):
            return True
        pieces = self.pieces(text)
        return lacks_brackets(text, pieces, [self.tables.terminals[kind] for kind, _ in self.tokens(pieces)])

    def _is_exponent(self, pieces: list[str], index: int, cutting: Sequence[str]) -> bool:
        """Whether a word of names stands behind ^ alone, so that all of it may be meant: e^kx, 2^-xy."""
        assert self.scope.pieces is not None
        before = [piece for piece in pieces[max(index - 2, 0) : index] if piece not in MINUSES]
        is_raised = bool(before) and before[-1] in POWERS and pieces[index - 1] in (*MINUSES, *POWERS)
        return is_raised and self.scope.pieces.is_of_names(tuple(cutting)) and behind(pieces, index) != POWER

    def is_literal(self, text: str) -> bool:
        """Whether a text that has been read means what it says, sign by sign, and nothing else was likely."""
        pieces = self.pieces(text)
        names = [self.tables.terminals[kind] for kind, _ in self.tokens(pieces)]
        return pieces == self.raw_pieces(text) and not is_doubtful(text, pieces, names, self.scope)

    def places(self, text: str, last: int) -> list[int]:
        """Where in the text the tokens begin, up to the given one, and where the text ends."""
        stripped = text.rstrip(SPACES)
        matches = list(islice(self.tables.scanner.finditer(stripped), last + CONTEXT))
        places = []
        for match, parts in zip(matches, self._parts([m[1] for m in matches], text), strict=True):
            start = match.start(1)
            for part in parts:
                places.append(start)
                start += len(part) if len(parts[0]) < len(match[1]) else 0
        return [*places, len(stripped)]

    def tokens(self, pieces: list[str]) -> list[Token]:
        """The kind and the value of each piece, then the end.

        Raises:
            Misreading: a piece has no meaning where it stands.
        """
        known = self.known
        try:
            tokens = [known[piece] for piece in pieces]
        except KeyError:
            tokens = self._sorted(pieces)
        if "|" in pieces:
            self._pair_bars(tokens)
        tokens.append(self.end)
        return tokens

    def _sorted(self, pieces: list[str]) -> list[Token]:
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        known = self.known
        tokens = []
        for index, piece in enumerate(pieces):
            token = known.get(piece)
            if token is None:
                token = self._token(piece, pieces, index)
            tokens.append(token)
        return tokens

    def _token(self, piece: str, pieces: list[str], index: int) -> Token:
        # Some tokens are such only before a bracket, which the piece alone does not show.
        match = self.tables.sorter.match(piece + "(")
        terminal = match.lastgroup if match and match.end() == len(piece) else None
        try:
            name, value, everywhere = self._value(terminal, piece, pieces, index)
        except Misreading as mistake:
            if mistake.index is None:
                mistake.index = index
            raise
        token = self.kinds[name], value
        if everywhere and len(piece) < 40:
            self.known[piece] = token
        return token

    def _value(self, terminal: str | None, piece: str, pieces: list[str], index: int) -> tuple[str, Any, bool]:
        if terminal in FREE_OF_CONTEXT:
            return terminal, None, True
        if terminal == "NAME":
            name, value = sort(self.scope, piece, pieces, index)
            return name, value, is_free_of_context(self.scope, piece, name)
        if terminal == "NUMBER":
            return terminal, number(piece), True
        if terminal == "COMPARISON":
            sign = COMPARISON_SIGNS.get(piece, piece)
            assert sign in COMPARISONS
            return terminal, sign, True
        if terminal == "SUPERSCRIPT":
            return terminal, superscript(piece), True
        if terminal == "RADICAL":
            return terminal, self.scope.of_degree(DEGREES[piece]), True
        if terminal in SIGNS:
            return SIGNS[terminal], self.scope.sign(piece), True
        if terminal == "EULER":
            return *euler(self.scope, piece), False
        if terminal == "LEIBNIZ":
            name, value = leibniz(self.scope, piece)
            before_bracket = name == "OPERATOR" and index + 1 < len(pieces) and pieces[index + 1] == "("
            return "OPERATOR_OF_GROUP" if before_bracket else name, value, False
        raise stranger(terminal, piece, pieces[index - 1] if index else "")

    def _pair_bars(self, tokens: list[Token]) -> None:
        """Say of each bar whether it opens or closes: it closes where an operand ends and a bar is open."""
        opening, closing = self.kinds["BAR_OPEN"], self.kinds["BAR_CLOSE"]
        left, right = self.kinds["LPAR"], self.kinds["RPAR"]
        ends = {self.kinds[name] for name in ENDS_OPERAND}
        open_bars = [0]
        before = -1
        for index, (kind, _) in enumerate(tokens):
            before, last = kind, before
            if kind == left:
                open_bars.append(0)
            elif kind == right and len(open_bars) > 1:
                open_bars.pop()
            elif kind == opening and last in ends and open_bars[-1]:
                tokens[index] = (closing, None)
                open_bars[-1] -= 1
                before = closing
            elif kind == opening:
                open_bars[-1] += 1
