"""What an expression is a rational function of: its symbols, functions, exponentials and radicals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from ..expression import ONE, Apply, E, Expression, Number, Symbol
from ..primitives import CBRT, DEGREES, EXP, SQRT
from ..tidying import value_of
from ..tidying.numbers import Rational, whole
from ..tidying.parts import split
from ..tidying.sums import signed_terms
from ..tidying.terms import join
from ..traversal import chain, postorder

ARITHMETIC = frozenset(("+", "-", "*", "/", "neg", "^", SQRT, CBRT, EXP))
MOST_SHIFT = 64  # the whole number in an exponent such as 2^(x + 3) that is taken out of it


@dataclass(frozen=True, eq=False)
class Indeterminate:
    """A generator that is an expression as it stands."""

    expression: Expression


@dataclass(frozen=True, eq=False)
class Exponential:
    """base^(unit*monomial) with a positive constant base."""

    base: Expression
    monomial: Expression
    unit: Rational


@dataclass(frozen=True, eq=False)
class SymbolicPower:
    """base^(exponent + shift), where the exponent is no number."""

    base: Expression
    exponent: Expression
    shift: int


@dataclass(frozen=True, eq=False)
class Radical:
    """radicand^(1/degree): the principal root, or the real one of an odd degree."""

    radicand: Expression
    degree: int
    is_real: bool = False


Generator = Indeterminate | Exponential | SymbolicPower | Radical


def exponent_parts(exponent: Expression) -> list[tuple[Rational, Expression]]:
    """An exponent as a sum of rational multiples: (coefficient, what it multiplies)."""
    parts = []
    for term in signed_terms(exponent):
        coefficient, _, numerator, denominator = split(term)
        parts.append((whole(Fraction(coefficient)), join(1, False, numerator, denominator)))
    return parts


def shifted(exponent: Expression) -> tuple[Expression, int]:
    """An exponent without the whole number in it, and that number."""
    from ..tidying import plus

    shift = 0
    rest: Expression | None = None
    for term in signed_terms(exponent):
        value = value_of(term)
        if type(value) is int and abs(value) <= MOST_SHIFT:
            shift += value
        else:
            rest = term if rest is None else plus(rest, term)
    return (exponent, 0) if rest is None else (rest, shift)


def is_exponential(base: Expression) -> bool:
    """Whether powers of the base are exponentials: it is e or a positive number."""
    if base is E:
        return True
    value = value_of(base)
    return value is not None and value > 0


def common_unit(coefficients: list[Rational]) -> Rational:
    """The largest rational number of which all are whole multiples."""
    below = lcm(*[c.denominator for c in coefficients])
    return whole(Fraction(gcd(*[int(c * below) for c in coefficients]), below))


def terms_of(node: Expression) -> list[tuple[int, Expression]]:
    """The terms of a sum with their signs."""
    found: list[tuple[int, Expression]] = []
    walk = node
    while type(walk) is Apply and walk.function in ("+", "-"):
        walk, last = walk.arguments
        found.append((1 if node.function == "+" else -1, last))  # type: ignore[attr-defined]
        node = walk
    found.append((1, walk))
    found.reverse()
    return found


class Scan:
    """The generators of an expression, found in one walk over its arithmetic."""

    def __init__(self, root: Expression) -> None:
        self.symbols: dict[Expression, int] = {}  # with the degree of its root: x = r^degree
        self.plain: dict[Expression, None] = {}
        self.exponentials: dict[tuple[Expression, Expression], list[Rational]] = {}
        self.powers: dict[tuple[Expression, Expression], list[int]] = {}
        self.radicals: dict[tuple[Expression, bool], int] = {}
        self.has_decimals = False
        self.order = postorder((root,), self.operands)
        for node in self.order:
            if type(node) is Symbol:
                if node is E:
                    self._exponential(E, ONE)
                else:
                    self.symbols.setdefault(node, 1)
            elif type(node) is Number:
                self.has_decimals = self.has_decimals or node.decimal
            else:
                self._note(node)  # type: ignore[arg-type]
        for radicand, is_real in list(self.radicals):
            if type(radicand) is Symbol and radicand is not E and not is_real:
                self.symbols[radicand] = self.radicals.pop((radicand, is_real))

    @property
    def count(self) -> int:
        """How many generators there may be: a root can need one for its number and one for the rest."""
        others = len(self.plain) + len(self.powers) + len(self.exponentials)
        return len(self.symbols) + others + 2 * len(self.radicals)

    def operands(self, node: Apply) -> Sequence[Expression]:
        """What of a node is arithmetic too."""
        function, arguments = node.function, node.arguments
        if function in ("*", "/", "neg", SQRT, CBRT):
            return arguments
        if function in ("+", "-"):
            return chain(node, ("+", "-")) or arguments
        if function == "^":
            base, exponent = arguments
            value = value_of(exponent)
            if value is not None or not is_exponential(base):
                return (base,)
        return ()

    def _note(self, node: Apply) -> None:
        function = node.function
        if function == "^":
            base, exponent = node.arguments
            value = value_of(exponent)
            if value is None:
                if is_exponential(base):
                    self._exponential(base, exponent)
                else:
                    rest, shift = shifted(exponent)
                    self.powers.setdefault((base, rest), []).append(shift)
            elif type(value) is Fraction:
                self._radical(base, value.denominator, False)
            elif base is E:
                self._exponential(base, exponent)
        elif function == EXP:
            self._exponential(E, node.arguments[0])
        elif function in DEGREES:
            self._radical(node.arguments[0], DEGREES[function], function == CBRT)
        elif function not in ARITHMETIC:
            self.plain[node] = None

    def _radical(self, radicand: Expression, degree: int, is_real: bool) -> None:
        key = radicand, is_real
        self.radicals[key] = lcm(self.radicals.get(key, 1), degree)

    def _exponential(self, base: Expression, exponent: Expression) -> None:
        for coefficient, monomial in exponent_parts(exponent):
            if coefficient and (monomial is not ONE or base is E):
                self.exponentials.setdefault((base, monomial), []).append(coefficient)
