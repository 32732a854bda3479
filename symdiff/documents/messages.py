"""What errors and notes say, in a language: `words/messages/CODE.toml` has the sentence for each English one.

The English sentences stand in the code, where the error is. Another language names each with blanks; what
fills them is said in that language, too, where it has words for it. What it has no words for stays English.
"""

from __future__ import annotations

import re
from functools import cache

from .catalogue import BLANK, FALLBACK, FOLDER, Catalogue

_DEEPEST = 4
_LIST = ", "


def translated(text: str, language: str) -> str:
    """A message, line by line; indented lines are formulas, and stay what they are.

    Args:
        text: what an error or a note says in English.
        language: the code of a language.

    >>> translated("there is no function foo (line 1, column 2)", "zh")
    '没有函数 foo（第 1 行，第 2 列）'
    """
    if language == FALLBACK or not _sentences(language):
        return text
    return "\n".join(line if line[:1] == " " else _said(line, language, 0) for line in text.split("\n"))


def _said(text: str, language: str, depth: int) -> str:
    """A sentence or a part of one."""
    for pattern, words in _sentences(language):
        found = pattern.fullmatch(text) if depth < _DEEPEST else None
        if found is not None:
            pieces = BLANK.split(words)
            pieces[1::2] = [_filled(name, found[name], language, depth + 1) for name in pieces[1::2]]
            return "".join(pieces)
    if _LIST in text and depth < _DEEPEST:
        return _LIST.join(_said(part, language, depth + 1) for part in text.split(_LIST))
    return text


def _filled(name: str, text: str, language: str, depth: int) -> str:
    """What fills a blank; a list of words has the commas of the language."""
    if name != "list":
        return _said(text, language, depth)
    return Catalogue(language).entries["list.comma"].join(_said(part, language, depth) for part in text.split(_LIST))


@cache
def _sentences(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each English sentence as a pattern, with its words; those with more words of their own first."""
    import tomllib

    path = FOLDER / "messages" / f"{language}.toml"
    if not path.is_file():
        return ()
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    # How an error is put together comes first: its place, and what was expected.
    order = sorted(found, key=lambda english: (not english.startswith("{message}"), -len(BLANK.sub("", english))))
    return tuple((_pattern(english), found[english]) for english in order)


def _pattern(english: str) -> re.Pattern[str]:
    pieces = BLANK.split(english)
    pattern = "".join(f"(?P<{piece}>.+?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return re.compile(pattern, re.DOTALL)
