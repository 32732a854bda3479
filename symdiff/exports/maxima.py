"""Maxima's syntax, as the question type STACK reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from ..errors import SymdiffError
from ..expression import Apply, Expression, Number
from ..printing.pieces import ATOM, POWER, PRODUCT, SIGN, Piece
from ..printing.printer import printed_whole
from ..printing.style import Style
from ..rulebook.definitions import in_terms_of
from ..rulefiles.lines import function_lines, line_for

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)?")
_PLACE = re.compile(r"#([0-9])")
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
        self.writers["derivative"] = self.call
        self.taken = _TAKEN | {line.in_maxima for line in function_lines().values()}

    def symbol(self, name: str) -> Piece:
        """A name that Maxima and STACK leave alone."""
        if name in _CONSTANTS:
            return Piece(ATOM, _CONSTANTS[name])
        if not _NAME.fullmatch(name) or name in self.taken:
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
        """A function that Maxima has, or that is a power there."""
        written = _in_maxima(node.function, len(arguments))
        if not written:
            raise SymdiffError(f"{node.function} cannot be written for Maxima")
        if "#" not in written:
            return Piece(ATOM, written, *self.group(self.listed(arguments)))
        texts = _PLACE.split(written)
        return Piece(POWER, *(self.fit(arguments[int(t) - 1], ATOM) if n % 2 else t for n, t in enumerate(texts)))


def _in_maxima(function: str, arity: int) -> str:
    line = line_for(function, arity)
    return "" if line is None else line.in_maxima


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
    known = in_terms_of(expression, lambda function, arity: bool(_in_maxima(function, arity)))
    return printed_whole(known, MaximaStyle(), limit)
