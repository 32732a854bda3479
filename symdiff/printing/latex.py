r"""LaTeX as a book prints it, and so that it can be read back without a doubt.

Products are juxtaposed. A function stands without brackets before a simple argument (`\sin 2 x`), but
not before a further factor: `\sin\left(x\right) y`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..expression import Apply, Number, Symbol
from .names import BARE, LATEX_NAMES, latex_symbol
from .notation import Formal
from .pieces import AND, ATOM, COMPARISON, OR, POSTFIX, POWER, PRODUCT, SIGN, SUM, WHERE, Piece
from .style import Style

_COMPARISONS = {"<": "<", ">": ">", "=": "=", "<=": r"\le", ">=": r"\ge", "!=": r"\ne"}
_PLACE = re.compile(r"#([0-9])")
_FUNCTIONS = tuple(BARE)
_WIDEST_INLINE = 60
_CALLABLE = frozenset(("d", "f", "g", "h", "D", "F", "G", "H", r"\Gamma"))
"""Symbols that would seem to be functions of a bracket behind them."""


class LatexStyle(Style):
    """LaTeX for mathematics mode."""

    open, close = r"\left(", r"\right)"
    conditions_sign = r"\quad \text{where }"
    minus, round_d, between = "-", r"\partial", " "

    infixes = (
        Style.infixes
        | {
            "or": (r" \text{ or } ", OR, OR, AND),
            "and": (r" \text{ and } ", AND, AND, COMPARISON),
        }
        | {sign: (f" {written} ", COMPARISON, SUM, SUM) for sign, written in _COMPARISONS.items()}
    )

    def __init__(
        self,
        *,
        conditions: bool = False,
        notation: str = "lagrange",
        whole: bool = False,
        names: Mapping[str, str] = LATEX_NAMES,
    ) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.names = names
        self.writers |= {"piecewise": self.piecewise, "^": self.power, "/": self.fraction, "*": self.product}
        self.writers["log"] = self.logarithm
        self.writers["derivative_at"] = self.derivative_at

    def part_name(self, letter: str, number: int) -> str:
        """The name of a shared part, with its number below the line."""
        return f"{letter}_{number}"

    def symbol(self, name: str) -> Piece:
        """A name: Greek letters by their commands, words upright."""
        return Piece(ATOM, latex_symbol(name))

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """1.5 x 10^30 for 1.5e30."""
        if exponent is None:
            return super().written_number(mantissa, exponent)
        level = SIGN if mantissa[0] == "-" else PRODUCT
        return Piece(level, rf"{mantissa} \times 10^{{{exponent}}}")

    def raised(self, exponent: str) -> str:
        """An exponent in braces."""
        return f"^{{{exponent}}}" if exponent else ""

    def product(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """Factors side by side; a dot where a digit, or what looks like an application, would join them."""
        left, right = self.fit(operands[0], PRODUCT), self.fit(operands[1], POWER)
        sign = r" \cdot " if _needs_dot(left, right) else " "
        if left.closed is not None and not right.first.startswith(_FUNCTIONS):
            left = left.closed
        piece = Piece(PRODUCT, left, sign, right)
        if right.closed is not None:
            piece.closed = Piece(PRODUCT, left, sign, right.closed)
        return piece

    def fraction(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A numerator above a denominator; the inline form serves small ones in exponents."""
        top, bottom = operands
        piece = self.quotient(top, bottom)
        simple = top.inline is bottom.inline is top.closed is bottom.closed is None
        if simple and piece.length <= _WIDEST_INLINE:
            piece.inline = Piece(PRODUCT, self.fit(top, PRODUCT), "/", self.fit(bottom, POWER))
        return piece

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """One piece above another."""
        return Piece(POWER, r"\frac{", self.fit(top, OR), "}{", self.fit(bottom, OR), "}")

    def negative(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A minus sign before a term."""
        piece = super().negative(node, operands)
        if operands[0].inline is not None:
            piece.inline = Piece(SIGN, "-", operands[0].inline)
        return piece

    def power(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        r"""x^{n}; \sin^{2} x for the square of a sine."""
        base, exponent = operands
        head = self._raisable_head(base, exponent)
        if head is not None:
            return self._function(f"{head}^{{{exponent.first}}}", base.arguments)
        return Piece(POWER, self.fit(base, POSTFIX), "^{", exponent.inline or self.fit(exponent, OR), "}")

    def _raisable_head(self, base: Piece, exponent: Piece) -> str | None:
        """The command that takes the exponent; an exponent of -1 would mean the inverse function."""
        if type(base.node) is not Apply or type(exponent.node) is not Number or len(base.arguments) != 1:
            return None
        value, head = exponent.node.value, self.names.get(base.node.function)
        whole = isinstance(value, int) and value > 1 and not exponent.node.decimal
        return head if whole and head in BARE else None

    def logarithm(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        r"""\log_{b}; log2 and log10 are functions of their own, which leaves \log(x, 2) for this one."""
        base = arguments[-1].node
        indexed = type(base) is Symbol or (type(base) is Number and not base.decimal and _is_new_base(base.value))
        return self.applied("log", arguments) if indexed else self.applied_head(r"\log", arguments)

    def applied(self, function: str, arguments: Sequence[Piece]) -> Piece:
        """A function by its name in a book."""
        name = self.names.get(function)
        if name is None:
            return super().applied(function, arguments)
        if name in BARE and len(arguments) == 1:
            return self._function(name, arguments)
        return self._named(name, arguments)

    def _named(self, name: str, arguments: Sequence[Piece]) -> Piece:
        """A head that holds some of the arguments, and the others in brackets."""
        parts: list[str | Piece] = []
        used: set[int] = set()
        for index, text in enumerate(_PLACE.split(name)):
            if index % 2 == 0:
                parts.append(text)
            elif int(text) <= len(arguments):
                used.add(int(text))
                parts.append(self.fit(arguments[int(text) - 1], OR))
        rest = [argument for place, argument in enumerate(arguments, 1) if place not in used]
        if rest:
            parts += (self.open, *self.listed(rest), self.close)
        return Piece(ATOM, *parts)

    def _function(self, head: str, arguments: Sequence[Piece]) -> Piece:
        """A function that needs no brackets around a simple argument."""
        closed = Piece(POWER, head, self.open, *self.listed(arguments), self.close)
        if _is_simple(arguments[0]):
            piece = Piece(POWER, head, " ", arguments[0])
            piece.closed = closed
            return piece
        if arguments[0].first.startswith(r"\left|") and arguments[0].level == ATOM:
            piece = Piece(POWER, head, arguments[0])
            piece.closed = closed
            return piece
        return closed

    def piecewise(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A case in each row."""
        parts: list[str | Piece] = [r"\begin{cases} "]
        for index in range(0, len(arguments) - 1, 2):
            parts += (self.fit(arguments[index + 1], OR), r" & \text{if } ", self.fit(arguments[index], OR), r" \\ ")
        if len(arguments) % 2:
            parts += (self.fit(arguments[-1], OR), r" & \text{otherwise} ")
        return Piece(OR, *parts, r"\end{cases}")

    def derivative_at(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A derivative at a point, behind a bar."""
        if len(arguments) != 4 or not self.has_operator(node.arguments[1], node.arguments[2]):
            return self.applied(node.function, arguments)
        derivative = self.derivative(node, arguments[:3])
        return Piece(POWER, r"\left.", derivative, r"\right|_{", arguments[1], " = ", self.fit(arguments[3], OR), "}")

    def operator(self, variable: Piece, order: str) -> Piece:
        """d/dx before what it differentiates."""
        power = self.raised(order)
        if self.notation == "euler":
            return self.euler_operator(variable, power)
        return self.quotient(Piece(POWER, "d", power), Piece(POWER, "d", variable, power))

    def euler_operator(self, variable: Piece, power: str) -> Piece:
        """D_{x}."""
        return Piece(POWER, "D_{", variable, "}", power)

    def head(self, function: str) -> str:
        """A function's name before its arguments: a word is an operator's name."""
        written = self.names.get(function)
        if written is not None and "#" not in written:
            return written
        symbol = latex_symbol(function)
        return symbol.replace(r"\mathrm", r"\operatorname", 1) if symbol.startswith(r"\mathrm") else symbol

    def formal_head(self, derivative: Formal) -> str:
        r"""f', f^{(4)}, \partial_{1} f."""
        name = self.head(derivative.function)
        if derivative.primes > 3:
            return rf"{name}^{{\left({derivative.primes}\right)}}"
        return "".join(rf"\partial_{{{place}}} " for place in derivative.places) + name + "'" * derivative.primes

    def ellipsis(self, what: str) -> Piece:
        """In place of a part that is left out."""
        return Piece(ATOM, rf"\cdots\text{{ {what} }}\cdots")

    def dotted(self, name: str, order: int) -> str:
        r"""\dot{y}, \ddot{y}."""
        return rf"\{'d' * order}ot{{{self.head(name)}}}"

    def subscripted(self, name: str, index: str) -> str:
        """f_{xy}."""
        return f"{self.head(name)}_{{{index}}}"

    def document(self, definitions: Sequence[tuple[str, Piece]], result: Piece) -> Piece:
        """A line for each name, and the result."""
        parts: list[str | Piece] = [r"\begin{aligned} "]
        for name, piece in definitions:
            parts += (self.symbol(name), " &= ", piece, r" \\ ")
        return Piece(WHERE, *parts, "& ", result, r" \end{aligned}")


def _is_new_base(base: int | Fraction) -> bool:
    return base > 0 and base not in (2, 10)


def _is_simple(argument: Piece) -> bool:
    """Whether it is a name, a number without a sign, or a number times a name."""
    node = argument.node
    if type(node) is Apply and node.function == "*":
        number, name = node.arguments
        return type(number) is Number and argument.arguments[0].level == ATOM and type(name) is Symbol
    return argument.level == ATOM and isinstance(node, (Number, Symbol))


def _needs_dot(left: Piece, right: Piece) -> bool:
    """Whether two factors side by side would be read as something else than their product."""
    if right.first[:1].isdigit():
        return True
    last = left.arguments[1] if type(left.node) is Apply and left.node.function == "*" else left
    if type(last.node) is Number:
        # 2 1/3 would be a mixed number.
        return right.first.startswith(r"\frac") and bool(right.arguments) and right.arguments[0].first[:1].isdigit()
    if type(last.node) is not Symbol:
        return False
    is_callable = last.first in _CALLABLE or last.first.startswith(r"\mathrm")
    return last.first == "d" or (is_callable and right.first.startswith(r"\left("))
