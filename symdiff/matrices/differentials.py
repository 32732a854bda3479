"""The differential of an expression, by the rules of the table: from the whole down to that of the variable."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import SymdiffError
from ..expression import ZERO, Apply, Expression, Symbol, apply
from ..primitives import PENDING
from ..rulebook import current
from ..rulebook.rules import without
from ..traversal import postorder
from ..work import spend
from .matching import Bindings, Matcher, filled
from .operations import OPERATION
from .shown import shown
from .simplifier import MatrixSimplifier
from .table import MatrixRule

ELEMENTWISE = "f"


@dataclass(frozen=True)
class MatrixStep:
    """One step.

    Attributes:
        name: the rule, as the table calls it; or "simplified", "read_off".
        before, after: what it is applied to, and what comes of it.
        line: the whole line after it.
        rule: the rule, if it is one of the table.
    """

    name: str
    before: Expression
    after: Expression
    line: Expression
    rule: MatrixRule | None = None


def pending(node: Expression) -> Apply:
    """The differential of an expression, still to be found."""
    return apply(PENDING, (node,))


def is_pending(node: Expression) -> bool:
    """Whether a node is a differential."""
    return isinstance(node, Apply) and node.function == PENDING


def below(node: Apply) -> tuple[Expression, ...]:
    """The arguments of a node; a differential is a whole."""
    return () if node.function == PENDING else node.arguments


class Differentials:
    """The differentials in one variable.

    Attributes:
        simplifier: what builds the lines.
        variable: the variable.
        steps: the steps that were made.
    """

    def __init__(self, simplifier: MatrixSimplifier, variable: Symbol) -> None:
        self.simplifier = simplifier
        self.scope = simplifier.scope
        self.variable = variable
        self.steps: list[MatrixStep] = []
        self._matcher = Matcher(self.scope, simplifier.build)
        self._depends: dict[Expression, bool] = {}

    def depends(self, root: Expression) -> bool:
        """Whether an expression holds the variable."""
        for node in postorder((root,), lambda n: () if n in self._depends else n.arguments):
            if node not in self._depends:
                parts = node.arguments if isinstance(node, Apply) else ()
                self._depends[node] = node is self.variable or any(self._depends[a] for a in parts)
        return self._depends[root]

    def line(self, function: Expression) -> Expression:
        """The differential of a function, in that of the variable alone.

        Raises:
            SymdiffError: an operation in it has no rule.
        """
        if not self.depends(function):
            rule, _ = self.applied(function)
            self.steps.append(MatrixStep(rule.name, pending(function), ZERO, ZERO, rule))
            return ZERO
        line: Expression = pending(function)
        while (goal := self._next(line)) is not None:
            rule, right = self.applied(goal.arguments[0])
            right = self._as_wide(right, goal)
            line = self.replaced(line, goal, right)
            self.steps.append(MatrixStep(rule.name, goal, right, line, rule))
        return line

    def _as_wide(self, right: Expression, goal: Expression) -> Expression:
        """The right side in the shape of the left one: a number that is added to every entry changes every entry."""
        shape = self.scope.shape(goal)
        is_narrow = right is not ZERO and self.scope.is_scalar(right) and not shape.is_scalar
        return self.simplifier.spread(right, shape) if is_narrow else right

    def _next(self, line: Expression) -> Apply | None:
        """The differential that is the highest of those that are to be found: what it holds may be another one."""
        goals = [n for n in postorder((line,), below) if isinstance(n, Apply) and n.function == PENDING]
        open_goals = [goal for goal in goals if goal.arguments[0] is not self.variable]
        return max(open_goals, key=height, default=None)

    def replaced(self, line: Expression, goal: Expression, right: Expression) -> Expression:
        """The line with a differential replaced, and simplified."""
        done: dict[Expression, Expression] = {goal: right}
        for node in postorder((line,), below):
            if node not in done:
                is_whole = not isinstance(node, Apply) or node.function == PENDING
                done[node] = node if is_whole else self._built(node, done)
        return done[line]

    def _built(self, node: Expression, done: dict[Expression, Expression]) -> Expression:
        assert isinstance(node, Apply)
        return self.simplifier.build(node.function, tuple([done[a] for a in node.arguments]))

    def applied(self, node: Expression) -> tuple[MatrixRule, Expression]:
        """The rule for the differential of a node, and its right side.

        Raises:
            SymdiffError: there is none.
        """
        spend(20)
        for rule in self.scope.table.differentials:
            if rule.is_elementwise:
                if isinstance(node, Apply) and not node.function.startswith(OPERATION):
                    return rule, self._elementwise(node)
                continue
            bindings = self._bindings(rule, node)
            if bindings is not None:
                if rule.condition is not None:
                    self.simplifier.needs.append(filled(rule.condition, bindings, self.simplifier.build))
                return rule, self._right_side(rule, bindings)
        raise SymdiffError(f"there is no rule for the differential of {shown(node, self.scope)}")

    def _bindings(self, rule: MatrixRule, node: Expression) -> Bindings | None:
        """What the letters stand for: as it is written, or else where a multiple is written in another way."""
        for matcher in (self._matcher, self.simplifier.matcher):
            for bindings in matcher.match(rule.left, node, {}):
                if self._holds(rule, bindings):
                    return bindings
            if isinstance(rule.left, Apply) and not rule.left.function.startswith(OPERATION):
                break
        return None

    def _holds(self, rule: MatrixRule, bindings: Bindings) -> bool:
        free = [letter for letter, said in rule.provisos if said == "free of x"]
        return not any(self.depends(bindings[letter]) for letter in free) and self._matcher.holds(rule, bindings)

    def _right_side(self, rule: MatrixRule, bindings: Bindings) -> Expression:
        absent = frozenset(pending(u) for u, node in bindings.items() if not self.depends(node))
        kept = without(rule.right, frozenset[Expression](absent))
        return ZERO if kept is None else filled(kept, bindings, self.simplifier.build)

    def _elementwise(self, node: Apply) -> Expression:
        """The derivative of a function of numbers by each argument, times the differential of that."""
        entry = current().functions.get((node.function, len(node.arguments)))
        held = [place for place, argument in enumerate(node.arguments) if self.depends(argument)]
        if entry is None or any(entry.parameters[place] not in entry.derivatives for place in held):
            raise SymdiffError(f"{node.function} has no derivative entry by entry in the table of functions")
        bound: Bindings = dict(zip(entry.parameters, node.arguments, strict=True))
        build = self.simplifier.build
        total: Expression = ZERO
        for place in held:
            slope = filled(entry.derivatives[entry.parameters[place]], bound, build)
            term = build("*", (slope, pending(node.arguments[place])))
            total = build("+", (total, term))
        return total


def height(root: Expression) -> int:
    """How deep an expression is nested."""
    depth: dict[Expression, int] = {}
    for node in postorder((root,)):
        depth[node] = 1 + max((depth[a] for a in node.arguments), default=0) if isinstance(node, Apply) else 0
    return depth[root]
