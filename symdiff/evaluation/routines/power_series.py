"""The functions of power series, and where the complex routines of the others are analytic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, arb_series, ctx, fmpq

from ..balls import enclose
from ..exact import whole_in
from ..taylor import coefficients
from ..undefined import Undecided, Undefined
from .complexly import ROUTINES
from .elementary import ELEMENTARY
from .hypergeometric import informed

Series = arb_series


def lift(value: Any) -> Series:
    """The value as a series."""
    return value if type(value) is Series else Series([enclose(value)])


def start(value: Any) -> Any:
    """The value at the point itself."""
    return value[0] if type(value) is Series else value


def by_cauchy(name: str) -> Callable[..., Any]:
    """The function of series without a series method of its own, by Cauchy's integral."""
    routine = ROUTINES.get(name)

    def operation(*arguments: Any) -> Any:
        if routine is None:
            raise Undefined(f"{name} has no derivatives that are enclosed")
        paths = [[a[k] for k in range(ctx.cap)] if type(a) is Series else [enclose(a)] for a in arguments]
        return Series(coefficients(informed(name, routine, arguments), ANALYTIC.get(name, everywhere), paths, ctx.cap))

    return operation


def everywhere(*_: acb) -> bool:
    """Whatever the argument."""
    return True


def _is_whole(n: acb) -> bool:
    return bool(n.is_exact() and n.imag.is_zero() and whole_in(n.real) is not None)


def _right_of_zero(u: acb) -> bool:
    return bool(u.real > 0)


def _left_of_one(u: acb) -> bool:
    return bool(u.real < 1)


def _bessel(n: acb, u: acb) -> bool:
    return _is_whole(n) or _right_of_zero(u)


def _gamma_like(a: acb, u: acb) -> bool:
    return _right_of_zero(u) or (_is_whole(a) and bool(a.real > 0))


def _incomplete(phi: acb, m: acb) -> bool:
    sine = phi.sin()
    return bool((1 - m * sine * sine).real > 0)


def _elliptic_e(*arguments: acb) -> bool:
    return _left_of_one(arguments[0]) if len(arguments) == 1 else _incomplete(*arguments)


def _elliptic_pi(n: acb, *rest: acb) -> bool:
    if len(rest) == 1:
        return _left_of_one(n) and _left_of_one(rest[0])
    return _incomplete(*rest) and _incomplete(rest[0], n)


# On which balls the complex routines are analytic, poles apart; those that are not named are so everywhere.
ANALYTIC: dict[str, Callable[..., bool]] = {
    "besselj": _bessel,
    "besseli": _bessel,
    "bessely": lambda n, u: _right_of_zero(u),
    "besselk": lambda n, u: _right_of_zero(u),
    "expint": lambda n, u: _right_of_zero(u),
    "uppergamma": _gamma_like,
    "lowergamma": _gamma_like,
    "zeta": lambda s, *u: not u or _right_of_zero(*u),
    "polylog": lambda s, u: _left_of_one(u),
    "elliptick": _left_of_one,
    "elliptice": _elliptic_e,
    "ellipticf": _incomplete,
    "ellipticpi": _elliptic_pi,
    "hyp2f1": lambda a, b, c, u: _left_of_one(u),
    "appellf1": lambda a, b, c, e, u, v: _left_of_one(u) and _left_of_one(v),
}


def _constant(name: str, jumps_at: Callable[[arb], bool]) -> Callable[[Series], Any]:
    def operation(u: Series) -> Any:
        if jumps_at(u[0]):
            raise Undefined(f"{name} has no derivative where it jumps")
        return ELEMENTARY[name](u[0])

    return operation


def _abs(u: Series) -> Series:
    if u[0].contains(0):
        raise Undecided("abs(u) has no derivative at u = 0")
    return u if u[0] > 0 else -u


def _pick(larger: bool) -> Callable[..., Any]:
    def operation(*arguments: Any) -> Any:
        best = arguments[0]
        for other in arguments[1:]:
            gap = enclose(start(other)) - enclose(start(best))
            if gap.contains(0):
                raise Undecided("max and min have no derivative where two arguments meet")
            if (gap > 0) == larger:
                best = other
        return best

    return operation


def _cbrt(u: Series) -> Series:
    size = (_abs(u).log() / 3).exp()
    return size if u[0] > 0 else -size


def _root(u: Any, degree: Any) -> Any:
    if type(degree) is not fmpq:
        return (lift(u).log() / lift(degree)).exp()
    exponent = Series([arb(1 / degree)])
    if degree.q == 1 and degree.p % 2 == 1 and u[0] < 0:
        return -((-u).log() * exponent).exp()
    return (u.log() * exponent).exp()


def _atan2(y: Any, x: Any) -> Any:
    y, x = lift(y), lift(x)
    if x[0] > 0:
        return (y / x).atan()
    half = arb.pi() / 2
    if y[0] > 0:
        return Series([half]) - (x / y).atan()
    if y[0] < 0:
        return Series([-half]) - (x / y).atan()
    raise Undecided("atan2 has no derivative on its cut")


def _atanh(u: Series) -> Series:
    return ((1 + u) / (1 - u)).log() / 2


def _asinh(u: Series) -> Series:
    return (u + (u * u + 1).sqrt()).log() if not u[0] < 0 else -(-u + (u * u + 1).sqrt()).log()


def _acosh(u: Series) -> Series:
    return (u + (u - 1).sqrt() * (u + 1).sqrt()).log()


def _sinh(u: Series) -> Series:
    return (u.exp() - (-u).exp()) / 2


def _cosh(u: Series) -> Series:
    return (u.exp() + (-u).exp()) / 2


def _binomial(n: Any, k: Any) -> Any:
    n, k = lift(n), lift(k)
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _beta(u: Any, v: Any) -> Any:
    u, v = lift(u), lift(v)
    return u.gamma() * v.gamma() * (u + v).rgamma()


def _zeta(*arguments: Any) -> Any:
    return arguments[0].zeta() if len(arguments) == 1 else by_cauchy("zeta")(*arguments)


def _method(name: str, *arguments: Any, **options: Any) -> Callable[[Series], Series]:
    return lambda u: getattr(u, name)(*arguments, **options)


# Beside its definition has a routine: tan, which flint has; beta and binomial as in `special`.
ROUTINES_OF_SERIES: dict[str, Callable[..., Any]] = {
    "exp": _method("exp"),
    "ln": _method("log"),
    "sqrt": _method("sqrt"),
    "cbrt": _cbrt,
    "root": _root,
    "sin": _method("sin"),
    "cos": _method("cos"),
    "tan": _method("tan"),
    "asin": _method("asin"),
    "acos": _method("acos"),
    "atan": _method("atan"),
    "acot": lambda u: Series([arb.pi() / 2]) - u.atan(),
    "sinh": _sinh,
    "cosh": _cosh,
    "asinh": _asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "abs": _abs,
    "sign": _constant("sign", lambda u: u.is_zero()),
    "heaviside": _constant("heaviside", lambda u: u.is_zero()),
    "floor": _constant("floor", lambda u: u.is_exact() and u.contains_integer()),
    "ceil": _constant("ceil", lambda u: u.is_exact() and u.contains_integer()),
    "max": _pick(True),
    "min": _pick(False),
    "atan2": _atan2,
    "sinc": lambda u: u.sin() / u,
    "erf": _method("erf"),
    "erfc": _method("erfc"),
    "erfi": _method("erfi"),
    "gamma": _method("gamma"),
    "lngamma": _method("lgamma"),
    "binomial": _binomial,
    "beta": _beta,
    "lambertw": _method("lambertw"),
    "zeta": _zeta,
    "ei": _method("ei"),
    "e1": lambda u: -(-u).ei(),
    "li": _method("li"),
    "si": _method("si"),
    "ci": _method("ci"),
    "shi": _method("shi"),
    "chi": _method("chi"),
    "fresnels": _method("fresnel_s", normalized=True),
    "fresnelc": _method("fresnel_c", normalized=True),
    "airyai": _method("airy_ai"),
    "airybi": _method("airy_bi"),
    "airyaiprime": _method("airy_ai_prime"),
    "airybiprime": _method("airy_bi_prime"),
}
