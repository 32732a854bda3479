"""What is known in a branch: nothing but what follows, and all that follows from one comparison of a number."""

from __future__ import annotations

import operator
from fractions import Fraction
from itertools import product

import pytest

import symdiff as sd
from symdiff.expression import Expression, Number, apply
from symdiff.rulebook.facts import Facts

from .expressions import X

SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "!=": operator.ne}
NUMBERS = (-1, 0, 2)
# one before, at, between and behind the numbers
PLACES = [Fraction(k, 2) for k in range(-4, 7)]


def compared(sign: str, number: int) -> Expression:
    return apply(sign, (X, Number(number)))


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize(("sign", "number"), list(product(SIGNS, NUMBERS)))
def test_a_comparison_with_a_number_implies_what_follows_from_it_and_no_more(
    sign: str, number: int, holds: bool
) -> None:
    facts = Facts([(compared(sign, number), holds)])
    left = [x for x in PLACES if SIGNS[sign](x, number) == holds]
    for asked, other in product(SIGNS, NUMBERS):
        follows = all(SIGNS[asked](x, other) for x in left)
        implied = facts.imply(compared(asked, other))
        assert not implied or follows, f"x {asked} {other} does not follow"
        # an equation is never asked for, and so is not looked for
        assert implied or not follows or asked == "=", f"x {asked} {other} follows"


def test_what_earlier_conditions_say_is_known_in_a_later_branch() -> None:
    df = sd.diff("piecewise(x <= 0, 1, x > 5, 2, ln(x))", "x")
    assert str(df) == "piecewise(x <= 0, 0, x > 5, 0, 1/x)"
    assert {str(condition) for condition in df.conditions} == {"x != 0", "x != 5"}
