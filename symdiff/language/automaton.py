"""The loop of the parser over tables that Lark has made: shift, reduce, build."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..expression import Expression, Number, apply, negative
from .misreadings import Misreading
from .tables import ACCEPT, END, Tables

Token = tuple[int, Any]
Builder = Callable[[list[Any]], Any]

BINARY = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "^"}
"""The builders that join what stands on both sides of a sign."""


class Unexpected(Exception):
    """A token that cannot stand where it does.

    Attributes:
        index: which token.
        states: the states before it, for what could have stood there.
    """

    def __init__(self, index: int, states: list[int]) -> None:
        super().__init__(index)
        self.index = index
        self.states = states


class Automaton:
    """A parser: the tables of a syntax and a builder for each rule."""

    def __init__(self, tables: Tables, builders: Mapping[str, Builder]) -> None:
        self.tables = tables
        self.kinds = tables.kinds
        names = sorted({left for left, _, _ in tables.rules})
        numbers = {name: number for number, name in enumerate(names)}
        self.sizes = [size for _, size, _ in tables.rules]
        self.targets = [numbers[left] for left, _, _ in tables.rules]
        self.actions: list[Builder | str | None] = [
            BINARY.get(alias) or (None if not alias else "" if alias == "negate" else builders[alias])
            for _, _, alias in tables.rules
        ]
        self.gotos = [[goto.get(name, 0) for name in names] for goto in tables.gotos]
        self._chains: dict[tuple[int, int, int], int] = {}

    def run(self, tokens: Sequence[Token]) -> Any:
        """What the tokens build; the last one is the end.

        Raises:
            Unexpected: a token cannot stand where it does.
            Misreading: a builder refuses its parts; index is the token after them.
        """
        rows, gotos, chains = self.tables.actions, self.gotos, self._chains
        actions, sizes, targets = self.actions, self.sizes, self.targets
        states: list[int] = [0]
        stack: list[Any] = [None]
        push_state, pop_state, push, pop = states.append, states.pop, stack.append, stack.pop
        state = index = 0
        for kind, value in tokens:
            while True:
                move = rows[state][kind]
                if move > 0:
                    if move == ACCEPT:
                        return pop()
                    push_state(move)
                    push(value)
                    state = move
                    break
                if not move:
                    raise Unexpected(index, states)
                action = actions[-move]
                if action is None:
                    key = (states[-2], state, kind)
                    states[-1] = state = chains.get(key) or self._chain(key)
                    continue
                if action.__class__ is str:
                    right = pop()
                    pop_state()
                    pop()
                    if action:
                        pop_state()
                        stack[-1] = apply(action, (stack[-1], right))
                    else:
                        push(self._negated(right, tokens, index))
                    states[-1] = state = gotos[states[-2]][targets[-move]]
                    continue
                size = sizes[-move]
                parts = stack[-size:]
                del stack[-size:]
                try:
                    push(action(parts))  # type: ignore[operator]
                except Misreading as mistake:
                    mistake.index = self._start_of_part(tokens, index, len(stack), mistake.part)
                    raise
                del states[-size:]
                state = gotos[states[-1]][targets[-move]]
                push_state(state)
            index += 1
        raise AssertionError("the tokens have no end")

    def _chain(self, key: tuple[int, int, int]) -> int:
        """The state after all the rules that only rename what stands on the stack."""
        below, state, kind = key
        while (move := self.tables.actions[state][kind]) < 0 and self.actions[-move] is None:
            state = self.gotos[below][self.targets[-move]]
        self._chains[key] = state
        return state

    def _negated(self, operand: Expression, tokens: Sequence[Token], index: int) -> Expression:
        """The operand with a minus; a number literal takes it itself: -2 is a number, -(2) is none."""
        is_literal = (
            type(operand) is Number
            and operand.value > 0
            and tokens[index - 1][0] == self.kinds["NUMBER"]
            and tokens[index - 2][0] == self.kinds["MINUS"]
        )
        return negative(operand) if is_literal else apply("neg", (operand,))

    def _start_of_part(self, tokens: Sequence[Token], index: int, depth: int, part: int) -> int:
        """At which token a part of a refused rule begins: the same moves again, counting tokens."""
        starts = [0]
        states = [0]
        place = 0
        while place < index or len(starts) > depth:
            move = self.tables.actions[states[-1]][tokens[place][0]]
            if move > 0:
                states.append(move)
                starts.append(place)
                place += 1
                continue
            size = self.sizes[-move]
            if place == index and len(starts) - size == depth:
                break
            del states[-size:], starts[len(starts) - size + 1 :]
            states.append(self.gotos[states[-1]][self.targets[-move]])
        return starts[min(depth + part, len(starts) - 1)]

    def acceptable(self, states: Sequence[int]) -> list[str]:
        """The names of the tokens that can come next, in the order of the tables."""
        return [name for name, kind in self.kinds.items() if self._is_acceptable(states, kind)]

    def _is_acceptable(self, states: Sequence[int], kind: int) -> bool:
        below, above = len(states), list[int]()  # states[:below] + above is the stack
        while True:
            state = above[-1] if above else states[below - 1]
            move = self.tables.actions[state][kind]
            if move >= 0:
                return move > 0
            size = self.sizes[-move]
            cut = min(size, len(above))
            if cut:
                del above[-cut:]
            below -= size - cut
            state = above[-1] if above else states[below - 1]
            above.append(self.gotos[state][self.targets[-move]])

    def states_after(self, kinds: Sequence[int]) -> list[int] | None:
        """The states after some tokens, or None where they cannot begin a formula."""
        states = [0]
        for kind in kinds:
            while (move := self.tables.actions[states[-1]][kind]) < 0:
                del states[-self.sizes[-move] :]
                states.append(self.gotos[states[-1]][self.targets[-move]])
            if not move:
                return None
            states.append(move)
        return states


__all__ = ["ACCEPT", "BINARY", "END", "Automaton", "Builder", "Token", "Unexpected"]
