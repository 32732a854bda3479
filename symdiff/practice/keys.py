"""A key in two forms: as the rules give it, and simplified, as the answers of a book are."""

from __future__ import annotations

from functools import lru_cache

from ..expression import Apply, Expression
from ..simplifying import simplify
from ..tidying import bare
from ..traversal import tree_size

MOST_REMEMBERED = 1024


@lru_cache(MOST_REMEMBERED)
def simplified(key: Expression) -> Expression:
    """The key simplified; itself where that makes it no shorter, and where it is the equation of a line.

    >>> from symdiff import parse
    >>> print(simplified(parse("2*x*(x + 8) - x^2")))
    x*(x + 16)
    """
    if isinstance(key, Apply) and key.function == "=":
        return key
    shorter = bare(simplify(key))
    return shorter if tree_size(shorter) < tree_size(key) else key
