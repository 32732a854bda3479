"""What the user of a session has defined, and formulas read with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..calculus.forward import carry_out
from ..errors import SymdiffError
from ..expression import Expression, Symbol
from ..interface.existence import check_existence
from ..interface.reading import Way, choose_variable, understood, variable, variables
from ..language import Definition, glued, is_name, looks_like_latex
from ..language.variable_names import PRIMES, is_word
from ..rulebook import current
from ..traversal import substitute
from .primes import set_apart, written_out

ANSWER = "ans"


class Workspace:
    """Names with their meaning: functions, formulas and numbers.

    A number stays a symbol until derivatives are carried out: after x = 3, d/dx (x^2) is 6.

    >>> workspace = Workspace()
    >>> for definition in (("f", ["t"], "t^2"), ("y", [], "x^3"), ("a", [], "2")):
    ...     workspace.define(*definition)
    >>> print(workspace.formula("a f'(5)"), workspace.formula("dy/dx"), sep=", ")
    2*(2*5), 3*x^2
    """

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = {}
        self._used: dict[str, None] = {}
        self.notes: list[str] = []

    def copy(self) -> Workspace:
        """Another one with the same definitions."""
        other = Workspace()
        other.definitions, other._used, other.notes = dict(self.definitions), dict(self._used), self.notes
        return other

    @property
    def numbers(self) -> dict[str, Expression]:
        """The names that stand for a number."""
        found = {name: d.body for name, d in self.definitions.items() if not d.parameters}
        return {name: body for name, body in found.items() if not body.free_symbols}

    def formula(self, text: str, variables: Iterable[str] = ()) -> Expression:
        """The formula that a text means, with everything put in that was defined.

        Args:
            text: what was typed.
            variables: names that stay symbols, whatever they were defined to be.
        """
        return self.valued(self.symbolic(text, variables), variables)

    def symbolic(self, text: str, variables: Iterable[str] = ()) -> Expression:
        """The formula that a text means, in which numbers still have their names."""
        kept = {*self.numbers, *variables}
        known = {name: definition for name, definition in self.definitions.items() if name not in kept}
        names = kept.union(self._used).difference(known)
        how = "latex" if looks_like_latex(text) else "text"
        if how == "text" and any(prime in text for prime in PRIMES):
            text = self._with_primes(text, variables)
        found = understood(text, how, symbols=sorted(names), definitions=known, declaring="")
        if found.note:
            self.notes.append(found.note)
        expression = carry_out(found.expression, symbols=names)
        # Names are declared by use: after x and y, xy is a product.
        self._used.update(dict.fromkeys(s.name for s in expression.free_symbols if not is_word(s.name)))
        return expression

    def _with_primes(self, text: str, variables: Iterable[str]) -> str:
        """(x^2)' and uv' in the notation that is read."""
        first = next(iter(variables), "")

        def variable_of(inside: str) -> str:
            return first or choose_variable(self.symbolic(inside).free_symbols, "").name

        def is_function(name: str) -> bool:
            definition = self.definitions.get(name)
            return bool(definition.parameters) if definition else name in current().vocabulary.functions

        return written_out(set_apart(text, self.definitions), variable_of, is_function)

    def valued(self, expression: Expression, variables: Iterable[str] = ()) -> Expression:
        """The expression with the numbers put in for their names."""
        kept = frozenset(variables)
        return substitute(expression, {Symbol(name): body for name, body in self.numbers.items() if name not in kept})

    def function(self, text: str, names: Sequence[str], way: str) -> tuple[Expression, list[Symbol]]:
        """A formula to be differentiated, and by what: the names, or the only symbol that has no value.

        Raises:
            SymdiffError: it is not clear which variable is meant; the message says how to name it.
        """
        expression = self.symbolic(text, names)
        known = {*self.numbers, *self.definitions, *self._used}
        free = expression.free_symbols
        given = names or [choose_variable(free.difference(map(Symbol, self.numbers)) or free, way).name]
        if not names and any(glued(s.name, given[0]) for s in expression.free_symbols if s.name not in known):
            expression = self.symbolic(text, given)
        check_existence(self.valued(expression))
        chosen = variables(expression, given, known, Way(way))
        return self.valued(expression, [symbol.name for symbol in chosen]), chosen

    def define(self, name: str, parameters: Sequence[str], text: str) -> None:
        """Give a name a meaning.

        Raises:
            SymdiffError: the name has one that cannot be changed, or a parameter is not a name.
        """
        if name == ANSWER or not is_name(name) or name in current().vocabulary.functions:
            raise SymdiffError(f"{name} has a meaning already and cannot be defined")
        letters = tuple(map(variable, parameters))
        self.definitions[name] = Definition(letters, self.formula(text, [letter.name for letter in letters]))

    def remember(self, answer: Expression) -> None:
        """Make an expression the last answer."""
        self.definitions[ANSWER] = Definition((), answer)

    def told(self) -> list[str]:
        """How formulas were read since it was last asked, where that is not what was typed."""
        notes, self.notes = list(dict.fromkeys(self.notes)), []
        return notes

    def forget(self, names: Iterable[str]) -> None:
        """Take the meaning of names away.

        Raises:
            SymdiffError: one of them has none.
        """
        for name in names:
            if self.definitions.pop(name, None) is None:
                raise SymdiffError(f"{name} is not defined")
