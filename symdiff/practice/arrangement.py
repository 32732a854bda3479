"""A formula as a textbook writes it: 8x cos(x), not 8(cos(x)x); x^2 + 3, not 3 + x^2."""

from __future__ import annotations

from fractions import Fraction

from ..expression import CONSTANTS, Apply, Expression, Number, Symbol, apply
from ..primitives import EXP, SQRT
from ..tidying import value_of
from ..traversal import chain, rebuild


def arranged(formula: Expression) -> Expression:
    """The formula with its factors and the terms of its polynomials in the usual order."""
    return rebuild(formula, _arranged)


def _arranged(function: str, arguments: tuple[Expression, ...]) -> Expression:
    node = apply(function, arguments)
    if function == "*":
        return _product(node)
    return _sum(node) if function in ("+", "-") else node


def _product(node: Apply) -> Expression:
    """The factors by rank: numbers, constants, powers of x, brackets, exponentials, functions."""
    factors: list[Expression] = []
    for part in chain(node, ("*",)) or ():
        factors += chain(part, ("*",)) or ()
    factors.sort(key=_rank)
    product = factors[0]
    for factor in factors[1:]:
        product = apply("*", (product, factor))
    return product


def _rank(factor: Expression) -> int:
    """Where a factor stands; a power stands where its base does, but behind numbers."""
    least = 0
    while isinstance(factor, Apply) and factor.function == "^" and value_of(factor.arguments[1]) is not None:
        factor, least = factor.arguments[0], 2
    return max(least, _rank_of_base(factor))


def _rank_of_base(factor: Expression) -> int:
    if isinstance(factor, Number):
        return 0
    if isinstance(factor, Symbol):
        return 1 if factor in CONSTANTS else 2
    if not isinstance(factor, Apply):
        return 2
    if factor.function in ("+", "-", "/", "neg", "*"):
        return 3
    return 4 if factor.function in ("^", EXP) else 5


def _sum(node: Apply) -> Expression:
    """Powers of x by falling exponents, a number last, and no minus in front where there is a plus."""
    terms = _signed_terms(node)
    degrees = [degree(term) for _, term in terms]
    known = [d for d in degrees if d is not None]
    order = list(range(len(terms)))
    if len(known) == len(terms):
        order.sort(key=lambda place: -known[place])
    first = next((place for place in order if terms[place][0] == "+"), order[0])
    order.remove(first)
    total = terms[first][1]
    for place in order:
        total = apply(terms[place][0], (total, terms[place][1]))
    return total


def _signed_terms(node: Apply) -> list[tuple[str, Expression]]:
    """The terms of a sum, and of the sums in it, each with the sign before it."""
    terms: list[tuple[str, Expression]] = []
    left: list[tuple[str, Expression]] = [("+", node)]
    while left:
        sign, part = left.pop()
        if isinstance(part, Apply) and part.function in ("+", "-"):
            first, second = part.arguments
            left += [(sign if part.function == "+" else _turned(sign), second), (sign, first)]
        else:
            terms.append((sign, part))
    return terms


def _turned(sign: str) -> str:
    return "-" if sign == "+" else "+"


def degree(term: Expression) -> Fraction | int | None:
    """The degree of c*x^n, of a number 0; None for what is neither."""
    if isinstance(term, Number):
        return 0
    if isinstance(term, Symbol):
        return None if term in CONSTANTS else 1
    if isinstance(term, Apply) and term.function in ("*", "/") and len(term.arguments) == 2:
        degrees = [degree_of_factor(a) for a in term.arguments]
        if term.function == "/" and degrees[1] != 0:
            return None
        return None if None in degrees else max(d for d in degrees if d is not None)
    return degree_of_factor(term)


def degree_of_factor(factor: Expression) -> Fraction | int | None:
    """The degree of x^n, of a root of x, or of a number."""
    if isinstance(factor, Number):
        return 0
    if isinstance(factor, Symbol):
        return None if factor in CONSTANTS else 1
    if isinstance(factor, Apply) and factor.function == "^":
        base, exponent = factor.arguments
        value = value_of(exponent)
        return value if isinstance(base, Symbol) and base not in CONSTANTS else None
    if isinstance(factor, Apply) and factor.function == SQRT and isinstance(factor.arguments[0], Symbol):
        return Fraction(1, 2)
    return None
