"""How hard an exercise is, measured on the trace of its solution.

`effort` adds the weights of the rules that the solution applies; a level is a range of effort (grammar/exercises.toml).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from ..calculus.trace import Trace
from ..expression import CONSTANTS, Apply, E, Expression, Number, Symbol, symbol
from ..primitives import CBRT
from ..rulebook import Rule, current
from ..rulebook.rules import derivative_of
from ..rulefiles.lines import function_line
from ..tidying import value_of
from ..traversal import fold, postorder, tree_size
from .items import Difficulty
from .levels import LEVELS

OTHER_RULE = 3
CHAIN, DEEP = 3, 2  # for each inner function; for each layer beyond the second


def difficulty_of(trace: Trace, key: Expression) -> Difficulty:
    """The difficulty vector of finding a derivative.

    Args:
        trace: the solution.
        key: the answer.
    """
    names = [step.rule.name for step in trace.steps.values()]
    return Difficulty(
        effort=effort_of(trace),
        rules=len(names),
        kinds_of_rules=len(set(names)),
        chain=chained(trace),
        nesting=nesting_of(trace),
        families=len({family for node in trace.nodes if (family := family_of(node)) is not None}),
        coefficients=_coefficients(trace),
        algebra=max(0, _unsimplified_size(trace) - tree_size(key)),
        notation=int(any(_needs_reading(node) for node in trace.outer)),
    )


def effort_of(trace: Trace) -> int:
    """The sum of the weights of all rules that the solution applies."""
    weights = sum(step.rule.effort or OTHER_RULE for step in trace.steps.values())
    return weights + CHAIN * chained(trace) + DEEP * max(0, nesting_of(trace) - 2)


def level_of(effort: int) -> int:
    """The level of a solution that takes so much effort: the lowest one that reaches so far, at most the highest.

    >>> level_of(7), level_of(100)
    (1, 5)
    """
    return next((number for number, level in LEVELS.items() if effort <= level.effort[1]), max(LEVELS))


def chained(trace: Trace) -> int:
    """How many steps need the chain rule: functions of more than the variable."""
    return sum(1 for outer in trace.outer.values() if outer.argument is not trace.variable)


def weight_of(name: str) -> int:
    """What it takes to apply the rule of that name once."""
    rule = current().rules.get(name)
    return OTHER_RULE if rule is None else rule.effort or OTHER_RULE


def group_of(name: str) -> str:
    """What a teacher counts the rule of that name to; empty for a function of its own."""
    rule = current().rules.get(name)
    return "" if rule is None else rule.group or ""


def rules_of(trace: Trace) -> frozenset[str]:
    """The names of the rules that the solution needs; `chain` is one of them."""
    names = {step.rule.name for step in trace.steps.values()}
    return frozenset(names | {"chain"} if chained(trace) else names)


def family_of(node: Expression) -> str | None:
    """The family of functions that a node belongs to, if it is a function at all."""
    if not isinstance(node, Apply):
        return None
    if node.function == "^":
        base, exponent = node.arguments
        if value_of(exponent) is not None:
            return "power"
        return "exponential" if value_of(base) is not None or base is E else None
    line = function_line(node.function, len(node.arguments))
    return None if line is None else line.family or None


def nesting_of(trace: Trace) -> int:
    """How deep functions stand inside functions."""
    depth = fold((trace.expression,), lambda _: 0, lambda node, depths: max(depths, default=0) + (node in trace.outer))
    return depth[trace.expression]


def _coefficients(trace: Trace) -> int:
    found = 0
    for node in trace.nodes:
        if isinstance(node, Symbol) and node is not trace.variable and node not in CONSTANTS:
            return 2
        value = value_of(node) if isinstance(node, Apply) else None
        named = node in CONSTANTS and node is not E
        if (value is not None and not isinstance(value, int)) or named or (isinstance(node, Number) and node.decimal):
            found = 1
    return found


def _needs_reading(node: Expression) -> bool:
    """Whether the notation is one that has to be learnt: sin(x)^2, asin(x), x^(2/3)."""
    if not isinstance(node, Apply):
        return False
    if node.function == "^":
        base, exponent = node.arguments
        fractional = value_of(exponent) is not None and isinstance(exponent, Apply)
        return fractional or family_of(base) in ("trigonometric", "logarithm", "hyperbolic")
    return family_of(node) in ("inverse", "inverse hyperbolic") or node.function == CBRT


def _unsimplified_size(trace: Trace) -> int:
    """How many nodes the answer has when the right-hand sides are filled in and nothing is simplified."""
    sizes: dict[Expression, int] = {}
    slopes: dict[Expression, int] = {}
    for node in trace.nodes:
        sizes[node] = 1 + sum(sizes[a] for a in node.arguments) if isinstance(node, Apply) else 1
        step = trace.steps.get(node)
        if step is None:
            slopes[node] = 1
            continue
        own, letters, derivatives = _occurrences(step.rule)
        bound = dict(zip(step.rule.letters, step.bindings, strict=True))
        slopes[node] = own + sum(count * sizes[bound[u]] for u, count in letters.items())
        slopes[node] += sum(count * slopes[bound[u]] for u, count in derivatives.items())
    return slopes[trace.expression]


@cache
def _occurrences(rule: Rule) -> tuple[int, Mapping[Symbol, int], Mapping[Symbol, int]]:
    """How many nodes a right-hand side has of its own, and how often each letter and each d(letter) stands in it."""
    derivatives = {derivative_of(u): u for u in rule.letters}

    def leaf(node: Expression) -> Counter[Expression]:
        return Counter((node if node in rule.letters else symbol(""),))

    def combine(node: Apply, parts: list[Counter[Expression]]) -> Counter[Expression]:
        if node in derivatives:
            return Counter((node,))
        return sum(parts, Counter((symbol(""),)))

    counts = fold((rule.replacement,), leaf, combine)[rule.replacement]
    letters = {u: counts[u] for u in rule.letters if counts[u]}
    return counts[symbol("")], letters, {u: counts[d] for d, u in derivatives.items() if counts[d]}


def largest_number(expression: Expression) -> int:
    """The largest integer that has to be written in an expression."""
    values = [Fraction(n.value) for n in postorder((expression,)) if isinstance(n, Number)]
    return max((max(abs(v.numerator), v.denominator) for v in values), default=0)
