"""From the name of a function to its operation: its domain and its definition are those of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from flint import fmpq

from ..rulebook import FunctionEntry, Rulebook, current
from ..rulebook.entries import DIGITS
from . import exact
from .balls import OPERATORS, Balls, Operation, enclose, leaves
from .definitions import definition_of, entry_of
from .domains import Bounds, Domain
from .partials import formal_derivative, parted
from .program import program_of, value_within
from .routines.exactly import RULES
from .routines.hypergeometric import informed
from .routines.real import ROUTINES
from .undefined import Undecided

_operations: WeakKeyDictionary[Rulebook, dict[Any, Operation | None]] = WeakKeyDictionary()


class RealBalls(Balls):
    """The operations and functions over the reals at one precision."""

    def function(self, name: str, arity: int) -> Operation | None:
        """The operation of a function, or None."""
        known = _operations.setdefault(current(), {})
        key = type(self), self.final, name, arity
        if key not in known:
            known[key] = self.found(name, arity) or self.formal(name, arity)
        return known[key]

    def formal(self, name: str, arity: int) -> Operation | None:
        """The operation of a derivative that has no formula, such as D_1 besselj, or None."""
        base, place, order = parted(name)
        over_reals = RealBalls(self.final).function(base, arity) if order else None
        return None if over_reals is None else formal_derivative(base, place, order, over_reals)

    def found(self, name: str, arity: int) -> Operation | None:
        """The operation of a function of the table: exact where that is known, by its routine, or by its definition."""
        entry = entry_of(name, arity)
        value = None if entry is None else self.routine(entry) or self.defined(entry)
        return None if entry is None or value is None else self.checked(value, entry, RULES.get(entry.computed_by))

    def checked(self, value: Operation, entry: FunctionEntry, rule: Operation | None) -> Operation:
        """The operation inside the domain of the entry only, and by the rule where that knows an exact value."""
        admit = self.admit(entry)

        def operation(*arguments: Any) -> Any:
            if admit is not None:
                admit(arguments)
            known = rule(*arguments) if rule is not None else None
            return value(*arguments) if known is None else known

        return operation

    def admit(self, entry: FunctionEntry) -> Callable[[Sequence[Any]], None] | None:
        """What stops where the arguments are outside of the domain; None where there is no outside."""
        if entry.requirement is None:
            return None
        return Domain(entry.application, entry.requirement, entry.parameters, RealBalls(self.final)).admit

    def within(self, entry: FunctionEntry) -> Callable[[Sequence[Any]], None] | None:
        """What stops where the routine would take too long; None where it never does."""
        if entry.bounds is None:
            return None
        return Bounds(entry.application, entry.bounds, (*entry.parameters, DIGITS), self).admit

    def routine(self, entry: FunctionEntry) -> Operation | None:
        """The numerical routine of a function, inside its bounds; or None."""
        name, within = entry.computed_by, self.within(entry)
        found = ROUTINES.get(name)
        if found is None:
            return None
        routine = found

        def operation(*arguments: Any) -> Any:
            if within is not None:
                within(arguments)
            return settled(informed(name, routine, arguments)(*map(enclose, arguments)))

        return operation

    def defined(self, entry: FunctionEntry) -> Operation | None:
        """The operation that the definition of an entry is, or None."""
        definition = definition_of(entry)
        if definition is None:
            return None
        constants = self.constants
        program = program_of(definition)
        names = [letter.name for letter in entry.parameters]
        steps = program.steps((self.key, self.final), self.operation)

        def operation(*arguments: Any) -> Any:
            return value_within(program, steps, leaves(program, dict(zip(names, arguments, strict=True)), constants))

        return operation


def is_known(name: str, arity: int) -> bool:
    """Whether a name is that of an operator, or of a function that has values."""
    return name in OPERATORS or RealBalls().function(name, arity) is not None


def settled(ball: Any) -> Any:
    """A result: exact where the ball is a whole number; finite in any case."""
    if not ball.is_finite():
        raise Undecided("its value is too large, or its argument not known well enough")
    if ball.is_exact():
        whole = exact.whole_in(ball)
        if whole is not None:
            return fmpq(whole)
    return ball
