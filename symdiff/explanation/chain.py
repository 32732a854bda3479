"""The line of a derivation, rule by rule: each rule with the trivial facts folded into what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..documents.formulas import HIGHLIGHT
from ..expression import Apply, Expression, Symbol, apply, symbol
from ..traversal import substitute
from .moves import TRIVIAL, moves_apart
from .places import Place
from .records import MOVE, RULE, Step
from .tracing import both_orders
from .wording import inside, is_plain

_STAND_IN = "\0{}"
"""The name of a symbol that stands for a derivative which is still to be carried out; nobody can type it."""

_LARGEST_FACT = 8


@dataclass(frozen=True)
class Application:
    """A rule applied in a line, perhaps at several places at once.

    Attributes:
        steps: the steps, of one rule each.
        line: what the rule makes of the first, with everything trivial done.
        whole: the whole line after it, the new parts marked; None where whole lines are not kept.
        again: whether the derivative was found before.
    """

    steps: tuple[Step, ...]
    line: Expression
    whole: Expression | None
    again: bool = False


@dataclass
class Chain:
    """The applications of rules that carry out derivatives; in lines a stand-in is written for each still to be found.

    Args:
        short: what is written shorter.
        levels: how deep rules are shown; a deeper derivative is given at once.
        whole: the whole line; None where whole lines are not kept.
        seen: the derivatives that were carried out before.
    """

    short: Mapping[Expression, Expression] = field(default_factory=dict)
    levels: int | None = None
    whole: Expression | None = None
    seen: set[Expression] = field(default_factory=set)
    _stand_ins: dict[Expression, Symbol] = field(default_factory=dict)
    _derivatives: dict[Expression, Expression] = field(default_factory=dict)

    def stand_in(self, step: Step) -> Symbol:
        """The symbol that stands for the derivative of a step, wherever it is needed."""
        found = self._stand_ins.get(step.before)
        if found is None:
            found = self._stand_ins[step.before] = symbol(_STAND_IN.format(len(self._stand_ins)))
            self._derivatives[found] = substitute(step.before, self.short)
        return found

    def written(self, line: Expression) -> Expression:
        """The line as it is shown."""
        return substitute(line, {**self.short, **self._derivatives})

    def applied(self, top: Step) -> Iterator[Application]:
        """The rules in the order of a textbook: those of sums and constant factors first, then from left to right."""
        pending = [_Pending(top, 1)]
        while pending:
            chosen = self._chosen(pending)
            again = chosen[0].step.before in self.seen
            lines: dict[Expression, Expression] = {}
            following: list[_Pending] = []
            for one in pending:
                if one not in chosen:
                    following.append(one)
                    continue
                is_given = again or (self.levels is not None and one.level >= self.levels)
                line, below = (one.step.after, []) if is_given else self.folded(one.step)
                lines[self.stand_in(one.step)] = line
                following += [_Pending(inner, one.level + 1) for inner in below]
            self.seen.update(one.step.before for one in chosen)
            first, *_ = lines.values()
            yield Application(tuple(one.step for one in chosen), first, self._marked(lines), again)
            if self.whole is not None:
                self.whole = substitute(self.whole, lines)
                following = [*{one.step.before: one for one in following[::-1]}.values()][::-1]
            pending = following

    def _chosen(self, pending: Sequence[_Pending]) -> list[_Pending]:
        """The next derivatives to carry out: one, and the others to which the same rule applies."""
        if self.whole is None:
            return [pending[0]]
        first = next((one for one in pending if is_plain(one.step)), pending[0])
        if first.step.before in self.seen:
            return [first]
        return [one for one in pending if one.key == first.key and one.step.before not in self.seen]

    def _marked(self, lines: Mapping[Expression, Expression]) -> Expression | None:
        """The whole line with what is new in it marked."""
        if self.whole is None:
            return None
        marked = {stand_in: apply(HIGHLIGHT, (line,)) for stand_in, line in lines.items()}
        return self.written(substitute(self.whole, marked))

    def folded(self, step: Step) -> tuple[Expression, list[Step]]:
        """What a rule gives with everything trivial done, and the derivatives that are still to be carried out."""
        inner = {s.place: s for s in step.substeps if s.kind == RULE}
        if step.replacement is None or not step.substeps:
            return step.after, []
        order, upwards = both_orders(step.replacement)
        values: dict[Place, Expression] = {}
        below: list[Step] = []
        for place, node in order:
            if place in inner:
                values[place] = self._value(inner[place], below)
            elif isinstance(node, Symbol):
                values[place] = step.bindings.get(node.name, node)
            elif not isinstance(node, Apply):
                values[place] = node
        for place, node in upwards:
            if place not in values:
                assert isinstance(node, Apply)
                parts = tuple([values[(*place, index)] for index in range(len(node.arguments))])
                values[place] = _trivially(node.function, parts)
        return values[()], below

    def _value(self, step: Step, below: list[Step]) -> Expression:
        if self._is_fact(step):
            return step.after
        step = _without_constants(step)
        below.append(step)
        return self.stand_in(step)

    def is_known(self, step: Step) -> bool:
        """Whether it is the derivative of x, of a constant, or one that only has a name."""
        assert isinstance(step.before, Apply)
        return step.is_elementary or step.before.arguments[0] in self.short

    def _is_fact(self, step: Step) -> bool:
        """Whether a derivative is given without a line of its own: that of x, of constants, of linear functions."""
        if self.is_known(step):
            return True
        pending, count = [step], 0
        while pending:
            inner = pending.pop()
            count += 1
            if count > _LARGEST_FACT or inner.variable in inner.after.free_symbols:
                return False
            pending += [s for s in inner.substeps if s.kind == RULE and not s.is_elementary]
        return True


class _Pending:
    """A derivative that is still to be carried out, and how deep it stands."""

    def __init__(self, step: Step, level: int) -> None:
        self.step, self.level = step, level

    @cached_property
    def key(self) -> tuple[str, Expression | None]:
        """What one row says of it: the rule, and the inside of a composition."""
        return self.step.name, inside(self.step)


def _without_constants(step: Step) -> Step:
    """The derivative that is left of a sum where the other terms are constants."""
    while isinstance(step.replacement, Apply) and step.replacement.function == "d":
        [step] = [inner for inner in step.substeps if inner.kind == RULE]
    return step


def _trivially(function: str, parts: tuple[Expression, ...]) -> Expression:
    """A function of its arguments after the moves that a textbook makes without a word."""
    made: Expression = apply(function, parts)
    for name, line in moves_apart(function, parts)[0]:
        if name not in TRIVIAL:
            break
        made = line
    return made


def tidying_moves(steps: Sequence[Step]) -> list[Step]:
    """The moves among steps that deserve a word; all of them where none does."""
    moves = [step for step in steps if step.kind == MOVE]
    return [step for step in moves if step.name not in TRIVIAL] or moves
