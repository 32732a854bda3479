"""What every kind of exercise starts from: a problem, and the item that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Expression, Symbol, apply, rational
from ..tidying import bare, tidy
from ..traversal import free_symbols, substitute, tree_size
from .items import Difficulty, Item
from .measure import rules_of
from .streams import Stream
from .topics import Topic

VERSION = 2
LARGEST_VALUE = 400
LONGEST_VALUE = 12


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
    if not isinstance(value, float):
        return rational(value) if abs(value.numerator) <= LARGEST_VALUE >= value.denominator else None
    exact = bare(tidy(substitute(expression, {variable: point})))
    return exact if not free_symbols(exact) and tree_size(exact) <= LONGEST_VALUE else None


def renamed(expression: Expression, old: Symbol, new: Symbol) -> Expression:
    """The expression with another name for its variable."""
    return substitute(expression, {old: new})
