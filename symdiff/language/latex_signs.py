"""Numbers and signs in LaTeX: commas, exponents, primes and degrees, !."""

from __future__ import annotations

from ..expression import integer, symbol
from .callees import DefinedFunction, FormalCallee
from .latex_commands import FONTS
from .latex_lookahead import power_of_ten, raised_order, read_degrees
from .latex_tokens import RawToken
from .latex_walk import LatexPiece
from .latex_words import Words
from .lexer import COMPARISON_SIGNS
from .misreadings import Misreading
from .number_literals import number, superscript
from .variable_names import CONSTANTS, plain_name

_TEMPERATURES = ("C", "F", "K", "\\mathrm", "\\text")


class Signs(Words):
    """A walk that knows numbers and signs."""

    def number(self, token: RawToken) -> None:
        """A number, perhaps with a power of ten behind it; behind a factor it multiplies."""
        last = self.last
        if last is not None and last.ends_operand and last.terminal not in ("NAME", "NUMBER"):
            self.emit("TIMES", "*", token.place)
        if token.text[-1] == "." and self.level.closer == "\\end" and self.ends_row():
            token = token._replace(text=token.text[:-1])
        power = power_of_ten(self.raw)
        literal = token.text if power is None else f"{token.text}e{power}"
        self.emit("NUMBER", token.text, token.place, number(literal))

    def superscript(self, token: RawToken) -> None:
        """Raised characters."""
        try:
            exponent = superscript(token.text)
        except Misreading as mistake:
            mistake.place = token.place
            raise
        self.emit("SUPERSCRIPT", token.text, token.place, exponent)

    def sign(self, token: RawToken) -> None:
        """A sign that means what it is."""
        self.emit(token.terminal, token.text, token.place)

    def postfix(self, token: RawToken) -> None:
        """n!, and the sign of degrees."""
        last = self.last
        if token.text == "!" and last == "!" and last is not None and last.place == token.place - 1:
            advice = "write (n!)! for the factorial of n!"
            raise self.mistake("a double factorial has no meaning here", token, advice)
        self.sign(token)

    def comparison(self, token: RawToken) -> None:
        """A comparison."""
        self.emit("COMPARISON", token.text, token.place, COMPARISON_SIGNS.get(token.text, token.text))

    def comma(self, token: RawToken) -> None:
        """A comma: between arguments, or between a value and its condition."""
        if self.level.terminal != "END_CASES":
            if self.level.closer != "\\end" or not self.ends_row():
                self.sign(token)
        elif not self.ends_row():
            if self.level.separated:
                self.emit("AND", "and", token.place)
            else:
                self.separate(token)

    def ends_row(self) -> bool:
        """Whether a comma or a stop stands at the end of a row, or before a word."""
        following = self.raw.peek()
        return following is None or following.text in ("&", "\\\\", "\\end") or following.text[1:] in FONTS

    def power(self, token: RawToken) -> None:
        """What stands raised: an exponent, primes, or the ring of degrees."""
        primes = self.raw.read_primes()
        if primes:
            self.prime(token._replace(text="'" * primes))
            return
        if read_degrees(self.raw):
            self.degree(token)
            return
        last = self.last
        is_name = last is not None and last.terminal == "NAME"
        if is_name and self.raw.has_index:
            self.index_behind_exponent()
            last = self.last
        of_function = is_name and self.scope.is_function(str(last))
        order, is_called = raised_order(self.raw) if is_name else ("", False)
        if order and (of_function or self.raw.text(self.raw.at - 2) != "}"):
            if self._with_order(order, is_called):
                return
            self._check_order(str(last), order, is_called, token)
        self.emit("POWER", "^", token.place)
        self.expect(1, of_function)

    def degree(self, token: RawToken) -> None:
        """The ring of degrees."""
        following = self.raw.peek()
        if following is not None and following.text in _TEMPERATURES:
            raise self.mistake("a formula has no units", token, "an angle in degrees is written 30^\\circ")
        self.emit("BANG", "°", token.place)

    def _with_order(self, order: str, is_called: bool) -> bool:
        r"""Read \psi^{(1)}(x), a function of an order; whether it is one."""
        last = self.pieces[-1]
        value = integer(int(order)) if order.isdecimal() else symbol(order)
        head = self.scope.with_order(last, value) if is_called else None
        if head is None:
            return False
        self.pieces[-1] = LatexPiece.of("NAME", last, last.place, head)
        self.raw.at = self.raw.matches[self.raw.skip(self.raw.at)] + 1
        return True

    def _check_order(self, name: str, order: str, is_called: bool, token: RawToken) -> None:
        """Refuse y^{(4)} and \\sin^{(4)} x: a derivative, or a power in idle brackets? f^{(4)}(x) is a derivative."""
        differentiates = isinstance(self.scope.callable(plain_name(name)), (FormalCallee, DefinedFunction))
        if name not in CONSTANTS and not (is_called and order.isdecimal() and differentiates):
            advice = f"write {name}^{{{order}}} for the power; a derivative is \\frac{{d}}{{dx}} or f^{{({order})}}(x)"
            raise self.mistake(f"{name}^{{({order})}} could be a derivative or a power of {name}", token, advice)
