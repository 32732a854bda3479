"""NumPy arrays: one operation over all points at a time; nan where the expression is undefined.

A program over arrays works through blocks of points, whose arrays stay in the processor's cache, and
writes each result into an array that is used no more. The processor itself says where a block leaves the
range of floats, at no cost: then that block is computed again, see `saturation`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..errors import DomainError
from ..expression import CONDITIONS, Expression
from .array_operations import operation_on_arrays
from .array_values import as_floats, mask_of, pointwise
from .cancellation import meet_in_arrays
from .floats import CONSTANT_NAMES, FloatProgram, float_program, program_for_floats
from .program import Failed, Program
from .ranges import TINY
from .saturation import Settling, saturated

BLOCK = 8192  # points: their arrays stay in the cache, and a call costs little beside its work


def evaluate_arrays(expression: Expression, values: Mapping[str, Any]) -> Any:
    """The values over arrays, which broadcast as arrays do; nan outside the domain.

    Raises:
        DomainError: a symbol has no value, or an array holds no numbers.
    """
    missing = sorted(program_for_floats(expression).symbols - set(values) - CONSTANT_NAMES)
    if missing:
        raise DomainError(f"no value is given for {', '.join(missing)}")
    return values_over(expression, [*values], [*values.values()])


def values_over(expression: Expression, names: Sequence[str], values: Sequence[Any]) -> Any:
    """The values over arrays and numbers: of complex arrays complex ones, of masked ones masked ones.

    Args:
        expression: a formula.
        names: its symbols, and others that do not matter but for their shapes.
        values: an array or a number for each.
    """
    import numpy as np

    program = program_for_floats(expression)
    read = [
        v if type(v) is np.ndarray and v.dtype == float else as_floats(n, v) for n, v in zip(names, values, strict=True)
    ]
    shape = read[0].shape if len(read) == 1 else np.broadcast_shapes(*[value.shape for value in read])
    used = {name: value for name, value in zip(names, read, strict=True) if name in program.symbols}
    if any(value.dtype.kind != "f" for value in used.values()):
        found = pointwise(expression, used, shape)
    else:
        found = array_program(program, tuple(used))([*used.values()], shape, _settling(expression, [*used]))
    mask = mask_of(values, shape)
    return found if mask is None else np.ma.MaskedArray(found, mask)


def _settling(expression: Expression, names: Sequence[str]) -> Callable[[Sequence[float]], Any]:
    """The value at a point, with as many digits as it takes; nan where there is none."""

    def settle(point: Sequence[float]) -> Any:
        return pointwise(expression, dict(zip(names, point, strict=True)), ())

    return settle


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
        cancellations: where digits may cancel.
        watched: the slots in which a value near 0 may have underflowed: see `ranges`.
        is_beyond: whether a constant part is beyond the range of floats.
    """

    __slots__ = ("cancellations", "count", "is_beyond", "result", "steps", "template", "watched")

    def __init__(self, program: FloatProgram, count: int) -> None:
        self.count = count
        self.template = [float("nan") if type(v) is Failed else v for v in program.template]
        self.is_beyond = any(type(v) is Failed and type(v.error) is OverflowError for v in program.template)
        self.watched = frozenset(program.watched)
        self.cancellations = program.cancellations
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

    def __call__(self, variables: Sequence[Any], shape: tuple[int, ...], settle: Callable[..., Any]) -> Any:
        """The values over arrays.

        Args:
            variables: arrays of floats.
            shape: that of the result.
            settle: the value at a point, where floats do not do.
        """
        import numpy as np

        flat = [a if a.ndim == 0 else np.broadcast_to(a, shape).reshape(-1) for a in variables]
        result = np.empty(shape)
        out = result.reshape(-1)
        pool: list[Any] = []
        flags: list[str] = []
        settling = Settling(settle)
        with np.errstate(all="ignore", over="call", under="call", call=lambda kind, _: flags.append(kind)):
            for start in range(0, out.size, BLOCK):
                block = slice(start, min(start + BLOCK, out.size))
                part = [a if a.ndim == 0 else a[block] for a in flat]
                lost: list[Any] = []
                found = None if self.is_beyond else self._block(part, pool, block.stop - start, flags, lost)
                flags.clear()
                if found is None:
                    with np.errstate(all="ignore"):
                        found = saturated(self, part, block.stop - start, settling)
                elif lost:
                    found = self._repaired(part, found, lost, settling)
                np.add(found, 0.0, out=out[block])  # and no sign of 0
        return result

    def _block(self, variables: list[Any], pool: list[Any], size: int, flags: list[str], lost: list[Any]) -> Any:
        """The values over one block, None where some leave the range of floats.

        Arrays that are free again go to the pool; at which points digits have cancelled is noted in `lost`.
        """
        import numpy as np

        delicate = self.cancellations.slots
        slots: list[Any] = [*variables, *self.template]
        pool[:] = [a for a in pool if a.size == size]
        for operation, arguments, freed in self.steps:
            if flags and self._loses(slots, arguments, flags):
                return None
            value = operation([slots[a] for a in arguments], pool, size)
            slots.append(value)
            if len(slots) - 1 in delicate:
                met = meet_in_arrays(self.cancellations, len(slots) - 1, slots)
                if np.any(met):
                    lost.append(met)
            for slot in freed:
                if getattr(slots[slot], "size", 0) == size and slots[slot] is not value and slots[slot].base is None:
                    pool.append(slots[slot])
        return None if flags and self._loses(slots, (self.result,), flags) else slots[self.result]

    def _repaired(self, variables: list[Any], found: Any, lost: list[Any], settling: Settling) -> Any:
        """The values of a block, those at which digits have cancelled computed again."""
        import numpy as np

        met = np.zeros(np.broadcast_shapes(np.shape(found), *map(np.shape, lost)), bool)
        for places in lost:
            met |= places
        if met.ndim == 0:
            return saturated(self, variables, 1, settling)[0]
        places = np.flatnonzero(met)
        again = np.array(np.broadcast_to(found, met.shape))
        with np.errstate(all="ignore"):
            chosen = [v if np.ndim(v) == 0 else v[places] for v in variables]
            again[places] = saturated(self, chosen, places.size, settling)
        return again

    def _loses(self, slots: list[Any], arguments: Sequence[int], flags: Sequence[str]) -> bool:
        """Whether something has overflowed, or what has underflowed is read where that matters."""
        import numpy as np

        if "overflow" in flags:
            return True
        return any(a in self.watched and bool(np.any(np.abs(slots[a]) < TINY)) for a in arguments)
