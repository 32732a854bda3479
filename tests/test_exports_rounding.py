"""One rule for rounded decimals: grades, the page and every format accept the same ones, and tell how exact."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from xml.etree import ElementTree as tree
from zipfile import ZipFile

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.exports import render
from symdiff.exports.points import evidence
from symdiff.practice.items import Item
from symdiff.practice.rounding import accuracy, question

from .page_reader import NODE
from .sheets import item
from .test_exports_page import judged

WHOLE = st.integers(-400, 400).filter(bool)
SIZES = st.integers(2, 60)


def number_item(key: str) -> Item:
    return item(0, "x^2", (key,), answer_kind="number", distractors=())


@st.composite
def keys(draw: st.DrawFn) -> tuple[str, mpmath.mpf]:
    """A key that is no short decimal, with its value by mpmath."""
    a, b = draw(WHOLE), draw(SIZES)
    with mpmath.workdps(30):
        return draw(
            st.sampled_from(
                [
                    (f"{a}*pi/{b}", a * mpmath.pi / b),
                    (f"{a}*ln({b})", a * mpmath.log(b)),
                    (f"{a}*e^(-{b})", a * mpmath.exp(-b)),
                    (f"sqrt({b * b + 1}) + {abs(a)}", mpmath.sqrt(b * b + 1) + abs(a)),
                    (f"{a * 7 * b + 1}/{7 * b}", mpmath.mpf(a * 7 * b + 1) / (7 * b)),
                ]
            )
        )


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, list[str], list[bool]]:
    """A key, decimals about it, and whether each is right: at most half a unit of the third digit away."""
    text, value = draw(keys())
    with mpmath.workdps(30):
        unit = mpmath.mpf(10) ** (mpmath.floor(mpmath.log10(abs(value))) - 2)
        answers, right = [], []
        for tenths in draw(st.lists(st.integers(-15, 15), min_size=3, max_size=5)):
            places = draw(st.integers(2, 6))
            near = Decimal(mpmath.nstr(value + tenths * unit / 10, places + 1))
            answers.append(f"{near:f}")
            right.append(bool(abs(mpmath.mpf(str(near)) - value) <= unit / 2))
    return text, answers, right


Range = tuple[Fraction, Fraction]


def about(value: str, slack: str) -> Range:
    return Fraction(value) - Fraction(slack), Fraction(value) + Fraction(slack)


def of_moodle(made: Item) -> Range:
    quiz = tree.fromstring(str(render([made], "moodle")))
    return about(quiz.findtext(".//answer/text", ""), quiz.findtext(".//tolerance", ""))


def of_gift(made: Item) -> Range:
    found = re.search(r"^\t#([-+.0-9E]+):([-+.0-9E]+)$", str(render([made], "gift")), re.MULTILINE)
    assert found is not None
    return about(found[1], found[2])


def package(made: Item, form: str) -> list[tree.Element]:
    data = render([made], form)
    assert isinstance(data, bytes)
    with ZipFile(BytesIO(data)) as packed:
        roots = [tree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith(".xml")]
    return [element for root in roots for element in root.iter()]


def of_qti(made: Item) -> Range:
    parts = package(made, "qti")
    equal, value = (next(e for e in parts if e.tag.endswith(name)) for name in ("}equal", "}value"))
    return about(value.text or "", equal.get("tolerance", "0 0").split()[0])


def of_canvas(made: Item) -> Range:
    parts = package(made, "canvas")
    low, high = (next(e.text or "" for e in parts if e.tag.endswith(name)) for name in ("}vargte", "}varlte"))
    return Fraction(low), Fraction(high)


def of_stack(made: Item) -> Range:
    """By the second node of the response tree, as STACK's documents define NumAbsolute."""
    quiz = tree.fromstring(str(render([made], "stack")))
    second = quiz.findall(".//prt/node")[1]
    assert [second.findtext(name) for name in ("answertest", "sans", "tans", "testoptions")] == [
        "NumAbsolute", "typed1", "ta1", "slack1",
    ]  # fmt: skip
    found = re.search(r"^slack1: (.*);$", quiz.findtext(".//questionvariables/text", ""), re.MULTILINE)
    assert found is not None
    return about(str(sd.evaluate(made.key, digits=20)), found[1])


PLATFORMS = (of_moodle, of_gift, of_qti, of_canvas, of_stack)


@given(answered())
@settings(max_examples=25, deadline=None)
def test_grades_and_all_formats_accept_the_same_decimals(found: tuple[str, list[str], list[bool]]) -> None:
    text, answers, right = found
    made = number_item(text)
    assert [bool(sd.grade(made, answer)) for answer in answers] == right
    for low, high in (platform(made) for platform in PLATFORMS):
        assert [low <= Fraction(answer) <= high for answer in answers] == right


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@given(st.lists(answered(), min_size=10, max_size=20))
@settings(max_examples=5, deadline=None)
def test_the_page_accepts_the_same_decimals(found: list[tuple[str, list[str], list[bool]]]) -> None:
    asked = [(evidence(number_item(text)), answer) for text, answers, _ in found for answer in answers]
    verdicts = judged([{"data": data, "answers": [answer]} for data, answer in asked if data is not None])
    assert [verdict == "right" for verdict, _ in verdicts] == [each for *_, right in found for each in right]


EXACT = [
    ("10", "10.0000001", "10.0"),
    ("21/4", "5.2501", "5.25"),
    ("-3/8", "-0.37500001", "-0.375"),
    ("148", "148.4", "148"),
]


@pytest.mark.parametrize(("key", "near", "same"), EXACT)
def test_a_whole_number_or_a_short_decimal_is_to_be_met_exactly(key: str, near: str, same: str) -> None:
    made = number_item(key)
    assert [bool(sd.grade(made, answer)) for answer in (near, same)] == [False, True]
    assert {platform(made) for platform in PLATFORMS[:-1]} == {about(same, "0")}
    if NODE is not None:
        asked = [{"data": evidence(made), "answers": [answer]} for answer in (near, same)]
        assert [verdict for verdict, _ in judged(asked)] == ["wrong", "right"]
    assert len(tree.fromstring(str(render([made], "stack"))).findall(".//prt/node")) == 1
    assert question(made) == made.prompt


@pytest.mark.parametrize(
    ("answer", "right"), [("22/7", False), ("3.1", False), ("3", False), ("3.1428", True), ("pi", True)]
)
def test_only_a_decimal_is_taken_for_a_rounded_one(answer: str, right: bool) -> None:
    made = number_item("pi")
    assert bool(sd.grade(made, answer)) is right
    if NODE is not None:
        assert judged([{"data": evidence(made), "answers": [answer]}])[0][0] == ("right" if right else "wrong")


def test_who_rounds_too_far_is_told_so() -> None:
    assert "at least three significant digits" in sd.grade(number_item("20/9"), "2.2").text()
    assert "at least three significant digits" not in sd.grade(number_item("20/9"), "2.3").text()
    assert all("written exactly" in sd.grade(number_item("121/4"), answer).text() for answer in ("30", "30.2", "30.3"))
    assert "written exactly" not in sd.grade(number_item("121/4"), "30.4").text()
    assert "written exactly" not in sd.grade(number_item("148"), "150").text()


def test_a_key_that_is_known_only_as_a_formula_is_seen_through() -> None:
    found = accuracy(sd.parse("sqrt(2)^2 + sin(pi/6)"))
    assert found is not None
    assert (found.value, found.slack) == (Decimal("2.5"), 0)
    assert [accuracy(sd.parse(text)) for text in ("x", "1/0", "ln(-1)", "e^1000")] == [None] * 4


SAID = {"en": "three significant digits", "zh": "三位有效数字"}


@pytest.mark.parametrize("form", ["markdown", "html", "latex", "typst", "stack", "moodle", "gift", "csv"])
@pytest.mark.parametrize("language", SAID)
def test_how_exact_a_decimal_must_be_is_told_where_one_may_be_answered(form: str, language: str) -> None:
    for key, told in (("16*ln(2)", True), ("21/4", False), ("2*x", False)):
        made = item(0, "x^2", (key,), answer_kind="expression" if "x" in key else "number")
        assert (SAID[language] in str(render([made], form, language=language))) is told


def test_where_only_decimals_can_be_typed_the_exact_value_is_not_asked_for() -> None:
    texts = {form: str(render([number_item("pi")], form)) for form in ("stack", "moodle", "gift")}
    assert {form: "Give the exact value" in text for form, text in texts.items()} == {
        "stack": True, "moodle": False, "gift": False,
    }  # fmt: skip
    assert "Give a decimal." in str(render([number_item("21/4")], "moodle"))
    assert "Give a decimal." not in str(render([number_item("21")], "moodle"))


def test_variants_of_which_only_some_may_be_rounded_are_questions_of_their_own() -> None:
    made = [item(0, f"x^{n}", (key,), answer_kind="number", variant="ABC"[n]) for n, key in enumerate(("pi", "2", "e"))]
    questions = tree.fromstring(str(render(made, "stack"))).findall("question[@type='stack']")
    assert [len(q.findall(".//prt/node")) for q in questions] == [2, 1]
    assert "all_slack1: [0.005, 0.005];" in questions[0].findtext("questionvariables/text", "")
    notes = {e.text for e in questions[0].iter("expectedanswernote")}
    assert notes == {"prt1-0-T", "prt1-1-T"}


def test_each_component_of_a_gradient_may_be_rounded() -> None:
    made = item(0, "x^2", ("1/sqrt(3)", "2"), answer_kind="vector")
    assert bool(sd.grade(made, "(0.577, 2)"))
    assert not sd.grade(made, "(0.577, 2.001)")
    assert question(made) != made.prompt
