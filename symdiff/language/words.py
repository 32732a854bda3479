"""What a word means where it stands: a function, a constant, a variable, a derivative, or a mistake."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import GluedNameError, LimitError
from ..expression import symbol
from .heads import Formal
from .lexicon import FORMAL, MAYBE_FORMAL, Lexicon, defined, shortened
from .mistakes import Mistake
from .names import (
    CONSTANTS,
    GREEK_NAMES,
    LONGEST_NAME,
    PRIMES,
    glued,
    glued_advice,
    glued_message,
    is_word,
    plain_name,
    stem,
)
from .notations import Sorted, operator, partial_of_definition, primed
from .surroundings import (
    has_several_arguments,
    is_called,
    is_called_with_exponent,
    is_raised,
    names_in_brackets,
    neighbours,
)

KEYWORDS = {"and": "AND", "or": "OR", "where": "WHERE"}

_NOT_NUMBERS = frozenset(("nan", "inf", "infinity", "oo"))
_LOOKS_AROUND = FORMAL | MAYBE_FORMAL | frozenset("deDΓγ")


def sort(lexicon: Lexicon, word: str, pieces: Sequence[str], index: int) -> Sorted:
    """The terminal and the value of the word at a place among the pieces of a text.

    Raises:
        Mistake: the word cannot stand there.
        LimitError: it is too long.
    """
    if len(word) > LONGEST_NAME:
        raise LimitError(f"a name of {len(word):,} characters: at most {LONGEST_NAME:,} are read")
    typed = word.rstrip(PRIMES)
    name = plain_name(typed)
    called = is_called(pieces, index)
    if typed != word:
        return primed(lexicon, typed, sum(2 if c == "″" else 1 for c in word[len(typed) :]), called)
    if name in lexicon.symbols:
        return "NAME", symbol(name)
    if name in lexicon.definitions:
        return _defined(lexicon, name, called or is_called_with_exponent(pieces, index))
    if called and (found := operator(lexicon, name, pieces, index)):
        return found
    return _function(lexicon, name, typed, pieces, index) or _name(lexicon, name, typed, pieces, index)


def is_free_of_context(lexicon: Lexicon, word: str, terminal: str) -> bool:
    """Whether a word was sorted without a look at what stands beside it."""
    if terminal == "FUNCTION":
        return lexicon.is_function(word) and word not in lexicon.definitions
    if terminal != "NAME" or word[-1] in PRIMES:
        return terminal in ("AND", "OR", "WHERE")
    if word in lexicon.symbols or word == "pi":
        return True
    calls = word in lexicon.functions or (word in lexicon.definitions and bool(lexicon.definitions[word].parameters))
    return len(word) == 1 and word not in _LOOKS_AROUND and not calls


def _defined(lexicon: Lexicon, name: str, called: bool) -> Sorted:
    definition = lexicon.definitions[name]
    if not definition.parameters:
        return "NAME", definition.body
    if not called:
        letters = ", ".join(p.name for p in definition.parameters)
        raise Mistake(f"{name} is a function: it needs arguments", suggestion=f"write {name}({letters})")
    return "FUNCTION", defined(name, definition)


def _function(lexicon: Lexicon, name: str, typed: str, pieces: Sequence[str], index: int) -> Sorted | None:
    if name in KEYWORDS:
        return KEYWORDS[name], name
    called = is_called(pieces, index)
    if name in lexicon.functions or name in FORMAL:
        calls = called or is_called_with_exponent(pieces, index)
        return ("FUNCTION", Formal(name, 1, None)) if calls else None
    if name in MAYBE_FORMAL:
        names = names_in_brackets(pieces, index) if called else None
        return ("FUNCTION", Formal(name, 1, None)) if names and name not in names else None
    if called and not typed.isascii() and (letter := lexicon.letter(typed)):
        # γ(x + 1) is a product: the incomplete function has two arguments.
        fits = letter.least == 1 or has_several_arguments(pieces, index)
        return ("FUNCTION", letter) if fits else None
    head = lexicon.known(name) if typed.isascii() else None
    if head is not None:
        return ("FUNCTION", head) if called or not lexicon.only_before_brackets(name) else None
    base, _, index_ = name.partition("_")
    indexed = lexicon.indexed(base, index_) if index_ else None
    return None if indexed is None else ("FUNCTION", indexed)


def _name(lexicon: Lexicon, name: str, typed: str, pieces: Sequence[str], index: int) -> Sorted:
    if name in CONSTANTS:
        return "EXPONENTIAL" if name == "e" and is_raised(pieces, index) else "NAME", CONSTANTS[name]
    partial = partial_of_definition(lexicon, name)
    if partial is not None:
        return partial
    called = is_called(pieces, index)
    if is_word(name) or (called and stem(name) in GREEK_NAMES and name == typed):
        _check_word(lexicon, name, pieces, index)
    return "NAME", symbol(name)


def _check_word(lexicon: Lexicon, name: str, pieces: Sequence[str], index: int) -> None:
    """Refuse a word that seems to be something else than one name."""
    if is_called(pieces, index):
        raise lexicon.unknown(name)
    if name.lower() in _NOT_NUMBERS:
        raise Mistake(f"{name} is not a number", suggestion="a formula has no infinite or undefined values")
    if "_" in name or lexicon.spelled:
        return
    for other in neighbours(pieces, index):
        applied = index > 0 and pieces[index - 1] is other and lexicon.known(other) is not None
        if other[0].isalpha() and other not in KEYWORDS and not applied:
            raise Mistake(
                f"the words {shortened(name)} and {shortened(other)} stand side by side",
                suggestion=f"if '{shortened(name)}' is a name, write the product with *",
            )
    if lexicon.variable is not None and glued(name, lexicon.variable):
        raise Mistake(
            glued_message(name, lexicon.variable),
            suggestion=glued_advice(name, lexicon.variable, lexicon.function_names()),
            kind=GluedNameError,
        )
