"""Powers, exponentials and logarithms in normal form.

An exponential e^u is a product over the terms of u: e^(2x + ln(y)/3) is E^2 R with E = e^x and
R = y^(1/3). A logarithm is a sum over the irreducible factors: ln(u v^2) = ln|u| + 2 ln|v|, which holds
wherever the left side exists.
"""

from __future__ import annotations

from fractions import Fraction

from ..primitives import EXP
from ..rulebook.identities import compositions
from ..tidying.numbers import Rational, magnitude
from .atoms import Atom, AtomKind, Atoms, Multiple, bounded, primes_of
from .bounds import is_positive_atom
from .field import SUMS, Nowhere, Product, Unwieldy
from .roots import absolute, rational_power

MOST_TERMS = 24


def exponential(field: Atoms, exponent: Product) -> Product:
    """e to a product."""
    return field.multiply([_exponential_of_term(field, term) for term in field.terms(exponent, MOST_TERMS)])


def _exponential_of_term(field: Atoms, term: Multiple) -> Product:
    atom = field.only_atom(term.product)
    if atom is not None and atom.kind is AtomKind.LOGARITHM:
        return _power_of_size(field, atom.product, Fraction(term.coefficient))
    if atom is not None and atom.kind is AtomKind.LOGARITHM_OF_BASE and term.coefficient.denominator == 1:
        return field.power(atom.product, bounded(term.coefficient))
    known = None if atom is None else _of_inverse(field, atom)
    if known is not None and term.coefficient.denominator == 1:
        return field.power(known, bounded(term.coefficient))
    is_positive = not _holds_log_of_base(field, term.product)
    kind = AtomKind.EXPONENTIAL if is_positive else AtomKind.POWER
    parts = field.divided(Atom(kind, (term.product,)), term.coefficient.denominator)
    part = field.atom(Atom(kind, (term.product,), parts), is_positive)
    return field.power(part, bounded(term.coefficient * parts))


def _of_inverse(field: Atoms, atom: Atom) -> Product | None:
    """e to a function, by the identities e^f(u) = E of the tables."""
    if atom.kind is not AtomKind.FUNCTION or len(atom.inside) != 2:
        return None
    identity = compositions(except_at_zero=True).get((EXP, str(atom.inside[0])))
    if identity is None or not isinstance(atom.inside[1], Product):
        return None
    from .conversion import formula

    return formula(field, identity.right, {identity.letters[0]: atom.inside[1]})


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
    if value is not None:
        return field.power(base, bounded(value)) if type(value) is int else rational_power(field, base, value)
    lowest = field.lowest(base)
    if not lowest.coefficient:
        return lowest  # it exists for positive exponents, and is 0 then
    if is_positive or _is_positive(field, lowest):
        return exponential(field, field.multiply((exponent, logarithm(field, lowest))))
    if not field.restricted:
        raise Unwieldy("a power whose base may be negative, in a branch that may not be taken")
    size, rest = _logarithm_of_base(field, lowest)
    if rest is not None and not rest.powers and rest.coefficient < 0:
        _note_whole(field, exponent, rest)
    parts = [size] if rest is None else [size, field.atom(Atom(AtomKind.LOGARITHM_OF_BASE, (rest,)))]
    return exponential(field, field.multiply((exponent, field.add(parts))))


def _logarithm_of_base(field: Atoms, lowest: Product) -> tuple[Product, Product | None]:
    """The logarithm of a base as that of a positive factor, and the rest of the base, whose logarithm is a name.

    The principal logarithms obey ln(p*r) = ln(p) + ln(r) for a positive p. A negative r has powers of whole
    exponents, which obey the laws of exponents but not those of logarithms of products.
    """
    number, factors = field.factors_of(lowest)
    parts = [_of_factor(field, Product(p, {}), e) for p, e in primes_of(magnitude(number))]
    sign, rest = 1 if number > 0 else -1, {}
    for base, exponent in factors:
        product = Product(1, {base: 1})
        known = field.known is not None and field.known.is_never_negative(product)
        is_negative = field.known is not None and not known and field.known.sign(product) == -1
        if known or is_negative or exponent % 2 == 0:
            parts.append(_of_factor(field, product, exponent))
            sign = -sign if is_negative and exponent % 2 else sign
            continue
        if exponent != 1:
            parts.append(_of_factor(field, product, exponent - 1))
        rest[base] = 1
    total = field.add(parts)
    return (total, None) if sign > 0 and not rest else (total, Product(sign, rest))


def _note_whole(field: Atoms, exponent: Product, minus_one: Product) -> None:
    """A negative base has powers of whole exponents only, and so the square of (-1)^exponent is 1."""
    terms = field.terms(exponent, MOST_TERMS)
    if len(terms) == 1 and magnitude(terms[0].coefficient) == 1:
        name = field.atom(Atom(AtomKind.LOGARITHM_OF_BASE, (minus_one,)))
        (term,) = field.terms(field.multiply((terms[0].product, name)), MOST_TERMS)
        kind = Atom(AtomKind.POWER, (term.product,))
        if field.divided(kind, 1) == 1:
            field.atom(kind, relation=field.number(1))


def _is_positive(field: Atoms, lowest: Product) -> bool:
    """Whether a product is one of positive generators and a positive number."""
    return lowest.coefficient > 0 and all(base < SUMS and is_positive_atom(field, base) for base in lowest.powers)


def logarithm(field: Atoms, product: Product) -> Product:
    """The logarithm of the size of a product: a sum over its factors."""
    if not product.coefficient:
        raise Nowhere
    if field.restricted:
        field.note_positive(product)
        field.certain.append(product)
    return logarithm_of_size(field, product)


def logarithm_of_size(field: Atoms, product: Product) -> Product:
    """The same of a product of which nothing is known thereby."""
    number, factors = field.factors_of(product)
    parts = [_of_factor(field, Product(p, {}), e) for p, e in primes_of(magnitude(number))]
    parts += [_of_factor(field, Product(1, {base: 1}), exponent) for base, exponent in factors]
    return field.add(parts)


def _of_factor(field: Atoms, factor: Product, times: Rational) -> Product:
    atom = field.only_atom(factor)
    if atom is not None and atom.kind is AtomKind.EXPONENTIAL:
        return field.scaled(times / Fraction(atom.parts), atom.product)
    if atom is not None and atom.kind is AtomKind.ROOT:
        return field.scaled(times / Fraction(atom.parts), logarithm_of_size(field, atom.product))
    if atom is not None and atom.kind is AtomKind.SIZE:
        return field.scaled(times / Fraction(2), logarithm_of_size(field, field.multiply((atom.product, atom.product))))
    if atom is not None and atom.kind is AtomKind.SINE:
        square = logarithm_of_size(field, field.multiply((factor, factor)))
        return field.scaled(times / Fraction(2), square)
    return field.scaled(times, field.atom(Atom(AtomKind.LOGARITHM, (factor,))))
