"""Three hundred right answers as students type them: none is misread, and nearly all are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

import symdiff as sd

# A function, and its derivative in five hands.
ANSWERS = {
    "x^2 sin(x)": ["2xsinx + x^2cosx", "2x sin x+x^2 cos x", "x(2sinx + xcosx)", "2xsin(x) + x^2cos(x)",
        "x^2cosx + 2xsinx"],
    "x e^x": ["xe^x + e^x", "e^x(x + 1)", "(1 + x)e^x", "e^x + xe^x", "e^x + x*e^x"],
    "x ln(x)": ["lnx + 1", "1 + lnx", "ln(x) + 1", "ln x + x/x", "ln|x| + 1"],
    "sin(x)/x": ["(xcosx - sinx)/x^2", "cosx/x - sinx/x^2", "(cosx)/x - (sinx)/(x^2)", "x^-1cosx - x^-2sinx",
        "1/x^2 (xcosx - sinx)"],
    "e^(3x)": ["3e^(3x)", "3*e^(3x)", "3(e^x)^3", "3exp(3x)", "3exp3x"],
    "tan(2x)": ["2sec^2(2x)", "2sec^2 2x", "2/cos^2(2x)", "2 + 2tan^2(2x)", "2(sec2x)^2"],
    "sqrt(x)": ["1/(2sqrt(x))", "1/(2sqrtx)", "1/2 x^(-1/2)", "0.5x^-0.5", "x^(-1/2)/2"],
    "sin(x)cos(x)": ["cos^2x - sin^2x", "cosxcosx - sinxsinx", "cos2x", "cos(2x)", "1 - 2sin^2x"],
    "ln(x^2 + 1)": ["2x/(x^2+1)", "(2x)/(x^2 + 1)", "2x(x^2+1)^-1", "(x^2+1)^(-1)*2x", "1/(x^2+1)*2x"],
    "atan(x)": ["1/(1+x^2)", "(1+x^2)^-1", "1/(x^2+1)", "cos^2(arctanx)", "cos^2(tan-1x)"],
}  # fmt: skip

_RAISED = {"^2": "²", "^-1": "⁻¹", "^-2": "⁻²"}
_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def _raised(answer: str) -> str:
    for flat, raised in _RAISED.items():
        answer = answer.replace(flat, raised)
    return answer


# How one writes it on this keyboard or that.
HANDS: dict[str, Callable[[str], str]] = {
    "typed": lambda answer: answer,
    "dense": lambda answer: f"y'={answer.replace(' ', '')}" if "x sin" not in answer else f"y'={answer}",
    "named": lambda answer: f"f'(x) = {answer}.",
    "raised": _raised,
    "full-width": lambda answer: "".join(_WIDE.get(character, character) for character in answer),
    "signs": lambda answer: answer.replace("*", "·").replace("-", "−").replace("(", " ("),
}
CASES = [
    (function, hand(answer)) for function, answers in ANSWERS.items() for answer in answers for hand in HANDS.values()
]


def outcome(function: str, answer: str) -> str:
    """Whether an answer, which is right, is read as that, refused, or taken for something else."""
    grade = sd.grade(function, answer, "x")
    return {"right": "read", "unreadable": "refused"}.get(grade.status, "misread")


def test_right_answers_are_read_rightly_or_refused() -> None:
    assert len(CASES) == 300
    outcomes = [(outcome(*case), *case) for case in CASES]
    assert not [case for case in outcomes if case[0] == "misread"]
    assert Counter(case[0] for case in outcomes)["read"] >= 0.95 * len(CASES)


@pytest.mark.parametrize(
    ("function", "answer", "read_as"),
    [
        ("x e^x", "xe^x+e^x", "x*e^x + e^x"),
        ("sin(x)/x", "(xcosx-sinx)/x²", "(x*cos(x) - sin(x))/x^2"),
        ("tan(2x)", "2sec^2 2x", None),
    ],
)
def test_a_grade_tells_how_an_answer_was_read(function: str, answer: str, read_as: str | None) -> None:
    told = sd.grade(function, answer).text()
    assert (f"Read as {read_as}." in told) if read_as else "Read as" not in told


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("e^(2x)", "2e^2x"),
        ("sqrt(x)", "1/2√x"),
        ("sqrt(x)", "1/2 x^-1/2"),
        ("ln(ln(x))", "1/xlnx"),
        ("x^(3/2)", "3/2 x^1/2"),
        ("-2cos(x/2)", "sin x/2"),
        ("ln(2x+1)", "2/2x+1"),
        ("1/e^x", "-1e^-1x"),
        ("sin(x)^3", "3sinx^2cosx"),
        ("tan(x)", "1/cosx^2"),
        ("x^n", "nx^n-1"),
        ("x^2 sin(x)", "2xsinx + cosxx^2"),
    ],
)
def test_an_answer_that_is_wrong_for_want_of_brackets_is_not_called_wrong(function: str, answer: str) -> None:
    grade = sd.grade(function, answer, "x")
    assert (grade.status, bool(grade)) in (("unreadable", False), ("right", True))
    assert grade or "brackets" in grade.text()


def test_an_answer_without_brackets_that_is_right_as_it_stands_is_right() -> None:
    assert sd.grade("x^2/4", "1/2x").status == "right"
    assert sd.grade("x^2/4", "2x").status == "wrong"


@pytest.mark.parametrize(
    "name", ["y'", "f'(x)", "f’(x)", "dy/dx", "d/dx f(x)", "df/dx", "d/dx", "", "ｆ＇（ｘ）", "y", "f(x)", "g'(t)"]
)
def test_a_name_in_front_of_an_answer_is_read_over(name: str) -> None:
    assert sd.grade("x^2", f"{name} = 2x").status == "right"


@pytest.mark.parametrize("answer", ["d/dx (x^2)", "D(x^2)", "f'(x)", "dy/dx", "2x + 0 d/dx (x)", "ln'(x)"])
def test_an_answer_that_carries_the_question_is_none(answer: str) -> None:
    grade = sd.grade("x^2", answer)
    assert (grade.status, bool(grade)) == ("unreadable", False)
    assert "carry it out" in grade.text()


def test_the_derivative_of_an_unknown_function_is_an_answer_where_the_key_has_it() -> None:
    assert sd.grade("f(x^2)", "2x f'(x^2)").status == "right"
