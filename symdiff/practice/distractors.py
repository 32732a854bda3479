"""Wrong answers to choose from: what misconceptions lead to, each refuted against the key and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..errors import SymdiffError
from ..expression import Expression, Number
from ..traversal import postorder, tree_size
from ..verification import equivalent
from .consequences import answers_from, sides
from .gates import Values, same_values, values_at
from .items import Distractor, Item
from .mistakes import Mistake, answer_of, mistakes_in
from .sentences import Sentence, say
from .traces import Trace

MOST = 6
LONGEST = 2.2  # times the size of the key: a longer one gives itself away
LARGEST_NUMBER = 100_000


def distractors_of(item: Item, most: int = MOST) -> tuple[Distractor, ...]:
    """The wrong answers of an item, the likeliest first."""
    if item.given_options or item.answer_kind == "choice":
        return ()
    if "swapped" in item.details:
        return (Distractor(item.details["swapped"], ("extremum_swapped",), (say("told_extremum_swapped"),)),)
    trace = Trace(item.expression, item.variable)
    taken = [(sides(item.key), values_at(sides(item.key), item.variable))]
    chosen: list[Distractor] = []
    names: set[str] = set()
    for mistake in likeliest(mistakes_in(trace)):
        if mistake.name in names:
            continue
        answers = answers_from(item, answer_of(trace, [mistake]))
        if answers is None or not _is_presentable(answers[0], item):
            continue
        answer = answers[0]
        compared = sides(answer)
        values = values_at(compared, item.variable)
        if all(_differs(compared, values, other, known) for other, known in taken):
            taken.append((compared, values))
            names.add(mistake.name)
            chosen.append(Distractor(answer, (mistake.name,), feedback_on(mistake)))
            if len(chosen) == most:
                break
    return tuple(chosen)


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
