"""Hypergeometric series summed here: Appell's F1, which flint lacks, and the 2F1 for which flint takes minutes.

F1(a; b, b'; c; x, y) is the sum of (a)_N/(c)_N times the N-th coefficient of (1 - x t)^-b (1 - y t)^-b',
and 2F1 is the case y = 0. The rest of a sum is bounded by a geometric series. Pfaff's
transformations bring the arguments near to 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import Any, NamedTuple

from flint import acb, arb, ctx, fmpq, fmpz_poly

from ..exact import whole_in
from ..undefined import TooLarge, Undecided

MOST_TERMS = 60_000
MOST_BITS_SUMMED = 12_000_000  # of all terms
WORKABLE = 0.999  # the largest argument of a series that is summed

Whole = tuple[bool, bool, bool, bool]
Arguments = tuple[acb, acb, acb, acb, acb, acb]  # a, b, b', c, x, y


def whole_differences(arguments: Sequence[Any]) -> Whole | None:
    """Which of a - b, c - a, c - b and c - a - b are integers; None unless all three parameters are known exactly."""
    if [type(argument) for argument in arguments[:3]] != [fmpq, fmpq, fmpq]:
        return None
    a, b, c = arguments[:3]
    return (a - b).q == 1, (c - a).q == 1, (c - b).q == 1, (c - a - b).q == 1


def hyp2f1(a: acb, b: acb, c: acb, z: acb, whole: Whole | None = None) -> acb:
    """Gauss's function.

    flint is quick unless it has to connect two singular points and cannot tell whether parameters
    differ by an integer: then it takes minutes.

    Args:
        a, b, c: the parameters.
        z: the argument.
        whole: which differences of the parameters are integers, if that is known: see `whole_differences`.
    """
    if whole is not None:
        return z.hypgeom_2f1(a, b, c, False, *whole)
    if min(_size(z), _size(z / (z - 1))) <= 0.75 or not (_doubtful(c - a - b) or _doubtful(a - b)):
        return z.hypgeom_2f1(a, b, c)
    zero = acb(0)
    factor, arguments = _best((a, b, zero, c, z, zero), (_unchanged, _both))
    return factor * _sum(*arguments)


def informed(name: str, routine: Callable[..., Any], arguments: Sequence[Any]) -> Callable[..., Any]:
    """The routine of a function, told what the exact values of its arguments say."""
    return partial(routine, whole=whole_differences(arguments)) if name == "hyp2f1" else routine


def appellf1(a: acb, b: acb, c: acb, e: acb, u: acb, v: acb) -> acb:
    """Appell's F1(a; b, c; e; u, v)."""
    factor, arguments = _best((a, b, c, e, u, v), (_unchanged, _both, _first, _second))
    return factor * _sum(*arguments)


def _doubtful(difference: acb) -> bool:
    """Whether the ball holds an integer and more."""
    return difference.contains_integer() and not difference.is_exact()


def _size(z: acb) -> float:
    return float(abs(z).upper()) if z.is_finite() else inf


Transformation = Callable[[acb, acb, acb, acb, acb, acb], tuple[acb, Arguments]]


def _unchanged(a: acb, b: acb, d: acb, c: acb, x: acb, y: acb) -> tuple[acb, Arguments]:
    return acb(1), (a, b, d, c, x, y)


def _both(a: acb, b: acb, d: acb, c: acb, x: acb, y: acb) -> tuple[acb, Arguments]:
    factor = (1 - x) ** (-b) * (1 - y) ** (-d)
    return factor, (c - a, b, d, c, x / (x - 1), y / (y - 1))


def _first(a: acb, b: acb, d: acb, c: acb, x: acb, y: acb) -> tuple[acb, Arguments]:
    return (1 - x) ** (-a), (a, c - b - d, d, c, x / (x - 1), (x - y) / (x - 1))


def _second(a: acb, b: acb, d: acb, c: acb, x: acb, y: acb) -> tuple[acb, Arguments]:
    return (1 - y) ** (-a), (a, b, c - b - d, c, (y - x) / (y - 1), y / (y - 1))


def _best(arguments: Arguments, transformations: tuple[Transformation, ...]) -> tuple[acb, Arguments]:
    """The transformation after which the series converges fastest."""
    forms = [transform(*arguments) for transform in transformations]
    return min(forms, key=lambda form: max(_size(form[1][4]), _size(form[1][5])))


def _sum(a: acb, b: acb, d: acb, c: acb, x: acb, y: acb) -> acb:
    """The sum of the series.

    Raises:
        TooLarge: it converges too slowly.
        Undecided: an argument is not known well enough to tell whether it converges.
    """
    rho = max(_size(x), _size(y))
    if not rho < WORKABLE:
        if rho == inf or max(float(x.rad()), float(y.rad())) > 1e-3:
            raise Undecided("whether the series converges cannot be told")
        raise TooLarge("the series converges too slowly there")
    weights, rest = _weights(a, b, d, c, arb(rho))
    powers = _binomial_series(b, x, len(weights))
    if not y.is_zero():
        others = _binomial_series(d, y, len(weights))
        powers = _product(powers, others)
    total = acb(0)
    for weight, coefficient in zip(weights, powers, strict=False):
        total += weight * coefficient
    return total + _around_zero(rest)


def _binomial_series(exponent: acb, x: acb, count: int) -> list[acb]:
    """The coefficients of (1 - x t)^-exponent."""
    found = [acb(1)]
    for n in range(count - 1):
        found.append(found[-1] * (exponent + n) * x / (n + 1))
    return found


def _product(one: list[acb], other: list[acb]) -> list[acb]:
    """The coefficients of a product of series, as many as the factors have.

    They are multiplied as integers over a power of two: flint's own product of balls whose sizes are far apart is
    quadratic.
    """
    scale = arb((1, 2 * ctx.prec))
    first, second = _scaled(one, scale), _scaled(other, scale)
    above = first.real * second.real - first.imag * second.imag
    across = first.real * second.imag + first.imag * second.real
    error = first.error * second.size + second.error * first.size + len(one) * first.error * second.error
    around, squared = _around_zero(error.upper()), scale * scale
    return [acb(arb(above[k]) / squared, arb(across[k]) / squared) + around for k in range(len(one))]


class _Scaled(NamedTuple):
    """Coefficients as integers over a scale, the largest error of one, and a bound of the sum of their sizes."""

    real: fmpz_poly
    imag: fmpz_poly
    error: arb
    size: arb


def _scaled(coefficients: list[acb], scale: arb) -> _Scaled:
    parts = [[whole_in((part.mid() * scale).floor().mid()) for part in parts_of(c)] for c in coefficients]
    if any(None in pair for pair in parts):
        raise TooLarge("the terms of the series are too large there")
    error = max((arb(part.rad()) for c in coefficients for part in parts_of(c)), key=float) + 1 / scale
    size = sum((abs(c).upper() for c in coefficients), arb(0)).upper()
    return _Scaled(fmpz_poly([p[0] for p in parts]), fmpz_poly([p[1] for p in parts]), 2 * error, size)


def parts_of(value: acb) -> tuple[arb, arb]:
    """The real and the imaginary part."""
    return value.real, value.imag


def _around_zero(radius: arb) -> acb:
    wide = arb(0).union(radius).union(-radius)
    return acb(wide, wide)


def _weights(a: acb, b: acb, d: acb, c: acb, rho: arb) -> tuple[list[acb], arb]:
    """So many (a)_N/(c)_N that what follows is negligible, and a bound of what follows."""
    size_a, size_c, size_b = abs(a).upper(), abs(c).upper(), abs(b).upper() + abs(d).upper()
    weights, majorant = [acb(1)], arb(1)  # the majorant bounds the N-th coefficient of the powers
    tiny = arb(2) ** -ctx.prec
    for n in range(min(MOST_TERMS, MOST_BITS_SUMMED // ctx.prec)):
        if n % 16 == 0 and n > size_c:
            rest = _rest(abs(weights[-1]).upper() * majorant, rho, size_a, size_b, size_c, n)
            if rest is not None and rest < tiny:
                return weights[:-1], rest
        weights.append(weights[-1] * (a + n) / (c + n))
        majorant = majorant * (size_b + n) / (n + 1) * rho
    raise TooLarge("the series converges too slowly there")


def _rest(term: arb, rho: arb, a: arb, b: arb, c: arb, n: int) -> arb | None:
    """A bound of the terms from the n-th on, or None while they need not fall."""
    quotient = rho * (1 + (a + c) / (n - c))
    if b > 1:
        quotient = quotient * (b + n) / (n + 1)
    return (term / (1 - quotient)).upper() if quotient < 1 else None
