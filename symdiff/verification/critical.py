"""Where formulas may break or change: the edges of their parts, solved for one letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from flint import arb, fmpq

from ..evaluation.edges import edges
from ..evaluation.precision import working_precision
from ..expression import COMPARISONS, ZERO, Apply, Expression, Number, Symbol, rational
from ..primitives import EXTREMES
from ..rulebook import current
from ..tidying import value_of
from .solving import Equations, approximation

MOST_NODES = 3000
MOST_VALUES = 24
PRECISION = 200
KEPT_BITS = 40
NEAR = fmpq(1, 1000)
FAR = tuple(fmpq(10) ** k for k in (3, 6, 9))
MOST_SIZE = fmpq(10) ** 40  # values further out are not tried

Edge = tuple[Expression, Expression]  # two parts; where they are equal the formula may break


@dataclass
class Landmarks:
    """The values of a letter at which something may change, and the places around them.

    Attributes:
        exact: the values themselves: rationals, and other constants as expressions.
        around: rationals on both sides of each, between neighbours, and beyond the outermost.
    """

    exact: list[fmpq | Expression] = field(default_factory=list)
    around: list[fmpq] = field(default_factory=list)


def edges_of(nodes: Sequence[Expression]) -> Iterator[Edge]:
    """What has an edge: divisors, bases, sides of comparisons, arguments of functions that break."""
    for node in nodes:
        if isinstance(node, Apply):
            yield from dict.fromkeys(_edges(node))


def _edges(node: Apply) -> Iterator[Edge]:
    head, arguments = node.function, node.arguments
    if head == "/":
        yield arguments[1], ZERO
    elif head == "^":
        yield arguments[0], ZERO
        yield arguments[1], ZERO
    elif head in COMPARISONS or head in EXTREMES:
        yield from pairwise(arguments)
    else:
        entry = current().functions.get((head, len(arguments)))
        levels = () if entry is None else edges(entry)
        yield from ((a, rational(x)) for a, found in zip(arguments, levels, strict=False) for x in found)


def landmarks(nodes: Sequence[Expression], letter: Symbol, fixed: Mapping[str, fmpq]) -> Landmarks:
    """The landmarks of a letter, where the other symbols have these values.

    Args:
        nodes: every node of the formulas, each after its arguments.
        letter: the letter.
        fixed: rational values of the other symbols.
    """
    if len(nodes) > MOST_NODES:
        return Landmarks()
    exact: dict[Expression, None] = {}
    rough: list[float] = []
    equations = Equations(list(nodes), letter, fixed)
    for left, right in dict.fromkeys(edges_of(nodes)):
        found, others = equations.zeros(left, right)
        exact |= dict.fromkeys(found)
        rough += others
    spoken = [Fraction(n.value) for n in nodes if isinstance(n, Number)]
    exact |= dict.fromkeys(rational(s * v) for v in spoken for s in (1, -1))
    with working_precision(PRECISION):
        values = [(value, ball) for value in exact if (ball := approximation(value)) is not None]
    values.sort(key=lambda pair: (value_of(pair[0]) is None, len(str(pair[0]))))
    ends = sorted(values, key=lambda pair: float(pair[1].mid()))
    kept = list(dict(values[: MOST_VALUES - 2] + ends[:1] + ends[-1:]).items())
    marks = sorted({_nearby(ball) for _, ball in kept} | {_nearby(arb(v)) for v in rough})
    around = _around([m for m in marks if abs(m) < MOST_SIZE], FAR if all(map(_is_known_far_out, nodes)) else FAR[:1])
    return Landmarks([_exactly(value) for value, _ in kept], [*around])


def _is_known_far_out(node: Expression) -> bool:
    """Whether a node costs little far out: not a special function of several arguments."""
    entry = current().functions.get((node.function, len(node.arguments))) if isinstance(node, Apply) else None
    return entry is None or len(entry.parameters) == 1 or bool(entry.definition or entry.equal)


def _exactly(value: Expression) -> fmpq | Expression:
    number = value_of(value)
    return value if number is None else fmpq(number.numerator, number.denominator)


def _nearby(ball: arb) -> fmpq:
    """A rational close to a ball, with a short numerator and denominator."""
    mantissa, exponent = map(int, ball.mid().man_exp())
    excess = max(abs(mantissa).bit_length() - KEPT_BITS, 0)
    mantissa, exponent = mantissa >> excess, exponent + excess
    if abs(exponent) > PRECISION:
        return fmpq(0) if exponent < 0 else MOST_SIZE
    return fmpq(mantissa) * fmpq(2) ** exponent


def _around(marks: list[fmpq], far_out: Sequence[fmpq]) -> Iterator[fmpq]:
    """Beyond the outermost on both sides, between neighbours, and a little beside each."""
    ends = [marks[-1], marks[0]] if marks else []
    for end, sign in zip(ends, (1, -1), strict=False):
        yield end + sign
        yield end + sign * (abs(end) + fmpq(1, 3))
        yield end + sign * 10 * (abs(end) + 1)
    for low, high in pairwise(marks):
        yield _between(low, high)
    for far in far_out:
        yield far + fmpq(1, 3)
        yield -far - fmpq(1, 3)
    for mark in marks:
        step = NEAR * max(abs(mark), fmpq(1))
        yield mark + step
        yield mark - step


def _between(low: fmpq, high: fmpq) -> fmpq:
    """A short decimal in the middle part of an interval."""
    start, end, scale = (3 * low + high) / 4, (low + 3 * high) / 4, fmpq(1)
    while (end * scale).floor() < start * scale:
        scale *= 10
    return fmpq((end * scale).floor()) / scale
