"""Wrong answers to choose from: what misconceptions lead to, each refuted against the key and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations

from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..expression import Expression, Number
from ..traversal import postorder, tree_size
from ..verification import equivalent
from .gates import Values, same_values, values_at
from .items import Distractor, Item, Option
from .kind import answers_from
from .lines import sides
from .mistakes import Mistake, answer_of, mistakes_in
from .sentences import Sentence, say
from .streams import Stream

MOST, LEAST = 6, 3
MOST_OPTIONS = 5
MOST_REMEMBERED = 1024
LONGEST = 2.2  # times the size of the key: a longer one gives itself away
LARGEST_NUMBER = 100_000


@lru_cache(MOST_REMEMBERED)
def distractors_of(item: Item, most: int = MOST) -> tuple[Distractor, ...]:
    """Wrong answers to an item that misconceptions lead to, the likeliest first.

    Args:
        item: the question.
        most: how many at most.
    """
    if item.given_distractors is not None:
        return item.given_distractors
    if item.given_options or item.answer_kind == "choice":
        return ()
    trace = Trace(item.expression, item.variable)
    single = list(likeliest(mistakes_in(trace)))
    taken = [(sides(item.key), values_at(sides(item.key), item.variable))]
    chosen: list[Distractor] = []
    names: set[tuple[str, ...]] = set()
    for mistakes in chain(((m,) for m in single), combinations([m for m in single if not m.throughout][:6], 2)):
        enough = LEAST if len(mistakes) > 1 else most  # two mistakes at once only where there are few of one
        named = tuple(m.name for m in mistakes)
        if len(chosen) >= enough:
            break
        if named in names or len({m.places[0].node for m in mistakes}) < len(mistakes):
            continue
        answer = _acceptable(answers_from(item, answer_of(trace, mistakes)), item, taken)
        if answer is not None:
            names.add(named)
            chosen.append(Distractor(answer, named, tuple(s for m in mistakes for s in feedback_on(m))))
    return tuple(chosen)


def options_of(item: Item, most: int = MOST_OPTIONS) -> tuple[Option, ...]:
    """The options of a multiple-choice form of an item, in an order that depends on the item alone.

    Args:
        item: the question.
        most: how many at most, the right one among them.
    """
    if item.given_options:
        return item.given_options
    wrong = [Option(d.answer, False, d.feedback) for d in distractors_of(item)[: most - 1]]
    return tuple(Stream(item.identifier, "options").shuffled([Option(item.key, True), *wrong]))


def _acceptable(
    answers: tuple[Expression, ...] | None, item: Item, taken: list[tuple[Expression, Values]]
) -> Expression | None:
    """The wrong answer, if it can be shown and is certainly none of those taken, which it then joins."""
    if answers is None or not _is_presentable(answers[0], item):
        return None
    compared = sides(answers[0])
    values = values_at(compared, item.variable)
    if not all(_differs(compared, values, other, known) for other, known in taken):
        return None
    taken.append((compared, values))
    return answers[0]


def feedback_on(mistake: Mistake) -> tuple[Sentence, ...]:
    """What a student who made the mistake is told."""
    told = say(f"told_{mistake.name}", node=mistake.places[0].node)
    return (told, say("throughout")) if mistake.throughout and mistake.name != "integrated" else (told,)


def likeliest(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """The mistakes of one place first, in turns over the places, from the outermost inwards."""
    by_place: dict[Expression, list[Mistake]] = {}
    several = []
    for mistake in mistakes:
        if mistake.throughout:
            several.append(mistake)
        else:
            by_place.setdefault(mistake.places[0].node, []).append(mistake)
    rounds = max((len(found) for found in by_place.values()), default=0)
    for turn in range(rounds):
        for found in by_place.values():
            if turn < len(found):
                yield found[turn]
    yield from several


def _is_presentable(answer: Expression, item: Item) -> bool:
    if tree_size(answer) > LONGEST * tree_size(item.key) + 6:
        return False
    return all(abs(Fraction(n.value)) <= LARGEST_NUMBER for n in postorder((answer,)) if isinstance(n, Number))


def _differs(answer: Expression, values: Values, other: Expression, known: Values) -> bool:
    """Whether two answers are certainly different functions."""
    if same_values(values, known, least=1) is not False:
        return False
    try:
        return equivalent(answer, other).status == "refuted"
    except SymdiffError:
        return False
