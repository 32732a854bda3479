"""Which functions and names there are: the vocabulary, and what the user has declared and defined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import UnknownFunctionError, visible
from ..expression import Expression, integer, symbol
from .callees import PIECEWISE, Callee, DefinedFunction, FormalCallee, IndexedCallee, SharedName, WrittenDerivative
from .misreadings import Misreading
from .spellings import Choices
from .variable_names import CONSTANTS, GREEK_NAMES, LONGEST_NAME, PRIMES, function_readings
from .vocabulary import Definition, Vocabulary

FORMAL = frozenset("fghFGH")
"""Letters that call before a bracket."""

MAYBE_FORMAL = frozenset("uvwy")
"""Letters that call before a bracket which holds nothing but other names."""

_WRITTEN = {
    "derivative": WrittenDerivative("derivative", 2, 3),
    "derivative_at": WrittenDerivative("derivative_at", 4, 4),
}


class Scope:
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

    def known(self, name: str) -> Callee | None:
        """The head of a known function, also by another name of it."""
        if name in _WRITTEN:
            return _WRITTEN[name]
        proper = self.vocabulary.aliases.get(name, name)
        shared = self.vocabulary.shared.get(name)
        if shared:
            return chosen(shared, name)
        if proper == "piecewise":
            return PIECEWISE
        arity = self.vocabulary.functions.get(proper)
        if arity is None:
            return None
        inverse = "a" + proper if "a" + proper in self.vocabulary.functions else None
        return Callee(proper, *arity, inverse)

    def callable(self, name: str) -> Callee | None:
        """What a name before arguments calls if it calls at all."""
        definition = self.definitions.get(name)
        if definition is not None and definition.parameters:
            return defined(name, definition)
        if name in self.symbols:
            return None
        if name in self.functions or name in FORMAL or name in MAYBE_FORMAL:
            return FormalCallee(name, 1, None)
        return self.known(name)

    def is_function(self, name: str) -> bool:
        """Whether a name is that of a known function, wherever it stands."""
        return name not in self.symbols and self.known(name) is not None and not self.only_before_brackets(name)

    def sign(self, name: str) -> Callee:
        """The function that a sign of the grammar means: bars, !, n over k.

        Raises:
            Misreading: no function is written so.
        """
        choices = self.vocabulary.spellings.find(name)
        if not choices:
            raise Misreading(f"{name} means no function here")
        return chosen(choices)

    def with_index(self, name: str) -> Callee | None:
        """The function that a book calls so, with an argument below its name."""
        head = self.named(name, "#")
        place = self.vocabulary.spellings.index_place(head.name) if head else 0
        return IndexedCallee(head.name, head.least, head.most, None, head, place) if head else None

    def named(self, name: str, below: str = "", before: str = "") -> Callee | None:
        """The function that a book calls so, with digits, or "#" for an argument, below its name."""
        choices = self.vocabulary.spellings.find(name, below, before)
        return chosen(choices) if choices else None

    def letter(self, letter: str) -> Callee | None:
        """The function that a Greek letter means before a bracket."""
        choices = self.vocabulary.spellings.letter(letter)
        return chosen(choices) if choices else None

    def of_degree(self, degree: Expression) -> Callee:
        """The root of a degree."""
        choices, is_argument = self.vocabulary.spellings.root(degree)
        if not choices:
            raise Misreading("roots mean no function here")
        head = chosen(choices)
        return IndexedCallee(head.name, 1, 1, None, head, 2, degree) if is_argument else head

    def indexed(self, name: str, index: str) -> Callee | None:
        """The function that a function's name with an index means: log_b, log_2."""
        choices, place = self.vocabulary.spellings.indexed(name, index)
        if not choices:
            return None
        head = chosen(choices)
        if not place:
            return head
        value: Expression = integer(int(index)) if index.isdecimal() else CONSTANTS.get(index) or symbol(index)
        return IndexedCallee(f"{name}_{index}", head.least - 1, (head.most or 2) - 1, None, head, place, value)

    def only_before_brackets(self, name: str) -> bool:
        """Whether a function's name is a variable unless a bracket follows: gamma, e1, d; not log10."""
        if len(name) == 1 or name in GREEK_NAMES:
            return True
        return name[-1].isdecimal() and not self.vocabulary.spellings.is_lowered(name)

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

    def unknown(self, name: str) -> Misreading:
        """What to say of a word before a bracket that is no function."""
        from difflib import get_close_matches

        names = self.function_names()
        close = [f"{c}(...)" for c in get_close_matches(name[:40], names, n=2, cutoff=0.6)]
        close = [f"{name.lower()}(...)"] if name.lower() in names else close
        readings = function_readings(name, names) if len(name) < 40 else []
        meant = [f"{name}*(...)"] if name in GREEK_NAMES else [*close, *readings]
        advice = f"did you mean {' or '.join(dict.fromkeys(meant))}?" if meant else "to multiply, write *"
        return Misreading(f"there is no function {shortened(name)}", suggestion=advice, kind=UnknownFunctionError)


def defined(name: str, definition: Definition, orders: tuple[int, ...] | None = None) -> DefinedFunction:
    """The head of a defined function, or of its derivative of some orders."""
    count = len(definition.parameters)
    return DefinedFunction(name, count, count, None, definition, orders or (0,) * count)


def chosen(choices: Choices, name: str = "") -> Callee:
    """The head of functions that the number of arguments decides between."""
    least, most = min(choices), max(choices)
    if len(set(choices.values())) == 1:
        return Callee(choices[least], least, most)
    return SharedName(name or choices[least], least, most, None, choices)


def shortened(name: str) -> str:
    """A name as it stands in a message."""
    return visible(name if len(name) <= 30 else name[:27] + "...")
