"""What stands left of the formula that is meant: y =, f(x) =, f'(x) =, dy/dx =."""

from __future__ import annotations

from collections.abc import Sequence

from .latex_walk import LatexPiece

_OPENS = "LPAR LBRACE BAR_OPEN FLOOR_OPEN CEILING_OPEN INDEX_OPEN BEGIN_CASES EVALUATED_OPEN"
_CLOSES = "RPAR RBRACE BAR_CLOSE FLOOR_CLOSE CEILING_CLOSE INDEX_CLOSE END_CASES EVALUATED_CLOSE"
_CHANGES = {**dict.fromkeys(_OPENS.split(), 1), **dict.fromkeys(_CLOSES.split(), -1)}
_OF_A_CALL = frozenset(("NAME", "COMMA", "LPAR", "RPAR"))
_LONGEST_LEFT_SIDE = 30


def without_left_side(pieces: Sequence[LatexPiece]) -> Sequence[LatexPiece]:
    """The pieces of a formula behind `f(x) =`; all of them where that is not what stands in front.

    A name that stands on the right, too, makes an equation of it; a derivative may, as in y' = y.
    """
    sign = _only_sign(pieces)
    if not sign:
        return pieces
    left, right = pieces[:sign], pieces[sign + 1 :]
    if left[0].terminal == "DIFFERENTIAL":
        is_name = bool(left[0].value.subject) != _is_name(left[1:])
    else:
        is_name = _is_name(left)
        is_equation = left[0] in right and left[0].isalnum()
        is_name = is_name and not is_equation
    return right if is_name and right else pieces


def _only_sign(pieces: Sequence[LatexPiece]) -> int:
    """Where the only = that stands in no bracket is; 0 if there is none, or it comes late."""
    depth, found = 0, 0
    for place, piece in enumerate(pieces):
        depth += _CHANGES.get(piece.terminal, 0)
        if piece.terminal == "COMPARISON" and not depth:
            if found or piece.value != "=" or place > _LONGEST_LEFT_SIDE:
                return 0
            found = place
    return found


def _is_name(pieces: Sequence[LatexPiece]) -> bool:
    """Whether pieces are y, f(x, y) or f^{(4)}(x)."""
    if not pieces or pieces[0].terminal != "NAME":
        return False
    rest = list(pieces[1:])
    if [p.terminal for p in rest[:6]] == ["POWER", "LBRACE", "LPAR", "NUMBER", "RPAR", "RBRACE"]:
        rest = rest[6:]
    return not rest or (rest[0] == "(" and rest[-1] == ")" and all(p.terminal in _OF_A_CALL for p in rest))
