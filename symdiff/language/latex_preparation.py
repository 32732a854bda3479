r"""LaTeX before it is read: the raw tokens, without what stands around a formula, and {a \over b} as a fraction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .latex_commands import DERIVATIVES, FONTS, SIZES, SPACING, STACKED, SWITCHES
from .latex_physics import as_fractions
from .latex_tokens import BLANK, Raw, RawToken, matched
from .tables import Tables

PERCENTAGE = "PERCENTAGE"
"""The terminal of a comment that seems to be a percentage."""

_DERIVATIVES = re.compile(rf"\\(?:{'|'.join(map(re.escape, DERIVATIVES))})(?![A-Za-z])")
_STOPS = frozenset(".,;")


def prepared(text: str, tables: Tables, terminals: dict[str, str]) -> list[RawToken]:
    """The raw tokens of a formula.

    Args:
        text: the formula.
        tables: what finds and sorts the tokens.
        terminals: the terminals of tokens that were met before; others are added.
    """
    tokens = _within(_scanned(text, tables, terminals))
    if _DERIVATIVES.search(text):
        tokens = as_fractions(tokens)
    if any(command in text for command in STACKED):
        tokens = _unstacked(tokens)
    return tokens


def _scanned(text: str, tables: Tables, terminals: dict[str, str]) -> list[RawToken]:
    tokens: list[RawToken] = []
    for match in tables.scanner.finditer(text):
        piece = match[1]
        terminal = terminals.get(piece)
        if terminal is None:
            sorted_ = tables.sorter.match(piece)
            terminal = (sorted_.lastgroup if sorted_ and sorted_.end() == len(piece) else None) or ""
            if terminal == "TIE" or (terminal == "COMMAND" and piece[1:] in SPACING):
                terminal = BLANK
            if len(terminals) < _MOST_KNOWN and len(piece) < 40:
                terminals[piece] = terminal
        if terminal == BLANK and piece[0] == "%" and _touches_number(tokens, match.start(1)):
            terminal = PERCENTAGE
        tokens.append(RawToken(terminal, piece, match.start(1)))
    return tokens


_MOST_KNOWN = 2_000


def _touches_number(tokens: Sequence[RawToken], place: int) -> bool:
    """Whether a number ends at a place: 5%, where TeX would begin a comment."""
    return bool(tokens) and tokens[-1].terminal == "NUMBER" and tokens[-1].place + len(tokens[-1].text) == place


def _within(tokens: list[RawToken]) -> list[RawToken]:
    """The tokens without dollar signs and braces around all of them, and without a final stop."""
    first, end = 0, len(tokens)
    pairs: dict[int, int] | None = None
    while True:
        while first < end and Raw.is_blank(tokens[first]):
            first += 1
        end = _before_stop(tokens, first, end)
        if end - first < 2:
            break
        opening, closing = tokens[first], tokens[end - 1]
        if opening.text == "{" and closing.text == "}":
            pairs = pairs or matched(tokens)
            if pairs.get(first) != end - 1 or tokens[first + 1].text in SWITCHES:
                break
        elif opening.terminal != "DOLLARS" or closing.text != opening.text:
            break
        first, end = first + 1, end - 1
    return tokens[first:end]


def _before_stop(tokens: list[RawToken], first: int, end: int) -> int:
    """Where the formula ends: before blanks and one stop or comma, which may be set upright."""
    end = _before_blanks(tokens, first, end)
    stop = end - 1
    if stop >= first and tokens[stop].terminal == "NUMBER" and tokens[stop].text[-1] == ".":
        tokens[stop] = tokens[stop]._replace(text=tokens[stop].text[:-1])
    if end - first > 4 and tokens[end - 1].text == "}" and tokens[end - 4].text[1:] in FONTS:
        stop = end - 2
    if stop < first or tokens[stop].text not in _STOPS:
        return end
    start = _before_blanks(tokens, first, end - 4 if stop < end - 1 else stop)
    before = tokens[start - 1] if start > first else None
    if before is None or before.text in _STOPS or before.text[1:] in SIZES:
        return end
    return start


def _before_blanks(tokens: Sequence[RawToken], first: int, end: int) -> int:
    while end > first and Raw.is_blank(tokens[end - 1]):
        end -= 1
    return end


def _unstacked(tokens: list[RawToken]) -> list[RawToken]:
    r"""The tokens with \frac{a}{b} for a \over b, which takes all of the group that it stands in."""
    pairs = matched(tokens)
    before: dict[int, list[RawToken]] = {}
    groups = [(0, -1)]
    for place, token in enumerate((*tokens, RawToken("RBRACE", "}", 0))):
        if token.text in ("{", "\\left"):
            groups.append((place + (1 if token.text == "{" else 2), -1))
        elif token.text in STACKED and groups[-1][1] < 0:
            groups[-1] = (groups[-1][0], place)
        elif token.text in ("}", "\\right") and (len(groups) > 1 or place == len(tokens)):
            start, middle = groups.pop()
            if middle >= 0:
                _braced(tokens, pairs, start, middle, before)
                _braced(tokens, pairs, middle + 1, place, before)
                before[start].insert(0, RawToken("COMMAND", STACKED[tokens[middle].text], tokens[middle].place))
    return [t for place in range(len(tokens) + 1) for t in (*before.get(place, ()), *tokens[place : place + 1])]


def _braced(
    tokens: list[RawToken],
    pairs: dict[int, int],
    start: int,
    end: int,
    before: dict[int, list[RawToken]],
) -> None:
    """Put braces around the tokens between two places, unless they have them."""
    first = start
    while first < end and Raw.is_blank(tokens[first]):
        first += 1
    last = _before_blanks(tokens, start, end) - 1
    if tokens[end : end + 1] and tokens[end].text in STACKED:
        tokens[end] = tokens[end]._replace(terminal=BLANK)
    place = tokens[min(first, len(tokens) - 1)].place
    before.setdefault(start, [])
    if first < end and tokens[first].text == "{" and pairs.get(first) == last:
        return
    before[start].append(RawToken("LBRACE", "{", place))
    before.setdefault(end, []).insert(0, RawToken("RBRACE", "}", tokens[min(end, len(tokens) - 1)].place))
