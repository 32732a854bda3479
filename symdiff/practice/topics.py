"""The topics: which rules an exercise of a topic must need, which it may use, and at which levels there are any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import SymdiffError

BASIC = ("sin", "cos", "tan", "natural", "ln", "sqrt")
TRIGONOMETRIC = ("sin", "cos", "tan", "sec", "csc", "cot")
HYPERBOLIC = ("sinh", "cosh", "tanh")
INVERSE = ("asin", "atan", "acos")
ADVANCED = ("exponential", "sec", "atan", "asin")


@dataclass(frozen=True)
class Topic:
    """What is practised.

    Attributes:
        name: the name in `symdiff exercises list`.
        needs: the solution needs one of these rules (`chain` is the rule of composed functions) ...
        functions: the functions, powers and exponentials that it may use, by the names of their rules.
        levels: the levels at which there are exercises.
        excluded: rules that the solution does not need.
        mixed: the topics from which a mixed one takes its exercises in turn.
    """

    name: str
    needs: tuple[str, ...]
    functions: tuple[str, ...]
    levels: tuple[int, ...] = (1, 2, 3, 4, 5)
    excluded: frozenset[str] = frozenset()
    mixed: tuple[str, ...] = ()


COMPOUND = frozenset(("product", "quotient", "reciprocal", "chain", "general_power"))

TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("constant", ("constant",), ("power", "named", "sin", "natural"), (1, 2), COMPOUND),
        Topic("power", ("power",), ("power", "root", "sqrt"), (1, 2), COMPOUND - {"reciprocal"}),
        Topic("sum", ("sum", "difference"), ("power", *BASIC), (1, 2), COMPOUND),
        Topic("product", ("product",), ("power", *BASIC)),
        Topic("quotient", ("quotient",), ("power", *BASIC), (2, 3, 4, 5)),
        Topic("chain", ("chain",), ("power", *BASIC)),
        Topic("exponential", ("natural", "exponential"), ("power", "natural", "exponential", "sin", "cos", "sqrt")),
        Topic("logarithm", ("ln", "log10", "log2"), ("power", "ln", "log10", "log2", "natural", "sin", "cos", "sqrt")),
        Topic("trigonometric", TRIGONOMETRIC, ("power", *TRIGONOMETRIC)),
        Topic("inverse", INVERSE, ("power", *INVERSE, "natural", "ln", "sqrt")),
        Topic("hyperbolic", HYPERBOLIC, ("power", *HYPERBOLIC, "natural", "ln")),
        Topic("logarithmic", ("general_power",), ("power", "sin", "cos", "ln"), (3, 4, 5)),
        Topic(
            "mixed",
            (),
            ("power", *BASIC, *ADVANCED),
            mixed=(
                "power",
                "product",
                "quotient",
                "chain",
                "exponential",
                "logarithm",
                "trigonometric",
            ),
        ),
    )
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


def topics_at(level: int, names: Sequence[str]) -> list[str]:
    """Those of the topics that have exercises at a level."""
    return [name for name in names if level in TOPICS[name].levels]
