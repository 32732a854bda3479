"""Which function may stand in which, and the small formulas at the leaves of an exercise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..expression import Expression, Symbol, apply, symbol
from ..rulebook import current, parse
from ..traversal import postorder, substitute
from .constants import hole
from .topics import HYPERBOLIC, INVERSE, TRIGONOMETRIC

LOGARITHMS = ("ln", "log10", "log2")
EXPONENTIALS = ("natural", "exponential")

# For each rule of a function, the rules of the functions that may stand inside: pairs that undo each other, or
# that would be written otherwise, are not there.
INSIDE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(TRIGONOMETRIC, ("sqrt", "natural", "ln", "power", "sin", "cos")),
    **dict.fromkeys(EXPONENTIALS, ("sin", "cos", "tan", "sqrt", "power", "atan", "asin", "sinh", "cosh", "sec")),
    **dict.fromkeys(LOGARITHMS, ("sin", "cos", "tan", "sec", "ln", "cosh", "sinh", "atan", "asin")),
    **dict.fromkeys(INVERSE, ("sqrt", "natural", "ln", "power")),
    **dict.fromkeys(HYPERBOLIC, ("sqrt", "power", "sin", "cos")),
    "sqrt": ("sin", "cos", "tan", "ln", "cosh", "atan"),
    "power": (*TRIGONOMETRIC, *HYPERBOLIC, *INVERSE, *LOGARITHMS),
}

# The forms that may stand at a place, by how often: a form is the name of a rule, or `function` for any of them.
FORMS: Mapping[str, Mapping[str, int]] = {
    "top": {
        "sum": 3,
        "difference": 2,
        "multiple": 1,
        "divided": 1,
        "product": 5,
        "quotient": 4,
        "function": 5,
        "power": 3,
        "reciprocal": 1,
        "general_power": 1,
    },
    "terms": {"sum": 1, "difference": 1, "multiple": 3, "product": 3, "quotient": 1, "function": 4, "power": 2},
    "term": {"multiple": 4, "product": 2, "quotient": 1, "function": 4, "power": 2, "reciprocal": 1},
    "scaled": {"function": 5, "power": 3, "product": 2},
    "factor": {"function": 6, "power": 3, "sum": 1, "difference": 1},
    "numerator": {"sum": 1, "difference": 1, "function": 5, "product": 3, "power": 2, "multiple": 1},
    "denominator": {"sum": 4, "difference": 1, "function": 2, "power": 2},
    "inner": {"function": 6, "sum": 2, "difference": 1, "product": 2, "quotient": 2},
    "base": {"function": 5, "sum": 3, "difference": 2, "quotient": 1},
    "exponent": {"function": 5, "power": 2, "product": 1, "multiple": 1},
    "trigonometric": {"function": 5, "power": 2, "product": 2, "quotient": 1, "multiple": 1},
    "inverse": {"function": 5, "quotient": 1, "multiple": 1},
}


HOLE_KINDS = ("factor", "divisor", "exponent", "fraction", "negative", "addend", "large")


class Leaves:
    """The small formulas in x, each with its cost in effort, for the places where they read well."""

    def __init__(self, variable: Symbol, roots: bool) -> None:
        self.x = variable
        self.roots = roots
        self._count = 0

    def open(self, kind: str) -> Symbol:
        """A new hole."""
        self._count += 1
        return hole(kind, self._count)

    def at(self, place: str) -> list[tuple[int, str]]:
        """The leaves that may stand at a place: their costs and their names."""
        found = [(cost, name) for name, cost in COSTS.items() if place in PLACES[name]]
        return [leaf for leaf in found if self.roots or leaf[1] not in ("root", "negative_power")]

    def make(self, name: str) -> Expression:
        """The leaf of that name, with new holes."""
        return fill_in(MADE[name], self.x, self.open)


def fill_in(pattern: Expression, variable: Symbol, new: Callable[[str], Symbol]) -> Expression:
    """The pattern of a leaf with a new hole for each of its constants."""
    values: dict[Expression, Expression] = {X: variable}
    for node in postorder((pattern,)):
        if isinstance(node, Symbol) and node is not X:
            values[node] = new(node.name)
    return substitute(pattern, values)


X = symbol("x")


def _leaf(text: str) -> Expression:
    """The pattern of a leaf: x is the variable, any other letter a hole for a constant of that kind."""
    return parse(text, symbols=["x", *(kind for kind in HOLE_KINDS if kind in text)])


MADE: Mapping[str, Expression] = {
    name: _leaf(text)
    for name, text in {
        "variable": "x",
        "scaled": "factor*x",
        "parted": "x/divisor",
        "opposite": "-x",
        "minus_scaled": "-(factor*x)",
        "power": "x^exponent",
        "root": "x^fraction",
        "negative_power": "x^negative",
        "scaled_power": "factor*x^exponent",
        "linear": "factor*x + addend",
        "linear_minus": "factor*x - addend",
        "falling": "addend - factor*x",
        "shifted": "x + addend",
        "square_plus": "x^2 + addend",
        "square_minus": "x^2 - addend",
        "minus_square": "large - x^2",
        "quadratic": "x^2 - factor*x + addend",
        "quadratic_plus": "x^2 + factor*x + addend",
        "square_and_scaled": "x^2 + factor*x",
        "cube_minus_scaled": "x^3 - factor*x",
    }.items()
}
COSTS: Mapping[str, int] = {
    "variable": 0,
    "scaled": 1,
    "parted": 1,
    "opposite": 1,
    "minus_scaled": 2,
    "power": 2,
    "root": 2,
    "negative_power": 2,
    "scaled_power": 3,
    "linear": 2,
    "linear_minus": 2,
    "falling": 2,
    "shifted": 1,
    "square_plus": 3,
    "square_minus": 3,
    "minus_square": 3,
    "quadratic": 5,
    "quadratic_plus": 5,
    "square_and_scaled": 4,
    "cube_minus_scaled": 4,
}

_BRACKETS = frozenset(("factor", "numerator", "denominator", "inner", "base"))
PLACES: Mapping[str, frozenset[str]] = {
    "variable": frozenset(("factor", "numerator", "function")),
    "scaled": frozenset(("inner", "exponent", "trigonometric", "inverse", "term", "terms")),
    "parted": frozenset(("trigonometric", "inverse", "exponent")),
    "opposite": frozenset(("exponent",)),
    "minus_scaled": frozenset(("exponent",)),
    "power": frozenset(("factor", "numerator", "term", "terms", "trigonometric", "exponent", "inverse", "scaled")),
    "root": frozenset(("term", "terms", "scaled", "factor")),
    "negative_power": frozenset(("term", "terms", "scaled")),
    "scaled_power": frozenset(("term", "terms", "numerator")),
    "linear": _BRACKETS | {"trigonometric", "exponent"},
    "linear_minus": _BRACKETS | {"trigonometric"},
    "falling": frozenset(("base", "inner", "factor", "denominator")),
    "shifted": frozenset(("denominator", "numerator", "factor")),
    "square_plus": _BRACKETS | {"trigonometric", "exponent"},
    "square_minus": _BRACKETS,
    "minus_square": frozenset(("inner", "base")),
    "quadratic": _BRACKETS,
    "quadratic_plus": _BRACKETS,
    "square_and_scaled": frozenset(("inner", "base", "exponent", "factor", "numerator")),
    "cube_minus_scaled": frozenset(("inner", "base", "exponent", "factor", "numerator")),
}


def place_in(rule: str) -> str:
    """What the argument of a function is for the leaves: where a bare 3x or x^2 reads well."""
    if rule in TRIGONOMETRIC or rule in HYPERBOLIC:
        return "trigonometric"
    if rule in EXPONENTIALS:
        return "exponent"
    return "inverse" if rule in INVERSE else "inner"


def free_letters(rule: str) -> tuple[Symbol, ...]:
    """The letters of a general rule that stand for constants; none of a function's own rule."""
    general = current().general.get(rule)
    return () if general is None else tuple(u for u in general.letters if u in general.free)


def function_of(rule: str, argument: Expression, constants: Mapping[Expression, Expression]) -> Expression:
    """The left side of a rule with the argument in it.

    Args:
        rule: the name of a function, or of a general rule such as those of exponentials.
        argument: what stands for every letter that may depend on the variable.
        constants: what stands for the free letters.
    """
    general = current().general.get(rule)
    if general is None:
        return apply(rule, (argument,))
    return substitute(general.pattern, {u: constants.get(u, argument) for u in general.letters})
