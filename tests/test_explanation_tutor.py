"""The tutor of the session."""

from __future__ import annotations

import pytest

from symdiff.documents import languages
from symdiff.repl.session import Session


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("LC_ALL", "C")
    return Session()


def said(session: Session, *lines: str) -> str:
    replies = [session.execute(line) for line in lines]
    return "\n".join(("\n".join(reply.lines) + reply.error) for reply in replies)


def test_steps_are_those_of_the_last_derivative(session: Session) -> None:
    assert "Product rule" in said(session, "diff x^2 sin x", ":steps")
    assert "Product rule" not in said(session, "diff x^3", ":steps outline")


@pytest.mark.parametrize("command", [":steps", ":hint", ":why", ":check 2x", ":work"])
def test_without_a_derivative_the_tutor_says_what_to_do(session: Session, command: str) -> None:
    assert "write diff" in said(session, command)


def test_a_hint_tells_the_next_step_and_not_its_result(session: Session) -> None:
    said(session, "diff e^(x^2)")
    first = said(session, ":hint")
    assert "Natural exponential" in first
    assert "2*x" not in first
    assert "Power rule" in said(session, ":hint")
    assert "the answer is 2*x*e^x^2" in said(session, ":hint", ":hint")


def test_why_is_about_the_step_that_was_hinted_at_or_named(session: Session) -> None:
    said(session, "diff e^(x^2)", ":hint")
    assert "u*e^(u - 1)*u' would give" in said(session, ":why")
    assert "Power rule" in said(session, ":why 2")
    assert "there is no step 9" in said(session, ":why 9")


def test_an_answer_is_judged_and_its_mistake_explained(session: Session) -> None:
    said(session, "diff sin(x^2)")
    assert said(session, ":check 2x cos(x^2)").startswith("Right")
    wrong = said(session, ":check cos(x^2)")
    assert "Not right" in wrong
    assert "composed function" in wrong


def test_practice_asks_checks_and_keeps_a_score(session: Session) -> None:
    asked = said(session, ":practice chain 2")
    assert "derivative" in asked
    assert "Not right" in said(session, "= 12345678")
    problem = session.tutor._problem
    assert problem is not None
    assert "1 of 1 problems right, 0 at the first try." in said(session, str(problem.key))
    assert said(session, ":practice") != asked


def test_practice_of_an_unknown_topic_lists_the_topics(session: Session) -> None:
    assert "chain" in said(session, ":practice nonsense 3")


def test_working_is_followed_line_by_line_and_the_first_wrong_line_is_diagnosed(session: Session) -> None:
    said(session, ":work x^2 sin x")
    assert "This line follows" in said(session, "= 2x sin x + x^2 (d/dx (sin x))")
    wrong = said(session, "= 2x sin x - x^2 cos x")
    assert "does not follow" in wrong
    assert "has a plus" in wrong
    assert "done" in said(session, "= 2x sin x + x^2 cos x")
    assert "ended" in said(session, ":work")


def test_the_language_can_be_changed(session: Session) -> None:
    assert "乘积法则" in said(session, "diff x sin x", ":lang zh", ":steps")
    assert f"有 {', '.join(languages())}" in said(session, ":lang xx")


def test_which_rule_is_next_is_asked_and_the_reason_told(session: Session) -> None:
    assert "first for x^2*sin(3*x)" in said(session, "diff x^2 sin(3x)", ":rule")
    assert "is not a quotient of two functions" in said(session, "quotient rule")
    assert "Which rule comes next, for x^2?" in said(session, "the product rule")
    assert "Which rule comes next, for sin(3*x)?" in said(session, "power")
    assert "is not a sum" in said(session, ":rule sum")
    assert "These were all" in said(session, "chain rule", "constant multiple")
    assert "no rule is called so" in said(session, "diff x^2", ":rule", "banana")
    assert said(session, "x + x") == "2*x"  # a formula is no name of a rule


def test_a_rule_is_named_in_either_language(session: Session) -> None:
    said(session, ":lang zh", "diff x sin x")
    assert "先用哪条法则" in said(session, ":rule")
    assert "不是两个函数的商" in said(session, "商的法则")
    assert "正确" in said(session, "乘积法则")
    assert "正弦" in said(session, "正弦函数")


@pytest.mark.parametrize("form", ["{}", "= {}", "f'(x) = {}"])
def test_a_bare_line_is_an_answer_in_practice(session: Session, form: str) -> None:
    said(session, ":practice power 1")
    problem = session.tutor._problem
    assert problem is not None
    assert "Right" in said(session, form.format(problem.key))
    assert not session.tutor.is_listening
    assert said(session, "x + 1") == "x + 1"


def test_the_score_counts_problems_and_not_tries(session: Session) -> None:
    said(session, ":practice power 1", "12345", "12346 x", "x +")
    problem = session.tutor._problem
    assert problem is not None
    assert "1 of 1 problems right, 0 at the first try." in said(session, str(problem.key))
    said(session, ":practice")
    problem = session.tutor._problem
    assert problem is not None
    assert "2 of 2 problems right, 1 at the first try." in said(session, str(problem.key))
    said(session, ":practice")
    problem = session.tutor._problem
    assert problem is not None
    assert str(problem.key) in said(session, ":reveal")
    assert "2 of 4 problems right" in said(session, ":practice", ":skip")
    assert "No problem is open" in said(session, ":reveal", ":reveal")


def test_another_problem_is_of_the_same_topic(session: Session) -> None:
    said(session, ":practice product 2", ":skip")
    problem = session.tutor._problem
    assert problem is not None
    assert (problem.topic, problem.level) == ("product", 2)


def test_working_may_name_parts_and_use_primes(session: Session) -> None:
    said(session, ":work x^2 sin x")
    assert said(session, "u = x^2; v = sin x") == "u = x^2\nv = sin(x)"
    assert "follows" in said(session, "u'v + uv'")
    assert "follows" in said(session, "(x^2)' sin x + x^2 (sin x)'")
    assert "the line before is" in said(session, "y' = 2x sin x - x^2 cos x")
    assert "done" in said(session, "y' = (x^2)' sin x + x^2 cos x = 2x sin x + x^2 cos x")
    said(session, ":work")
    assert session.workspace.definitions.keys() <= {"ans"}
