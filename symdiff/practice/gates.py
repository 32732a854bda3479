"""What keeps an exercise out: a degenerate answer, an empty domain, structure that cancels, ugly numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..errors import SymdiffError
from ..evaluation.floats import evaluate_floats
from ..expression import Apply, Expression, Number, Symbol, apply
from ..primitives import DEGREES, SQRT
from ..tidying import bare, factors, tidy
from ..traversal import fold, free_symbols, postorder, rebuild, tree_size
from .constants import has_common_factor
from .levels import LEVELS
from .measure import family_of, largest_number

# Where functions are looked at: no special values, on both sides of 0, near it and further out.
POINTS = (0.3718, 1.2873, -0.5271, 2.1439, 0.7613, -1.4183, 3.3391, 0.1179, 5.2217, -2.6389, 8.4711, 12.903, 0.9371)
OTHERS = (1.3173, 0.7431, 2.1937, 1.7219)
WANTED, FEW = 4, 9
SAME = 1e-9

Values = tuple[float | None, ...]


def values_at(expression: Expression, variable: Symbol, points: Sequence[float] = POINTS) -> Values:
    """The values at the points, None where there is none; other symbols have fixed values."""
    others = sorted(s.name for s in free_symbols(expression) if s is not variable)
    fixed = dict(zip(others, (v * (1 + k // 4) for k, v in enumerate(OTHERS * 9)), strict=False))
    found = []
    for point in points:
        try:
            value = evaluate_floats(expression, {**fixed, variable.name: point})
        except SymdiffError:
            value = None
        found.append(float(value) if value is not None and not isinstance(value, bool) else None)
    return tuple(found)


def same_values(left: Values, right: Values, least: int = 2) -> bool | None:
    """Whether two functions have the same values where both have one; None where that is at too few points."""
    both = [(a, b) for a, b in zip(left, right, strict=True) if a is not None and b is not None]
    if len(both) < least:
        return None
    return all(math.isclose(a, b, rel_tol=SAME, abs_tol=1e-12) for a, b in both)


def fits(expression: Expression, key: Expression, variable: Symbol, level: int) -> bool:
    """Whether an exercise is fit to be set."""
    return (
        largest_number(key) <= LEVELS[level].largest
        and tree_size(key) <= LEVELS[level].longest
        and not _cancels(expression)
        and _is_alive(expression, key, variable)
    )


def presentable(key: Expression) -> Expression:
    """The key as the rules give it, but for powers that no one leaves: sqrt(x)^2, (e^x)^2, (x/5)^2."""
    if not any(map(_is_unfinished, postorder((key,)))):
        return key
    return bare(tidy(rebuild(key, _finished)))


def _finished(function: str, arguments: tuple[Expression, ...]) -> Expression:
    from ..simplifying import simplify

    node = apply(function, arguments)
    return bare(simplify(node)) if _is_unfinished(node) else node


def _is_unfinished(node: Expression) -> bool:
    """Whether it is a power of a root, an exponential, a product or a quotient."""
    return isinstance(node, Apply) and _is_power(node) and _is_unfinished_base(node.arguments[0])


def _is_unfinished_base(base: Expression) -> bool:
    return isinstance(base, Apply) and base.function in (SQRT, "^", "/", "*")


def _cancels(expression: Expression) -> bool:
    """Whether the formula as it is written is not what anyone would write."""
    if tree_size(tidy(expression)) != tree_size(expression):
        return True
    nodes = [n for n in postorder((expression,)) if isinstance(n, Apply)]
    return any(map(_is_clumsy, nodes)) or any(_becomes_shorter(n) for n in nodes if _may_cancel(n))


def _may_cancel(node: Apply) -> bool:
    """Whether it is a quotient, or a product of two functions of the same argument."""
    if node.function == "/":
        return all(free_symbols(a) for a in node.arguments)
    inner = [f.arguments for f in map(_base, factors(node)) if isinstance(f, Apply) and len(f.arguments) == 1]
    return node.function == "*" and len(set(inner)) < len(inner)


def _becomes_shorter(node: Apply) -> bool:
    """Whether a factor cancels: x/(x^2 + 7x), tan(x)*cos(x)."""
    from ..simplifying import simplify

    return tree_size(bare(simplify(node))) < tree_size(node)


def _is_clumsy(node: Apply) -> bool:
    if node.function in ("+", "-"):
        left, right = node.arguments
        return has_common_factor(node) or _core(left) is _core(right)
    if node.function == "/":
        above, below = (factors(a) for a in node.arguments)
        falling = any(_is_power(f) and _has_minus(f.arguments[1]) for f in below)  # type: ignore[attr-defined]
        return falling or bool({_base(f) for f in above} & {_base(f) for f in below})
    if node.function == "*":
        found = [_base(f) for f in factors(node) if not isinstance(f, Number)]
        return len(set(found)) < len(found)
    if node.function in ("^", SQRT):
        inner = factors(node.arguments[0])
        if any(_is_power(f) or (isinstance(f, Apply) and f.function == SQRT) for f in inner):
            return True
        return len(inner) > 1 and any(isinstance(f, Number) and _comes_out(f, node.function) for f in inner)
    return False


def _comes_out(number: Number, function: str) -> bool:
    """Whether a factor in a power, or in a square root, would be written before it: (2x)^3, sqrt(9x)."""
    return function != SQRT or math.isqrt(int(number.value)) ** 2 == number.value


def _is_power(node: Expression) -> bool:
    return isinstance(node, Apply) and node.function == "^"


def _has_minus(node: Expression) -> bool:
    return isinstance(node, Apply) and node.function in ("neg", "-")


def _core(term: Expression) -> Expression:
    """A term without its number in front."""
    while isinstance(term, Apply) and term.function in ("*", "neg", "/"):
        if term.function == "neg":
            term = term.arguments[0]
        elif isinstance(term.arguments[0], Number):
            term = term.arguments[1]
        elif isinstance(term.arguments[1], Number):
            term = term.arguments[0]
        else:
            break
    return term


def _base(factor: Expression) -> Expression:
    """What is raised to a power, or is under a root: factors of one base would be one factor."""
    is_power = isinstance(factor, Apply) and factor.function in ("^", *DEGREES)
    return factor.arguments[0] if is_power else factor  # type: ignore[attr-defined]


def _is_alive(expression: Expression, key: Expression, variable: Symbol) -> bool:
    """Whether the function and its derivative have moderate values at several points, and the derivative varies."""
    heights = values_at(expression, variable, POINTS[:FEW])
    if sum(h is not None for h in heights) < WANTED:
        return False
    values = values_at(key, variable, POINTS[:FEW])
    known = [v for v, f in zip(values, heights, strict=True) if v is not None and f is not None]
    moderate = [v for v in known if 1e-9 < abs(v) < 1e9]
    if len(moderate) < WANTED or 3 * len(moderate) < 2 * len(known):
        return False
    return any(not math.isclose(v, moderate[0], rel_tol=1e-6) for v in moderate)


def skeleton(expression: Expression, variable: Symbol) -> str:
    """A text that formulas of one shape share: they differ in numbers, signs, names, order, functions of one family.

    >>> from symdiff import parse, symbols
    >>> skeleton(parse("3*sin(2*x^5)"), symbols("x")) == skeleton(parse("cos(7*x^2)*2"), symbols("x"))
    True
    """

    def leaf(node: Expression) -> str:
        return "x" if node is variable else "c"

    def combine(node: Apply, parts: list[str]) -> str:
        if all(part == "c" for part in parts):
            return "c"
        name = {"-": "+"}.get(node.function, node.function)
        if name == "neg":
            return parts[0]
        if name in ("+", "*"):
            return f"({name.join(sorted(parts))})"
        return f"{family_of(node) if len(parts) == 1 else name}({','.join(parts)})"

    return fold((expression,), leaf, combine)[expression]


def canonical(expression: Expression, variable: Symbol) -> str:
    """A text that is the same for formulas that differ in the variable's name and the order of terms and factors."""

    def leaf(node: Expression) -> str:
        return "x" if node is variable else str(node)

    def combine(node: Apply, parts: list[str]) -> str:
        if node.function in ("+", "*"):
            return f"({node.function.join(sorted(parts))})"
        return f"{node.function}({','.join(parts)})"

    return fold((expression,), leaf, combine)[expression]
