"""The elementary functions of a real ball.

The routines are given balls inside the domain of the function, or, on a closed one, balls that reach a little over
its boundary: then they enclose the values of the inner part.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from ..balls import shown
from ..exact import whole_in
from ..undefined import Undecided

Routine = Callable[..., arb]


def _whole_part(round_: Callable[[arb], arb], name: str) -> Routine:
    def routine(u: arb) -> arb:
        whole = whole_in(round_(u))
        if whole is None:
            raise Undecided(f"{name}(u) jumps at whole numbers, and u = {shown(u)} cannot be told from one")
        return arb(whole)

    return routine


def _sign(u: arb) -> arb:
    if u > 0:
        return arb(1)
    if u < 0:
        return arb(-1)
    raise Undecided(f"the sign of u = {shown(u)} cannot be told")


def _cbrt(u: arb) -> arb:
    if u > 0:
        return u.root(3)
    if u < 0:
        return -(-u).root(3)
    width = abs(u).upper().root(3)
    return (-width).union(width)


def _softplus(u: arb) -> arb:
    return u + (-u).exp().log1p() if u > 0 else u.exp().log1p()


def _extreme(pick: Callable[[arb, arb], arb]) -> Routine:
    def routine(*arguments: arb) -> arb:
        best = arguments[0]
        for other in arguments[1:]:
            best = pick(best, other)
        return best

    return routine


def _arctangent2(y: arb, x: arb) -> arb:
    if y.contains(0) and not x > 0:
        raise Undecided(f"the side of the cut on which y = {shown(y)}, x = {shown(x)} lies cannot be told")
    return arb.atan2(y, x)


def _sqrt(u: arb) -> arb:
    return u.sqrt() if u >= 0 else u.nonnegative_part().sqrt()


def _asin(u: arb) -> arb:
    value = u.asin()
    if value.is_finite():
        return value
    return arb.atan2(u, ((1 - u) * (1 + u)).nonnegative_part().sqrt())


def _acos(u: arb) -> arb:
    value = u.acos()
    return value if value.is_finite() else arb.pi() / 2 - _asin(u)


def _acosh(u: arb) -> arb:
    value = u.acosh()
    if value.is_finite():
        return value
    beyond = (u - 1).nonnegative_part()
    return (beyond + (beyond * (beyond + 2)).nonnegative_part().sqrt()).log1p()


def _root(u: arb, degree: arb) -> arb:
    """The real root of odd degree of what is negative, else u^(1/degree)."""
    if u > 0:
        return (u.log() / degree).exp()
    size = (abs(u).upper().log() / degree).exp()
    whole = whole_in(degree) if degree.is_exact() else None
    if whole is None or whole % 2 == 0:
        return arb(0).union(size)
    return -((-u).log() / degree).exp() if u < 0 else (-size).union(size)


# Beside their definitions have routines: tan, which is one ball where a quotient is two; tanh, whose quotient is
# lost on wide balls; softplus, whose logarithm cancels far to the left; hypot, whose squares a ball cannot see to
# be positive.
ELEMENTARY: dict[str, Routine] = {
    "exp": arb.exp,
    "ln": arb.log,
    "sqrt": _sqrt,
    "cbrt": _cbrt,
    "root": _root,
    "sin": arb.sin,
    "cos": arb.cos,
    "tan": arb.tan,
    "asin": _asin,
    "acos": _acos,
    "atan": arb.atan,
    "acot": lambda u: arb.atan2(arb(1), u),
    "sinh": arb.sinh,
    "cosh": arb.cosh,
    "tanh": arb.tanh,
    "asinh": arb.asinh,
    "acosh": _acosh,
    "atanh": arb.atanh,
    "abs": abs,
    "sign": _sign,
    "floor": _whole_part(arb.floor, "floor"),
    "ceil": _whole_part(arb.ceil, "ceil"),
    "heaviside": lambda u: (_sign(u) + 1) / 2,
    "max": _extreme(arb.max),
    "min": _extreme(arb.min),
    "atan2": _arctangent2,
    "hypot": lambda u, v: (u * u + v * v).nonnegative_part().sqrt(),
    "softplus": _softplus,
    "sinc": arb.sinc,
}
