"""The operations over NumPy arrays: nan where a function is not defined, inf where a float overflows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import DomainError
from .float_operations import operation

Operation = Callable[..., Any]
BlockOperation = Callable[[list[Any], list[Any], int], Any]  # arguments, free arrays, size of the block

_SMALL_POWERS = 16


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
        found = _OPERATIONS.get(head) or _pointwise(head)
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
    if isinstance(exponent, float) and exponent == int(exponent) and 1 <= exponent <= _SMALL_POWERS:
        return lambda base, _: _whole_power(base, int(exponent))
    return None


def _whole_power(base: Any, exponent: int) -> Any:
    result = base
    for bit in bin(exponent)[3:]:
        result = result * result
        if bit == "1":
            result = result * base
    return result


def _pointwise(head: str) -> Operation:
    """A function that NumPy lacks, point by point."""
    scalar = operation(head)

    def at_point(*arguments: Any) -> float:
        try:
            return float(scalar(*[float(a) for a in arguments]))
        except (ArithmeticError, ValueError, DomainError):
            return float("nan")

    return np.vectorize(at_point, otypes=[float])


def _without(values: Any, bad: Any) -> Any:
    """The values with nan where something is bad."""
    return np.where(bad, np.nan, values) if np.any(bad) else values


def _finite(values: Any) -> Any:
    return _without(values, np.isinf(values))


def _divide(a: Any, b: Any) -> Any:
    return _without(np.divide(a, b), np.equal(b, 0))


def _power(a: Any, b: Any) -> Any:
    # 0 to a power that is not positive is undefined, and nan^0 is 1 for NumPy
    undefined = (np.equal(a, 0) & np.less_equal(b, 0)) | np.isnan(a) | np.isnan(b)
    return _without(np.power(np.asarray(a, float), b), undefined)


def _logarithm(function: Operation) -> Operation:
    return lambda u: _without(function(u), np.equal(u, 0))


def _compare(relation: Operation) -> Operation:
    # a comparison with nan is neither true nor false
    return lambda a, b: _without(np.where(relation(a, b), 1.0, 0.0), np.isnan(a) | np.isnan(b))


def _piecewise(*arguments: Any) -> Any:
    value = arguments[-1] if len(arguments) % 2 else np.nan
    for k in reversed(range(len(arguments) // 2)):
        condition = np.asarray(arguments[2 * k], float)
        value = np.where(np.isnan(condition), np.nan, np.where(condition == 1, arguments[2 * k + 1], value))
    return value


def _where(conditions: list[bool]) -> Operation:
    def run(value: Any, *requirements: Any) -> Any:
        for requirement, is_condition in zip(requirements, conditions[1:], strict=True):
            value = _without(value, np.not_equal(requirement, 1) if is_condition else np.isnan(requirement))
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


def _extreme(pick: Operation) -> Operation:
    def run(*values: Any) -> Any:
        best = values[0]
        for other in values[1:]:
            best = pick(best, other)
        return best

    return run


def _sigmoid(u: Any) -> Any:
    small = np.exp(-np.abs(u))
    return np.where(np.asarray(u) >= 0, 1.0, small) / (1 + small)


def _atanh(u: Any) -> Any:
    return _finite(np.arctanh(u))


def _atan2(y: Any, x: Any) -> Any:
    return _without(np.arctan2(y, x), np.equal(x, 0) & np.equal(y, 0))


_OPERATIONS: dict[str, Operation] = {
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
    "exp": np.exp,
    "ln": _logarithm(np.log),
    "log10": _logarithm(np.log10),
    "log2": _logarithm(np.log2),
    "log": lambda u, base: _divide(_logarithm(np.log)(u), _logarithm(np.log)(base)),
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "cot": lambda u: _divide(np.cos(u), np.sin(u)),
    "sec": lambda u: _divide(1.0, np.cos(u)),
    "csc": lambda u: _divide(1.0, np.sin(u)),
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "acot": lambda u: np.arctan2(1.0, u),
    "asec": lambda u: np.arccos(_divide(1.0, u)),
    "acsc": lambda u: np.arcsin(_divide(1.0, u)),
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "coth": lambda u: _divide(1.0, np.tanh(u)),
    "sech": lambda u: 1.0 / np.cosh(u),
    "csch": lambda u: _divide(1.0, np.sinh(u)),
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": _atanh,
    "acoth": lambda u: _atanh(_divide(1.0, u)),
    "asech": lambda u: np.arccosh(_divide(1.0, u)),
    "acsch": lambda u: np.arcsinh(_divide(1.0, u)),
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "heaviside": lambda u: (np.sign(u) + 1) / 2,
    "max": _extreme(np.maximum),
    "min": _extreme(np.minimum),
    "atan2": _atan2,
    "hypot": np.hypot,
    "sigmoid": _sigmoid,
    "softplus": lambda u: np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u))),
    "sinc": lambda u: np.sinc(np.asarray(u) / np.pi),
}
