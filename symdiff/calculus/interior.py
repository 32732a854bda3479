"""Where a function has values on both sides: a derivative needs that, though its formula may be defined on more.

The derivative of (-x^2)^(3/2) is -3*x*(-x^2)^(1/2), which is 0 at 0, where the function has its only value: an
isolated point, at which nothing is differentiable. So what a domain that holds its border asks, u >= 0, is asked
strictly, u > 0, unless u passes 0 there (then the point is the end of an interval, and the derivative one-sided),
or cannot be negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce

from ..expression import ZERO, Apply, Expression, Number, Symbol, apply
from ..primitives import EXTREMES
from ..rulebook import Rulebook
from ..rulebook.domains import opened
from ..rulebook.signs import NONNEGATIVE, NONZERO, POSITIVE, Signs
from ..tidying import negate, remembering, tidy, value_of
from ..tidying.numbers import Rational
from ..traversal import free_symbols, postorder, substitute

MOST_DEGREE = 24
Slope = Callable[[Expression], Expression]
Polynomial = list[Rational]  # the coefficients, from the constant on


def is_edged(exponent: Expression) -> bool:
    """Whether a power is defined on the border of its domain, and has a derivative there by its formula."""
    if type(exponent) is Number:
        return type(exponent.value) is not int and exponent.value > 1
    return type(exponent) is Apply and (value_of(exponent) or 0) > 1


def interior(nodes: Iterable[Expression], variable: Symbol, slope: Slope, rules: Rulebook) -> list[Expression]:
    """What must hold so that nodes which depend on a variable have values on both sides of it.

    Args:
        nodes: the nodes.
        variable: the variable.
        slope: gives the derivative of a node by it.
        rules: the functions, whose domains count.
    """
    found: dict[Expression, None] = {}
    for node in nodes:
        if type(node) is Apply and variable in free_symbols(node):
            for part, need in _asked(node, variable, rules):
                if part is None or not _is_no_island(part, variable, slope):
                    found[need] = None
    return list(found)


def _asked(node: Apply, variable: Symbol, rules: Rulebook) -> Iterable[tuple[Expression | None, Expression]]:
    """What a node asks strictly, with what in it must not be negative where that is one thing."""
    if node.function == "^":
        base, exponent = node.arguments
        n = value_of(exponent)
        if n is None and variable in free_symbols(exponent):
            if Signs().of(base) != POSITIVE:
                yield None, apply(">", (base, ZERO))
        elif n is not None and type(n) is not int and n > 0 and variable in free_symbols(base):
            yield base, apply(">", (base, ZERO))
        return
    entry = rules.functions.get((node.function, len(node.arguments)))
    if entry is not None and entry.requirement is not None and (strict := opened(entry.requirement)) is not None:
        bound: dict[Expression, Expression] = dict(zip(entry.parameters, node.arguments, strict=True))
        yield node.arguments[0] if len(node.arguments) == 1 else None, substitute(strict, bound)


def _is_no_island(part: Expression, variable: Symbol, slope: Slope) -> bool:
    """Whether no point at which something is 0 stands alone among those where it is not negative."""
    signs = Signs()
    if signs.of(part) in (NONNEGATIVE, POSITIVE) or variable not in free_symbols(part):
        return True
    polynomial = _polynomial(part, variable)
    if polynomial is not None:
        return len(_common(polynomial, _derivative(polynomial))) == 1
    inner, _ = remembering(lambda: slope(part))
    return any(signs.of(side) in (POSITIVE, NONZERO) for side in (inner, negate(inner)))


def _polynomial(node: Expression, variable: Symbol) -> Polynomial | None:
    """The coefficients, where a node is a polynomial in the variable with rational ones."""
    found: dict[Expression, Polynomial | None] = {variable: [0, 1]}
    for below in postorder((node,)):
        if below not in found:
            number = value_of(below)
            found[below] = [number] if number is not None else _of_operator(below, found)
    return found[node]


def _of_operator(node: Expression, found: dict[Expression, Polynomial | None]) -> Polynomial | None:
    if type(node) is not Apply:
        return None
    parts = [found[a] for a in node.arguments]
    if any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    match node.function, known:
        case "neg", [a]:
            return [-c for c in a]
        case "+" | "-", [a, b]:
            sign = 1 if node.function == "+" else -1
            return _trimmed([_at(a, i) + sign * _at(b, i) for i in range(max(len(a), len(b)))])
        case "*", [a, b]:
            return _times(a, b)
        case "/", [a, [b]] if b:
            return [Fraction(c) / b for c in a]
        case "^", [a, [n]] if type(n) is int and 0 < n * (len(a) - 1) <= MOST_DEGREE:
            power = a
            for _ in range(n - 1):
                power = _times(power, a)
            return power
    return None


def _at(polynomial: Polynomial, place: int) -> Rational:
    return polynomial[place] if place < len(polynomial) else 0


def _trimmed(polynomial: Polynomial) -> Polynomial:
    while len(polynomial) > 1 and not polynomial[-1]:
        polynomial = polynomial[:-1]
    return polynomial


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    product: Polynomial = [0] * (len(a) + len(b) - 1)
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            product[i + j] += one * other
    return _trimmed(product)


def _derivative(a: Polynomial) -> Polynomial:
    return [i * c for i, c in enumerate(a)][1:] or [0]


def _common(a: Polynomial, b: Polynomial) -> Polynomial:
    """The greatest common divisor (Euclid); of no degree where no zero is a double one."""
    while any(b):
        a, b = b, _remainder(a, b)
    return a


def _remainder(a: Polynomial, b: Polynomial) -> Polynomial:
    rest = list(a)
    while len(rest) >= len(b) and any(rest):
        factor = Fraction(rest[-1]) / b[-1]
        shift = len(rest) - len(b)
        rest = _trimmed([c - factor * _at(b, i - shift) if i >= shift else c for i, c in enumerate(rest)][:-1] or [0])
    return rest


def of_conditions(
    node: Apply, values: frozenset[int], asked_by: Callable[[Expression], list[Expression]]
) -> list[Expression]:
    """What the conditions of a piecewise ask, each where none of those before it holds.

    Args:
        node: the piecewise.
        values: the places of its values.
        asked_by: gives what must hold for a condition.
    """
    found: list[Expression] = []
    earlier: list[Expression] = []
    for place, condition in enumerate(node.arguments):
        if place not in values:
            for need in asked_by(condition):
                found.append(reduce(lambda asked, excuse: apply("or", (excuse, asked)), reversed(earlier), need))
            earlier.append(condition)
    return found


def without_equals(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A least or greatest of several without those that are another one, so that no two are equal everywhere."""
    if function not in EXTREMES:
        return apply(function, arguments)
    kept: list[Expression] = []
    for argument in arguments:
        if not any(are_equal(argument, other) for other in kept):
            kept.append(argument)
    return apply(function, tuple(kept)) if len(kept) > 1 else kept[0]


def are_equal(one: Expression, other: Expression) -> bool:
    """Whether two expressions are seen to be the same wherever they have values."""
    return one is other or remembering(lambda: tidy(apply("-", (one, other)))) == (ZERO, [])
