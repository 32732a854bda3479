"""A rule of differentiation: read, checked and compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..expression import CONSTANTS, ZERO, Apply, Expression, Symbol, apply, symbol
from ..matching import match
from ..rulefiles.reader import Passage
from ..tidying import negate
from ..traversal import fold, free_symbols, postorder
from .programs import Program, compile_program

X = symbol("x")


class NotLinear(ValueError):
    """A right-hand side is not linear in the derivatives it holds."""


@dataclass(frozen=True, eq=False)
class Rule:
    """`d(pattern) = replacement`, with what its letters may stand for.

    Attributes:
        name: what the rule is called in steps, hints and tables.
        pattern: the left side, without its d(...).
        replacement: the right side, in which d(u) stands for the derivative of what u stands for.
        free: the letters that stand for expressions free of the variable.
        condition: where the derivative exists, where that is less than where the right side does.
        group: what a teacher counts it to: `sum`, `product`; nothing where it is known by heart.
        effort: what it takes to apply it, if the table says so.
        implied: whether the function itself has just that domain, so that a result which still
            holds the function says so already.
    """

    name: str
    pattern: Expression
    replacement: Expression
    free: frozenset[Symbol] = frozenset()
    condition: Expression | None = None
    implied: bool = False
    piece: Passage | None = field(default=None, repr=False)
    group: str = ""
    effort: int | None = None

    @cached_property
    def letters(self) -> tuple[Symbol, ...]:
        """The letters of the left side, in the order in which they first stand there."""
        return letters_of(self.pattern)

    @cached_property
    def differentiated(self) -> tuple[Symbol, ...]:
        """The letters whose derivatives may stand on the right."""
        return tuple(u for u in self.letters if u not in self.free)

    @cached_property
    def direct(self) -> bool:
        """Whether the left side is a function of different letters, so that its arguments are the bindings."""
        return isinstance(self.pattern, Apply) and self.pattern.arguments == self.letters

    @cached_property
    def program(self) -> Program:
        """The right side: its inputs are the letters, then their derivatives."""
        return compile_program(self.replacement, (*self.letters, *map(derivative_of, self.letters)))

    def condition_at(self, bindings: Sequence[Expression]) -> Expression:
        """The condition of the rule for what its letters stand for."""
        return self._condition.run([*bindings])

    @cached_property
    def _condition(self) -> Program:
        assert self.condition is not None
        return compile_program(self.condition, self.letters)

    def program_for(self, present: frozenset[Symbol], exchanged: bool = False) -> Program:
        """The program for the case that only these letters depend on the variable: nothing is multiplied by 0.

        Args:
            present: the letters whose derivatives are not 0.
            exchanged: whether the inputs, and their derivatives, come in the reverse order.
        """
        absent = frozenset(derivative_of(u) for u in self.letters if u not in present)
        kept = without(self.replacement, absent)
        inputs = self.letters[::-1] if exchanged else self.letters
        return compile_program(ZERO if kept is None else kept, (*inputs, *map(derivative_of, inputs)))

    @cached_property
    def shape(self) -> list[tuple[int, Expression, str]]:
        """What the arguments must be at first sight: a number or constant, or an application of some function."""
        arguments = self.pattern.arguments if isinstance(self.pattern, Apply) else ()
        fixed = [(i, a) for i, a in enumerate(arguments) if type(a) is not Symbol or a in CONSTANTS]
        return [(i, a, a.function if isinstance(a, Apply) else "") for i, a in fixed]

    def bind(self, node: Apply) -> tuple[Expression, ...] | None:
        """What the letters stand for where the left side matches, else None."""
        if self.direct:
            return node.arguments
        for place, literal, function in self.shape:
            argument = node.arguments[place]
            head = argument.function if type(argument) is Apply else None
            if argument is not literal and head != function:
                return None
        bindings = match(self.pattern, node)
        return None if bindings is None else tuple(bindings[u] for u in self.letters)

    def __str__(self) -> str:
        text = f"d({self.pattern}) = {self.replacement}"
        words = [f"{', '.join(sorted(map(str, self.free)))} is free of x"] if self.free else []
        words += [str(self.condition)] if self.condition is not None else []
        return text + (f"   where {' and '.join(words)}" if words else "")


def letters_of(pattern: Expression) -> tuple[Symbol, ...]:
    """The letters of a pattern, in the order in which they first stand there."""
    return tuple(n for n in postorder((pattern,)) if type(n) is Symbol and n not in CONSTANTS)


def derivative_of(letter: Expression) -> Expression:
    """The placeholder d(u) of a right-hand side."""
    return apply("d", (letter,))


def without(expression: Expression, absent: frozenset[Expression]) -> Expression | None:
    """An expression that is linear in derivatives, with some of these 0; None where all of it is 0."""
    return fold((expression,), lambda leaf: leaf, lambda node, parts: _pruned(node, parts, absent))[expression]


def _pruned(node: Apply, parts: list[Expression | None], absent: frozenset[Expression]) -> Expression | None:
    if node in absent:
        return None
    function = node.function
    if function == "piecewise":
        return apply(function, tuple(ZERO if part is None else part for part in parts))
    if function in ("+", "-") and None in parts:
        left, right = parts
        return left if right is None else negate(right) if function == "-" else right
    kept = tuple(part for part in parts if part is not None)
    return apply(function, kept) if len(kept) == len(parts) else None


def check(rule: Rule, piece: Passage) -> None:
    """Refuse what would make differentiation wrong or endless.

    Raises:
        RuleError: an unbound letter on the right, a d(...) of anything but a letter of the left side,
            a right side that is not linear in its d(...), or a sum or product inside the left side.
    """
    bound = frozenset(rule.letters)
    for inner in postorder(rule.pattern.arguments if isinstance(rule.pattern, Apply) else ()):
        if isinstance(inner, Apply) and inner.function in ("+", "*"):
            raise piece.error(f"{inner}: a sum or product inside a left side; use a letter for it")
    for node in postorder((rule.replacement, *([] if rule.condition is None else [rule.condition]))):
        if type(node) is Apply and node.function == "d":
            if node.arguments[0] not in bound:
                raise piece.error(f"d({node.arguments[0]}): only a letter of the left side can be differentiated there")
            if node.arguments[0] in rule.free:
                raise piece.error(f"d({node.arguments[0]}) is 0: {node.arguments[0]} is free of x")
        elif type(node) is Symbol and node not in CONSTANTS and node not in bound:
            raise piece.error(f"{node.name} stands on the right but not on the left")
    try:
        degree = fold((rule.replacement,), lambda _: 0, _degree)[rule.replacement]
    except NotLinear as error:
        raise piece.error(f"the right side is not linear in its derivatives: {error}") from error
    if degree == 0 and rule.replacement is not ZERO and not _is_leaf_rule(rule):
        raise piece.error("no derivative on the right: a rule for a compound expression needs one, or 0")


def _is_leaf_rule(rule: Rule) -> bool:
    return type(rule.pattern) is Symbol


def _degree(node: Apply, degrees: list[int]) -> int:
    """1 for what is linear in the derivatives, 0 for what is free of them."""
    function = node.function
    if function == "d":
        return 1
    if not any(degrees):
        return 0
    if function == "neg" or (function == "/" and not degrees[1]):
        return 1
    if function == "*" and sum(degrees) == 1:
        return 1
    if function in ("+", "-") and all(d or a is ZERO for d, a in zip(degrees, node.arguments, strict=True)):
        return 1
    if function == "piecewise" and _branches_linear(node, degrees):
        return 1
    raise NotLinear(str(node))


def _branches_linear(node: Apply, degrees: list[int]) -> bool:
    places = branch_places(node)
    for place, (argument, degree) in enumerate(zip(node.arguments, degrees, strict=True)):
        if (place in places) != (degree == 1) and argument is not ZERO:
            return False
    return True


def branch_places(node: Apply) -> frozenset[int]:
    """Which arguments of a piecewise are values, not conditions."""
    count = len(node.arguments)
    return frozenset(i for i in range(count) if i % 2 == 1 or (i == count - 1 and count % 2 == 1))


def hidden_by(rule: Rule, earlier: Iterable[Rule]) -> Rule | None:
    """An earlier rule that always fires before this one could, if there is such a rule."""
    if _is_leaf_rule(rule):
        return None
    for other in earlier:
        if _is_leaf_rule(other):  # c and x: what a compound expression never is
            continue
        bindings = match(other.pattern, rule.pattern)
        if bindings is not None and all(free_symbols(bindings[c]) <= rule.free for c in other.free):
            return other
    return None
