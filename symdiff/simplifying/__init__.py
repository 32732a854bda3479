"""Simplifying: whole forms of an expression, and the one that reads best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeGuard

from ..algebra.cost import cost
from ..expression import Apply, Expression, apply, as_expression
from ..rulebook.requirements import Requirement, requirements
from ..tidying import build, remembering, tidy
from ..traversal import rebuild, substitute
from ..work import limited
from .branches import without_branches
from .conditions import MOST_COMPARED, missing, requirements_of
from .named import apart, collect, combine_trig, expand, factor, rationalize, together
from .simplifier import SimplificationStep, Simplifier
from .values import with_exact_values
from .views import may_know_more


@dataclass(frozen=True)
class Simplification:
    """What simplifying has found.

    Attributes:
        result: the form that reads best; it remembers its assumptions.
        assumptions: what must hold for the result to be the value of what was given.
        steps: what was done, in order.
    """

    result: Expression
    assumptions: tuple[Requirement, ...]
    steps: tuple[SimplificationStep, ...]


def simplification(expression: Expression | str, *, limit: int | None = None) -> Simplification:
    """The simplest form of an expression, what it assumes, and how it was found.

    Args:
        expression: an expression or its text.
        limit: the most work, in units of about a microsecond.

    Raises:
        ParseError: the text is no formula.
        LimitError: it takes more work than the limit allows.

    >>> record = simplification("sqrt(x)^2")
    >>> print(record.result, [str(a) for a in record.assumptions])
    x ['x >= 0']
    """
    with limited(limit):
        return _found(expression)


def _found(expression: Expression | str) -> Simplification:
    hidden, branches = without_branches(carried_out(expression), lambda e: _simplification(e, {}).result)
    found = _simplification(hidden, {name: cost(piecewise) for name, piecewise in branches.items()})
    if not branches:
        return found
    needs = [*found.result.arguments[1:]] if is_where(found.result) else []
    needs += [p for name, p in branches.items() if name in hidden.free_symbols - found.result.free_symbols]
    value = substitute(found.result.arguments[0] if is_where(found.result) else found.result, branches)
    result = apply("where", (value, *(substitute(n, branches) for n in needs))) if needs else value
    steps = tuple(s.with_branches(branches) for s in found.steps)
    return Simplification(result, requirements(result), steps)


def is_where(expression: Expression) -> TypeGuard[Apply]:
    """Whether an expression is a value with requirements."""
    return type(expression) is Apply and expression.function == "where"


def _simplification(written: Expression, costs: dict[Expression, int]) -> Simplification:
    """Of an expression without a piecewise."""
    tidied = tidy(written)
    value, *remembered = tidied.arguments if is_where(tidied) else (tidied,)
    value, needed = remembering(partial(with_exact_values, value))
    given = [*requirements_of(value), *remembered, *needed]
    if tidied is not written:  # tidying may have dropped a part that is not defined everywhere
        given += remembering(lambda: [rebuild(r, build) for r in requirements_of(written)])[0]
    simplifier = Simplifier(given, costs)
    found = simplifier.run(value)
    if found is value and value is written:
        return Simplification(found, (), _steps(simplifier, value, found))
    if found is not value and may_know_more(found) and simplifier.learns(requirements_of(found)):
        found = simplifier.run(found)  # it requires of its own parts what it required of the given ones
    needs = _needs(simplifier, given, found)
    if needs and simplifier.learns(needs):  # a condition in its simplest form may say what its first form did not
        found = simplifier.run(found)
        needs = _needs(simplifier, needs, found)
    result = apply("where", (found, *needs)) if needs else found
    return Simplification(result, requirements(result), _steps(simplifier, value, found))


def needed(conditions: Sequence[Expression], value: Expression) -> list[Expression]:
    """Which of the conditions a formula does not show by itself, each in its simplest form.

    Args:
        conditions: comparisons, or expressions that must be defined.
        value: the formula that they are told with.

    >>> import symdiff
    >>> [str(c) for c in needed(symdiff.diff("ln(x^2)").arguments[1:], symdiff.parse("x"))]
    ['x != 0']
    """
    return _needs(Simplifier(), conditions, value) if conditions else []


def _needs(simplifier: Simplifier, given: Sequence[Expression], found: Expression) -> list[Expression]:
    """What the result does not say itself of what is required, in its simplest form."""
    needs = missing(given, found)
    return missing([simplifier.condition(r) for r in needs], found) if len(needs) <= MOST_COMPARED else needs


def _steps(simplifier: Simplifier, value: Expression, found: Expression) -> tuple[SimplificationStep, ...]:
    steps = [*simplifier.steps]
    if simplifier.exhausted:
        steps.append(SimplificationStep("too long for every form: parts of it are only tidied", value, found))
    return tuple(steps)


def simplify(expression: Expression | str, *, limit: int | None = None) -> Expression:
    """The form of an expression that reads best, never longer than what was given.

    What it assumes is kept with the result: see `simplification`, and `.conditions` of the result.

    Args:
        expression: an expression or its text.
        limit: the most work, in units of about a microsecond.

    Raises:
        ParseError: the text is no formula.
        LimitError: it takes more work than the limit allows.

    >>> print(simplify("2*x*e^x + x^2*e^x"))
    x*(x + 2)*e^x
    """
    return simplification(expression, limit=limit).result


def carried_out(expression: Expression | str) -> Expression:
    """The expression with every derivative that is written in it carried out."""
    from ..calculus.forward import carry_out

    return carry_out(as_expression(expression))


__all__ = [
    "Simplification",
    "SimplificationStep",
    "apart",
    "collect",
    "combine_trig",
    "expand",
    "factor",
    "needed",
    "rationalize",
    "simplification",
    "simplify",
    "together",
]
