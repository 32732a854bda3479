"""Exercises on functions that a teacher gives: keys, steps, wrong answers, level, and versions with other numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..calculus.forward import diff, only_variable
from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol, apply, integer
from ..language import looks_like_latex
from ..rulebook import parse, parse_latex
from ..tidying import bare
from ..traversal import free_symbols, substitute
from ..verification import check
from .asking import VERSION, Draw, Problem, Setting
from .confirming import confirmed
from .gates import presentable
from .items import Item
from .kind import kind_named
from .measure import difficulty_of, level_of, nesting_of
from .other_numbers import with_other_numbers
from .repetition import fingerprint
from .streams import Stream
from .topics import Topic

OWN = Topic("own", ())
FIRST = "A"
ATTEMPTS = 60
STAND_INS = ("3/2", "5/4", "7/3", "4/5", "9/7")


@dataclass(frozen=True)
class Refused:
    """A line that no exercise was made of.

    Attributes:
        place: which one, such as `line 3`.
        error: what is wrong with it.
    """

    place: str
    error: SymdiffError


@dataclass(frozen=True)
class Given:
    """What the exercises are made of.

    Attributes:
        functions: for each formula the place it came from, and its text.
        kind: what is asked.
        seed: where the random choices begin.
    """

    functions: tuple[tuple[str, str], ...]
    kind: str = "derivative"
    seed: int = 0

    def items(self, variant: str = FIRST) -> tuple[list[Item], list[Refused]]:
        """The exercises of a version, in the order given, and the lines that there are none of."""
        made: list[Item] = []
        refused: list[Refused] = []
        for index, (place, _) in enumerate(self.functions):
            try:
                made.append(self.item(index, variant))
            except SymdiffError as error:
                refused.append(Refused(place or f"function {index + 1}", error))
        return made, refused

    def item(self, index: int, variant: str = FIRST) -> Item:
        """The exercise on one of the functions.

        Raises:
            ParseError: it is no formula.
            SymdiffError: it has no derivative to ask for, or is not fit for the kind; or its version would be the same.
        """
        text = self.functions[index][1]
        function = read(text)
        first = self._asked(function, text, Draw(self.seed, index, 0))
        known = {fingerprint(first)}
        item = first
        for letter in map(chr, range(ord(FIRST) + 1, ord(variant[:1] or FIRST) + 1)):
            item = self._version(first, text, Draw(self.seed, index, 0, letter), known)
            known.add(fingerprint(item))
        return item

    def _version(self, first: Item, text: str, draw: Draw, known: Iterable[str]) -> Item:
        """The same exercise with other numbers, the rules and the depth of its solution being the same.

        Where it has no numbers that could be others, its last term is multiplied by one.
        """
        wanted = _shape(Trace(first.expression, first.variable))
        for attempt in range(ATTEMPTS):
            stream = Stream(VERSION, "own", draw.seed, text, draw.index, draw.variant, attempt)
            other = with_other_numbers(first.expression, stream)
            if _shape(Trace(other, first.variable)) != wanted:
                continue
            try:
                item = self._asked(other, text, draw)
            except SymdiffError:
                continue
            if fingerprint(item) not in known:
                return item
        for factor in range(2, ATTEMPTS):
            item = self._asked(_multiplied(first.expression, factor), text, draw)
            if fingerprint(item) not in known:
                return item
        raise SymdiffError(f"there is no version {draw.variant} of it")

    def _asked(self, function: Expression, text: str, draw: Draw) -> Item:
        kind = kind_named(self.kind)
        problem = problem_of(function)
        stream = Stream(VERSION, "own", self.seed, text, draw.index, draw.variant, "asked")
        request = {"functions": [text], "kind": self.kind}
        item = kind.build(Setting(problem, stream, kind.name, kind.answer_kind, request, draw))
        if item is None:
            raise SymdiffError(f"the function does not lend itself to the kind {kind.name}")
        return item


def given(functions: Sequence[str], kind: str = "derivative", seed: int = 0) -> Given:
    """Exercises on these functions."""
    return Given(tuple(("", text) for text in functions), kind, seed)


def read_functions(path: str | Path) -> list[tuple[str, str]]:
    """The formulas of a file, one a line, each with its place; # begins a comment line.

    Raises:
        SymdiffError: it cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise SymdiffError(f"cannot read {path}: {error}") from None
    return functions_in(text, str(path))


def functions_in(text: str, name: str) -> list[tuple[str, str]]:
    """The formulas of a text, one a line, each with its place."""
    lines = enumerate(text.splitlines(), 1)
    return [
        (f"{name}, line {n}", line.strip()) for n, line in lines if line.strip() and not line.lstrip().startswith("#")
    ]


def read(text: str) -> Expression:
    """A function as a teacher writes it: text or LaTeX, read leniently; `y = x^2` too.

    Raises:
        ParseError: it is no formula.
    """
    return parse_latex(text, lenient=True) if looks_like_latex(text) else parse(text, lenient=True)


def problem_of(function: Expression) -> Problem:
    """A function with its derivative, confirmed, and measured.

    Raises:
        SymdiffError: it is not said by what it is differentiated, or its derivative cannot be confirmed.
    """
    x = only_variable(function)
    key = presentable(bare(diff(function, x)))
    if not _is_confirmed(function, key, x):
        raise SymdiffError("its derivative cannot be confirmed: it has no values at the points that were tried")
    trace = Trace(function, x)
    difficulty = difficulty_of(trace, key)
    return Problem(function, x, key, trace, difficulty, level_of(difficulty.effort), OWN)


def _is_confirmed(function: Expression, key: Expression, x: Symbol) -> bool:
    """Whether the key holds at points, other letters having values; where there are none, by a verdict."""
    others = sorted(free_symbols(function) - {x}, key=str)
    values: dict[Expression, Expression] = {
        letter: parse(STAND_INS[place % len(STAND_INS)]) for place, letter in enumerate(others)
    }
    if confirmed(substitute(function, values), substitute(key, values), x):
        return True
    try:
        return bool(check(function, key, x))
    except SymdiffError:
        return False


def _multiplied(function: Expression, factor: int) -> Expression:
    """The function with a factor before its last term."""
    if isinstance(function, Apply) and function.function in ("+", "-"):
        first, last = function.arguments
        return apply(function.function, (first, apply("*", (integer(factor), last))))
    return apply("*", (integer(factor), function))


def _shape(trace: Trace) -> tuple[object, ...]:
    """What two functions with the same solution share."""
    return tuple(trace.steps[node].rule.name for node in trace.nodes if node in trace.steps), nesting_of(trace)
