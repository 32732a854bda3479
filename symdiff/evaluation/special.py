"""The special functions of real balls, with the conventions of mpmath.

Many are real only on a part of the reals that depends on a parameter; a routine that is given
other arguments raises Undefined, or Undecided where the balls do not tell.
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb

from . import domains as d
from .hypergeometric import Whole, appellf1, hyp2f1
from .real import Real
from .undefined import Undecided, Undefined


def _real(value: acb) -> arb:
    """The real part of a value that is known to be real."""
    if not value.imag.contains(0):
        raise Undefined("the value is not real")
    return value.real


def _through_complex(method: Callable[..., acb]) -> Callable[..., arb]:
    return lambda *arguments: _real(method(*[acb(a) for a in arguments]))


def _whole_or_none(u: arb) -> int | None:
    """The integer that a ball is, None if it holds none.

    Raises:
        Undecided: it holds one and more.
    """
    if u.is_exact():
        value = u.unique_fmpz()
        return None if value is None else int(value)
    if u.contains_integer():
        raise Undecided(f"whether {d.shown(u)} is a whole number cannot be told")
    return None


def _needs(holds: bool, fails: bool, message: str) -> None:
    if holds:
        return
    if fails:
        raise Undefined(message)
    raise Undecided(f"{message}, and whether that holds cannot be told")


def _polygamma(n: arb, u: arb) -> arb:
    order = _whole_or_none(n)
    if order is None or order < 0:
        raise Undefined(f"polygamma(n, u) needs n to be 0, 1, 2, ..., here n = {d.shown(n)}")
    return u.digamma() if order == 0 else _real(acb(u).polygamma(acb(n)))


def _factorial(u: arb) -> arb:
    return d.NO_POLE_OF_GAMMA.admit(u + 1, "gamma", False).gamma()


def _beta(u: arb, v: arb) -> arb:
    return u.gamma() * v.gamma() * (u + v).rgamma()


def _binomial(n: arb, k: arb) -> arb:
    top = d.NO_POLE_OF_GAMMA.admit(n + 1, "gamma", False)
    return top.gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _lambertw(u: arb) -> arb:
    value = u.lambertw()
    return value if value.is_finite() else arb(-1).union(u.upper().lambertw())


def _from_branch_point(u: arb) -> bool | None:
    least = -arb(-1).exp()
    return True if u >= least else False if u < least else None


def _of_order(method: str) -> Callable[[arb, arb], arb]:
    """A Bessel function that is entire for whole orders, and real for u >= 0 otherwise."""

    def routine(n: arb, u: arb) -> arb:
        if _whole_or_none(n) is None:
            if u.is_zero() and n > 0:
                return arb(0)
            _needs(u > 0, u <= 0, f"a Bessel function of an order that is not whole needs u > 0, here u = {d.shown(u)}")
        return getattr(u, method)(n)  # type: ignore[no-any-return]

    return routine


def _uppergamma(a: arb, u: arb) -> arb:
    order = _whole_or_none(a)
    if order is not None and order > 0:
        return u.gamma_upper(a)
    if u.is_zero():
        _needs(a > 0, a <= 0, "uppergamma(a, 0) needs a > 0")
        return a.gamma()
    _needs(u > 0, u < 0, f"uppergamma(a, u) needs u > 0 or a whole a > 0, here a = {d.shown(a)} and u = {d.shown(u)}")
    return u.gamma_upper(a)


def _lowergamma(a: arb, u: arb) -> arb:
    a = d.NO_POLE_OF_GAMMA.admit(a, "lowergamma", False)
    order = _whole_or_none(a)
    if order is not None:
        return u.gamma_lower(a)
    if u.is_zero():
        _needs(a > 0, a < 0, "lowergamma(a, 0) needs a > 0")
        return arb(0)
    _needs(u > 0, u < 0, f"lowergamma(a, u) needs u > 0 or a whole a > 0, here a = {d.shown(a)} and u = {d.shown(u)}")
    return u.gamma_lower(a)


def _polylog(s: arb, u: arb) -> arb:
    if u.is_exact() and u == 1:
        _needs(s > 1, s <= 1, f"polylog(s, 1) needs s > 1, here s = {d.shown(s)}")
        return s.zeta()
    order = _whole_or_none(s)
    if order is not None and order <= 0:
        d.NOT_ONE.admit(u, "polylog", False)
    else:
        _needs(u < 1, u > 1, f"polylog(s, u) needs u < 1, here u = {d.shown(u)}")
    return _real(acb(u).polylog(acb(s)))


def _zeta(s: arb, *shift: arb) -> arb:
    s = d.NOT_ONE.admit(s, "zeta", False)
    if not shift:
        return s.zeta()
    return s.zeta(d.POSITIVE.admit(shift[0], "the second argument of zeta:", False))


def _dilog(u: arb) -> arb:
    return _real(acb(u).polylog(acb(2)))


def _elliptick(m: arb) -> arb:
    return _real(acb(m).elliptic_k())


def _elliptice(*arguments: arb) -> arb:
    if len(arguments) == 1:
        m = d.AT_MOST_ONE.admit(arguments[0], "elliptice", True)
        return _real(acb(m).elliptic_e())
    phi, m = arguments
    _needs_sine(phi, m, "elliptice(u, m)", "m", strict=False)
    return _real(acb.elliptic_e_inc(acb(phi), acb(m)))


def _needs_sine(phi: arb, m: arb, call: str, parameter: str, strict: bool = True) -> None:
    """Whether 1 - m sin(t)^2 stays positive for t from 0 to phi."""
    size = abs(phi)
    half_turn = arb.pi() / 2
    sine = phi.sin() if size < half_turn else arb(1) if size > half_turn else phi.sin().union(arb(1))
    rest = 1 - m * sine * sine
    _needs(
        bool(rest > 0 if strict else rest >= 0),
        bool(rest <= 0 if strict else rest < 0),
        f"{call} needs 1 - {parameter}*sin(t)^2 > 0 for every t from 0 to u",
    )


def _ellipticf(phi: arb, m: arb) -> arb:
    _needs_sine(phi, m, "ellipticf(u, m)", "m")
    return _real(acb.elliptic_f(acb(phi), acb(m)))


def _ellipticpi(n: arb, *rest: arb) -> arb:
    if len(rest) == 1:
        m = d.BELOW_ONE.admit(rest[0], "ellipticpi", False)
        return _real(acb.elliptic_pi(acb(d.BELOW_ONE.admit(n, "ellipticpi", False)), acb(m)))
    phi, m = rest
    _needs_sine(phi, m, "ellipticpi(n, u, m)", "m")
    _needs_sine(phi, n, "ellipticpi(n, u, m)", "n")
    return _real(acb.elliptic_pi_inc(acb(n), acb(phi), acb(m)))


def _lower_parameter(c: arb, name: str) -> None:
    d.NO_POLE_OF_GAMMA.admit(c, name, False)


def _hyp1f1(a: arb, b: arb, u: arb) -> arb:
    _lower_parameter(b, "the lower parameter of hyp1f1: ")
    return _real(acb(u).hypgeom_1f1(acb(a), acb(b)))


def _is_polynomial(a: arb) -> bool:
    order = _whole_or_none(a) if a.is_exact() else None
    return order is not None and order <= 0


def gauss(a: arb, b: arb, c: arb, u: arb, whole: Whole | None = None) -> arb:
    """hyp2f1 over the reals; `whole` says which differences of the parameters are integers."""
    _lower_parameter(c, "the lower parameter of hyp2f1: ")
    if not (_is_polynomial(a) or _is_polynomial(b)):
        if u.is_exact() and u == 1:
            excess = c - a - b
            _needs(excess > 0, excess <= 0, "hyp2f1(a, b, c, 1) needs c > a + b")
        else:
            _needs(u < 1, u > 1, f"hyp2f1(a, b, c, u) needs u < 1, here u = {d.shown(u)}")
    return _real(hyp2f1(acb(a), acb(b), acb(c), acb(u), whole))


def _appellf1(a: arb, b: arb, c: arb, e: arb, u: arb, v: arb) -> arb:
    _lower_parameter(e, "the lower parameter of appellf1: ")
    for argument in (u, v):
        _needs(argument < 1, argument >= 1, f"appellf1 needs both arguments below 1, here {d.shown(argument)}")
    return _real(appellf1(acb(a), acb(b), acb(c), acb(e), acb(u), acb(v)))


def _expint(n: arb, u: arb) -> arb:
    return u.expint(n)


def _fresnel(method: str) -> Callable[[arb], arb]:
    return lambda u: getattr(u, method)(normalized=True)


_BRANCH_POINT = d.Domain("u >= -1/e", _from_branch_point, closed=True)

SPECIAL: dict[str, Real] = {
    "erf": Real(arb.erf),
    "erfc": Real(arb.erfc),
    "erfi": Real(arb.erfi),
    "gamma": Real(arb.gamma, (d.NO_POLE_OF_GAMMA,)),
    "lngamma": Real(arb.lgamma, (d.POSITIVE,)),
    "digamma": Real(arb.digamma, (d.NO_POLE_OF_GAMMA,)),
    "polygamma": Real(_polygamma, (None, d.NO_POLE_OF_GAMMA)),
    "factorial": Real(_factorial),
    "binomial": Real(_binomial, (None, None)),
    "beta": Real(_beta, (d.NO_POLE_OF_GAMMA, d.NO_POLE_OF_GAMMA)),
    "lambertw": Real(_lambertw, (_BRANCH_POINT,)),
    "zeta": Real(_zeta, ()),
    "ei": Real(arb.ei, (d.NOT_ZERO,)),
    "e1": Real(lambda u: u.expint(arb(1)), (d.POSITIVE,)),
    "li": Real(arb.li, (d.POSITIVE_NOT_ONE,)),
    "si": Real(arb.si),
    "ci": Real(arb.ci, (d.POSITIVE,)),
    "shi": Real(arb.shi),
    "chi": Real(arb.chi, (d.POSITIVE,)),
    "expint": Real(_expint, (None, d.POSITIVE)),
    "fresnels": Real(_fresnel("fresnel_s")),
    "fresnelc": Real(_fresnel("fresnel_c")),
    "besselj": Real(_of_order("bessel_j"), (None, None)),
    "besseli": Real(_of_order("bessel_i"), (None, None)),
    "bessely": Real(lambda n, u: u.bessel_y(n), (None, d.POSITIVE)),
    "besselk": Real(lambda n, u: u.bessel_k(n), (None, d.POSITIVE)),
    "airyai": Real(arb.airy_ai),
    "airybi": Real(arb.airy_bi),
    "airyaiprime": Real(lambda u: u.airy_ai(derivative=1)),
    "airybiprime": Real(lambda u: u.airy_bi(derivative=1)),
    "uppergamma": Real(_uppergamma, (None, None)),
    "lowergamma": Real(_lowergamma, (None, None)),
    "polylog": Real(_polylog, (None, None)),
    "dilog": Real(_dilog, (d.AT_MOST_ONE,)),
    "elliptick": Real(_elliptick, (d.BELOW_ONE,)),
    "elliptice": Real(_elliptice, ()),
    "ellipticf": Real(_ellipticf, (None, None)),
    "ellipticpi": Real(_ellipticpi, ()),
    "hyp1f1": Real(_hyp1f1, (None, None, None)),
    "hyp2f1": Real(gauss, (None,) * 4),
    "appellf1": Real(_appellf1, (None,) * 6),
}
