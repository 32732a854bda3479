"""How an expression is written as text: operators, functions, derivatives, numbers.

LaTeX, MathML and the others are this style with another column of the table of signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from ..errors import LimitError
from ..expression import Apply, Expression, Number, Symbol
from ..rulefiles.lines import FunctionLine, line_for
from ..rulefiles.written import POSTFIX as BEHIND
from ..rulefiles.written import WrittenForm
from . import formal
from .digits import digits_bound, ends, number_parts
from .pieces import ATOM, LONGEST, OR, POSTFIX, POWER, PRODUCT, SIGN, WHERE, Piece
from .sign_table import BINDINGS, HIGHLIGHT, LIMIT, MISSING, NORM, PRIME, column

Writer = Callable[[Apply, Sequence[Piece]], Piece]

MOST_DIGITS = 1_000_000
_DOTS = ("", "\u0307", "\u0308", "\u20db")


class Style:
    """Text that parses back to the same expression.

    Attributes:
        conditions: whether `where` is written out, or only its value.
        notation: how the derivatives of unknown functions are written.
        signs: the column of the table of signs.
    """

    signs: ClassVar[dict[str, str]] = column("text")
    bindings = BINDINGS

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        self.conditions = conditions
        self.notation = notation
        self.whole = whole
        self.most_digits = MOST_DIGITS
        self.writers: dict[str, Writer] = {
            "/": self.division,
            "neg": self.negative,
            "where": self.where,
            "derivative": self.derivative,
            MISSING: self.missing,
            HIGHLIGHT: self.highlight,
            LIMIT: self.limit,
            PRIME: self.prime,
            NORM: self.norm,
        }

    def piece(self, node: Expression, arguments: Sequence[Piece]) -> Piece:
        """The piece of a node, from the pieces of its arguments."""
        if type(node) is Apply:
            writer = self.writers.get(node.function)
            if writer is not None:
                piece = writer(node, arguments)
            elif node.function in self.bindings and len(arguments) > 1:
                piece = self.infix(node.function, arguments)
            else:
                piece = self.call(node, arguments)
        elif type(node) is Number:
            piece = self.number(node)
        else:
            piece = self.symbol(node.name)  # type: ignore[attr-defined]
        piece.node = node
        piece.arguments = arguments
        return piece

    def bracketed(self, piece: Piece) -> Piece:
        """The piece in brackets."""
        return Piece(ATOM, *self.group((piece,)))

    def fit(self, piece: Piece, level: int) -> Piece:
        """The piece as it stands where only pieces of that level or tighter ones may."""
        return piece if piece.level >= level else self.bracketed(piece)

    def infix(self, function: str, operands: Sequence[Piece]) -> Piece:
        """Operands with a sign between them."""
        sign = self.signs[function]
        level, first, further = self.bindings[function]
        parts: list[str | Piece] = [self.fit(operands[0], first)]
        for operand in operands[1:]:
            parts += (sign, self.fit(operand, further))
        return Piece(level, *parts)

    def division(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A quotient; where it would read as dy/dx, its denominator is bracketed."""
        top, bottom = operands
        if formal.seems_a_derivative(top.last, bottom.first):
            return self.infix("/", (top, self.bracketed(bottom)))
        return self.infix("/", operands)

    def negative(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A minus sign before a term; a number is bracketed, since -2 is itself a number."""
        (operand,) = operands
        plain = type(operand.node) is Number
        return Piece(SIGN, self.signs["neg"], self.bracketed(operand) if plain else self.fit(operand, PRODUCT))

    def call(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A function of its arguments in brackets."""
        derivative = formal.parsed(node.function)
        if derivative is not None:
            return formal.formal(self, derivative, arguments)
        return self.applied(node.function, arguments)

    def applied(self, function: str, arguments: Sequence[Piece]) -> Piece:
        """A function of its arguments, as the table says that it is written."""
        line = line_for(function, len(arguments))
        form = None if line is None else line.form
        if line is not None and form is not None and max(form.places, default=0) <= len(arguments):
            piece = self.formed(line, form, arguments)
            if piece is not None:
                return piece
        return self.applied_head(self.head(function), arguments)

    def formed(self, line: FunctionLine, form: WrittenForm, arguments: Sequence[Piece]) -> Piece | None:
        """A function in the form that a book gives it; None where this notation writes it by its name."""
        return self.behind(form, arguments) if form.kind == BEHIND else None

    def behind(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """n!"""
        return Piece(POSTFIX, self.fit(arguments[0], ATOM), self.signs.get(form.name, form.name))

    def applied_head(self, head: str, arguments: Sequence[Piece], level: int = ATOM) -> Piece:
        """What is already written as a head, before its arguments."""
        return Piece(level, head, self.signs["apply"], *self.group(self.listed(arguments)))

    def group(self, parts: Sequence[str | Piece]) -> list[str | Piece]:
        """The parts in brackets."""
        return [self.signs["("], *parts, self.signs[")"]]

    def head(self, function: str) -> str:
        """A function's name as it is written before its arguments."""
        return function

    def listed(self, arguments: Sequence[Piece]) -> list[str | Piece]:
        """The arguments of a function, with commas."""
        parts: list[str | Piece] = []
        for argument in arguments:
            parts += (self.signs[","], self.fit(argument, OR)) if parts else (self.fit(argument, OR),)
        return parts

    def where(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A value and what must hold for it; the value alone unless conditions are asked for."""
        value, *requirements = arguments
        if not self.conditions or not requirements:
            return Piece(value.level, value)
        return Piece(WHERE, self.fit(value, OR), self.signs["where"], *self.listed(requirements))

    def highlight(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """The marked place; it binds as it would without the mark."""
        return Piece(operands[0].level, self.signs["begin"], operands[0], self.signs["end"])

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """lim h->0 (...)."""
        body, variable, goal = operands
        return Piece(SIGN, "lim ", variable, self.signs["->"], goal, " ", self.bracketed(body))

    def prime(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """(...)'; a letter alone needs no brackets."""
        return Piece(ATOM, self.unbracketed_letter(operands[0]), "'")

    def norm(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A norm by its name."""
        return Piece(ATOM, operands[1], *self.group((operands[0],)))

    def unbracketed_letter(self, piece: Piece) -> Piece:
        """The piece in brackets, unless it is a letter."""
        return self.bracketed(piece) if type(piece.node) is Apply else piece

    def derivative(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A derivative that is still to be carried out."""
        if len(arguments) < 3 or not self.has_operator(node.arguments[1], node.arguments[2]):
            return self.applied(node.function, arguments)
        order = str(node.arguments[2].value)  # type: ignore[attr-defined]
        head = self.operator(arguments[1], "" if order == "1" else order)
        return Piece(SIGN, head, self.bracketed(arguments[0]))

    def has_operator(self, variable: Expression, order: Expression) -> bool:
        """Whether d^2/dx^2 can be written: for letters, since d/dspeed would be a quotient of names."""
        counted = type(order) is Number and order.value in range(1, 10)
        return counted and type(variable) is Symbol and formal.is_letter(variable.name)

    def operator(self, variable: Piece, order: str) -> Piece:
        """d/dx or D_x, before what it differentiates."""
        power = self.raised(order)
        if self.notation == "euler":
            return Piece(SIGN, self.euler_operator(variable, power), " ")
        return Piece(SIGN, "d", power, "/d", variable, power, " ")

    def euler_operator(self, variable: Piece, power: str) -> Piece:
        """D_x, with a power that is already raised."""
        return Piece(POWER, "D_", variable, power)

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """One piece divided by another."""
        return self.infix("/", (top, bottom))

    def raised(self, exponent: str) -> str:
        """An exponent as it stands behind a sign; empty where there is none."""
        return f"^{exponent}" if exponent else ""

    def formal_head(self, derivative: formal.FormalDerivative) -> str:
        """f', or D_1 f, before the arguments."""
        return derivative.name

    def dotted(self, function: str, order: int) -> str:
        """A name with dots above."""
        return self.head(function) + _DOTS[order]

    def subscripted(self, function: str, index: str) -> str:
        """f_xy."""
        return f"{self.head(function)}_{index}"

    def number(self, node: Number) -> Piece:
        """An exact number."""
        size = digits_bound(node.value)
        if size > self.most_digits:
            return self.immense(size)
        if node.decimal and not ends(node):
            # Only a program makes such a number: two thirds that began as a decimal.
            top, bottom = node.value.as_integer_ratio()
            return self.quotient(self.number(Number(top)), self.number(Number(bottom)))
        mantissa, exponent = number_parts(node)
        return self.written_number(mantissa, exponent)

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """A number from its digits and its power of ten.

        It is written so that it cannot be read as a product with e: 2.0e-12 and 1.5e-08, not 2e-12 and 1.5e-8.
        """
        level = SIGN if mantissa[0] == "-" else ATOM
        if exponent is None:
            return Piece(level, mantissa)
        if exponent[0] == "-":
            exponent = f"-{exponent[1:]:0>2}"
            mantissa = mantissa if "." in mantissa or mantissa in ("1", "-1") else f"{mantissa}.0"
        return Piece(level, f"{mantissa}e{exponent}")

    def immense(self, size: int) -> Piece:
        """In place of a number too long to be of use."""
        if self.whole:
            raise LimitError(f"a number of about {size:,} digits is too long to print")
        return self.ellipsis(f"{size:,} digits")

    def missing(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """In place of terms, factors or nodes that are left out."""
        return self.ellipsis(f"{_whole_number(node.arguments[0])} more {node.arguments[1].name}")  # type: ignore[attr-defined]

    def ellipsis(self, what: str) -> Piece:
        """In place of a part that is left out."""
        return Piece(ATOM, self.signs[MISSING].format(what))

    def part_name(self, letter: str, number: int) -> str:
        """The name of a shared part."""
        return f"{letter}{number}"

    def symbol(self, name: str) -> Piece:
        """A name."""
        return Piece(ATOM, name)

    def document(self, definitions: Sequence[tuple[str, Piece]], result: Piece) -> Piece:
        """The result after the names of the parts that it shares."""
        parts: list[str | Piece] = []
        for name, piece in definitions:
            parts += (self.symbol(name), " = ", piece, "; ")
        return Piece(WHERE, *parts, result)


def _whole_number(node: Expression) -> str:
    value = int(node.value)  # type: ignore[attr-defined]
    return f"{value:,}" if value < LONGEST else f"over 10^{len(str(LONGEST)) - 1}"
