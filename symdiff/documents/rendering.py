"""What the renderers have in common: phrases are spelled in a language, texts escaped, formulas set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Generic, TypeVar

from ..expression import Expression
from . import blocks
from .catalogue import FALLBACK, Catalogue
from .sentences import Phrase, Sentence, spelled, within_line

Set = TypeVar("Set")


class Renderer(ABC, Generic[Set]):
    """One medium in one language: how each kind of block is set.

    Args:
        language: the code of the language.

    Raises:
        SymdiffError: there is no such language.
    """

    def __init__(self, language: str = FALLBACK) -> None:
        self.say = Catalogue(language)
        self.answers = "none"

    # --- in a line ------------------------------------------------------------------------------------

    @abstractmethod
    def text(self, words: str) -> str:
        """The words, with every character written so that it is read as nothing but text."""

    @abstractmethod
    def formula(self, expression: Expression) -> str:
        """The formula within a line."""

    @abstractmethod
    def equation(self, line: blocks.Line) -> str:
        """Both sides of a line with the sign between them."""

    def said(self, phrase: Phrase) -> str:
        """The phrase: words with formulas."""
        spans = spelled(phrase, self.say)
        return "".join(self.text(within_line(s)) if isinstance(s, str) else self.formula(s) for s in spans)

    def word(self, key: str, **gaps: Phrase) -> str:
        """An entry of the catalogue."""
        return self.said(Sentence(key, gaps))

    @property
    def colon(self) -> str:
        """What stands between a label and what it is about."""
        return self.say.entries["list.colon"]

    # --- blocks ---------------------------------------------------------------------------------------

    @abstractmethod
    def document(self, document: blocks.Document) -> str:
        """The whole document."""

    def block(self, block: blocks.Block) -> Set:
        """One block."""
        match block:
            case blocks.Heading():
                return self.heading(block)
            case blocks.Paragraph():
                return self.paragraph(block)
            case blocks.Display():
                return self.display(block)
            case blocks.Steps():
                return self.steps(block)
            case blocks.Grid():
                return self.grid(block)
            case blocks.Picture():
                return self.picture(block)
            case blocks.Version():
                return self.version(block)

    def each(self, sequence: Iterable[blocks.Block]) -> list[Set]:
        """Blocks one after the other."""
        return [self.block(block) for block in sequence]

    @abstractmethod
    def heading(self, heading: blocks.Heading) -> Set:
        """A heading."""

    @abstractmethod
    def paragraph(self, paragraph: blocks.Paragraph) -> Set:
        """Words on a line of their own."""

    @abstractmethod
    def display(self, display: blocks.Display) -> Set:
        """A formula of its own."""

    @abstractmethod
    def steps(self, steps: blocks.Steps) -> Set:
        """The steps of a derivation."""

    @abstractmethod
    def grid(self, grid: blocks.Grid) -> Set:
        """A table."""

    @abstractmethod
    def picture(self, picture: blocks.Picture) -> Set:
        """A graph."""

    @abstractmethod
    def version(self, version: blocks.Version) -> Set:
        """The questions of one version of a sheet."""

    # --- questions ------------------------------------------------------------------------------------

    def solution(self, question: blocks.ShownQuestion) -> blocks.Steps:
        """The way to the answer, as far as the document shows it."""
        return question.solution if self.answers == "worked" else blocks.Steps(())


def letter(place: int) -> str:
    """The letter of an option: A for 0."""
    return chr(ord("A") + place) if place < 26 else f"A{place - 25}"
