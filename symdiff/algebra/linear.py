"""Linear inequalities: do some of them contradict one another? (Fourier and Motzkin: one unknown after the other.)"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..work import spend

ONE: Hashable = ()  # the unknown that stands for 1
MOST = 60  # inequalities at a time; with more nothing is found out
MOST_UNKNOWNS = 16
UNITS = 100  # of work, for an inequality from which an unknown is eliminated


@dataclass(frozen=True)
class Inequality:
    """A sum of multiples of unknowns that is not negative, or positive.

    Attributes:
        terms: the coefficient of each unknown.
        is_strict: whether the sum is positive.
    """

    terms: Mapping[Hashable, Fraction]
    is_strict: bool

    def negated(self) -> Inequality:
        """The inequality that holds just where this one does not."""
        return Inequality({key: -c for key, c in self.terms.items()}, not self.is_strict)


def is_contradiction(inequalities: Iterable[Inequality]) -> bool:
    """Whether no values of the unknowns satisfy all.

    >>> x_above, x_below = Inequality({"x": Fraction(1)}, True), Inequality({"x": Fraction(-1)}, False)
    >>> is_contradiction([x_above]), is_contradiction([x_above, x_below])
    (False, True)
    """
    left = list(inequalities)
    while True:
        if any(_is_absurd(one) for one in left):
            return True
        unknowns = dict.fromkeys(k for one in left for k in one.terms if k != ONE)
        spend(UNITS * len(left))
        if not unknowns or len(left) > MOST or len(unknowns) > MOST_UNKNOWNS:
            return False
        left = _eliminated(left, min(unknowns, key=lambda k: _cost(left, k)))


def _is_absurd(one: Inequality) -> bool:
    if any(key != ONE for key in one.terms):
        return False
    value = one.terms.get(ONE, Fraction(0))
    return value < 0 or (value == 0 and one.is_strict)


def _cost(inequalities: Sequence[Inequality], unknown: Hashable) -> int:
    signs = [one.terms[unknown] > 0 for one in inequalities if unknown in one.terms]
    return sum(signs) * (len(signs) - sum(signs)) - len(signs)


def _eliminated(inequalities: Sequence[Inequality], unknown: Hashable) -> list[Inequality]:
    """What follows for the other unknowns."""
    free = [one for one in inequalities if unknown not in one.terms]
    lower = [one for one in inequalities if one.terms.get(unknown, 0) > 0]
    upper = [one for one in inequalities if one.terms.get(unknown, 0) < 0]
    return free + [_joined(a, b, unknown) for a in lower for b in upper]


def _joined(lower: Inequality, upper: Inequality, unknown: Hashable) -> Inequality:
    p, q = -upper.terms[unknown], lower.terms[unknown]
    terms: dict[Hashable, Fraction] = {}
    for one, factor in ((lower, p), (upper, q)):
        for key, coefficient in one.terms.items():
            terms[key] = terms.get(key, Fraction(0)) + factor * coefficient
    kept = {key: c for key, c in terms.items() if c and key != unknown}
    return Inequality(kept, lower.is_strict or upper.is_strict)
