"""Is this the same function? Is that the derivative? A verdict with its evidence, never a bare yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..work import within
from .verdict import Ball, Verdict

if TYPE_CHECKING:
    from ..expression import Expression, Symbol


def equivalent(a: Expression | str, b: Expression | str, *, limit: int | None = None) -> Verdict:
    """Whether two expressions are the same function, wherever both are defined.

    The convention is the real one: points at which one of them is undefined are no evidence, and
    are reported as `domain_differs`.

    Args:
        a: an expression, or text.
        b: an expression, or text.
        limit: the most work that proofs may take, in units of about a microsecond: what would take more is not proved.

    Returns:
        "proved" (the difference is proved to be 0, and there is a point where both are defined), "refuted" (a
        point, and two disjoint balls that hold the two values there), "agrees" (at so many points to so many
        digits) or "incomparable" (no point was found where both are defined).

    Raises:
        ParseError: a text is no formula.

    References:
        D. Richardson, Some undecidable problems involving elementary functions of a real variable, Journal of
        Symbolic Logic 33 (1968): there can be no answer that is always "proved" or "refuted".

    >>> verdict = equivalent("sin(2x)", "2 sin(x) cos(x)")
    >>> verdict.status
    'proved'
    >>> print(equivalent("sqrt(x^2)", "x"))
    refuted: at x = -3/5 the first is 0.6 and the second is -0.6
    """
    from .equivalence import compare_functions

    with within(limit):
        return compare_functions(_expression(a), _expression(b))


def check(
    f: Expression | str, df: Expression | str, variable: Symbol | str, order: int = 1, *, limit: int | None = None
) -> Verdict:
    """Whether df is the derivative of f.

    The derivative of f at a point is enclosed without any rule of differentiation (power series of
    balls), and compared with df there; where the rules and the normal form say the same, that is
    called a proof.

    Args:
        f: an expression, or text.
        df: what is to be its derivative.
        variable: by which the derivative is taken.
        order: how many times.
        limit: the most work that derivatives and proofs may take: what would take more is not proved.

    Returns:
        "proved", "refuted" with a point, "agrees" at so many points, or "incomparable", as for `equivalent`.

    Raises:
        ParseError: a text is no formula.

    References:
        W. Tucker, Validated Numerics, Princeton 2011, chapter 4: derivatives by series of enclosures.

    >>> check("x^2 sin(x)", "2x sin(x) + x^2 cos(x)", "x").status
    'proved'
    >>> check("x^2", "3x", "x").status
    'refuted'
    """
    from .derivatives import check_derivative

    with within(limit):
        return check_derivative(_expression(f), _expression(df), str(variable), order)


def _expression(value: Expression | str) -> Expression:
    if isinstance(value, str):
        from ..rulebook import parse

        return parse(value)
    from ..expression import as_expression

    return as_expression(value)


__all__ = ["Ball", "Verdict", "check", "equivalent"]
