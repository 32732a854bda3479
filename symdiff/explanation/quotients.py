"""The difference quotient in numbers, beside the exact derivative: where it comes close, and where rounding wins."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from ..calculus.forward import as_differentiand, as_variable, diff, only_variable
from ..calculus.variables import Variable
from ..documents import FALLBACK, Phrase, Sentence, Series, text_of
from ..documents.blocks import Block, Document, Grid, Paragraph
from ..documents.text import Text
from ..errors import DomainError, SymdiffError
from ..evaluation import evaluate
from ..expression import Expression, Symbol, as_expression
from ..plotting.limits import Secants

SMALLEST = 16


@dataclass(frozen=True)
class QuotientRow:
    """One line of the table.

    Attributes:
        exponent: h is 10 to the power of minus this.
        quotient: (f(x + h) - f(x))/h in floating-point numbers, or None where f(x + h) is not defined.
        error: how far that is from the derivative.
    """

    exponent: int
    quotient: float | None
    error: float | None

    @property
    def h(self) -> float:
        """The increment."""
        return float(Fraction(1, 10**self.exponent))


@dataclass(frozen=True)
class QuotientTable:
    """Difference quotients at a point for ever smaller h.

    Attributes:
        function, variable, point: of what and where.
        derivative: the derivative as a formula.
        exact: its value at the point.
        rows: for h = 0.1, 0.01, ...
    """

    function: Expression
    variable: Symbol
    point: Expression
    derivative: Expression
    exact: float
    rows: tuple[QuotientRow, ...]

    @property
    def best(self) -> QuotientRow | None:
        """The row that comes closest."""
        defined = [row for row in self.rows if row.error is not None]
        return min(defined, key=lambda row: row.error or 0.0) if defined else None

    @property
    def rounding_wins(self) -> bool:
        """Whether the smallest h does worse than the best one."""
        last = self.rows[-1].error
        return self.best is not None and last is not None and last > (self.best.error or 0.0)

    def document(self) -> Document:
        """The table as a document, for any medium and language."""
        headings = (Sentence("table.h"), Sentence("table.quotient"), Sentence("table.error"), "")
        exact = Sentence("table.exact", {"value": Series((self.derivative, f" = {self.exact!r}"), "list.nothing")})
        blocks: list[Block] = [Grid(headings, tuple(map(self._cells, self.rows))), Paragraph(exact)]
        if self.best is not None and self.rounding_wins:
            blocks.append(Paragraph(Sentence("table.best", {"h": f"{self.best.h:.0e}"})))
            blocks.append(Paragraph(Sentence("table.rounding", {"variable": self.variable})))
        return Document(Sentence("table.heading", {"variable": self.variable, "point": self.point}), tuple(blocks))

    def _cells(self, row: QuotientRow) -> tuple[Phrase, ...]:
        if row.quotient is None or row.error is None:
            return f"{row.h:.0e}", Sentence("table.undefined"), "", ""
        return f"{row.h:.0e}", repr(row.quotient), f"{row.error:.1e}", "<-" if row is self.best else ""

    def picture(self, language: str = FALLBACK) -> Secants:
        """The function with its secants, for `symdiff.plotting.limits.draw_secants`."""
        return Secants(
            self.function,
            self.variable,
            float(evaluate(self.point)),
            self.exact,
            tuple((row.h, row.error) for row in self.rows if row.error),
            text_of(Sentence("table.quotient"), language),
            text_of(Sentence("table.error"), language),
        )

    def text(self, language: str = FALLBACK) -> str:
        """The table as text, in a language."""
        return Text(language).document(self.document())

    def __str__(self) -> str:
        return self.text()


def difference_quotients(
    expression: Expression | str, point: Expression | str | float, variable: Variable | None = None
) -> QuotientTable:
    """The table of difference quotients at a point.

    Args:
        expression: the function.
        point: where; a number, or the text of one.
        variable: by which; the only symbol if not given.

    Raises:
        DomainError: the function has no derivative at the point.
        SymdiffError: the function has further symbols.

    >>> table = difference_quotients("x^2", 1)
    >>> table.exact, table.best.exponent, table.rounding_wins
    (2.0, 8, True)
    """
    given = as_differentiand(expression, () if variable is None else (variable,))
    by = only_variable(given) if variable is None else as_variable(variable)
    if others := given.free_symbols - {by}:
        raise SymdiffError(f"{', '.join(sorted(map(str, others)))}: give it a value first")
    where = as_expression(point)
    slope = diff(given, by)
    exact = _number(slope, by, evaluate(where))
    at = float(evaluate(where))
    rows = tuple(_row(given, by, at, exponent, exact) for exponent in range(1, SMALLEST + 1))
    return QuotientTable(given, by, where, slope, exact, rows)


def _number(expression: Expression, by: Symbol, value: object) -> float:
    found = float(evaluate(expression, {by: value}))
    if not isfinite(found):
        raise DomainError(f"{expression} is too large at {by} = {value}")
    return found


def _row(given: Expression, by: Symbol, at: float, exponent: int, exact: float) -> QuotientRow:
    h = float(Fraction(1, 10**exponent))
    try:
        # Floating-point numbers on purpose: what they lose is what the table shows.
        quotient = (_number(given, by, at + h) - _number(given, by, at)) / h
    except DomainError:
        return QuotientRow(exponent, None, None)
    return QuotientRow(exponent, quotient, abs(quotient - exact))
