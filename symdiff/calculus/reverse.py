"""Gradients: the rules of the table read backwards, one sweep from the root down.

The adjoint of a node is the derivative of the root by it. Every right-hand side is linear in the
derivatives it holds, so a rule in which one operand varies, with the node's adjoint in the place
of that operand's derivative, is what the operand's adjoint receives. Added up where ways meet, it
gives all partial derivatives at the cost of one (reverse accumulation: Griewank and Walther,
Evaluating Derivatives, 2008, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..core import twin
from ..expression import ONE, ZERO, Apply, Expression, Symbol, apply
from ..rulebook import Rulebook, Unprepared, current, is_special
from ..rulebook.lifting import FLATTENED, operands
from ..tidying import (
    always_evaluated,
    is_total,
    lift_requirements,
    plus,
    remembering,
    restrict,
    times,
)
from ..traversal import depending, free_symbols, postorder
from .demands import Demand, as_demands, asked_of, demands_of, is_partial, refuse_function, restricted
from .forward import as_differentiand, as_variable, prepared
from .interior import interior, is_edged
from .sweep import Sweep
from .variables import Variables, chosen_variables


def gradient(
    expression: Expression | str,
    variables: Variables = None,
    rules: Rulebook | None = None,
    *,
    symbols: Iterable[str] = (),
) -> list[Expression]:
    """All first partial derivatives, by one sweep from the root down.

    Args:
        expression: the function, an expression or its text.
        variables: by what to differentiate, one variable or several; all symbols in alphabetical order if not given.
        rules: the rulebook to use instead of the current one.
        symbols: words that are one name each, though they hold a variable.

    Returns:
        A partial derivative for each variable, in their order.

    Raises:
        ParseError: the text is no formula; GluedNameError where a word of it holds a variable.

    References:
        A. Griewank and A. Walther, Evaluating Derivatives, 2nd edition, SIAM 2008, chapter 3: the reverse mode.

    >>> [str(g) for g in gradient("x^2*y + y", ["x", "y"])]
    ['2*x*y', '1 + x^2']
    """
    given = chosen_variables([expression], variables)
    names = [as_variable(v) for v in given]
    book = rules or current()
    body = as_differentiand(expression, given, symbols)
    try:
        return _partials(body, names, book, ())
    except Unprepared:
        body, kept = prepared(body, book)
        return _partials(body, names, book, kept)


def _partials(body: Expression, names: list[Symbol], rules: Rulebook, kept: Sequence[Expression]) -> list[Expression]:
    """The partial derivatives of a root that is prepared, with what must hold for it and for them."""
    slopes, met, branched = backward(body, names, rules)
    partial = [] if is_total(body) else [*filter(is_partial, always_evaluated(body))]
    if met or kept or partial:
        slopes = [
            restricted(body, slope, [*as_demands([*kept, *_asked(name, partial, rules)]), *on_way], rules)
            for name, slope, on_way in zip(names, slopes, _by_variable(names, met), strict=True)
        ]
    return [lift_requirements(slope) for slope in slopes] if branched else slopes


@twin
def backward(body: Expression, names: list[Symbol], rules: Rulebook) -> tuple[list[Expression], list[Demand], bool]:
    """The partial derivatives of a root, what must hold for them, and whether some stand in branches.

    Raises:
        Unprepared: something in the root is to be done first.
    """
    adjoints = Adjoints(names, rules)
    slopes, needs = remembering(lambda: adjoints.down(body))
    return slopes, [*as_demands(dict.fromkeys(needs)), *adjoints.demands], adjoints.branched


class Adjoints:
    """The variables, the rules, and what each node receives: its derivative of the root.

    Attributes:
        received: the adjoint of each node.
        demands: what must hold, outside the branches of a piecewise.
    """

    def __init__(self, names: Sequence[Symbol], rules: Rulebook) -> None:
        self.names, self.rules = names, rules
        self.received: dict[Expression, Expression] = {}
        self.demands: list[Demand] = []
        self._depends: set[Expression] = set(names)
        self._sweeps: dict[Symbol, Sweep] = {}  # for what stands in branches

    @property
    def branched(self) -> bool:
        """Whether something was differentiated branch by branch."""
        return bool(self._sweeps)

    def down(self, body: Expression) -> list[Expression]:
        """The adjoint of every node before those of its operands; those of the variables are the answer."""
        order = postorder((body,), operands, FLATTENED)
        self._find_dependent(order)
        received, depends = self.received, self._depends
        received[body] = ONE
        for node in reversed(order):
            adjoint = received.get(node)
            if adjoint is not None and type(node) is Apply and node in depends:
                for argument, share in self._shares(node, adjoint):
                    before = received.get(argument)
                    received[argument] = share if before is None else plus(before, share)
        return [received.get(name, ZERO) for name in self.names]

    def _find_dependent(self, order: Iterable[Expression]) -> None:
        """The nodes that depend on one of the variables."""
        depends = self._depends
        for node in order:
            if type(node) is Apply and not depends.isdisjoint(
                operands(node) if node.function in FLATTENED else node.arguments
            ):
                depends.add(node)

    def _shares(self, node: Apply, adjoint: Expression) -> list[tuple[Expression, Expression]]:
        """What each operand that depends on a variable receives of the node's adjoint.

        It is the rule for that operand, all others held constant, with the adjoint for the derivative inside.
        """
        if node.function == "piecewise":
            return self._shares_of_branches(node, adjoint)
        arguments = node.arguments if node.function not in FLATTENED else tuple(operands(node))
        depends, plain_cases, count = self._depends, self.rules.plain_cases, len(arguments)
        found: list[tuple[Expression, Expression]] = []
        for place, argument in enumerate(arguments):
            if argument in depends:
                plain = plain_cases[node.function, count, 1 << place]
                if plain is not None and not (plain[1] and is_special(arguments, plain[1])):
                    found.append((argument, plain[0].run([*arguments, *(adjoint,) * count])))
                else:
                    found += self._shares_through(node, arguments, place, adjoint)
        return found

    def _shares_through(
        self, node: Apply, arguments: tuple[Expression, ...], place: int, adjoint: Expression
    ) -> list[tuple[Expression, Expression]]:
        """What one operand, or what the rule's letters stand for in it, receives where its case is no plain one."""
        view = node if len(arguments) == len(node.arguments) else apply(node.function, arguments)
        choice = self.rules.rule_for(view, 1 << place)
        self.demands += demands_of(choice, view)
        slopes = [adjoint] * len(choice.inputs)
        if choice.rule.direct:
            return [(arguments[place], choice.construction.run([*choice.inputs, *slopes]))]
        rule, found = choice.rule, []
        assert isinstance(rule.pattern, Apply)
        inside = free_symbols(rule.pattern.arguments[place])
        for letter, binding in zip(rule.letters, choice.bindings, strict=True):
            if binding in self._depends and letter in inside and letter in rule.differentiated:
                one = len(rule.differentiated) == 1
                alone = choice.construction if one else rule.construction_for(frozenset((letter,)))
                found.append((binding, alone.run([*choice.inputs, *slopes])))
        return found

    def _shares_of_branches(self, node: Apply, adjoint: Expression) -> list[tuple[Expression, Expression]]:
        """What the variables receive of a piecewise. What is demanded in a branch holds there alone,

        so each branch is differentiated as a whole, forwards.
        """
        found: list[tuple[Expression, Expression]] = []
        for name in self.names:
            sweep = self._sweeps.setdefault(name, Sweep(name, self.rules))
            slope = sweep.slope(node)
            if sweep.slopes[node] is not None:
                found.append((name, times(adjoint, restrict(slope, [d.condition for d in sweep.demands_at(node)]))))
        return found


def _by_variable(names: Iterable[Symbol], met: Sequence[Demand]) -> Iterator[list[Demand]]:
    """For each variable the demands that came up on the way to it."""
    for name in names:
        depends = depending([demand.source for demand in met], name)
        yield [demand for demand in met if demand.source in depends]


def _asked(name: Symbol, partial: Sequence[Expression], rules: Rulebook) -> list[Expression]:
    """What must hold for the values of nodes that are free of a variable, and around those of the others."""
    edged = [node for node in partial if type(node) is Apply and node.function == "^" and is_edged(node.arguments[1])]
    return [*_asked_without(name, partial), *interior(edged, name, Sweep(name, rules).slope, rules)]


def _asked_without(name: Symbol, partial: Sequence[Expression]) -> list[Expression]:
    """What must hold for the values of those nodes that are free of a variable."""
    refuse_function(partial, name)
    depends = depending(partial, name)
    return asked_of(node for node in partial if node not in depends)
