"""What holds for every function of the table, whatever it is; the values are compared with mpmath's."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction
from typing import Any

import mpmath
import numpy
import pytest

import symdiff as sd
from symdiff.expression import Expression, apply
from symdiff.rulebook import standard
from symdiff.traversal import postorder, substitute

from .test_evaluation_arithmetics import arguments_of, expected

BOOK = standard()
CALLS = sorted(BOOK.functions)
SLOW = {("appellf1", 6)}  # one value takes seconds
QUICK = [call for call in CALLS if call not in SLOW]
# By these arguments mpmath's own functions are no functions of real numbers near the point.
DISCRETE = {("polygamma", "n"), ("expint", "n"), ("besselj", "n"), ("bessely", "n"), ("besseli", "n"), ("besselk", "n")}
SLOPES = [
    (name, arity, place)
    for name, arity in QUICK
    for place, letter in enumerate(BOOK.functions[name, arity].parameters)
    if letter in BOOK.functions[name, arity].derivatives and (name, letter.name) not in DISCRETE
]
HOSTILE: list[Any] = [
    *(10**400, -(10**400), Fraction(1, 10**400), Fraction(-1, 10**400), 0, -1, 10**9),
    *(1e308, -1e308, 5e-324, 0.0, -0.0, 1e-300, float("inf"), float("-inf"), float("nan")),
]


def call_of(name: str, arity: int) -> tuple[Expression, dict[str, Fraction]]:
    """The function of as many symbols as it takes, and a point of its domain."""
    letters = [f"u{k}" for k in range(arity)]
    return apply(name, tuple(map(sd.Symbol, letters))), dict(zip(letters, arguments_of(name, arity), strict=True))


def by_mpmath(name: str, arity: int, place: int, order: int) -> Any:
    """A partial derivative by mpmath's difference quotients."""
    point = list(arguments_of(name, arity))

    def along(t: Any) -> Any:
        function_at = [mpmath.mpf(a.numerator) / a.denominator for a in point]
        function_at[place] = t
        return expected_at(name, function_at)

    with mpmath.workdps(30):
        return mpmath.diff(along, mpmath.mpf(point[place].numerator) / point[place].denominator, order)


def expected_at(name: str, arguments: list[Any]) -> Any:
    class Exact(tuple):  # a point that is no fraction: what `expected` divides it by is 1
        __slots__ = ()

    class Given:
        def __init__(self, value: Any) -> None:
            self.numerator, self.denominator = value, 1

    return expected(name, Exact(map(Given, arguments)))


# --- derivatives ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "arity", "place"), SLOPES)
def test_a_derivative_is_that_of_mpmaths_function(name: str, arity: int, place: int) -> None:
    call, point = call_of(name, arity)
    found = sd.diff(call, f"u{place}").evaluate(point, digits=15)
    assert mpmath.almosteq(found, by_mpmath(name, arity, place, 1), rel_eps=1e-8, abs_eps=1e-8)


@pytest.mark.parametrize(("name", "arity", "place"), [slope for slope in SLOPES if slope[1] == 1])
def test_a_second_derivative_is_that_of_mpmaths_function(name: str, arity: int, place: int) -> None:
    call, point = call_of(name, arity)
    found = sd.diff(call, f"u{place}", 2).evaluate(point, digits=15)
    assert mpmath.almosteq(found, by_mpmath(name, arity, place, 2), rel_eps=1e-6, abs_eps=1e-6)


@pytest.mark.parametrize(("name", "arity", "place"), SLOPES)
def test_forwards_and_backwards_agree_at_the_point(name: str, arity: int, place: int) -> None:
    call, point = call_of(name, arity)
    names = list(point)
    moved = [n for p, n in enumerate(names) if (name, arity, p) in SLOPES]
    inner = substitute(call, {sd.Symbol(n): sd.parse(f"{n} + t - 1") for n in moved})
    everything = {**point, "t": 1}
    forwards = sd.diff(inner, "t").evaluate(everything, digits=15)
    backwards = sd.gradient(inner, ["t", *names])[0].evaluate(everything, digits=15)
    assert mpmath.almosteq(forwards, backwards, rel_eps=1e-12)
    assert sd.gradient(call, names)[place].evaluate(point, digits=15) == pytest.approx(
        sd.diff(call, names[place]).evaluate(point, digits=15), rel=1e-12
    )


@pytest.mark.parametrize(("name", "arity", "place"), SLOPES)
def test_the_chain_rule_multiplies_by_the_slope_inside(name: str, arity: int, place: int) -> None:
    call, point = call_of(name, arity)
    letter = sd.Symbol(f"u{place}")
    scaled = substitute(call, {letter: sd.parse("3*t + s", symbols=["s", "t"])})
    at = {**point, "t": Fraction(1, 7), "s": point[letter.name] - Fraction(3, 7)}
    outer = sd.diff(call, letter).evaluate(point, digits=15)
    assert mpmath.almosteq(sd.diff(scaled, "t").evaluate(at, digits=15), 3 * outer, rel_eps=1e-12, abs_eps=1e-14)


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_an_argument_without_a_rule_stays_formal_and_is_never_0(name: str, arity: int) -> None:
    call, _ = call_of(name, arity)
    entry = BOOK.functions[name, arity]
    for place, letter in enumerate(entry.parameters):
        slope = sd.diff(call, f"u{place}")
        if letter not in entry.derivatives and not any(r.pattern.function == name for r in GENERAL):
            formal = name + "'" if arity == 1 else f"D_{place + 1} {name}"
            assert formal in {node.function for node in postorder((slope,)) if isinstance(node, sd.Apply)}


GENERAL = [rule for rule in BOOK.general.values() if isinstance(rule.pattern, sd.Apply)]


@pytest.mark.parametrize(("name", "arity", "place"), SLOPES)
def test_a_derivation_of_the_function_ends_with_its_derivative(name: str, arity: int, place: int) -> None:
    call, _ = call_of(name, arity)
    derivation = sd.derive(call, f"u{place}")
    assert derivation.tidy is sd.diff(call, f"u{place}")
    assert str(derivation.result) in derivation.text()


# --- values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "arity"), QUICK)
def test_compiled_for_numbers_and_for_arrays_it_has_its_value(name: str, arity: int) -> None:
    call, point = call_of(name, arity)
    values = [float(v) for v in point.values()]
    precise = float(call.evaluate(point, digits=20))
    assert sd.compile(call, list(point), backend="python")(*values) == pytest.approx(precise, rel=1e-12)
    table = sd.compile(call, list(point))(*(numpy.array([v, v, v]) for v in values))
    assert table.shape == (3,)
    assert table == pytest.approx([precise] * 3, rel=1e-12)


@pytest.mark.parametrize(("name", "arity"), QUICK)
def test_more_digits_agree_with_fewer(name: str, arity: int) -> None:
    call, point = call_of(name, arity)
    few, many = call.evaluate(point, digits=10), call.evaluate(point, digits=45)
    with mpmath.workdps(50):
        assert abs(few - many) <= mpmath.mpf(10) ** -9 * abs(many)
        again = call.evaluate(point, digits=46)
        assert abs(again - many) <= mpmath.mpf(10) ** -43 * abs(many)


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
@pytest.mark.parametrize(("name", "arity"), [call for call in QUICK if call[1] == 1])
def test_any_number_has_a_finite_value_or_a_clear_error(name: str, arity: int, value: Any) -> None:
    call, _ = call_of(name, arity)
    try:
        found = call.evaluate(u0=value)
    except sd.SymdiffError:
        return
    assert isinstance(found, (int, Fraction, float))
    assert not isinstance(found, float) or math.isfinite(found)


# --- text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "arity"), CALLS)
def test_every_notation_is_read_back(name: str, arity: int) -> None:
    call, point = call_of(name, arity)
    nested = apply("-", (apply("^", (call, sd.Number(3))), apply("*", (sd.Symbol("u0"), call))))
    for expression in (call, nested):
        assert sd.parse(str(expression), symbols=list(point)) is expression
        assert sd.parse(expression.unicode(), symbols=list(point)) is expression
        assert sd.parse_latex(expression.latex(), symbols=list(point)) is expression
        assert pickle.loads(pickle.dumps(expression)) is expression


ALIASES = sorted(BOOK.vocabulary.aliases.items())


@pytest.mark.parametrize(("alias", "name"), ALIASES)
def test_another_name_is_read_as_the_function(alias: str, name: str) -> None:
    least, _ = BOOK.vocabulary.functions[name]
    letters = tuple(map(sd.Symbol, "xyzt"[:least]))
    assert sd.parse(f"{alias}({', '.join(map(str, letters))})") is apply(name, letters)
    assert getattr(sd, alias)(*letters) is apply(name, letters)


# --- forms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [sd.tidy, sd.simplify, sd.expand, sd.factor, sd.together], ids=lambda f: f.__name__)
@pytest.mark.parametrize(("name", "arity"), QUICK)
def test_a_form_keeps_the_value(name: str, arity: int, form: Any) -> None:
    call, point = call_of(name, arity)
    x = sd.Symbol("u0")
    written = (call + 2) ** 2 * call / (call**2 + x) - (-call)
    before, after = (e.evaluate(point, digits=20) for e in (written, form(written)))
    assert mpmath.almosteq(before, after, rel_eps=1e-15)


@pytest.mark.parametrize(("name", "arity"), QUICK)
def test_what_a_function_is_defined_as_is_equal_to_it(name: str, arity: int) -> None:
    entry = BOOK.functions[name, arity]
    if entry.definition is None:
        return
    point = dict(zip(map(str, entry.parameters), arguments_of(name, arity), strict=True))
    with mpmath.workdps(30):
        assert mpmath.almosteq(
            entry.definition.evaluate(point, digits=25), expected(name, tuple(point.values())), rel_eps=1e-22
        )
    assert sd.equivalent(entry.application, entry.definition)
