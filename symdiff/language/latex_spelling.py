"""Which words letters spell in LaTeX, where each letter is a name of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from .cutting import BRACKET, MOST_CUT, OPERAND, Cutting, Pieces
from .latex_commands import COMMAND_WORDS
from .scope import Scope
from .variable_names import GREEK_NAMES

_LETTERS = 52
_SHORTEST = 3
"""How many letters a word has that nobody takes for a product: th may be t times h."""


class SpelledWords:
    """The words that letters can spell: functions, Greek letters and commands, whose backslash is missing."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._found: dict[tuple[str, str], str] = {}
        self._cut: dict[tuple[str, str], list[Cutting]] = {}

    def find(self, word: str, behind: str) -> str:
        """The known word that letters side by side spell, or that stands among them; "" if there is none.

        Args:
            word: the letters.
            behind: what stands behind them.
        """
        key = word, behind
        found = self._found.get(key)
        if found is None:
            if len(self._found) > _MOST_KNOWN:
                self._found.clear()
            found = self._found[key] = self._search(word, behind)
        return found

    def cuttings(self, word: str, behind: str) -> list[Cutting]:
        """The ways in which the letters can be read as known words and letters."""
        key = word, behind
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > MOST_CUT:
                self._cut.clear()
            found = self._cut[key] = self._cuttings(word, behind)
        return found

    def _cuttings(self, word: str, behind: str) -> list[Cutting]:
        if self._is_known(word, behind):
            return [(word,)]
        if word in COMMAND_WORDS:
            return []
        return [c for c in self._pieces.cuttings(word, behind) if any(len(piece) > 1 for piece in c)]

    def _search(self, word: str, behind: str) -> str:
        if self._is_known(word, behind) or word in COMMAND_WORDS:
            return word
        inside = self._inside.search(word)
        if inside is not None:
            return inside[0]
        last = [name for name in self._called if word.endswith(name)] if behind == BRACKET else []
        return max(last, key=len, default="")

    def _is_known(self, word: str, behind: str) -> bool:
        if word in GREEK_NAMES:
            return len(word) >= _SHORTEST or word == "pi"
        if behind == BRACKET and (word in self._called or self.scope.named(word) is not None):
            return True
        return word in self._pieces.functions and (behind in (BRACKET, OPERAND) or len(word) >= _SHORTEST)

    @cached_property
    def _pieces(self) -> Pieces:
        """What runs of letters are cut into, however many of the letters stand alone."""
        scope = self.scope
        lenient = Scope(scope.vocabulary, replace(scope.declared, lenient=True), scope.definitions).pieces
        assert lenient is not None
        return replace(lenient, letters=_LETTERS)

    @cached_property
    def _names(self) -> frozenset[str]:
        known = {*self.scope.vocabulary.functions, *self.scope.vocabulary.aliases, *self.scope.functions}
        return frozenset(name for name in known if name.isalpha())

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(name for name in self._names if name in self._pieces.called and len(name) >= _SHORTEST)

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        """Finds the words that are seen in a longer run of letters."""
        alone = {name for name in self._names if name in self._pieces.functions}
        own = {name for name in alone if len(name) >= _SHORTEST or name in self.scope.vocabulary.functions}
        greek = {name for name in GREEK_NAMES if len(name) > _SHORTEST} | {"pi"}
        return re.compile("|".join(sorted(own | greek, key=len, reverse=True)))


_MOST_KNOWN = 2_000
