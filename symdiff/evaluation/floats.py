"""A program made ready for floats: constants computed beforehand, variables in front."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..expression import Expression
from .cancellation import cancellations
from .float_operations import NoFloat, float_of, float_step, for_floats
from .folding import fold_constants
from .program import Failed, Head, Program, Step, program_of, run, run_lazily
from .ranges import TINY, has_underflowed, watched

CONSTANT_NAMES = frozenset(("e", "pi"))


def evaluate_floats(expression: Expression, values: Mapping[str, Any]) -> float | bool | None:
    """The value in float arithmetic, or None where floats fail or a symbol has no value."""
    program = program_for_floats(expression)
    names = tuple(n for n in values if n in program.symbols)
    if len(names) < len(program.symbols) and not program.symbols - CONSTANT_NAMES <= set(names):
        return None
    try:
        return float_program(program, names).value([float_of(values[name]) for name in names])
    except NoFloat:
        return None


def program_for_floats(expression: Expression) -> Program:
    """The program of an expression in functions that floats have, remembered while the expression lives."""
    return program_of(expression, for_floats)


def float_program(program: Program, names: tuple[str, ...]) -> FloatProgram:
    """The program as a function of the named symbols in that order, remembered with the program."""
    key = ("float", names)
    found = program.resolved.get(key)
    if found is None:
        program.resolved[key] = found = FloatProgram(program, names)
    assert isinstance(found, FloatProgram)
    return found


class FloatProgram:
    """The part of a program that depends on the variables, in float arithmetic.

    Attributes:
        template: the values of the constant parts, which follow those of the variables.
        heads: the applications that depend on a variable.
        steps: the same, with their operations.
        result: the slot of the result.
        first: the slot of the first application.
        e_slots: the slots of the constant e.
        is_lazy: whether parts may have no value without harm.
        is_partial: whether a constant part has no value.
        cancellations: where digits may cancel.
        watched: the slots in which a value near 0 may have underflowed: see `ranges`.
    """

    __slots__ = (
        "cancellations",
        "e_slots",
        "first",
        "heads",
        "is_lazy",
        "is_partial",
        "result",
        "steps",
        "template",
        "watched",
    )

    def __init__(self, program: Program, names: Sequence[str]) -> None:
        constants = fold_constants(program, frozenset(CONSTANT_NAMES.intersection(names)))
        needed = {a for _, slots in program.heads for a in slots} | {program.size - 1}
        place = {slot: names.index(name) for slot, name in program.names.items() if name in names}
        self.template: list[Any] = []
        for slot, value in constants.items():
            if slot in needed:
                place[slot] = len(names) + len(self.template)
                self.template.append(Failed(value, slot) if isinstance(value, ArithmeticError) else value)
        self._arrange(program, place, constants, len(names) + len(self.template))
        self.is_lazy = program.is_lazy
        self.is_partial = any(type(value) is Failed for value in self.template)
        self.result = place[program.size - 1]
        self.first = len(names) + len(self.template)
        known = dict(enumerate(self.template, len(names)))
        self.cancellations = cancellations(self.heads, self.first, known, self.e_slots)
        self.watched = watched(self.heads, self.first, known, self.result)

    def _arrange(self, program: Program, place: dict[int, int], constants: Mapping[int, Any], first: int) -> None:
        known = {place[slot]: value for slot, value in constants.items() if slot in place}
        self.e_slots = frozenset(
            place[s] for s, n in program.names.items() if n == "e" and s in constants and s in place
        )
        self.heads: list[Head] = []
        self.steps: list[Step] = []
        for slot, (head, slots) in enumerate(program.heads, program.leaf_count):
            if slot not in constants:
                place[slot] = first + len(self.steps)
                moved = tuple([place[a] for a in slots])
                self.heads.append((head, moved))
                self.steps.append(float_step(head, moved, known, self.e_slots))

    def is_base_e(self, slots: tuple[int, ...]) -> bool:
        """Whether the first of the arguments is the constant e."""
        return slots[0] in self.e_slots

    def value(self, variables: list[float]) -> float | bool:
        """The value at a point.

        Raises:
            NoFloat: floats do not give one.
        """
        slots: list[Any] = [*variables, *self.template]
        if not self.is_partial:
            try:
                run(self.steps, slots)
                value: float | bool = slots[self.result]
            except (ArithmeticError, ValueError):
                pass  # below, or with balls
            else:
                if math.isfinite(value):
                    for slot in self.watched:
                        if -TINY < slots[slot] < TINY and has_underflowed(self.heads, self.first, slots):
                            raise NoFloat("a value is too near to 0 for a float")
                    if self.cancellations.slots and self.cancellations.meet(slots):
                        raise NoFloat("too many digits cancel")
                    return value if value else _unsigned(value)
        if not self.is_lazy:
            raise NoFloat("no finite float")
        return self._chosen([*variables, *self.template])

    def _chosen(self, slots: list[Any]) -> float | bool:
        """The value where some parts may have none."""
        run_lazily(self.heads, self.steps, slots)
        value = slots[self.result]
        if type(value) is Failed or not math.isfinite(value):
            raise NoFloat("no finite float")
        if self.watched and has_underflowed(self.heads, self.first, slots):
            raise NoFloat("a value is too near to 0 for a float")
        return value if value else _unsigned(value)


def _unsigned(value: float | bool) -> float | bool:
    """0 without its sign, or False."""
    return value if isinstance(value, bool) else 0.0
