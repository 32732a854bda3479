"""Powers, exponentials and logarithms in normal form.

An exponential e^u is a product over the terms of u: e^(2x + ln(y)/3) is E^2 R with E = e^x and
R = y^(1/3). A logarithm is a sum over the irreducible factors: ln(u v^2) = ln|u| + 2 ln|v|, which holds
wherever the left side exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly

from ..expression import Expression
from .factors import constant_of, factors_of, primes_of
from .field import MOST_EXPONENT, Form, Key, Unwieldy, polynomial_key
from .roots import absolute, bounded, rational_power

if TYPE_CHECKING:
    from .conversion import Converter

Term = tuple[fmpq, Form]


def terms_of(c: Converter, form: Form) -> list[Term]:
    """The form as a sum of rational multiples of products of generators (over the denominator)."""
    found = []
    for exponents, coefficient in form.numerator.terms():
        found.append((coefficient, c.field.form(c.field.monomial(exponents), form.denominator)))
    if len(found) > 24:
        raise Unwieldy("too many terms in an exponent")
    return found


def leading(term: Term) -> Term:
    """The term with its numerical factor in front."""
    coefficient, form = term
    inner = form.numerator.leading_coefficient()
    return coefficient * inner, Form(form.numerator / inner, form.denominator)


def exponential(c: Converter, exponent: Form) -> Form:
    """e to a form."""
    result = c.field.constant(1)
    for coefficient, form in map(leading, terms_of(c, exponent)):
        result = c.field.multiply(result, _exponential_of_term(c, coefficient, form))
    return result


def _exponential_of_term(c: Converter, coefficient: fmpq, form: Form) -> Form:
    place = c.field.only_generator(form.numerator) if form.denominator.is_one() else None
    if place is not None and c.field.generators[place].key[0] == "ln":
        return _power_of_size(c, place, coefficient)
    is_positive = not _holds_log_of_base(c, form)
    key: Key = ("exp" if is_positive else "power", c.field.key(form))
    parts = c.refine(key, int(coefficient.q))
    exponent = coefficient * parts
    if abs(exponent) > MOST_EXPONENT:
        raise Unwieldy("an exponent is too large")
    c.exponents[key] = form
    return c.field.power(c.field.generator((*key, parts), is_positive=is_positive), int(exponent.p))


def _holds_log_of_base(c: Converter, term: Form) -> bool:
    """Whether the power has a base that may be negative, and so may be negative itself."""
    exponents = next(iter(term.numerator.monoms()))
    return any(e and c.field.generators[k].key[0] == "log of base" for k, e in enumerate(exponents))


def _power_of_size(c: Converter, place: int, exponent: fmpq) -> Form:
    """|u|^exponent, from the generator ln|u|."""
    inside = c.sizes[c.field.generators[place].key]
    size = absolute(c, c.field.form(inside))
    if exponent.q == 1:
        return c.field.power(size, bounded(exponent))
    return rational_power(c, size, exponent)


def power(c: Converter, base: Form, exponent: Form, typed: Expression) -> Form:
    """A power; `typed` is the base as an expression."""
    value = constant_of(exponent)
    if value is not None:
        if value.q == 1:
            return c.field.power(base, bounded(value))
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
    if not c.restrictions:
        raise Unwieldy("a power whose base may be negative, in a branch that may not be taken")
    return c.field.generator(("log of base", c.field.key(base)))


def _is_positive(c: Converter, form: Form) -> bool:
    """Whether a form is a product of positive generators."""
    for polynomial in (form.numerator, form.denominator):
        if len(polynomial) != 1 or polynomial.leading_coefficient() < 0:
            return False
        exponents = next(iter(polynomial.monoms()))
        keys = [c.field.generators[k].key for k, e in enumerate(exponents) if e % 2]
        if not all(key[0] == "exp" or key == ("symbol", "pi") for key in keys):
            return False
    return True


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
