"""Functions as a parser meets them: what a name before arguments builds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from weakref import WeakKeyDictionary

from ..errors import LimitError
from ..expression import (
    CONDITIONS,
    CONSTANTS,
    MINUS_ONE,
    ONE,
    PI,
    Apply,
    Expression,
    Number,
    Symbol,
    apply,
    integer,
    symbol,
)
from ..rulefiles.lines import function_line
from ..traversal import free_symbols, postorder, substitute
from .misreadings import Misreading
from .variable_names import check_glued
from .vocabulary import Definition

MOST_PRIMES = 100


@dataclass(frozen=True)
class Callee:
    """A function that is known by name.

    Attributes:
        name: its name.
        least, most: how many arguments it takes (None: any number).
        inverse: the name of its inverse, which sin^-1 means.
    """

    name: str
    least: int = 1
    most: int | None = 1
    inverse: str | None = None
    has_orders: ClassVar[bool] = False
    """Whether a number in brackets above its name is the order of a derivative."""

    def applied(self, arguments: Sequence[Expression]) -> Expression:
        """The function of its arguments.

        Raises:
            Misreading: it takes another number of arguments, or other kinds of them.
        """
        self._check(arguments)
        return self._built(tuple(arguments))

    def raised(self, power: Expression, arguments: Sequence[Expression]) -> Expression:
        """The function with an exponent at its name: sin^2 x; with -1 the inverse function."""
        if power is MINUS_ONE:
            return self._inverted(arguments)
        return apply("^", (self.applied(arguments), power))

    def raised_in_brackets(self, power: Expression, arguments: Sequence[Expression]) -> Expression:
        """The function with an exponent in brackets at its name: sin^(2)(x) is a power, f^(2)(x) a derivative."""
        order = power.value if isinstance(power, Number) else None
        if isinstance(order, int) and 0 <= order <= MOST_PRIMES:
            return self._differentiated(order, arguments) or self.raised(power, arguments)
        if self.has_orders:
            name, raised = self.name, f"({power})"
            advice = f"write {name}(...)^{raised} for the power; the order of a derivative is a number: {name}^(4)(x)"
            raise Misreading(f"{name}^{raised} could be a derivative or a power of {name}", part=1, suggestion=advice)
        return self.raised(power, arguments)

    def _check(self, arguments: Sequence[Expression]) -> None:
        count = len(arguments)
        if count < self.least or (self.most is not None and count > self.most):
            raise Misreading(f"{self.name} takes {_counted(self.least, self.most)}, not {count}")
        if any(map(is_condition, arguments)):
            raise Misreading(
                f"{self.name} takes expressions, not conditions",
                part=2,
                suggestion="a condition can stand in piecewise(condition, value, ..., otherwise)",
            )

    def function(self, count: int) -> str:
        """The function that it is of so many arguments."""
        return self.name

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        name = self.function(len(arguments))
        if type(arguments[-1]) is Number:
            line = function_line(name, len(arguments))
            if line is not None and line.largest is not None and arguments[-1].value > line.largest:
                raise LimitError(f"{name} of a number above {line.largest:,} is too large to work out")
        return apply(name, arguments)

    def _inverted(self, arguments: Sequence[Expression]) -> Expression:
        if self.inverse is None:
            raise Misreading(
                f"{self.name}^-1 could mean 1/{self.name} or an inverse function",
                suggestion=f"write 1/{self.name}(...), or the inverse function by its name",
            )
        return Callee(self.inverse, self.least, self.most).applied(arguments)

    def _differentiated(self, order: int, arguments: Sequence[Expression]) -> Expression | None:
        """The derivative that an exponent in brackets means, if it means one."""
        return None


@dataclass(frozen=True)
class SharedName(Callee):
    """A name or a sign that means one function or another by the number of arguments: log(x), log(x, b).

    Attributes:
        choices: the function for each number.
    """

    choices: Mapping[int, str] = field(default_factory=dict)

    def function(self, count: int) -> str:
        """The function that it is of so many arguments."""
        return self.choices.get(count, self.name)


@dataclass(frozen=True)
class IndexedCallee(Callee):
    """A function one of whose arguments stands as an index, or as the degree of a root: log_b(x).

    Attributes:
        head: the function.
        place: the place of that argument among the others, counted from 1.
        index: the argument, where it is known from the name.
    """

    head: Callee = Callee("")
    place: int = 1
    index: Expression | None = None

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        if self.index is None:
            first, *rest = arguments
        else:
            first, rest = self.index, [*arguments]
        return self.head.applied((*rest[: self.place - 1], first, *rest[self.place - 1 :]))


class Piecewise(Callee):
    """piecewise(condition, value, condition, value, ..., otherwise)."""

    def _check(self, arguments: Sequence[Expression]) -> None:
        advice = "write piecewise(x < 0, -x, x): conditions and values by turns, then the value otherwise"
        if len(arguments) < 2:
            raise Misreading("piecewise takes a condition and a value, then others", suggestion=advice)
        last = len(arguments) - 1
        for place, argument in enumerate(arguments):
            is_to_be_condition = place % 2 == 0 and place != last
            if is_condition(argument) is not is_to_be_condition:
                what = "a condition" if is_to_be_condition else "a value, not a condition"
                raise Misreading(f"piecewise: {what} is expected as argument {place + 1}", part=2, suggestion=advice)


class Degrees(Callee):
    """An angle in degrees, as its sign means it: 30° is 30*pi/180."""

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        return apply("/", (apply("*", (arguments[0], PI)), integer(180)))


PIECEWISE = Piecewise("piecewise", 2, None)


class FormalCallee(Callee):
    """A function of which only the name is known, such as f."""

    has_orders = True

    def _inverted(self, arguments: Sequence[Expression]) -> Expression:
        raise Misreading(f"the inverse function of {self.name} is not known by {self.name}^-1")

    def _differentiated(self, order: int, arguments: Sequence[Expression]) -> Expression | None:
        return FormalCallee(self.name + "'" * order).applied(arguments)


class WrittenDerivative(Callee):
    """derivative(body, x, 2): a derivative written out; derivative_at(body, x, 2, point)."""

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        if len(arguments) == 2:
            arguments = (*arguments, ONE)
        _, variable, order, *_ = arguments
        if not isinstance(variable, Symbol) or variable in CONSTANTS:
            raise Misreading("the second argument of a derivative is a variable", part=2)
        if not (isinstance(order, Number) and isinstance(order.value, int) and order.value >= 0):
            raise Misreading("the third argument of a derivative is its order, a whole number", part=2)
        return apply(self.name, arguments)


class TotalDerivative(Callee):
    """D(...): the derivative of an expression with one variable."""

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        variable = only_variable(arguments[0], "D(...)", "D_x(...)")
        result = derivative(arguments[0], ((variable, 1),))
        _variable_of_total[result] = variable
        return result


_variable_of_total: WeakKeyDictionary[Expression, Symbol] = WeakKeyDictionary()
"""The only variable of each D(...), so that of nested ones each part is looked at once."""


@dataclass(frozen=True)
class DefinedFunction(Callee):
    """A function that the user has defined; with orders a derivative of it.

    Attributes:
        definition: its parameters and body.
        orders: how often it is differentiated by each of its parameters.
    """

    definition: Definition | None = None
    orders: tuple[int, ...] = ()
    has_orders = True

    def _built(self, arguments: tuple[Expression, ...]) -> Expression:
        assert self.definition is not None
        return substituted(self.definition, self.orders, arguments)

    def _differentiated(self, order: int, arguments: Sequence[Expression]) -> Expression | None:
        if len(self.orders) != 1:
            return None
        return DefinedFunction(self.name, 1, 1, None, self.definition, (order,)).applied(arguments)


def substituted(definition: Definition, orders: Sequence[int], arguments: Sequence[Expression]) -> Expression:
    """A defined function's derivative of the given orders, at the arguments.

    What is differentiated by, keeps a name of its own until that is done: f'(2) is
    derivative_at(body, x, 1, 2), to be differentiated first and evaluated at 2 then.
    """
    parameters, body = definition.parameters, definition.body
    if any(isinstance(n, Apply) and n.function.startswith("derivative") for n in postorder((body,))):
        raise Misreading("the definition holds a derivative that is not carried out yet")
    if tuple(arguments) == parameters:
        return derivative(body, [(p, n) for p, n in zip(parameters, orders, strict=True) if n])
    taken = frozenset().union(free_symbols(body), *map(free_symbols, arguments))
    places: dict[Expression, Expression] = {}
    pending = []
    for parameter, order, argument in zip(parameters, orders, arguments, strict=True):
        if order:
            check_glued(sorted(s.name for s in free_symbols(body)), parameter)
        places[parameter] = _fresh(parameter, taken) if order else argument
        if order:
            pending.append((places[parameter], order, argument))
    result = substitute(body, places)
    for variable, order, argument in pending:
        result = apply("derivative_at", (result, variable, integer(order), argument))
    return result


def _fresh(parameter: Symbol, taken: frozenset[Symbol]) -> Symbol:
    number = 0
    name = symbol(f"{parameter.name}_")
    while name in taken:
        number += 1
        name = symbol(f"{parameter.name}_{number}")
    return name


def derivative(body: Expression, by: Iterable[tuple[Symbol, int]]) -> Expression:
    """The derivative of a body by some variables, still to be carried out; the first is the innermost."""
    for variable, order in by:
        body = apply("derivative", (body, variable, integer(order)))
    return body


def derivative_at_point(body: Expression, variable: Expression, point: Expression) -> Expression:
    """What a body is where its variable has a value: a derivative at a point, or the body with the value put in.

    Raises:
        Misreading: the variable is none, or a derivative that is not carried out yet stands within the body.
    """
    if not isinstance(variable, Symbol) or variable in CONSTANTS:
        raise Misreading("behind the bar stands a variable with its value: x = 2", part=4)
    if isinstance(body, Apply) and body.function == "derivative" and body.arguments[1] is variable:
        return apply("derivative_at", (*body.arguments, point))
    if any(isinstance(n, Apply) and n.function.startswith("derivative") for n in postorder((body,))):
        raise Misreading("a derivative stands within what is taken at a point", part=1)
    return substitute(body, {variable: point})


def only_variable(body: Expression, notation: str, instead: str) -> Symbol:
    """The one variable of an expression.

    Raises:
        Misreading: it has none, or several.
    """
    found = postorder((body,), lambda n: () if n in _variable_of_total else n.arguments)
    symbols = {n if isinstance(n, Symbol) else _variable_of_total.get(n) for n in found} - {None, *CONSTANTS}
    names = sorted(symbol.name for symbol in symbols if symbol is not None)
    if len(names) == 1:
        return symbol(names[0])
    has = f"it has {', '.join(names[:6])}" if names else "it has none"
    raise Misreading(f"{notation} is for an expression with one variable, but {has}", suggestion=f"write {instead}")


def is_condition(expression: Expression) -> bool:
    """Whether it is a comparison, or several joined by and, or."""
    return isinstance(expression, Apply) and expression.function in CONDITIONS


def _counted(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more arguments"
    counted = str(least) if least == most else f"{least} to {most}"
    return f"{counted} argument{'' if (least, most) == (1, 1) else 's'}"
