"""A table of wrong rules is checked: each form applies to something, and what it gives there is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

from ..calculus.trace import Trace
from ..expression import CONSTANTS, Apply, Expression, Symbol, integer, symbol
from ..primitives import EXP, SIN, SQRT
from ..rulebook import misconceptions as tables
from ..rulebook import parse
from ..rulebook.misconceptions import FUNCTION_LETTERS, Misconception, WrongRule
from ..traversal import fold, postorder, rebuild
from .gates import same_values, values_at
from .mistakes import mistakes_in

X = symbol("x")
SAMPLES = ("sin(x)", "x^3", "e^(2*x)", "ln(x)", "x^2 + 5*x")
OUTER = (SIN, EXP, SQRT)
MOST_TRIED = 60


def load(path: str | Path) -> Mapping[str, Misconception]:
    """The standard misconceptions with those of one more file, checked.

    Args:
        path: a file with the syntax of grammar/misconceptions.rules.

    Raises:
        RuleError: the file cannot be read, or a line is wrong: it has unbound letters, applies to nothing, or is right.
    """
    table = tables.load(path)
    for misconception in table.values():
        for rule in misconception.forms:
            if rule.passage.file == str(path):
                check(rule)
    return table


def check(rule: WrongRule) -> None:
    """Refuse a wrong rule that never applies, or that is right wherever it was tried.

    Raises:
        RuleError: it is one of these.
    """
    table = {rule.name: Misconception(rule.name, (rule,), ("check",))}
    applied = False
    for expression in instances(rule):
        trace = Trace(expression, X)
        for mistake in mistakes_in(trace, table):
            place = mistake.places[0]
            if place.node is not expression:
                continue
            applied = True
            wrong, right = place.slope(trace.slopes, X), trace.answer
            if same_values(values_at(wrong, X), values_at(right, X)) is False:
                return
    if applied or any(Trace(e, X).depends(e) for e in instances(rule)):
        raise rule.passage.error(f"{rule.name} is no mistake: {rule} is right wherever it was tried")
    _check_of_constant(rule)


def _check_of_constant(rule: WrongRule) -> None:
    """A rule for constants is wrong unless what it gives is 0."""
    for expression in instances(rule):
        whole = Apply("+", (X, expression))
        trace = Trace(whole, X)
        for mistake in mistakes_in(trace, {rule.name: Misconception(rule.name, (rule,), ("check",))}):
            if str(mistake.places[0].slope(trace.slopes, X)) != "0":
                return
    raise rule.passage.error(f"{rule.name} never applies: {rule}")


def instances(rule: WrongRule) -> Iterator[Expression]:
    """Functions that the left side of a rule fits: its letters filled in in several ways."""
    letters = [n for n in postorder((rule.pattern,)) if isinstance(n, Symbol) and n not in CONSTANTS and n is not X]
    moving = [u for u in letters if u not in rule.free]
    numbers: dict[Expression, Expression] = {c: integer(3 + k) for k, c in enumerate(sorted(rule.free, key=str))}
    applied = [n for n in postorder((rule.pattern,)) if isinstance(n, Apply)]
    functions = sorted({n.function for n in applied if n.function in FUNCTION_LETTERS})
    tried = 0
    for chosen in product(SAMPLES, repeat=len(moving)):
        if len(set(chosen)) < len(chosen):
            continue
        values = dict(numbers)
        values.update(zip(moving, map(parse, chosen), strict=True))
        for names in product(OUTER, repeat=len(functions)):
            yield _filled(rule.pattern, values, dict(zip(functions, names, strict=True)))
            tried += 1
            if tried == MOST_TRIED:
                return


def _filled(pattern: Expression, values: Mapping[Expression, Expression], functions: Mapping[str, str]) -> Expression:
    named = rebuild(pattern, lambda name, arguments: Apply(functions.get(name, name), arguments))
    return fold((named,), lambda n: values.get(n, n), lambda n, parts: Apply(n.function, parts))[named]
