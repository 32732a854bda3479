r"""Formulas as a book sets them, for the languages of typesetting: LaTeX, MathML, Typst.

Products are juxtaposed, a quotient is a fraction. A function stands without brackets before a simple
argument (`\sin 2 x`), but not before a further factor: `\sin\left(x\right) y`. A language says how a
fraction or a power is written; here is said where they stand.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property

from ..expression import Apply, Expression, Number, Symbol
from ..rulefiles import written
from ..rulefiles.greek import GREEK, GREEK_VARIANTS
from ..rulefiles.lines import FunctionLine, function_lines, line_for
from ..rulefiles.written import WrittenForm
from .formal import FormalDerivative
from .operands import (
    begins_with_digit,
    has_form,
    is_bare_function,
    is_open_derivative,
    is_simple,
    last_factor,
    raisable,
    spells,
)
from .pieces import ATOM, OR, POSTFIX, POWER, PRODUCT, SIGN, SUM, Piece
from .sign_table import BY_ENTRY
from .style import Style
from .symbols import DIGITS_ABOVE, DIGITS_BELOW

_FORMAL = frozenset("fghDFGH")  # would seem to be functions of a bracket behind them, as those of the table would
_OPERATORS = frozenset(("d", "D", "Delta"))  # would seem to be operators; D with an index alone

MOST_PRIMES = 3


class BookStyle(Style):
    """What the languages have in common; each gives the marks."""

    opening = ""
    """How a bracket begins, if not by its sign alone."""
    gap = ""
    """Beside the name of a function, where the language leaves no room by itself."""
    space = " "
    """Between the name of a function and an argument without brackets."""
    widest_inline = 60
    """How long a fraction in one line may be."""

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.writers |= {"piecewise": self.piecewise, "^": self.power, "/": self.fraction, "*": self.product}
        self.writers[BY_ENTRY["^"]] = self.power_by_entry

    @abstractmethod
    def word(self, text: str) -> str:
        """A name of any characters: one letter slanted, a word upright."""

    @abstractmethod
    def lowered(self, head: str | Piece, index: str | Piece) -> Piece:
        """Something with an index below it."""

    @abstractmethod
    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""

    @abstractmethod
    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition; None is "otherwise"."""

    @abstractmethod
    def primed(self, name: str, mark: str) -> str:
        """f′, or f with the number of primes above."""

    # Names and numbers.

    def symbol(self, name: str) -> Piece:
        """A name: Greek letters, words upright, what follows one `_` below the line; primes behind it."""
        plain = name.rstrip("'")
        if plain != name:
            return Piece(ATOM, self.primed(self.symbol(plain).text, "′" * (len(name) - len(plain))))
        word, line, index = name.partition("_")
        if line and word and index and "_" not in index:
            return self.lowered(self.word(letter(word)), self.number_text(index) or self.word(letter(index)))
        return Piece(ATOM, self.word(letter(name)))

    def number_text(self, digits: str) -> str:
        """Digits as a number; empty where they are none."""
        return digits if digits.isascii() and digits.isdigit() else ""

    # Products, quotients, powers.

    def product(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """Factors side by side; a dot where they would be read as something else.

        A derivative may stand last without brackets.
        """
        left, right = self.fit(operands[0], PRODUCT), self.fit(operands[1], POWER)
        sign = self.signs["dot"] if self._needs_dot(left, right) else self.signs["*"]
        follows = is_bare_function(right)
        if follows or left.closed is not None or is_bare_function(left):
            sign += self.gap
        if left.closed is not None and (not follows or is_open_derivative(last_factor(left))):
            left = left.closed
        if is_open_derivative(operands[1]):
            piece = Piece(PRODUCT, left, sign, operands[1])
            piece.closed = Piece(PRODUCT, left, sign, right)
            return piece
        piece = Piece(PRODUCT, left, sign, right)
        if right.closed is not None:
            piece.closed = Piece(PRODUCT, left, sign, right.closed)
        return piece

    def _needs_dot(self, left: Piece, right: Piece) -> bool:
        """Whether two factors side by side would be read as something else than their product, or as no factors."""
        if begins_with_digit(right):
            return True
        last = last_factor(left)
        if type(last.node) is Number:
            # 2 1/3 would be a mixed number, and a 1 looks like a part of what stands beside it.
            return abs(last.node.value) == 1 or (spells(right.node, "/") and begins_with_digit(right.arguments[0]))
        if type(last.node) is not Symbol:
            return False
        name, _, index = last.node.name.partition("_")
        if name in _OPERATORS and (index or name != "D"):
            return True
        if not right.first.startswith(self.opening or self.signs["("]):
            return False
        return name in _FORMAL or len(letter(name)) > 1 or letter(name) in self._called_letters

    @cached_property
    def _called_letters(self) -> frozenset[str]:
        """The letters that are names of functions in a book."""
        names = (line.form.name for line in function_lines().values() if line.form is not None)
        return frozenset(name for name in names if len(name) == 1)

    def fraction(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A numerator above a denominator; the form in one line serves small ones in exponents."""
        top, bottom = operands
        piece = self.quotient(top, bottom)
        simple = top.inline is bottom.inline is top.closed is bottom.closed is None
        if simple and piece.length <= self.widest_inline:
            piece.inline = self.infix("/", operands)
        return piece

    def negative(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A minus sign before a term."""
        piece = super().negative(node, operands)
        if operands[0].inline is not None:
            piece.inline = Piece(SIGN, self.signs["neg"], operands[0].inline)
        return piece

    def power(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A raised exponent; sin² x for the square of a sine."""
        base, exponent = operands
        line = raisable(base, exponent)
        if line is not None and self.takes_power(line.form, base.arguments):
            head, arguments = self.headed(line.form, base.arguments) if line.form else self._named(line, base.arguments)
            raised = self.superscript(head, exponent)
            return self._before(raised, arguments) if line.is_bare else self._called(raised, arguments)
        return self.superscript(self.fit(base, POSTFIX), exponent.inline or self.fit(exponent, OR))

    def power_by_entry(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A power of every entry of a matrix."""
        base, exponent = operands
        above = Piece(OR, self.signs[BY_ENTRY["^"]], self.fit(exponent, POWER))
        return self.superscript(self.fit(base, POSTFIX), above)

    def norm(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A norm between its bars, with what stands below them."""
        whole = Piece(ATOM, self.signs["||("], operands[0], self.signs[")||"])
        return self.lowered(whole, operands[2]) if len(operands) > 2 else whole

    # Functions.

    def formed(self, line: FunctionLine, form: WrittenForm, arguments: Sequence[Piece]) -> Piece | None:
        """A function in the form that a book gives it."""
        match form.kind:
            case written.NAME:
                return self.named(line, form, arguments)
            case written.ROOT:
                return self.root(form, arguments)
            case written.FENCE:
                return self.fence(form, arguments[0])
            case written.CHOICE:
                return self.choice(form, arguments)
        return self.behind(form, arguments)

    def named(self, line: FunctionLine, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A function by its name in a book, with what stands below it."""
        head, rest = self.headed(form, arguments)
        return self._before(head, rest) if line.is_bare and len(arguments) == 1 else self._called(head, rest, ATOM)

    def headed(self, form: WrittenForm, arguments: Sequence[Piece]) -> tuple[Piece, Sequence[Piece]]:
        """A function's name with what stands below it, and the arguments that are left."""
        place = form.index_place
        name = self.lowered(self.name(form), arguments[place - 1]) if place else Piece(ATOM, self.whole_name(form))
        return name, [argument for number, argument in enumerate(arguments, 1) if number != place]

    def _named(self, line: FunctionLine, arguments: Sequence[Piece]) -> tuple[Piece, Sequence[Piece]]:
        """The name of a function that a book has no other for, and its arguments."""
        return Piece(ATOM, self.head(line.name)), arguments

    def takes_power(self, form: WrittenForm | None, arguments: Sequence[Piece]) -> bool:
        """Whether an exponent can stand at the name: log₂³(x), but not behind primes, nor before several arguments."""
        if form is None:
            return len(arguments) == 1
        return form.kind == written.NAME and not form.primes and len(arguments) == 1 + bool(form.index_place)

    def _called(self, head: Piece, arguments: Sequence[Piece], level: int = POWER) -> Piece:
        """A name with all that stands at it, before its arguments."""
        return Piece(level, head, self.signs["apply"], *self.group(self.listed(arguments)))

    def name(self, form: WrittenForm) -> str:
        """The letters of a function, without what stands below them."""
        name = self.word(form.name)
        if form.before:
            name = self.lowered(self.word(""), self.number_text(form.before)).text + name
        return self.primed(name, "′" * form.primes) if form.primes else name

    def whole_name(self, form: WrittenForm) -> str:
        """The letters of a function, and the digits below them."""
        below = self.number_text(form.below or form.within)
        return self.lowered(self.name(form), below).text if below else self.name(form)

    @abstractmethod
    def root(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A root."""

    @abstractmethod
    def fence(self, form: WrittenForm, operand: Piece) -> Piece:
        """The operand between bars."""

    @abstractmethod
    def choice(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""

    def degree(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece | None:
        """The degree that stands at a root."""
        if form.index_place:
            return arguments[form.index_place - 1]
        return Piece(ATOM, self.number_text(form.below)) if form.below else None

    def _before(self, head: Piece, arguments: Sequence[Piece]) -> Piece:
        """A function that needs no brackets around a simple argument."""
        closed = Piece(POWER, head, self.signs["apply"], *self.group(self.listed(arguments)))
        if is_simple(arguments[0]):
            piece = Piece(POWER, head, self.space, self.gap, arguments[0])
        elif has_form(arguments[0], written.FENCE):
            piece = Piece(POWER, head, self.signs["apply"], arguments[0])
        else:
            return closed
        piece.closed = closed
        return piece

    def head(self, function: str) -> str:
        """A function's name before its arguments."""
        line = line_for(function, 1)
        form = None if line is None else line.form
        known = form is not None and form.kind == written.NAME and not form.index_place
        return self.whole_name(form) if known and form is not None else self.word(letter(function))

    def piecewise(self, node: Apply, arguments: Sequence[Piece]) -> Piece:
        """A case in each row."""
        rows: list[tuple[Piece, Piece | None]] = list(zip(arguments[1::2], arguments[:-1:2], strict=False))
        if len(arguments) % 2:
            rows.append((arguments[-1], None))
        return self.cases([(self.fit(v, OR), c if c is None else self.fit(c, OR)) for v, c in rows])

    # Derivatives and limits.

    def raised(self, exponent: str) -> str:
        """An exponent behind a letter that is written already: in raised digits."""
        return exponent.translate(DIGITS_ABOVE)

    def has_operator(self, variable: Expression, order: Expression) -> bool:
        """Whether the operator can be written: for any name."""
        return type(order) is Number and order.value in range(1, 100) and type(variable) is Symbol

    def operator(self, variable: Piece, order: str) -> Piece:
        """d/dx before what it differentiates."""
        d = self.word("d" + self.raised(order))
        above = self.word(self.raised(order)) if order else ""
        return self.quotient(Piece(POWER, d), Piece(POWER, self.word("d"), self.signs["*"], variable, above))

    def formal_head(self, derivative: FormalDerivative) -> str:
        """f′, or the partial derivatives by their places."""
        by = "".join(self.word("∂" + str(place).translate(DIGITS_BELOW)) for place in derivative.places)
        name = self.head(derivative.function)
        if derivative.primes > MOST_PRIMES:
            return by + self.primed(name, f"({derivative.primes})")
        return by + (self.primed(name, "′" * derivative.primes) if derivative.primes else name)

    def prime(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """(...)′; a letter alone needs no brackets."""
        return Piece(ATOM, self.primed(self.unbracketed_letter(operands[0]).text, "′"))

    def limit(self, node: Apply, operands: Sequence[Piece]) -> Piece:
        """A limit with its variable below."""
        body, variable, goal = operands
        return Piece(SIGN, self.limit_sign(variable, goal), self.fit(body, SUM + 1))

    @abstractmethod
    def limit_sign(self, variable: Piece, goal: Piece) -> Piece:
        """lim, with what tends where."""

    def document(self, definitions: Sequence[tuple[str, Piece]], result: Piece) -> Piece:
        """The result, and after it what the names in it stand for."""
        parts: list[str | Piece] = [result]
        for name, piece in definitions:
            parts += (self.signs[","], self.symbol(name), self.signs["="], piece)
        return Piece(OR, *parts)


def letter(word: str) -> str:
    """The Greek letter of that name, or the word itself."""
    return GREEK.get(word) or GREEK_VARIANTS.get(word, word)
