"""Why this rule: what a tempting other rule would give at the same place, and that it is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from ..calculus.trace import Trace
from ..calculus.wrong import Misapplication, misapplied
from ..documents import Sentence, Series
from ..documents.formulas import primed
from ..errors import SymdiffError
from ..expression import Apply, apply, as_expression, symbol
from ..rulebook.misconceptions import WrongRule, standard_misconceptions
from .records import RULE, Step
from .wording import prime

MOST = 2
LARGEST = 60
"""What is tempting at a large place is not worth a sentence."""


def explanations(step: Step) -> list[Sentence]:
    """Sentences on the wrong rules that the step invites; none where there are none."""
    if step.kind != RULE or step.is_elementary or step.before.dag_size > LARGEST:
        return []
    own, of_compositions = _forms()
    found = list(islice(_sentences(of_compositions, step), 1))
    return [*islice(_sentences(own, step), MOST - len(found)), *found]


def _sentences(rules: Iterable[WrongRule], step: Step) -> Iterator[Sentence]:
    assert isinstance(step.before, Apply)
    trace = Trace(step.before.arguments[0], step.variable)
    for rule in rules:
        wrong = next(misapplied(rule, trace.expression, trace), None)
        if wrong is not None and (sentence := _refuted(wrong, trace, step)):
            yield sentence


@cache
def _forms() -> tuple[list[WrongRule], list[WrongRule]]:
    """The wrong rules, one form of each: those for one kind of node, and those for every composition."""
    first = [misconception.forms[0] for misconception in standard_misconceptions().values()]
    general = [rule for rule in first if rule.is_of_composition]
    return [rule for rule in first if rule not in general], general


def _refuted(misapplication: Misapplication, trace: Trace, step: Step) -> Sentence | None:
    """The sentence, where the wrong result is refuted."""
    from ..verification import equivalent

    rule, wrong = misapplication.rule, misapplication.slope(trace.slopes, trace.variable)
    try:
        verdict = equivalent(wrong, step.after)
    except SymdiffError:
        return None  # nowhere are both defined: there is nothing to compare
    if verdict.status != "refuted" or verdict.witness is None or verdict.balls is None:
        return None
    formula = apply("=", (primed(rule.pattern), prime(rule.replacement)))
    coordinates = verdict.witness.items()
    point = Series(tuple(apply("=", (symbol(name), as_expression(value))) for name, value in coordinates))
    value, slope = (ball.text(6) for ball in verdict.balls)
    entry = "why.wrong" if point.phrases else "why.constant"
    return Sentence(entry, {"formula": formula, "wrong": wrong, "point": point, "value": value, "slope": slope})
