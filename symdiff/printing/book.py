"""Formulas as a book sets them, for the languages of typesetting that are not TeX: MathML and Typst.

Products are juxtaposed, a quotient is a fraction, a function stands without brackets before a simple
argument. A language says how a fraction or a power is written; here is said where they stand.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from ..errors import LimitError
from ..expression import Apply, Expression, Number, Symbol
from .heads import HEADS, Head
from .layout import Layout, Nodes
from .names import GREEK
from .notation import Formal
from .pieces import ATOM, OR, POSTFIX, POWER, PRODUCT, Piece, spell
from .printer import _within
from .style import Style

_CALLABLE = frozenset(("d", "f", "g", "h", "F", "D", "W", "K", "E"))
"""Names that would seem to be functions of a bracket behind them."""

_DIGITS_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MOST_PRIMES = 3


class BookStyle(Style):
    """What the languages have in common; each gives the marks."""

    times: str
    dot: str
    between_arguments: str
    comma: str
    gap = ""
    """Beside the name of a function, where the language leaves no room by itself."""

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.writers |= {"piecewise": self.piecewise, "^": self.power, "/": self.fraction, "*": self.product}
        self.writers |= {"sqrt": self.square_root, "cbrt": self.cube_root, "root": self.root}
        self.writers |= {"abs": self.fenced, "floor": self.fenced, "ceil": self.fenced, "binomial": self.binomial}

    @abstractmethod
    def word(self, text: str) -> str:
        """A name of any characters: one letter slanted, a word upright."""

    @abstractmethod
    def lowered(self, head: str, index: str | Piece) -> Piece:
        """Something with an index below it."""

    @abstractmethod
    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""

    @abstractmethod
    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """A fraction."""

    @abstractmethod
    def radical(self, operand: Piece, degree: Piece | None) -> Piece:
        """A root."""

    @abstractmethod
    def between_bars(self, function: str, operand: Piece) -> Piece:
        """The absolute value, floor or ceiling of the operand."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition; None is "otherwise"."""

    @abstractmethod
    def text(self, words: str) -> str:
        """Words among formulas."""

    @abstractmethod
    def binomial(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""

    def symbol(self, name: str) -> Piece:
        """A name: Greek letters, words upright, what follows one `_` below the line."""
        word, line, index = name.partition("_")
        if line and word and index and "_" not in index:
            return self.lowered(self.word(_letter(word)), self.number_text(index) or self.word(_letter(index)))
        return Piece(ATOM, self.word(_letter(name)))

    @abstractmethod
    def number_text(self, digits: str) -> str:
        """Digits as a number; empty where they are none."""

    def product(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """Factors side by side; a dot where they would be read as something else."""
        left, right = self.fit(operands[0], PRODUCT), self.fit(operands[1], POWER)
        sign = self.dot if self._needs_dot(left, right) else self.times
        if _is_function(right) or _ends_in_a_function(left):
            sign += self.gap
        if left.closed is not None and not _is_function(right):
            left = left.closed
        piece = Piece(PRODUCT, left, sign, right)
        if right.closed is not None:
            piece.closed = Piece(PRODUCT, left, sign, right.closed)
        return piece

    def _needs_dot(self, left: Piece, right: Piece) -> bool:
        if _starts_with_a_number(right):
            return True
        last = left.arguments[1] if type(left.node) is Apply and left.node.function == "*" else left
        if type(last.node) is Number:
            # 2 1/3 would be a mixed number.
            return type(right.node) is Apply and right.node.function == "/" and type(_first(right.node)) is Number
        return type(last.node) is Symbol and last.node.name in _CALLABLE and right.first.startswith(self.open)

    def fraction(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A numerator above a denominator."""
        return self.quotient(*operands)

    def power(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A raised exponent; sin² x for the square of a sine."""
        base, exponent = operands
        head = _raisable(base, exponent)
        if head is not None:
            return self._before(self.superscript(self.word(head.name), exponent), base.arguments)
        return self.superscript(self.fit(base, POSTFIX), self._in_one_line(exponent))

    def _in_one_line(self, exponent: Piece) -> Piece:
        """A fraction of small parts with a stroke, as it stands in an exponent."""
        node = exponent.node
        small = type(node) is Apply and node.function == "/" and not any(type(a) is Apply for a in node.arguments)
        return self.infix("/", exponent.arguments) if small else self.fit(exponent, OR)

    def square_root(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The square root."""
        return self.radical(arguments[0], None)

    def cube_root(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The cube root."""
        return self.radical(arguments[0], Piece(ATOM, self.number_text("3")))

    def root(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The root of any degree."""
        return self.radical(arguments[0], arguments[1]) if len(arguments) == 2 else self.call(node, arguments)

    def fenced(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """The absolute value, floor or ceiling."""
        return self.between_bars(node.function, arguments[0])

    def piecewise(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A case in each row."""
        rows: list[tuple[Piece, Piece | None]] = list(zip(arguments[1::2], arguments[:-1:2], strict=False))
        if len(arguments) % 2:
            rows.append((arguments[-1], None))
        return self.cases(rows)

    def applied(self, function: str, arguments: Sequence[Piece]) -> Piece:
        """A function by its name in a book."""
        head = HEADS.get(function)
        if head is None:
            return super().applied(function, arguments)
        if head.bare and len(arguments) == 1:
            return self._before(Piece(ATOM, self.word(head.name)), arguments)
        place = int(head.below[1:]) if head.below.startswith("#") else 0
        index = arguments[place - 1] if 0 < place <= len(arguments) else self.number_text(head.below)
        rest = [argument for number, argument in enumerate(arguments, 1) if number != place]
        name = self.lowered(self.word(head.name), index) if index else Piece(ATOM, self.word(head.name))
        return Piece(ATOM, name, self.between_arguments, *self.group(self.listed(rest)))

    def _before(self, head: Piece, arguments: Sequence[Piece]) -> Piece:
        """A function that needs no brackets around a simple argument."""
        closed = Piece(POWER, head, self.between_arguments, *self.group(self.listed(arguments)))
        if not _is_simple(arguments[0]):
            return closed
        piece = Piece(POWER, head, self.between_arguments, self.gap, arguments[0])
        piece.closed = closed
        return piece

    def head(self, function: str) -> str:
        """A function's name before its arguments."""
        known = HEADS.get(function)
        return self.word(_letter(function) if known is None else known.name)

    def applied_head(self, head: str, arguments: Sequence[Piece], level: int = ATOM) -> Piece:
        """What is already written as a head, before its arguments."""
        return Piece(level, head, self.between_arguments, *self.group(self.listed(arguments)))

    def group(self, parts: Sequence[str | Piece]) -> list[str | Piece]:
        """The parts in brackets."""
        return [self.open, *parts, self.close]

    def bracketed(self, piece: Piece) -> Piece:
        """The piece in brackets."""
        return Piece(ATOM, *self.group((piece,)))

    def listed(self, arguments: Sequence[Piece]) -> list[str | Piece]:
        """The arguments of a function, with commas."""
        parts: list[str | Piece] = []
        for argument in arguments:
            parts += (self.comma, self.fit(argument, OR)) if parts else (self.fit(argument, OR),)
        return parts

    def raised(self, exponent: str) -> str:
        """An exponent behind a letter that is written already: in raised digits."""
        return exponent.translate(_DIGITS_ABOVE)

    def has_operator(self, variable: Expression, order: Expression) -> bool:
        """Whether the operator can be written: for any name."""
        return type(order) is Number and order.value in range(1, 100) and type(variable) is Symbol

    def operator(self, variable: Piece, order: str) -> Piece:
        """d/dx before what it differentiates."""
        d = self.word("d" + self.raised(order))
        return self.quotient(Piece(POWER, d), Piece(POWER, self.word("d"), self.times, variable, self._above(order)))

    def _above(self, order: str) -> str:
        return self.word(self.raised(order)) if order else ""

    def formal_head(self, derivative: Formal) -> str:
        """f′, or the partial derivatives by their places."""
        by = "".join(self.word("∂" + str(place).translate(_DIGITS_BELOW)) for place in derivative.places)
        name = self.word(_letter(derivative.function))
        if derivative.primes > _MOST_PRIMES:
            return by + self.primed(name, f"({derivative.primes})")
        return by + (self.primed(name, "′" * derivative.primes) if derivative.primes else name)

    @abstractmethod
    def primed(self, name: str, mark: str) -> str:
        """f′, or f with the number of primes above."""

    def ellipsis(self, what: str) -> Piece:
        """In place of a part that is left out."""
        return Piece(ATOM, self.text(f"… {what} …"))

    def document(self, definitions: Sequence[tuple[str, Piece]], result: Piece) -> Piece:
        """The result, and after it what the names in it stand for."""
        parts: list[str | Piece] = [result, self.text(", ")]
        for place, (name, piece) in enumerate(definitions):
            parts += (self.comma if place else "", self.symbol(name), self.infixes["="][0], piece)
        return Piece(OR, *parts)


def printed(expression: Expression, style: Style, limit: int) -> str:
    """The expression in a style; where it would be longer than the limit, with names for its parts, or abbreviated."""
    nodes = Nodes(expression, conditions=style.conditions)
    return spell((_within(limit, nodes, Layout(nodes, style, most=limit), style),))


def printed_whole(expression: Expression, style: Style, limit: int) -> str:
    """The expression in a style, or an error where it would be longer than the limit.

    Raises:
        LimitError: it would be longer.
    """
    text = Layout(Nodes(expression, conditions=style.conditions), style, most=limit).text
    if text.length > limit:
        raise LimitError(f"the formula is longer than {limit:,} characters")
    return spell((text,))


def _letter(word: str) -> str:
    return GREEK.get(word, word)


def _is_function(piece: Piece) -> bool:
    node = piece.node
    if type(node) is Apply and node.function == "^":
        node = node.arguments[0]
    return type(node) is Apply and node.function in HEADS and HEADS[node.function].bare


def _ends_in_a_function(piece: Piece) -> bool:
    return piece.closed is not None or _is_function(piece)


def _first(node: Apply) -> Expression:
    return node.arguments[0]


def _starts_with_a_number(piece: Piece) -> bool:
    node: Expression | None = piece.node
    while type(node) is Apply and node.function in ("^", "*", "factorial"):
        node = node.arguments[0]
    return type(node) is Number


def _raisable(base: Piece, exponent: Piece) -> Head | None:
    """The head that takes the exponent; an exponent of -1 would mean the inverse function."""
    if type(base.node) is not Apply or type(exponent.node) is not Number or len(base.arguments) != 1:
        return None
    value, head = exponent.node.value, HEADS.get(base.node.function)
    whole = isinstance(value, int) and value > 1 and not exponent.node.decimal
    return head if whole and head is not None and head.bare else None


def _is_simple(argument: Piece) -> bool:
    """Whether it is a name, a number without a sign, or a number times a name."""
    node = argument.node
    if type(node) is Apply and node.function == "*":
        number, name = node.arguments
        return type(number) is Number and argument.arguments[0].level == ATOM and type(name) is Symbol
    return argument.level == ATOM and isinstance(node, (Number, Symbol))
