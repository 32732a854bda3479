"""Formulas made of bytes, with a text and with values of their own: nothing here asks symdiff.

A formula is a program for a stack: a byte puts a leaf on it, or takes what an operation needs and puts the result
back. Any bytes are a formula, so a fuzzer that knows nothing but bytes writes no garbage. The text is what symdiff
reads; the value is computed from the program with the definitions of `tests/oracle.py`, so that a misreading is
found like a miscalculation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import mpmath

from .. import oracle

NUMBERS = {
    "0": Fraction(0), "1": Fraction(1), "2": Fraction(2), "3": Fraction(3), "5": Fraction(5), "10": Fraction(10),
    "0.5": Fraction(1, 2), "0.1": Fraction(1, 10), "1/3": Fraction(1, 3), "3/2": Fraction(3, 2), "-1": Fraction(-1),
    "-2": Fraction(-2), "100": Fraction(100),
}  # fmt: skip
CONSTANTS = ("pi", "e")
VARIABLES = ("x", "y")
FUNCTIONS = tuple(sorted(set(oracle.FUNCTIONS) - {"neg"}))
EXPONENTS = ("2", "2", "3", "(-1)", "(-2)", "(1/2)", "(1/3)", "(3/2)", "(2/3)", "0", "4")
POWERS = {f"^{text}": Fraction(text.strip("()")) for text in EXPONENTS}
OPERATORS = ("+", "-", "*", "/")
CALLED = ("max", "min", "hypot", "log")
PIECES = ("<", "<=", ">", ">=")
# How often each comes, of 256: mostly what a textbook has.
CHOICES = (
    *("x",) * 48, *("y",) * 8, *NUMBERS, *NUMBERS, *CONSTANTS, *("neg",) * 8, *(f"^{text}" for text in EXPONENTS),
    *("sin", "cos", "exp", "ln", "sqrt", "abs") * 3, *FUNCTIONS, *("+", "-", "*", "/") * 14, *("*", "^") * 8,
    *CALLED, *PIECES,
)  # fmt: skip
NEEDS = dict.fromkeys((*FUNCTIONS, *POWERS, "neg"), 1)
NEEDS |= dict.fromkeys((*OPERATORS, *CALLED, "^"), 2) | dict.fromkeys(PIECES, 4)
FILLERS = ("x", "3", "x", "y", "x", "2")
SUM, PRODUCT, POWER, ATOM = range(4)
VARYING = object()

Point = Mapping[str, Fraction]


@dataclass(frozen=True)
class Formula:
    """A formula as a program for a stack, operands first."""

    tokens: tuple[str, ...]

    @property
    def text(self) -> str:
        """The formula as people type it, with the brackets that it needs."""
        stack: list[tuple[str, int]] = []
        for token in self.tokens:
            needed = NEEDS.get(token, 0)
            operands = stack[len(stack) - needed :]
            del stack[len(stack) - needed :]
            stack.append(written(token, operands))
        return stack[0][0]

    def value(self, point: Mapping[str, Any]) -> Any:
        """The value at a point, to about 40 digits; None where there is none.

        Raises:
            Unsure: rounding could decide.
        """
        with mpmath.workdps(oracle.DIGITS):
            *_, last = self._values({name: number(v) for name, v in point.items()})
            return last

    def has_undefined_constant(self) -> bool:
        """Whether a part without variables has no value.

        Raises:
            Unsure: rounding could decide.
        """
        with mpmath.workdps(oracle.DIGITS):
            return None in self._values(dict.fromkeys(VARIABLES, VARYING))

    def _values(self, known: Mapping[str, Any]) -> Iterator[Any]:
        """The values of all parts, in the order of the program."""
        known = {"pi": +mpmath.pi, "e": +mpmath.e, **known}
        stack: list[Any] = []
        for token in self.tokens:
            needed = NEEDS.get(token, 0)
            operands = stack[len(stack) - needed :]
            del stack[len(stack) - needed :]
            stack.append(computed(token, operands) if needed else leaf(token, known))
            yield stack[-1]

    def with_another_token(self, random: Random) -> Formula:
        """The same formula, but for one place."""
        place = random.randrange(len(self.tokens))
        needed = NEEDS.get(self.tokens[place], 0)
        others = [t for t in dict.fromkeys(CHOICES) if NEEDS.get(t, 0) == needed and t != self.tokens[place]]
        return Formula((*self.tokens[:place], random.choice(others), *self.tokens[place + 1 :]))


def number(value: Any) -> Any:
    """A rational or a float as an mpmath number."""
    return oracle.exactly(value) if isinstance(value, (int, Fraction)) else mpmath.mpf(value)


def leaf(token: str, known: Mapping[str, Any]) -> Any:
    """The value of a name or a number."""
    return oracle.exactly(NUMBERS[token]) if token in NUMBERS else known[token]


def computed(token: str, operands: list[Any]) -> Any:
    """What an operation makes of its operands; None where there is no value."""
    if VARYING in operands:
        return VARYING
    if token in PIECES:
        return chosen_piece(token, operands)
    if None in operands:
        return None
    try:
        if token == "^" and operands[0] < 0:  # whether the exponent is whole must not hang on rounding
            oracle.compared(operands[1], mpmath.nint(operands[1]))
        if token in POWERS:
            return oracle.settled(raised(operands[0], POWERS[token]))
        if token in ("max", "min"):
            return oracle.settled(max(operands) if token == "max" else min(operands))
        table: Mapping[str, Any] = oracle.FUNCTIONS if len(operands) == 1 else oracle.OPERATORS
        return oracle.settled(table[token](*operands))
    except oracle.Undefined:
        return None


def raised(base: Any, exponent: Fraction) -> Any:
    """A power with a number for an exponent; that of 0 with the exponent 0 is undefined."""
    return oracle.power(base, oracle.exactly(exponent))


def chosen_piece(token: str, operands: list[Any]) -> Any:
    """The value of piecewise(left < right, first, second)."""
    left, right, first, second = operands
    if left is None or right is None:
        return None
    return first if oracle.COMPARISONS[token](oracle.compared(left, right)) else second


def written(token: str, operands: list[tuple[str, int]]) -> tuple[str, int]:
    """A text and how tightly it binds."""
    if not operands:
        return token, SUM if token.startswith("-") else PRODUCT if "/" in token else ATOM
    if token == "neg":
        return f"-{inside(operands[0], PRODUCT)}", SUM
    if token in POWERS or token == "^":
        exponent = token[1:] or inside(operands[1], ATOM)
        return f"{inside(operands[0], ATOM)}^{exponent}", POWER
    if token in OPERATORS:
        return of_operator(token, *operands)
    texts = [text for text, _ in operands]
    if token in PIECES:
        left, right, first, second = texts
        return f"piecewise({left} {token} {right}, {first}, {second})", ATOM
    return f"{token}({', '.join(texts)})", ATOM


def of_operator(token: str, left: tuple[str, int], right: tuple[str, int]) -> tuple[str, int]:
    """A sum, a difference, a quotient or a product, the last without its sign behind a whole number."""
    if token in "+-":
        return f"{left[0]} {token} {inside(right, PRODUCT)}", SUM
    if token == "*" and left[0] in NUMBERS and left[0].isdigit() and right[1] >= POWER and right[0][0].isalpha():
        return f"{left[0]}{'' if right[0][0] in 'xy' else ' '}{right[0]}", PRODUCT
    return f"{inside(left, PRODUCT)}{token}{inside(right, POWER)}", PRODUCT


def inside(piece: tuple[str, int], least: int) -> str:
    """A text as an operand of what binds so tightly."""
    text, binding = piece
    return text if binding >= least else f"({text})"


def formula_of(data: bytes) -> Formula:
    """The formula that bytes stand for: any bytes stand for one."""
    tokens: list[str] = []
    height = 0
    for byte in data or b"\0":
        token = CHOICES[byte % len(CHOICES)]
        needed = NEEDS.get(token, 0)
        while height < needed:
            tokens.append(FILLERS[len(tokens) % len(FILLERS)])
            height += 1
        tokens.append(token)
        height += 1 - needed
    for place in range(height - 1):
        tokens.append("+*"[place % 2])
    return Formula(tuple(tokens))


def random_formula(random: Random, most: int = 12) -> Formula:
    """A formula of up to so many bytes."""
    return formula_of(random.randbytes(random.randint(1, most)))
