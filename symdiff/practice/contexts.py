"""Kinds from real formulas: motion, marginal cost, related rates, largest and smallest values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ..calculus.forward import diff
from ..calculus.trace import Trace
from ..expression import PI, Expression, Number, Symbol, apply, integer, rational, symbol
from ..primitives import SQRT
from ..tidying import bare, times, value_of
from ..traversal import postorder, tree_size
from .asking import Setting, called, equation, renamed, value_at
from .confirming import confirmed
from .items import Distractor, Item
from .kind import Kind, nowhere
from .measure import difficulty_of
from .sentences import say
from .streams import Stream

T, Q, R = symbol("t"), symbol("q"), symbol("r")
TIMES = tuple(integer(n) for n in (1, 2, 3, 4, 5))
AMOUNTS = tuple(integer(n) for n in (5, 10, 20, 30, 50))


def motion(setting: Setting) -> Item | None:
    """Velocity or acceleration of a body whose position is given."""
    problem = setting.problem
    position = renamed(problem.expression, problem.variable, T)
    velocity = renamed(problem.key, problem.variable, T)
    order = setting.stream.choice((1, 1, 2))
    wanted = velocity if order == 1 else bare(diff(velocity, T))
    for moment in setting.stream.shuffled(TIMES):
        value = value_at(wanted, T, moment)
        if value is None or value_of(value) == 0 or value_at(position, T, moment) is None:
            continue
        name = called("v" if order == 1 else "a", moment)
        return setting.item(
            expression=position,
            variable=T,
            prompt=(
                say(
                    "motion_velocity" if order == 1 else "motion_acceleration",
                    s=equation(called("s", T), position),
                    t=moment,
                ),
            ),
            keys=(value,),
            answer_name=name,
            details={"point": moment, "order": integer(order)},
            solution=(
                say("derivative_is", slope=equation(called("v", T), velocity)),
                say("put_in", x=equation(T, moment), value=equation(name, value)),
            ),
        )
    return None


def motion_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The velocity or acceleration of someone who finds this derivative of the position."""
    wanted = derivative if value_of(item.details["order"]) == 1 else bare(diff(derivative, item.variable))
    value = value_at(wanted, item.variable, item.details["point"])
    return None if value is None else (value,)


def marginal(setting: Setting) -> Item | None:
    """The marginal cost at an amount: costs that are powers and roots of the amount, and a fixed cost."""
    stream = setting.stream
    a, b, fixed = stream.between(2, 9), stream.between(10, 60), 50 * stream.between(2, 20)
    square = apply("^", (Q, integer(2)))
    shares = {
        "square": apply("*", (rational(Fraction(a, 10), decimal=True), square)),
        "cube": apply("*", (rational(Fraction(stream.between(1, 9), 100), decimal=True), apply("^", (Q, integer(3))))),
        "root": apply("*", (integer(10 * a), apply(SQRT, (Q,)))),
    }
    growing = shares[stream.choice(tuple(shares))]
    cost = apply("+", (apply("+", (growing, apply("*", (integer(b), Q)))), integer(fixed)))
    amounts = [integer(n * n) for n in (3, 4, 5, 6, 7, 8, 9, 10)] if growing is shares["root"] else AMOUNTS
    return _formula(setting, cost, Q, stream.choice(amounts), "marginal_cost", "C", {})


def extremum(setting: Setting) -> Item | None:
    """Where a polynomial has its local maximum or minimum: found from where its derivative is 0."""
    stream, x = setting.stream, setting.problem.variable
    first, gap = stream.between(-5, 3), stream.between(1, 5)
    second, factor = first + gap, 1 if gap % 2 == 0 else 2
    # f' = 3 k (x - r)(x - s) with integers in f: k = 1 where r + s is even, else 2
    c3, c2 = factor, Fraction(-3 * factor * (first + second), 2)
    c1, c0 = 3 * factor * first * second, stream.between(-9, 9)
    if c2.denominator != 1 or not c2 or not c1:
        return None
    wants_maximum = stream.chance(50)
    cubic = _polynomial(x, ((3, c3), (2, int(c2)), (1, c1), (0, c0)))
    key = bare(diff(cubic, x))
    if not confirmed(cubic, key, x):
        return None
    place, swapped = map(integer, (first, second) if wants_maximum else (second, first))
    trace = Trace(cubic, x)
    return setting.item(
        expression=cubic,
        prompt=(say("find_maximum" if wants_maximum else "find_minimum", f=equation(called("f", x), cubic)),),
        keys=(place,),
        answer_name=x,
        difficulty=difficulty_of(trace, key),
        given_distractors=(Distractor(swapped, ("extremum_swapped",), (say("told_extremum_swapped"),)),),
        solution=(
            say("derivative_is", slope=equation(called("f'", x), key)),
            say("zero_at", first=integer(first), second=integer(second)),
        ),
    )


@dataclass(frozen=True)
class Rate:
    """A formula of related rates: a quantity of one length, whose rate of change is known."""

    key: str
    name: str
    formula: Callable[[Stream], Expression]


FOUR_PI = apply("*", (integer(4), PI))
RATES = (
    Rate("rate_circle", "A", lambda s: apply("*", (PI, apply("^", (R, integer(2)))))),
    Rate("rate_sphere", "V", lambda s: apply("/", (apply("*", (FOUR_PI, apply("^", (R, integer(3))))), integer(3)))),
    Rate("rate_surface", "S", lambda s: apply("*", (FOUR_PI, apply("^", (R, integer(2)))))),
    Rate("rate_cube", "V", lambda s: apply("^", (R, integer(3)))),
    Rate("rate_square", "A", lambda s: apply("^", (R, integer(2)))),
    Rate(
        "rate_cone",
        "V",
        lambda s: apply("/", (apply("*", (PI, apply("^", (R, integer(3))))), integer(s.choice((3, 6, 12))))),
    ),
)


def related(setting: Setting) -> Item | None:
    """How fast a quantity changes when the length it depends on does."""
    stream = setting.stream
    chosen = stream.choice(RATES)
    speed = rational(Fraction(stream.choice((1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25)), 10), decimal=True)
    at = integer(stream.between(2, 20))
    return _formula(setting, chosen.formula(stream), R, at, chosen.key, chosen.name, {"speed": speed})


def rate_from(item: Item, derivative: Expression) -> tuple[Expression, ...] | None:
    """The rate for someone who finds this derivative of the formula."""
    slope = value_at(derivative, item.variable, item.details["point"])
    if slope is None:
        return None
    speed = item.details.get("speed")
    return (slope if speed is None else times(speed, slope),)


def _formula(
    setting: Setting,
    formula: Expression,
    by: Symbol,
    at: Expression,
    key: str,
    name: str,
    details: dict[str, Expression],
) -> Item | None:
    """An item on a formula of its own, not on the problem that was found."""
    trace = Trace(formula, by)
    slope = bare(diff(formula, by))
    value = value_at(slope, by, at)
    if value is not None and (number := value_of(value)) is not None and _has_decimals(formula):
        value = rational(Fraction(number), decimal=True)
    if value is None or tree_size(slope) > 20 or not confirmed(formula, slope, by):
        return None
    speed = details.get("speed")
    answer = value if speed is None else times(speed, value)
    return setting.item(
        expression=formula,
        variable=by,
        prompt=(say(key, f=equation(called(name, by), formula), at=at, **details),),
        keys=(answer,),
        answer_name=None,
        difficulty=difficulty_of(trace, slope),
        rules=tuple(sorted({s.rule.name for s in trace.steps.values()})),
        details={"point": at, **details},
        solution=(say("derivative_is", slope=equation(called(f"{name}'", by), slope)),),
    )


def _has_decimals(formula: Expression) -> bool:
    return any(isinstance(node, Number) and node.decimal for node in postorder((formula,)))


def _polynomial(x: Symbol, parts: tuple[tuple[int, int], ...]) -> Expression:
    """The sum of c*x^n, as it is written."""
    total: Expression | None = None
    for exponent, coefficient in parts:
        if not coefficient:
            continue
        power = integer(1) if exponent == 0 else x if exponent == 1 else apply("^", (x, integer(exponent)))
        size = abs(coefficient)
        term = integer(size) if exponent == 0 else power if size == 1 else apply("*", (integer(size), power))
        if total is None:
            total = term if coefficient > 0 else apply("neg", (term,))
        else:
            total = apply("+" if coefficient > 0 else "-", (total, term))
    assert total is not None
    return total


OFFERED = (
    Kind(
        "motion",
        "velocity and acceleration",
        motion,
        motion_from,
        "number",
        levels=(1, 2, 3),
        topics=("power", "product", "exponential"),
    ),
    Kind("marginal", "marginal cost", marginal, rate_from, "number", levels=(1,), topics=("power",)),
    Kind("related", "related rates", related, rate_from, "number", levels=(1,), topics=("power",)),
    Kind(
        "extremum",
        "where a polynomial is largest or smallest",
        extremum,
        nowhere,
        "number",
        levels=(2,),
        topics=("power",),
    ),
)
