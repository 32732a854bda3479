"""Other ways to the same derivative, each with the rules that it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..calculus.forward import diff
from ..calculus.trace import Trace
from ..errors import LimitError, SymdiffError
from ..expression import CONSTANTS, MINUS_ONE, ONE, TWO, Apply, E, Expression, Number, Symbol, apply, integer, negative
from ..primitives import ABS, CBRT, DEGREES, EXP, LN, SQRT
from ..rulebook import Rulebook
from ..simplifying.named import expand
from ..tidying import build, minus, over, plus, tidy, times
from .derivation import Derivation
from .places import Place
from .records import WORK, Noted, Step, derivative_node, tidied
from .tracing import steps_of

MOST_FACTORS = 200
Rewriting = Callable[[Expression], Expression | None]


def by_rules(body: Expression, variables: list[Symbol], book: Rulebook) -> Derivation:
    """The derivation by the rules alone, for each variable in turn."""
    steps: list[Step] = []
    start: Expression = body
    for variable in variables:
        start = derivative_node(start, variable)
    result = body
    for done, variable in enumerate(variables, 1):
        place: Place = (0,) * (len(variables) - done)
        trace = Trace(result, variable, book)
        steps += steps_of(trace, place)
        result = trace.result
    return Derivation("derivative", body, tuple(variables), start, tuple(steps), result)


def derive_by(method: str, body: Expression, variables: Sequence[Symbol], book: Rulebook) -> Derivation:
    """The derivation by a method.

    Raises:
        SymdiffError: there is no such method, or it does not fit the function.
    """
    if method not in METHODS:
        raise SymdiffError(f"there is no method {method!r}: there are rules, {', '.join(METHODS)}")
    if len(variables) != 1:
        raise SymdiffError("a method is for a first derivative: derive that, then its derivative")
    return METHODS[method](method, body, variables[0], book)


def _does_not_fit(method: str, body: Expression) -> SymdiffError:
    return SymdiffError(f"the method {method} does not fit this function: {body}")


# --- rewriting first ------------------------------------------------------------------------------------


def _rewritten(rewrite: Rewriting) -> Callable[[str, Expression, Symbol, Rulebook], Derivation]:
    def derive(method: str, body: Expression, variable: Symbol, book: Rulebook) -> Derivation:
        other = rewrite(body)
        if other is None or other is body:
            raise _does_not_fit(method, body)
        trace = Trace(other, variable, book)
        steps = [Step(WORK, "rewrite", body, other, variable=variable, place=(0,)), *steps_of(trace)]
        start = derivative_node(body, variable)
        names: dict[str, Noted] = {"parts": other}
        return Derivation(
            "derivative", body, (variable,), start, tuple(steps), trace.result, method=method, names=names
        )

    return derive


def _as_negative_power(body: Expression) -> Expression | None:
    """u/v^n as u*v^(-n)."""
    if not isinstance(body, Apply) or body.function != "/":
        return None
    above, below = body.arguments
    if isinstance(below, Apply) and below.function == "^" and isinstance(below.arguments[1], Number):
        power = apply("^", (below.arguments[0], negative(below.arguments[1])))
    else:
        power = apply("^", (below, MINUS_ONE))
    return power if above is ONE else apply("*", (above, power))


def _as_quotient(body: Expression) -> Expression | None:
    """u*v^(-n) as u/v^n."""
    if not isinstance(body, Apply) or body.function != "*":
        return None
    above, power = body.arguments
    if not isinstance(power, Apply) or power.function != "^":
        return None
    base, exponent = power.arguments
    if not isinstance(exponent, Number) or exponent.value >= 0:
        return None
    below = base if exponent.value == -1 else apply("^", (base, negative(exponent)))
    return apply("/", (above, below))


def _as_expanded(body: Expression) -> Expression | None:
    """The function as a sum, where it is none yet."""
    opened = expand(body)
    is_sum = isinstance(opened, Apply) and opened.function in ("+", "-")
    return opened if is_sum and opened is not tidy(body) else None


# --- logarithmic ----------------------------------------------------------------------------------------


def _logarithmic(method: str, body: Expression, variable: Symbol, book: Rulebook) -> Derivation:
    """f' = f * d(ln|f|), with the logarithm taken apart."""
    if not isinstance(body, Apply) or body.function not in ("*", "/", "^", *DEGREES):
        raise _does_not_fit(method, body)
    whole = apply(LN, (apply(ABS, (body,)),))
    opened = expanded_logarithm(body)
    trace = Trace(opened, variable, book)
    start = derivative_node(body, variable)
    raw = apply("*", (body, trace.result))
    nonzero = apply("!=", (body, integer(0)))
    answer = diff(body, variable, rules=book)
    steps = [
        Step(
            WORK,
            "take_logarithm",
            start,
            apply("*", (body, derivative_node(whole, variable))),
            variable=variable,
            needs=(nonzero,),
            evidence=(answer, raw),
        ),
        Step(WORK, "expand_logarithm", whole, opened, variable=variable, place=(1, 0)),
        *steps_of(trace, (1,)),
    ]
    result, more = tidied("*", (body, trace.result), variable)
    return Derivation("derivative", body, (variable,), start, (*steps, *more), result, method=method)


def expanded_logarithm(body: Expression) -> Expression:
    """ln|body| with products, quotients and powers taken apart.

    Raises:
        LimitError: there are more than 200 factors.

    >>> import symdiff
    >>> print(expanded_logarithm(symdiff.parse("x^2*sqrt(x+1)/e^x")))
    2*ln(abs(x)) + ln(x + 1)/2 - x
    """
    total: Expression = integer(0)
    pending = [Part(ONE, body)]
    count = 0
    while pending:
        part = pending.pop()
        count += 1
        if count > MOST_FACTORS:
            raise LimitError(f"logarithmic differentiation of more than {MOST_FACTORS} factors")
        parts = _parts(part)
        if parts is None:
            total = plus(total, _term(part))
        else:
            pending.extend(reversed(parts))
    return total


@dataclass(frozen=True)
class Part:
    """A multiple of a logarithm: coefficient * ln|factor|; where the factor must be positive, without bars."""

    coefficient: Expression
    factor: Expression
    positive: bool = False


def _parts(part: Part) -> list[Part] | None:
    """The logarithm of a product, quotient, power or root, taken apart; None where it is none of these."""
    node, coefficient = part.factor, part.coefficient
    if not isinstance(node, Apply):
        return None
    first = node.arguments[0]
    if node.function == "*":
        return [Part(coefficient, a) for a in node.arguments]
    if node.function == "/":
        return [Part(coefficient, first), Part(minus(integer(0), coefficient), node.arguments[1])]
    if node.function in ("neg", ABS):
        return [Part(coefficient, first)]
    if node.function == "^" and first is not E:
        exponent = node.arguments[1]
        is_whole = isinstance(exponent, Number) and isinstance(exponent.value, int)
        return [Part(times(coefficient, exponent), first, positive=not is_whole)]
    if node.function == SQRT:
        return [Part(over(coefficient, TWO), first, positive=True)]
    if node.function == CBRT:
        return [Part(over(coefficient, integer(3)), first)]
    return None


def _term(part: Part) -> Expression:
    node = part.factor
    if isinstance(node, Apply) and node.function == EXP:
        return times(part.coefficient, node.arguments[0])
    if isinstance(node, Apply) and node.function == "^" and node.arguments[0] is E:
        return times(part.coefficient, node.arguments[1])
    is_positive = part.positive or (isinstance(node, Number) and node.value > 0) or node in CONSTANTS
    inside = node if is_positive else apply(ABS, (node,))
    return times(part.coefficient, build(LN, (inside,)))


METHODS: dict[str, Callable[[str, Expression, Symbol, Rulebook], Derivation]] = {
    "logarithmic": _logarithmic,
    "negative_power": _rewritten(_as_negative_power),
    "quotient": _rewritten(_as_quotient),
    "expand": _rewritten(_as_expanded),
}
