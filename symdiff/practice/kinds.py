"""The kinds of exercise: what is asked about a function, once the function is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..expression import Expression, Symbol, apply
from .items import Item
from .sentences import say
from .streams import Stream

if TYPE_CHECKING:
    from .generation import Problem
    from .requests import Request

Builder = Callable[["Problem", Stream, "Request", int, int, str], "Item | None"]


def derivative(problem: Problem, stream: Stream, wanted: Request, seed: int, index: int, variant: str) -> Item | None:
    """Find the derivative."""
    x = problem.variable
    return base_item(
        problem, wanted, seed, index, variant,
        prompt=(say("find_derivative", f=apply("=", (called("f", x), problem.expression))),),
        keys=(problem.key,),
        answer_kind="expression",
        answer_name=called("f'", x),
    )


def answers_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The answer to an item of someone who finds this derivative; None where there is none.

    Args:
        item: the question.
        derivative: a derivative of its function, right or wrong.
    """
    return (derivative,)


def called(name: str, variable: Symbol) -> Expression:
    """f(x), f'(x)."""
    return apply(name, (variable,))


def base_item(
    problem: Problem, wanted: Request, seed: int, index: int, variant: str, **fields: object
) -> Item:
    """An item about a problem; what its kind says comes as fields."""
    from .generation import VERSION
    from .measure import rules_of

    values: dict[str, object] = {
        "topic": problem.topic.name,
        "level": problem.level,
        "expression": problem.expression,
        "variable": problem.variable,
        "rules": tuple(sorted(rules_of(problem.trace))),
        "difficulty": problem.difficulty,
        "points": problem.level,
        **fields,
    }
    return Item(
        version=VERSION, seed=seed, index=index, variant=variant, request=wanted.record, kind=wanted.kind,
        **values,  # type: ignore[arg-type]
    )


@dataclass(frozen=True)
class Kind:
    """A kind of exercise.

    Attributes:
        summary: what is asked, in a few words.
        build: makes the item of a problem, or None where the problem does not lend itself to it.
    """

    summary: str
    build: Builder


KINDS: Mapping[str, Kind] = {"derivative": Kind("find the derivative", derivative)}
