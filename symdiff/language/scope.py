"""Which functions and names there are: the vocabulary, and what the user has declared and defined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..errors import GluedNameError, ParseError, UnknownFunctionError, visible
from ..expression import Expression, integer, symbol
from .callees import (
    PIECEWISE,
    Callee,
    DefinedFunction,
    Degrees,
    FormalCallee,
    IndexedCallee,
    SharedName,
    WrittenDerivative,
)
from .cutting import BRACKET, MOST_CUT, NOTHING, Cutting, Pieces
from .misreadings import Misreading
from .spellings import Choices
from .surroundings import behind
from .variable_names import CONSTANTS, GREEK_NAMES, LIBRARY, glued_advice, glued_message, is_word
from .vocabulary import Definition, Vocabulary

KEYWORDS = {"and": "AND", "or": "OR", "where": "WHERE"}
NOT_NUMBERS = frozenset(("nan", "inf", "infinity", "oo"))

FORMAL = frozenset("fghFGH")
"""Letters that call before a bracket."""

MAYBE_FORMAL = frozenset("uvwy")
"""Letters that call before a bracket which holds nothing but other names."""

WRITTEN = {
    "derivative": WrittenDerivative("derivative", 2, 3),
    "derivative_at": WrittenDerivative("derivative_at", 4, 4),
}


@dataclass(frozen=True)
class Declared:
    """What is known of the names in a text before it is read.

    Attributes:
        symbols: words that are declared to be names.
        functions: words that are declared to be functions of which only the name is known.
        variable: the variable of differentiation; a word that holds it is refused.
        lenient: whether a word that lost its signs is read as a product where it can be cut in one way.
        declaring: how a name is declared, for the advice in an error; "" where it cannot be.
    """

    symbols: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    variable: str | None = None
    lenient: bool = False
    declaring: str = LIBRARY


class Scope:
    r"""The functions and names of one vocabulary and one user's declarations.

    Args:
        vocabulary: the known functions.
        declared: what is known of the names.
        definitions: what the user has defined names to be.
        spelled: words are spelled as such (\mathrm{...}), so that two may stand side by side.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        declared: Declared = Declared(),
        definitions: Mapping[str, Definition] | None = None,
        spelled: bool = False,
    ) -> None:
        for name in declared.symbols & CONSTANTS.keys():
            raise ParseError(f"{name} is a constant, and cannot be declared to be a name", name)
        self.vocabulary = vocabulary
        self.symbols = declared.symbols
        self.functions = declared.functions
        self.variable = declared.variable
        self.declared = declared
        self.definitions = definitions or {}
        self.spelled = spelled
        self._cut: dict[tuple[str, str], list[Cutting]] = {}

    def known(self, name: str) -> Callee | None:
        """The head of a known function, also by another name of it."""
        if name in WRITTEN:
            return WRITTEN[name]
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
        if name == "°":
            return Degrees(name)
        choices = self.vocabulary.spellings.find(name)
        if not choices:
            raise Misreading(f"{name} means no function here")
        return chosen(choices)

    def with_index(self, name: str) -> Callee | None:
        """The function that a book calls so, with an argument below its name."""
        head = self.named(name, "#")
        place = self.vocabulary.spellings.index_place(head.name) if head else 0
        return IndexedCallee(head.name, head.least, head.most, None, head, place) if head else None

    def with_order(self, name: str, order: Expression) -> Callee | None:
        """The function that a name with an order above it in brackets means: \\psi^{(1)}."""
        choices = self.vocabulary.spellings.with_order(name)
        head = chosen(choices) if choices else None
        return IndexedCallee(head.name, head.least - 1, (head.most or 2) - 1, None, head, 1, order) if head else None

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

    @cached_property
    def pieces(self) -> Pieces | None:
        """What words are cut into; None where every word is one name."""
        strict = not self.declared.lenient
        return None if strict and not (self.symbols or self.definitions) else self._pieces(self.declared.lenient)

    def _pieces(self, lenient: bool) -> Pieces:
        declared = {*self.symbols, *(name for name, d in self.definitions.items() if not d.parameters)}
        names = declared | ({self.variable or "x"} if lenient else set())
        known = [*self.vocabulary.functions, *self.vocabulary.aliases, *self.vocabulary.shared]
        words = {name for name in known if len(name) > 1 and name not in names}
        alone = {name for name in words if self._stands_before_arguments(name)}
        called = (words - alone) | self.functions | {n for n, d in self.definitions.items() if d.parameters}
        longest = max(map(len, (*names, *alone, *called)))
        inverses = frozenset(head.inverse for name in alone if (head := self.known(name)) and head.inverse in alone)
        return Pieces(frozenset(names), frozenset(alone), frozenset(called), int(lenient), lenient, longest, inverses)

    def _stands_before_arguments(self, name: str) -> bool:
        """Whether people write a function's name before an argument without brackets: sin x, ln x; not li x."""
        head = self.known(name)
        if head is None or head.least > 1 or self.only_before_brackets(name):
            return False
        return len(name) > 2 or self.vocabulary.aliases.get(name, name) in self._commands

    @cached_property
    def _commands(self) -> frozenset[str]:
        """The functions that TeX has a command for."""
        return frozenset(line.name for line in self.vocabulary.lines if line.form is not None and line.form.is_command)

    def is_whole(self, word: str) -> bool:
        """Whether a piece of a text is one thing, whatever stands beside it."""
        if len(word) == 1 or not word[0].isalpha() or not word.isascii() or not word.replace("_", "").isalnum():
            return True
        if not ("_" in word and self.symbols) and not is_word(word):
            return True
        if word in self.symbols or word in self.definitions or word in self.functions or word in KEYWORDS:
            return True
        return word in CONSTANTS or word in NOT_NUMBERS or self.known(word) is not None

    def cuttings(self, word: str, pieces: Sequence[str], index: int) -> list[Cutting]:
        """The products that a word at a place in a text can be read as."""
        if self.pieces is None or self.is_whole(word):
            return []
        follows = behind(pieces, index)
        known = self._cut.get((word, follows))
        if known is None:
            if len(self._cut) >= MOST_CUT:
                self._cut.clear()
            known = self._cut[word, follows] = self.pieces.cuttings(word, follows)
        return known

    def in_small_letters(self, word: str) -> str:
        """The function that a word with a capital is in lenient reading, as a telephone writes it: Sin; or the word."""
        is_capital = self.declared.lenient and word[0].isupper() and word[1:].islower()
        return word.lower() if is_capital and self.is_function(word.lower()) else word

    def is_several_factors(self, cutting: Sequence[str]) -> bool:
        """Whether a cutting is a product of more than one factor, as x ln x is and ln x is not."""
        assert self.pieces is not None
        told = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", self.pieces.told(cutting)))
        return "*" in told

    def two_readings(self, word: str, found: Sequence[Cutting], place: int) -> Misreading:
        """What to say of a word that can be cut in two ways."""
        assert self.pieces is not None
        readings = " or ".join(self.pieces.told(cutting) for cutting in found[:2])
        return Misreading(
            f"{shortened(word)} can be read in two ways",
            place=place,
            suggestion=f"write {readings}",
            kind=GluedNameError,
        )

    def exponent_or_factors(self, word: str, cutting: Cutting, place: int) -> Misreading:
        """What to say of a word behind ^ that is made of names: e^kx."""
        assert self.pieces is not None
        first, product = cutting[0], self.pieces.told(cutting)
        return Misreading(
            f"the exponent could be {first} or {product}",
            place=place,
            suggestion=f"write ^({product}) for the whole exponent, ^{product} for the other",
        )

    def glued(self, name: str, variable: str, behind: str = NOTHING) -> Misreading:
        """What to say of a word that holds the variable."""
        readings = self.readings(name, behind)
        if not readings and len(name) == 3 and not name[-1].isdecimal() and not self._holds_function(name):
            readings = ["*".join(name)]
        advice = glued_advice(name, variable, readings, self.declared.declaring)
        return Misreading(glued_message(name, variable), suggestion=advice, kind=GluedNameError)

    def _holds_function(self, word: str) -> bool:
        return any(map(self.known, (word[1:], word[:-1])))

    def readings(self, word: str, behind: str = NOTHING) -> list[str]:
        """The products that a word would be in lenient reading, as formulas."""
        pieces = self._pieces(lenient=True)
        return [pieces.told(cutting) for cutting in pieces.cuttings(word, behind)[:2]]

    def function_names(self) -> list[str]:
        """The names of all functions."""
        return [*self.vocabulary.functions, *self.vocabulary.aliases, *self.functions, *self.definitions]

    def unknown(self, name: str) -> Misreading:
        """What to say of a word before a bracket that is no function."""
        from difflib import get_close_matches

        names = self.function_names()
        close = [f"{c}(...)" for c in get_close_matches(name[:40], names, n=2, cutoff=0.6)]
        close = [f"{name.lower()}(...)"] if name.lower() in names else close
        readings = self.readings(name, BRACKET)
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
