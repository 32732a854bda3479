"""Grading: right however it is written, wrong with the reason, unreadable with help."""

from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.calculus.trace import Trace
from symdiff.errors import SymdiffError
from symdiff.practice import distractors_of, item_at, request
from symdiff.practice.distractors import likeliest
from symdiff.practice.mistakes import answer_of, mistakes_in
from symdiff.practice.streams import Stream

RIGHT = [
    ("x^2 sin(x)", "2x sin x + x^2 cos x"),
    ("x^2 sin(x)", "x (2 sin x + x cos x)"),
    ("x^2 sin(x)", "f'(x) = 2x sin(x) + x^2 cos(x)"),
    ("x^2 sin(x)", "dy/dx = x^2 cos(x) + 2x sin(x)"),
    ("x^2 sin(x)", r"2x\sin x + x^2\cos x"),
    ("tan(x)", "sec(x)^2"),
    ("tan(x)", "1 + tan(x)^2"),
    ("tan(x)", "1/cos(x)^2"),
    ("e^(2x)", "2 exp(2x)"),
    ("sqrt(x)", "x^(-1/2)/2"),
    ("(x^2+1)^3", "6x (x^2+1)^2"),
    ("(x^2+1)^3", "6x^5 + 12x^3 + 6x"),
    ("ln(x^3)", "3/x"),
    ("x/(x+1)", "1/(x^2 + 2x + 1)"),
    ("sin(x)^2", "sin(2x)"),
]


@pytest.mark.parametrize(("function", "answer"), RIGHT)
def test_a_right_answer_is_right_however_it_is_written(function: str, answer: str) -> None:
    assert sd.grade(function, answer).status == "right"


WRONG = [
    ("sin(x^2)", "cos(x^2)", "inner_derivative_lost"),
    ("x^2 sin(x)", "2x cos(x)", "product_of_derivatives"),
    ("sin(x)/x", "(x cos(x) + sin(x))/x^2", "quotient_plus"),
    ("e^(3x)", "e^(3x)", "inner_number_lost"),
    ("x^5", "5x^5", "exponent_not_lowered"),
    ("x^3 - 4x", "3x^2", "constant_factor_zero"),
    ("x^3 - 4x", "3x^2 + 4", "slip_sign_of_term"),
    ("x^3 - 4x", "4 - 3x^2", "slip_sign"),
    ("x^3 sin(x)", "6x^2 sin(x) + 2x^3 cos(x)", "slip_factor"),
    ("x^2", "2x + 1", "slip_number_added"),
    ("x^3", "x^4/4", "integrated"),
    ("3x^2 + sin(x)", "x^3 - cos(x)", "integrated"),
]


@pytest.mark.parametrize(("function", "answer", "reason"), WRONG)
def test_a_wrong_answer_is_wrong_for_a_reason(function: str, answer: str, reason: str) -> None:
    result = sd.grade(function, answer)
    assert result.status == "wrong"
    assert reason in [e.names[0] for e in result.explanations if len(e.names) == 1]
    assert result.hint is not None
    assert result.text("en") != result.text("zh")


def test_two_mistakes_are_found_together() -> None:
    result = sd.grade("x^2 sin(x) + ln(x^2 + 1)", "2x cos(x) + 1/(x^2 + 1)")
    assert result.status == "wrong"
    assert {"product_of_derivatives", "inner_derivative_lost"} in [set(e.names) for e in result.explanations]
    assert min(len(e.names) for e in result.explanations) == 2


def test_an_answer_with_two_explanations_is_called_ambiguous() -> None:
    result = sd.grade("x^2 sin(x)", "2x sin(x) - x^2 cos(x)")
    assert result.is_ambiguous
    assert {e.names[0] for e in result.explanations} == {"product_minus", "sine_sign"}
    assert "more than one way" in result.text()


def test_an_algebra_slip_is_told_from_a_mistake_in_calculus() -> None:
    slip, mistake = sd.grade("x^3 - 4x", "3x^2 + 4"), sd.grade("x^3 - 4x", "3x^3 - 4")
    assert "check the algebra" in slip.hint.text()
    assert "x^3" in mistake.hint.text()


def test_a_hint_does_not_tell_the_answer() -> None:
    for function, answer, _ in WRONG:
        hint = sd.grade(function, answer).hint
        assert str(sd.diff(function, "x")) not in hint.text()


@pytest.mark.parametrize("answer", ["2x +", "sin(", "", "2,5x", "acosx", "x^2)", "é%"])
def test_what_cannot_be_read_is_never_called_wrong(answer: str) -> None:
    result = sd.grade("x^2", answer)
    assert result.status == "unreadable"
    assert result.error is not None
    assert not result.explanations
    assert len(result.text()) > 40


def test_letters_that_are_not_in_the_question_are_named() -> None:
    result = sd.grade("x^2", "2q")
    assert result.status == "unreadable"
    assert "q" in result.text()


FORMS = [
    ("(x+1)^3", "3(x+1)^2", "expanded", "form"),
    ("(x+1)^3", "3x^2+6x+3", "expanded", "right"),
    ("(x+1)^3", "3x^2+6x+3", "factored", "form"),
    ("(x+1)^3", "3(x+1)^2", "factored", "right"),
    ("x^2", "x + x", "simplified", "form"),
    ("x^2", "2x", "simplified", "right"),
    ("x^2", "x + x", "any", "right"),
]


@pytest.mark.parametrize(("function", "answer", "form", "status"), FORMS)
def test_the_form_is_judged_after_the_value(function: str, answer: str, form: str, status: str) -> None:
    assert sd.grade(function, answer, form=form).status == status


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(SymdiffError, match="the forms are"):
        sd.grade("x^2", "2x", form="pretty")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
@example(1589, 1)
def test_a_planted_mistake_is_refuted_and_explained(seed: int, level: int) -> None:
    item = item_at(request(level=level), seed, 0)
    trace = Trace(item.expression, item.variable)
    planted = Stream("planted", seed).choice(list(likeliest(mistakes_in(trace))))
    answer = answer_of(trace, [planted])
    try:
        by_chance_right = bool(sd.equivalent(item.key, answer))
    except sd.DomainError:  # such as -1/0: a value nowhere, so no mistake can be told by its values
        assert sd.grade(item, answer).status == "wrong"
        return
    if not by_chance_right:
        result = sd.grade(item, answer)
        assert result.status == "wrong"
        assert result.explanations


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_the_key_is_right_as_text_as_latex_and_simplified(seed: int, level: int) -> None:
    item = item_at(request(level=level), seed, 0)
    for answer in (str(item.key), item.key.latex()):
        assert sd.grade(item, answer).status == "right", answer
    assert not sd.grade(item, item.key + item.variable**2)


def test_a_line_is_right_with_and_without_its_left_side() -> None:
    item = sd.exercises(kind="tangent", level=1, count=1, seed=2)[0]
    right = item.key.arguments[1]
    for answer in (f"y = {right}", str(right), f"{right} = y", f"y - 1 = {right} - 1"):
        assert sd.grade(item, answer).status == "right", answer
    assert sd.grade(item, f"y = {right} + 1").status == "wrong"


def test_every_component_of_a_gradient_counts() -> None:
    item = sd.exercises(kind="gradient", level=1, count=1, seed=2)[0]
    first, second = map(str, item.keys)
    assert sd.grade(item, f"({first}, {second})").status == "right"
    assert sd.grade(item, f"{first}, {second}").status == "right"
    assert sd.grade(item, f"({first}, {second} + 1)").status == "wrong"
    assert sd.grade(item, first).status == "unreadable"


def test_a_rounded_decimal_is_accepted_with_the_exact_value() -> None:
    item = next(i for i in sd.exercises(kind="point", level=2, count=20, seed=2) if isinstance(i.key.evaluate(), float))
    value = item.key.evaluate()
    result = sd.grade(item, f"{value:.5f}")
    assert result.status == "right"
    assert str(item.key) in result.text()
    assert sd.grade(item, f"{value + 0.01:.5f}").status == "wrong"


def test_an_option_is_named_by_its_letter_its_words_or_its_formula() -> None:
    item = sd.exercises(kind="choice", level=2, count=1, seed=2)[0]
    place = next(p for p, o in enumerate(item.given_options) if o.right)
    assert sd.grade(item, "abcde"[place]).status == "right"
    assert sd.grade(item, item.key).status == "right"
    wrong = item.given_options[place - 1]
    assert sd.grade(item, wrong.content).remarks == wrong.feedback
    rule = sd.exercises(kind="rule", level=2, count=1, seed=2)[0]
    named = next(o for o in rule.given_options if o.right)
    assert sd.grade(rule, named.content.text("en").upper()).status == "right"
    assert sd.grade(rule, "the golden rule").status == "unreadable"


def test_an_item_can_be_sent_to_another_process_even_after_it_was_graded() -> None:
    item = sd.exercises("chain", 2, count=1, seed=3)[0]
    sd.grade(item, "x")
    again = pickle.loads(pickle.dumps(item))
    assert again == item
    assert distractors_of(again) == distractors_of(item)


@pytest.mark.parametrize("function", ["sin(" * 3000 + "x" + ")" * 3000, " + ".join(f"x^{k}" for k in range(3000))])
def test_grading_a_huge_function_ends_soon(function: str) -> None:
    start = time.process_time()
    assert sd.grade(function, "x^2").status in ("wrong", "right")
    assert time.process_time() - start < 20


@pytest.mark.parametrize("answer", ["2x*(1 + 10^(-30))", "2x + exp(-10^4)", "piecewise(x = pi, 1, 2x)"])
def test_no_factor_of_1_is_told(answer: str) -> None:
    grade = sd.grade("x^2", answer)
    assert grade.status == "wrong"
    assert "1 times" not in grade.text()
    assert "belong there: 0" not in grade.text()
