"""The nodes: numbers, symbols and applied functions, immutable and shared.

Equal structure is the same object, so `is` decides equality, hashing never recurses and every
loop meets a node once however often it appears. The table holds nodes weakly: a formula that
nobody refers to any more is gone.

An operator is a function whose name is its sign: `+ - * / ^` take two arguments, `neg` one.
Sums and products nest to the left, as they are typed. Conditions are applications of
`< <= > >= = !=`, `and`, `or`. Two heads have a meaning of their own:

* `piecewise(condition, value, condition, value, ..., default)`; the default may be missing;
* `where(value, requirement, ...)` is the value wherever each requirement holds: a condition
  must be true, any other expression must be defined. It is how a result remembers a domain
  that its formula alone would lose: the derivative of ln(x) is `where(1/x, ln(x))`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import isfinite
from numbers import Rational
from typing import TYPE_CHECKING, Any, Union

from ..core import kinds, twin
from ..primitives import ABS
from .conveniences import Conveniences
from .sharing import entries, shared

Operand = Union["Expression", int, Fraction, float, str]

LONGEST_DECIMAL = 10**64  # a fraction whose decimals go on beyond that is written as a quotient
COMPARISONS = frozenset(("<", "<=", ">", ">=", "=", "!="))
CONDITIONS = COMPARISONS | {"and", "or"}


Operator = Callable[["Expression", Operand], "Expression"]


def _binary(function: str) -> tuple[Operator, Operator]:
    """The method of an operator, and the one for an operand on the left that is no expression yet."""

    def method(self: Expression, other: Operand) -> Expression:
        return _operate(function, self, other)

    def reflected(self: Expression, other: Operand) -> Expression:
        return _operate(function, other, self)

    return method, reflected


def _refuse(self: Expression, name: str, value: object = None) -> None:
    raise AttributeError(f"a formula cannot be changed: {name} is what it was made with; make another one")


class Expression(Conveniences):
    """A formula. Made by `symdiff.parse`, by `symdiff.symbols` and the operators, or by a rule."""

    __slots__ = ("__weakref__",)

    __add__, __radd__ = _binary("+")
    __sub__, __rsub__ = _binary("-")
    __mul__, __rmul__ = _binary("*")
    __truediv__, __rtruediv__ = _binary("/")
    __pow__, __rpow__ = _binary("^")
    __lt__, __le__, __gt__, __ge__ = (_binary(sign)[0] for sign in ("<", "<=", ">", ">="))

    def __neg__(self) -> Expression:
        return negative(self)

    def __pos__(self) -> Expression:
        return self

    def __abs__(self) -> Expression:
        return apply(ABS, (self,))

    def __bool__(self) -> bool:
        if isinstance(self, Apply) and self.function in CONDITIONS:
            raise TypeError("whether a condition on symbols holds is not known; evaluate it at a point")
        return True

    def __copy__(self) -> Expression:
        return self

    def __deepcopy__(self, memo: object) -> Expression:
        return self


class _NumberFields(Expression):
    __slots__ = ("decimal", "value")
    value: int | Fraction
    decimal: bool


class Number(_NumberFields):
    """An exact number: an integer, or a rational that was written as a decimal."""

    __slots__ = ()
    __match_args__ = ("value",)
    __setattr__ = __delattr__ = _refuse

    def __new__(cls, value: int | Fraction, decimal: bool = False) -> Number:
        return _number(value, decimal)


class _SymbolFields(Expression):
    __slots__ = ("name",)
    name: str


class Symbol(_SymbolFields):
    """A name: a variable, a parameter, or one of the constants e and pi."""

    __slots__ = ()
    __match_args__ = ("name",)
    __setattr__ = __delattr__ = _refuse

    def __new__(cls, name: str) -> Symbol:
        return symbol(name)


class _ApplyFields(Expression):
    __slots__ = ("arguments", "function", "length", "signature", "total")
    function: str
    arguments: tuple[Expression, ...]
    length: int  # how many factors the product has, once counted
    signature: int | None  # as a term of a sum, the same for like terms, once found
    total: bool | None  # whether it is defined everywhere, once found out


class Apply(_ApplyFields):
    """A function, or an operator, of its arguments."""

    __slots__ = ()
    __match_args__ = ("function", "arguments")
    __setattr__ = __delattr__ = _refuse

    def __new__(cls, function: str, arguments: Iterable[Expression]) -> Apply:
        return apply(function, tuple(arguments))


def _writer(field: str) -> Callable[[Apply, Any], None]:
    return _ApplyFields.__dict__[field].__set__  # type: ignore[no-any-return]


# What tidying finds out of a node's structure, once: the only fields that are written after it is made.
remember_length, remember_signature, remember_total = map(_writer, ("length", "signature", "total"))

_new = object.__new__


@twin
def apply(function: str, arguments: tuple[Expression, ...]) -> Apply:
    """The node of a function applied to arguments, exactly as given."""
    key = (function, arguments)
    entry = entries.get(key)
    if entry is not None:
        known = entry()
        if known is not None:
            return known  # type: ignore[no-any-return]
    node = _new(_ApplyFields)
    node.function = function
    node.arguments = arguments
    node.length = 0
    node.signature = None
    node.total = None
    node.__class__ = Apply  # from now on it refuses to be assigned to
    return shared(key, node)  # type: ignore[no-any-return]


def _number(value: int | Fraction, decimal: bool) -> Number:
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    if isinstance(value, Fraction) and not decimal:
        raise ValueError("a fraction is a quotient of two numbers: use rational()")
    return number(value, decimal)


@twin
def number(value: int | Fraction, decimal: bool) -> Number:
    """The node of a number that may stand in one: an integer, or a fraction that is a decimal."""
    key = (Number, value.numerator, value.denominator, decimal)
    entry = entries.get(key)
    known = None if entry is None else entry()
    if known is not None:
        return known  # type: ignore[no-any-return]
    node = _new(_NumberFields)
    node.value, node.decimal = value, decimal
    node.__class__ = Number
    return shared(key, node)  # type: ignore[no-any-return]


@twin
def symbol(name: str) -> Symbol:
    """The symbol of that name."""
    key = (Symbol, name)
    entry = entries.get(key)
    known = None if entry is None else entry()
    if known is not None:
        return known  # type: ignore[no-any-return]
    node = _new(_SymbolFields)
    node.name = name
    node.__class__ = Symbol
    return shared(key, node)  # type: ignore[no-any-return]


if not TYPE_CHECKING:  # where C is in use, its nodes take the place of these, and keep their methods
    Expression, Number, Symbol, Apply = kinds(Expression, Number, Symbol, Apply)

ZERO, ONE, TWO = Number(0), Number(1), Number(2)
MINUS_ONE = Number(-1)
E, PI = Symbol("e"), Symbol("pi")
CONSTANTS = frozenset((E, PI))
_small = {value: Number(value) for value in range(-64, 257)}


@twin
def integer(value: int) -> Number:
    """The node of an integer."""
    return _small.get(value) or _number(value, False)


def rational(value: int | Fraction, decimal: bool = False) -> Expression:
    """An exact number as it is written: 3, -3, 1/3, -(1/3); with `decimal`, 0.25 where that is exact."""
    if isinstance(value, int) or value.denominator == 1:
        return integer(int(value))
    if decimal and LONGEST_DECIMAL % value.denominator == 0:
        return _number(value, True)
    quotient = apply("/", (integer(abs(value.numerator)), integer(value.denominator)))
    return quotient if value > 0 else apply("neg", (quotient,))


def negative(operand: Expression) -> Expression:
    """The operand with a minus sign; a number takes the sign itself."""
    if type(operand) is Number and operand.value:
        return _number(-operand.value, operand.decimal)
    return apply("neg", (operand,))


def as_expression(value: Operand) -> Expression:
    """An expression from what people write: a number, a text that is a name or a formula, an expression.

    Raises:
        TypeError: the value is of another kind.
        DomainError: the value is a float that is not finite.
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, str):
        from ..rulebook import parse

        parsed: Expression = parse(value)
        return parsed
    given: Any = value
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        given = _plain(value)
    if isinstance(given, (int, Fraction)):
        return rational(given)
    if not isfinite(given):
        from ..errors import DomainError

        raise DomainError(f"{given} is not a number that a formula can hold")
    # the shortest decimal that reads back as this float: 0.1 means 1/10
    return _number(Fraction(repr(given) if type(given) is float else str(given)), True)


def _plain(value: Any) -> Any:
    """A number of another library, if it is real.

    Raises:
        TypeError: it is none.
    """
    kind = value.dtype.kind if getattr(value, "ndim", 1) == 0 and hasattr(value, "dtype") else ""
    if kind == "f":
        return value[()]
    if kind in ("i", "u"):
        return int(value)
    if type(value) is not bool and isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    raise TypeError(f"an expression or a number was expected, not {type(value).__name__}")


def _operate(function: str, left: Operand, right: Operand) -> Expression:
    try:
        return apply(function, (as_expression(left), as_expression(right)))
    except TypeError:
        return NotImplemented  # type: ignore[no-any-return]
