"""Arithmetic of values that are exact where they can be and balls (rigorous enclosures) where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flint import acb, arb, fmpq

from ..errors import DomainError
from . import exact
from .exact import CONSTANTS, PiMultiple, PowerOfE
from .program import CHOICES, Program
from .undefined import TINY, Undecided, Undefined

Operation = Callable[..., Any]


def enclose(value: Any) -> arb:
    """The real ball of a value."""
    if type(value) is arb:
        return value
    if type(value) is PiMultiple or type(value) is PowerOfE:
        return value.ball()
    return arb(value)


def enclose_complex(value: Any) -> acb:
    """The complex ball of a value."""
    return value if type(value) is acb else acb(enclose(value))


def is_tiny(ball: arb) -> bool:
    """Whether the ball is so small that being in doubt about it means being at the boundary."""
    return bool(ball.is_finite() and ball.rad() < TINY)


def shown(u: object) -> str:
    """A value as an error shows it."""
    if isinstance(u, arb):
        if u.is_exact() and abs(u) < 1 << 64 and u == u.floor():
            return str(u.unique_fmpz())
        return str(u.str(6, radius=False)) if u.rel_accuracy_bits() > 20 else str(u.str(6))
    text = str(u)
    return text if len(text) <= 40 else text[:20] + "..." + text[-10:]


class Balls:
    """The operations over the reals at one precision.

    Attributes:
        final: whether this is the last precision: then what stays in doubt is decided, see `domains`.
    """

    ball: type = arb
    key = "real"
    constants: Mapping[str, Any] = CONSTANTS

    def __init__(self, final: bool = False) -> None:
        self.final = final

    def enclose(self, value: Any) -> Any:
        """The ball of a value."""
        return enclose(value)

    def operation(self, head: str, arity: int) -> Operation:
        """The operation of an operator or function; of an unknown one an operation that says so."""
        found = CHOICES.get(head) or getattr(self, OPERATORS.get(head, ""), None) or self.function(head, arity)
        return found or _unknown(head)

    def function(self, name: str, arity: int) -> Operation | None:
        """The operation of a function, or None: an arithmetic that has functions says which."""
        return None

    def add(self, a: Any, b: Any) -> Any:
        """The sum."""
        known = exact.add(a, b)
        return self.enclose(a) + self.enclose(b) if known is None else known

    def subtract(self, a: Any, b: Any) -> Any:
        """The difference."""
        known = exact.subtract(a, b)
        return self.enclose(a) - self.enclose(b) if known is None else known

    def multiply(self, a: Any, b: Any) -> Any:
        """The product."""
        if type(a) is self.ball and type(b) is self.ball:
            return a * b
        known = exact.multiply(a, b)
        return self.enclose(a) * self.enclose(b) if known is None else known

    def negate(self, a: Any) -> Any:
        """The opposite."""
        known = exact.negate(a)
        return -self.enclose(a) if known is None else known

    def divide(self, a: Any, b: Any) -> Any:
        """The quotient."""
        if type(b) is fmpq:
            if not b:
                raise Undefined("division by zero")
        elif type(b) is self.ball:
            self.require_divisor(b)
        known = exact.divide(a, b)
        return self.enclose(a) / self.enclose(b) if known is None else known

    def require_divisor(self, b: Any) -> None:
        """Stop where a divisor is 0, or cannot be told from 0."""
        self.require_not_zero(b, "division by zero", "the divisor")

    def require_not_zero(self, b: Any, reason: str, name: str) -> None:
        """Stop, for that reason, where a value is 0 or cannot be told from 0."""
        nonzero = self.is_not_zero(b)
        if nonzero is None:
            raise Undecided(f"{name} {self.shown(b)} cannot be told from 0", self.final and self.is_tiny(b))
        if not nonzero:
            raise Undefined(reason)

    def is_not_zero(self, b: Any) -> bool | None:
        """Whether the ball avoids 0; None if it holds 0 and more."""
        return False if b.is_zero() else None if b.contains(0) else True

    def is_tiny(self, b: Any) -> bool:
        """Whether the ball is so small that being in doubt means being at the boundary."""
        return is_tiny(b)

    def shown(self, b: Any) -> str:
        """The value as an error shows it."""
        return shown(b)

    def power(self, a: Any, b: Any) -> Any:
        """The power."""
        if type(b) is fmpq:
            return self.whole_power(a, b) if b.q == 1 else self.rational_power(a, b)
        if type(a) is fmpq:
            if a == 1:
                return a
            if a == 0:
                return self.power_of_zero(b)
        if type(a) is PowerOfE:
            return (a.exponent * self.enclose(b)).exp()
        return self.general_power(a, self.enclose(b))

    def whole_power(self, a: Any, n: fmpq) -> Any:
        """The power to an integer."""
        if n <= 0:
            base = self.enclose(a)
            reason = "0 to the power 0 has no value" if not n else "division by zero"
            self.require_not_zero(base, reason, "the base")
            if not n:
                return exact.ONE
        known = exact.power(a, n)
        return self.enclose(a) ** n.p if known is None else known

    def rational_power(self, a: Any, b: fmpq) -> Any:
        """The principal power to a rational exponent that is not whole."""
        base = self.enclose(a)
        if base < 0:
            raise Undefined(_no_principal_power(base, b))
        if b < 0:
            self.require_not_zero(base, "division by zero", "the base")
        known = exact.power(a, b)
        if known is not None:
            return known
        if base > 0:
            return base**b
        if not self.final or not is_tiny(base):
            raise Undecided(f"the sign of the base {shown(base)} cannot be told")
        return _up_to(base, arb(b))

    def power_of_zero(self, b: Any) -> Any:
        """Zero to a power that is not rational."""
        exponent = self.enclose(b)
        if exponent > 0:
            return exact.ZERO
        if exponent <= 0:
            raise Undefined("0 to the power 0 has no value" if exponent.is_zero() else "division by zero")
        raise Undecided("the sign of the exponent cannot be told")

    def general_power(self, a: Any, b: arb) -> Any:
        """The power to an exponent that is known as a ball only."""
        base = self.enclose(a)
        if base > 0:
            return (base.log() * b).exp()
        # what cannot be told from a whole number to the last precision is one, as at the edges of domains
        whole = exact.whole_in(b) if b.is_exact() or (self.final and is_tiny(b)) else None
        if whole is not None:
            return self.whole_power(a if b.is_exact() else base, fmpq(whole))
        if base < 0:
            if b.contains_integer():
                raise Undecided("whether the exponent is a whole number cannot be told")
            raise Undefined(f"x^y for x < 0 needs a whole number y, here x = {shown(base)} and y = {shown(b)}")
        if self.final and b > 0 and is_tiny(base):
            return _up_to(base, b)
        raise Undecided(f"the sign of the base {shown(base)} cannot be told", self.final and is_tiny(base))

    def less(self, a: Any, b: Any) -> bool:
        """Whether a < b."""
        if type(a) is fmpq and type(b) is fmpq:
            return bool(a < b)
        left, right = enclose(a), enclose(b)
        return bool(left < right) or self.not_certain(left >= right, left, right)

    def less_or_equal(self, a: Any, b: Any) -> bool:
        """Whether a <= b."""
        if type(a) is fmpq and type(b) is fmpq:
            return bool(a <= b)
        left, right = enclose(a), enclose(b)
        return bool(left <= right) or self.not_certain(left > right, left, right)

    def not_certain(self, opposite: bool, left: arb, right: arb) -> bool:
        """False where the opposite is certain; else it cannot be told."""
        if opposite:
            return False
        raise Undecided(f"{shown(left)} and {shown(right)} cannot be told apart")

    def greater(self, a: Any, b: Any) -> bool:
        """Whether a > b."""
        return self.less(b, a)

    def greater_or_equal(self, a: Any, b: Any) -> bool:
        """Whether a >= b."""
        return self.less_or_equal(b, a)

    def equal(self, a: Any, b: Any) -> bool:
        """Whether a = b."""
        if type(a) is fmpq and type(b) is fmpq:
            return bool(a == b)
        left, right = self.enclose(a), self.enclose(b)
        gap = exact.subtract(a, b)
        if type(gap) is fmpq:
            return not gap
        if left == right:
            return True
        if not left.overlaps(right):
            return False
        raise Undecided(f"{self.shown(left)} and {self.shown(right)} cannot be told apart")

    def unequal(self, a: Any, b: Any) -> bool:
        """Whether a and b differ."""
        return not self.equal(a, b)


OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "^": "power",
    "neg": "negate",
    "<": "less",
    "<=": "less_or_equal",
    ">": "greater",
    ">=": "greater_or_equal",
    "=": "equal",
    "!=": "unequal",
}


def _no_principal_power(base: arb, exponent: fmpq) -> str:
    reason = f"x^({exponent}) is the principal power and needs x >= 0, here x = {shown(base)}"
    if exponent.q % 2 == 0:
        return reason
    return f"{reason}; the real root of odd degree is {'cbrt(x)' if exponent.q == 3 else f'root(x, {exponent.q})'}"


def _up_to(base: arb, exponent: arb) -> arb:
    """The power of a base that is 0 or a little more."""
    return arb(0).union((abs(base).upper().log() * exponent).exp())


def _unknown(head: str) -> Operation:
    def operation(*arguments: Any) -> Any:
        raise Undefined(f"{head} is the name of a function that is not known")

    return operation


def leaves(program: Program, values: Mapping[str, Any], constants: Mapping[str, Any] = CONSTANTS) -> list[Any]:
    """The values of the leaves of a program.

    Raises:
        DomainError: a symbol has no value.
    """
    slots: list[Any] = [None] * program.leaf_count
    for slot, number in program.numbers.items():
        slots[slot] = fmpq(number) if isinstance(number, int) else fmpq(number.numerator, number.denominator)
    for slot, name in program.names.items():
        value = values.get(name)
        if value is None:
            value = constants.get(name)
            if value is None:
                raise _missing(program, values, constants)
        slots[slot] = value
    return slots


def _missing(program: Program, values: Mapping[str, Any], constants: Mapping[str, Any]) -> DomainError:
    names = sorted({n for n in program.names.values() if n not in values and n not in constants})
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return DomainError(f"no value is given for {shown}")
