"""How the arithmetics say that there is no value, or that one cannot be told yet."""

from __future__ import annotations

TINY = 2.0**-100  # a ball of a smaller radius that reaches over a boundary is at the boundary


class Undefined(ArithmeticError):
    """There is no value here; the reason is a phrase. The loop over the program adds the place."""


class TooLarge(ArithmeticError):
    """There may be a value, but it costs more than the limits allow."""


class Undecided(ArithmeticError):
    """The precision does not suffice to tell; more of it may.

    Attributes:
        tiny: whether the doubtful ball is so small that it looks like the boundary itself.
    """

    def __init__(self, reason: str, tiny: bool = False) -> None:
        super().__init__(reason)
        self.tiny = tiny
