r"""A letter before a bracket: a factor, or the function that a book writes so, as J_0(x) and \zeta(x)."""

from __future__ import annotations

from collections.abc import Sequence

from ..expression import integer, symbol
from .callees import Callee, DefinedFunction, FormalCallee, IndexedCallee
from .latex_walk import LatexPiece
from .misreadings import Misreading
from .scope import FORMAL, Scope
from .variable_names import plain_name

_FARTHEST = 200


def called_letter(scope: Scope, pieces: Sequence[LatexPiece], index: int) -> Callee | None:
    """The function that a letter before a bracket means; None where it is a factor, or a function by other rules.

    One term in brackets is no factor that anybody writes, and several arguments are none either: what the
    table of functions writes so is meant, if it has an index or is a Greek letter that names its function.

    Raises:
        Misreading: it could be a factor as well.
    """
    name = pieces[index]
    base, _, below = name.partition("_")
    plain = plain_name(str(name))
    opening = behind_exponent(pieces, index)
    if not opening:
        return None
    if opening > index + 1 and (plain in FORMAL or scope.letter(base) is not None) and not below:
        return scope.letter(base) or scope.callable(plain)
    if len(base) != 1 or plain in scope.symbols or plain in scope.definitions or _is_declared(scope, plain):
        return None
    head = _indexed(scope, base, below) if below else scope.named(base)
    if head is None or scope.letter(base) is not None:
        return None
    terms, arguments = _contents(pieces, opening)
    fits = head.least <= arguments and (head.most is None or arguments <= head.most)
    if fits and (arguments > 1 or (terms == 1 and (below or head.name == plain))):
        return head
    if (not fits and terms > 1) or (terms > 1 and not below and base.isascii()):
        return None
    written = f"\\operatorname{{{base}}}" + (f"_{{{below}}}" if below else "")
    raise Misreading(
        f"{name} before a bracket could be a factor, or the function {getattr(head, 'head', head).name}",
        suggestion=f"write {written}(...) for the function, {name} \\cdot (...) for the product",
    )


def behind_exponent(pieces: Sequence[LatexPiece], index: int) -> int:
    """Where the bracket opens that stands behind a name, perhaps with an exponent between; 0 if there is none."""
    place = behind_power(pieces, index)
    return place if place < len(pieces) and pieces[place] == "(" else 0


def behind_power(pieces: Sequence[LatexPiece], index: int) -> int:
    """The place behind a name and its exponent."""
    place = index + 1
    if pieces[place].terminal == "SUPERSCRIPT":
        place += 1
    elif pieces[place].terminal == "POWER":
        depth = 0
        for place in range(index + 2, min(len(pieces), index + _FARTHEST)):
            depth += pieces[place].terminal == "LBRACE"
            depth -= pieces[place].terminal == "RBRACE"
            if not depth:
                break
        place += 1
    return place


def _is_declared(scope: Scope, name: str) -> bool:
    """Whether a name calls because somebody said so, or by custom as f does."""
    return isinstance(scope.callable(name), (FormalCallee, DefinedFunction))


def _indexed(scope: Scope, base: str, below: str) -> Callee | None:
    """The function with that index, or with an argument there."""
    fixed = scope.named(base, below) or scope.named(f"{base}_{below}")
    head = scope.with_index(base)
    if fixed is not None or not isinstance(head, IndexedCallee):
        return fixed
    value = integer(int(below)) if below.isdecimal() else symbol(below)
    least, most = head.least - 1, None if head.most is None else head.most - 1
    return IndexedCallee(f"{base}_{below}", least, most, None, head.head, head.place, value)


def _contents(pieces: Sequence[LatexPiece], opening: int) -> tuple[int, int]:
    """How many terms and how many arguments a bracket holds; many where it is long."""
    depth, terms, arguments = 0, 1, 1
    for place in range(opening, min(len(pieces), opening + _FARTHEST)):
        piece = pieces[place]
        depth += piece.terminal in ("LPAR", "LBRACE")
        depth -= piece.terminal in ("RPAR", "RBRACE")
        if not depth:
            return terms, arguments
        if depth == 1:
            arguments += piece.terminal == "COMMA"
            terms += piece.terminal in ("PLUS", "MINUS") and place > opening + 1
    return 2, arguments


def check_operator(scope: Scope, pieces: Sequence[LatexPiece], index: int) -> None:
    """Refuse D_x f(x), D f(x), d(x^2) and Δx: derivatives and differences, or products?

    Raises:
        Misreading: a D or a d stands where it could differentiate.
    """
    name, following = pieces[index], pieces[index + 1]
    base, _, below = name.partition("_")
    if base == "Δ" and not below and following.terminal == "NAME":
        raise Misreading(
            f"Δ{following} could be one quantity or a product",
            suggestion=f"write \\Delta_{{{following}}} for one name, \\Delta \\cdot for the product",
        )
    if base not in ("d", "D") or plain_name(name) in scope.symbols or name in scope.definitions:
        return
    if below:
        behind = behind_power(pieces, index)
        raised = behind > index + 1
        applied = behind < len(pieces) and (pieces[behind].begins_operand or (raised and pieces[behind] == "("))
    elif base == "d":
        applied = following == "("
    else:
        called = index + 2 < len(pieces) and pieces[index + 2] == "("
        applied = called and isinstance(scope.callable(following), FormalCallee)
    if applied:
        raise Misreading(
            f"{name} in front of something could be a derivative or a factor",
            suggestion=f"write \\frac{{d}}{{d{below or 'x'}}} for the derivative, {name} \\cdot for the product",
        )
