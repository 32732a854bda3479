"""Pieces of a text that are no tokens: what to say of each."""

from __future__ import annotations

from ..errors import visible
from .misreadings import Misreading


def stranger(terminal: str | None, piece: str, before: str) -> Misreading:
    """What to say of a piece that is no token."""
    if piece == "_" and before[-1:].isalnum():
        return Misreading(
            "an index is expected behind _", offset=1, suggestion="an index is letters or digits: x_1, v_max"
        )
    if terminal == "FOREIGN_NUMBER":
        offset = piece.index("_") if "_" in piece else 1
        return Misreading(
            "a number is written with decimal digits alone",
            offset=offset,
            suggestion=f"write {piece.replace('_', '')}" if "_" in piece else "to multiply by 0, write 0*",
        )
    if terminal == "AMBIGUOUS_NUMBER":
        return _number_or_product(piece)
    if terminal == "TEMPERATURE":
        return Misreading("a formula has no units", suggestion="an angle in degrees is written 30°")
    if terminal == "DOUBLE_FACTORIAL":
        return Misreading(
            "a double factorial has no meaning here", offset=1, suggestion="write (n!)! for the factorial of n!"
        )
    character = visible(piece)
    return Misreading(f"{character} has no meaning in a formula", suggestion=_ADVICE.get(piece))


def _number_or_product(piece: str) -> Misreading:
    """8e+1 may be 80, and 8*e + 1."""
    number, letter = (piece, "") if piece[-1].isdecimal() else (piece[:-1], piece[-1])
    mantissa, _, exponent = number.partition("e")
    sign = exponent[0] if exponent[0] in "+-" else ""
    product = f"{mantissa}*e {sign} {exponent[1:]}" if sign else f"{mantissa}*e*{exponent}"
    return Misreading(
        f"{number} could be a number or a product with e",
        suggestion=f"write {mantissa}*10^{_bracketed(exponent)}{letter and f'*{letter}'} or {product}{letter}",
    )


def _bracketed(exponent: str) -> str:
    return f"({exponent})" if exponent[0] == "-" else exponent.removeprefix("+")


_ADVICE = {
    "[": "use ( and ) for brackets",
    "]": "use ( and ) for brackets",
    "{": "use ( and ) for brackets; braces belong to LaTeX",
    "}": "use ( and ) for brackets; braces belong to LaTeX",
    "\\": "a backslash belongs to LaTeX",
    "$": "dollar signs belong to LaTeX",
    "%": "write a percentage as a fraction: 5/100",
    ".": "a point stands in a number: 0.5",
    ";": "one formula at a time",
    "∞": "infinity is not a number",
    "°": "an angle in degrees is written 30°",
    "∂": "a partial derivative is written ∂y/∂x, or ∂/∂x (...)",
}
