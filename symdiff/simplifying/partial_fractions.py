"""A quotient of polynomials as a sum of partial fractions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..algebra.factoring import factored
from ..algebra.field import Field, Polynomial
from ..algebra.generators import Indeterminate, Radical
from ..algebra.representation import Representation
from ..expression import ONE, ZERO, Expression, as_expression
from ..tidying import build, over, plus, times


def partial_fractions(represented: Representation) -> Expression:
    """By undetermined coefficients, solved exactly."""
    from flint import fmpq, fmpq_mat, fmpq_poly

    field = represented.field
    product = factored(field, represented.product)
    numerator = _univariate({b: e for b, e in product.powers.items() if e > 0}, field, fmpq_poly)
    factors = [(_univariate({b: 1}, field, fmpq_poly), -e) for b, e in product.powers.items() if e < 0]
    denominator = fmpq_poly([1])
    for base, exponent in factors:
        denominator *= base**exponent
    number = Fraction(product.coefficient)
    quotient, rest = divmod(numerator * fmpq(number.numerator, number.denominator), denominator)
    size = denominator.degree()
    columns, labels = [], []
    for base, exponent in factors:
        for power_ in range(1, exponent + 1):
            for degree in range(base.degree()):
                column = fmpq_poly([0] * degree + [1]) * (denominator // base**power_)
                columns.append([column[i] for i in range(size)])
                labels.append((base, power_))
    pieces: dict[tuple[int, int], list[Any]] = {}
    if columns:
        matrix = fmpq_mat(size, size, [columns[j][i] for i in range(size) for j in range(size)])
        solved = matrix.solve(fmpq_mat(size, 1, [rest[i] for i in range(size)]))
        for row, (base, power_) in enumerate(labels):
            place = next(i for i, (b, _) in enumerate(factors) if b == base)
            pieces.setdefault((place, power_), []).append(solved[row, 0])
    symbol = represented.generators[0]
    assert isinstance(symbol, (Indeterminate, Radical))
    variable = symbol.expression if isinstance(symbol, Indeterminate) else symbol.radicand
    total = _written(list(quotient.coeffs()), variable)
    for (place, power_), coefficients in pieces.items():
        below = build("^", (_written(list(factors[place][0].coeffs()), variable), as_expression(power_)))
        total = plus(total, over(_written(coefficients, variable), below))
    return total


def _univariate(powers: dict[int, int], field: Field, make: Callable[[list[int]], Polynomial]) -> Polynomial:
    polynomial = field.expanded(powers)
    coefficients = {int(m[0]): int(c) for m, c in polynomial.to_dict().items()}
    return make([coefficients.get(i, 0) for i in range(max(coefficients, default=0) + 1)])


def _written(coefficients: list[Any], variable: Expression) -> Expression:
    total: Expression = ZERO
    for exponent in range(len(coefficients) - 1, -1, -1):
        value = coefficients[exponent]
        number = Fraction(int(value.p), int(value.q))
        if number:
            term = times(as_expression(number), build("^", (variable, as_expression(exponent))) if exponent else ONE)
            total = plus(total, term)
    return total
