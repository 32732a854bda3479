"""Sentences with formulas in them: an entry of the catalogue, and what its blanks stand for.

A sentence belongs to no language. Spelled in one it is a list of texts and formulas in the order of that
language; a renderer escapes the ones and sets the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from ..errors import visible
from ..expression import Expression
from .catalogue import FALLBACK, Catalogue
from .formulas import written

# In a sentence a blank stands beside what fills it; Chinese has none between its own characters.
_BETWEEN_HAN = re.compile("(?<=[\u4e00-\u9fff\uff0c\uff1b\uff1a]) (?=[\u4e00-\u9fff])")

Span: TypeAlias = str | Expression
Phrase: TypeAlias = Union["Sentence", "Series", Expression, str, int]
"""What may be said: text is not translated."""


@dataclass(frozen=True)
class Sentence:
    """An entry of the catalogue with what fills its blanks.

    Attributes:
        key: the name of the entry; an empty key is the text in the gap `text`, as it is.
        gaps: by the name of the blank what stands there.

    >>> Sentence("plan.product", {"parts": "u and v"}).text()
    'a product of u and v'
    """

    key: str
    gaps: Mapping[str, Phrase] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.key)

    def pieces(self, language: str = FALLBACK) -> list[Span]:
        """Texts and formulas in the order in which they are read.

        Raises:
            SymdiffError: there is no such language.
        """
        return spelled(self, Catalogue(language))

    def text(self, language: str = FALLBACK) -> str:
        """The sentence as plain text, formulas as they are typed."""
        return text_of(self, language)


@dataclass(frozen=True)
class Series:
    """Phrases one after the other.

    Attributes:
        phrases: the phrases.
        between: the entry of the catalogue that says what stands between two of them.
    """

    phrases: tuple[Phrase, ...]
    between: str = "list.comma"


def passage(phrases: Iterable[Phrase]) -> Series:
    """Sentences that follow each other."""
    return Series(tuple(phrases), "list.sentences")


def text_of(phrase: Phrase, language: str = FALLBACK) -> str:
    """The phrase as plain text, formulas as they are typed.

    >>> import symdiff
    >>> text_of(passage([Sentence("moves.signs.title"), symdiff.parse("2x")]))
    'Signs 2*x'
    """
    return "".join(s if isinstance(s, str) else written(s) for s in spelled(phrase, Catalogue(language)))


def spelled(phrase: Phrase, say: Catalogue) -> list[Span]:
    """The texts and formulas of a phrase in a language, neighbouring texts joined."""
    spans: list[Span] = []
    # Phrases nest a few levels deep, by construction.
    stack: list[Phrase] = [phrase]
    while stack:
        part = stack.pop()
        if isinstance(part, Sentence):
            stack.extend(reversed(_filled(part, say)))
        elif isinstance(part, Series):
            between = say.entries[part.between]
            stack.extend([p for one in reversed(part.phrases) for p in (one, between)][:-1])
        elif isinstance(part, Expression):
            spans.append(part)
        elif spans and isinstance(spans[-1], str):
            spans[-1] += str(part)
        elif part != "":
            spans.append(str(part))
    return spans if isinstance(phrase, str) else [_BETWEEN_HAN.sub("", s) if isinstance(s, str) else s for s in spans]


def _filled(sentence: Sentence, say: Catalogue) -> list[Phrase]:
    if not sentence.key:
        return [sentence.gaps["text"]]
    template = say.template(sentence.key)
    return [sentence.gaps[word] if place % 2 else word for place, word in enumerate(template)]


def one_line(text: str) -> str:
    r"""The text on one line, with characters that cannot be seen written as escapes.

    >>> one_line("Quiz 2\n\x07")
    'Quiz 2 \\x07'
    """
    return visible(" ".join(text.split()))


def within_line(text: str) -> str:
    """The text as `one_line` has it, but with the blanks at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + one_line(text) + after
