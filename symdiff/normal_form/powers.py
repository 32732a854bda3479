"""Powers, roots, exponentials, logarithms and absolute values in normal form.

An exponential e^u is a product over the terms of u: e^(2x + ln(y)/3) is E^2 R with E = e^x and
R = y^(1/3). A logarithm is a sum over the irreducible factors: ln(u v^2) = ln|u| + 2 ln|v|, which holds
wherever the left side exists. A root is taken out of its radicand as far as signs allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly, fmpz

from ..expression import Expression
from .field import Form, Key, Unwieldy, polynomial_key

if TYPE_CHECKING:
    from .conversion import Converter

MOST_EXPONENT = 10_000
MOST_FACTORED_TERMS = 80
MOST_FACTORED_DEGREE = 60
MOST_FACTORED_BITS = 60

Term = tuple[fmpq, Form]


def terms_of(c: Converter, form: Form) -> list[Term]:
    """The form as a sum of rational multiples of products of generators (over the denominator)."""
    found = []
    for exponents, coefficient in form.numerator.terms():
        found.append((coefficient, c.field.form(c.field.monomial(exponents), form.denominator)))
    if len(found) > 24:
        raise Unwieldy("too many terms in an exponent")
    return found


def _leading(term: Term) -> Term:
    """The term with its numerical factor in front."""
    coefficient, form = term
    inner = form.numerator.leading_coefficient()
    return coefficient * inner, Form(form.numerator / inner, form.denominator)


def exponential(c: Converter, exponent: Form) -> Form:
    """e to a form."""
    result = c.field.constant(1)
    for coefficient, form in map(_leading, terms_of(c, exponent)):
        result = c.field.multiply(result, _exponential_of_term(c, coefficient, form))
    return result


def _exponential_of_term(c: Converter, coefficient: fmpq, form: Form) -> Form:
    place = c.field.only_generator(form.numerator) if form.denominator.is_one() else None
    if place is not None and c.field.generators[place].key[0] == "ln":
        return _power_of_size(c, place, coefficient)
    key: Key = ("exp", c.field.key(form))
    parts = c.refine(key, int(coefficient.q))
    exponent = coefficient * parts
    if abs(exponent) > MOST_EXPONENT:
        raise Unwieldy("an exponent is too large")
    c.exponents[key] = form
    return c.field.power(c.field.generator((*key, parts), is_positive=True), int(exponent.p))


def _power_of_size(c: Converter, place: int, exponent: fmpq) -> Form:
    """|u|^exponent, from the generator ln|u|."""
    inside = c.sizes[c.field.generators[place].key]
    size = absolute(c, c.field.form(inside))
    if exponent.q == 1:
        return c.field.power(size, _bounded(exponent))
    return rational_power(c, size, exponent)


def _bounded(exponent: fmpq) -> int:
    if abs(exponent) > MOST_EXPONENT:
        raise Unwieldy("an exponent is too large")
    return int(exponent.p)


def power(c: Converter, base: Form, exponent: Form, typed: Expression) -> Form:
    """A power; `typed` is the base as an expression."""
    value = constant_of(exponent)
    if value is not None:
        if value.q == 1:
            return c.field.power(base, _bounded(value))
        return rational_power(c, base, value)
    return exponential(c, c.field.multiply(exponent, _logarithm_of_base(c, base, typed)))


def _logarithm_of_base(c: Converter, base: Form, typed: Expression) -> Form:
    """What is multiplied by the exponent: ln(base) where the base is positive, else a name of its own.

    A negative base has powers of whole exponents, which obey the laws of exponents but not those of
    logarithms of products.
    """
    value = constant_of(base)
    is_positive = typed in c.logarithms or (value is not None and value > 0) or _is_positive(c, base)
    if is_positive:
        return logarithm(c, base)
    return c.field.generator(("log of base", c.field.key(base)))


def _is_positive(c: Converter, form: Form) -> bool:
    """Whether a form is a product of positive generators."""
    for polynomial in (form.numerator, form.denominator):
        if len(polynomial) != 1 or polynomial.leading_coefficient() < 0:
            return False
        exponents = next(iter(polynomial.monoms()))
        places = [k for k, e in enumerate(exponents) if e % 2]
        if not all(c.field.generators[k].key[0] == "exp" or c.field.generators[k].key == ("symbol", "pi") for k in places):
            return False
    return True


def constant_of(form: Form) -> fmpq | None:
    """The rational number that the form is, or None."""
    if form.numerator.is_zero():
        return fmpq(0)
    if form.numerator.is_constant() and form.denominator.is_constant():
        return fmpq(form.numerator.leading_coefficient())
    return None


# --- factors --------------------------------------------------------------------------------------

Factors = list[tuple[fmpq_mpoly, int]]


def factors_of(c: Converter, form: Form) -> tuple[fmpq, Factors]:
    """The form as a number times powers of different irreducible polynomials."""
    number, factors = _factored(c, form.numerator)
    below, divisors = _factored(c, form.denominator)
    return number / below, [*factors, *((p, -e) for p, e in divisors)]


def _factored(c: Converter, polynomial: fmpq_mpoly) -> tuple[fmpq, Factors]:
    polynomial = c.field.lift(polynomial)
    if polynomial.is_zero():
        raise Unwieldy("a root or logarithm of 0")
    if polynomial.is_constant():
        return fmpq(polynomial.leading_coefficient()), []
    if len(polynomial) > MOST_FACTORED_TERMS or polynomial.total_degree() > MOST_FACTORED_DEGREE:
        raise Unwieldy("too large to be factored")
    number, factors = polynomial.factor()
    number, found = fmpq(number), []
    for factor, exponent in factors:
        content = _content(factor)
        number *= content**exponent
        found.append((factor / content, int(exponent)))
    return number, found


def _content(polynomial: fmpq_mpoly) -> fmpq:
    """The number by which a polynomial is to be divided to have coprime integer coefficients, the first positive."""
    numerator, denominator = fmpz(0), fmpz(1)
    for coefficient in polynomial.coeffs():
        numerator, denominator = numerator.gcd(coefficient.p), denominator.lcm(coefficient.q)
    content = fmpq(numerator, denominator)
    return -content if polynomial.leading_coefficient() < 0 else content


def primes_of(number: fmpq) -> list[tuple[int, int]]:
    """The prime factors of a positive rational, with exponents."""
    if number.height_bits() > MOST_FACTORED_BITS:
        raise Unwieldy("too large a number to be factored")
    found = [(int(p), int(e)) for p, e in number.p.factor()]
    return [*found, *((int(p), -int(e)) for p, e in number.q.factor())]


# --- logarithms -----------------------------------------------------------------------------------


def logarithm(c: Converter, form: Form) -> Form:
    """The logarithm of the size of a form: a sum over its factors."""
    number, factors = factors_of(c, form)
    total = c.field.constant(0)
    for prime, exponent in primes_of(abs(number)):
        part = c.field.generator(("ln", prime))
        c.sizes["ln", prime] = c.field.constant(prime).numerator
        total = c.field.add(total, c.field.multiply(c.field.constant(exponent), part))
    for factor, exponent in factors:
        total = c.field.add(total, c.field.multiply(c.field.constant(exponent), _logarithm_of_factor(c, factor)))
    return total


def _logarithm_of_factor(c: Converter, factor: fmpq_mpoly) -> Form:
    place = c.field.only_generator(factor)
    if place is not None:
        generator = c.field.generators[place]
        if generator.key[0] == "exp":
            exponent = c.exponents[generator.key[:2]]
            return c.field.multiply(c.field.constant(fmpq(1, generator.key[2])), exponent)  # type: ignore[call-overload]
        if generator.key[0] in ("root", "abs"):
            assert generator.relation is not None
            inside = logarithm(c, c.field.form(generator.relation))
            return c.field.multiply(c.field.constant(fmpq(1, generator.degree)), inside)
    key: Key = ("ln", polynomial_key(factor))
    c.sizes[key] = factor
    return c.field.generator(key)


# --- absolute values ------------------------------------------------------------------------------


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


# --- roots ----------------------------------------------------------------------------------------


def rational_power(c: Converter, base: Form, exponent: fmpq) -> Form:
    """The principal power of a form that is not negative (0 or more) wherever the power exists."""
    if base.numerator.is_zero():
        if exponent < 0:
            raise Unwieldy("division by zero")
        return base
    number, factors = factors_of(c, base)
    if len(factors) == 1 and number > 0:
        return _of_single_factor(c, number, *factors[0], exponent)
    if not factors and number > 0:
        return _power_of_number(c, number, exponent)
    root = _even_root(c, number, factors, int(exponent.q)) if exponent.q % 2 == 0 else real_root(c, base, int(exponent.q))
    return c.field.power(root, _bounded(fmpq(exponent.p)))


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
        return c.field.power(form, _bounded(exponent))
    if place is not None:
        generator = c.field.generators[place]
        if generator.key[0] == "exp":
            parts = generator.key[2]
            assert isinstance(parts, int)
            c.refine(generator.key[:2], parts * int(exponent.q))
        if generator.key[0] == "root":
            c.refine(generator.key[:2], generator.degree * int(exponent.q))
    return _root_generator(c, form, exponent)


def _root_generator(c: Converter, radicand: Form, exponent: fmpq, is_positive: bool = False) -> Form:
    """radicand^exponent, as a power of the root of the finest degree that is met."""
    if exponent.q == 1:
        return c.field.power(radicand, _bounded(exponent))
    key: Key = ("root", polynomial_key(radicand.numerator))
    degree = c.refine(key, int(exponent.q))
    is_positive = is_positive or (c.restrictions and degree % 2 == 0)
    root = c.field.generator((*key, degree), degree, radicand, is_positive)
    return c.field.power(root, _bounded(exponent * degree))


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


__all__ = ["absolute", "constant_of", "exponential", "logarithm", "power", "rational_power", "real_root", "root"]
