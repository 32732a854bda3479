"""What a word means: a function, a constant, a variable, a derivative, or a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..errors import GluedNameError, LimitError, UnknownFunctionError, visible
from ..expression import E, PI, Expression, Symbol, apply, integer, symbol
from .builders import Operator
from .heads import (
    PIECEWISE,
    Defined,
    Factorial,
    Formal,
    Head,
    Logarithm,
    LogarithmTo,
    Total,
    Written,
    derivative,
    only_variable,
    substituted,
)
from .mistakes import Mistake
from .vocabulary import (
    GREEK_NAMES,
    LONGEST_NAME,
    Definition,
    Vocabulary,
    function_readings,
    glued,
    glued_advice,
    glued_message,
    is_word,
    plain_name,
    stem,
)

Sorted = tuple[str, Any]

FORMAL = frozenset("fghFGH")
"""Letters that call before a bracket."""
MAYBE_FORMAL = frozenset("uvwy")
"""Letters that call before a bracket which holds nothing but other names."""
PRIMES = "'’′″"
NOT_NUMBERS = frozenset(("nan", "inf", "infinity", "oo"))
KEYWORDS = {"and": "AND", "or": "OR", "where": "WHERE"}

_PRIVATE = {"derivative": Written("derivative", 2, 3), "derivative_at": Written("derivative_at", 4, 4)}
_OPENING = "(（"
_POWERS = frozenset(("^", "**", "＾"))


class Lexicon:
    """The meaning of words for one vocabulary and one user's declarations.

    Args:
        vocabulary: the known functions.
        symbols: words that are declared to be names.
        functions: words that are declared to be functions of which only the name is known.
        definitions: what the user has defined names to be.
        variable: the variable of differentiation; a word that holds it is refused.
        spelled: words are spelled as such (\\mathrm{...}), so that two may stand side by side.
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
        self.spelled = spelled
        self.vocabulary = vocabulary
        self.symbols = frozenset(symbols)
        self.functions = frozenset(functions)
        self.definitions = definitions or {}
        self.variable = variable
        self.longest = max(map(len, self.symbols), default=0)

    def sort(self, word: str, pieces: Sequence[str], index: int) -> Sorted:
        """The terminal and the value of the word at a place among the pieces of a text.

        Raises:
            Mistake: the word cannot stand there.
        """
        if len(word) > LONGEST_NAME:
            raise LimitError(f"a name of {len(word):,} characters: at most {LONGEST_NAME:,} are read")
        bare = word.rstrip(PRIMES)
        primes = sum(2 if c == "″" else 1 for c in word[len(bare) :])
        name = plain_name(bare)
        called = _is_called(pieces, index)
        if primes:
            return self._primed(name, primes, called)
        if name in self.symbols:
            return "NAME", symbol(name)
        if name in self.definitions:
            return self._defined(name, called)
        if called and (found := self._operator(name, pieces, index)):
            return found
        return self._function(name, bare, pieces, index) or self._name(name, called, pieces, index)

    def is_constant(self, word: str, terminal: str) -> bool:
        """Whether a word was sorted without a look at what stands beside it."""
        if terminal == "FUNCTION":
            return self._known(word) is not None and not _only_before_brackets(word) and word not in self.definitions
        if terminal != "NAME" or word[-1] in PRIMES:
            return terminal in ("AND", "OR", "WHERE")
        if word in self.symbols or word == "pi":
            return True
        calls = word in self.functions or (word in self.definitions and bool(self.definitions[word].parameters))
        return len(word) == 1 and word not in _LOOKS_AROUND and not calls

    def splits(self, word: str) -> list[str]:
        """The declared names that an undeclared word is made of, or the word itself."""
        if not self.symbols or word in self.symbols or word.rstrip(PRIMES) != word or len(word) > LONGEST_NAME:
            return [word]
        if word in self.definitions or self._known(word) or word in self.functions:
            return [word]
        return _cut(word, self.symbols, self.longest) or [word]

    def is_function(self, name: str) -> bool:
        """Whether a name is that of a known function, wherever it stands."""
        return name not in self.symbols and self._known(name) is not None and not _only_before_brackets(name)

    def differential(self, subject: str, by: Sequence[tuple[Symbol, int]], partial: bool) -> Sorted:
        """The operator d/dx, or the derivative dy/dx of a subject; a partial one needs a subject that is defined."""
        if not subject:
            return "OPERATOR", Operator(tuple(by))
        if partial and subject not in self.definitions:
            raise Mistake(
                f"what {subject} depends on has not been said",
                suggestion=f"define {subject} first, or write {subject}_x(x, y) for a function of which only the name is known",
            )
        return "NAME", self._derivative_of(subject, list(by))

    def leibniz(self, text: str) -> Sorted:
        """d/dx, d^2/dx^2, dy/dx, ∂²f/∂x∂y."""
        above, below = re.split(r"\s*/\s*", text, maxsplit=1)
        total, subject = _order_and_name(above[1:])
        by = [_name_and_order(part) for part in re.split("[d∂](?=[^d∂])", below.replace(" ", ""))[1:]]
        if sum(order for _, order in by) != total:
            raise Mistake(
                f"{text.strip()}: the orders above and below the line differ",
                suggestion="a second derivative is written d^2y/dx^2, a squared one (dy/dx)^2",
            )
        by.reverse()
        return self.differential(subject, by, "∂" in text)

    def euler(self, text: str) -> Sorted:
        """D_1 D_2 f before arguments, or D_x^2 before a bracket."""
        if text.rstrip()[-1:].isdigit() and ("^" in text or "**" in text):
            name, order = re.split(r"\s*(?:\^|\*\*)\s*", text.strip())
            return "OPERATOR_OF_GROUP", Operator(((symbol(plain_name(name[2:])), _order(order)),))
        *places, name = text.split()
        numbers = sorted(int(place[2:]) for place in places)
        if not numbers[0]:
            raise Mistake("the arguments of a function are counted from 1")
        head = self._callable(plain_name(name))
        if isinstance(head, Defined):
            orders = tuple(numbers.count(place) for place in range(1, head.least + 1))
            return "FUNCTION", Defined(head.name, head.least, head.most, None, head.definition, orders)
        if head is None:
            raise self._unknown(name)
        if head.most is not None and numbers[-1] > head.most:
            raise Mistake(f"{name} has no argument {numbers[-1]}")
        return "FUNCTION", Formal(" ".join(f"D_{n}" for n in numbers) + f" {head.name}", numbers[-1], head.most)

    # Words with primes, and defined words.

    def _primed(self, name: str, primes: int, called: bool) -> Sorted:
        definition = self.definitions.get(name)
        if definition is not None:
            return self._primed_definition(name, definition, primes, called)
        if not called:
            raise Mistake(
                f"{name}' is the derivative of {name}, but what {name} is has not been said",
                offset=len(name),
                suggestion=f"define {name} first ({name} = ...), or write {name}'(x) for a function of which only the name is known",
            )
        head = self._callable(name) or (Formal(name) if not is_word(name) else None)
        if head is None:
            raise self._unknown(name)
        if head.least != 1:
            raise Mistake(f"{name} takes several arguments: write D_1 {name}(...), D_2 {name}(...) for its derivatives")
        return "FUNCTION", Formal(("ln" if head.name == "log" else head.name) + "'" * primes)

    def _primed_definition(self, name: str, definition: Definition, primes: int, called: bool) -> Sorted:
        parameters = definition.parameters
        if len(parameters) > 1:
            raise Mistake(f"{name} has several arguments: write {name}_{parameters[0].name}, or D_1 {name}(...)")
        if parameters and called:
            return "FUNCTION", Defined(name, 1, 1, None, definition, (primes,))
        variable = parameters[0] if parameters else only_variable(definition.body, f"{name}'", f"d{name}/dx")
        return "NAME", derivative(definition.body, ((variable, primes),))

    def _defined(self, name: str, called: bool) -> Sorted:
        definition = self.definitions[name]
        if not definition.parameters:
            return "NAME", definition.body
        if not called:
            letters = ", ".join(p.name for p in definition.parameters)
            raise Mistake(f"{name} is a function: it needs arguments", suggestion=f"write {name}({letters})")
        count = len(definition.parameters)
        return "FUNCTION", Defined(name, count, count, None, definition, (0,) * count)

    def _derivative_of(self, name: str, by: list[tuple[Symbol, int]]) -> Expression:
        """dy/dx of a defined or unknown y."""
        definition = self.definitions.get(name)
        if definition is not None:
            return derivative(definition.body, by)
        if len({variable for variable, _ in by}) > 1:
            raise Mistake(f"what {name} is has not been said", suggestion=f"define {name} first, or write {name}_xy(x, y)")
        return apply(name + "'" * by[0][1], (by[0][0],))

    # Operators, functions, names.

    def _operator(self, name: str, pieces: Sequence[str], index: int) -> Sorted | None:
        if name == "D":
            return "FUNCTION", Total("D")
        base, _, letters = name.partition("_")
        if not letters:
            return None
        if base == "D" and not letters[0].isdigit():
            return "OPERATOR_OF_GROUP", Operator(tuple((variable, 1) for variable in _letters(letters)))
        return self._partial(base, letters, pieces, index)

    def _partial(self, base: str, letters: str, pieces: Sequence[str], index: int) -> Sorted | None:
        """f_x(x, y), f_xy(x, y): the derivative by arguments that are names."""
        head = self._callable(base)
        if not isinstance(head, (Formal, Defined)):
            return None
        if isinstance(head, Defined):
            assert head.definition is not None
            names = [p.name for p in head.definition.parameters]
        else:
            names = _names_in_brackets(pieces, index + 1) or []
        wanted = [letters] if letters in names else list(letters)
        if not names or not set(wanted) <= set(names):
            if base in MAYBE_FORMAL:
                return None
            raise Mistake(
                f"{base}_{letters} before a bracket is a derivative of {base}, but {letters} is no argument of it",
                suggestion=f"write D_1 {base}(...) for the derivative by the first argument, or * for a product",
            )
        orders = [wanted.count(name) for name in names]
        if isinstance(head, Defined):
            return "FUNCTION", Defined(base, head.least, head.most, None, head.definition, tuple(orders))
        if len(names) == 1:
            return "FUNCTION", Formal(base + "'" * orders[0])
        places = " ".join(f"D_{place}" for place, order in enumerate(orders, 1) for _ in range(order))
        return "FUNCTION", Formal(f"{places} {base}", len(names), len(names))

    def _known(self, name: str) -> Head | None:
        """The head of a known function, also by another name of it."""
        if name in _PRIVATE:
            return _PRIVATE[name]
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

    def _callable(self, name: str) -> Head | None:
        """What a name before arguments calls, apart from letters that usually multiply."""
        definition = self.definitions.get(name)
        if definition is not None and definition.parameters:
            count = len(definition.parameters)
            return Defined(name, count, count, None, definition, (0,) * count)
        if name in self.symbols:
            return None
        if name in self.functions or name in FORMAL or name in MAYBE_FORMAL:
            return Formal(name, 1, None)
        return self._known(name)

    def _function(self, name: str, typed: str, pieces: Sequence[str], index: int) -> Sorted | None:
        if name in KEYWORDS:
            return KEYWORDS[name], name
        called = _is_called(pieces, index)
        if name in self.functions or name in FORMAL:
            return ("FUNCTION", Formal(name, 1, None)) if called or _is_raised_call(pieces, index) else None
        if name in MAYBE_FORMAL:
            names = _names_in_brackets(pieces, index + 1) if called else None
            return ("FUNCTION", Formal(name, 1, None)) if names and name not in names else None
        if typed == "Γ" and called:
            typed = name = "gamma"
        head = self._known(name) if typed.isascii() else None
        if head is not None:
            return ("FUNCTION", head) if called or not _only_before_brackets(name) else None
        base, _, letters = name.partition("_")
        if base == "log" and letters:
            return "FUNCTION", self._logarithm_to(letters)
        return None

    def _logarithm_to(self, base: str) -> Head:
        if base in ("2", "10") and f"log{base}" in self.vocabulary.functions:
            return Head(f"log{base}")
        if base.isdigit():
            return LogarithmTo(f"log_{base}", base=integer(int(base)))
        return LogarithmTo(f"log_{base}", base=_CONSTANTS.get(base) or symbol(base))

    def _name(self, name: str, called: bool, pieces: Sequence[str], index: int) -> Sorted:
        if name == "e":
            raised = index + 1 < len(pieces) and (pieces[index + 1] in _POWERS or pieces[index + 1][0] in _RAISED)
            return "EXPONENTIAL" if raised else "NAME", E
        if name == "pi":
            return "NAME", PI
        partial = self._partial_of_definition(name)
        if partial is not None:
            return "NAME", partial
        if is_word(name) or (called and stem(name) in GREEK_NAMES and name == pieces[index]):
            self._check_word(name, called, pieces, index)
        return "NAME", symbol(name)

    def _partial_of_definition(self, name: str) -> Expression | None:
        """f_x, f_xy without arguments, where f is defined."""
        base, _, letters = name.partition("_")
        definition = self.definitions.get(base)
        if definition is None or not letters or not definition.parameters:
            return None
        wanted = _letters(letters)
        if not set(wanted) <= set(definition.parameters):
            return None
        orders = [wanted.count(parameter) for parameter in definition.parameters]
        return substituted(definition, orders, definition.parameters)

    def _check_word(self, name: str, called: bool, pieces: Sequence[str], index: int) -> None:
        if called:
            raise self._unknown(name)
        if name.lower() in NOT_NUMBERS:
            raise Mistake(f"{name} is not a number", suggestion="limits and infinite values have no place in a formula")
        if "_" in name or self.spelled:
            return
        other = next((p for p in _neighbours(pieces, index) if p[0].isalpha() and p not in KEYWORDS), None)
        if other is not None and not (index and pieces[index - 1] is other and self._known(other)):
            raise Mistake(
                f"the words {_short(name)} and {_short(other)} stand side by side",
                suggestion=f"if '{_short(name)}' is a name, write the product with *",
            )
        if self.variable is not None and glued(name, self.variable):
            raise Mistake(
                glued_message(name, self.variable),
                suggestion=glued_advice(name, self.variable, self._function_names()),
                kind=GluedNameError,
            )

    def _function_names(self) -> list[str]:
        return [*self.vocabulary.functions, *self.vocabulary.aliases, *self.functions, *self.definitions]

    def _unknown(self, name: str) -> Mistake:
        from difflib import get_close_matches

        names = self._function_names()
        close = [f"{c}(...)" for c in get_close_matches(name[:40], names, n=2, cutoff=0.6)]
        close = [f"{name.lower()}(...)"] if name.lower() in names else close
        readings = function_readings(name, names) if len(name) < 40 else []
        meant = [f"{name}*(...)"] if name in GREEK_NAMES else [*close, *readings]
        advice = f"did you mean {' or '.join(dict.fromkeys(meant))}?" if meant else "to multiply, write *"
        return Mistake(f"there is no function {_short(name)}", suggestion=advice, kind=UnknownFunctionError)


_LOOKS_AROUND = FORMAL | MAYBE_FORMAL | frozenset("deDΓ")
_CONSTANTS: dict[str, Symbol] = {"e": E, "pi": PI}
_RAISED = frozenset("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")


def _only_before_brackets(name: str) -> bool:
    """Whether a function's name is a variable unless a bracket follows: gamma, e1, d."""
    return len(name) == 1 or name in GREEK_NAMES or (name[-1].isdigit() and not name.startswith("log"))


def _is_called(pieces: Sequence[str], index: int) -> bool:
    return index + 1 < len(pieces) and pieces[index + 1] in _OPENING


def _is_raised_call(pieces: Sequence[str], index: int) -> bool:
    """f^2(x), f²(x), f^(4)(x): an exponent between the name and its arguments."""
    after = [piece for piece in pieces[index + 1 : index + 8] if piece not in ("{", "}")]
    if after and after[0] in _POWERS:
        after = after[1:]
        if after and after[0] in _OPENING:
            return len(after) > 3 and after[1].isdigit() and after[2] in ")）" and after[3] in _OPENING
        return len(after) > 1 and after[0].isdigit() and after[1] in _OPENING
    return len(after) > 1 and after[0][0] in _RAISED and after[1] in _OPENING


def _names_in_brackets(pieces: Sequence[str], index: int) -> list[str] | None:
    """The names in the brackets that open at a place, if they hold nothing but names."""
    names = []
    for place in range(index, len(pieces), 2):
        name = pieces[place + 1] if place + 1 < len(pieces) else ""
        if pieces[place] not in (_OPENING if place == index else ",，") or not name[:1].isalpha() or name in _CONSTANTS:
            return None
        names.append(plain_name(name))
        if place + 2 < len(pieces) and pieces[place + 2] in ")）":
            return names
    return None


def _neighbours(pieces: Sequence[str], index: int) -> list[str]:
    return [*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2]]


def _cut(word: str, declared: frozenset[str], longest: int) -> list[str]:
    """The word cut into the fewest declared names, or [] if it is not made of them."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        options = [
            [*before, word[start:end]]
            for start in range(max(0, end - longest), end)
            if (before := best[start]) is not None and word[start:end] in declared
        ]
        best.append(min(options, key=len, default=None))
    return best[-1] or []


def _letters(letters: str) -> list[Symbol]:
    """The variables of an index: x, y of f_xy; theta of f_theta."""
    if letters in GREEK_NAMES or any(c.isdigit() or c == "_" for c in letters):
        return [symbol(letters)]
    return [symbol(letter) for letter in letters]


def _order_and_name(above: str) -> tuple[int, str]:
    match = re.fullmatch(r"\s*(?:(?:\^|\*\*)\s*([0-9]+)|([²³⁴⁵⁶⁷⁸⁹]))?\s*(.*)", above, re.DOTALL)
    assert match is not None
    return _order(match[1] or match[2] or "1"), plain_name(match[3])


def _name_and_order(below: str) -> tuple[Symbol, int]:
    match = re.fullmatch(r"(.*?)(?:(?:\^|\*\*)([0-9]+)|([²³⁴⁵⁶⁷⁸⁹]))?", below.strip(), re.DOTALL)
    assert match is not None
    return symbol(plain_name(match[1])), _order(match[2] or match[3] or "1")


def _order(digits: str) -> int:
    value = int(digits[:10].translate(str.maketrans("²³⁴⁵⁶⁷⁸⁹", "23456789")))
    if value > 1_000:
        raise LimitError("derivatives of an order above 1,000 are not worked out")
    return value


def _short(name: str) -> str:
    return visible(name if len(name) <= 30 else name[:27] + "...")

