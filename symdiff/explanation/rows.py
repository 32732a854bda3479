"""The rows of a presentation: how much of a derivation is shown, at one of three depths.

* `outline`: the rules at the top, each with its result;
* `textbook`: every rule; the derivative of x itself, of constants, and what multiplies by 1 or adds 0
  are done without a word, the moves that tidy a step are one row that names them all;
* `every`: every rule and every move is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..documents.formulas import HIGHLIGHT
from ..errors import SymdiffError
from ..expression import Expression, apply
from .moves import TRIVIAL
from .places import Place, at, put
from .records import MOVE, RULE, DerivationRecord, Step
from .wording import is_simple

DEPTHS = ("outline", "textbook", "every")
MOST_ROWS = 300
LARGEST_WHOLE = 1_500
"""A larger line is not written out again for every row."""

_WORK = 60_000
_LEAST_ROWS = 3
_TOP_LEVELS = 2


@dataclass(frozen=True)
class StepRow:
    """One row.

    Attributes:
        number: (1, 2) is the second row below the first.
        step: the step; for a row of several moves, the step to which they belong.
        before, after: what is changed, and into what.
        moves: the moves that the row names; none for a row of a rule.
        whole: the whole line after it, or None where that is too large.
        place: where `after` stands in the whole line.
        again: whether this was found in an earlier row.
    """

    number: tuple[int, ...]
    step: Step
    before: Expression
    after: Expression
    whole: Expression | None
    place: Place
    moves: tuple[Step, ...] = ()
    again: bool = False

    @property
    def level(self) -> int:
        """How deep it stands; 1 at the top."""
        return len(self.number)


@dataclass
class Shown:
    """The rows of a derivation, and how many were left out."""

    rows: list[StepRow] = field(default_factory=list)
    left_out: int = 0


def shown(derivation: DerivationRecord, depth: str = "textbook") -> Shown:
    """The rows at a depth, as many as can be read.

    Raises:
        SymdiffError: there is no such depth.
    """
    if depth not in DEPTHS:
        raise SymdiffError(f"there is no depth {depth!r}: there are {', '.join(DEPTHS)}")
    size = derivation.start.dag_size + derivation.result.dag_size
    most = max(_LEAST_ROWS, min(MOST_ROWS, _WORK // size))
    found = Shown()
    for row in _Rows(derivation, depth, size <= LARGEST_WHOLE).rows():
        if len(found.rows) < most:
            found.rows.append(row)
        elif found.left_out < MOST_ROWS:
            found.left_out += 1
        else:
            break
    return found


@dataclass
class _Frame:
    """A step on the way: where it stands, the number of the row above, and how many rows are below that."""

    step: Step
    place: Place
    above: tuple[int, ...]
    count: list[int]
    closing: bool = False


class _Rows:
    def __init__(self, derivation: DerivationRecord, depth: str, with_whole: bool) -> None:
        self.derivation, self.depth = derivation, depth
        self.whole: Expression | None = derivation.start if with_whole else None
        self.seen: set[Expression] = set()

    def rows(self) -> Iterator[StepRow]:
        count = [0]
        stack = [_Frame(step, step.place, (), count) for step in reversed(self.derivation.steps)]
        while stack:
            frame = stack.pop()
            if frame.closing:
                yield from self._closed(frame)
            elif frame.step.kind == RULE:
                yield from self._entered(frame, stack)
            else:
                yield self._row(frame, frame.step.before, frame.step.after)

    def _row(self, frame: _Frame, before: Expression, after: Expression, **more: object) -> StepRow:
        if self.whole is not None:
            self.whole = put(self.whole, frame.place, after)
        frame.count[0] += 1
        number = (*frame.above, frame.count[0])
        return StepRow(number, frame.step, before, after, self.whole, frame.place, **more)  # type: ignore[arg-type]

    def _entered(self, frame: _Frame, stack: list[_Frame]) -> Iterator[StepRow]:
        step = frame.step
        if step.before in self.seen and not step.is_elementary:
            yield self._row(frame, step.before, step.after, again=True)
            return
        self.seen.add(step.before)
        if self.depth == "every":
            row = self._row(frame, step.before, step.line)
            yield row
            self._push(frame, row.number, step.substeps, stack)
            return
        if step.is_elementary or is_simple(step) or (self.depth == "outline" and len(frame.above) == _TOP_LEVELS - 1):
            yield self._row(frame, step.before, step.after)
            return
        line = step.line
        for inner in step.substeps:
            if inner.is_elementary:
                line = put(line, inner.place, inner.after)
        row = self._row(frame, step.before, line)
        yield row
        below = [s for s in step.substeps if s.kind == RULE and not s.is_elementary]
        self._push(frame, row.number, below, stack)

    def _push(self, frame: _Frame, number: tuple[int, ...], below: Sequence[Step], stack: list[_Frame]) -> None:
        count = [0]
        if self.depth != "every":
            stack.append(_Frame(frame.step, frame.place, number, count, closing=True))
        stack.extend(_Frame(s, frame.place + s.place, number, count) for s in reversed(below))

    def _closed(self, frame: _Frame) -> Iterator[StepRow]:
        """The moves of a step together, after its substeps."""
        step = frame.step
        before = step.line
        for inner in step.substeps:
            if inner.kind == RULE:
                before = put(before, inner.place, inner.after)
        if before is step.after:
            return
        moves = [s for s in step.substeps if s.kind == MOVE]
        named = [s for s in moves if s.name not in TRIVIAL] or moves
        yield self._row(frame, before, step.after, moves=tuple({s.name: s for s in named}.values()))


def marked(root: Expression, place: Place) -> Expression:
    """The expression with a mark around what stands at a place."""
    return put(root, place, apply(HIGHLIGHT, (at(root, place),)))
