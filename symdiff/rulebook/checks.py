"""What a rule must not be: it would make differentiation wrong, endless or useless."""

from __future__ import annotations

from collections.abc import Iterable

from ..expression import CONSTANTS, ZERO, Apply, Symbol
from ..matching import match
from ..rulefiles.reader import Passage
from ..traversal import fold, free_symbols, postorder
from .rules import Role, Rule, branch_places


class NotLinear(ValueError):
    """A right-hand side is not linear in the derivatives it holds."""


def check(rule: Rule, passage: Passage) -> None:
    """Refuse what would make differentiation wrong or endless.

    Raises:
        RuleError: an unbound letter on the right, a d(...) of anything but a letter of the left side,
            a right side that is not linear in its d(...), or a sum or product inside the left side.
    """
    bound = frozenset(rule.letters)
    for inner in postorder(rule.pattern.arguments if isinstance(rule.pattern, Apply) else ()):
        if isinstance(inner, Apply) and inner.function in ("+", "*"):
            raise passage.error(f"{inner}: a sum or product inside a left side; use a letter for it")
    for node in postorder((rule.replacement, *([] if rule.condition is None else [rule.condition]))):
        if type(node) is Apply and node.function == "d":
            inner = node.arguments[0]
            if inner not in bound:
                raise passage.error(f"d({inner}): only a letter of the left side can be differentiated there")
            if inner in rule.free:
                raise passage.error(f"d({inner}) is 0: {inner} is free of x")
        elif type(node) is Symbol and node not in CONSTANTS and node not in bound:
            raise passage.error(f"{node.name} stands on the right but not on the left")
    try:
        degree = fold((rule.replacement,), lambda _: 0, _degree)[rule.replacement]
    except NotLinear as error:
        raise passage.error(f"the right side is not linear in its derivatives: {error}") from error
    if degree == 0 and rule.replacement is not ZERO and rule.role in (Role.PATTERN, Role.UNKNOWN):
        raise passage.error("no derivative on the right: a rule for a compound expression needs one, or 0")


def _degree(node: Apply, degrees: list[int]) -> int:
    """1 for what is linear in the derivatives, 0 for what is free of them."""
    function = node.function
    if function == "d":
        return 1
    if not any(degrees):
        return 0
    if function == "neg" or (function == "/" and not degrees[1]):
        return 1
    if function == "*" and sum(degrees) == 1:
        return 1
    if function in ("+", "-") and all(d or a is ZERO for d, a in zip(degrees, node.arguments, strict=True)):
        return 1
    if function == "piecewise" and _branches_linear(node, degrees):
        return 1
    raise NotLinear(str(node))


def _branches_linear(node: Apply, degrees: list[int]) -> bool:
    places = branch_places(node)
    for place, (argument, degree) in enumerate(zip(node.arguments, degrees, strict=True)):
        if (place in places) != (degree == 1) and argument is not ZERO:
            return False
    return True


def hidden_by(rule: Rule, earlier: Iterable[Rule]) -> Rule | None:
    """An earlier rule that always fires before this one could, if there is such a rule."""
    for other in earlier:
        if rule.role is not Role.PATTERN or other.role is not Role.PATTERN:
            if rule.role is other.role:
                return other
            continue
        bindings = match(other.pattern, rule.pattern)
        if bindings is not None and all(free_symbols(bindings[c]) <= rule.free for c in other.free):
            return other
    return None
