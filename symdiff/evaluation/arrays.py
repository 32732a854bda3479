"""NumPy arrays: one operation over all points at a time; nan where the expression is undefined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..errors import DomainError
from ..expression import Expression
from .floats import constant_values, float_of, operation
from .program import Program, program_of

Operation = Callable[..., Any]
Step = tuple[Operation, tuple[int, ...]]

_CONSTANTS = frozenset(("e", "pi"))


def evaluate_arrays(expression: Expression, values: Mapping[str, Any]) -> Any:
    """The values over arrays, which broadcast as arrays do; nan outside the domain.

    Raises:
        DomainError: a symbol has no value, or a constant part has none.
    """
    import numpy

    program = program_of(expression)
    missing = sorted({n for n in program.names.values() if n not in values and n not in _CONSTANTS})
    if missing:
        raise DomainError(f"no value is given for {', '.join(missing)}")
    arrays = {name: _as_array(value) for name, value in values.items() if name in program.names.values()}
    shape = numpy.broadcast_shapes(*(numpy.shape(a) for a in map(_as_array, values.values())))
    slots = dict(array_constants(program))
    slots |= {slot: arrays[name] for slot, name in program.names.items() if name in arrays}
    with numpy.errstate(all="ignore"):
        for slot, (run, arguments) in enumerate(array_steps(program), program.leaf_count):
            if slot not in slots:
                slots[slot] = run(*[slots[a] for a in arguments])
    return numpy.broadcast_to(slots[program.size - 1], shape).copy()


def _as_array(value: Any) -> Any:
    import numpy

    return numpy.asarray(value, float) if hasattr(value, "__array__") else float_of(value)


def array_constants(program: Program) -> dict[int, Any]:
    """The constant parts of a program, by slot; nan for one that has no value."""
    found = program.resolved.get("array constants")
    if found is None:
        found = [constant_values(program)]  # type: ignore[list-item]
        program.resolved["array constants"] = found
    values: dict[int, Any] = found[0]  # type: ignore[assignment]
    return {slot: float("nan") if isinstance(v, ArithmeticError) else v for slot, v in values.items()}


def array_steps(program: Program) -> list[Step]:
    """The steps over arrays."""
    table = operations()
    return [(table.get(head) or _pointwise(head), slots) for head, slots in program.heads]


def _pointwise(head: str) -> Operation:
    """A function that NumPy lacks, point by point."""
    import numpy

    scalar = operation(head)

    def at_point(*arguments: Any) -> float:
        try:
            return float(scalar(*[float(a) for a in arguments]))
        except (ArithmeticError, ValueError, DomainError):
            return float("nan")

    return numpy.vectorize(at_point, otypes=[float])


def operations() -> dict[str, Operation]:
    """The operations over arrays, by operator and function."""
    if not _table:
        _table.update(_make_operations())
    return _table


_table: dict[str, Operation] = {}


def _make_operations() -> dict[str, Operation]:
    import numpy as np

    def finite(values: Any) -> Any:
        return np.where(np.isinf(values), np.nan, values)

    def divide(a: Any, b: Any) -> Any:
        quotient = np.divide(a, b)
        return np.where(np.equal(b, 0), np.nan, quotient) if np.any(np.equal(b, 0)) else quotient

    def power(a: Any, b: Any) -> Any:
        value = np.power(np.asarray(a, float), b)
        undefined = np.equal(a, 0) & np.less_equal(b, 0)
        return np.where(undefined, np.nan, value) if np.any(undefined) else value

    def inside(function: Any, low: float = -np.inf, high: float = np.inf) -> Operation:
        return lambda u: np.where((u > low) & (u < high), function(u), np.nan)

    def known(values: Any, *arguments: Any) -> Any:
        bad = np.zeros(np.shape(values), bool)
        for a in arguments:
            bad = bad | np.isnan(a)
        return np.where(bad, np.nan, values)

    def piecewise(*arguments: Any) -> Any:
        pairs = len(arguments) // 2
        value = arguments[-1] if len(arguments) % 2 else np.nan
        for k in reversed(range(pairs)):
            condition = arguments[2 * k]
            # a comparison with nan is neither true nor false: no later branch may be taken
            value = np.where(np.isnan(condition), np.nan, np.where(condition == 1, arguments[2 * k + 1], value))
        return value

    def compare(relation: Any) -> Operation:
        return lambda a, b: known(np.where(relation(a, b), 1.0, 0.0), a, b)

    def where(value: Any, *requirements: Any) -> Any:
        for requirement in requirements:
            value = np.where(np.isnan(requirement) | (np.asarray(requirement) == 0), np.nan, value)
        return value

    def conjunction(*conditions: Any) -> Any:
        value: Any = 1.0
        for condition in conditions:
            value = np.where(value == 1, condition, value)
        return value

    def disjunction(*conditions: Any) -> Any:
        value: Any = 0.0
        for condition in conditions:
            value = np.where(value == 0, condition, value)
        return value

    def extreme(pick: Any) -> Operation:
        def operation(*values: Any) -> Any:
            best = values[0]
            for other in values[1:]:
                best = pick(best, other)
            return best

        return operation

    def sigmoid(u: Any) -> Any:
        small = np.exp(-np.abs(u))
        return np.where(np.asarray(u) >= 0, 1.0, small) / (1 + small)

    return {
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "/": divide,
        "^": power,
        "neg": np.negative,
        "<": compare(np.less),
        "<=": compare(np.less_equal),
        ">": compare(np.greater),
        ">=": compare(np.greater_equal),
        "=": compare(np.equal),
        "!=": compare(np.not_equal),
        "and": conjunction,
        "or": disjunction,
        "piecewise": piecewise,
        "where": where,
        "exp": np.exp,
        "ln": lambda u: finite(np.log(u)),
        "log10": lambda u: finite(np.log10(u)),
        "log2": lambda u: finite(np.log2(u)),
        "log": lambda u, b: divide(finite(np.log(u)), finite(np.log(b))),
        "sqrt": np.sqrt,
        "cbrt": np.cbrt,
        "sin": np.sin,
        "cos": np.cos,
        "tan": np.tan,
        "cot": lambda u: divide(np.cos(u), np.sin(u)),
        "sec": lambda u: divide(1.0, np.cos(u)),
        "csc": lambda u: divide(1.0, np.sin(u)),
        "asin": np.arcsin,
        "acos": np.arccos,
        "atan": np.arctan,
        "acot": lambda u: np.arctan2(1.0, u),
        "asec": lambda u: np.arccos(divide(1.0, u)),
        "acsc": lambda u: np.arcsin(divide(1.0, u)),
        "sinh": np.sinh,
        "cosh": np.cosh,
        "tanh": np.tanh,
        "coth": lambda u: divide(1.0, np.tanh(u)),
        "sech": lambda u: 1.0 / np.cosh(u),
        "csch": lambda u: divide(1.0, np.sinh(u)),
        "asinh": np.arcsinh,
        "acosh": np.arccosh,
        "atanh": inside(np.arctanh, -1.0, 1.0),
        "acoth": lambda u: finite(np.arctanh(divide(1.0, u))),
        "asech": lambda u: finite(np.arccosh(divide(1.0, u))),
        "acsch": lambda u: np.arcsinh(divide(1.0, u)),
        "abs": np.abs,
        "sign": np.sign,
        "floor": np.floor,
        "ceil": np.ceil,
        "heaviside": lambda u: (np.sign(u) + 1) / 2,
        "max": extreme(np.maximum),
        "min": extreme(np.minimum),
        "atan2": lambda y, x: np.where(np.equal(x, 0) & np.equal(y, 0), np.nan, np.arctan2(y, x)),
        "hypot": np.hypot,
        "sigmoid": sigmoid,
        "softplus": lambda u: np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u))),
        "sinc": lambda u: np.sinc(np.asarray(u) / np.pi),
    }
