"""Tidy: what is done to a line before anyone calls it simplifying.

Exact arithmetic, 0 and 1, signs, like terms and like factors, one fraction. The shape stays: a
power of a sum is not expanded, a quotient stays a quotient. Each constructor takes tidy operands
and gives a tidy result, looking at a bounded number of terms and factors, so that building with
them is linear; differentiation builds with nothing else.

A tidy term is a sign, then at most one fraction, then factors: the number first, then constants
and letters, sums, functions. A tidy expression is defined exactly where the original is; where a
rewrite would define more, as in x - x = 0 for x = ln(t), the result keeps a `where`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from .expression import (
    CONSTANTS,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    E,
    Expression,
    Number,
    Symbol,
    apply,
    as_expression,
    integer,
    rational,
)
from .traversal import postorder, rebuild

MOST_FACTORS = 12  # longer products stay nested: flattening them again and again would be quadratic
MOST_TERMS = 48  # how far back a sum looks for a like term
MOST_BITS = 4096  # larger powers of numbers stay powers

Rational = int | Fraction

# Functions that are defined at every real argument; the rest may lose a domain when they vanish.
TOTAL = frozenset(
    "exp sin cos atan acot sinh cosh tanh sech asinh abs sign floor ceil cbrt erf erfc erfi sigmoid softplus hypot "
    "+ - * neg < <= > >= = != and or min max".split()
)
EXACT = {
    ("ln", ONE): ZERO,
    ("ln", E): ONE,
    ("exp", ZERO): ONE,
    ("sin", ZERO): ZERO,
    ("cos", ZERO): ONE,
    ("tan", ZERO): ZERO,
    ("sinh", ZERO): ZERO,
    ("cosh", ZERO): ONE,
    ("tanh", ZERO): ZERO,
    ("sqrt", ZERO): ZERO,
    ("sqrt", ONE): ONE,
}


class Term(NamedTuple):
    """A term taken apart: coefficient * numerator / denominator."""

    coefficient: Rational
    decimal: bool
    numerator: list[Expression]
    denominator: list[Expression]


def tidy(expression: Expression | str) -> Expression:
    """The expression, tidied.

    >>> str(tidy("x^2*1*sin(x) + 0 + 3*x*x*sin(x)"))
    '4*x^2*sin(x)'
    """
    return lift_requirements(rebuild(as_expression(expression), build))


def build(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments, tidied: the constructors below by name."""
    constructor = CONSTRUCTORS.get(function)
    return constructor(*arguments) if constructor else call(function, arguments)


def is_total(expression: Expression) -> bool:
    """Whether the expression is certainly defined wherever its symbols have real values."""
    if type(expression) is not Apply:
        return True
    if expression.total is None:
        for node in postorder((expression,), lambda n: () if n.total is not None else n.arguments):
            if type(node) is Apply and node.total is None:
                node.total = _preserves_definedness(node) and all(
                    type(a) is not Apply or bool(a.total) for a in node.arguments
                )
    return bool(expression.total)


def _preserves_definedness(node: Apply) -> bool:
    if node.function == "^":
        base, exponent = node.arguments
        return base is E or (type(exponent) is Number and type(exponent.value) is int and exponent.value > 0)
    if node.function == "/":
        below = node.arguments[1]
        return type(below) is Number and bool(below.value)
    return node.function in TOTAL


def where(value: Expression, *requirements: Expression) -> Expression:
    """The value, remembering what must hold or be defined; what is always defined is not kept."""
    kept = [r for r in dict.fromkeys(requirements) if not (is_total(r) and not _is_condition(r))]
    return apply("where", (value, *kept)) if kept else value


def _is_condition(node: Expression) -> bool:
    return type(node) is Apply and node.function in ("<", "<=", ">", ">=", "=", "!=", "and", "or")


def lift_requirements(expression: Expression) -> Expression:
    """The expression with every `where` inside it moved to the top, where it can be read.

    Requirements inside a branch of a piecewise stay there: they bind that branch alone.
    """
    order = postorder((expression,))
    if not any(type(n) is Apply and n.function == "where" for n in order):
        return expression
    bare: dict[Expression, Expression] = {}
    needs: dict[Expression, dict[Expression, None]] = {}
    for node in order:
        if type(node) is not Apply:
            bare[node], needs[node] = node, {}
        elif node.function == "piecewise":
            bare[node] = apply("piecewise", tuple(where(bare[a], *needs[a]) for a in node.arguments))
            needs[node] = {}
        elif node.function == "where":
            first, *others = node.arguments
            bare[node] = bare[first]
            needs[node] = dict.fromkeys((*needs[first], *(need for o in others for need in (*needs[o], bare[o]))))
        else:
            parts = tuple([bare[a] for a in node.arguments])
            bare[node] = node if parts == node.arguments else build(node.function, parts)
            gathered = [need for a in node.arguments for need in needs[a]]
            needs[node] = dict.fromkeys(gathered) if gathered else {}
    return where(bare[expression], *needs[expression])


# --- taking a term apart, and putting it together -----------------------------------------------


def factors(node: Expression) -> list[Expression]:
    """The factors of a product, or the node alone where it is none, or one too long to take apart."""
    if type(node) is not Apply or node.function != "*":
        return [node]
    found = []
    walk: Expression = node
    while type(walk) is Apply and walk.function == "*":
        walk, last = walk.arguments
        found.append(last)
        if len(found) >= MOST_FACTORS:
            return [node]
    found.append(walk)
    found.reverse()
    return found


def split(node: Expression) -> Term:
    """The parts of a tidy term."""
    coefficient: Rational = 1
    decimal = False
    if type(node) is Apply and node.function == "neg":
        coefficient, node = -1, node.arguments[0]
    denominator: list[Expression] = []
    if type(node) is Apply and node.function == "/":
        node, below = node.arguments
        denominator = factors(below)
        first = denominator[0]
        if type(first) is Number and first.value:
            coefficient = Fraction(coefficient) / first.value
            decimal = first.decimal
            del denominator[0]
    numerator = factors(node)
    first = numerator[0]
    if type(first) is Number:
        coefficient = coefficient * first.value
        decimal = decimal or first.decimal
        del numerator[0]
    return Term(coefficient, decimal, numerator, denominator)


def join(term: Term) -> Expression:
    """The tidy node of a term's parts."""
    coefficient, decimal, numerator, denominator = term
    if not coefficient:
        return where(ZERO, *(f for f in numerator), *(apply("/", (ONE, f)) for f in denominator))
    size = abs(coefficient)
    if type(size) is int:
        above, below = integer(size), ONE
    elif decimal and (short := rational(size, True)).__class__ is Number:
        above, below = short, ONE  # type: ignore[assignment]
    else:
        above, below = integer(size.numerator), integer(size.denominator)
    if denominator or below is not ONE:
        numerator, denominator = _negative_powers_below(numerator, denominator)
    top = _product(numerator, above)
    if denominator or below is not ONE:
        top = apply("/", (top, _product(denominator, below)))
    return apply("neg", (top,)) if coefficient < 0 and top is not ZERO else top


def _product(parts: Sequence[Expression], coefficient: Number) -> Expression:
    node: Expression | None = None if coefficient.value == 1 and parts else coefficient
    for part in parts:
        node = part if node is None else apply("*", (node, part))
    return coefficient if node is None else node


def _negative_powers_below(
    numerator: list[Expression], denominator: list[Expression]
) -> tuple[list[Expression], list[Expression]]:
    if not any(type(f) is Apply and f.function == "^" for f in numerator):
        return numerator, denominator
    above: list[Expression] = []
    for factor in numerator:
        exponent = _exponent_value(factor)
        if exponent is not None and exponent < 0:
            moved = power(factor.arguments[0], rational(-exponent))  # type: ignore[attr-defined]
            denominator = _merge(denominator, [moved])
        else:
            above.append(factor)
    return above, denominator


def value_of(node: Expression) -> Rational | None:
    """The value of a number, of a quotient of two numbers, or of their negatives; else None."""
    if type(node) is Number:
        return node.value
    if type(node) is not Apply:
        return None
    if node.function == "neg":
        inner = value_of(node.arguments[0])
        return None if inner is None else -inner
    if node.function == "/":
        above, below = node.arguments
        if type(above) is Number and type(below) is Number and below.value:
            quotient = Fraction(above.value) / below.value
            return quotient.numerator if quotient.denominator == 1 else quotient
    return None


def _exponent_value(factor: Expression) -> Rational | None:
    if type(factor) is Apply and factor.function == "^":
        return value_of(factor.arguments[1])
    return None


def _rank(node: Expression) -> int:
    """Where a factor stands: constants and letters, then sums, then functions and exponentials."""
    if type(node) is Apply and node.function == "^" and value_of(node.arguments[1]) is not None:
        node = node.arguments[0]
    if type(node) is not Apply:
        return 0 if node in CONSTANTS or type(node) is Number else 1
    if node.function in ("+", "-", "/", "*"):
        return 2
    return 1 if node.function == "^" and type(node.arguments[0]) is Symbol and node.arguments[0] is not E else 3


def _base_and_exponent(node: Expression) -> tuple[Expression, Expression]:
    if type(node) is Apply and node.function == "^":
        return node.arguments  # type: ignore[return-value]
    return node, ONE


def _merge(left: list[Expression], right: Sequence[Expression]) -> list[Expression]:
    """The factors of both, like ones together, in their order of rank."""
    merged = list(left)
    for factor in right:
        base, exponent = _base_and_exponent(factor)
        for place, other in enumerate(merged):
            other_base, other_exponent = _base_and_exponent(other)
            if other_base is base and (together := _like_powers(base, other_exponent, exponent)) is not None:
                merged[place] = together
                break
        else:
            rank = _rank(factor)
            place = len(merged)
            while place and _rank(merged[place - 1]) > rank:
                place -= 1
            merged.insert(place, factor)
    return merged


def _like_powers(base: Expression, first: Expression, second: Expression) -> Expression | None:
    """base^first * base^second as one power, or None where that would change the domain."""
    m, n = value_of(first), value_of(second)
    if m is None or n is None:
        positive = base is E or (type(base) is Number and base.value > 0)
        return power(base, plus(first, second)) if positive else None
    total = m + n
    whole = type(m) is int and type(n) is int
    same_sign = (m > 0) == (n > 0)
    if not same_sign or not (whole or type(total) is not int):
        return None
    return power(base, rational(total))


# --- the constructors -----------------------------------------------------------------------------


def times(a: Expression, b: Expression) -> Expression:
    """a*b, tidied."""
    if a is ONE:
        return b
    if b is ONE:
        return a
    if type(a) is Apply and type(b) is Apply and _too_long(a, b):
        return apply("*", (a, b))
    left, right = split(a), split(b)
    coefficient = left.coefficient * right.coefficient
    decimal = left.decimal or right.decimal
    numerator = _merge(left.numerator, right.numerator) if right.numerator else left.numerator
    denominator = _merge(left.denominator, right.denominator) if right.denominator else left.denominator
    if numerator and denominator:
        numerator, denominator = _cancel(numerator, denominator)
    if len(numerator) > MOST_FACTORS:
        return _long_product(a, b)
    return join(Term(_whole(coefficient), decimal, numerator, denominator))


def _too_long(a: Apply, b: Apply) -> bool:
    return a.function == "*" and b.function == "*" and len(factors(a)) == 1 and len(factors(b)) == 1


def _long_product(a: Expression, b: Expression) -> Expression:
    """A product left nested; only the signs come out."""
    sign = 1
    parts = []
    for part in (a, b):
        if type(part) is Apply and part.function == "neg":
            sign, part = -sign, part.arguments[0]
        parts.append(part)
    node = apply("*", (parts[0], parts[1]))
    return apply("neg", (node,)) if sign < 0 else node


def _whole(value: Rational) -> Rational:
    return value.numerator if type(value) is Fraction and value.denominator == 1 else value


def _cancel(
    numerator: list[Expression], denominator: list[Expression]
) -> tuple[list[Expression], list[Expression]]:
    """Like factors above and below, as far as the denominator keeps some: x/x^2 = 1/x, but x^2/x stays."""
    above, below = list(numerator), list(denominator)
    for factor in numerator:
        base, exponent = _base_and_exponent(factor)
        for place, other in enumerate(below):
            other_base, other_exponent = _base_and_exponent(other)
            if other_base is base:
                m, n = value_of(exponent), value_of(other_exponent)
                if type(m) is int and type(n) is int and 0 < m < n:
                    above.remove(factor)
                    below[place] = power(base, integer(n - m))
                break
    return above, below


def over(a: Expression, b: Expression) -> Expression:
    """a/b, tidied; a division by 0 stays as it is, and has no value."""
    if b is ONE:
        return a
    left, right = split(a), split(b)
    if not right.coefficient:
        return apply("/", (a, b))
    below, moved = right.numerator, right.denominator
    if moved:  # 1/(1/x) is x only where x != 0, so a fraction below stays there
        below, moved = [join(Term(1, False, below, moved))], []
    coefficient = Fraction(left.coefficient) / right.coefficient
    denominator = _merge(left.denominator, below)
    numerator = left.numerator
    if numerator and denominator:
        numerator, denominator = _cancel(numerator, denominator)
    return join(Term(_whole(coefficient), left.decimal or right.decimal, numerator, denominator))


def negate(a: Expression) -> Expression:
    """-a, tidied."""
    if type(a) is Number:
        return Number(-a.value, a.decimal)
    if type(a) is Apply:
        if a.function == "neg":
            return a.arguments[0]
        if a.function == "-":
            return minus(a.arguments[1], a.arguments[0])
    return apply("neg", (a,))


def minus(a: Expression, b: Expression) -> Expression:
    """a - b, tidied."""
    return plus(a, negate(b))


def plus(a: Expression, b: Expression) -> Expression:
    """a + b, tidied: like terms together, in the order in which they came."""
    if a is ZERO:
        return b
    if b is ZERO:
        return a
    if type(b) is Apply and b.function in ("+", "-", "neg"):
        terms = signed_terms(b)
        if len(terms) > 1:
            for term in terms:
                a = plus(a, term)
            return a
    return _add_term(a, b)


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


def _signature(term: Expression) -> Expression | type:
    """The last factor of a term: like terms have the same."""
    while type(term) is Apply:
        function = term.function
        if function == "*":
            return term.arguments[1]
        if function == "neg":
            term = term.arguments[0]
        elif function == "/":
            term = term.arguments[0]
            if type(term) is Number:
                return Fraction
        else:
            return term
    return Number if type(term) is Number else term


def _add_term(a: Expression, b: Expression) -> Expression:
    signature = _signature(b)
    walk: Expression = a
    later: list[tuple[str, Expression]] = []
    for _ in range(MOST_TERMS):
        if type(walk) is Apply and walk.function in ("+", "-"):
            rest, last, sign = walk.arguments[0], walk.arguments[1], walk.function
        else:
            rest, last, sign = None, walk, "+"  # type: ignore[assignment]
        same = _signature(last)
        if same is signature or (same in (Number, Fraction) and signature in (Number, Fraction)):
            together = _together(last if sign == "+" else negate(last), b)
            if together is not None:
                return _replaced(rest, together, later)
        if rest is None:
            break
        later.append((sign, last))
        walk = rest
    return _appended(a, b)


def _replaced(rest: Expression | None, term: Expression, later: list[tuple[str, Expression]]) -> Expression:
    """The sum with one of its terms become another."""
    node = term if rest is None else (rest if term is ZERO else _appended(rest, term))
    for sign, last in reversed(later):
        if node is ZERO:
            node = last if sign == "+" else negate(last)
        else:
            node = _appended(node, last if sign == "+" else negate(last))
    return node


def _appended(a: Expression, b: Expression) -> Expression:
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
    left, right = split(a), split(b)
    if left.numerator != right.numerator or left.denominator != right.denominator:
        return None
    coefficient = _whole(left.coefficient + right.coefficient)
    return join(Term(coefficient, left.decimal or right.decimal, left.numerator, left.denominator))


def power(base: Expression, exponent: Expression) -> Expression:
    """base^exponent, tidied."""
    if exponent is ONE:
        return base
    n = value_of(exponent)
    if n is None:
        return where(ONE, exponent) if base is ONE else apply("^", (base, exponent))
    if n == 0:
        return where(ONE, apply("!=", (base, ZERO))) if type(base) is not Number or not base.value else _undefined(base)
    number = value_of(base)
    if number is not None:
        return _power_of_number(base, exponent, number, n)
    if type(base) is Apply and type(n) is int:
        if base.function == "neg":
            inner = power(base.arguments[0], exponent)
            return inner if n % 2 == 0 else negate(inner)
        inner_exponent = _exponent_value(base)
        if type(inner_exponent) is int:
            return power(base.arguments[0], integer(inner_exponent * n))
        if base.function == "abs" and n % 2 == 0 and n > 0:
            return power(base.arguments[0], exponent)
    return apply("^", (base, exponent))


def _undefined(base: Expression) -> Expression:
    return ONE if type(base) is Number and base.value else apply("^", (base, ZERO))


def _power_of_number(base: Expression, exponent: Expression, number: Rational, n: Rational) -> Expression:
    exact = exact_power(number, n)
    if exact is None:
        return apply("^", (base, exponent))
    decimal = type(base) is Number and base.decimal
    return rational(exact, decimal)


def exact_power(number: Rational, n: Rational) -> Rational | None:
    """number^n where it is rational and small enough to be written; else None."""
    if number == 0:
        return 0 if n > 0 else None
    if type(n) is Fraction:
        root = None if number < 0 else _exact_root(Fraction(number), n.denominator)
        return None if root is None else exact_power(_whole(root), n.numerator)
    bits = max(abs(number.numerator).bit_length(), number.denominator.bit_length())
    if abs(n) * bits > MOST_BITS and abs(number) != 1:
        return None
    if abs(number) == 1:
        return 1 if number == 1 or n % 2 == 0 else -1
    return _whole(Fraction(number) ** int(n))


def _exact_root(number: Fraction, degree: int) -> Fraction | None:
    above, below = _whole_root(number.numerator, degree), _whole_root(number.denominator, degree)
    return None if above is None or below is None else Fraction(above, below)


def _whole_root(number: int, degree: int) -> int | None:
    if number in (0, 1):
        return number
    if degree >= number.bit_length():
        return None
    root = isqrt(number) if degree == 2 else _newton(number, degree)
    return root if root**degree == number else None


def _newton(number: int, degree: int) -> int:
    """The whole part of a root, by Newton's method on integers."""
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def call(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments; a few values are exact."""
    if len(arguments) == 1:
        argument = arguments[0]
        exact = EXACT.get((function, argument))
        if exact is not None:
            return exact
        if function == "abs" and (number := value_of(argument)) is not None:
            return rational(abs(number), type(argument) is Number and argument.decimal)
        if function == "sqrt" and (number := value_of(argument)) is not None:
            root = exact_power(number, Fraction(1, 2)) if number >= 0 else None
            if root is not None:
                return rational(root)
    return apply(function, arguments)


CONSTRUCTORS = {"+": plus, "-": minus, "*": times, "/": over, "^": power, "neg": negate, "where": where}
__all__ = [
    "CONSTRUCTORS", "MINUS_ONE", "build", "call", "is_total", "lift_requirements", "minus", "negate", "over", "plus",
    "power", "tidy", "times", "where",
]
