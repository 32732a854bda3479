"""A rule of differentiation, and what it becomes where some of its letters are constant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from ..expression import CONSTANTS, ZERO, Apply, Expression, Symbol, apply, symbol
from ..matching import match
from ..rulefiles.reader import Passage
from ..tidying import negate
from ..traversal import fold, postorder
from .construction import Construction, construction_of

X = symbol("x")


class Role(Enum):
    """What a rule is for."""

    PATTERN = auto()  # the nodes that its left side matches
    FREE = auto()  # all that is free of the variable
    VARIABLE = auto()  # the variable itself
    UNKNOWN = auto()  # a function that no other line of the tables differentiates
    BRANCHES = auto()  # a function in pieces, of any number of branches


@dataclass(frozen=True, eq=False)
class Rule:
    """`d(pattern) = replacement`, with what its letters may stand for.

    Attributes:
        name: what the rule is called in steps, hints and tables.
        pattern: the left side, without its d(...).
        replacement: the right side, in which d(u) stands for the derivative of what u stands for.
        free: the letters that stand for expressions free of the variable.
        condition: where the derivative exists, where that is less than where the right side does.
        scope: in words, what the rule is for that a pattern cannot say: `f has no rule`.
        group: what a teacher counts it to: `sum`, `product`; nothing where it is known by heart.
        effort: what it takes to apply it, if the table says so.
        passage: where it stands in its file.
    """

    name: str
    pattern: Expression
    replacement: Expression
    free: frozenset[Symbol] = frozenset()
    condition: Expression | None = None
    scope: str = ""
    group: str = ""
    effort: int | None = None
    passage: Passage | None = field(default=None, repr=False)

    @cached_property
    def role(self) -> Role:
        """What the rule is for."""
        if not isinstance(self.pattern, Apply):
            return Role.FREE if self.free else Role.VARIABLE
        if not self.scope:
            return Role.PATTERN
        return Role.BRANCHES if self.pattern.function == "piecewise" else Role.UNKNOWN

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
    def construction(self) -> Construction:
        """The right side: its inputs are the letters, then their derivatives."""
        return construction_of(self.replacement, (*self.letters, *map(derivative_of, self.letters)))

    def condition_at(self, bindings: Sequence[Expression]) -> Expression:
        """The condition of the rule for what its letters stand for."""
        return self.condition_construction.run([*bindings])

    @cached_property
    def condition_construction(self) -> Construction:
        """The condition: its inputs are the letters."""
        assert self.condition is not None
        return construction_of(self.condition, self.letters)

    def right_side(self, present: frozenset[Symbol]) -> Expression:
        """The right side in the case that only these letters depend on the variable: nothing is multiplied by 0."""
        kept = without(self.replacement, frozenset(derivative_of(u) for u in self.letters if u not in present))
        return ZERO if kept is None else kept

    def construction_for(self, present: frozenset[Symbol], exchanged: bool = False) -> Construction:
        """What builds the right side of a case.

        Args:
            present: the letters whose derivatives are not 0.
            exchanged: whether the inputs, and their derivatives, come in the reverse order.
        """
        inputs = self.letters[::-1] if exchanged else self.letters
        return construction_of(self.right_side(present), (*inputs, *map(derivative_of, inputs)))

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
        words += [self.scope] if self.scope else []
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


def branch_places(node: Apply) -> frozenset[int]:
    """Which arguments of a piecewise are values, not conditions."""
    count = len(node.arguments)
    return frozenset(i for i in range(count) if i % 2 == 1 or (i == count - 1 and count % 2 == 1))
