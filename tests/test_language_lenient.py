"""What people type, read leniently: one reading that is told, or an error that names both."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.errors import GluedNameError, LimitError, ParseError, SymdiffError
from symdiff.expression import Number
from symdiff.language import Reading, parse, read
from symdiff.printing import to_unicode
from symdiff.rulebook import standard

from .trees import tree

VOCABULARY = standard().vocabulary


def reading(text: str, **options: object) -> Reading:
    return read(text, VOCABULARY, lenient=True, **options)  # type: ignore[arg-type]


def refused(text: str, lenient: bool = True, **options: object) -> str:
    with pytest.raises(ParseError) as caught:
        parse(text, VOCABULARY, lenient=lenient, **options)  # type: ignore[arg-type]
    return str(caught.value)


GLUED = [
    ("xe^x", "x*e^x"), ("xsinx", "x*sin(x)"), ("lnx", "ln(x)"), ("ln2", "ln(2)"), ("ln2x", "ln(2*x)"),
    ("sinx/x", "sin(x)/x"), ("sin2x", "sin(2*x)"), ("e^sinx", "e^sin(x)"), ("sinxcosx", "sin(x)*cos(x)"),
    ("2xe^3x", "2*x*e^3*x"), ("xlnx", "x*ln(x)"), ("kx", "k*x"), ("xy", "x*y"), ("tan-1 x", "atan(x)"),
    ("sin-1(x)", "asin(x)"), ("Sin(x) + Ln x", "sin(x) + ln(x)"), ("xtan-1x", "x*atan(x)"),
    ("ae^(kx)", "a*e^(k*x)"), ("sinhx", "sinh(x)"),
    ("xexpx", "x*exp(x)"), ("xlnsinx", "x*ln(sin(x))"), ("lnsqrtx", "ln(sqrt(x))"), ("2pix", "2*pi*x"),
    ("xarctan2x", "x*atan(2*x)"), ("cosxsin2x", "cos(x)*sin(2*x)"), ("sincosx", "sin(cos(x))"), ("cost", "cos(t)"),
    ("xsin(x)", "x*sin(x)"), ("kx(1-x)", "k*x*(1 - x)"), ("thetax", "theta*x"), ("sintheta", "sin(theta)"),
    ("|xsinx|", "abs(x*sin(x))"), ("sin^2xcosx", "sin(x)^2*cos(x)"), ("xtan^2x", "x*tan(x)^2"),
    ("√xlnx", "sqrt(x)*ln(x)"),
    ("y = x^2", "x^2"), ("f(x) = xlnx", "x*ln(x)"), ("y＝x²", "x^2"), ("xtgx", "x*tan(x)"), ("2ctgx", "2*cot(x)"),
    ("e^xe^x", "e^x*e^x"), ("e^xsinx", "e^x*sin(x)"), ("ex", "e*x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), GLUED, ids=[text for text, _ in GLUED])
def test_a_glued_word_is_read_as_the_one_product_that_it_can_be_and_that_is_told(text: str, meaning: str) -> None:
    found = reading(text)
    assert tree(found.expression) == tree(parse(meaning, VOCABULARY))
    assert found.note == f"read as {found.expression}"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("asinx", ("asin(x)", "a*sin(x)")),
        ("acosx", ("acos(x)", "a*cos(x)")),
        ("asinhx", ("asinh(x)", "a*sinh(x)")),
        ("log2x", ("log2(x)", "log(2*x)")),
        ("log10x", ("log10(x)", "log(10*x)")),
        ("2x + asinx", ("asin(x)", "a*sin(x)")),
    ],
)
def test_where_two_cuttings_fit_both_are_named(text: str, readings: tuple[str, str]) -> None:
    message = refused(text)
    assert all(one in message for one in readings)


def test_two_cuttings_into_declared_names_are_both_named_in_strict_reading_too() -> None:
    message = refused("abc", lenient=False, symbols=["ab", "c", "a", "bc"])
    assert "ab*c" in message
    assert "a*bc" in message


@pytest.mark.parametrize("text", ["e^kx", "2^xy", "e^-kx", "e^pix", "3x^ax + 1"])
def test_a_word_of_names_as_an_exponent_is_refused_with_both_readings(text: str) -> None:
    message = refused(text)
    assert "for the whole exponent" in message
    assert reading(text.replace("^", "*")).note


@pytest.mark.parametrize("word", ["rate", "speed", "abx", "dx", "Dx", "x3", "Tref", "sine", "axyb"])
def test_words_that_no_cutting_fits_are_names_or_refused(word: str) -> None:
    found = reading(word)
    assert (tree(found.expression), found.note) == (word, "")
    if "x" in word:
        assert "s*i*n" not in refused(word, variable="x")


@pytest.mark.parametrize("word", ["xsinx", "lnx", "sinx", "xex"])
def test_strict_reading_refuses_them_and_says_what_to_write(word: str) -> None:
    message = refused(word, lenient=False, variable="x")
    assert tree(reading(word).expression) == tree(parse(message.split("write ")[1].split(";")[0], VOCABULARY))


@pytest.mark.parametrize(
    "text", ["x*e^x", "2 sin x cos 3x", "sin(2x)", "x^2*y", "d/dx (x^2)", "f(x)", "k*x", "speed", "e^(3x)", "1/(2x)"]
)
def test_what_is_plain_is_read_without_a_note(text: str) -> None:
    assert reading(text).note == ""


@pytest.mark.parametrize("text", ["s(t)^2", "log(x)", "e^3x", "1/2x", "sin x/2", "2^3x", "√2x", "√x²", "1/x(x+1)"])
def test_what_could_well_be_meant_otherwise_is_read_with_a_note(text: str) -> None:
    assert reading(text).note
    assert read(text, VOCABULARY).note


@pytest.mark.parametrize(
    "text",
    [
        "8e+1", "4e-2x", "3e-1", "2e3x", "2e-12", "2.5e+1", "d(x^3)", "D x^3", "D_x f(x)", "D^2 x^3", "D_x^2 x^3",
        "D²x", "x = 2", "Df(x)", "x^3 twice",
        "d y/d x",
        "(x + 1) twice", "x^2 dx", "ln-1(x)", "2½", "sin^22x", "2sec^32x", "20°C", "f⁽²⁾(x)", "x⁺", "y = x*y",
        "a = b = c", "x = ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lenient", [False, True])
def test_what_has_two_meanings_is_refused(text: str, lenient: bool) -> None:
    refused(text, lenient)


def test_what_is_declared_is_a_name_and_a_constant_cannot_be() -> None:
    assert tree(parse("d(x)*D x", VOCABULARY, symbols=["d", "D", "x"])) == "*(*(*(d, x), D), x)"
    assert tree(parse("ysin(2xy)", VOCABULARY, symbols=["x", "y"])) == tree(parse("y*sin(2*x*y)", VOCABULARY))
    assert "constant" in refused("e^x", lenient=False, symbols=["e"])
    assert tree(parse("T*Tref", VOCABULARY, variable="T")) == "*(T, Tref)"
    refused("Tref^2", lenient=False, variable="T")


def test_the_advice_names_the_way_to_declare_that_there_is() -> None:
    assert "symbols=['xy']" in refused("xy", lenient=False, variable="x")
    assert "--symbols xy" in refused("xy", lenient=False, variable="x", declaring="--symbols {}")
    assert "declare" not in refused("xy", lenient=False, variable="x", declaring="")


UNICODE = [
    ("xⁿ⁺¹", "x^(n + 1)"), ("x²⁺¹", "x^(2 + 1)"), ("x²ⁿ", "x^(2*n)"), ("e⁻ˣ", "e^(-x)"), ("x^2\u2062y", "x^2*y"),
    ("sin\u2061x", "sin(x)"), ("2x\u200b", "2*x"), ("２ｘ", "2*x"), ("½x²", "1/2*x^2"),
    ("2•x", "2*x"),
    ("1⁄2", "1/2"), ("（x＋1）＾2", "(x + 1)^2"), ("sin 30°", "sin(30*pi/180)"), ("“x^2”", "x^2"), ("x^2。", "x^2"),
    ("x^2,", "x^2"), ("𝑥²", "x^2"), ("f’(x)", "f'(x)"), ("max（x，1）", "max(x, 1)"), ("x≦1", None),
    ("√½", "sqrt(1/2)"),
    ("x^-½", "x^(-1/2)"), ("sin⁻¹ x", "asin(x)"), ("ｓｉｎ（ｘ）", "sin(x)"), ("x‐1", "x - 1"), ("\ufeffx", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), UNICODE)
@pytest.mark.parametrize("lenient", [False, True])
def test_characters_that_stand_for_others_are_read_as_those(text: str, meaning: str | None, lenient: bool) -> None:
    if meaning is None:
        refused(text, lenient)
    else:
        found = parse(text, VOCABULARY, lenient=lenient)
        assert tree(found) == tree(parse(meaning, VOCABULARY))


PIECES = [
    "x",
    "y",
    "e",
    "sin",
    "ln",
    "cos",
    "exp",
    "2",
    "3x",
    "a",
    "^2",
    "^x",
    "(x)",
    "+",
    "*",
    "/",
    " ",
    "pi",
    "t",
    "-1",
    "sqrt",
]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join))
def test_lenient_reading_refuses_or_reads_what_strict_reading_reads_of_its_own_text(text: str) -> None:
    try:
        found = reading(text).expression
    except SymdiffError:
        return
    assert parse(str(found), VOCABULARY, functions=["f"]) is found


@given(st.text("xsincolnabet 2(", max_size=40))
def test_every_cutting_is_the_word_and_is_found_in_little_work(text: str) -> None:
    word = text.replace(" ", "x").replace("(", "e")
    with suppress(GluedNameError):
        assert reading(f"x{word * 5}").expression.free_symbols


@given(st.integers(1, 10**4), st.integers(-40, 40))
def test_a_decimal_that_is_printed_is_read_as_that_number(digits: int, exponent: int) -> None:
    number = Number(Fraction(digits) * Fraction(10) ** exponent, decimal=True)
    for text in (str(number), to_unicode(number)):
        assert parse(text, VOCABULARY) is number
        assert parse(f"{text}*x", VOCABULARY, lenient=True).arguments[0] is number


@pytest.mark.parametrize("latex", [False, True])
def test_a_text_of_glued_words_is_refused_before_it_takes_long(latex: bool) -> None:
    assert reading("+".join(["xsinx"] * 500), latex=latex).note
    with pytest.raises(LimitError, match="words that are no known names"):
        reading("+".join(["xsinx"] * 30_000), latex=latex)
