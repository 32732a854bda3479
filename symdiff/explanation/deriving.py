"""`derive`: the derivation of a derivative; `ways`: all that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from ..calculus.forward import as_differentiand, orders
from ..calculus.variables import Variable
from ..errors import SymdiffError
from ..expression import Expression
from ..matrices import is_of_matrices
from ..rulebook import Rulebook, current
from ..work import limited
from .derivation import Derivation
from .methods import METHODS, by_rules, derive_by
from .tree import SIMPLEST

if TYPE_CHECKING:
    from ..matrices.expressions import MatrixExpression
    from .matrix_steps import MatrixDerivation


@overload
def derive(
    expression: Expression | str,
    *variables: Variable | int,
    method: str | None = ...,
    rules: Rulebook | None = ...,
    form: str = ...,
    limit: int | None = ...,
) -> Derivation: ...


@overload
def derive(
    expression: MatrixExpression | str,
    *variables: MatrixExpression | Variable | int,
    shapes: Mapping[str, Any],
    layout: str | None = ...,
) -> MatrixDerivation: ...


@overload
def derive(
    expression: MatrixExpression, *variables: MatrixExpression | Variable | int, layout: str | None = ...
) -> MatrixDerivation: ...


def derive(
    expression: Any,
    *variables: Any,
    method: str | None = None,
    rules: Rulebook | None = None,
    form: str = SIMPLEST,
    limit: int | None = None,
    shapes: Mapping[str, Any] | None = None,
    layout: str | None = None,
) -> Derivation | MatrixDerivation:
    """How the derivative is found: the rules that fire, step by step.

    Args:
        expression: the differentiand, an expression or its text.
        variables: as for `diff`: one variable, several, or a variable and an order.
        method: another way to the derivative: see `symdiff.explanation.ways`.
        rules: the rulebook to use instead of the standard one.
        form: how the last line is written: `simplest`, as a book's answer, or `tidy`, as `diff` answers.
        limit: the most work that derivatives may take, as for `diff`.
        shapes: for a formula of matrices, what each name is, as for `diff`.
        layout: for a formula of matrices, as for `diff`.

    Returns:
        The derivation; its last line is the answer of `diff`, simplified unless it is to be tidy only.

    Raises:
        ParseError: the text is not a formula.
        LimitError: it takes more work than the limit allows.
        SymdiffError: the method does not fit the function, or no variable is given and there are several.

    >>> derivation = derive("x^2 sin(3x)")
    >>> [step.name for step in derivation.steps[0].substeps]
    ['power', 'sin', 'numbers_first']
    >>> print(derivation.result)
    x*(3*x*cos(3*x) + 2*sin(3*x))
    >>> print(derive("x^2 sin(3x)", form="tidy").result)
    2*x*sin(3*x) + 3*x^2*cos(3*x)
    """
    if shapes is not None or is_of_matrices(expression):
        from .matrix_steps import matrix_derivation

        if method is not None or rules is not None:
            raise SymdiffError("a formula of matrices has one way to its derivative, by the rules of matrices.rules")
        return matrix_derivation(expression, variables, shapes, layout)
    book = rules or current()
    body = as_differentiand(expression, variables)
    chosen = [variable for variable, order in orders(body, variables) for _ in range(order)]
    with limited(limit):
        if method not in (None, "rules"):
            return derive_by(method, body, chosen, book).in_form(form)
        return by_rules(body, chosen, book).in_form(form)


@dataclass(frozen=True)
class Way:
    """A way to the derivative.

    Attributes:
        method: its name, for `derive(..., method=...)`.
        derivation: the derivation.
    """

    method: str
    derivation: Derivation

    @property
    def step_count(self) -> int:
        """How many rules and moves it takes, without the trivial ones."""
        return self.derivation.step_count

    def __str__(self) -> str:
        return f"{self.method}: {self.step_count} steps"


def ways(expression: Expression | str, variable: Variable | None = None) -> list[Way]:
    """Every way that fits the function, the shortest first.

    >>> [way.method for way in ways("(x^2 + 1)/x^3")]
    ['rules', 'expand', 'logarithmic', 'negative_power']
    """
    variables = () if variable is None else (variable,)
    body = as_differentiand(expression, variables)
    chosen = [v for v, order in orders(body, variables) for _ in range(order)]
    found = [Way("rules", by_rules(body, chosen, current()))]
    for method in METHODS:
        try:
            found.append(Way(method, derive_by(method, body, chosen, current())))
        except SymdiffError:
            continue  # the method does not fit this function: that is what the list says
    return sorted(found, key=lambda way: way.step_count)
