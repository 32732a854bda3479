"""How practice went, problem by problem: who tries twice has still worked on one problem."""

from __future__ import annotations


class Score:
    """What became of the problems that were asked.

    Attributes:
        problems: how many were tried, or given up.
        right: how many were solved without the answer being shown.
        first: how many of these at the first try.

    >>> score = Score()
    >>> score.begin(); score.attempt(False); score.attempt(True)
    >>> score.begin(); score.give_up()
    >>> score.problems, score.right, score.first
    (2, 1, 0)
    """

    def __init__(self) -> None:
        self.problems = self.right = self.first = 0
        self._attempts = 0
        self._is_settled = True

    def begin(self) -> None:
        """A new problem."""
        self._attempts, self._is_settled = 0, False

    def attempt(self, right: bool) -> None:
        """An answer to it."""
        self._count()
        self._attempts += 1
        if right and not self._is_settled:
            self.right += 1
            self.first += self._attempts == 1
            self._is_settled = True

    def give_up(self) -> None:
        """The problem is left, or its answer is shown: what comes later does not solve it."""
        if not self._is_settled:
            self._count()
            self._attempts += 1
            self._is_settled = True

    def _count(self) -> None:
        if not self._attempts and not self._is_settled:
            self.problems += 1
