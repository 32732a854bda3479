"""A short share of the attack, and that it would find what it looks for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import mpmath
import pytest

import symdiff as sd
from symdiff.expression import Expression
from symdiff.verification.verdict import Ball

from .fuzz import differential, guided, mutation
from .fuzz.__main__ import main
from .fuzz.formulas import Formula, formula_of, random_formula
from .fuzz.harnesses import DOORS
from .fuzz.watching import Findings

SEED = 20261
REFUTED = sd.Verdict(
    "refuted", {"x": Fraction(1, 3), "y": Fraction(2)}, (Ball(Fraction(0), Fraction(1)), Ball(Fraction(2), Fraction(3)))
)


@pytest.mark.parametrize(("run", "count"), [("derivatives", 100), ("forms", 40), ("pairs", 20)])
def test_answers_are_those_of_the_definitions(run: str, count: int) -> None:
    findings = differential.run(run, count, SEED, limit=20)
    assert not findings.faults
    assert findings.counts["cases"] == count


@pytest.mark.parametrize("door", DOORS)
def test_no_input_raises_anything_but_an_error_of_symdiff(door: str) -> None:
    findings = guided.attack(door, 12, SEED, 20, guided=False)
    assert not findings.faults


# --- that the attack is one -----------------------------------------------------------------------------------


def test_a_text_has_the_value_of_its_formula() -> None:
    formula = Formula(("2", "x", "*", "x", "3", "neg", "-", "/", "sin", "^2", "y", "neg", "^2", "-"))
    assert formula.text == "sin(2x/(x - (-3)))^2 - (-y)^2"
    expected = mpmath.sin(mpmath.mpf(8) / 7) ** 2 - 25
    assert abs(formula.value({"x": Fraction(4), "y": Fraction(5)}) - expected) < 1e-14
    assert abs(sd.parse(formula.text).evaluate(x=4, y=5) - expected) < 1e-14


def test_any_bytes_are_a_formula() -> None:
    assert formula_of(b"").text == "x"
    for number in range(256):
        assert sd.parse(formula_of(bytes([number])).text) is not None


def test_cases_are_the_same_for_the_same_seed() -> None:
    one, other = ([random_formula(Random(f"{SEED} {k}")).text for k in range(20)] for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("run", "name", "broken"),
    [
        ("derivatives", "diff", lambda f, *_: sd.parse(f)),
        ("derivatives", "diff", lambda *_: sd.parse("1/2")),
        ("forms", "parse", lambda f: f + 1 if isinstance(f, Expression) else sd.reading(f).expression + 1),
        ("pairs", "equivalent", lambda *_: sd.Verdict("proved")),
        ("pairs", "equivalent", lambda *_: REFUTED),
    ],
)
def test_a_wrong_answer_is_found(
    monkeypatch: pytest.MonkeyPatch, run: str, name: str, broken: Callable[..., object]
) -> None:
    monkeypatch.setattr(sd, name, broken)
    findings = differential.run(run, 40, SEED, limit=20)
    assert {kind for kind, _ in findings.faults} == {"wrong"}


def test_a_crash_and_what_takes_too_long_are_found() -> None:
    def endless() -> None:
        while True:
            pass

    findings = Findings(limit=0.05)
    assert isinstance(findings.asked("refused", lambda: sd.parse("(")), sd.SymdiffError)
    assert findings.asked("broken", lambda: int("one")) is None
    assert findings.asked("endless", endless) is None
    assert [kind for kind, _ in findings.faults] == ["crash", "slow"]
    assert findings.slowest[1] == "endless"
    findings.summary()


def test_the_command_says_what_it_found_and_exits_accordingly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--count", "10", "--seed", "1", "--target", "derivatives"]) == 0
    assert "10 cases" in capsys.readouterr().out
    monkeypatch.setattr(sd, "diff", lambda f, *_: sd.parse(f))
    assert main(["--count", "20", "--seed", "1", "--target", "derivatives"]) == 1


# --- mutants --------------------------------------------------------------------------------------------------

SOURCE = '''
LIMIT = 7

def clipped(value: int, low: int = 0) -> int:
    """The value, or the bound."""
    if value < low:
        return low
    return min(value, LIMIT + 2 * low) if low is not None and not value == 5 else 5
'''
TESTS = "from symdiff.room import clipped\n\ndef test_it():\n    assert clipped(-1) == 0\n    assert clipped(9) == 7\n"


def checkout(folder: Path) -> Path:
    """A project of one module and one test."""
    (folder / "symdiff").mkdir()
    (folder / "tests").mkdir()
    (folder / "symdiff" / "__init__.py").touch()
    (folder / "symdiff" / "room.py").write_text(SOURCE, encoding="utf-8")
    (folder / "tests" / "test_room.py").write_text(TESTS, encoding="utf-8")
    return folder / "symdiff" / "room.py"


def test_a_mutant_is_the_source_with_one_edit(tmp_path: Path) -> None:
    found = mutation.edits(checkout(tmp_path))
    assert {(m.before, m.after) for m in found} >= {
        ("value < low", "(value <= low)"), ("LIMIT + 2 * low", "(LIMIT - 2 * low)"), ("2", "(3)"),
        ("low is not None", "(low is None)"), ("not value == 5", "(value == 5)"), ("value == 5", "(value != 5)"),
    }  # fmt: skip
    assert all(mutation.ast.parse(m.source) and m.source != SOURCE for m in found)
    assert not any(m.before in ("7", "int") or m.before.startswith('"""') for m in found)


def test_the_tests_kill_a_mutant_that_they_notice_and_no_other(tmp_path: Path) -> None:
    path = checkout(tmp_path)
    found = mutation.edits(path)
    idle = next(m for m in found if m.after == "(value <= low)")  # the value at the bound is the bound
    noticed = next(m for m in found if m.before == "low is not None")
    copy = tmp_path / "copy"
    copy.mkdir()
    bench = mutation.Bench(tmp_path, copy)
    bench.prepare()
    assert not bench.kills(idle)
    assert bench.kills(noticed)
    assert (copy / "symdiff" / "room.py").read_text(encoding="utf-8") == SOURCE


def test_mutants_are_the_same_for_the_same_seed() -> None:
    modules = [mutation.CHECKOUT / "symdiff" / "tidying" / "sums.py"]
    one, other = mutation.chosen(modules, 10, SEED), mutation.chosen(modules, 10, SEED)
    assert one == other
    assert len({str(m) for m in one}) == 10


@pytest.mark.skipif(not guided.is_guided(), reason="Atheris is not installed")
def test_a_search_by_coverage_ends() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--target", "parse", "--count", "50"]
    assert subprocess.run(command, cwd=mutation.CHECKOUT, check=False, capture_output=True).returncode == 0
