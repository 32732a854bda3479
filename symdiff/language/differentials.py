r"""Leibniz's notation in LaTeX: \frac{d}{dx}, \frac{d^2 y}{dx^2}, \frac{\partial^2 f}{\partial x \partial y}, dy/dx."""

from __future__ import annotations

from typing import NamedTuple

from ..expression import Symbol, symbol
from .latex_commands import FONTS, FRACTIONS, LETTERS, SHAPES, SIGNS, UPRIGHT_D
from .latex_tokens import Raw, RawToken
from .misreadings import Misreading
from .number_literals import FLAT
from .variable_names import plain_name

_INFIX = frozenset(("PLUS", "MINUS", "TIMES", "OVER", "POWER", "COMPARISON", "BANG", "COMMA", "PRIME", "INDEX"))


class Differential(NamedTuple):
    """A derivative in Leibniz's notation.

    Attributes:
        subject: what is differentiated, if it is a name; "" for an operator.
        by: the variables with their orders, the innermost first.
        end: the token behind it.
        body: where a numerator such as d(x^2) goes on, to be read next in brackets; 0 if it does not.
        partial: whether it is written with ∂.
    """

    subject: str
    by: tuple[tuple[Symbol, int], ...]
    end: int
    body: int
    partial: bool


class _Above(NamedTuple):
    """What stands above the line.

    Attributes:
        order: the order; 0 where it is no number.
        name: the name behind d, or "".
        start, end: where that name begins, and where it ends.
    """

    order: int
    name: str
    start: int
    end: int


def read_differential(raw: Raw, at: int, only_operator: bool = False) -> Differential | None:
    """The derivative that begins at a token, or None if none does; of operators such as d/dx alone, if asked for.

    Raises:
        Misreading: one seems to be meant, but its parts do not fit.
    """
    if raw.text(at)[1:] not in FRACTIONS:
        return _inline(raw, at)
    place = raw.after(at)
    if raw.text(place) != "{":
        return _bare(raw, place)
    above = _above(raw, raw.after(place))
    if above is None:
        return None
    closing = raw.matches.get(place, 0)
    if not closing or above.end > closing:
        return None
    is_operator = above.end == closing and not above.name
    if only_operator and not is_operator:
        return None
    return _fraction(raw, place, above, closing)


def _inline(raw: Raw, at: int) -> Differential | None:
    """d/dx, dy/dx."""
    above = _above(raw, at)
    if above is None or raw.text(above.end) not in ("/", "\\slash"):
        return None
    below = _below(raw, raw.after(above.end), many=False)
    if below is None:
        return None
    _check_orders(raw, at, above.order, below[0])
    return Differential(above.name, below[0], below[1], 0, _is_partial(raw, at))


def _bare(raw: Raw, at: int) -> Differential | None:
    r"""\frac d{dx}."""
    start = _after_d(raw, at)
    below = _below_in_braces(raw, raw.skip(start)) if start is not None else None
    if below is None:
        return None
    _check_orders(raw, at, 1, below[0])
    return Differential("", below[0], below[1], 0, _is_partial(raw, at))


def _fraction(raw: Raw, opening: int, above: _Above, closing: int) -> Differential | None:
    r"""\frac{d y}{dx}, \frac{d \sin x}{dx}; what stands behind d and is no name is differentiated, too."""
    first = raw.after(opening)
    below = _below_in_braces(raw, raw.after(closing))
    goes_on = above.end != closing
    if below is None:
        _check_lone(raw, first, above, goes_on)
        _check_below(raw, raw.after(closing), goes_on)
        return None
    body = above.start if above.name else above.end
    if goes_on and _is_infix(raw.tokens[above.end]) and not above.name:
        return None
    _check_orders(raw, first, above.order, below[0])
    partial = _is_partial(raw, first)
    if not goes_on:
        return Differential(above.name, below[0], below[1], 0, partial)
    raw.tokens[closing] = RawToken("RPAR", ")", raw.tokens[closing].place)
    raw.blank(closing + 1, below[1])
    return Differential("", below[0], below[1], body, partial)


def _is_infix(token: RawToken) -> bool:
    return token.terminal in _INFIX or SIGNS.get(token.text[1:], ("",))[0] in _INFIX


def _is_partial(raw: Raw, at: int) -> bool:
    return raw.text(at) in ("∂", "\\partial")


def _check_orders(raw: Raw, at: int, above: int, below: tuple[tuple[Symbol, int], ...]) -> None:
    """Refuse what can only be a derivative, but has not one order."""
    place = raw.tokens[at].place
    orders = [order for _, order in below]
    if not above or not all(orders):
        raise Misreading("the order of a derivative is a whole number", place=place, suggestion="write d^2y/dx^2")
    if sum(orders) != above:
        raise Misreading(
            "the orders above and below the line differ",
            place=place,
            suggestion="a second derivative is \\frac{d^2y}{dx^2}, a squared one \\left(\\frac{dy}{dx}\\right)^2",
        )


def _check_below(raw: Raw, opening: int, goes_on: bool) -> None:
    r"""Refuse \frac{d}{d(x)}, where it is not clear by what is differentiated."""
    after = _after_d(raw, raw.after(opening)) if raw.text(opening) == "{" else None
    if after is None or goes_on or opening not in raw.matches:
        return
    _, end = _name(raw, raw.skip(after))
    following = raw.tokens[raw.skip(end)]
    if following.text != "}" and not _is_infix(following):
        place = raw.tokens[opening].place
        raise Misreading("it is not clear by what is differentiated", place=place, suggestion="write \\frac{d}{dx}")


def _check_lone(raw: Raw, first: int, above: _Above, goes_on: bool) -> None:
    r"""Refuse \frac{dx}{x}: a differential, or a product with d?"""
    d, name = raw.tokens[first], raw.tokens[above.start]
    if goes_on or not above.name:
        return
    if d.text == "d" and above.order == 1 and name.place == d.place + 1:
        advice = f"for a product write d \\cdot {above.name}, for a derivative \\frac{{d{above.name}}}{{dx}}"
        raise Misreading(f"d{above.name} could be a differential or a product", place=d.place, suggestion=advice)


def _above(raw: Raw, at: int) -> _Above | None:
    """What stands above the line, as far as it is d, an order and a name."""
    place = _after_d(raw, at)
    if place is None:
        return None
    order, place = _order(raw, raw.skip(place))
    start = raw.skip(place)
    name, end = _name(raw, start)
    return _Above(order, name, start, raw.skip(end))


def _below_in_braces(raw: Raw, at: int) -> tuple[tuple[tuple[Symbol, int], ...], int] | None:
    """The variables in the braces below the line, and where these end."""
    if raw.text(at) != "{":
        return None
    below = _below(raw, raw.after(at))
    if below is not None and raw.text(below[1]) == "}":
        return below[0], below[1] + 1
    return None


def _below(raw: Raw, at: int, many: bool = True) -> tuple[tuple[tuple[Symbol, int], ...], int] | None:
    """The variables below the line, the innermost first, and where they end."""
    by: list[tuple[Symbol, int]] = []
    place: int = at
    while (after := _after_d(raw, place)) is not None:
        name, end = _name(raw, raw.skip(after))
        if not name:
            return None
        order, end = _order(raw, raw.skip(end))
        by.append((symbol(name), order))
        place = raw.skip(end)
        if not many:
            break
    return (tuple(reversed(by)), place) if by else None


def _after_d(raw: Raw, at: int) -> int | None:
    """The place behind d, ∂ or an upright d."""
    if raw.text(at) in ("d", "∂", "\\partial", UPRIGHT_D):
        return at + 1
    if raw.text(at)[1:] in FONTS:
        place = raw.after(at)
        if raw.text(place) == "d":
            return place + 1
        if raw.text(place) == "{" and raw.texts(place + 1, 2) == ["d", "}"]:
            return raw.matches.get(place, place) + 1
    if raw.text(at) == "{" and raw.texts(at + 1, 2) == ["d", "}"]:
        return raw.matches.get(at, at) + 1
    return None


def _order(raw: Raw, at: int) -> tuple[int, int]:
    """The order ^2 or ^{2}, which is 1 where it is not written and 0 where it is no number, and where it ends."""
    if at < len(raw.tokens) and raw.tokens[at].terminal == "SUPERSCRIPT":
        digits = raw.text(at).translate(FLAT)
        return (int(digits) if digits.isdecimal() and len(digits) <= 3 else 0), at + 1
    if raw.text(at) != "^":
        return 1, at
    place = raw.after(at)
    braced = raw.text(place) == "{"
    if braced:
        place = raw.after(place)
    text = raw.text(place)
    end = raw.after(place) if braced else place + 1
    if (braced and raw.text(end) != "}") or (not braced and len(text) > 1):
        return 0, end
    return (int(text) if text.isdecimal() and len(text) <= 3 else 0), end + braced


def _name(raw: Raw, at: int) -> tuple[str, int]:
    """A letter, perhaps in braces and with an index, and where it ends; "" if there is none."""
    if raw.text(at) == "{" and raw.matches.get(at) == raw.after(raw.skip(at + 1)):
        name, end = _name(raw, raw.skip(at + 1))
        return (name, end + 1) if name else ("", at)
    token = raw.tokens[at] if at < len(raw.tokens) else None
    if token is None:
        return "", at
    if token.text[1:] in FONTS and token.text[1:] not in SHAPES:
        return raw.word_at(at)
    if token.terminal == "NAME" and token.text not in ("d", "∂"):
        name = plain_name(token.text)
    elif token.terminal == "COMMAND" and token.text[1:] in LETTERS:
        name = plain_name(LETTERS[token.text[1:]])
    else:
        return "", at
    place = raw.after(at)
    if raw.text(place) == "_":
        index, end = raw.index_at(raw.after(place))
        if index is not None:
            return f"{name}_{index}", end
    return name, at + 1
