"""Matching modulo associativity and commutativity: a pattern's terms and factors among an expression's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ..expression import CONSTANTS, Apply, E, Expression, Symbol, integer, rational
from ..matching import Bindings
from ..primitives import EXP
from ..tidying import power, value_of
from ..tidying.numbers import Rational, magnitude, whole
from .monomials import Factors, Monomial, monomial_of, terms_of_sum

MULTIPLICATIVE = frozenset(("*", "/", "neg", "^"))
MOST_OPERANDS = 16
MOST_TRIES = 600  # comparisons in one node

Wanted = tuple[Expression, Rational]  # a factor of a pattern with its exponent


class FoundProduct(NamedTuple):
    """A product found among the factors of a monomial: what its letters are, and what is left of the monomial."""

    bindings: Bindings
    left: Monomial


class FoundSum(NamedTuple):
    """A sum found among terms: what its letters are, the other terms, and what multiplies the sum."""

    bindings: Bindings
    others: list[Monomial]
    ratio: Monomial


NOTHING = Monomial(1, {})


@lru_cache(maxsize=1024)
def pattern_factors(pattern: Expression) -> tuple[Rational, list[Wanted]]:
    """The number and the factors of a pattern, letters last: they are bound by what comes before."""
    coefficient, factors = monomial_of(pattern)
    return coefficient, sorted(factors.items(), key=lambda f: type(f[0]) is Symbol)


@lru_cache(maxsize=1024)
def _pattern_terms(pattern: Expression) -> list[tuple[Rational, list[Wanted]]]:
    """The terms of a pattern, the ones with most factors first."""
    terms = sorted(terms_of_sum(pattern), key=lambda t: -len(t.factors))
    return [(c, sorted(factors.items(), key=lambda f: type(f[0]) is Symbol)) for c, factors in terms]


def _is_symbolic_power(pattern: Apply) -> bool:
    """Whether a pattern is a power whose exponent is no number."""
    return pattern.function == "^" and value_of(pattern.arguments[1]) is None


class Matcher:
    """Matching, as far as so many comparisons reach."""

    def __init__(self, tries: int = MOST_TRIES) -> None:
        self.tries = tries

    def match(self, pattern: Expression, node: Expression, bindings: Bindings) -> Iterator[Bindings]:
        """Every way in which the whole of a pattern is an expression."""
        self.tries -= 1
        if self.tries < 0:
            return
        if type(pattern) is Apply:
            yield from self._match_application(pattern, node, bindings)
        elif type(pattern) is Symbol and pattern not in CONSTANTS:
            known = bindings.get(pattern)
            if known is None:
                yield {**bindings, pattern: node}
            elif known is node:
                yield bindings
        elif pattern is node or (value_of(pattern) is not None and value_of(pattern) == value_of(node)):
            yield bindings

    def _match_application(self, pattern: Apply, node: Expression, bindings: Bindings) -> Iterator[Bindings]:
        if pattern.function in ("+", "-"):
            for whole_sum in self.match_sum(pattern, terms_of_sum(node), bindings):
                if not whole_sum.others and whole_sum.ratio == NOTHING:
                    yield whole_sum.bindings
        elif pattern.function in MULTIPLICATIVE and not _is_symbolic_power(pattern):
            for product in self.match_product(pattern, monomial_of(node), bindings):
                if product.left == NOTHING:
                    yield product.bindings
        elif type(node) is Apply:
            if pattern.function == EXP and node.function == "^" and node.arguments[0] is E:
                yield from self.match(pattern.arguments[0], node.arguments[1], bindings)
            elif pattern.function == node.function and len(pattern.arguments) == len(node.arguments):
                yield from self._match_all(pattern.arguments, node.arguments, bindings)

    def _match_all(
        self, patterns: tuple[Expression, ...], nodes: tuple[Expression, ...], bindings: Bindings
    ) -> Iterator[Bindings]:
        if not patterns:
            yield bindings
            return
        for found in self.match(patterns[0], nodes[0], bindings):
            yield from self._match_all(patterns[1:], nodes[1:], found)

    # --- products -----------------------------------------------------------------------------------

    def match_product(self, pattern: Expression, term: Monomial, bindings: Bindings) -> Iterator[FoundProduct]:
        """Every way to find a product among the factors of a term."""
        coefficient, wanted = pattern_factors(pattern)
        if len(wanted) <= len(term.factors) + 1:
            yield from self._take(wanted, _ratio(term, coefficient), bindings)

    def _take(self, wanted: Sequence[Wanted], term: Monomial, bindings: Bindings) -> Iterator[FoundProduct]:
        """Every way to take the wanted factors out of a term."""
        if not wanted:
            yield FoundProduct(bindings, term)
            return
        (pattern, exponent), *others = wanted
        if type(pattern) is Symbol:
            yield from self._take_letter(pattern, exponent, others, term, bindings)
            return
        for base, has in list(term.factors.items()):
            if _reaches(has, exponent):
                for found in self.match(pattern, base, bindings):
                    yield from self._take(others, term.with_power(base, has - exponent), found)

    def _take_letter(
        self, letter: Symbol, exponent: Rational, others: Sequence[Wanted], term: Monomial, bindings: Bindings
    ) -> Iterator[FoundProduct]:
        """A letter's power as one of the factors, as several where it stands for a product, or as all that is left."""
        if exponent == 1 and not others:
            rest = term.expression
            if bindings.get(letter, rest) is rest:
                yield FoundProduct({**bindings, letter: rest}, NOTHING)
            if letter not in bindings:
                return
        for base, has in list(term.factors.items()):
            for found, left in _power_of_letter(letter, base, has, exponent, bindings):
                yield from self._take(others, term.with_power(base, left), found)
        left_over = _without(bindings[letter], exponent, term) if letter in bindings else None
        if left_over is not None:
            yield from self._take(others, left_over, bindings)

    # --- sums ---------------------------------------------------------------------------------------

    def match_sum(self, pattern: Expression, terms: list[Monomial], bindings: Bindings) -> Iterator[FoundSum]:
        """Every way to find a sum, or what is a multiple of it, among terms."""
        wanted = _pattern_terms(pattern)
        if len(terms) > MOST_OPERANDS or len(wanted) > len(terms):
            return
        coefficient, product = wanted[0]
        for place, term in enumerate(terms):
            for found in self._take(product, _ratio(term, coefficient), bindings):
                others = terms[:place] + terms[place + 1 :]
                yield from self._match_terms(wanted[1:], others, found.bindings, found.left)

    def _match_terms(
        self,
        wanted: Sequence[tuple[Rational, list[Wanted]]],
        terms: list[Monomial],
        bindings: Bindings,
        ratio: Monomial,
    ) -> Iterator[FoundSum]:
        if not wanted:
            yield FoundSum(bindings, terms, ratio)
            return
        coefficient, product = wanted[0]
        for place, term in enumerate(terms):
            candidate = _ratio(term, coefficient)
            if candidate.coefficient != ratio.coefficient:
                continue
            for found in self._take(product, candidate, bindings):
                if found.left.factors == ratio.factors:
                    others = terms[:place] + terms[place + 1 :]
                    yield from self._match_terms(wanted[1:], others, found.bindings, ratio)


def _reaches(has: Rational, wanted: Rational) -> bool:
    """Whether an exponent has another one in it."""
    return (has > 0) == (wanted > 0) and magnitude(has) >= magnitude(wanted)


def _ratio(term: Monomial, number: Rational) -> Monomial:
    return term if number == 1 else Monomial(whole(Fraction(term.coefficient) / number), term.factors)


def _without(known: Expression, exponent: Rational, term: Monomial) -> Monomial | None:
    """A term without a power of a product, whose factors are all there; None where they are not."""
    coefficient, parts = monomial_of(known)
    if (len(parts) < 2 and coefficient == 1) or type(exponent) is not int or not coefficient:
        return None
    left: Factors = dict(term.factors)
    for base, e in parts.items():
        have: Rational = left.get(base, 0)
        need: Rational = e * exponent
        if not have or not _reaches(have, need):
            return None
        left[base] = have - need
        if not left[base]:
            del left[base]
    return Monomial(whole(Fraction(term.coefficient) / Fraction(coefficient) ** exponent), left)


def _power_of_letter(
    letter: Expression, base: Expression, has: Rational, exponent: Rational, bindings: Bindings
) -> Iterator[tuple[Bindings, Rational]]:
    """The letter's power as one factor's, and what is left of that one's exponent."""
    known = bindings.get(letter)
    if known is None:
        ratio = Fraction(has) / exponent
        if ratio.denominator == 1 and ratio > 0:
            yield {**bindings, letter: power(base, integer(int(ratio)))}, 0
    elif known is base:
        if _reaches(has, exponent):
            yield bindings, has - exponent
    elif magnitude(exponent) == 1 and (has > 0) == (exponent > 0) and known is power(base, rational(magnitude(has))):
        yield bindings, 0
