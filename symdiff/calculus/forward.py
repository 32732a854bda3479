"""Differentiation: the rules of the table, applied over the DAG from below, each node once.

The derivative of a node is the right-hand side of its rule with the derivatives of its arguments
filled in. Nothing here knows a rule of calculus: they are in grammar/differentiation.rules, and
the derivatives of functions in grammar/functions.rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import DomainError, LimitError, SymdiffError
from ..expression import ONE, ZERO, Apply, Expression, Number, Symbol, apply, as_expression, symbol
from ..language import check_glued, is_name
from ..rulebook import Rulebook, current, formal_partial, is_special
from ..rulebook.operands import FLATTENED, mask_of, operands
from ..tidying import always_evaluated, lift_requirements, plus, requiring, times
from ..traversal import fold, free_symbols, postorder, substitute
from .joints import derivative_of_piecewise

MOST_ORDERS = 1000

Variable = Symbol | str
Requirement = tuple[Expression, Apply, bool]


def diff(expression: Expression | str, *variables: Variable | int, rules: Rulebook | None = None) -> Expression:
    """The derivative, tidied.

    Args:
        expression: the differentiand, an expression or its text.
        variables: one variable, or several for a mixed derivative; a number after a variable is
            how often to differentiate by it: `diff(f, "x", 2, "y")`. The only symbol if not given.
        rules: the rulebook to use instead of the current one.

    Returns:
        The derivative. Where it exists on less than its formula, `.conditions` says where.

    Raises:
        ParseError: the text is not a formula; GluedNameError where a word of it holds the variable.
        SymdiffError: no variable is given and the expression has more than one symbol.
        LimitError: the order is too high.

    >>> print(diff("x^2 sin(3x)", "x"))
    2*x*sin(3*x) + 3*x^2*cos(3*x)
    >>> print(diff("x^3*y^2", "x", 2, "y"))
    12*x*y
    """
    book = rules or current()
    body = as_differentiand(expression, variables)
    for variable, order in orders(body, variables):
        for _ in range(order):
            body = derivative(body, variable, book)
    return body


def as_differentiand(expression: Expression | str, variables: Sequence[Variable | int]) -> Expression:
    """The expression to differentiate; a text is read with the first variable in mind."""
    if isinstance(expression, str) and variables and not isinstance(variables[0], int):
        from ..rulebook import parse

        return parse(expression, variable=as_variable(variables[0]).name)
    return as_expression(expression)


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


class Unprepared(Exception):
    """The differentiand holds a derivative to be carried out, or a `where` inside."""


def derivative(body: Expression, variable: Symbol, rules: Rulebook) -> Expression:
    """The first derivative by a variable."""
    return traced(body, variable, rules)[2]


def traced(
    body: Expression, variable: Symbol, rules: Rulebook
) -> tuple[Expression, dict[Expression, Expression | None], Expression]:
    """The first derivative with what a derivation of it needs.

    Returns:
        The expression that the rules met (without derivatives to be carried out), the derivative of each node
        in it (None where that is free of the variable), and the answer.
    """
    slopes: dict[Expression, Expression | None] = {}
    try:
        return body, slopes, _derivative(body, variable, rules, (), slopes)
    except Unprepared:
        body, kept = prepared(body, rules)
        return body, slopes, _derivative(body, variable, rules, kept, slopes)


def prepared(body: Expression, rules: Rulebook) -> tuple[Expression, tuple[Expression, ...]]:
    """The differentiand with its derivatives carried out, and its requirements apart."""
    body = lift_requirements(carry_out(body, rules))
    if type(body) is Apply and body.function == "where":
        return body.arguments[0], body.arguments[1:]
    return body, ()


def _derivative(
    body: Expression,
    variable: Symbol,
    rules: Rulebook,
    kept: Sequence[Expression],
    derivatives: dict[Expression, Expression | None],
) -> Expression:
    derivatives.clear()
    requirements: list[Requirement] = []

    def compute() -> Expression:
        requirements.clear()
        return _bottom_up(body, variable, rules, derivatives, requirements)

    return restricted(requiring(compute, body), requirements, kept)


def _bottom_up(
    body: Expression,
    variable: Symbol,
    rules: Rulebook,
    derivatives: dict[Expression, Expression | None],
    requirements: list[Requirement],
) -> Expression:
    """The derivative of every node after those of its operands; that of the last one is the answer."""
    plain_cases = rules.plain_cases
    for node in postorder((body,), operands, FLATTENED):
        if type(node) is Apply:
            arguments = node.arguments if node.function not in FLATTENED else tuple(operands(node))
            inner = [derivatives[a] for a in arguments]
            mask = mask_of(inner)
            if not mask:
                derivatives[node] = None
                continue
            plain = plain_cases[node.function, len(arguments), mask]
            if plain is not None and not (plain[1] and is_special(arguments, plain[1])):
                derivatives[node] = plain[0].run([*arguments, *inner])
            else:
                derivatives[node] = _forward(node, arguments, mask, derivatives, variable, rules, requirements)
        elif node is variable:
            derivatives[node] = ONE
        else:
            derivatives[node] = None
            if type(node) is Symbol and len(node.name) > 1 and not node.declared:
                check_glued((node,), variable)
    slope = derivatives[body]
    return ZERO if slope is None else slope


def _forward(
    node: Apply,
    arguments: tuple[Expression, ...],
    mask: int,
    derivatives: dict[Expression, Expression | None],
    variable: Symbol,
    rules: Rulebook,
    requirements: list[Requirement],
) -> Expression:
    """The derivative of a node whose case is no plain one."""
    slopes = [derivatives[a] for a in arguments]
    if node.function == "*" and len(arguments) > 2:
        return _product(arguments, slopes)
    if node.function == "piecewise":
        slope, left_out = derivative_of_piecewise(node, slopes, variable)
        requirements += [(condition, node, False) for condition in left_out]
        return slope
    if len(arguments) != len(node.arguments):
        node = apply(node.function, arguments)
    selected = rules.select(node, mask)
    if selected is None:
        return _formal(node, slopes, rules)
    rule, bindings, program = selected
    if rule.condition is not None:
        requirements.append((rule.condition_at(bindings), node, rule.implied))
    if rule.direct:
        return program.run([*arguments, *(ZERO if slope is None else slope for slope in slopes)])
    inner = [derivatives[b] for b in bindings]
    return program.run([*bindings, *(ZERO if slope is None else slope for slope in inner)])


def _product(arguments: Sequence[Expression], slopes: Sequence[Expression | None]) -> Expression:
    """One factor at a time plays u of the product rule, and v is the rest."""
    total: Expression = ZERO
    for place, slope in enumerate(slopes):
        if slope is not None:
            # In a product the coefficient of d(u) is the rest, so the slope can keep the factor's place.
            total = plus(total, product_of((*arguments[:place], slope, *arguments[place + 1 :])))
    return total


def product_of(parts: Iterable[Expression]) -> Expression:
    """The tidy product of several factors."""
    node: Expression = ONE
    for part in parts:
        node = times(node, part)
    return node


def _formal(node: Apply, slopes: Sequence[Expression | None], rules: Rulebook) -> Expression:
    """The chain rule for a function whose derivative no table gives: it stays f'(u)."""
    require_prepared(node, rules)
    total: Expression = ZERO
    for place, slope in enumerate(slopes):
        if slope is not None:
            total = plus(total, times(formal_derivative(node, place), slope))
    return total


def require_prepared(node: Apply, rules: Rulebook) -> None:
    """Raise Unprepared where a node is no function but something to be done first."""
    if node.function == "where" or _is_written(node, rules):
        raise Unprepared


def formal_derivative(node: Apply, place: int) -> Expression:
    """f'(u), or D_1 f(u, v): the derivative by one argument, unevaluated."""
    return apply(formal_partial(node.function, place, len(node.arguments)), node.arguments)


def restricted(result: Expression, requirements: Sequence[Requirement], kept: Sequence[Expression] = ()) -> Expression:
    """The derivative with what must hold for it, less what the formula says itself."""
    if not requirements and not kept:
        return result
    present = set(always_evaluated(result)) if requirements else set()
    needs = [condition for condition, source, implied in requirements if not (implied and source in present)]
    return lift_requirements(apply("where", (result, *kept, *needs)))


# --- derivatives written in the input ---------------------------------------------------------------------


def carry_out(expression: Expression, rules: Rulebook | None = None) -> Expression:
    """The expression with every derivative that is written in it carried out: d/dx (x^2) becomes 2*x.

    Raises:
        DomainError: a derivative is asked for at a point of something that is no variable.
    """
    book = rules or current()
    if not any(type(n) is Apply and _is_written(n, book) for n in postorder((expression,))):
        return expression
    return fold((expression,), lambda leaf: leaf, lambda node, parts: _carried(node, tuple(parts), book))[expression]


def _is_written(node: Apply, rules: Rulebook) -> bool:
    function = node.function
    if function in ("derivative", "derivative_at"):
        return True
    if not function.endswith("'") and not function.startswith("D_"):
        return False
    base, indices = _formal_parts(function)
    entry = rules.functions.get((base, len(node.arguments)))
    return entry is not None and all(entry.parameters[i] in entry.derivatives for i in indices)


def _formal_parts(function: str) -> tuple[str, list[int]]:
    """The function of which a formal derivative is written, and by which arguments: f'' is f, 0, 0."""
    base = function.rstrip("'")
    *places, name = base.split(" ")
    return name, [int(p[2:]) - 1 for p in places] or [0] * (len(function) - len(base))


def _carried(node: Apply, parts: tuple[Expression, ...], rules: Rulebook) -> Expression:
    again = apply(node.function, parts)
    if not _is_written(again, rules):
        return again
    if node.function in ("derivative", "derivative_at"):
        body, variable, order, *point = parts
        if not isinstance(variable, Symbol) or not isinstance(order, Number):
            raise DomainError(f"a derivative is taken by a variable, not by {variable}")
        result = diff(body, variable, int(order.value), rules=rules)
        return substitute(result, {variable: point[0]}) if point else result
    base, indices = _formal_parts(node.function)
    entry = rules.functions[base, len(parts)]
    result = entry.application
    for index in indices:
        result = derivative(result, entry.parameters[index], rules)
    return substitute(result, dict(zip(entry.parameters, parts, strict=True)))
