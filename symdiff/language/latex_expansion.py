"""What the commands and signs of LaTeX stand for."""

from __future__ import annotations

import re
from typing import ClassVar

from ..errors import visible
from ..expression import symbol
from .callees import SharedName
from .differentials import Differential, read_differential
from .latex_brackets import Brackets
from .latex_commands import (
    BINOMIALS,
    FONTS,
    FRACTIONS,
    GREEK_COMMANDS,
    REFUSED,
    SIGNS,
    SIZES,
    SPACING_WITH_ARGUMENT,
    WORDS,
)
from .latex_tokens import Raw, RawToken
from .latex_walk import LatexPiece
from .lexer import COMPARISON_SIGNS
from .misreadings import Misreading
from .number_literals import number, superscript
from .scope import Scope
from .variable_names import plain_name

_WORD = re.compile(r"_?[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)*_?")


class Expansion(Brackets):
    """A walk that knows the commands."""

    def __init__(self, raw: Raw, scope: Scope) -> None:
        super().__init__(raw, scope)
        self._partials: list[str] = []

    # Names and numbers.

    def _letter(self, token: RawToken) -> None:
        if token.text != "d" or not self._differentiates(token):
            self._name(token.text, token.place)

    def _name(self, name: str, place: int) -> None:
        if self._partials:
            self.emit("EULER", " ".join((*self._partials, name)), place)
            self._partials = []
        else:
            self.emit("NAME", name, place)

    def _number(self, token: RawToken) -> None:
        last = self.last
        if last is not None and last.ends_operand and last.terminal not in ("NAME", "NUMBER"):
            self.emit("TIMES", "*", token.place)
        power = self.raw.read_power_of_ten()
        literal = token.text if power is None else f"{token.text}e{power}"
        self.emit("NUMBER", token.text, token.place, number(literal))

    def _superscript(self, token: RawToken) -> None:
        self.emit("SUPERSCRIPT", token.text, token.place, superscript(token.text))

    def _prime(self, token: RawToken) -> None:
        last = self.last
        if last is None or last.terminal != "NAME":
            raise self.mistake("a prime stands behind the name of a function", token)
        self.pieces[-1] = LatexPiece.of("NAME", last + "'" * len(token.text), last.place)

    def _index(self, token: RawToken) -> None:
        last = self.last
        if last is None or last.terminal != "NAME":
            raise self.mistake("an index stands behind a name", token)
        self.pieces[-1] = LatexPiece.of("NAME", f"{last}_{self.raw.read_index()}", last.place)

    # Signs.

    def _sign(self, token: RawToken) -> None:
        self.emit(token.terminal, token.text, token.place)

    def _comparison(self, token: RawToken) -> None:
        self.emit("COMPARISON", token.text, token.place, COMPARISON_SIGNS.get(token.text, token.text))

    def _comma(self, token: RawToken) -> None:
        following = self.raw.peek()
        ends_row = following is None or following.text in ("&", "\\\\", "\\end", "\\text")
        if self.level.terminal != "END_CASES" or not ends_row:
            self._sign(token)

    def _power(self, token: RawToken) -> None:
        primes = self.raw.read_primes()
        if primes:
            self._prime(token._replace(text="'" * primes))
            return
        last = self.last
        of_function = last is not None and last.terminal == "NAME" and self.scope.is_function(last)
        self.emit("POWER", "^", token.place)
        self.expect(1, of_function)

    # Commands.

    def _command(self, token: RawToken) -> None:
        name = token.text[1:]
        command = _COMMANDS.get(name)
        if command is not None:
            command(self, token)
        elif name in SIGNS:
            terminal, text = SIGNS[name]
            self.emit(terminal, text, token.place, text)
        elif name in GREEK_COMMANDS:
            self._name(GREEK_COMMANDS[name], token.place)
        elif (head := self.scope.named(name)) is not None:
            self._name(head.name if self.scope.known(name) is None else name, token.place)
        elif self.scope.is_function(name) or name in ("Upsilon", "omicron"):
            self._name(name, token.place)
        else:
            raise self._unknown(token)

    def _unknown(self, token: RawToken) -> Misreading:
        from difflib import get_close_matches

        name = token.text[1:]
        if name in REFUSED:
            return self.mistake(f"{token.text} is not read", token, REFUSED[name])
        known = [*GREEK_COMMANDS, *SIGNS, *FRACTIONS, "sqrt", *self.scope.vocabulary.functions]
        close = get_close_matches(name, known, n=1)
        advice = f"did you mean \\{close[0]}?" if close else None
        return self.mistake(f"the command {visible(token.text)} is unknown", token, advice)

    def _fraction(self, token: RawToken) -> None:
        if self._differentiates(token):
            return
        if self.last is not None and self.last.terminal == "NUMBER" and self.raw.is_numeric_fraction():
            raise self.mistake("a number before a fraction of numbers: a sum or a product?", token, "write + or \\cdot")
        self.emit("FRACTION", token.text, token.place)
        self.expect(2)

    def _binomial(self, token: RawToken) -> None:
        self.emit("BINOMIAL", token.text, token.place)
        self.expect(2)

    def _root(self, token: RawToken) -> None:
        self.emit("ROOT", token.text, token.place)
        following = self.raw.peek()
        if following is not None and following.text == "[":
            self.raw.take_delimiter()
            self.open("[", "INDEX_OPEN", "INDEX_CLOSE", following.place)
        else:
            self.expect(1)

    def _differentiates(self, token: RawToken) -> bool:
        """Whether a derivative begins with this token; it is then read."""
        found = read_differential(self.raw, self.raw.begin)
        if found is None:
            return False
        self.raw.at = found.end
        self.emit("DIFFERENTIAL", "d", token.place, found)
        if found.body is not None:
            self.raw.put_back(*found.body)
        return True

    def _partial(self, token: RawToken) -> None:
        if self._differentiates(token):
            return
        following = self.raw.peek()
        if following is None or following.text != "_":
            raise self.mistake("a partial derivative is written \\frac{\\partial}{\\partial x}", token)
        self.raw.take_delimiter()
        index = self.raw.read_index()
        if index.isdecimal():
            self._partials.append(f"D_{index}")
            return
        by = tuple((symbol(plain_name(letter)), 1) for letter in index)
        self.emit("DIFFERENTIAL", "d", token.place, Differential("", by, self.raw.at, None, True))

    def _dotted(self, token: RawToken) -> None:
        """Newton's dots above a name."""
        name = self.raw.read_words(token).strip()
        self.emit("NAME", name + "'" * token.text[1:].index("o"), token.place)

    def _font(self, token: RawToken) -> None:
        r"""\mathrm{d}, \operatorname{arsinh}, \text{ if }."""
        words = self.raw.read_words(token).strip()
        if words == "d" and self._differentiates(token):
            return
        meaning = WORDS.get(words.lower()) if token.text.startswith(("\\text", "\\mbox")) else None
        if meaning == "IF" and self.level.terminal == "END_CASES":
            return
        if meaning is not None and meaning != "IF":
            self.emit(meaning, words, token.place)
            return
        if token.text.startswith("\\operatorname") and self._operator(words.replace("\\", "").replace(" ", ""), token):
            return
        if not _WORD.fullmatch(words):
            raise self.mistake(f"'{visible(words)[:30]}' is no name", token)
        self._name(words, token.place)

    def _operator(self, name: str, token: RawToken) -> bool:
        r"""Read the function that \operatorname{name} is, with what stands behind its name; whether there is one."""
        primes = 0
        while (following := self.raw.peek(primes)) is not None and following.terminal == "PRIME":
            primes += 1
        head = self.scope.named(name + "'" * primes) if primes else None
        if head is not None:
            for _ in range(primes):
                self.raw.take_delimiter()
        elif following is not None and following.text == "_":
            if (indexed := self.scope.with_index(name)) is not None:
                self.raw.take_delimiter()
                self.emit("INDEXED", name, token.place, indexed)
                self.expect(1)
                return True
            head = self.scope.named(name, self.raw.index_ahead())
            if head is not None:
                self.raw.take_delimiter()
                self.raw.read_index()
        head = head or self.scope.named(name) or self.scope.known(name.lower())
        if head is None:
            return False
        self._name(head.name, token.place)
        if isinstance(head, SharedName):
            self.pieces[-1].value = head
        return True

    def _group(self, token: RawToken) -> None:
        """A brace opens; an empty group before an index begins the name of a hypergeometric function."""
        found = self.raw.read_lowered_on_both_sides()
        head = self.scope.named(*found) if found is not None else None
        if head is None:
            self.open_bracket(token)
        else:
            self._name(head.name, token.place)

    def _space(self, token: RawToken) -> None:
        self.raw.read_words(token)

    handlers: ClassVar = {
        "NAME": _letter,
        "NUMBER": _number,
        "COMMAND": _command,
        "COMPARISON": _comparison,
        "COMMA": _comma,
        "POWER": _power,
        "PRIME": _prime,
        "INDEX": _index,
        "BAR": Brackets.bar,
        "SUPERSCRIPT": _superscript,
        "LBRACE": _group,
        **dict.fromkeys(("LPAR", "SQUARE_OPEN"), Brackets.open_bracket),
        **dict.fromkeys(("RPAR", "SQUARE_CLOSE", "RBRACE"), Brackets.close),
        **dict.fromkeys(("PLUS", "MINUS", "TIMES", "OVER", "BANG", "AMPERSAND"), _sign),
    }


_COMMANDS = {
    "sqrt": Expansion._root,
    "begin": Expansion.environment,
    "end": Expansion.environment,
    "\\": Expansion.new_row,
    "{": Expansion.brace,
    "}": Expansion.brace,
    "partial": Expansion._partial,
    "vert": Expansion.bar,
    **dict.fromkeys(("dot", "ddot", "dddot"), Expansion._dotted),
    **dict.fromkeys(FRACTIONS, Expansion._fraction),
    **dict.fromkeys(BINOMIALS, Expansion._binomial),
    **dict.fromkeys(FONTS, Expansion._font),
    **dict.fromkeys(SIZES, Expansion.sized),
    **dict.fromkeys(SPACING_WITH_ARGUMENT, Expansion._space),
}
