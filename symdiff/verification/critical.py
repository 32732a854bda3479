"""Values at which a formula may break: the rational zeros of its divisors, radicands, and what else has an edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from flint import fmpq, fmpq_poly

from ..evaluation.edges import edges
from ..expression import COMPARISONS, Apply, Expression, Number, Symbol
from ..primitives import EXTREMES
from ..rulebook import current
from ..traversal import postorder

_MOST_DEGREE = 24
_MOST_NODES = 3000


def critical_values(expressions: Iterable[Expression], names: Sequence[str]) -> list[fmpq]:
    """Rationals at which a divisor or radicand vanishes when every symbol has that value, and numbers between them."""
    nodes = postorder(expressions)
    if len(nodes) > _MOST_NODES:
        return []
    polynomials = _polynomials(nodes)
    values: dict[fmpq, None] = {}
    for node in nodes:
        for polynomial in _edges(node, polynomials):
            for value in _rational_zeros(polynomial):
                values[value] = None
        if isinstance(node, Number):
            for value in (fmpq(node.value.numerator, node.value.denominator),):
                values |= dict.fromkeys((value, -value))
    found = sorted(values, key=lambda q: (q.height_bits(), str(q)))[:24]
    ordered = sorted(found)
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [*found, *between]


def _polynomials(nodes: Sequence[Expression]) -> dict[Expression, fmpq_poly]:
    """The nodes that are polynomials in one letter, all symbols being that letter."""
    found: dict[Expression, fmpq_poly] = {}
    for node in nodes:
        if isinstance(node, Number):
            found[node] = fmpq_poly([fmpq(node.value.numerator, node.value.denominator)])
        elif isinstance(node, Symbol):
            if node.name not in ("e", "pi"):
                found[node] = fmpq_poly([0, 1])
        elif isinstance(node, Apply):
            parts = [found[a] for a in node.arguments if a in found]
            value = _combined(node, parts) if len(parts) == len(node.arguments) else None
            if value is not None and _is_small(value):
                found[node] = value
    return found


def _is_small(polynomial: fmpq_poly) -> bool:
    return polynomial.degree() <= _MOST_DEGREE and all(c.height_bits() < 500 for c in polynomial.coeffs())


def _combined(node: Apply, parts: list[fmpq_poly]) -> fmpq_poly | None:
    head = node.function
    if head == "neg":
        return -parts[0]
    if head == "+":
        return parts[0] + parts[1]
    if head == "-":
        return parts[0] - parts[1]
    if head == "*":
        return parts[0] * parts[1]
    if head == "/" and parts[1].degree() == 0:
        return parts[0] / parts[1][0]
    if head == "^" and parts[1].degree() <= 0 and parts[1][0].q == 1 and 0 < parts[1][0] <= _MOST_DEGREE:
        exponent = int(parts[1][0].p)
        return parts[0] ** exponent if parts[0].degree() * exponent <= _MOST_DEGREE else None
    return None


def _edges(node: Expression, polynomials: dict[Expression, fmpq_poly]) -> list[fmpq_poly]:
    if not isinstance(node, Apply):
        return []
    if node.function == "/":
        return [polynomials[a] for a in node.arguments[1:] if a in polynomials]
    if node.function == "^":
        return [polynomials[a] for a in node.arguments if a in polynomials]
    if node.function in COMPARISONS or node.function in EXTREMES:
        parts = [polynomials[a] for a in node.arguments if a in polynomials]
        return [parts[0] - parts[1]] if len(parts) == 2 else []
    entry = current().functions.get((node.function, len(node.arguments)))
    if entry is None:
        return []
    levels = zip(node.arguments, edges(entry), strict=True)
    return [polynomials[a] - fmpq(x.numerator, x.denominator) for a, xs in levels if a in polynomials for x in xs]


def _rational_zeros(polynomial: fmpq_poly) -> list[fmpq]:
    if polynomial.degree() < 1:
        return []
    _, factors = polynomial.factor()
    return [-factor[0] / factor[1] for factor, _ in factors if factor.degree() == 1]
