"""Other ways to write an expression before its forms are made, and quick looks at what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..algebra.generators import ARITHMETIC, common_unit, exponent_parts
from ..algebra.ratios import names_in_ratios, written_out
from ..expression import Apply, E, Expression, Number, Symbol, integer, rational
from ..primitives import ABS, CBRT, COS, LN, SIN, SQRT
from ..rulebook.identities import U, V, additions
from ..tidying import negate, tidy, times, value_of
from ..tidying.numbers import Rational
from ..traversal import postorder, substitute

LARGEST_BASE = 10**6
MOST_MULTIPLE = 5  # sin(5*x) is written by sin(x) and cos(x) to try, sin(11*x) is not


def is_whole_power(node: Apply) -> bool:
    """Whether a node is u^n with a whole number n: no identity speaks of those."""
    if node.function != "^" or node.arguments[0] is E:
        return False
    exponent = node.arguments[1]
    return type(exponent) is Number and type(exponent.value) is int


def arithmetic_size(expression: Expression, limit: int) -> int:
    """How many nodes the arithmetic of an expression has, counted up to a limit."""
    seen: set[Expression] = set()
    stack = [expression]
    while stack and len(seen) < limit:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            if type(node) is Apply and node.function in ARITHMETIC:
                stack.extend(node.arguments)
    return len(seen)


def is_single_term(expression: Expression) -> bool:
    """Whether a tidy expression is a product of symbols and at most one function: nothing can be done to it."""
    functions, stack = 0, [expression]
    while stack:
        node = stack.pop()
        if type(node) is Apply:
            function = node.function
            if function == "^":
                base, exponent = node.arguments
                if type(exponent) is Number and type(base) is Symbol and type(exponent.value) is int and base is not E:
                    continue
                if base is not E and (type(base) is not Number or value_of(exponent) is not None):
                    return False
                functions += 1
            elif function in ("*", "/", "neg"):
                stack.extend(node.arguments)
            elif function in ("+", "-", SQRT, CBRT):
                return False
            else:
                functions += 1
    return functions <= 1


def may_know_more(expression: Expression) -> bool:
    """Whether an identity with a condition on a sign could be for something in an expression."""
    for node in postorder((expression,)):
        if type(node) is Apply and node.function in (ABS, LN, SQRT):
            inner = node.arguments[0]
            if node.function == ABS or (type(inner) is Apply and inner.function in ("^", "*", "/", SQRT)):
                return True
    return False


def in_sines(expression: Expression) -> Expression | None:
    """The expression with tan, sec and so on as defined, where an angle has more than one function; else None."""
    angles: dict[tuple[Expression, ...], set[Apply]] = {}
    for node in postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ()):
        if type(node) is Apply and node.function in names_in_ratios():
            angles.setdefault(node.arguments, set()).add(node)
    replacements: dict[Expression, Expression] = {}
    for nodes in angles.values():
        for node in nodes if len(nodes) > 1 else ():
            written = written_out(node)
            if written is not None:
                replacements[node] = written
    return substitute(expression, replacements) if replacements else None


def in_one_angle(expression: Expression) -> Expression | None:
    """The expression with the sines and cosines of 2x, 3x and so on by those of x, where there are several."""
    angles: dict[Expression, dict[Rational, Expression]] = {}
    for node in postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ()):
        if type(node) is Apply and node.function in (SIN, COS):
            parts = exponent_parts(node.arguments[0])
            if len(parts) == 1:
                angles.setdefault(parts[0][1], {})[parts[0][0]] = node.arguments[0]
    replacements: dict[Expression, Expression] = {}
    for monomial, multiples in angles.items():
        unit = common_unit(list(multiples))
        if len(multiples) > 1 and max(abs(Fraction(m) / unit) for m in multiples) <= MOST_MULTIPLE:
            base = times(rational(unit), monomial)
            for multiple, angle in multiples.items():
                replacements.update(_multiple_angle(int(Fraction(multiple) / unit), base, angle))
    return substitute(expression, replacements) if replacements else None


def _multiple_angle(count: int, base: Expression, angle: Expression) -> dict[Expression, Expression]:
    """sin(n*u) and cos(n*u) by the sine and the cosine of u."""
    single = {name: Apply(name, (base,)) for name in (SIN, COS)}
    values: dict[str, Expression] = dict(single)
    for _ in range(abs(count) - 1):
        letters: dict[Expression, Expression] = {}
        for name, value in values.items():
            letters |= {Apply(name, (U,)): value, Apply(name, (V,)): single[name]}
        values = {name: tidy(substitute(additions()[name], letters)) for name in values}
    return {Apply(SIN, (angle,)): values[SIN] if count > 0 else negate(values[SIN]), Apply(COS, (angle,)): values[COS]}


def in_one_base(expression: Expression) -> Expression | None:
    """The expression with 4^x as 2^(2*x) and ln(4) as 2*ln(2), where 2 is the base of a power or logarithm too."""
    bases: dict[int, list[Apply]] = {}
    for node in postorder((expression,), lambda n: n.arguments if n.function in ARITHMETIC else ()):
        if type(node) is Apply and (node.function == LN or _is_symbolic_power(node)):
            number = node.arguments[0]
            if type(number) is Number and type(number.value) is int and 1 < number.value <= LARGEST_BASE:
                bases.setdefault(number.value, []).append(node)
    replacements: dict[Expression, Expression] = {}
    for base, nodes in bases.items():
        root, exponent = _root_among(base, bases)
        for node in nodes if exponent > 1 else ():
            if node.function == LN:
                replacements[node] = times(integer(exponent), Apply(LN, (integer(root),)))
            else:
                replacements[node] = Apply("^", (integer(root), times(integer(exponent), node.arguments[1])))
    return substitute(expression, replacements) if replacements else None


def _is_symbolic_power(node: Apply) -> bool:
    return node.function == "^" and value_of(node.arguments[1]) is None


def _root_among(base: int, bases: Iterable[int]) -> tuple[int, int]:
    """The least of the bases of which a base is a power, and which power."""
    for root in sorted(bases):
        power, exponent = root, 1
        while power < base:
            power, exponent = power * root, exponent + 1
        if power == base:
            return root, exponent
    return base, 1
