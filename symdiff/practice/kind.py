"""A kind of exercise: what is asked about a function, how it is answered, and where right or wrong derivatives lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..errors import SymdiffError
from ..expression import Expression
from .asking import Setting
from .items import Item

Answer = tuple[Expression, ...]


def as_it_is(item: Item, derivative: Expression) -> Answer | None:
    """The derivative itself is the answer."""
    return (derivative,)


def nowhere(item: Item, derivative: Expression) -> Answer | None:
    """No answer follows from a derivative alone."""
    return None


@dataclass(frozen=True)
class Kind:
    """A kind of exercise; `add` makes it known.

    Attributes:
        name: what it is asked for by.
        summary: what is asked, in a few words.
        build: makes the item of a problem, with its key; None where the problem does not lend itself to it.
        consequence: the answer to an item of someone who found this derivative, right or wrong, and goes on rightly;
            None where there is none.
        answer_kind: what an answer is; one of ANSWER_KINDS.
        levels: the levels at which there are such exercises.
        topics: the topics that are taken where none is asked for.
    """

    name: str
    summary: str
    build: Callable[[Setting], Item | None]
    consequence: Callable[[Item, Expression], Answer | None] = as_it_is
    answer_kind: str = "expression"
    levels: tuple[int, ...] = (1, 2, 3, 4, 5)
    topics: tuple[str, ...] = ("mixed",)


_kinds: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = MappingProxyType(_kinds)


def kind_named(name: str) -> Kind:
    """The kind of that name.

    Raises:
        SymdiffError: there is none; the message lists those there are.
    """
    if name not in KINDS:
        raise SymdiffError(f"there is no kind of exercise {name!r}: the kinds are {', '.join(KINDS)}")
    return KINDS[name]


def add(*kinds: Kind) -> None:
    """Make kinds of exercise known."""
    _kinds.update((kind.name, kind) for kind in kinds)


def remove(name: str) -> None:
    """Forget the kind of that name."""
    del _kinds[name]


def answers_from(item: Item, derivative: Expression) -> Answer | None:
    """The answer to an item of someone who finds this derivative; None where there is none.

    Args:
        item: the question.
        derivative: a derivative of its function, right or wrong.
    """
    return KINDS[item.kind].consequence(item, derivative) if item.kind in KINDS else (derivative,)
