"""Where a formula of one letter takes a value: exactly, by undoing it from the outside in.

A quotient of polynomials is solved by its factors, linear and quadratic ones and roots of a number; else the
outermost operation is undone, a function by the identities f(g(u)) = u of the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from flint import arb, fmpq, fmpq_poly

from ..evaluation.balls import enclose
from ..evaluation.program import Stopped, program_of
from ..evaluation.reals import real_value
from ..expression import ZERO, Apply, Expression, Number, Symbol, apply, integer, rational, symbol
from ..primitives import ABS, DEGREES, FLOOR, LN
from ..rulebook import current
from ..rulebook.identities import compositions
from ..tidying import negate, tidy, value_of
from ..traversal import depending, substitute

MOST_DEGREE = 24
MOST_BITS = 2000
MOST_STEPS = 60
MOST_SOLUTIONS = 12


class Ratio(NamedTuple):
    """A quotient of polynomials in one letter."""

    above: fmpq_poly
    below: fmpq_poly


class Equations:
    """Equations between the parts of formulas in one letter, all other symbols having rational values.

    Attributes:
        letter: what they are solved for.
        fixed: the values of the others.
        ratios: the parts that are quotients of polynomials in the letter.
        varying: the parts that hold the letter.
    """

    def __init__(self, nodes: list[Expression], letter: Symbol, fixed: Mapping[str, fmpq]) -> None:
        self.letter = letter
        self.fixed = fixed
        self.ratios: dict[Expression, Ratio] = {}
        self.varying = depending(nodes, letter)
        for node in nodes:
            ratio = self._ratio(node)
            if ratio is not None:
                self.ratios[node] = ratio

    def _ratio(self, node: Expression) -> Ratio | None:
        one = fmpq_poly([1])
        if isinstance(node, Number):
            return Ratio(fmpq_poly([fmpq(node.value.numerator, node.value.denominator)]), one)
        if isinstance(node, Symbol):
            if node is self.letter:
                return Ratio(fmpq_poly([0, 1]), one)
            return Ratio(fmpq_poly([self.fixed[node.name]]), one) if node.name in self.fixed else None
        assert isinstance(node, Apply)
        parts = [self.ratios.get(a) for a in node.arguments]
        ratio = _combined(node.function, [p for p in parts if p is not None]) if None not in parts else None
        return ratio if ratio is not None and _is_small(ratio) else None

    def zeros(self, left: Expression, right: Expression) -> tuple[list[Expression], list[float]]:
        """Where two parts are equal: the values known exactly, and those known roughly."""
        if left in self.ratios and right in self.ratios:
            a, b = self.ratios[left], self.ratios[right]
            return _of_polynomial(a.above * b.below - b.above * a.below)
        if right in self.varying:
            left, right = (right, left) if left not in self.varying else (apply("-", (left, right)), ZERO)
        if left in self.varying and right not in self.varying:
            return [*self._undone(left, self._constant(right))][:MOST_SOLUTIONS], []
        return [], []

    def _constant(self, node: Expression) -> Expression:
        return substitute(node, {symbol(name): fraction_of(value) for name, value in self.fixed.items()})

    def _undone(self, node: Expression, level: Expression) -> Iterator[Expression]:
        """The solutions of node = level, which does not hold the letter."""
        left = [(node, level)]
        for _ in range(MOST_STEPS):
            if not left:
                return
            node, level = left.pop(0)
            value = _number(level)
            if node is self.letter:
                yield tidy(level)
            elif node in self.ratios and value is not None:
                above, below = self.ratios[node]
                yield from _of_polynomial(above - below * value)[0]
            elif isinstance(node, Apply):
                left += self._inverted(node, level)

    def _inverted(self, node: Apply, level: Expression) -> list[tuple[Expression, Expression]]:
        """Equations for the operands that hold the letter, one of which must hold too."""
        if len(node.arguments) == 1:
            return [(node.arguments[0], inverse) for inverse in _inverses(node.function, level)]
        if len(node.arguments) != 2:
            return []
        a, b = node.arguments
        if a in self.varying and b in self.varying:
            factors = {"*": (a, b), "/": (a,)}.get(node.function, ()) if level is ZERO else ()
            return [(factor, ZERO) for factor in factors]
        if a in self.varying:
            return [(a, v) for v in _left_operand(node.function, level, self._constant(b))]
        return [(b, v) for v in _right_operand(node.function, level, self._constant(a))]


def fraction_of(value: Any) -> Expression:
    """The expression of a rational of flint."""
    return rational(Fraction(int(value.p), int(value.q)))


def _number(level: Expression) -> fmpq | None:
    value = value_of(tidy(level))
    return None if value is None else fmpq(value.numerator, value.denominator)


def _combined(head: str, parts: list[Ratio]) -> Ratio | None:
    if head == "neg":
        return Ratio(-parts[0].above, parts[0].below)
    if head not in ("+", "-", "*", "/", "^") or len(parts) != 2:
        return None
    (a, b), (c, d) = parts
    if head in "+-":
        return Ratio(a * d + c * b if head == "+" else a * d - c * b, b * d)
    if head == "*":
        return Ratio(a * c, b * d)
    if head == "/":
        return Ratio(a * d, b * c) if c else None
    exponent = c[0] / d[0] if c.degree() <= 0 and d.degree() == 0 else fmpq(1, 2)
    if exponent.q != 1 or abs(exponent) * max(a.degree(), b.degree(), 1) > MOST_DEGREE or (exponent <= 0 and not a):
        return None
    n = int(exponent.p)
    return Ratio(a**n, b**n) if n >= 0 else Ratio(b**-n, a**-n)


def _is_small(ratio: Ratio) -> bool:
    return all(p.degree() <= MOST_DEGREE and all(c.height_bits() < MOST_BITS for c in p.coeffs()) for p in ratio)


def _of_polynomial(polynomial: fmpq_poly) -> tuple[list[Expression], list[float]]:
    """Its real zeros: exactly where they are rational, square roots or roots of a number; the others roughly."""
    if polynomial.degree() < 1:
        return [], []
    exact: list[Expression] = []
    rough: list[float] = []
    for factor, _ in polynomial.factor()[1]:
        if factor.degree() == 1:
            exact.append(fraction_of(-factor[0] / factor[1]))
        elif factor.degree() == 2:
            exact += _of_quadratic(factor)
        elif all(not factor[k] for k in range(1, factor.degree())):
            exact += _roots_of(-factor[0] / factor[factor.degree()], factor.degree())
        else:
            rough += _roughly(factor)
    return exact, rough


def _roughly(factor: Any) -> list[float]:
    return [float(zero.real) for zero, _ in factor.complex_roots() if zero.imag.contains(0)]


def _of_quadratic(factor: fmpq_poly) -> list[Expression]:
    c, b, a = factor[0], factor[1], factor[2]
    middle, square = -b / (2 * a), (b * b - 4 * a * c) / (4 * a * a)
    if square <= 0:
        return []
    root = apply(_ROOT[2], (fraction_of(square),))
    return [tidy(apply(sign, (fraction_of(middle), root))) for sign in "-+"]


_ROOT = {degree: name for name, degree in DEGREES.items()}


def _roots_of(value: fmpq, degree: int) -> list[Expression]:
    """The real solutions of x^degree = value."""
    size = fraction_of(abs(value))
    root = apply(_ROOT[degree], (size,)) if degree in _ROOT else apply("^", (size, rational(Fraction(1, degree))))
    if degree % 2:
        return [root if value > 0 else negate(root)]
    return [root, negate(root)] if value > 0 else []


def _inverses(head: str, level: Expression) -> list[Expression]:
    """What u may be where head(u) has that level."""
    if head == "neg":
        return [negate(level)]
    if head == ABS:
        return [level, negate(level)]
    if head in DEGREES:
        return [apply("^", (level, integer(DEGREES[head])))]
    entry = current().functions.get((head, 1))
    others = [g for f, g in _inverse_pairs() if f == head] + [f for f, g in _inverse_pairs() if g == head]
    found: list[Expression] = [apply(other, (level,)) for other in dict.fromkeys(others)]
    if entry is not None and entry.parity == "even":
        found += [negate(w) for w in found]
    return found or ([level] if head == FLOOR else [])


def _inverse_pairs() -> list[tuple[str, str]]:
    """The functions f and g with f(g(u)) = u: where f(w) or g(w) has a level, w can only be the other one of it."""
    return [pair for pair, identity in compositions().items() if identity.right is identity.letters[0]]


def _left_operand(head: str, level: Expression, other: Expression) -> list[Expression]:
    """What u may be where u + c, u - c, u*c, u/c or u^c has that level."""
    if head in _OPPOSITE:
        return [apply(_OPPOSITE[head], (level, other))]
    exponent = _number(other) if head == "^" else None
    if exponent is None or not exponent:
        return []
    if exponent.q != 1 or exponent < 0:
        return [ZERO] if level is ZERO and exponent > 0 else [apply("^", (level, fraction_of(1 / exponent)))]
    value = _number(level)
    if value is not None:
        return _roots_of(value, int(exponent.p)) if value else [ZERO]
    root = apply("^", (level, fraction_of(1 / exponent)))
    return [root, negate(root)] if exponent.p % 2 == 0 else [root]


_OPPOSITE = {"+": "-", "-": "+", "*": "/", "/": "*"}


def _right_operand(head: str, level: Expression, other: Expression) -> list[Expression]:
    """What u may be where c + u, c - u, c*u, c/u or c^u has that level."""
    if head in "+*":
        return [apply(_OPPOSITE[head], (level, other))]
    if head in "-/":
        return [apply(head, (other, level))] if level is not ZERO or head == "-" else []
    if head == "^":
        logarithms = [apply(LN, (u,)) for u in (level, other)]
        return [apply("/", (logarithms[0], logarithms[1]))] if level is not ZERO else []
    return []


def approximation(value: Expression) -> arb | None:
    """A ball of a constant at the current precision; None where it has no real value."""
    try:
        ball = enclose(real_value(program_of(value), {}))
    except Stopped:
        return None
    return ball if ball.is_finite() else None
