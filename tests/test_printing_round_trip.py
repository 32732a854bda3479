"""What is printed, is read as the same expression."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symdiff.expression import COMPARISONS, Apply, Expression, Number, Symbol, apply
from symdiff.language import parse, parse_latex, read
from symdiff.printing import to_latex, to_text, to_unicode
from symdiff.rulebook import standard
from symdiff.traversal import postorder

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
    "D",
    "D_x",
    "Delta",
    "J_0",
    "K",
    "zeta",
    "psi",
    "varphi",
    "x_bold",
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

# Every head with what its arguments are: e an expression, c a condition, v a variable, n an order.
OPERATORS = [*((sign, "ee") for sign in "+-*/^"), ("neg", "e")]
CALLS = [*((name, "e" * count) for name, count in functions()), ("factorial", "e")]
FORMALS = [
    *((name + "'" * order, "e") for name in FORMAL for order in range(6)),
    *(
        ("".join(f"D_{p} " for p in places) + name, "ee")
        for name in FORMAL
        for places in ((1,), (2,), (1, 2), (1, 1, 2))
    ),
]
CASES = [
    *(("derivative", "evn"), ("piecewise", "cee"), ("piecewise", "cece"), ("piecewise", "cecee")),
    ("derivative_at", "evne"),
    *(("where", "ec"), ("where", "eec")),
]
heads = st.one_of(*(st.sampled_from(choice) for choice in (OPERATORS, OPERATORS, CALLS, FORMALS, CASES)))


Instruction = Expression | tuple[tuple[str, str], int]


def made(instructions: Sequence[Instruction]) -> Expression:
    """The expression that stands in Polish notation: a head is followed by its arguments; x for what is not there."""
    rest = iter(instructions)

    def argument() -> Expression:
        instruction = next(rest, Symbol("x"))
        return instruction if isinstance(instruction, Expression) else applied(*instruction)

    def condition(pick: int) -> Expression:
        sign = sorted(COMPARISONS)[pick % len(COMPARISONS)]
        one = apply(sign, (argument(), argument()))
        return apply(("and", "or")[pick % 2], (one, apply("<", (argument(), argument())))) if pick % 5 == 0 else one

    def applied(head: tuple[str, str], pick: int) -> Expression:
        name, kinds = head
        kind = {
            "e": argument,
            "c": lambda: condition(pick),
            "v": lambda: Symbol(VARIABLES[pick % len(VARIABLES)]),
            "n": lambda: Number(pick % 3 + 1),
        }
        arguments = tuple(kind[k]() for k in kinds)
        too_large = name == "factorial" and type(arguments[0]) is Number and arguments[0].value > 10**6
        return arguments[0] if too_large else apply(name, arguments)

    return argument()


@st.composite
def expressions(draw: st.DrawFn) -> Expression:
    """Expressions of about a dozen nodes; strategies that call each other take a hundred times as long for them."""

    def instruction() -> Instruction:
        return (draw(heads), draw(st.integers(0, 11))) if draw(st.integers(0, 4)) > 1 else draw(leaves)

    return made([instruction() for _ in range(draw(st.integers(1, 14)))])


def test_every_head_is_generated() -> None:
    wanted = {name for name, _ in (*OPERATORS, *CALLS, *FORMALS, *CASES)} | COMPARISONS | {"and", "or"}
    steps = [((name, kinds), pick) for name, kinds in (*OPERATORS, *CALLS, *FORMALS, *CASES) for pick in range(12)]
    found = {node.function for step in steps for node in postorder((made((step,)),)) if isinstance(node, Apply)}
    assert wanted <= found


@settings(max_examples=400, deadline=None)
@given(expressions())
@example(apply("abs", (Symbol("d"),)))
@example(apply("^", (Symbol("D_x"), apply("+", (Symbol("y"), Number(1))))))
def test_text_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse(to_text(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@settings(max_examples=400, deadline=None)
@given(expressions())
@example(apply("abs", (apply("where", (Symbol("x"), Symbol("y"))),)))
def test_unicode_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse(to_unicode(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@settings(max_examples=200, deadline=None)
@given(expressions())
def test_lenient_reading_takes_what_is_printed_as_it_stands(expression: Expression) -> None:
    declared = [s.name for s in expression.free_symbols]
    for text in (to_text(expression, conditions=True), to_unicode(expression, conditions=True)):
        found = read(text, VOCABULARY, functions=FORMAL, symbols=declared, lenient=True)
        assert (found.expression, found.note) == (expression, "")


@settings(max_examples=400, deadline=None)
@given(expressions())
@example(apply("*", (Symbol("speed"), Number(-1))))
@example(apply("*", (Number(1), apply("cos", (Symbol("x"),)))))
@example(apply("*", (Symbol("Delta"), Symbol("x"))))
@example(apply("sin", (apply("*", (Number(1), Symbol("x"))),)))
@example(apply("*", (apply("sin", (Symbol("x"),)), apply("derivative", (Symbol("y"), Symbol("x"), Number(1))))))
def test_latex_is_read_as_the_expression_that_was_printed(expression: Expression) -> None:
    assert parse_latex(to_latex(expression, conditions=True), VOCABULARY, functions=FORMAL) is expression


@pytest.mark.parametrize(("function", "count"), functions())
def test_the_latex_of_every_function_is_read_as_that_function(function: str, count: int) -> None:
    arguments = tuple(Symbol(name) for name in "abxyzt"[:count])
    expression = apply("*", (Symbol("c"), apply("^", (apply(function, arguments), Number(2)))))
    assert parse_latex(to_latex(expression), VOCABULARY) is expression


@settings(max_examples=200, deadline=None)
@given(expressions())
def test_lenient_reading_of_what_is_printed_is_the_same(expression: Expression) -> None:
    latex, text = to_latex(expression, conditions=True), to_text(expression, conditions=True)
    assert parse_latex(latex, VOCABULARY, functions=FORMAL, lenient=True) is expression
    assert parse(text, VOCABULARY, functions=FORMAL, lenient=True) is expression


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("1*cos(x)", r"1 \cdot \cos x"),
        ("-1*x", r"-1 \cdot x"),
        ("x*1", r"x \cdot 1"),
        ("1/(2 sqrt(x+1))*1", r"\frac{1}{2 \sqrt{x + 1}} \cdot 1"),
        ("x*(d/dx (cos(x)))", r"x \frac{d}{dx}\left(\cos x\right)"),
        ("x*(d/dx (cos(x)))*y", r"x \left(\frac{d}{dx}\left(\cos x\right)\right) y"),
        ("Delta*x + D_x*y + d*z", r"\Delta \cdot x + D_{x} \cdot y + d \cdot z"),
        ("W*(x + 1) + J_0*(x + 1)", r"W \cdot \left(x + 1\right) + J_{0} \cdot \left(x + 1\right)"),
        ("varphi + phi + varepsilon", r"\varphi + \phi + \varepsilon"),
    ],
)
def test_signs_stand_where_something_else_would_be_read(text: str, latex: str) -> None:
    expression = parse(text, VOCABULARY)
    assert to_latex(expression) == latex
    assert parse_latex(latex, VOCABULARY) is expression
