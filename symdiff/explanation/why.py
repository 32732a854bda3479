"""Why this rule: what a tempting other rule would give at the same place, and that it is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from ..documents import Sentence, Series
from ..documents.formulas import primed
from ..errors import SymdiffError
from ..expression import ONE, ZERO, Apply, Expression, Symbol, apply, symbol
from ..matching import match
from ..rulebook.misconceptions import FUNCTION_LETTERS, WrongRule, X, standard_misconceptions
from ..rulebook.rules import derivative_of
from ..tidying import build, tidy
from ..traversal import fold, substitute
from .records import RULE, Step
from .wording import inside, prime

if TYPE_CHECKING:
    from ..verification import Ball

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
    for rule in rules:
        wrong = wrong_result(rule, step)
        if wrong is not None and (sentence := _refuted(rule, wrong, step)):
            yield sentence


@cache
def _forms() -> tuple[list[WrongRule], list[WrongRule]]:
    """The wrong rules, one form of each: those for one kind of node, and those for every composition."""
    first = [misconception.forms[0] for misconception in standard_misconceptions().values()]
    general = [rule for rule in first if _function_of(rule) is not None]
    return [rule for rule in first if rule not in general], general


def wrong_result(rule: WrongRule, step: Step) -> Expression | None:
    """What a wrong rule gives in place of the step; None where it does not fit."""
    assert isinstance(step.before, Apply)
    node = step.before.arguments[0]
    slopes: dict[Expression, Expression] = {}
    for below in step.substeps:
        if below.kind == RULE and isinstance(below.before, Apply):
            slopes[below.before.arguments[0]] = below.after
    function = _function_of(rule)
    if function is not None:
        return _of_composition(rule, function, step)
    for pattern in rule.patterns:
        bindings = match(pattern, node)
        if bindings is not None and all((value in slopes) != (u in rule.free) for u, value in bindings.items()):
            marks: dict[Expression, Expression] = {derivative_of(u): slopes.get(v, ZERO) for u, v in bindings.items()}
            return tidy(substitute(rule.replacement, {**marks, **bindings, X: step.variable}))
    return None


def _function_of(rule: WrongRule) -> Apply | None:
    """The composition f(u) that is the rule's left side."""
    pattern = rule.pattern
    is_composition = isinstance(pattern, Apply) and pattern.function in FUNCTION_LETTERS
    return pattern if is_composition and isinstance(pattern.arguments[0], Symbol) else None  # type: ignore


def _of_composition(rule: WrongRule, function: Apply, step: Step) -> Expression | None:
    """A wrong chain rule: f'(u) is the step's own rule with d(u) = 1."""
    inner = inside(step)
    if inner is None or step.replacement is None:
        return None
    letter = next(u for u, value in step.bindings.items() if value is inner)
    bound: dict[Expression, Expression] = {symbol(u): value for u, value in step.bindings.items()}

    def of(expression: Expression, argument: Expression) -> Expression:
        values = {**bound, symbol(letter): argument, derivative_of(symbol(letter)): ONE}
        return tidy(substitute(expression, values))

    slope = next(s.after for s in step.substeps if s.kind == RULE)
    assert step.pattern is not None
    pattern, replacement = step.pattern, step.replacement

    def leaf(node: Expression) -> Expression:
        return step.variable if node is X else inner if node is function.arguments[0] else node

    def combine(node: Apply, parts: list[Expression]) -> Expression:
        if node.function == "d":
            return slope
        if node.function == function.function:
            return of(pattern, parts[0])
        if node.function == function.function + "'":
            return of(replacement, parts[0])
        return build(node.function, tuple(parts))

    return fold((rule.replacement,), leaf, combine)[rule.replacement]


def _refuted(rule: WrongRule, wrong: Expression, step: Step) -> Sentence | None:
    """The sentence, where the wrong result is refuted."""
    from ..verification import equivalent

    try:
        verdict = equivalent(wrong, step.after)
    except SymdiffError:
        return None  # nowhere are both defined: there is nothing to compare
    if verdict.status != "refuted" or verdict.witness is None or verdict.balls is None:
        return None
    formula = apply("=", (primed(rule.pattern), prime(rule.replacement)))
    point = Series(tuple(f"{name} = {value}" for name, value in verdict.witness.items()))
    value, slope = (_short(ball) for ball in verdict.balls)
    entry = "why.wrong" if point.phrases else "why.constant"
    return Sentence(entry, {"formula": formula, "wrong": wrong, "point": point, "value": value, "slope": slope})


def _short(ball: Ball) -> str:
    return f"{float((ball.low + ball.high) / 2):.6g}"
