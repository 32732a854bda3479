r"""Derivatives by commands of packages, \dv{f}{x} and \pdv[2]{f}{x}, as the fractions that they set."""

from __future__ import annotations

from collections.abc import Sequence

from .latex_commands import DERIVATIVES
from .latex_tokens import BLANK, Raw, RawToken

_SIGNS = {"d": ("NAME", "d"), "∂": ("COMMAND", "\\partial")}


def as_fractions(tokens: Sequence[RawToken]) -> list[RawToken]:
    r"""The tokens with \frac{d f}{d x} for \dv{f}{x}, and \frac{d}{d x} for \dv{x}."""
    raw = Raw([*tokens], has_index=False)
    found: list[RawToken] = []
    place = 0
    while place < len(raw.tokens):
        token = raw.tokens[place]
        sign = DERIVATIVES.get(token.text[1:]) if token.terminal == "COMMAND" else None
        place += 1
        if sign is None:
            found.append(token)
            continue
        order, place = _group(raw, place, "[")
        groups: list[list[RawToken]] = []
        while len(groups) < (3 if sign == "∂" else 2) and raw.text(raw.skip(place)) == "{":
            group, place = _group(raw, place, "{")
            groups.append([t for t in group if t.terminal != BLANK])
        found += _fraction(token, sign, order, groups) if groups else [token]
    return found


def _group(raw: Raw, place: int, opening: str) -> tuple[list[RawToken], int]:
    """What stands in the brackets that open at a place, and the place behind them; nothing where none do."""
    start = raw.skip(place)
    end = raw.matches.get(start)
    if raw.text(start) != opening or end is None:
        return [], place
    return raw.tokens[start + 1 : end], end + 1


def _fraction(
    token: RawToken, sign: str, order: Sequence[RawToken], groups: Sequence[Sequence[RawToken]]
) -> list[RawToken]:
    """The fraction: what is differentiated above, by what below; one group alone is by what."""
    subject, by = ([], groups) if len(groups) == 1 else (groups[0], groups[1:])
    mixed = [token._replace(terminal="NUMBER", text=str(len(by)))] if len(by) > 1 else []
    power = _braced(token, [*order] or mixed, "^")
    d = token._replace(terminal=_SIGNS[sign][0], text=_SIGNS[sign][1])
    below = [t for letters in by for t in (d, *letters, *(power if len(by) == 1 else ()))]
    above = [d, *power, *subject]
    return [token._replace(text="\\frac"), *_braced(token, above), *_braced(token, below)]


def _braced(token: RawToken, inner: Sequence[RawToken], before: str = "") -> list[RawToken]:
    """The tokens in braces, behind a sign; nothing where there are none."""
    if not inner:
        return []
    marks = [token._replace(terminal="POWER", text=before)] if before else []
    return [*marks, token._replace(terminal="LBRACE", text="{"), *inner, token._replace(terminal="RBRACE", text="}")]
