"""Tidy terms taken apart: signs, factors, powers, and where a factor stands."""

from __future__ import annotations

from fractions import Fraction

from ..core import twin
from ..expression import CONSTANTS, ONE, ZERO, Apply, E, Expression, Number, Symbol, apply, remember_length
from ..primitives import EXP
from .numbers import Rational, value_of

SIGNED = frozenset(("+", "-", "neg"))
COMPOUND = frozenset(("*", "/", "neg"))  # factors that are terms themselves
MOST_FACTORS = 12  # longer products stay nested: flattening them again and again would be quadratic


# A term taken apart: coefficient, whether it is a decimal, the factors above, the factors below.
Term = tuple[Rational, bool, list[Expression], list[Expression]]


@twin
def factors(node: Expression) -> list[Expression]:
    """The factors of a product, or the node alone where it is none, or one too long to take apart."""
    if type(node) is not Apply or node.function != "*" or length(node) > MOST_FACTORS:
        return [node]
    found = []
    walk: Expression = node
    while type(walk) is Apply and walk.function == "*":
        walk, last = walk.arguments
        found.append(last)
    found.append(walk)
    found.reverse()
    return found


@twin
def length(product: Apply) -> int:
    """How many factors a product has; each product is counted once."""
    if not product.length:
        uncounted = []
        walk: Expression = product
        while type(walk) is Apply and walk.function == "*" and not walk.length:
            uncounted.append(walk)
            walk = walk.arguments[0]
        count = walk.length if type(walk) is Apply and walk.function == "*" else 1
        for node in reversed(uncounted):
            count += 1
            remember_length(node, count)
    return product.length


def split(node: Expression) -> Term:
    """The parts of a tidy term."""
    coefficient: Rational = 1
    decimal = False
    if type(node) is Apply and node.function == "neg":
        coefficient, node = -1, node.arguments[0]
    denominator: list[Expression] = []
    if type(node) is Apply and node.function == "/" and node.arguments[1] is not ZERO:
        node, below = node.arguments
        denominator = factors(below)
        first = denominator[0]
        if type(first) is Number and first.value:
            coefficient = Fraction(coefficient) / first.value
            decimal = first.decimal
            del denominator[0]
    numerator = factors(node)
    first = numerator[0]
    if type(first) is Number:
        coefficient = coefficient * first.value
        decimal = decimal or first.decimal
        del numerator[0]
    return coefficient, decimal, numerator, denominator


def is_flat(parts: list[Expression]) -> bool:
    """Whether no factor has a number, a sign, a product or a quotient to be taken out of it."""
    for part in parts:
        if type(part) is Apply:
            if part.function in COMPOUND and _can_be_split(part):
                return False
        elif type(part) is Number:
            return False
    return True


def _can_be_split(part: Apply) -> bool:
    if part.function == "*":
        return length(part) <= MOST_FACTORS
    return part.function == "neg" or part.arguments[1] is not ZERO


@twin
def negate(a: Expression) -> Expression:
    """-a, tidied."""
    if type(a) is Number:
        return Number(-a.value, a.decimal)
    if type(a) is Apply:
        if a.function == "neg":
            return a.arguments[0]
        if a.function == "-" and not is_sum(a.arguments[0]):
            first, second = a.arguments
            if type(first) is Number and first.value < 0:
                return apply("+", (second, Number(-first.value, first.decimal)))
            return apply("-", (second, first))
    return apply("neg", (a,))


def is_sum(node: Expression) -> bool:
    """Whether a node is a sum, a difference or a negative."""
    return type(node) is Apply and node.function in SIGNED


def rank_of(node: Expression) -> str:
    """Where a factor stands: constants, letters and their powers by name, sums, exponentials, functions."""
    if type(node) is Apply and node.function == "^":
        base, exponent = node.arguments
        if value_of(exponent) is None:
            return "1~" if type(base) is Symbol and base is not E else "3"
        node = base
    if type(node) is Symbol:
        return "0" if node in CONSTANTS else "1" + node.name
    if type(node) is not Apply:
        return "0"
    if node.function in ("+", "-", "/", "*"):
        return "2"
    return "3" if node.function == EXP else "4"


def base_and_exponent(node: Expression) -> tuple[Expression, Expression]:
    """A factor as a power: the exponent is 1 where none is written."""
    if type(node) is Apply and node.function == "^":
        return node.arguments  # type: ignore[return-value]
    return node, ONE
