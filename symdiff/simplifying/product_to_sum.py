"""Products of sines and cosines as sums, by the identities of forms.rules."""

from __future__ import annotations

from collections.abc import Iterable

from ..algebra.cost import cost
from ..algebra.field import TooLarge
from ..expression import Apply, Expression
from ..rulebook.identities import product_to_sum
from ..tidying import build, tidy, times
from ..tidying.numbers import Rational
from ..traversal import rebuild
from .patterns import Term, Tries, match_product, product_of, sum_of, terms_of_sum
from .rewriting import MOST_TRIES, function_rewrites, replacement
from .signs import Signs

MOST_PRODUCT_TERMS = 200


def combined(expression: Expression) -> Expression:
    """A sum of products of sines and cosines without those products."""
    terms = terms_of_sum(expression)
    while True:
        rounds = [(term, _parted(term)) for term in terms]
        if all(parts is None for _, parts in rounds):
            return sum_of(terms)
        terms = _collected(part for term, parts in rounds for part in (parts or [term]))
        if len(terms) > MOST_PRODUCT_TERMS:
            raise TooLarge("too many terms")


def _collected(terms: Iterable[Term]) -> list[Term]:
    """The terms with like ones added."""
    found: dict[frozenset[tuple[Expression, Rational]], Term] = {}
    for coefficient, factors in terms:
        known, _ = found.get(frozenset(factors.items()), (0, {}))
        found[frozenset(factors.items())] = known + coefficient, factors
    return [term for term in found.values() if term[0]]


def _parted(term: Term) -> list[Term] | None:
    """A product with one pair of its factors as a sum, multiplied out; None where there is no such pair."""
    for identity in product_to_sum():
        for bindings, number, left in match_product(identity.left, term, {}, Tries(MOST_TRIES)):
            rest = product_of(number, left)
            pair = rebuild(replacement(identity, bindings), _by_parity)
            return [part for c, f in terms_of_sum(pair) for part in terms_of_sum(times(rest, product_of(c, f)))]
    return None


def _by_parity(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments, with the shorter of u and -u: sin(-u) as -sin(u)."""
    node = build(function, tuple(tidy(a) for a in arguments))
    others = [new for _, new in function_rewrites(node, Signs())] if isinstance(node, Apply) else []
    return min((node, *others), key=cost)
