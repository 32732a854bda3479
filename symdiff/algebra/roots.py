"""Roots in normal form: what signs allow comes out of the radicand, the rest is a generator."""

from __future__ import annotations

from fractions import Fraction

from ..tidying.numbers import Rational, magnitude
from .atoms import Atom, AtomKind, Atoms, bounded, primes_of
from .field import Product, Unwieldy


def absolute(field: Atoms, product: Product) -> Product:
    """The absolute value: of a product that of the factors."""
    if not product.coefficient:
        return product
    number, factors = field.factors_of(product)
    sizes = [field.power(size_of(field, base, exponent % 2 == 0), exponent) for base, exponent in factors]
    return field.multiply((field.number(magnitude(number)), *sizes))


def size_of(field: Atoms, base: int, is_even: bool) -> Product:
    """|base|, or the base itself where it is not negative, or only its even power is asked for."""
    product, opposite = Product(1, {base: 1}), Product(-1, {base: 1})
    if is_even or field.is_never_negative(base) or product in field.positive:
        return product
    if opposite in field.positive:
        return opposite
    if field.known is not None and field.known.is_never_negative(product):
        return product
    if field.known is not None and field.known.is_never_negative(opposite):
        return opposite
    if field.is_algebraic(base):  # its square may be one of something else: that of sin(x) is 1 - cos(x)^2
        number, factors = field.factors_of(field.multiply((product, product)))
        if factors != [(base, 2)]:
            return _even_root(field, number, factors, 2)
    return field.atom(Atom(AtomKind.SIZE, (product,)), True, field.multiply((product, product)))


def rational_power(field: Atoms, base: Product, exponent: Rational) -> Product:
    """The principal power of a product that is not negative (0 or more) wherever the power exists."""
    if not base.coefficient:
        if exponent < 0:
            raise Unwieldy("division by zero")
        return base
    number, factors = field.factors_of(base)
    if not factors:
        return _power_of_number(field, number, exponent)
    if len(factors) == 1 and number > 0:
        return _of_single_factor(field, number, *factors[0], exponent)
    degree = exponent.denominator
    root = real_root(field, base, degree) if degree % 2 else _even_root(field, number, factors, degree)
    return field.power(root, bounded(exponent.numerator))


def _power_of_number(field: Atoms, number: Rational, exponent: Rational) -> Product:
    if number < 0:
        raise Unwieldy("a power of a negative number")
    roots = [_root(field, field.number(p), exponent * times, is_positive=True) for p, times in primes_of(number)]
    return field.multiply(roots)


def _of_single_factor(field: Atoms, number: Rational, base: int, times: int, exponent: Rational) -> Product:
    """(number base^times)^exponent: for odd times the base is not negative where this exists."""
    size = Product(1, {base: 1}) if times % 2 else size_of(field, base, False)
    if times % 2 and field.restricted:
        field.note_positive(size)
    return field.multiply(
        (_power_of_number(field, number, exponent), _power_of_positive(field, size, exponent * times))
    )


def _power_of_positive(field: Atoms, product: Product, exponent: Rational) -> Product:
    if exponent.denominator == 1:
        return field.power(product, bounded(exponent))
    atom = field.only_atom(product)
    if atom is not None and atom.kind is AtomKind.EXPONENTIAL:
        field.divided(Atom(atom.kind, atom.inside), atom.parts * exponent.denominator)
    if atom is not None and atom.kind is AtomKind.ROOT:
        if not field.restricted:
            raise Unwieldy("a root of a root in a branch that may not be taken")
        field.divided(Atom(atom.kind, atom.inside), atom.parts * exponent.denominator)
    return _root(field, product, exponent)


def _root(field: Atoms, radicand: Product, exponent: Rational, is_positive: bool = False) -> Product:
    """radicand^exponent, as a power of the root of the finest degree that is met."""
    if exponent.denominator == 1:
        return field.power(radicand, bounded(exponent))
    side = None  # a root of even degree says that the radicand is positive, but not in other branches
    if not field.restricted:
        side = "even" if exponent.denominator % 2 == 0 else "odd"
    degree = field.divided(Atom(AtomKind.ROOT, (radicand, side)), exponent.denominator)
    is_positive = is_positive or (field.restricted and degree % 2 == 0)
    root = field.atom(Atom(AtomKind.ROOT, (radicand, side), degree), is_positive, radicand, degree)
    return field.power(root, bounded(exponent * degree))


def _even_root(field: Atoms, number: Rational, factors: list[tuple[int, int]], degree: int) -> Product:
    """The root of even degree: squares come out in absolute value, the rest stays under one root."""
    outside = [_power_of_number(field, magnitude(number), Fraction(1, degree))]
    inside = [field.number(1 if number > 0 else -1)]
    for base, exponent in factors:
        product = Product(1, {base: 1})
        if len(factors) > 1 and _is_known_never_negative(field, base, product):
            outside.append(_power_of_positive(field, product, Fraction(exponent, degree)))
            continue
        times, rest = divmod(exponent, degree)
        outside.append(field.power(size_of(field, base, times % 2 == 0), times))
        inside.append(Product(1, {base: rest} if rest else {}))
    return field.multiply((*outside, _root_of_radicand(field, field.multiply(inside), degree)))


def _is_known_never_negative(field: Atoms, base: int, product: Product) -> bool:
    known = field.known is not None and field.restricted and field.known.is_never_negative(product)
    return known or field.is_never_negative(base) or product in field.positive


def _root_of_radicand(field: Atoms, radicand: Product, degree: int) -> Product:
    """The root of a polynomial without powers of the degree; what relations make of it may have a number again."""
    lowest = field.lowest(radicand)
    number = magnitude(lowest.coefficient)
    if not lowest.powers:
        return _power_of_number(field, lowest.coefficient, Fraction(1, degree))
    rest = field.scaled(1 / Fraction(number), lowest)
    root = _root(field, rest, Fraction(1, degree))
    return field.multiply((_power_of_number(field, number, Fraction(1, degree)), root))


def real_root(field: Atoms, product: Product, degree: int) -> Product:
    """The real root of odd degree, of a product that of the factors."""
    if not product.coefficient:
        return product
    number, factors = field.factors_of(product)
    sign = field.number(1 if number > 0 else -1)
    roots = [_power_of_positive(field, Product(1, {b: 1}), Fraction(exponent, degree)) for b, exponent in factors]
    return field.multiply((sign, _power_of_number(field, magnitude(number), Fraction(1, degree)), *roots))


def root(field: Atoms, product: Product, degree: Product) -> Product:
    """root(u, n)."""
    value = field.constant(degree)
    if not value:
        raise Unwieldy("a root of unknown degree")
    if value.denominator == 1 and value.numerator % 2:
        result = real_root(field, product, abs(int(value)))
        return result if value > 0 else field.inverse(result)
    return rational_power(field, product, 1 / Fraction(value))
