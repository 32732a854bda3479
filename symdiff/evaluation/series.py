"""Arithmetic of truncated power series in balls: derivatives without any rule of calculus.

A value that depends on the variable x0 + t is an arb_series in t; its coefficients 1, 2, ... enclose
the derivatives at x0. Where the function has none (a corner, a jump, the edge of a domain) there
is no series.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import factorial
from typing import Any

from flint import acb, arb, arb_series, ctx, fmpq

from . import domains as d
from .balls import Balls, Operation, enclose
from .complex_functions import ROUTINES
from .evaluator import leaves
from .exact import PowerOfE
from .program import Program, execute
from .real import ELEMENTARY
from .special import SPECIAL
from .taylor import coefficients
from .undefined import Undecided, Undefined

Series = arb_series


@contextmanager
def series_length(length: int) -> Iterator[None]:
    """Series of so many terms inside."""
    before = ctx.cap
    ctx.cap = length
    try:
        yield
    finally:
        ctx.cap = before


def derivative_at(program: Program, values: Mapping[str, Any], variable: str, order: int = 1) -> arb:
    """An enclosure of the derivative at a point, at the current precision.

    Args:
        program: the function.
        values: the point, exact.
        variable: by which the derivative is taken.
        order: how many times.

    Raises:
        Stopped: the derivative does not exist there, or cannot be told to.
    """
    with series_length(order + 1):
        point = {**values, variable: Series([enclose(values[variable]), 1])}
        steps = program.steps("series", SeriesArithmetic().operation)
        result = execute(program, steps, leaves(program, point))
    if type(result) is not Series:
        return arb(0)
    return result[order] * factorial(order)


def _lift(value: Any) -> Series:
    return value if type(value) is Series else Series([enclose(value)])


def _start(value: Any) -> Any:
    """The value at the point itself."""
    return value[0] if type(value) is Series else value


class SeriesArithmetic(Balls):
    """The operations on exact values, balls and series."""

    def add(self, a: Any, b: Any) -> Any:
        """The sum."""
        if type(a) is Series or type(b) is Series:
            return _lift(a) + _lift(b)
        return super().add(a, b)

    def subtract(self, a: Any, b: Any) -> Any:
        """The difference."""
        if type(a) is Series or type(b) is Series:
            return _lift(a) - _lift(b)
        return super().subtract(a, b)

    def multiply(self, a: Any, b: Any) -> Any:
        """The product."""
        if type(a) is Series or type(b) is Series:
            return _lift(a) * _lift(b)
        return super().multiply(a, b)

    def negate(self, a: Any) -> Any:
        """The opposite."""
        return -a if type(a) is Series else super().negate(a)

    def divide(self, a: Any, b: Any) -> Any:
        """The quotient."""
        if type(a) is not Series and type(b) is not Series:
            return super().divide(a, b)
        super().divide(fmpq(1), _start(b))
        return _lift(a) / _lift(b)

    def power(self, a: Any, b: Any) -> Any:
        """The power; by a variable exponent only of a positive base."""
        if type(a) is not Series and type(b) is not Series:
            return super().power(a, b)
        if type(b) is not Series and type(b) is fmpq and b.q == 1:
            if b <= 0:
                self.require_not_zero(_start(a), "division by zero", "the base")
            return _lift(a) ** int(b.p) if b >= 0 else (1 / _lift(a)) ** int(-b.p)
        if type(a) is PowerOfE:
            return _finite((_lift(b) * Series([arb(a.exponent)])).exp())
        base = enclose(_start(a))
        if base < 0 or base.is_zero():
            raise Undefined("the power has no derivative where its base is not positive")
        d.POSITIVE.admit(base, "x^y", False)
        return _finite((_lift(a).log() * _lift(b)).exp())

    def less(self, a: Any, b: Any) -> bool:
        """Whether a < b at the point and around it."""
        left, right = self._apart(a, b)
        return super().less(left, right)

    def less_or_equal(self, a: Any, b: Any) -> bool:
        """Whether a <= b at the point and around it."""
        return self.less(a, b)

    def equal(self, a: Any, b: Any) -> bool:
        """Whether a = b; for what varies only where it is not."""
        left, right = self._apart(a, b)
        return super().equal(left, right)

    def _apart(self, a: Any, b: Any) -> tuple[Any, Any]:
        left, right = _start(a), _start(b)
        if type(a) is Series or type(b) is Series:
            super().require_not_zero(enclose(super().subtract(left, right)), "the formula changes there", "a difference")
        return left, right

    def function(self, name: str) -> Operation | None:
        """The operation of a function, or None."""
        over_reals = super().function(name)
        if over_reals is None:
            return None
        entry = ELEMENTARY.get(name) or SPECIAL.get(name)
        domains = entry.domains if entry is not None else ()
        routine = ROUTINES_OF_SERIES.get(name) or _by_cauchy(name)

        def operation(*arguments: Any) -> Any:
            if not any(type(a) is Series for a in arguments):
                return over_reals(*arguments)
            for argument, domain in zip(arguments, domains, strict=False):
                if domain is not None:
                    domain.admit(enclose(_start(argument)), name, False)
            try:
                return _finite(routine(*arguments))
            except ValueError:  # flint's word for a quotient by a series that may begin with 0
                raise Undecided("there is no derivative there, or it cannot be told") from None

        return operation


def _finite(value: Any) -> Any:
    if type(value) is Series and not all(value[k].is_finite() for k in range(ctx.cap)):
        raise Undecided("there is no derivative there, or it cannot be told")
    return value


def _by_cauchy(name: str) -> Callable[..., Any]:
    """A function without a series of its own, by Cauchy's integral."""
    routine = ROUTINES.get(name)

    def operation(*arguments: Any) -> Any:
        if routine is None:
            raise Undecided(f"{name} has no enclosed derivatives")
        paths = [[a[k] for k in range(ctx.cap)] if type(a) is Series else [enclose(a)] for a in arguments]
        return Series(coefficients(routine, ANALYTIC.get(name, _everywhere), paths, ctx.cap))

    return operation


def partial_derivative(head: str, final: bool) -> Operation | None:
    """The operation of a derivative that has no formula, such as D_1 besselj or zeta'; or None.

    Only derivatives by one of the arguments are computed.
    """
    base, place, order = _parted(head)
    routine, over_reals = ROUTINES.get(base), Balls(final).function(base)
    if routine is None or over_reals is None or place < 0:
        return None

    def operation(*arguments: Any) -> Any:
        over_reals(*arguments)  # says where the function itself is not defined
        paths = [[enclose(a), arb(1)] if k == place else [enclose(a)] for k, a in enumerate(arguments)]
        found = coefficients(routine, ANALYTIC.get(base, _everywhere), paths, order + 1)
        return found[order] * factorial(order)

    return operation


def _parted(head: str) -> tuple[str, int, int]:
    """The function, the place of the argument and the order: zeta'' is zeta, 0, 2; mixed ones have place -1."""
    if head.endswith("'"):
        base = head.rstrip("'")
        return base, 0, len(head) - len(base)
    *places, base = head.split(" ")
    return base, int(places[0][2:]) - 1 if len(set(places)) == 1 else -1, len(places)


def _everywhere(*_: acb) -> bool:
    return True


def _is_whole(n: acb) -> bool:
    return bool(n.is_exact() and n.imag.is_zero() and n.real.unique_fmpz() is not None)


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
    "dilog": _left_of_one,
    "elliptick": _left_of_one,
    "elliptice": _elliptic_e,
    "ellipticf": _incomplete,
    "ellipticpi": _elliptic_pi,
    "hyp2f1": lambda a, b, c, u: _left_of_one(u),
}


def _constant(name: str, jumps_at: Callable[[arb], bool]) -> Callable[[Series], Any]:
    def operation(u: Series) -> Any:
        if jumps_at(u[0]):
            raise Undefined(f"{name} has no derivative where it jumps")
        routine = ELEMENTARY[name].routine
        return routine(u[0])

    return operation


def _abs(u: Series) -> Series:
    if u[0].contains(0):
        raise Undecided("abs(u) has no derivative at u = 0")
    return u if u[0] > 0 else -u


def _pick(larger: bool) -> Callable[..., Any]:
    def operation(*arguments: Any) -> Any:
        best = arguments[0]
        for other in arguments[1:]:
            gap = enclose(_start(other)) - enclose(_start(best))
            if gap.contains(0):
                raise Undecided("max and min have no derivative where two arguments meet")
            if (gap > 0) == larger:
                best = other
        return best

    return operation


def _cbrt(u: Series) -> Series:
    size = (_abs(u).log() / 3).exp()
    return size if u[0] > 0 else -size


def _root(u: Any, degree: Any) -> Series:
    if type(degree) is not fmpq:
        return (_lift(u).log() / _lift(degree)).exp()
    exponent = Series([arb(1 / degree)])
    if degree.q == 1 and degree.p % 2 == 1 and u[0] < 0:
        return -((-u).log() * exponent).exp()
    return (u.log() * exponent).exp()


def _atan2(y: Any, x: Any) -> Series:
    y, x = _lift(y), _lift(x)
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


def _tanh(u: Series) -> Series:
    return 1 - 2 / ((2 * u).exp() + 1)


def _binomial(n: Any, k: Any) -> Series:
    n, k = _lift(n), _lift(k)
    return (n + 1).gamma() * (k + 1).rgamma() * (n - k + 1).rgamma()


def _beta(u: Any, v: Any) -> Series:
    u, v = _lift(u), _lift(v)
    return u.gamma() * v.gamma() * (u + v).rgamma()


def _hypot(u: Any, v: Any) -> Series:
    u, v = _lift(u), _lift(v)
    return (u * u + v * v).sqrt()


def _zeta(*arguments: Any) -> Any:
    return arguments[0].zeta() if len(arguments) == 1 else _by_cauchy("zeta")(*arguments)


def _method(name: str, *arguments: Any, **options: Any) -> Callable[[Series], Series]:
    return lambda u: getattr(u, name)(*arguments, **options)


ROUTINES_OF_SERIES: dict[str, Callable[..., Any]] = {
    "exp": _method("exp"),
    "ln": _method("log"),
    "log10": lambda u: u.log() / arb.const_log10(),
    "log2": lambda u: u.log() / arb.const_log2(),
    "log": lambda u, base: _lift(u).log() / _lift(base).log(),
    "sqrt": _method("sqrt"),
    "cbrt": _cbrt,
    "root": _root,
    "sin": _method("sin"),
    "cos": _method("cos"),
    "tan": _method("tan"),
    "cot": lambda u: u.cos() / u.sin(),
    "sec": lambda u: 1 / u.cos(),
    "csc": lambda u: 1 / u.sin(),
    "asin": _method("asin"),
    "acos": _method("acos"),
    "atan": _method("atan"),
    "acot": lambda u: Series([arb.pi() / 2]) - u.atan(),
    "asec": lambda u: (1 / u).acos(),
    "acsc": lambda u: (1 / u).asin(),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "coth": lambda u: 1 / _tanh(u),
    "sech": lambda u: 1 / _cosh(u),
    "csch": lambda u: 1 / _sinh(u),
    "asinh": _asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "acoth": lambda u: _atanh(1 / u),
    "asech": lambda u: _acosh(1 / u),
    "acsch": lambda u: _asinh(1 / u),
    "abs": _abs,
    "sign": _constant("sign", lambda u: u.is_zero()),
    "heaviside": _constant("heaviside", lambda u: u.is_zero()),
    "floor": _constant("floor", lambda u: u.is_exact() and u.contains_integer()),
    "ceil": _constant("ceil", lambda u: u.is_exact() and u.contains_integer()),
    "max": _pick(True),
    "min": _pick(False),
    "atan2": _atan2,
    "hypot": _hypot,
    "sigmoid": lambda u: 1 / (1 + (-u).exp()),
    "softplus": lambda u: (1 + u.exp()).log(),
    "sinc": lambda u: u.sin() / u,
    "erf": _method("erf"),
    "erfc": _method("erfc"),
    "erfi": _method("erfi"),
    "gamma": _method("gamma"),
    "lngamma": _method("lgamma"),
    "factorial": lambda u: (u + 1).gamma(),
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
