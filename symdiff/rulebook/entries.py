"""A function of calculus: one statement of a rule file, read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, reduce

from ..expression import Apply, Expression, Symbol, apply, symbol
from ..language import Vocabulary
from ..rulefiles.lines import FunctionLine
from ..rulefiles.reader import Passage, Statement, split_at
from ..traversal import free_symbols
from .formulas import read_condition, read_formula
from .rules import Rule, derivative_of

VALUE = symbol("y")  # stands for the value of the function in `range`
DIGITS = symbol("digits")  # stands in `computed within` for the digits that are computed with


class FunctionEntry(FunctionLine):
    """What the tables say of a function. Its formulas are read when they are first asked for.

    Attributes:
        parameters: the letters that the formulas speak of.
    """

    def __init__(self, statement: Statement, vocabulary: Vocabulary) -> None:
        super().__init__(statement)
        self.parameters: tuple[Symbol, ...] = tuple(map(symbol, self.letters))
        self._vocabulary = vocabulary

    @cached_property
    def _derivatives(self) -> list[tuple[Symbol, Expression, Expression | None]]:
        return [_derivative(p, self.parameters, self._vocabulary) for p in self.find_all("derivative")]

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
        return self._condition("where")

    @cached_property
    def bounds(self) -> Expression | None:
        """For which arguments its routine is called, if not for all of them."""
        return self._condition("computed within")

    @cached_property
    def range(self) -> Expression | None:
        """What every value satisfies, as a condition on VALUE, if the table says so."""
        return self._condition("range")

    def _condition(self, keyword: str) -> Expression | None:
        passage = self.find(keyword)
        return None if passage is None else read_condition(passage, self._vocabulary)

    @cached_property
    def definition(self) -> Expression | None:
        """The function in terms of others, if it has such a definition."""
        return self._formula("defined as")

    @cached_property
    def equal(self) -> tuple[Expression, Expression | None] | None:
        """What proofs take the function for, and where it is that."""
        passage = self.find("equals")
        if passage is None:
            return None
        body, condition = split_at(passage, "where")
        where = None if condition is None else read_condition(condition, self._vocabulary)
        return read_formula(body, self._vocabulary), where

    @cached_property
    def pieces(self) -> Expression | None:
        """The function by pieces, as proofs take it apart, if the table says so."""
        return self._formula("in pieces")

    @cached_property
    def _next(self) -> tuple[Symbol, Expression] | None:
        passage = self.find("next")
        if passage is None:
            return None
        letter, body = _by_letter(passage, self.parameters, "next")
        return letter, read_formula(body, self._vocabulary)

    @property
    def next(self) -> Expression | None:
        """f(u + 1) in terms of f(u), if the table says so; for a letter that it names."""
        return None if self._next is None else self._next[1]

    @property
    def next_place(self) -> int:
        """Which argument `next` is about."""
        return 0 if self._next is None else self.parameters.index(self._next[0])

    @cached_property
    def reflected(self) -> Expression | None:
        """f(1 - u) in terms of f(u), if the table says so."""
        return self._formula("reflected")

    @cached_property
    def doubled(self) -> Expression | None:
        """f(2*u) in terms of f at other places, if the table says so."""
        return self._formula("doubled")

    def _formula(self, keyword: str) -> Expression | None:
        passage = self.find(keyword)
        return None if passage is None else read_formula(passage, self._vocabulary)

    @cached_property
    def values(self) -> Mapping[Expression, Expression]:
        """Exact values: applications of the function to constants (and letters), and what they are."""
        return dict(_equation(passage, self._vocabulary) for passage in self.find_all("value"))

    def read(self) -> None:
        """Read every formula now.

        Raises:
            RuleError: one of them is wrong, or a clause is there twice.
        """
        known: set[str] = set()
        for keyword, passage in self.clauses:
            if keyword in known and keyword not in ("derivative", "value"):
                raise passage.error(f"a second `{keyword}`")
            known.add(keyword)
        own = frozenset(self.parameters)
        formulas = *self.derivatives.values(), self.requirement, self.definition, self.pieces, self.next
        formulas += self.reflected, self.doubled, *(self.equal or ()), *self.values.values()
        checked: list[tuple[Expression | None, frozenset[Symbol]]] = [(formula, own) for formula in formulas]
        checked += [(self.range, frozenset((VALUE,))), (self.bounds, own | {DIGITS})]
        for formula, letters in checked:
            if formula is not None and not free_symbols(formula) <= letters:
                raise self.passage.error(f"{formula}: a letter in it is no argument")
        for call in self.values:
            if not isinstance(call, Apply) or call.function != self.name or not free_symbols(call) <= own:
                raise self.passage.error(f"a value is an equation {self.name}(constant or letter, ...) = formula")
        if self.form is None and self.is_bare:
            raise self.passage.error("`bare` is of a function that is `written` somehow")
        if self.effort is not None and self.effort < 1:
            raise self.passage.error("an effort is at least 1")

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
        name = self.name if len(self.parameters) == 1 else f"{self.name}_{len(self.parameters)}"
        return Rule(
            name, self.application, total, condition=self._condition_apart, effort=self.effort, passage=self.passage
        )

    @property
    def _condition_apart(self) -> Expression | None:
        """Where the derivatives exist, where that is not just where the function does."""
        apart = [c for c in dict.fromkeys(self.conditions.values()) if c is not self.requirement]
        return None if not apart else reduce(lambda a, b: apply("and", (a, b)), apart)


def formal_partial(name: str, place: int, arity: int) -> str:
    """The name of a function's derivative by one of its arguments: f' for one argument, else D_1 f.

    Args:
        name: the function, or a derivative of it.
        place: which argument, counted from 0.
        arity: how many arguments there are.

    Returns:
        The name of the derivative.

    >>> formal_partial("f'", 0, 1), formal_partial("D_2 g", 0, 2)
    ("f''", 'D_1 D_2 g')
    """
    if arity == 1:
        return name + "'"
    base, places = _written_places(name)
    indices = sorted([*places, place + 1])
    return " ".join([*(f"D_{i}" for i in indices), base])


def formal_parts(function: str) -> tuple[str, list[int]]:
    """The function of which a formal derivative is written, and by which arguments.

    >>> formal_parts("f''"), formal_parts("D_1 D_2 f")
    (('f', [0, 0]), ('f', [0, 1]))
    """
    base = function.rstrip("'")
    name, places = _written_places(base)
    return name, [place - 1 for place in places] or [0] * (len(function) - len(base))


def _written_places(name: str) -> tuple[str, list[int]]:
    """The function behind D_1 D_2, and these places; a name that was not read from a text may hold other spaces."""
    places = re.match(r"(?:D_[0-9]+ )*", name)
    assert places is not None
    return name[places.end() :], [int(place[2:]) for place in places[0].split()]


def _equation(passage: Passage, vocabulary: Vocabulary) -> tuple[Expression, Expression]:
    left, right = split_at(passage, "=")
    if right is None:
        raise passage.error("expected f(constant) = constant")
    return read_formula(left, vocabulary), read_formula(right, vocabulary)


def _derivative(
    passage: Passage, parameters: tuple[Symbol, ...], vocabulary: Vocabulary
) -> tuple[Symbol, Expression, Expression | None]:
    body, condition = split_at(passage, "where")
    letter, body = _by_letter(body, parameters, "derivative")
    return letter, read_formula(body, vocabulary), None if condition is None else read_condition(condition, vocabulary)


def _by_letter(body: Passage, parameters: tuple[Symbol, ...], keyword: str) -> tuple[Symbol, Passage]:
    """The letter that a clause is about, `by LETTER` where there are several, and the rest of it."""
    if not body.content.startswith("by "):
        if len(parameters) > 1:
            raise body.error(f"a function of several arguments: `{keyword} by LETTER ...`")
        return parameters[0], body
    word = body.content.split()[1]
    letter = symbol(word)
    if letter not in parameters:
        raise body.error(f"{word} is no argument here", 3)
    start = body.content.index(word, 3) + len(word)
    return letter, body.part(start, len(body.content))
