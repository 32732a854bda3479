"""Powers, exponentials and logarithms in normal form.

An exponential e^u is a product over the terms of u: e^(2x + ln(y)/3) is E^2 R with E = e^x and
R = y^(1/3). A logarithm is a sum over the irreducible factors: ln(u v^2) = ln|u| + 2 ln|v|, which holds
wherever the left side exists.
"""

from __future__ import annotations

from fractions import Fraction

from ..expression import PI
from ..tidying.numbers import Rational, magnitude
from .atoms import Atom, AtomKind, Atoms, Multiple, bounded, primes_of
from .field import SUMS, Product, Unwieldy
from .roots import absolute, rational_power

MOST_TERMS = 24


def exponential(field: Atoms, exponent: Product) -> Product:
    """e to a product."""
    return field.multiply([_exponential_of_term(field, term) for term in field.terms(exponent, MOST_TERMS)])


def _exponential_of_term(field: Atoms, term: Multiple) -> Product:
    atom = field.only_atom(term.product)
    if atom is not None and atom.kind is AtomKind.LOGARITHM:
        return _power_of_size(field, atom.product, Fraction(term.coefficient))
    is_positive = not _holds_log_of_base(field, term.product)
    kind = AtomKind.EXPONENTIAL if is_positive else AtomKind.POWER
    parts = field.divided(Atom(kind, (term.product,)), term.coefficient.denominator)
    part = field.atom(Atom(kind, (term.product,), parts), is_positive)
    return field.power(part, bounded(term.coefficient * parts))


def _holds_log_of_base(field: Atoms, term: Product) -> bool:
    """Whether the power has a base that may be negative, and so may be negative itself."""
    above = (b for b, e in term.powers.items() if e > 0 and b < SUMS)
    return any(field.atoms[b].kind is AtomKind.LOGARITHM_OF_BASE for b in above)


def _power_of_size(field: Atoms, inside: Product, exponent: Fraction) -> Product:
    """|u|^exponent, from the generator ln|u|."""
    size = absolute(field, inside)
    return field.power(size, bounded(exponent)) if exponent.denominator == 1 else rational_power(field, size, exponent)


def power(field: Atoms, base: Product, exponent: Product, is_positive: bool) -> Product:
    """A power.

    Args:
        field: where it is made.
        base, exponent: what it is of.
        is_positive: whether the base is known to be positive, since its logarithm is taken elsewhere.
    """
    value = field.constant(exponent)
    if value is None:
        return exponential(field, field.multiply((exponent, _logarithm_of_base(field, base, is_positive))))
    return field.power(base, bounded(value)) if type(value) is int else rational_power(field, base, value)


def _logarithm_of_base(field: Atoms, base: Product, is_positive: bool) -> Product:
    """What is multiplied by the exponent: ln(base) where the base is positive, else a name of its own.

    A negative base has powers of whole exponents, which obey the laws of exponents but not those of
    logarithms of products.
    """
    lowest = field.lowest(base)
    if is_positive or _is_positive(field, lowest):
        return logarithm(field, lowest)
    if not field.restricted:
        raise Unwieldy("a power whose base may be negative, in a branch that may not be taken")
    return field.atom(Atom(AtomKind.LOGARITHM_OF_BASE, (lowest,)))


def _is_positive(field: Atoms, lowest: Product) -> bool:
    """Whether a product is one of positive generators and a positive number."""
    return lowest.coefficient > 0 and all(
        base < SUMS and (exponent % 2 == 0 or _is_positive_atom(field.atoms[base]))
        for base, exponent in lowest.powers.items()
    )


def _is_positive_atom(atom: Atom) -> bool:
    return atom.kind is AtomKind.EXPONENTIAL or atom.inside == (PI,)


def logarithm(field: Atoms, product: Product) -> Product:
    """The logarithm of the size of a product: a sum over its factors."""
    if field.restricted:
        field.note_positive(product)
    number, factors = field.factors_of(product)
    parts = [_of_factor(field, Product(p, {}), e) for p, e in primes_of(magnitude(number))]
    parts += [_of_factor(field, Product(1, {base: 1}), exponent) for base, exponent in factors]
    return field.add(parts)


def _of_factor(field: Atoms, factor: Product, times: Rational) -> Product:
    atom = field.only_atom(factor)
    if atom is not None and atom.kind is AtomKind.EXPONENTIAL:
        return field.scaled(times / Fraction(atom.parts), atom.product)
    if atom is not None and atom.kind is AtomKind.ROOT:
        return field.scaled(times / Fraction(atom.parts), logarithm(field, atom.product))
    if atom is not None and atom.kind is AtomKind.SIZE:
        return field.scaled(times / Fraction(2), logarithm(field, field.multiply((atom.product, atom.product))))
    if atom is not None and atom.kind is AtomKind.SINE:
        square = logarithm(field, field.multiply((factor, factor)))
        return field.scaled(times / Fraction(2), square)
    return field.scaled(times, field.atom(Atom(AtomKind.LOGARITHM, (factor,))))
