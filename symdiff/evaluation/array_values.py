"""What stands in an array: floats, or numbers that floats do not hold, which are computed point by point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import DomainError, LimitError, SymdiffError
from ..expression import Expression
from .balls import enclose
from .precision import working_precision
from .program import Stopped, program_of
from .reals import real_value
from .values import read_point

EXACT = 1 << 53  # floats hold every integer up to here


def as_floats(name: str, value: Any) -> Any:
    """An array of floats; of complex numbers, or of exact ones where floats do not hold them.

    Raises:
        DomainError: it holds no numbers.
    """
    array = np.asarray(value)
    kind = array.dtype.kind
    if kind == "f":
        return np.asarray(array, float)
    if kind == "c":
        return array
    if kind in "iu":
        fits = array.size == 0 or (int(array.max()) <= EXACT and int(array.min()) >= -EXACT)
        return np.asarray(array, float) if fits else array.astype(object)
    if kind == "O" and all(_is_number(v) for v in array.reshape(-1)):
        return array
    raise DomainError(f"{name} is an array of {array.dtype}, not of numbers")


def _is_number(value: Any) -> bool:
    try:
        return not isinstance(value, str) and not read_point({"x": value}).expressions
    except SymdiffError:
        return isinstance(value, float)  # nan and infinities have no value, but are floats


def mask_of(values: Sequence[Any], shape: tuple[int, ...]) -> Any:
    """Where one of the arrays is masked; None where none is a masked array."""
    masks = [np.ma.getmaskarray(v) for v in values if isinstance(v, np.ma.MaskedArray)]
    if not masks:
        return None
    total = np.zeros(shape, bool)
    for mask in masks:
        total |= np.broadcast_to(mask, shape)
    return total


def pointwise(expression: Expression, values: Mapping[str, Any], shape: tuple[int, ...]) -> Any:
    """The values point by point, with as many digits as it takes; nan where there is none, inf beyond floats."""
    names = [*values]
    columns = [np.broadcast_to(np.asarray(v), shape).reshape(-1) for v in values.values()]
    is_complex = any(column.dtype.kind == "c" for column in columns)
    out = np.empty(shape, complex if is_complex else float)
    flat = out.reshape(-1)
    for place in range(flat.size):
        flat[place] = _at(expression, {n: c[place] for n, c in zip(names, columns, strict=True)}, is_complex)
    return out if shape else out[()]


def _at(expression: Expression, point: Mapping[str, Any], is_complex: bool) -> Any:
    from .evaluator import evaluate_at

    try:
        found = evaluate_at(expression, point, None, is_complex)
        return complex(found) if is_complex else float(found)
    except OverflowError:
        return float("inf") if found > 0 else float("-inf")
    except LimitError:
        return float("nan") if is_complex else beyond_floats(expression, point)
    except SymdiffError:
        return float("nan")


def beyond_floats(expression: Expression, point: Mapping[str, Any]) -> float:
    """The infinity that a value beyond the range of floats is rounded to; nan where it is not known to be one."""
    with working_precision(128):
        try:
            ball = enclose(real_value(program_of(expression), read_point(point).exact()))
        except (Stopped, SymdiffError):
            return float("nan")
        low, high = float(ball.lower()), float(ball.upper())
    return low if low == high else float("nan")
