"""x^T A x: a power with the exponent T for a formula of numbers, a transpose for whoever thinks of matrices."""

from __future__ import annotations

import re
from collections.abc import Container

from .misreadings import Misreading

TRANSPOSE = "T"
_BESIDE = re.compile(r"(?<![\w.])(?!e\b)([A-Za-z]\w*)\s*(?:\^|\*\*)\s*T(?=\s+[A-Za-z(]|\s*\()")
_AROUND = re.compile(r"(?<![\w.])(?!e\b)([A-Za-z]\w*)\s*(?:\^|\*\*)\s*T\s*\*(?:[\w\s*]*\*)?\s*\1(?!\w)")


def refuse_transpose(text: str, names: Container[str], *, multiplied: bool = False) -> None:
    """Refuse a letter to the power T beside another factor, unless T is declared.

    Args:
        text: what is to be read.
        names: what is declared.
        multiplied: whether x^T*A*x, with all its signs, is refused too: what is printed has them.

    Raises:
        Misreading: it may be the transpose.

    >>> refuse_transpose("(1+r)^T + x^T", ())
    """
    if TRANSPOSE not in text or TRANSPOSE in names:
        return
    found = _BESIDE.search(text) or (_AROUND.search(text) if multiplied else None)
    if found is not None:
        base = found[1]
        raise Misreading(
            "^T may be the transpose, or a power with the exponent T",
            place=found.start(1) + len(base),
            suggestion=f"matrices need their shapes: shapes=dict({base}=\"n\"), --shape '{base}: n'; "
            f"for a power write {base}^(T)*...",
        )
