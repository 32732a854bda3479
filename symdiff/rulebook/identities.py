"""The identities of simplification.rules: read, checked and indexed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from ..expression import ZERO, Apply, Expression, Number, Symbol, symbol
from ..language import Vocabulary
from ..resources import grammar_text
from ..rulefiles.reader import Passage, Statement, split_at, statements
from ..traversal import postorder
from .formulas import read_condition, read_formula
from .rules import letters_of

FILE, FORMS_FILE = "simplification.rules", "forms.rules"
KIND = re.compile(r"(\w+)\s+is\s+(even|odd|a\s+number)\Z")
U, V = symbol("u"), symbol("v")  # the letters of an addition formula
OPERATORS = frozenset(("+", "-", "*", "/", "^", "neg"))


@dataclass(frozen=True, eq=False)
class Identity:
    """`left = right where condition`.

    Attributes:
        name: what the identity is called in the steps of a simplification.
        left, right: its two sides; the left one may be written as the right one.
        kinds: what number a letter must be: "even", "odd" or "number".
        conditions: comparisons that must hold.
    """

    name: str
    left: Expression
    right: Expression
    kinds: tuple[tuple[Symbol, str], ...] = ()
    conditions: tuple[Apply, ...] = ()
    passage: Passage | None = field(default=None, repr=False)

    @cached_property
    def letters(self) -> tuple[Symbol, ...]:
        """The letters of the left side."""
        return letters_of(self.left)

    @property
    def is_conditional(self) -> bool:
        """Whether it holds for some letters only."""
        return bool(self.kinds or self.conditions)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions that must stand in an expression for the left side to match."""
        nodes = postorder((self.left,))
        return frozenset(n.function for n in nodes if type(n) is Apply and n.function not in OPERATORS)

    @cached_property
    def squares(self) -> dict[str, Expression] | None:
        """For a relation between squares of two functions of u: nothing but those, else None."""
        names = [n for n in postorder((self.left,)) if type(n) is Apply and n.function == "^"]
        if len(self.letters) != 1 or not names or self.left.function not in ("+", "-"):  # type: ignore[attr-defined]
            return None
        return {n.arguments[0].function: n for n in names}  # type: ignore[attr-defined]

    def __str__(self) -> str:
        words = [f"{letter} is {'a number' if kind == 'number' else kind}" for letter, kind in self.kinds]
        words += map(str, self.conditions)
        return f"{self.left} = {self.right}" + (f"   where {' and '.join(words)}" if words else "")


def load_identities(file: str, text: str, vocabulary: Vocabulary) -> tuple[Identity, ...]:
    """The identities of a rule file.

    Raises:
        RuleError: a statement is wrong, stands there twice, or has a letter on the right that the left lacks.
    """
    found: dict[str, Identity] = {}
    for statement in statements(file, text):
        if statement.name in found:
            raise statement.head.error(f"{statement.name} is there already")
        identity = _read(statement, vocabulary)
        _refuse_hidden(identity, statement, found.values())
        found[statement.name] = identity
    return tuple(found.values())


def _read(statement: Statement, vocabulary: Vocabulary) -> Identity:
    if statement.parameters is not None:
        raise statement.head.error("expected `name: left = right`")
    equation, condition = split_at(statement.body, "where")
    left, right = split_at(equation, "=")
    if right is None:
        raise statement.body.error("expected left = right")
    pattern, replacement = read_formula(left, vocabulary), read_formula(right, vocabulary)
    if not isinstance(pattern, Apply):
        raise left.error("the left side is a letter: it would match everything")
    kinds, conditions = _conditions(condition, vocabulary)
    identity = Identity(statement.name, pattern, replacement, kinds, conditions, statement.head)
    for place, node in ((right, replacement), *((condition, c) for c in conditions)):
        assert place is not None
        for letter in letters_of(node):
            if letter not in identity.letters:
                raise place.error(f"{letter} does not stand on the left")
    for letter, _ in kinds:
        if letter not in identity.letters and condition is not None:
            raise condition.error(f"{letter} does not stand on the left")
    return identity


def _conditions(
    passage: Passage | None, vocabulary: Vocabulary
) -> tuple[tuple[tuple[Symbol, str], ...], tuple[Apply, ...]]:
    kinds: list[tuple[Symbol, str]] = []
    comparisons: list[Apply] = []
    start = 0
    for part in re.split(r"(\band\b)", passage.content) if passage is not None else ():
        if part != "and" and passage is not None:
            kind = KIND.match(part.strip())
            if kind is not None:
                kinds.append((symbol(kind.group(1)), kind.group(2).split()[-1]))
            else:
                comparison = read_condition(passage.part(start, start + len(part)), vocabulary)
                assert isinstance(comparison, Apply)
                comparisons.append(comparison)
        start += len(part)
    return tuple(kinds), tuple(comparisons)


def _refuse_hidden(identity: Identity, statement: Statement, earlier: Iterable[Identity]) -> None:
    for other in earlier:
        if other.left is identity.left and not other.kinds and not other.conditions:
            raise statement.head.error(f"never reached: {other.name} has the same left side")


@cache
def standard_identities() -> tuple[Identity, ...]:
    """The identities that come with the package."""
    return _in_file(FILE)


@cache
def product_to_sum() -> tuple[Identity, ...]:
    """The identities that write products of sines and cosines as sums."""
    return _in_file(FORMS_FILE)


def _in_file(name: str) -> tuple[Identity, ...]:
    from . import standard

    return load_identities(name, grammar_text(name), standard().vocabulary)


@cache
def compositions(*, except_at_zero: bool = False) -> dict[tuple[str, str], Identity]:
    """The identities f(g(u)) = E that need no condition, by the names of f and g.

    Args:
        except_at_zero: those that hold for u != 0 as well.
    """
    found: dict[tuple[str, str], Identity] = {}
    for identity in standard_identities():
        match identity.left:
            case Apply(function=outer, arguments=(Apply(function=inner, arguments=(Symbol() as letter,)),)):
                allowed = {(), (Apply("!=", (letter, ZERO)),)} if except_at_zero else {()}
                if not identity.kinds and identity.conditions in allowed:
                    found[outer, inner] = identity
    return found


@cache
def additions() -> dict[str, Expression]:
    """What a function of u + v is by the functions of u and of v, by its name."""
    found: dict[str, Expression] = {}
    for identity in standard_identities():
        match identity.right:
            case Apply(function=name, arguments=(Apply(function="+", arguments=letters),)):
                if letters == (U, V) and not identity.is_conditional:
                    found[name] = identity.left
    return found


class SquareOf(NamedTuple):
    """The square of a function: constant + factor*other^2."""

    other: str
    constant: int
    factor: int


@cache
def relations() -> dict[str, SquareOf]:
    """The squares of functions that are one plus or minus another square, by the function."""
    found: dict[str, SquareOf] = {}
    for identity in standard_identities():
        names = identity.squares
        if names is None:
            continue
        equation = _linear_in_squares(identity)
        if equation is None:
            continue
        (f, p), (g, q), constant = equation  # p*f^2 + q*g^2 = constant, with p and q 1 or -1
        found[f] = SquareOf(g, constant * p, -q * p)
        found[g] = SquareOf(f, constant * q, -p * q)
    return found


def _linear_in_squares(identity: Identity) -> tuple[tuple[str, int], tuple[str, int], int] | None:
    from ..tidying.parts import split
    from ..tidying.sums import signed_terms

    squares: dict[str, int] = {}
    constant = 0
    for side, sign in ((identity.left, 1), (identity.right, -1)):
        for term in signed_terms(side):
            coefficient, _, above, below = split(term)
            if below or len(above) > 1 or coefficient not in (1, -1):
                return None
            if not above:
                constant -= sign * int(coefficient)
                continue
            square = above[0]
            if type(square) is not Apply or square.function != "^" or square.arguments[1] is not Number(2):
                return None
            inner = square.arguments[0]
            if type(inner) is not Apply or inner.arguments != identity.letters:
                return None
            squares[inner.function] = squares.get(inner.function, 0) + sign * int(coefficient)
    if len(squares) != 2 or not constant:
        return None
    first, second = squares.items()
    return first, second, constant
