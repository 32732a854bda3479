"""NumPy's functions of expressions, and of arrays of expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..expression import Expression, apply, as_expression, negative
from ..expression.conveniences import OPERATORS_OF_NUMPY
from ..rulebook import current


def applied(ufunc: Any, method: str, inputs: Sequence[Any], options: Mapping[str, Any]) -> Any:
    """The function of NumPy applied to expressions; NotImplemented where there is no such function here.

    Args:
        ufunc: the function.
        method: how NumPy was asked to apply it.
        inputs: its arguments, expressions, numbers and arrays of them.
        options: what else NumPy was told.
    """
    if method != "__call__" or options:
        return NotImplemented
    head = _head(ufunc.__name__, len(inputs))
    if head is None:
        return NotImplemented
    if all(getattr(value, "ndim", 0) == 0 for value in inputs):
        return _made(head, *(value[()] if hasattr(value, "dtype") else value for value in inputs))
    import numpy

    # An expression in an array of its own is one entry, and is not asked again.
    arrays = [_alone(numpy, value) if isinstance(value, Expression) else value for value in inputs]
    return numpy.frompyfunc(lambda *entries: _made(head, *entries), len(arrays), 1)(*arrays)


def _alone(numpy: Any, value: Expression) -> Any:
    array = numpy.empty((), dtype=object)
    array[()] = value
    return array


def _made(head: str, *entries: Any) -> Expression:
    arguments = tuple(map(as_expression, entries))
    return negative(*arguments) if head == "neg" else apply(head, arguments)


def _head(name: str, arity: int) -> str | None:
    """What a function of NumPy is here."""
    if name in OPERATORS_OF_NUMPY:
        return OPERATORS_OF_NUMPY[name]
    return current().vocabulary.named(name, arity)
