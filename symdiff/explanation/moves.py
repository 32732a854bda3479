"""What tidying does to a line, one named move at a time.

Each constructor of tidying may do several things at once: draw a sign out, write one fraction,
multiply numbers, put like factors together, cancel. Here they are taken apart by the same
functions that the constructor itself uses, and the last line is always the constructor's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..expression import ONE, ZERO, Apply, Expression, Number, apply
from ..primitives import ABS
from ..tidying import build, power, remembering, value_of
from ..tidying.numbers import whole
from ..tidying.parts import MOST_FACTORS, length, negate, split
from ..tidying.sums import appended, signed_terms
from ..tidying.terms import join, merge

Named = tuple[str, Expression]

MOVES = (
    "add_zero",
    "arithmetic",
    "brackets",
    "cancel",
    "cancel_terms",
    "carried_out",
    "conditions",
    "double_minus",
    "exact_value",
    "like_factors",
    "like_terms",
    "negative_powers",
    "numbers_first",
    "one_fraction",
    "order",
    "power_of_power",
    "power_one",
    "power_zero",
    "signs",
    "times_one",
    "times_zero",
    "zero_over",
)
"""Every name that a move can have."""

TRIVIAL = frozenset(("add_zero", "arithmetic", "power_one", "power_zero", "times_one", "times_zero", "zero_over"))
"""Moves that a textbook does without a word."""


def moves(function: str, arguments: tuple[Expression, ...]) -> list[Named]:
    """The named lines from a function of tidy arguments to its tidy form; none where it is tidy already.

    >>> import symdiff
    >>> x, y = symdiff.symbols("x y")
    >>> [(name, str(line)) for name, line in moves("*", (2*x, 3*x**2))]
    [('numbers_first', '6*x*x^2'), ('like_factors', '6*x^3')]
    """
    raw = apply(function, arguments)
    goal = build(function, arguments)
    if goal is raw:
        return []
    lines: list[Named] = []
    before: Expression = raw
    for name, line in _stages(function, arguments):
        if line is not before:
            lines.append((_exact_name(name, before, line), line))
            before = line
        if line is goal:
            return lines
    lines.append((_exact_name(_last_name(before, goal), before, goal), goal))
    return lines


def _exact_name(name: str, before: Expression, line: Expression) -> str:
    """The name of a move, which is another one where negative powers went below the line on the way."""
    went = name in ("order", "numbers_first") and _negative_powers(line) < _negative_powers(before)
    return "negative_powers" if went else name


def _negative_powers(node: Expression) -> int:
    """How many factors above the line have a negative exponent."""
    powers = (f for f in split(node)[2] if type(f) is Apply and f.function == "^")
    return sum((value_of(f.arguments[1]) or 0) < 0 for f in powers)


def moves_apart(function: str, arguments: tuple[Expression, ...]) -> tuple[list[Named], list[Expression]]:
    """The moves, and apart from the lines what must hold for them.

    >>> import symdiff
    >>> x = symdiff.symbols("x")
    >>> [[str(e) for e in part] for part in moves_apart("/", (x, x))]
    [["('cancel', parse('1'))"], ['x != 0']]
    """
    lines, met = remembering(lambda: moves(function, arguments))
    if not met:
        return lines, []
    # The stages on the way meet the same requirements again, or more: what counts is the constructor's own.
    _, needs = remembering(lambda: build(function, arguments))
    return lines, [*dict.fromkeys(needs)]


def _stages(function: str, arguments: tuple[Expression, ...]) -> Iterator[Named]:
    stages = _STAGES.get(function)
    return iter(()) if stages is None else stages(*arguments)


def _last_name(before: Expression, goal: Expression) -> str:
    """What the constructor did beyond the stages."""
    if type(goal) is Apply and goal.function == "where":
        return "conditions" if goal.arguments[0] is before else "cancel"
    if goal is ZERO:
        return "cancel_terms" if type(before) is Apply and before.function in "+-" else "times_zero"
    if value_of(goal) is not None:
        return "exact_value" if _is_call(before) else "arithmetic"
    return "order"


def _is_call(node: Expression) -> bool:
    return type(node) is Apply and node.function not in ("+", "-", "*", "/", "^", "neg")


# --- products and quotients -----------------------------------------------------------------------


def _product_stages(a: Expression, b: Expression) -> Iterator[Named]:
    if a is ZERO or b is ZERO:
        yield "times_zero", build("*", (a, b))
    if a is ONE or b is ONE:
        yield "times_one", b if a is ONE else a
    yield from _fraction_stages("*", a, b)


def _quotient_stages(a: Expression, b: Expression) -> Iterator[Named]:
    if b is ONE:
        yield "times_one", a
    if a is ZERO:
        yield "zero_over", build("/", (a, b))
    yield from _fraction_stages("/", a, b)


def _fraction_stages(function: str, a: Expression, b: Expression) -> Iterator[Named]:
    """Signs out, one fraction, numbers first, like factors together; cancelling is left to the end."""
    (left, left_sign), (right, right_sign) = _unsigned(a), _unsigned(b)
    minus = left_sign != right_sign
    yield "signs", _signed(apply(function, (left, right)), minus)
    if _is_long(left) or _is_long(right):
        return
    one = _one_fraction(function, left, right)
    yield "one_fraction", _signed(one, minus)
    c, decimal, above, below = split(left)
    d, other_decimal, above_too, below_too = split(right)
    if function == "/":
        if not d:
            return
        above_too, below_too = below_too, above_too
    c = whole(Fraction(c) / d if function == "/" else c * d)
    exact = decimal or other_decimal
    yield "numbers_first", _signed(join(c, exact, above + above_too, below + below_too), minus)
    top, bottom = merge(above, above_too), merge(below, below_too)
    joined = len(top) + len(bottom) < len(above) + len(above_too) + len(below) + len(below_too)
    yield "like_factors" if joined else "order", _signed(join(c, exact, top, bottom), minus)
    goal = build(function, (a, b))
    if type(goal) is Apply and goal.function == "where":
        yield "cancel", goal.arguments[0]
        yield "conditions", goal
    elif len(split(goal)[3]) < len(bottom) or _size(goal) < _size(join(c, exact, top, bottom)):
        yield "cancel", goal


def _size(node: Expression) -> int:
    _, _, above, below = split(node)
    return len(above) + len(below)


def _is_long(node: Expression) -> bool:
    return type(node) is Apply and node.function == "*" and length(node) > MOST_FACTORS


def _unsigned(node: Expression) -> tuple[Expression, bool]:
    """The node without its minus sign, and whether it had one."""
    if type(node) is Apply and node.function == "neg":
        return node.arguments[0], True
    if type(node) is Number and node.value < 0:
        return Number(-node.value, node.decimal), True
    if type(node) is Apply and node.function in "*/":
        first, minus = _unsigned_first(node)
        return (first, True) if minus else (node, False)
    return node, False


def _unsigned_first(node: Apply) -> tuple[Expression, bool]:
    first = node.arguments[0]
    if type(first) is Number and first.value < 0:
        return apply(node.function, (Number(-first.value, first.decimal), node.arguments[1])), True
    return node, False


def _signed(node: Expression, minus: bool) -> Expression:
    return negate(node) if minus and node is not ZERO else node


def _one_fraction(function: str, left: Expression, right: Expression) -> Expression:
    """a/b * c/d as (a*c)/(b*d); the parts keep their order."""
    (a, b), (c, d) = _parts(left), _parts(right)
    if function == "/":
        c, d = d, c
    return _over(_times(a, c), _times(b, d))


def _parts(node: Expression) -> tuple[Expression, Expression]:
    if type(node) is Apply and node.function == "/":
        return node.arguments  # type: ignore[return-value]
    return node, ONE


def _times(a: Expression, b: Expression) -> Expression:
    return b if a is ONE else a if b is ONE else apply("*", (a, b))


def _over(a: Expression, b: Expression) -> Expression:
    return a if b is ONE else apply("/", (a, b))


# --- sums -------------------------------------------------------------------------------------------


def _sum_stages(a: Expression, b: Expression) -> Iterator[Named]:
    if a is ZERO or b is ZERO:
        yield "add_zero", b if a is ZERO else a
    terms = signed_terms(b)
    opened = a
    for term in terms:
        opened = appended(opened, term)
    yield "brackets" if len(terms) > 1 else "signs", opened
    yield _sum_name(a, terms), build("+", (a, b))


def _difference_stages(a: Expression, b: Expression) -> Iterator[Named]:
    if b is ZERO:
        yield "add_zero", a
    if a is ZERO:
        yield "add_zero", negate(b) if type(b) is not Number else apply("neg", (b,))
    if a is not ZERO:
        yield from _sum_stages(a, negate(b))


def _sum_name(a: Expression, terms: Sequence[Expression]) -> str:
    if value_of(a) is not None and all(value_of(t) is not None for t in terms):
        return "arithmetic"
    return "like_terms"


# --- powers, signs ------------------------------------------------------------------------------------


def _power_stages(base: Expression, exponent: Expression) -> Iterator[Named]:
    goal = power(base, exponent)
    n = value_of(exponent)
    if exponent is ONE:
        yield "power_one", goal
    elif n == 0:
        yield "power_zero", goal
    elif value_of(base) is not None:
        yield "arithmetic", goal
    elif type(base) is Apply and base.function in ("neg", ABS):
        yield "signs", goal
    elif type(base) is Apply:
        yield "power_of_power", goal


def _negative_stages(a: Expression) -> Iterator[Named]:
    double = type(a) is Apply and a.function == "neg"
    yield "double_minus" if double else "signs", negate(a)


_STAGES: dict[str, Callable[..., Iterator[Named]]] = {
    "+": _sum_stages,
    "-": _difference_stages,
    "*": _product_stages,
    "/": _quotient_stages,
    "^": _power_stages,
    "neg": _negative_stages,
}
