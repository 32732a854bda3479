"""The script of a page that judges answers: the tables of the grammar as data, and what runs them in a browser.

The page reads a formula as `parse(text, lenient=True)` does, from the same tables, and refuses the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from json import dumps
from typing import Any

from ..expression import COMPARISONS, CONDITIONS, Number
from ..grading.reading import NAMED
from ..language import cutting, lexer, lookalikes, number_literals, scope, surroundings, variable_names
from ..language.callees import PIECEWISE, Callee, IndexedCallee, SharedName
from ..language.notes import DOUBTFUL, UNBRACKETED
from ..language.tables import ACCEPT, Tables, tables
from ..printing import pieces as levels
from ..printing.sign_table import BINDINGS, SIGNS
from ..rulebook import FunctionEntry, Rulebook, current
from ..rulefiles.greek import GREEK_NAMES

PARTS = ("words.js", "reader.js", "routines.js", "values.js", "told.js", "page.js")
"""What runs the tables, computes, tells a reading, and shows the verdicts."""

_IDLE = re.compile(r"^[ ]*(?://.*\n)?|^\n", re.MULTILINE)
_LETTER = r"[\p{L}\p{N}_]"
_WHITE = "".join(chr(code) for code in range(ord("\u3000") + 1) if chr(code).isspace())  # there are none beyond
_MOST_FIXED = 100


def script(parts: Iterable[str] = PARTS) -> str:
    """The script of the page, with the functions of the current rulebook.

    Args:
        parts: the names of its files.
    """
    sources = "".join(map(_part, parts))
    # What stands between the tags of a script is no HTML, but for what may end it.
    data = dumps(grammar(current()), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'"use strict";\n(() => {{\n  const GRAMMAR = {data};\n{sources}}})();\n'


@cache
def _part(name: str) -> str:
    """A file of the script, without the lines of comment and the indentation."""
    return _IDLE.sub("", (files(__package__) / "page" / name).read_text(encoding="utf-8"))


def grammar(book: Rulebook) -> dict[str, Any]:
    """What the reader of the page has to be told."""
    lenient = scope.Scope(book.vocabulary, scope.Declared(lenient=True))
    return {**_characters(), **_syntax(), **_names(lenient), "lines": _lines(book)}


# --- what does not depend on the functions -----------------------------------------------------------


@cache
def _characters() -> dict[str, Any]:
    return {
        "white": _WHITE,
        "spaces": lexer.SPACES,
        "meant": {chr(code): meant for code, meant in lookalikes.MEANT.items()},
        "quotes": [opening + closing for opening, closing in lookalikes.QUOTES],
        "named": _pattern(lookalikes.NAMED.pattern, unicode=True),
        "read_over": _pattern(NAMED.pattern, unicode=True),
        "letter": _LETTER,
        "run_together": lexer.RUN_TOGETHER.pattern,
        "unbracketed": [_pattern(doubtful.pattern) for doubtful in UNBRACKETED],
        "doubtful": [_pattern(doubtful.pattern) for doubtful in DOUBTFUL],
        "bindings": {sign: {"sign": SIGNS[sign].text, **binding._asdict()} for sign, binding in BINDINGS.items()},
        "levels": {name: getattr(levels, name.upper()) for name in ("where", "or", "sign", "product", "atom")},
        "over": "".join(sorted(lexer.OVER)),
        "farthest": surroundings.FARTHEST,
        "minuses": "".join(sorted(surroundings.MINUSES)),
        "raised": "".join(sorted(surroundings.RAISED)),
        "flat": _pair(number_literals.FLAT),
        "greek": {
            "shapes": variable_names.GREEK_SHAPES,
            "names": sorted(variable_names.GREEK_NAMES),
            "single": sorted(variable_names.SINGLE),
            "below": _pair(variable_names.LOWERED),
        },
        "constants": {word: constant.name for word, constant in variable_names.CONSTANTS.items()},
        "keywords": scope.KEYWORDS,
        "not_numbers": sorted(scope.NOT_NUMBERS),
        "longest_word": cutting.LONGEST_WORD,
        "most_kept": cutting.MOST_KEPT,
        "most_exponent": number_literals.MOST_EXPONENT,
        "conditions": dict.fromkeys((*sorted(COMPARISONS), *sorted(CONDITIONS)), 1),
        "comparisons": lexer.COMPARISON_SIGNS,
        "piecewise": PIECEWISE.name,
    }


def _pair(translation: Mapping[int, int | str]) -> tuple[str, str]:
    """Characters, and what each becomes."""
    meant = (to if isinstance(to, str) else chr(to) for to in translation.values())
    return "".join(map(chr, translation)), "".join(meant)


def _pattern(pattern: str, *, unicode: bool = False) -> str:
    """A regular expression of Python as JavaScript writes it, with Python's notion of white space and of letters."""
    translated = pattern.replace(r"[\w.-]", r"[\p{L}\p{N}_.\-]").replace(r"\w", _LETTER) if unicode else pattern
    # A run that gives nothing back is one that nothing of its kind follows.
    return translated.replace(r"\s", f"[{_WHITE}]").replace("[0-9.]++", "[0-9.]+(?![0-9.])")


@cache
def _syntax() -> dict[str, Any]:
    known = tables("mathematics")
    lefts = sorted({left for left, _, _ in known.rules})
    shifts: list[dict[int, int]] = []
    gotos: list[dict[int, int]] = []
    states = []
    for row, goto in zip(known.actions, known.gotos, strict=True):
        # An error that is met a few reductions later is still met before the next token is taken.
        reductions = Counter(-move for move in row if move < 0)
        kept = {kind: 0 if move == ACCEPT else move for kind, move in enumerate(row) if move > 0}
        numbered = {lefts.index(name): state for name, state in goto.items()}
        states.append((max(reductions, default=0), _place(shifts, kept), _place(gotos, numbered)))
    return {
        "terminals": known.terminals,
        "patterns": [(known.terminals[kind], _pattern(known.patterns[kind])) for kind in _by_priority(known)],
        "rules": [(lefts.index(left), size, alias) for left, size, alias in known.rules],
        "states": states,
        "shifts": shifts,
        "gotos": gotos,
        "fractions": _fractions(known),
    }


def _by_priority(known: Tables) -> list[int]:
    return [kind for kind, pattern in enumerate(known.patterns) if pattern]


def _place(rows: list[dict[int, int]], row: dict[int, int]) -> int:
    if row not in rows:
        rows.append(row)
    return rows.index(row)


def _fractions(known: Tables) -> dict[str, tuple[str, ...]]:
    signs = [c for c in known.patterns[known.kinds["NUMBER"]] if not c.isascii()]
    return {sign: tuple(map(str, number_literals.number(sign).arguments)) for sign in signs}  # type: ignore[attr-defined]


# --- the functions -----------------------------------------------------------------------------------


def _names(lenient: scope.Scope) -> dict[str, Any]:
    vocabulary = lenient.vocabulary
    names = sorted({*vocabulary.functions, *vocabulary.aliases, *vocabulary.shared})
    known = {name: lenient.known(name) for name in names}
    pieces = lenient.pieces
    assert pieces is not None
    found = {name: _callee(head, alone=lenient.is_function(name)) for name, head in known.items() if head is not None}
    signs = {sign: lenient.of_degree(degree) for sign, degree in lexer.DEGREES.items()}
    signs |= {sign: lenient.sign(sign) for sign in "|!°"}
    letters = {letter: lenient.letter(letter) for letter in GREEK_NAMES}
    return {
        "functions": found | {name: {"least": 1, "most": 0, "alone": 1} for name in scope.WRITTEN},
        "pieces": {kind: [name for name in names if name in getattr(pieces, kind)] for kind in ("functions", "called")},
        "shared": sorted(vocabulary.shared),
        "signs": {sign: _callee(head) for sign, head in signs.items()} | {"°": {"degrees": 1, "least": 1, "most": 1}},
        "letters": {letter: _callee(head) for letter, head in letters.items() if head is not None},
        "indexed": {name: _indexed(lenient, name) for name in names if lenient.indexed(name, "n") is not None},
    }


def _callee(head: Callee, *, alone: bool = False) -> dict[str, Any]:
    """A function as it is called: its names by the number of arguments, how many it takes, and its inverse."""
    record: dict[str, Any] = {"least": head.least, "most": head.most} | ({"alone": 1} if alone else {})
    if isinstance(head, IndexedCallee):
        inner = _callee(head.head)
        index = head.index.value if isinstance(head.index, Number) else None
        return {**inner, **record, "place": head.place} | ({} if index is None else {"index": index})
    names = head.choices if isinstance(head, SharedName) else {head.least: head.name}
    return {**record, "names": dict(names)} | ({"inverse": head.inverse} if head.inverse else {})


def _indexed(lenient: scope.Scope, name: str) -> dict[str, Any]:
    """A function whose name takes an index, and the functions that it is with some digits as that: log_b, log_2."""
    head = lenient.indexed(name, "n")
    assert isinstance(head, IndexedCallee)
    digits = {str(n): lenient.indexed(name, str(n)) for n in range(_MOST_FIXED)}
    fixed = {n: _callee(found) for n, found in digits.items() if found and not isinstance(found, IndexedCallee)}
    return {**_callee(head), "fixed": fixed}


def _lines(book: Rulebook) -> dict[str, dict[str, Any]]:
    """For each function its letters, its domain and its definition, as formulas to be read by the page."""
    return {f"{name}/{count}": _line(entry) for (name, count), entry in book.functions.items()}


def _line(entry: FunctionEntry) -> dict[str, Any]:
    line: dict[str, Any] = {"letters": entry.letters}
    if entry.requirement is not None:
        line["where"] = f"1 where {entry.requirement}"
    if entry.definition is not None:
        line["as"] = str(entry.definition)
    return line
