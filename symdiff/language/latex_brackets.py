"""Brackets of LaTeX that are commands, \\left( and its kin, and environments: cases, and lines of one formula."""

from __future__ import annotations

from ..errors import visible
from .latex_commands import ARGUMENTS_OF_ENVIRONMENTS, BRACKETS, CASES, LINES, SIGNS, SIZES
from .latex_tokens import RawToken
from .latex_walk import Level, Walk

_JOINS = frozenset(("PLUS", "MINUS", "TIMES", "OVER"))


class Brackets(Walk):
    """A walk that knows the commands which open and close."""

    def environment(self, token: RawToken, after_brace: bool = False) -> None:
        r"""\begin{cases} or \end{cases}."""
        name = self.raw.read_words(token).replace(" ", "")
        if token.text == "\\end":
            self._end_environment(token, name)
            return
        if name.rstrip("*") in ARGUMENTS_OF_ENVIRONMENTS:
            self.raw.read_words(token)
        if name in CASES or after_brace:
            self.emit("BEGIN_CASES", token.text, token.place)
            self.levels.append(Level("\\end", "END_CASES"))
        elif name.rstrip("*") in LINES:
            self._skip_option()
            self.levels.append(Level("\\end", ""))
        else:
            raise self.mistake(f"the environment {visible(name)[:30]} is not read", token)

    def _end_environment(self, token: RawToken, name: str) -> None:
        if self.level.terminal or self.level.closer != "\\end":
            self.close(token)
        else:
            self.levels.pop()

    def ampersand(self, token: RawToken) -> None:
        """& between a value and its condition; before a sign in a line it has no meaning."""
        level = self.level
        if level.terminal == "END_CASES":
            self.separate(token)
        elif level.closer != "\\end":
            raise self.mistake("& stands in cases, or in lines of formulas", token)

    def new_row(self, token: RawToken) -> None:
        r"""\\ between cases, or at the end of a line."""
        level = self.level
        self._skip_option()
        following = self.raw.peek()
        if level.terminal == "END_CASES":
            self.emit("NEW_ROW", token.text, token.place)
            level.separated = False
        elif len(self.levels) > 1 and level.closer != "\\end":
            raise self.mistake("a new line can only begin between cases", token, "one formula at a time")
        elif following is not None and following.text != "\\end":
            self._next_line(token, following)

    def _next_line(self, token: RawToken, following: RawToken) -> None:
        """Go on in the next line, if the formula does."""
        level = self.level
        level.lines += 1
        if following.text == "&":
            following = self.raw.peek(1) or following
        sign = SIGNS.get(following.text[1:], (following.terminal, ""))[0]
        goes_on = sign in _JOINS or (self.last is not None and self.last.terminal in _JOINS)
        if not goes_on:
            place = token if len(self.levels) == 1 else following
            raise self.mistake(f"line {level.lines} holds another formula", place, "one formula at a time")

    def _skip_option(self) -> None:
        r"""Pass over [2pt] behind \\ and the like."""
        place = self.raw.at
        end = self.raw.matches.get(place)
        if self.raw.text(place) == "[" and end is not None and end - place < 8:
            self.raw.at = end + 1

    def brace(self, token: RawToken) -> None:
        r"""\{ or \}, which are brackets like any other."""
        if token.text == "\\{":
            self.open_bracket(token)
        else:
            self.close(token)

    def bracket(self, token: RawToken) -> None:
        r"""\lbrace, \vert and the like."""
        self._delimiter("", token._replace(text=BRACKETS[token.text[1:]]))

    def sized(self, token: RawToken) -> None:
        r"""A bracket behind \left, \bigr and the like."""
        way = SIZES[token.text[1:]]
        delimiter = self.raw.take_delimiter()
        if delimiter is None:
            raise self.mistake(f"a bracket is expected behind {token.text}", token)
        name = delimiter.text[1:]
        if delimiter.text[0] == "\\" and name in BRACKETS:
            delimiter = delimiter._replace(text=BRACKETS[name])
        if delimiter.text != ".":
            self._delimiter(way, delimiter)
        elif way == "open":
            self.open(".", "EVALUATED_OPEN", "EVALUATED_CLOSE", token.place)
        elif way != "close":
            raise self.mistake(f"a bracket is expected behind {token.text}", token)

    def _delimiter(self, way: str, bracket: RawToken) -> None:
        text = bracket.text
        if text == "|":
            self._sized_bar(way, bracket)
        elif text == "\\{" and self.raw.begins_environment():
            self.raw.at = self.raw.skip(self.raw.at) + 1
            self.environment(self.raw.tokens[self.raw.at - 1], after_brace=True)
        elif text in ("(", "[", "\\{"):
            self.open_bracket(bracket)
        elif text in (")", "]", "\\}"):
            self.close(bracket)
        elif text[1:] in SIGNS:
            self.emit(*SIGNS[text[1:]], bracket.place)
        elif text != "/":
            raise self.mistake(f"{visible(text)} is no bracket", bracket)
        else:
            self.emit("OVER", "/", bracket.place)

    def _sized_bar(self, way: str, bar: RawToken) -> None:
        if way == "open":
            self.open("|", "BAR_OPEN", "BAR_CLOSE", bar.place)
        elif way == "close" and self.level.terminal in ("BAR_CLOSE", "EVALUATED_CLOSE"):
            is_evaluated = self.level.terminal == "EVALUATED_CLOSE"
            self.close(bar._replace(text=self.level.closer))
            if is_evaluated:
                self._point(bar)
        else:
            self.bar(bar)

    def _point(self, bar: RawToken) -> None:
        r"""_{x = 2} behind the bar, perhaps as _{\substack{x = 2}}."""
        raw = self.raw
        place = raw.skip(raw.at)
        opening = raw.after(place)
        if raw.text(place) != "_" or raw.text(opening) != "{":
            raise self.mistake("behind this bar stands where the value is taken", bar, "write _{x = 2} behind it")
        if raw.text(raw.after(raw.matches.get(opening, opening))) == "^":
            raise self.mistake("a difference of two values is not read", bar, "write the two values apart")
        raw.at = opening + 1
        inner = raw.skip(raw.at)
        if raw.text(inner) == "\\substack" and (end := raw.matches.get(raw.after(inner))) is not None:
            raw.at = raw.after(inner) + 1
            raw.blank(end, end + 1)
        self.open("{", "LBRACE", "RBRACE", raw.tokens[opening].place)
