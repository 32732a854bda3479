"""The special functions of real balls, with the conventions of mpmath.

Many are real only on a part of the reals that depends on a parameter: the routines are given balls of that part.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb

from ..exact import whole_in
from ..undefined import Undefined
from . import complexly
from .complexly import LARGE_EXPONENT
from .elementary import Routine


def _real(value: acb) -> arb:
    """The real part of a value that is known to be real."""
    if not value.imag.contains(0):
        raise Undefined("the value is not real")
    return value.real


def _through_complex(name: str) -> Routine:
    routine = complexly.ROUTINES[name]
    return lambda *arguments, **options: _real(routine(*[acb(a) for a in arguments], **options))


def _is_whole(u: arb) -> bool:
    return bool(u.is_exact() and whole_in(u) is not None)


def _beta(u: arb, v: arb) -> arb:
    return u.gamma() * v.gamma() * (u + v).rgamma()


def _binomial(n: arb, k: arb) -> arb:
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _lambertw(u: arb) -> arb:
    value = u.lambertw()
    return value if value.is_finite() else arb(-1).union(u.upper().lambertw())


def _of_order(method: str) -> Callable[[arb, arb], arb]:
    """A Bessel function of the first kind: for an order that is not whole, 0 at 0."""

    def routine(n: arb, u: arb) -> arb:
        if u.is_zero() and n > 0:
            return arb(0)
        return getattr(u, method)(n)  # type: ignore[no-any-return]

    return routine


def _uppergamma(a: arb, u: arb) -> arb:
    return a.gamma() if u.is_zero() and not _is_whole(a) else u.gamma_upper(a)


def _lowergamma(a: arb, u: arb) -> arb:
    return arb(0) if u.is_zero() else u.gamma_lower(a)


def _polylog(s: arb, u: arb) -> arb:
    if not u.contains(1):
        return _polylog_below_one(s, u)
    edge = s.zeta()
    return edge if u.is_exact() else _polylog_below_one(s, u.lower()).union(edge)  # it increases


_polylog_below_one = _through_complex("polylog")


def _zeta(s: arb, *shift: arb) -> arb:
    if shift or not s > LARGE_EXPONENT:
        return s.zeta(*shift)
    return 1 + arb(2) ** -s + arb(0).union(2 * arb(3) ** -s)


def _expint(n: arb, u: arb) -> arb:
    return 1 / (n - 1) if u.is_zero() else u.expint(n)


def _fresnel(method: str) -> Callable[[arb], arb]:
    return lambda u: getattr(u, method)(normalized=True)


_REAL_PARTS = ("polygamma", "elliptick", "elliptice", "ellipticf", "ellipticpi", "hyp1f1", "hyp2f1", "appellf1")

# Beside their definitions have routines: beta and binomial, for 1/gamma is 0 where gamma has its poles.
SPECIAL: dict[str, Routine] = {
    "erf": arb.erf,
    "erfc": arb.erfc,
    "erfi": arb.erfi,
    "gamma": arb.gamma,
    "lngamma": arb.lgamma,
    "digamma": arb.digamma,
    "binomial": _binomial,
    "beta": _beta,
    "lambertw": _lambertw,
    "zeta": _zeta,
    "ei": arb.ei,
    "e1": lambda u: -(-u).ei(),
    "li": arb.li,
    "si": arb.si,
    "ci": arb.ci,
    "shi": arb.shi,
    "chi": arb.chi,
    "expint": _expint,
    "fresnels": _fresnel("fresnel_s"),
    "fresnelc": _fresnel("fresnel_c"),
    "besselj": _of_order("bessel_j"),
    "besseli": _of_order("bessel_i"),
    "bessely": lambda n, u: u.bessel_y(n),
    "besselk": lambda n, u: u.bessel_k(n),
    "airyai": arb.airy_ai,
    "airybi": arb.airy_bi,
    "airyaiprime": lambda u: u.airy_ai(derivative=1),
    "airybiprime": lambda u: u.airy_bi(derivative=1),
    "uppergamma": _uppergamma,
    "lowergamma": _lowergamma,
    "polylog": _polylog,
    **{name: _through_complex(name) for name in _REAL_PARTS},
}
