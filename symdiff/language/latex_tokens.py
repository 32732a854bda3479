"""The raw tokens of a LaTeX text, and the small readings that look at them ahead."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import visible
from .latex_commands import FONTS, GREEK_COMMANDS, SPACING
from .misreadings import Misreading
from .tables import Tables
from .variable_names import plain_name


class RawToken(NamedTuple):
    """A token as it stands in the text."""

    terminal: str
    text: str
    place: int


class Raw:
    """The raw tokens, with a place up to which they are read.

    Attributes:
        at: the next token.
        begin: where the reading of the last command began.
    """

    def __init__(self, text: str, tables: Tables) -> None:
        self.tokens: list[RawToken] = []
        self.at = 0
        self.begin = 0
        for match in tables.scanner.finditer(text):
            piece = match[1]
            sorted_ = tables.sorter.match(piece)
            terminal = sorted_.lastgroup if sorted_ and sorted_.end() == len(piece) else None
            self.tokens.append(RawToken(terminal or "", piece, match.start(1)))
        self._drop_wrappers()

    def _drop_wrappers(self) -> None:
        """Take away the dollar signs around a formula."""
        tokens = self.tokens
        if len(tokens) > 1 and tokens[0].terminal == "DOLLARS" and tokens[-1].text == tokens[0].text:
            del tokens[-1], tokens[0]

    def more(self) -> bool:
        """Whether there are tokens left."""
        return self.at < len(self.tokens)

    def take(self) -> RawToken:
        """The next token."""
        self.begin = self.at
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self, ahead: int = 0) -> RawToken | None:
        """A token to come that is not blank."""
        place = self.skip(self.at)
        for _ in range(ahead):
            place = self.skip(place + 1)
        return self.tokens[place] if place < len(self.tokens) else None

    def skip(self, place: int) -> int:
        """The place of the first token from here on that is not blank."""
        while place < len(self.tokens) and self.is_blank(self.tokens[place]):
            place += 1
        return place

    def text(self, place: int) -> str:
        """The token at a place, or "" behind the last one."""
        return self.tokens[place].text if place < len(self.tokens) else ""

    def put_back(self, *tokens: RawToken) -> None:
        """Let some tokens come next; they replace what was read last."""
        self.at -= len(tokens)
        self.tokens[self.at : self.at + len(tokens)] = tokens

    def is_blank(self, token: RawToken) -> bool:
        """Whether the token is spacing."""
        return token.terminal in ("COMMENT", "TIE") or (token.text[0] == "\\" and token.text[1:] in SPACING)

    def take_delimiter(self) -> RawToken | None:
        """The bracket behind \\left and the like; a point stands for none."""
        self.at = self.skip(self.at)
        if not self.more():
            return None
        token = self.take()
        if token.terminal == "NUMBER" and token.text.startswith(".") and len(token.text) > 1:
            self.put_back(token._replace(text=token.text[1:], place=token.place + 1))
            return token._replace(text=".")
        return token

    def begins_cases(self) -> bool:
        """Whether an environment of cases begins here."""
        token = self.peek()
        return token is not None and token.text == "\\begin"

    def read_primes(self) -> int:
        """How many primes stand raised here: ^\\prime, ^{\\prime\\prime}; they are then read."""
        place = self.skip(self.at)
        braced = self.text(place) == "{"
        place += braced
        start = place
        while self.text(place) == "\\prime":
            place += 1
        count = place - start
        if not count or (braced and self.text(place) != "}"):
            return 0
        self.at = place + braced
        return count

    def read_index(self) -> str:
        """The index behind _: letters and digits, as they stand in a name.

        Raises:
            Misreading: it is something else.
        """
        self.at = self.skip(self.at)
        index, end = self.index_at(self.at)
        if index is None:
            place = self.tokens[min(self.at, len(self.tokens) - 1)].place
            raise Misreading("an index is letters and digits", place=place, suggestion="write x_1, x_{12} or v_{max}")
        self.at = end
        return index

    def index_ahead(self) -> str:
        """The index that comes next, or "" if none does."""
        place = self.skip(self.at)
        return self.index_at(self.skip(place + 1))[0] or "" if self.text(place) == "_" else ""

    def index_at(self, place: int) -> tuple[str | None, int]:
        """The index that begins at a place, and where it ends."""
        if self.text(place) != "{":
            word, end = self._word_at(place)
            if word.isdecimal() and len(word) > 1:
                raise Misreading(
                    f"in TeX only the first digit of {word} is lowered",
                    place=self.tokens[place].place,
                    suggestion=f"write _{{{word}}}",
                )
            return word or None, end
        place = self.skip(place + 1)
        index = ""
        while place < len(self.tokens) and self.text(place) != "}":
            word, place = self._word_at(place)
            if not word:
                return None, place
            index += word
            place = self.skip(place)
        return index or None, place + 1

    def _word_at(self, place: int) -> tuple[str, int]:
        """Letters or digits at a place, and where they end."""
        if place >= len(self.tokens):
            return "", place
        token = self.tokens[place]
        name = token.text[1:]
        if token.terminal == "COMMAND" and name in GREEK_COMMANDS:
            return plain_name(GREEK_COMMANDS[name]), place + 1
        if token.terminal == "COMMAND" and name in FONTS and self.text(place + 1) == "{":
            return self._words_between(place + 2)
        if token.terminal == "NAME" or token.text.isdecimal():
            return plain_name(token.text), place + 1
        return "", place

    def _words_between(self, place: int) -> tuple[str, int]:
        words = ""
        while place < len(self.tokens) and self.text(place) != "}":
            if not self.text(place).isalnum():
                return "", place
            words += plain_name(self.text(place))
            place += 1
        return words, place + 1

    def read_words(self, command: RawToken) -> str:
        """The text of a command's argument, as it stands there.

        Raises:
            Misreading: the command has no argument in braces.
        """
        begin = self.begin
        self.at = self.skip(self.at)
        if self.text(self.at) != "{":
            return self._bare_word(command)
        words: list[str] = []
        depth = 0
        previous = self.tokens[self.at].place + 1
        while self.more():
            token = self.take()
            if token.place > previous and words:
                words.append(" ")
            previous = token.place + len(token.text)
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if not depth:
                self.begin = begin
                return "".join(words)
            if token.text not in "{}":
                words.append(_word(token))
        raise Misreading(f"the argument of {command.text} is not closed", place=command.place)

    def _bare_word(self, command: RawToken) -> str:
        token = self.peek()
        if token is None or token.terminal not in ("NAME", "COMMAND"):
            raise Misreading(f"{visible(command.text)} needs an argument in braces", place=command.place)
        begin = self.begin
        self.at = self.skip(self.at) + 1
        self.begin = begin
        return _word(token)

    def read_lowered_on_both_sides(self) -> tuple[str, str, str] | None:
        """The name, the digits below it and those before it in {}_{1}F_{1}, behind its first brace; then read."""
        place = self.at
        if [self.text(place), self.text(place + 1)] != ["}", "_"]:
            return None
        upper, place = self.index_at(self.skip(place + 2))
        place = self.skip(place)
        word, place = self._word_at(place)
        if not word or self.text(self.skip(place)) != "_":
            return None
        lower, place = self.index_at(self.skip(self.skip(place) + 1))
        self.at = place
        return word, lower or "", upper or ""

    def read_power_of_ten(self) -> str | None:
        """The exponent of \\times 10^{-3}, if that comes next; it is then read."""
        place = self.skip(self.at)
        if self.text(place) != "\\times" or self.text(self.skip(place + 1)) != "10":
            return None
        place = self.skip(self.skip(place + 1) + 1)
        if self.text(place) != "^":
            return None
        place = self.skip(place + 1)
        braced = self.text(place) == "{"
        place += braced
        sign = "-" if self.text(place) in ("-", "−") else ""
        place += bool(sign)
        digits = self.text(place)
        if not digits.isdecimal() or (not braced and len(digits) > 1) or (braced and self.text(place + 1) != "}"):
            return None
        self.at = place + 1 + braced
        return sign + digits

    def is_numeric_fraction(self) -> bool:
        """Whether the arguments of a fraction to come are numbers."""
        place = self.skip(self.at)
        for _ in range(2):
            braced = self.text(place) == "{"
            digits = self.text(place + braced)
            if not digits.isdecimal() or (braced and self.text(place + 2) != "}"):
                return False
            if not braced and len(digits) > 1:
                return True
            place = self.skip(place + 1 + 2 * braced)
        return True


def _word(token: RawToken) -> str:
    """A token as part of a word."""
    if token.text == "\\_":
        return "_"
    if token.terminal == "COMMAND":
        name = token.text[1:]
        return GREEK_COMMANDS.get(name, " " if name in SPACING else token.text)
    return token.text
