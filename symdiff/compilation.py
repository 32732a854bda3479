"""Expressions as callables: a closure over a flat program, with no text made into code.

Constants are computed once, shared parts once, and what is used no more gives its array to what
comes next. Over arrays the program runs on blocks that stay in the processor's cache, one vectorized
operation after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from .errors import DomainError, LimitError
from .evaluation import evaluate
from .evaluation.float_operations import NoFloat
from .evaluation.floats import float_program, program_for_floats
from .expression import Expression, Symbol
from .traversal import free_symbols

Function = Callable[..., Any]
EXACT = 1 << 53  # floats hold every integer up to here


def compile(expression: Expression | str, variables: Sequence[Symbol | str], backend: str = "numpy") -> Function:
    """A function that computes the expression fast, again and again.

    Args:
        expression: an expression, or text.
        variables: its symbols, in the order in which the function takes them.
        backend: "numpy" for arrays and numbers, or "python" for numbers only, without NumPy.

    Returns:
        A function of a value for each variable, in the given order. Over numbers it returns a float
        (or a bool for a condition) and raises DomainError where the expression has no value; over NumPy
        arrays, which broadcast, it returns an array with nan there, and inf where the value is too large
        for a float. Of complex numbers and arrays it is complex, of masked arrays masked.

    Raises:
        ParseError: the text is no formula.
        DomainError: a symbol of the expression is not among the variables, or there is no such backend.

    >>> f = compile("x^2 + y", ["x", "y"], backend="python")
    >>> f(3, 0.5)
    9.5
    >>> import numpy
    >>> compile("1/x", ["x"])(numpy.array([1.0, 2.0, 0.0]))
    array([1. , 0.5, nan])
    """
    if backend not in ("numpy", "python"):
        raise DomainError(f'there is no backend {backend!r}; there are "numpy" and "python"')
    if isinstance(expression, str):
        from .rulebook import parse

        expression = parse(expression)
    names = [str(v) for v in variables]
    missing = sorted(s.name for s in free_symbols(expression) if s.name not in names)
    if missing:
        raise DomainError(f"{', '.join(missing)} is not among the variables {', '.join(names)}")
    return _array_function(expression, names) if backend == "numpy" else _scalar_function(expression, names)


def lambdify(
    variables: Symbol | str | Sequence[Symbol | str], expression: Expression | str, backend: str = "numpy"
) -> Function:
    """`compile` under the name, and with the order of arguments, that people know from elsewhere.

    Args:
        variables: the symbols of the expression, or the only one.
        expression: an expression, or text.
        backend: as for `compile`.

    Returns:
        The function.

    Raises:
        ParseError: the text is no formula.
        DomainError: a symbol of the expression is not among the variables, or there is no such backend.

    >>> lambdify("x", "x^2 + 1", backend="python")(3)
    10.0
    """
    return compile(expression, [variables] if isinstance(variables, (Symbol, str)) else variables, backend)


def _scalar_function(expression: Expression, names: list[str]) -> Function:
    """The function of numbers."""
    program, used = program_for_floats(expression), _used(expression, names)
    compact = float_program(program, tuple(used))
    places = [names.index(name) for name in used]
    straight = places == list(range(len(names)))
    count = len(names)

    def function(*values: float) -> Any:
        if len(values) != count:
            raise TypeError(f"{count} values are needed ({', '.join(names)}), not {len(values)}")
        try:
            numbers = [*map(float, values)]
            if values == (*numbers,):
                return compact.value(numbers if straight else [numbers[place] for place in places])
        except (NoFloat, TypeError, ValueError, OverflowError):
            pass
        # balls settle whether there is a value, and which, or say why there is none
        return _inexact(evaluate(expression, dict(zip(names, map(_number, values), strict=True))))

    function.__doc__ = f"The value at {', '.join(names)}."
    return function


def _number(value: Any) -> Any:
    """The value, an integer as a float where one holds it."""
    return float(value) if type(value) is int and abs(value) <= EXACT else value


def _inexact(value: Any) -> Any:
    """The value as a float, where it is an exact number.

    Raises:
        LimitError: it is too large.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return value
    try:
        return float(value)
    except OverflowError:
        raise LimitError("the value is too large for a float") from None


def _used(expression: Expression, names: list[str]) -> list[str]:
    present = program_for_floats(expression).symbols
    return [name for name in dict.fromkeys(names) if name in present]


def _array_function(expression: Expression, names: list[str]) -> Function:
    """The function of arrays, and of numbers."""
    scalar = _scalar_function(expression, names)

    def function(*values: Any) -> Any:
        if len(values) != len(names) or not any(getattr(value, "ndim", 0) for value in values):
            return scalar(*values)
        from .evaluation.arrays import values_over

        return values_over(expression, names, values)

    function.__doc__ = f"The values at {', '.join(names)}."
    return function


__all__ = ["compile", "lambdify"]
