"""Words that lost the signs between their factors, cut into what they may mean: x, sin, x of xsinx.

A piece is a declared name, a constant, a known function with what it is applied to, digits that it is
applied to, the name of a Greek letter, or another letter, of which a cutting may hold a few (one, in
lenient reading). Of two cuttings the coarser counts, since whoever writes sinh means sinh and not
sin h; where neither is coarser the word can be read in two ways, and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from ..errors import LimitError
from .variable_names import CONSTANTS, GREEK_NAMES

LONGEST_WORD = 100
MOST_CUT = 1_000
"""So many words that were cut are remembered, and so many different ones may stand in a text."""

MOST_WORDS = 20_000
"""How many words of one text are cut, the same ones again among them."""

MOST_KEPT = 12
"""How many beginnings of cuttings are followed up at each place of a word."""

NOTHING, OPERAND, BRACKET, POWER = "", "operand", "bracket", "power"
"""What stands behind a word."""

_NOT_FACTORS = frozenset("dD")  # dx is a differential, Dx a derivative

Cutting = tuple[str, ...]


class CutWords:
    """The words of one text that are cut, counted."""

    def __init__(self) -> None:
        self._different: set[str] = set()
        self._count = 0

    def count(self, word: str) -> None:
        """One more word.

        Raises:
            LimitError: there are more than anyone types.
        """
        self._count += 1
        self._different.add(word)
        if len(self._different) > MOST_CUT:
            raise LimitError(f"more than {MOST_CUT:,} different words that are no known names")
        if self._count > MOST_WORDS:
            raise LimitError(f"more than {MOST_WORDS:,} words that are no known names: write products with *")


@dataclass(frozen=True)
class Pieces:
    """What words are cut into.

    Attributes:
        names: declared names, the variable among them.
        functions: names of functions that can be applied without brackets.
        called: names of functions that need a bracket behind them.
        letters: how many different letters a cutting may hold that are none of these.
        loose: whether functions without brackets, constants and Greek names are pieces too.
        longest: the length of the longest piece.
        inverses: names of inverse functions that are those of functions with a letter in front: asin.
    """

    names: frozenset[str]
    functions: Container[str]
    called: Container[str]
    letters: int = 1
    loose: bool = True
    longest: int = 12
    inverses: frozenset[str] = frozenset()

    def cuttings(self, word: str, behind: str = NOTHING) -> list[Cutting]:
        """Every way in which a word can be read as a product; two where it is not clear which is meant.

        Args:
            word: letters, and digits behind a function.
            behind: what stands behind the word.

        >>> pieces = Pieces(frozenset("x"), {"sin", "asin", "ln"}, set(), inverses=frozenset({"asin"}))
        >>> pieces.cuttings("xsinx"), pieces.cuttings("ln2x"), pieces.cuttings("rate")
        ([('x', 'sin', 'x')], [('ln', '2', 'x')], [])
        >>> pieces.cuttings("asinx")
        [('asin', 'x'), ('a', 'sin', 'x')]
        """
        if len(word) > LONGEST_WORD:
            return []
        found: list[list[Cutting]] = [[()]]
        for end in range(1, len(word) + 1):
            longer = [
                (*before, word[start:end])
                for start in range(max(0, end - self.longest), end)
                for before in found[start]
                if self._can_follow(before, word[start:end], behind if end == len(word) else None)
            ]
            found.append(sorted(longer, key=len)[:MOST_KEPT])
        return self._meant([c for c in found[-1] if len(c) > 1 and self._is_product(c, behind)])

    def _can_follow(self, before: Cutting, piece: str, behind: str | None) -> bool:
        """Whether a piece can stand behind others; behind says what follows the word where it is the last."""
        last = before[-1] if before else ""
        if piece.isdecimal():
            return self.loose and last in self.functions and not last[-1].isdecimal()
        if piece in self.names:
            return True
        if piece in self.functions and (self.loose or behind == BRACKET):
            return behind is None or behind != NOTHING
        if piece in self.called:
            return behind == BRACKET
        if not self.loose:
            return False
        if piece in CONSTANTS:
            # sine is a word, and no function of e
            return not (piece == "e" and behind not in (None, POWER) and last in self.functions)
        return self._is_other(piece) and len({*filter(self._is_other, before), piece}) <= self.letters

    def _is_other(self, piece: str) -> bool:
        """Whether a piece is a letter, or the name of a Greek one, that has not been declared."""
        if piece in self.names or piece in CONSTANTS or piece in self.functions:
            return False
        return piece in GREEK_NAMES or (len(piece) == 1 and piece.isalpha() and piece not in _NOT_FACTORS)

    def _is_product(self, cutting: Cutting, behind: str) -> bool:
        """Whether a cutting says enough to be meant: it holds a declared name or a function, or ends in e^."""
        holds = any(piece in self.names or self._is_function(piece) for piece in cutting)
        return holds or (cutting[-1] == "e" and behind == POWER)

    def _is_function(self, piece: str) -> bool:
        return piece in self.functions or piece in self.called

    def _meant(self, cuttings: list[Cutting]) -> list[Cutting]:
        """The cuttings without those that only cut further what another one leaves whole."""
        return [c for c in cuttings if not any(self._is_finer(c, other) for other in cuttings)]

    def _is_finer(self, cutting: Cutting, other: Cutting) -> bool:
        """Whether a cutting cuts pieces of the other which nobody would cut.

        A letter before a function's name (a sin x for asin x) and digits behind it (log 2x for log2 x)
        may be meant as well.
        """
        if len(cutting) <= len(other):
            return False
        rest = list(cutting)
        for whole in other:
            parts: list[str] = []
            while len("".join(parts)) < len(whole):
                parts.append(rest.pop(0))
            if "".join(parts) != whole:
                return False
            if len(parts) == 2 and (whole in self.inverses or parts[1].isdecimal()):
                return False
        return True

    def is_of_names(self, cutting: Cutting) -> bool:
        """Whether a cutting holds no function."""
        return not any(map(self._is_function, cutting))

    def told(self, cutting: Sequence[str]) -> str:
        """A cutting as a formula.

        >>> Pieces(frozenset("x"), {"sin", "cos"}, set()).told(("x", "sin", "cos", "2", "x"))
        'x*sin(cos(2*x))'
        """
        factors: list[str] = []
        argument: list[str] = []
        for piece in reversed(cutting):
            if self._is_function(piece):
                factors.insert(0, f"{piece}({'*'.join(argument) or (factors.pop(0) if factors else '...')})")
                argument = []
            else:
                argument.insert(0, piece)
        return "*".join([*argument, *factors])
