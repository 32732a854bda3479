"""Where the functions are defined over the reals: the `where` of the table's entry, decided for balls.

For a ball a condition holds, fails, or cannot be told at this precision; `and` and `or` are those of
Kleene's three-valued logic. At the last precision what is told by `>=`, `<=` or `=` holds at the boundary
(sqrt of something that is 0 to a thousand digits is 0); what is told by `>`, `<` or `!=` stays untold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard

from flint import ctx, fmpq

from ..expression import Apply, Expression, Symbol
from .balls import Balls, Operation
from .exact import CONSTANTS
from .program import Program
from .undefined import TooLarge, Undecided, Undefined

CLOSED = ("<=", ">=", "=")
CONNECTIVES = {"and": False, "or": True}  # with the value that decides whatever the others are


class Domain:
    """A set of arguments of a function.

    Attributes:
        call: the function of its parameters, as an error names it.
        condition: what the arguments satisfy.
        parameters: the letters that the condition speaks of.
    """

    needs = "needs"
    outside: type[ArithmeticError] = Undefined

    def __init__(self, call: Expression, condition: Expression, parameters: Sequence[Symbol], balls: Balls) -> None:
        self.call = call
        self.condition = condition
        self.parameters = parameters
        self._balls = balls
        program = Program(condition)
        self._leaves: list[Any] = [None] * program.leaf_count
        for slot, number in program.numbers.items():
            self._leaves[slot] = fmpq(number.numerator, number.denominator)
        names = [letter.name for letter in parameters]
        self._places = [(slot, names.index(name)) for slot, name in program.names.items() if name in names]
        for slot, name in program.names.items():
            if name not in names:
                self._leaves[slot] = CONSTANTS[name]
        self._steps = [self._step(head, slots, balls) for head, slots in program.heads]

    def _step(self, head: str, slots: tuple[int, ...], balls: Balls) -> tuple[Operation, tuple[int, ...], bool]:
        if head in CONNECTIVES:
            return _connective(CONNECTIVES[head]), slots, True
        operation = balls.operation(head, len(slots))
        return (_closed(operation, balls) if balls.final and head in CLOSED else operation), slots, False

    def holds(self, arguments: Sequence[Any]) -> bool | None:
        """Whether the arguments are inside; None where that cannot be told."""
        values = [*self._leaves]
        for slot, place in self._places:
            values[slot] = arguments[place]
        for operation, slots, is_connective in self._steps:
            given = [values[slot] for slot in slots]
            values.append(operation(given) if is_connective else _attempt(operation, given))
        found: bool | None = values[-1]
        return found

    def admit(self, arguments: Sequence[Any]) -> None:
        """Stop where the arguments are outside; the error names the part of the condition that does not hold.

        Raises:
            Undefined, TooLarge: they are.
            Undecided: that cannot be told.
        """
        inside = self.holds(arguments)
        if inside:
            return
        if is_conjunction(self.condition):
            for part in self.condition.arguments:
                type(self)(self.call, part, self.parameters, self._balls).admit(arguments)
        arithmetic = self._balls
        balls = {self.parameters[place]: arithmetic.enclose(arguments[place]) for _, place in self._places}
        at = ", ".join(f"{letter} = {arithmetic.shown(balls[letter])}" for letter in self.parameters if letter in balls)
        needs = f"{self.call} {self.needs} {self.condition}"
        if inside is None:
            tiny = arithmetic.final and all(map(arithmetic.is_tiny, balls.values()))
            raise Undecided(f"{needs}, and whether that holds at {at} cannot be told", tiny)
        raise self.outside(f"{needs}, here {at}")


class Bounds(Domain):
    """The arguments for which the routine of a function is called: beyond, its value takes too long."""

    needs = "is computed for"
    outside = TooLarge

    def admit(self, arguments: Sequence[Any]) -> None:
        """Stop where the arguments, or the digits that are computed with, are outside."""
        super().admit((*arguments, fmpq(ctx.prec * 30103, 100_000)))


def is_conjunction(condition: Expression) -> TypeGuard[Apply]:
    """Whether a condition is `this and that`."""
    return isinstance(condition, Apply) and condition.function == "and"


def _attempt(operation: Operation, arguments: list[Any]) -> Any:
    """The value; False where it does not exist (then no condition on it holds), None where it cannot be told."""
    for argument in arguments:
        if argument is None or argument is False:
            return argument
    try:
        return operation(*arguments)
    except (Undecided, TooLarge):
        return None
    except Undefined:
        return False


def _connective(decisive: bool) -> Operation:
    def operation(truths: list[bool | None]) -> bool | None:
        if decisive in truths:
            return decisive
        return None if None in truths else not decisive

    return operation


def _closed(compare: Operation, balls: Balls) -> Operation:
    def operation(a: Any, b: Any) -> bool:
        try:
            return bool(compare(a, b))
        except Undecided:
            if balls.is_tiny(balls.enclose(a) - balls.enclose(b)):
                return True
            raise

    return operation
