"""How much there is to read in an expression: the one measure by which forms are compared.

Every name, number, sign of a sum, line of a fraction and comma counts 100; products, powers and
brackets are nearly free, as in print. The small weights decide between forms of the same length,
and they are the house style:

    a pair of brackets                  6       a product or a power                       1
    a fraction within a fraction       60       a negative exponent                        8
    a digit more                        1       the logarithm of a power                 150
    exp(u) where e^u is short          15       a power of a power                         20
    a sum that begins with a minus     10       a function of a negative argument        12
"""

from __future__ import annotations

from collections.abc import Callable

from ..expression import COMPARISONS, Apply, Expression, Number
from ..primitives import ABS, EXP, LN
from ..traversal import postorder

UNIT = 100
BRACKETS, OPERATION, NESTED_FRACTION, NEGATIVE_EXPONENT, LOGARITHM_OF_POWER, LONG_NAME = 6, 1, 60, 8, 150, 15
LEADING_MINUS, NEGATIVE_ARGUMENT, POWER_OF_POWER = 10, 12, 20
SHORT_EXPONENT = 5 * UNIT
IMPROVEMENT = 10  # a form must be better by this much to replace the one that was given

SUMS = frozenset(("+", "-", "neg"))
Costs = dict[Expression, int]


def cost(expression: Expression, known: Costs | None = None) -> int:
    """The cost of reading an expression.

    Args:
        expression: what is to be read.
        known: costs found before; new ones are added.

    >>> import symdiff
    >>> cost(symdiff.parse("2*sin(x)")) // 100
    3
    """
    costs: Costs = {} if known is None else known
    if expression not in costs:
        for node in postorder((expression,), lambda n: () if n in costs else n.arguments):
            if node not in costs:
                costs[node] = _of_call(node, costs) if type(node) is Apply else _of_leaf(node)
    return costs[expression]


def _of_leaf(node: Expression) -> int:
    if type(node) is not Number:
        return UNIT
    value = node.value
    digits = (abs(value.numerator).bit_length() + value.denominator.bit_length() - 1) * 3 // 10
    return (UNIT if value >= 0 else 2 * UNIT) + digits


def _of_call(node: Apply, costs: Costs) -> int:
    """The cost of a node from those of its arguments."""
    total = _OWN_COST.get(node.function, _of_function)(node, costs)
    for argument in node.arguments:
        total += costs[argument]
    return total


def _of_product(node: Apply, _: Costs) -> int:
    return OPERATION + sum([BRACKETS for argument in node.arguments if _is_sum(argument)])


def _of_sum(node: Apply, _: Costs) -> int:
    left, right = node.arguments
    return UNIT + (LEADING_MINUS if _is_negative(left) else 0) + (BRACKETS if _is_sum(right) else 0)


def _of_minus(node: Apply, _: Costs) -> int:
    return UNIT + (BRACKETS if _is_sum(node.arguments[0]) else 0)


def _of_comparison(_: Apply, __: Costs) -> int:
    return UNIT


def _of_function(node: Apply, costs: Costs) -> int:
    function, arguments = node.function, node.arguments
    total = UNIT * len(arguments)
    if function != ABS and _is_negative(arguments[0]):
        total += NEGATIVE_ARGUMENT
    if function == LN and _is_power(arguments[0]):
        return total + LOGARITHM_OF_POWER
    return total + (LONG_NAME if function == EXP and costs[arguments[0]] <= SHORT_EXPONENT else 0)


def _of_power(node: Apply, _: Costs) -> int:
    base, exponent = node.arguments
    total = OPERATION
    if type(base) is Apply and base.function in ("+", "-", "*", "/", "neg", "^"):
        total += POWER_OF_POWER if base.function == "^" else BRACKETS
    if type(exponent) is Number:
        return total + (NEGATIVE_EXPONENT if exponent.value < 0 else 0)
    if type(exponent) is Apply:
        total += BRACKETS
        if exponent.function == "neg":
            total += NEGATIVE_EXPONENT
    return total


def _of_fraction(node: Apply, _: Costs) -> int:
    above, below = node.arguments
    total = UNIT + (BRACKETS if _is_sum(above) else 0)
    if type(below) is Apply and below.function in ("+", "-", "*", "/", "neg"):
        total += BRACKETS
    return total + (NESTED_FRACTION if holds_fraction(above) else 0) + (NESTED_FRACTION if holds_fraction(below) else 0)


def holds_fraction(node: Expression) -> bool:
    """Whether a fraction stands in the sums and products of an expression, not only in its functions."""
    stack, seen = [node], 0
    while stack and seen < 64:
        seen += 1
        walk = stack.pop()
        if type(walk) is Apply:
            if walk.function == "/":
                return True
            if walk.function in ("+", "-", "*", "neg"):
                stack.extend(walk.arguments)
    return False


def _is_sum(node: Expression) -> bool:
    return type(node) is Apply and node.function in SUMS


def _is_negative(node: Expression) -> bool:
    return (type(node) is Apply and node.function == "neg") or (type(node) is Number and node.value < 0)


def _is_power(node: Expression) -> bool:
    return type(node) is Apply and node.function == "^" and type(node.arguments[1]) is Number


_OWN_COST: dict[str, Callable[[Apply, Costs], int]] = {
    "*": _of_product,
    "+": _of_sum,
    "-": _of_sum,
    "neg": _of_minus,
    "^": _of_power,
    "/": _of_fraction,
    **dict.fromkeys(COMPARISONS, _of_comparison),
}
