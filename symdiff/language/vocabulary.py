"""What a parser has to be told: the functions there are, and what the user has defined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..expression import Expression, Symbol
from ..rulefiles.lines import FunctionLine
from .spellings import Choices, Spellings


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The functions that are known by name.

    Attributes:
        functions: for each the least and the most number of arguments (None: any number).
        aliases: other names of functions: arcsin for asin.
        shared: names that mean one function or another by the number of arguments: log(x) is ln, log(x, b) is log.
        lines: what the table says of the functions.
    """

    functions: Mapping[str, tuple[int, int | None]]
    aliases: Mapping[str, str]
    shared: Mapping[str, Choices] = field(default_factory=dict)
    lines: Sequence[FunctionLine] = ()

    @cached_property
    def spellings(self) -> Spellings:
        """The functions by how they are written in a book."""
        return Spellings(self.lines)

    def named(self, name: str, arity: int) -> str | None:
        """The function that a name means with so many arguments; None where there is none."""
        for known in filter(None, (name, self.shared.get(name, {}).get(arity), self.aliases.get(name))):
            least, most = self.functions.get(known, (arity + 1, arity))
            if least <= arity and (most is None or arity <= most):
                return known
        return None

    def counted(self, name: str) -> str:
        """How many arguments a function takes, in words: `2`, `1 to 3`, `1 or more`.

        >>> import symdiff
        >>> symdiff.rules.current().vocabulary.counted("log")
        '1 to 2'
        """
        known = {self.aliases.get(name, name), name, *self.shared.get(name, {}).values()} & self.functions.keys()
        least = min(self.functions[one][0] for one in known)
        mosts = [self.functions[one][1] for one in known]
        if None in mosts:
            return f"{least} or more"
        most = max(most for most in mosts if most is not None)
        return f"{least}" if most == least else f"{least} to {most}"


@dataclass(frozen=True)
class Definition:
    """What the user has defined a name to be: `f(x) = x^2`, or `y = x^2` without parameters.

    Attributes:
        parameters: the names in the brackets.
        body: what the name stands for. Derivatives in it are carried out.
    """

    parameters: tuple[Symbol, ...]
    body: Expression
