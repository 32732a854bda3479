"""Worked forms: implicit differentiation, total derivatives, curves, inverse functions, differentials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..calculus.forward import as_variable, diff, only_variable
from ..calculus.implicit import implicit_slope
from ..calculus.trace import Trace
from ..calculus.variables import Variable
from ..errors import SymdiffError
from ..expression import ONE, ZERO, Apply, Expression, Symbol, apply, as_expression, symbol
from ..rulebook import Rulebook, standard
from ..simplifying import expand
from ..tidying import bare, negate, over, requiring, tidy
from ..traversal import substitute
from .derivation import Derivation
from .orders import along_curve, by_variable, named, over_derivative, repeated, restored
from .places import Place, at, put
from .records import WORK, Noted, Step, derivative_node, tidied
from .tracing import chained, from_below, positions, steps_of

Function = Expression | str


def implicit(equation: Function, variable: Variable = "x", function: Variable = "y", order: int = 1) -> Derivation:
    """The slope of a curve that an equation describes, or a derivative of higher order.

    Args:
        equation: `left = right`, or an expression that is to be 0.
        variable: by which to differentiate.
        function: what depends on it.
        order: which derivative; in y'' the slope is put in for y', and the curve's equation is used.

    Raises:
        SymdiffError: the equation does not hold the function.

    >>> print(implicit("x^2 + y^2 = 1").result)
    -x/y
    >>> print(implicit("x^3 + y^3 = 6*x*y", order=2).result)
    16*x*y/(2*x - y^2)^3
    """
    by, name = as_variable(variable), as_variable(function)
    given = as_equation(equation)
    if name not in given.free_symbols:
        raise SymdiffError(f"the equation does not hold {name}, so it says nothing of d{name}/d{by}")
    y, slope = apply(name.name, (by,)), apply(name.name + "'", (by,))
    left, right = (substitute(side, {name: y}) for side in given.arguments)
    both = apply("=", (left, right))
    asked = apply("=", (derivative_node(left, by), derivative_node(right, by)))
    notes: dict[str, Noted] = {"function": name.name, "derivative": symbol(f"{name.name}'")}
    steps = [
        Step(WORK, "implicit_name", given, both, variable=by, notes=notes, evidence=(both, both)),
        Step(WORK, "both_sides", both, asked, variable=by, evidence=(asked, asked)),
    ]
    traces = [Trace(side, by, standard()) for side in (left, right)]
    for place, trace in enumerate(traces):
        steps += steps_of(trace, (place,))
    by_theorem = implicit_slope(apply("-", given.arguments), by, name)
    steps += _solved([trace.result for trace in traces], slope, by, name, y, notes, by_theorem)
    result = steps[-1].after.arguments[1]  # type: ignore[attr-defined]
    names: dict[str, Noted] = {"function": name, "derivative": symbol(f"{name.name}'")}
    first = Derivation("implicit", given, (by,), given, tuple(steps), result, names=names)
    return repeated(first, order, name.name, along_curve(tidy(apply("-", given.arguments)), by, name, result))


def _solved(
    sides: Sequence[Expression],
    slope: Apply,
    by: Symbol,
    name: Symbol,
    y: Apply,
    notes: Mapping[str, Noted],
    by_theorem: Expression,
) -> list[Step]:
    """left' = right', which is linear in y', solved for it."""
    unknown = symbol(f"{name.name}'")
    short: dict[Expression, Expression] = {slope: unknown, y: name}
    whole = tidy(substitute(apply("-", tuple(sides)), short))
    slope_of_whole = diff(bare(whole), unknown)
    beside, rest = bare(slope_of_whole), bare(tidy(substitute(bare(whole), {unknown: ZERO})))
    if beside is ZERO:
        raise SymdiffError(f"the equation does not determine {unknown}")
    moved = bare(requiring(lambda: negate(rest), rest))
    collected = apply("=", (apply("*", (beside, unknown)), moved))
    quotient = requiring(lambda: over(moved, beside), moved, beside)
    quotient = restored(restored(quotient, slope_of_whole), whole)
    answer = apply("=", (unknown, quotient))
    named = apply("=", tuple(substitute(side, short) for side in sides))
    return [
        Step(WORK, "name", apply("=", tuple(sides)), named, variable=by, notes=notes, evidence=(named, named)),
        Step(
            WORK,
            "collect",
            named,
            collected,
            variable=by,
            notes=notes,
            evidence=(whole, apply("+", (apply("*", (beside, unknown)), rest))),
        ),
        Step(
            WORK,
            "solve",
            collected,
            answer,
            variable=by,
            notes=notes,
            needs=(apply("!=", (beside, ZERO)),),
            evidence=(quotient, by_theorem),
        ),
    ]


def as_equation(equation: Function) -> Apply:
    """The equation of a text or expression; an expression alone is to be 0."""
    given = read_equation(equation) if isinstance(equation, str) else equation
    if isinstance(given, Apply) and given.function == "=":
        return given
    return apply("=", (given, ZERO))


def read_equation(text: str) -> Expression:
    """`left = right` as an equation.

    Raises:
        ParseError: a side is no formula.
    """
    left, equals, right = text.partition("=")
    if not equals:
        return as_expression(text)
    return apply("=", (as_expression(left), as_expression(right)))


def total(function: Function, inner: Mapping[str, Function], variable: Variable = "t", order: int = 1) -> Derivation:
    """The derivative of f(x(t), y(t)) by the chain rule for several variables.

    Args:
        function: f, in x, y, ...
        inner: what x, y, ... are, in t.
        variable: t.
        order: which derivative.

    >>> print(total("x*y", {"x": "cos(t)", "y": "sin(t)"}).result)
    cos(2*t)
    """
    by, book, f = as_variable(variable), standard(), as_expression(function)
    parts = {as_variable(name): as_expression(value) for name, value in inner.items()}
    if not parts:
        raise SymdiffError("say what the variables are in terms of the other one")
    values: dict[Expression, Expression] = {name: value for name, value in parts.items()}  # noqa: C416
    if by in f.free_symbols:
        parts[by] = by
    composed = substitute(f, values)
    answer = diff(composed, by, rules=book)
    terms = [apply("*", (derivative_node(f, x), derivative_node(value, by))) for x, value in parts.items()]
    line = chained("+", terms)
    start = derivative_node(composed, by)
    found = _traced([(f, x, value, by) for x, value in parts.items()], book)
    done = _filled(line, found)
    evidence = (answer, substitute(done, values))
    steps = [Step(WORK, "chain_rule", start, line, variable=by, evidence=evidence), *found]
    tidy_line, more = _tidied(done, by)
    put_in = tidy(substitute(tidy_line, values))
    steps += more
    if put_in is not tidy_line:
        steps.append(Step(WORK, "put_in", tidy_line, put_in, variable=by, evidence=(answer, put_in)))
    names: dict[str, Noted] = {"parts": tuple(values)}
    first = Derivation("total", composed, (by,), start, tuple(steps), put_in, names=names)
    return repeated(first, order, "f", by_variable(by, "f"))


def _traced(wanted: Sequence[tuple[Expression, Symbol, Expression, Symbol]], book: Rulebook) -> list[Step]:
    """The steps of each partial derivative and each inner derivative, at their places."""
    steps: list[Step] = []
    last = len(wanted) - 1
    for index, (f, x, value, by) in enumerate(wanted):
        place = _term_place(index, last)
        steps += steps_of(Trace(f, x, book), (*place, 0))
        steps += steps_of(Trace(value, by, book), (*place, 1))
    return steps


def _term_place(index: int, last: int) -> Place:
    """Where a term of a sum that nests to the left stands."""
    return (0,) * last if index == 0 else ((0,) * (last - index) + (1,))


def _filled(line: Expression, steps: Sequence[Step]) -> Expression:
    for step in steps:
        if step.kind != WORK:
            line = put(line, step.place, step.after)
    return line


def _tidied(line: Expression, by: Symbol) -> tuple[Expression, list[Step]]:
    """The line tidied from below, with the moves."""
    values: dict[Place, Expression] = {}
    steps: list[Step] = []
    for place, node in sorted(positions(line), key=from_below):
        if not isinstance(node, Apply):
            values[place] = node
            continue
        parts = tuple(values[(*place, i)] for i in range(len(node.arguments)))
        values[place], more = tidied(node.function, parts, by, place)
        steps += more
    return values[()], steps


def parametric(x: Function, y: Function, variable: Variable = "t", order: int = 1) -> Derivation:
    """The slope dy/dx of the curve (x(t), y(t)), or a derivative of higher order by x.

    >>> print(parametric("t^2", "t^3").result)
    3*t/2
    >>> print(parametric("cos(t)", "sin(t)", order=2).result)
    -csc(t)^3
    """
    by, book = as_variable(variable), standard()
    first, second = as_expression(x), as_expression(y)
    start = apply("/", (derivative_node(second, by), derivative_node(first, by)))
    traces = [Trace(second, by, book), Trace(first, by, book)]
    if traces[1].result is ZERO:
        raise SymdiffError("x does not depend on the parameter: the curve is a vertical line and has no slope")
    steps = [*steps_of(traces[0], (0,)), *steps_of(traces[1], (1,))]
    result, more = tidied("/", (traces[0].result, traces[1].result), by)
    function = apply("/", (second, first))
    derivation = Derivation("parametric", function, (by,), start, (*steps, *more), result)
    return repeated(derivation, order, "y", over_derivative(first, by, "y"))


def inverse(function: Function, variable: Variable | None = None, order: int = 1) -> Derivation:
    """The slope of the inverse function at f(x), in terms of x, or a derivative of higher order.

    >>> print(inverse("x^3 + x").result)
    1/(3*x^2 + 1)
    """
    f, book = as_expression(function), standard()
    by = only_variable(f) if variable is None else as_variable(variable)
    start = apply("/", (ONE, derivative_node(f, by)))
    trace = Trace(f, by, book)
    if trace.result is ZERO:
        raise SymdiffError("a function that does not depend on the variable has no inverse")
    result, more = tidied("/", (ONE, trace.result), by)
    first = Derivation("inverse", f, (by,), start, (*steps_of(trace, (1,)), *more), result)
    return repeated(first, order, "g", over_derivative(f, by, "g"))


def differential(function: Function, variables: Sequence[Variable] = (), order: int = 1) -> Derivation:
    """df: each partial derivative times the differential of its variable; d^2 f is the differential of that.

    >>> print(differential("x^2*y", ["x", "y"]).result)
    2*x*y*dx + x^2*dy
    """
    f = as_expression(function)
    names = [as_variable(v) for v in variables] or sorted(f.free_symbols, key=lambda s: s.name)
    if not names:
        raise SymdiffError("the function has no variable")
    line, steps, filled = _differential(f, names)

    def again(found: Expression, order: int) -> tuple[Sequence[Step], Expression]:
        value = bare(found)
        line, steps, filled = _differential(value, names, (1,))
        first = named("again_differential", found, line, names[0], ("df", order))
        result = expand(filled)
        last = Step(WORK, "rewrite", filled, result, variable=names[0], place=(1,))
        return [first, *steps, last], restored(result, found)

    return repeated(Derivation("differential", f, tuple(names), line, tuple(steps), filled), order, "df", again)


def _differential(
    f: Expression, names: Sequence[Symbol], place: Place = ()
) -> tuple[Expression, list[Step], Expression]:
    """The differential with its derivatives still to be taken, the steps that take them, and what they give.

    Args:
        f: the function.
        names: its variables.
        place: where it stands in the line.
    """
    line = chained("+", [apply("*", (derivative_node(f, v), symbol(f"d{v.name}"))) for v in names])
    steps: list[Step] = []
    last = len(names) - 1
    for index, v in enumerate(names):
        steps += steps_of(Trace(f, v, standard()), (*place, *_term_place(index, last), 0))
    filled = _filled(apply("=", (line, line)) if place else line, steps)
    return line, steps, at(filled, place)
