"""Matching modulo associativity and commutativity: a pattern's terms and factors among an expression's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from ..expression import CONSTANTS, ONE, Apply, E, Expression, Symbol, apply, integer, rational
from ..primitives import EXP
from ..tidying import negate, over, plus, power, times, value_of
from ..tidying.numbers import Rational, magnitude, whole

Bindings = dict[Expression, Expression]
Factors = dict[Expression, Rational]
Term = tuple[Rational, Factors]
Wanted = tuple[Expression, Rational]  # a factor of a pattern with its exponent

MULTIPLICATIVE = frozenset(("*", "/", "neg", "^"))
MOST_OPERANDS = 16


class Tries:
    """How many more comparisons may be made."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self) -> bool:
        """Whether there was one left."""
        self.left -= 1
        return self.left >= 0


# --- terms as numbers and factors ---------------------------------------------------------------------


def term_of(node: Expression) -> Term:
    """A product as its number and its factors with their rational exponents."""
    coefficient: Rational = 1
    found: Factors = {}
    stack: list[tuple[Expression, Rational]] = [(node, 1)]
    while stack:
        part, exponent = stack.pop()
        value = value_of(part)
        if value is not None and type(exponent) is int and (value or exponent > 0) and abs(exponent) < 64:
            coefficient = coefficient * (value if exponent == 1 else Fraction(value) ** exponent)
            continue
        if type(part) is Apply:
            arguments = part.arguments
            if part.function == "neg" and type(exponent) is int:
                coefficient = -coefficient if exponent % 2 else coefficient
                stack.append((arguments[0], exponent))
                continue
            if part.function in ("*", "/") and type(exponent) is int:
                stack.append((arguments[1], exponent if part.function == "*" else -exponent))
                stack.append((arguments[0], exponent))
                continue
            if part.function == "^":
                inner = value_of(arguments[1])
                if type(inner) is int and type(exponent) is int:
                    stack.append((arguments[0], exponent * inner))
                    continue
                if inner is None and _is_negative(arguments[1]):
                    part, exponent = apply("^", (arguments[0], negate(arguments[1]))), -exponent
        total = found.get(part, 0) + exponent
        found[part] = total
        if not total:
            del found[part]
    return whole(coefficient), found


def _is_negative(node: Expression) -> bool:
    return type(node) is Apply and node.function == "neg"


def terms_of_sum(node: Expression) -> list[Term]:
    """The terms of a sum."""
    found: list[Term] = []
    stack: list[tuple[Expression, int]] = [(node, 1)]
    while stack:
        part, sign = stack.pop()
        if type(part) is Apply and part.function in ("+", "-"):
            stack.append((part.arguments[1], sign if part.function == "+" else -sign))
            stack.append((part.arguments[0], sign))
        else:
            coefficient, factors = term_of(part)
            found.append((sign * coefficient, factors))
    return found


def product_of(coefficient: Rational, factors: Mapping[Expression, Rational]) -> Expression:
    """The expression of a number and factors."""
    above: Expression = rational(coefficient)
    below: Expression = ONE
    for base, exponent in factors.items():
        if exponent > 0:
            above = times(above, power(base, rational(exponent)))
        else:
            below = times(below, power(base, rational(-exponent)))
    return above if below is ONE else over(above, below)


def sum_of(terms: list[Term]) -> Expression:
    """The expression of a sum."""
    total: Expression = integer(0)
    for coefficient, factors in terms:
        total = plus(total, product_of(coefficient, factors))
    return total


# --- matching ---------------------------------------------------------------------------------------------


def match(pattern: Expression, node: Expression, bindings: Bindings, tries: Tries) -> Iterator[Bindings]:
    """Every way in which the whole of a pattern is an expression (as far as the tries reach)."""
    if not tries.spend():
        return
    if type(pattern) is Apply:
        yield from _match_application(pattern, node, bindings, tries)
    elif type(pattern) is Symbol and pattern not in CONSTANTS:
        known = bindings.get(pattern)
        if known is None:
            yield {**bindings, pattern: node}
        elif known is node:
            yield bindings
    elif pattern is node or (value_of(pattern) is not None and value_of(pattern) == value_of(node)):
        yield bindings


def _match_application(pattern: Apply, node: Expression, bindings: Bindings, tries: Tries) -> Iterator[Bindings]:
    if pattern.function in ("+", "-"):
        for found, others, ratio in match_sum(pattern, terms_of_sum(node), bindings, tries):
            if not others and ratio == (1, {}):
                yield found
    elif pattern.function in MULTIPLICATIVE and not _is_symbolic_power(pattern):
        for found, coefficient, left in match_product(pattern, term_of(node), bindings, tries):
            if coefficient == 1 and not left:
                yield found
    elif type(node) is Apply:
        if pattern.function == EXP and node.function == "^" and node.arguments[0] is E:
            yield from match(pattern.arguments[0], node.arguments[1], bindings, tries)
        elif pattern.function == node.function and len(pattern.arguments) == len(node.arguments):
            yield from _match_all(pattern.arguments, node.arguments, bindings, tries)


def _is_symbolic_power(pattern: Apply) -> bool:
    """Whether a pattern is a power whose exponent is no number."""
    return pattern.function == "^" and value_of(pattern.arguments[1]) is None


def _match_all(
    patterns: tuple[Expression, ...], nodes: tuple[Expression, ...], bindings: Bindings, tries: Tries
) -> Iterator[Bindings]:
    if not patterns:
        yield bindings
        return
    for found in match(patterns[0], nodes[0], bindings, tries):
        yield from _match_all(patterns[1:], nodes[1:], found, tries)


def match_product(
    pattern: Expression, term: Term, bindings: Bindings, tries: Tries
) -> Iterator[tuple[Bindings, Rational, Factors]]:
    """Every way to find a product among the factors of a term: the bindings, and what is left of the term."""
    coefficient, wanted = pattern_factors(pattern)
    if len(wanted) <= len(term[1]) + 1:
        yield from _take(wanted, _ratio(term[0], coefficient), term[1], bindings, tries)


@lru_cache(maxsize=1024)
def pattern_factors(pattern: Expression) -> tuple[Rational, list[Wanted]]:
    """The number and the factors of a pattern, letters last: they are bound by what comes before."""
    coefficient, factors = term_of(pattern)
    return coefficient, sorted(factors.items(), key=lambda f: type(f[0]) is Symbol)


@lru_cache(maxsize=1024)
def _pattern_terms(pattern: Expression) -> list[tuple[Rational, list[Wanted]]]:
    """The terms of a pattern, the ones with most factors first."""
    terms = sorted(terms_of_sum(pattern), key=lambda t: -len(t[1]))
    return [(c, sorted(factors.items(), key=lambda f: type(f[0]) is Symbol)) for c, factors in terms]


def _ratio(number: Rational, other: Rational) -> Rational:
    return number if other == 1 else whole(Fraction(number) / other)


def _take(
    wanted: Sequence[Wanted], number: Rational, factors: Factors, bindings: Bindings, tries: Tries
) -> Iterator[tuple[Bindings, Rational, Factors]]:
    """Every way to take the wanted factors out of a number and factors."""
    if not wanted:
        yield bindings, number, factors
        return
    (pattern, exponent), *others = wanted
    if type(pattern) is not Symbol:
        for base, has in list(factors.items()):
            for found, left in _power_of_pattern(pattern, base, has, exponent, bindings, tries):
                yield from _take(others, number, _with(factors, base, left), found, tries)
        return
    if exponent == 1 and not others:  # the last letter is all that is left
        rest = product_of(number, factors)
        if bindings.get(pattern, rest) is rest:
            yield {**bindings, pattern: rest}, 1, {}
        if pattern not in bindings:
            return
    yield from _take_letter(pattern, exponent, others, number, factors, bindings, tries)


def _take_letter(
    letter: Symbol,
    exponent: Rational,
    others: Sequence[Wanted],
    number: Rational,
    factors: Factors,
    bindings: Bindings,
    tries: Tries,
) -> Iterator[tuple[Bindings, Rational, Factors]]:
    """A letter's power as one of the factors, or, where it stands for a product, as several."""
    for base, has in list(factors.items()):
        for found, left in _power_of_letter(letter, base, has, exponent, bindings):
            yield from _take(others, number, _with(factors, base, left), found, tries)
    if letter in bindings:
        yield from _take_bound(bindings[letter], exponent, others, number, factors, bindings, tries)


def _with(factors: Factors, base: Expression, exponent: Rational) -> Factors:
    """The factors with another exponent of one of them."""
    changed = dict(factors)
    if exponent:
        changed[base] = exponent
    else:
        del changed[base]
    return changed


def _take_bound(
    known: Expression,
    exponent: Rational,
    others: Sequence[Wanted],
    number: Rational,
    factors: Factors,
    bindings: Bindings,
    tries: Tries,
) -> Iterator[tuple[Bindings, Rational, Factors]]:
    """A letter that stands for a product, whose factors are all there."""
    coefficient, parts = term_of(known)
    if (len(parts) < 2 and coefficient == 1) or type(exponent) is not int or not coefficient:
        return
    left = dict(factors)
    for base, e in parts.items():
        have: Rational = left.get(base, 0)
        need: Rational = e * exponent
        if not have or (have > 0) != (need > 0) or magnitude(have) < magnitude(need):
            return
        left[base] = have - need
        if not left[base]:
            del left[base]
    yield from _take(others, whole(Fraction(number) / Fraction(coefficient) ** exponent), left, bindings, tries)


def _power_of_letter(
    letter: Expression, base: Expression, has: Rational, exponent: Rational, bindings: Bindings
) -> Iterator[tuple[Bindings, Rational]]:
    known = bindings.get(letter)
    if known is None:
        ratio = Fraction(has) / exponent
        if ratio.denominator == 1 and ratio > 0:
            yield {**bindings, letter: power(base, integer(int(ratio)))}, 0
    elif known is base:
        if (has > 0) == (exponent > 0) and magnitude(has) >= magnitude(exponent):
            yield bindings, has - exponent
    elif magnitude(exponent) == 1 and (has > 0) == (exponent > 0) and known is power(base, rational(magnitude(has))):
        yield bindings, 0


def _power_of_pattern(
    pattern: Expression, base: Expression, has: Rational, exponent: Rational, bindings: Bindings, tries: Tries
) -> Iterator[tuple[Bindings, Rational]]:
    if (has > 0) != (exponent > 0) or magnitude(has) < magnitude(exponent):
        return
    for found in match(pattern, base, bindings, tries):
        yield found, has - exponent


def match_sum(
    pattern: Expression, terms: list[Term], bindings: Bindings, tries: Tries
) -> Iterator[tuple[Bindings, list[Term], Term]]:
    """Every way to find a sum among terms: the bindings, the other terms, and what multiplies the pattern."""
    if len(terms) > MOST_OPERANDS:
        return
    wanted = _pattern_terms(pattern)
    if len(wanted) > len(terms):
        return
    for place, term in enumerate(terms):
        coefficient, product = wanted[0]
        for found, number, left in _take(product, _ratio(term[0], coefficient), term[1], bindings, tries):
            others = terms[:place] + terms[place + 1 :]
            yield from _match_terms(wanted[1:], others, found, (number, left), tries)


def _match_terms(
    wanted: Sequence[tuple[Rational, list[Wanted]]], terms: list[Term], bindings: Bindings, ratio: Term, tries: Tries
) -> Iterator[tuple[Bindings, list[Term], Term]]:
    if not wanted:
        yield bindings, terms, ratio
        return
    coefficient, product = wanted[0]
    for place, term in enumerate(terms):
        number = _ratio(term[0], coefficient)
        if number != ratio[0]:
            continue
        for found, _, left in _take(product, number, term[1], bindings, tries):
            if left == ratio[1]:
                yield from _match_terms(wanted[1:], terms[:place] + terms[place + 1 :], found, ratio, tries)
