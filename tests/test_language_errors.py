"""Texts that are no formula: the place, what was expected, and what was probably meant."""

from __future__ import annotations

import pytest

from symdiff.errors import GluedNameError, LimitError, ParseError, SymdiffError, UnknownFunctionError
from symdiff.language import check_glued, glued, parse, parse_latex
from symdiff.rulebook import standard

from .trees import tree

VOCABULARY = standard().vocabulary


def refused(text: str, **options: object) -> ParseError:
    with pytest.raises(ParseError) as caught:
        parse(text, VOCABULARY, **options)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("   ", 1),
        ("()", 2),
        ("x-", 3),
        ("x +  ", 4),
        ("*x", 1),
        ("^x", 1),
        ("x^^2", 3),
        ("x***y", 4),
        ("x+*y", 3),
        ("+", 2),
        ("2^", 3),
        ("(", 2),
        (")", 1),
        ("((x)", 5),
        ("x^(2", 5),
        ("sin x)", 6),
        ("sin(x))", 7),
        ("sin(x,)", 7),
        ("2 3", 3),
        ("x 2", 3),
        ("(x)2", 4),
        ("1.2.3", 4),
        ("1..2", 3),
        ("x.y", 2),
        ("x.5", 2),
        ("1_000", 2),
        ("0x1F", 2),
        ("1e+", 4),
        ("x_{1}", 3),
        ("{x}", 1),
        ("[x]", 1),
        ("x[0]", 2),
        ("x ? y : 0", 3),
        ("x | y", 3),
        ("|x", 1),
        ("||", 2),
        ("x & y", 3),
        ("x := 2", 3),
        ("x; y", 2),
        ("!x", 1),
        ("n!!", 3),
        ("not x", 1),
        ("x in y", 3),
        ("x and y", 3),
        ("import os", 1),
        ("__x__", 1),
        ("x < 2", 3),
        ("y = x^2", 3),
        ("x + y =", 7),
        ("(x, y)", 3),
        ("NaN + 1", 1),
        ("x\n  + * y", 5),
        ("x\x00+1", 2),
        ("x\u202e+1", 2),
        ("\u200fx", 1),
        ("x+💩", 3),
        ("сos(x)", 1),
        ("1२", 2),
        ("Ⅷ", 1),
        ("\u212a*x", 1),
        ("∞", 1),
        ("∂x", 1),
        ("x+\udfff", 3),
    ],
)
def test_the_column_is_where_the_mistake_is(text: str, column: int) -> None:
    assert refused(text).column == column


def test_lines_are_counted() -> None:
    error = refused("x +\n\n  2 * * y")
    assert (error.line, error.column) == (3, 7)
    assert str(error).splitlines()[1:3] == ["    2 * * y", "        ^"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sin x)", "leave it out"),
        ("2 +* x", "leave out *"),
        ("sine(x)", "did you mean sin(...)"),
        ("Sin(x)", "did you mean sin(...)"),
        ("sinus(x)", "sin(...)"),
        ("sqr(x)", "sqrt(...)"),
        ("xsin(x)", "x*sin(...)"),
        ("sinx(y)", "sin(x)"),
        ("theta(x)", "theta*(...)"),
        ("3,14", "write 3.14"),
        ("1,000", "write 1000 for the whole number, 1.000 for the decimal"),
        ("1,5x", "write 1.5"),
        ("y = x^2", "leave out `y =`"),
        ("f(x) = x^2", "leave out `f(x) =`"),
        ("x^2 = y", "one side"),
        ("x = y = z", "chain"),
        ("x < 2", "piecewise"),
        ("sin", "write sin(x), or sin x"),
        ("sin*x", "write sin(x), or sin x"),
        ("sin^2", "write sin(x), or sin x"),
        ("2 + max", "write max(x, y)"),
        ("sin()", "1 argument, not 0"),
        ("sin(x, 2)", "1 argument, not 2"),
        ("atan2(x)", "2 arguments, not 1"),
        ("max(x)", "2 or more arguments, not 1"),
        ("log(x, 2, 3)", "1 to 2 arguments, not 3"),
        ("sin(x < 2)", "piecewise"),
        ("piecewise(x, 1, 2)", "a condition is expected as argument 1"),
        ("piecewise(x<0, x>1, 2)", "a value, not a condition"),
        ("piecewise(x)", "piecewise(x < 0, -x, x)"),
        ("ln^-1 x", "1/ln"),
        ("f^(n)(x)", "write f(...)^(n) for the power"),
        ("y^(k + 1)(x)", "could be a derivative or a power of y"),
        ("y = x^2", "lenient=True"),
        ("s(t) = t^2 + 1", "leave out `s(t) =`, or read it with lenient=True"),
        ("2 3", "write 2*3"),
        ("x 2", "write x*2 or x^2"),
        ("(x", "add )"),
        ("|x", "abs(...)"),
        ("x[1]", "use ( and )"),
        ("0x1F", "decimal digits"),
        ("1_000", "write 1000"),
        ("n!!", "(n!)!"),
        ("speed time", "write the product with *"),
        ("x_{1}", "x_1"),
        ("3%", "fraction"),
        ("\\frac{1}{x}", "LaTeX"),
    ],
)
def test_the_error_says_what_was_probably_meant(text: str, words: str) -> None:
    assert words in str(refused(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 +", ("a number", "a name", "a function", "(")),
        ("(x", ("a factor", "an operator + - * / ^", ")")),
        ("x)", ("a factor", "an operator + - * / ^", "the end")),
        ("max(x", ("a factor", "an operator + - * / ^", ")", "a comma", "a comparison such as <")),
    ],
)
def test_the_error_says_what_could_stand_there(text: str, expected: tuple[str, ...]) -> None:
    assert refused(text).expected == expected


def test_an_unknown_function_is_told_apart_from_a_syntax_error() -> None:
    assert isinstance(refused("foo(x)"), UnknownFunctionError)
    assert refused("1 + foo (x)").column == 5
    assert not isinstance(refused("foo)"), UnknownFunctionError)


@pytest.mark.parametrize("name", ["xy", "lnx", "sinx", "axb", "xsin", "cost", "xy2", "x3"])
def test_a_glued_word_with_the_variable_is_refused(name: str) -> None:
    variable = "t" if name == "cost" else "x"
    assert glued(name, variable)
    error = refused(f"2*{name}", variable=variable)
    assert isinstance(error, GluedNameError)
    assert (error.column, name in str(error)) == (3, True)
    assert tree(parse(f"2*{name}", VOCABULARY)) == f"*(2, {name})"


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("theta", "t"),
        ("beta", "b"),
        ("x_1", "x"),
        ("v_max", "a"),
        ("x_12", "x"),
        ("x", "x"),
        ("y", "x"),
        ("lambd", "d"),
    ],
)
def test_names_that_are_one_name_are_no_products(name: str, variable: str) -> None:
    assert not glued(name, variable)
    assert tree(parse(f"2*{name}", VOCABULARY, variable=variable)) == f"*(2, {name})"


@pytest.mark.parametrize(
    ("name", "variable", "words"),
    [("xy", "x", "write x*y"), ("lnx", "x", "ln(x)"), ("axb", "x", "a*x*b"), ("xy", "x", "symbols=['xy']")],
)
def test_a_glued_word_is_explained_with_both_readings(name: str, variable: str, words: str) -> None:
    assert words in str(refused(name, variable=variable))


def test_glued_symbols_are_found_in_expressions_too() -> None:
    with pytest.raises(GluedNameError, match="xy"):
        check_glued(["a", "xy"], "x")
    check_glued(["a", "xy"], "t")
    check_glued(["a", "xy"], "x", declared={"xy"})


def test_declared_words_are_names_and_undeclared_ones_made_of_them_multiply() -> None:
    def read(text: str) -> str:
        return tree(parse(text, VOCABULARY, symbols=["x", "y", "Pwr"], variable="x"))

    assert read("xy^2") == "*(x, ^(y, 2))"
    assert read("2xyPwr") == "*(*(*(2, x), y), Pwr)"
    assert read("Pwr(x+1)") == "*(Pwr, +(x, 1))"
    assert read("Pwr x") == "*(Pwr, x)"
    with pytest.raises(GluedNameError):
        read("lnx")
    with pytest.raises(ParseError) as caught:
        read("xy 2")
    assert caught.value.column == 4


def test_declared_functions_are_called() -> None:
    assert tree(parse("speed(t) + q(t)", VOCABULARY, functions=["speed", "q"])) == "+(speed(t), q(t))"
    assert tree(parse("speed'(t)", VOCABULARY, functions=["speed"])) == "speed'(t)"
    assert tree(parse("f(x+1) gamma", VOCABULARY, symbols=["f", "gamma"])) == "*(*(f, +(x, 1)), gamma)"


@pytest.mark.parametrize(
    "text",
    [
        "9" * 4_001,
        "1e4001",
        "1e-99999999999",
        "1e" + "9" * 5_000,
        "a" * 1_001,
        "x" + "²" * 5_000,
        "x" * 1_000_001,
        "factorial(10000000000)",
        "10000000000!",
        "d^2000/dx^2000 (x)",
    ],
)
def test_what_is_too_large_is_a_limit_not_a_hang(text: str) -> None:
    with pytest.raises(LimitError):
        parse(text, VOCABULARY)


def test_an_endless_factorial_is_a_limit_where_its_value_is_asked_for() -> None:
    with pytest.raises(LimitError):
        parse("x*(10^30)!", VOCABULARY).evaluate(x=1.0)


def test_the_limits_leave_room_for_what_people_need() -> None:
    assert parse("9" * 4_000, VOCABULARY) is not None
    assert parse("1e4000 + 1e-4000", VOCABULARY) is not None
    assert parse("a" * 1_000, VOCABULARY) is not None


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("x^10", 3, "write ^{10}"),
        ("x_12", 3, "write _{12}"),
        (r"\foo x", 1, r"\foo"),
        (r"2 + \sinn x", 5, r"did you mean \sin?"),
        (r"\int x", 1, "integral"),
        (r"\frac{1}{2", 11, "add }"),
        (r"\left(x\right]", 14, "write )"),
        (r"\frac{1}", 9, "{"),
        (r"\sqrt{}", 7, "nothing between"),
        (r"2\frac{1}{3}", 2, "a sum or a product"),
        (r"\sin", 5, "needs an argument"),
        ("x}", 2, "no bracket"),
        (r"\frac.5x", 6, "braces"),
        (r"x \\ y", 3, "one formula"),
        (r"\begin{matrix}x\end{matrix}", 1, "matrix"),
        ("x2", 2, "write x*2"),
    ],
)
def test_mistakes_in_latex_have_their_place_too(text: str, column: int, words: str) -> None:
    with pytest.raises(SymdiffError) as caught:
        parse_latex(text, VOCABULARY)
    assert words in str(caught.value)
    assert isinstance(caught.value, ParseError)
    assert caught.value.column == column
