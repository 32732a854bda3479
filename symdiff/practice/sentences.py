"""Sentences with mathematics in them, in every language of the catalogue.

A sentence is a key of the catalogue and what stands in its gaps: a formula, a number, a word, or
another sentence. Spelled in a language it is a list of pieces: text to be escaped, and formulas to
be set, each as the format at hand sets them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ..errors import SymdiffError
from ..expression import Expression

LANGUAGES = ("en", "zh")
GAP = re.compile(r"\{(\w+)\}")

Piece = str | Expression


@dataclass(frozen=True)
class Sentence:
    """A key of the catalogue with what fills its gaps.

    Attributes:
        key: the name of the sentence in the catalogue; an empty key is the text in the gap `text`, as it is.
        gaps: by name an Expression, a number, a text that needs no translation, or another sentence.
    """

    key: str
    gaps: Mapping[str, Expression | int | str | Sentence] = field(default_factory=dict)

    def pieces(self, language: str = "en") -> list[Piece]:
        """Text and formulas in the order in which they are read, in one language.

        Raises:
            SymdiffError: the catalogue has no such language.
        """
        return _joined(_spelled(self, language))

    def text(self, language: str = "en") -> str:
        """The sentence as plain text, formulas as they are typed."""
        return "".join(p if isinstance(p, str) else _typed(p) for p in self.pieces(language))

    def json(self) -> dict[str, object]:
        """The sentence as an object."""
        return {"key": self.key, "gaps": {name: _gap_as_json(value) for name, value in self.gaps.items()}}


def say(key: str, **gaps: Expression | int | str | Sentence) -> Sentence:
    """The sentence of that key.

    >>> say("find_derivative", f="x").text()
    'Find the derivative of x.'
    """
    return Sentence(key, gaps)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence of a language, by key.

    Raises:
        SymdiffError: there is no such language.
    """
    import tomllib

    if language not in LANGUAGES:
        raise SymdiffError(f"there are no sentences in {language!r}: the languages are {', '.join(LANGUAGES)}")
    text = (files(__package__) / "words" / f"{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {key: words for table in tables.values() for key, words in table.items()}


def _spelled(sentence: Sentence, language: str) -> list[Piece]:
    # Sentences nest two or three deep, by construction.
    if not sentence.key:
        return [str(sentence.gaps["text"])]
    template = catalogue(language)[sentence.key]
    parts: list[Piece] = []
    for place, word in enumerate(GAP.split(template)):
        if place % 2 == 0:
            parts.append(word)
            continue
        value = sentence.gaps[word]
        if isinstance(value, Sentence):
            parts += _spelled(value, language)
        else:
            parts.append(value if isinstance(value, Expression) else str(value))
    return parts


def _joined(parts: list[Piece]) -> list[Piece]:
    """The pieces with neighbouring texts made one."""
    joined: list[Piece] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return joined


def _typed(expression: Expression) -> str:
    from ..printing import to_text

    return to_text(expression)


def _gap_as_json(value: Expression | int | str | Sentence) -> object:
    if isinstance(value, Sentence):
        return value.json()
    return {"math": _typed(value), "latex": value.latex()} if isinstance(value, Expression) else value
