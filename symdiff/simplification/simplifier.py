"""From below: the arguments of functions, then the arithmetic around them, as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..expression import CONDITIONS, Apply, Expression
from ..rulebook import standard
from ..tidying import build, lift_requirements, tidy
from ..traversal import postorder, substitute
from .algebra import TooLarge
from .cost import IMPROVEMENT, UNIT, Costs, cost
from .forms import Forms
from .generators import ARITHMETIC
from .rewriting import arithmetic_rewrites, function_rewrites, identities_of
from .signs import Signs

MOST_ROUNDS = 4
MOST_WORK = 4000  # nodes taken through whole forms in one call; what is beyond is only tidied
SMALLEST = 2 * UNIT

Step = tuple[str, Expression, Expression]


class Simplifier:
    """One simplification: its costs, its budget and its steps."""

    def __init__(self, conditions: Iterable[Expression] = ()) -> None:
        self.signs = Signs(conditions)
        self.costs: Costs = {}
        self.steps: list[Step] = []
        self.work = MOST_WORK
        self.exhausted = False
        self.best: dict[Expression, Expression] = {}

    def cost(self, expression: Expression) -> int:
        """The cost of an expression."""
        return cost(expression, self.costs)

    def run(self, root: Expression) -> Expression:
        """The simplest form found of a tidy expression without a `where`."""
        done: dict[Expression, Expression] = {}
        for node in postorder((root,)):
            done[node] = self._rebuilt(node, done) if type(node) is Apply else node
        return self.region(done[root])

    def _rebuilt(self, node: Apply, done: dict[Expression, Expression]) -> Expression:
        function = node.function
        if function in CONDITIONS:
            return node
        if function in ("+", "-", "*", "/", "neg"):
            arguments = tuple([done[a] for a in node.arguments])
        elif function == "^":
            base, exponent = node.arguments
            arguments = done[base], self.region(done[exponent])
        elif function == "where":
            return node
        else:
            arguments = tuple([self.region(done[a]) for a in node.arguments])
        if arguments == node.arguments:
            return self.named(node)
        return self.named(bare(build(function, arguments)))

    def named(self, node: Expression) -> Expression:
        """A function of simple arguments, by the identities that rewrite it as a whole."""
        while type(node) is Apply and identities_of(node):
            for identity, new in function_rewrites(node, self.signs):
                new = self.region(bare(new))
                if self.cost(new) < self.cost(node):
                    self.steps.append((identity.name, node, new))
                    node = new
                    break
            else:
                return node
        return node

    # --- whole forms --------------------------------------------------------------------------------

    def region(self, expression: Expression) -> Expression:
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
        self.best[expression] = self.best[result] = result
        return result

    def _better(self, expression: Expression) -> Expression:
        if type(expression) is not Apply or not self._worth(expression):
            return expression
        given = least = self.cost(expression)
        best, name = expression, ""
        for reason, candidate in self._candidates(expression):
            candidate = bare(candidate)
            if candidate is best:
                continue
            weight = self.cost(candidate)
            if weight < least and weight <= given - IMPROVEMENT:
                best, least, name = candidate, weight, reason
        if best is not expression:
            best = bare(tidy(best))
            if self.cost(best) > given - IMPROVEMENT:
                return expression
            self.steps.append((name, expression, best))
        return best

    def _rewritten(self, expression: Expression) -> Expression:
        """The expression after every identity that shortens it."""
        if type(expression) is not Apply or expression.function not in ARITHMETIC or self.cost(expression) <= SMALLEST:
            return expression
        least = self.cost(expression)
        for identity, made in arithmetic_rewrites(expression, self.signs):
            self.work -= 4
            if self.work < 0:
                self.exhausted = True
                break
            count = len(self.steps)
            candidate = self._renamed(bare(tidy(made())))
            del self.steps[count:]  # the identity's name says it all
            if self.cost(candidate) < least - IMPROVEMENT:
                self.steps.append((identity.name, expression, candidate))
                return self._rewritten(candidate)
        return expression

    def _renamed(self, expression: Expression) -> Expression:
        """The expression with the new functions in it taken through the identities too."""
        nodes = postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ())
        changed = {n: m for n in nodes if type(n) is Apply and n.function not in ARITHMETIC
                   and (m := self.named(n)) is not n}
        return bare(tidy(substitute(expression, changed))) if changed else expression

    def _worth(self, expression: Apply) -> bool:
        if expression.function not in ARITHMETIC or self.cost(expression) <= SMALLEST:
            return False
        size = expression.dag_size
        if size > self.work:
            self.exhausted = True
            return False
        self.work -= size
        return True

    def _candidates(self, expression: Expression) -> Iterator[tuple[str, Expression]]:
        try:
            yield from Forms(expression).candidates()
        except TooLarge:
            pass
        written = in_sines(expression)
        if written is not None:
            try:
                yield from Forms(written).candidates()
            except TooLarge:
                pass


CIRCULAR = frozenset(("tan", "sec", "cot", "csc"))
HYPERBOLIC = frozenset(("tanh", "sech", "coth", "csch"))


def in_sines(expression: Expression) -> Expression | None:
    """The expression with tan, sec and so on by their definitions, where more than one function of an angle is there."""
    angles: dict[tuple[Expression, ...], set[str]] = {}
    for node in postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ()):
        if type(node) is Apply and (node.function in CIRCULAR or node.function in HYPERBOLIC or node.function in ("sin", "cos", "sinh", "cosh")):
            angles.setdefault(node.arguments, set()).add(node.function)
    functions = standard().functions
    replacements: dict[Expression, Expression] = {}
    for angle, names in angles.items():
        if len(names) < 2:
            continue
        for name in names & (CIRCULAR | HYPERBOLIC):
            entry = functions[name, 1]
            if entry.definition is not None:
                replacements[Apply(name, angle)] = substitute(entry.definition, {entry.parameters[0]: angle[0]})
    return substitute(expression, replacements) if replacements else None


def bare(expression: Expression) -> Expression:
    """The expression without its requirements."""
    lifted = lift_requirements(expression)
    if type(lifted) is Apply and lifted.function == "where":
        return lifted.arguments[0]
    return lifted
