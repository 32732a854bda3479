"""Forms as products: a number times powers of irreducible polynomials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mpoly, fmpz

from .field import Form, Unwieldy

if TYPE_CHECKING:
    from .conversion import Converter

MOST_FACTORED_TERMS = 80
MOST_FACTORED_DEGREE = 60
MOST_FACTORED_BITS = 60

Factors = list[tuple[fmpq_mpoly, int]]


def factors_of(c: Converter, form: Form) -> tuple[fmpq, Factors]:
    """The form as a number times powers of different irreducible polynomials, each of them real.

    Raises:
        Unwieldy: it is too large, or holds powers of a base that may be negative: then factors may not be real.
    """
    if _holds_power(c, form.numerator) or _holds_power(c, form.denominator):
        raise Unwieldy("a root, logarithm or size of a power whose base may be negative")
    number, factors = _factored(c, form.numerator)
    below, divisors = _factored(c, form.denominator)
    return number / below, [*factors, *((p, -e) for p, e in divisors)]


def _holds_power(c: Converter, polynomial: fmpq_mpoly) -> bool:
    degrees = polynomial.degrees()
    return any(g.key[0] == "power" and degrees[k] for k, g in enumerate(c.field.generators[: len(degrees)]))


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


def constant_of(form: Form) -> fmpq | None:
    """The rational number that the form is, or None."""
    if form.numerator.is_zero():
        return fmpq(0)
    if form.numerator.is_constant() and form.denominator.is_constant():
        return fmpq(form.numerator.leading_coefficient())
    return None
