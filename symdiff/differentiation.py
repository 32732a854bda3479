"""Differentiation: the rules of the table, applied over the DAG from below, each node once.

Forward, the derivative of a node is the right-hand side of its rule with the derivatives of its
arguments filled in. Reverse, every right-hand side is linear in those derivatives, so its
coefficients are the partial derivatives, and one sweep from the root down gives a whole gradient.
Nothing here knows a rule of calculus but one: a piecewise is differentiated branch by branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .errors import DomainError, LimitError, SymdiffError
from .expression import COMPARISONS, ONE, ZERO, Apply, Expression, Number, Symbol, apply, as_expression, symbol
from .language import check_glued, is_name
from .rulebook import Rule, Rulebook, formal_partial, standard
from .rulebook.rules import branch_places
from .tidying import factors, lift_requirements, plus, remembered_so_far, tidy, times, value_of, where
from .traversal import fold, free_symbols, postorder, substitute

MOST_ORDERS = 1000

Variable = Symbol | str
Requirement = tuple[Expression, Apply, bool]


def diff(expression: Expression | str, *variables: Variable | int, rules: Rulebook | None = None) -> Expression:
    """The derivative, tidied.

    Args:
        expression: the differentiand, an expression or its text.
        variables: one variable, or several for a mixed derivative; a number after a variable is
            how often to differentiate by it: `diff(f, "x", 2, "y")`. The only symbol if not given.
        rules: the rulebook to use instead of the standard one.

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
    book = rules or standard()
    body = _differentiand(expression, variables)
    for variable, order in _orders(body, variables):
        for _ in range(order):
            body = derivative(body, variable, book)
    return body


def _differentiand(expression: Expression | str, variables: Sequence[Variable | int]) -> Expression:
    if isinstance(expression, str) and variables and not isinstance(variables[0], int):
        from .rulebook import parse

        return parse(expression, variable=_variable(variables[0]).name)
    return as_expression(expression)


def _variable(name: Variable) -> Symbol:
    if isinstance(name, Symbol):
        return name
    if not isinstance(name, str) or not is_name(name):
        raise SymdiffError(f"{name!r} is not the name of a variable: a variable is one word, such as x, theta or v_max")
    return symbol(name)


def _orders(body: Expression, variables: Sequence[Variable | int]) -> list[tuple[Symbol, int]]:
    """Each variable with how often to differentiate by it."""
    found: list[tuple[Symbol, int]] = []
    for given in variables or (only_variable(body),):
        if not isinstance(given, int):
            found.append((_variable(given), 1))
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


# --- forward ----------------------------------------------------------------------------------------


FLATTENED = frozenset(("*", "min", "max"))


def operands(node: Apply) -> Sequence[Expression]:
    """What a rule sees as the arguments: all factors of a product that is not too long, else the arguments."""
    if node.function == "*":
        found = factors(node)
        return node.arguments if len(found) == 1 else found
    if node.function in ("min", "max") and len(node.arguments) > 2:
        return apply(node.function, node.arguments[:-1]), node.arguments[-1]
    return node.arguments


class _Unprepared(Exception):
    """The differentiand holds a derivative to be carried out, or a `where` inside."""


def derivative(body: Expression, variable: Symbol, rules: Rulebook) -> Expression:
    """The first derivative by a variable."""
    try:
        return _derivative(body, variable, rules, ())
    except _Unprepared:
        prepared, kept = _prepared(body, rules)
        return _derivative(prepared, variable, rules, kept)


def _prepared(body: Expression, rules: Rulebook) -> tuple[Expression, tuple[Expression, ...]]:
    """The differentiand with its derivatives carried out, and its requirements apart."""
    body = lift_requirements(carry_out(body, rules))
    if type(body) is Apply and body.function == "where":
        return body.arguments[0], body.arguments[1:]
    return body, ()


def _derivative(body: Expression, variable: Symbol, rules: Rulebook, kept: Sequence[Expression]) -> Expression:
    derivatives: dict[Expression, Expression | None] = {}
    requirements: list[Requirement] = []
    remembered = remembered_so_far()
    for node in postorder((body,), operands):
        if type(node) is Apply:
            derivatives[node] = _forward(node, derivatives, variable, rules, requirements)
        elif node is variable:
            derivatives[node] = ONE
        else:
            derivatives[node] = None
            if type(node) is Symbol and len(node.name) > 1:
                check_glued(node.name, variable.name)
    slope = derivatives[body]
    if slope is None:
        slope = ZERO
    if not requirements and not kept and remembered == remembered_so_far():
        return slope
    return restricted(slope, requirements, kept)


def _forward(
    node: Apply,
    derivatives: dict[Expression, Expression | None],
    variable: Symbol,
    rules: Rulebook,
    requirements: list[Requirement],
) -> Expression | None:
    """The derivative of a node from those of its operands; None where it is free of the variable."""
    arguments = operands(node) if node.function in FLATTENED else node.arguments
    slopes = [derivatives[a] for a in arguments]
    mask, bit = 0, 1
    for slope in slopes:
        if slope is not None:
            mask |= bit
        bit <<= 1
    if not mask:
        return None
    if node.function == "*" and len(arguments) > 2:
        return _product(arguments, slopes, rules)
    if node.function == "piecewise":
        return _piecewise(node, slopes, variable, requirements)
    selected = rules.select(node if len(arguments) == len(node.arguments) else apply(node.function, tuple(arguments)), mask)
    if selected is None:
        return _formal(node, slopes, rules)
    rule, bindings, program = selected
    if rule.condition is not None:
        note_condition(rule, bindings, node, requirements)
    inner = [ZERO if (slope := derivatives[b]) is None else slope for b in bindings]
    return program.run((*bindings, *inner))


def _product(arguments: Sequence[Expression], slopes: Sequence[Expression | None], rules: Rulebook) -> Expression:
    """One factor at a time plays u of the product rule, and v is the rest."""
    total: Expression = ZERO
    for place, slope in enumerate(slopes):
        if slope is not None:
            total = plus(total, times(partial_of_product(arguments, place, rules), slope))
    return total


def partial_of_product(arguments: Sequence[Expression], place: int, rules: Rulebook) -> Expression:
    """The coefficient of d(u) in the product rule, where u is one factor."""
    rule = rules.rules["product"]
    u = rule.letters[0]
    rest: Expression = ONE
    for other, argument in enumerate(arguments):
        if other != place:
            rest = times(rest, argument)
    return rule.partials[u].run((arguments[place], rest))


def _formal(node: Apply, slopes: Sequence[Expression | None], rules: Rulebook) -> Expression:
    """The chain rule for a function whose derivative no table gives: it stays f'(u)."""
    _require_prepared(node, rules)
    total: Expression = ZERO
    for place, slope in enumerate(slopes):
        if slope is not None:
            total = plus(total, times(formal_derivative(node, place), slope))
    return total


def _require_prepared(node: Apply, rules: Rulebook) -> None:
    if node.function == "where" or _is_written(node, rules):
        raise _Unprepared


def formal_derivative(node: Apply, place: int) -> Expression:
    """f'(u), or D_1 f(u, v): the derivative by one argument, unevaluated."""
    return apply(formal_partial(node.function, place, len(node.arguments)), node.arguments)


def note_condition(
    rule: Rule, bindings: Sequence[Expression], node: Apply, requirements: list[Requirement]
) -> None:
    """Remember where the derivative exists."""
    requirements.append((rule.condition_program.run(bindings), node, rule.implied))


def restricted(
    result: Expression, requirements: Sequence[Requirement], kept: Sequence[Expression] = ()
) -> Expression:
    """The derivative with what must hold for it, less what the formula says itself."""
    needs = list(kept)
    if requirements:
        present = set(postorder((result,)))
        needs += [condition for condition, source, implied in requirements if not (implied and source in present)]
    return lift_requirements(where(result, *needs))


# --- piecewise -----------------------------------------------------------------------------------------


def _piecewise(
    node: Apply, slopes: Sequence[Expression | None], variable: Symbol, requirements: list[Requirement]
) -> Expression:
    """Branch by branch; at a joint only where both sides agree in value and slope."""
    values = branch_places(node)
    arguments = [a if i not in values else ZERO if slopes[i] is None else slopes[i] for i, a in enumerate(node.arguments)]
    for place, condition in enumerate(node.arguments):
        if place not in values:
            for comparison in _comparisons(condition):
                if variable in free_symbols(comparison) and not _joins_smoothly(node, arguments, place, variable):
                    left, right = comparison.arguments
                    requirements.append((apply("!=", (left, right)), node, False))
    return apply("piecewise", tuple(arguments))


def _comparisons(condition: Expression) -> list[Apply]:
    return [n for n in postorder((condition,)) if type(n) is Apply and n.function in COMPARISONS]


def _joins_smoothly(node: Apply, slopes: Sequence[Expression], place: int, variable: Symbol) -> bool:
    """Whether the branch of a condition such as x < a and the next one agree at x = a."""
    condition = node.arguments[place]
    if not isinstance(condition, Apply) or condition.function not in ("<", "<=", ">", ">=") or place + 2 >= len(slopes):
        return False
    joint = _joint(condition, variable)
    if joint is None or not _decided(node, place, variable, joint):
        return False
    following = place + 2 if place + 2 == len(slopes) - 1 else place + 3
    at = {variable: joint}
    return all(
        tidy(substitute(apply("-", (side[place + 1], side[following])), at)) is ZERO for side in (node.arguments, slopes)
    )


def _joint(condition: Apply, variable: Symbol) -> Expression | None:
    """The number a of x < a or a > x."""
    for one, other in (condition.arguments, condition.arguments[::-1]):
        if one is variable and value_of(other) is not None:
            return other
    return None


def _decided(node: Apply, place: int, variable: Symbol, joint: Expression) -> bool:
    """Whether near the joint no earlier condition holds, and the next one does."""
    for other in range(0, len(node.arguments) - 1, 2):
        if other < place or other == place + 2:
            condition = node.arguments[other]
            bound = _joint(condition, variable) if isinstance(condition, Apply) else None
            if bound is None or condition.function not in ("<", "<=", ">", ">="):  # type: ignore[attr-defined]
                return False
            gap = value_of(tidy(apply("-", (joint, bound))))
            assert gap is not None
            below = (condition.arguments[0] is variable) == (condition.function in ("<", "<="))  # type: ignore[attr-defined]
            holds = gap < 0 if below else gap > 0
            if gap == 0 or holds != (other > place):
                return False
    return True


# --- reverse --------------------------------------------------------------------------------------------


def gradient(
    expression: Expression | str, variables: Iterable[Variable], rules: Rulebook | None = None
) -> list[Expression]:
    """All first partial derivatives, by one sweep from the root down.

    Args:
        expression: the function, an expression or its text.
        variables: by what to differentiate.

    >>> [str(g) for g in gradient("x^2*y + y", ["x", "y"])]
    ['2*x*y', 'x^2 + 1']
    """
    names = [_variable(v) for v in variables]
    book = rules or standard()
    body = _differentiand(expression, names)
    try:
        return _reverse(body, names, book, ())
    except _Unprepared:
        prepared, kept = _prepared(body, book)
        return _reverse(prepared, names, book, kept)


def _reverse(body: Expression, names: Sequence[Symbol], rules: Rulebook, kept: Sequence[Expression]) -> list[Expression]:
    order = postorder((body,), operands)
    wanted = set(names)
    remembered = remembered_so_far()
    depends: set[Expression] = set()
    for node in order:
        if type(node) is Symbol and len(node.name) > 1 and node not in wanted:
            for name in names:
                check_glued(node.name, name.name)
        if node in wanted or (type(node) is Apply and not depends.isdisjoint(operands(node))):
            depends.add(node)
    adjoints: dict[Expression, Expression] = {body: ONE}
    requirements: list[Requirement] = []
    for node in reversed(order):
        adjoint = adjoints.get(node)
        if adjoint is not None and type(node) is Apply and node in depends:
            for argument, partial in _partials(node, depends, rules, requirements):
                share = times(adjoint, partial)
                before = adjoints.get(argument)
                adjoints[argument] = share if before is None else plus(before, share)
    slopes = [adjoints.get(name, ZERO) for name in names]
    if not requirements and not kept and remembered == remembered_so_far():
        return slopes
    return [
        restricted(slope, [r for r in requirements if name in free_symbols(r[1])], kept)
        for name, slope in zip(names, slopes, strict=True)
    ]


def _partials(
    node: Apply, depends: set[Expression], rules: Rulebook, requirements: list[Requirement]
) -> list[tuple[Expression, Expression]]:
    """The partial derivative by each operand that depends on a variable."""
    arguments = operands(node)
    places = [place for place, a in enumerate(arguments) if a in depends]
    if node.function == "*" and len(arguments) > 2:
        return [(arguments[p], partial_of_product(arguments, p, rules)) for p in places]
    if node.function == "piecewise":
        return _partials_of_piecewise(node, places, requirements)
    same = len(arguments) == len(node.arguments)
    selected = rules.select(node if same else apply(node.function, tuple(arguments)), sum(1 << p for p in places))
    if selected is None:
        _require_prepared(node, rules)
        return [(arguments[p], formal_derivative(node, p)) for p in places]
    rule, bindings, _ = selected
    if rule.condition is not None:
        note_condition(rule, bindings, node, requirements)
    return [
        (bound, rule.partials[letter].run(bindings))
        for letter, bound in zip(rule.letters, bindings, strict=True)
        if bound in depends and letter in rule.partials
    ]


def _partials_of_piecewise(
    node: Apply, places: Sequence[int], requirements: list[Requirement]
) -> list[tuple[Expression, Expression]]:
    values = branch_places(node)
    for place, condition in enumerate(node.arguments):
        if place not in values:
            for comparison in _comparisons(condition):
                requirements.append((apply("!=", comparison.arguments), node, False))
    found = []
    for chosen in places:
        if chosen in values:
            parts = [(ONE if i == chosen else ZERO) if i in values else a for i, a in enumerate(node.arguments)]
            found.append((node.arguments[chosen], apply("piecewise", tuple(parts))))
    return found


def jacobian(
    expressions: Iterable[Expression | str], variables: Iterable[Variable], rules: Rulebook | None = None
) -> list[list[Expression]]:
    """The matrix of first partial derivatives: a row for each function, a column for each variable.

    >>> [[str(e) for e in row] for row in jacobian(["x*y", "x + y"], ["x", "y"])]
    [['y', 'x'], ['1', '1']]
    """
    names = list(variables)
    return [gradient(e, names, rules) for e in expressions]


def hessian(
    expression: Expression | str, variables: Iterable[Variable], rules: Rulebook | None = None
) -> list[list[Expression]]:
    """The matrix of second partial derivatives, symmetric: each is computed once.

    >>> [[str(e) for e in row] for row in hessian("x^2*y", ["x", "y"])]
    [['2*y', '2*x'], ['2*x', '0']]
    """
    names = [_variable(v) for v in variables]
    rows = gradient(expression, names, rules)
    matrix: list[list[Expression]] = [[ZERO] * len(names) for _ in names]
    for i, row in enumerate(rows):
        for j, second in enumerate(gradient(row, names[i:], rules), start=i):
            matrix[i][j] = matrix[j][i] = second
    return matrix


# --- derivatives written in the input ---------------------------------------------------------------------


def carry_out(expression: Expression, rules: Rulebook | None = None) -> Expression:
    """The expression with every derivative that is written in it carried out: d/dx (x^2) becomes 2*x.

    Raises:
        DomainError: a derivative is asked for at a point of something that is no variable.
    """
    book = rules or standard()
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
