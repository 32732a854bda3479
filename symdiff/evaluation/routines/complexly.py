"""The functions of complex balls: principal values, with the conventions of mpmath."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb

from ..exact import whole_in
from ..undefined import Undefined
from .hypergeometric import appellf1, hyp2f1

Routine = Callable[..., acb]

LARGE_EXPONENT = 10_000  # from here on zeta(s) is summed: 1 + 2^-s, and less than 2*3^-s in size


def _sign(u: acb) -> acb:
    return acb(0) if u.is_zero() else u / acb(abs(u))


def _cbrt(u: acb) -> acb:
    if u.imag.is_zero() and u.real < 0:
        return -acb((-u.real).root(3))
    return u.root(3)


def _root(u: acb, degree: acb) -> acb:
    whole = whole_in(degree.real) if degree.is_exact() and degree.imag.is_zero() else None
    if u.imag.is_zero() and u.real < 0 and whole is not None and whole % 2 == 1:
        return -((-u) ** (1 / degree))
    return u ** (1 / degree)


def _polygamma(n: acb, u: acb) -> acb:
    if n.is_zero():
        return u.digamma()
    order = whole_in(n.real) if n.is_exact() and n.imag.is_zero() else None
    if order is None or order < 0:
        raise Undefined("polygamma(n, u) needs n to be 0, 1, 2, ...")
    return u.polygamma(n)


def _zeta(s: acb, *shift: acb) -> acb:
    if shift or not s.real > LARGE_EXPONENT:
        return s.zeta(*shift)
    size = 2 * arb(3) ** -s.real
    wide = size.union(-size)
    return 1 + acb(2) ** -s + acb(wide, wide)


def _lower_gamma(a: acb, u: acb) -> acb:
    return u.gamma_lower(a)


def _elliptic_e(*arguments: acb) -> acb:
    if len(arguments) == 1:
        return arguments[0].elliptic_e()
    phi, m = arguments
    return acb.elliptic_e_inc(phi, m)


def _elliptic_pi(*arguments: acb) -> acb:
    if len(arguments) == 2:
        n, m = arguments
        return acb.elliptic_pi(n, m)
    n, phi, m = arguments
    return acb.elliptic_pi_inc(n, phi, m)


def _fresnel(method: str) -> Routine:
    return lambda u: getattr(u, method)(normalized=True)


def _of_order(method: str) -> Routine:
    return lambda n, u: getattr(u, method)(n)


def _ei(u: acb) -> acb:
    return u.ei()


# For those that have definitions too the reasons are those of the real routines: see `elementary` and `special`.
ROUTINES: dict[str, Routine] = {
    "exp": acb.exp,
    "ln": acb.log,
    "sqrt": acb.sqrt,
    "cbrt": _cbrt,
    "root": _root,
    "sin": acb.sin,
    "cos": acb.cos,
    "tan": acb.tan,
    "asin": acb.asin,
    "acos": acb.acos,
    "atan": acb.atan,
    "acot": lambda u: acb(arb.pi()) / 2 - u.atan(),
    "sinh": acb.sinh,
    "cosh": acb.cosh,
    "tanh": acb.tanh,
    "asinh": acb.asinh,
    "acosh": acb.acosh,
    "atanh": acb.atanh,
    "abs": lambda u: acb(abs(u)),
    "sign": _sign,
    "softplus": lambda u: u.exp().log1p(),
    "sinc": acb.sinc,
    "erf": acb.erf,
    "erfc": acb.erfc,
    "erfi": acb.erfi,
    "gamma": acb.gamma,
    "lngamma": acb.lgamma,
    "digamma": acb.digamma,
    "polygamma": _polygamma,
    "binomial": lambda n, k: (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma(),
    "beta": lambda u, v: u.gamma() * v.gamma() * (u + v).rgamma(),
    "lambertw": acb.lambertw,
    "zeta": _zeta,
    "ei": _ei,
    "e1": lambda u: u.expint(acb(1)),
    "expint": lambda n, u: u.expint(n),
    "li": acb.li,
    "si": acb.si,
    "ci": acb.ci,
    "shi": acb.shi,
    "chi": acb.chi,
    "fresnels": _fresnel("fresnel_s"),
    "fresnelc": _fresnel("fresnel_c"),
    "besselj": _of_order("bessel_j"),
    "bessely": _of_order("bessel_y"),
    "besseli": _of_order("bessel_i"),
    "besselk": _of_order("bessel_k"),
    "airyai": acb.airy_ai,
    "airybi": acb.airy_bi,
    "airyaiprime": lambda u: u.airy_ai(derivative=1),
    "airybiprime": lambda u: u.airy_bi(derivative=1),
    "uppergamma": lambda a, u: u.gamma_upper(a),
    "lowergamma": _lower_gamma,
    "polylog": lambda s, u: u.polylog(s),
    "elliptick": acb.elliptic_k,
    "elliptice": _elliptic_e,
    "ellipticf": acb.elliptic_f,
    "ellipticpi": _elliptic_pi,
    "hyp1f1": lambda a, b, u: u.hypgeom_1f1(a, b),
    "hyp2f1": hyp2f1,
    "appellf1": appellf1,
}
