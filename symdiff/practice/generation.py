"""Exercises from the rules: an item is a pure function of the version, the seed, its index and what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

from ..calculus.forward import diff
from ..calculus.trace import Trace
from ..errors import LimitError, SymdiffError
from ..expression import Expression, symbol
from ..tidying import bare
from .arrangement import arranged
from .asking import VERSION, Draw, Problem, Setting
from .confirming import confirmed
from .constants import fill, has_holes
from .forms import forms, is_of_constants, is_written_as_function
from .gates import canonical, fits, presentable
from .growth import Growth, Stuck
from .items import Item
from .kinds import KINDS
from .measure import EFFORT, difficulty_of, level_of, rules_of
from .requests import MOST, Request, request
from .shapes import LEAVES, Leaves
from .streams import Stream
from .topics import Topic

MOST_ATTEMPTS = 400
PATIENCE = 150
VARIANT_ATTEMPTS = 60
MOST_UNEVEN = 4
MOST_REMEMBERED = 200_000  # of the items of one sheet, to leave out what was there already
OTHER_FUNCTIONS = {1: 2, 2: 2, 3: 2, 4: 2, 5: 3}


def exercises(
    topic: str | Iterable[str] | None = None,
    level: int | None = None,
    count: int = 10,
    seed: int = 0,
    *,
    rules: Iterable[str] = (),
    exclude: Iterable[str] = (),
    kind: str = "derivative",
    variant: str = "A",
    block: int = 0,
) -> list[Item]:
    """Exercises, each with its key, worked steps and wrong answers.

    The same arguments give the same exercises on every machine. Variants A, B, C, ... of a sheet have
    the same exercises with other constants.

    Args:
        topic: what is practised, one topic or several: see `symdiff exercises list`; a mixture if not given.
        level: how hard, from 1 to 5; all levels in turn if not given.
        count: how many.
        seed: another seed gives other exercises.
        rules: rules of the table (or `chain`) that every solution needs.
        exclude: rules that no solution needs.
        kind: what is asked: the derivative, its value at a point, a tangent line, ...
        variant: a letter.
        block: how many exercises of a topic come one after the other; 0 mixes the topics.

    Returns:
        The items, in the order of the sheet.

    Raises:
        SymdiffError: what is asked for is not known, or there is no such exercise.

    >>> [item.topic for item in exercises(topic="chain", level=2, count=2, seed=7)]
    ['chain', 'chain']
    """
    check_count(count)
    wanted = request(topic, level, kind, rules, exclude, block)
    return list(islice(sheet(wanted, seed, variant), count))


def check_count(count: int) -> None:
    """Refuse a number of exercises that no sheet can have.

    Raises:
        LimitError: it is negative or too large.
    """
    if not 0 <= count <= MOST:
        raise LimitError(f"{count} exercises: a sheet has from 0 to {MOST}")


def sheet(wanted: Request, seed: int, variant: str = "A", start: int = 0) -> Iterator[Item]:
    """Exercises without end, from an index on, leaving out those that were there but for names and order.

    Raises:
        SymdiffError: there are no more.
    """
    known: set[bytes] = set()
    misses = 0
    index = start
    while True:
        item = item_at(wanted, seed, index, "A")
        mark = sha256(fingerprint(item).encode("utf-8")).digest()[:12]
        index += 1
        if mark in known:
            misses += 1
            if misses > MOST_ATTEMPTS:
                raise SymdiffError(f"there are no more than {len(known)} different exercises of this kind")
            continue
        misses = 0
        if len(known) < MOST_REMEMBERED:
            known.add(mark)
        yield item if variant == "A" else item_at(wanted, seed, index - 1, variant)


def fingerprint(item: Item) -> str:
    """A text that two items share if they differ in names and the order of terms only."""
    others = ",".join(str(value) for value in item.details.values())
    return f"{item.kind}:{canonical(item.expression, item.variable)}:{others}"


def item_at(wanted: Request, seed: int, index: int, variant: str = "A") -> Item:
    """The exercise of that index.

    Raises:
        SymdiffError: none was found in many attempts: what is asked for hardly exists.
    """
    first_place = wanted.place(seed, index)
    for attempt in range(MOST_ATTEMPTS):
        stream = Stream(VERSION, seed, index, wanted.digest, attempt)
        # Not every topic lends itself to every kind: after a while the others are tried.
        topic, level = first_place if attempt < PATIENCE else wanted.places[attempt % len(wanted.places)]
        aim = Aim(wanted, topic, level, _needs(wanted, topic, stream))
        try:
            template = _template(aim, stream)
        except Stuck:
            continue
        draw = Draw(seed, index, attempt)
        first = _finished(template, aim, draw)
        if first is not None:
            return first if variant == "A" else _variant(first, template, aim, replace(draw, variant=variant))
    topic, level = first_place
    raise SymdiffError(
        f"no exercise of the topic {topic.name} and level {level} was found"
        + (f" that needs {', '.join(wanted.rules)}" if wanted.rules else "")
        + (f" without {', '.join(wanted.excluded)}" if wanted.excluded else "")
    )


@dataclass(frozen=True)
class Aim:
    """What one exercise is to be.

    Attributes:
        wanted: what was asked for.
        topic, level: its place among that.
        needs: the rules that its solution is to need.
    """

    wanted: Request
    topic: Topic
    level: int
    needs: tuple[str, ...]

    @property
    def excluded(self) -> frozenset[str]:
        """The rules that its solution must not need."""
        return frozenset((*self.topic.excluded, *self.wanted.excluded))


def _needs(wanted: Request, topic: Topic, stream: Stream) -> tuple[str, ...]:
    choices = [n for n in topic.needs if n not in wanted.excluded]
    return wanted.rules or ((stream.choice(choices),) if choices else ())


def _template(aim: Aim, stream: Stream) -> Expression:
    """A formula with holes."""
    functions = _functions(aim, stream)
    low, high = EFFORT[aim.level]
    growth = Growth(stream, functions, aim.excluded, Leaves(symbol("x"), functions), aim.level)
    template = growth.grow(stream.between(high - 2 if aim.level == 1 else low, high), aim.needs)
    if not has_holes(template):
        raise Stuck  # its variants would all be the same
    return template


def _functions(aim: Aim, stream: Stream) -> tuple[str, ...]:
    """The functions of one exercise: those that are needed and a few others, so that it does not read like a list."""
    listed, needs = aim.topic.functions, aim.needs
    needed = [n for n in needs if is_written_as_function(n)]
    special = [f for f in (*listed, *needs) if f in forms() or (f in LEAVES and f in listed)]
    others = [f for f in listed if f not in (*needed, *special, *aim.wanted.excluded)]
    return (*needed, *dict.fromkeys(special), *stream.shuffled(others)[: OTHER_FUNCTIONS[aim.level]])


def _finished(template: Expression, aim: Aim, draw: Draw) -> Item | None:
    """The item of a template with constants filled in, if it is fit to be set."""
    wanted, kind = aim.wanted, KINDS[aim.wanted.kind]
    labels = (draw.seed, draw.index, wanted.digest, draw.attempt, "constants", draw.variant)
    stream = Stream(VERSION, *labels)
    problem = _problem(arranged(fill(template, stream, aim.level)), aim)
    if problem is None:
        return None
    return kind.build(Setting(problem, stream, kind.name, kind.answer_kind, wanted.record, draw))


def _problem(expression: Expression, aim: Aim) -> Problem | None:
    """The function as a problem, if it passes every gate."""
    x = symbol("x")
    trace = Trace(expression, x)
    rules = rules_of(trace)
    needed = {name for name in aim.needs if not is_of_constants(name)}
    if not needed <= rules or not rules.isdisjoint(aim.excluded):
        return None
    if level_of(trace) != aim.level:
        return None
    key = presentable(bare(diff(expression, x)))
    if not fits(expression, key, x, aim.level) or not confirmed(expression, key, x):
        return None
    return Problem(expression, x, key, trace, difficulty_of(trace, key), aim.level, aim.topic)


def _as_hard(one: Item, other: Item) -> bool:
    """Whether two items have the same solution but for constants; a cancelled number may make one a little shorter."""
    close = abs(one.difficulty.algebra - other.difficulty.algebra) <= MOST_UNEVEN
    return close and replace(one.difficulty, algebra=0) == replace(other.difficulty, algebra=0)


def _variant(first: Item, template: Expression, aim: Aim, draw: Draw) -> Item:
    """The same exercise with other constants, of the same difficulty."""
    for again in range(VARIANT_ATTEMPTS):
        other = _finished(template, aim, replace(draw, variant=f"{draw.variant}{again}"))
        if other is not None and other.expression is not first.expression and _as_hard(other, first):
            return other
    return replace(first, variant=draw.variant)  # no other constants fit: the versions share this exercise
