"""What a parser has to be told: the functions there are, and what the user has defined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..expression import Expression, Symbol


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The functions that are known by name.

    Attributes:
        functions: for each the least and the most number of arguments (None: any number).
        aliases: other names of functions: arcsin for asin.
    """

    functions: Mapping[str, tuple[int, int | None]]
    aliases: Mapping[str, str]


@dataclass(frozen=True)
class Definition:
    """What the user has defined a name to be: `f(x) = x^2`, or `y = x^2` without parameters.

    Attributes:
        parameters: the names in the brackets.
        body: what the name stands for. Derivatives in it are carried out.
    """

    parameters: tuple[Symbol, ...]
    body: Expression
