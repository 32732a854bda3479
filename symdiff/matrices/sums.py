"""Sums of products of matrices: what two terms begin or end with is written once, as in (A + A^T)*x."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

from ..expression import Apply, Expression
from ..primitives import MATRIX_PRODUCT
from ..work import spend
from .matching import product_of

Build = Callable[[str, tuple[Expression, ...]], Expression]
Split = Callable[[Expression], tuple[Expression, Expression | None]]

MOST_TERMS = 24


class Common(NamedTuple):
    """What two terms share: how many factors, and whether at the end."""

    length: int
    at_end: bool


def signed_terms(node: Expression) -> list[tuple[bool, Expression]]:
    """The terms of a sum in their order, each with whether it is added."""
    terms: list[tuple[bool, Expression]] = []
    stack = [(True, node)]
    while stack:
        added, part = stack.pop()
        if isinstance(part, Apply) and part.function in ("+", "-"):
            stack.append((added == (part.function == "+"), part.arguments[1]))
            stack.append((added, part.arguments[0]))
        elif isinstance(part, Apply) and part.function == "neg":
            stack.append((not added, part.arguments[0]))
        else:
            terms.append((added, part))
    return terms


def factored(node: Expression, split: Split, build: Build) -> Expression:
    """A sum with the common factors of its terms taken out, where that leaves something of each."""
    terms = signed_terms(node)
    if not 1 < len(terms) <= MOST_TERMS:
        return node
    parts = [split(term) for _, term in terms]
    for i, j in combinations(range(len(terms)), 2):
        (number, first), (other, second) = parts[i], parts[j]
        if number is not other or first is None or second is None:
            continue
        spend(1)
        common = _common(_factors(first), _factors(second))
        if common is None:
            continue
        joined = _joined(first, second, common, terms[i][0] == terms[j][0], build)
        merged = (terms[i][0], build("*", (number, joined)))
        rest = [term for place, term in enumerate(terms) if place not in (i, j)]
        return _sum([*rest[:i], merged, *rest[i:]], build)
    return node


def _factors(node: Expression) -> Sequence[Expression]:
    return node.arguments if isinstance(node, Apply) and node.function == MATRIX_PRODUCT else (node,)


def _common(first: Sequence[Expression], second: Sequence[Expression]) -> Common | None:
    """The longest beginning or end that both have, and that is not all of one of them."""
    most = min(len(first), len(second)) - 1
    if most < 1:
        return None
    ends = zip(reversed(first), reversed(second), strict=False)
    at_end = min(most, sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], ends)))
    starts = zip(first, second, strict=False)
    at_start = min(most, sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], starts)))
    if not max(at_end, at_start):
        return None
    return Common(at_end, True) if at_end >= at_start else Common(at_start, False)


def _joined(first: Expression, second: Expression, common: Common, added: bool, build: Build) -> Expression:
    ours, theirs = _factors(first), _factors(second)
    if common.at_end:
        rests = ours[: -common.length], theirs[: -common.length]
        shared = ours[-common.length :]
    else:
        rests, shared = (ours[common.length :], theirs[common.length :]), ours[: common.length]
    inner = build("+" if added else "-", (product_of(rests[0]), product_of(rests[1])))
    return build(MATRIX_PRODUCT, (inner, *shared) if common.at_end else (*shared, inner))


def _sum(terms: Sequence[tuple[bool, Expression]], build: Build) -> Expression:
    (added, total), *others = terms
    if not added:
        total = build("neg", (total,))
    for added, term in others:
        total = build("+" if added else "-", (total, term))
    return total
