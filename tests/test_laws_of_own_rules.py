"""Rules of one's own: whatever shape a line has, forwards and backwards give the same, and the truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import symdiff as sd

# A function of two arguments with a known definition, beside it rules for special cases of it, all of them true.
FUNCTION = "area(u, v): derivative by u v, derivative by v u, defined as u*v\n"
RULES = {
    "a letter that stands twice": "own: d(area(u, u)) = 2*u*d(u)",
    "a quotient inside": "own: d(ln(u/v)) = d(u)/u - d(v)/v   where u/v > 0",
    "a power inside": "own: d(ln(u^v)) = d(v)*ln(u) + v*d(u)/u   where u > 0",
    "a letter inside and outside": "own: d(area(sin(u), u)) = (cos(u)*u + sin(u))*d(u)",
    "letters in two arguments": "own: d(area(sin(u), sin(v))) = cos(u)*sin(v)*d(u) + sin(u)*cos(v)*d(v)",
    "a number inside": "own: d(area(u, 2)) = 2*d(u)",
    "a constant beside a letter": "own: d(area(c, exp(u))) = c*exp(u)*d(u)   where c is free of x",
}
# For each variable the point at which it is evaluated: where all of these are defined.
POINT = {"x": "7/5", "y": "3/4"}
FUNCTIONS = [
    *("area(x, x)", "area(x, y)", "area(x*y, x*y)", "area(sin(x), x)", "area(sin(x*y), x*y)", "area(sin(x), y)"),
    *("area(sin(x), sin(y))", "area(sin(x), sin(x))", "area(x^2, 2)", "area(y, exp(x))", "area(3, exp(x*y))"),
    *("ln(x/y)", "ln(x/x)", "ln((x + y)/(x*y))", "ln(x^y)", "ln(x^x)", "ln(x^3)", "ln(x/y)*area(x, x)"),
]


@pytest.fixture(params=list(RULES.values()), ids=list(RULES))
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sd.rules.Rulebook]:
    path = tmp_path / "own.rules"
    path.write_text(FUNCTION + request.param + "\n", encoding="utf-8")
    book = sd.rules.load(path)
    before = sd.rules.use(book)
    yield book
    sd.rules.use(before)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_forwards_and_backwards_give_the_derivative(own: sd.rules.Rulebook, text: str) -> None:
    f = sd.parse(text)
    for name, backwards in zip(POINT, sd.gradient(f, list(POINT)), strict=True):
        forwards = sd.diff(f, name)
        verdict = sd.check(f, forwards, name)
        assert verdict, f"{text} by {name}: {forwards}: {verdict}"
        one, other = (float(e.evaluate(POINT)) for e in (forwards, backwards))
        assert one == pytest.approx(other, rel=1e-12, abs=1e-12), f"{text} by {name}: {forwards}, {backwards}"


@pytest.mark.parametrize("text", FUNCTIONS)
def test_a_derivation_ends_with_the_derivative(own: sd.rules.Rulebook, text: str) -> None:
    derivation = sd.derive(text, "x")
    assert derivation.tidy is sd.diff(text, "x")
    assert derivation.text()


def test_a_rule_of_ones_own_is_used(own: sd.rules.Rulebook) -> None:
    used = {visit.step.name for text in FUNCTIONS for visit in sd.derive(text, "x").walk()}
    assert "own" in used
