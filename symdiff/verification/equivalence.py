"""Are two expressions the same function?"""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import DomainError
from ..evaluation.program import Program, program_of
from ..expression import Expression
from ..tidying import is_total, tidy
from ..traversal import free_symbols
from .comparison import Evidence, gather, side_of
from .critical import critical_values
from .points import Point, generic_points, special_points
from .standins import CHOICES, formal_functions, with_standins
from .verdict import Verdict

Pairs = list[tuple[Program, Program]]

DEEP_PRECISION = 1000
FIRST_POINTS = 2
FIRST_TRIES = 8
ALL = 10_000
WANTED_POINTS = 12
MOST_TRIES = 240


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
    if not (is_proved and meet):
        special = tuple(special_points(names, critical_values((a, b), names)))
        for pair in pairs:
            _gather_all([pair], generic[FIRST_TRIES:], evidence, evidence.agreed + WANTED_POINTS // len(pairs))
            _gather_all([pair], special, evidence, ALL)
    if is_proved and (meet or evidence.agreed) and not evidence.is_refuted:
        return Verdict("proved", _domain=lambda: domain_difference(a, b, names))
    return _settled(a, b, evidence, names, len(pairs) > 1, is_proved)


def _gather_all(pairs: Pairs, points: Iterable[Point], evidence: Evidence, wanted: int) -> None:
    for first, second in pairs:
        gather(side_of(first), side_of(second), points, evidence, wanted)


def _settled(
    a: Expression, b: Expression, evidence: Evidence, names: tuple[str, ...], has_standins: bool, is_proved: bool
) -> Verdict:
    if evidence.is_refuted:
        return refuted(evidence, has_standins)
    if not evidence.agreed:
        return without_real_points(a, b, names, is_proved)
    return agreed(evidence)


def side_pairs(a: Expression, b: Expression) -> Pairs:
    """The programs of the two, once for each choice of functions in place of formal ones."""
    formal = formal_functions(a, b)
    if not formal:
        return [(program_of(a), program_of(b))]
    choices = range(CHOICES)
    return [tuple(program_of(with_standins(x, formal, c)) for x in (a, b)) for c in choices]  # type: ignore[misc]


def proves_equal(a: Expression, b: Expression) -> bool:
    """Whether the difference has normal form 0."""
    if tidy(a) is tidy(b):
        return True
    from ..algebra.normal_form import is_zero

    return is_zero(a - b)


def refuted(evidence: Evidence, has_standins: bool = False, **options: object) -> Verdict:
    """The verdict from a point where the two differ."""
    assert evidence.refutation is not None
    witness, balls = evidence.refutation
    note = "with concrete functions in place of the formal ones" if has_standins else ""
    return Verdict("refuted", witness, balls, note=note, _domain=_difference(evidence), **options)  # type: ignore[arg-type]


def agreed(evidence: Evidence) -> Verdict:
    """The verdict from points where the two agree."""
    return Verdict("agrees", points=evidence.agreed, digits=min(evidence.digits, 300), _domain=_difference(evidence))


def _difference(evidence: Evidence, sides: tuple[str, str] = ("the first", "the second")) -> str:
    return "; ".join(f"only {sides[side]} is defined at {place}" for side, place in sorted(evidence.only.items()))


def domain_difference(a: Expression, b: Expression, names: tuple[str, ...]) -> str:
    """Where the one is defined and the other is not, as far as points tell."""
    evidence = Evidence()
    first, second = side_pairs(a, b)[0]
    for points in (generic_points(names, 20), special_points(names, critical_values((a, b), names), 150)):
        gather(side_of(first), side_of(second), points, evidence, ALL)
        evidence.refutation = None
    if not evidence.agreed:
        return "no real point was found where both are defined"
    return _difference(evidence)


def without_real_points(a: Expression, b: Expression, names: tuple[str, ...], is_proved: bool = False) -> Verdict:
    """The verdict where no real point was found at which both are defined: complex points, which never refute.

    Args:
        a, b: the two expressions.
        names: their variables.
        is_proved: whether their difference is 0 wherever they exist together; a proof needs that they do somewhere.

    Raises:
        DomainError: they do not agree there either.
    """
    from .complex_points import agreement

    points, digits = agreement(a, b, names)
    if points:
        return Verdict("proved" if is_proved else "agrees", points=points, digits=digits, complex=True)
    raise DomainError("no real point was found where both are defined, so they cannot be compared")
