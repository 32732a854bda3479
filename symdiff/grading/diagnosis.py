"""What went wrong in a wrong answer: the smallest set of known mistakes that leads to exactly this answer.

Every mistake that the function invites is carried out, and the answers it leads to are remembered by
their values at a few points. An answer is looked up there; what is found is confirmed by a verdict.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations, islice

from ..calculus.trace import Trace
from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol, apply, rational
from ..practice.distractors import feedback_on
from ..practice.gates import Values, same_values, values_at
from ..practice.items import Item
from ..practice.kind import answers_from
from ..practice.lines import sides
from ..practice.mistakes import Mistake, answer_of, mistakes_in
from ..practice.sentences import Sentence, say
from ..tidying import minus, tidy, times
from ..verification import equivalent

MOST_PAIRED = 48  # mistakes that are also tried two at a time
MOST_NODES = 300  # larger functions are graded, but what went wrong is not looked for
MOST_WORK = 100_000  # nodes visited in all while answers are made, for the pairs
MOST_VALUED = 40_000  # nodes of all the answers that are computed for one question
MOST_EXPLANATIONS = 4
SMALL_DENOMINATOR = 60
MOST_REMEMBERED = 256


@dataclass(frozen=True)
class Explanation:
    """One way to come to the answer.

    Attributes:
        mistakes: the misconceptions, with the places where they struck.
        slip: a slip of the pen or of algebra, if that is what it was: `sign`, `factor`, ...
        told: the sentences for the student.
    """

    mistakes: tuple[Mistake, ...]
    slip: str | None
    told: tuple[Sentence, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the misconceptions, or the slip."""
        return tuple(m.name for m in self.mistakes) if self.slip is None else (f"slip_{self.slip}",)


@dataclass(frozen=True)
class MistakenAnswer:
    """An answer that some mistakes lead to, and its values."""

    mistakes: tuple[Mistake, ...]
    answer: Expression
    values: Values


class Diagnosis:
    """The wrong answers to one question, looked up by their values.

    Args:
        trace: the right solution.
        key: the right answer.
        answer: from a derivative of the function to the answer of the question; None where there is none.
    """

    def __init__(
        self,
        trace: Trace,
        key: Expression,
        answer: Callable[[Expression], Expression | None] = lambda derivative: derivative,
    ) -> None:
        self.trace = trace
        self.key = key
        self._answer = answer
        self._left = MOST_VALUED
        self._key_values = self._values(key)

    def explain(self, given: Expression) -> list[Explanation]:
        """The smallest explanations of a wrong answer, the likeliest first; none if no known mistake leads to it."""
        values = self._values(given)
        found = self._confirmed(self.singles, given, values)
        if not found:
            slips = list(self._slips(given, values))
            if slips:
                return slips
            found = self._confirmed(self._pairs(), given, values)
        return found

    @cached_property
    def singles(self) -> list[MistakenAnswer]:
        """What each mistake alone leads to."""
        if len(self.trace.nodes) > MOST_NODES:
            return []
        return [c for mistake in mistakes_in(self.trace) if (c := self._mistaken_answer((mistake,))) is not None]

    def _pairs(self) -> Iterator[MistakenAnswer]:
        local = [c.mistakes[0] for c in self.singles if not c.mistakes[0].throughout][:MOST_PAIRED]
        most = MOST_WORK // len(self.trace.nodes)
        for first, second in islice(combinations(local, 2), most):
            if first.places[0].node is not second.places[0].node:
                candidate = self._mistaken_answer((first, second))
                if candidate is not None:
                    yield candidate

    def _mistaken_answer(self, mistakes: tuple[Mistake, ...]) -> MistakenAnswer | None:
        answer = self._answer(answer_of(self.trace, mistakes)) if self._left > 0 else None
        if answer is None:
            return None
        values = self._values(answer)
        return None if same_values(values, self._key_values) else MistakenAnswer(mistakes, answer, values)

    def _values(self, expression: Expression) -> Values:
        self._left -= expression.dag_size
        return values_at(expression, self.trace.variable)

    def _confirmed(self, candidates: Iterable[MistakenAnswer], given: Expression, values: Values) -> list[Explanation]:
        found: list[Explanation] = []
        named: set[frozenset[str]] = set()
        for candidate in candidates:
            if not same_values(values, candidate.values) or not _agrees(given, candidate.answer):
                continue
            names = frozenset(m.name for m in candidate.mistakes)
            if names not in named:
                named.add(names)
                told = tuple(sentence for m in candidate.mistakes for sentence in feedback_on(m))
                found.append(Explanation(candidate.mistakes, None, told))
            if len(found) == MOST_EXPLANATIONS:
                break
        return found

    def _slips(self, given: Expression, values: Values) -> Iterator[Explanation]:
        """Right but for a sign, a coefficient or a term."""
        factor = _ratio(values, self._key_values)
        if not self.key.free_symbols and factor != -1:
            return  # any number is some number times another one
        if factor and factor != 1:  # 1 to as many digits as floats have: the difference is elsewhere
            kind = "sign" if factor == -1 else "factor"
            yield Explanation((), kind, (say(f"slip_{kind}", factor=rational(factor)),))
            return
        excess = self._values(tidy(minus(given, self.key)))
        for sign, term in _terms(self.key):
            share = _ratio(excess, self._values(term))
            if share:
                factor = 1 + sign * share
                kind = "term_missing" if factor == 0 else "sign_of_term" if factor == -1 else "factor_of_term"
                yield Explanation((), kind, (say(f"slip_{kind}", term=times(rational(sign), term)),))
                return
        constant = _constant(excess)
        if constant:
            yield Explanation((), "number_added", (say("slip_number_added", number=rational(constant)),))


@lru_cache(MOST_REMEMBERED)
def diagnosis_of(item: Item) -> Diagnosis:
    """What the mistakes that an item invites lead to."""

    def answer(derivative: Expression) -> Expression | None:
        found = answers_from(item, derivative)
        return None if found is None else sides(found[0])

    return Diagnosis(Trace(item.expression, item.variable), sides(item.key), answer)


@lru_cache(MOST_REMEMBERED)
def diagnosis_of_function(function: Expression, variable: Symbol, key: Expression) -> Diagnosis:
    """What the mistakes that a derivative invites lead to."""
    return Diagnosis(Trace(function, variable), key)


def _agrees(given: Expression, answer: Expression) -> bool:
    try:
        return bool(equivalent(given, answer))
    except SymdiffError:
        return False


def _terms(expression: Expression) -> list[tuple[int, Expression]]:
    """The terms of a sum with their signs; for a fraction, those of its numerator over the denominator."""
    if isinstance(expression, Apply) and expression.function == "neg":
        return [(-s, t) for s, t in _terms_of_sum(expression.arguments[0])]
    if isinstance(expression, Apply) and expression.function == "/":
        above, below = expression.arguments
        return [(s, apply("/", (t, below))) for s, t in _terms_of_sum(above)]
    return _terms_of_sum(expression)


def _terms_of_sum(expression: Expression) -> list[tuple[int, Expression]]:
    terms: list[tuple[int, Expression]] = []
    node = expression
    while isinstance(node, Apply) and node.function in ("+", "-"):
        terms.append((1 if node.function == "+" else -1, node.arguments[1]))
        node = node.arguments[0]
    terms.append((1, node))
    return terms if len(terms) > 1 else []


def _ratio(values: Values, others: Values) -> Fraction | None:
    """The simple number that one function is times another one, if there is one."""
    pairs = [(a, b) for a, b in zip(values, others, strict=True) if a is not None and b is not None and abs(b) > 1e-12]
    if len(pairs) < 3:
        return None
    first = pairs[0][0] / pairs[0][1]
    if not all(math.isclose(a / b, first, rel_tol=1e-8, abs_tol=1e-10) for a, b in pairs):
        return None
    return _simple(first)


def _constant(values: Values) -> Fraction | None:
    known = [v for v in values if v is not None]
    if len(known) < 3 or not all(math.isclose(v, known[0], rel_tol=1e-8, abs_tol=1e-10) for v in known):
        return None
    return _simple(known[0])


def _simple(value: float) -> Fraction | None:
    """The fraction with a small denominator that a float stands for."""
    if not math.isfinite(value) or abs(value) > 1e6:
        return None
    close = Fraction(value).limit_denominator(SMALL_DENOMINATOR)
    return close if math.isclose(float(close), value, rel_tol=1e-8, abs_tol=1e-9) else None
