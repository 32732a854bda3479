"""Complex evaluation: principal values, in balls that are refined until the result is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import acb, arb, fmpq

from ..errors import LimitError
from ..expression import Expression
from ..rulebook import FunctionEntry
from . import exact
from .balls import Operation, enclose_complex, leaves
from .definitions import entry_of
from .exact import CONSTANTS, PowerOfE
from .operations import RealBalls
from .precision import bits_of, refine
from .program import Program, Stopped, execute, program_of
from .reals import FLOAT_BITS
from .results import as_complex, as_mpmath_complex, exact_number
from .routines.complexly import ROUTINES
from .routines.exactly import RULES
from .routines.hypergeometric import informed
from .undefined import TINY, Undecided, Undefined

COMPLEX_CONSTANTS = {**CONSTANTS, "i": acb(0, 1), "I": acb(0, 1)}


def evaluate_complex(
    expression: Expression, values: Mapping[str, Any], digits: int | None, inexact: bool = False
) -> Any:
    """The exact value if there is one, else a complex number, or an mpmath one of so many digits.

    Args:
        expression: what to evaluate.
        values: the values of its symbols.
        digits: how many digits of an mpmath number are wanted, if any.
        inexact: whether an exact value is to be a complex number too.
    """
    program = program_of(expression)
    bits = FLOAT_BITS if digits is None else bits_of(digits)

    def accept(value: Any, final: bool) -> Any:
        if isinstance(value, bool):
            return value
        if type(value) is fmpq and not inexact and digits is None:
            return exact_number(value)
        final = final or type(value) is fmpq
        ball = enclose_complex(value)
        return as_complex(ball, final) if digits is None else as_mpmath_complex(ball, digits, final)

    try:
        result = refine(bits, lambda final: complex_value(program, values, final), accept)
    except Stopped as stop:
        raise stop.told(program, expression) from None
    if result is None:
        raise LimitError("the value cannot be computed well enough")
    return result


def complex_value(program: Program, values: Mapping[str, Any], final: bool = False) -> Any:
    """The value at the current precision: exact, a complex ball, or a bool.

    Raises:
        Stopped: a part has no value, or it cannot be told at this precision.
    """
    arithmetic = ComplexBalls(final)
    steps = program.steps((arithmetic.key, final), arithmetic.operation)
    return execute(program, steps, leaves(program, values, COMPLEX_CONSTANTS))


def is_real(value: Any) -> bool:
    """Whether the value is certainly real."""
    return type(value) is not acb or bool(value.imag.is_zero())


class ComplexBalls(RealBalls):
    """The operations over the complex numbers at one precision."""

    ball = acb
    key = "complex"
    constants = COMPLEX_CONSTANTS

    def enclose(self, value: Any) -> Any:
        """The complex ball of a value."""
        return enclose_complex(value)

    def is_not_zero(self, b: Any) -> bool | None:
        """Whether the ball avoids 0; None if it holds 0 and more."""
        b = enclose_complex(b)
        return False if b.is_zero() else None if b.contains(0) else True

    def is_tiny(self, b: Any) -> bool:
        """Whether the ball is so small that being in doubt means being at the boundary."""
        return bool(b.real.rad() < TINY and b.imag.rad() < TINY)

    def shown(self, b: Any) -> str:
        """The value as an error shows it."""
        return str(enclose_complex(b).str(6, radius=False)).replace("j", "*i")

    def on_its_side(self, z: acb) -> acb:
        """At the last precision, a number that cannot be told from a real one is that real one."""
        if self.final and not z.imag.is_zero() and z.imag.contains(0) and z.imag.rad() < TINY:
            return acb(z.real)
        return z

    def rational_power(self, a: Any, b: fmpq) -> Any:
        """The principal power to an exponent that is not whole."""
        return self.general_power(a, b)

    def power_of_zero(self, b: Any) -> Any:
        """Zero to a power."""
        exponent = enclose_complex(b).real
        if exponent > 0:
            return exact.ZERO
        if exponent <= 0:
            raise Undefined("0 to a power whose real part is not positive has no value")
        raise Undecided("the sign of the exponent cannot be told")

    def general_power(self, a: Any, b: Any) -> Any:
        """The principal power exp(b ln a)."""
        if type(a) is fmpq and not a:
            return self.power_of_zero(b)
        if type(b) is fmpq and (type(a) is PowerOfE or (type(a) is fmpq and a > 0)):
            known = exact.power(a, b)
            if known is not None:
                return known
        base = self.on_its_side(enclose_complex(a))
        self.require_not_zero(base, "0 to a power that is not a positive number has no value", "the base")
        return base ** enclose_complex(b)

    def _real_arguments(self, a: Any, b: Any) -> tuple[Any, Any]:
        if not (is_real(a) and is_real(b)):
            raise Undefined("complex numbers have no order")
        return _real_part(a), _real_part(b)

    def less(self, a: Any, b: Any) -> bool:
        """Whether a < b, both real."""
        return super().less(*self._real_arguments(a, b))

    def less_or_equal(self, a: Any, b: Any) -> bool:
        """Whether a <= b, both real."""
        return super().less_or_equal(*self._real_arguments(a, b))

    def found(self, name: str, arity: int) -> Operation | None:
        """The operation of a function over the complex numbers, or else over the reals only."""
        entry = entry_of(name, arity)
        value = None if entry is None else self.routine(entry) or self.defined(entry)
        if entry is None or value is None:
            over_reals = RealBalls(self.final).function(name, arity)
            return None if over_reals is None else _only_real(name, over_reals)
        return self.checked(value, entry, RULES.get(entry.computed_by))

    def admit(self, entry: FunctionEntry) -> None:
        """Nothing: over the complex numbers a function is defined where it has no pole."""

    def formal(self, name: str, arity: int) -> Operation | None:
        """Derivatives without a formula are computed for real arguments only."""
        over_reals = super().formal(name, arity)
        return None if over_reals is None else _only_real(name, over_reals)

    def routine(self, entry: FunctionEntry) -> Operation | None:
        """The numerical routine of a function, inside its bounds; or None."""
        name, within = entry.computed_by, self.within(entry)
        found = ROUTINES.get(name)
        if found is None:
            return None
        routine = found

        def operation(*arguments: Any) -> Any:
            if within is not None:
                within(arguments)
            balls = [self.on_its_side(enclose_complex(a)) for a in arguments]
            return self.settled(name, informed(name, routine, arguments)(*balls), balls)

        return operation

    def settled(self, name: str, value: acb, arguments: list[acb]) -> Any:
        """The value of a function, if it is finite."""
        if value.is_finite():
            whole = exact.whole_in(value.real) if value.is_exact() and value.imag.is_zero() else None
            return value if whole is None else fmpq(whole)
        if all(a.is_exact() for a in arguments) and self.final:
            raise Undefined(f"{name} has a pole there, or its value is too large")
        tiny = self.final and all(self.is_tiny(a) for a in arguments)
        raise Undecided(f"{name} has a pole there, or its argument is not known well enough", tiny)


def _real_part(value: Any) -> Any:
    return value.real if type(value) is acb else value


def _only_real(name: str, over_reals: Operation) -> Operation:
    def operation(*arguments: Any) -> Any:
        if not all(is_real(a) for a in arguments):
            raise Undefined(f"{name} is a function of real numbers")
        value = over_reals(*[_real_part(a) for a in arguments])
        return acb(value) if type(value) is arb else value

    return operation
