"""The notations of the derivative, as the lexer meets them: dy/dx, y', f_x(x, y), D_1 f(x, y)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..errors import LimitError
from ..expression import Symbol, apply, symbol
from .builders import Operator
from .callees import Callee, DefinedFunction, FormalCallee, TotalDerivative, derivative, only_variable, substituted
from .misreadings import Misreading
from .scope import MAYBE_FORMAL, Scope, defined
from .surroundings import names_in_brackets
from .variable_names import GREEK_NAMES, is_word, plain_name
from .vocabulary import Definition

Sorted = tuple[str, Any]
"""The name of a terminal, and its value."""

MOST_ORDER = 1_000

_POWER = r"(?:\^|\*\*)\s*([0-9]+)|([²³⁴⁵⁶⁷⁸⁹])"
_ABOVE = rf"(?s)[d∂]\s*(?:{_POWER})?\s*(.*)"
_BELOW = rf"(?s)(.*?)(?:{_POWER})?\s*"
_FLAT = str.maketrans("²³⁴⁵⁶⁷⁸⁹", "23456789")


def leibniz(scope: Scope, text: str) -> Sorted:
    """d/dx, d^2/dx^2, dy/dx, ∂²f/∂x∂y."""
    above, below = re.split(r"\s*/\s*", text, maxsplit=1)
    match = re.fullmatch(_ABOVE, above)
    assert match is not None
    by = [_variable(part) for part in re.split("[d∂](?=[^d∂])", below.replace(" ", ""))[1:]]
    if sum(order for _, order in by) != _order(match[1] or match[2]):
        raise Misreading(
            f"{text.strip()}: the orders above and below the line differ",
            suggestion="a second derivative is written d^2y/dx^2, a squared one (dy/dx)^2",
        )
    by.reverse()
    return differential(scope, plain_name(match[3]) if match[3] else "", by, "∂" in text)


def _variable(below: str) -> tuple[Symbol, int]:
    match = re.fullmatch(_BELOW, below)
    assert match is not None
    return symbol(plain_name(match[1])), _order(match[2] or match[3])


def _order(digits: str | None) -> int:
    value = int((digits or "1")[:10].translate(_FLAT))
    if value > MOST_ORDER:
        raise LimitError(f"derivatives of an order above {MOST_ORDER:,} are not worked out")
    return value


def differential(scope: Scope, subject: str, by: Sequence[tuple[Symbol, int]], partial: bool) -> Sorted:
    """The operator d/dx, or the derivative dy/dx of a subject; a partial one needs a subject that is defined.

    Args:
        scope: what the subject may be defined to be.
        subject: what is differentiated, or "".
        by: the variables with their orders, the innermost first.
        partial: whether it is written with ∂.
    """
    if not subject:
        return "OPERATOR", Operator(tuple(by))
    definition = scope.definitions.get(subject)
    if definition is not None:
        return "NAME", derivative(definition.body, by)
    if partial or len({variable for variable, _ in by}) > 1:
        index = "".join(variable.name for variable, _ in reversed(by))
        raise Misreading(
            f"what {subject} depends on has not been said",
            suggestion=f"define {subject} first, or write {subject}_{index}(x, y)",
        )
    return "NAME", apply(subject + "'" * by[0][1], (by[0][0],))


def euler(scope: Scope, text: str) -> Sorted:
    """D_1 D_2 f before arguments, or D_x^2 before a bracket."""
    if "^" in text or "**" in text:
        name, order = re.split(r"\s*(?:\^|\*\*)\s*", text.strip())
        return "OPERATOR_OF_GROUP", Operator(((symbol(plain_name(name[2:])), _order(order)),))
    *places, name = text.split()
    numbers = sorted(int(place[2:]) for place in places)
    head = scope.callable(plain_name(name))
    if head is None:
        raise scope.unknown(name)
    if not numbers[0] or (head.most is not None and numbers[-1] > head.most):
        raise Misreading(f"the derivative of {name} by an argument that it has not got")
    if isinstance(head, DefinedFunction):
        orders = tuple(numbers.count(place) for place in range(1, head.least + 1))
        return "FUNCTION", defined(name, _definition(head), orders)
    places_and_name = " ".join((*(f"D_{number}" for number in numbers), head.name))
    return "FUNCTION", FormalCallee(places_and_name, max(head.least, numbers[-1]), head.most)


def _definition(head: DefinedFunction) -> Definition:
    assert head.definition is not None
    return head.definition


def primed(scope: Scope, typed: str, primes: int, called: bool) -> Sorted:
    """y', f''(x)."""
    name = plain_name(typed)
    definition = scope.definitions.get(name)
    if definition is not None:
        return _primed_definition(name, definition, primes, called)
    if not called:
        raise Misreading(
            f"{name}' is the derivative of {name}, but what {name} is has not been said",
            offset=len(typed),
            suggestion=f"define {name} first ({name} = ...); for a function only known by name, write {name}'(x)",
        )
    head = scope.callable(name) or (None if is_word(name) else FormalCallee(name))
    if head is None:
        raise scope.unknown(name)
    if head.least != 1:
        raise Misreading(f"{name} takes several arguments", suggestion=f"write D_1 {name}(...), D_2 {name}(...)")
    return "FUNCTION", FormalCallee(head.function(1) + "'" * primes)


def _primed_definition(name: str, definition: Definition, primes: int, called: bool) -> Sorted:
    parameters = definition.parameters
    if len(parameters) > 1:
        raise Misreading(
            f"{name} has several arguments", suggestion=f"write {name}_{parameters[0].name}, or D_1 {name}(...)"
        )
    if parameters and called:
        return "FUNCTION", defined(name, definition, (primes,))
    variable = parameters[0] if parameters else only_variable(definition.body, f"{name}'", f"d{name}/dx")
    return "NAME", derivative(definition.body, ((variable, primes),))


def operator(scope: Scope, name: str, pieces: Sequence[str], index: int) -> Sorted | None:
    """D(...), D_x(...), f_x(x, y): a name before a bracket that differentiates."""
    if name == "D":
        return "FUNCTION", TotalDerivative("D")
    base, _, letters = name.partition("_")
    if not letters:
        return None
    if base == "D" and not letters[0].isdecimal():
        return "OPERATOR_OF_GROUP", Operator(tuple((variable, 1) for variable in _letters(letters)))
    head = scope.callable(base)
    if isinstance(head, (FormalCallee, DefinedFunction)):
        return _partial(head, letters, names_in_brackets(pieces, index) or [])
    return None


def _partial(head: Callee, letters: str, written: list[str]) -> Sorted | None:
    """f_x(x, y), f_xy(x, y): the derivative by arguments that are names."""
    base = head.name
    names = [p.name for p in _definition(head).parameters] if isinstance(head, DefinedFunction) else written
    wanted = [letters] if letters in names else list(letters)
    if not names or not set(wanted) <= set(names):
        if base in MAYBE_FORMAL:
            return None
        raise Misreading(
            f"{base}_{letters} before a bracket is a derivative of {base}, but {letters} is no argument of it",
            suggestion=f"write D_1 {base}(...) for the derivative by the first argument, or * for a product",
        )
    orders = tuple(wanted.count(name) for name in names)
    if isinstance(head, DefinedFunction):
        return "FUNCTION", defined(base, _definition(head), orders)
    if len(names) == 1:
        return "FUNCTION", FormalCallee(base + "'" * orders[0])
    places = [f"D_{place}" for place, order in enumerate(orders, 1) for _ in range(order)]
    return "FUNCTION", FormalCallee(" ".join((*places, base)), len(names), len(names))


def partial_of_definition(scope: Scope, name: str) -> Sorted | None:
    """f_x, f_xy without arguments, where f is defined."""
    base, _, letters = name.partition("_")
    definition = scope.definitions.get(base)
    if definition is None or not letters:
        return None
    wanted = _letters(letters)
    if not set(wanted) <= set(definition.parameters):
        return None
    orders = [wanted.count(parameter) for parameter in definition.parameters]
    return "NAME", substituted(definition, orders, definition.parameters)


def _letters(letters: str) -> list[Symbol]:
    """The variables of an index: x, y of f_xy; theta of f_theta."""
    if letters in GREEK_NAMES or any(c.isdecimal() or c == "_" for c in letters):
        return [symbol(letters)]
    return [symbol(letter) for letter in letters]
