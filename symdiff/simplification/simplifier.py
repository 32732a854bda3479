"""From below: the arguments of functions, then the arithmetic around them, as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..expression import COMPARISONS, CONDITIONS, Apply, E, Expression, Number, Symbol, rational
from ..rulebook import standard
from ..tidying import build, minus, negate, plus, remembering, tidy, times, value_of
from ..tidying.numbers import Rational
from ..traversal import postorder, substitute
from .algebra import TooLarge
from .cost import IMPROVEMENT, UNIT, Costs, cost
from .domains import missing, requirements_of
from .forms import Forms
from .generators import ARITHMETIC, common_unit, exponent_parts
from .rewriting import arithmetic_rewrites, function_rewrites, identities_of
from .signs import Signs

MOST_ROUNDS = 4
MOST_WORK = 4000  # nodes taken through whole forms in one call; what is beyond is only tidied
SMALLEST = 2 * UNIT
MOST_DETOUR = 3 * UNIT  # how much longer an expression may be before new arguments are simplified
MOST_MULTIPLE = 5  # sin(5*x) is written by sin(x) and cos(x) to try, sin(11*x) is not

Step = tuple[str, Expression, Expression]


class Simplifier:
    """One simplification: its costs, its budget and its steps."""

    def __init__(self, conditions: Iterable[Expression] = ()) -> None:
        self.signs = Signs(conditions)
        self.costs: Costs = {}
        self.steps: list[Step] = []
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
        return result

    def condition(self, requirement: Expression) -> Expression:
        """A requirement on the simplest form of what it speaks of."""
        if type(requirement) is not Apply or requirement.function not in COMPARISONS:
            return requirement
        left, right = requirement.arguments
        count = len(self.steps)
        simplest = self.run(left)
        del self.steps[count:]
        return Apply(requirement.function, (simplest, right))

    def _from_below(self, root: Expression) -> Expression:
        """The simplest form found, of what is in it first."""
        result = self.region(self._inside(root))
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
            arguments = done[base], self.region(done[exponent])
        elif function == "where":
            return node
        elif function == "piecewise":
            arguments = tuple([self._branch(a, done) for a in node.arguments])
        else:
            arguments = tuple([self.region(done[a]) for a in node.arguments])
        if arguments == node.arguments:
            return self.named(node)
        return self.named(build(function, arguments))

    def _branch(self, argument: Expression, done: dict[Expression, Expression]) -> Expression:
        """A branch of a piecewise, with what its simplest form requires of its own."""
        if type(argument) is not Apply or argument.function in CONDITIONS:
            return argument
        value, *given = argument.arguments if argument.function == "where" else (argument,)
        simplest = self.region(done[value])
        needs = missing([*requirements_of(value), *given], simplest)
        return Apply("where", (simplest, *needs)) if needs else simplest

    def named(self, node: Expression) -> Expression:
        """A function of simple arguments, by the identities that rewrite it as a whole."""
        while type(node) is Apply and identities_of(node):
            for identity, new in function_rewrites(node, self.signs):
                if self.cost(new) < self.cost(node):
                    new = self._from_below(new)
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
        if not self.trying:
            self.best[expression] = self.best[result] = result
        return result

    def _better(self, expression: Expression) -> Expression:
        if type(expression) is not Apply or not self._worth(expression):
            return expression
        given = least = self.cost(expression)
        best, name = expression, ""
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
            self.steps.append((name, expression, best))
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
                self.steps.append((identity.name, expression, candidate))
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
        size = expression.dag_size
        if size > self.work:
            self.exhausted = True
            return False
        self.work -= size
        return True

    def _candidates(self, expression: Expression) -> Iterator[tuple[str, Expression]]:
        for view in (lambda e: e, in_sines, in_one_angle):
            written = view(expression)
            if written is not None:
                try:
                    yield from Forms(written).candidates()
                except TooLarge:
                    self.exhausted = True


CIRCULAR = frozenset(("tan", "sec", "cot", "csc"))
HYPERBOLIC = frozenset(("tanh", "sech", "coth", "csch"))


def is_single_term(expression: Expression) -> bool:
    """Whether a tidy expression is a product of different symbols and at most one function: nothing can be done to it."""
    functions, stack = 0, [expression]
    while stack:
        node = stack.pop()
        if type(node) is Apply:
            function = node.function
            if function == "^":
                base, exponent = node.arguments
                if type(exponent) is Number and type(base) is Symbol and type(exponent.value) is int and base is not E:
                    continue
                if base is not E and (type(base) is not Number or value_of(exponent) is not None):
                    return False
                functions += 1
            elif function in ("*", "/", "neg"):
                stack.extend(node.arguments)
            elif function in ("+", "-", "sqrt", "cbrt"):
                return False
            else:
                functions += 1
    return functions <= 1


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



def in_one_angle(expression: Expression) -> Expression | None:
    """The expression with the sines and cosines of 2x, 3x and so on by those of x, where there are several."""
    angles: dict[Expression, dict[Rational, Expression]] = {}
    for node in postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ()):
        if type(node) is Apply and node.function in ("sin", "cos"):
            parts = exponent_parts(node.arguments[0])
            if len(parts) == 1:
                angles.setdefault(parts[0][1], {})[parts[0][0]] = node.arguments[0]
    replacements: dict[Expression, Expression] = {}
    for monomial, multiples in angles.items():
        unit = common_unit(list(multiples))
        if len(multiples) > 1 and max(abs(Fraction(m) / unit) for m in multiples) <= MOST_MULTIPLE:
            base = times(rational(unit), monomial)
            for multiple, angle in multiples.items():
                sine, cosine = _multiple_angle(int(Fraction(multiple) / unit), base)
                replacements[Apply("sin", (angle,))] = sine
                replacements[Apply("cos", (angle,))] = cosine
    return substitute(expression, replacements) if replacements else None


def _multiple_angle(count: int, base: Expression) -> tuple[Expression, Expression]:
    """sin(n*u) and cos(n*u) by the sine and the cosine of u."""
    s, c = Apply("sin", (base,)), Apply("cos", (base,))
    sine: Expression = s
    cosine: Expression = c
    for _ in range(abs(count) - 1):
        sine, cosine = plus(times(sine, c), times(cosine, s)), minus(times(cosine, c), times(sine, s))
    return (sine if count > 0 else negate(sine)), cosine
