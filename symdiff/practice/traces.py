"""The trace of a derivative: which rule fired where, kept so that one node can be answered otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..calculus.forward import formal_derivative, prepared
from ..calculus.joints import derivative_of_piecewise
from ..expression import ONE, ZERO, Apply, Expression, Symbol
from ..rulebook import Rule, Rulebook, current
from ..tidying import build, lift_requirements, plus, times
from ..traversal import postorder

# The operators of arithmetic are no functions of one argument, even where only one operand depends on x.
LINEAR_HEADS = frozenset(("+", "-", "*", "/", "neg"))
Slopes = Mapping[Expression, Expression]
Mistaken = Callable[[Expression, Slopes], Expression | None]


@dataclass(frozen=True)
class Step:
    """A rule at a node.

    Attributes:
        node: what is differentiated.
        rule: the rule of the table that does it.
        bindings: what its letters stand for.
    """

    node: Apply
    rule: Rule
    bindings: tuple[Expression, ...]


class Trace:
    """Every step of the derivative of an expression, and each node's derivative."""

    def __init__(self, expression: Expression, variable: Symbol, rules: Rulebook | None = None) -> None:
        self.rules = rules or current()
        self.expression, _ = prepared(expression, self.rules)
        self.variable = variable
        self.nodes = postorder((self.expression,))
        self.steps: dict[Expression, Step] = {}
        self._moving: set[Expression] = set()
        self._choose()

    def _choose(self) -> None:
        """Which nodes depend on the variable, and the rule for each: no derivative is needed for that."""
        moving = self._moving
        for node in self.nodes:
            if type(node) is not Apply:
                if node is self.variable:
                    moving.add(node)
                continue
            mask = sum(1 << place for place, a in enumerate(node.arguments) if a in moving)
            if mask:
                moving.add(node)
                selected = None if node.function == "piecewise" else self.rules.select(node, mask)
                if selected is not None:
                    self.steps[node] = Step(node, selected[0], tuple(selected[1]))

    @cached_property
    def slopes(self) -> Slopes:
        """The derivative of every node that depends on the variable."""
        slopes: dict[Expression, Expression] = {}
        self.run(slopes)
        return slopes

    @property
    def answer(self) -> Expression:
        """The derivative, without what must hold for it."""
        return bare(self.slopes.get(self.expression, ZERO))

    def depends(self, node: Expression) -> bool:
        """Whether a node of the expression depends on the variable."""
        return node in self._moving

    def answer_by(self, mistake: Mistaken) -> Expression:
        """The answer of someone who answers some nodes in a way of their own, and goes on rightly from there.

        Args:
            mistake: for a node, and the derivatives found so far, another derivative of it, or None.
        """
        slopes: dict[Expression, Expression] = {}
        self.run(slopes, mistake)
        return bare(slopes.get(self.expression, ZERO))

    def run(
        self,
        slopes: dict[Expression, Expression],
        mistake: Mistaken | None = None,
    ) -> None:
        """Find the derivative of every node, some of them by a mistake."""
        for node in self.nodes:
            slope = None if mistake is None else mistake(node, slopes)
            if slope is None:
                if type(node) is Apply:
                    slope = self._slope(node, slopes)
                elif node is self.variable:
                    slope = ONE
            if slope is not None:
                slopes[node] = slope

    def _slope(self, node: Apply, slopes: Slopes) -> Expression | None:
        mask = sum(1 << place for place, a in enumerate(node.arguments) if a in slopes)
        if not mask:
            return None
        if node.function == "piecewise":
            return derivative_of_piecewise(node, [slopes.get(a) for a in node.arguments], self.variable)[0]
        selected = self.rules.select(node, mask)
        if selected is None:
            return self._formal(node, slopes)
        _, bindings, program = selected
        return program.run([*bindings, *(slopes.get(b, ZERO) for b in bindings)])

    def _formal(self, node: Apply, slopes: Slopes) -> Expression:
        total: Expression = ZERO
        for place, argument in enumerate(node.arguments):
            if argument in slopes:
                total = plus(total, times(formal_derivative(node, place), slopes[argument]))
        return total

    @cached_property
    def outer(self) -> Mapping[Expression, Outer]:
        """For every function, power or exponential of one argument: its argument and its own derivative."""
        found = {node: _outer(step, self) for node, step in self.steps.items()}
        return {node: outer for node, outer in found.items() if outer is not None}


@dataclass(frozen=True)
class Outer:
    """A node seen as f(u): the argument u, and f' as a formula of it."""

    step: Step
    letter: Symbol
    argument: Expression

    def at(self, other: Expression) -> Expression:
        """f at another argument."""
        node = self.step.node
        return build(node.function, tuple(other if a is self.argument else a for a in node.arguments))

    def derivative_at(self, other: Expression) -> Expression:
        """f' at another argument."""
        letters, bindings = self.step.rule.letters, self.step.bindings
        given = [other if letter is self.letter else b for letter, b in zip(letters, bindings, strict=True)]
        # The right side with 1 for d(u), and 0 for the others, is the partial derivative by u.
        units = [ONE if letter is self.letter else ZERO for letter in letters]
        return bare(self.step.rule.program_for(frozenset((self.letter,))).run([*given, *units]))


def _outer(step: Step, trace: Trace) -> Outer | None:
    """The node as f(u), where its rule has one letter that depends on the variable, and is not linear in it."""
    moving = [(u, b) for u, b in zip(step.rule.letters, step.bindings, strict=True) if trace.depends(b)]
    if len(moving) != 1 or step.node.function in LINEAR_HEADS:
        return None
    letter, argument = moving[0]
    if argument not in step.node.arguments:
        return None
    return Outer(step, letter, argument)


def bare(expression: Expression) -> Expression:
    """The formula without what must hold for it."""
    lifted = lift_requirements(expression)
    return lifted.arguments[0] if isinstance(lifted, Apply) and lifted.function == "where" else lifted
