"""Kinds that ask at a point: the derivative there, the tangent and the normal line, the table of quotients."""

from __future__ import annotations

from fractions import Fraction

from ..errors import SymdiffError
from ..evaluation import evaluate
from ..expression import Apply, Expression, Number, Symbol, apply, integer, rational, symbol
from ..tidying import bare, minus, negate, over, plus, tidy, times, value_of
from ..traversal import postorder, tree_size
from .arrangement import arranged
from .asking import Setting, called, equation, is_handy, points_for, simplest, value_at
from .items import Item, Table
from .kind import Kind
from .sentences import say

Y = symbol("y")
STEPS = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
TABLE_DIGITS = 7


def point(setting: Setting) -> Item | None:
    """The derivative at a point."""
    problem, x = setting.problem, setting.problem.variable
    for chosen in points_for(setting):
        value = value_at(problem.key, x, chosen)
        if value is not None and value_of(value) != 0 and value_at(problem.expression, x, chosen) is not None:
            return setting.item(
                prompt=(say("derivative_at", f=_function(setting), slope=called("f'", chosen)),),
                keys=(value,),
                answer_name=called("f'", chosen),
                details={"point": chosen},
                solution=(
                    say("derivative_is", slope=equation(called("f'", x), problem.key)),
                    say("put_in", x=equation(x, chosen), value=equation(called("f'", chosen), value)),
                ),
            )
    return None


def tangent(setting: Setting) -> Item | None:
    """The tangent line at a point."""
    return _line(setting, "find_tangent", normal=False)


def normal(setting: Setting) -> Item | None:
    """The normal line at a point."""
    return _line(setting, "find_normal", normal=True)


def table(setting: Setting) -> Item | None:
    """The derivative at a point, guessed from a table of difference quotients."""
    problem, x = setting.problem, setting.problem.variable
    for chosen in points_for(setting):
        value = value_at(problem.key, x, chosen)
        if value is None or not value_of(value):
            continue
        rows = tuple(_row(problem.expression, x, chosen, h) for h in STEPS)
        if all(row is not None for row in rows):
            quotient = apply(
                "/", (apply("-", (called("f", apply("+", (chosen, symbol("h")))), called("f", chosen))), symbol("h"))
            )
            return setting.item(
                prompt=(say("read_table", f=_function(setting), slope=called("f'", chosen)),),
                keys=(value,),
                answer_name=called("f'", chosen),
                table=Table((symbol("h"), quotient), tuple(row for row in rows if row is not None)),
                details={"point": chosen},
                solution=(say("derivative_is", slope=equation(called("f'", x), problem.key)),),
            )
    return None


def at_point(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The value at the item's point of a derivative that someone found."""
    value = value_at(derivative, item.variable, item.details["point"])
    return None if value is None else (value,)


def tangent_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The line that someone gives who found this derivative."""
    return _line_from(item, derivative, normal=False)


def normal_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The normal line that someone gives who found this derivative."""
    return _line_from(item, derivative, normal=True)


def _line_from(item: Item, derivative: Expression, normal: bool) -> tuple[Expression, ...] | None:
    slope = value_at(derivative, item.variable, item.details["point"])
    if slope is None or (normal and value_of(slope) == 0):
        return None
    return (_through(item.variable, item.details["point"], item.details["height"], slope, normal),)


def _line(setting: Setting, key: str, normal: bool) -> Item | None:
    problem, x = setting.problem, setting.problem.variable
    for chosen in points_for(setting):
        height, slope = value_at(problem.expression, x, chosen), value_at(problem.key, x, chosen)
        if height is None or slope is None or value_of(slope) == 0:
            continue
        line = _through(x, chosen, height, slope, normal)
        if not is_handy(line) or _has_long_slope(line):
            continue
        return setting.item(
            prompt=(say(key, f=_function(setting), x=equation(x, chosen)),),
            keys=(line,),
            answer_name=None,
            details={"point": chosen, "height": height},
            solution=(
                say("derivative_is", slope=equation(called("f'", x), problem.key)),
                say(
                    "slope_and_height",
                    slope=equation(called("f'", chosen), slope),
                    height=equation(called("f", chosen), height),
                ),
            ),
        )
    return None


def _through(x: Symbol, chosen: Expression, height: Expression, slope: Expression, normal: bool) -> Expression:
    """The line y = m*x + b through a point, the term of x first."""
    steep = simplest(negate(over(integer(1), slope))) if normal else slope
    shift, risen = simplest(minus(height, times(steep, chosen))), bare(tidy(times(steep, x)))
    if value_of(shift) == 0:
        return equation(Y, risen)
    below = negate(shift)
    sign, part = ("-", below) if tree_size(below) < tree_size(shift) or (value_of(shift) or 0) < 0 else ("+", shift)
    return equation(Y, arranged(apply(sign, (risen, bare(part)))))


def _has_long_slope(line: Expression) -> bool:
    """Whether its slope is a sum, which would have to stand in brackets."""
    return any(
        isinstance(n, Apply) and n.function == "*" and any(map(_is_sum, n.arguments)) for n in postorder((line,))
    )


def _is_sum(node: Expression) -> bool:
    return isinstance(node, Apply) and node.function in ("+", "-")


def _function(setting: Setting) -> Expression:
    return equation(called("f", setting.problem.variable), setting.problem.expression)


def _row(expression: Expression, x: Symbol, chosen: Expression, h: Fraction) -> tuple[Expression | str, ...] | None:
    """h and the quotient (f(a + h) - f(a))/h, to a few digits."""
    step = rational(h, decimal=True)
    try:
        high = evaluate(expression, {x.name: plus(chosen, step)}, digits=30)
        low = evaluate(expression, {x.name: chosen}, digits=30)
    except SymdiffError:
        return None
    quotient = Fraction(_decimal(high)) - Fraction(_decimal(low))
    shown = Number(round(quotient / h, TABLE_DIGITS - 1), True)
    return step, shown


def _decimal(value: object) -> str:
    """A number of high precision as a decimal."""
    from mpmath import nstr

    return str(nstr(value, 25))


OFFERED = (
    Kind("point", "the derivative at a point", point, at_point, "number"),
    Kind("tangent", "the tangent line at a point", tangent, tangent_from, "equation"),
    Kind("normal", "the normal line at a point", normal, normal_from, "equation"),
    Kind(
        "table",
        "the derivative at a point from a table of difference quotients",
        table,
        at_point,
        "number",
        levels=(1, 2, 3),
    ),
)
