"""The topics: which rules an exercise of a topic must need, which it may use, and at which levels there are any."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..errors import SymdiffError
from .tables import named, table


@dataclass(frozen=True)
class Topic:
    """What is practised.

    Attributes:
        name: the name in `symdiff exercises list`.
        uses: the functions, powers and exponentials that it may use, by the names of their rules, or by families.
        one_of: the solution needs one of these rules (`chain` is the rule of composed functions).
        levels: the levels at which there are exercises.
        excluded: rules that the solution does not need.
        mixed: the topics from which a mixed one takes its exercises in turn.
    """

    name: str
    uses: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    levels: tuple[int, ...] = (1, 2, 3, 4, 5)
    excluded: Collection[str] = ()
    mixed: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The rules of which the solution needs one, in the rulebook in use."""
        return named(self.one_of)

    @property
    def functions(self) -> tuple[str, ...]:
        """The rules that it may use besides, in the rulebook in use."""
        return named(self.uses)


TOPICS: Mapping[str, Topic] = {
    name: Topic(name, **{key: value if key == "excluded" else tuple(value) for key, value in row.items()})
    for name, row in table("topics").items()
}


def topic_named(name: str) -> Topic:
    """The topic of that name.

    Raises:
        SymdiffError: there is none; the message lists those there are.
    """
    topic = TOPICS.get(name)
    if topic is None:
        raise SymdiffError(f"there is no topic {name!r}: the topics are {', '.join(TOPICS)}")
    return topic


def check_level(topic: Topic, level: int) -> None:
    """Refuse a level at which the topic has no exercises.

    Raises:
        SymdiffError: it has none; the message lists the levels it has.
    """
    if level not in topic.levels:
        have = ", ".join(map(str, topic.levels))
        raise SymdiffError(f"the topic {topic.name} has exercises of level {have}, none of level {level}")
