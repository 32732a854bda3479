"""Taylor coefficients of special functions by Cauchy's integral, enclosed rigorously and without any rule of calculus.

For a function F that is analytic on the disc |t| < R and bounded there by M, the mean of
F(r w^j) w^(-jk) / r^k over the N-th roots of unity w^j is the k-th coefficient, up to the
coefficients k + N, k + 2N, ... times powers of r^N: at most M R^(-k) q/(1 - q), q = (r/R)^N.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flint import acb, arb, ctx

from .undefined import Undecided

Analytic = Callable[..., bool]

HALVINGS = 60
RATIO_BITS = 8  # r = R/256: each point of the circle gives eight bits, each order costs as many


def coefficients(
    routine: Callable[..., acb], analytic: Analytic, paths: Sequence[Sequence[arb]], count: int
) -> list[arb]:
    """The first coefficients of t -> routine(p(t), q(t), ...).

    Args:
        routine: a function of complex balls that gives no finite ball around a pole.
        analytic: whether the routine is analytic on balls, poles apart.
        paths: the coefficients of the polynomials p, q, ...
        count: how many coefficients are wanted.

    Raises:
        Undecided: no disc was found on which the function is analytic and bounded.
    """
    bits = ctx.prec
    with ctx.workprec(bits + RATIO_BITS * count + 8):
        radius, bound = _disc(routine, analytic, paths)
        points = bits // RATIO_BITS + 2 * count + 3
        small = radius / (1 << RATIO_BITS)
        values = _around(routine, paths, small, points)
        quotient = arb(2) ** (-RATIO_BITS * points)
        error = bound * quotient / (1 - quotient)
        found = []
        for k in range(count):
            total = acb(0)
            for j, value in enumerate(values):
                total += value * _root_of_unity(-j * k, points)
            spread = (error / radius**k).upper()
            found.append((total / points).real / small**k + (-spread).union(spread))
    return found


def _around(routine: Callable[..., acb], paths: Sequence[Sequence[arb]], radius: arb, points: int) -> list[acb]:
    """The values around a circle; the lower half mirrors the upper, since the function is real on the reals."""
    upper = [routine(*_at(paths, _root_of_unity(j, points) * radius)) for j in range(points // 2 + 1)]
    return [upper[j] if j < len(upper) else upper[points - j].conjugate() for j in range(points)]


def _root_of_unity(j: int, points: int) -> acb:
    return acb(arb(2 * j) / points).exp_pi_i()


def _at(paths: Sequence[Sequence[arb]], t: acb) -> list[acb]:
    values = []
    for path in paths:
        value = acb(path[-1])
        for coefficient in reversed(path[:-1]):
            value = value * t + coefficient
        values.append(value)
    return values


def _disc(routine: Callable[..., acb], analytic: Analytic, paths: Sequence[Sequence[arb]]) -> tuple[arb, arb]:
    radius = arb(1)
    for _ in range(HALVINGS):
        interval = arb(0).union(radius).union(-radius)
        arguments = _at(paths, acb(interval, interval))
        if analytic(*arguments):
            value = routine(*arguments)
            if value.is_finite():
                return radius, abs(value).upper()
        radius = radius / 2
    raise Undecided("the function is not known to be analytic there")
