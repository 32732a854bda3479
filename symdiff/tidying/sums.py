"""Tidy sums and differences: like terms together, in the order in which they came."""

from __future__ import annotations

from ..core import twin
from ..expression import ZERO, Apply, Expression, Number, Symbol, apply, rational, remember_signature
from ..work import spend
from .numbers import whole
from .parts import SIGNED, is_sum, negate, split
from .terms import join

SHORT = 8  # a sum of so many terms is looked through for nothing
MOST_TERMS = 48  # how far back a sum looks for a like term, so that building a long one is linear


@twin
def minus(a: Expression, b: Expression) -> Expression:
    """a - b, tidied."""
    if a is ZERO:
        return negate(b)
    if type(a) is Number and type(b) is Number:
        return rational(whole(a.value - b.value), a.decimal or b.decimal)
    if _is_negative_sum(a):
        a = _spread(a)
    if type(b) is Symbol or (type(b) is Apply and b.function not in SIGNED):
        return _add_term(a, b, -1)
    for term in signed_terms(b):
        a = plus(a, negate(term))
    return a


@twin
def plus(a: Expression, b: Expression) -> Expression:
    """a + b, tidied: like terms together, in the order in which they came."""
    if a is ZERO:
        return b
    if b is ZERO:
        return a
    if type(a) is Number and type(b) is Number:
        return rational(whole(a.value + b.value), a.decimal or b.decimal)
    if _is_negative_sum(a):
        return minus(b, a.arguments[0])  # type: ignore[attr-defined]
    if type(b) is Apply and b.function in SIGNED:
        terms = signed_terms(b)
        if len(terms) > 1:
            for term in terms:
                a = plus(a, term)
            return a
    return _add_term(a, b)


def _is_negative_sum(node: Expression) -> bool:
    return type(node) is Apply and node.function == "neg" and is_sum(node.arguments[0])


def _spread(negative: Expression) -> Expression:
    """-(a + b) as -a - b, which a term can be added to."""
    first, *others = signed_terms(negative)
    for term in others:
        first = appended(first, term)
    return first


def signed_terms(node: Expression) -> list[Expression]:
    """The terms of a sum with their signs, or the node alone where they are too many to take apart."""
    found: list[Expression] = []
    walk = node
    outer = 1
    if type(walk) is Apply and walk.function == "neg":
        inner = walk.arguments[0]
        if type(inner) is Apply and inner.function in ("+", "-"):
            outer, walk = -1, inner
    while type(walk) is Apply and walk.function in ("+", "-"):
        if len(found) >= MOST_TERMS:
            return [node]
        last = walk.arguments[1]
        found.append(last if (walk.function == "+") == (outer > 0) else negate(last))
        walk = walk.arguments[0]
    found.append(walk if outer > 0 else negate(walk))
    found.reverse()
    return found


@twin
def _signature(term: Expression) -> int:
    """The same number for like terms, in whatever order their factors stand; found once for each node."""
    if type(term) is not Apply:
        return 0 if type(term) is Number else hash(term)
    found = term.signature
    if found is None:
        core = term.arguments[0] if term.function == "neg" else term
        if type(core) is Apply and core.function == "/":
            found = _signature_of_product(core.arguments[0]) - 3 * _signature_of_product(core.arguments[1])
        else:
            found = _signature_of_product(core)
        remember_signature(term, found)
    return found


def _signature_of_product(node: Expression) -> int:
    """The sum over the factors; the products that it begins with get theirs too."""
    pending: list[Apply] = []
    while type(node) is Apply and node.function == "*" and node.signature is None:
        pending.append(node)
        node = node.arguments[0]
    if type(node) is Apply and node.function == "*" and node.signature is not None:
        total = node.signature
    else:
        total = 0 if type(node) is Number else hash(node)
    for product in reversed(pending):
        last = product.arguments[1]
        total += 0 if type(last) is Number else hash(last)
        remember_signature(product, total)
    return total


def _add_term(a: Expression, b: Expression, sign_of_b: int = 1) -> Expression:
    signature = _signature(b)
    walk: Expression = a
    later: list[tuple[str, Expression]] = []
    for _ in range(MOST_TERMS):
        if type(walk) is Apply and walk.function in ("+", "-"):
            rest, last, sign = walk.arguments[0], walk.arguments[1], walk.function
        else:
            rest, last, sign = None, walk, "+"
        if _signature(last) == signature:
            together = _together(last if sign == "+" else negate(last), b if sign_of_b > 0 else negate(b))
            if together is not None:
                if len(later) > SHORT:
                    spend(4 * len(later))
                return _replaced(rest, together, later)
        if rest is None:
            break
        later.append((sign, last))
        walk = rest
    if len(later) > SHORT:
        spend(len(later))
    return appended(a, b) if sign_of_b > 0 else apply("-", (a, b))


def _replaced(rest: Expression | None, term: Expression, later: list[tuple[str, Expression]]) -> Expression:
    """The sum with one of its terms become another."""
    node = term if rest is None else (rest if term is ZERO else appended(rest, term))
    for sign, last in reversed(later):
        if node is ZERO:
            node = last if sign == "+" else negate(last)
        else:
            node = appended(node, last if sign == "+" else negate(last))
    return node


def appended(a: Expression, b: Expression) -> Expression:
    """a + b where no term of a is like b, a negative one written as a difference."""
    if type(b) is Apply and b.function == "neg":
        return apply("-", (a, b.arguments[0]))
    if type(b) is Number and b.value < 0:
        return apply("-", (a, Number(-b.value, b.decimal)))
    if type(a) is Apply and a.function == "neg":
        return apply("-", (b, a.arguments[0]))
    if type(a) is Number and a.value < 0:
        return apply("-", (b, Number(-a.value, a.decimal)))
    return apply("+", (a, b))


def _together(a: Expression, b: Expression) -> Expression | None:
    """The sum of two like terms, or None where they are not alike."""
    c, decimal, above, below = split(a)
    d, other_decimal, above_too, below_too = split(b)
    if not _same(above, above_too) or not _same(below, below_too):
        return None
    return join(whole(c + d), decimal or other_decimal, above, below)


def _same(factors: list[Expression], others: list[Expression]) -> bool:
    if len(factors) != len(others):
        return False
    return factors == others or sorted(map(hash, factors)) == sorted(map(hash, others))
