"""Roots in normal form: what signs allow comes out of the radicand, the rest is a generator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from .factors import Factors, constant_of, factors_of, primes_of
from .field import MOST_EXPONENT, Form, Key, Unwieldy, polynomial_key

if TYPE_CHECKING:
    from .conversion import Converter


def bounded(exponent: fmpq) -> int:
    """The integer exponent, if it is not too large."""
    if abs(exponent) > MOST_EXPONENT:
        raise Unwieldy("an exponent is too large")
    return int(exponent.p)


def absolute(c: Converter, form: Form) -> Form:
    """The absolute value: of a product that of the factors."""
    if form.numerator.is_zero():
        return form
    number, factors = factors_of(c, form)
    result = c.field.constant(abs(number))
    for factor, exponent in factors:
        result = c.field.multiply(result, c.field.power(_size(c, factor, exponent % 2 == 0), exponent))
    return result


def _size(c: Converter, factor: fmpq_mpoly, is_even: bool) -> Form:
    """|factor|, or the factor itself where it is not negative, or only its even power is asked for."""
    form = c.field.form(factor)
    if is_even or _never_negative(c, factor):
        return form
    key = c.field.key(form)
    if key in c.positive:
        return form
    if c.field.key(c.field.multiply(c.field.constant(-1), form)) in c.positive:
        return c.field.multiply(c.field.constant(-1), form)
    return c.field.generator(("abs", polynomial_key(factor)), 2, c.field.multiply(form, form), is_positive=True)


def _never_negative(c: Converter, polynomial: fmpq_mpoly) -> bool:
    """Whether every term is positive for want of odd powers of anything that may be negative."""
    for exponents, coefficient in polynomial.terms():
        if coefficient < 0:
            return False
        if any(e % 2 and not c.field.generators[k].is_positive for k, e in enumerate(exponents)):
            return False
    return True


def rational_power(c: Converter, base: Form, exponent: fmpq) -> Form:
    """The principal power of a form that is not negative (0 or more) wherever the power exists."""
    if base.numerator.is_zero():
        if exponent < 0:
            raise Unwieldy("division by zero")
        return base
    number, factors = factors_of(c, base)
    if not factors and number < 0:
        raise Unwieldy("a power of a negative number")
    if len(factors) == 1 and number > 0:
        return _of_single_factor(c, number, *factors[0], exponent)
    if not factors and number > 0:
        return _power_of_number(c, number, exponent)
    degree = int(exponent.q)
    root = real_root(c, base, degree) if degree % 2 else _even_root(c, number, factors, degree)
    return c.field.power(root, bounded(fmpq(exponent.p)))


def _power_of_number(c: Converter, number: fmpq, exponent: fmpq) -> Form:
    result = c.field.constant(1)
    for prime, times in primes_of(number):
        part = _root_generator(c, c.field.constant(prime), exponent * times, is_positive=True)
        result = c.field.multiply(result, part)
    return result


def _of_single_factor(c: Converter, number: fmpq, factor: fmpq_mpoly, times: int, exponent: fmpq) -> Form:
    """(number factor^times)^exponent: for odd times the factor is not negative where this exists."""
    size = c.field.form(factor) if times % 2 else _size(c, factor, False)
    if times % 2 and c.restrictions:
        c.positive.add(c.field.key(size))
    return c.field.multiply(_power_of_number(c, number, exponent), _power_of_positive(c, size, exponent * times))


def _power_of_positive(c: Converter, form: Form, exponent: fmpq) -> Form:
    place = c.field.only_generator(form.numerator) if form.denominator.is_one() else None
    if exponent.q == 1:
        return c.field.power(form, bounded(exponent))
    if place is not None:
        generator = c.field.generators[place]
        if generator.key[0] == "exp":
            parts = generator.key[2]
            assert isinstance(parts, int)
            c.refine(generator.key[:2], parts * int(exponent.q))
        if generator.key[0] == "root":
            if not c.restrictions:
                raise Unwieldy("a root of a root in a branch that may not be taken")
            c.refine(generator.key[:-1], generator.degree * int(exponent.q))
    return _root_generator(c, form, exponent)


def _root_generator(c: Converter, radicand: Form, exponent: fmpq, is_positive: bool = False) -> Form:
    """radicand^exponent, as a power of the root of the finest degree that is met."""
    if exponent.q == 1:
        return c.field.power(radicand, bounded(exponent))
    key: Key = ("root", polynomial_key(radicand.numerator))
    if not c.restrictions:  # a root of even degree says nothing of the radicand's sign elsewhere
        key = (*key, "even" if exponent.q % 2 == 0 else "odd")
    degree = c.refine(key, int(exponent.q))
    is_positive = is_positive or (c.restrictions and degree % 2 == 0)
    root = c.field.generator((*key, degree), degree, radicand, is_positive)
    return c.field.power(root, bounded(exponent * degree))


def _even_root(c: Converter, number: fmpq, factors: Factors, degree: int) -> Form:
    """The root of even degree: squares come out in absolute value, the rest stays under one root."""
    outside, radicand = c.field.constant(1), c.field.constant(number.p * number.q ** (degree - 1))
    outside = c.field.multiply(outside, c.field.constant(1 / fmpq(number.q)))
    for factor, exponent in factors:
        times, rest = divmod(exponent, degree)
        if times:
            outside = c.field.multiply(outside, c.field.power(_size(c, factor, times % 2 == 0), times))
        radicand = c.field.multiply(radicand, c.field.power(c.field.form(factor), rest))
    return c.field.multiply(outside, _root_of_radicand(c, radicand, degree))


def _root_of_radicand(c: Converter, radicand: Form, degree: int) -> Form:
    """The root of a polynomial without powers of the degree; positive numbers come out of it."""
    number, factors = factors_of(c, radicand)
    if number > 0:
        rest = c.field.multiply(radicand, c.field.constant(1 / number))
        number_root = _power_of_number(c, number, fmpq(1, degree))
    else:
        rest = c.field.multiply(radicand, c.field.constant(1 / -number))
        number_root = _power_of_number(c, -number, fmpq(1, degree))
    if not factors:
        return number_root if number > 0 else _root_generator(c, radicand, fmpq(1, degree))
    return c.field.multiply(number_root, _root_generator(c, rest, fmpq(1, degree)))


def real_root(c: Converter, form: Form, degree: int) -> Form:
    """The real root of odd degree, of a product that of the factors."""
    if form.numerator.is_zero():
        return form
    number, factors = factors_of(c, form)
    result = _power_of_number(c, abs(number), fmpq(1, degree))
    if number < 0:
        result = c.field.multiply(result, c.field.constant(-1))
    for factor, exponent in factors:
        part = _power_of_positive(c, c.field.form(factor), fmpq(exponent, degree))
        result = c.field.multiply(result, part)
    return result


def root(c: Converter, form: Form, degree: Form) -> Form:
    """root(u, n)."""
    value = constant_of(degree)
    if value is None or not value:
        raise Unwieldy("a root of unknown degree")
    if value.q == 1 and value.p % 2:
        result = real_root(c, form, abs(int(value.p)))
        return result if value > 0 else c.field.inverse(result)
    return rational_power(c, form, 1 / value)
