"""The other functions in normal form: written in simpler ones, or kept as generators of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flint import fmpq

from . import powers, roots, waves
from .factors import constant_of
from .field import Form, Key

if TYPE_CHECKING:
    from .conversion import Converter

ODD = frozenset(("asin", "atan", "asinh", "atanh", "erf", "erfi", "si", "shi", "fresnels", "fresnelc", "sign"))
MOST_SHIFT = 12


def opaque(c: Converter, name: str, arguments: list[Form]) -> Form:
    """A function that nothing is known of but its name, and whether it is odd."""
    if name in ODD and len(arguments) == 1:
        argument = arguments[0]
        if argument.numerator.is_zero():
            return argument
        if argument.numerator.leading_coefficient() < 0:
            opposite = c.field.multiply(argument, c.field.constant(-1))
            return c.field.multiply(_generator(c, name, [opposite]), c.field.constant(-1))
    return _generator(c, name, arguments)


def _generator(c: Converter, name: str, arguments: list[Form]) -> Form:
    key: Key = ("function", name, *(c.field.key(a) for a in arguments))
    return c.field.generator(key)


def derived(name: str) -> Callable[[Converter, str, list[Form]], Form]:
    """The conversion of a function that is written in others."""
    return lambda c, _, arguments: DERIVED[name](c, *arguments)


def _one(c: Converter) -> Form:
    return c.field.constant(1)


def _exponentials(c: Converter, u: Form) -> tuple[Form, Form]:
    growing = powers.exponential(c, u)
    return growing, c.field.inverse(growing)


def _sinh(c: Converter, u: Form) -> Form:
    growing, falling = _exponentials(c, u)
    return c.field.multiply(c.field.add(growing, falling, -1), c.field.constant(fmpq(1, 2)))


def _cosh(c: Converter, u: Form) -> Form:
    growing, falling = _exponentials(c, u)
    return c.field.multiply(c.field.add(growing, falling), c.field.constant(fmpq(1, 2)))


def _tanh(c: Converter, u: Form) -> Form:
    return c.field.divide(_sinh(c, u), _cosh(c, u))


def _tan(c: Converter, u: Form) -> Form:
    return c.field.divide(*waves.sine_and_cosine(c, u))


def _sec(c: Converter, u: Form) -> Form:
    return c.field.inverse(waves.sine_and_cosine(c, u)[1])


def _csc(c: Converter, u: Form) -> Form:
    return c.field.inverse(waves.sine_and_cosine(c, u)[0])


def _ratio_of_logarithms(c: Converter, u: Form, base: Form) -> Form:
    return c.field.divide(powers.logarithm(c, u), powers.logarithm(c, base))


def _from_right_angle(name: str, reciprocal: bool = False) -> Callable[[Converter, Form], Form]:
    """pi/2 minus an inverse function."""

    def convert(c: Converter, u: Form) -> Form:
        half_pi = c.field.multiply(c.field.generator(("symbol", "pi"), is_positive=True), c.field.constant(fmpq(1, 2)))
        return c.field.add(half_pi, opaque(c, name, [c.field.inverse(u) if reciprocal else u]), -1)

    return convert


def _of_reciprocal(name: str) -> Callable[[Converter, Form], Form]:
    return lambda c, u: opaque(c, name, [c.field.inverse(u)])


def _hypot(c: Converter, u: Form, v: Form) -> Form:
    squares = c.field.add(c.field.multiply(u, u), c.field.multiply(v, v))
    return roots.rational_power(c, squares, fmpq(1, 2))


def _extreme(sign: int) -> Callable[..., Form]:
    def convert(c: Converter, *arguments: Form) -> Form:
        best = arguments[0]
        for other in arguments[1:]:
            gap = roots.absolute(c, c.field.add(best, other, -1))
            twice = c.field.add(c.field.add(best, other), gap, sign)
            best = c.field.multiply(twice, c.field.constant(fmpq(1, 2)))
        return best

    return convert


def _whole_shift(c: Converter, u: Form) -> tuple[Form, int]:
    """The argument as v + n with a whole number n, where v has no whole part of its own."""
    constant = next((k for e, k in u.numerator.terms() if not any(e)), fmpq(0)) if u.denominator.is_one() else fmpq(0)
    shift = int(constant.floor())
    if abs(shift) > MOST_SHIFT or constant_of(u) is not None:
        return u, 0
    return c.field.add(u, c.field.constant(shift), -1), shift


def _gamma(c: Converter, u: Form) -> Form:
    """gamma(v + n) = v (v + 1) ... (v + n - 1) gamma(v)."""
    start, shift = _whole_shift(c, u)
    result = opaque(c, "gamma", [start])
    for k in range(min(shift, 0), max(shift, 0)):
        step = c.field.add(start, c.field.constant(k))
        result = c.field.multiply(result, step) if shift > 0 else c.field.divide(result, step)
    return result


def _digamma(c: Converter, u: Form) -> Form:
    """digamma(v + n) = digamma(v) + 1/v + ... + 1/(v + n - 1)."""
    start, shift = _whole_shift(c, u)
    result = opaque(c, "digamma", [start])
    for k in range(min(shift, 0), max(shift, 0)):
        step = c.field.inverse(c.field.add(start, c.field.constant(k)))
        result = c.field.add(result, step, 1 if shift > 0 else -1)
    return result


def _polygamma(c: Converter, n: Form, u: Form) -> Form:
    return _digamma(c, u) if constant_of(n) == 0 else opaque(c, "polygamma", [n, u])


def _sigmoid(c: Converter, u: Form) -> Form:
    growing = powers.exponential(c, u)
    return c.field.divide(growing, c.field.add(growing, _one(c)))


def _sinc(c: Converter, u: Form) -> Form:
    if u.numerator.is_zero():
        return _one(c)
    return c.field.divide(waves.sine_and_cosine(c, u)[0], u)


def _erfc(c: Converter, u: Form) -> Form:
    return c.field.add(_one(c), opaque(c, "erf", [u]), -1)


def _factorial(c: Converter, u: Form) -> Form:
    return _gamma(c, c.field.add(u, _one(c)))


def _beta(c: Converter, u: Form, v: Form) -> Form:
    return c.field.divide(c.field.multiply(_gamma(c, u), _gamma(c, v)), _gamma(c, c.field.add(u, v)))


DERIVED: dict[str, Callable[..., Form]] = {
    "tan": _tan,
    "cot": lambda c, u: c.field.inverse(_tan(c, u)),
    "sec": _sec,
    "csc": _csc,
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "coth": lambda c, u: c.field.inverse(_tanh(c, u)),
    "sech": lambda c, u: c.field.inverse(_cosh(c, u)),
    "csch": lambda c, u: c.field.inverse(_sinh(c, u)),
    "acos": _from_right_angle("asin"),
    "acot": _from_right_angle("atan"),
    "asec": _from_right_angle("asin", reciprocal=True),
    "acsc": _of_reciprocal("asin"),
    "acsch": _of_reciprocal("asinh"),
    "acoth": _of_reciprocal("atanh"),
    "asech": _of_reciprocal("acosh"),
    "log": _ratio_of_logarithms,
    "log10": lambda c, u: _ratio_of_logarithms(c, u, c.field.constant(10)),
    "log2": lambda c, u: _ratio_of_logarithms(c, u, c.field.constant(2)),
    "root": roots.root,
    "hypot": _hypot,
    "max": _extreme(1),
    "min": _extreme(-1),
    "sigmoid": _sigmoid,
    "softplus": lambda c, u: powers.logarithm(c, c.field.add(powers.exponential(c, u), _one(c))),
    "sinc": _sinc,
    "erfc": _erfc,
    "gamma": _gamma,
    "digamma": _digamma,
    "polygamma": _polygamma,
    "factorial": _factorial,
    "beta": _beta,
    "dilog": lambda c, u: opaque(c, "polylog", [c.field.constant(2), u]),
}
