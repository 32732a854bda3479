"""From an expression to its normal form, bottom up over the DAG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lcm

from flint import fmpq, fmpq_mpoly

from ..expression import Apply, Expression, Number, Symbol
from ..traversal import postorder
from . import functions, powers, roots, waves
from .field import Field, Form, Key, Unwieldy

MOST_NODES = 3000
MOST_RESTARTS = 24
_LAZY = frozenset(("piecewise", "and", "or"))


@dataclass(frozen=True)
class NormalForm:
    """An expression as a quotient of polynomials in generators.

    Attributes:
        form: numerator and denominator, polynomials of flint.
        field: the generators, in the order of the polynomials' variables, and their relations.
    """

    form: Form
    field: Field

    @property
    def is_zero(self) -> bool:
        """Whether the expression is 0 wherever it is defined."""
        return bool(self.form.numerator.is_zero())


class Refine(Exception):
    """A generator turns out too coarse: e^(x/2) is met where e^x is a generator."""

    def __init__(self, key: Key, parts: int) -> None:
        super().__init__(key, parts)
        self.key = key
        self.parts = parts


def converted(expression: Expression) -> NormalForm:
    """The normal form.

    Raises:
        Unwieldy: it is too large.
    """
    parts: dict[Key, int] = {}
    for _ in range(MOST_RESTARTS):
        try:
            converter = Converter(expression, parts)
            return NormalForm(converter.convert(), converter.field)
        except Refine as finer:
            parts[finer.key] = lcm(parts.get(finer.key, 1), finer.parts)
            if parts[finer.key] > 60:
                raise Unwieldy("roots of too many different degrees") from None
    raise Unwieldy("too many different fractions in exponents")


class Converter:
    """One attempt at the normal form of an expression.

    Attributes:
        field: where the forms live.
        parts: into how many equal parts the exponents of some generators are divided: 2 for e^(x/2).
        positive: the keys of forms that are positive wherever the expression is defined, since their
            logarithm is taken.
        exponents: the exponents and angles of the generators made from them, by the beginning of their keys.
        sizes: what the generators that are logarithms are the logarithms of.
        restrictions: whether such conclusions may be drawn: not where parts may stay undefined.
    """

    def __init__(self, expression: Expression, parts: dict[Key, int]) -> None:
        self.field = Field()
        self.parts = parts
        self.expression = expression
        self.nodes = postorder((expression,))
        if len(self.nodes) > MOST_NODES:
            raise Unwieldy("too many parts")
        self.restrictions = not any(type(n) is Apply and n.function in _LAZY for n in self.nodes)
        self.logarithms = _arguments_of_logarithms(self.nodes) if self.restrictions else frozenset()
        self.positive: set[Key] = set()
        self.exponents: dict[Key, Form] = {}
        self.sizes: dict[Key, fmpq_mpoly] = {}

    def convert(self) -> Form:
        """The form of the expression."""
        forms: dict[Expression, Form] = {}
        for node in self.nodes:
            forms[node] = self._convert(node, forms)
            if node in self.logarithms:
                self.positive.add(self.field.key(forms[node]))
        return forms[self.expression]

    def _convert(self, node: Expression, forms: dict[Expression, Form]) -> Form:
        if isinstance(node, Number):
            value = fmpq(node.value.numerator, node.value.denominator)
            if value.height_bits() > 20_000:
                raise Unwieldy("a number is too long")
            return self.field.constant(value)
        if isinstance(node, Symbol):
            if node.name == "e":
                return powers.exponential(self, self.field.constant(1))
            return self.field.generator(("symbol", node.name), is_positive=node.name == "pi")
        assert isinstance(node, Apply)
        arguments = [forms[a] for a in node.arguments]
        if node.function == "^":
            return powers.power(self, arguments[0], arguments[1], node.arguments[0])
        operation = _OPERATIONS.get(node.function)
        return (operation or functions.opaque)(self, node.function, arguments)

    def refine(self, key: Key, denominator: int) -> int:
        """Into how many parts the exponents of a generator are divided, at least so many.

        Raises:
            Refine: it is fewer; the conversion is to begin again.
        """
        found = self.parts.get(key, 1)
        if found % denominator:
            raise Refine(key, denominator)
        return found


def _arguments_of_logarithms(nodes: list[Expression]) -> frozenset[Expression]:
    return frozenset(
        n.arguments[0] for n in nodes if isinstance(n, Apply) and n.function in ("ln", "log", "log10", "log2")
    )


Operation = Callable[[Converter, str, list[Form]], Form]

_OPERATIONS: dict[str, Operation] = {
    "+": lambda c, _, a: c.field.add(a[0], a[1]),
    "-": lambda c, _, a: c.field.add(a[0], a[1], -1),
    "*": lambda c, _, a: c.field.multiply(a[0], a[1]),
    "/": lambda c, _, a: c.field.divide(a[0], a[1]),
    "neg": lambda c, _, a: c.field.multiply(c.field.constant(-1), a[0]),
    "where": lambda c, _, a: a[0],
    "exp": lambda c, _, a: powers.exponential(c, a[0]),
    "ln": lambda c, _, a: powers.logarithm(c, a[0]),
    "sqrt": lambda c, _, a: roots.rational_power(c, a[0], fmpq(1, 2)),
    "cbrt": lambda c, _, a: roots.real_root(c, a[0], 3),
    "abs": lambda c, _, a: roots.absolute(c, a[0]),
    "sin": lambda c, _, a: waves.sine_and_cosine(c, a[0])[0],
    "cos": lambda c, _, a: waves.sine_and_cosine(c, a[0])[1],
    **{name: functions.derived(name) for name in functions.DERIVED},
}

__all__ = ["Converter", "NormalForm", "converted"]
