"""What must hold for a derivative, and what of it is known within a branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core import asked
from ..errors import DomainError, LimitError, SymdiffError
from ..expression import CONDITIONS, ZERO, Apply, Expression, Symbol, apply
from ..primitives import EXTREMES
from ..rulebook import Choice, Rulebook, Unprepared, current
from ..rulebook.facts import Facts
from ..rulebook.requirements import readable
from ..rulebook.signs import Signs
from ..tidying import (
    always_evaluated,
    is_total,
    not_implied,
    own_requirements,
    remembering,
    restrict,
    settled,
    tidy,
    where,
)
from ..traversal import fold, free_symbols, postorder
from .interior import are_equal
from .removable import without_removable


@asked
@dataclass(frozen=True, slots=True)
class Demand:
    """What must hold where a rule was applied.

    Attributes:
        condition: a condition, or an expression that must be defined.
        source: the node that was differentiated.
        is_domain: whether the condition is the node's own domain, so that a result which holds the node says so.
        is_inside: whether it asks for the inside of a domain, which a function of the result may ask for too.
    """

    condition: Expression
    source: Expression
    is_domain: bool = False
    is_inside: bool = False


def demands_of(choice: Choice, node: Expression) -> list[Demand]:
    """What a rule demands where it is applied to a node."""
    found = [
        Demand(domain.condition.run([*choice.bindings]), node, domain.is_own, not domain.is_own)
        for domain in choice.domains
    ]
    if choice.rule.condition is not None:
        condition = choice.rule.condition_at(choice.bindings)
        assert isinstance(condition, Apply)
        if isinstance(node, Apply) and node.function in EXTREMES and are_equal(*condition.arguments):
            raise Unprepared(f"the arguments of {node.function} are equal")
        found.append(Demand(condition, node))
    return found


@asked
def demand_values(constants: Iterable[Apply], root: Expression, variable: Symbol) -> None:
    """Demand that what is free of the variable has a value where the root has one: its derivative is 0 there alone."""
    refuse_function(constants, variable)
    partial = {node for node in constants if is_partial(node)}
    if partial:
        where(ZERO, *asked_of(node for node in always_evaluated(root) if node in partial))


def has_no_value(node: Expression) -> bool:
    """Whether a number has no value: 1/0, ln(-1), sqrt(atanh(ln(0.1))).

    Exact arithmetic tells most; where it does not, the number is evaluated.

    >>> import symdiff
    >>> [has_no_value(symdiff.parse(text)) for text in ("1/(2 - 2)", "ln(-1)", "asin(1/2)", "ln(sin(4))")]
    [True, True, False, True]
    """
    needs = own_requirements(node) if type(node) is Apply else ()
    said = [readable(need).expression for need in needs]
    known = [settled(_with_numbers(s)) if type(s) is Apply and s.function in CONDITIONS else s for s in said]
    if False in known:
        return True
    if all(found is True for found in known):
        return False
    book = current()
    # Of a function that is only a name nothing is known, so nothing is asked.
    return _fails(node) and not any(type(n) is Apply and book.is_formal(n.function) for n in postorder((node,)))


def _fails(number: Expression) -> bool:
    try:
        number.evaluate()
    except DomainError:
        return True
    except LimitError:
        pass  # nothing is known, so nothing is asked
    return False


def _with_numbers(condition: Apply) -> Expression:
    """A condition with its numbers worked out."""
    return fold((condition,), lambda leaf: leaf, _worked_out)[condition]


def _worked_out(node: Apply, parts: Sequence[Expression]) -> Expression:
    again = apply(node.function, tuple(parts))
    return again if node.function in CONDITIONS else remembering(lambda: tidy(again))[0]


def refuse_function(nodes: Iterable[Expression], variable: Symbol) -> None:
    """Refuse a variable that is applied as a function.

    Raises:
        SymdiffError: by a function nothing is differentiated.
    """
    if any(type(node) is Apply and node.function == variable.name for node in nodes):
        raise SymdiffError(f"{variable} is a function here: differentiate by the variable that it depends on")


def asked_of(partial: Iterable[Expression]) -> list[Expression]:
    """What must hold for these nodes to have values, but for what another one says that has it for an operand."""
    signs = Signs()
    needs = [need for node in partial if type(node) is Apply for need in _own(node) if not _is_sure(need, signs)]
    inside = {part for need in needs if type(need) is Apply for part in need.arguments}
    return [need for need in needs if need not in inside]


def _is_sure(need: Expression, signs: Signs) -> bool:
    """Whether what is asked holds everywhere, as far as signs tell: y^2 + 1 > 0."""
    said = readable(need).expression
    return signs.holds(said) or (type(said) is Apply and said.function in CONDITIONS and settled(said) is True)


def _own(node: Apply) -> tuple[Expression, ...]:
    """What a node asks; a number without a value asks for itself, which no comparison of numbers says better."""
    return own_requirements(node) if free_symbols(node) or node.function == "where" else (node,)


def is_partial(node: Expression) -> bool:
    """Whether a node may have no value: for some values of its symbols, or, being a number, at all."""
    if type(node) is not Apply or node.function in CONDITIONS or is_total(node):
        return False
    return has_no_value(node) if not free_symbols(node) else not current().is_formal(node.function)


def as_demands(needs: Iterable[Expression]) -> list[Demand]:
    """Demands of what must hold whatever was differentiated."""
    return [Demand(need, need) for need in needs]


def restricted(body: Expression, slope: Expression, demands: Sequence[Demand], rules: Rulebook) -> Expression:
    """The derivative with what must hold for it, less what its formula says itself.

    Args:
        body: the function.
        slope: the formula of its derivative.
        demands: what came up on the way.
        rules: the rules.
    """
    if not demands:
        return slope
    needs = not_implied(slope, _unsaid(slope, demands))
    return where(slope, *without_removable(needs, body, slope, rules))


def restricted_branch(result: Expression, demands: Sequence[Demand], facts: Facts) -> Expression:
    """The derivative within a branch, with what must hold there beyond what is known of the branch."""
    needs = [need for need in _unsaid(result, demands) if not facts.imply(need)]
    return restrict(result, not_implied(result, needs))


def _unsaid(result: Expression, demands: Sequence[Demand]) -> list[Expression]:
    present = set(always_evaluated(result)) if demands else set()
    said = {settled(readable(n).expression) for n in present} if any(d.is_inside for d in demands) else set()
    return [
        d.condition
        for d in demands
        if not (d.is_domain and d.source in present) and not (d.is_inside and settled(d.condition) in said)
    ]
