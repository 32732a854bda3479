"""Text and LaTeX -> expression, and what a person needs to know when that fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import ParseError
from ..expression import Expression
from .formula_reader import Reader
from .notes import Reading
from .scope import Declared, Scope
from .variable_names import LIBRARY, check_glued, glued, is_name
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
    lenient: bool = False,
    declaring: str = LIBRARY,
) -> Expression:
    """The expression that a text means.

    Args:
        text: mathematics as people type it: `x^2 sin(3x)`.
        vocabulary: the functions that are known.
        symbols: names that are declared; an undeclared word that is made of them multiplies.
        functions: further functions of which only the name is known.
        definitions: what the user has defined names to be.
        variable: the variable of differentiation; a word that holds it is refused.
        lenient: read a word that lost its signs as a product, where it can be cut in one way: xsinx.
        declaring: how a name is declared, for the advice of an error; "" where it cannot be.

    Raises:
        ParseError: the text is no formula; the error has the place and what was probably meant.
        LimitError: the text, a number or a name in it is too long.

    >>> from symdiff.rulebook import standard
    >>> parse("2 sin x cos 3x", standard().vocabulary)
    parse('2*sin(x)*cos(3*x)')
    >>> parse("xe^x + ln2x", standard().vocabulary, lenient=True)
    parse('x*e^x + ln(2*x)')
    """
    given = _declared(symbols, functions, variable, lenient, declaring)
    return _reader("mathematics", vocabulary, given, definitions).read(text)


def parse_latex(
    text: str,
    vocabulary: Vocabulary,
    *,
    symbols: Iterable[str] = (),
    functions: Iterable[str] = (),
    definitions: Mapping[str, Definition] | None = None,
    variable: str | None = None,
    lenient: bool = False,
    declaring: str = LIBRARY,
) -> Expression:
    r"""The expression that a LaTeX text means.

    Arguments and errors are those of `parse`. Adjacent letters are separate names, as TeX sets
    them; \mathrm{abc} is one. Letters that spell a function or a Greek letter, as in `cos x`, are an
    error; in lenient reading they are what they spell.

    >>> from symdiff.rulebook import standard
    >>> parse_latex(r"\frac{\sin^2 x}{2ax}", standard().vocabulary)
    parse('sin(x)^2/(2*a*x)')
    >>> parse_latex(r"\frac{cos x}{2}", standard().vocabulary, lenient=True)
    parse('cos(x)/2')
    """
    given = _declared(symbols, functions, variable, lenient, declaring)
    return _reader("latex", vocabulary, given, definitions).read(text)


def read(text: str, vocabulary: Vocabulary, *, latex: bool = False, **options: Any) -> Reading:
    """The expression that a text means, and whether that is literally what was typed.

    Args:
        text: mathematics as people type it, or LaTeX.
        vocabulary: the functions that are known.
        latex: whether it is LaTeX.
        options: those of `parse`.

    Raises:
        ParseError, LimitError: as `parse`.

    >>> from symdiff.rulebook import standard
    >>> read("xe^x", standard().vocabulary, lenient=True).note
    'read as x*e^x'
    """
    definitions = options.pop("definitions", None)
    given = _declared(**options)
    return _reader("latex" if latex else "mathematics", vocabulary, given, definitions).reading(text)


def looks_like_latex(text: str) -> bool:
    r"""Whether a text is unmistakably LaTeX: it holds a command, or a brace after ^ or _.

    >>> looks_like_latex(r"\frac{1}{x}"), looks_like_latex("x^{2}"), looks_like_latex("x^2")
    (True, True, False)
    """
    return _LATEX.search(text) is not None


_LATEX = re.compile(r"\\[A-Za-z]+|[\^_]\s*\{")


def _declared(
    symbols: Iterable[str] = (),
    functions: Iterable[str] = (),
    variable: str | None = None,
    lenient: bool = False,
    declaring: str = LIBRARY,
) -> Declared:
    return Declared(frozenset(symbols), frozenset(functions), variable, lenient, declaring)


def _reader(
    syntax: str, vocabulary: Vocabulary, declared: Declared, definitions: Mapping[str, Definition] | None
) -> Reader:
    if definitions:
        return Reader(syntax, Scope(vocabulary, declared, definitions, syntax == "latex"))
    return _kept_reader(syntax, vocabulary, declared)


@lru_cache(maxsize=32)
def _kept_reader(syntax: str, vocabulary: Vocabulary, declared: Declared) -> Reader:
    return Reader(syntax, Scope(vocabulary, declared, None, syntax == "latex"))


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
    "Reading",
    "Vocabulary",
    "check_glued",
    "clear_caches",
    "completions",
    "glued",
    "is_name",
    "looks_like_latex",
    "parse",
    "parse_latex",
    "read",
    "tokens",
]
