"""Exercises from the rules: an item is a pure function of the version, the seed, its index and what is asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from ..calculus.forward import diff
from ..calculus.trace import Trace
from ..errors import LimitError, SymdiffError
from ..expression import Expression, symbol
from ..tidying import bare
from .arrangement import arranged
from .asking import VERSION, Draw, Problem, Setting
from .classics import Classic, classics, share
from .confirming import confirmed
from .constants import fill, has_holes
from .forms import forms, is_of_constants, is_written_as_function, least_composed
from .gates import fits, presentable
from .growth import Growth, Stuck
from .items import Item
from .kinds import KINDS
from .levels import LEVELS, Limits
from .measure import chained, difficulty_of, effort_of, nesting_of, rules_of
from .own_functions import given
from .repetition import Seen, fingerprint
from .requests import MOST, Request, request
from .shapes import LEAVES, Leaves
from .streams import Stream
from .topics import Topic

MOST_ATTEMPTS = 400
PATIENCE = 150
VARIANT_ATTEMPTS = 60
MOST_UNEVEN = 4
FIRST = "A"  # the letter of the first version


def exercises(
    topic: str | Iterable[str] | None = None,
    level: int | None = None,
    count: int = 10,
    seed: int = 0,
    *,
    rules: Iterable[str] = (),
    exclude: Iterable[str] = (),
    kind: str = "derivative",
    variant: str = FIRST,
    block: int = 0,
    functions: Iterable[str] = (),
) -> list[Item]:
    """Exercises, each with its key, worked steps and wrong answers.

    The same arguments give the same exercises on every machine. Variants A, B, C, ... of a sheet have
    the same exercises with other constants.

    Args:
        topic: what is practised, one topic or several: see `symdiff exercises list`; a mixture if not given.
        level: how hard, from 1 to 5; 1 and 2, those of a first course, if not given.
        count: how many.
        seed: another seed gives other exercises.
        rules: rules of the table (or `chain`) that every solution needs.
        exclude: rules that no solution needs.
        kind: what is asked: the derivative, its value at a point, a tangent line, ...
        variant: a letter.
        block: how many exercises of a topic come one after the other; 0 mixes the topics.
        functions: functions of your own, in place of all but the kind, the seed and the variant.

    Returns:
        The items in the order of the sheet, the easier ones first.

    Raises:
        SymdiffError: what is asked for is not known, or there is no such exercise.

    >>> [item.topic for item in exercises(topic="chain", level=2, count=2, seed=7)]
    ['chain', 'chain']
    >>> [str(item.key) for item in exercises(functions=["x^2 ln x", "sin(3t)"])]
    ['2*x*ln(x) + x', '3*cos(3*t)']
    """
    if own := tuple(functions):
        chosen = given(own, kind, seed)
        return [chosen.item(index, variant) for index in range(len(own))]
    return list(sheet(request(topic, level, kind, rules, exclude, block), seed, count, variant))


def check_count(count: int) -> None:
    """Refuse a number of exercises that no sheet can have.

    Raises:
        LimitError: it is negative or too large.
    """
    if not 0 <= count <= MOST:
        raise LimitError(f"{count} exercises: a sheet has from 0 to {MOST}")


def sheet(
    wanted: Request, seed: int, count: int, variant: str = FIRST, watch: Callable[[], None] | None = None
) -> Iterator[Item]:
    """The exercises of a sheet, the easier ones first; in blocks of a topic, within each block.

    No two of them have formulas of one shape, as long as others are found. `watch` is called for each that is.

    Raises:
        LimitError: it is not a number of exercises that a sheet can have.
        SymdiffError: there are not so many.
    """
    check_count(count)
    made = []
    for item in itertools.islice(endless(wanted, seed), count):
        made.append(item)
        if watch is not None:
            watch()
    size = wanted.block or max(1, count)
    for start in range(0, count, size):
        for item in sorted(made[start : start + size], key=lambda item: (item.level, item.difficulty.effort)):
            yield item if variant == FIRST else item_at(wanted, seed, item.index, variant)


def endless(wanted: Request, seed: int) -> Iterator[Item]:
    """Exercises without end, as they are found: of another shape each, as long as others are found.

    Raises:
        SymdiffError: there are no more.
    """
    seen = Seen()
    for number in itertools.count():
        indices = itertools.count(number, MOST)
        yield next(item for index in indices if seen.is_new(item := item_at(wanted, seed, index)))


def item_at(wanted: Request, seed: int, index: int, variant: str = FIRST) -> Item:
    """The exercise of that index.

    Raises:
        SymdiffError: none was found in many attempts: what is asked for hardly exists.
    """
    first_place = wanted.place(seed, index)
    for attempt in range(MOST_ATTEMPTS):
        stream = Stream(VERSION, seed, index, wanted.digest, attempt)
        # Not every topic lends itself to every kind: after a while the others are tried.
        topic, level = first_place if attempt < PATIENCE else wanted.places[attempt % len(wanted.places)]
        needs = _needs(wanted, topic, stream)
        aim = Aim(wanted, topic, level, needs, LEVELS[level].limits(stream, least_composed(needs)))
        try:
            template = _template(aim, stream)
        except Stuck:
            continue
        draw = Draw(seed, index, attempt)
        first = _finished(template, aim, draw)
        if first is not None:
            return first if variant == FIRST else _variant(first, template, aim, replace(draw, variant=variant))
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
        limits: how far it may go.
    """

    wanted: Request
    topic: Topic
    level: int
    needs: tuple[str, ...]
    limits: Limits

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
    low, high = LEVELS[aim.level].effort
    effort = stream.between(low + 2 if aim.level == 1 else low, high)
    growth = Growth(stream, functions, aim.excluded, Leaves(symbol("x"), functions), aim.level, aim.limits)
    classic = _classic(aim, stream)
    template = growth.beside(classic, effort) if classic else growth.grow(effort, aim.needs)
    if not has_holes(template):
        raise Stuck  # its variants would all be the same
    return template


def _classic(aim: Aim, stream: Stream) -> Classic | None:
    """One of the compositions that textbooks are fond of, in some cases."""
    if not stream.chance(share()):
        return None
    listed = aim.topic.functions
    found = [c for c in classics() if c.suits(listed, aim.needs, aim.excluded) and c.fits(aim.level, aim.limits)]
    return stream.choice(found) if found else None


def _functions(aim: Aim, stream: Stream) -> tuple[str, ...]:
    """The functions of one exercise: those that are needed and a few others, so that it does not read like a list."""
    listed, needs = aim.topic.functions, aim.needs
    needed = [n for n in needs if is_written_as_function(n)]
    special = [f for f in (*listed, *needs) if f in forms() or (f in LEAVES and f in listed)]
    others = [f for f in listed if f not in (*needed, *special, *aim.wanted.excluded)]
    return (*needed, *dict.fromkeys(special), *stream.shuffled(others)[: LEVELS[aim.level].others])


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
    low, high = LEVELS[aim.level].effort
    if not low <= effort_of(trace) <= high:
        return None
    if chained(trace) > aim.limits.compositions or nesting_of(trace) > aim.limits.nesting:
        return None
    key = presentable(bare(diff(expression, x)))
    if not fits(expression, key, x, aim.level) or not confirmed(expression, key, x):
        return None
    return Problem(expression, x, key, trace, difficulty_of(trace, key), aim.level, aim.topic)


def _is_as_hard(one: Item, other: Item) -> bool:
    """Whether two items have the same solution but for constants; a cancelled number may make one a little shorter."""
    close = abs(one.difficulty.algebra - other.difficulty.algebra) <= MOST_UNEVEN
    return close and replace(one.difficulty, algebra=0) == replace(other.difficulty, algebra=0)


def _is_nearly_as_hard(one: Item, other: Item) -> bool:
    """Whether two items take the same effort, but for a factor of 1 that one of them does not show."""
    return one.level == other.level and abs(one.difficulty.effort - other.difficulty.effort) <= 1


def _variant(first: Item, template: Expression, aim: Aim, draw: Draw) -> Item:
    """The same exercise with other constants, of the same difficulty; unlike those of all letters before.

    Where no other constants fit, it is another exercise of the topic that is as hard.
    """
    known = {fingerprint(first)}
    item = first
    for letter in _letters(draw.variant):
        here = replace(draw, variant=letter)
        item = next((i for i in _variants(first, template, aim, here) if fingerprint(i) not in known), first)
        if item is first:
            return _replacement(first, aim, draw, known)
        known.add(fingerprint(item))
    return item


def _letters(last: str) -> Iterator[str]:
    """The letters from B to the last one."""
    return map(chr, range(ord(FIRST) + 1, ord(last) + 1))


def _variants(first: Item, template: Expression, aim: Aim, draw: Draw) -> Iterator[Item]:
    """The exercise with other constants: first of another function of the same difficulty, then nearly so."""
    others: tuple[list[Item], list[Item]] = ([], [])
    for again in range(VARIANT_ATTEMPTS):
        other = _finished(template, aim, replace(draw, variant=f"{draw.variant}{again}"))
        if other is None or not _is_nearly_as_hard(other, first):
            continue
        is_as_hard = _is_as_hard(other, first)
        if is_as_hard and other.expression is not first.expression:
            yield other
        else:
            others[not is_as_hard].append(other)
    yield from (*others[0], *others[1])


def _replacement(first: Item, aim: Aim, draw: Draw, known: Collection[str]) -> Item:
    """Another exercise of the same topic and nearly the same difficulty."""
    for attempt in range(MOST_ATTEMPTS):
        stream = Stream(VERSION, draw.seed, draw.index, aim.wanted.digest, draw.attempt, draw.variant, attempt)
        try:
            template = _template(aim, stream)
        except Stuck:
            continue
        other = _finished(template, aim, replace(draw, variant=f"{draw.variant}:{attempt}"))
        if other is not None and fingerprint(other) not in known and _is_nearly_as_hard(other, first):
            return other
    raise SymdiffError(f"no version {draw.variant} of exercise {draw.index + 1} was found: ask for other ones")
