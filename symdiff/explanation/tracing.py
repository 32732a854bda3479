"""From the rules that fired to the steps of a derivation. No rule of calculus is known here.

The answer comes from the engine itself, with the derivative of every node on the way. For a node that
is to be explained the same table selects the same rule; its right-hand side, written out with the
derivatives that it asks for, is the next line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..calculus.forward import traced
from ..expression import ONE, ZERO, Apply, Expression, Symbol, apply, symbol
from ..rulebook import Rulebook, formal_partial
from ..rulebook.operands import FLATTENED, operands
from ..rulebook.rules import branch_places, derivative_of, without
from ..traversal import substitute
from .moves import moves, moves_apart
from .places import Place
from .records import MOVE, RULE, Step, derivative_node

MOST_TERMS = 40
"""Longer sums are taken apart two by two, as the rule says."""

C = symbol("c")
LETTERS = ("u", "v", "w", "p", "q", "r", "s", "z", "a", "b", "c", "k")


@dataclass(frozen=True)
class Applied:
    """A rule at a node: d(pattern) = right, and what the letters of the pattern stand for."""

    name: str
    pattern: Expression
    right: Expression
    bindings: Mapping[Symbol, Expression]
    needs: tuple[Expression, ...] = ()


class Trace:
    """One differentiation by one variable, and the steps that explain it."""

    def __init__(self, body: Expression, variable: Symbol, book: Rulebook) -> None:
        self.given, self.variable, self.book = body, variable, book
        self.body, self.slopes, self.result = traced(body, variable, book)
        # What is met within a branch binds that branch alone, so there it stays in the line.
        self.apart = not any(isinstance(n, Apply) and n.function == "piecewise" for n in self.slopes)

    # --- which rule fired ---------------------------------------------------------------------------

    def applied(self, node: Expression) -> Applied:
        """The rule that gave the derivative of a node."""
        assert isinstance(node, Apply)
        if node.function in ("+", "-") and (terms := _terms(node)):
            return _sum(terms)
        if node.function == "piecewise":
            return _piecewise(node)
        arguments = operands(node) if node.function in FLATTENED else node.arguments
        if node.function == "*" and len(arguments) > 2:
            return self._long_product(arguments)
        if len(arguments) != len(node.arguments):
            node = apply(node.function, tuple(arguments))
        return self._selected(node, arguments)

    def slope(self, node: Expression) -> Expression | None:
        """The derivative of a node; None where it is free of the variable."""
        return self.slopes.get(node)

    def _selected(self, node: Apply, arguments: Sequence[Expression]) -> Applied:
        mask = sum(1 << place for place, a in enumerate(arguments) if self.slope(a) is not None)
        selected = self.book.select(node, mask)
        if selected is None:
            return self._formal(node)
        rule, bindings, _ = selected
        bound = dict(zip(rule.letters, bindings, strict=True))
        absent = frozenset(derivative_of(u) for u in rule.differentiated if self.slopes.get(bound[u]) is None)
        right = without(rule.replacement, absent) if absent else rule.replacement
        needs = (rule.condition_at(bindings),) if rule.condition is not None and not rule.implied else ()
        return Applied(rule.name, rule.pattern, ZERO if right is None else right, bound, needs)

    def _long_product(self, arguments: Sequence[Expression]) -> Applied:
        """One factor at a time plays u of the product rule."""
        letters = [symbol(name) for name in LETTERS[: len(arguments)]]
        chosen = [place for place, a in enumerate(arguments) if self.slope(a) is not None]
        terms = [
            chained("*", [derivative_of(u) if place == one else u for place, u in enumerate(letters)]) for one in chosen
        ]
        name = "product" if len(chosen) > 1 else "multiple"
        bound: dict[Symbol, Expression] = dict(zip(letters, arguments, strict=True))
        return Applied(name, chained("*", letters), chained("+", terms), bound)

    def _formal(self, node: Apply) -> Applied:
        letters = tuple(symbol(name) for name in LETTERS[: len(node.arguments)])
        if len(letters) < len(node.arguments):
            letters = tuple(symbol(f"u_{place}") for place in range(1, len(node.arguments) + 1))
        chosen = [place for place, argument in enumerate(node.arguments) if self.slope(argument) is not None]
        partials = [apply(formal_partial(node.function, place, len(letters)), letters) for place in chosen]
        terms = [apply("*", (f, derivative_of(letters[p]))) for f, p in zip(partials, chosen, strict=True)]
        bound: dict[Symbol, Expression] = dict(zip(letters, node.arguments, strict=True))
        return Applied("formal", apply(node.function, letters), chained("+", terms), bound)

    # --- the steps ----------------------------------------------------------------------------------

    def root(self, place: Place = ()) -> list[Step]:
        """The steps from d/dx (body) to the answer."""
        steps: list[Step] = []
        if self.body is not self.given:
            steps.append(self._preparation(place))
        steps.append(self.step(self.body, place))
        slope = self._slope_or_zero(self.body)
        if slope is not self.result:
            steps.append(Step(MOVE, "conditions", slope, self.result, variable=self.variable, place=place))
        return steps

    def _preparation(self, place: Place) -> Step:
        return Step(MOVE, "carried_out", self.given, self.body, variable=self.variable, place=(*place, 0))

    def step(self, node: Expression, place: Place = ()) -> Step:
        """The step that finds the derivative of a node."""
        before = derivative_node(node, self.variable)
        if node is self.variable:
            return Step(RULE, "variable", before, ONE, variable=self.variable, place=place, formula=(node, ONE))
        slope = self.slope(node)
        if slope is None:
            free = {"c": node}
            return Step(
                RULE, "constant", before, ZERO, variable=self.variable, place=place, bindings=free, formula=(C, ZERO)
            )
        applied = self.applied(node)
        return Step(
            RULE,
            applied.name,
            before,
            slope,
            variable=self.variable,
            line=lambda: self._written_out(applied),
            place=place,
            bindings={letter.name: value for letter, value in applied.bindings.items()},
            formula=(applied.pattern, applied.right),
            needs=applied.needs,
            unfold=lambda: [*self._unfolded(applied, slope)],
        )

    def _written_out(self, applied: Applied) -> Expression:
        """The right-hand side with what its letters stand for, and the derivatives that it asks for."""
        values: dict[Expression, Expression] = {}
        for letter, value in applied.bindings.items():
            values[letter] = value
            values[derivative_of(letter)] = derivative_node(value, self.variable)
        return substitute(applied.right, values)

    def _slope_or_zero(self, node: Expression) -> Expression:
        slope = self.slope(node)
        return ZERO if slope is None else slope

    def _unfolded(self, applied: Applied, goal: Expression) -> Iterator[Step]:
        """The derivatives that the right-hand side asks for, then the moves that tidy it."""
        order, from_below = both_orders(applied.right)
        bindings = applied.bindings
        values: dict[Place, Expression] = {}
        for place, node in order:
            if type(node) is Apply:
                if node.function == "d":
                    inner = bindings[node.arguments[0]]  # type: ignore[index]
                    yield self.step(inner, place)
                    values[place] = self._slope_or_zero(inner)
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
            found, needs = moves_apart(node.function, parts) if self.apart else (moves(node.function, parts), [])
            for count, (name, line) in enumerate(found, 1):
                yield self._move(name, before, line, place, needs if count == len(found) else ())
                before = line
            values[place] = before
        if values[()] is not goal:
            yield self._move("order", values[()], goal, ())

    def _move(
        self, name: str, before: Expression, after: Expression, place: Place, needs: Sequence[Expression] = ()
    ) -> Step:
        return Step(MOVE, name, before, after, variable=self.variable, place=place, needs=needs)


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


def _terms(node: Apply) -> list[tuple[str, Expression]]:
    """The terms of a sum with their signs; nothing where there are too many."""
    found: list[tuple[str, Expression]] = []
    walk: Expression = node
    while isinstance(walk, Apply) and walk.function in ("+", "-") and len(found) < MOST_TERMS:
        found.append((walk.function, walk.arguments[1]))
        walk = walk.arguments[0]
    found.append(("+", walk))
    return found[::-1] if len(found) <= MOST_TERMS else []


def _sum(terms: Sequence[tuple[str, Expression]]) -> Applied:
    """A sum, term by term: the rule for two terms, again and again."""
    names = ["u", "v", "w"] if len(terms) <= 3 else [f"u_{place}" for place in range(1, len(terms) + 1)]
    letters = [symbol(name) for name, _ in zip(names, terms, strict=False)]
    pattern: Expression = letters[0]
    right: Expression = derivative_of(letters[0])
    for letter, (sign, _) in list(zip(letters, terms, strict=True))[1:]:
        pattern, right = apply(sign, (pattern, letter)), apply(sign, (right, derivative_of(letter)))
    bound: dict[Symbol, Expression] = {letter: term for letter, (_, term) in zip(letters, terms, strict=True)}
    name = "difference" if len(terms) == 2 and terms[1][0] == "-" else "sum"
    return Applied(name, pattern, right, bound)


def _piecewise(node: Apply) -> Applied:
    """Branch by branch; the conditions stay."""
    values = branch_places(node)
    bound: dict[Symbol, Expression] = {}
    pattern: list[Expression] = []
    for place, argument in enumerate(node.arguments):
        letter = symbol(f"u_{len(bound) + 1}") if place in values else argument
        if place in values:
            bound[symbol(f"u_{len(bound) + 1}")] = argument
        pattern.append(letter)
    right = [derivative_of(a) if place in values else a for place, a in enumerate(pattern)]
    return Applied("piecewise", apply("piecewise", tuple(pattern)), apply("piecewise", tuple(right)), bound)
