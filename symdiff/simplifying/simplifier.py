"""From below: the arguments of functions, then the arithmetic around them, as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..algebra.cost import IMPROVEMENT, SHORT_EXPONENT, UNIT, Costs, cost
from ..algebra.field import Unwieldy
from ..algebra.generators import ARITHMETIC
from ..algebra.representation import MOST_NODES
from ..expression import COMPARISONS, CONDITIONS, Apply, E, Expression
from ..primitives import EXP
from ..rulebook.signs import Signs
from ..tidying import build, power, remembering, tidy
from ..traversal import postorder, substitute
from .forms import Forms
from .rewriting import arithmetic_rewrites, function_rewrites, identities_of
from .views import arithmetic_size, in_one_angle, in_one_base, in_sines, is_single_term, is_whole_power

MOST_ROUNDS = 4
MOST_WORK = 4000  # nodes taken through whole forms in one call; what is beyond is only tidied
SMALLEST = 2 * UNIT
MOST_DETOUR = 3 * UNIT  # how much longer an expression may be before new arguments are simplified


@dataclass(frozen=True)
class SimplificationStep:
    """One thing that was done.

    Attributes:
        name: the form that was chosen, or the identity of simplification.rules.
        before, after: what it was done to, and what came of it.
    """

    name: str
    before: Expression
    after: Expression

    def __str__(self) -> str:
        return f"{self.name}: {self.before} = {self.after}"

    def with_branches(self, branches: Mapping[Expression, Expression]) -> SimplificationStep:
        """The step with the piecewise expressions for their names."""
        return SimplificationStep(self.name, substitute(self.before, branches), substitute(self.after, branches))


class Simplifier:
    """One simplification: its costs, its budget and its steps."""

    def __init__(self, conditions: Iterable[Expression] = (), costs: Costs | None = None) -> None:
        self.signs = Signs(conditions)
        self.costs: Costs = dict(costs or {})
        self.steps: list[SimplificationStep] = []
        self.work = MOST_WORK
        self.exhausted = False
        self.trying = False
        self.best: dict[Expression, Expression] = {}
        self.done: dict[Expression, Expression] = {}

    def cost(self, expression: Expression) -> int:
        """The cost of an expression."""
        return cost(expression, self.costs)

    def run(self, root: Expression) -> Expression:
        """The simplest form found of a tidy expression without a `where`, never longer than it.

        What it requires is worked out afterwards.
        """
        return remembering(lambda: self._settled(root))[0]

    def _settled(self, root: Expression) -> Expression:
        result = root
        for _ in range(MOST_ROUNDS):
            result = tidy(result)
            found = self._from_below(result)
            if found is result or self.cost(found) > self.cost(result):
                return result
            result = found
            self.done.clear()  # what is new in it has not been looked into; its sums and products have
            self.best = {given: best for given, best in self.best.items() if given is best}
        return result

    def learns(self, conditions: Iterable[Expression]) -> bool:
        """Use conditions from now on; whether they say anything new of a sign."""
        before = dict(self.signs.known)
        for condition in conditions:
            self.signs.learn(condition)
        if before == self.signs.known:
            return False
        self.done.clear()
        self.best.clear()
        return True

    def condition(self, requirement: Expression) -> Expression:
        """A requirement on the simplest form of what it speaks of."""
        if type(requirement) is not Apply or requirement.function in ("and", "or"):
            return requirement
        count = len(self.steps)
        try:
            if requirement.function not in COMPARISONS:
                return self.run(requirement)
            left, right = requirement.arguments
            return Apply(requirement.function, (self.run(left), right))
        finally:
            del self.steps[count:]

    def _note(self, name: str, before: Expression, after: Expression) -> None:
        self.steps.append(SimplificationStep(name, before, after))

    def _from_below(self, root: Expression) -> Expression:
        """The simplest form found, of what is in it first."""
        result = self.whole(self._inside(root))
        self.done.setdefault(result, result)
        return result

    def _inside(self, root: Expression) -> Expression:
        """An expression with the simplest arguments of its functions found."""
        done = self.done
        for node in postorder((root,), lambda n: () if n in done else n.arguments):
            if node not in done:
                done[node] = self._rebuilt(node, done) if type(node) is Apply else node
        return done[root]

    def _rebuilt(self, node: Apply, done: dict[Expression, Expression]) -> Expression:
        function = node.function
        if function in CONDITIONS:
            return node
        if function in ("+", "-", "*", "/", "neg"):
            arguments = tuple([done[a] for a in node.arguments])
        elif function == "^":
            base, exponent = node.arguments
            arguments = done[base], self.whole(done[exponent])
        elif function == "where":
            return node
        else:
            arguments = tuple([self.whole(done[a]) for a in node.arguments])
        if arguments == node.arguments:
            return self.named(node)
        return self.named(build(function, arguments))

    def named(self, node: Expression) -> Expression:
        """A function of simple arguments, by the identities that rewrite it as a whole."""
        if type(node) is Apply and node.function == EXP and self.cost(node.arguments[0]) <= SHORT_EXPONENT:
            node = power(E, node.arguments[0])
        while type(node) is Apply and not is_whole_power(node) and identities_of(node):
            for identity, new in function_rewrites(node, self.signs):
                if self.cost(new) < self.cost(node):
                    simplest = self._from_below(new)
                    self._note(identity.name, node, simplest)
                    node = simplest
                    break
            else:
                return node
        return node

    # --- whole forms --------------------------------------------------------------------------------

    def whole(self, expression: Expression) -> Expression:
        """The best form of an expression whose functions have simple arguments already."""
        known = self.best.get(expression)
        if known is not None:
            return known
        result = expression
        for _ in range(MOST_ROUNDS):
            better = self._rewritten(self._better(result))
            if better is result:
                break
            result = better
        if not self.trying:
            self.best[expression] = self.best[result] = result
        return result

    def _better(self, expression: Expression) -> Expression:
        if type(expression) is not Apply or not self._worth(expression):
            return expression
        given = least = self.cost(expression)
        best: Expression = expression
        name = ""
        for reason, candidate in self._candidates(expression):
            if candidate is best:
                continue
            weight = self.cost(candidate)
            if weight < least and weight <= given - IMPROVEMENT:
                best, least, name = candidate, weight, reason
        if best is not expression:
            best = tidy(best)
            if self.cost(best) > given - IMPROVEMENT:
                return expression
            self._note(name, expression, best)
        return best

    def _rewritten(self, expression: Expression) -> Expression:
        """The expression after every identity that shortens it."""
        while True:
            better = self._rewritten_once(expression)
            if better is expression:
                return expression
            expression = better

    def _rewritten_once(self, expression: Expression) -> Expression:
        if type(expression) is not Apply or expression.function not in ARITHMETIC or self.cost(expression) <= SMALLEST:
            return expression
        if self.work <= 0 or arithmetic_size(expression, MOST_NODES + 1) > MOST_NODES:
            return expression
        if self.trying:  # within the argument of a function that is itself only being tried
            return expression
        least = self.cost(expression)
        for identity, made in arithmetic_rewrites(expression, self.signs):
            self.work -= 4
            if self.work < 0:
                self.exhausted = True
                break
            candidate = tidy(made())
            if self.cost(candidate) > least + MOST_DETOUR:
                continue
            candidate = self._tried(candidate)
            if self.cost(candidate) < least - IMPROVEMENT:
                self._note(identity.name, expression, candidate)
                return candidate
        return expression

    def _tried(self, expression: Expression) -> Expression:
        """The expression with the new functions in it taken through the identities; its steps are not kept."""
        count = len(self.steps)
        self.trying = True
        try:
            return tidy(self._inside(expression))
        finally:
            self.trying = False
            del self.steps[count:]

    def _worth(self, expression: Apply) -> bool:
        if expression.function not in ARITHMETIC or self.cost(expression) <= SMALLEST or is_single_term(expression):
            return False
        size = arithmetic_size(expression, min(self.work, MOST_NODES) + 1)
        if size > min(self.work, MOST_NODES):
            self.exhausted = True
            return False
        self.work -= size
        return True

    def _candidates(self, expression: Expression) -> Iterator[tuple[str, Expression]]:
        for view in (lambda e: e, in_sines, in_one_angle, in_one_base):
            written = view(expression)
            if written is not None:
                try:
                    yield from Forms(written).candidates()
                except Unwieldy:
                    self.exhausted = True
