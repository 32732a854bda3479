"""The work of one call, counted: what would go on answers LimitError, whatever the input.

A unit is about what it takes to look at a node, or to multiply two terms: a microsecond. Whoever loops over something
that the input can make long spends what the loop takes; the call that a user makes opens the account.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar, Token

from .core import asked
from .errors import LimitError

MOST = 1_000_000

_account: ContextVar[Account | None] = ContextVar("account", default=None)


class Account:
    """What is left of the work that a call may take."""

    __slots__ = ("left", "limit")

    def __init__(self, limit: int) -> None:
        self.left = self.limit = limit

    def spend(self, amount: int) -> None:
        """Take so much of it.

        Raises:
            LimitError: there is less.
        """
        self.left -= amount
        if self.left < 0:
            raise LimitError(
                f"that takes more than {self.limit:,} units of work; a larger limit can be given (limit=...)"
            )


class within:
    """A scope in which work is counted: that of the outermost call, unless another limit is asked for.

    >>> with within(10):
    ...     spend(11)
    Traceback (most recent call last):
        ...
    symdiff.errors.LimitError: that takes more than 10 units of work; a larger limit can be given (limit=...)
    """

    __slots__ = ("_limit", "_token")

    def __init__(self, limit: int | None = None) -> None:
        self._limit = limit
        self._token: Token[Account | None] | None = None

    def __enter__(self) -> None:
        if self._limit is not None or _account.get() is None:
            self._token = _account.set(Account(MOST if self._limit is None else self._limit))

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _account.reset(self._token)


def limited(limit: int | None) -> AbstractContextManager[None]:
    """A scope in which work is counted only if there is a limit."""
    return nullcontext() if limit is None else within(limit)


@asked
def spend(amount: int) -> None:
    """Take so much of the work that the call may take; nothing is counted where no call has opened an account.

    Raises:
        LimitError: it has taken all that it may.
    """
    account = _account.get()
    if account is not None:
        account.spend(amount)
