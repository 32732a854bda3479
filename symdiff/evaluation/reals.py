"""Evaluation over the reals: exact values, or balls that are refined until the result is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import fmpq

from ..errors import LimitError
from ..expression import Expression
from .balls import enclose, leaves
from .operations import RealBalls
from .precision import bits_of, refine
from .program import Program, Stopped, execute, program_of
from .results import as_float, as_mpmath, exact_number

FLOAT_BITS = 53


def evaluate_real(
    expression: Expression, values: Mapping[str, Any], digits: int | None = None, inexact: bool = False
) -> Any:
    """The exact value if there is one, else a float, or an mpmath number of so many digits.

    Args:
        expression: what to evaluate.
        values: exact values of its symbols.
        digits: how many digits of an mpmath number are wanted, if any.
        inexact: whether an exact value is to be a float too.
    """
    program = program_of(expression)
    bits = FLOAT_BITS if digits is None else bits_of(digits)

    def accept(value: Any, final: bool) -> Any:
        if isinstance(value, bool):
            return value
        if type(value) is fmpq and digits is None and not inexact:
            return exact_number(value)
        final = final or type(value) is fmpq
        ball = enclose(value)
        return as_float(ball, final) if digits is None else as_mpmath(ball, digits, final)

    result = refined(program, expression, values, bits, accept)
    if result is None:
        raise LimitError("the value cannot be computed well enough")
    return result


def refined(program: Program, expression: Expression, values: Mapping[str, Any], bits: int, accept: Any) -> Any:
    """The program's value over the reals, computed with more and more bits until it is accepted.

    Raises:
        SymdiffError: there is no value.
    """

    def compute(final: bool) -> Any:
        return real_value(program, values, final)

    try:
        return refine(bits, compute, accept)
    except Stopped as stop:
        raise stop.told(program, expression) from None


def real_value(program: Program, values: Mapping[str, Any], final: bool = False) -> Any:
    """The value at the current precision: exact, a ball, or a bool.

    Raises:
        Stopped: a part has no value, or it cannot be told at this precision.
    """
    arithmetic = RealBalls(final)
    steps = program.steps((arithmetic.key, final), arithmetic.operation)
    return execute(program, steps, leaves(program, values))
