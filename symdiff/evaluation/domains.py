"""Where the functions are defined over the reals, decided by balls.

A domain answers for a ball: certainly inside, certainly outside, or not to be told at this
precision. At the last precision a closed boundary counts as inside (sqrt of something that is 0
to a thousand digits is 0), an open one as outside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flint import arb

from .undefined import Undecided, Undefined

TINY = 2.0**-100

Test = Callable[[arb], "bool | None"]


def is_tiny(ball: arb) -> bool:
    """Whether the ball is so small that being in doubt about it means being at the boundary."""
    return bool(ball.rad() < TINY)


@dataclass(frozen=True)
class Domain:
    """A set of reals.

    Attributes:
        condition: what a person reads, of u.
        test: True inside, False outside, None where the ball is both.
        closed: whether the boundary belongs to it. A routine on a closed domain is given balls that
            reach over the boundary, and encloses the values of their inner part.
    """

    condition: str
    test: Test
    closed: bool = False

    def admit(self, u: arb, name: str, final: bool) -> arb:
        """The ball, if it is inside.

        Raises:
            Undefined: it is outside.
            Undecided: it is both inside and outside.
        """
        inside = self.test(u)
        if inside:
            return u
        if inside is None:
            doubt = f"{name}(u) needs {self.condition}, and whether that holds at u = {shown(u)} cannot be told"
            if not final or not u.is_finite() or not is_tiny(u):
                raise Undecided(doubt)
            if not self.closed:
                raise Undecided(doubt, tiny=True)
            return u
        raise Undefined(f"{name}(u) needs {self.condition}, here u = {shown(u)}")


def shown(u: object) -> str:
    """A value as an error shows it."""
    if isinstance(u, arb):
        if u.is_exact() and u == u.floor() and abs(u) < 1 << 64:
            return str(u.unique_fmpz())
        return str(u.str(6, radius=False)) if u.rel_accuracy_bits() > 20 else str(u.str(6))
    text = str(u)
    return text if len(text) <= 40 else text[:20] + "..." + text[-10:]


def _either(yes: bool, no: bool) -> bool | None:
    return True if yes else False if no else None


def is_not_zero(u: arb) -> bool | None:
    """Whether the ball avoids 0; None if it holds 0 and more."""
    return False if u.is_zero() else None if u.contains(0) else True


def is_not_whole(u: arb) -> bool | None:
    """Whether the ball holds no integer; None if it holds one and more."""
    return True if not u.contains_integer() else False if u.is_exact() else None


def _is_no_pole_of_gamma(u: arb) -> bool | None:
    return True if u > 0 else is_not_whole(u)


def _outside_unit(u: arb) -> bool | None:
    return _either(u >= 1 or u <= -1, abs(u) < 1)


POSITIVE = Domain("u > 0", lambda u: _either(u > 0, u <= 0))
NOT_NEGATIVE = Domain("u >= 0", lambda u: _either(u >= 0, u < 0), closed=True)
NOT_ZERO = Domain("u != 0", is_not_zero)
BELOW_ONE = Domain("u < 1", lambda u: _either(u < 1, u >= 1))
AT_MOST_ONE = Domain("u <= 1", lambda u: _either(u <= 1, u > 1), closed=True)
AT_LEAST_ONE = Domain("u >= 1", lambda u: _either(u >= 1, u < 1), closed=True)
UNIT = Domain("-1 <= u <= 1", lambda u: _either(u >= -1 and u <= 1, u < -1 or u > 1), closed=True)
OPEN_UNIT = Domain("-1 < u < 1", lambda u: _either(u > -1 and u < 1, u <= -1 or u >= 1))
OUTSIDE_UNIT = Domain("|u| >= 1", _outside_unit, closed=True)
OUTSIDE_CLOSED_UNIT = Domain("|u| > 1", lambda u: _either(u > 1 or u < -1, u >= -1 and u <= 1))
UP_TO_ONE = Domain("0 < u <= 1", lambda u: _either(u > 0 and u <= 1, u <= 0 or u > 1), closed=True)
POSITIVE_NOT_ONE = Domain(
    "u > 0 and u != 1", lambda u: _either(u > 0 and (u > 1 or u < 1), u <= 0 or (u.is_exact() and u == 1))
)
NOT_ONE = Domain("u != 1", lambda u: is_not_zero(u - 1))
NO_POLE_OF_GAMMA = Domain("u to be none of 0, -1, -2, ...", _is_no_pole_of_gamma)
COSINE_NOT_ZERO = Domain("cos(u) != 0", lambda u: is_not_zero(u.cos()))
SINE_NOT_ZERO = Domain("sin(u) != 0", lambda u: is_not_zero(u.sin()))
