"""Law 9: the `where` of an entry is the domain that evaluation has, in every arithmetic, and that mpmath has."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy
import pytest

import symdiff as sd
from symdiff.evaluation.edges import edges
from symdiff.evaluation.routines.floats import REFUSED
from symdiff.expression import Expression, Symbol
from symdiff.rulebook import FunctionEntry, load, standard, use

from .test_evaluation_arithmetics import MPMATH

Point = tuple[Fraction, ...]
ENTRIES = standard().functions
CALLS = sorted(ENTRIES)

NEAR = Fraction(1, 10**6)
EDGES = [*(Fraction(k, 2) for k in range(-12, 13)), Fraction(1, 3), Fraction(-2, 3), Fraction(-367879, 10**6)]
LINE = [p for edge in EDGES for p in (edge, edge - NEAR, edge + NEAR)]
LINE += [Fraction(k) for k in (-100, -31, 40, 50, 99)]
LINE += [Fraction(k, 100) for k in range(-450, 451) if k % 50]
GRIDS = {
    2: [
        *(Fraction(k, 2) for k in (*range(-6, 7), -20, -11, 9, 16)),
        *(Fraction(k, 3) for k in (-4, 1, 17)),
        *(Fraction(k, 7) for k in (-9, -1, 3, 8, 13)),
        *(1 - NEAR, 1 + NEAR, NEAR, -NEAR),
    ],
    3: [*(Fraction(k, 2) for k in range(-4, 5)), Fraction(1, 3)],
    4: [Fraction(k, 2) for k in (-4, -1, 0, 1, 2, 3)],
    6: [Fraction(k, 2) for k in (-2, 1, 4)],
}
# Where mpmath or the balls take long, every so many of the points, with no common period.
STRIDES = {
    ("zeta", 2): 7,
    ("polylog", 2): 5,
    ("ellipticpi", 2): 31,
    ("ellipticpi", 3): 29,
    ("hyp2f1", 4): 11,
    ("appellf1", 6): 97,
}
STRIDES |= {("elliptice", 2): 2, ("expint", 2): 2, ("uppergamma", 2): 2, ("lowergamma", 2): 5, ("hyp1f1", 3): 3}


def points(name: str, arity: int) -> list[Point]:
    everything = [(p,) for p in LINE] if arity == 1 else list(itertools.product(GRIDS[arity], repeat=arity))
    return everything[:: STRIDES.get((name, arity), 1)]


def is_stated(entry: FunctionEntry, point: Point) -> bool:
    """Whether the table says that the function is defined there; its condition is exact arithmetic on rationals."""
    return entry.requirement is None or bool(sd.evaluate(entry.requirement, at(entry, point)))


def at(entry: FunctionEntry, point: Point) -> dict[str, Any]:
    return dict(zip(entry.letters, point, strict=True))


def value(name: str, point: Point) -> float:
    entry = ENTRIES[name, len(point)]
    return float(entry.application.evaluate(at(entry, point)))


def exists(function: Callable[..., Any], *arguments: Any, **options: Any) -> bool | None:
    """Whether there is a value; None where it is too much to compute."""
    try:
        function(*arguments, **options)
    except sd.DomainError:
        return False
    except sd.LimitError:
        return None
    return True


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_a_function_exists_where_its_entry_says(name: str, arity: int) -> None:
    entry = ENTRIES[name, arity]
    for point in points(name, arity):
        assert exists(entry.application.evaluate, at(entry, point)) in (is_stated(entry, point), None), point


@pytest.mark.parametrize(("name", "arity"), [call for call in CALLS if call not in STRIDES])
def test_every_arithmetic_has_the_same_domain(name: str, arity: int) -> None:
    entry = ENTRIES[name, arity]
    some = [tuple(Fraction(float(x)) for x in point) for point in points(name, arity)[::7]]
    compiled = sd.compile(entry.application, entry.letters, backend="python")
    columns = [numpy.array([float(p[k]) for p in some]) for k in range(arity)]
    for point, value in zip(some, sd.compile(entry.application, entry.letters)(*columns), strict=True):
        stated, floats = is_stated(entry, point), [float(x) for x in point]
        assert exists(compiled, *floats) in (stated, None), point
        assert exists(entry.application.evaluate, dict(zip(entry.letters, floats, strict=True))) in (stated, None)
        assert not math.isnan(value) or not stated or exists(compiled, *floats) is None, point
        assert math.isnan(value) or stated, point
        if stated:
            assert exists(entry.application.evaluate, at(entry, point), complex=True) is not False, point


# --- mpmath ----------------------------------------------------------------------------------------------


def is_whole(x: Fraction) -> bool:
    return x.denominator == 1


def is_pole(x: Fraction) -> bool:
    return is_whole(x) and x <= 0


# Where mpmath gives a real number and the table none, and why.
BEYOND: dict[tuple[str, int], tuple[str, Callable[..., bool]]] = {
    ("log", 2): ("a quotient of complex logarithms that is real by chance", lambda u, b: u <= 0 or b <= 0),
    ("root", 2): ("principal roots that are real, and 0 for degree 0", lambda u, n: u <= 0 or n == 0),
    ("cbrt", 1): ("the principal root; here the real one", lambda u: u < 0),
    ("atan2", 2): ("a convention of floats for the angle of no direction", lambda y, x: not x and not y),
    ("polygamma", 2): ("a generalization to other orders", lambda n, u: n < 0 or not is_whole(n)),
    ("binomial", 2): ("a limit along one line through a pole of the quotient of gammas", lambda n, k: n <= -1),
    ("beta", 2): ("a limit along one line through a pole of the quotient", lambda u, v: is_pole(u) or is_pole(v)),
    ("zeta", 2): ("a continuation beyond u > 0, where the series of the definition is real", lambda s, u: u <= 0),
    ("li", 1): ("the limit at the end of the domain", lambda u: u == 0),
    ("expint", 2): ("elementary for n = 0, -1, ..., across the pole at 0", lambda n, u: u < 0 and is_pole(n)),
    ("bessely", 2): ("J(-n, 0), for n half of an odd number", lambda n, u: u == 0),
    ("besselk", 2): ("see bessely", lambda n, u: u == 0),
    ("uppergamma", 2): ("gamma(a), though the integral diverges", lambda a, u: u == 0 and a <= 0),
    ("lowergamma", 2): ("0, though the integral diverges", lambda a, u: u == 0 and a <= 0),
    ("polylog", 2): ("zeta(s), though the series diverges", lambda s, u: u == 1 and s <= 1),
    ("hyp1f1", 3): ("a series that ends before its pole", lambda a, b, u: is_pole(b)),
    ("hyp2f1", 4): ("a series that ends before its pole, or real by chance", lambda a, b, c, u: is_pole(c) or u >= 1),
    ("ellipticpi", 2): ("Cauchy's principal value", lambda n, m: n > 1),
    ("ellipticpi", 3): ("Cauchy's principal value", lambda n, p, m: n > 1 or m > 1),
    ("appellf1", 6): ("a continuation", lambda a, b, c, d, u, v: is_pole(d) or u >= 1 or v >= 1),
}
# Where the table says that there is a value and mpmath gives none that is real.
SHORT: dict[tuple[str, int], tuple[str, Callable[..., bool]]] = {
    ("hyp1f1", 3): ("a zero, of which mpmath finds no digit", lambda *p: abs(value("hyp1f1", p)) < 1e-9),
    ("root", 2): ("the principal root; here the real one", lambda u, n: u < 0),
    ("cbrt", 1): ("the principal root; here the real one", lambda u: u < 0),
}


def is_real_there(name: str, point: Point) -> bool | None:
    """Whether mpmath's value is real and finite; None where it finds none, or the imaginary part is small."""
    function = MPMATH.get(name) or getattr(mpmath, name)
    if name == "lowergamma" and -1 < point[1] <= 0:
        return None  # mpmath goes on for minutes, or calls itself without end
    digits = 15 if name == "ellipticpi" else 30  # mpmath integrates, which can take minutes
    with mpmath.workdps(digits):
        try:
            value = function(*(mpmath.mpf(x.numerator) / x.denominator for x in point))
        except (ValueError, ZeroDivisionError, OverflowError):
            return False
        except (mpmath.libmp.NoConvergence, RecursionError):
            return None
        if isinstance(value, mpmath.mpc) and value.imag:
            return None if abs(value.imag) <= abs(value) * mpmath.mpf(10) ** (4 - digits) else False
        return bool(mpmath.isfinite(value))


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_the_domain_of_an_entry_is_that_of_mpmath(name: str, arity: int) -> None:
    entry = ENTRIES[name, arity]
    _, beyond = BEYOND.get((name, arity), ("", lambda *_: False))
    _, short = SHORT.get((name, arity), ("", lambda *_: False))
    for point in points(name, arity):
        theirs, ours = is_real_there(name, point), is_stated(entry, point)
        if theirs is not None and theirs != ours:
            assert (beyond if theirs else short)(*point), f"{name}{tuple(map(str, point))}: mpmath {theirs}"


# --- the table decides -----------------------------------------------------------------------------------


def test_another_where_is_another_domain_everywhere(tmp_path: Any) -> None:
    path = tmp_path / "own.rules"
    path.write_text(
        "acosh(u): derivative 1/u,  where u >= 5\nsec(u): derivative 1,  defined as 1/cos(u),  where u > 3\n"
    )
    before = use(load(path))
    try:
        for text, outside, inside in (("acosh(x)", 2, 6), ("sec(x)", 1, 4)):
            f = sd.parse(text)
            assert exists(f.evaluate, x=inside) is True
            for values in ({"x": outside}, {"x": float(outside)}):
                assert exists(f.evaluate, values) is False
            assert exists(sd.compile(f, ["x"], backend="python"), float(outside)) is False
            assert numpy.isnan(sd.compile(f, ["x"])(numpy.array([outside, inside]))).tolist() == [True, False]
            with pytest.raises(sd.DomainError, match="needs u >"):
                f.evaluate(x=outside)
    finally:
        use(before)
    assert exists(sd.parse("acosh(x)").evaluate, x=2) is True


def test_what_the_routines_refuse_by_themselves_is_the_domain_of_the_entry() -> None:
    for name, condition in REFUSED.items():
        assert condition in [str(entry.requirement) for (known, _), entry in ENTRIES.items() if known == name]


DERIVATIVES = [(entry, letter) for entry in ENTRIES.values() for letter in entry.derivatives]


@pytest.mark.parametrize(("entry", "letter"), DERIVATIVES, ids=lambda part: getattr(part, "name", ""))
def test_a_derivative_claims_nothing_outside_of_the_domain(entry: FunctionEntry, letter: Symbol) -> None:
    arity = len(entry.parameters)
    slope: Expression = sd.diff(entry.application, letter)
    outside = [p for p in points(entry.name, arity) if not is_stated(entry, p)]
    for point in outside[:: 1 + len(outside) // 60]:
        assert exists(slope.evaluate, at(entry, point)) is not True, f"{slope} at {point}"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ln", [0]),
        ("abs", [0]),
        ("acosh", [1]),
        ("acoth", [-1, 1]),
        ("li", [0, 1]),
        ("floor", [-2, -1, 0, 1, 2]),
        ("sin", []),
    ],
)
def test_the_edges_of_a_function_follow_from_its_entry(name: str, found: list[int]) -> None:
    assert edges(ENTRIES[name, 1]) == (tuple(map(Fraction, found)),)
