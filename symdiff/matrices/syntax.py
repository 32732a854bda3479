"""From text to a tree of signs and names, each with its place; what they mean is decided by shapes, in `reading`."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from ..errors import LimitError, ParseError, visible
from ..language.automaton import Automaton, Token, Unexpected
from ..language.lookalikes import MEANT
from ..language.misreadings import Misreading
from ..language.parse_errors import explained
from ..language.tables import END, tables
from ..rulefiles.greek import GREEK_NAMES

LONGEST_TEXT = 10_000
SYNTAX = "matrices"
_PREFIX = re.compile(r"(?:np|numpy)\.(?:linalg\.)?")
_SIGN = str.maketrans("−–·×⋅÷∘", "--***/⊙")
_SAME = {"**": "^", ".**": ".^", "⊙": ".*", "⊘": "./"}
_ENDS_OPERAND = frozenset(("NUMBER", "NAME", "RPAR", "NORM_CLOSE", "BAR_CLOSE", "TRANSPOSED"))
_MEANINGS = ("T", "-T", "-1")
"""What a sign behind a matrix may say."""

NUMPY_SIGNS = frozenset(("@", ".T"))


@dataclass(frozen=True, eq=False)
class Mark:
    """A piece of the text at its place; `least` is how many arguments it takes where it is a function."""

    text: str
    place: int
    end: int
    least: int = 1


@dataclass(frozen=True, eq=False)
class Raw:
    """A sign, name or number with what it joins.

    Attributes:
        head: the sign (`*`, `@`, `-` before one operand), or "name", "number", "call", "mark", "fence".
        text: the name, the number or the mark itself.
        parts: the operands.
        place, start, end: where its sign stands in the text, and where the whole begins and ends.
    """

    head: str
    text: str
    parts: tuple[Raw, ...]
    place: int
    start: int
    end: int


def _leaf(part: Any) -> Raw:
    """A number or a name, which the automaton hands on as a piece."""
    if isinstance(part, Raw):
        return part
    head = "number" if part.text[0].isdigit() or part.text[0] == "." else "name"
    return Raw(head, part.text, (), part.place, part.place, part.end)


def _joined(parts: list[Any]) -> Raw:
    left, sign, right = _leaf(parts[0]), parts[1], _leaf(parts[2])
    return Raw(sign.text, "", (left, right), sign.place, left.start, right.end)


def _juxtaposed(parts: list[Any]) -> Raw:
    left, right = map(_leaf, parts)
    return Raw("*", "", (left, right), right.start, left.start, right.end)


def _called(parts: list[Any]) -> Raw:
    name, arguments = parts[0], parts[2] if len(parts) == 4 else []
    return Raw("call", name.text, tuple(map(_leaf, arguments)), name.place, name.place, parts[-1].end)


def _more(parts: list[Any]) -> list[Any]:
    return [*parts[0], parts[2]]


def _marked(parts: list[Any]) -> Raw:
    base = _leaf(parts[0])
    return Raw("mark", parts[1].text, (base,), parts[1].place, base.start, parts[1].end)


def _fenced(parts: list[Any]) -> Raw:
    return Raw("fence", parts[2].text, (_leaf(parts[1]),), parts[0].place, parts[0].place, parts[2].end)


def _signed(parts: list[Any]) -> Raw:
    operand = _leaf(parts[1])
    return Raw("neg", "", (operand,), parts[0].place, parts[0].place, operand.end)


BUILDERS: dict[str, Callable[[list[Any]], Any]] = {
    "called": _called,
    "fenced": _fenced,
    "joined": _joined,
    "juxtaposed": _juxtaposed,
    "last": lambda parts: parts[-1],
    "marked": _marked,
    "middle": lambda parts: _leaf(parts[1]),
    "more": _more,
    "one": lambda parts: [parts[0]],
    "signed": _signed,
}
"""For each alias in the grammar what builds it."""


@cache
def _automaton() -> Automaton:
    return Automaton(tables(SYNTAX), BUILDERS)


def word(name: str) -> str:
    """The name inside of a name as it is typed: a Greek letter by its name."""
    bare = _PREFIX.sub("", name)
    return GREEK_NAMES.get(bare[:1], bare[:1]) + bare[1:]


def read_tree(text: str, names: Container[str], functions: Container[str]) -> Raw:
    """The tree of a formula.

    Args:
        text: the formula.
        names: what is declared.
        functions: what is a function before a bracket, unless it is declared.

    Raises:
        ParseError: the text is no formula; the error has the place.
        LimitError: it is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise LimitError(f"a text of {len(text):,} characters: at most {LONGEST_TEXT:,} are read")
    automaton = _automaton()
    marks, kinds = _sorted(_pieces(text), names, functions, text)
    if not marks:
        raise ParseError("there is no formula", text, 0, expected=("a formula, such as x^T*A*x",))
    tokens: list[Token] = [(automaton.kinds[kind], mark) for kind, mark in zip(kinds, marks, strict=True)]
    tokens.append((automaton.kinds[END], None))
    try:
        return _leaf(automaton.run(tokens))
    except Unexpected as unexpected:
        mistake = explained(unexpected, automaton, tokens, [mark.text for mark in marks])
        raise _placed(mistake, marks, text) from None


def _placed(mistake: Misreading, marks: Sequence[Mark], text: str) -> ParseError:
    index = mistake.index or 0
    place = marks[index].place if index < len(marks) else len(text.rstrip())
    return ParseError(mistake.message, text, place, expected=mistake.expected, suggestion=mistake.suggestion)


def _pieces(text: str) -> Iterable[tuple[str, str, int]]:
    """The kind, the text and the place of each piece.

    Raises:
        ParseError: a character is no part of a formula.
    """
    known = tables(SYNTAX)
    plain = text.translate(MEANT)
    for found in known.scanner.finditer(plain.rstrip()):
        piece, place = found[1], found.start(1)
        sort = known.sorter.fullmatch(piece)
        if sort is None or sort.lastgroup is None:
            advice = "write matrices as NumPy does: x.T @ A @ x, inv(X), or x^T*A*x" if piece in "\\$" else None
            raise ParseError(
                f"{visible(piece)} has no meaning in a formula of matrices", text, place, suggestion=advice
            )
        yield sort.lastgroup, piece, place


def _sorted(
    pieces: Iterable[tuple[str, str, int]], names: Container[str], functions: Container[str], text: str
) -> tuple[list[Mark], list[str]]:
    """Each piece as it is read, and the terminal that it is."""
    marks: list[Mark] = []
    kinds: list[str] = []
    opened: list[str] = []
    found = [*pieces, ("", "", len(text))]
    for (kind, piece, place), (following, _, after) in pairwise(found):
        if kind == "NAME":
            name = word(piece)
            is_call = following == "LPAR" and name not in names and name in functions
            for part, at in [(name, place)] if is_call else _cut(piece, place, names, text):
                marks.append(Mark(part, at, at + len(part)))
                kinds.append(kind)
            if following == "LPAR" and marks[-1].text not in names:
                kinds[-1] = "FUNCTION"
            continue
        if kind == "TRANSPOSED":
            _refuse_power(piece, place, following == "NAME" and after == place + len(piece), names, text, found)
        is_bar = kind in ("NORM", "BAR")
        kinds.append(_bar(kind, kinds[-1] if kinds else "", opened) if is_bar else kind)
        marks.append(Mark(_plain(kind, piece), place, place + len(piece)))
    return marks, kinds


def _plain(kind: str, piece: str) -> str:
    """A sign as it is called inside."""
    if kind == "TRANSPOSED":
        return _meaning(piece)
    sign = piece.translate(_SIGN)
    return _SAME.get(sign, sign)


def _bar(kind: str, before: str, opened: list[str]) -> str:
    """A bar closes where an operand ends and one of its kind is open; what stands below it stands behind."""
    if opened and opened[-1] == kind and before in _ENDS_OPERAND:
        opened.pop()
        return f"{kind}_CLOSE"
    opened.append(kind)
    return f"{kind}_OPEN"


def _meaning(piece: str) -> str:
    """What a sign behind a matrix says: T, -T or -1."""
    if "1" in piece or "¹" in piece:
        return "-1"
    return "-T" if re.search("[-−⁻]", piece) else "T"


def _refuse_power(
    piece: str, place: int, is_glued: bool, names: Container[str], text: str, found: Sequence[tuple[str, str, int]]
) -> None:
    """Refuse ^T where T is declared: it may be a power."""
    if "^" not in piece or "T" not in piece:
        return
    glued = next((p for _, p, at in found if at == place + len(piece)), "") if is_glued else ""
    if "T" in names or (glued and "T" + glued in names):
        raise ParseError(
            "T is declared, so ^T may be a power or the transpose",
            text,
            place,
            suggestion="write A' for the transpose, and another letter for the exponent",
        )


def _cut(piece: str, place: int, names: Container[str], text: str) -> list[tuple[str, int]]:
    """A word of declared names that lost their signs, in the one way in which it is made of them.

    Raises:
        ParseError: there is more than one way.
    """
    name = word(piece)
    if name in names or not piece.isalnum() or not piece.isascii() or len(piece) > 40:
        return [(name, place)]
    ways: list[list[list[str]]] = [[[]]]  # for each length of the beginning how it is cut, at most two ways
    for end in range(1, len(piece) + 1):
        here = [[*way, piece[start:end]] for start in range(end) if piece[start:end] in names for way in ways[start]]
        ways.append(here[:2])
    if len(ways[-1]) > 1:
        first, second = ("*".join(way) for way in ways[-1])
        raise ParseError(f"{piece} could be {first} or {second}", text, place, suggestion="write the signs")
    if not ways[-1]:
        return [(name, place)]
    starts = [place]
    for part in ways[-1][0]:
        starts.append(starts[-1] + len(part))
    return list(zip(ways[-1][0], starts, strict=False))


__all__ = ["BUILDERS", "NUMPY_SIGNS", "Mark", "Raw", "read_tree", "word"]
