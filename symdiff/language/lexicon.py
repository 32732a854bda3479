"""Which functions and names there are: the vocabulary, and what the user has declared and defined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import UnknownFunctionError, visible
from ..expression import Expression, integer, symbol
from .heads import PIECEWISE, Defined, Factorial, Formal, Head, Logarithm, LogarithmTo, Written
from .mistakes import Mistake
from .names import CONSTANTS, GREEK_NAMES, LONGEST_NAME, PRIMES, function_readings
from .vocabulary import Definition, Vocabulary

FORMAL = frozenset("fghFGH")
"""Letters that call before a bracket."""

MAYBE_FORMAL = frozenset("uvwy")
"""Letters that call before a bracket which holds nothing but other names."""

_WRITTEN = {"derivative": Written("derivative", 2, 3), "derivative_at": Written("derivative_at", 4, 4)}


class Lexicon:
    r"""The functions and names of one vocabulary and one user's declarations.

    Args:
        vocabulary: the known functions.
        symbols: words that are declared to be names.
        functions: words that are declared to be functions of which only the name is known.
        definitions: what the user has defined names to be.
        variable: the variable of differentiation; a word that holds it is refused.
        spelled: words are spelled as such (\mathrm{...}), so that two may stand side by side.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        symbols: Iterable[str] = (),
        functions: Iterable[str] = (),
        definitions: Mapping[str, Definition] | None = None,
        variable: str | None = None,
        spelled: bool = False,
    ) -> None:
        self.vocabulary = vocabulary
        self.symbols = frozenset(symbols)
        self.functions = frozenset(functions)
        self.definitions = definitions or {}
        self.variable = variable
        self.spelled = spelled
        self._longest = max(map(len, self.symbols), default=0)

    def known(self, name: str) -> Head | None:
        """The head of a known function, also by another name of it."""
        if name in _WRITTEN:
            return _WRITTEN[name]
        proper = self.vocabulary.aliases.get(name, name)
        if proper == "log":
            return Logarithm("log", 1, 2)
        if proper == "piecewise":
            return PIECEWISE
        arity = self.vocabulary.functions.get(proper)
        if arity is None:
            return None
        if proper == "factorial":
            return Factorial("factorial")
        inverse = "a" + proper if "a" + proper in self.vocabulary.functions else None
        return Head(proper, *arity, inverse)

    def callable(self, name: str) -> Head | None:
        """What a name before arguments calls if it calls at all."""
        definition = self.definitions.get(name)
        if definition is not None and definition.parameters:
            return defined(name, definition)
        if name in self.symbols:
            return None
        if name in self.functions or name in FORMAL or name in MAYBE_FORMAL:
            return Formal(name, 1, None)
        return self.known(name)

    def is_function(self, name: str) -> bool:
        """Whether a name is that of a known function, wherever it stands."""
        return name not in self.symbols and self.known(name) is not None and not only_before_brackets(name)

    def logarithm_to(self, base: str) -> Head:
        """The logarithm that log_b means."""
        if base in ("2", "10") and f"log{base}" in self.vocabulary.functions:
            return Head(f"log{base}")
        value: Expression = integer(int(base)) if base.isdecimal() else CONSTANTS.get(base) or symbol(base)
        return LogarithmTo(f"log_{base}", base=value)

    def splits(self, word: str) -> list[str]:
        """The declared names that an undeclared word is made of, or the word itself."""
        if not self.symbols or word in self.symbols or word[-1] in PRIMES or len(word) > LONGEST_NAME:
            return [word]
        if word in self.definitions or word in self.functions or self.known(word):
            return [word]
        return self._cut(word) or [word]

    def _cut(self, word: str) -> list[str]:
        """The word cut into the fewest declared names, or [] if it is not made of them."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(word) + 1):
            options = [
                [*before, word[start:end]]
                for start in range(max(0, end - self._longest), end)
                if (before := best[start]) is not None and word[start:end] in self.symbols
            ]
            best.append(min(options, key=len, default=None))
        return best[-1] or []

    def function_names(self) -> list[str]:
        """The names of all functions."""
        return [*self.vocabulary.functions, *self.vocabulary.aliases, *self.functions, *self.definitions]

    def unknown(self, name: str) -> Mistake:
        """What to say of a word before a bracket that is no function."""
        from difflib import get_close_matches

        names = self.function_names()
        close = [f"{c}(...)" for c in get_close_matches(name[:40], names, n=2, cutoff=0.6)]
        close = [f"{name.lower()}(...)"] if name.lower() in names else close
        readings = function_readings(name, names) if len(name) < 40 else []
        meant = [f"{name}*(...)"] if name in GREEK_NAMES else [*close, *readings]
        advice = f"did you mean {' or '.join(dict.fromkeys(meant))}?" if meant else "to multiply, write *"
        return Mistake(f"there is no function {shortened(name)}", suggestion=advice, kind=UnknownFunctionError)


def defined(name: str, definition: Definition, orders: tuple[int, ...] | None = None) -> Defined:
    """The head of a defined function, or of its derivative of some orders."""
    count = len(definition.parameters)
    return Defined(name, count, count, None, definition, orders or (0,) * count)


def only_before_brackets(name: str) -> bool:
    """Whether a function's name is a variable unless a bracket follows: gamma, e1, d."""
    return len(name) == 1 or name in GREEK_NAMES or (name[-1].isdecimal() and not name.startswith("log"))


def shortened(name: str) -> str:
    """A name as it stands in a message."""
    return visible(name if len(name) <= 30 else name[:27] + "...")
