"""The table of wrong rules: every line is documented, applies to something, and is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from symdiff import RuleError, parse, symbols
from symdiff.calculus.trace import Trace
from symdiff.documents import Catalogue, languages
from symdiff.practice import checking
from symdiff.practice.gates import same_values, values_at
from symdiff.practice.mistakes import answer_of, mistakes_in
from symdiff.rulebook.misconceptions import standard_misconceptions

X = symbols("x")
TABLE = standard_misconceptions()
FORMS = [rule for misconception in TABLE.values() for rule in misconception.forms]


@pytest.mark.parametrize("rule", FORMS, ids=str)
def test_every_wrong_rule_applies_to_something_and_is_wrong_there(rule) -> None:
    checking.check(rule)


@pytest.mark.parametrize("language", languages())
def test_every_misconception_has_a_sentence_for_the_student(language: str) -> None:
    missing = [name for name in TABLE if f"exercises.told_{name}" not in Catalogue(language)]
    assert not missing


def test_every_misconception_has_a_source() -> None:
    assert all(misconception.sources for misconception in TABLE.values())


# What the table was asked to hold: a function, the misconception, and the answer it leads to.
KNOWN = [
    ("sin(x^2)", "inner_derivative_lost", "cos(x^2)"),
    ("sin(cos(x^2))", "middle_factor_lost", "2*x*cos(cos(x^2))"),
    ("sin(x^2)", "derivative_inside", "cos(2*x)"),
    ("sin(x^2)", "inner_not_differentiated", "x^2*cos(x^2)"),
    ("x^2*sin(x)", "product_of_derivatives", "2*x*cos(x)"),
    ("x^2*sin(x)", "paired_with_itself", "2*x^3 + sin(x)*cos(x)"),
    ("sin(x)/x^2", "quotient_of_derivatives", "cos(x)/(2*x)"),
    ("sin(x)/x^2", "quotient_plus", "(cos(x)*x^2 + 2*x*sin(x))/x^4"),
    ("sin(x)/x^2", "quotient_reversed", "(2*x*sin(x) - x^2*cos(x))/x^4"),
    ("sin(x)/x^2", "denominator_not_squared", "(x^2*cos(x) - 2*x*sin(x))/x^2"),
    ("sin(x)/x^2", "wrong_denominator", "(x^2*cos(x) - 2*x*sin(x))/sin(x)^2"),
    ("sin(x)/x^2", "only_numerator", "cos(x)/x^2"),
    ("e^x", "power_rule_on_exponential", "x*e^(x - 1)"),
    ("2^x", "power_rule_on_exponential", "x*2^(x - 1)"),
    ("e^(3*x)", "inner_number_lost", "e^(3*x)"),
    ("sin(x^2)", "argument_reset", "2*x*cos(x)"),
    ("sin(x)", "sine_sign", "-cos(x)"),
    ("cos(x)", "cosine_sign", "sin(x)"),
    ("x^5", "exponent_lost", "x^4"),
    ("x^5", "exponent_not_lowered", "5*x^5"),
    ("x + pi^2", "constant_as_variable", "1 + 2*pi"),
    ("x + ln(3)", "constant_as_variable", "1 + 1/3"),
    ("3*x^4", "coefficient_added", "7*x^3"),
    ("ln(x)", "logarithm_reciprocal", "1/ln(x)"),
    ("sin(x^2)", "composition_as_product", "x^2*cos(x) + 2*x*sin(x)"),
    ("x^2 + sin(x)", "sum_as_product", "2*x*sin(x) + x^2*cos(x)"),
    ("(x^2 + 3)*e^x", "brackets_lost", "2*x*e^x + x^2*e^x + 3"),
    ("sin(3*x)", "inner_factor_misplaced", "cos(9*x)"),
    ("x^3", "integrated", "x^4/4"),
    ("x^2 - cos(x)", "integrated", "x^3/3 - sin(x)"),
    ("3*x^4", "constant_factor_dropped", "4*x^3"),
    ("x^4 + 7", "constant_kept", "4*x^3 + 7"),
]


@pytest.mark.parametrize(("function", "name", "answer"), KNOWN)
def test_a_documented_mistake_leads_to_the_documented_answer(function: str, name: str, answer: str) -> None:
    trace = Trace(parse(function), X)
    wanted = values_at(parse(answer), X)
    made = [answer_of(trace, [m]) for m in mistakes_in(trace) if m.name == name]
    assert any(same_values(values_at(a, X), wanted) for a in made), [str(a) for a in made]


REFUSED = [
    ("twice: d(u*v) = d(u)*w from stack\n", "w stands on the right"),
    ("g_lost: d(f(u)) = g'(u) from stack\n", "g' stands on the right"),
    ("no_source: d(u*v) = d(u)*d(v)\n", "no source"),
    ("right: d(u*v) = u*d(v) + v*d(u) from stack\n", "is no mistake"),
    ("inside: d(u*v) = d(u*v) from stack\n", "only a letter of the left side"),
    ("where: d(c*u) = d(u) where c is small from stack\n", "condition"),
    ("free: d(c*u) = d(u) where k is free of x from stack\n", "not on the left"),
    ("left: u*v = d(u) from stack\n", "left side is d(...)"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_a_wrong_line_is_refused_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.rules"
    path.write_text("# mine\n" + text, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        checking.load(path)
    assert message in str(caught.value)
    assert f"{path}:2:" in str(caught.value)


def test_a_users_own_misconception_is_added(tmp_path: Path) -> None:
    path = tmp_path / "mine.rules"
    path.write_text("cube_as_square: d(u^3) = 2*u*d(u) from stack\n", encoding="utf-8")
    table = checking.load(path)
    assert list(table)[-1] == "cube_as_square"
    trace = Trace(parse("x^3"), X)
    answers = {m.name: str(answer_of(trace, [m])) for m in mistakes_in(trace, table)}
    assert answers["cube_as_square"] == "2*x"
