"""The trace of a derivative: which rule fired where, for those who explain it, measure it, or get it wrong."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..expression import CONDITIONS, ONE, ZERO, Apply, Expression, Symbol, apply
from ..rulebook import Choice, Rule, Rulebook, current
from ..rulebook.lifting import NESTED, chain_of, mask_of, operands, two_operands
from ..rulebook.rules import Role
from ..tidying import bare, build
from ..traversal import postorder
from .forward import prepared, swept
from .sweep import Sweep

# The operators of arithmetic are no functions of one argument, even where only one operand depends on x.
LINEAR_HEADS = frozenset(("+", "-", "*", "/", "neg"))
Slopes = Mapping[Expression, Expression]
Mistaken = Callable[[Expression, Slopes], Expression | None]


@dataclass(frozen=True)
class Firing:
    """A rule at a node.

    Attributes:
        node: what is differentiated.
        rule: the rule that does it.
        bindings: what its letters stand for.
    """

    node: Expression
    rule: Rule
    bindings: tuple[Expression, ...]

    @property
    def bound(self) -> dict[Symbol, Expression]:
        """Each letter with what it stands for."""
        return dict(zip(self.rule.letters, self.bindings, strict=True))


class Trace:
    """One differentiation by one variable.

    Args:
        expression: the differentiand.
        variable: by which it is differentiated.
        rules: the rulebook; the current one if not given.

    Attributes:
        given: the differentiand.
        expression: the same with derivatives that are written in it carried out, and its requirements apart.
        nodes: every node of it, two operands at a time, each after its operands.
    """

    def __init__(self, expression: Expression, variable: Symbol, rules: Rulebook | None = None) -> None:
        self.given, self.variable, self.rules = expression, variable, rules or current()
        self.expression, self._kept = prepared(expression, self.rules)
        self.nodes = postorder((self.expression,), two_operands, NESTED)

    # --- as the engine finds it ---------------------------------------------------------------------------

    @cached_property
    def _sweep(self) -> Sweep:
        sweep = Sweep(self.variable, self.rules)
        sweep.slope(self.expression)
        return sweep

    @cached_property
    def result(self) -> Expression:
        """The derivative, with what must hold for it."""
        return swept(self._sweep, self.expression, self._kept)

    def derivative(self, node: Expression) -> Expression | None:
        """The derivative of a node, without what must hold for it; None where it is free of the variable."""
        return self._sweep.slopes.get(node)

    def firing(self, node: Expression) -> Firing:
        """The rule that gave the derivative of a node: a sum or product is differentiated as a whole."""
        chain = chain_of(node)
        if chain is not None and len(chain[0]) > 1:
            mask = mask_of([self.derivative(a) for a in chain[1]])
            return self._fired(node, self.rules.rule_for_chain(chain, mask) if mask else self.rules.rule_for(node, 0))
        if not isinstance(node, Apply):
            return self._fired(node, self.rules.rule_for(node, node is self.variable))
        view = apply(node.function, tuple(operands(node)))
        return self._fired(node, self.rules.rule_for(view, mask_of([self.derivative(a) for a in view.arguments])))

    @staticmethod
    def _fired(node: Expression, choice: Choice) -> Firing:
        return Firing(node, choice.rule, choice.bindings)

    # --- as a person finds it, two operands at a time, perhaps wrongly --------------------------------------

    @cached_property
    def steps(self) -> Mapping[Expression, Firing]:
        """The rule for every function and operator that depends on the variable; no derivative is needed for that."""
        chosen = ((node, self._choice(node, self._moving)) for node in self.nodes)
        return {node: self._fired(node, choice) for node, choice in chosen if choice is not None}

    def _choice(self, node: Expression, moving: Container[Expression]) -> Choice | None:
        """The rule for a function or operator, where it depends on the variable as some nodes below it do."""
        if not isinstance(node, Apply) or node.function in CONDITIONS:
            return None
        arguments = two_operands(node)
        mask = sum(1 << place for place, a in enumerate(arguments) if a in moving)
        view = node if arguments is node.arguments else apply(node.function, tuple(arguments))
        return self.rules.rule_for(view, mask) if mask else None

    @cached_property
    def _moving(self) -> set[Expression]:
        moving: set[Expression] = {self.variable}
        for node in self.nodes:
            if type(node) is Apply and not moving.isdisjoint(two_operands(node)):
                moving.add(node)
        return moving

    def depends(self, node: Expression) -> bool:
        """Whether a node of the expression depends on the variable."""
        return node in self._moving

    @cached_property
    def slopes(self) -> Slopes:
        """The derivative of every node that depends on the variable."""
        return self.run()

    @property
    def answer(self) -> Expression:
        """The derivative, without what must hold for it."""
        return bare(self.slopes.get(self.expression, ZERO))

    def answer_by(self, mistake: Mistaken) -> Expression:
        """The answer of someone who answers some nodes in a way of their own, and goes on rightly from there.

        Args:
            mistake: for a node, and the derivatives found so far, another derivative of it, or None.
        """
        return bare(self.run(mistake).get(self.expression, ZERO))

    def run(self, mistake: Mistaken | None = None) -> dict[Expression, Expression]:
        """The derivative of every node, some of them by a mistake."""
        slopes: dict[Expression, Expression] = {}
        for node in self.nodes:
            slope = None if mistake is None else mistake(node, slopes)
            if slope is None:
                slope = self._slope(node, slopes)
            if slope is not None:
                slopes[node] = slope
        return slopes

    def _slope(self, node: Expression, slopes: Slopes) -> Expression | None:
        if node is self.variable:
            return self.rules.rule_for(node, 1).rule.replacement
        choice = self._choice(node, slopes)
        if choice is None:
            return ZERO if self.depends(node) else None  # conditions vary, without a slope
        return choice.construction.run([*choice.inputs, *(slopes.get(a, ZERO) for a in choice.inputs)])

    @cached_property
    def outer(self) -> Mapping[Expression, Outer]:
        """For every function, power or exponential of one argument: its argument and its own derivative."""
        found = {node: self._outer(step) for node, step in self.steps.items()}
        return {node: outer for node, outer in found.items() if outer is not None}

    def _outer(self, step: Firing) -> Outer | None:
        """The node as f(u), where its rule has one letter that depends on the variable, and is not linear in it."""
        assert isinstance(step.node, Apply)
        moving = [(u, value) for u, value in step.bound.items() if self.depends(value)]
        if len(moving) != 1 or step.node.function in LINEAR_HEADS or step.rule.role is Role.BRANCHES:
            return None
        letter, argument = moving[0]
        return Outer(step, letter, argument) if argument in step.node.arguments else None


@dataclass(frozen=True)
class Outer:
    """A node seen as f(u): the argument u, and f' as a formula of it."""

    step: Firing
    letter: Symbol
    argument: Expression

    def at(self, other: Expression) -> Expression:
        """f at another argument."""
        node = self.step.node
        assert isinstance(node, Apply)
        return build(node.function, tuple(other if a is self.argument else a for a in node.arguments))

    def derivative_at(self, other: Expression) -> Expression:
        """f' at another argument."""
        rule = self.step.rule
        given = [other if letter is self.letter else value for letter, value in self.step.bound.items()]
        # The right side with 1 for d(u), and 0 for the others, is the partial derivative by u.
        units = [ONE if letter is self.letter else ZERO for letter in rule.letters]
        return bare(rule.construction_for(frozenset((self.letter,))).run([*given, *units]))
