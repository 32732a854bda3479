r"""Small readings that look at raw tokens to come: 10^{-3}, {}_{1}F_{1}, ^{(4)}, braces that mean nothing."""

from __future__ import annotations

from .differentials import read_differential
from .latex_commands import FRACTIONS, LETTERS, SIZES
from .latex_tokens import Raw
from .scope import Scope


def transparent(raw: Raw, scope: Scope, is_argument: bool) -> bool:
    r"""Whether the brace just read and its partner mean nothing, as in {x}_1, f{(x)}, {\frac{d}{dx}}; they are dropped.

    A brace around a letter or a bracket says nothing that is not seen without it, unless it holds the argument
    of a function: \sin{x}y.
    """
    end = raw.matches.get(raw.at - 1)
    if end is None:
        return False
    first = raw.skip(raw.at)
    token = raw.tokens[first]
    is_letter = not is_argument and raw.after(first) == end and _is_head(raw, first, scope)
    idle = first == end or is_letter or _is_bracket(raw, first, end)
    if not idle and token.text[1:] in FRACTIONS and raw.text(raw.after(first)) == "{":
        found = read_differential(raw, first, only_operator=True)
        idle = found is not None and raw.skip(found.end) == end
    if idle:
        raw.blank(end, end + 1)
    return idle


def _is_head(raw: Raw, place: int, scope: Scope) -> bool:
    """Whether a token is a letter, or the name of a function."""
    token = raw.tokens[place]
    if token.terminal == "NAME":
        return True
    return token.terminal == "COMMAND" and (token.text[1:] in LETTERS or scope.is_function(token.text[1:]))


def _is_bracket(raw: Raw, first: int, end: int) -> bool:
    """Whether one bracket fills the tokens between two places."""
    sized = raw.text(first)[1:] in SIZES
    opening = raw.after(first) if sized else first
    closing = raw.matches.get(opening, end)
    return raw.text(opening) in ("(", "[") and closing < end and raw.after(closing) == end


def hypergeometric(raw: Raw) -> tuple[str, str, str] | None:
    """The name, the digits below it and those before it in {}_{1}F_{1}, from its first sign `_` on; then read."""
    place = raw.at + (raw.text(raw.at) == "}")
    if raw.text(place) != "_":
        return None
    upper, place = raw.index_at(raw.after(place))
    word, place = raw.word_at(raw.skip(place))
    if not word or raw.text(raw.skip(place)) != "_":
        return None
    lower, place = raw.index_at(raw.after(raw.skip(place)))
    raw.at = place
    _listed(raw)
    return word, lower or "", upper or ""


def _listed(raw: Raw) -> None:
    r"""Let the parts of (a, b; c; x), or of SymPy's (\begin{matrix} a, b \\ c \end{matrix}\middle| x), be arguments."""
    start = raw.skip(raw.at)
    start = raw.after(start) if raw.text(start)[1:] in SIZES else start
    for place in range(start + 1, raw.matches.get(start, start)):
        token = raw.tokens[place]
        if token.text in ("\\begin", "\\end"):
            raw.blank(place, raw.matches.get(raw.after(place), place) + 1)
        elif token.text in (";", "\\\\") or (token.text == "|" and raw.text(place - 1) == "\\middle"):
            raw.tokens[place] = token._replace(terminal="COMMA", text=",")
        elif token.text == "\\middle":
            raw.blank(place, place + 1)


def raised_order(raw: Raw) -> tuple[str, bool]:
    """The 4 of {(4)} that stands raised, or a letter, and whether a bracket follows; "" where something else stands."""
    place = raw.skip(raw.at)
    inner = raw.text(raw.after(place))
    if raw.text(place) != "{" or (inner != "(" and inner[1:] not in SIZES):
        return "", False
    behind = [text for text in raw.texts(raw.matches.get(place, place) + 1, 3) if text[1:] not in SIZES]
    is_called = behind[0] == "(" or behind[:2] == ["{", "("]
    texts = [text for text in raw.texts(place + 1, 6) if text[1:] not in SIZES]
    digits = texts[1]
    is_order = texts[0] == "(" and texts[2:4] == [")", "}"]
    return digits if is_order and (digits.isdecimal() or (len(digits) == 1 and digits.isalpha())) else "", is_called


def read_degrees(raw: Raw) -> bool:
    r"""Whether \circ stands raised; it is then read."""
    place = raw.skip(raw.at)
    braced = raw.text(place) == "{"
    if braced:
        place = raw.after(place)
    end = raw.after(place) if braced else place
    if raw.text(place) != "\\circ" or (braced and raw.text(end) != "}"):
        return False
    raw.at = end + 1
    return True


def power_of_ten(raw: Raw) -> str | None:
    r"""The exponent of \times 10^{-3}, if that comes next; it is then read."""
    place = raw.skip(raw.at)
    if raw.text(place) != "\\times" or raw.text(raw.after(place)) != "10":
        return None
    place = raw.after(raw.after(place))
    if raw.text(place) != "^":
        return None
    place = raw.after(place)
    braced = raw.text(place) == "{"
    place += braced
    sign = "-" if raw.text(place) in ("-", "−") else ""
    place += bool(sign)
    digits = raw.text(place)
    if not digits.isdecimal() or (not braced and len(digits) > 1) or (braced and raw.text(place + 1) != "}"):
        return None
    raw.at = place + 1 + braced
    return sign + digits


def is_numeric_fraction(raw: Raw) -> bool:
    """Whether the arguments of a fraction to come are numbers."""
    place = raw.skip(raw.at)
    for _ in range(2):
        braced = raw.text(place) == "{"
        digits = raw.text(place + braced)
        if not digits.isdecimal() or (braced and raw.text(place + 2) != "}"):
            return False
        if not braced and len(digits) > 1:
            return True
        place = raw.skip(place + 1 + 2 * braced)
    return True
