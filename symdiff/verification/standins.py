"""Concrete functions in place of formal ones, so that identities among f, f', D_1 g can be tried at points.

An identity among formal functions holds for every choice of them; trying some choices refutes the
others. A stand-in is a constant and two waves, whose derivatives are known in closed form.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..expression import Apply, Expression, apply, integer, rational
from ..primitives import COS, SIN
from ..rulebook import current
from ..rulebook.entries import formal_parts
from ..traversal import fold, postorder
from .points import Numbers

CHOICES = 3
_LEVELS = (Fraction(5, 4), Fraction(0), Fraction(-3, 2))


def formal_functions(*expressions: Expression) -> frozenset[str]:
    """The names of the functions that are only names."""
    heads = {node.function for node in postorder(expressions) if type(node) is Apply}
    return frozenset(formal_parts(head)[0] for head in heads if current().is_formal(head))


def with_standins(expression: Expression, formal: frozenset[str], choice: int) -> Expression:
    """The expression with each formal function replaced by a concrete one."""

    def combine(node: Apply, arguments: list[Expression]) -> Expression:
        if formal_parts(node.function)[0] in formal:
            return _stand_in(node.function, tuple(arguments), choice)
        return apply(node.function, tuple(arguments))

    return fold((expression,), lambda leaf: leaf, combine)[expression]


def _stand_in(head: str, arguments: tuple[Expression, ...], choice: int) -> Expression:
    name = formal_parts(head)[0]
    orders = _orders(head, len(arguments))
    numbers = Numbers(sum(ord(c) * 31**k for k, c in enumerate(name)) % 10**9 + 1000 * choice + len(arguments))
    result: Expression = rational(_LEVELS[choice]) if not any(orders.values()) else integer(0)
    for _ in range(2):
        result = apply("+", (result, _wave(numbers, arguments, orders)))
    return result


def _wave(numbers: Numbers, arguments: tuple[Expression, ...], orders: Mapping[int, int]) -> Expression:
    """A sin(w1 u1 + w2 u2 + ... + p), so many times differentiated by each argument."""
    factor = Fraction(20 + numbers.below(40), 100)
    phase: Expression = rational(Fraction(numbers.below(300), 100))
    for place, argument in enumerate(arguments):
        frequency = Fraction(40 + numbers.below(120), 100)
        factor *= frequency ** orders.get(place, 0)
        phase = apply("+", (phase, apply("*", (rational(frequency), argument))))
    turns = sum(orders.values()) % 4
    wave = apply(SIN if turns % 2 == 0 else COS, (phase,))
    return apply("*", (rational(-factor if turns in (2, 3) else factor), wave))


def _orders(head: str, arity: int) -> dict[int, int]:
    """How many times a head is differentiated by each argument."""
    primes = len(head) - len(head.rstrip("'"))
    orders = {0: primes} if primes else {}
    for word in head.split(" ")[:-1]:
        place = int(word[2:]) - 1
        orders[place] = orders.get(place, 0) + 1
    return orders
