"""Gradients: the rules of the table read backwards, one sweep from the root down.

The adjoint of a node is the derivative of the root by it. Every right-hand side is linear in the
derivatives it holds, so a rule in which one operand varies, with the node's adjoint in the place
of that operand's derivative, is what the operand's adjoint receives. Added up where ways meet, it
gives all partial derivatives at the cost of one (reverse accumulation: Griewank and Walther,
Evaluating Derivatives, 2008, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..expression import ONE, ZERO, Apply, Expression, Symbol, apply
from ..language import check_glued
from ..rulebook import Rulebook, current, is_special
from ..rulebook.operands import FLATTENED, operands
from ..rulebook.rules import branch_places
from ..tidying import has_branches, lift_requirements, plus, remembering, times
from ..traversal import depending, postorder
from .forward import (
    Requirement,
    Unprepared,
    Variable,
    as_differentiand,
    as_variable,
    formal_derivative,
    prepared,
    product_of,
    require_prepared,
    restricted,
)
from .joints import comparisons


def gradient(
    expression: Expression | str, variables: Iterable[Variable], rules: Rulebook | None = None
) -> list[Expression]:
    """All first partial derivatives, by one sweep from the root down.

    Args:
        expression: the function, an expression or its text.
        variables: by what to differentiate.

    >>> [str(g) for g in gradient("x^2*y + y", ["x", "y"])]
    ['2*x*y', '1 + x^2']
    """
    names = [as_variable(v) for v in variables]
    book = rules or current()
    body = as_differentiand(expression, names)
    try:
        return _reverse(body, names, book, ())
    except Unprepared:
        body, kept = prepared(body, book)
        return _reverse(body, names, book, kept)


def _reverse(
    body: Expression, names: Sequence[Symbol], rules: Rulebook, kept: Sequence[Expression]
) -> list[Expression]:
    requirements: list[Requirement] = []
    slopes, needs = remembering(lambda: _top_down(body, names, rules, requirements))
    if needs and has_branches((body,)):
        requirements.clear()
        needs = []
        slopes = [lift_requirements(slope) for slope in _top_down(body, names, rules, requirements)]
    if not requirements and not needs and not kept:
        return slopes
    return [_component(*pair, requirements, needs, kept) for pair in zip(names, slopes, strict=True)]


def _component(
    name: Symbol,
    slope: Expression,
    requirements: Sequence[Requirement],
    needs: Sequence[Expression],
    kept: Sequence[Expression],
) -> Expression:
    """One partial derivative, with what was met on the way to its variable."""
    depends = depending((*(source for _, source, _ in requirements), *needs), name)
    own = [requirement for requirement in requirements if requirement[1] in depends]
    return restricted(slope, own, [*kept, *(need for need in needs if need in depends)])


def _top_down(
    body: Expression, names: Sequence[Symbol], rules: Rulebook, requirements: list[Requirement]
) -> list[Expression]:
    """The adjoint of every node before those of its operands; those of the variables are the answer."""
    order = postorder((body,), operands, FLATTENED)
    depends = _dependent(order, names)
    adjoints: dict[Expression, Expression] = {body: ONE}
    for node in reversed(order):
        adjoint = adjoints.get(node)
        if adjoint is not None and type(node) is Apply and node in depends:
            for argument, share in _shares(node, adjoint, depends, rules, requirements):
                before = adjoints.get(argument)
                adjoints[argument] = share if before is None else plus(before, share)
    return [adjoints.get(name, ZERO) for name in names]


def _dependent(order: Iterable[Expression], names: Sequence[Symbol]) -> set[Expression]:
    """The nodes that depend on one of the variables."""
    depends: set[Expression] = set(names)
    for node in order:
        if type(node) is Apply:
            if not depends.isdisjoint(operands(node) if node.function in FLATTENED else node.arguments):
                depends.add(node)
        elif type(node) is Symbol and len(node.name) > 1 and node not in depends and not node.declared:
            for name in names:
                check_glued((node,), name)
    return depends


def _shares(
    node: Apply, adjoint: Expression, depends: set[Expression], rules: Rulebook, requirements: list[Requirement]
) -> list[tuple[Expression, Expression]]:
    """What each operand that depends on a variable receives of the node's adjoint.

    It is the rule for that operand, all others held constant, with the adjoint for the derivative inside.
    """
    arguments = node.arguments if node.function not in FLATTENED else tuple(operands(node))
    places = [place for place, a in enumerate(arguments) if a in depends]
    count = len(arguments)
    found: list[tuple[Expression, Expression]] = []
    for place in places:
        plain = rules.plain_cases[node.function, count, 1 << place]
        if plain is None or (plain[1] and is_special(arguments, plain[1])):
            return _shares_otherwise(node, arguments, adjoint, places, rules, requirements)
        found.append((arguments[place], plain[0].run([*arguments, *(adjoint,) * count])))
    return found


def _shares_otherwise(
    node: Apply,
    arguments: tuple[Expression, ...],
    adjoint: Expression,
    places: Sequence[int],
    rules: Rulebook,
    requirements: list[Requirement],
) -> list[tuple[Expression, Expression]]:
    """The shares of a node whose case is no plain one."""
    if node.function == "*" and len(arguments) > 2:
        return [(arguments[p], product_of((*arguments[:p], adjoint, *arguments[p + 1 :]))) for p in places]
    if node.function == "piecewise":
        return _shares_of_piecewise(node, adjoint, places, requirements)
    if len(arguments) != len(node.arguments):
        node = apply(node.function, arguments)
    return [_share(node, adjoint, place, rules, requirements) for place in places]


def _share(
    node: Apply, adjoint: Expression, place: int, rules: Rulebook, requirements: list[Requirement]
) -> tuple[Expression, Expression]:
    selected = rules.select(node, 1 << place)
    if selected is None:
        require_prepared(node, rules)
        return node.arguments[place], times(formal_derivative(node, place), adjoint)
    rule, bindings, program = selected
    if rule.condition is not None:
        requirements.append((rule.condition_at(bindings), node, rule.implied))
    if rule.direct:
        return node.arguments[place], program.run([*node.arguments, *(adjoint for _ in node.arguments)])
    inner = bindings[rule.letters.index(rule.differentiated[0])]
    return inner, program.run([*bindings, *(adjoint for _ in bindings)])


def _shares_of_piecewise(
    node: Apply, adjoint: Expression, places: Sequence[int], requirements: list[Requirement]
) -> list[tuple[Expression, Expression]]:
    values = branch_places(node)
    for place, condition in enumerate(node.arguments):
        if place not in values:
            requirements += [(apply("!=", c.arguments), node, False) for c in comparisons(condition)]
    found: list[tuple[Expression, Expression]] = []
    for chosen in places:
        if chosen in values:
            parts = [(ONE if i == chosen else ZERO) if i in values else a for i, a in enumerate(node.arguments)]
            found.append((node.arguments[chosen], times(adjoint, apply("piecewise", tuple(parts)))))
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
    names = [as_variable(v) for v in variables]
    rows = gradient(expression, names, rules)
    matrix: list[list[Expression]] = [[ZERO] * len(names) for _ in names]
    for i, row in enumerate(rows):
        for j, second in enumerate(gradient(row, names[i:], rules), start=i):
            matrix[i][j] = matrix[j][i] = second
    return matrix
