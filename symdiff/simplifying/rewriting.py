"""The identities of simplification.rules, applied where they make an expression shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from ..expression import ONE, ZERO, Apply, E, Expression, apply
from ..matching import Bindings
from ..primitives import EXP
from ..rulebook.construction import Construction, construction_of
from ..rulebook.identities import Identity, standard_identities
from ..rulebook.signs import Signs
from ..tidying import over, plus, tidy, times, value_of
from ..traversal import postorder, substitute
from .monomials import Monomial, monomial_of, sum_of, terms_of_sum
from .patterns import Matcher, pattern_factors

SUM, PRODUCT = ("+", "-"), ("*", "/", "neg")


@lru_cache(maxsize=256)
def applicable(functions: frozenset[str]) -> tuple[Identity, ...]:
    """The sums and products among the identities whose functions are all there."""
    return tuple(i for i in standard_identities() if _head(i) in (*SUM, *PRODUCT) and i.functions <= functions)


@lru_cache(maxsize=1)
def _by_function() -> dict[str, tuple[Identity, ...]]:
    index: dict[str, list[Identity]] = {}
    for identity in standard_identities():
        if _head(identity) not in (*SUM, *PRODUCT):
            index.setdefault(_head(identity), []).append(identity)
    return {name: tuple(found) for name, found in index.items()}


def identities_of(node: Apply) -> tuple[Identity, ...]:
    """The identities whose left side is an application of the node's function."""
    function = node.function
    found = _by_function().get(function, ())
    if function == "^" and node.arguments[0] is E:
        found = (*found, *_by_function().get(EXP, ()))
    return found


def _head(identity: Identity) -> str:
    assert isinstance(identity.left, Apply)
    return identity.left.function


@lru_cache(maxsize=512)
def _construction(identity: Identity) -> tuple[Construction, tuple[Expression, ...]]:
    letters = tuple(identity.letters)
    return construction_of(identity.right, letters), letters


def replacement(identity: Identity, bindings: Bindings) -> Expression:
    """The right side of an identity, tidied."""
    construction, letters = _construction(identity)
    return construction.run([bindings[letter] for letter in letters])


def permits(identity: Identity, bindings: Bindings, signs: Signs) -> bool:
    """Whether the condition of an identity certainly holds."""
    for letter, kind in identity.kinds:
        value = value_of(bindings[letter])
        if value is None or (kind != "number" and (type(value) is not int or value % 2 != (kind == "odd"))):
            return False
    for condition in identity.conditions:
        bound = substitute(condition, bindings)
        if condition.function == "=":
            assert isinstance(bound, Apply)
            if tidy(apply("-", bound.arguments)) is not ZERO:
                return False
        elif not signs.holds(bound):
            return False
    return True


def function_rewrites(node: Apply, signs: Signs) -> Iterator[tuple[Identity, Expression]]:
    """What the identities make of an application of a function, as a whole."""
    matcher = Matcher()
    for identity in identities_of(node):
        for bindings in matcher.match(identity.left, node, {}):
            if permits(identity, bindings, signs):
                yield identity, replacement(identity, bindings)
                break


def arithmetic_rewrites(root: Expression, signs: Signs) -> Iterator[tuple[Identity, Callable[[], Expression]]]:
    """What the identities make of the sums and products in an expression: the whole expression anew."""
    order = postorder((root,), _outer)
    functions = frozenset(n.function for n in order if type(n) is Apply and n.function not in (*SUM, *PRODUCT))
    if any(type(n) is Apply and n.function == "^" and n.arguments[0] is E for n in order):
        functions |= {EXP}
    identities = applicable(functions)
    if not identities:
        return
    inner = {a for n in order if type(n) is Apply for a in n.arguments if _continues(n, a)}
    for node in order:
        if type(node) is Apply and node not in inner:
            for identity, new in _rewrites(node, identities, signs):
                yield identity, _placed(root, node, new)


def _outer(node: Apply) -> tuple[Expression, ...]:
    """The operands that belong to the same sums and products; what is in a function or an exponent has had its turn."""
    if node.function in SUM or node.function in PRODUCT:
        return node.arguments
    return node.arguments[:1] if node.function == "^" else ()


@lru_cache(maxsize=512)
def _factor_heads(identity: Identity) -> frozenset[str]:
    """The functions that must be factors for a product to match."""
    _, factors = pattern_factors(identity.left)
    return frozenset(b.function for b, _ in factors if type(b) is Apply)


def _placed(root: Expression, node: Expression, new: Expression) -> Callable[[], Expression]:
    return lambda: new if node is root else substitute(root, {node: new})


def _continues(node: Apply, argument: Expression) -> bool:
    """Whether an argument is a part of the same sum or the same product."""
    if type(argument) is not Apply:
        return True
    if node.function in SUM:
        return argument.function in SUM
    return node.function in PRODUCT and argument.function in PRODUCT


def _rewrites(node: Apply, identities: tuple[Identity, ...], signs: Signs) -> Iterator[tuple[Identity, Expression]]:
    matcher = Matcher()
    if node.function not in SUM:
        yield from _in_product(monomial_of(node), identities, signs, matcher)
        return
    terms = terms_of_sum(node)
    for identity in identities:
        if _head(identity) in SUM:
            for found in matcher.match_sum(identity.left, terms, {}):
                if permits(identity, found.bindings, signs):
                    part = times(found.ratio.expression, replacement(identity, found.bindings))
                    yield identity, plus(part, sum_of(found.others)) if found.others else part
    for place, term in enumerate(terms):
        others = terms[:place] + terms[place + 1 :]
        for identity, new in _in_product(term, identities, signs, matcher):
            yield identity, plus(sum_of(others), new)


def _in_product(
    term: Monomial, identities: tuple[Identity, ...], signs: Signs, matcher: Matcher
) -> Iterator[tuple[Identity, Expression]]:
    heads = {b.function for b in term.factors if type(b) is Apply}
    if "^" in heads:
        heads.add(EXP)
    turned = None
    if term.coefficient and any(e < 0 for e in term.factors.values()):  # the same below the line
        turned = Monomial(1 / Fraction(term.coefficient), {b: -e for b, e in term.factors.items()})
    for identity in identities:
        if _head(identity) in PRODUCT and _factor_heads(identity) <= heads:
            for new in _replaced(term, identity, signs, matcher):
                yield identity, new
            for below in _replaced(turned, identity, signs, matcher) if turned else ():
                yield identity, over(ONE, below)


def _replaced(term: Monomial, identity: Identity, signs: Signs, matcher: Matcher) -> Iterator[Expression]:
    for found in matcher.match_product(identity.left, term, {}):
        if permits(identity, found.bindings, signs):
            yield times(found.left.expression, replacement(identity, found.bindings))
