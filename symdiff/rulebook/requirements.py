"""What must hold for a result, said so that a person can read it: x > 0, not "ln(x) is defined"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice

from ..expression import CONDITIONS, ZERO, Apply, Expression, apply
from ..tidying import opposite
from ..traversal import postorder, substitute
from . import current
from .facts import MOST_FACTS, Facts

Excuses = tuple[Expression, ...]  # conditions of which one holds wherever a branch is not taken

MOST_BRANCHES = 1000  # of pieces within pieces


@dataclass(frozen=True)
class Requirement:
    """A condition that must be true, or an expression that must be defined.

    Attributes:
        expression: the condition, or the expression.
        is_condition: which of the two it is.
    """

    expression: Expression
    is_condition: bool

    def __str__(self) -> str:
        return str(self.expression) if self.is_condition else f"{self.expression} is defined"


def requirements(expression: Expression) -> tuple[Requirement, ...]:
    """What must hold beyond the formula's own domain, each once.

    What must hold in a branch of a piecewise only holds there: `x >= 0 or y > 0` is y > 0 in a branch for x < 0.
    """
    nodes = postorder((expression,))
    if not any(type(node) is Apply and node.function == "where" for node in nodes):
        return ()
    plain: dict[Requirement, None] = {}
    excused: list[tuple[Requirement, Excuses]] = []
    pending: list[tuple[Expression, Excuses]] = [(expression, ())]
    for value, excuses in pending:
        for node in reversed(postorder((value,), lambda n: () if n.function == "piecewise" else n.arguments)):
            if type(node) is Apply and node.function == "where":
                needs = [readable(r) for r in node.arguments[1:]]
                plain.update(dict.fromkeys(r for r in needs if not (excuses and r.is_condition)))
                excused += [(r, excuses) for r in needs if excuses and r.is_condition]
            elif type(node) is Apply and node.function == "piecewise" and len(pending) < MOST_BRANCHES:
                pending += _branches(node, excuses)
    told = [_excused(r, excuses) for r, excuses in excused if not _follows(r, excuses, plain)]
    return tuple(dict.fromkeys([*plain, *told]))


def _follows(requirement: Requirement, excuses: Excuses, others: Iterable[Requirement]) -> bool:
    """Whether a requirement holds wherever the branch is taken in which it stands, and the others hold."""
    known = [(excuse, False) for excuse in excuses[-MOST_FACTS:]]
    known += [(other.expression, True) for other in islice(others, MOST_FACTS) if other.is_condition]
    return Facts(known).imply(requirement.expression)


def _branches(node: Apply, excuses: Excuses) -> Iterator[tuple[Expression, Excuses]]:
    """The values of a piecewise, each with the conditions of which one holds wherever another value is taken."""
    *pairs, last = node.arguments if len(node.arguments) % 2 else (*node.arguments, None)
    for condition, value in zip(pairs[::2], pairs[1::2], strict=True):
        assert condition is not None
        assert value is not None
        yield value, (*excuses, opposite(condition))
        excuses = (*excuses, condition)
    if last is not None:
        yield last, excuses


def _excused(requirement: Requirement, excuses: Excuses) -> Requirement:
    """The requirement, or one of the excuses that do not say it anyway."""
    needed = [excuse for excuse in excuses if not Facts([(excuse, True)]).imply(requirement.expression)]
    return Requirement(reduce(lambda a, b: apply("or", (a, b)), (*needed, requirement.expression)), True)


def readable(node: Expression) -> Requirement:
    """What must hold for a node to have a value, or a condition as it is."""
    if isinstance(node, Apply):
        if node.function in CONDITIONS:
            return Requirement(node, True)
        if node.function == "/" and not isinstance(node.arguments[1], Apply):
            return Requirement(apply("!=", (node.arguments[1], ZERO)), True)
        entry = current().functions.get((node.function, len(node.arguments)))
        if entry is not None and entry.requirement is not None:
            bound: dict[Expression, Expression] = dict(zip(entry.parameters, node.arguments, strict=True))
            return Requirement(substitute(entry.requirement, bound), True)
    return Requirement(node, False)
