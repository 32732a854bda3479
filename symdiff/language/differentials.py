r"""Leibniz's notation in LaTeX: \frac{d}{dx}, \frac{d^2 y}{dx^2}, \frac{\partial^2 f}{\partial x \partial y}, dy/dx."""

from __future__ import annotations

from typing import NamedTuple

from ..expression import Symbol, symbol
from .latex_commands import FONTS, FRACTIONS, GREEK_COMMANDS
from .latex_tokens import Raw, RawToken
from .variable_names import plain_name

LONGEST_BODY = 60
"""How many tokens a numerator such as d(x^2 sin x) may have."""


class Differential(NamedTuple):
    """A derivative in Leibniz's notation.

    Attributes:
        subject: what is differentiated, if it is a name; "" for an operator.
        by: the variables with their orders, the innermost first.
        end: the token behind it.
        body: the tokens of a numerator such as d(x^2), to be read next in brackets.
        partial: whether it is written with ∂.
    """

    subject: str
    by: tuple[tuple[Symbol, int], ...]
    end: int
    body: tuple[RawToken, ...] | None
    partial: bool


def read_differential(raw: Raw, at: int) -> Differential | None:
    """The derivative that begins at a token, or None if none does."""
    if raw.text(at)[1:] in FRACTIONS:
        return _fraction(raw, raw.skip(at + 1))
    return _inline(raw, at)


def _inline(raw: Raw, at: int) -> Differential | None:
    """d/dx, dy/dx."""
    above = _above(raw, at)
    if above is None or raw.text(above[2]) != "/":
        return None
    total, subject, place = above
    below = _below(raw, raw.skip(place + 1), many=False)
    if below is None or sum(order for _, order in below[0]) != total:
        return None
    return Differential(subject, below[0], below[1], None, raw.text(at) in ("∂", "\\partial"))


def _fraction(raw: Raw, at: int) -> Differential | None:
    braced = raw.text(at) == "{"
    above = _above(raw, raw.skip(at + braced)) if braced else _bare(raw, at)
    if above is None:
        return None
    total, subject, end = above
    body: tuple[RawToken, ...] | None = None
    if braced and raw.text(end) != "}":
        start = _after_order(raw, raw.skip(at + 1))
        end = _end_of_group(raw, at) if _is_body(raw, start) else 0
        if not end:
            return None
        body, subject = tuple(raw.tokens[start:end]), ""
    place = raw.skip(end + braced)
    if raw.text(place) != "{":
        return None
    below = _below(raw, raw.skip(place + 1))
    if below is None or raw.text(below[1]) != "}" or sum(order for _, order in below[0]) != total:
        return None
    partial = raw.text(raw.skip(at + braced)) in ("∂", "\\partial")
    return Differential(subject, below[0], below[1] + 1, _in_brackets(body) if body else None, partial)


def _in_brackets(body: tuple[RawToken, ...]) -> tuple[RawToken, ...]:
    first, last = body[0].place, body[-1].place
    return RawToken("LPAR", "(", first), *body, RawToken("RPAR", ")", last)


def _is_body(raw: Raw, start: int) -> bool:
    """Whether a numerator goes on as something that is differentiated: d(...), d f(x)."""
    return raw.text(start) in ("(", "[", "\\left", "\\big", "\\bigl") or raw.text(raw.skip(start + 1)) in (
        "(",
        "\\left",
    )


def _end_of_group(raw: Raw, at: int) -> int:
    """Where the group that opens at a place closes, or 0 if it is too long."""
    depth = 0
    for place in range(at, min(at + LONGEST_BODY, len(raw.tokens))):
        text = raw.text(place)
        depth += (text == "{") - (text == "}")
        if not depth:
            return place
    return 0


def _bare(raw: Raw, at: int) -> tuple[int, str, int] | None:
    """The first argument of \\frac d{dx}."""
    place = _after_d(raw, at)
    return None if place is None else (1, "", place)


def _above(raw: Raw, at: int) -> tuple[int, str, int] | None:
    """The order, the name and the end of what stands above the line."""
    place = _after_d(raw, at)
    if place is None:
        return None
    order, place = _order(raw, raw.skip(place))
    name, end = _name(raw, place)
    return order, name, raw.skip(end)


def _after_order(raw: Raw, at: int) -> int:
    place = _after_d(raw, at)
    return raw.skip(_order(raw, raw.skip(place or at))[1])


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
    if raw.text(at) in ("d", "∂", "\\partial"):
        return at + 1
    if raw.text(at)[1:] in FONTS:
        place = raw.skip(at + 1)
        if raw.text(place) == "d":
            return place + 1
        if [raw.text(place), raw.text(place + 1), raw.text(place + 2)] == ["{", "d", "}"]:
            return place + 3
    return None


def _order(raw: Raw, at: int) -> tuple[int, int]:
    """The order ^2 or ^{2}, which is 1 where it is not written, and where it ends."""
    if raw.text(at) != "^":
        return 1, at
    place = raw.skip(at + 1)
    if raw.text(place) == "{" and _counts(raw.text(place + 1)) and raw.text(place + 2) == "}":
        return int(raw.text(place + 1)), place + 3
    if _counts(raw.text(place)) and len(raw.text(place)) == 1:
        return int(raw.text(place)), place + 1
    return 1, at


def _counts(text: str) -> bool:
    return text.isdecimal() and len(text) <= 3


def _name(raw: Raw, at: int) -> tuple[str, int]:
    """A letter, perhaps with an index, and where it ends; "" if there is none."""
    token = raw.tokens[at] if at < len(raw.tokens) else None
    if token is None:
        return "", at
    if token.terminal == "NAME" and token.text not in ("d", "∂"):
        name = plain_name(token.text)
    elif token.terminal == "COMMAND" and token.text[1:] in GREEK_COMMANDS:
        name = plain_name(GREEK_COMMANDS[token.text[1:]])
    else:
        return "", at
    place = raw.skip(at + 1)
    if raw.text(place) == "_":
        index, end = raw.index_at(raw.skip(place + 1))
        if index is not None:
            return f"{name}_{index}", end
    return name, at + 1
