"""A walk over the raw tokens of a LaTeX text: brackets, bars, and arguments that get their braces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ..errors import visible
from ..rulefiles.written import RADICAL_COMMAND
from .latex_commands import BINOMIALS, FONTS, FRACTIONS, LETTERS, WIDE
from .latex_tokens import BLANK, Raw, RawToken
from .misreadings import Misreading
from .scope import Scope

_CLOSES = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "|": "|", ".": "right|"}
_LAST_OF_OPERANDS = "NUMBER NAME RPAR RBRACE BAR_CLOSE BANG SUPERSCRIPT END_CASES FLOOR_CLOSE CEILING_CLOSE"
_ENDS_OPERAND = frozenset(_LAST_OF_OPERANDS.split())
_FIRST_OF_OPERANDS = "NAME FRACTION ROOT BINOMIAL BAR_OPEN FLOOR_OPEN CEILING_OPEN BEGIN_CASES LBRACE"
_BEGINS_OPERAND = frozenset(_FIRST_OF_OPERANDS.split())


class LatexPiece(str):
    """A token; the string is what stands for it when its neighbours are sorted.

    Attributes:
        terminal: what it is, as far as that is known.
        place: where it begins in the text.
        value: what it means, for a builder.
        ends_operand: whether an operand may end with it.
    """

    terminal: str
    place: int
    value: Any
    ends_operand: bool

    @property
    def begins_operand(self) -> bool:
        """Whether an operand begins with it that is no bracket."""
        return self.terminal in _BEGINS_OPERAND

    @classmethod
    def of(cls, terminal: str, text: str, place: int, value: Any = None) -> LatexPiece:
        """A piece of that terminal at that place."""
        piece = cls(text)
        piece.terminal, piece.place, piece.value = terminal, place, value
        piece.ends_operand = terminal in _ENDS_OPERAND
        return piece


class Level:
    """A bracket that is open.

    Attributes:
        closer: the raw text that closes it.
        terminal: the token that this then is.
        exponent_of_function: whether it holds the exponent of a function's name.
        pending: how many arguments of a command are still to come in it.
        pending_of_function: whether the argument to come is the exponent of a function's name.
        bars: how many bars are open in it.
        closes_itself: whether it closes behind the arguments that are to come.
        separated: whether its row has the sign between a value and its condition.
        lines: how many lines have begun in it.
    """

    __slots__ = (
        "bars",
        "closer",
        "closes_itself",
        "exponent_of_function",
        "lines",
        "pending",
        "pending_of_function",
        "separated",
        "terminal",
    )

    def __init__(self, closer: str, terminal: str, exponent_of_function: bool = False) -> None:
        self.closer = closer
        self.terminal = terminal
        self.exponent_of_function = exponent_of_function
        self.pending = 0
        self.pending_of_function = False
        self.bars = 0
        self.closes_itself = False
        self.separated = False
        self.lines = 1


class Walk:
    """One walk over the raw tokens, which gathers pieces."""

    handlers: ClassVar[dict[str, Callable[[Any, RawToken], None]]]

    def __init__(self, raw: Raw, scope: Scope) -> None:
        self.raw = raw
        self.scope = scope
        self.pieces: list[LatexPiece] = []
        self.levels = [Level("", "")]

    @property
    def level(self) -> Level:
        """The innermost bracket that is open."""
        return self.levels[-1]

    @property
    def last(self) -> LatexPiece | None:
        """The last piece."""
        return self.pieces[-1] if self.pieces else None

    def run(self) -> None:
        """Walk to the end.

        Raises:
            Misreading: something has no meaning, or an argument is missing.
        """
        raw, handlers = self.raw, self.handlers
        while raw.at < len(raw.tokens):
            token = raw.tokens[raw.at]
            raw.at += 1
            if token.terminal == BLANK:
                if token.text in WIDE:
                    self.wide_space(token)
            elif self.levels[-1].pending:
                self._argument(token)
            elif (handler := handlers.get(token.terminal)) is not None:
                handler(self, token)
            else:
                self.stranger(token)

    def token(self, token: RawToken) -> None:
        """Add what a raw token stands for."""
        handler = self.handlers.get(token.terminal)
        if handler is None:
            self.stranger(token)
        else:
            handler(self, token)

    def stranger(self, token: RawToken) -> None:
        """Refuse a raw token that means nothing."""
        raise self.mistake(f"{visible(token.text)} has no meaning in a formula", token)

    def emit(self, terminal: str, text: str, place: int, value: Any = None) -> None:
        """Add a piece."""
        self.pieces.append(LatexPiece.of(terminal, text, place, value))

    def expect(self, arguments: int, of_function: bool = False) -> None:
        """Let the next tokens be the arguments of a command."""
        self.level.pending = arguments
        self.level.pending_of_function = of_function

    def mistake(self, message: str, token: RawToken, suggestion: str | None = None) -> Misreading:
        """What is wrong with a raw token."""
        return Misreading(message, place=token.place, suggestion=suggestion)

    def wide_space(self, token: RawToken) -> None:
        """A space that sets formulas apart."""
        following = self.raw.peek()
        last = self.last
        if following is None or last is None or not last.ends_operand or self.level.pending:
            return
        if self.level.terminal == "END_CASES" and not self.level.separated:
            if following.text not in ("&", "\\\\", "\\end"):
                self.separate(token)
        elif following.terminal in ("NAME", "NUMBER", "LPAR", "LBRACE") or self.is_operand(following):
            advice = "write one formula alone; for a product write \\cdot"
            raise self.mistake("two formulas stand side by side", following, advice)

    def separate(self, token: RawToken) -> None:
        """Begin the condition of a case, once."""
        if not self.level.separated and self.last is not None and self.last.ends_operand:
            self.emit("AMPERSAND", "&", token.place)
            self.level.separated = True

    def is_operand(self, token: RawToken) -> bool:
        """Whether an operand begins with a command."""
        name = token.text[1:]
        return token.terminal == "COMMAND" and (name in LETTERS or name in FRACTIONS or self.scope.is_function(name))

    # Arguments.

    def _argument(self, token: RawToken) -> None:
        """The next argument of a command: a group in braces, one token, or a fraction or a root."""
        level = self.level
        level.pending -= 1
        if token.text == "{":
            self.open("{", "LBRACE", "RBRACE", token.place, level.pending_of_function)
            return
        if token.terminal == "NUMBER":
            token = self._first_digit(token)
        elif token.terminal == "NAME":
            self.check_letter(token)
        elif not self._is_symbol(token):
            shown = visible(token.text)
            raise self.mistake(f"{shown} cannot be an argument without braces", token, "write {...} around it")
        self.open("{", "LBRACE", "RBRACE", token.place, level.pending_of_function)
        self.token(token)
        if self.level.pending:
            self.level.closes_itself = True
        elif self.level.closer == "}":
            self.close(RawToken("RBRACE", "}", token.place))
        else:
            self.levels[-2].closes_itself = True

    def check_letter(self, token: RawToken) -> None:
        """Refuse a letter that is an argument without braces, where more of a word follows."""

    def _is_symbol(self, token: RawToken) -> bool:
        """Whether a command can be an argument by itself: a letter, or what has arguments of its own."""
        name = token.text[1:]
        return token.terminal == "COMMAND" and (
            name in LETTERS or name in FONTS or name in FRACTIONS or name in BINOMIALS or token.text == RADICAL_COMMAND
        )

    def _first_digit(self, token: RawToken) -> RawToken:
        digits = token.text
        if len(digits) == 1:
            return token
        if digits[0] == ".":
            raise self.mistake("a decimal cannot be an argument without braces", token, f"write {{{digits}}}")
        if self.last == "^":
            advice = f"write ^{{{digits}}} for the exponent {digits}"
            raise self.mistake(f"in TeX only the first digit of {digits} is raised", token, advice)
        terminal = "" if digits[1:] == "." else token.terminal
        self.raw.put_back(RawToken(terminal, digits[1:], token.place + 1))
        return token._replace(text=digits[0])

    # Brackets.

    def open(self, text: str, terminal: str, closing: str, place: int, exponent_of_function: bool = False) -> None:
        """Open a bracket."""
        self.emit(terminal, "(" if terminal == "LPAR" else text, place)
        self.levels.append(Level(_CLOSES.get(text, text), closing, exponent_of_function))

    def open_bracket(self, token: RawToken) -> None:
        """Open the bracket that a raw token is."""
        if token.text == "{":
            self.open("{", "LBRACE", "RBRACE", token.place)
        else:
            self.open(token.text, "LPAR", "RPAR", token.place)

    def close(self, token: RawToken) -> None:
        """Close the innermost bracket."""
        level = self.level
        if level.closer != token.text:
            raise self._mismatch(token)
        if level.pending:
            raise self.mistake("an argument is missing here", token)
        self.levels.pop()
        self.emit(level.terminal, ")" if level.terminal == "RPAR" else token.text, token.place)
        self.pieces[-1].ends_operand = level.terminal in _ENDS_OPERAND and not level.exponent_of_function
        if level.terminal == "INDEX_CLOSE":
            self.expect(1)
        elif self.level.closes_itself and not self.level.pending:
            self.close(token._replace(text=self.level.closer))

    def _mismatch(self, token: RawToken) -> Misreading:
        closer = self.level.closer
        if not closer:
            return self.mistake(f"there is no bracket that this {token.text} closes", token)
        opener = next((o for o, c in _CLOSES.items() if c == closer), "\\begin")
        return self.mistake(f"{opener} is closed by {token.text}", token, f"write {closer}")

    def bar(self, token: RawToken) -> None:
        """A bar: it closes where an operand ends and a bar is open."""
        closes = self.level.bars > 0 and self.last is not None and self.last.ends_operand
        self.level.bars += -1 if closes else 1
        self.emit("BAR_CLOSE" if closes else "BAR_OPEN", "|", token.place)
