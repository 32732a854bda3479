"""Functions of tidy arguments: a few values are exact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from weakref import WeakKeyDictionary

from ..core import asked
from ..expression import CONSTANTS, Expression, Number, apply, rational
from ..language import Vocabulary, parse
from ..primitives import ABS, SQRT
from ..rulefiles.lines import FunctionLine, function_line
from .numbers import exact_power, magnitude, value_of


@asked
def call(function: str, arguments: tuple[Expression, ...]) -> Expression:
    """A function of tidy arguments; a few values are exact."""
    if len(arguments) == 1:
        argument = arguments[0]
        if type(argument) is Number or argument in CONSTANTS:
            exact = _exact_value(function, argument)
            if exact is not None:
                return exact
        if function == ABS and (number := value_of(argument)) is not None:
            return rational(magnitude(number), type(argument) is Number and argument.decimal)
        if function == SQRT and (number := value_of(argument)) is not None:
            root = exact_power(number, Fraction(1, 2)) if number >= 0 else None
            if root is not None:
                return rational(root)
    return apply(function, arguments)


def _exact_value(function: str, argument: Expression) -> Expression | None:
    line = function_line(function, 1)
    if line is None:
        return None
    known = _values.get(line)
    if known is None:
        known = _values[line] = _read(line)
    return known.get(argument)


_values: WeakKeyDictionary[FunctionLine, Mapping[Expression, Expression]] = WeakKeyDictionary()


def _read(line: FunctionLine) -> Mapping[Expression, Expression]:
    """The clauses `value f(a) = b` of a function, by argument; those that need no other function."""
    words = Vocabulary({line.name: (1, 1)}, {})
    equations = [passage.content.split("=") for passage in line.find_all("value")]
    known = [(call, result) for call, result in equations if "(" not in result]
    return {parse(call, words).arguments[0]: parse(result, words) for call, result in known}  # type: ignore[attr-defined]
