"""Products of sines and cosines as sums, by the identities of forms.rules."""

from __future__ import annotations

from collections.abc import Iterable

from ..algebra.cost import cost
from ..algebra.field import Unwieldy
from ..expression import Apply, Expression
from ..rulebook.identities import product_to_sum
from ..rulebook.signs import Signs
from ..tidying import build, tidy, times
from ..tidying.numbers import Rational
from ..traversal import rebuild
from .monomials import Monomial, sum_of, terms_of_sum
from .patterns import Matcher
from .rewriting import function_rewrites, replacement

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
            raise Unwieldy("too many terms")


def _collected(terms: Iterable[Monomial]) -> list[Monomial]:
    """The terms with like ones added."""
    found: dict[frozenset[tuple[Expression, Rational]], Monomial] = {}
    for term in terms:
        key = frozenset(term.factors.items())
        known = found[key].coefficient if key in found else 0
        found[key] = Monomial(known + term.coefficient, term.factors)
    return [term for term in found.values() if term.coefficient]


def _parted(term: Monomial) -> list[Monomial] | None:
    """A product with one pair of its factors as a sum, multiplied out; None where there is no such pair."""
    for identity in product_to_sum():
        for found in Matcher().match_product(identity.left, term, {}):
            pair = rebuild(replacement(identity, found.bindings), _by_parity)
            parts = (times(found.left.expression, part.expression) for part in terms_of_sum(pair))
            return [part for product in parts for part in terms_of_sum(product)]
    return None


def _by_parity(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments, with the shorter of u and -u: sin(-u) as -sin(u)."""
    node = build(function, tuple(tidy(a) for a in arguments))
    others = [new for _, new in function_rewrites(node, Signs())] if isinstance(node, Apply) else []
    return min((node, *others), key=cost)
