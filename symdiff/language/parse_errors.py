"""What to say when a token cannot stand where it does: what could, and what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import visible
from .automaton import Automaton, Token, Unexpected
from .misreadings import Misreading

Diagnosis = tuple[str, str | None, int]
"""What is wrong, what was probably meant, and at which token to point."""

_SIGNS = frozenset(("PLUS", "MINUS", "TIMES", "OVER", "POWER"))
_OPENINGS = {"LPAR": "(", "LBRACE": "{", "BAR_OPEN": "|"}
_CLOSINGS = {"RPAR": ")", "RBRACE": "}", "BAR_CLOSE": "|"}
_OTHER_WORDS = {
    "COMMA": "a comma",
    "COMPARISON": "a comparison such as <",
    "AMPERSAND": "&",
    "END_CASES": "\\end{cases}",
    "$END": "the end",
}
_EXPONENTS = (
    ("POWER", "NUMBER"),
    ("POWER", "NAME"),
    ("POWER", "MINUS", "NUMBER"),
    ("POWER", "LBRACE", "NUMBER", "RBRACE"),
    ("SUPERSCRIPT",),
    (),
)
"""What may stand between a function and its argument."""


def explained(
    unexpected: Unexpected, automaton: Automaton, tokens: Sequence[Token], pieces: Sequence[str]
) -> Misreading:
    """What to say of a token that cannot stand where it does."""
    situation = _Situation(unexpected, automaton, tokens, pieces)
    message, suggestion, index = situation.diagnosis()
    expected = expectations(situation.acceptable) if index == unexpected.index else ()
    return Misreading(message, index=index, expected=expected, suggestion=suggestion)


def expectations(acceptable: frozenset[str]) -> tuple[str, ...]:
    """Kinds of tokens in words a student knows.

    >>> expectations(frozenset(("NUMBER", "NAME", "FUNCTION", "LPAR", "MINUS")))
    ('a number', 'a name', 'a function', '(')
    >>> expectations(frozenset(("PLUS", "TIMES", "NAME", "$END")))
    ('a factor', 'an operator + - * / ^', 'the end')
    """
    words = []
    if "NUMBER" in acceptable:
        words.append("a number")
        words += ["a name", "a function"] if "NAME" in acceptable else []
    elif "NAME" in acceptable:
        words.append("a factor")
    if "PLUS" in acceptable and "TIMES" in acceptable:
        words.append("an operator + - * / ^")
    elif "LPAR" in acceptable:
        words.append("(")
    if "LBRACE" in acceptable and not {"NUMBER", "NAME"} & acceptable:
        words.append("{")
    words += [sign for name, sign in _CLOSINGS.items() if name in acceptable]
    return (*words, *(word for name, word in _OTHER_WORDS.items() if name in acceptable))


class _Situation:
    """Where the parser stopped, and what stands around."""

    def __init__(
        self, unexpected: Unexpected, automaton: Automaton, tokens: Sequence[Token], pieces: Sequence[str]
    ) -> None:
        self.index = unexpected.index
        self.names = [automaton.tables.terminals[kind] for kind, _ in tokens]
        self.tokens = tokens
        self.pieces = pieces
        # The parser may have reduced, on the strength of the token that it then refused, what could have gone on.
        states = automaton.states_after([kind for kind, _ in tokens[: self.index]])
        self.acceptable = frozenset(automaton.acceptable(states or unexpected.states))
        self.name = self.names[self.index]
        self.before = self.names[self.index - 1] if self.index else ""
        self.opening = self._open_bracket()

    def diagnosis(self) -> Diagnosis:
        """What is wrong, by the first explanation that fits."""
        looks = (self._function, self._open, self._closing, self._comma, self._equation, self._factor, self._signs)
        for look in looks:
            found = look()
            if found is not None:
                return found
        if self.name == "$END":
            return "the formula stops too early", None, self.index
        return f"{self._piece(self.index)} cannot stand here", None, self.index

    def _piece(self, index: int) -> str:
        piece = self.pieces[index] if index < len(self.pieces) else "the end"
        return visible(piece if len(piece) <= 30 else piece[:27] + "...")

    def _function(self) -> Diagnosis | None:
        """A function that no argument follows."""
        place = self._function_before()
        if place is None or self.name in ("LPAR", "NAME", "NUMBER"):
            return None
        function, least = self._piece(place), self.tokens[place][1].least
        written = f"{function}({', '.join('xyztuvw'[:least])})"
        advice = f"write {written}, or {function} x" if least == 1 else f"write {written}"
        return f"{function} is a function: it needs an argument", advice, self.index

    def _function_before(self) -> int | None:
        """The function that stands just before, perhaps with an exponent."""
        for exponent in _EXPONENTS:
            place = self.index - len(exponent) - 1
            if place >= 0 and self.names[place] == "FUNCTION" and tuple(self.names[place + 1 : self.index]) == exponent:
                return place
        return None

    def _open_bracket(self) -> int | None:
        """The last bracket or bar before here that is still open."""
        depth = 0
        for place in range(self.index - 1, -1, -1):
            if self.names[place] in _CLOSINGS:
                depth += 1
            elif self.names[place] in _OPENINGS:
                if not depth:
                    return place
                depth -= 1
        return None

    def _open(self) -> Diagnosis | None:
        """A bracket that is not closed."""
        if self.opening is None or self.name not in {"$END", *_CLOSINGS}:
            return None
        opener = self.names[self.opening]
        if opener == "BAR_OPEN" and (self.name == "$END" or "BAR_CLOSE" in self.acceptable):
            return "the bar | is not closed", "an absolute value can also be written abs(...)", self.opening
        for name, sign in _CLOSINGS.items():
            if name in self.acceptable and opener != "BAR_OPEN":
                return f"the bracket {_OPENINGS[opener]} is not closed", f"add {sign} where it belongs", self.index
        return None

    def _closing(self) -> Diagnosis | None:
        """A bracket that closes nothing."""
        if self.name not in _CLOSINGS:
            return None
        if self.opening is None:
            sign = self._piece(self.index)
            return f"there is no bracket that this {sign} closes", "leave it out, or open a bracket before", self.index
        if self.opening == self.index - 1:
            return "there is nothing between the brackets", None, self.index
        return None

    def _comma(self) -> Diagnosis | None:
        if self.name != "COMMA":
            return None
        if self.before != "NUMBER" or self.names[self.index + 1] != "NUMBER":
            return "a comma can only stand between the arguments of a function", None, self.index
        left, right = self._piece(self.index - 1), self._piece(self.index + 1)
        if len(right) == 3 and right.isdecimal() and "." not in left:
            advice = f"write {left}{right} for the whole number, {left}.{right} for the decimal"
            return "a comma does not group digits", advice, self.index
        return "a decimal is written with a point", f"write {left}.{right}", self.index

    def _equation(self) -> Diagnosis | None:
        """An equation or a comparison instead of a formula."""
        if self.name != "COMPARISON" or self.before in _SIGNS | {"COMPARISON", ""}:
            return None
        if self.tokens[self.index][1] != "=":
            advice = "conditions stand in piecewise(condition, value, otherwise) or after `where`"
            return "a comparison is no formula", advice, self.index
        if "COMPARISON" in self.names[self.index + 1 :]:
            return "a chain of = is no formula", "write one side alone", self.index
        left = visible("".join(self.pieces[: self.index]))
        if self.index == 1 or (self.before == "RPAR" and len(left) <= 20):
            return "an equation is no formula", f"leave out `{left} =`", self.index
        return "an equation is no formula", "write one side alone", self.index

    def _factor(self) -> Diagnosis | None:
        """A factor that cannot stand behind another one."""
        here = self._piece(self.index)
        if self.name != "NUMBER" or not self.before:
            return self._after_derivative()
        before = self._piece(self.index - 1)
        if self.before == "NUMBER":
            message = f"two numbers, {before} and {here}, stand side by side"
            return message, f"write {before}*{here} for their product", self.index
        left = before if self.before == "NAME" else f"...{before}"
        return f"the number {here} stands behind a factor", f"write {left}*{here} or {left}^{here}", self.index

    def _after_derivative(self) -> Diagnosis | None:
        """More factors behind d/dx (...)."""
        if self.before != "RPAR" or self.name in {"$END", "COMMA", *_CLOSINGS}:
            return None
        depth = 0
        for place in range(self.index - 1, 0, -1):
            depth += {"RPAR": 1, "LPAR": -1}.get(self.names[place], 0)
            if not depth:
                if self.names[place - 1] != "OPERATOR_OF_GROUP":
                    return None
                break
        message = "d/dx before a bracket reaches over the bracket alone, but more factors follow"
        return message, "put all of it, or d/dx (...), into one more bracket", self.index

    def _signs(self) -> Diagnosis | None:
        if self.name not in _SIGNS or self.before not in _SIGNS:
            return None
        left, right = self._piece(self.index - 1), self._piece(self.index)
        return f"{left} and {right} stand side by side", f"leave out {right}", self.index
