"""The rows of a presentation: a chain of whole lines, at one of three depths.

* `outline`: the first rule, then each derivative that it asks for with its result;
* `textbook`: one rule a line; the derivatives of x and of constants, multiplying by 1 and adding 0 are done
  in the line that needs them, and what tidies and simplifies is one row, its moves below it;
* `every`: every rule and every move is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ..documents import Sentence
from ..documents.formulas import HIGHLIGHT, written
from ..errors import SymdiffError
from ..expression import Apply, Expression, apply
from ..traversal import substitute
from .chain import Chain, tidying_moves
from .places import Place, at, difference, put
from .records import MOVE, RULE, WORK, Step
from .tree import DerivationRecord, visits
from .wording import title

OUTLINE, TEXTBOOK, EVERY = DEPTHS = ("outline", "textbook", "every")
MOST_ROWS = 300
MOST_BELOW = 60
LARGEST_WHOLE = 1_500
"""A larger line is not written out again for every row."""

_WORK = 60_000
_LEAST_ROWS = 3
_LEVELS_OF_OUTLINE = 2


@dataclass(frozen=True)
class StepRow:
    """One row.

    Attributes:
        number: (2, 1) is the first row below the second.
        steps: the steps that it shows: one, several of one rule, or the moves of a simplification.
        before, after: what is changed, and into what; of several steps that of the first.
        whole: the whole line after it, what is new in it marked; None where that is too large, or shown below.
        tidies: whether it stands for the moves that tidy and simplify.
        again: whether this was found in an earlier row.
        below: the moves of a simplification, each at its own place.
    """

    number: tuple[int, ...]
    steps: tuple[Step, ...]
    before: Expression
    after: Expression
    whole: Expression | None
    tidies: bool = False
    again: bool = False
    below: tuple[StepRow, ...] = ()

    @property
    def step(self) -> Step:
        """The first of its steps."""
        return self.steps[0]

    @property
    def level(self) -> int:
        """How deep it stands; 1 at the top."""
        return len(self.number)


@dataclass
class Shown:
    """The rows of a derivation, and how many were left out."""

    rows: list[StepRow] = field(default_factory=list)
    left_out: int = 0


def shown(derivation: DerivationRecord, depth: str = TEXTBOOK) -> Shown:
    """The rows at a depth, as many as can be read.

    Raises:
        SymdiffError: there is no such depth.
    """
    if depth not in DEPTHS:
        raise SymdiffError(f"there is no depth {depth!r}: there are {', '.join(DEPTHS)}")
    size = derivation.start.dag_size + derivation.tidy.dag_size
    most = max(_LEAST_ROWS, min(MOST_ROWS, _WORK // size))
    made = _Every(derivation) if depth == EVERY else _Rows(derivation, depth)
    made.is_large = size > LARGEST_WHOLE
    found = Shown()
    for row in made.rows():
        if len(found.rows) < most:
            found.rows.append(row)
        elif found.left_out < MOST_ROWS:
            made.is_full = True
            found.left_out += 1
        else:
            break
    return found


class _Rows:
    """The rows of the depths at which what is trivial is folded into the lines."""

    def __init__(self, derivation: DerivationRecord, depth: str) -> None:
        self.derivation = derivation
        self.short = derivation.short_names
        self.chain = Chain(self.short, levels=_LEVELS_OF_OUTLINE if depth == OUTLINE else None)
        self.whole = self.settled = derivation.start
        self.moves: list[tuple[Place, Step]] = []
        self.met: set[Expression] = set()
        self.folded: set[Expression] = set()
        self.count = 0
        self.is_large = self.is_full = False

    def rows(self) -> Iterator[StepRow]:
        """The rows, one after the other."""
        steps = self.derivation.steps
        self.fold(steps)
        for index, step in enumerate(steps):
            if step.kind == MOVE:
                self.moves.append((step.place, step))
            elif step.kind == WORK:
                yield from self.worked(step, steps[index + 1 :])
            elif step.before not in self.folded:
                inside = any(place[: len(step.place)] == step.place for place, _ in self.moves)
                if inside or not _stands(self.whole, step):
                    yield from self.simplified()
                yield from self.rules(step)
            self.settled = put(self.settled, step.place, step.after)
        yield from self.simplified()

    def fold(self, following: Sequence[Step]) -> None:
        """Do at once what is trivial among the derivatives that stand in the line, unless nothing else does."""
        rules = [step for step in takewhile(lambda s: s.kind != WORK, following) if step.kind == RULE]
        facts = [step for step in rules if self.chain.is_known(step) and _stands(self.whole, step)]
        if len(facts) < len(rules):
            self.folded = {step.before for step in facts}
            for step in facts:
                self.whole = put(self.whole, step.place, step.after)

    def number(self) -> tuple[int, ...]:
        """The number of the next row at the top."""
        self.count += 1
        return (self.count,)

    def rules(self, step: Step) -> Iterator[StepRow]:
        """The rules that carry out a derivative."""
        chain = self.chain
        chain.whole = None if self.is_large else put(self.whole, step.place, chain.stand_in(step))
        for found in chain.applied(step):
            if self.is_full:
                chain.whole = None
                yield StepRow(self.number(), found.steps, step.before, step.after, None)
                continue
            before = substitute(found.steps[0].before, self.short)
            whole = None if found.whole is None else _marked_inside(found.whole)
            yield StepRow(self.number(), found.steps, before, chain.written(found.line), whole, again=found.again)
        self.whole = put(self.whole, step.place, step.after) if chain.whole is None else chain.whole
        self.moves += [(v.place, v.step) for v in visits([step], self.met) if v.step.kind == MOVE]

    def worked(self, step: Step, following: Sequence[Step]) -> Iterator[StepRow]:
        """What a worked form does beside rules and moves; what is written again as a whole needs no tidying before."""
        if not _differ(self.line(step.before), self.line(step.after)):
            is_settled, self.settled = self.whole is self.settled, put(self.settled, step.place, step.after)
            self.whole = self.settled if is_settled else self.whole
            return
        if not _stands(self.whole, step) and step.place:
            yield from self.simplified()
        before = self.whole
        self.settled = self.whole = put(self.settled, step.place, step.after)
        self.fold(following)
        if self.is_large or _differ(self.line(before), self.line(self.whole)):
            self.moves = []
            yield self.row(step, before)

    def row(self, step: Step, before: Expression, above: tuple[int, ...] | None = None) -> StepRow:
        """The row of one step that has led from a line to this one."""
        old, new = self.line(before), self.line(self.whole)
        whole = None if self.is_large else marked(new, difference(old, new))
        return StepRow(above or self.number(), (step,), self.line(step.before), self.line(step.after), whole)

    def line(self, whole: Expression) -> Expression:
        """The line as it is shown."""
        return substitute(whole, self.short)

    def simplified(self) -> Iterator[StepRow]:
        """One row for the moves that tidy and simplify, and these below it; none where they change nothing."""
        before, moves = self.whole, tidying_moves([step for _, step in self.moves])
        self.whole, self.moves = self.settled, []
        old, new = self.line(before), self.line(self.whole)
        moves = [step for step in moves if _differ(step.before, step.after)]
        if not moves or not (self.is_large or _differ(old, new)):
            return
        number = self.number()
        below = tuple(
            StepRow((*number, count), (step,), self.line(step.before), self.line(step.after), None)
            for count, step in enumerate(moves[:MOST_BELOW], 1)
        )
        whole = None if self.is_large else marked(new, difference(old, new))
        yield StepRow(number, tuple(moves), old, new, whole, tidies=True, below=below)


class _Every(_Rows):
    """The rows of every rule and every move."""

    def __init__(self, derivation: DerivationRecord) -> None:
        super().__init__(derivation, EVERY)

    def fold(self, following: Sequence[Step]) -> None:
        """Nothing is done at once."""

    def rules(self, step: Step) -> Iterator[StepRow]:
        """Every rule in a line of its own; its moves follow when all rules have been applied."""
        for visit in visits([step], self.met):
            inner, place = visit.step, visit.place
            if inner.kind == MOVE:
                self.moves.append((place, inner))
                continue
            line = inner.after if visit.again else inner.line
            self.whole = put(self.whole, place, line)
            whole = None if self.is_large else marked(self.line(self.whole), place)
            yield StepRow(self.number(), (inner,), self.line(inner.before), self.line(line), whole, again=visit.again)

    def simplified(self) -> Iterator[StepRow]:
        """A row that names the simplification, and its moves as rows below it."""
        moves, self.moves = self.moves, []
        if not any(_differ(step.before, step.after) for _, step in moves):
            self.whole = self.settled
            return
        number, count = self.number(), 0
        steps = tuple(step for _, step in moves)
        yield StepRow(number, steps, self.line(self.whole), self.line(self.settled), None, tidies=True)
        for place, step in moves:
            before, self.whole = self.whole, put(self.whole, place, step.after)
            if _differ(step.before, step.after):
                count += 1
                yield self.row(step, before, (*number, count))
        self.whole = self.settled


def _stands(whole: Expression, step: Step) -> bool:
    """Whether what a step begins with stands at its place in the line."""
    for index in step.place:
        if not isinstance(whole, Apply) or index >= len(whole.arguments):
            return False
        whole = whole.arguments[index]
    return whole is step.before


def _differ(one: Expression, other: Expression) -> bool:
    """Whether two lines are different as they are written, without what must hold for them."""
    return one is not other and written(one) != written(other)


def _marked_inside(whole: Expression) -> Expression:
    """The line without a mark around all of it."""
    return whole.arguments[0] if isinstance(whole, Apply) and whole.function == HIGHLIGHT else whole


def heading(row: StepRow) -> Sentence:
    """What a row is called."""
    return Sentence("show.simplify") if row.tidies else title(row.step)


def marks(whole: Expression) -> list[Place]:
    """The places in the line without marks at which something is new, from left to right."""
    places: list[Place] = []
    stack: list[tuple[Place, Expression]] = [((), whole)]
    while stack:
        place, node = stack.pop()
        if isinstance(node, Apply) and node.function == HIGHLIGHT:
            places.append(place)
        elif isinstance(node, Apply):
            stack.extend([((*place, i), argument) for i, argument in enumerate(node.arguments)][::-1])
    return places


def marked(root: Expression, place: Place) -> Expression:
    """The expression with a mark around what stands at a place; none around all of it."""
    return put(root, place, apply(HIGHLIGHT, (at(root, place),))) if place else root
