"""The equation of a line as what it says of y."""

from __future__ import annotations

from ..algebra.normal_form import is_zero
from ..expression import Apply, Expression, integer, symbol
from ..tidying import minus, negate, over, tidy
from ..traversal import free_symbols, substitute

Y = symbol("y")


def sides(answer: Expression) -> Expression:
    """What the equation of a line says of y; anything else as it is."""
    if not (isinstance(answer, Apply) and answer.function == "="):
        return answer
    left, right = answer.arguments
    if left is Y:
        return right
    # An equation that is linear in y, a + b*y = 0, says that y is -a/b; another one says nothing of the kind.
    difference = minus(left, right)
    at = [tidy(substitute(difference, {Y: integer(k)})) for k in range(3)]
    slope = minus(at[1], at[0])
    if Y not in free_symbols(difference) or not is_zero(minus(minus(at[2], at[1]), slope)):
        return difference
    return negate(over(at[0], slope))
