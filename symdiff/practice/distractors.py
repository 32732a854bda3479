"""Wrong answers to choose from: what misconceptions lead to, each refuted against the key and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations, islice
from math import isclose

from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..expression import Apply, Expression, Number
from ..primitives import LN
from ..traversal import free_symbols, postorder, tree_size
from ..verification import equivalent
from .gates import SAME, Values, presentable, same_values, values_at
from .items import Distractor, Item, Option
from .kind import answers_from
from .lines import sides
from .measure import family_of
from .mistakes import Mistake, answer_of, mistakes_in
from .sentences import Sentence, say
from .streams import Stream

MOST, LEAST = 6, 3
MOST_OPTIONS = 5
MOST_REMEMBERED = 1024
SPARE = 5  # candidates to choose from
SHORTEST, LONGEST, ROOM = 0.5, 1.6, 3  # times the size of the key, and nodes: another one gives itself away
LARGEST_NUMBER = 1000


@lru_cache(MOST_REMEMBERED)
def distractors_of(item: Item, most: int = MOST) -> tuple[Distractor, ...]:
    """Wrong answers to an item that misconceptions lead to, the likeliest first.

    None gives the key away by its form: they are about as long, and half of them have every function that it has.

    Args:
        item: the question.
        most: how many at most.
    """
    if item.given_distractors is not None:
        return item.given_distractors
    if item.given_options or item.answer_kind == "choice":
        return ()
    found = list(islice(_candidates(item), most + SPARE))
    whole = [d for d in found if functions_in(item.key) <= functions_in(d.answer)]
    chosen = [*found[: most // 2], *(d for d in (*whole, *found) if d not in found[: most // 2])]
    return tuple(sorted(dict.fromkeys(chosen[:most]), key=found.index))


def _candidates(item: Item) -> Iterator[Distractor]:
    """Wrong answers that may be shown beside the key, each refuted against it and those before."""
    trace = Trace(item.expression, item.variable)
    single = list(likeliest(mistakes_in(trace)))
    taken = [(sides(item.key), values_at(sides(item.key), item.variable))]
    names: set[tuple[str, ...]] = set()
    for mistakes in chain(((m,) for m in single), combinations([m for m in single if not m.throughout][:6], 2)):
        named = tuple(m.name for m in mistakes)
        if len(mistakes) > 1 and len(names) >= LEAST:
            return  # two mistakes at once only where there are few of one
        if named in names or len({m.places[0].node for m in mistakes}) < len(mistakes):
            continue
        answer = _acceptable(answers_from(item, answer_of(trace, mistakes)), item, taken, len(mistakes) > 1)
        if answer is not None:
            names.add(named)
            yield Distractor(answer, named, tuple(s for m in mistakes for s in feedback_on(m)))


def functions_in(formula: Expression) -> frozenset[str]:
    """The names of the functions of one argument that are written in a formula."""
    return frozenset(n.function for n in postorder((formula,)) if _is_function(n))  # type: ignore[attr-defined]


def _is_function(node: Expression) -> bool:
    return isinstance(node, Apply) and len(node.arguments) == 1 and family_of(node) is not None


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
    answers: tuple[Expression, ...] | None, item: Item, taken: list[tuple[Expression, Values]], is_double: bool
) -> Expression | None:
    """The wrong answer, if it can be shown and is certainly none of those taken, which it then joins.

    What two mistakes lead to is not the key times a number: that reads as a slip.
    """
    if answers is None:
        return None
    answer = answers[0] if item.answer_kind == "equation" else presentable(answers[0])
    if not _is_presentable(answer, item):
        return None
    compared = sides(answer)
    values = values_at(compared, item.variable)
    if is_double and _is_multiple(values, taken[0][1]):
        return None
    if not all(_differs(compared, values, other, known) for other, known in taken):
        return None
    taken.append((compared, values))
    return answer


def _is_multiple(values: Values, others: Values) -> bool:
    """Whether one function is a number times the other one."""
    ratios = [a / b for a, b in zip(values, others, strict=True) if a is not None and b]
    return len(ratios) > 1 and all(isclose(ratio, ratios[0], rel_tol=SAME) for ratio in ratios)


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
    """Whether a wrong answer has the form of the key: its size, its variables, no number that sticks out."""
    size, wanted = tree_size(answer), tree_size(item.key)
    if not SHORTEST * wanted - ROOM <= size <= LONGEST * wanted + ROOM:
        return False
    if free_symbols(item.key) - free_symbols(answer):
        return False
    nodes = postorder((answer,))
    if any(abs(Fraction(n.value)) > LARGEST_NUMBER for n in nodes if isinstance(n, Number)):
        return False
    known = {*postorder((item.key,)), *postorder((item.expression,))}
    return not any(_is_strange(node) for node in nodes if node not in known)


def _is_strange(node: Expression) -> bool:
    """Whether it is a function of a number, such as cos(3), other than the logarithm of a base."""
    return _is_function(node) and not free_symbols(node) and node.function != LN  # type: ignore[attr-defined]


def _differs(answer: Expression, values: Values, other: Expression, known: Values) -> bool:
    """Whether two answers are certainly different functions."""
    if same_values(values, known, least=1) is not False:
        return False
    try:
        return equivalent(answer, other).status == "refuted"
    except SymdiffError:
        return False
