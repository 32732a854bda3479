"""Sines and cosines in normal form: of sums by the addition formulas, of multiples by those for multiple angles."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ..expression import PI, Apply, Expression
from ..primitives import COS, SIN
from ..rulebook.identities import U, V, additions, relations
from ..tidying.numbers import Rational
from .arithmetic import combination
from .atoms import Atom, AtomKind, Atoms, Multiple
from .field import Product, Unwieldy
from .roots import rational_power

MOST_TERMS = 6
MOST_MULTIPLE = 24
S_OF_U, C_OF_U, S_OF_V, C_OF_V = (Apply(f, (letter,)) for letter in (U, V) for f in (SIN, COS))


class Turned(NamedTuple):
    """The sine and the cosine of an angle."""

    sine: Product
    cosine: Product


def sine_and_cosine(field: Atoms, angle: Product, known: Callable[[Atom], Turned | None]) -> Turned:
    """The sine and the cosine of an angle, in sines and cosines of its terms.

    Args:
        field: where they are made.
        angle: the angle.
        known: the sine and the cosine of an atom, where they are something simpler.
    """
    total = Turned(field.number(0), field.number(1))
    for term in field.terms(angle, MOST_TERMS):
        total = _sum(field, total, _of_term(field, term, known))
    return total


def _sum(field: Atoms, a: Turned, b: Turned) -> Turned:
    parts: dict[Expression, Product] = {S_OF_U: a.sine, C_OF_U: a.cosine, S_OF_V: b.sine, C_OF_V: b.cosine}
    return Turned(combination(field, additions()[SIN], parts), combination(field, additions()[COS], parts))


def _of_term(field: Atoms, term: Multiple, known: Callable[[Atom], Turned | None]) -> Turned:
    atom = field.only_atom(term.product)
    if atom is not None and atom.inside == (PI,):
        turned = _of_turns(field, term.coefficient)
        if turned is not None:
            return turned
    if atom is not None and term.coefficient.denominator == 1:
        turned = known(atom)
        if turned is not None:
            return _multiple(field, turned, int(term.coefficient))
    if atom is not None and term.coefficient.denominator == 2 and (turned := known(atom)) is not None:
        half = _half(field, term.product, turned)
        if half is not None:
            return _multiple(field, half, int(2 * term.coefficient))
    inside = (term.product,)
    parts = field.divided(Atom(AtomKind.SINE, inside), term.coefficient.denominator)
    multiple = int(term.coefficient * parts)
    cosine = field.atom(Atom(AtomKind.COSINE, inside, parts))
    squares = relations()[SIN]
    square = field.add((field.number(squares.constant), field.scaled(squares.factor, field.multiply((cosine, cosine)))))
    sine = field.atom(Atom(AtomKind.SINE, inside, parts), relation=square)
    return _multiple(field, Turned(sine, cosine), multiple)


def _half(field: Atoms, angle: Product, turned: Turned) -> Turned | None:
    """The sine and the cosine of half an angle that is certainly between -pi and pi: the cosine is positive."""
    pi = field.symbol(PI)
    ends = [field.add((pi, field.scaled(sign, angle))) for sign in (1, -1)]
    if field.known is None or any(field.known.sign(end) != 1 for end in ends):
        return None
    square = field.scaled(Fraction(1, 2), field.add((field.number(1), turned.cosine)))
    cosine = rational_power(field, square, Fraction(1, 2))
    return Turned(field.multiply((field.scaled(Fraction(1, 2), turned.sine), field.inverse(cosine))), cosine)


def _multiple(field: Atoms, turned: Turned, times: int) -> Turned:
    if abs(times) > MOST_MULTIPLE:
        raise Unwieldy("too large a multiple of an angle")
    result = turned
    for bit in bin(abs(times))[3:]:
        result = _sum(field, result, result)
        if bit == "1":
            result = _sum(field, result, turned)
    return result if times > 0 else Turned(field.scaled(-1, result.sine), result.cosine)


def _of_turns(field: Atoms, turns: Rational) -> Turned | None:
    """Of a multiple of pi/6 or pi/4."""
    twelfths = turns * 12
    if twelfths.denominator != 1 or int(twelfths) % 12 in (1, 5, 7, 11):
        return None
    step = int(twelfths) % 24
    return Turned(_sine_of_step(field, step), _sine_of_step(field, (step + 6) % 24))


def _sine_of_step(field: Atoms, step: int) -> Product:
    """sin(step*pi/12), which is the root of 0, 1, 2, 3 or 4 by 2."""
    sign = 1 if step < 12 else -1
    square = {0: 0, 2: 1, 3: 2, 4: 3, 6: 4}[min(step % 12, 12 - step % 12)]
    return field.scaled(Fraction(sign, 2), rational_power(field, field.number(square), Fraction(1, 2)))
