"""A function of calculus: one statement of a rule file, read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ..expression import Expression, Symbol, apply, symbol
from ..language import Vocabulary
from ..traversal import free_symbols
from .reader import Piece, Statement, split_at
from .rules import Rule, derivative_of


class FunctionEntry:
    """What the tables say of a function. Its formulas are read when they are first asked for.

    Attributes:
        name: its name in text.
        parameters: the letters that the formulas speak of.
    """

    def __init__(self, statement: Statement, vocabulary: Vocabulary) -> None:
        self.name = statement.name
        self.parameters: tuple[Symbol, ...] = tuple(symbol(p) for p in statement.parameters or ())
        self.piece = statement.head
        if not self.parameters:
            raise statement.head.error("a function needs its arguments: name(u): ...")
        self._vocabulary = vocabulary
        self._clauses = list(statement.clauses())

    def _find(self, keyword: str) -> Piece | None:
        return next((piece for found, piece in self._clauses if found == keyword), None)

    @cached_property
    def _derivatives(self) -> list[tuple[Symbol, Expression, Expression | None]]:
        pieces = [piece for keyword, piece in self._clauses if keyword == "derivative"]
        return [_derivative(piece, self.parameters, self._vocabulary) for piece in pieces]

    @cached_property
    def derivatives(self) -> Mapping[Symbol, Expression]:
        """For each parameter that has one, the partial derivative."""
        return {letter: formula for letter, formula, _ in self._derivatives}

    @cached_property
    def conditions(self) -> Mapping[Symbol, Expression]:
        """For each derivative that exists on less than its formula, where it exists."""
        return {letter: condition for letter, _, condition in self._derivatives if condition is not None}

    @cached_property
    def requirement(self) -> Expression | None:
        """Where the function is defined over the reals, if not everywhere."""
        piece = self._find("where")
        return None if piece is None else piece.parse_condition(self._vocabulary)

    @cached_property
    def definition(self) -> Expression | None:
        """The function in terms of others, if it has such a definition."""
        piece = self._find("defined as")
        return None if piece is None else piece.parse(self._vocabulary)

    @property
    def computed_by(self) -> str:
        """The name of its numerical routine."""
        piece = self._find("computed by")
        return self.name if piece is None else piece.content

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that are read."""
        piece = self._find("also called")
        return () if piece is None else tuple(piece.content.split())

    def read(self) -> None:
        """Read every formula now.

        Raises:
            RuleError: one of them is wrong, or a clause is there twice.
        """
        known: set[str] = set()
        for keyword, piece in self._clauses:
            if keyword in known and keyword != "derivative":
                raise piece.error(f"a second `{keyword}`")
            known.add(keyword)
        for formula in (*self.derivatives.values(), self.requirement, self.definition):
            if formula is not None and not free_symbols(formula) <= frozenset(self.parameters):
                raise self.piece.error(f"{formula}: a letter in it is no argument")

    @property
    def application(self) -> Expression:
        """The function of its parameters."""
        return apply(self.name, self.parameters)

    @cached_property
    def rule(self) -> Rule | None:
        """The chain rule d(f(u, v)) = f_u*d(u) + f_v*d(v); what no derivative is given for stays formal."""
        if not self.derivatives:
            return None
        total: Expression | None = None
        for place, letter in enumerate(self.parameters):
            partial = self.derivatives.get(letter)
            if partial is None:
                partial = apply(formal_partial(self.name, place, len(self.parameters)), self.parameters)
            term = apply("*", (partial, derivative_of(letter)))
            total = term if total is None else apply("+", (total, term))
        assert total is not None
        conditions = [*self.conditions.values()]
        condition = conditions[0] if conditions else None
        name = self.name if len(self.parameters) == 1 else f"{self.name}_{len(self.parameters)}"
        return Rule(name, self.application, total, frozenset(), condition, condition is self.requirement, self.piece)


def formal_partial(name: str, place: int, arity: int) -> str:
    """The name of a function's derivative by one of its arguments: f' for one argument, else D_1 f.

    >>> formal_partial("f'", 0, 1), formal_partial("D_2 f", 0, 2)
    ("f''", 'D_1 D_2 f')
    """
    if arity == 1:
        return name + "'"
    *places, base = name.split(" ")
    indices = sorted([*(int(p[2:]) for p in places), place + 1])
    return " ".join([*(f"D_{i}" for i in indices), base])


def _derivative(
    piece: Piece, parameters: tuple[Symbol, ...], vocabulary: Vocabulary
) -> tuple[Symbol, Expression, Expression | None]:
    body, condition = split_at(piece, "where")
    letter = parameters[0]
    if body.content.startswith("by "):
        word = body.content.split()[1]
        letter = symbol(word)
        if letter not in parameters:
            raise body.error(f"{word} is no argument here", 3)
        start = body.content.index(word, 3) + len(word)
        body = body.part(start, len(body.content))
    elif len(parameters) > 1:
        raise body.error("a function of several arguments: `derivative by LETTER ...`")
    return letter, body.parse(vocabulary), None if condition is None else condition.parse_condition(vocabulary)
