"""Products of sines and cosines as sums."""

from __future__ import annotations

from fractions import Fraction

from ..algebra.cost import cost
from ..algebra.field import TooLarge
from ..expression import ZERO, Apply, Expression
from ..tidying import build, minus, plus, tidy
from .patterns import Factors, Term, product_of, term_of, terms_of_sum
from .rewriting import function_rewrites
from .signs import Signs

MOST_PRODUCT_TERMS = 200


def combined(expression: Expression) -> Expression:
    """A sum of products of sines and cosines without those products."""
    terms = terms_of_sum(expression)
    done: list[Term] = []
    while terms:
        if len(terms) + len(done) > MOST_PRODUCT_TERMS:
            raise TooLarge
        coefficient, factors = terms.pop()
        pair = _pair(factors)
        if pair is None:
            done.append((coefficient, factors))
            continue
        terms += [(coefficient * Fraction(c), f) for c, f in _product_to_sum(*pair, factors)]
    total: Expression = ZERO
    for coefficient, factors in reversed(done):
        total = plus(total, product_of(coefficient, factors))
    return total


def _pair(factors: Factors) -> tuple[Apply, Apply] | None:
    """Two sines or cosines that are multiplied."""
    found: list[Apply] = []
    for base, exponent in factors.items():
        if type(base) is Apply and base.function in ("sin", "cos") and type(exponent) is int and exponent > 0:
            found += [base] * min(exponent, 2)
    return (found[0], found[1]) if len(found) > 1 else None


def _product_to_sum(a: Apply, b: Apply, factors: Factors) -> list[Term]:
    rest = dict(factors)
    for base in (a, b):
        rest[base] -= 1
        if not rest[base]:
            del rest[base]
    if a.function == "cos" and b.function == "sin":
        a, b = b, a
    u, v = a.arguments[0], b.arguments[0]
    total, difference = plus(u, v), minus(u, v)
    if a.function != b.function:  # sin u cos v
        wanted = [(1, "sin", total), (1, "sin", difference)]
    else:
        wanted = [(1, "cos", difference), (1 if a.function == "cos" else -1, "cos", total)]
    found: list[Term] = []
    for sign, name, angle in wanted:
        number, more = term_of(_by_parity(build(name, (tidy(angle),))))
        merged = dict(rest)
        for factor, exponent in more.items():
            merged[factor] = merged.get(factor, 0) + exponent
        if number:
            found.append((Fraction(sign, 2) * number, merged))
    return found


def _by_parity(wave: Expression) -> Expression:
    """sin(-u) as -sin(u), and cos(-u) as cos(u)."""
    if type(wave) is not Apply or wave.function not in ("sin", "cos"):
        return wave
    others = [new for _, new in function_rewrites(wave, Signs())]
    return min((wave, *others), key=cost)
