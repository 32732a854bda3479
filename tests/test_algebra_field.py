"""The field of generators: its arithmetic is that of numbers, and an expression comes back from it as it was."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdiff as sd
from symdiff.algebra.factoring import factored, in_lowest_terms
from symdiff.algebra.field import PROOFS, SUMS, AlgebraicRelation, Field, Product, Unwieldy
from symdiff.algebra.ratios import all_ratios
from symdiff.algebra.representation import Representation
from symdiff.algebra.writing import FormWriter
from symdiff.tidying import tidy

from .simplifiable import X_VALUES, Y_VALUES, generated, value

AT = (Fraction(7, 3), Fraction(-5, 11), Fraction(13, 2))  # the generators' values

Terms = list[tuple[Fraction, dict[int, int]]]

numbers = st.fractions(min_value=-9, max_value=9, max_denominator=7)
powers = st.dictionaries(st.integers(0, 2), st.integers(-3, 3).filter(bool), max_size=3)
sums = st.lists(st.lists(st.tuples(numbers, powers), min_size=1, max_size=4), min_size=1, max_size=3)


def new_field() -> Field:
    """A field of x, y and r that has to grow for them."""
    field = Field(1, PROOFS)
    for key in ("x", "y", "r"):
        field.generator(key)
    return field


def at(field: Field, product: Product) -> Fraction:
    """The value of a product where the generators have theirs."""
    result = Fraction(product.coefficient)
    for base, exponent in product.powers.items():
        result *= (AT[base] if base < SUMS else polynomial_at(field.sum(base))) ** exponent
    return result


def polynomial_at(polynomial: object) -> Fraction:
    terms = polynomial.to_dict().items()  # type: ignore[attr-defined]
    return sum((int(c) * prod(AT[g] ** int(e) for g, e in enumerate(m) if e) for m, c in terms), Fraction(0))


@given(sums)
def test_sums_and_products_have_the_values_of_those_of_numbers(
    drawn: list[list[tuple[Fraction, dict[int, int]]]],
) -> None:
    field = new_field()
    results = [field.add([Product(c, p) for c, p in terms if c]) for terms in drawn]
    wanted = [at_terms(terms) for terms in drawn]
    assert [at(field, r) for r in results] == wanted
    whole = field.multiply(results)
    assert at(field, whole) == prod(wanted)
    if whole.coefficient:
        assert at(field, factored(field, whole)) == prod(wanted)
        assert at(field, field.inverse(whole)) == 1 / prod(wanted)
        lowest = in_lowest_terms(field, whole)
        assert at(field, lowest) == prod(wanted)
        assert in_lowest_terms(field, factored(field, whole)) == lowest


def at_terms(terms: Terms) -> Fraction:
    return sum((c * prod(AT[g] ** e for g, e in p.items()) for c, p in terms), Fraction(0))


@given(sums)
def test_what_a_relation_makes_0_is_0(drawn: list[Terms]) -> None:
    field = new_field()
    field.relations[2] = AlgebraicRelation(2, field.monomial({0: 1}) + field.monomial({1: 1}))  # r^2 = x + y
    square = Product(1, {2: 2})
    x_and_y = field.add([Product(1, {0: 1}), Product(1, {1: 1})])
    for terms in drawn:
        factor = field.add([Product(c, p) for c, p in terms if c])
        one, other = field.multiply((square, factor)), field.multiply((x_and_y, factor))
        assert not field.add([one, field.multiply((Product(-1, {}), other))]).coefficient
        assert in_lowest_terms(field, one) == in_lowest_terms(field, other)


def test_what_is_too_large_is_given_up() -> None:
    field = Field(2)
    field.generator("x")
    one_more = field.add([Product(1, {0: 1}), Product(1, {})])
    with pytest.raises(Unwieldy):
        field.add([field.power(one_more, 10**6), Product(1, {})])
    with pytest.raises(Unwieldy):
        [field.generator(k) for k in range(100)]
    with pytest.raises(Unwieldy):
        field.inverse(Product(0, {}))


@pytest.mark.parametrize("seed", range(120))
def test_an_expression_comes_back_from_its_representation_with_its_values(seed: int) -> None:
    expression = tidy(generated(seed))
    if isinstance(expression, sd.Apply) and expression.function == "where":
        expression = expression.arguments[0]
    try:
        represented = Representation(expression)
    except Unwieldy:
        return
    written = FormWriter(represented).product(represented.product)
    for x in X_VALUES:
        for y in Y_VALUES:
            one, other = value(expression, x, y), value(written, x, y)
            if None not in (one, other) and "unknown" not in (one, other):
                assert abs(one - other) <= 1e-15 * max(1, abs(one)), (expression, written, x, y)  # type: ignore[operator, arg-type]


def test_quotients_by_name_come_from_the_table() -> None:
    assert [(r.upper, r.lower) for r in all_ratios()] == [("sin", "cos"), ("sinh", "cosh")]
    circular = all_ratios()[0]
    assert dict(n for n in circular.named(1, -3) if n[1]) == {"tan": 1, "sec": 2}
