"""The table in which equal structure finds its one node.

It holds the nodes weakly: a formula that nobody refers to any more is gone.
"""

from __future__ import annotations

import weakref
from typing import Any


class Entry(weakref.ref[Any]):
    """A weak reference that knows under which key its node stands."""

    __slots__ = ("key",)
    key: tuple[object, ...]


entries: dict[tuple[object, ...], Entry] = {}
_dying: list[Entry] = []
_burying: list[bool] = []


def forget(entry: Entry) -> None:
    """Drop the key of a node that has died.

    Dropping a key can free the node's arguments, whose own references come here again: those calls
    only queue, so that a formula of any depth dies in a loop.
    """
    _dying.append(entry)
    if _burying:
        return
    _burying.append(True)
    try:
        while _dying:
            dead = _dying.pop()
            if entries.get(dead.key) is dead:
                del entries[dead.key]
    finally:
        _burying.clear()
