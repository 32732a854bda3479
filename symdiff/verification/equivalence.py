"""Are two expressions the same function?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from ..errors import LimitError
from ..expression import Expression
from ..tidying import is_total, tidy
from ..traversal import free_symbols
from ..work import within
from .comparison import Evidence, gather
from .depth import bits_needed
from .points import Point, generic_points, special_points
from .sides import Side, side_of
from .standins import CHOICES, formal_functions, with_standins
from .verdict import Verdict

Pairs = list[tuple[Expression, Expression]]

DEEP_PRECISION = 1000
FIRST_POINTS = 2
FIRST_TRIES = 8
ALL = 10_000
WANTED_POINTS = 12
MOST_TRIES = 240
SIDES = ("the first", "the second")
NO_POINT = "no real point was found where both are defined"


def compare_functions(a: Expression, b: Expression) -> Verdict:
    """The verdict on two expressions: see `symdiff.equivalent`."""
    if a is b:
        return Verdict("proved")
    pairs = side_pairs(a, b)
    names = tuple(sorted(s.name for s in free_symbols(a) | free_symbols(b)))
    generic = generic_points(names, MOST_TRIES)
    evidence = Evidence(deep=DEEP_PRECISION)
    _gather_all(pairs[:1], generic[:FIRST_TRIES], evidence, FIRST_POINTS)
    if evidence.is_refuted:
        return refuted(evidence, len(pairs) > 1)
    is_proved = proves_equal(a, b)
    meet = evidence.agreed or (is_total(a) and is_total(b))
    if not (is_proved and meet) and _is_refuted_further_on(pairs, names, generic, evidence):
        return refuted(evidence, len(pairs) > 1)
    is_proved = is_proved or (bool(evidence.agreed) and proves_equal(a, b, by_all_means=True))
    if is_proved and (meet or evidence.agreed):
        return Verdict("proved", _domain=lambda: domain_difference(a, b, names))
    return agreed(evidence) if evidence.agreed else without_real_points(a, b, names, is_proved)


def _is_refuted_further_on(pairs: Pairs, names: tuple[str, ...], generic: Sequence[Point], evidence: Evidence) -> bool:
    """Whether they differ at special points, at more points in general position, or in far digits."""
    for pair in pairs:
        _gather_all([pair], special_points(names, *pair), evidence, ALL)
        _gather_all([pair], generic[FIRST_TRIES:], evidence, evidence.agreed + WANTED_POINTS // len(pairs))
    if not evidence.is_refuted:
        _look_deeply(pairs[0], generic, evidence)
    return evidence.is_refuted


def _look_deeply(pair: tuple[Expression, Expression], generic: Iterable[Point], evidence: Evidence) -> None:
    """Compare at one point with as many bits as the constants ask for."""
    bits = bits_needed(pair)
    if bits > evidence.deep:
        deeper = Evidence(deep=bits)
        _gather_all([pair], generic, deeper, 1)
        evidence.refutation = deeper.refutation


def _gather_all(pairs: Pairs, points: Iterable[Point], evidence: Evidence, wanted: int) -> None:
    for first, second in pairs:
        gather(side_of(first), side_of(second), points, evidence, wanted)


def side_pairs(a: Expression, b: Expression) -> Pairs:
    """The two, once for each choice of functions in place of formal ones."""
    formal = formal_functions(a, b)
    if not formal:
        return [(a, b)]
    return [(with_standins(a, formal, choice), with_standins(b, formal, choice)) for choice in range(CHOICES)]


def proves_equal(a: Expression, b: Expression, by_all_means: bool = False) -> bool:
    """Whether the difference is proved to be 0: by its normal form, or by all means there are.

    What takes more work than a call may take is not proved.
    """
    if tidy(a) is tidy(b):
        return True
    from ..algebra.normal_form import is_zero
    from ..algebra.proofs import is_proved_zero

    try:
        with within():
            return is_proved_zero(a - b) if by_all_means else is_zero(a - b)
    except LimitError:
        return False


def refuted(evidence: Evidence, has_standins: bool = False, sides: tuple[str, str] = SIDES) -> Verdict:
    """The verdict from a point where the two differ."""
    assert evidence.refutation is not None
    witness, balls = evidence.refutation
    note = "with concrete functions in place of the formal ones" if has_standins else ""
    return Verdict("refuted", witness, balls, note=note, sides=sides, _domain=difference(evidence, sides))


def agreed(evidence: Evidence, sides: tuple[str, str] = SIDES) -> Verdict:
    """The verdict from points where the two agree."""
    digits = min(evidence.digits, 300)
    return Verdict("agrees", points=evidence.agreed, digits=digits, sides=sides, _domain=difference(evidence, sides))


def difference(evidence: Evidence, sides: tuple[str, str] = SIDES) -> str:
    """Where only the one or only the other has a value, in words."""
    return "; ".join(f"only {sides[side]} is defined at {place}" for side, place in sorted(evidence.only.items()))


def domain_difference(a: Expression, b: Expression, names: tuple[str, ...]) -> str:
    """Where the one is defined and the other is not, as far as points tell, in words."""
    evidence = _domains(a, b, names)
    return difference(evidence) if evidence.agreed else NO_POINT


def defined_alone(a: Expression, b: Expression) -> Mapping[int, str]:
    """Points at which only the first (0) or only the second (1) has a value, as far as one was found, in words.

    >>> from symdiff import parse
    >>> dict(defined_alone(parse("x"), parse("sqrt(x)^2")))
    {0: 'x = -3/5'}
    """
    return _domains(a, b, tuple(sorted(s.name for s in free_symbols(a) | free_symbols(b)))).only


def _domains(a: Expression, b: Expression, names: tuple[str, ...]) -> Evidence:
    first, second = side_pairs(a, b)[0]
    points = chain(generic_points(names, 20), special_points(names, first, second))
    evidence = Evidence()
    gather_domains(side_of(first), side_of(second), points, evidence)
    return evidence


def gather_domains(first: Side, second: Side, points: Iterable[Point], evidence: Evidence) -> None:
    """See at points where only the one or only the other has a value, until both is known."""
    for point in points:
        gather(first, second, (point,), evidence, ALL)
        evidence.refutation = None
        if len(evidence.only) == 2 and evidence.agreed:
            return


def without_real_points(a: Expression, b: Expression, names: tuple[str, ...], is_proved: bool = False) -> Verdict:
    """The verdict where no real point was found at which both are defined: complex points, which never refute.

    Args:
        a, b: the two expressions.
        names: their variables.
        is_proved: whether their difference is 0 wherever they exist together; a proof needs that they do somewhere.
    """
    from .complex_points import agreement

    points, digits = agreement(a, b, names)
    if points:
        return Verdict("proved" if is_proved else "agrees", points=points, digits=digits, complex=True)
    return Verdict("incomparable", note=f"{NO_POINT}, so they cannot be compared")
