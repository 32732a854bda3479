"""The systems, each behind the same few methods. What one lacks, its method refuses."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from importlib import import_module, metadata
from typing import Any, ClassVar

from symdiff.expression import Apply, Expression, Number
from symdiff.traversal import fold

OPERATORS: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "neg": operator.neg,
}


class Unsupported(Exception):
    """The system cannot do this."""


class Peer:
    """A system to measure. Its expressions are made from symdiff's by its own operators.

    Attributes:
        module, package: what is imported, and what is installed if that has another name.
        power: how its text writes a power.
        environment: what its process finds there beside what all find.
        keeps_results: whether it remembers all that it ever made, so that each run needs new expressions.
    """

    module = ""
    package = ""
    power = "^"
    environment: ClassVar[Mapping[str, str]] = {}
    keeps_results = False

    def __init__(self) -> None:
        self.engine: Any = import_module(self.module)
        self.names: dict[str, Any] = {}

    @property
    def version(self) -> str:
        return metadata.version(self.package or self.module)

    def native(self, text: str) -> str:
        """The text in the system's own syntax."""
        return text.replace("^", self.power).replace("ln(", "log(")

    def symbol(self, name: str) -> Any:
        raise NotImplementedError

    def number(self, number: Number) -> Any:
        return int(number.value) if number.value == int(number.value) else float(number.value)

    def function(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(self.engine, {"ln": "log"}.get(name, name))
        return found

    def leaf(self, node: Expression) -> Any:
        if isinstance(node, Number):
            return self.number(node)
        name = str(node)
        if name not in self.names:
            self.names[name] = self.symbol(name)
        return self.names[name]

    def convert(self, expression: Expression) -> Any:
        def combine(node: Apply, values: list[Any]) -> Any:
            known = OPERATORS.get(node.function) or self.function(node.function)
            return known(*values)

        return fold((expression,), self.leaf, combine)[expression]

    def forget(self) -> None:
        """Drop what the system remembers from the run before."""

    def parse(self, text: str) -> Any:
        raise Unsupported

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        raise Unsupported

    def gradient(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return [self.differentiate(expression, [name], 1) for name in variables]

    def hessian(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return [self.gradient(partial, variables, 1) for partial in self.gradient(expression, variables, 1)]


class Symdiff(Peer):
    module = "symdiff"

    @property
    def version(self) -> str:
        return f"{self.engine.__version__} ({self.engine.core} core)"

    def convert(self, expression: Expression) -> Any:
        return expression

    def native(self, text: str) -> str:
        return text

    def forget(self) -> None:
        self.engine.clear_caches()

    def parse(self, text: str) -> Any:
        return self.engine.parse(text)

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.diff(expression, variables[0], order)

    def gradient(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.gradient(expression, variables)

    def hessian(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.hessian(expression, variables)


class Sympy(Peer):
    module = "sympy"
    power = "**"

    def symbol(self, name: str) -> Any:
        return self.engine.Symbol(name)

    def number(self, number: Number) -> Any:
        return self.engine.Rational(number.value.numerator, number.value.denominator)

    def forget(self) -> None:
        import_module("sympy.core.cache").clear_cache()

    def parse(self, text: str) -> Any:
        return import_module("sympy.parsing.sympy_parser").parse_expr(text)

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.diff(expression, self.symbol(variables[0]), order)

    def hessian(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.hessian(expression, [self.symbol(name) for name in variables])


class Symengine(Peer):
    module = "symengine"
    power = "**"

    def symbol(self, name: str) -> Any:
        return self.engine.Symbol(name)

    def number(self, number: Number) -> Any:
        return self.engine.Rational(number.value.numerator, number.value.denominator)

    def parse(self, text: str) -> Any:
        return self.engine.sympify(text)

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        symbol = self.symbol(variables[0])
        return reduce(lambda e, _: e.diff(symbol), range(order), expression)

    def hessian(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        symbols = [self.symbol(name) for name in variables]
        gradient = self.engine.DenseMatrix([[expression]]).jacobian(self.engine.DenseMatrix([[s] for s in symbols]))
        return gradient.T.jacobian(self.engine.DenseMatrix([[s] for s in symbols]))


class Casadi(Peer):
    module = "casadi"

    def symbol(self, name: str) -> Any:
        return self.engine.SX.sym(name)

    def column(self, variables: Sequence[str]) -> Any:
        return self.engine.vertcat(*(self.names[name] for name in variables))

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        symbol = self.names[variables[0]]
        return reduce(lambda e, _: self.engine.jacobian(e, symbol), range(order), expression)

    def gradient(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.gradient(expression, self.column(variables))

    def hessian(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.hessian(expression, self.column(variables))


class Alkahest(Peer):
    module = "alkahest"
    keeps_results = True

    def __init__(self) -> None:
        super().__init__()
        self.forget()

    def forget(self) -> None:
        self.pool = self.engine.ExprPool()
        self.names = {}

    def symbol(self, name: str) -> Any:
        return self.pool.symbol(name)

    def number(self, number: Number) -> Any:
        return self.engine.parse(str(number), self.pool, {})

    def parse(self, text: str) -> Any:
        return self.engine.parse(text, self.pool, {"x": self.symbol("x")})

    def differentiate(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        symbol = self.names[variables[0]]
        return reduce(lambda e, _: self.engine.diff(e, symbol).value, range(order), expression)

    def gradient(self, expression: Any, variables: Sequence[str], order: int) -> Any:
        return self.engine.symbolic_grad(expression, [self.names[name] for name in variables])


class SymdiffInPython(Symdiff):
    """The reference, which is in use where the core is not compiled."""

    environment: ClassVar[Mapping[str, str]] = {"SYMDIFF_CORE": "python"}


PEERS: dict[str, type[Peer]] = {
    "symdiff": Symdiff,
    "symdiff in Python": SymdiffInPython,
    "SymPy": Sympy,
    "SymEngine": Symengine,
    "CasADi": Casadi,
    "Alkahest": Alkahest,
}
