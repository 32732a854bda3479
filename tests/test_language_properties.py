"""What holds for every text: only clear errors, no recursion, linear time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symdiff as sd
from symdiff.errors import ParseError, SymdiffError
from symdiff.expression import Expression, Number, Symbol, apply, symbol
from symdiff.language import Definition, completions, looks_like_latex, parse, parse_latex, tokens
from symdiff.rulebook import standard
from symdiff.traversal import fold

from .expressions import X, Y, expressions

VOCABULARY = standard().vocabulary

PLAIN = [
    *"xyfuedD()()||+-*/^!',<=[]{}_.;?$\\\"#&~ \n\0éΓγπα²√∛∂×÷−（）1",
    *(
        "2.5",
        ".5",
        "1e",
        "1e5",
        "0x1f",
        "1_0",
        "**",
        "!!",
        "≤",
        "!=",
        "⁻¹",
        "ⁿ",
        "x_1",
        "_x",
        "x_",
        "f_x",
        "D_x",
        "D_1 ",
    ),
    *("sin", "ln", "log", "log_2", "log_", "max", "pi", "and", "or", "where", "foo", "xsin", "theta", "gamma", "nan"),
    *("d/dx", "dy/dx", "d^2/dx^2", "d²y/dx²", "∂f/∂x", "D_x^2", "D_1 f(", "f(x", "f'(x)", "y(x)", "piecewise(", "x<1,"),
]
TEX = [
    *"xyfde()()[]{}{}|+-*/^^__!',<=&~$% \n\\é²12",
    *(r"\frac", r"\frac12", r"\sqrt", r"\sqrt[3]", r"\left(", r"\right)", r"\left", r"\right", r"\left|", r"\right|"),
    *(r"\sin", r"\log", r"\pi", r"\alpha", r"\Gamma", r"\cdot", r"\times", "10^{-3}", r"\prime", r"\partial", r"\dot"),
    *(
        r"\frac{d}{dx}",
        r"\frac{dy}{dx}",
        r"\frac{d",
        "dx}",
        r"\mathrm{d}",
        r"\mathrm",
        r"\text{if}",
        r"\text{otherwise}",
    ),
    *(r"\begin{cases}", r"\end{cases}", r"\\", r"\begin", r"\lfloor", r"\rfloor", r"\binom", r"\operatorname{J}"),
    *(r"\operatorname", r"\,", r"\{", r"\}", r"\vert", r"\le", r"\ds", r"\infty", r"\hspace", "{}_", ".5", "22"),
]
DEFINITIONS = {
    "y": Definition((), parse("x^2", VOCABULARY)),
    "g": Definition((symbol("t"),), parse("t^3", VOCABULARY)),
}
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "definitions": st.just(DEFINITIONS),
        "symbols": st.just(("x", "y", "ab")),
        "functions": st.just(("foo", "q")),
        "variable": st.just("x"),
    },
)


def soup(parts: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=14).map("".join)


def outcome(read: Callable[..., Expression], text: str, options: dict[str, object]) -> Expression | SymdiffError:
    try:
        return read(text, VOCABULARY, **options)
    except SymdiffError as error:
        return error


def check(read: Callable[..., Expression], text: str, options: dict[str, object]) -> None:
    result = outcome(read, text, options)
    assert isinstance(result, (Expression, SymdiffError))
    if isinstance(result, ParseError):
        assert 0 <= result.position <= len(text)
        assert result.message in str(result)


@given(soup(PLAIN), OPTIONS)
@settings(max_examples=300)
def test_any_tokens_are_a_formula_or_a_clear_error(text: str, options: dict[str, object]) -> None:
    check(parse, text, options)


@given(soup(TEX), OPTIONS)
@settings(max_examples=300)
def test_any_commands_are_a_formula_or_a_clear_error(text: str, options: dict[str, object]) -> None:
    check(parse_latex, text, options)


@given(st.text(max_size=30))
def test_any_characters_are_a_formula_or_a_clear_error(text: str) -> None:
    check(parse, text, {})
    check(parse_latex, text, {})


@given(st.one_of(soup(PLAIN), soup(TEX), st.text(max_size=20)))
def test_help_while_typing_never_fails(text: str) -> None:
    for latex in (False, True):
        parts = tokens(text, VOCABULARY, latex=latex)
        assert [part[1:] for part in parts] == sorted(part[1:] for part in parts)
        assert all(0 <= start < end <= len(text) for _, start, end in parts)
    assert completions(text, VOCABULARY).start <= len(text)
    assert looks_like_latex(text) in (True, False)


def bracketed(expression: Expression, latex: bool) -> str:
    """The expression with every part in brackets: what it means does not depend on any precedence."""

    def leaf(node: Expression) -> str:
        if isinstance(node, Symbol):
            return node.name
        assert isinstance(node, Number)
        value = f"{float(node.value)}" if node.decimal else str(node.value)
        return f"({value})"

    def combine(function: str, arguments: list[str]) -> str:
        if function == "neg":
            return f"(-({arguments[0]}))"
        if function == "^" and latex:
            return f"{{{arguments[0]}}}^{{{arguments[1]}}}"
        if function in "+-*/^":
            return f"({arguments[0]} {function} {arguments[1]})"
        head = f"\\operatorname{{{function}}}" if latex else function
        return f"{head}({', '.join(arguments)})"

    return fold((expression,), leaf, lambda node, parts: combine(node.function, parts))[expression]


@given(expressions(X, Y))
def test_an_expression_written_with_all_its_brackets_is_read_as_itself(expression: Expression) -> None:
    assert parse(bracketed(expression, latex=False), VOCABULARY) is expression
    assert parse_latex(bracketed(expression, latex=True), VOCABULARY) is expression


DEEP: dict[str, tuple[int, Callable[[int], str]]] = {
    "functions": (100_000, lambda n: "sin(" * n + "x" + ")" * n),
    "minus signs": (100_000, lambda n: "-" * n + "x"),
    "plus signs": (100_000, lambda n: "+" * n + "x"),
    "a sum": (100_000, lambda n: "x+" * n + "x"),
    "functions without brackets": (20_000, lambda n: "sin " * n + "x"),
    "brackets": (20_000, lambda n: "(" * n + "x" + ")" * n),
    "bars": (20_000, lambda n: "|" * n + "x" + "|" * n),
    "a product": (20_000, lambda n: "x " * n + "x"),
    "powers": (20_000, lambda n: "x^" * n + "x"),
    "fractions": (20_000, lambda n: "1/(1+" * n + "x" + ")" * n),
    "derivatives": (20_000, lambda n: "D(" * n + "x" + ")" * n),
}


@pytest.mark.parametrize(("levels", "text"), DEEP.values(), ids=DEEP.keys())
def test_very_many_levels_are_read(levels: int, text: Callable[[int], str]) -> None:
    assert isinstance(parse(text(levels), VOCABULARY), Expression)


DEEP_TEX: dict[str, Callable[[int], str]] = {
    "fractions": lambda n: r"\frac1{" * n + "x" + "}" * n,
    "roots": lambda n: r"\sqrt{" * n + "x" + "}" * n,
    "exponents": lambda n: "x^{" * n + "x" + "}" * n,
    "brackets": lambda n: r"\left(" * n + "x" + r"\right)" * n,
    "cases": lambda n: r"\begin{cases}" + r"x&x<1\\" * n + r"2&\text{otherwise}\end{cases}",
}


@pytest.mark.parametrize("text", DEEP_TEX.values(), ids=DEEP_TEX.keys())
def test_ten_thousand_levels_of_latex_are_read(text: Callable[[int], str]) -> None:
    assert isinstance(parse_latex(text(10_000), VOCABULARY), Expression)


HOSTILE: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "(" * n,
    "open calls": lambda n: "f(x," * n,
    "open calls of letters": lambda n: "y(a," * n,
    "partial derivatives of nothing": lambda n: "D_1 " * n,
    "operators of nothing": lambda n: "d/dx " * n,
    "differentials": lambda n: "d/dx" + " dx" * n,
    "underscores": lambda n: "a" + "_" * n,
    "spaces": lambda n: "x" + " " * n + "*",
    "trailing spaces": lambda n: "x*" + " " * n,
    "bars": lambda n: "|" * n,
    "nothing readable": lambda n: "\0" * n,
    "open fractions": lambda n: r"\frac{d(" * n,
    "open roots": lambda n: r"\sqrt[" * n,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_of_hostile_text_not_with_its_square(text: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        check(parse_latex if "\\" in text(1) else parse, text(count), {})
        tokens(text(count), VOCABULARY)
        completions(text(count), VOCABULARY)
        return time.process_time() - start

    # Sixteen times the text: linear is a factor of 16, quadratic one of 256.
    assert min(seconds(8_000), seconds(8_000)) < 80 * (min(seconds(500), seconds(500)) + 0.001)


def test_reading_leaves_no_nodes_behind() -> None:
    from symdiff.expression.sharing import entries

    sd.clear_caches()
    before = len(entries)
    for number in range(300):
        parse(f"sin(x{number})^2 + {number + 1000}*unused{number}", VOCABULARY)
    sd.clear_caches()
    assert len(entries) <= before + 10


def test_a_sum_is_built_as_the_operators_stand() -> None:
    x = symbol("x")
    assert parse("x + x*x", VOCABULARY) is apply("+", (x, apply("*", (x, x))))
