"""symdiff: symbolic derivatives from one table of rules.

>>> import symdiff as sd
>>> f = sd.parse("x^2 sin(3x)")
>>> print(sd.diff(f, "x"))
2*x*sin(3*x) + 3*x^2*cos(3*x)
>>> sd.check(f, sd.diff(f, "x"), "x").status
'proved'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__
from .errors import (
    DomainError,
    GluedNameError,
    LimitError,
    ParseError,
    RuleError,
    SymdiffError,
    UnknownFunctionError,
)
from .expression import Apply, Expression, Number, Symbol, apply, as_expression, symbol

if TYPE_CHECKING:
    from . import matrices
    from . import rulebook as rules
    from ._functions import *  # noqa: F403 - the functions of the table
    from ._functions import Symbols
    from .calculus import gradient, hessian, jacobian
    from .compilation import compile, lambdify
    from .evaluation import evaluate
    from .explanation import Derivation, derive
    from .grading import grade
    from .grading.gradebook import gradebook
    from .grading.tables import read_answers
    from .matrices import diff, matrix, vector
    from .matrices.expressions import MatrixExpression
    from .practice import exercises
    from .rulebook import parse, parse_latex, reading
    from .simplifying import (
        Simplification,
        apart,
        collect,
        combine_trig,
        expand,
        factor,
        rationalize,
        simplification,
        simplify,
        together,
    )
    from .tidying import tidy
    from .verification import Verdict, check, equivalent

# Where each name of the public face lives; a module is imported when its first name is used.
_HOMES = {
    "Derivation": "explanation",
    "MatrixExpression": "matrices.expressions",
    "Simplification": "simplifying",
    "Verdict": "verification",
    "apart": "simplifying",
    "check": "verification",
    "collect": "simplifying",
    "combine_trig": "simplifying",
    "compile": "compilation",
    "derive": "explanation",
    "diff": "matrices",
    "equivalent": "verification",
    "evaluate": "evaluation",
    "exercises": "practice",
    "expand": "simplifying",
    "factor": "simplifying",
    "grade": "grading",
    "gradebook": "grading.gradebook",
    "gradient": "calculus",
    "hessian": "calculus",
    "jacobian": "calculus",
    "lambdify": "compilation",
    "matrix": "matrices",
    "parse": "rulebook",
    "parse_latex": "rulebook",
    "rationalize": "simplifying",
    "read_answers": "grading.tables",
    "reading": "rulebook",
    "simplification": "simplifying",
    "simplify": "simplifying",
    "tidy": "tidying",
    "together": "simplifying",
    "vector": "matrices",
}


_ROOMS = {"matrices": ".matrices", "rules": ".rulebook"}
"""The rooms that are public themselves."""


def symbols(names: str) -> Symbols:
    """The symbol of a name, or a tuple of symbols for several names.

    Args:
        names: names apart by spaces or commas, each of them one name: xy is no product that lost its sign.

    Returns:
        A Symbol, or a tuple of them. A type checker cannot see which, and takes it for both.

    Raises:
        ParseError: a word is no name.

    >>> x = symbols("x")
    >>> print(x**2 + 1)
    x^2 + 1
    >>> symbols("x y")
    (parse('x'), parse('y'))
    """
    from .language import is_name

    words = re.split(r"[\s,]+", names.strip())
    for word in words:
        if not is_name(word):
            raise ParseError(f"{word!r} is not a name", names, names.index(word))
    made = tuple(symbol(word) for word in words)
    return made[0] if len(made) == 1 else made  # type: ignore[return-value]


def clear_caches() -> None:
    """Forget every memo, and give back the memory of formulas that nobody holds any more.

    No result is kept from one call to the next but what a formula's own nodes hold, and that goes
    with them. The tables of rules stay loaded.

    >>> clear_caches()
    """
    from .expression.sharing import sweep
    from .language import clear_caches as forget_texts

    forget_texts()
    sweep()


@cache
def _function(name: str, least: int, most: int | None) -> Callable[..., Expression]:
    def build(*arguments: Any) -> Expression:
        if len(arguments) < least or (most is not None and len(arguments) > most):
            count = least if most == least else f"{least} or more" if most is None else f"{least} to {most}"
            raise TypeError(f"{name} takes {count} arguments")
        return apply(name, tuple(as_expression(a) for a in arguments))

    build.__name__ = build.__qualname__ = name
    build.__doc__ = f"The expression {name}(...)."
    return build


def _found(name: str) -> Any:
    """A name of the public face that is not loaded yet, or a function of the table of rules in use."""
    if name in _ROOMS:
        return import_module(_ROOMS[name], __name__)
    if name in _HOMES:
        value = globals()[name] = getattr(import_module("." + _HOMES[name], __name__), name)
        return value
    if not name.startswith("_"):
        from .rulebook import current

        vocabulary = current().vocabulary
        known = vocabulary.aliases.get(name, name)
        if known in vocabulary.functions:
            return _function(known, *vocabulary.functions[known])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from .rulebook import current

    vocabulary = current().vocabulary
    return sorted({*__all__, *vocabulary.functions, *vocabulary.aliases})


if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for something
    __getattr__ = _found

__all__ = [
    "Apply",
    "Derivation",
    "DomainError",
    "Expression",
    "GluedNameError",
    "LimitError",
    "MatrixExpression",
    "Number",
    "ParseError",
    "RuleError",
    "Simplification",
    "Symbol",
    "SymdiffError",
    "UnknownFunctionError",
    "Verdict",
    "__version__",
    "apart",
    "check",
    "clear_caches",
    "collect",
    "combine_trig",
    "compile",
    "derive",
    "diff",
    "equivalent",
    "evaluate",
    "exercises",
    "expand",
    "factor",
    "grade",
    "gradebook",
    "gradient",
    "hessian",
    "jacobian",
    "lambdify",
    "matrices",
    "matrix",
    "parse",
    "parse_latex",
    "rationalize",
    "read_answers",
    "reading",
    "rules",
    "simplification",
    "simplify",
    "symbols",
    "tidy",
    "together",
    "vector",
]
