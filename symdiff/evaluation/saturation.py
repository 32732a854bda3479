"""Points at which floats leave their range or lose digits: in wider floats, twice, and where that fails, in balls.

What leaves even the range of the wider floats is once 0 or infinite, and once as near to that as can be. Where both
give the same the loss is of no consequence; where they do not, the point is settled by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .cancellation import meet_in_arrays

WIDE = np.longdouble
WIDER = float(np.finfo(WIDE).eps / np.finfo(float).eps)
LEAST, MOST = np.finfo(WIDE).tiny, np.finfo(WIDE).max


MOST_SETTLED = 256


class Settling:
    """How the value at a point is found where floats do not do.

    Args:
        settle: the value at a point.

    Attributes:
        left: how many points at which digits have cancelled are still settled: one takes as long as thousands in
            arrays, so after MOST_SETTLED of a call the others keep what the wider floats gave.
    """

    def __init__(self, settle: Callable[[Sequence[float]], Any]) -> None:
        self.settle = settle
        self.left = MOST_SETTLED

    def some_of(self, places: Any) -> Any:
        """As many of the places as are still settled."""
        chosen = places[: self.left]
        self.left -= chosen.size
        return chosen


def saturated(program: Any, variables: Sequence[Any], size: int, settling: Settling) -> Any:
    """The values of an array program over a block.

    Args:
        program: the program.
        variables: an array, or a number, for each variable.
        size: of the block.
        settling: how a point is settled.
    """
    if program.is_beyond:
        found, places = np.empty(size), np.arange(size)
    else:
        wide = [np.asarray(v, WIDE) for v in variables]
        lost = np.zeros(size, bool)
        flat, near = (np.broadcast_to(_run(program, wide, lost, bent), (size,)).astype(float) for bent in (False, True))
        found, agree = flat.copy(), (flat == near) | (np.isnan(flat) & np.isnan(near))
        places = np.concatenate((np.flatnonzero(~agree), settling.some_of(np.flatnonzero(lost & agree))))
    for place in places:
        found[place] = settling.settle([float(v) if np.ndim(v) == 0 else float(v[place]) for v in variables])
    return found


def _run(program: Any, variables: Sequence[Any], lost: Any, bent: bool) -> Any:
    """The values in wider floats; with what left their range, if so asked, brought back to its edge.

    Where digits have cancelled in these too is noted in `lost`.
    """
    slots: list[Any] = [*variables, *program.template]
    for step, (operation, arguments, _) in enumerate(program.steps):
        value = operation([slots[a] for a in arguments], [], lost.size)
        slots.append(_at_the_edge(value, step) if bent and np.asarray(value).dtype.kind == "f" else value)
        if not bent and len(slots) - 1 in program.cancellations.slots:
            lost |= meet_in_arrays(program.cancellations, len(slots) - 1, slots, WIDER)
    return slots[program.result]


def _at_the_edge(value: Any, step: int) -> Any:
    """What is 0 or infinite as a little less so, and not the same for two steps."""
    factor = 1 + WIDE(step % 64) / 64
    value = np.where(np.isinf(value), np.copysign(MOST / factor, value), value)
    return np.where(value == 0, np.copysign(LEAST * factor, value), value)
