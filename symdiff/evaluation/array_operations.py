"""The operations over NumPy arrays: nan where a function is not defined, inf where a float overflows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import DomainError, SymdiffError
from ..expression import Symbol, apply
from .array_values import beyond_floats
from .definitions import entry_of
from .float_operations import is_refused, operation
from .operations import is_known
from .routines.arrays import ROUTINES, without

Operation = Callable[..., Any]
BlockOperation = Callable[[list[Any], list[Any], int], Any]  # arguments, free arrays, size of the block

_SMALL_POWERS = 16
_SMALL, _LARGE = np.array([1e-200]), np.array([1e200])


def operation_on_arrays(head: str, constants: list[Any], is_base_e: bool, conditions: list[bool]) -> BlockOperation:
    """The operation of an operator or function on a block.

    Args:
        head: the operator or function.
        constants: for each argument its value, where that is a constant.
        is_base_e: whether the first argument is the constant e.
        conditions: for each argument whether it is a condition, 1 or 0, and no value.
    """
    found = _where(conditions) if head == "where" else _power_to(constants, is_base_e) if head == "^" else None
    if found is None:
        found = _OPERATORS.get(head) or _function(head, len(constants))
        if isinstance(found, np.ufunc):
            return _into_free_array(found)
    return lambda arguments, pool, size: _apart(found(*arguments), arguments)


def _apart(value: Any, arguments: list[Any]) -> Any:
    """The value, never the same array as an argument: each array is given back once."""
    return value.copy() if any(value is a for a in arguments) and hasattr(value, "copy") else value


def _into_free_array(ufunc: Any) -> BlockOperation:
    def run(arguments: list[Any], pool: list[Any], size: int) -> Any:
        if pool and any(getattr(a, "size", 1) == size for a in arguments):
            return ufunc(*arguments, out=pool.pop())
        return ufunc(*arguments)

    return run


def _power_to(constants: list[Any], is_base_e: bool) -> Operation | None:
    """Powers of e, and powers to small whole exponents, which are products."""
    if is_base_e:
        return lambda _, exponent: np.exp(exponent)
    exponent = constants[1]
    if isinstance(exponent, float) and exponent.is_integer() and 1 <= exponent <= _SMALL_POWERS:
        return lambda base, _: _whole_power(base, int(exponent))
    return None


def _whole_power(base: Any, exponent: int) -> Any:
    result = base
    for bit in bin(exponent)[3:]:
        result = result * result
        if bit == "1":
            result = result * base
    return result


def _function(name: str, arity: int) -> Operation:
    entry = entry_of(name, arity)
    routine = None if entry is None else ROUTINES.get(entry.computed_by)
    return _pointwise(name, arity) if entry is None or routine is None or not is_refused(entry) else routine


def _pointwise(name: str, arity: int) -> Operation:
    """A function that NumPy lacks, or whose domain it does not know, point by point.

    Raises:
        DomainError: there is no such function.
    """
    if not is_known(name, arity):
        raise DomainError(f"{name} is the name of a function that is not known")
    scalar = operation(name, arity)
    letters = [f"u{k}" for k in range(arity)]
    call = apply(name, tuple(map(Symbol, letters)))

    def at_point(*arguments: Any) -> float:
        point = [float(a) for a in arguments]
        try:
            return float(scalar(*point))
        except (ArithmeticError, ValueError, SymdiffError):
            return beyond_floats(call, dict(zip(letters, point, strict=True)))

    found = np.vectorize(at_point, otypes=[float])

    def run(*arguments: Any) -> Any:
        return _flagged(found(*arguments))

    return run


def _flagged(values: Any) -> Any:
    """The values; where one is 0 or infinite, the flag is raised that an underflow or an overflow raises."""
    for size in (None if np.all(values) else _SMALL, _LARGE if np.any(np.isinf(values)) else None):
        if size is not None:
            np.multiply(size, size)
    return values


def _divide(a: Any, b: Any) -> Any:
    return without(np.divide(a, b), np.equal(b, 0))


def _power(a: Any, b: Any) -> Any:
    # 0 to a power that is not positive is undefined, and nan^0 is 1 for NumPy
    undefined = (np.equal(a, 0) & np.less_equal(b, 0)) | np.isnan(a) | np.isnan(b)
    return _flagged(without(np.power(a if isinstance(a, np.ndarray) else np.asarray(a, float), b), undefined))


def _compare(relation: Operation) -> Operation:
    # a comparison with nan is neither true nor false
    return lambda a, b: without(np.where(relation(a, b), 1.0, 0.0), np.isnan(a) | np.isnan(b))


def _piecewise(*arguments: Any) -> Any:
    value = arguments[-1] if len(arguments) % 2 else np.nan
    for k in reversed(range(len(arguments) // 2)):
        condition = np.asarray(arguments[2 * k], float)
        value = np.where(np.isnan(condition), np.nan, np.where(condition == 1, arguments[2 * k + 1], value))
    return value


def _where(conditions: list[bool]) -> Operation:
    def run(value: Any, *requirements: Any) -> Any:
        for requirement, is_condition in zip(requirements, conditions[1:], strict=True):
            value = without(value, np.not_equal(requirement, 1) if is_condition else np.isnan(requirement))
        return value

    return run


def _conjunction(*conditions: Any) -> Any:
    value: Any = 1.0
    for condition in conditions:
        value = np.where(value == 1, condition, value)
    return value


def _disjunction(*conditions: Any) -> Any:
    value: Any = 0.0
    for condition in conditions:
        value = np.where(value == 0, condition, value)
    return value


_OPERATORS: dict[str, Operation] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divide,
    "^": _power,
    "neg": np.negative,
    "<": _compare(np.less),
    "<=": _compare(np.less_equal),
    ">": _compare(np.greater),
    ">=": _compare(np.greater_equal),
    "=": _compare(np.equal),
    "!=": _compare(np.not_equal),
    "and": _conjunction,
    "or": _disjunction,
    "piecewise": _piecewise,
}
