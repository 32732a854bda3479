"""What to say when a token cannot stand where it does: what could, and what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import ParseError, visible
from .automaton import Automaton, Token, Unexpected

Names = Sequence[str]

_OPERANDS = frozenset(("NUMBER", "NAME", "FUNCTION", "LPAR"))
_SIGNS = frozenset(("PLUS", "MINUS", "TIMES", "OVER", "POWER"))
_WORDS = {
    "RPAR": ")",
    "BAR_CLOSE": "| to close",
    "COMMA": "a comma",
    "COMPARISON": "a comparison such as <",
    "END": "the end",
    "$END": "the end",
}
_PARTNER = {"RPAR": "(", "BAR_CLOSE": "|"}


def explained(unexpected: Unexpected, automaton: Automaton, tokens: Sequence[Token], pieces: Names, text: str, places: Sequence[int]) -> ParseError:
    """The error for a token that cannot stand where it does."""
    names = [automaton.tables.terminals[kind] for kind, _ in tokens]
    acceptable = frozenset(automaton.acceptable(unexpected.states))
    situation = _Situation(unexpected.index, names, pieces, tokens, acceptable)
    message, suggestion, index = situation.diagnosis()
    return ParseError(
        message, text, places[index], expected=expectations(situation.acceptable) if index == unexpected.index else (), suggestion=suggestion
    )


def expectations(acceptable: frozenset[str]) -> tuple[str, ...]:
    """Kinds of tokens in words a student knows.

    >>> expectations(frozenset(("NUMBER", "NAME", "FUNCTION", "LPAR", "MINUS")))
    ('a number', 'a name', 'a function', '(')
    """
    words = []
    if "NUMBER" in acceptable:
        words.append("a number")
    if {"NAME", "NUMBER"} <= acceptable:
        words += ["a name", "a function"]
    if {"LPAR", "NUMBER"} <= acceptable:
        words.append("(")
    if "NUMBER" not in acceptable:
        if "NAME" in acceptable:
            words.append("a factor")
        if acceptable & _SIGNS - {"MINUS"} and "FUNCTION" in acceptable:
            words.append("an operator + - * / ^")
        elif acceptable & _SIGNS:
            words.append("an operator")
        elif "LPAR" in acceptable:
            words.append("(")
    words += [word for name, word in _WORDS.items() if name in acceptable]
    return tuple(dict.fromkeys(words))


class _Situation:
    """Where the parser stopped, and what stands around."""

    def __init__(self, index: int, names: Names, pieces: Names, tokens: Sequence[Token], acceptable: frozenset[str]) -> None:
        self.index = index
        self.tokens = tokens
        self.names = names
        self.pieces = pieces
        self.acceptable = acceptable
        self.name = names[index]
        self.before = names[index - 1] if index else ""

    def diagnosis(self) -> tuple[str, str | None, int]:
        """What is wrong, what was probably meant, and at which token to point."""
        for look in (self._function, self._bracket, self._comma, self._equation, self._factor, self._sign):
            found = look()
            if found is not None:
                return found
        if self.name == "$END":
            return "the formula stops too early", None, self.index
        return f"{self._piece(self.index)} cannot stand here", None, self.index

    def _piece(self, index: int) -> str:
        if index >= len(self.pieces):
            return "the end"
        piece = self.pieces[index]
        return visible(piece if len(piece) <= 30 else piece[:27] + "...")

    def _function(self) -> tuple[str, str | None, int] | None:
        """A function that is followed by no argument."""
        if self.before != "FUNCTION" and not self._is_power_of_function():
            return None
        if self.name in ("LPAR", "NAME", "NUMBER"):
            return None
        place = self.index - 1
        while self.names[place] != "FUNCTION":
            place -= 1
        function = self._piece(place)
        message = f"{function} is a function: it needs an argument"
        least = self.tokens[place][1].least
        advice = f"write {function}(x), or {function} x" if least == 1 else f"write {function}({', '.join('xyztuvw'[:least])})"
        return message, advice, self.index

    def _is_power_of_function(self) -> bool:
        """Whether only an exponent stands between here and a function."""
        before = self.names[max(self.index - 4, 0) : self.index]
        return any(
            list(before[-len(tail) :]) == tail
            for tail in (
                ["FUNCTION", "POWER", "NUMBER"],
                ["FUNCTION", "POWER", "NAME"],
                ["FUNCTION", "POWER", "MINUS", "NUMBER"],
                ["FUNCTION", "SUPERSCRIPT"],
            )
        )

    def _bracket(self) -> tuple[str, str | None, int] | None:
        """A bracket without its partner."""
        for name, partner in _PARTNER.items():
            if name not in self.acceptable or self.name in _SIGNS | {"COMPARISON", "COMMA"}:
                continue
            opening = self._open_bracket()
            if opening is None or self.name not in ("$END", "RPAR", "BAR_CLOSE"):
                continue
            if self.names[opening] == "BAR_OPEN":
                return "the bar | is not closed", "absolute values can also be written abs(...)", opening
            return f"the bracket {partner} is not closed", "add ) where it belongs", self.index
        if self.name == "RPAR" and self._open_bracket() is None:
            return "there is no bracket that this ) closes", "leave it out, or add ( before", self.index
        if self.name in ("RPAR", "BAR_CLOSE") and self.before in ("LPAR", "BAR_OPEN"):
            return "there is nothing between the brackets", None, self.index
        return self._lone_bar()

    def _lone_bar(self) -> tuple[str, str | None, int] | None:
        if self.name != "$END":
            return None
        opening = self._open_bracket()
        if opening is not None and self.names[opening] == "BAR_OPEN" and self.before == "BAR_OPEN":
            return "the bar | is not closed", "absolute values can also be written abs(...)", opening
        return None

    def _open_bracket(self) -> int | None:
        """The last bracket or bar before here that is still open."""
        depth = 0
        for place in range(self.index - 1, -1, -1):
            name = self.names[place]
            if name in ("RPAR", "BAR_CLOSE"):
                depth += 1
            elif name in ("LPAR", "BAR_OPEN"):
                if not depth:
                    return place
                depth -= 1
        return None

    def _comma(self) -> tuple[str, str | None, int] | None:
        if self.name != "COMMA":
            return None
        if self.before != "NUMBER" or self.names[self.index + 1] != "NUMBER":
            return "a comma can only stand between the arguments of a function", None, self.index
        left, right = self._piece(self.index - 1), self._piece(self.index + 1)
        if len(right) == 3 and right.isdigit() and "." not in left:
            return (
                "a comma does not group digits",
                f"write {left}{right} for the whole number, {left}.{right} for the decimal",
                self.index,
            )
        return "a decimal is written with a point", f"write {left}.{right}", self.index

    def _equation(self) -> tuple[str, str | None, int] | None:
        if self.name != "COMPARISON":
            return None
        sign = self._piece(self.index)
        if self.before in _SIGNS | {"COMPARISON", ""}:
            return f"{sign} cannot stand here", None, self.index
        if sign not in ("=", "=="):
            advice = "conditions stand in piecewise(condition, value, otherwise) or after `where`"
            return "a comparison is no formula", advice, self.index
        if "COMPARISON" in self.names[self.index + 1 :]:
            return "a chain of = is no formula", "write one side alone", self.index
        if self.index == 1 or self.before == "RPAR":
            left = "".join(self.pieces[: self.index])
            left = left if len(left) <= 20 else "the left side"
            return "an equation is no formula", f"leave out `{visible(left)} =`", self.index
        return "an equation is no formula", "write one side alone", self.index

    def _factor(self) -> tuple[str, str | None, int] | None:
        """A factor that cannot be juxtaposed."""
        here = self._piece(self.index)
        if self.name == "NUMBER" and self.before:
            before = self._piece(self.index - 1)
            if self.before == "NUMBER":
                return f"two numbers, {before} and {here}, stand side by side", f"write {before}*{here} for their product", self.index
            left = before if self.before == "NAME" else f"...{before}"
            return f"the number {here} stands behind a factor", f"write {left}*{here} or {left}^{here}", self.index
        if self._is_after_derived_group():
            advice = "write d/dx (...) for all of it with one more bracket, or put (d/dx (...)) in brackets"
            return "d/dx before a bracket reaches over the bracket alone; more factors follow", advice, self.index
        return None

    def _is_after_derived_group(self) -> bool:
        if self.before != "RPAR" or self.name in ("$END", "RPAR", "COMMA", "BAR_CLOSE"):
            return False
        depth = 0
        for place in range(self.index - 1, 0, -1):
            depth += {"RPAR": 1, "LPAR": -1}.get(self.names[place], 0)
            if not depth:
                return self.names[place - 1] == "OPERATOR_OF_GROUP"
        return False

    def _sign(self) -> tuple[str, str | None, int] | None:
        if self.name in _SIGNS and self.before in _SIGNS:
            left, right = self._piece(self.index - 1), self._piece(self.index)
            return f"{left} and {right} stand side by side", f"leave out {right}", self.index
        return None
