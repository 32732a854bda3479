"""From LaTeX to tokens: every argument gets its braces, every command its meaning."""

from __future__ import annotations

import re
from typing import Any

from ..errors import LimitError, ParseError, visible
from ..expression import symbol
from .automaton import Token
from .builders import Operator
from .commands import (
    BINOMIALS,
    FONTS,
    FRACTIONS,
    GREEK_COMMANDS,
    OPERATORS,
    REFUSED,
    SIGNS,
    SIZES,
    SPACING,
    SPACING_WITH_ARGUMENT,
    WORDS,
)
from .differentials import Differential, read_differential
from .lexer import LONGEST_TEXT, SPACES, Lexer
from .mistakes import Mistake
from .numbers import number
from .raw import Raw, RawToken
from .vocabulary import plain_name
from .words import Lexicon

_CLOSES = {"(": ")", "[": "]", "{": "}", "\\{": "\\}"}
_ENDS_OPERAND = frozenset(
    ("NUMBER", "NAME", "RPAR", "RBRACE", "BAR_CLOSE", "BANG", "SUPERSCRIPT", "FLOOR_CLOSE", "CEILING_CLOSE", "END_CASES")
)
_CASES = frozenset(("cases", "dcases", "array", "rcases"))


class Piece(str):
    """A token with its place in the text; the string is what the lexicon looks at."""

    terminal: str
    place: int
    value: Any
    ends_operand: bool


def _piece(terminal: str, text: str, place: int, value: Any = None) -> Piece:
    piece = Piece(text)
    piece.terminal, piece.place, piece.value = terminal, place, value
    piece.ends_operand = terminal in _ENDS_OPERAND
    return piece


class LatexLexer(Lexer):
    """Sorts LaTeX into tokens."""

    def pieces(self, text: str) -> list[str]:
        """The tokens of the text, with their places.

        Raises:
            LimitError, ParseError: as for plain text; a Mistake knows its place already.
        """
        if len(text) > LONGEST_TEXT:
            raise LimitError(f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read")
        raw = Raw(text.rstrip(SPACES), self.tables)
        pieces = _Expansion(raw, self.lexicon).pieces
        if not pieces:
            raise ParseError("there is no formula", text, 0, expected=("a formula, such as \\frac{x}{2}",))
        return list(pieces)

    def places(self, text: str) -> list[int]:
        """Where in the text each token begins, and where the last one ends."""
        pieces = self.pieces(text)
        return [*(piece.place for piece in pieces if isinstance(piece, Piece)), len(text.rstrip(SPACES))]

    def tokens(self, pieces: list[str]) -> list[Token]:
        """The kind and the value of each piece, then the end."""
        tokens = []
        for index, piece in enumerate(pieces):
            assert isinstance(piece, Piece)
            try:
                name, value = self._meaning(piece, pieces, index)
            except Mistake as mistake:
                mistake.index = index
                raise
            tokens.append((self.kinds[name], value))
        return [*tokens, self.end]

    def _meaning(self, piece: Piece, pieces: list[str], index: int) -> tuple[str, Any]:
        if piece.terminal == "NAME" and piece.value is None:
            return self.lexicon.sort(piece, pieces, index)
        if piece.terminal == "EULER":
            return self.lexicon.euler(piece)
        if piece.terminal == "DIFFERENTIAL":
            name, value = self.lexicon.differential(piece.value.subject, piece.value.by, piece.value.partial)
            before_bracket = name == "OPERATOR" and index + 1 < len(pieces) and pieces[index + 1] == "("
            return "OPERATOR_OF_GROUP" if before_bracket else name, value
        return piece.terminal, piece.value


class _Level:
    """A bracket that is open.

    Attributes:
        closer: the raw text that closes it.
        terminal: the token that this then is.
        pending: how many arguments of a command are still to come.
        function: whether it holds the exponent of a function's name.
        bars: how many bars are open in it.
    """

    __slots__ = ("bars", "closer", "function", "pending", "place", "terminal")

    def __init__(self, closer: str, terminal: str, place: int, function: bool = False) -> None:
        self.closer = closer
        self.terminal = terminal
        self.place = place
        self.function = function
        self.pending = 0
        self.bars = 0


class _Expansion:
    """One walk over the raw tokens."""

    def __init__(self, raw: Raw, lexicon: Lexicon) -> None:
        self.raw = raw
        self.lexicon = lexicon
        self.pieces: list[Piece] = []
        self.levels = [_Level("", "", -1)]
        self.partials: list[str] = []
        while raw.more():
            self._step(raw.take())

    @property
    def level(self) -> _Level:
        return self.levels[-1]

    def _emit(self, terminal: str, text: str, place: int, value: Any = None) -> None:
        self.pieces.append(_piece(terminal, text, place, value))

    def _last(self) -> Piece | None:
        return self.pieces[-1] if self.pieces else None

    def _step(self, token: RawToken) -> None:
        if self.raw.is_blank(token):
            return
        if self.level.pending:
            self._argument(token)
        else:
            self._token(token)

    # Arguments of commands.

    def _argument(self, token: RawToken) -> None:
        """The next argument of a command: a group in braces, or one token."""
        level = self.level
        level.pending -= 1
        function = level.function and not level.pending
        if token.text == "{":
            self._open("{", "LBRACE", "RBRACE", token.place, function)
            return
        if token.terminal == "NUMBER":
            token = self._first_digit(token)
        elif token.terminal != "NAME" and not self._is_symbol(token):
            raise self._mistake(f"{visible(token.text)} cannot be an argument without braces", token, suggestion="write {...}")
        self._emit("LBRACE", "{", token.place)
        self._token(token)
        self._emit("RBRACE", "}", token.place)
        self.pieces[-1].ends_operand = not function

    def _is_symbol(self, token: RawToken) -> bool:
        name = token.text[1:]
        return token.terminal == "COMMAND" and (name in GREEK_COMMANDS or name in FONTS)

    def _first_digit(self, token: RawToken) -> RawToken:
        digits = token.text
        if len(digits) == 1:
            return token
        last = self._last()
        if last is not None and last == "^":
            raise self._mistake(
                f"in TeX only the first digit of {digits} is raised", token, suggestion=f"write ^{{{digits}}} for the exponent {digits}"
            )
        self.raw.put_back(token._replace(text=digits[1:], place=token.place + 1))
        return token._replace(text=digits[0])

    # Tokens.

    def _token(self, token: RawToken) -> None:
        handler = _HANDLERS.get(token.terminal)
        if handler is None:
            raise self._mistake(f"{visible(token.text)} has no meaning in a formula", token)
        handler(self, token)

    def _name(self, token: RawToken) -> None:
        if token.text == "d":
            found = read_differential(self.raw, self.raw.at - 1)
            if found is not None:
                self._differential(found, token.place)
                return
        self._named(token.text, token.place)

    def _named(self, name: str, place: int) -> None:
        if self.partials:
            self._emit("EULER", " ".join((*self.partials, name)), place)
            self.partials = []
        else:
            self._emit("NAME", name, place)

    def _number(self, token: RawToken) -> None:
        last = self._last()
        if last is not None and last.terminal not in ("NAME", "NUMBER") and last.ends_operand:
            self._emit("TIMES", "*", token.place)
        scientific = self.raw.read_power_of_ten()
        literal = token.text if scientific is None else f"{token.text}e{scientific}"
        self._emit("NUMBER", token.text, token.place, number(literal))

    def _sign(self, token: RawToken) -> None:
        self._emit(token.terminal, token.text, token.place)

    def _comparison(self, token: RawToken) -> None:
        sign = {"≤": "<=", "≥": ">=", "≠": "!="}.get(token.text, token.text)
        self._emit("COMPARISON", token.text, token.place, sign)

    def _comma(self, token: RawToken) -> None:
        following = self.raw.peek()
        ends_row = following is None or following.text in ("&", "\\\\", "\\end") or following.text == "\\text"
        if self.level.terminal != "END_CASES" or not ends_row:
            self._sign(token)

    def _power(self, token: RawToken) -> None:
        primes = self.raw.read_primes()
        if primes:
            self._prime(token._replace(text="'" * primes))
            return
        last = self._last()
        self._emit("POWER", "^", token.place)
        self.level.pending = 1
        self.level.function = last is not None and last.terminal == "NAME" and self.lexicon.is_function(last)

    def _prime(self, token: RawToken) -> None:
        last = self._last()
        if last is None or last.terminal != "NAME":
            raise self._mistake("a prime stands behind the name of a function", token)
        self.pieces[-1] = _piece("NAME", last + "'" * len(token.text), last.place)

    def _index(self, token: RawToken) -> None:
        last = self._last()
        if last is None or last.terminal != "NAME":
            raise self._mistake("an index stands behind a name", token)
        index = self.raw.read_index()
        if last == "log":
            index = index.replace("π", "pi")
        self.pieces[-1] = _piece("NAME", f"{last}_{index}", last.place)

    def _bar(self, token: RawToken) -> None:
        last = self._last()
        closes = self.level.bars > 0 and last is not None and last.ends_operand
        self.level.bars += -1 if closes else 1
        self._emit("BAR_CLOSE" if closes else "BAR_OPEN", "|", token.place)

    def _superscript(self, token: RawToken) -> None:
        from .numbers import superscript

        self._emit("SUPERSCRIPT", token.text, token.place, superscript(token.text))

    # Brackets.

    def _open(self, text: str, terminal: str, closing: str, place: int, function: bool = False) -> None:
        self._emit(terminal, "(" if terminal == "LPAR" else text, place)
        self.levels.append(_Level(_CLOSES.get(text, text), closing, place, function))

    def _close(self, token: RawToken) -> None:
        text = token.text
        level = self.level
        if level.closer != text:
            if len(self.levels) == 1:
                raise self._mistake(f"there is no bracket that this {text} closes", token)
            opener = next((o for o, c in _CLOSES.items() if c == level.closer), "\\begin{cases}")
            raise self._mistake(f"{opener} is closed by {text}", token, suggestion=f"write {level.closer}")
        self._missing_argument(token)
        self.levels.pop()
        self._emit(level.terminal, ")" if level.terminal == "RPAR" else text, token.place)
        self.pieces[-1].ends_operand = level.terminal in _ENDS_OPERAND and not level.function
        if level.terminal == "INDEX_CLOSE":
            self.level.pending = 1

    def _missing_argument(self, token: RawToken) -> None:
        if self.level.pending:
            raise self._mistake("an argument is missing here", token)

    def _open_bracket(self, token: RawToken) -> None:
        terminal = {"(": ("LPAR", "RPAR"), "[": ("LPAR", "RPAR"), "{": ("LBRACE", "RBRACE")}[token.text]
        self._open(token.text, *terminal, token.place)

    def _sized(self, token: RawToken) -> None:
        """A bracket behind \\left, \\bigr and the like."""
        way = SIZES[token.text[1:]]
        following = self.raw.take_delimiter()
        if following is None:
            raise self._mistake(f"a bracket is expected behind {token.text}", token)
        text = following.text
        if text in ("|", "\\vert", "\\lvert", "\\rvert"):
            self._sized_bar(way, following)
        elif text == ".":
            if way != "close":
                raise self._mistake(f"{token.text} has no bracket", token)
        elif text == "\\{" and self.raw.begins_cases():
            return
        elif text in ("(", "[", "\\{"):
            self._open(text, "LPAR", "RPAR", following.place)
        elif text in (")", "]", "\\}"):
            self._close(following)
        elif text[1:] in SIGNS:
            self._emit(*SIGNS[text[1:]], following.place)
        else:
            raise self._mistake(f"{visible(text)} is no bracket", following)

    def _sized_bar(self, way: str, bar: RawToken) -> None:
        if way == "open":
            self._emit("BAR_OPEN", "|", bar.place)
            self.levels.append(_Level("|", "BAR_CLOSE", bar.place))
        elif way == "close" and self.level.closer == "|":
            self._close(bar._replace(text="|"))
        else:
            self._bar(bar)

    # Commands.

    def _command(self, token: RawToken) -> None:
        name = token.text[1:]
        if name in SIZES:
            self._sized(token)
        elif name in SIGNS:
            terminal, text = SIGNS[name]
            self._emit(terminal, text, token.place, text)
        elif name in GREEK_COMMANDS:
            self._named(GREEK_COMMANDS[name], token.place)
        elif name in FONTS:
            self._font(token)
        elif name in FRACTIONS:
            self._fraction(token)
        elif name in BINOMIALS:
            self._emit("BINOMIAL", token.text, token.place)
            self.level.pending, self.level.function = 2, False
        elif name == "vert":
            self._bar(token)
        elif name in _COMMANDS:
            _COMMANDS[name](self, token)
        elif self.lexicon.is_function(name) or name in ("Upsilon", "omicron"):
            self._named(name, token.place)
        else:
            raise self._unknown(token)

    def _unknown(self, token: RawToken) -> Mistake:
        from difflib import get_close_matches

        name = token.text[1:]
        if name in REFUSED:
            return self._mistake(f"{token.text} is not read", token, suggestion=REFUSED[name])
        known = [*GREEK_COMMANDS, *SIGNS, *FRACTIONS, "sqrt", *self.lexicon.vocabulary.functions]
        close = get_close_matches(name, known, n=1)
        advice = f"did you mean \\{close[0]}?" if close else None
        return self._mistake(f"the command {visible(token.text)} is unknown", token, suggestion=advice)

    def _fraction(self, token: RawToken) -> None:
        found = read_differential(self.raw, self.raw.at - 1)
        if found is not None:
            self._differential(found, token.place)
            return
        last = self._last()
        if last is not None and last.terminal == "NUMBER" and self.raw.is_numeric_fraction():
            raise self._mistake("a number before a fraction of numbers: a sum or a product?", token, suggestion="write + or \\cdot")
        self._emit("FRACTION", token.text, token.place)
        self.level.pending, self.level.function = 2, False

    def _differential(self, found: Differential, place: int) -> None:
        self.raw.at = found.end
        self._emit("DIFFERENTIAL", "d", place, found)
        if found.body is not None:
            self.raw.put_back(*found.body)

    def _root(self, token: RawToken) -> None:
        self._emit("ROOT", token.text, token.place)
        following = self.raw.peek()
        if following is not None and following.text == "[":
            self._open("[", "INDEX_OPEN", "INDEX_CLOSE", self.raw.take().place)
        else:
            self.level.pending, self.level.function = 1, False

    def _font(self, token: RawToken) -> None:
        """\\mathrm{d}, \\operatorname{arsinh}, \\text{ if }."""
        words = self.raw.read_words(token)
        if words == "d":
            found = read_differential(self.raw, self.raw.begin)
            if found is not None:
                self._differential(found, token.place)
                return
        meaning = WORDS.get(words.strip().lower()) if token.text.startswith(("\\text", "\\mbox")) else None
        if meaning == "IF" and self.level.terminal == "END_CASES":
            return
        if meaning == "OTHERWISE" or meaning in ("AND", "OR", "WHERE"):
            self._emit(meaning, words, token.place)
            return
        name = words.strip()
        if token.text.startswith("\\operatorname"):
            primed = name + "'" if self.raw.follows_prime(name) and name + "'" in OPERATORS else name
            if primed != name:
                self.raw.take()
            name = OPERATORS.get(primed) or (name.lower() if self.lexicon.is_function(name.lower()) else name)
        if not re.fullmatch(r"_?[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*", name):
            raise self._mistake(f"'{visible(words.strip())[:30]}' is no name", token)
        self._named(name, token.place)

    def _environment(self, token: RawToken) -> None:
        name = self.raw.read_words(token).strip()
        if name not in _CASES:
            raise self._mistake(f"the environment {visible(name)[:30]} is not read", token)
        if token.text == "\\begin":
            if name == "array":
                self.raw.read_words(token)
            self._open("\\end", "BEGIN_CASES", "END_CASES", token.place)
        else:
            self._close(token)

    def _new_row(self, token: RawToken) -> None:
        if self.level.terminal != "END_CASES":
            raise self._mistake("a new line can only begin between cases", token, suggestion="one formula at a time")
        self._emit("NEW_ROW", token.text, token.place)

    def _partial(self, token: RawToken) -> None:
        found = read_differential(self.raw, self.raw.at - 1)
        if found is not None:
            self._differential(found, token.place)
            return
        following = self.raw.peek()
        if following is None or following.text != "_":
            raise self._mistake("a partial derivative is written \\frac{\\partial}{\\partial x}", token)
        self.raw.take()
        index = self.raw.read_index()
        if index.isdigit():
            self.partials.append(f"D_{index}")
            return
        operator = Operator(tuple((symbol(plain_name(letter)), 1) for letter in index))
        self._emit("DIFFERENTIAL", "d", token.place, Differential("", operator.by, self.raw.at, None, True))

    def _dotted(self, token: RawToken) -> None:
        name = self.raw.read_words(token).strip()
        self._emit("NAME", name + "'" * token.text.count("d", 1, 3), token.place)

    def _brace(self, token: RawToken) -> None:
        if token.text == "\\{":
            self._open("\\{", "LPAR", "RPAR", token.place)
        else:
            self._close(token)

    def _mistake(self, message: str, token: RawToken, suggestion: str | None = None) -> Mistake:
        return Mistake(message, place=token.place, suggestion=suggestion)


_COMMANDS: dict[str, Any] = {
    "sqrt": _Expansion._root,
    "begin": _Expansion._environment,
    "end": _Expansion._environment,
    "\\": _Expansion._new_row,
    "{": _Expansion._brace,
    "}": _Expansion._brace,
    "partial": _Expansion._partial,
    "dot": _Expansion._dotted,
    "ddot": _Expansion._dotted,
    "prime": _Expansion._prime,
}

_HANDLERS: dict[str, Any] = {
    "NAME": _Expansion._name,
    "NUMBER": _Expansion._number,
    "COMMAND": _Expansion._command,
    "COMPARISON": _Expansion._comparison,
    "COMMA": _Expansion._comma,
    "POWER": _Expansion._power,
    "PRIME": _Expansion._prime,
    "INDEX": _Expansion._index,
    "BAR": _Expansion._bar,
    "SUPERSCRIPT": _Expansion._superscript,
    "LPAR": _Expansion._open_bracket,
    "SQUARE_OPEN": _Expansion._open_bracket,
    "LBRACE": _Expansion._open_bracket,
    **dict.fromkeys(("RPAR", "SQUARE_CLOSE", "RBRACE"), _Expansion._close),
    **dict.fromkeys(("PLUS", "MINUS", "TIMES", "OVER", "BANG", "AMPERSAND"), _Expansion._sign),
}

__all__ = ["SPACING", "SPACING_WITH_ARGUMENT", "LatexLexer", "Piece"]
