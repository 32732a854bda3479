"""What every kind of exercise starts from: a problem, and the item that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Apply, Expression, Symbol, apply, rational
from ..primitives import SQRT
from ..rulebook import parse
from ..tidying import bare, value_of
from ..traversal import free_symbols, postorder, substitute, tree_size
from .items import Difficulty, Item
from .measure import family_of, rules_of
from .streams import Stream
from .tables import table
from .topics import Topic

VERSION = 3
ANY = "any"  # the row of points for every function


@dataclass(frozen=True)
class Problem:
    """A function with its derivative, fit to be asked for in some way.

    Attributes:
        expression, variable: the function.
        key: its derivative.
        trace: the solution.
        difficulty, level, topic: what it is measured to be.
    """

    expression: Expression
    variable: Symbol
    key: Expression
    trace: Trace
    difficulty: Difficulty
    level: int
    topic: Topic


@dataclass(frozen=True)
class Draw:
    """What the random choices for an item depend on, besides what is asked for.

    Attributes:
        seed, index: which item of which sheet.
        attempt: how many attempts at it failed before.
        variant: its letter, and which attempt at other constants it is.
    """

    seed: int
    index: int
    attempt: int
    variant: str = "A"


@dataclass(frozen=True)
class Setting:
    """A problem that is about to become an item.

    Attributes:
        problem: the function.
        stream: where further choices come from.
        kind, answer_kind: what is asked, and what its answer is to be.
        request, draw: which item it is.
    """

    problem: Problem
    stream: Stream
    kind: str
    answer_kind: str
    request: Mapping[str, object]
    draw: Draw

    def item(self, **fields: Any) -> Item:
        """The item; what its kind has to say comes as fields."""
        problem = self.problem
        values: dict[str, Any] = {
            "topic": problem.topic.name,
            "level": problem.level,
            "expression": problem.expression,
            "variable": problem.variable,
            "keys": (problem.key,),
            "answer_kind": self.answer_kind,
            "answer_name": None,
            "rules": tuple(sorted(rules_of(problem.trace))),
            "difficulty": problem.difficulty,
            "points": problem.level,
            **fields,
        }
        return Item(
            version=VERSION,
            seed=self.draw.seed,
            index=self.draw.index,
            variant=self.draw.variant[:1],
            request=self.request,
            kind=self.kind,
            **values,
        )


def called(name: str, *variables: Expression) -> Expression:
    """f(x), f'(x)."""
    return apply(name, variables)


def equation(left: Expression, right: Expression) -> Expression:
    """left = right, as a formula."""
    return apply("=", (left, right))


def value_at(expression: Expression, variable: Symbol, point: Expression) -> Expression | None:
    """The exact value at a point, short enough to be written; None where there is none."""
    try:
        value = evaluate(expression, {variable.name: point})
    except SymdiffError:
        return None
    exact = simplest(substitute(expression, {variable: point})) if isinstance(value, float) else rational(value)
    return exact if not free_symbols(exact) and is_handy(exact) else None


def _has_small_exponent(power: Apply) -> bool:
    exponent = value_of(power.arguments[1])
    return exponent is None or abs(exponent) <= table("values")["exponent"]


def _is_unreduced_root(node: Expression) -> bool:
    """Whether it is the root of a number that a square divides: sqrt(8)."""
    inside = value_of(node.arguments[0]) if isinstance(node, Apply) and node.function == SQRT else None
    return inside is not None and (inside.denominator != 1 or any(inside % (n * n) == 0 for n in range(2, 13)))


def points_for(setting: Setting) -> list[Expression]:
    """Points that suit a function, in a random order: numbers, and parts of pi where there are angles."""
    families = {ANY, *(family_of(node) for node in postorder((setting.problem.expression,)))}
    listed = table("values")["points"]
    rows = [row for family, row in listed.items() if family in families]
    return setting.stream.shuffled([parse(point) for row in rows for point in row])


def simplest(constant: Expression) -> Expression:
    """A constant in the form that it is written in: 1/2, not sin(pi/6)."""
    from ..simplifying import simplify

    return bare(simplify(constant))


def is_handy(value: Expression) -> bool:
    """Whether a value, or a line, has small numbers and nothing that is left to be evaluated."""
    limits = table("values")
    for node in postorder((value,)):
        if isinstance(node, Apply) and node.function == "^" and not _has_small_exponent(node):
            return False
        number = value_of(node)
        if number is not None and (abs(number.numerator) > limits["largest"] or number.denominator > limits["divisor"]):
            return False
        family = family_of(node)
        if (family is not None and family not in limits["families"]) or _is_unreduced_root(node):
            return False
    return tree_size(value) <= int(limits["longest"])


def renamed(expression: Expression, old: Symbol, new: Symbol) -> Expression:
    """The expression with another name for its variable."""
    return substitute(expression, {old: new})
