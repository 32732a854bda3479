"""One step of a derivation, with the rule, its bindings, and the lines before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from ..expression import ONE, Apply, Expression, Symbol, apply
from ..tidying import where
from .moves import moves
from .places import Place

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
