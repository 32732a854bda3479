r"""LaTeX as a book prints it, and so that it can be read back without a doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..expression import Apply, Expression, Number, Symbol
from ..rulefiles.lines import FunctionLine, function_lines
from ..rulefiles.written import WrittenForm
from .book import BookStyle
from .formal import FormalDerivative
from .pieces import ATOM, OR, POWER, PRODUCT, SIGN, WHERE, Piece
from .sign_table import column
from .style import Style
from .symbols import latex_symbol

_PLACE = re.compile(r"#([0-9])")


class LatexStyle(BookStyle):
    """LaTeX for mathematics mode."""

    signs = column("latex")

    def __init__(self, *, conditions: bool = False, notation: str = "lagrange", whole: bool = False) -> None:
        super().__init__(conditions=conditions, notation=notation, whole=whole)
        self.writers["derivative_at"] = self.derivative_at

    def part_name(self, letter: str, number: int) -> str:
        """The name of a shared part, with its number below the line."""
        return f"{letter}_{number}"

    def word(self, text: str) -> str:
        """A name: Greek letters by their commands, words upright."""
        return latex_symbol(text)

    def symbol(self, name: str) -> Piece:
        """A name; primes stand behind it."""
        plain = name.rstrip("'")
        return Piece(ATOM, latex_symbol(plain) + name[len(plain) :])

    def written_number(self, mantissa: str, exponent: str | None) -> Piece:
        """1.5 x 10^30 for 1.5e30."""
        if exponent is None:
            return super().written_number(mantissa, exponent)
        level = SIGN if mantissa[0] == "-" else PRODUCT
        return Piece(level, rf"{mantissa} \times 10^{{{exponent}}}")

    def raised(self, exponent: str) -> str:
        """An exponent in braces."""
        return f"^{{{exponent}}}" if exponent else ""

    def lowered(self, head: str | Piece, index: str | Piece) -> Piece:
        """Something with an index below it."""
        return Piece(ATOM, head, "_{", index, "}")

    def superscript(self, base: str | Piece, exponent: str | Piece) -> Piece:
        """Something with an exponent above it."""
        return Piece(POWER, base, "^{", exponent, "}")

    def quotient(self, top: Piece, bottom: Piece) -> Piece:
        """One piece above another."""
        return Piece(POWER, r"\frac{", self.fit(top, OR), "}{", self.fit(bottom, OR), "}")

    # Functions: their forms are LaTeX already.

    def named(self, line: FunctionLine, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        r"""A function by its name; \log\left(x, 2\right) where \log_{2} is another function or b no name."""
        if not self._fits_below(form, arguments):
            return self.applied_head(form.latex.partition("_")[0], arguments)
        return super().named(line, form, arguments)

    def takes_power(self, form: WrittenForm | None, arguments: Sequence[Piece]) -> bool:
        """Whether an exponent can stand at the name: not where the index became an argument."""
        return super().takes_power(form, arguments) and (form is None or self._fits_below(form, arguments))

    def headed(self, form: WrittenForm, arguments: Sequence[Piece]) -> tuple[Piece, Sequence[Piece]]:
        """A function's name with what stands below it, and the arguments that are left."""
        rest = [argument for place, argument in enumerate(arguments, 1) if place not in form.places]
        return Piece(ATOM, *self._with_places(form, arguments)), rest

    def _fits_below(self, form: WrittenForm, arguments: Sequence[Piece]) -> bool:
        place = form.index_place
        return not place or not form.is_command or self._is_index(form, arguments[place - 1].node)

    def _is_index(self, form: WrittenForm, index: Expression | None) -> bool:
        if type(index) is not Number:
            return type(index) is Symbol
        fixed = form.latex.replace(form.below, str(index.value))
        return not index.decimal and index.value > 0 and all(f.written != fixed for f in function_lines().values())

    def _filled(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A form that holds all its arguments, with these in their places."""
        return Piece(ATOM, *self._with_places(form, arguments))

    def _with_places(self, form: WrittenForm, arguments: Sequence[Piece]) -> list[str | Piece]:
        texts = _PLACE.split(form.latex)
        return [self.fit(arguments[int(t) - 1], OR) if place % 2 else t for place, t in enumerate(texts)]

    def name(self, form: WrittenForm) -> str:
        """What stands before the arguments."""
        return form.latex

    whole_name = name

    def root(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """A root."""
        return self._filled(form, arguments)

    def fence(self, form: WrittenForm, operand: Piece) -> Piece:
        """The operand between bars."""
        return self._filled(form, (operand,))

    def choice(self, form: WrittenForm, arguments: Sequence[Piece]) -> Piece:
        """n over k, in brackets."""
        return self._filled(form, arguments)

    def head(self, function: str) -> str:
        """A function's name before its arguments: a word is an operator's name."""
        head = super().head(function)
        return head.replace(r"\mathrm", r"\operatorname", 1) if head.startswith(r"\mathrm") else head

    def cases(self, rows: Sequence[tuple[Piece, Piece | None]]) -> Piece:
        """Values, each with its condition."""
        parts: list[str | Piece] = [r"\begin{cases} "]
        for value, condition in rows:
            parts += (value, " & ")
            parts += (r"\text{otherwise} ",) if condition is None else (r"\text{if } ", condition, r" \\ ")
        return Piece(OR, *parts, r"\end{cases}")

    # Derivatives and limits.

    def has_operator(self, variable: Expression, order: Expression) -> bool:
        """Whether it can be read back: d/dspeed would be a quotient of names."""
        return Style.has_operator(self, variable, order)

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

    def formal_head(self, derivative: FormalDerivative) -> str:
        r"""f', f^{(4)}, \partial_{1} f."""
        name = self.head(derivative.function)
        if derivative.primes > 3:
            return rf"{name}^{{\left({derivative.primes}\right)}}"
        by = "".join(rf"\partial_{{{place}}} " for place in derivative.places)
        return by + self.primed(name, "'" * derivative.primes)

    def primed(self, name: str, mark: str) -> str:
        """f'."""
        return name + "'" * len(mark)

    def limit_sign(self, variable: Piece, goal: Piece) -> Piece:
        r"""\lim_{x \to 0}."""
        return Piece(SIGN, r"\lim_{", variable, self.signs["->"], goal, "} ")

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
