"""What a derivative has to say of the function's own domain: what its formula does not imply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from ..expression import CONDITIONS, CONSTANTS, ZERO, Apply, Expression, Number, Symbol, apply, rational
from ..tidying import always_evaluated, remembering, settled, tidy, value_of
from ..traversal import fold, postorder, substitute
from .entries import FunctionEntry

Entries = Mapping[tuple[str, int], FunctionEntry]
POINTS = tuple(sorted({Fraction(n, 4) for n in range(-13, 14)} | {Fraction(n) for n in (-100, -10, -5, 5, 10, 100)}))
MOST_LETTERS = 2  # of more the points would be too few to tell
MOST_POINTS = 1000
SLIGHTLY = Fraction(1, 1000)


def conjuncts(condition: Expression | None) -> list[Expression]:
    """The conditions that a condition asks for together."""
    found: list[Expression] = []
    left = [] if condition is None else [condition]
    while left:
        node = left.pop()
        if isinstance(node, Apply) and node.function == "and":
            left += node.arguments[::-1]
        else:
            found.append(node)
    return found


def asked_of(node: Expression, entries: Entries) -> list[Expression]:
    """What the function of a node asks of its arguments."""
    entry = entries.get((node.function, len(node.arguments))) if isinstance(node, Apply) else None
    if entry is None or entry.requirement is None:
        return []
    assert isinstance(node, Apply)
    bound: dict[Expression, Expression] = dict(zip(entry.parameters, node.arguments, strict=True))
    return [substitute(condition, bound) for condition in conjuncts(entry.requirement)]


def unsaid(
    asked: Sequence[Expression], formula: Expression, given: Expression | None, entries: Entries, is_held: bool
) -> list[Expression]:
    """What a formula does not imply of what is asked; strictly where that holds a border.

    Args:
        asked: conditions on letters.
        formula: a formula of these letters.
        given: another condition that holds anyway.
        entries: the functions, whose domains count.
        is_held: whether the formula holds what asks, so that it implies that anyway.
    """
    strict = [opened(condition) for condition in asked]
    wanted = [c for c, s in zip(asked, strict, strict=True) if s is None and not is_held]
    wanted += [s for s in strict if s is not None]
    # Remembering keeps what the trial at points meets apart from what a derivative meets.
    return remembering(lambda: [c for c in wanted if not is_implied(c, formula, given, entries)])[0]


STRICT = {">=": ">", "<=": "<"}


def opened(condition: Expression) -> Expression | None:
    """A condition with every bound that is a number left out of what it allows; None where it allows none.

    >>> import symdiff
    >>> str(opened(symdiff.parse("piecewise(u > 0 or u >= 0 and n > 0, 1)").arguments[0]))
    'u > 0 or u > 0 and n > 0'
    """
    found = fold((condition,), lambda leaf: leaf, _opened)[condition]
    return None if found is condition else found


def _opened(node: Apply, parts: list[Expression]) -> Expression:
    bound = value_of(node.arguments[-1]) if node.function in STRICT else None
    return apply(node.function if bound is None else STRICT[node.function], tuple(parts))


def is_implied(condition: Expression, formula: Expression, given: Expression | None, entries: Entries) -> bool:
    """Whether a formula has no value where a condition fails.

    Args:
        condition: a condition on letters.
        formula: a formula of these letters.
        given: another condition that holds anyway.
        entries: the functions, whose domains count.

    It is seen from the formula where a function in it asks for the same, and else tried at many points, on both
    sides of each number that is spoken of: a condition of which no point says that it fails is not implied.
    """
    asked = [*_asked(formula, entries)]
    if condition in asked:
        return True
    letters = sorted({n for n in postorder((condition,)) if type(n) is Symbol and n not in CONSTANTS}, key=str)
    if len(letters) > MOST_LETTERS:
        return False
    fails = False
    for point in _points(letters, (condition, formula)):
        if _holds(condition, point) is not True:
            if _holds(given, point) is not False and _may_exist(formula, asked, point):
                return False
            fails = True
    return fails


def _asked(formula: Expression, entries: Entries) -> Iterator[Expression]:
    """What the functions in a formula ask of their arguments."""
    for node in always_evaluated(formula):
        yield from asked_of(node, entries)


def _points(letters: Sequence[Symbol], spoken_of: Sequence[Expression]) -> Iterator[dict[Expression, Expression]]:
    numbers = {Fraction(n.value) for n in postorder(spoken_of) if isinstance(n, Number)}
    places = {*POINTS, *(n + k * SLIGHTLY for n in numbers for k in (-1, 0, 1))}
    # Where they are too many for several letters, whole numbers tell most: the poles and edges lie there.
    kept = sorted(places, key=lambda p: (p.denominator, abs(p)))[: int(MOST_POINTS ** (1 / max(len(letters), 1)))]
    for values in product(kept, repeat=len(letters)):
        yield dict(zip(letters, map(rational, values), strict=True))


def _holds(condition: Expression | None, point: Mapping[Expression, Expression]) -> bool | None:
    """Whether a condition holds at a point; None where that is not seen in exact arithmetic."""
    if condition is None:
        return None
    found = settled(fold((condition,), lambda leaf: point.get(leaf, leaf), _at)[condition])
    return found if isinstance(found, bool) else None


def _at(node: Apply, parts: list[Expression]) -> Expression:
    call = apply(node.function, tuple(parts))
    return call if node.function in CONDITIONS else tidy(call)


def _may_exist(formula: Expression, asked: Sequence[Expression], point: Mapping[Expression, Expression]) -> bool:
    """Whether nothing says that a formula has no value at a point."""
    if any(_holds(condition, point) is False for condition in asked):
        return False
    for node in always_evaluated(formula):
        below = _below(node)
        if below is not None and tidy(substitute(below, point)) is ZERO:
            return False
    return True


def _below(node: Expression) -> Expression | None:
    """What must not be 0 in a quotient or a negative power."""
    if not isinstance(node, Apply) or node.function not in ("/", "^"):
        return None
    if node.function == "/":
        return node.arguments[1]
    exponent = value_of(node.arguments[1])
    return node.arguments[0] if exponent is not None and exponent < 0 else None
