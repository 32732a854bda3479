"""Rules for any number of operands, made of the lines of the table for two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..core import asked
from ..expression import Apply, Expression, Symbol, apply, symbol
from ..primitives import EXTREMES
from ..tidying import MOST_FACTORS, factors, length
from ..traversal import substitute
from .entries import formal_partial
from .rules import Rule, branch_places, derivative_of

MOST_TERMS = 40  # longer sums are taken apart two by two, as the rule says
NESTED = EXTREMES  # of more than two arguments: of all but the last one, and the last one
FLATTENED = frozenset(("*", *NESTED))
SIGNS = ("+", "-")
LETTERS = tuple(map(symbol, ("u", "v", "w", "p", "q", "r", "s", "z", "a", "b", "c", "k")))

Chain = tuple[tuple[str, ...], tuple[Expression, ...]]  # u + v - w as its signs and its operands
Level = Callable[[str, int], Rule]  # the rule for two operands of a sign, of which some (a bit each) vary


@asked
def operands(node: Apply) -> Sequence[Expression]:
    """What a rule sees as the arguments: all factors of a product that is not too long, else two."""
    if node.function == "*":
        return factors(node) if 2 < length(node) <= MOST_FACTORS else node.arguments
    return two_operands(node)


def two_operands(node: Apply) -> Sequence[Expression]:
    """The arguments of a node; of min and max of several arguments, all but the last together, and the last."""
    if node.function in NESTED and len(node.arguments) > 2:
        return apply(node.function, node.arguments[:-1]), node.arguments[-1]
    return node.arguments


def mask_of(slopes: Sequence[Expression | None]) -> int:
    """Which of the operands depend on the variable, a bit each."""
    if len(slopes) == 1:
        return 0 if slopes[0] is None else 1
    if len(slopes) == 2:
        return (slopes[0] is not None) + 2 * (slopes[1] is not None)
    mask, bit = 0, 1
    for slope in slopes:
        if slope is not None:
            mask |= bit
        bit <<= 1
    return mask


def chain_of(node: Expression) -> Chain | None:
    """A sum of terms, or a product of factors, that a person differentiates at once; None for all else."""
    if not isinstance(node, Apply) or node.function not in ("*", *SIGNS):
        return None
    if node.function == "*":
        found = operands(node)
        return ("*",) * (len(found) - 1), tuple(found)
    signs: list[str] = []
    terms: list[Expression] = []
    walk: Expression = node
    while isinstance(walk, Apply) and walk.function in SIGNS:
        if len(signs) == MOST_TERMS - 1:
            return (node.function,), node.arguments
        signs.append(walk.function)
        terms.append(walk.arguments[1])
        walk = walk.arguments[0]
    return tuple(signs[::-1]), (walk, *terms[::-1])


def chain_rule(signs: Sequence[str], mask: int, rule_of: Level) -> Rule:
    """The rule for operands in a row: one at a time plays u of the rule for two, and v is the rest.

    Args:
        signs: the operators between the operands.
        mask: which operands depend on the variable; the rule is named after the first two of them.
        rule_of: the rule of the table for two operands.
    """
    letters = some_letters(len(signs) + 1)
    pattern: Expression = letters[0]
    shares: list[Expression] = [derivative_of(pattern)]  # what each operand contributes
    named: Rule | None = None
    level_named, before = 0, mask & 1
    for place, (sign, letter) in enumerate(zip(signs, letters[1:], strict=True), 1):
        level = before + 2 * (mask >> place & 1)
        if level and level_named < 3 and (named is None or level == 3):
            named, level_named = rule_of(sign, level), level
        before |= mask >> place & 1
        rule = rule_of(sign, 3)
        u, v = rule.letters
        values: dict[Expression, Expression] = {u: pattern, v: letter, derivative_of(v): derivative_of(letter)}
        left, right = rule.right_side(frozenset((u,))), rule.right_side(frozenset((v,)))
        shares = [substitute(left, {**values, derivative_of(u): share}) for share in shares]
        shares.append(substitute(right, values))
        pattern = apply(sign, (pattern, letter))
    assert named is not None
    return replace(named, pattern=pattern, replacement=_added(shares), free=frozenset())


def _added(shares: Sequence[Expression]) -> Expression:
    total = shares[0]
    for share in shares[1:]:
        negative = isinstance(share, Apply) and share.function == "neg"
        total = apply("-", (total, share.arguments[0])) if negative else apply("+", (total, share))  # type: ignore[attr-defined]
    return total


def some_letters(count: int) -> tuple[Symbol, ...]:
    """So many different letters: u, v, w, or u_1, u_2, ... where they would be too many."""
    if count <= len(LETTERS):
        return LETTERS[:count]
    return tuple(symbol(f"u_{place}") for place in range(1, count + 1))


def rule_of_unknown(line: Rule, function: str, arity: int) -> Rule:
    """The rule of a function that the tables do not differentiate: its partial derivatives stay names.

    Args:
        line: the line of the table, for one argument: d(f(u)) = f'(u)*d(u).
        function: the function.
        arity: how many arguments it has.
    """
    letters = some_letters(arity)
    (u,) = line.letters
    assert isinstance(line.pattern, Apply)
    partial = line.pattern.function + "'"
    shares = []
    for place, letter in enumerate(letters):
        whole = apply(formal_partial(function, place, arity), letters)
        shares.append(
            substitute(line.replacement, {apply(partial, (u,)): whole, derivative_of(u): derivative_of(letter)})
        )
    return replace(line, pattern=apply(function, letters), replacement=_added(shares))


def rule_of_branches(line: Rule, arity: int) -> Rule:
    """The rule of a function in pieces: condition and value by turns, each pair as in the line of the table.

    Args:
        line: d(piecewise(a < b, u, v)) = piecewise(a < b, d(u), d(v)).
        arity: how many conditions and values there are.
    """
    assert isinstance(line.pattern, Apply)
    assert isinstance(line.replacement, Apply)
    condition, u, v = line.pattern.arguments
    places = branch_places(apply(line.pattern.function, (condition,) * arity))
    letters = tuple(symbol(f"{'u' if place in places else 'c'}_{place // 2 + 1}") for place in range(arity))
    right: list[Expression] = []
    for place, letter in enumerate(letters):
        origin = v if place in places and place % 2 == 0 else u if place in places else condition
        values = {origin: letter, derivative_of(origin): derivative_of(letter)}
        right.append(substitute(line.replacement.arguments[(condition, u, v).index(origin)], values))
    pattern = apply(line.pattern.function, letters)
    return replace(line, pattern=pattern, replacement=apply(line.replacement.function, tuple(right)))
