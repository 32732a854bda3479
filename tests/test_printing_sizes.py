"""However large an expression is, its text is bounded, and comes in linear time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff.errors import LimitError
from symdiff.expression import Expression, Number, Symbol, apply, integer
from symdiff.language import parse
from symdiff.printing import to_latex, to_text, to_unicode
from symdiff.rulebook import standard
from symdiff.traversal import substitute

X = Symbol("x")
PRINTERS = (to_text, to_latex, to_unicode)


def read(text: str) -> Expression:
    return parse(text, standard().vocabulary)


def read_with_names(text: str) -> Expression:
    """The expression that `t1 = ...; t2 = ...; result` means."""
    *definitions, result = text.split("; ")
    values: dict[Expression, Expression] = {}
    for definition in definitions:
        name, formula = definition.split(" = ", 1)
        values[Symbol(name)] = substitute(read(formula), values)
    return substitute(read(result), values)


def doubled(times: int) -> Expression:
    """A DAG of few nodes that is a tree of 2^times."""
    node: Expression = X
    for _ in range(times):
        node = apply("+", (apply("*", (apply("sin", (node,)), node)), integer(1)))
    return node


def nested(depth: int) -> Expression:
    node: Expression = X
    for level in range(depth):
        node = apply("sin" if level % 2 else "cos", (node,))
    return node


def polynomial(terms: int) -> Expression:
    node: Expression = X
    for power in range(2, terms + 1):
        node = apply("-" if power % 3 else "+", (node, apply("*", (integer(power), apply("^", (X, integer(power)))))))
    return node


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_polynomial_of_ten_thousand_terms_is_printed_whole() -> None:
    expression = polynomial(10_000)
    assert read(str(expression)) is expression


def test_nested_functions_are_printed_without_recursion() -> None:
    depth = 50 * sys.getrecursionlimit()
    text = to_text(nested(depth))
    assert text.startswith("sin(cos(sin(")
    assert text.endswith("(x" + ")" * depth)


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("make", [nested, polynomial, doubled])
def test_the_time_to_print_grows_linearly(make: Callable[[int], Expression], printer: Callable[..., str]) -> None:
    small, large = make(2_000), make(20_000)
    quick = min(seconds(lambda: printer(small)) for _ in range(3))
    assert seconds(lambda: printer(large)) < 10 * 5 * quick + 0.5


def test_shared_parts_get_names_where_the_text_would_explode() -> None:
    expression = doubled(60)
    text = str(expression)
    assert len(text) < 3_000
    assert text.startswith("t1 = ")
    assert read_with_names(text) is expression


def test_the_names_of_shared_parts_are_set_as_a_book_would() -> None:
    latex = to_latex(doubled(60))
    assert latex.startswith(r"\begin{aligned} t_{1} &= ")
    assert latex.endswith(r"\end{aligned}")
    assert to_unicode(doubled(60)).startswith("t₁ = ")


def test_the_names_of_shared_parts_are_not_names_of_the_expression() -> None:
    expression = apply("*", (doubled(60), apply("+", (Symbol("t1"), Symbol("s_3")))))
    text = str(expression)
    assert text.startswith("u1 = ")
    assert read_with_names(text) is expression


def test_what_repeats_itself_little_keeps_its_text_whole() -> None:
    part = apply("sin", (X,))
    expression = apply("+", (part, apply("*", (part, part))))
    assert str(expression) == "sin(x) + sin(x)*sin(x)"


def test_what_is_too_long_even_with_names_says_how_much_is_left_out() -> None:
    text = to_text(nested(2_000), limit=1_000)
    assert len(text) <= 1_000
    assert text.startswith("sin(cos(sin(cos(")
    assert "... 1,851 more nodes ..." in text


def test_a_sum_that_is_too_long_keeps_both_its_ends() -> None:
    text = to_text(polynomial(110_000))
    assert text.startswith("x - 2*x^2 + 3*x^3")
    assert "... 109,991 more terms ..." in text
    assert text.endswith("+ 109998*x^109998 - 109999*x^109999 - 110000*x^110000")


def test_a_function_of_very_many_arguments_keeps_its_ends() -> None:
    text = to_text(apply("max", tuple(integer(n) for n in range(1_000))), limit=500)
    assert text == "max(0, 1, 2, 3, ... 992 more arguments ..., 996, 997, 998, 999)"


def test_without_a_limit_all_is_printed_or_refused() -> None:
    assert read(to_text(doubled(12), limit=None)) is doubled(12)
    with pytest.raises(LimitError, match="give a limit"):
        to_text(doubled(60), limit=None)


@pytest.mark.parametrize("printer", PRINTERS)
def test_an_immense_number_is_not_written_out(printer: Callable[..., str]) -> None:
    expression = apply("*", (Number(1 << 4_000_000), X))
    assert "digits" in printer(expression)
    with pytest.raises(LimitError):
        printer(expression, limit=None)
    tiny = Number(Fraction(1, 5**500_000), decimal=True)
    assert "digits" in printer(tiny)


def shared_expressions() -> st.SearchStrategy[Expression]:
    """Expressions that use their own parts again and again."""

    def built(moves: list[tuple[str, int, int]]) -> Expression:
        nodes: list[Expression] = [X, Symbol("y"), integer(2)]
        for head, one, other in moves:
            arguments = (nodes[-1 - one % len(nodes)], nodes[-1 - other % len(nodes)])
            nodes.append(apply(head, arguments if head in "+-*/^" else arguments[:1]))
        return nodes[-1]

    heads = st.sampled_from(["+", "-", "*", "/", "^", "sin", "neg", "sqrt"])
    return st.lists(st.tuples(heads, st.integers(0, 3), st.integers(0, 3)), max_size=80).map(built)


@settings(max_examples=40, deadline=None)
@given(shared_expressions(), st.integers(200, 5_000), st.sampled_from(PRINTERS))
def test_no_text_is_longer_than_its_limit(expression: Expression, limit: int, printer: Callable[..., str]) -> None:
    assert len(printer(expression, limit=limit)) <= limit


@settings(max_examples=40, deadline=None)
@given(shared_expressions())
def test_a_text_with_names_means_the_same_expression(expression: Expression) -> None:
    assert read_with_names(to_text(expression)) is expression
