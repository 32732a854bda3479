"""Brackets of LaTeX that are commands: \\left( and its kin, \\{, and the environment of cases."""

from __future__ import annotations

from ..errors import visible
from .latex_commands import CASES, SIGNS, SIZES
from .latex_tokens import RawToken
from .latex_walk import Level, Walk


class Brackets(Walk):
    """A walk that knows the commands which open and close."""

    def environment(self, token: RawToken) -> None:
        r"""\begin{cases} or \end{cases}."""
        name = self.raw.read_words(token).strip()
        if name not in CASES:
            raise self.mistake(f"the environment {visible(name)[:30]} is not read", token)
        if token.text == "\\end":
            self.close(token)
            return
        if name == "array":
            self.raw.read_words(token)
        self.emit("BEGIN_CASES", token.text, token.place)
        self.levels.append(Level("\\end", "END_CASES"))

    def new_row(self, token: RawToken) -> None:
        r"""\\ between cases."""
        if self.level.terminal != "END_CASES":
            raise self.mistake("a new line can only begin between cases", token, "one formula at a time")
        self.emit("NEW_ROW", token.text, token.place)

    def brace(self, token: RawToken) -> None:
        r"""\{ or \}, which are brackets like any other."""
        if token.text == "\\{":
            self.open_bracket(token)
        else:
            self.close(token)

    def sized(self, token: RawToken) -> None:
        r"""A bracket behind \left, \bigr and the like."""
        way = SIZES[token.text[1:]]
        bracket = self.raw.take_delimiter()
        text = "" if bracket is None else bracket.text
        if bracket is None or (text == "." and way != "close"):
            raise self.mistake(f"a bracket is expected behind {token.text}", token)
        if text in ("|", "\\vert", "\\lvert", "\\rvert"):
            self._sized_bar(way, bracket._replace(text="|"))
        elif text in ("(", "[", "\\{"):
            if text != "\\{" or not self.raw.begins_cases():
                self.open_bracket(bracket)
        elif text in (")", "]", "\\}"):
            self.close(bracket)
        elif text[1:] in SIGNS:
            self.emit(*SIGNS[text[1:]], bracket.place)
        elif text != ".":
            raise self.mistake(f"{visible(text)} is no bracket", bracket)

    def _sized_bar(self, way: str, bar: RawToken) -> None:
        if way == "open":
            self.open("|", "BAR_OPEN", "BAR_CLOSE", bar.place)
        elif way == "close" and self.level.terminal == "BAR_CLOSE":
            self.close(bar)
        else:
            self.bar(bar)
