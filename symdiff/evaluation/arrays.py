"""NumPy arrays: one operation over all points at a time; nan where the expression is undefined.

A program over arrays works through blocks of points, whose arrays stay in the processor's cache, and
writes each result into an array that is used no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import DomainError
from ..expression import CONDITIONS, Expression
from .array_operations import operation_on_arrays
from .float_operations import float_of
from .floats import CONSTANT_NAMES, FloatProgram, float_program, program_for_floats
from .program import Failed, Program

BLOCK = 8192  # points: their arrays stay in the cache, and a call costs little beside its work


def evaluate_arrays(expression: Expression, values: Mapping[str, Any]) -> Any:
    """The values over arrays, which broadcast as arrays do; nan outside the domain.

    Raises:
        DomainError: a symbol has no value.
    """
    program = program_for_floats(expression)
    missing = sorted(program.symbols - set(values) - CONSTANT_NAMES)
    if missing:
        raise DomainError(f"no value is given for {', '.join(missing)}")
    names = tuple(n for n in values if n in program.symbols)
    others = [v for n, v in values.items() if n not in program.symbols]
    return array_program(program, names)([values[name] for name in names], others)


def array_program(program: Program, names: tuple[str, ...]) -> ArrayProgram:
    """The program as a function of arrays in that order, remembered with the program."""
    key = ("arrays", names)
    found = program.resolved.get(key)
    if found is None:
        program.resolved[key] = found = ArrayProgram(float_program(program, names), len(names))
    assert isinstance(found, ArrayProgram)
    return found


class ArrayProgram:
    """A program over arrays.

    Attributes:
        template: the values of the constant parts; nan for one that has no value.
        steps: the operation of each step, the slots of its arguments, and the slots that no later step reads.
        result: the slot of the result.
    """

    __slots__ = ("count", "result", "steps", "template")

    def __init__(self, program: FloatProgram, count: int) -> None:
        self.count = count
        self.template = [float("nan") if type(v) is Failed else v for v in program.template]
        self.result = program.result
        first = count + len(self.template)
        last_use = {slot: step for step, (_, slots) in enumerate(program.heads) for slot in slots}
        known = dict(enumerate(self.template, count))
        conditions = {slot for slot, value in known.items() if isinstance(value, bool)}
        conditions |= {slot for slot, (head, _) in enumerate(program.heads, first) if head in CONDITIONS}
        self.steps = [
            (
                operation_on_arrays(
                    head, [known.get(s) for s in slots], program.is_base_e(slots), [s in conditions for s in slots]
                ),
                slots,
                [s for s in dict.fromkeys(slots) if s >= first and last_use[s] == step and s != self.result],
            )
            for step, (head, slots) in enumerate(program.heads)
        ]

    def __call__(self, variables: Sequence[Any], others: Sequence[Any] = ()) -> Any:
        """The values over arrays."""
        import numpy as np

        arrays = [np.asarray(v, float) if hasattr(v, "__array__") else np.asarray(float_of(v)) for v in variables]
        shapes = [a.shape for a in arrays] + [np.shape(o) for o in others if hasattr(o, "__array__")]
        shape = np.broadcast_shapes(*shapes)
        flat = [a if a.ndim == 0 else np.broadcast_to(a, shape).reshape(-1) for a in arrays]
        result = np.empty(shape)
        out = result.reshape(-1)
        pool: list[Any] = []
        with np.errstate(all="ignore"):
            for start in range(0, out.size, BLOCK):
                block = slice(start, min(start + BLOCK, out.size))
                out[block] = self._block([a if a.ndim == 0 else a[block] for a in flat], pool, block.stop - start)
        return result

    def _block(self, variables: list[Any], pool: list[Any], size: int) -> Any:
        """The values over one block; arrays that are free again go to the pool."""
        slots: list[Any] = [*variables, *self.template]
        pool[:] = [a for a in pool if a.size == size]
        for operation, arguments, freed in self.steps:
            value = operation([slots[a] for a in arguments], pool, size)
            slots.append(value)
            for slot in freed:
                if getattr(slots[slot], "size", 0) == size and slots[slot] is not value and slots[slot].base is None:
                    pool.append(slots[slot])
        return slots[self.result]
