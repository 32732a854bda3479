"""The loaded, checked and indexed tables of rules, and the parser that knows their functions."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..expression import Expression
from ..language import Reading
from ..language import parse as _parse
from ..language import parse_latex as _parse_latex
from ..language import read as _read
from ..resources import grammar_text
from ..rulefiles.lines import choose
from . import cases  # noqa: F401 - what C asks is known from now on
from .entries import FunctionEntry
from .loading import load as _load
from .rules import Role, Rule
from .table import Choice, Rulebook, Unprepared, is_special

FILES = ("functions.rules", "differentiation.rules")


@cache
def standard() -> Rulebook:
    """The rulebook that comes with the package, loaded when first asked for.

    >>> print(standard().rules["product"])
    d(u*v) = d(u)*v + u*d(v)
    """
    return _load((name, grammar_text(name)) for name in FILES)


_chosen: ContextVar[Rulebook | None] = ContextVar("rulebook", default=None)


def current() -> Rulebook:
    """The rulebook that is asked where none is given: the one chosen by `use`, or else the standard one.

    >>> current() is standard()
    True
    """
    chosen = _chosen.get()
    return standard() if chosen is None else chosen


def use(rules: Rulebook | None) -> Rulebook | None:
    """Choose the rulebook that is asked where none is given, in this thread or task.

    Args:
        rules: a rulebook from `load`, or None for the standard one.

    Returns:
        The one that was chosen before.

    >>> before = use(None)
    >>> current() is standard()
    True
    >>> _ = use(before)
    """
    before = _chosen.get()
    _chosen.set(rules)
    choose(None if rules is None else rules.functions)
    return before


def load(path: str | Path, base: Rulebook | None = None) -> Rulebook:
    """A rulebook with the statements of one more file.

    Args:
        path: a file with the syntax of grammar/functions.rules and grammar/differentiation.rules.
        base: what it adds to; the standard rulebook if not given.

    Returns:
        The new rulebook. The one that it adds to is left alone.

    Raises:
        RuleError: the file cannot be read, or a statement is wrong (file, line and column are named).

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp(), "mine.rules")
    >>> _ = path.write_text("double(u): derivative 2", encoding="utf-8")
    >>> mine = load(path)
    >>> mine.functions["double", 1].name, ("double", 1) in standard().functions
    ('double', False)
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    book = _load([(str(path), text)], base or standard())
    book.check()
    return book


def parse(text: str, *, rules: Rulebook | None = None, **options: Any) -> Expression:
    """The expression that a text means.

    Args:
        text: mathematics as people type it: `x^2 sin(3x)`.
        rules: whose functions are known, if not those of the current rulebook.
        options: symbols=["x", "Pwr"] declares names, functions=["g"] names of formal functions,
            variable="x" refuses words that hold the variable, definitions gives names a meaning;
            lenient=True reads a word that lost its signs as a product where it can be cut in one way.

    Returns:
        The expression, exactly as it was typed: nothing is computed or put in order.

    Raises:
        ParseError: the text is no formula: the error has the place and what was probably meant.
        LimitError: the text, a number or a name in it is too long.

    >>> parse("2 sin x cos 3x")
    parse('2*sin(x)*cos(3*x)')
    >>> parse("xlnx", lenient=True)
    parse('x*ln(x)')
    """
    return _parse(text, (rules or current()).vocabulary, **options)


def parse_latex(text: str, *, rules: Rulebook | None = None, **options: Any) -> Expression:
    r"""The expression that a LaTeX text means.

    Args:
        text: LaTeX, with or without the signs of a formula around it.
        rules: as for `parse`.
        options: as for `parse`.

    Returns:
        The expression, as it was typed.

    Raises:
        ParseError: the text is no formula: the error has the place and what was probably meant.
        LimitError: the text, a number or a name in it is too long.

    >>> parse_latex(r"\frac{\sin^2 x}{2x}")
    parse('sin(x)^2/(2*x)')
    """
    return _parse_latex(text, (rules or current()).vocabulary, **options)


def reading(text: str, *, rules: Rulebook | None = None, **options: Any) -> Reading:
    """The expression that a text means, and a note where that is not literally what was typed.

    Args:
        text: mathematics as people type it.
        rules: as for `parse`.
        options: as for `parse`; lenient is True if it is not given. latex=True for LaTeX.

    Returns:
        A record with the `expression`, whether it is `literal`, and the `note`: "" or "read as ...".

    Raises:
        ParseError: the text is no formula: the error has the place and what was probably meant.
        LimitError: the text, a number or a name in it is too long.

    >>> found = reading("2xe^x")
    >>> print(found.expression, "|", found.note)
    2*x*e^x | read as 2*x*e^x
    """
    return _read(text, (rules or current()).vocabulary, **{"lenient": True, **options})


__all__ = [
    "Choice",
    "FunctionEntry",
    "Role",
    "Rule",
    "Rulebook",
    "Unprepared",
    "current",
    "is_special",
    "load",
    "parse",
    "parse_latex",
    "reading",
    "standard",
    "use",
]
