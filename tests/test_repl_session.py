"""The session: what is typed, line after line, and what is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.documents import Catalogue
from symdiff.repl.session import Session


def talk(*lines: str) -> list[str]:
    """The answers to all lines; none may be an error."""
    session = Session()
    answers: list[str] = []
    for line in lines:
        reply = session.execute(line)
        assert not reply.error, f"{line}: {reply.error}"
        answers += reply.lines
    return answers


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["x^2 sin x"], ["x^2*sin(x)"]),
        (["1/3 + 1/6"], ["1/2"]),
        (["0.5*3"], ["1.5"]),
        (["d/dx (x^3)"], ["3*x^2"]),
        (["diff x^3"], ["3*x^2"]),
        (["diff(x^3, x)"], ["3*x^2"]),
        (["diff a t^2, t"], ["2*a*t"]),
        (["diff x^3, x, 2"], ["6*x"]),
        (["diff x^2*y, x, y"], ["2*x"]),
        (["diff ln x"], ["1/x   where x > 0"]),
        (["gradient x^2*y"], ["∂f/∂x = 2*x*y", "∂f/∂y = x^2"]),
        (["simplify (x^2-1)/(x-1)"], ["x + 1   where x != 1"]),
        (["diff ln(x)/x", "simplify"], ["(1 - ln(x))/x^2", "(1 - ln(x))/x^2"]),
        (["a = 2", "a x^2"], ["a = 2", "2*x^2"]),
        (["x^3", "diff"], ["x^3", "3*x^2"]),
        (["2 + 3", "ans*2"], ["5", "10"]),
        (["x; x^2"], ["x", "x^2"]),
        (["", "   ", "# a comment"], []),
        (["check x^2, 2x"], ["proved"]),
        (["derivative of x^3"], ["3*x^2"]),
        (["Differentiate t^2"], ["2*t"]),
        (["derivative of x^2*y, y"], ["x^2"]),
        (["tangent x^2 at 1"], ["y = 2*x - 1"]),
        (["tangent line to sin(x) at x = pi/2"], ["y = 1"]),
        (["tangent x^2 at a"], ["y = 2*a*x"]),
        (["slope of x^2 at 3"], ["6"]),
        (["slope sin(x) at 0", "ans + 1"], ["1", "2"]),
        (["(x^3 + 1)'", "sin(x^2)'"], ["3*x^2", "2*x*cos(x^2)"]),
        (["slope = 3", "slope + 1"], ["slope = 3", "4"]),
    ],
)
def test_a_line_is_answered(lines: list[str], expected: list[str]) -> None:
    answers = talk(*lines)
    assert len(answers) == len(expected)
    assert all(got.startswith(want) for got, want in zip(answers, expected, strict=True))


def test_a_function_is_defined_and_then_used() -> None:
    assert talk("f(x) = x^2 sin x", "f'(x)", "f(0)", "f'(0)", "f''(x)") == [
        "f(x) = x^2*sin(x)",
        "2*x*sin(x) + x^2*cos(x)",
        "0",
        "0",
        talk("diff x^2 sin x, x, 2")[0],
    ]


def test_a_function_is_used_at_another_variable() -> None:
    assert talk("g(t) = t^3", "g(2)", "g'(2)", "g'(s)")[1:] == ["8", "12", "3*s^2"]


def test_a_formula_with_a_name_is_differentiated_in_every_notation() -> None:
    assert talk("y = x^3", "y'", "dy/dx", "diff y", "y''")[1:] == ["3*x^2", "3*x^2", "3*x^2", "6*x"]


def test_a_parameter_of_a_function_is_not_the_number_of_that_name() -> None:
    assert talk("x = 5", "f(x) = x^2", "f(3)", "x^2")[2:] == ["9", "25"]


def test_a_number_of_that_name_does_not_stop_a_variable_from_varying() -> None:
    assert talk("x = 3", "x^2", "d/dx (x^2)", "diff x^2", "diff x*t^2", "a = 2", "diff a x, a")[1:] == [
        "9",
        "6",
        "2*x",
        "6*t",
        "a = 2",
        "3",
    ]


def test_a_number_is_put_in_where_its_name_is_glued_to_another() -> None:
    assert talk("a = 2", "x", "ax^2")[2] == "2*x^2"


def test_a_function_of_which_only_the_name_is_known_has_no_value() -> None:
    assert talk("g(2) + 1") == ["g(2) + 1"]


def test_a_value_that_is_not_exact_is_shown_as_such() -> None:
    (shown,) = talk("sin(2)")
    assert shown.startswith("sin(2) \N{ALMOST EQUAL TO} 0.90929742682")


def test_names_are_declared_by_use() -> None:
    assert talk("x*y", "xy")[1] == "x*y"


def test_a_diff_can_be_checked_afterwards() -> None:
    assert talk("diff x^2 sin x", "check")[1].startswith("proved")


def test_a_wrong_claim_is_refuted() -> None:
    assert talk("check x^2, 3x")[0].startswith("refuted")


def test_settings_change_how_answers_are_written() -> None:
    assert talk(":format latex", "diff x^2", ":format text", ":notation leibniz", "diff x^2") == [
        "latex",
        "2 x",
        "text",
        "leibniz",
        "df/dx = 2*x",
    ]


def test_latex_is_recognised() -> None:
    assert talk(r"diff \frac{1}{x}") == ["-1/x^2"]


def test_what_is_defined_is_listed_and_can_be_forgotten() -> None:
    assert talk("f(x) = x^2", "a = 2", ":vars", ":forget f", ":vars") == [
        "f(x) = x^2",
        "a = 2",
        "f(x) = x^2",
        "a = 2",
        "a = 2",
    ]


def test_help_names_every_command() -> None:
    session = Session()
    told = Catalogue("en").entries["session.help"].strip("\n")
    assert session.execute(":help").lines == session.execute("help").lines == tuple(told.split("\n"))
    for command in session.completions(":")[0]:
        assert command in told
    assert session.execute(":rules product").lines == ("product:  d(u*v) = d(u)*v + u*d(v)",)


@pytest.mark.parametrize("line", ["quit", "exit", ":quit", ":q", "x^2; quit"])
def test_words_that_leave(line: str) -> None:
    assert Session().execute(line).leaves


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x +* 2", "^"),
        ("sin(x", "column"),
        ("1/0", "0"),
        (":nonsense", ":help"),
        (":format html", "html"),
        (":forget q", "q is not defined"),
        ("sin(x) = 2", "sin"),
        ("pi = 3", "pi"),
        ("ans = 3", "ans"),
        (":forget", ":forget all"),
        ("f(2) = 3", "2 is not the name of a variable"),
        ("check", "check what?"),
        ("check x^2", "check what?"),
        ("diff a*b", "which is the variable"),
        ("diff", "ans"),
        (":rules sinn", "did you mean sin?"),
    ],
)
def test_an_error_is_told_and_the_session_goes_on(line: str, said: str) -> None:
    session = Session()
    session.execute("k = 3")
    reply = session.execute(line)
    assert said in reply.error
    assert not reply.leaves
    assert session.execute("k").lines == ("3",)


def test_what_a_line_said_before_its_error_is_not_lost() -> None:
    reply = Session().execute("x^2; sin(; x^3")
    assert reply.lines == ("x^2",)
    assert reply.error


def test_a_failed_definition_changes_nothing() -> None:
    session = Session()
    session.execute("f(x) = x^2")
    assert session.execute("f(x) = x^").error
    assert session.execute("f(3)").lines == ("9",)


@pytest.mark.parametrize(
    ("text", "word", "typed"),
    [
        ("2 + aco", "acos", 3),
        ("wid", "width", 3),
        ("f(x) = x + wid", "width", 3),
        ("diff wid", "width", 3),
        ("check x^2, wid", "width", 3),
        ("dif", "diff", 3),
        ("x^2; che", "check", 3),
        (":fo", ":format", 3),
        ("qu", "quit", 2),
    ],
)
def test_the_word_at_the_cursor_is_completed(text: str, word: str, typed: int) -> None:
    session = Session()
    session.execute("width = 3")
    words, length = session.completions(text)
    assert word in words
    assert length == typed


def test_commands_are_completed_only_at_the_beginning_of_a_statement() -> None:
    assert "diff" not in Session().completions("2 + dif")[0]


@given(st.text(max_size=20))
def test_completing_never_raises(text: str) -> None:
    words, typed = Session().completions(text)
    assert all(word.startswith(text[len(text) - typed :]) for word in words)


@given(st.text(max_size=40))
def test_no_line_raises(line: str) -> None:
    reply = Session().execute(line)
    assert "this is a bug" not in reply.error


WORDS = [
    "x",
    "f",
    "(",
    ")",
    "=",
    "'",
    "2",
    ",",
    ";",
    "diff",
    "check",
    ":vars",
    ":forget",
    "d/dx",
    " ",
    "sin",
    "^",
    "ans",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_no_line_made_of_the_sessions_own_words_raises(line: str) -> None:
    session = Session()
    session.execute("f(x) = x^2")
    assert "this is a bug" not in session.execute(line).error


def test_a_graph_is_drawn_in_characters() -> None:
    *rows, _, ends, label = talk("plot x^2 from 0 to 3")
    assert len(rows) == 15
    assert ends.split() == ["0", "3"]
    assert label == "x^2"
    first = [next((place for place, dot in enumerate(line) if dot > "\u2800"), 0) for line in rows[:-3]]
    assert first == sorted(first, reverse=True)  # it rises to the right, above the axis


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tangent x^2", "at which point"),
        ("slope abs(x) at 0", "undefined"),
        ("tangent ln(x) at -1", "undefined"),
        ("plot x*y", "one variable"),
        ("plot ln(x) from -2 to -1", "no values"),
        ("derivative of (", "stops too early"),
    ],
)
def test_what_cannot_be_answered_in_words_is_told(line: str, words: str) -> None:
    assert words in Session("en").execute(line).error


def test_chinese_words_are_understood_where_chinese_is_spoken() -> None:
    session = Session("zh")
    answers = [session.execute(line).lines for line in ("导数 x^3", "切线 x^2 在 1 处", "斜率 x^2 在 x = 3")]
    assert answers == [("3*x^2",), ("y = 2*x - 1",), ("6",)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (":practice ch", "chain"),
        (":steps ev", "every"),
        (":format la", "latex"),
        (":notation le", "leibniz"),
        (":lang z", "zh"),
        (":rules prod", "product"),
        (":forget f", "f"),
        ("tang", "tangent"),
        (":rev", ":reveal"),
    ],
)
def test_topics_commands_and_their_words_are_completed(typed: str, word: str) -> None:
    session = Session()
    session.execute("f(x) = x^2")
    words, begun = session.completions(typed)
    assert word in words
    assert word.startswith(typed[len(typed) - begun :])
