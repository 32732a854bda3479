"""What the commands and signs of LaTeX stand for."""

from __future__ import annotations

from typing import ClassVar

from ..errors import UnknownFunctionError, visible
from ..expression import symbol
from ..rulefiles.written import RADICAL_COMMAND
from .cutting import CutWords
from .differentials import Differential, read_differential
from .latex_brackets import Brackets
from .latex_commands import (
    BINOMIALS,
    BRACKETS,
    FONTS,
    FRACTIONS,
    LETTERS,
    REFUSED,
    SIGNS,
    SIZES,
    SPACING_WITH_ARGUMENT,
    STACKED,
    SWITCHES,
    UPRIGHT_D,
)
from .latex_lookahead import hypergeometric, is_numeric_fraction, transparent
from .latex_preparation import PERCENTAGE
from .latex_signs import Signs
from .latex_spelling import SpelledWords
from .latex_tokens import Raw, RawToken
from .latex_words import Words
from .lexer import DEGREES
from .misreadings import Misreading
from .scope import Scope
from .variable_names import CONSTANTS, PRIMES, plain_name


class Expansion(Signs):
    """A walk that knows the commands."""

    def __init__(self, raw: Raw, scope: Scope, spelled: SpelledWords) -> None:
        super().__init__(raw, scope)
        self.spelled = spelled
        self.cut = CutWords()
        self.partials: list[str] = []

    # Commands.

    def stranger(self, token: RawToken) -> None:
        """A stop at the end of a row means nothing."""
        if token.text == "∂":
            self._partial(token)
        elif token.text in DEGREES:
            self._radical(token)
        elif token.terminal == PERCENTAGE:
            advice = "write a percentage as a fraction: \\frac{5}{100}"
            raise self.mistake("% begins a comment, and means no percentage", token, advice)
        elif self.level.closer != "\\end" or token.text not in ".;" or not self.ends_row():
            super().stranger(token)

    def _command(self, token: RawToken) -> None:
        name = token.text[1:]
        command = _COMMANDS.get(name)
        if command is not None:
            command(self, token)
        elif name in SIGNS:
            terminal, text = SIGNS[name]
            self.emit(terminal, text, token.place, text)
        elif name in LETTERS:
            self.name(LETTERS[name], token.place)
        elif (head := self.scope.named(name)) is not None:
            self.name(head.name if self.scope.known(name) is None else name, token.place)
        elif self.scope.is_function(name) or name in ("Upsilon", "omicron"):
            self.name(name, token.place)
        else:
            raise self._unknown(token)

    def _unknown(self, token: RawToken) -> Misreading:
        from difflib import get_close_matches

        name = token.text[1:]
        if name in REFUSED:
            return self.mistake(f"{token.text} is not read", token, REFUSED[name])
        known = [*LETTERS, *SIGNS, *FRACTIONS, RADICAL_COMMAND[1:], *self.scope.vocabulary.functions]
        close = get_close_matches(name, known, n=1)
        advice = f"did you mean \\{close[0]}?" if close else None
        return self.mistake(f"the command {visible(token.text)} is unknown", token, advice)

    def _fraction(self, token: RawToken) -> None:
        if self.differentiates(self.raw.at - 1):
            return
        if self.last is not None and self.last.terminal == "NUMBER" and is_numeric_fraction(self.raw):
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

    def _radical(self, token: RawToken) -> None:
        """√ and its kin, before one thing or a bracket."""
        degree = DEGREES[token.text]
        following = self.raw.peek()
        if following is not None and (following.text == "(" or following.text[1:] in SIZES):
            self.emit("NAME", token.text, token.place, self.scope.of_degree(degree))
            return
        self.emit("ROOT", token.text, token.place)
        self.emit("INDEX_OPEN", "[", token.place)
        self.emit("NUMBER", str(degree), token.place, degree)
        self.emit("INDEX_CLOSE", "]", token.place)
        self.expect(1)

    # Derivatives.

    def differentiates(self, at: int) -> bool:
        """Whether a derivative begins at a raw token; it is then read."""
        found = read_differential(self.raw, at)
        if found is None:
            return False
        self.emit("DIFFERENTIAL", "d", self.raw.tokens[at].place, found)
        self.raw.at = found.end
        if found.body:
            self.open("(", "LPAR", "RPAR", self.raw.tokens[found.body].place)
            self.raw.at = found.body
        return True

    def _upright_d(self, token: RawToken) -> None:
        if not self.differentiates(self.raw.at - 1):
            raise self.differential(token)

    def _partial(self, token: RawToken) -> None:
        if self.differentiates(self.raw.at - 1):
            return
        following = self.raw.peek()
        if following is None or following.text != "_":
            raise self.mistake("a partial derivative is written \\frac{\\partial}{\\partial x}", token)
        self.raw.take_delimiter()
        index = self.raw.read_index()
        if index.isdecimal():
            self.partials.append(f"D_{index}")
            return
        by = tuple((symbol(plain_name(letter)), 1) for letter in index)
        self.emit("DIFFERENTIAL", "d", token.place, Differential("", by, self.raw.at, 0, True))

    def _dotted(self, token: RawToken) -> None:
        """Newton's dots above a name."""
        name = self.raw.read_words(token).strip()
        self.emit("NAME", name + "'" * token.text[1:].index("o"), token.place)

    # Groups.

    def _group(self, token: RawToken) -> None:
        """A brace opens, unless it means nothing here."""
        raw = self.raw
        switch = SWITCHES.get(raw.text(raw.at))
        if switch is not None:
            raw.put_back(token)
            self.font(token._replace(terminal="COMMAND", text=switch))
            return
        if raw.text(raw.at) == "}" and self._hypergeometric(token):
            return
        if not transparent(raw, self.scope, self._is_after_function()):
            end = raw.matches.get(raw.at - 1)
            if end is not None and raw.text(raw.after(end)) == "^" and self._is_after_function():
                advice = "write \\sin^2 x for the power of the function, \\sin(x^2) for the other"
                raise self.mistake("the exponent could belong to the function or to its argument", token, advice)
            self.open_bracket(token)
        elif raw.text(raw.at)[1:] in SIZES:
            self._check_function(token)

    def _hypergeometric(self, token: RawToken) -> bool:
        """Whether a function with digits before its name begins, {}_{1}F_{1}; it is then read."""
        found = hypergeometric(self.raw)
        if found is None:
            return False
        head = self.scope.named(*found)
        if head is None:
            word, below, before = found
            written = f"{{}}_{{{before}}}{word}_{{{below}}}"
            raise Misreading(f"there is no function {written}", place=token.place, kind=UnknownFunctionError)
        self.name(head.name, token.place)
        return True

    def _index(self, token: RawToken) -> None:
        r"""An index behind a name; behind a space it may belong to a function to come: \, _2F_1."""
        if self.last is None or self.raw.is_blank(self.raw.tokens[self.raw.at - 2]):
            at, self.raw.at = self.raw.at, self.raw.at - 1
            if self._hypergeometric(token):
                return
            self.raw.at = at
        self.index(token)

    def _check_function(self, token: RawToken) -> None:
        r"""Refuse x{\left(t\right)}, as SymPy writes a function of t; a product has room before its bracket."""
        last, before = self.last, self.raw.tokens[self.raw.at - 2]
        touches = before.place + len(before.text) == token.place
        if last is None or last.terminal != "NAME" or last.value is not None or not touches:
            return
        name = plain_name(last.rstrip(PRIMES))
        if name in CONSTANTS or name in self.scope.symbols or self.scope.callable(name) is not None:
            return
        if self.scope.named(last) is None and self.scope.letter(last) is None:
            advice = f"declare it: functions=[{name!r}]; for a product write {last} \\cdot"
            raise self.mistake(f"{last} before this bracket is a function that is not known", token, advice)

    def _is_after_function(self) -> bool:
        """Whether the argument of a function comes next."""
        last = self.last
        if last is None:
            return False
        if last.terminal == "NAME":
            return self.scope.is_function(last.partition("_")[0])
        return last.terminal == "RBRACE" and not last.ends_operand

    def _stacked_in_brackets(self, token: RawToken) -> None:
        raise self.mistake(f"{token.text} divides a group in braces", token, "write \\frac{...}{...}")

    def _space(self, token: RawToken) -> None:
        self.raw.read_words(token)

    handlers: ClassVar = {
        "NAME": Words.letter,
        "NUMBER": Signs.number,
        "COMMAND": _command,
        "COMPARISON": Signs.comparison,
        "COMMA": Signs.comma,
        "POWER": Signs.power,
        "PRIME": Words.prime,
        "INDEX": _index,
        "BAR": Brackets.bar,
        "SUPERSCRIPT": Signs.superscript,
        "LBRACE": _group,
        "AMPERSAND": Brackets.ampersand,
        **dict.fromkeys(("LPAR", "SQUARE_OPEN"), Brackets.open_bracket),
        **dict.fromkeys(("RPAR", "SQUARE_CLOSE", "RBRACE"), Brackets.close),
        **dict.fromkeys(("PLUS", "MINUS", "TIMES", "OVER"), Signs.sign),
        "BANG": Signs.postfix,
    }


_COMMANDS = {
    RADICAL_COMMAND[1:]: Expansion._root,
    "begin": Expansion.environment,
    "end": Expansion.environment,
    "\\": Expansion.new_row,
    "newline": Expansion.new_row,
    "cr": Expansion.new_row,
    "{": Expansion.brace,
    "}": Expansion.brace,
    "partial": Expansion._partial,
    "degree": Expansion.degree,
    "prime": Expansion.prime,
    UPRIGHT_D[1:]: Expansion._upright_d,
    **dict.fromkeys(BRACKETS.keys() - SIGNS.keys(), Expansion.bracket),
    **dict.fromkeys(("dot", "ddot", "dddot"), Expansion._dotted),
    **dict.fromkeys(FRACTIONS, Expansion._fraction),
    **dict.fromkeys(BINOMIALS, Expansion._binomial),
    **dict.fromkeys(FONTS, Expansion.font),
    **dict.fromkeys(SIZES, Expansion.sized),
    **dict.fromkeys(SPACING_WITH_ARGUMENT, Expansion._space),
    **dict.fromkeys((command[1:] for command in STACKED), Expansion._stacked_in_brackets),
}
