"""Other ways to the same derivative, each with the rules that it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..calculus.forward import Variable, as_differentiand, diff, orders
from ..calculus.trace import Trace
from ..errors import LimitError, SymdiffError
from ..expression import CONSTANTS, MINUS_ONE, ONE, TWO, Apply, E, Expression, Number, Symbol, apply, integer, negative
from ..rulebook import Rulebook, current
from ..simplifying.named import expand
from ..tidying import build, minus, over, plus, tidy, times
from .derivation import MOVE, WORK, Derivation, Step, derivative_node
from .deriving import by_rules
from .moves import moves
from .tracing import steps_of

MOST_FACTORS = 200
Rewriting = Callable[[Expression], Expression | None]


@dataclass(frozen=True)
class Way:
    """A way to the derivative.

    Attributes:
        method: its name, for `derive(..., method=...)`.
        derivation: the derivation.
    """

    method: str
    derivation: Derivation

    @property
    def step_count(self) -> int:
        """How many rules and moves it takes, without the trivial ones."""
        return self.derivation.step_count

    def __str__(self) -> str:
        return f"{self.method}: {self.step_count} steps"


def ways(expression: Expression | str, variable: Variable | None = None) -> list[Way]:
    """Every way that fits the function, the shortest first.

    >>> [way.method for way in ways("(x^2 + 1)/x^3")]
    ['rules', 'expand', 'logarithmic', 'negative_power']
    """
    variables = () if variable is None else (variable,)
    body = as_differentiand(expression, variables)
    chosen = [v for v, order in orders(body, variables) for _ in range(order)]
    found = [Way("rules", by_rules(body, chosen, current()))]
    for method in METHODS:
        try:
            found.append(Way(method, derive_by(method, body, chosen, current())))
        except SymdiffError:
            continue  # the method does not fit this function: that is what the list says
    return sorted(found, key=lambda way: way.step_count)


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
        names: dict[str, Expression | str] = {"parts": other}
        return Derivation("derivative", body, [variable], start, steps, trace.result, method=method, names=names)

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
    if not isinstance(body, Apply) or body.function not in ("*", "/", "^", "sqrt", "cbrt"):
        raise _does_not_fit(method, body)
    whole = apply("ln", (apply("abs", (body,)),))
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
    before: Expression = raw
    for name, line in moves("*", (body, trace.result)):
        steps.append(Step(MOVE, name, before, line, variable=variable))
        before = line
    return Derivation("derivative", body, [variable], start, steps, before, method=method)


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
    if node.function in ("neg", "abs"):
        return [Part(coefficient, first)]
    if node.function == "^" and first is not E:
        exponent = node.arguments[1]
        is_whole = isinstance(exponent, Number) and isinstance(exponent.value, int)
        return [Part(times(coefficient, exponent), first, positive=not is_whole)]
    if node.function == "sqrt":
        return [Part(over(coefficient, TWO), first, positive=True)]
    if node.function == "cbrt":
        return [Part(over(coefficient, integer(3)), first)]
    return None


def _term(part: Part) -> Expression:
    node = part.factor
    if isinstance(node, Apply) and node.function == "exp":
        return times(part.coefficient, node.arguments[0])
    if isinstance(node, Apply) and node.function == "^" and node.arguments[0] is E:
        return times(part.coefficient, node.arguments[1])
    is_positive = part.positive or (isinstance(node, Number) and node.value > 0) or node in CONSTANTS
    inside = node if is_positive else apply("abs", (node,))
    return times(part.coefficient, build("ln", (inside,)))


METHODS: dict[str, Callable[[str, Expression, Symbol, Rulebook], Derivation]] = {
    "logarithmic": _logarithmic,
    "negative_power": _rewritten(_as_negative_power),
    "quotient": _rewritten(_as_quotient),
    "expand": _rewritten(_as_expanded),
}
