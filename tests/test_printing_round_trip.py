"""What is printed, is read as the same expression."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symdiff.expression import COMPARISONS, Expression, Number, Symbol, apply
from symdiff.language import parse, parse_latex
from symdiff.printing import to_latex, to_text, to_unicode
from symdiff.rulebook import standard

FORMAL = ("f", "g", "potential")
NAMES = (
    "x",
    "y",
    "t",
    "e",
    "pi",
    "theta",
    "Omega",
    "x_1",
    "v_max",
    "alpha_12",
    "x2",
    "speed",
    "n",
    "d",
    "dx",
    "dy",
    "dtheta",
)
VARIABLES = ("x", "t", "theta", "x_1", "speed")
VOCABULARY = standard().vocabulary


def functions() -> list[tuple[str, int]]:
    """Each function with a number of arguments that it takes."""
    special = {"piecewise", "derivative", "where", "d", "factorial"}
    pairs = []
    for name, (least, most) in VOCABULARY.functions.items():
        if name not in special:
            pairs += [(name, count) for count in {least, most if most is not None else least + 1}]
    return sorted(set(pairs) - {("log", 1)})


symbols = st.sampled_from(NAMES).map(Symbol)
integers = st.one_of(st.integers(-12, 12), st.integers(-(10**30), 10**30)).map(Number)
decimals = st.builds(
    lambda digits, power: Number(digits * Fraction(10) ** power, decimal=True),
    st.integers(-(10**6), 10**6),
    st.integers(-40, 40),
)
leaves = st.one_of(symbols, integers, decimals)


def made(name: str, *arguments: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.tuples(*arguments).map(lambda pieces: apply(name, pieces))


def conditions(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    comparisons = st.sampled_from(sorted(COMPARISONS)).flatmap(lambda sign: made(sign, parts, parts))
    return st.recursive(comparisons, lambda c: st.one_of(made("and", c, c), made("or", c, c)), max_leaves=3)


def heads(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Every head, applied to parts."""
    operators = st.sampled_from("+-*/^").flatmap(lambda sign: made(sign, parts, parts))
    calls = st.sampled_from(functions()).flatmap(lambda pair: made(pair[0], *[parts] * pair[1]))
    formal = st.one_of(
        st.builds(
            lambda name, order, part: apply(name + "'" * order, (part,)),
            st.sampled_from(FORMAL),
            st.integers(0, 5),
            parts,
        ),
        st.builds(
            lambda name, places, pair: apply("".join(f"D_{p} " for p in sorted(places)) + name, pair),
            st.sampled_from(FORMAL),
            st.lists(st.integers(1, 2), min_size=1, max_size=3),
            st.tuples(parts, parts),
        ),
    )
    derivatives = made("derivative", parts, st.sampled_from(VARIABLES).map(Symbol), st.integers(1, 3).map(Number))
    factorials = made("factorial", parts).filter(
        lambda n: not (type(n.arguments[0]) is Number and n.arguments[0].value > 10**6)
    )
    cases = st.one_of(
        made("piecewise", conditions(parts), parts, parts),
        made("piecewise", conditions(parts), parts, conditions(parts), parts),
        made("where", parts, conditions(parts)),
        made("where", parts, parts, conditions(parts)),
    )
    return st.one_of(operators, operators, made("neg", parts), calls, factorials, formal, derivatives, cases)


expressions = st.recursive(leaves, heads, max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(expressions)
def test_text_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse(to_text(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@settings(max_examples=150, deadline=None)
@given(expressions)
@example(apply("abs", (apply("where", (Symbol("x"), Symbol("y"))),)))
def test_unicode_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse(to_unicode(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@settings(max_examples=150, deadline=None)
@given(expressions)
def test_latex_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse_latex(to_latex(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@pytest.mark.parametrize(("function", "count"), functions())
def test_the_latex_of_every_function_is_read_as_that_function(function: str, count: int) -> None:
    arguments = tuple(Symbol(name) for name in "abxyzt"[:count])
    expression = apply("*", (Symbol("c"), apply("^", (apply(function, arguments), Number(2)))))
    assert parse_latex(to_latex(expression), VOCABULARY) is expression
