"""The constants of an exercise: a template has holes in their places, and each hole says what may fill it."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import gcd

from ..expression import PI, Apply, E, Expression, Number, Symbol, apply, integer, rational, symbol
from ..primitives import LN, SQRT
from ..traversal import postorder, rebuild, substitute
from .levels import LEVELS
from .streams import Stream

ONE = integer(1)
HOLE = re.compile(r"\?(\w+)\.(\d+)\Z")  # no name that can be read begins with a question mark


def hole(kind: str, number: int) -> Symbol:
    """A hole for a constant of a kind."""
    return symbol(f"?{kind}.{number}")


def kind_of(node: Expression) -> str:
    """The kind of a hole; empty for anything else."""
    found = HOLE.match(node.name) if isinstance(node, Symbol) else None
    return found.group(1) if found else ""


def fill(template: Expression, stream: Stream, level: int) -> Expression:
    """The template with a constant in every hole."""
    holes = [(n, kind) for n in postorder((template,)) if (kind := kind_of(n))]
    values: dict[Expression, Expression] = {n: KINDS[kind](stream, level) for n, kind in holes}
    return rebuild(substitute(template, values), _without_one)


def _without_one(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A factor of 1 is not written."""
    if function == "*":
        arguments = tuple(a for a in arguments if a is not ONE) or (ONE,)
        if len(arguments) == 1:
            return arguments[0]
    return apply(function, arguments)


def has_holes(template: Expression) -> bool:
    """Whether a template leaves any constant open."""
    return any(map(kind_of, postorder((template,))))


def _factor(stream: Stream, level: int) -> Expression:
    return integer(stream.between(2, LEVELS[level].numbers))


def _addend(stream: Stream, level: int) -> Expression:
    return integer(stream.between(1, LEVELS[level].numbers))


def _unit(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((1, 1, 1, 2, 2, 3, 4, 5)))


def _square(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((1, 4, 9, 16, 25, 36)))


def _large(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20)))


def _divisor(stream: Stream, level: int) -> Expression:
    return integer(stream.between(2, 6))


def _exponent(stream: Stream, level: int) -> Expression:
    return integer(stream.between(2, 5 if level > 1 else 9))


def _outer_exponent(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((2, 3, 4, 5, 6) if level < 3 else (2, 3, 4)))


def _negative_exponent(stream: Stream, level: int) -> Expression:
    return integer(-stream.between(1, 4))


def _fraction(stream: Stream, level: int) -> Expression:
    above, below = stream.choice(((3, 2), (5, 2), (2, 3), (4, 3), (1, 3), (5, 3), (3, 4), (7, 2)))
    return apply("/", (integer(above), integer(below)))


def _base(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((2, 3, 5, 10, 7, 4)))


def _degree(stream: Stream, level: int) -> Expression:
    return integer(stream.choice((3, 3, 4, 5)))


def _named(stream: Stream, level: int) -> Expression:
    """A constant that does not look like a number, to be recognised as one."""
    number = integer(stream.between(2, 9))
    small = integer(stream.between(2, 4))
    return stream.choice(
        (
            PI,
            apply("^", (PI, small)),
            apply("^", (E, small)),
            apply(LN, (number,)),
            apply("*", (small, PI)),
            apply(SQRT, (integer(stream.choice((2, 3, 5, 6, 7))),)),
        )
    )


def _decimal(stream: Stream, level: int) -> Expression:
    return rational(Fraction(stream.choice((1, 2, 3, 4, 5, 6, 8, 12, 15, 25)), 10), decimal=True)


KINDS: dict[str, Callable[[Stream, int], Expression]] = {
    "factor": _factor,
    "addend": _addend,
    "unit": _unit,
    "square": _square,
    "large": _large,
    "divisor": _divisor,
    "exponent": _exponent,
    "outer": _outer_exponent,
    "negative": _negative_exponent,
    "fraction": _fraction,
    "base": _base,
    "degree": _degree,
    "named": _named,
    "decimal": _decimal,
}


def has_common_factor(node: Expression) -> bool:
    """Whether a linear sum a*x + b could have a number taken out: (2x + 4)^5 is no textbook's."""
    if not isinstance(node, Apply) or node.function not in ("+", "-"):
        return False
    left, right = node.arguments
    first = left.arguments[0] if isinstance(left, Apply) and left.function == "*" else left
    second = right.arguments[0] if isinstance(right, Apply) and right.function == "*" else right
    if not (isinstance(first, Number) and isinstance(second, Number)):
        return False
    return gcd(int(first.value), int(second.value)) > 1
