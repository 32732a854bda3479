"""Nodes: immutable, and one for each structure, also under threads; what nobody refers to is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdiff as sd
from symdiff.expression import Expression, apply, integer
from symdiff.expression.sharing import living

from .expressions import expressions

NODES = {"number": sd.Number(3), "symbol": sd.Symbol("x"), "application": sd.parse("sin(x)^2")}
FIELDS = {"number": ("value", "decimal"), "symbol": ("name",), "application": ("function", "arguments", "length")}


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind in NODES for field in (*FIELDS[kind], "new")])
def test_a_node_cannot_be_changed(kind: str, field: str) -> None:
    node, before = NODES[kind], repr(NODES[kind])
    with pytest.raises(AttributeError, match="cannot be changed"):
        setattr(node, field, 0)
    with pytest.raises(AttributeError, match="cannot be changed"):
        delattr(node, field)
    assert repr(node) == before


def test_nodes_can_be_matched() -> None:
    match sd.parse("3*sin(x)"):
        case sd.Apply("*", (sd.Number(value), sd.Apply(function, (sd.Symbol(name),)))):
            assert (value, function, name) == (3, "sin", "x")
        case _:
            pytest.fail("no match")


@given(expressions())
def test_equal_structure_is_the_same_object(expression: Expression) -> None:
    again = expression
    if isinstance(expression, sd.Apply):
        again = sd.Apply(expression.function, list(expression.arguments))
    elif isinstance(expression, sd.Number):
        again = sd.Number(expression.value, expression.decimal)
    assert again is expression


@given(st.fractions(), st.booleans())
def test_numbers_are_kept_apart_by_value_and_spelling(value: Fraction, decimal: bool) -> None:
    kept = value if value.denominator > 1 else int(value)
    if isinstance(kept, Fraction) and not decimal:
        with pytest.raises(ValueError, match="quotient"):
            sd.Number(kept)
        return
    node = sd.Number(kept, decimal)
    assert node.value == value
    assert node.decimal == decimal
    assert node is sd.Number(kept, decimal)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(work: Callable[[int], None], count: int = 6) -> None:
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def tower(base: Expression, first: int, height: int = 20) -> Expression:
    for k in range(height):
        base = apply("made_by_threads", (base, integer(10_000 + first + k)))
    return base


@pytest.mark.usefixtures("impatient")
def test_threads_make_the_same_objects() -> None:
    x = sd.Symbol("x")
    made: list[list[Expression]] = [[] for _ in range(6)]
    at_once(lambda number: made[number].extend(tower(x, first) for first in range(100)))
    assert all(mine is first for others in made for mine, first in zip(others, made[0], strict=True))


@pytest.mark.usefixtures("impatient")
def test_a_node_lives_on_while_others_of_its_kind_die_in_other_threads() -> None:
    x, kept = sd.Symbol("x"), tower(sd.Symbol("x"), 0)
    differing: list[int] = []

    def work(number: int) -> None:
        for _ in range(60):
            if tower(x, 0) is not kept:
                differing.append(number)
            tower(x, 1)

    at_once(work)
    assert not differing


def test_what_nobody_refers_to_is_forgotten() -> None:
    sd.clear_caches()
    before = living()
    deep = tower(sd.Symbol("x"), 50, 100_000)
    assert living() >= before + 100_000
    del deep
    sd.clear_caches()
    assert living() <= before + 10


def test_memory_stays_level_over_many_different_formulas() -> None:
    sd.clear_caches()
    before = living()
    for number in range(4_000):
        tower(sd.Symbol("x"), 1000 * number, 50)
    assert living() <= 2 * before + 50_000


INTERRUPTED = """
import signal
import symdiff as sd
from symdiff.expression import apply, integer
from symdiff.expression.sharing import sweep

def tower(first):
    base = sd.Symbol("x")
    for k in range(50):
        base = apply("made_again", (base, integer(10_000 + first + k)))
    return base

kept, slope, stopped = tower(0), sd.diff("x^2*sin(3*x)", "x"), 0
signal.signal(signal.SIGALRM, signal.default_int_handler)
for moment in range(1_000):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0001 + 0.000001 * (moment % 200))
        while True:
            assert tower(0) is kept
            tower(moment)
            assert sd.diff(sd.parse("x^2*sin(3*x)"), "x") is slope
            if moment % 4 == 0:
                sweep()
    except KeyboardInterrupt:
        stopped += 1
assert tower(0) is kept and sd.diff("x^2*sin(3*x)", "x") is slope
print(stopped)
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there are no timers that interrupt")
def test_an_interruption_at_any_moment_leaves_one_node_for_one_structure() -> None:
    """A signal comes at any moment: none is swallowed, and what it stopped is the same when made again."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1000\n", "")
