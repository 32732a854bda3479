"""What is known where some conditions hold and others do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..expression import ZERO, Apply, Expression, apply
from ..tidying import minus, negate, opposite, over, remembering, tidy, value_of
from ..tidying.definedness import OPPOSITE
from ..tidying.numbers import Rational
from .domains import conjuncts

MOST_FACTS = 24  # of so many conditions, the nearest ones, it is known in a branch whether they hold
GREATER = {">": True, ">=": False}
LESS = {"<": True, "<=": False}


class Facts:
    """What is known where some conditions hold and others do not.

    Attributes:
        bounds: what is greater than 0 (True), or at least 0 (False).
        nonzero: what is not 0.
    """

    def __init__(self, conditions: Iterable[tuple[Expression, bool]]) -> None:
        self.bounds: list[tuple[Expression, bool]] = []
        self.nonzero: set[Expression] = set()
        for condition, holds in conditions:
            for comparison, truth in _taken_apart(condition, holds):
                self._add(comparison if truth else opposite(comparison))

    def _add(self, comparison: Expression) -> None:
        assert isinstance(comparison, Apply)
        sign = comparison.function
        gap = _gap(*comparison.arguments)
        if gap is None:
            return
        if sign == "!=":
            self.nonzero |= {gap, negate(gap)}
        if sign in GREATER or sign == "=":
            self.bounds.append((gap, GREATER.get(sign, False)))
        if sign in LESS or sign == "=":
            self.bounds.append((negate(gap), LESS.get(sign, False)))

    def imply(self, condition: Expression) -> bool:
        """Whether a condition certainly holds where these do."""
        if not isinstance(condition, Apply) or condition.function not in ("and", *OPPOSITE):
            return False
        return all(self._imply(comparison) for comparison in conjuncts(condition))

    def _imply(self, comparison: Expression) -> bool:
        if not isinstance(comparison, Apply) or comparison.function not in OPPOSITE:
            return False
        sign = comparison.function
        gap = _gap(*comparison.arguments)
        if gap is None or sign == "=":
            return False
        if sign == "!=":
            return gap in self.nonzero or self._exceeds(gap, True) or self._exceeds(negate(gap), True)
        return self._exceeds(gap, GREATER[sign]) if sign in GREATER else self._exceeds(negate(gap), LESS[sign])

    def _exceeds(self, gap: Expression, strictly: bool) -> bool:
        """Whether something is greater than 0, or (not strictly) at least 0."""
        for bound, is_strict in self.bounds:
            beyond = _number(minus, gap, bound)
            if beyond is not None and beyond > 0:
                return True
            ratio = _number(over, gap, bound)
            as_much = beyond == 0 or (ratio is not None and ratio > 0)
            if as_much and (is_strict or not strictly or bound in self.nonzero):
                return True
        return False


def _taken_apart(condition: Expression, holds: bool) -> list[tuple[Apply, bool]]:
    """The comparisons of which it is known whether they hold."""
    found: list[tuple[Apply, bool]] = []
    left = [condition]
    while left:
        node = left.pop()
        if not isinstance(node, Apply):
            continue
        if node.function == ("and" if holds else "or"):
            left += node.arguments
        elif node.function in OPPOSITE:
            found.append((node, holds))
    return found


def _gap(first: Expression, second: Expression) -> Expression | None:
    """first - second, where it has a value wherever both have."""
    gap, needs = remembering(lambda: tidy(apply("-", (first, second))))
    return None if needs or gap is ZERO else gap


def _number(constructor: Callable[[Expression, Expression], Expression], *parts: Expression) -> Rational | None:
    """The number that a difference or quotient is, if it is one."""
    return value_of(remembering(lambda: constructor(*parts))[0])
