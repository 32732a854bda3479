"""What is known of the sign of an expression."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..expression import CONDITIONS, PI, ZERO, Apply, E, Expression, Symbol
from ..primitives import ABS
from ..tidying import value_of
from ..traversal import postorder
from . import FunctionEntry, current
from .entries import VALUE
from .identities import compositions

POSITIVE, NONNEGATIVE, NONZERO = 3, 2, 1  # a positive expression is both of the others; these two are not
UNKNOWN = 0


class Signs:
    """Signs, as far as they follow from how expressions are built and from conditions that hold.

    Attributes:
        look_further: whether the definitions of functions, and what identities make of them, are looked at as well.
    """

    def __init__(self, conditions: Iterable[Expression] = (), *, look_further: bool = True) -> None:
        self.look_further = look_further
        self.known: dict[Expression, int] = {E: POSITIVE, PI: POSITIVE}
        self.found: dict[Expression, int] = {}
        for condition in conditions:
            self.learn(condition)

    def learn(self, condition: Expression) -> None:
        """Use a condition such as u > 0 from now on."""
        if type(condition) is not Apply or len(condition.arguments) != 2:
            return
        left, right = condition.arguments
        if condition.function == "and":
            self.learn(left)
            self.learn(right)
            return
        bound = value_of(right)
        if bound is None:
            return
        if (condition.function == ">" and bound >= 0) or (condition.function == ">=" and bound > 0):
            self._note(left, POSITIVE)
        elif condition.function == ">=" and bound == 0:
            self._note(left, NONNEGATIVE)
        elif condition.function == "!=" and bound == 0:
            self._note(left, NONZERO)

    def _note(self, expression: Expression, sign: int) -> None:
        if type(expression) is Apply and expression.function == ABS and sign in (POSITIVE, NONZERO):
            expression, sign = expression.arguments[0], NONZERO
        before = self.known.get(expression, UNKNOWN)
        self.known[expression] = both(before, sign)
        self.found.clear()

    def of(self, expression: Expression) -> int:
        """POSITIVE, NONNEGATIVE, NONZERO or UNKNOWN."""
        found = self.found
        if expression not in found:
            for node in postorder((expression,), lambda n: () if n in found else n.arguments):
                if node not in found:
                    sign = self._sign(node)
                    known = self.known.get(node, UNKNOWN)
                    found[node] = both(sign, known)
        return found[expression]

    def holds(self, condition: Expression) -> bool:
        """Whether a comparison with 0, or one of numbers, certainly holds."""
        if type(condition) is not Apply or condition.function not in CONDITIONS:
            return False
        left, right = condition.arguments
        if condition.function == "and":
            return self.holds(left) and self.holds(right)
        if condition.function == "or":
            return self.holds(left) or self.holds(right)
        a, b = value_of(left), value_of(right)
        if a is not None and b is not None:
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b, "!=": a != b}[condition.function]
        if right is not ZERO:
            return False
        if condition.function == "<=":
            return type(left) is Apply and left.function == "neg" and self.of(left.arguments[0]) >= NONNEGATIVE
        wanted = {">": (POSITIVE,), ">=": (POSITIVE, NONNEGATIVE), "!=": (POSITIVE, NONZERO)}
        return self.of(left) in wanted.get(condition.function, ())

    def _sign(self, node: Expression) -> int:
        if type(node) is not Apply:
            value = value_of(node)
            return UNKNOWN if value is None else _of_number(value)
        function, found = node.function, self.found
        signs = tuple([found[a] for a in node.arguments])
        if function == "+":
            return max(signs) if min(signs) >= NONNEGATIVE else UNKNOWN
        if function in ("*", "/"):
            return _of_product(function, *signs)
        if function == "neg":
            return NONZERO if signs[0] in (POSITIVE, NONZERO) else UNKNOWN
        if function == "^":
            return self._of_power(node, signs[0])
        return _of_function(node, signs, self.look_further)

    def _of_power(self, node: Apply, base: int) -> int:
        exponent = value_of(node.arguments[1])
        if base == POSITIVE:
            return POSITIVE
        if exponent is None:
            return NONNEGATIVE if base == NONNEGATIVE else UNKNOWN
        if type(exponent) is not int:
            return NONNEGATIVE if exponent > 0 else POSITIVE
        if exponent % 2 == 0:
            return POSITIVE if exponent < 0 or base == NONZERO else NONNEGATIVE
        if exponent < 0:
            return POSITIVE if base == NONNEGATIVE else NONZERO
        return base


def _of_function(node: Apply, signs: tuple[int, ...], look_further: bool) -> int:
    if node.function == ABS:
        return POSITIVE if signs[0] in (POSITIVE, NONZERO) else NONNEGATIVE
    entry = current().functions.get((node.function, len(signs)))
    if entry is None:
        return UNKNOWN
    inner = node.arguments[0]
    composed = compositions().get((node.function, inner.function)) if type(inner) is Apply else None
    known = UNKNOWN
    if composed is not None and look_further:
        known = _of_formula(composed.right, composed.letters, (UNKNOWN,))
    return both(known, _of_entry(entry, signs, look_further))


@lru_cache(maxsize=2048)
def _of_entry(entry: FunctionEntry, signs: tuple[int, ...], look_further: bool) -> int:
    """The sign of a function, from its range, its growth through 0, and its definition."""
    found = UNKNOWN if entry.range is None else Signs((entry.range,)).of(VALUE)
    if keeps_sign(entry):
        found = both(found, signs[0])
    if entry.definition is not None and look_further:
        found = both(found, _of_formula(entry.definition, entry.parameters, signs))
    return found


def _of_formula(formula: Expression, letters: tuple[Symbol, ...], signs: tuple[int, ...]) -> int:
    known = Signs(look_further=False)
    known.known.update(zip(letters, signs, strict=True))
    return known.of(formula)


def keeps_sign(entry: FunctionEntry) -> bool:
    """Whether a function grows, and is 0 at 0: it has the sign of its argument."""
    if entry.monotone != "increasing" or len(entry.parameters) != 1:
        return False
    return entry.parity == "odd" or entry.values.get(Apply(entry.name, (ZERO,))) is ZERO


def both(one: int, other: int) -> int:
    """The sign of what has two signs."""
    return POSITIVE if {one, other} == {NONNEGATIVE, NONZERO} else max(one, other)


def _of_product(function: str, first: int, second: int) -> int:
    if function == "/":  # what is below the line is not 0
        second = POSITIVE if second >= NONNEGATIVE else NONZERO
    if UNKNOWN in (first, second) or {first, second} == {NONNEGATIVE, NONZERO}:
        return UNKNOWN
    return min(first, second)


def _of_number(value: object) -> int:
    return POSITIVE if value > 0 else NONNEGATIVE if value == 0 else NONZERO  # type: ignore[operator]
