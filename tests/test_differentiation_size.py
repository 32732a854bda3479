"""Large input: linear work, no recursion, and memory that comes back."""

from __future__ import annotations

import sys

import pytest

import symdiff as sd
from symdiff.expression import Expression, Number, apply, symbol
from symdiff.expression.sharing import living

X = symbol("x")
MANY = 100_000


def nested(depth: int) -> Expression:
    node: Expression = X
    for level in range(depth):
        node = apply(("sin", "cos")[level % 2], (node,))
    return node


def test_a_hundred_thousand_nested_functions() -> None:
    limit = sys.getrecursionlimit()
    f = nested(MANY)
    slope = sd.diff(f, "x")
    assert f.dag_size == MANY + 1
    assert slope.dag_size < 4 * MANY
    assert len(str(slope)) < 1_100_000
    assert abs(f.evaluate(x=0.5)) <= 1
    assert sd.tidy(slope) is slope
    assert sys.getrecursionlimit() == limit


def test_a_sum_of_a_hundred_thousand_terms() -> None:
    f = sd.parse(" + ".join(f"{k}*x^{k}" for k in range(1, MANY // 4)))
    slope = sd.diff(f, "x")
    assert slope.evaluate(x=0) == 1
    assert str(slope).startswith("1 + 4*x + 9*x^2")
    assert sd.parse(str(f)) is f


def test_a_product_of_a_thousand_factors_stays_small() -> None:
    f = sd.parse("*".join(f"(x+{k})" for k in range(1, 1001)))
    assert sd.diff(f, "x").dag_size < 10_000


def test_a_shared_part_is_differentiated_once() -> None:
    f: Expression = X
    for _ in range(60):
        f = apply("*", (apply("sin", (f,)), apply("cos", (f,))))
    assert f.tree_size > 2**60
    assert sd.diff(f, "x").dag_size < 1000


def test_high_orders_collect_like_terms() -> None:
    assert sd.diff("e^(x^2) sin(x)", "x", 20).tree_size < 1000


def test_memory_comes_back() -> None:
    sd.clear_caches()
    before = living()
    f = nested(5000)
    slope = sd.diff(f, "x")
    assert living() > before + 10_000
    del f, slope
    sd.clear_caches()
    assert living() < before + 200


@pytest.mark.parametrize("text", ["x^" * 999 + "x", "1/(1+" * 2000 + "x" + ")" * 2000, "-" * 5001 + "x"])
def test_towers_and_continued_fractions(text: str) -> None:
    f = sd.parse(text)
    assert sd.diff(f, "x").dag_size < 50 * f.dag_size


def test_numbers_too_large_to_write_stay_powers() -> None:
    assert str(sd.tidy("9^9^9")) == "9^387420489"
    assert sd.diff("x^(9^9^9)", "x").dag_size < 12
    assert sd.tidy(apply("^", (Number(2), Number(64)))) is Number(2**64)
