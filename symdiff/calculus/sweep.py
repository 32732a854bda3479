"""The derivative of every node by one variable, from the leaves up: each node once, after its operands.

The derivative of a node is the right-hand side of its rule with the derivatives of its operands filled in.
Nothing here knows a rule of calculus: they are in grammar/differentiation.rules, and the derivatives of
functions in grammar/functions.rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..core import asked, twin
from ..expression import CONDITIONS, ZERO, Apply, Expression, Symbol, apply
from ..rulebook import Choice, Rulebook, is_special
from ..rulebook.facts import MOST_FACTS, Facts
from ..rulebook.lifting import FLATTENED, mask_of, operands
from ..rulebook.rules import Role, branch_places
from ..tidying import always_evaluated, remembering
from ..traversal import postorder
from ..work import spend
from .demands import Demand, demand_values, demands_of, restricted_branch
from .interior import interior, is_edged, of_conditions
from .joints import joints

UNITS, UNITS_IN_BRANCHES = 40, 200  # of work, for the derivative of a node


class BranchesMet(Exception):
    """There is a piecewise that depends on the variable: what is demanded in its branches holds there alone."""


class Sweep:
    """One variable, the rules, and what has been found.

    Attributes:
        slopes: the derivative of each node, None where that is free of the variable. What must hold for it stands
            apart, but for what holds in one branch of a piecewise: that stays in the branch.
        demands: what must hold, by the node where it came up.
    """

    def __init__(self, variable: Symbol, rules: Rulebook) -> None:
        self.variable, self.rules = variable, rules
        self.slopes: dict[Expression, Expression | None] = {}
        self.demands: dict[Expression, list[Demand]] = {}
        self._branched = False
        self._met: list[Demand] = []
        self._one = rules.slope_of_the_variable

    def slope(self, node: Expression) -> Expression:
        """The derivative of a node, without what must hold for it.

        Raises:
            Unprepared: something in it is to be done first.
        """
        if node not in self.slopes:
            self._run(node)
        slope = self.slopes[node]
        return ZERO if slope is None else slope

    def demands_at(self, node: Expression) -> list[Demand]:
        """What must hold for the derivative of a node: all that came up in it, but in no branch of a piecewise."""
        if not self.demands:
            return self._met
        if not self._branched:
            return [*self._met, *(demand for demands in self.demands.values() for demand in demands)]
        found = postorder((node,), lambda n: () if n.function == "piecewise" else operands(n))
        return [demand for below in found for demand in self.demands.get(below, ())]

    def _run(self, node: Expression) -> None:
        if not self._branched:
            order = postorder((node,), operands, FLATTENED)
            spend(UNITS * len(order))
            try:
                self._met = self._remember(order, node)
                return
            except BranchesMet:
                self._branched = True
                self.slopes.clear()
                self.demands.clear()
        slopes = self.slopes
        for below in postorder((node,), lambda n: () if n in slopes else operands(n)):
            if below in slopes:
                continue
            spend(UNITS_IN_BRANCHES)
            if type(below) is Apply and below.function == "piecewise":
                self._enter_branches(below)
            elif met := self._remember((below,), below):
                self.demands[below] = met + self.demands.get(below, [])

    def _remember(self, order: Iterable[Expression], node: Expression) -> list[Demand]:
        """Go through some nodes; what the constructors of tidying demand on the way is demanded at a node."""
        _, needs = remembering(partial(self._up, order, node))
        return [Demand(need, node) for need in dict.fromkeys(needs)] if needs else []

    def _up(self, order: Iterable[Expression], root: Expression) -> None:
        slopes, plain_cases, variable = self.slopes, self.rules.plain_cases, self.variable
        vanishing: list[Apply] = []
        edged: list[Apply] = []
        for node in order:
            if type(node) is Apply:
                arguments = node.arguments if node.function not in FLATTENED else tuple(operands(node))
                inner = [slopes[a] for a in arguments]
                mask = mask_of(inner)
                if not mask:
                    slopes[node] = None
                    if not node.total:
                        vanishing.append(node)
                    continue
                plain = plain_cases[node.function, len(arguments), mask]
                if plain is not None and not (plain[1] and is_special(arguments, plain[1])):
                    slope = slopes[node] = plain[0].run([*arguments, *inner])
                else:
                    slope = slopes[node] = self._by_choice(node, arguments, mask)
                if slope is ZERO or (node.function == "^" and is_edged(arguments[1])):
                    edged.append(node)
            elif node is variable:
                slopes[node] = self._one
            else:
                slopes[node] = None
        if vanishing:
            demand_values(vanishing, root, variable)
        if edged:
            self._demand_interior(edged)

    def _demand_interior(self, edged: Iterable[Apply]) -> None:
        """Demand values on both sides, where the formula of a derivative does not: it is 0, or exists on a border."""
        edges = [(node, self.slopes[node] is ZERO) for node in edged]
        for demand in demands_inside(edges, self.variable, self.rules):
            self.demands.setdefault(demand.source, []).append(demand)

    def _asked_by(self, condition: Expression) -> list[Expression]:
        """What must hold so that a condition has a value on both sides, and jumps at none of its steps."""
        steps = [d.condition for d in self.demands_at(condition) if self.slopes.get(d.source) is ZERO]
        return steps + interior(postorder((condition,)), self.variable, self._apart, self.rules)

    def _apart(self, node: Expression) -> Expression:
        return Sweep(self.variable, self.rules).slope(node)

    def _by_choice(self, node: Apply, arguments: tuple[Expression, ...], mask: int) -> Expression:
        """The derivative of a node whose case is no plain one."""
        if node.function == "piecewise":
            raise BranchesMet
        if node.function in CONDITIONS:
            return ZERO  # it varies, but between the joints it is one and the same
        if node.function == "where":
            value, *requirements = arguments
            self.demands.setdefault(node, []).extend(Demand(need, node) for need in requirements)
            slope = self.slopes[value]
            return ZERO if slope is None else slope
        view = node if len(arguments) == len(node.arguments) else apply(node.function, arguments)
        choice = self.rules.rule_for(view, mask)
        if found := demands_of(choice, node):
            self.demands.setdefault(node, []).extend(found)
        return self._filled_in(choice, [self.slopes[a] for a in choice.inputs])

    @staticmethod
    def _filled_in(choice: Choice, slopes: Sequence[Expression | None]) -> Expression:
        return choice.construction.run([*choice.inputs, *(ZERO if slope is None else slope for slope in slopes)])

    def _enter_branches(self, node: Apply) -> None:
        """The derivative of a piecewise: what its branches demand stays there, less what is known there."""
        slopes = [self.slopes[a] for a in node.arguments]
        mask = mask_of(slopes)
        if not mask:
            self.slopes[node] = None
            return
        choice = self.rules.rule_for(node, mask)
        assert choice.rule.role is Role.BRANCHES
        left_out = joints(node, [ZERO if slope is None else slope for slope in slopes], self.variable)
        values = branch_places(node)
        sides = of_conditions(node, values, self._asked_by)
        self.demands[node] = [Demand(condition, node) for condition in (*left_out, *sides)]
        for place in values:
            if demands := self.demands_at(node.arguments[place]):
                slope = ZERO if (found := slopes[place]) is None else found
                slopes[place] = restricted_branch(slope, demands, facts_at(node, place, left_out))
        self.slopes[node] = self._filled_in(choice, slopes)


def demands_inside(edged: Iterable[tuple[Expression, bool]], variable: Symbol, rules: Rulebook) -> Iterator[Demand]:
    """What must hold so that nodes have values on both sides.

    Args:
        edged: the nodes, and of each whether its derivative is 0.
        variable: by which they are differentiated.
        rules: the rules.
    """
    for node, vanishes in edged:
        if type(node) is Apply and node.function not in CONDITIONS:  # for these the piecewise asks
            nodes = always_evaluated(node)[:-1] if vanishes else [node]
            for need in interior(nodes, variable, lambda part: Sweep(variable, rules).slope(part), rules):
                yield Demand(need, node, is_inside=True)


@asked
def with_insides(
    demands: list[Demand], edged: list[tuple[Expression, bool]], variable: Symbol, rules: Rulebook
) -> list[Demand]:
    """Demands in the order of their nodes, with those of `demands_inside`."""
    by_node: dict[Expression, list[Demand]] = {}
    for demand in (*demands, *demands_inside(edged, variable, rules)):
        by_node.setdefault(demand.source, []).append(demand)
    return [demand for found in by_node.values() for demand in found]


@twin
def forward(body: Expression, variable: Symbol, rules: Rulebook) -> tuple[Expression, list[Demand]]:
    """The derivative of a body, and what must hold for it: what a sweep of one's own finds.

    Raises:
        Unprepared: something in it is to be done first.
    """
    sweep = Sweep(variable, rules)
    return sweep.slope(body), sweep.demands_at(body)


def facts_at(node: Apply, place: int, left_out: Sequence[Expression]) -> Facts:
    """What is known where the value at a place of a piecewise is taken, but for the joints that are left out."""
    earlier = [(condition, False) for condition in node.arguments[: place - 1 if place % 2 else place : 2]]
    own = [(node.arguments[place - 1], True)] if place % 2 else []
    return Facts([*earlier[-MOST_FACTS:], *own, *((joint, True) for joint in left_out[-MOST_FACTS:])])
