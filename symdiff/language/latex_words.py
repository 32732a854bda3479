"""Names in LaTeX: letters, words in a font, names of functions, and what stands behind a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import visible
from .callees import Callee, DefinedFunction, FormalCallee
from .latex_commands import OPERATORS, SHAPES, SIZES, TEXTS, WORDS
from .latex_letters import Letters
from .latex_tokens import RawToken, primes_of, spelled
from .latex_walk import LatexPiece
from .misreadings import Misreading
from .variable_names import CONSTANTS, PRIMES, plain_name

_WORD = re.compile(r"_?[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)*_?")


class Words(Letters):
    """A walk that knows names."""

    # Behind a name.

    def prime(self, token: RawToken) -> None:
        """A prime, or several, behind a name."""
        last = self.last
        if last is None or last.terminal != "NAME":
            raise self.mistake("a prime stands behind the name of a function", token)
        primes = "'" * (len(token.text) if token.text[0] == "'" else primes_of(token))
        self.pieces[-1] = LatexPiece.of("NAME", last + primes, last.place)

    def index(self, token: RawToken) -> None:
        """An index behind a name; primes stand behind it."""
        last = self.last
        if last is None or last.terminal != "NAME":
            raise self.mistake("an index stands behind a name", token)
        name = last.rstrip(PRIMES)
        primes = last[len(name) :]
        if self._is_argument(name):
            self.pieces[-1] = LatexPiece.of("INDEXED", name, last.place, self.scope.with_index(name))
            self.expect(1)
            return
        below = self.raw.read_index()
        if self.scope.is_function(name) and self.scope.indexed(name, below) is None:
            raise self.mistake("an index stands behind a name", token)
        self.pieces[-1] = LatexPiece.of("NAME", f"{name}_{below}{primes}", last.place)

    def index_behind_exponent(self) -> None:
        """Let the index of a name that stands behind its exponent be read now: x^2_1 is x_1^2."""
        raw = self.raw
        place = raw.skip(raw.at)
        index = raw.skip(raw.matches.get(place, place) + 1)
        if raw.text(index) == "_":
            at, raw.at = raw.at, index + 1
            self.index(raw.tokens[index])
            raw.blank(index, raw.at)
            raw.at = at

    def _is_argument(self, name: str) -> bool:
        """Whether what stands below a function's name is more than a name can hold: log_{x+1}(2)."""
        if not (self.scope.is_function(name) or len(name) == 1) or self.scope.with_index(name) is None:
            return False
        place = self.raw.skip(self.raw.at)
        return self.raw.text(place) == "{" and self.raw.index_at(place)[0] is None

    # Words.

    def font(self, token: RawToken) -> None:
        r"""\mathrm{d}, \operatorname{arsinh}, \text{ if }, \mathbf{x}."""
        command = token.text[1:]
        at = self.raw.at - 1
        if command in TEXTS and self._splits_text():
            self.raw.at = at + 1
        opening = self.raw.skip(self.raw.at)
        words = self.raw.read_words(token).strip()
        if words == "d":
            if not self.differentiates(at):
                raise self.differential(token)
        elif command in TEXTS:
            self._text(words, token, opening)
        elif command in OPERATORS:
            self.operator(words.replace("\\", "").replace(" ", ""), token)
        else:
            self._word(words, token)

    def _splits_text(self) -> bool:
        r"""Let \text{if $x>0$} be \text{if} x>0, if it is such; whether it is."""
        raw = self.raw
        start = raw.skip(raw.at)
        end = raw.matches.get(start)
        if end is None:
            return False
        dollars = [place for place in range(start, end) if raw.tokens[place].terminal == "DOLLARS"]
        if len(dollars) != 2:
            return False
        if spelled(raw.tokens[dollars[1] + 1 : end]).strip(" .,;"):
            raise self.mistake("words behind a formula are not read", raw.tokens[dollars[1] + 1])
        raw.tokens[dollars[0]] = RawToken("RBRACE", "}", raw.tokens[dollars[0]].place)
        raw.blank(dollars[1], end + 1)
        raw.matches[start] = dollars[0]
        return True

    def _text(self, words: str, token: RawToken, opening: int) -> None:
        """A word of a sentence, or a name."""
        plain = words.rstrip(".,;:").strip()
        if not plain:
            return
        meaning = None if self.scope.named(plain) is not None else WORDS.get(plain.lower())
        in_cases = self.level.terminal == "END_CASES"
        if meaning == "IF" and not in_cases:
            meaning = "WHERE"
        if meaning is None:
            inner = self.raw.tokens[opening + 1 : self.raw.at - 1]
            closing = self.raw.tokens[self.raw.at - 1]
            if len(plain) > 1 and inner and _has_room(self.raw.tokens[opening], inner, closing):
                raise self.mistake("words of a sentence are not read", token, "write \\mathrm{...} for a name")
            self._word(words, token)
            return
        if in_cases and meaning in ("IF", "OTHERWISE"):
            self.separate(token)
        if meaning != "IF":
            self.emit(meaning, words, token.place)

    def _word(self, words: str, token: RawToken) -> None:
        """A name of several letters, or a letter in a font."""
        if words in ("/", "+", "-", "−", "(", ")", "="):
            self.token(token._replace(terminal=_SIGNS_IN_TEXT[words], text=words))
            return
        shape = SHAPES.get(token.text[1:])
        if shape is None and self._names_operator(words):
            self.operator(words, token)
            return
        if not _WORD.fullmatch(plain_name(words) if words else ""):
            raise self.mistake(f"'{visible(words)[:30]}' is no name", token)
        if shape is not None and not self.scope.is_function(words):
            words = f"{plain_name(words)}_{shape}"
        self.name(words, token.place)

    def _names_operator(self, word: str) -> bool:
        """Whether an upright word is the name that a book gives a function; of a letter a bracket shows it."""
        raw, scope = self.raw, self.scope
        place = raw.skip(raw.at)
        index = ""
        if raw.text(place) == "_" and (end := raw.after(place)) < len(raw.tokens):
            index, place = raw.index_at(end)[0] or "", raw.skip(raw.index_at(end)[1])
        is_called = raw.text(place) == "(" or raw.text(place)[1:] in SIZES
        if plain_name(word) in scope.symbols or (len(word) == 1 and not is_called):
            return False
        return scope.named(word) is not None or bool(index and (scope.named(word, index) or scope.named(word, "#")))

    def operator(self, name: str, token: RawToken) -> None:
        r"""Read the function that \operatorname{name} is, with what stands behind its name."""
        plain = plain_name(name)
        if name in CONSTANTS or plain in self.scope.symbols or plain in self.scope.definitions:
            self.name(plain, token.place)
            return
        following = self.raw.peek()
        marks = following.text[0] if following is not None else ""
        is_command = self.scope.is_function(name)
        if marks == "_" and not is_command and (indexed := self.scope.with_index(name)) is not None:
            self.raw.take_delimiter()
            self.emit("INDEXED", name, token.place, indexed)
            self.expect(1)
            return
        head = self._with_digits(name) if marks == "_" else self._with_primes(name)
        head = head or self.scope.named(name) or self.scope.callable(plain) or self.scope.known(name.lower())
        if head is None:
            unknown = self.scope.unknown(plain)
            raise Misreading(unknown.message, place=token.place, suggestion=unknown.suggestion, kind=unknown.kind)
        self.name(head.name, token.place)
        if not isinstance(head, (FormalCallee, DefinedFunction)):
            self.pieces[-1].value = head

    def _with_digits(self, name: str) -> Callee | None:
        r"""The function that the name and the index to come mean, such as Li_2; the index is then read."""
        index = self.raw.index_ahead()
        head = self.scope.named(name, index) or self.scope.known(name + index) or self.scope.callable(f"{name}_{index}")
        if head is not None:
            self.raw.take_delimiter()
            self.raw.read_index()
        return head

    def _with_primes(self, name: str) -> Callee | None:
        """The function whose name has primes, such as Ai'; they are then read."""
        raw, primes = self.raw, 0
        if raw.text(raw.skip(raw.at)) == "^":
            at, raw.at = raw.at, raw.after(raw.skip(raw.at))
            raised = raw.read_primes()
            head = self.scope.named(name + "'" * raised) if raised else None
            raw.at = raw.at if head is not None else at
            return head
        while (following := self.raw.peek(primes)) is not None and following.terminal == "PRIME":
            primes += 1
        head = self.scope.named(name + "'" * primes) if primes else None
        for _ in range(primes if head is not None else 0):
            self.raw.take_delimiter()
        return head


def _has_room(opening: RawToken, inner: Sequence[RawToken], closing: RawToken) -> bool:
    """Whether space stands on both sides of the words in braces."""
    return inner[0].place > opening.place + 1 and inner[-1].place + len(inner[-1].text) < closing.place


_SIGNS_IN_TEXT = {
    "/": "OVER",
    "+": "PLUS",
    "-": "MINUS",
    "−": "MINUS",
    "(": "LPAR",
    ")": "RPAR",
    "=": "COMPARISON",
}
