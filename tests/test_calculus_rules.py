"""One choice of the rule for a node: what every reading of the table does with it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.expression import Apply, Expression, apply, symbol
from symdiff.rulebook import Rulebook, standard
from symdiff.rulebook.rules import Role, derivative_of
from symdiff.traversal import postorder, substitute

from .expressions import X, Y, expressions

OWN = """
blend(u, v, n):  defined as n*u + (1 - n)*v,  where n >= 0 and n <= 1
blending:  d(blend(u, v, n)) = n*d(u) + (1 - n)*d(v) where n is free of x
mixing:    d(blend(u, v, w)) = w*d(u) + (1 - w)*d(v) + (u - v)*d(w)
ramp(u):   where u > 0
ramping:   d(ramp(u)) = d(u)/u
"""


@pytest.fixture
def own(tmp_path: Path) -> Rulebook:
    path = tmp_path / "own.rules"
    path.write_text(OWN, encoding="utf-8")
    return sd.rules.load(path)


@given(expressions(X, Y, size=8))
@example(X * Y)
@settings(max_examples=100, deadline=None)
def test_there_is_a_rule_for_every_node(f: Expression) -> None:
    trace = Trace(f, X)
    for node in postorder((trace.expression,)):
        firing = trace.firing(node)
        shown = substitute(firing.rule.pattern, dict(firing.bound))
        # d(c*u) is for x*y, too, where y is the constant
        turned = isinstance(node, Apply) and node.function in ("+", "*") and apply(node.function, node.arguments[::-1])
        assert shown in (node, turned)
        assert standard().rules[firing.rule.name].role is firing.rule.role


def test_the_rule_of_a_leaf_is_a_line_of_the_table() -> None:
    rules = {role: standard().line(role) for role in (Role.FREE, Role.VARIABLE)}
    assert standard().rule_for(X, 1).rule is rules[Role.VARIABLE]
    for constant in (Y, sd.parse("3"), sd.parse("ln(y)")):
        assert standard().rule_for(constant, 0).rule is rules[Role.FREE]


@given(st.integers(3, 12), st.data())
@settings(max_examples=40, deadline=None)
def test_the_rule_for_many_operands_is_that_for_two_again_and_again(count: int, data: st.DataObject) -> None:
    """One operand at a time plays u: the others are numbers, and the right side is linear."""
    sign = data.draw(st.sampled_from(("*", "+-")))
    signs = tuple(data.draw(st.sampled_from(sign)) for _ in range(count - 1))
    values = data.draw(st.lists(st.integers(-3, 3).map(sd.Number), min_size=count, max_size=count))
    slopes = data.draw(st.lists(st.integers(-3, 3).map(sd.Number), min_size=count, max_size=count))
    rule = standard().rule_for_chain((signs, tuple(values)), 2**count - 1).rule
    left, slope = values[0], slopes[0]
    for operator, value, change in zip(signs, values[1:], slopes[1:], strict=True):
        two = standard().rule_for(sd.Apply(operator, (symbol("u"), symbol("v"))), 3).construction
        slope = two.run([left, value, slope, change])
        left = sd.tidy(sd.Apply(operator, (left, value)))
    assert rule.construction.run([*values, *slopes]) is slope


@pytest.mark.parametrize("text", ["x*y*sin(x)*e^x", "f(x, y, x^2)", "max(x, y, x^2)", "x + y - x^2 - 3"])
def test_one_operand_after_the_other_gives_the_whole(text: str) -> None:
    f = sd.parse(text)
    assert sd.equivalent(sd.gradient(f, ["x"])[0], sd.diff(f, "x"))


def test_a_rule_of_ones_own_is_applied_forwards_backwards_and_explained(own: Rulebook) -> None:
    f = sd.parse("blend(x^2, sin(x), 1/3)*x", rules=own)
    slope = sd.diff(f, "x", rules=own)
    whole = sd.parse("x^2/3 + 2*sin(x)/3")
    for found in (slope, sd.gradient(f, ["x"], own)[0]):
        assert sd.equivalent(substitute(found, {f.arguments[0]: whole}), sd.diff(whole * X, "x"))
    assert str(sd.diff(sd.parse("blend(x^2, y, 1/3)", rules=own), "x", rules=own)) == "2*x/3"
    derivation = sd.derive(f, "x", rules=own)
    assert derivation.tidy is slope
    named = [visit.step.name for visit in derivation.walk()]
    assert "blending" in named
    assert "mixing" in [v.step.name for v in sd.derive(sd.parse("blend(1, 2, x)", rules=own), "x", rules=own).walk()]
    trace = Trace(sd.parse("blend(x, 2, x)", rules=own), X, own)
    assert [step.rule.name for step in trace.steps.values()] == ["mixing"]


def test_backwards_a_rule_of_ones_own_is_its_coefficients(own: Rulebook) -> None:
    names = ["p", "q", "r"]
    f = sd.parse("blend(p, q, r)", rules=own)
    assert [str(g) for g in sd.gradient(f, names, own)] == [str(sd.diff(f, v, rules=own)) for v in names]


DOMAINS = [
    ("log(x, 10)", ["x > 0"]),
    ("log(x, b)", ["x > 0"]),
    ("log(3x, x)", []),
    ("ln(x)", ["x > 0"]),
    ("asin(x)", []),
    ("acosh(x)", []),
    ("tan(x)", []),
    ("li(x)", []),
    ("coth(x)", []),
    ("expint(2, x)", []),
    ("atan2(x, 2)", []),
    ("ln(abs(x))", []),
    ("besselj(2, x)", []),
    ("lngamma(x)", ["x > 0"]),
]


@pytest.mark.parametrize(("text", "conditions"), DOMAINS)
def test_a_derivative_carries_the_domain_that_its_formula_does_not_imply(text: str, conditions: list[str]) -> None:
    assert [str(c) for c in sd.diff(text, "x").conditions] == conditions


ENTRIES = [entry for entry in standard().functions.values() if entry.requirement is not None]
PLACES = [Fraction(n, 3) for n in (-31, -7, -3, -2, -1, 0, 1, 2, 3, 4, 7, 31)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name}/{len(entry.parameters)}")
def test_no_derivative_is_claimed_outside_of_the_domain_of_a_function(entry: sd.rules.FunctionEntry) -> None:
    holds = Apply("piecewise", (entry.requirement, sd.Number(1), sd.Number(0)))
    slopes = [sd.diff(entry.application, letter) for letter in entry.parameters]
    for values in product(PLACES[:: len(entry.parameters)], repeat=len(entry.parameters)):
        point = dict(zip(map(str, entry.parameters), values, strict=True))
        if sd.evaluate(holds, point) == 0:
            for slope in slopes:
                with pytest.raises(sd.SymdiffError):
                    slope.evaluate(point)


def test_what_fails_at_a_whole_number_alone_is_seen() -> None:
    polylog = standard().functions["polylog", 2]
    u = polylog.parameters[1]
    assert polylog.rule is not None
    assert standard().domain_to_say(polylog.rule, frozenset((u,)))
    assert sd.diff("polylog(s, x)", "x").conditions


def test_a_general_rule_carries_the_domain_of_its_function(own: Rulebook) -> None:
    slope = sd.diff(sd.parse("ramp(x^3)", rules=own), "x", rules=own)
    before = sd.rules.use(own)
    try:
        assert [str(c) for c in slope.conditions] == ["x^3 > 0"]
    finally:
        sd.rules.use(before)


REFUSED = [
    ("again: d(f(u)) = 2*f'(u)*d(u)   where f has no rule", "never reached: formal"),
    ("again: d(c) = 0   where c is free of x", "never reached: constant"),
    ("again: d(x) = 1", "never reached: variable"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_there_is_no_second_catch_all(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "file.rules"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(sd.RuleError, match=message):
        sd.rules.load(path)


def test_the_placeholders_of_a_rule_are_those_of_its_letters() -> None:
    for rule in standard().rules.values():
        asked = {n for n in postorder((rule.replacement,)) if isinstance(n, Apply) and n.function == "d"}
        assert asked <= {derivative_of(u) for u in rule.differentiated}


def test_a_function_of_a_function_is_seen_as_one_and_a_sum_or_product_is_not() -> None:
    trace = Trace(sd.parse("x*sin(x^2) + 3*x + 2^(x - 1)"), X)
    inside = {str(node): str(outer.argument) for node, outer in trace.outer.items()}
    assert inside == {"sin(x^2)": "x^2", "x^2": "x", "2^(x - 1)": "x - 1"}


ISLANDS = [
    ("((-x)*x)^(3/2)", 0),
    ("(-x^2)^(5/2)", 0),
    ("(sin(x) - 1)^1.5", sd.parse("pi/2")),
    ("(-abs(x))^(3/2)", 0),
    ("(-(x - 1)^2*(x + 5))^(3/2)", 1),
    ("(x^x)^0", -17),
    ("floor((-x^2)^(3/2) + 1/2)", 0),
    ("sign(2 + x^x)", -3),
    ("piecewise(x^x < 5, x, 1)", -17),
    ("piecewise(x > 0, 1, (-x^2)^(3/2) < 1, x, 2)", 0),
    ("polylog(3, 1 + x^2)", 0),
    ("piecewise(-2.1 < -ceil(x), x, 2)", 2),
    ("piecewise(x < -9, 1, floor(x) > 3, x, 5)", 4),
    ("piecewise(sign(x) >= 0, x, 2)", 0),
]


@pytest.mark.parametrize(("text", "point"), ISLANDS)
def test_nothing_is_claimed_where_a_function_has_values_at_a_point_alone(text: str, point: object) -> None:
    for slope in (sd.diff(text, "x"), *sd.gradient(text, ["x"])):
        with pytest.raises(sd.SymdiffError):
            slope.evaluate(x=point)


NO_ISLANDS = [
    ("x^(3/2)", []),
    ("(x^2 - 1)^(3/2)", []),
    ("(4 - x^2)^2.5", []),
    ("(x^2)^(3/2)", []),
    ("(1 + x^2)^(3/2)", []),
    ("(x^3 + x)^(3/2)", []),
    ("ln(x)^(3/2)", []),
    ("sign(sqrt(x) + 2)", ["sqrt(x) != 0", "sqrt(x) + 2 != 0"]),
    ("piecewise(x < 0, 1, sqrt(x) < 5, x, 2)", ["x != 0", "sqrt(x) != 5"]),
]


@pytest.mark.parametrize(("text", "conditions"), NO_ISLANDS)
def test_the_end_of_an_interval_is_no_island(text: str, conditions: list[str]) -> None:
    assert [str(c) for c in sd.diff(text, "x").conditions if str(c) != "x >= 0"] == conditions


@pytest.mark.parametrize("text", ["max(x, x)", "min(x, x + 0)", "max(2x, x + x)", "max(x, x, x)", "min(x, max(x, x))"])
def test_the_greatest_of_equals_is_one_of_them(text: str) -> None:
    for slope in (sd.diff(text, "x"), *sd.gradient(text, ["x"])):
        assert not slope.conditions
        assert slope.evaluate(x=3) in (1, 2)


@pytest.mark.parametrize(
    "number", ["sqrt(atanh(ln(0.1)))", "ln(asin(3))", "sqrt(ln(sin(4)))", "1/sin(pi)", "cos(ln(ln(sin(1))))"]
)
def test_a_constant_part_without_a_value_leaves_the_derivative_without_one(number: str) -> None:
    for slope in (sd.diff(f"x^2 + {number}", "x"), *sd.gradient(f"x^2 + {number}", ["x"])):
        assert slope.conditions
        with pytest.raises(sd.DomainError):
            slope.evaluate(x=1)


@pytest.mark.parametrize("number", ["1/ln(2)", "tan(1)", "ln(pi - 3)", "sqrt(ln(ln(20)))", "f(2)", "1/(sqrt(2) - 1)"])
def test_a_constant_part_with_a_value_asks_for_nothing(number: str) -> None:
    assert not sd.diff(f"x^2 + {number}", "x").conditions


REMOVABLE_POINTS = ["sinc(x)", "si(x)", "shi(x)", "dilog(x)", "elliptick(x)", "elliptice(x)"]
REMOVABLE_POINTS += ["elliptice(2, x)", "ellipticf(1, x)", "ellipticf(2, x)*shi(x)"]


@pytest.mark.parametrize("text", REMOVABLE_POINTS)
def test_a_slope_whose_formula_breaks_at_0_is_completed_there(text: str) -> None:
    step = Fraction(1, 10**12)
    left, right = (sd.evaluate(text, x=x, digits=40) for x in (-step, step))
    assert float(sd.diff(text, "x").evaluate(x=0)) == pytest.approx(float((right - left) / (2 * step)), abs=1e-9)
