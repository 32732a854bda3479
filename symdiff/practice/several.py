"""Kinds with more than one variable or more than one derivative: partials, gradients, implicit, higher ones."""

from __future__ import annotations

from ..calculus.forward import diff
from ..calculus.implicit import slope_of_curve
from ..expression import Apply, Expression, Number, Symbol, apply, integer, symbol
from ..primitives import SIN
from ..tidying import bare, value_of
from ..traversal import postorder, substitute, tree_size
from .asking import Setting, called, equation, value_at
from .confirming import confirmed
from .items import Item
from .kind import Kind
from .levels import LEVELS
from .measure import largest_number
from .sentences import say

Y = symbol("y")
ORDERS = {1: (2, 3), 2: (2,), 3: (2,)}
SAMPLES = (integer(2), apply("/", (integer(3), integer(4))))
MOST_COORDINATES = 3


def higher(setting: Setting) -> Item | None:
    """The second or third derivative."""
    problem, x = setting.problem, setting.problem.variable
    if problem.level not in ORDERS:
        return None
    order = setting.stream.choice(ORDERS[problem.level])
    key = bare(diff(problem.key, x, order - 1))
    if tree_size(key) > LEVELS[problem.level].longest + 15 or largest_number(key) > 2000 or not key.free_symbols:
        return None
    if not confirmed(problem.expression, key, x, order):
        return None
    name = called("f" + "'" * order, x)
    return setting.item(
        prompt=(say("find_higher", f=equation(called("f", x), problem.expression), order=name),),
        keys=(key,),
        answer_name=name,
        details={"order": integer(order)},
        solution=(say("derivative_is", slope=equation(called("f'", x), problem.key)),),
    )


def higher_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The higher derivative of someone who goes on rightly from a first one."""
    order = item.details["order"]
    assert isinstance(order, Number)
    return (bare(diff(derivative, item.variable, int(order.value) - 1)),)


def partial(setting: Setting) -> Item | None:
    """One partial derivative of a function of two variables."""
    x = setting.problem.variable
    function = with_second_variable(setting)
    if function is None:
        return None
    by, other = setting.stream.shuffled((x, Y))
    key = bare(diff(function, by))
    if not _confirmed(function, key, by, other) or by not in postorder((function,)) or not key.free_symbols:
        return None
    name = called(f"D_{1 if by is x else 2} f", x, Y)
    return setting.item(
        expression=function,
        variable=by,
        prompt=(say("find_partial", f=equation(called("f", x, Y), function), x=by),),
        keys=(key,),
        answer_name=name,
        details={"other": other},
    )


def gradient(setting: Setting) -> Item | None:
    """Both partial derivatives."""
    x = setting.problem.variable
    function = with_second_variable(setting)
    if function is None:
        return None
    keys = tuple(bare(diff(function, v)) for v in (x, Y))
    if not all(_confirmed(function, k, v, o) for k, v, o in zip(keys, (x, Y), (Y, x), strict=True)):
        return None
    return setting.item(
        expression=function,
        prompt=(say("find_gradient", f=equation(called("f", x, Y), function)),),
        keys=keys,
        details={"other": Y},
    )


def gradient_at(setting: Setting) -> Item | None:
    """The gradient at a point."""
    item = gradient(setting)
    if item is None:
        return None
    x = setting.problem.variable
    places = [(integer(a), integer(b)) for a in range(MOST_COORDINATES) for b in range(1, MOST_COORDINATES)]
    for a, b in setting.stream.shuffled(places):
        values = [value_at(substitute(key, {Y: b}), x, a) for key in item.keys]
        if all(v is not None for v in values) and any(value_of(v) != 0 for v in values if v is not None):
            return setting.item(
                expression=item.expression,
                prompt=(say("find_gradient_at", f=equation(called("f", x, Y), item.expression), x=a, y=b),),
                keys=tuple(v for v in values if v is not None),
                details={"point": a, "second": b, "other": Y},
                solution=(say("gradient_is", first=item.keys[0], second=item.keys[1]),),
            )
    return None


def gradient_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The gradient of someone who finds this derivative by x."""
    if "point" not in item.details:
        return (derivative, *item.keys[1:])
    value = value_at(substitute(derivative, {Y: item.details["second"]}), item.variable, item.details["point"])
    return None if value is None else (value, *item.keys[1:])


def implicit(setting: Setting) -> Item | None:
    """dy/dx on a curve that is given by an equation."""
    problem, x = setting.problem, setting.problem.variable
    if problem.level > 3 or tree_size(problem.expression) > 14:
        return None
    stream = setting.stream
    power = apply("^", (Y, integer(stream.between(2, 4))))
    second = stream.choice(
        (
            power,
            apply("*", (integer(stream.between(2, 6)), power)),
            apply(SIN, (Y,)),
            apply("^", (symbol("e"), Y)),
            apply("*", (x, power)),
            apply("*", (x, Y)),
        )
    )
    left = apply("+", (problem.expression, second))
    right = integer(stream.between(1, 12))
    down = bare(diff(left, Y))
    across = bare(diff(left, x))
    key = slope_of_curve(across, down)
    if not (_confirmed(left, across, x, Y) and _confirmed(left, down, Y, x)):
        return None
    curve = equation(left, right)
    slope = called("y'", x)
    return setting.item(
        expression=left,
        prompt=(say("find_implicit", curve=curve, slope=slope),),
        keys=(bare(key),),
        answer_name=slope,
        details={"right": right, "down": down, "other": Y},
        solution=(say("implicit_sides", curve=equation(apply("+", (across, apply("*", (down, slope)))), integer(0))),),
    )


def implicit_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """dy/dx for someone who finds this derivative by x of the left side."""
    return (bare(slope_of_curve(derivative, item.details["down"])),)


def with_second_variable(setting: Setting) -> Expression | None:
    """The function with one of its numbers, or of its places of x, taken by y."""
    function = setting.problem.expression
    places = [node for node in postorder((function,)) if isinstance(node, Apply) and _has_number(node)]
    if not places:
        return None
    node = setting.stream.choice(places)
    assert isinstance(node, Apply)
    second = setting.stream.choice((Y, Y, apply("^", (Y, integer(2)))))
    swapped = apply(node.function, tuple(second if isinstance(a, Number) else a for a in node.arguments))
    if node.function == "*" and isinstance(node.arguments[0], Number):
        swapped = apply("*", (node.arguments[1], second))
    return substitute(function, {node: swapped})


def _has_number(node: Apply) -> bool:
    return node.function in ("*", "+", "-") and any(isinstance(a, Number) for a in node.arguments)


def _confirmed(function: Expression, key: Expression, by: Symbol, other: Symbol) -> bool:
    """Whether the partial derivative is confirmed along two lines."""
    return all(
        confirmed(substitute(function, {other: value}), substitute(key, {other: value}), by) for value in SAMPLES
    )


OFFERED = (
    Kind("higher", "the second or third derivative", higher, higher_from, levels=(1, 2, 3)),
    Kind("partial", "a partial derivative", partial),
    Kind("gradient", "the gradient", gradient, gradient_from, "vector"),
    Kind("gradient_at", "the gradient at a point", gradient_at, gradient_from, "vector", levels=(1, 2, 3)),
    Kind("implicit", "dy/dx on a curve given by an equation", implicit, implicit_from, levels=(1, 2, 3)),
)
