"""What each rule of the grammar builds; the names are the aliases in formula.lark and its companions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..expression import TWO, Expression, Symbol, apply, negative
from .automaton import Builder
from .callees import PIECEWISE, derivative, derivative_at_point, is_condition
from .misreadings import Misreading


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


def _evaluated(parts: list[Any]) -> Expression:
    _, body, _, _, variable, sign, value, _ = parts
    if sign != "=":
        raise Misreading("behind the bar stands where the value is taken: x = 2", part=5)
    return derivative_at_point(body, variable, value)


def _where(parts: list[Any]) -> Expression:
    return apply("where", (parts[0], *parts[2]))


def _more(parts: list[Any]) -> Any:
    parts[0].append(parts[2])
    return parts[0]


def _joined(parts: list[Any]) -> Any:
    parts[0].extend(parts[2])
    return parts[0]


def _condition(parts: list[Any]) -> Any:
    if not is_condition(parts[0]):
        raise Misreading("a condition is expected here")
    return parts[0]


BUILDERS: dict[str, Builder] = {
    "application": _application,
    "application_to_power": _application_to_power,
    "choice": lambda parts: parts[0].applied((parts[2], parts[5])),
    "both": lambda parts: apply("and", (parts[0], parts[2])),
    "bracketed_order": lambda parts: Bracketed(parts[2]),
    "call": _call,
    "call_of_one": lambda parts: parts[0].applied((parts[2],)),
    "call_of_one_to_power": lambda parts: _call_to_power([*parts[:3], (parts[3],), None]),
    "call_of_nothing": _call_of_nothing,
    "call_to_power": _call_to_power,
    "case": lambda parts: [parts[2], parts[0]],
    "call_with_index": lambda parts: parts[0].applied((parts[2], *parts[5])),
    "call_with_index_to_power": lambda parts: apply("^", (parts[0].applied((parts[2], *parts[9])), parts[6])),
    "compare": _compare,
    "condition": _condition,
    "derive": _differentiate,
    "evaluated": _evaluated,
    "either": lambda parts: apply("or", (parts[0], parts[2])),
    "finished": lambda parts: parts[0].condition,
    "fenced": lambda parts: parts[0].applied((parts[1],)),
    "fraction": lambda parts: apply("/", (parts[2], parts[5])),
    "itself": lambda parts: parts[0],
    "joined": _joined,
    "juxtapose": lambda parts: apply("*", (parts[0], parts[1])),
    "last": lambda parts: parts[-1],
    "middle": lambda parts: parts[1],
    "more": _more,
    "negative_last": lambda parts: negative(parts[-1]),
    "postfix": lambda parts: parts[1].applied((parts[0],)),
    "radical": lambda parts: parts[0].of_degree(TWO).applied((parts[2],)),
    "radical_of_degree": lambda parts: parts[0].of_degree(parts[2]).applied((parts[5],)),
    "one": lambda parts: [parts[0]],
    "order": lambda parts: Bracketed(parts[3]),
    "piecewise": lambda parts: PIECEWISE.applied(parts[1]),
    "raised": lambda parts: apply("^", (parts[0], parts[1])),
    "third": lambda parts: parts[2],
    "where": _where,
    "where_in_group": lambda parts: apply("where", (parts[1], *parts[3])),
}
"""For each alias in the grammar what builds it from the rule's parts."""
