"""Text and LaTeX -> expression, and what a person needs to know when that fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import ParseError
from ..expression import Expression
from .formula_reader import Reader
from .scope import Scope
from .variable_names import check_glued, glued, is_name
from .vocabulary import Definition, Vocabulary

if TYPE_CHECKING:
    from .assistance import Completions, completions, tokens


def parse(
    text: str,
    vocabulary: Vocabulary,
    *,
    symbols: Iterable[str] = (),
    functions: Iterable[str] = (),
    definitions: Mapping[str, Definition] | None = None,
    variable: str | None = None,
) -> Expression:
    """The expression that a text means.

    Args:
        text: mathematics as people type it: `x^2 sin(3x)`.
        vocabulary: the functions that are known.
        symbols: names that are declared; an undeclared word that is made of them multiplies.
        functions: further functions of which only the name is known.
        definitions: what the user has defined names to be.
        variable: the variable of differentiation; a word that holds it is refused.

    Raises:
        ParseError: the text is no formula; the error has the place and what was probably meant.
        LimitError: the text, a number or a name in it is too long.

    >>> from symdiff.rulebook import standard
    >>> parse("2 sin x cos 3x", standard().vocabulary)
    parse('2*sin(x)*cos(3*x)')
    """
    return _reader("mathematics", vocabulary, symbols, functions, definitions, variable).read(text)


def parse_latex(
    text: str,
    vocabulary: Vocabulary,
    *,
    symbols: Iterable[str] = (),
    functions: Iterable[str] = (),
    definitions: Mapping[str, Definition] | None = None,
    variable: str | None = None,
) -> Expression:
    r"""The expression that a LaTeX text means.

    Arguments and errors are those of `parse`. Adjacent letters are separate names, as TeX sets
    them; \mathrm{abc} is one.

    >>> from symdiff.rulebook import standard
    >>> parse_latex(r"\frac{\sin^2 x}{2ax}", standard().vocabulary)
    parse('sin(x)^2/(2*a*x)')
    """
    return _reader("latex", vocabulary, symbols, functions, definitions, variable).read(text)


def looks_like_latex(text: str) -> bool:
    r"""Whether a text is unmistakably LaTeX: it holds a command, or a brace after ^ or _.

    >>> looks_like_latex(r"\frac{1}{x}"), looks_like_latex("x^{2}"), looks_like_latex("x^2")
    (True, True, False)
    """
    return _LATEX.search(text) is not None


_LATEX = re.compile(r"\\[A-Za-z]+|[\^_]\s*\{")


def _reader(
    syntax: str,
    vocabulary: Vocabulary,
    symbols: Iterable[str],
    functions: Iterable[str],
    definitions: Mapping[str, Definition] | None,
    variable: str | None,
) -> Reader:
    if definitions:
        return _new_reader(syntax, vocabulary, symbols, functions, definitions, variable)
    return _kept_reader(syntax, vocabulary, frozenset(symbols), frozenset(functions), variable)


@lru_cache(maxsize=32)
def _kept_reader(
    syntax: str, vocabulary: Vocabulary, symbols: frozenset[str], functions: frozenset[str], variable: str | None
) -> Reader:
    return _new_reader(syntax, vocabulary, symbols, functions, None, variable)


def _new_reader(
    syntax: str,
    vocabulary: Vocabulary,
    symbols: Iterable[str],
    functions: Iterable[str],
    definitions: Mapping[str, Definition] | None,
    variable: str | None,
) -> Reader:
    return Reader(syntax, Scope(vocabulary, symbols, functions, definitions, variable, syntax == "latex"))


def clear_caches() -> None:
    """Forget what was kept of earlier texts."""
    _kept_reader.cache_clear()


def __getattr__(name: str) -> object:
    # Only a person who types needs these.
    if name in ("Completions", "completions", "tokens"):
        from . import assistance

        return getattr(assistance, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Completions",
    "Definition",
    "ParseError",
    "Vocabulary",
    "check_glued",
    "clear_caches",
    "completions",
    "glued",
    "is_name",
    "looks_like_latex",
    "parse",
    "parse_latex",
    "tokens",
]
