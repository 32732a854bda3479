"""The table in which equal structure finds its one node.

It holds the nodes weakly: a formula that nobody refers to any more is gone.
"""

from __future__ import annotations

import weakref
from threading import Lock
from time import sleep
from typing import Any


class Entry(weakref.ref[Any]):
    """A weak reference that knows under which key its node stands."""

    __slots__ = ("key",)
    key: tuple[object, ...]


entries: dict[tuple[object, ...], Entry] = {}
_dying: list[Entry] = []
_burial = Lock()
_take, _give = _burial.acquire, _burial.release
_find, _queue, _next = entries.get, _dying.append, _dying.pop


def forget(entry: Entry) -> None:
    """Drop the key of a node that has died.

    Dropping a key can free the node's arguments, whose own references come here again: those calls
    only queue, so that a formula of any depth dies in a loop. One thread at a time drops keys, and a
    key is never given to another node before it is dropped, so what is dropped is what has died.
    """
    _queue(entry)
    while _dying and _take(False):
        try:
            while _dying:
                dead = _next()
                if _find(dead.key) is dead:
                    del entries[dead.key]
        finally:
            _give()


def shared(key: tuple[object, ...], node: Any) -> Any:
    """The one node of a key: this one, or one that another thread has made meanwhile.

    Args:
        key: made of what is compared without running Python code, so that one look-up is one step.
        node: what has that structure.
    """
    entry = Entry(node, forget)
    entry.key = key
    while (found := entries.setdefault(key, entry)) is not entry:
        known = found()
        if known is not None:
            return known
        forget(found)
        sleep(0)  # another thread may be the one that drops it
    return node
