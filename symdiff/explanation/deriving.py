"""`derive`: the derivation of a derivative."""

from __future__ import annotations

from ..calculus.forward import Variable, as_differentiand, orders
from ..calculus.trace import Trace
from ..expression import Expression, Symbol
from ..rulebook import Rulebook, current
from .derivation import Derivation, Step, derivative_node
from .places import Place
from .tracing import steps_of


def derive(
    expression: Expression | str, *variables: Variable | int, method: str | None = None, rules: Rulebook | None = None
) -> Derivation:
    """How the derivative is found: the rules that fire, step by step.

    Args:
        expression: the differentiand, an expression or its text.
        variables: as for `diff`: one variable, several, or a variable and an order.
        method: another way to the derivative: see `symdiff.explanation.ways`.
        rules: the rulebook to use instead of the standard one.

    Returns:
        The derivation; its last line is the answer of `diff`.

    Raises:
        ParseError: the text is not a formula.
        SymdiffError: the method does not fit the function, or no variable is given and there are several.

    >>> derivation = derive("x^2 sin(3x)")
    >>> [step.name for step in derivation.steps[0].substeps]
    ['power', 'sin', 'numbers_first']
    >>> print(derivation.result)
    2*x*sin(3*x) + 3*x^2*cos(3*x)
    """
    book = rules or current()
    body = as_differentiand(expression, variables)
    chosen = [variable for variable, order in orders(body, variables) for _ in range(order)]
    if method not in (None, "rules"):
        from .methods import derive_by

        return derive_by(method, body, chosen, book)
    return by_rules(body, chosen, book)


def by_rules(body: Expression, variables: list[Symbol], book: Rulebook) -> Derivation:
    """The derivation by the rules alone, for each variable in turn."""
    steps: list[Step] = []
    start: Expression = body
    for variable in variables:
        start = derivative_node(start, variable)
    result = body
    for done, variable in enumerate(variables, 1):
        place: Place = (0,) * (len(variables) - done)
        trace = Trace(result, variable, book)
        steps += steps_of(trace, place)
        result = trace.result
    return Derivation("derivative", body, variables, start, steps, result)
