"""Tidy: what is done to a line before anyone calls it simplifying.

Exact arithmetic, 0 and 1, signs, like terms and like factors, one fraction. The shape stays: a
power of a sum is not expanded, a quotient stays a quotient. A tidy expression is defined exactly
where the original is: where a rewrite would define more, as in x/x = 1, the result keeps a `where`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..core import twin
from ..expression import Apply, Expression, apply, as_expression
from ..traversal import postorder, rebuild
from .calls import call
from .definedness import (
    always_evaluated,
    is_total,
    not_implied,
    opposite,
    own_requirements,
    remembering,
    restrict,
    settled,
    where,
)
from .numbers import exact_power, value_of
from .parts import MOST_FACTORS, factors, length, negate
from .products import over, times
from .sums import minus, plus
from .terms import power

CONSTRUCTORS: dict[str, Callable[..., Expression]] = {
    "+": plus,
    "-": minus,
    "*": times,
    "/": over,
    "^": power,
    "neg": negate,
    "where": where,
}


MOST_PASSES = 8  # what is not lifted by then stays where it is, and holds there


def tidy(expression: Expression | str) -> Expression:
    """The expression, tidied.

    Args:
        expression: an expression or its text.

    Raises:
        ParseError: the text is no formula.

    >>> str(tidy("x^2*1*sin(x) + 0 + 3*x*x*sin(x)"))
    '4*x^2*sin(x)'
    """
    whole = as_expression(expression)
    return requiring(lambda: rebuilt(whole), whole)


@twin
def rebuilt(expression: Expression) -> Expression:
    """The expression built anew by the constructors of tidying, bottom up."""
    return rebuild(expression, build)


def requiring(compute: Callable[[], Expression], *sources: Expression) -> Expression:
    """What a computation with tidy constructors gives, with the requirements that it met at the top.

    Args:
        compute: the computation; it may run twice.
        sources: what it computes from. A requirement met within a branch of a piecewise binds that
            branch alone, so where there are branches the requirements are lifted one by one.
    """
    value, needs = remembering(compute)
    if not needs:
        return value
    if has_branches(sources):
        return lift_requirements(compute())
    return where(value, *not_implied(value, needs))


def has_branches(roots: Iterable[Expression]) -> bool:
    """Whether a piecewise stands anywhere below the roots."""
    return any(type(n) is Apply and n.function == "piecewise" for n in postorder(roots))


def build(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments, tidied."""
    constructor = CONSTRUCTORS.get(function)
    return constructor(*arguments) if constructor else call(function, arguments)


def lift_requirements(expression: Expression) -> Expression:
    """The expression with every `where` inside it moved to the top, less what its formula says itself.

    Requirements inside a branch of a piecewise stay there: they bind that branch alone.
    """
    for _ in range(MOST_PASSES):
        if not _holds_where(expression):
            break
        expression = _lift(expression)
    if type(expression) is Apply and expression.function == "where":
        value, *requirements = expression.arguments
        return where(value, *not_implied(value, requirements))
    return expression


def bare(expression: Expression) -> Expression:
    """The formula without what must hold for it."""
    lifted = lift_requirements(expression)
    return lifted.arguments[0] if isinstance(lifted, Apply) and lifted.function == "where" else lifted


def _holds_where(expression: Expression) -> bool:
    """Whether a `where` stands anywhere but at the top of the expression or of a branch."""
    tops = {expression}
    order = postorder((expression,))
    for node in order:
        if type(node) is Apply and node.function == "piecewise":
            tops.update(node.arguments)
    return any(type(n) is Apply and n.function == "where" and n not in tops for n in order) or (
        _is_where(expression) and _is_where(expression.arguments[0])  # type: ignore[attr-defined]
    )


def _is_where(node: Expression) -> bool:
    return type(node) is Apply and node.function == "where"


def _lift(expression: Expression) -> Expression:
    """The requirements moved up once; building the rest anew may meet others."""
    bare: dict[Expression, Expression] = {}
    needs: dict[Expression, list[Expression]] = {}
    for node in postorder((expression,)):
        bare[node], needs[node] = _lifted(node, bare, needs) if type(node) is Apply else (node, [])
    return where(bare[expression], *not_implied(bare[expression], needs[expression]))


def _lifted(
    node: Apply, bare: dict[Expression, Expression], needs: dict[Expression, list[Expression]]
) -> tuple[Expression, list[Expression]]:
    """The node without its requirements, and these."""
    if node.function == "piecewise":
        return apply("piecewise", tuple(where(bare[a], *not_implied(bare[a], needs[a])) for a in node.arguments)), []
    if node.function == "where":
        value, *others = node.arguments
        gathered = [*needs[value], *(need for other in others for need in (*needs[other], bare[other]))]
        return bare[value], list(dict.fromkeys(gathered))
    parts = tuple([bare[a] for a in node.arguments])
    gathered = list(dict.fromkeys(need for a in node.arguments for need in needs[a]))
    return (node if parts == node.arguments else build(node.function, parts)), gathered


__all__ = [
    "CONSTRUCTORS",
    "MOST_FACTORS",
    "always_evaluated",
    "bare",
    "build",
    "call",
    "exact_power",
    "factors",
    "has_branches",
    "is_total",
    "length",
    "lift_requirements",
    "minus",
    "negate",
    "not_implied",
    "opposite",
    "over",
    "own_requirements",
    "plus",
    "power",
    "remembering",
    "requiring",
    "restrict",
    "settled",
    "tidy",
    "times",
    "value_of",
    "where",
]
