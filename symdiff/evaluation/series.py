"""Arithmetic of truncated power series in balls: derivatives without any rule of calculus.

A value that depends on the variable x0 + t is an arb_series in t; its coefficients 1, 2, ... enclose
the derivatives at x0. Where the function has none (a corner, a jump, the edge of a domain) there
is no series.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import factorial
from typing import Any

from flint import arb, ctx, fmpq

from .balls import Operation, enclose, leaves
from .definitions import entry_of
from .exact import PowerOfE
from .operations import RealBalls
from .program import Program, execute
from .routines.power_series import ROUTINES_OF_SERIES, Series, by_cauchy, lift, start
from .undefined import Undecided, Undefined


@contextmanager
def series_length(length: int) -> Iterator[None]:
    """Series of so many terms inside."""
    before = ctx.cap
    ctx.cap = length
    try:
        yield
    finally:
        ctx.cap = before


def derivative_at(program: Program, values: Mapping[str, Any], variable: str, order: int = 1) -> arb:
    """An enclosure of the derivative at a point, at the current precision.

    Args:
        program: the function.
        values: the point, exact.
        variable: by which the derivative is taken.
        order: how many times.

    Raises:
        Stopped: the derivative does not exist there, or cannot be told to.
    """
    with series_length(order + 1):
        point = {**values, variable: Series([enclose(values[variable]), 1])}
        steps = program.steps((SeriesArithmetic.key, False), SeriesArithmetic().operation)
        result = execute(program, steps, leaves(program, point))
    if type(result) is not Series:
        return arb(0)
    return result[order] * factorial(order)


class SeriesArithmetic(RealBalls):
    """The operations on exact values, balls and series."""

    key = "series"

    def add(self, a: Any, b: Any) -> Any:
        """The sum."""
        if type(a) is Series or type(b) is Series:
            return lift(a) + lift(b)
        return super().add(a, b)

    def subtract(self, a: Any, b: Any) -> Any:
        """The difference."""
        if type(a) is Series or type(b) is Series:
            return lift(a) - lift(b)
        return super().subtract(a, b)

    def multiply(self, a: Any, b: Any) -> Any:
        """The product."""
        if type(a) is Series or type(b) is Series:
            return lift(a) * lift(b)
        return super().multiply(a, b)

    def negate(self, a: Any) -> Any:
        """The opposite."""
        return -a if type(a) is Series else super().negate(a)

    def divide(self, a: Any, b: Any) -> Any:
        """The quotient."""
        if type(a) is not Series and type(b) is not Series:
            return super().divide(a, b)
        super().divide(fmpq(1), start(b))
        return lift(a) / lift(b)

    def power(self, a: Any, b: Any) -> Any:
        """The power; by a variable exponent only of a positive base."""
        if type(a) is not Series and type(b) is not Series:
            return super().power(a, b)
        if type(b) is not Series and type(b) is fmpq and b.q == 1:
            if b <= 0:
                self.require_not_zero(start(a), "division by zero", "the base")
            return lift(a) ** int(b.p) if b >= 0 else (1 / lift(a)) ** int(-b.p)
        if type(a) is PowerOfE:
            return _finite((lift(b) * Series([arb(a.exponent)])).exp())
        base = enclose(start(a))
        if not base > 0:
            if base <= 0:
                raise Undefined("the power has no derivative where its base is not positive")
            raise Undecided("whether the base is positive cannot be told")
        return _finite((lift(a).log() * lift(b)).exp())

    def less(self, a: Any, b: Any) -> bool:
        """Whether a < b at the point and around it."""
        left, right = self._apart(a, b)
        return super().less(left, right)

    def less_or_equal(self, a: Any, b: Any) -> bool:
        """Whether a <= b at the point and around it."""
        return self.less(a, b)

    def equal(self, a: Any, b: Any) -> bool:
        """Whether a = b; for what varies only where it is not."""
        left, right = self._apart(a, b)
        return super().equal(left, right)

    def _apart(self, a: Any, b: Any) -> tuple[Any, Any]:
        left, right = start(a), start(b)
        if type(a) is Series or type(b) is Series:
            gap = enclose(super().subtract(left, right))
            self.require_not_zero(gap, "the formula changes there", "the difference of the sides")
        return left, right

    def found(self, name: str, arity: int) -> Operation | None:
        """The operation of a function of the table, or None: by Cauchy's integral where nothing better is known."""
        entry, over_reals = entry_of(name, arity), RealBalls(self.final).function(name, arity)
        if entry is None or over_reals is None:
            return None
        constant, admit, within = over_reals, self.admit(entry), self.within(entry)
        routine = ROUTINES_OF_SERIES.get(entry.computed_by) or self.defined(entry) or by_cauchy(entry.computed_by)

        def operation(*arguments: Any) -> Any:
            if not any(type(a) is Series for a in arguments):
                return constant(*arguments)
            starts = [start(a) for a in arguments]
            for stop in (admit, within):
                if stop is not None:
                    stop(starts)
            try:
                return _finite(routine(*arguments))
            except ValueError:  # flint's word for a quotient by a series that may begin with 0
                raise Undecided("there is no derivative there, or it cannot be told") from None

        return operation

    def formal(self, name: str, arity: int) -> Operation | None:
        """The operation of a derivative that has no formula, of constants only; or None."""
        constant = super().formal(name, arity)
        if constant is None:
            return None
        over_reals = constant

        def operation(*arguments: Any) -> Any:
            if any(type(a) is Series for a in arguments):
                raise Undefined(f"{name} has no derivatives that are enclosed")
            return over_reals(*arguments)

        return operation


def _finite(value: Any) -> Any:
    if type(value) is Series and not all(value[k].is_finite() for k in range(ctx.cap)):
        raise Undecided("there is no derivative there, or it cannot be told")
    return value
