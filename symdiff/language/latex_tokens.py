"""The raw tokens of a LaTeX text, and a place up to which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ..errors import visible
from .latex_commands import FONTS, LETTERS, SPACING, SWITCHES
from .misreadings import Misreading
from .variable_names import plain_name


class RawToken(NamedTuple):
    """A token as it stands in the text."""

    terminal: str
    text: str
    place: int


BLANK = "COMMENT"
"""The terminal of what is passed over."""


class Raw:
    """The raw tokens, with a place up to which they are read.

    Attributes:
        at: the next token.
        has_index: whether a name may have an index.
    """

    def __init__(self, tokens: list[RawToken], has_index: bool = True) -> None:
        self.tokens = tokens
        self.has_index = has_index
        self.at = 0

    def more(self) -> bool:
        """Whether there are tokens left."""
        return self.at < len(self.tokens)

    def take(self) -> RawToken:
        """The next token."""
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
        tokens = self.tokens
        while place < len(tokens) and tokens[place].terminal == BLANK:
            place += 1
        return place

    def after(self, place: int) -> int:
        """The place of the first token behind a place that is not blank."""
        return self.skip(place + 1)

    def text(self, place: int) -> str:
        """The token at a place, or "" behind the last one."""
        return self.tokens[place].text if place < len(self.tokens) else ""

    def texts(self, place: int, count: int) -> list[str]:
        """So many tokens from a place on that are not blank."""
        found = []
        for _ in range(count):
            place = self.skip(place)
            found.append(self.text(place))
            place += 1
        return found

    def put_back(self, *tokens: RawToken) -> None:
        """Let some tokens come next; they replace what was read last."""
        self.at -= len(tokens)
        self.tokens[self.at : self.at + len(tokens)] = tokens

    def blank(self, first: int, end: int) -> None:
        """Let the tokens between two places be passed over."""
        for place in range(first, end):
            self.tokens[place] = self.tokens[place]._replace(terminal=BLANK)

    @staticmethod
    def is_blank(token: RawToken) -> bool:
        """Whether the token is spacing."""
        return token.terminal == BLANK

    @cached_property
    def matches(self) -> dict[int, int]:
        """Where each brace and each bracket that opens is closed."""
        return matched(self.tokens)

    def take_delimiter(self) -> RawToken | None:
        """The bracket behind \\left and the like, perhaps in braces; a point stands for none."""
        self.at = self.skip(self.at)
        if not self.more():
            return None
        token = self.take()
        if token.text == "{" and self.text(self.at + 1) == "}":
            self.at += 2
            return self.tokens[self.at - 2]
        if token.terminal == "NUMBER" and token.text.startswith(".") and len(token.text) > 1:
            self.put_back(token._replace(text=token.text[1:], place=token.place + 1))
            return token._replace(text=".")
        return token

    def begins_environment(self) -> bool:
        """Whether an environment begins here."""
        token = self.peek()
        return token is not None and token.text == "\\begin"

    def read_primes(self) -> int:
        """How many primes stand raised here: ^\\prime, ^{\\prime\\prime}, ^{''}; they are then read."""
        place = self.skip(self.at)
        braced = self.text(place) == "{"
        place += braced
        count = 0
        while self.text(place) == "\\prime" or (place < len(self.tokens) and self.tokens[place].terminal == "PRIME"):
            count += primes_of(self.tokens[place])
            place = self.skip(place + 1)
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
        return self.index_at(self.after(place))[0] or "" if self.text(place) == "_" else ""

    def index_at(self, place: int) -> tuple[str | None, int]:
        """The index that begins at a place, and where it ends."""
        if self.text(place) != "{":
            word, end = self.word_at(place)
            if word.isdecimal() and len(word) > 1:
                raise Misreading(
                    f"in TeX only the first digit of {word} is lowered",
                    place=self.tokens[place].place,
                    suggestion=f"write _{{{word}}}",
                )
            return word or None, end
        place = self.after(place)
        index = ""
        while place < len(self.tokens) and self.text(place) != "}":
            word, place = self.word_at(place)
            if not word and self.text(place) == "," and index:
                word, place = "_", place + 1
            if not word:
                return None, place
            index += word
            place = self.skip(place)
        is_closed = place < len(self.tokens)
        return (index.rstrip("_") or None, place + 1) if is_closed else (None, place)

    def word_at(self, place: int) -> tuple[str, int]:
        """Letters or digits at a place, and where they end."""
        if place >= len(self.tokens):
            return "", place
        token = self.tokens[place]
        name = token.text[1:]
        if token.terminal == "COMMAND" and name in LETTERS:
            return plain_name(LETTERS[name]), place + 1
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
        return (words, place + 1) if place < len(self.tokens) else ("", place)

    def read_words(self, command: RawToken) -> str:
        """The text of a command's argument, as it stands there.

        Raises:
            Misreading: the command has no argument in braces.
        """
        self.at = self.skip(self.at)
        if self.text(self.at) != "{":
            return self._bare_word(command)
        end = self.matches.get(self.at)
        if end is None:
            raise Misreading(f"the argument of {command.text} is not closed", place=command.place)
        inner = self.tokens[self.at + 1 : end]
        self.at = end + 1
        return spelled(inner)

    def _bare_word(self, command: RawToken) -> str:
        token = self.peek()
        if token is None or token.terminal not in ("NAME", "COMMAND"):
            raise Misreading(f"{visible(command.text)} needs an argument in braces", place=command.place)
        self.at = self.after(self.at)
        return spelled([token])


def matched(tokens: Sequence[RawToken]) -> dict[int, int]:
    """Where each brace and each bracket that opens is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.text in _CLOSES:
            opened.append(place)
        elif token.text in _OPENS:
            if token.text == "}":
                while opened and tokens[opened[-1]].text != "{":
                    opened.pop()
            if opened and tokens[opened[-1]].text == _OPENS[token.text]:
                found[opened.pop()] = place
    return found


_CLOSES = {"{": "}", "(": ")", "[": "]"}
_OPENS = {closer: opener for opener, closer in _CLOSES.items()}


def primes_of(token: RawToken) -> int:
    """How many primes a token is."""
    return 2 if token.text == "″" else 1


def spelled(tokens: Sequence[RawToken]) -> str:
    """The tokens as words."""
    words: list[str] = []
    end = -1
    for token in tokens:
        if token.text in "{}" or token.text in SWITCHES or (token.terminal == "COMMAND" and token.text[1:] in FONTS):
            continue
        if words and token.place > end:
            words.append(" ")
        words.append(_word(token))
        end = token.place + len(token.text)
    return "".join(words)


def _word(token: RawToken) -> str:
    """A token as part of a word."""
    if token.text == "\\_":
        return "_"
    if token.terminal == "COMMAND":
        name = token.text[1:]
        return LETTERS.get(name, " " if name in SPACING else token.text)
    return token.text
