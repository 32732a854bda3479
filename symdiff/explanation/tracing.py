"""From the rules that fired to the steps of a derivation. No rule of calculus is known here.

The answer comes from the engine itself, with the derivative of every node on the way. For a node that
is to be explained the same table selects the same rule; its right-hand side, written out with the
derivatives that it asks for, is the next line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..calculus.trace import Firing, Trace
from ..expression import CONDITIONS, ZERO, Apply, Expression, Symbol, apply
from ..rulebook.rules import Role, derivative_of
from ..traversal import substitute
from .moves import moves_apart
from .places import Place
from .records import MOVE, RULE, Step, derivative_node


def steps_of(trace: Trace, place: Place = ()) -> list[Step]:
    """The steps from d/dx (body) to the answer.

    Args:
        trace: the differentiation.
        place: where the derivative stands in the line.
    """
    return Unfolding(trace).from_the_top(place)


@dataclass(frozen=True)
class Reading:
    """A rule as it is read at a node.

    Attributes:
        pattern, right: d(pattern) = right, without what is 0 there.
        bindings: what the letters stand for.
        needs: what must hold, beyond the domain of the node.
    """

    pattern: Expression
    right: Expression
    bindings: Mapping[Symbol, Expression]
    needs: tuple[Expression, ...]


class Unfolding:
    """The steps of a differentiation."""

    def __init__(self, trace: Trace) -> None:
        self.trace, self.variable = trace, trace.variable

    def from_the_top(self, place: Place) -> list[Step]:
        """The steps from d/dx (body) to the answer."""
        trace = self.trace
        steps = [self.step(trace.expression, place)]
        if trace.expression is not trace.given:
            steps.insert(0, self._move("carried_out", trace.given, trace.expression, (*place, 0)))
        slope = self._slope(trace.expression)
        if slope is not trace.result:
            steps.append(self._move("conditions", slope, trace.result, place))
        return steps

    def step(self, node: Expression, place: Place = ()) -> Step:
        """The step that finds the derivative of a node."""
        firing, slope = self.trace.firing(node), self._slope(node)
        reading = self._reading(firing)
        asks = reading.right is not slope
        return Step(
            RULE,
            firing.rule.name,
            derivative_node(node, self.variable),
            slope,
            variable=self.variable,
            line=(lambda: self._written_out(reading)) if asks else None,
            place=place,
            bindings={letter.name: value for letter, value in reading.bindings.items()},
            formula=(reading.pattern, reading.right),
            needs=reading.needs,
            unfold=(lambda: [*self._unfolded(reading, slope)]) if asks else None,
        )

    def _reading(self, firing: Firing) -> Reading:
        rule, bound = firing.rule, firing.bound
        present = frozenset(u for u in rule.differentiated if self.trace.derivative(bound[u]) is not None)
        needs = () if rule.condition is None else (rule.condition_at(firing.bindings),)
        # A condition, and the variable, stand in the rule as they are: they are no operands.
        itself = rule.role is Role.VARIABLE
        given: dict[Expression, Expression] = {u: e for u, e in bound.items() if itself or _is_condition(e)}
        pattern, right = (substitute(side, given) for side in (rule.pattern, rule.right_side(present)))
        return Reading(pattern, right, {u: e for u, e in bound.items() if u not in given}, needs)

    def _written_out(self, reading: Reading) -> Expression:
        """The right-hand side with what its letters stand for, and the derivatives that it asks for."""
        values: dict[Expression, Expression] = {}
        for letter, value in reading.bindings.items():
            values[letter] = value
            values[derivative_of(letter)] = derivative_node(value, self.variable)
        return substitute(reading.right, values)

    def _slope(self, node: Expression) -> Expression:
        slope = self.trace.derivative(node)
        return ZERO if slope is None else slope

    def _unfolded(self, reading: Reading, goal: Expression) -> Iterator[Step]:
        """The derivatives that the right-hand side asks for, then the moves that tidy it."""
        order, from_below = both_orders(reading.right)
        bindings = reading.bindings
        values: dict[Place, Expression] = {}
        for place, node in order:
            if type(node) is Apply:
                if node.function == "d":
                    inner = bindings[node.arguments[0]]  # type: ignore[index]
                    yield self.step(inner, place)
                    values[place] = self._slope(inner)
            else:
                values[place] = bindings.get(node, node)  # type: ignore[call-overload]
        yield from self._tidied(from_below, values, goal)

    def _tidied(
        self, order: Sequence[tuple[Place, Expression]], values: dict[Place, Expression], goal: Expression
    ) -> Iterator[Step]:
        for place, node in order:
            if place in values:
                continue
            assert isinstance(node, Apply)
            parts = tuple([values[(*place, index)] for index in range(len(node.arguments))])
            before: Expression = apply(node.function, parts)
            found, needs = moves_apart(node.function, parts)
            for count, (name, line) in enumerate(found, 1):
                yield self._move(name, before, line, place, needs if count == len(found) else ())
                before = line
            values[place] = before
        if values[()] is not goal:
            is_piecewise = isinstance(goal, Apply) and goal.function == "piecewise"
            yield self._move("conditions" if is_piecewise else "order", values[()], goal, ())

    def _move(
        self, name: str, before: Expression, after: Expression, place: Place, needs: Sequence[Expression] = ()
    ) -> Step:
        return Step(MOVE, name, before, after, variable=self.variable, place=place, needs=needs)


def _is_condition(node: Expression) -> bool:
    return isinstance(node, Apply) and node.function in CONDITIONS


def positions(root: Expression) -> list[tuple[Place, Expression]]:
    """Every place of a right-hand side with what stands there, each before those below it, from left to right."""
    found: list[tuple[Place, Expression]] = []
    stack: list[tuple[Place, Expression]] = [((), root)]
    while stack:
        place, node = stack.pop()
        found.append((place, node))
        if isinstance(node, Apply) and node.function != "d":
            stack.extend(((*place, i), node.arguments[i]) for i in reversed(range(len(node.arguments))))
    return found


@lru_cache(256)
def both_orders(right: Expression) -> tuple[list[tuple[Place, Expression]], list[tuple[Place, Expression]]]:
    """The places of a right-hand side from above, and from below: most come from the tables, again and again."""
    order = positions(right)
    return order, sorted(order, key=from_below)


def from_below(item: tuple[Place, Expression]) -> tuple[float, ...]:
    """An order in which each place comes after those below it, and these from left to right."""
    return (*item[0], float("inf"))


def chained(sign: str, parts: Sequence[Expression]) -> Expression:
    """The parts with a sign between them, bracketed to the left."""
    node = parts[0]
    for part in parts[1:]:
        node = apply(sign, (node, part))
    return node
