"""Products of atoms back into expressions, plainly: to be compared and supposed, not to be read."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from ..expression import Apply, Expression, apply, integer, rational
from ..primitives import ABS, COS, EXP, LN, ROOT, SIN
from ..tidying import tidy
from .atoms import Atom, AtomKind, Atoms
from .field import SUMS, Polynomial, Product, Unwieldy

_HEADS = {
    AtomKind.LOGARITHM: LN,
    AtomKind.SIZE: ABS,
    AtomKind.SINE: SIN,
    AtomKind.COSINE: COS,
    AtomKind.EXPONENTIAL: EXP,
}


def expression_of(field: Atoms, product: Product) -> Expression:
    """An expression of which a product is the normal form.

    Raises:
        Unwieldy: there is none that is plain, as for powers of a base that may be negative.
    """
    found: list[Expression] = [rational(Fraction(product.coefficient))]
    for base, exponent in product.powers.items():
        part = _atom(field, field.atoms[base]) if base < SUMS else expression_of_sum(field, field.sum(base))
        found.append(apply("^", (part, integer(exponent))))
    return tidy(_joined("*", found))


def expression_of_sum(field: Atoms, polynomial: Polynomial) -> Expression:
    """An expression of which a polynomial in generators is the normal form."""
    terms = [
        expression_of(field, Product(int(c), {g: int(e) for g, e in enumerate(m) if e}))
        for m, c in polynomial.to_dict().items()
    ]
    return tidy(_joined("+", terms or [integer(0)]))


def _joined(operator: str, parts: list[Expression]) -> Expression:
    join: Callable[[Expression, Expression], Apply] = lambda a, b: apply(operator, (a, b))  # noqa: E731
    return reduce(join, parts)


def _atom(field: Atoms, atom: Atom) -> Expression:
    first = atom.inside[0]
    if isinstance(first, Expression):
        return first
    if isinstance(first, str):
        return apply(first, tuple(expression_of(field, p) for p in atom.inside[1:] if isinstance(p, Product)))
    inside = expression_of(field, atom.product)
    if atom.kind is AtomKind.ROOT:
        return apply(ROOT, (inside, integer(atom.parts)))
    if atom.kind not in _HEADS:
        raise Unwieldy("a power whose base may be negative")
    if atom.kind in (AtomKind.SIZE, AtomKind.LOGARITHM):
        return apply(_HEADS[atom.kind], (inside if atom.kind is AtomKind.SIZE else apply(ABS, (inside,)),))
    if atom.kind is AtomKind.EXPONENTIAL and (power := _power(field, atom)) is not None:
        return power
    return apply(_HEADS[atom.kind], (apply("/", (inside, integer(atom.parts))),))


def _power(field: Atoms, exponential: Atom) -> Expression | None:
    """e^(v ln|u|) as |u|^v, which exists for u = 0 too."""
    for generator, exponent in exponential.product.powers.items():
        atom = field.atoms[generator] if generator < SUMS else None
        if atom is not None and atom.kind is AtomKind.LOGARITHM and exponent == 1 and atom.product.powers:
            rest = {b: e for b, e in exponential.product.powers.items() if b != generator}
            size = apply(ABS, (expression_of(field, atom.product),))
            return apply("^", (size, apply("/", (expression_of(field, Product(1, rest)), integer(exponential.parts)))))
    return None
