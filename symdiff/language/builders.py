"""What each rule of the grammar builds; the names are the aliases in formula.lark and its companions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..expression import Expression, Number, Symbol, apply, negative
from .automaton import Builder
from .heads import PIECEWISE, derivative, factorial, is_condition
from .mistakes import Mistake


@dataclass(frozen=True)
class Operator:
    """An operator of differentiation: d/dx, ∂²/∂x∂y, D_x."""

    by: tuple[tuple[Symbol, int], ...]


@dataclass(frozen=True)
class Bracketed:
    """An exponent in brackets at a function's name, which for f^(4) is an order."""

    power: Expression


@dataclass(frozen=True)
class Relation:
    """A comparison that may go on: in 0 < x < 1 the middle belongs to both."""

    condition: Expression
    right: Expression


def _compare(parts: list[Any]) -> Relation:
    left, sign, right = parts
    if isinstance(left, Relation):
        return Relation(apply("and", (left.condition, apply(sign, (left.right, right)))), right)
    return Relation(apply(sign, (left, right)), right)


def _call(parts: list[Any]) -> Any:
    return parts[0].applied(parts[2])


def _call_of_nothing(parts: list[Any]) -> Any:
    return parts[0].applied(())


def _call_to_power(parts: list[Any]) -> Any:
    head, power, _, arguments, _ = parts
    if isinstance(power, Bracketed):
        return head.raised_in_brackets(power.power, arguments)
    return head.raised(power, arguments)


def _application(parts: list[Any]) -> Any:
    return parts[0].applied(parts[1:])


def _application_to_power(parts: list[Any]) -> Any:
    head, power, argument = parts
    return head.raised(power.power if isinstance(power, Bracketed) else power, (argument,))


def _differentiate(parts: list[Any]) -> Expression:
    return derivative(parts[1], parts[0].by)


def _where(parts: list[Any]) -> Expression:
    return apply("where", (parts[0], *parts[2]))


def _more(parts: list[Any]) -> Any:
    parts[0].append(parts[2])
    return parts[0]


def _nth_root(parts: list[Any]) -> Expression:
    degree, radicand = parts[2], parts[5]
    if isinstance(degree, Number) and degree.value in (2, 3):
        return apply("sqrt" if degree.value == 2 else "cbrt", (radicand,))
    return apply("root", (radicand, degree))


def _joined(parts: list[Any]) -> Any:
    parts[0].extend(parts[2])
    return parts[0]


def _radical(parts: list[Any]) -> Expression:
    degree, radicand = parts
    if degree == 4:
        return apply("root", (radicand, Number(4)))
    return apply("sqrt" if degree == 2 else "cbrt", (radicand,))


def _condition(parts: list[Any]) -> Any:
    if not is_condition(parts[0]):
        raise Mistake("a condition is expected here")
    return parts[0]


BUILDERS: dict[str, Builder] = {
    "absolute": lambda parts: apply("abs", (parts[1],)),
    "application": _application,
    "application_to_power": _application_to_power,
    "binomial": lambda parts: apply("binomial", (parts[2], parts[5])),
    "both": lambda parts: apply("and", (parts[0], parts[2])),
    "bracketed_order": lambda parts: Bracketed(parts[2]),
    "call": _call,
    "call_of_one": lambda parts: parts[0].applied((parts[2],)),
    "call_of_one_to_power": lambda parts: _call_to_power([*parts[:3], (parts[3],), None]),
    "call_of_nothing": _call_of_nothing,
    "call_to_power": _call_to_power,
    "case": lambda parts: [parts[2], parts[0]],
    "ceiling": lambda parts: apply("ceil", (parts[1],)),
    "call_with_index": lambda parts: parts[0].applied((parts[2], *parts[5])),
    "compare": _compare,
    "condition": _condition,
    "derive": _differentiate,
    "either": lambda parts: apply("or", (parts[0], parts[2])),
    "factorial": lambda parts: factorial(parts[0]),
    "finished": lambda parts: parts[0].condition,
    "floor": lambda parts: apply("floor", (parts[1],)),
    "fraction": lambda parts: apply("/", (parts[2], parts[5])),
    "itself": lambda parts: parts[0],
    "joined": _joined,
    "juxtapose": lambda parts: apply("*", (parts[0], parts[1])),
    "last": lambda parts: parts[-1],
    "middle": lambda parts: parts[1],
    "more": _more,
    "negative_last": lambda parts: negative(parts[-1]),
    "nth_root": _nth_root,
    "one": lambda parts: [parts[0]],
    "order": lambda parts: Bracketed(parts[3]),
    "piecewise": lambda parts: PIECEWISE.applied(parts[1]),
    "radical": _radical,
    "raised": lambda parts: apply("^", (parts[0], parts[1])),
    "square_root": lambda parts: apply("sqrt", (parts[2],)),
    "third": lambda parts: parts[2],
    "where": _where,
    "where_in_group": lambda parts: apply("where", (parts[1], *parts[3])),
}
"""For each alias in the grammar what builds it from the rule's parts."""
