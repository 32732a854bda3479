"""What is asked for: the topics, level and kind of the exercises, checked once and written down with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..errors import SymdiffError
from ..rulebook import current
from .kind import KINDS, Kind, kind_named
from .levels import LEVELS, USUAL
from .streams import Stream, digest
from .topics import Topic, check_level, topic_named

MOST = 1_000_000


@dataclass(frozen=True)
class Request:
    """A checked description of exercises; the same one always gives the same exercises.

    Attributes:
        topics: the names of the topics, in the order asked for.
        level: the level, or None for those of a first course in turn.
        kind: the kind of exercise.
        rules: rules that every solution needs; with them, no topic is needed.
        excluded: rules that no solution needs.
        block: 0 for interleaved topics, else how many exercises of one topic come one after the other.
    """

    topics: tuple[str, ...]
    level: int | None
    kind: str
    rules: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    block: int = 0

    @cached_property
    def record(self) -> Mapping[str, object]:
        """The request as an object, to be made again from."""
        return {
            "topics": list(self.topics),
            "level": self.level,
            "kind": self.kind,
            "rules": list(self.rules),
            "exclude": list(self.excluded),
            "block": self.block,
        }

    @cached_property
    def digest(self) -> str:
        """A name for the request."""
        return digest(self.record)

    @cached_property
    def places(self) -> tuple[tuple[Topic, int], ...]:
        """Every topic with every level that the request allows."""
        found = []
        for name in self.topics:
            topic = topic_named(name)
            inner = [topic_named(n) for n in topic.mixed] or [topic]
            levels = [self.level] if self.level is not None else self._levels(topic)
            found += [(t, level) for level in levels for t in inner if level in t.levels]
        return tuple(found)

    def _levels(self, topic: Topic) -> list[int]:
        known = [level for level in topic.levels if level in KINDS[self.kind].levels]
        return [level for level in known if level in USUAL] or known[:1]

    def place(self, seed: int, index: int) -> tuple[Topic, int]:
        """The topic and level of the exercise with that index: in blocks, or shuffled so that each comes as often.

        Indices that are MOST apart have the same place: one may stand for another on a sheet.
        """
        index %= MOST
        count = len(self.places)
        if self.block:
            return self.places[index // self.block % count]
        turn, rest = divmod(index, count)
        return Stream("turn", seed, turn, self.digest).shuffled(self.places)[rest]


def request(
    topic: str | Iterable[str] | None = None,
    level: int | None = None,
    kind: str = "derivative",
    rules: Iterable[str] = (),
    exclude: Iterable[str] = (),
    block: int = 0,
) -> Request:
    """What is asked for, checked.

    Raises:
        SymdiffError: a topic, level, kind or rule is not known; the message lists what there is.
    """
    wanted, excluded = _rules(rules), _rules(exclude)
    usual = kind_named(kind)
    names = tuple(topic.split(",") if isinstance(topic, str) else topic or _usual_topics(usual, level))
    if level is not None and level not in KINDS[kind].levels and level in LEVELS:
        have = ", ".join(map(str, KINDS[kind].levels))
        raise SymdiffError(f"exercises of the kind {kind} are of level {have}, none of level {level}")
    if level is not None and level not in LEVELS:
        raise SymdiffError(f"there is no level {level}: the levels are {', '.join(map(str, LEVELS))}")
    if both := set(wanted) & set(excluded):
        raise SymdiffError(f"{', '.join(sorted(both))} cannot be both needed and excluded")
    found = [topic_named(name.strip()) for name in names]
    for each in found:
        if level is not None:
            check_level(each, level)
        if not wanted and each.needs and not set(each.needs) - set(excluded):
            raise SymdiffError(f"the topic {each.name} needs {' or '.join(each.needs)}, which is excluded")
    return Request(tuple(t.name for t in found), level, kind, wanted, excluded, block)


def _usual_topics(kind: Kind, level: int | None) -> list[str]:
    return [name for name in kind.topics if level is None or level in topic_named(name).levels]


def _rules(names: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(dict.fromkeys(n.strip() for n in (names.split(",") if isinstance(names, str) else names) if n))
    known = {*current().rules, "chain"}
    for name in listed:
        if name not in known:
            raise SymdiffError(f"there is no rule {name!r}: `symdiff rules` lists them (and there is `chain`)")
    return listed
