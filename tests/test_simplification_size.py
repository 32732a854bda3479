"""No input makes the simplifier hang: its work is bounded, and what is beyond is only tidied."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import symdiff as sd
from symdiff.errors import LimitError
from symdiff.expression import ONE, TWO, Expression, Number, apply, symbol

X = symbol("x")
SECONDS = 20  # of the processor; each takes 2 at most on an idle machine


def nested(wrap: Callable[[Expression, int], Expression], depth: int) -> Expression:
    node: Expression = X
    for level in range(depth):
        node = wrap(node, level)
    return node


LARGE = {
    "a tower of powers of numbers": lambda: sd.parse("9^9^9^9 + x"),
    "a power of a million": lambda: sd.parse("(x+1)^(10^6) - x"),
    "exponents of 200 digits": lambda: sd.parse("x^" + "7" * 200 + " + (x+1)^" + "3" * 200),
    "60 nested roots": lambda: nested(lambda e, k: apply("sqrt", (apply("+", (e, Number(k + 1))),)), 60),
    "10000 terms": lambda: sd.parse("+".join(f"{k % 97 + 1}*x^{k}" for k in range(10_000))),
    "10000 products": lambda: sd.parse("+".join(f"x{k}*y{k}" for k in range(10_000))),
    "10000 factors": lambda: sd.parse("*".join(f"(x+{k})" for k in range(10_000))),
    "squares nested 40 deep": lambda: nested(lambda e, _: apply("^", (apply("+", (e, ONE)), TWO)), 40),
    "10000 nested sines": lambda: nested(lambda e, _: apply("sin", (e,)), 10_000),
    "10000 nested sines of minus": lambda: nested(lambda e, _: apply("sin", (apply("neg", (e,)),)), 10_000),
    "a continued fraction": lambda: nested(lambda e, _: apply("/", (ONE, apply("+", (ONE, e)))), 3000),
    "Horner's scheme": lambda: nested(lambda e, _: apply("*", (X, apply("+", (ONE, e)))), 3000),
    "roots of sums of squares": lambda: nested(
        lambda e, _: apply("sqrt", (apply("+", (apply("^", (e, TWO)), X)),)), 2000
    ),
    "a tower of symbols": lambda: nested(lambda e, _: apply("^", (X, e)), 1000),
    "a polynomial in six letters": lambda: sd.parse("(a+b+c+d+f+g)^12 + (a-b)^12"),
    "200 fractions": lambda: sd.parse("+".join(f"1/(x+{k})" for k in range(200))),
    "forty angles": lambda: sd.parse("+".join(f"sin(x{k})*cos(x{k + 1})" for k in range(40))),
    "a tenth derivative": lambda: sd.diff("tan(x)", "x", 10),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_input_is_answered_in_bounded_time(name: str) -> None:
    expression = LARGE[name]()
    start = time.process_time()
    result = sd.simplify(expression)
    assert time.process_time() - start < SECONDS
    assert result.free_symbols == expression.free_symbols


def test_it_says_so_where_it_only_tidied() -> None:
    steps = sd.simplification(sd.parse("+".join(f"x{k}*y{k}" for k in range(3000)))).steps
    assert steps[-1].name == "too long for every form: parts of it are only tidied"


def test_a_large_power_is_no_reason_not_to_find_a_common_factor() -> None:
    assert str(sd.simplify("(x+1)^(10^6) - (x+1)^(10^6 - 1)")) == "x*(x + 1)^999999"


def test_expanding_what_has_too_many_terms_is_an_error() -> None:
    with pytest.raises(LimitError, match="too large for this form"):
        sd.expand("(x+1)^(10^6)")


def test_time_grows_in_proportion_to_the_length() -> None:
    def seconds(count: int) -> float:
        expression = sd.parse("+".join(f"sin({k}*x)*{k}" for k in range(1, count)))
        start = time.process_time()
        sd.simplify(expression)
        return time.process_time() - start

    seconds(100)
    assert seconds(3000) < 16 * seconds(750) + 0.5
