"""What the pieces that are joined spell: a function without brackets, a digit in front, a derivative to be taken."""

from __future__ import annotations

from ..expression import Apply, Expression, Number, Symbol
from ..rulefiles import written
from ..rulefiles.lines import FunctionLine, line_for
from .pieces import ATOM, SIGN, Piece
from .sign_table import BINDINGS, HIGHLIGHT


def spells(node: Expression | None, function: str) -> bool:
    """Whether a node is that function of something."""
    return type(node) is Apply and node.function == function


def unmarked(piece: Piece) -> Piece:
    """The piece itself where it is marked."""
    while spells(piece.node, HIGHLIGHT):
        piece = piece.arguments[0]
    return piece


def last_factor(piece: Piece) -> Piece:
    """The last factor of a product, or the piece itself."""
    piece = unmarked(piece)
    return unmarked(piece.arguments[1]) if spells(piece.node, "*") else piece


def is_open_derivative(piece: Piece) -> bool:
    """Whether a derivative stands there with its operator, which would reach over what follows."""
    return spells(piece.node, "derivative") and piece.level == SIGN


def _line(piece: Piece) -> FunctionLine | None:
    node = piece.node
    if type(node) is not Apply or node.function in BINDINGS or node.function == "neg":
        return None
    return line_for(node.function, len(piece.arguments))


def has_form(piece: Piece, kind: str) -> bool:
    """Whether a book writes the function that stands there in that form."""
    line = _line(piece)
    return line is not None and line.form is not None and line.form.kind == kind


def is_bare_function(piece: Piece) -> bool:
    """Whether a function stands there that needs no brackets, perhaps with a power."""
    piece = unmarked(piece)
    line = _line(piece.arguments[0] if spells(piece.node, "^") else piece)
    return line is not None and line.is_bare


def begins_with_digit(piece: Piece) -> bool:
    """Whether a digit stands in front, which would join the digits before it."""
    while piece.arguments and (
        any(spells(piece.node, head) for head in ("^", "*", HIGHLIGHT)) or has_form(piece, written.POSTFIX)
    ):
        piece = piece.arguments[0]
    return type(piece.node) is Number and piece.node.value >= 0


def raisable(base: Piece, exponent: Piece) -> FunctionLine | None:
    """The function whose name takes the exponent; an exponent of -1 would mean the inverse function."""
    if type(exponent.node) is not Number:
        return None
    value, line = exponent.node.value, _line(base)
    whole = isinstance(value, int) and value > 1 and not exponent.node.decimal
    return line if whole else None


def is_simple(argument: Piece) -> bool:
    """Whether it is a name, a number without a sign, or a number times a name that needs no dot."""
    if spells(argument.node, "*"):
        number, name = argument.arguments
        is_number = type(number.node) is Number and number.level == ATOM and number.node.value != 1
        return is_number and type(name.node) is Symbol
    return argument.level == ATOM and isinstance(argument.node, (Number, Symbol))
