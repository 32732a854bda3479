"""Proofs that an expression is 0 wherever it has a value: by its normal form, by cases, and by functions of it.

What is 0 is found in a case by its normal form; else by a function that has a value only there: e^u = 1 for real u
only where u = 0, sin(u) = 0 for -pi < u < pi only there, and cos(u) = 1 for -2pi < u < 2pi; else by conjugates: if
(a + b)(a - b) = 0, and a and b are both 0 or more, or both 0 or less, then a - b = 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from ..expression import ONE, Expression, apply, integer
from ..primitives import COS, EXP, SIN
from .atoms import AtomKind, Atoms
from .cases import is_zero_in_all_cases, vanishes_modulo
from .enclosures import vanishes
from .field import Polynomial, Product, Unwieldy
from .normal_form import NormalForm, Supposition, is_zero, normal_forms

MOST_TERMS = 24
MOST_DENOMINATOR = 24

Supposed = tuple[Supposition, ...]


def is_proved_zero(expression: Expression) -> bool:
    """Whether the expression is proved to be 0 wherever it is defined.

    >>> import symdiff
    >>> [is_proved_zero(symdiff.parse(text)) for text in ("4 atan(1) - pi", "abs(x)*sign(x) - x", "sqrt(x^2) - x")]
    [True, True, False]
    """
    return is_zero(expression) or is_zero_in_all_cases(expression, _is_zero)


def _is_zero(expression: Expression, form: NormalForm, supposed: Supposed) -> bool:
    """Whether an expression without branches is 0, where some signs are supposed."""
    return _vanishes(form) or _by_conjugates(form) or _by_function(form, expression, supposed)


def _vanishes(form: NormalForm) -> bool:
    if not form.product.coefficient:
        return True
    try:
        return vanishes_modulo(form, _numerator(form.field, form.product)) or vanishes(form.field, form.product)
    except Unwieldy:
        return False


def _numerator(field: Atoms, product: Product) -> Polynomial:
    return field.reduced(field.expanded({b: e for b, e in product.powers.items() if e > 0}))


# --- functions that are 0 only there ----------------------------------------------------------------------


def _by_function(form: NormalForm, expression: Expression, supposed: Supposed) -> bool:
    """Whether a multiple n*u of an expression u has e^(n u) = 1, or a sine or cosine that it has at 0 alone."""
    try:
        angle = apply("*", (integer(_common_denominator(form)), expression))
        return any(_image_vanishes(image, supposed) for image in _images(form, angle))
    except Unwieldy:
        return False


def _images(form: NormalForm, angle: Expression) -> Iterator[Expression]:
    """Functions of a multiple of the expression that are 0 only where it is."""
    if _holds_logarithm(form):
        yield apply("-", (apply(EXP, (angle,)), ONE))
    multiple = _common_denominator(form)
    if _is_within(form, multiple, 1):
        yield apply(SIN, (angle,))
    elif _is_within(form, multiple, 2):
        yield apply("-", (apply(COS, (angle,)), ONE))


def _image_vanishes(image: Expression, supposed: Supposed) -> bool:
    try:
        (found,) = normal_forms((image,), supposed)
    except Unwieldy:
        return False
    return _vanishes(found)


def _common_denominator(form: NormalForm) -> int:
    terms = form.field.terms(form.product, MOST_TERMS)
    found = lcm(*[Fraction(term.coefficient).denominator for term in terms])
    if found > MOST_DENOMINATOR:
        raise Unwieldy("too many parts of an angle")
    return found


def _holds_logarithm(form: NormalForm) -> bool:
    field = form.field
    generators = {g for base in form.product.powers for g in field.generators_of(base)}
    return any(field.atoms[g].kind is AtomKind.LOGARITHM for g in generators)


def _is_within(form: NormalForm, multiple: int, half_turns: int) -> bool:
    """Whether multiple*u is certainly between -half_turns*pi and half_turns*pi."""
    field, bound = form.field, form.field.scaled(half_turns, form.pi())
    angle = field.scaled(multiple, form.product)
    return all(form.known.sign(field.add((bound, field.scaled(sign, angle)))) == 1 for sign in (1, -1))


# --- conjugates -------------------------------------------------------------------------------------------


def _by_conjugates(form: NormalForm) -> bool:
    """Whether a + b*r = 0 for a square root r, since a^2 = b^2 r^2, and a and -b have the same sign."""
    field = form.field
    try:
        top = _numerator(field, form.product)
        degrees = top.degrees()
        for generator in range(len(field.atoms) - 1, -1, -1):
            relation = field.relations.get(generator)
            atom = field.atoms[generator]
            is_root = relation is not None and atom.kind is AtomKind.ROOT and generator not in field.signed
            if is_root and relation is not None and relation.degree == 2 and int(degrees[generator]) == 1:
                a, b = _parts(field, top, generator)
                norm = field.reduced(a * a - b * b * relation.value)
                if (norm == 0 or vanishes_modulo(form, norm)) and _have_same_sign(form, a, -b):
                    return True
    except Unwieldy:
        return False
    return False


def _parts(field: Atoms, polynomial: Polynomial, generator: int) -> tuple[Polynomial, Polynomial]:
    """a and b of a + b*r."""
    parts: tuple[dict[tuple[int, ...], int], dict[tuple[int, ...], int]] = ({}, {})
    for exponents, coefficient in polynomial.to_dict().items():
        rest = [int(e) for e in exponents]
        degree, rest[generator] = rest[generator], 0
        parts[degree][tuple(rest)] = int(coefficient)
    return field.context.from_dict(parts[0]), field.context.from_dict(parts[1])


def _have_same_sign(form: NormalForm, a: Polynomial, b: Polynomial) -> bool:
    products = [form.field.of_polynomial(p) for p in (a, b)]
    return any(
        all(form.known.is_never_negative(form.field.scaled(sign, product)) for product in products) for sign in (1, -1)
    )
