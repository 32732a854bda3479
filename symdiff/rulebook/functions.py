"""A function of calculus: one statement of a rule file, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..expression import Expression, Symbol, apply, symbol
from ..language import Vocabulary
from .reader import Piece, Statement, split_at
from .rules import Rule, derivative_of


@dataclass(frozen=True, eq=False)
class FunctionEntry:
    """What the tables say of a function.

    Attributes:
        name: its name in text.
        parameters: the letters that the other entries speak of.
        derivatives: for each parameter that has one, the partial derivative.
        conditions: for each derivative that exists on less than its formula, where it exists.
        requirement: where the function is defined over the reals, if not everywhere.
        definition: the function in terms of others, if it has such a definition.
        computed_by: the name of its numerical routine.
        written: its command in TeX, if that is not its name.
        aliases: other names that are read.
    """

    name: str
    parameters: tuple[Symbol, ...]
    derivatives: Mapping[Symbol, Expression] = field(default_factory=dict)
    conditions: Mapping[Symbol, Expression] = field(default_factory=dict)
    requirement: Expression | None = None
    definition: Expression | None = None
    computed_by: str = ""
    written: str | None = None
    aliases: tuple[str, ...] = ()
    piece: Piece | None = field(default=None, repr=False)

    @property
    def application(self) -> Expression:
        """The function of its parameters."""
        return apply(self.name, self.parameters)

    def chain_rule(self) -> Rule | None:
        """The rule d(f(u, v)) = f_u*d(u) + f_v*d(v); what no derivative is given for stays formal."""
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


def read_function(statement: Statement, vocabulary: Vocabulary) -> FunctionEntry:
    """The entry that a statement of a rule file makes.

    Raises:
        RuleError: a clause is wrong; the message names file, line and column.
    """
    parameters = tuple(symbol(p) for p in statement.parameters or ())
    if not parameters:
        raise statement.head.error("a function needs its arguments: name(u): ...")
    entry: dict[str, object] = {}
    derivatives: dict[Symbol, Expression] = {}
    conditions: dict[Symbol, Expression] = {}
    for keyword, piece in statement.clauses():
        if keyword == "derivative":
            letter, formula, condition = _derivative(piece, parameters, vocabulary)
            derivatives[letter] = formula
            if condition is not None:
                conditions[letter] = condition
        elif keyword == "where":
            entry["requirement"] = piece.parse_condition(vocabulary)
        elif keyword == "defined as":
            entry["definition"] = piece.parse(vocabulary)
        elif keyword == "computed by":
            entry["computed_by"] = piece.content
        elif keyword == "written":
            entry["written"] = piece.content
        else:
            entry["aliases"] = tuple(piece.content.split())
    entry.setdefault("computed_by", statement.name)
    return FunctionEntry(statement.name, parameters, derivatives, conditions, piece=statement.head, **entry)  # type: ignore[arg-type]


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

