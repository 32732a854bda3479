"""Help for a person who is typing."""

from __future__ import annotations

import pytest

from symdiff.language import completions, tokens
from symdiff.rulebook import standard

VOCABULARY = standard().vocabulary


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2 sin x", ["number", "function", "name"]),
        ("e^x + pi", ["constant", "operator", "name", "operator", "constant"]),
        ("d/dx (x²)", ["derivative", "bracket", "name", "number", "bracket"]),
        ("f'(x)", ["derivative", "bracket", "name", "bracket"]),
        ("x where x > 0 and y", ["name", "keyword", "name", "operator", "number", "keyword", "name"]),
        ("x ? [", ["name", "unknown", "unknown"]),
        ("arcsin gamma", ["function", "name"]),
        ("x_1 θ", ["name", "name"]),
    ],
)
def test_each_part_of_a_text_has_a_kind(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in tokens(text, VOCABULARY)] == kinds


def test_parts_have_their_places() -> None:
    text = "2 sin(x) "
    assert [text[start:end] for _, start, end in tokens(text, VOCABULARY)] == ["2", "sin", "(", "x", ")"]


def test_latex_has_commands() -> None:
    kinds = [kind for kind, _, _ in tokens(r"\frac{x}{2}", VOCABULARY, latex=True)]
    assert kinds == ["command", "bracket", "name", "bracket", "bracket", "number", "bracket"]


def test_a_word_is_completed_where_a_name_can_stand() -> None:
    offered = completions("2 + arcs", VOCABULARY)
    assert offered.start == 4
    assert offered.words[:3] == ("arcsch", "arcsec", "arcsin")
    assert completions("2x + sp", VOCABULARY, names=["speed", "x"]).words == ("speed",)
    assert completions("sin(x) co", VOCABULARY).words[:2] == ("cos", "cot")


def test_nothing_is_completed_where_the_text_is_wrong_already() -> None:
    assert completions("2 + * si", VOCABULARY).words == ()
    assert completions("2 ? si", VOCABULARY).words == ()
    assert completions("2", VOCABULARY).words == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("a number", "a name", "a function", "(")),
        ("2 +", ("a number", "a name", "a function", "(")),
        ("(x ", ("a factor", "an operator + - * / ^", ")")),
        ("sin ", ("a number", "a name", "a function", "(")),
    ],
)
def test_what_could_come_next_is_said(text: str, expected: tuple[str, ...]) -> None:
    assert completions(text, VOCABULARY).expected == expected
