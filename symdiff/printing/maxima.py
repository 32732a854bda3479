"""Maxima's syntax, as the question type STACK reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ..errors import SymdiffError
from ..expression import Apply, Expression, Number
from .book import printed_whole
from .pieces import ATOM, POSTFIX, POWER, PRODUCT, SIGN, Piece
from .style import Style

_SAME = (
    "exp sqrt abs floor min max sin cos tan cot sec csc sinh cosh tanh coth sech csch "
    "asin acos atan acot asec acsc asinh acosh atanh acoth asech acsch atan2 gamma beta zeta erf"
)
NAMES = {name: name for name in _SAME.split()} | {"ln": "log", "sign": "signum", "ceil": "ceiling"}
"""The functions that mean the same in both, and their names in Maxima."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?")
_CONSTANTS = {"e": "%e", "pi": "%pi"}
_WORDS = (
    "and or not in if then else elseif do for from step thru while unless next return lambda block true false "
    "inf minf und ind i j diff int integrate limit sum product solve string float rat ratsimp expand factor"
)
_TAKEN = frozenset(_WORDS.split())
"""Words that mean something else to Maxima or STACK."""

LONGEST = 20_000


class MaximaStyle(Style):
    """Text that Maxima reads as the same function."""

    def __init__(self) -> None:
        super().__init__(whole=True)
        self.writers |= {"cbrt": self.cube_root, "root": self.root, "log": self.logarithm}
        self.writers |= {"log10": self.decadic, "log2": self.binary, "derivative": self.call}

    def symbol(self, name: str) -> Piece:
        """A name that Maxima and STACK leave alone."""
        if name in _CONSTANTS:
            return Piece(ATOM, _CONSTANTS[name])
        if not _NAME.fullmatch(name) or name in _TAKEN or name in NAMES.values():
            raise SymdiffError(f"the name {name!r} cannot be written for Maxima")
        return Piece(ATOM, name)

    def number(self, node: Number) -> Piece:
        """An exact number; a decimal is a fraction, so that it stays exact."""
        value = Fraction(node.value)
        if value.denominator == 1:
            return super().number(Number(int(value)))
        sign = "-" if value < 0 else ""
        return Piece(SIGN if sign else PRODUCT, f"{sign}{abs(value.numerator)}/{value.denominator}")

    def division(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A quotient."""
        return self.infix("/", operands)

    def call(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A function that Maxima has."""
        if node.function not in NAMES:
            raise SymdiffError(f"{node.function} cannot be written for Maxima")
        return Piece(ATOM, NAMES[node.function], "(", *self.listed(arguments), ")")

    def cube_root(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The real cube root."""
        return self._power(arguments[0], "1/3")

    def root(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A root of any degree."""
        return Piece(POWER, self.fit(arguments[0], POSTFIX), "^(1/", self.fit(arguments[1], ATOM), ")")

    def _power(self, base: Piece, exponent: str) -> Piece:
        return Piece(POWER, self.fit(base, POSTFIX), f"^({exponent})")

    def logarithm(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The logarithm to any base."""
        return Piece(PRODUCT, "log(", arguments[0], ")/log(", arguments[1], ")")

    def decadic(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The logarithm to base 10."""
        return Piece(PRODUCT, "log(", arguments[0], ")/log(10)")

    def binary(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The logarithm to base 2."""
        return Piece(PRODUCT, "log(", arguments[0], ")/log(2)")


def to_maxima(expression: Expression, *, limit: int = LONGEST) -> str:
    """The expression in Maxima's syntax.

    Args:
        expression: what to print.
        limit: the most characters.

    Raises:
        SymdiffError: a function or a name in it cannot be written for Maxima.
        LimitError: the text would be longer than the limit.

    >>> import symdiff
    >>> to_maxima(symdiff.parse("0.5*ln(x) + e^(2x)"))
    '1/2*log(x) + %e^(2*x)'
    """
    return printed_whole(expression, MaximaStyle(), limit)
