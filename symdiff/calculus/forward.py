"""`diff`: the derivative of an expression, and derivatives that are written in one."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import DomainError, LimitError, SymdiffError
from ..expression import Apply, Expression, Number, Symbol, apply, as_expression, symbol
from ..language import check_glued, is_name
from ..rulebook import Rulebook, Unprepared, current, parse
from ..rulebook.entries import formal_parts
from ..tidying import lift_requirements
from ..traversal import fold, free_symbols, holds_word, postorder, rebuild, substitute
from ..work import within
from .demands import as_demands, restricted
from .interior import without_equals
from .sweep import Sweep, forward
from .variables import Variable

MOST_ORDERS = 1000
APPLIED = re.compile(r"(?<![\w\\])([A-Za-z]\w*)\s*\(\s*([A-Za-z])\s*\)")


def diff(
    expression: Expression | str,
    *variables: Variable | int,
    rules: Rulebook | None = None,
    symbols: Iterable[str] = (),
    limit: int | None = None,
) -> Expression:
    """The derivative, tidied.

    Args:
        expression: the differentiand, an expression or its text.
        variables: one variable, or several for a mixed derivative; a number after a variable is
            how often to differentiate by it: `diff(f, "x", 2, "y")`. The only symbol if not given.
        rules: the rulebook to use instead of the current one.
        symbols: words that are one name each, though they hold the variable.
        limit: the most work, in units of about a microsecond; high orders of a long formula take ever more of it.

    Returns:
        The derivative. Where it exists on less than its formula, `.conditions` says where.

    Raises:
        ParseError: the text is not a formula; GluedNameError where a word of it holds the variable.
        SymdiffError: no variable is given and the expression has more than one symbol.
        LimitError: the order is too high, or it takes more work than the limit allows.

    >>> print(diff("x^2 sin(3x)", "x"))
    2*x*sin(3*x) + 3*x^2*cos(3*x)
    >>> print(diff("x^3*y^2", "x", 2, "y"))
    12*x*y
    """
    book = rules or current()
    variable = _only_once(variables) if limit is None and isinstance(expression, Expression) else None
    if variable is not None and (isinstance(variable, Symbol) or not holds_word(expression)):  # type: ignore[arg-type]
        return derivative(expression, as_variable(variable), book)  # type: ignore[arg-type]
    variables = tuple(map(_plain_order, variables))
    body = as_differentiand(expression, variables, symbols)
    every = [variable for variable, order in orders(body, variables) for _ in range(order)]
    if limit is None and len(every) == 1:
        return derivative(body, every[0], book)
    with within(limit):
        for variable in every:
            body = derivative(body, variable, book)
    return body


def _only_once(variables: tuple[Variable | int, ...]) -> Variable | None:
    """The variable, where there is one, by which to differentiate once."""
    if len(variables) == 1 or (len(variables) == 2 and type(variables[1]) is int and variables[1] == 1):
        return None if isinstance(variables[0], int) else variables[0]
    return None


def as_differentiand(
    expression: Expression | str, variables: Sequence[Variable | int], symbols: Iterable[str] = ()
) -> Expression:
    """The expression to differentiate.

    What is text may have lost its signs: where the expression or the variable is a text, a word that holds the
    variable is refused. Who gives both as objects means each symbol as one name.

    Args:
        expression: the differentiand, an expression or its text.
        variables: by what to differentiate, with orders among them.
        symbols: words that are declared to be names.

    Raises:
        ParseError: the text is not a formula; GluedNameError where a word holds the variable and is not declared.
    """
    if isinstance(expression, str):
        names = [as_variable(v).name for v in variables if not isinstance(v, int)]
        _refuse_applied(expression, names)
        body = parse(expression, symbols=(*symbols, *names), variable=names[0] if names else None)
        suspected = names or [only_variable(body).name]
    else:
        body = as_expression(expression)
        suspected = [v for v in variables if isinstance(v, str)]
    if not suspected or not holds_word(body):
        return body
    words = {s.name for s in free_symbols(body)}
    given = (v if isinstance(v, str) else as_variable(v).name for v in variables if not isinstance(v, int))
    declared = {*symbols, *given}
    if any(len(word) > 1 for word in words - declared):
        for name in suspected:
            check_glued(sorted(words), name, declared)
    return body


def _refuse_applied(text: str, names: Sequence[str]) -> None:
    """Refuse f(x) where f is the variable: it may be meant as a function of x, or as f*x."""
    for applied, letter in APPLIED.findall(text):
        if applied in names and letter not in names:
            call, product = f"{applied}({letter})", f"{applied}*{letter}"
            raise SymdiffError(
                f"{call} with respect to {applied}: a function is no variable; write {product} if a product is meant"
            )


def _plain_order(given: Any) -> Variable | int:
    """What is given for a variable or an order; an integer of another library as an int."""
    is_other = not isinstance(given, (str, Symbol, int)) and hasattr(given, "__index__")
    return operator.index(given) if is_other else given


def as_variable(name: Variable) -> Symbol:
    """The symbol of a variable, given as that or by its name.

    Raises:
        SymdiffError: it is no name.
    """
    if isinstance(name, Symbol):
        return name
    if not isinstance(name, str) or not is_name(name):
        raise SymdiffError(f"{name!r} is not the name of a variable: a variable is one word, such as x, theta or v_max")
    return symbol(name)


def orders(body: Expression, variables: Sequence[Variable | int]) -> list[tuple[Symbol, int]]:
    """Each variable with how often to differentiate by it."""
    found: list[tuple[Symbol, int]] = []
    for given in variables or (only_variable(body),):
        if not isinstance(given, int):
            found.append((as_variable(given), 1))
        elif not found or isinstance(given, bool) or given < 0:
            raise SymdiffError(f"{given!r} is not an order: write the variable, then a whole number from 0 on")
        else:
            found[-1] = (found[-1][0], given)
    if sum(order for _, order in found) > MOST_ORDERS:
        raise LimitError(f"derivatives of an order beyond {MOST_ORDERS} are not computed")
    return found


def only_variable(body: Expression) -> Symbol:
    """The variable to differentiate by where none is named: x, or the only symbol there is.

    Raises:
        SymdiffError: there are several, and none of them is x.
    """
    names = sorted(s.name for s in free_symbols(body))
    if len(names) > 1 and "x" not in names:
        raise SymdiffError(f"differentiate by which variable? the formula has {', '.join(names)}")
    return symbol(names[0] if len(names) == 1 else "x")


def derivative(body: Expression, variable: Symbol, rules: Rulebook) -> Expression:
    """The first derivative by a variable."""
    kept: tuple[Expression, ...] = ()
    try:
        slope, demands = forward(body, variable, rules)
    except Unprepared:
        body, kept = prepared(body, rules)
        slope, demands = forward(body, variable, rules)
    return restricted(body, slope, [*as_demands(kept), *demands], rules) if kept or demands else slope


def swept(sweep: Sweep, body: Expression, kept: Sequence[Expression]) -> Expression:
    """The derivative that a sweep gives, with what must hold for it.

    Args:
        sweep: the variable and the rules.
        body: the differentiand, prepared.
        kept: what must hold for the differentiand.
    """
    slope = sweep.slope(body)
    return restricted(body, slope, [*as_demands(kept), *sweep.demands_at(body)], sweep.rules)


def prepared(body: Expression, rules: Rulebook) -> tuple[Expression, tuple[Expression, ...]]:
    """The differentiand with its derivatives carried out, and its requirements apart."""
    body = lift_requirements(rebuild(carry_out(body, rules), without_equals))
    if type(body) is Apply and body.function == "where":
        return body.arguments[0], body.arguments[1:]
    return body, ()


# --- derivatives written in the input ---------------------------------------------------------------------


def carry_out(expression: Expression, rules: Rulebook | None = None, symbols: Iterable[str] = ()) -> Expression:
    """The expression with every derivative that is written in it carried out: d/dx (x^2) becomes 2*x.

    Args:
        expression: any expression.
        rules: the rulebook to use instead of the current one.
        symbols: words that are one name each, though they hold the variable of a derivative.

    Raises:
        DomainError: a derivative is asked for at a point of something that is no variable.
        GluedNameError: a word holds the variable of a derivative.
    """
    book = rules or current()
    if not any(
        type(n) is Apply and book.is_to_be_carried_out(n.function, len(n.arguments)) for n in postorder((expression,))
    ):
        return expression
    declared = frozenset(symbols)
    with within():
        done = fold((expression,), lambda leaf: leaf, lambda node, parts: _carried(node, tuple(parts), book, declared))
    return done[expression]


def _carried(node: Apply, parts: tuple[Expression, ...], rules: Rulebook, symbols: frozenset[str]) -> Expression:
    again = apply(node.function, parts)
    if not rules.is_to_be_carried_out(again.function, len(parts)):
        return again
    if node.function in ("derivative", "derivative_at"):
        body, variable, order, *point = parts
        if not isinstance(variable, Symbol) or not isinstance(order, Number):
            raise DomainError(f"a derivative is taken by a variable, not by {variable}")
        result = diff(body, variable.name, int(order.value), rules=rules, symbols=symbols)
        return substitute(result, {variable: point[0]}) if point else result
    base, indices = formal_parts(node.function)
    entry = rules.functions[base, len(parts)]
    result = entry.application
    for index in indices:
        result = derivative(result, entry.parameters[index], rules)
    return substitute(result, dict(zip(entry.parameters, parts, strict=True)))
