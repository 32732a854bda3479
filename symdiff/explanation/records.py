"""What a derivation holds: a tree of steps, each with the rule, its bindings, and the lines before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from ..expression import ONE, Apply, Expression, Symbol, apply
from ..tidying import where
from .moves import TRIVIAL, moves
from .places import Place, put

if TYPE_CHECKING:
    from ..verification import Verdict

RULE, MOVE, WORK = "rule", "move", "work"
KINDS = (RULE, MOVE, WORK)


Noted: TypeAlias = Expression | str | tuple[Expression, ...]
"""What words may speak of besides the formulas of the step: a formula, a name, or several formulas."""


def derivative_node(body: Expression, variable: Symbol) -> Apply:
    """d/dx (body), still to be carried out."""
    return apply("derivative", (body, variable, ONE))


class Step:
    """One step: at its place, `before` becomes `line`, the substeps work on that line, and `after` is what it comes to.

    Attributes:
        kind: `rule` for a rule of differentiation, `move` for a move of tidying, `work` for what a worked form
            does beside these (solve an equation, take a limit).
        name: the rule's name in the tables, or the name of the move.
        place: where `before` stands in the line of the step above: which argument to take, each time.
        before, line, after: expressions; `d/dx (u)` in them is a derivative that is still to be carried out.
            The line is written out when it is first asked for.
        bindings: what the letters of the rule stand for.
        pattern, replacement: the rule d(pattern) = replacement in its general form, or None.
        variable: the variable of differentiation.
        notes: further values that the words of the step speak of.
        needs: what must hold for the step, beyond the domains of the expressions themselves.
        evidence: two expressions that must be the same function for the step to be right, if those are
            not `before` and `after` themselves.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        before: Expression,
        after: Expression,
        *,
        variable: Symbol,
        line: Expression | Callable[[], Expression] | None = None,
        place: Place = (),
        bindings: Mapping[str, Expression] | None = None,
        formula: tuple[Expression, Expression] | None = None,
        notes: Mapping[str, Noted] | None = None,
        needs: Sequence[Expression] = (),
        evidence: tuple[Expression, Expression] | None = None,
        unfold: Callable[[], Sequence[Step]] | None = None,
    ) -> None:
        self.kind, self.name, self.variable, self.place = kind, name, variable, place
        self.before, self.after = before, after
        self._line = after if line is None else line
        self.bindings: Mapping[str, Expression] = bindings or {}
        self.pattern: Expression | None = None if formula is None else formula[0]
        self.replacement: Expression | None = None if formula is None else formula[1]
        self.notes: Mapping[str, Noted] = notes or {}
        self.needs, self.evidence = tuple(needs), evidence
        self._unfold = unfold

    @cached_property
    def substeps(self) -> tuple[Step, ...]:
        """The steps that lead from `line` to `after`."""
        return () if self._unfold is None else tuple(self._unfold())

    @cached_property
    def line(self) -> Expression:
        """What the rule makes of `before` at once."""
        return self._line if isinstance(self._line, Expression) else self._line()

    @property
    def is_elementary(self) -> bool:
        """Whether it is the derivative of the variable itself or of a constant."""
        return self.kind == RULE and self.name in ("variable", "constant")

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the step is right, with evidence; found out when first asked for."""
        from ..verification import check, equivalent

        if self.evidence is not None:
            return equivalent(*self.evidence)
        if self.kind == RULE:
            assert isinstance(self.before, Apply)
            return check(self.before.arguments[0], self.after, self.variable)
        return equivalent(self.before, where(self.after, *self.needs))

    def __repr__(self) -> str:
        return f"<Step {self.name}: {self.before} = {self.after}>"


def tidied(
    function: str, parts: tuple[Expression, ...], variable: Symbol, place: Place = ()
) -> tuple[Expression, list[Step]]:
    """A function of tidy parts in its tidy form, and the moves that lead there."""
    before: Expression = apply(function, parts)
    steps: list[Step] = []
    for name, line in moves(function, parts):
        steps.append(Step(MOVE, name, before, line, variable=variable, place=place))
        before = line
    return before, steps


@dataclass(frozen=True)
class Visit:
    """A step as it is met on the way through a derivation.

    Attributes:
        step: the step.
        index: which substep of the step above it is, counted from 1.
        above: the visit of that step, or None at the top.
        again: whether the same derivative was found before; then its substeps are not met again.
    """

    step: Step
    index: int
    above: Visit | None = None
    again: bool = False

    @property
    def number(self) -> tuple[int, ...]:
        """Its place in the tree: (2, 1) is the first substep of the second step."""
        return tuple(visit.index for visit in self._way())

    @property
    def place(self) -> Place:
        """Where it stands in the whole line."""
        return tuple(index for visit in self._way() for index in visit.step.place)

    def _way(self) -> list[Visit]:
        """The visits from the top down to this one."""
        way: list[Visit] = []
        walk: Visit | None = self
        while walk is not None:
            way.append(walk)
            walk = walk.above
        return way[::-1]


@dataclass(frozen=True, eq=False, repr=False)
class DerivationRecord:
    """How a derivative is found, from the function to the answer: the data alone.

    Attributes:
        kind: what is derived: `derivative`, `definition`, `implicit`, `total`, `parametric`, `inverse`, `differential`.
        method: the way that was chosen.
        function: what is differentiated.
        variables: by which variables, one after the other.
        start: the first line.
        steps: the steps that lead from it to the last line.
        result: the answer.
        names: how further expressions are called in the plan.
    """

    kind: str
    function: Expression
    variables: tuple[Symbol, ...]
    start: Expression
    steps: tuple[Step, ...]
    result: Expression
    method: str = "rules"
    names: Mapping[str, Noted] = field(default_factory=dict)

    @property
    def constant(self) -> tuple[Symbol, ...]:
        """The symbols that are held constant."""
        others = self.function.free_symbols.difference(self.variables)
        return tuple(sorted(others, key=lambda s: s.name))

    def walk(self) -> Iterator[Visit]:
        """Every step, each before its substeps; what was found before is met again without its substeps."""
        seen: set[Expression] = set()
        stack = [Visit(step, index) for index, step in enumerate(self.steps, 1)][::-1]
        while stack:
            visit = stack.pop()
            step = visit.step
            if step.kind == RULE and not step.is_elementary:
                if step.before in seen:
                    yield Visit(step, visit.index, visit.above, again=True)
                    continue
                seen.add(step.before)
            yield visit
            stack.extend([Visit(inner, index, visit) for index, inner in enumerate(step.substeps, 1)][::-1])

    def lines(self) -> Iterator[tuple[Expression, Visit]]:
        """The whole line after every step, with the step that made it.

        >>> import symdiff
        >>> for line, visit in symdiff.derive("3x^2").lines():
        ...     print(line, "by", visit.step.name)
        3*(d/dx (x^2)) by multiple
        3*(2*x^(2 - 1)*(d/dx (x))) by power
        3*(2*x^(2 - 1)*1) by variable
        3*(2*x^1*1) by arithmetic
        3*(2*x*1) by power_one
        3*(2*x) by times_one
        6*x by numbers_first
        """
        whole = self.start
        for visit in self.walk():
            whole = put(whole, visit.place, visit.step.after if visit.again else visit.step.line)
            yield whole, visit

    @property
    def step_count(self) -> int:
        """How many rules and moves it takes, without the trivial ones."""
        return sum(not (v.step.is_elementary or v.step.name in TRIVIAL) for v in self.walk())
