"""Functions, rules and kinds of exercise of one's own are practised, measured, named and graded like the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.expression import Expression, integer
from symdiff.practice import distractors_of, exercises, kind
from symdiff.practice.asking import Setting, called, equation, value_at
from symdiff.practice.items import Item
from symdiff.practice.measure import difficulty_of, effort_of, rules_of
from symdiff.practice.sentences import say
from symdiff.practice.topics import TOPICS
from symdiff.tidying import plus

OWN = """
wave(u):     derivative cos(u)*exp(sin(u)),  defined as exp(sin(u)),  family trigonometric,  effort {wave}
bell(u, m):  defined as exp(-(u - m)^2)
bump:        d(bell(u, c)) = -2*(u - c)*bell(u, c)*d(u)   where c is free of x,  group product,  effort {bump}
"""


@pytest.fixture
def own_rules(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "own.rules"
    path.write_text(OWN.format(wave=5, bump=6), encoding="utf-8")
    before = sd.rules.use(sd.rules.load(path))
    yield
    sd.rules.use(before)


@pytest.mark.usefixtures("own_rules")
@pytest.mark.parametrize(("rule", "function"), [("wave", "wave"), ("bump", "bell")])
def test_a_rule_of_ones_own_is_practised(rule: str, function: str) -> None:
    for item in exercises(rules=[rule], level=3, count=3, seed=2):
        assert rule in item.rules
        assert function in str(item.expression)
        assert sd.check(item.expression, item.key, item.variable)
        assert sd.grade(item, item.key).status == "right"
        assert all(sd.equivalent(d.answer, item.key).status == "refuted" for d in distractors_of(item)[:2])


@pytest.mark.usefixtures("own_rules")
@pytest.mark.parametrize(("text", "effort"), [("wave(x)", 5), ("bell(x, 3)", 6), ("wave(x) + bell(x, 2)", 12)])
def test_it_is_measured_by_the_effort_that_its_line_says(text: str, effort: int) -> None:
    assert effort_of(Trace(sd.parse(text), sd.symbols("x"))) == effort


@pytest.mark.usefixtures("own_rules")
def test_it_counts_to_the_family_and_the_group_that_its_line_says() -> None:
    assert {"wave", "sin"} <= set(TOPICS["trigonometric"].needs)
    trace = Trace(sd.parse("wave(x) + sin(x)"), sd.symbols("x"))
    assert difficulty_of(trace, trace.answer).families == 1
    assert rules_of(trace) == {"sum", "wave", "sin"}
    items = exercises(kind="rule", rules=["bump"], level=2, count=12, seed=1)
    named = {
        next(o for o in item.given_options if o.right).content.text()
        for item in items
        if getattr(item.expression, "function", "") == "bell"
    }
    assert named <= {"the product rule", "the chain rule"}
    assert named


@pytest.mark.usefixtures("own_rules")
def test_a_general_rule_whose_free_letter_is_a_base_is_practised_too() -> None:
    for item in exercises(rules=["logarithm"], level=2, count=2, seed=2):
        assert "logarithm" in item.rules


def one_more(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    slope = value_at(derivative, item.variable, integer(1))
    return None if slope is None else (plus(slope, integer(1)),)


def intercept(setting: Setting) -> Item | None:
    """f'(1) + 1 is asked for."""
    x, f, key = setting.problem.variable, setting.problem.expression, setting.problem.key
    slope = value_at(key, x, integer(1))
    if slope is None:
        return None
    asked = say("derivative_at", f=equation(called("f", x), f), slope=called("g", x))
    return setting.item(prompt=(asked,), keys=(plus(slope, integer(1)),))


@pytest.fixture
def own_kind() -> Iterator[None]:
    kind.add(kind.Kind("intercept", "one more than f'(1)", intercept, one_more, "number", (1, 2), ("product",)))
    yield
    kind.remove("intercept")


@pytest.mark.usefixtures("own_kind")
def test_a_kind_of_exercise_is_one_record() -> None:
    diagnosed = 0
    for item in exercises(kind="intercept", level=2, count=4, seed=4):
        assert (item.kind, item.topic, item.answer_kind) == ("intercept", "product", "number")
        assert sd.grade(item, item.key).status == "right"
        for wrong in distractors_of(item):
            assert wrong.misconceptions in [e.names for e in sd.grade(item, wrong.answer).explanations]
            diagnosed += 1
    assert diagnosed
    with pytest.raises(sd.SymdiffError, match="none of level 3"):
        exercises(kind="intercept", level=3)
