"""The derivative from its definition: the difference quotient, until h can go to 0.

Polynomials are expanded; the other functions stand line by line in grammar/limits.rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..calculus.forward import as_differentiand, as_variable, diff, only_variable
from ..calculus.variables import Variable
from ..documents.formulas import limit_node
from ..errors import SymdiffError
from ..expression import ZERO, Apply, Expression, Number, Symbol, apply, symbol
from ..resources import grammar_text
from ..rulebook import standard
from ..rulebook.formulas import read_formula
from ..rulefiles.reader import Passage, split_at, statements
from ..simplifying.named import expand
from ..tidying import tidy
from ..traversal import free_symbols, postorder, substitute
from .derivation import Derivation
from .records import WORK, Noted, Step, derivative_node

FILE = "limits.rules"
CLAUSE = re.compile(r"^\s+([a-z_]+):", re.MULTILINE)
X, H, T = symbol("x"), symbol("h"), symbol("t")
LARGEST_POWER = 12


@dataclass(frozen=True)
class LimitLine:
    """A line: the move that makes it, the quotient, and the standard limits it needs."""

    move: str
    quotient: Expression
    facts: tuple[Expression, ...] = ()


def from_definition(expression: Expression | str, variable: Variable | None = None) -> Derivation:
    """The derivative as the limit of the difference quotient.

    Args:
        expression: a polynomial, 1/x, sqrt(x), sin(x), cos(x), exp(x), e^x or ln(x).
        variable: by which to differentiate; the only symbol if not given.

    Raises:
        SymdiffError: it is another function.

    >>> for step in from_definition("x^2").steps:
    ...     print(step.name, step.after)
    limits.quotient lim h->0 (((x + h)^2 - x^2)/h)
    limits.expand lim h->0 ((x^2 + 2*h*x + h^2 - x^2)/h)
    limits.cancel_terms lim h->0 ((2*h*x + h^2)/h)
    limits.cancel_h lim h->0 (2*x + h)
    limits.let 2*x
    """
    given = as_differentiand(expression, () if variable is None else (variable,))
    by = only_variable(given) if variable is None else as_variable(variable)
    step = H if by is not H and H not in free_symbols(given) else symbol("Delta")
    quotient = apply("/", (apply("-", (substitute(given, {by: apply("+", (by, step))}), given)), step))
    lines = [LimitLine("quotient", quotient), *_lines(given, by, step)]
    return _derivation(given, by, step, lines)


def _lines(given: Expression, by: Symbol, step: Symbol) -> Sequence[LimitLine]:
    known = table().get(substitute(given, {by: X}))
    if known is not None:
        names: dict[Expression, Expression] = {X: by, H: step}
        return [LimitLine(line.move, substitute(line.quotient, names), line.facts) for line in known]
    if is_polynomial(given, by):
        return _polynomial_lines(given, by, step)
    raise SymdiffError(
        "from the definition there are polynomials and " + ", ".join(str(function) for function in table())
    )


def is_polynomial(expression: Expression, by: Symbol) -> bool:
    """Whether the expression is made of the variable and constants by sums, products and small whole powers."""
    depends: dict[Expression, bool] = {}
    for node in postorder((expression,)):
        if not isinstance(node, Apply):
            depends[node] = node is by
            continue
        below = [depends[a] for a in node.arguments]
        depends[node] = any(below)
        if depends[node] and not _keeps_polynomial(node, below):
            return False
    return True


def _keeps_polynomial(node: Apply, below: Sequence[bool]) -> bool:
    if node.function in ("+", "-", "*", "neg"):
        return True
    if node.function == "/":
        return not below[1]
    if node.function != "^" or below[1]:
        return False
    exponent = node.arguments[1]
    return isinstance(exponent, Number) and isinstance(exponent.value, int) and 0 < exponent.value <= LARGEST_POWER


def _polynomial_lines(given: Expression, by: Symbol, step: Symbol) -> list[LimitLine]:
    moved = substitute(given, {by: apply("+", (by, step))})
    opened = expand(moved)
    rest = expand(apply("-", (moved, given)))
    slope = value_alone(expand(apply("/", (rest, step))))
    return [
        LimitLine("expand", apply("/", (apply("-", (opened, given)), step))),
        LimitLine("cancel_terms", apply("/", (rest, step))),
        LimitLine("cancel_h", slope),
        LimitLine("let", tidy(substitute(slope, {step: ZERO}))),
    ]


def value_alone(expression: Expression) -> Expression:
    """The expression without what must hold for it: in a limit h is not 0."""
    is_conditional = isinstance(expression, Apply) and expression.function == "where"
    return expression.arguments[0] if is_conditional else expression  # type: ignore[attr-defined]


def _derivation(given: Expression, by: Symbol, step: Symbol, lines: Sequence[LimitLine]) -> Derivation:
    answer = diff(given, by)
    start: Expression = derivative_node(given, by)
    steps: list[Step] = []
    before, quotient = start, lines[0].quotient
    for line in lines:
        last = line is lines[-1]
        after = line.quotient if last else limit_node(line.quotient, step, ZERO)
        evidence = (line.quotient, answer) if last else (quotient, line.quotient)
        if after is before:
            continue
        notes: dict[str, Noted] = {"facts": line.facts} if line.facts else {}
        name = f"limits.{line.move}"
        steps.append(Step(WORK, name, before, after, variable=by, notes=notes, evidence=evidence))
        before, quotient = after, line.quotient
    if before is not answer:
        steps.append(Step(WORK, "tidy", before, answer, variable=by))
    return Derivation("definition", given, (by,), start, tuple(steps), answer)


@cache
def table() -> Mapping[Expression, tuple[LimitLine, ...]]:
    """The lines for each function of grammar/limits.rules.

    Raises:
        RuleError: the file is wrong.
    """
    found: dict[Expression, tuple[LimitLine, ...]] = {}
    for statement in statements(FILE, grammar_text(FILE)):
        body = statement.body
        content = body.content
        heads = list(CLAUSE.finditer(content))
        ends = [head.start() for head in heads[1:]] + [len(content)]
        function = read_formula(body.part(0, heads[0].start()), standard().vocabulary)
        found[function] = tuple(
            _line(head[1], body.part(head.end(), end)) for head, end in zip(heads, ends, strict=True)
        )
    return found


def _line(move: str, piece: Passage) -> LimitLine:
    formula, facts = split_at(piece, "by")
    vocabulary = standard().vocabulary
    if facts is None:
        return LimitLine(move, read_formula(formula, vocabulary))
    limits = []
    for part in re.finditer(r"[^,]+", facts.content):
        quotient, goal = split_at(facts.part(*part.span()), "->")
        assert goal is not None
        limits.append(
            apply("=", (limit_node(read_formula(quotient, vocabulary), T, ZERO), read_formula(goal, vocabulary)))
        )
    return LimitLine(move, read_formula(formula, vocabulary), tuple(limits))
