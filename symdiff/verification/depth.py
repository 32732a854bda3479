"""How many bits a comparison needs, by the constants of the formulas: lest 10^(-1000), or 1 - tanh(400), escapes."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb

from ..evaluation.precision import working_precision
from ..expression import CONSTANTS, Apply, Expression, Number, Symbol
from ..traversal import postorder
from .solving import approximation

USUAL_BITS = 1000
MOST_BITS = 300_000
MOST_NODES = 200
MOST_CONSTANTS = 40
LARGE = 50_000  # a function of more than this is taken to be no saturating one
MODERATE = 64


def bits_needed(expressions: Sequence[Expression]) -> int:
    """The precision at which constants of the formulas that are nearly 0, or nearly a limit, can be told from it."""
    nodes = postorder(expressions)
    if len(nodes) > MOST_NODES:
        return USUAL_BITS
    bits = USUAL_BITS
    with working_precision(USUAL_BITS):
        for node in _constants(nodes):
            bits = max(bits, _bits_of(node))
    return min(bits, MOST_BITS)


def _constants(nodes: Sequence[Expression]) -> list[Apply]:
    closed: set[Expression] = set()
    found = []
    for node in nodes:
        if isinstance(node, Number) or (isinstance(node, Symbol) and node in CONSTANTS):
            closed.add(node)
        elif isinstance(node, Apply) and all(a in closed for a in node.arguments):
            closed.add(node)
            found.append(node)
    return found[:MOST_CONSTANTS]


def _bits_of(node: Apply) -> int:
    value = approximation(node)
    if value is None:
        return USUAL_BITS
    bits = 0 if value.contains(0) else max(-_exponent(value), 0) + 200
    if len(node.arguments) == 1:
        size = approximation(node.arguments[0])
        if size is not None and abs(size) < LARGE:
            bound = float(abs(size).upper())
            bits = max(bits, int(3 * bound) + 200, int(1.5 * bound * bound) if bound < MODERATE else 0)
    return bits


def _exponent(value: arb) -> int:
    """The binary exponent of a ball that does not hold 0."""
    mantissa, exponent = value.mid().man_exp()
    return int(mantissa).bit_length() + int(exponent)
