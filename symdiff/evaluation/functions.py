"""From the name of a function to its operation on values that are exact or balls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from . import exact, exact_functions, real
from .balls import Operation, enclose
from .domains import Domain
from .undefined import Undecided


def real_function(name: str, final: bool) -> Operation | None:
    """The operation of a function over the reals, or None if the name has no routine.

    Args:
        name: the name of the routine.
        final: whether doubts at a boundary are decided (see `domains`).
    """
    if name in _WITH_EXACT_ARGUMENTS:
        return _with_exact_arguments(name, final)
    if name.endswith("'") or name.startswith("D_"):
        from .series import partial_derivative

        return partial_derivative(name, final)
    entry = real.ELEMENTARY.get(name)
    if entry is None:
        from .special import SPECIAL

        entry = SPECIAL.get(name)
        if entry is None:
            return None
    rule = exact_functions.FUNCTIONS.get(name)
    if len(entry.domains) == 1:
        return _unary(name, rule, entry.domains[0], entry.routine, final)
    return _general(name, rule, entry, final)


def settled(ball: Any) -> Any:
    """A result: exact where the ball is a whole number; finite in any case."""
    if not ball.is_finite():
        raise Undecided("its value is too large, or its argument not known well enough")
    if ball.is_exact():
        whole = ball.unique_fmpz()
        if whole is not None and whole.height_bits() <= exact.MOST_BITS:
            return fmpq(whole)
    return ball


def _unary(
    name: str, rule: Operation | None, domain: Domain | None, routine: Callable[..., arb], final: bool
) -> Operation:
    def operation(a: Any) -> Any:
        if type(a) is not arb:
            known = rule(a) if rule is not None else None
            if known is not None:
                return known
            a = enclose(a)
        if domain is not None:
            a = domain.admit(a, name, final)
        return settled(routine(a))

    return operation


def _general(name: str, rule: Operation | None, entry: real.Real, final: bool) -> Operation:
    def operation(*arguments: Any) -> Any:
        known = rule(*arguments) if rule is not None else None
        if known is not None:
            return known
        balls = [enclose(a) for a in arguments]
        for place, domain in enumerate(entry.domains):
            if domain is not None:
                balls[place] = domain.admit(balls[place], name, final)
        return settled(entry.routine(*balls))

    return operation


def _logarithm_to_base(u: Any, base: Any, final: bool) -> arb:
    return real.log_to_base(enclose(u), enclose(base), final)


def _root(u: Any, degree: Any, final: bool) -> arb:
    return real.root(enclose(u), degree if type(degree) is fmpq else enclose(degree), final)


def _gauss(a: Any, b: Any, c: Any, u: Any, final: bool) -> arb:
    from .hypergeometric import whole_differences
    from .special import gauss

    return gauss(enclose(a), enclose(b), enclose(c), enclose(u), whole_differences((a, b, c)))


_WITH_EXACT_ARGUMENTS: dict[str, Callable[..., arb]] = {"log": _logarithm_to_base, "root": _root, "hyp2f1": _gauss}


def _with_exact_arguments(name: str, final: bool) -> Operation:
    routine, rule = _WITH_EXACT_ARGUMENTS[name], exact_functions.FUNCTIONS.get(name)

    def operation(*arguments: Any) -> Any:
        known = rule(*arguments) if rule is not None else None
        return settled(routine(*arguments, final)) if known is None else known

    return operation
