"""What a word means where it stands: a function, a constant, a variable, a derivative, or a mistake."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import LimitError
from ..expression import symbol
from .callees import FormalCallee
from .cutting import BRACKET, NOTHING, OPERAND, POWER
from .derivative_notations import Sorted, operator, partial_of_definition, primed
from .misreadings import Misreading
from .scope import FORMAL, KEYWORDS, MAYBE_FORMAL, NOT_NUMBERS, Scope, defined, shortened
from .surroundings import (
    RAISED,
    behind,
    behind_order,
    ends_factor,
    has_several_arguments,
    is_called,
    is_called_with_exponent,
    is_raised,
    names_in_brackets,
    neighbours,
)
from .variable_names import (
    CONSTANTS,
    GREEK_NAMES,
    LONGEST_NAME,
    PRIMES,
    glued,
    is_word,
    plain_name,
    stem,
)

_LOOKS_AROUND = FORMAL | MAYBE_FORMAL | frozenset("deDΓγ")


def sort(scope: Scope, word: str, pieces: Sequence[str], index: int) -> Sorted:
    """The terminal and the value of the word at a place among the pieces of a text.

    Raises:
        Misreading: the word cannot stand there.
        LimitError: it is too long.
    """
    if len(word) > LONGEST_NAME:
        raise LimitError(f"a name of {len(word):,} characters: at most {LONGEST_NAME:,} are read")
    typed = word.rstrip(PRIMES)
    name = plain_name(typed)
    called = is_called(pieces, index)
    if typed != word:
        return primed(scope, typed, sum(2 if c == "″" else 1 for c in word[len(typed) :]), called)
    if name in scope.symbols:
        return "NAME", symbol(name)
    if name in ("d", "D") or name.startswith("D_"):
        _check_differential(scope, name, pieces, index)
    if name in scope.definitions:
        return _defined(scope, name, called or is_called_with_exponent(pieces, index))
    if called and (found := operator(scope, name, pieces, index)):
        return found
    return _function(scope, name, typed, pieces, index) or _name(scope, name, typed, pieces, index)


def is_free_of_context(scope: Scope, word: str, terminal: str) -> bool:
    """Whether a word was sorted without a look at what stands beside it."""
    if terminal == "FUNCTION":
        return scope.is_function(word) and word not in scope.definitions
    if terminal != "NAME" or word[-1] in PRIMES:
        return terminal in ("AND", "OR", "WHERE")
    if word in scope.symbols or word == "pi":
        return True
    calls = word in scope.functions or (word in scope.definitions and bool(scope.definitions[word].parameters))
    return len(word) == 1 and word not in _LOOKS_AROUND and not calls


def _defined(scope: Scope, name: str, called: bool) -> Sorted:
    definition = scope.definitions[name]
    if not definition.parameters:
        return "NAME", definition.body
    if not called:
        letters = ", ".join(p.name for p in definition.parameters)
        raise Misreading(f"{name} is a function: it needs arguments", suggestion=f"write {name}({letters})")
    return "FUNCTION", defined(name, definition)


def _function(scope: Scope, name: str, typed: str, pieces: Sequence[str], index: int) -> Sorted | None:
    if name in KEYWORDS:
        return KEYWORDS[name], name
    called = is_called(pieces, index)
    if name in scope.functions or name in FORMAL:
        calls = called or is_called_with_exponent(pieces, index)
        return ("FUNCTION", FormalCallee(name, 1, None)) if calls else None
    if name in MAYBE_FORMAL:
        place = index if called else behind_order(pieces, index)
        names = names_in_brackets(pieces, place) if place or called else None
        return ("FUNCTION", FormalCallee(name, 1, None)) if names and name not in names else None
    if called and not typed.isascii() and (letter := scope.letter(typed)):
        # γ(x + 1) is a product: the incomplete function has two arguments.
        fits = letter.least == 1 or has_several_arguments(pieces, index)
        return ("FUNCTION", letter) if fits else None
    head = scope.known(name) if typed.isascii() else None
    if head is not None:
        return ("FUNCTION", head) if called or not scope.only_before_brackets(name) else None
    base, _, index_ = name.partition("_")
    indexed = scope.indexed(base, index_) if index_ else None
    return None if indexed is None else ("FUNCTION", indexed)


def _name(scope: Scope, name: str, typed: str, pieces: Sequence[str], index: int) -> Sorted:
    if name in CONSTANTS:
        return "EXPONENTIAL" if name == "e" and is_raised(pieces, index) else "NAME", CONSTANTS[name]
    partial = partial_of_definition(scope, name)
    if partial is not None:
        return partial
    called = is_called(pieces, index)
    if is_word(name) or (called and stem(name) in GREEK_NAMES and name == typed):
        _check_word(scope, name, pieces, index)
    if scope.variable is not None and not scope.spelled and glued(name, scope.variable, scope.variable in pieces):
        raise scope.glued(name, scope.variable, behind(pieces, index))
    return "NAME", symbol(name)


def _check_differential(scope: Scope, name: str, pieces: Sequence[str], index: int) -> None:
    """Refuse a d or D that is applied to something as a product: d(x^3), D x^3, D_x f(x)."""
    if scope.spelled or name in scope.definitions or name in scope.functions:
        return
    follows = behind(pieces, index)
    if follows == POWER and name != "d" and not is_called_with_exponent(pieces, index):
        exponent = index + (1 if pieces[index + 1][0] in RAISED else 2)
        follows = behind(pieces, exponent) if pieces[exponent : exponent + 1] != ["("] else NOTHING
    if follows == OPERAND and (pieces[index + 1] in KEYWORDS or pieces[index + 1] == "|"):
        return  # d where, D or, |d|
    if follows == OPERAND or (follows == BRACKET and name == "d"):
        by = name.partition("_")[2] or "x"
        raise Misreading(
            f"{name} in front of something could be a derivative, a differential or a factor",
            suggestion=f"write d/d{by} (...) for the derivative, {name}*(...) for the product",
        )


def _check_word(scope: Scope, name: str, pieces: Sequence[str], index: int) -> None:
    """Refuse a word that seems to be something else than one name."""
    if is_called(pieces, index):
        raise scope.unknown(name)
    if name.lower() in NOT_NUMBERS:
        raise Misreading(f"{name} is not a number", suggestion="a formula has no infinite or undefined values")
    if "_" in name or scope.spelled:
        return
    if ends_factor(pieces, index):
        raise Misreading(
            f"the word {shortened(name)} stands behind a factor",
            suggestion=f"if '{shortened(name)}' is a name, write the product with *",
        )
    for other in neighbours(pieces, index):
        applied = index > 0 and pieces[index - 1] is other and scope.known(other) is not None
        if other[0].isalpha() and other not in KEYWORDS and not applied:
            raise Misreading(
                f"the words {shortened(name)} and {shortened(other)} stand side by side",
                suggestion=f"if '{shortened(name)}' is a name, write the product with *",
            )
