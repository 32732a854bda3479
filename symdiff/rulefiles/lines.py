"""The functions, as functions.rules names them: their words, and what else needs no formula to be read.

Printing, reading and tidying lie below the rulebook, which reads the formulas; what they ask of a function they
ask here.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache, cached_property

from ..resources import grammar_text
from .reader import Passage, Statement, statements
from .written import WrittenForm, written_form

FILE = "functions.rules"


class FunctionLine:
    """A statement `name(parameters): clause, clause, ...`.

    Attributes:
        name: the function's name in text.
        letters: the names of its parameters.
        passage: where the statement stands.
    """

    def __init__(self, statement: Statement) -> None:
        self.name = statement.name
        self.letters = statement.parameters or ()
        self.passage = statement.head
        if not self.letters:
            raise statement.head.error("a function needs its arguments: name(u): ...")
        self._statement = statement

    @cached_property
    def clauses(self) -> list[tuple[str, Passage]]:
        """Each clause's keyword, and the rest of it."""
        return list(self._statement.clauses())

    def find(self, keyword: str) -> Passage | None:
        """What the clause of that keyword says, if it is there."""
        return next((passage for found, passage in self.clauses if found == keyword), None)

    def find_all(self, keyword: str) -> list[Passage]:
        """What each clause of that keyword says."""
        return [passage for found, passage in self.clauses if found == keyword]

    def word(self, keyword: str) -> str:
        """The text of a clause; empty where it is not there."""
        passage = self.find(keyword)
        return "" if passage is None else passage.content

    @cached_property
    def aliases(self) -> tuple[str, ...]:
        """Other names that are read."""
        return tuple(self.word("also called").split())

    @cached_property
    def computed_by(self) -> str:
        """The name of its numerical routine."""
        return self.word("computed by") or self.name

    @cached_property
    def parity(self) -> str:
        """ "even", "odd", or nothing."""
        return next((word for word in ("even", "odd") if self.find(word) is not None), "")

    @cached_property
    def monotone(self) -> str:
        """ "increasing" or "decreasing" (strictly, on the whole domain, which is an interval), or nothing."""
        return next((word for word in ("increasing", "decreasing") if self.find(word) is not None), "")

    @cached_property
    def is_total(self) -> bool:
        """Whether it is defined for all real arguments."""
        return self.find("where") is None

    @cached_property
    def positive_places(self) -> tuple[int, ...]:
        """Which arguments must be positive for there to be a value.

        >>> function_line("log", 2).positive_places
        (0, 1)
        """
        needs = self.word("where").split(" and ")
        return tuple(place for place, letter in enumerate(self.letters) if f"{letter} > 0" in needs)

    @cached_property
    def written(self) -> str:
        """Its LaTeX: #1 is the first argument; arguments that are not named so follow in brackets."""
        return self.word("written")

    @cached_property
    def form(self) -> WrittenForm | None:
        """What `written` says, for every notation; None where it says nothing.

        Raises:
            RuleError: it is in none of the forms that are known.
        """
        return self._form(self.find("written"))

    @cached_property
    def other_form(self) -> WrittenForm | None:
        """What `also written` says: another form that is read."""
        return self._form(self.find("also written"))

    def _form(self, passage: Passage | None) -> WrittenForm | None:
        form = None if passage is None else written_form(passage.content)
        if passage is None:
            return None
        if form is None or max(form.places, default=0) > len(self.letters):
            raise passage.error(r"written: \name, \operatorname{name}_{#1}, \sqrt[#2]{#1}, \left|#1\right| or #1!")
        return form

    @cached_property
    def is_bare(self) -> bool:
        """Whether it stands before a simple argument without brackets, and takes a power: sin^2 x."""
        return self.find("bare") is not None

    @cached_property
    def in_maxima(self) -> str:
        """What Maxima calls it, or how it is a power there (`#1^(1/3)`); empty where Maxima has no such function."""
        passage = self.find("in maxima")
        return "" if passage is None else passage.content or self.name

    @cached_property
    def in_sympy(self) -> str:
        """What SymPy calls it, with its arguments where they are others (`hyper [#1], [#2], #3`); or empty."""
        passage = self.find("in sympy")
        return "" if passage is None else passage.content or self.name

    @cached_property
    def family(self) -> str:
        """The family that a course counts it to."""
        return self.word("family")

    @cached_property
    def effort(self) -> int | None:
        """What it takes to differentiate it by its rule, if the table says so."""
        return effort_of(self.find("effort"))

    @cached_property
    def largest(self) -> int | None:
        """The largest number that is read as its argument, if there is one."""
        return effort_of(self.find("largest"))


def effort_of(passage: Passage | None) -> int | None:
    """The number of a clause `effort N` or `largest N`.

    Raises:
        RuleError: it is no whole number.
    """
    if passage is None:
        return None
    if not passage.content.isdecimal():
        raise passage.error("expected a whole number")
    return int(passage.content)


Lines = Mapping[tuple[str, int], FunctionLine]
_chosen: ContextVar[Lines | None] = ContextVar("functions", default=None)


@cache
def standard_lines() -> Lines:
    """The functions that come with the package, by name and number of arguments."""
    found = (FunctionLine(s) for s in statements(FILE, grammar_text(FILE)))
    return {(line.name, len(line.letters)): line for line in found}


def choose(lines: Lines | None) -> None:
    """Let `function_line` ask these, in this thread or task; the standard ones if None."""
    _chosen.set(lines)


def function_lines() -> Lines:
    """The functions of the rulebook that is in use here."""
    chosen = _chosen.get()
    return standard_lines() if chosen is None else chosen


def function_line(name: str, arity: int) -> FunctionLine | None:
    """What the table says of a function.

    >>> function_line("sin", 1).parity
    'odd'
    """
    return function_lines().get((name, arity))


def line_for(name: str, arity: int) -> FunctionLine | None:
    """What the table says of a function of so many arguments, or else of another number of them.

    >>> line_for("max", 5).written
    '\\\\max'
    """
    lines = function_lines()
    line = lines.get((name, arity))
    if line is not None:
        return line
    return next((line for count in range(1, 9) if (line := lines.get((name, count))) is not None), None)
