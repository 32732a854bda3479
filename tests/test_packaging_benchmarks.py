"""The benchmarks run, and their table says what was measured."""

from __future__ import annotations

import pytest

import symdiff as sd
from benchmarks import size, tables
from benchmarks.peers import PEERS, Peer, Symdiff, Unsupported
from benchmarks.turns import Outcome
from benchmarks.workloads import SIZES, TEXTBOOK, WORKLOADS


def test_there_are_thirty_different_textbook_functions() -> None:
    assert len({sd.parse(text) for text in TEXTBOOK}) == 30


@pytest.mark.parametrize("name", WORKLOADS)
def test_every_workload_can_be_done(name: str) -> None:
    workload = WORKLOADS[name]
    method = getattr(Symdiff(), workload.operation)
    for formula in workload.formulas:
        if workload.operation == "parse":
            assert isinstance(method(formula), sd.Expression)
        else:
            assert method(sd.parse(formula), workload.variables, workload.order)


def test_a_native_expression_is_the_same_formula() -> None:
    sympy = pytest.importorskip("sympy")
    peer = PEERS["SymPy"]()
    x = sympy.Symbol("x")
    native = peer.convert(sd.parse("-x^2/3 + 2*sin(x) - ln(x)"))
    assert native == -(x**2) / 3 + 2 * sympy.sin(x) - sympy.log(x)


def test_what_a_system_cannot_do_is_said() -> None:
    class Empty(Peer):
        module = "math"

    with pytest.raises(Unsupported):
        Empty().gradient(None, ["x"], 1)


@pytest.mark.parametrize("name", size.FORMULAS)
def test_a_formula_has_the_size_it_is_said_to_have(name: str) -> None:
    small, large = (sd.parse(size.FORMULAS[name](n)).dag_size for n in (10, 20))
    assert 10 <= large - small <= 40


def test_the_table_shows_times_ratios_and_failures() -> None:
    outcomes = {
        "nested": {
            "symdiff": Outcome([0.002, 0.004, 0.003]),
            "SymPy": Outcome([], "RecursionError"),
            "SymEngine": Outcome([0.3]),
            "CasADi": Outcome([], ""),
            "Alkahest": Outcome([], "over 30 s"),
        }
    }
    last = tables.comparison(outcomes).splitlines()[-1]
    assert last.endswith("| 3.00 ms | recursion limit | 300 ms (100) | - | over 30 s |")


def test_the_page_names_the_command_and_what_is_missing() -> None:
    measured = {
        name: {n: dict.fromkeys((*tables.STEPS, "bytes per node"), 1.0) for n in SIZES} for name in size.FORMULAS
    }
    page = tables.report("python -m benchmarks", {"symdiff": "1"}, ["CasADi"], {}, {"bare Python": 0.01}, measured)
    assert "`python -m benchmarks`" in page
    assert "CasADi is not installed here" in page
    assert "| bare Python | 10.0 ms |" in page
    assert page.count("| nested functions |") == len(SIZES)
