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
from .core import name as core
from .errors import (
    DomainError,
    GluedNameError,
    LimitError,
    ParseError,
    RuleError,
    SymdiffError,
    UnknownFunctionError,
)
from .expression import PI, Apply, E, Expression, Number, Symbol, apply, as_expression, rational, symbol

if TYPE_CHECKING:
    from fractions import Fraction

    from . import matrices
    from . import rulebook as rules
    from ._functions import *  # noqa: F403 - the functions of the table
    from ._functions import Symbols
    from .analysis import CriticalPoint, critical_points, tangent, tangent_plane, taylor
    from .calculus import (
        Matrix,
        curl,
        directional,
        divergence,
        gradient,
        hessian,
        jacobian,
        jvp,
        laplacian,
        vjp,
    )
    from .compilation import compile, lambdify
    from .evaluation import evaluate
    from .explanation import Derivation, derive
    from .grading import grade
    from .grading.gradebook import gradebook
    from .grading.tables import read_answers
    from .interchange.sympy import from_sympy, to_sympy
    from .language import Vocabulary
    from .matrices import diff, matrix, vector
    from .matrices.expressions import MatrixExpression
    from .pictures import contour, plot
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
    "CriticalPoint": "analysis",
    "Derivation": "explanation",
    "Matrix": "calculus",
    "MatrixExpression": "matrices.expressions",
    "Simplification": "simplifying",
    "Verdict": "verification",
    "apart": "simplifying",
    "check": "verification",
    "collect": "simplifying",
    "combine_trig": "simplifying",
    "compile": "compilation",
    "contour": "pictures",
    "critical_points": "analysis",
    "curl": "calculus",
    "derive": "explanation",
    "diff": "matrices",
    "directional": "calculus",
    "divergence": "calculus",
    "equivalent": "verification",
    "evaluate": "evaluation",
    "exercises": "practice",
    "expand": "simplifying",
    "factor": "simplifying",
    "from_sympy": "interchange.sympy",
    "grade": "grading",
    "gradebook": "grading.gradebook",
    "gradient": "calculus",
    "hessian": "calculus",
    "jacobian": "calculus",
    "jvp": "calculus",
    "lambdify": "compilation",
    "laplacian": "calculus",
    "matrix": "matrices",
    "parse": "rulebook",
    "parse_latex": "rulebook",
    "plot": "pictures",
    "rationalize": "simplifying",
    "read_answers": "grading.tables",
    "reading": "rulebook",
    "simplification": "simplifying",
    "simplify": "simplifying",
    "tangent": "analysis",
    "tangent_plane": "analysis",
    "taylor": "analysis",
    "tidy": "tidying",
    "to_sympy": "interchange.sympy",
    "together": "simplifying",
    "vector": "matrices",
    "vjp": "calculus",
}


_ROOMS = {"matrices": ".matrices", "rules": ".rulebook"}
"""The rooms that are public themselves."""


_CONSTANTS = {"e": E, "pi": PI}
if TYPE_CHECKING:
    e: Symbol
    pi: Symbol


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


def Rational(numerator: int | Fraction | str, denominator: int | Fraction = 1) -> Expression:
    """An exact number, a quotient in lowest terms.

    Args:
        numerator: an integer, a fraction, or a text such as "1/3".
        denominator: by what to divide it.

    Raises:
        ZeroDivisionError: the denominator is 0.

    >>> Rational(2, 6)
    parse('1/3')
    """
    from fractions import Fraction

    return rational(Fraction(numerator) / Fraction(denominator))


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
def _function(name: str, vocabulary: Vocabulary) -> Callable[..., Expression]:
    def build(*arguments: Any) -> Expression:
        head = vocabulary.named(name, len(arguments))
        if head is None:
            raise TypeError(f"{vocabulary.aliases.get(name, name)} takes {vocabulary.counted(name)} arguments")
        return apply(head, tuple(as_expression(a) for a in arguments))

    build.__name__ = build.__qualname__ = name
    build.__doc__ = f"The expression {name}(...)."
    return build


def _found(name: str) -> Any:
    """A name of the public face that is not loaded yet, or a function of the table of rules in use."""
    if name in _ROOMS:
        return import_module(_ROOMS[name], __name__)
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    if name in _HOMES:
        value = globals()[name] = getattr(import_module("." + _HOMES[name], __name__), name)
        return value
    if not name.startswith("_"):
        from .rulebook import current

        vocabulary = current().vocabulary
        if name in vocabulary.functions or name in vocabulary.aliases:
            return _function(name, vocabulary)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from .rulebook import current

    vocabulary = current().vocabulary
    return sorted({*__all__, *vocabulary.functions, *vocabulary.aliases})


if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for something
    __getattr__ = _found

__all__ = [
    "Apply",
    "CriticalPoint",
    "Derivation",
    "DomainError",
    "Expression",
    "GluedNameError",
    "LimitError",
    "Matrix",
    "MatrixExpression",
    "Number",
    "ParseError",
    "Rational",
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
    "contour",
    "core",
    "critical_points",
    "curl",
    "derive",
    "diff",
    "directional",
    "divergence",
    "e",
    "equivalent",
    "evaluate",
    "exercises",
    "expand",
    "factor",
    "from_sympy",
    "grade",
    "gradebook",
    "gradient",
    "hessian",
    "jacobian",
    "jvp",
    "lambdify",
    "laplacian",
    "matrices",
    "matrix",
    "parse",
    "parse_latex",
    "pi",
    "plot",
    "rationalize",
    "read_answers",
    "reading",
    "rules",
    "simplification",
    "simplify",
    "symbols",
    "tangent",
    "tangent_plane",
    "taylor",
    "tidy",
    "to_sympy",
    "together",
    "vector",
    "vjp",
]
