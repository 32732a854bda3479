"""The values that a user gives for symbols, brought to the few kinds that the arithmetics know."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flint import acb, arb, fmpq, fmpz

from ..errors import DomainError
from ..expression import Expression, Number

_ORDER = ("exact", "float", "complex", "ball", "array")
_NUMBER = re.compile(r"\s*[-+]?\d{1,4000}(\.\d{0,4000})?([eE][-+]?\d{1,4})?(\s*/\s*\d{1,4000})?\s*\Z")


@dataclass
class Point:
    """The values of the symbols.

    Attributes:
        values: fmpq, float, acb, arb or array, by name.
        expressions: values that are expressions themselves, by name.
        kind: the widest kind among the values: "exact", "float", "complex", "ball" or "array".
        digits: as many as the mpmath numbers among the values have.
        is_complex: whether to compute over the complex numbers.
    """

    values: dict[str, Any] = field(default_factory=dict)
    expressions: dict[str, Expression] = field(default_factory=dict)
    kind: str = "exact"
    digits: int | None = None
    is_complex: bool = False

    def exact(self) -> dict[str, Any]:
        """The values, with floats as the exact numbers that they are."""
        return {name: fmpq_of_float(v) if type(v) is float else v for name, v in self.values.items()}

    @property
    def is_inexact(self) -> bool:
        """Whether a float or a complex number is among the values."""
        return any(isinstance(value, (float, acb)) for value in self.values.values())

    def widen(self, kind: str) -> None:
        """Let the kind be at least this one."""
        if _ORDER.index(kind) > _ORDER.index(self.kind):
            self.kind = kind


def read_point(values: Mapping[str, Any], complex_: bool = False) -> Point:
    """The values, each in one of the kinds that are computed with.

    Raises:
        DomainError: a value is not finite, or no number.
    """
    point = Point(is_complex=complex_)
    for name, value in values.items():
        _read(point, name, value)
    if complex_:
        point.widen("complex")
    elif point.kind == "complex":
        point.is_complex = True
    return point


def _read(point: Point, name: str, value: Any) -> None:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise DomainError(f"{name} = {value} is not a number to compute with")
        point.values[name] = float(value)
        point.widen("float")
    elif isinstance(value, (bool, bytes)):
        raise DomainError(f"{name} = {value!r} is not a number")
    elif isinstance(value, int):
        point.values[name] = fmpq(value)
    elif isinstance(value, (Fraction, Decimal)):
        point.values[name] = exact_value(name, value)
    elif isinstance(value, (Expression, str)):
        _read_text(point, name, value)
    elif isinstance(value, (arb, acb, fmpq, fmpz)):
        _read_flint(point, name, value)
    elif isinstance(value, complex):
        _read_complex(point, name, acb(value.real, value.imag))
    else:
        _read_other(point, name, value)


def exact_value(name: str, value: Fraction | Decimal) -> fmpq:
    """The exact value of a fraction or decimal."""
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 10_000:
            raise DomainError(f"{name} = {value} is not a number to compute with")
        value = Fraction(value)
    return fmpq(value.numerator, value.denominator)


def fmpq_of_float(value: float) -> fmpq:
    """The exact value of a float."""
    above, below = value.as_integer_ratio()
    return fmpq(above, below)


def _read_text(point: Point, name: str, value: Expression | str) -> None:
    if isinstance(value, str):
        if _NUMBER.match(value):
            above, _, below = value.replace(" ", "").partition("/")
            divisor = Fraction(below or 1)
            if not divisor:
                raise DomainError(f"{name} = {value}: division by zero")
            point.values[name] = exact_value(name, Fraction(above) / divisor)
            return
        from ..rulebook import parse

        value = parse(value)
    if isinstance(value, Number):
        point.values[name] = exact_value(name, Fraction(value.value))
    else:
        point.expressions[name] = value


def _read_flint(point: Point, name: str, value: Any) -> None:
    if isinstance(value, (fmpq, fmpz)):
        point.values[name] = fmpq(value)
        return
    if not value.is_finite():
        raise DomainError(f"{name} = {value} is not a number to compute with")
    point.values[name] = value
    point.widen("ball")
    point.is_complex = point.is_complex or isinstance(value, acb)


def _read_complex(point: Point, name: str, value: acb) -> None:
    if not value.is_finite():
        raise DomainError(f"{name} = {value} is not a number to compute with")
    point.values[name] = value
    point.widen("complex")


def _read_other(point: Point, name: str, value: Any) -> None:
    """Numbers of libraries that are not imported here: mpmath's, NumPy's, and whatever is an integer."""
    if hasattr(value, "_mpf_") or hasattr(value, "_mpc_"):
        _read_mpmath(point, name, value)
    elif hasattr(value, "__array__") and getattr(value, "ndim", None):
        point.values[name] = value
        point.widen("array")
    elif hasattr(value, "__array__") and hasattr(value, "item"):
        plain = value.item()
        _read(point, name, float(plain) if type(plain) is type(value) else plain)  # a longdouble stays one
    elif hasattr(value, "numerator") and hasattr(value, "denominator"):
        point.values[name] = fmpq(int(value.numerator), int(value.denominator))
    elif hasattr(value, "__index__"):
        point.values[name] = fmpq(value.__index__())
    else:
        raise DomainError(f"{name} = {value!r} is not a number")


def _read_mpmath(point: Point, name: str, value: Any) -> None:
    import mpmath

    number = mpmath.mpmathify(value)
    if not mpmath.isfinite(number):
        raise DomainError(f"{name} = {value} is not a number to compute with")
    point.digits = max(point.digits or 0, mpmath.mp.dps)
    if isinstance(number, mpmath.mpc):
        _read_complex(point, name, acb(_dyadic(number.real), _dyadic(number.imag)))
    else:
        point.values[name] = _dyadic_exact(number)


def _dyadic_exact(number: Any) -> fmpq:
    sign, man, exp, _ = number._mpf_
    if abs(exp) > 100_000:
        raise DomainError(f"{number} is too large, or too small, to compute with")
    mantissa = -int(man) if sign else int(man)
    return fmpq(mantissa << exp) if exp >= 0 else fmpq(mantissa, 1 << -exp)


def _dyadic(number: Any) -> arb:
    sign, man, exp, _ = number._mpf_
    return arb((-int(man) if sign else int(man), int(exp)))
