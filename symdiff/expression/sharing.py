"""The table in which equal structure finds its one node.

It holds the nodes weakly: a formula that nobody refers to any more is gone, and its key with the next
sweep. A key holds the node's arguments, so formulas of any depth die one node at a time; and as no code
runs when a node dies, there is none that an interruption could stop halfway.
"""

from __future__ import annotations

import weakref
from threading import RLock
from typing import Any

from ..core import twin

entries: dict[tuple[object, ...], weakref.ref[Any]] = {}
LEAST_ROOM = 20_000  # nodes that may die between two sweeps, or half as many as live
_changing = RLock()
_limit = LEAST_ROOM


def shared(key: tuple[object, ...], node: Any) -> Any:
    """The one node of a key: this one, or one that another thread has made meanwhile.

    Args:
        key: made of what is compared without running Python code, so that one look-up is one step.
        node: what has that structure.
    """
    made = weakref.ref(node)
    while (entry := entries.setdefault(key, made)) is not made:
        known = entry()
        if known is not None:
            return known
        if _replaced(key, entry, made):
            return node
    if len(entries) > _limit:
        sweep()
    return node


def _replaced(key: tuple[object, ...], dead: weakref.ref[Any], made: weakref.ref[Any]) -> bool:
    """Put a node in the place of a dead one, unless another has it by now."""
    with _changing:
        is_dead = entries.get(key) is dead
        if is_dead:
            entries[key] = made
        return is_dead


def _drop(key: tuple[object, ...], dead: weakref.ref[Any]) -> None:
    """Take a dead node's key out of the table, unless it is another node's by now."""
    with _changing:
        if entries.get(key) is dead:
            del entries[key]


@twin
def living() -> int:
    """How many nodes there are, and keys of dead ones."""
    return len(entries)


def sweep() -> None:
    """Take the keys of dead nodes out of the table.

    Arguments are older than what is made of them. So from the youngest on, each key that goes may free
    nodes whose own keys are still to come.
    """
    global _limit  # noqa: PLW0603
    found = list(entries.items())
    _limit = 2 * len(found)  # other threads need not sweep too
    while found:
        key, entry = found.pop()
        if entry() is None:
            _drop(key, entry)
    _limit = len(entries) + max(LEAST_ROOM, len(entries) // 2)
