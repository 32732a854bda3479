"""The elementary functions of a real ball.

Each entry says where the function is defined and how to enclose it there. The routines are given
balls inside the domain only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flint import arb, fmpq

from . import domains as d
from .undefined import Undecided

Routine = Callable[..., arb]


class Real(NamedTuple):
    """A function over the reals: the domain of each argument (None: all of them) and the routine."""

    routine: Routine
    domains: tuple[d.Domain | None, ...] = (None,)


def _whole_part(round_: Callable[[arb], arb], name: str) -> Routine:
    def routine(u: arb) -> arb:
        whole = round_(u).unique_fmpz()
        if whole is None:
            raise Undecided(f"{name}(u) jumps at whole numbers, and u = {d.shown(u)} cannot be told from one")
        return arb(whole)

    return routine


def _sign(u: arb) -> arb:
    if u > 0:
        return arb(1)
    if u < 0:
        return arb(-1)
    raise Undecided(f"the sign of u = {d.shown(u)} cannot be told")


def _cbrt(u: arb) -> arb:
    if u > 0:
        return u.root(3)
    if u < 0:
        return -(-u).root(3)
    width = abs(u).upper().root(3)
    return (-width).union(width)


def _sigmoid(u: arb) -> arb:
    return 1 / (1 + (-u).exp()) if u > 0 else 1 - 1 / (1 + u.exp()) if not u < 0 else u.exp() / (1 + u.exp())


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
        raise Undecided(f"the side of the cut on which y = {d.shown(y)}, x = {d.shown(x)} lies cannot be told")
    return arb.atan2(y, x)


def _reciprocal(routine: Routine) -> Routine:
    return lambda u: routine(1 / u)


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


ELEMENTARY: dict[str, Real] = {
    "exp": Real(arb.exp),
    "ln": Real(arb.log, (d.POSITIVE,)),
    "log10": Real(lambda u: u.log() / arb.const_log10(), (d.POSITIVE,)),
    "log2": Real(lambda u: u.log() / arb.const_log2(), (d.POSITIVE,)),
    "sqrt": Real(_sqrt, (d.NOT_NEGATIVE,)),
    "cbrt": Real(_cbrt),
    "sin": Real(arb.sin),
    "cos": Real(arb.cos),
    "tan": Real(arb.tan, (d.COSINE_NOT_ZERO,)),
    "cot": Real(arb.cot, (d.SINE_NOT_ZERO,)),
    "sec": Real(arb.sec, (d.COSINE_NOT_ZERO,)),
    "csc": Real(arb.csc, (d.SINE_NOT_ZERO,)),
    "asin": Real(_asin, (d.UNIT,)),
    "acos": Real(_acos, (d.UNIT,)),
    "atan": Real(arb.atan),
    "acot": Real(lambda u: arb.atan2(arb(1), u)),
    "asec": Real(_reciprocal(_acos), (d.OUTSIDE_UNIT,)),
    "acsc": Real(_reciprocal(_asin), (d.OUTSIDE_UNIT,)),
    "sinh": Real(arb.sinh),
    "cosh": Real(arb.cosh),
    "tanh": Real(arb.tanh),
    "coth": Real(arb.coth, (d.NOT_ZERO,)),
    "sech": Real(arb.sech),
    "csch": Real(arb.csch, (d.NOT_ZERO,)),
    "asinh": Real(arb.asinh),
    "acosh": Real(_acosh, (d.AT_LEAST_ONE,)),
    "atanh": Real(arb.atanh, (d.OPEN_UNIT,)),
    "acoth": Real(_reciprocal(arb.atanh), (d.OUTSIDE_CLOSED_UNIT,)),
    "asech": Real(_reciprocal(_acosh), (d.UP_TO_ONE,)),
    "acsch": Real(_reciprocal(arb.asinh), (d.NOT_ZERO,)),
    "abs": Real(abs),
    "sign": Real(_sign),
    "floor": Real(_whole_part(arb.floor, "floor")),
    "ceil": Real(_whole_part(arb.ceil, "ceil")),
    "heaviside": Real(lambda u: (_sign(u) + 1) / 2),
    "max": Real(_extreme(arb.max), ()),
    "min": Real(_extreme(arb.min), ()),
    "atan2": Real(_arctangent2, (None, None)),
    "hypot": Real(lambda u, v: (u * u + v * v).nonnegative_part().sqrt(), (None, None)),
    "sigmoid": Real(_sigmoid),
    "softplus": Real(_softplus),
    "sinc": Real(arb.sinc),
}


def log_to_base(u: arb, base: arb, final: bool) -> arb:
    """The logarithm of u to a base."""
    u = d.POSITIVE.admit(u, "log", final)
    return u.log() / d.POSITIVE_NOT_ONE.admit(base, "the base of log", final).log()


def root(u: arb, degree: Any, final: bool) -> arb:
    """The real root: of odd degree for every u, else for u >= 0; a degree that is not whole gives u^(1/degree)."""
    from .undefined import Undefined

    if type(degree) is not fmpq:
        exponent: arb = d.POSITIVE.admit(u, "root", final).log() / degree
        return exponent.exp()
    if not degree:
        raise Undefined("a root of degree 0 does not exist")
    if degree.q != 1 or degree.p % 2 == 0:
        u = (d.POSITIVE if degree < 0 else d.NOT_NEGATIVE).admit(u, "root", final)
        return u ** (1 / degree)
    if degree < 0:
        u = d.NOT_ZERO.admit(u, "root", final)
    size = abs(u) ** (1 / degree)
    return size if u > 0 else -size if u < 0 else (-size).union(size)
