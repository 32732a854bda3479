"""What the columns of functions.rules claim, at points: parity, growth, range, exact values."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from mpmath.libmp import to_rational

import symdiff as sd
from symdiff.rulebook import standard
from symdiff.rulebook.entries import VALUE
from symdiff.rulefiles.lines import function_lines
from symdiff.traversal import substitute

ENTRIES = {f"{name}/{arity}": entry for (name, arity), entry in standard().functions.items()}
POINTS = sorted({*(Fraction(k, 6) for k in range(-14, 15)), *map(Fraction, (-9, -4, 4, 9))})
SLIGHTLY = Fraction(1, 10**25)


def claiming(column: str) -> list[str]:
    """The functions that say something in a column."""
    return [name for name, entry in ENTRIES.items() if getattr(entry, column) not in (None, "", False, (), {})]


def exactly(number: Any) -> Fraction:
    """What an mpmath number is, whatever mpmath's precision is now."""
    return Fraction(*to_rational(number._mpf_))


@cache
def values(name: str) -> dict[tuple[Fraction, ...], Fraction]:
    """The values of a function to 30 digits, where it has any."""
    entry, found = ENTRIES[name], {}
    for place in product(POINTS[:: len(entry.parameters) ** 2], repeat=len(entry.parameters)):
        point = dict(zip(map(str, entry.parameters), place, strict=True))
        try:
            found[place] = exactly(sd.evaluate(entry.application, point, digits=30))
        except sd.SymdiffError:
            continue
    assert len(found) > 5
    return found


@pytest.mark.parametrize("name", claiming("parity"))
def test_parity(name: str) -> None:
    sign = 1 if ENTRIES[name].parity == "even" else -1
    known = values(name)
    for (u,), value in known.items():
        assert abs(known[-u,] - sign * value) <= SLIGHTLY * abs(value)


@pytest.mark.parametrize("name", claiming("monotone"))
def test_growth(name: str) -> None:
    sign = 1 if ENTRIES[name].monotone == "increasing" else -1
    for (_, before), (_, after) in pairwise(sorted(values(name).items())):
        assert sign * (after - before) > 0 or abs(after - before) < SLIGHTLY * abs(after)


@pytest.mark.parametrize("name", claiming("range"))
def test_range(name: str) -> None:
    claim = sd.Apply("piecewise", (ENTRIES[name].range, sd.Number(1), sd.Number(0)))
    for value in values(name).values():
        near = [value * (1 + k * SLIGHTLY) for k in (-1, 0, 1)]
        assert any(sd.evaluate(claim, {str(VALUE): v}) == 1 for v in near)


def agree(one: sd.Expression, other: sd.Expression, names: list[str]) -> int:
    """At how many points two expressions have the same value; they may not differ anywhere."""
    met = 0
    for place in product(POINTS[:: len(names) ** 2], repeat=len(names)):
        try:
            a, b = (exactly(sd.evaluate(e, dict(zip(names, place, strict=True)), digits=30)) for e in (one, other))
        except sd.SymdiffError:
            continue
        assert abs(a - b) <= SLIGHTLY * max(1, abs(a)), (one, other, place)
        met += 1
    return met


@pytest.mark.parametrize("name", claiming("equal"))
def test_what_proofs_take_a_function_for(name: str) -> None:
    entry = ENTRIES[name]
    value, condition = entry.equal
    bound = dict([condition.arguments]) if condition is not None else {}
    names = [str(p) for p in entry.parameters if p not in bound]
    assert agree(substitute(entry.application, bound), substitute(value, bound), names) > 5


@pytest.mark.parametrize("name", claiming("next"))
def test_the_next_value_from_the_one_before(name: str) -> None:
    entry = ENTRIES[name]
    letter, names = entry.parameters[entry.next_place], [*map(str, entry.parameters)]
    for n in (1, 2) if names[0] == "n" else (None,):  # an order is a whole number
        bound = {} if n is None else {entry.parameters[0]: sd.Number(n)}
        moved = substitute(entry.application, {letter: letter + 1})
        left = names if n is None else names[1:]
        assert agree(substitute(moved, bound), substitute(entry.next, bound), left) > 5


@pytest.mark.parametrize("name", claiming("values"))
def test_exact_values(name: str) -> None:
    for call, result in ENTRIES[name].values.items():
        names = sorted(map(str, call.free_symbols))
        if names:
            assert agree(call, result, names) > 5
        else:
            gap = exactly(sd.evaluate(call, digits=40)) - exactly(sd.evaluate(result, digits=40))
            assert abs(gap) < Fraction(1, 10**38)


@pytest.mark.parametrize("name", claiming("pieces"))
def test_a_function_is_its_pieces(name: str) -> None:
    entry = ENTRIES[name]
    assert agree(entry.application, entry.pieces, [*map(str, entry.parameters)]) > 5


@pytest.mark.parametrize(("column", "moved"), [("reflected", "1 - u"), ("doubled", "2u")])
def test_a_function_reflected_and_doubled(column: str, moved: str) -> None:
    for name in claiming(column):
        entry = ENTRIES[name]
        argument = substitute(entry.application, {entry.parameters[0]: sd.parse(moved)})
        assert agree(argument, getattr(entry, column), [str(entry.parameters[0])]) > 5


COLUMNS = (
    "aliases parity monotone written is_bare in_maxima family effort values range requirement definition equal next"
    " pieces reflected doubled"
)


@pytest.mark.parametrize("column", COLUMNS.split())
def test_every_column_is_there_for_some_function(column: str) -> None:
    assert claiming(column)


def test_the_lines_are_those_of_the_chosen_rulebook(tmp_path: Path) -> None:
    path = tmp_path / "own.rules"
    path.write_text("haversine(u): derivative sin(u)/2, even, written \\operatorname{hav}\n", encoding="utf-8")
    before = sd.rules.use(sd.rules.load(path))
    try:
        line = function_lines()["haversine", 1]
        assert (line.parity, line.written) == ("even", "\\operatorname{hav}")
    finally:
        sd.rules.use(before)
    assert ("haversine", 1) not in function_lines()
