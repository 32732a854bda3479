"""Sines and cosines in normal form: of sums by the addition formulas, of multiples by those for multiple angles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq

from .field import Form, Key, Unwieldy
from .powers import leading, terms_of
from .roots import rational_power

if TYPE_CHECKING:
    from .conversion import Converter

MOST_TERMS = 6
MOST_MULTIPLE = 24

Pair = tuple[Form, Form]


def sine_and_cosine(c: Converter, angle: Form) -> Pair:
    """The sine and the cosine of a form, in sines and cosines of its terms."""
    terms = [leading(term) for term in terms_of(c, angle)]
    if len(terms) > MOST_TERMS:
        raise Unwieldy("too many terms in an angle")
    pair = c.field.constant(0), c.field.constant(1)
    for coefficient, form in terms:
        pair = _sum(c, pair, _of_term(c, coefficient, form))
    return pair


def _sum(c: Converter, a: Pair, b: Pair) -> Pair:
    field = c.field
    sine = field.add(field.multiply(a[0], b[1]), field.multiply(a[1], b[0]))
    cosine = field.add(field.multiply(a[1], b[1]), field.multiply(a[0], b[0]), -1)
    return sine, cosine


def _of_term(c: Converter, coefficient: fmpq, form: Form) -> Pair:
    place = c.field.only_generator(form.numerator) if form.denominator.is_one() else None
    if place is not None and c.field.generators[place].key == ("symbol", "pi"):
        known = _of_turns(c, coefficient)
        if known is not None:
            return known
    key: Key = ("sin", c.field.key(form))
    parts = c.refine(key, int(coefficient.q))
    multiple = int((coefficient * parts).p)
    if abs(multiple) > MOST_MULTIPLE:
        raise Unwieldy("too large a multiple of an angle")
    c.exponents["angle", key[1]] = form
    cosine = c.field.generator(("cos", key[1], parts))
    square = c.field.add(c.field.constant(1), c.field.multiply(cosine, cosine), -1)
    sine = c.field.generator((*key, parts), 2, square)
    pair = _multiple(c, (sine, cosine), abs(multiple))
    return pair if multiple > 0 else (c.field.multiply(pair[0], c.field.constant(-1)), pair[1])


def _multiple(c: Converter, pair: Pair, times: int) -> Pair:
    result = pair
    for bit in bin(times)[3:]:
        result = _sum(c, result, result)
        if bit == "1":
            result = _sum(c, result, pair)
    return result


def _of_turns(c: Converter, turns: fmpq) -> Pair | None:
    """Of a multiple of pi/6 or pi/4."""
    twelfths = turns * 12
    if twelfths.q != 1 or int(twelfths.p) % 12 in (1, 5, 7, 11):
        return None
    step = int(twelfths.p) % 24
    return _sine_of_step(c, step), _sine_of_step(c, (step + 6) % 24)


def _sine_of_step(c: Converter, step: int) -> Form:
    """sin(step*pi/12)."""
    sign = 1 if step < 12 else -1
    step = min(step % 12, 12 - step % 12)
    half = c.field.constant(fmpq(sign, 2))
    if step in (0, 2, 6):
        return c.field.constant(fmpq({0: 0, 2: sign, 6: 2 * sign}[step], 2))
    return c.field.multiply(half, rational_power(c, c.field.constant({3: 2, 4: 3}[step]), fmpq(1, 2)))
