"""Worked forms of higher order: what was found is differentiated once more, in the way of the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..algebra.field import Product, Unwieldy
from ..algebra.representation import Representation
from ..algebra.writing import FormWriter
from ..calculus.forward import diff
from ..calculus.reverse import gradient
from ..calculus.trace import Trace
from ..errors import LimitError, SymdiffError
from ..expression import Apply, Expression, Symbol, apply, symbol
from ..rulebook import standard
from ..tidying import bare, plus, restrict, tidy, times
from ..traversal import substitute
from .derivation import Derivation
from .records import WORK, Noted, Step, derivative_node, tidied
from .tracing import steps_of

MOST_ORDERS = 12

Again = Callable[[Expression, int], tuple[Sequence[Step], Expression]]
"""From what was found, and the order wanted, to the steps that lead to that derivative, and the derivative."""


def repeated(derivation: Derivation, order: int, name: str, again: Again) -> Derivation:
    """The derivation carried on up to an order.

    Args:
        derivation: that of the first order.
        order: which derivative is wanted, from 1 on.
        name: what the derivatives are those of.
        again: what one more derivative takes.

    Raises:
        SymdiffError: there is no such order.
        LimitError: it is too high to be worked out.
    """
    if order < 1:
        raise SymdiffError("this way gives derivatives from the first on")
    if order > MOST_ORDERS:
        raise LimitError(f"this way gives derivatives up to the order {MOST_ORDERS}")
    for number in range(2, order + 1):
        steps, result = again(derivation.tidy, number)
        names = {**derivation.names, "answer": primed(name, number)}
        derivation = replace(derivation, path=(*derivation.path, *steps), tidy=result, names=names)
    return derivation


def primed(name: str, order: int) -> Symbol:
    """The name of a derivative: y', y''; with a d in front the differential."""
    if name[0] == "d":
        return symbol(f"d{order if order > 1 else ''}{name[1:]}")
    return symbol(name + "'" * order)


def by_variable(variable: Symbol, name: str) -> Again:
    """The derivative of what was found by a variable."""

    def again(found: Expression, order: int) -> tuple[Sequence[Step], Expression]:
        trace = Trace(bare(found), variable, standard())
        line = derivative_node(bare(found), variable)
        step = named("again", found, line, variable, (name, order))
        return [step, *steps_of(trace, (1,))], restored(trace.result, found)

    return again


def over_derivative(below: Expression, variable: Symbol, name: str) -> Again:
    """The derivative of a slope by a variable, over that of the function that the slope is by.

    For a curve (x(t), y(t)) that is the derivative by x, and for f(x) that of the inverse function.
    """

    def again(found: Expression, order: int) -> tuple[Sequence[Step], Expression]:
        value = bare(found)
        traces = [Trace(side, variable, standard()) for side in (value, below)]
        line = apply("/", (derivative_node(value, variable), derivative_node(below, variable)))
        step = named("again_over", found, line, variable, (name, order), derivative=traces[1].result)
        parts = (bare(traces[0].result), bare(traces[1].result))
        result, more = tidied("/", parts, variable, (1,))
        steps = [step, *steps_of(traces[0], (1, 0)), *steps_of(traces[1], (1, 1)), *more]
        return steps, restored(restored(result, traces[0].result), found)

    return again


def named(
    words: str, found: Expression, line: Expression, variable: Symbol, called: tuple[str, int], **notes: Noted
) -> Step:
    """The step from y' = what was found to y'' = a line in which a derivative is still to be taken."""
    name, order = called
    before = apply("=", (primed(name, order - 1), bare(found)))
    after = apply("=", (primed(name, order), line))
    return Step(WORK, words, before, after, variable=variable, notes=notes, evidence=(line, line))


def restored(value: Expression, found: Expression) -> Expression:
    """A value with what had to hold for what it was made from."""
    is_where = isinstance(found, Apply) and found.function == "where"
    return restrict(value, found.arguments[1:]) if is_where else value  # type: ignore[attr-defined]


def along_curve(equation: Expression, variable: Symbol, function: Symbol, slope: Expression) -> Again:
    """The derivative of a slope along a curve: y' is put in, and the curve's equation used.

    Args:
        equation: what is 0 on the curve.
        variable, function: x, and y, which depends on it.
        slope: y', in x and y.
    """

    def again(found: Expression, order: int) -> tuple[Sequence[Step], Expression]:
        value = bare(found)
        names = [primed(function.name, n) for n in (1, order - 1, order)]
        across, along = gradient(value, [variable, function])
        total = tidy(plus(bare(across), times(bare(along), names[0])))
        full = tidy(substitute(total, {names[0]: bare(slope)}))
        short, difference = on_curve(full, equation)
        lines = [apply("=", pair) for pair in ((names[1], value), *((names[2], side) for side in (total, full, short)))]
        notes: dict[str, Noted] = {"function": function.name, "derivative": names[1]}
        proofs = [(total, _total_derivative(value, variable, function, names[0])), (full, full), (full, difference)]
        steps = [
            Step(WORK, name, before, after, variable=variable, notes=notes, evidence=proof)
            for name, before, after, proof in zip(
                ("again_along", "put_in", "on_curve"), lines, lines[1:], proofs, strict=False
            )
            if after is not before
        ]
        return steps, restored(short, found)

    return again


def _total_derivative(value: Expression, variable: Symbol, function: Symbol, slope: Symbol) -> Expression:
    """The derivative of an expression in x and y(x), by the chain rule for an unknown function."""
    y, prime = apply(function.name, (variable,)), apply(f"{function.name}'", (variable,))
    return substitute(bare(diff(substitute(value, {function: y}), variable)), {y: function, prime: slope})


def on_curve(expression: Expression, equation: Expression) -> tuple[Expression, Expression]:
    """An expression as short as the equation of a curve makes it, and what shows that it is the same there.

    The numerator is divided by the polynomial that is 0 on the curve, and the remainder kept (Cox, Little
    and O'Shea, Ideals, Varieties, and Algorithms, section 2.3).

    Args:
        expression: the expression.
        equation: what is 0 on the curve.

    Returns:
        The short expression; and it together with the multiple of the equation that was left out, which is
        the expression itself again.

    >>> import symdiff
    >>> print(on_curve(symdiff.parse("-(x^2 + y^2)/y^3"), symdiff.parse("x^2 + y^2 - 1"))[0])
    -1/y^3
    """
    try:
        represented = Representation(apply("+", (apply("*", (expression, equation)), equation)))
        field, write = represented.field, FormWriter(represented)
        whole, curve = represented.values[expression], represented.values[equation]
        above = field.expanded(_positive(whole), int(whole.coefficient.numerator))
        multiple, rest = divmod(above, field.expanded(_positive(curve)))
        if not multiple:
            return expression, expression
        below = Product(1, {b: e for b, e in whole.powers.items() if e < 0})
        scale = Product(Fraction(1, whole.coefficient.denominator), {})
        curve_below = Product(1, {b: -e for b, e in curve.powers.items() if e < 0})
        short = write.product(field.multiply((field.of_polynomial(rest), below, scale)))
        factor = write.product(field.multiply((field.of_polynomial(multiple), below, scale, curve_below)))
    except Unwieldy:
        return expression, expression
    left_out = apply("/", (equation, write.product(Product(curve.coefficient, {}))))
    return short, apply("+", (short, apply("*", (factor, left_out))))


def _positive(product: Product) -> dict[int, int]:
    return {base: exponent for base, exponent in product.powers.items() if exponent > 0}
