"""What a document is made of. Records alone: each medium has a renderer that sets them.

A phrase in a block belongs to no language; the renderer spells it in its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..expression import Expression
from ..plotting.graphs import Plot
from .sentences import Phrase


@dataclass(frozen=True)
class Heading:
    """A heading inside the document."""

    words: Phrase


@dataclass(frozen=True)
class Paragraph:
    """Words on a line of their own; `label` stands in front of them, set apart."""

    words: Phrase
    label: Phrase = ""


@dataclass(frozen=True)
class Display:
    """A formula of its own.

    Attributes:
        formula: the formula.
        held: what must hold for it.
        label: what it is; the result that a document comes to has one.
    """

    formula: Expression
    held: Phrase = ""
    label: Phrase = ""


@dataclass(frozen=True)
class Line:
    """A line of a derivation, what is new in it marked; or an equation.

    Attributes:
        before: the left side; None where the line continues the one above it.
        after: what that is equal to.
        held: what must hold for it.
        follows: whether both are equations, and the second follows from the first; else they are equal.
    """

    before: Expression | None
    after: Expression
    held: Phrase = ""
    follows: bool = False


@dataclass(frozen=True)
class ShownStep:
    """One step of a derivation.

    Attributes:
        words: what is done.
        line: what it gives; None where the words say it.
        level: how deep it stands, 1 at the top.
        number, title: what it is called; a step of a short solution has neither.
        rule: the rule in its general form.
        bindings: what its letters stand for.
        notes: what else is to be said, why not another rule.
        verdict: what came of checking it.
        below: the moves that it is made of, for a medium that can fold them.
    """

    words: Phrase
    line: Line | None
    level: int = 1
    number: str = ""
    title: Phrase = ""
    rule: Line | None = None
    bindings: Phrase = ""
    notes: tuple[Phrase, ...] = ()
    verdict: Phrase = ""
    below: tuple[ShownStep, ...] = ()


@dataclass(frozen=True)
class Steps:
    """Steps one after the other, each below the nearest one before it that stands less deep."""

    steps: tuple[ShownStep, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the headings of its columns, and its rows."""

    headings: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True)
class Picture:
    """The graph of a function: its label, and what it is for one who does not see it."""

    plot: Plot
    label: str
    description: Phrase


@dataclass(frozen=True)
class ShownOption:
    """One option of a choice: what it says, whether it is right, what one who chose it is told."""

    words: Phrase
    right: bool
    feedback: Phrase = ""


@dataclass(frozen=True)
class ShownQuestion:
    """An exercise.

    Attributes:
        number: its number.
        points: what it counts.
        prompt: the lines of the question.
        figures: the tables and pictures that belong to it.
        options: what there is to choose from; nothing where an answer is to be written.
        answer: the right answer.
        solution: the way to it.
        room: how much paper an answer takes, in millimetres.
        blanks: what stands before each place for an answer.
        evidence: what a page needs to judge an answer by itself; None where it cannot.
        feedback: for each wrong answer of the evidence what is told.
    """

    number: int
    points: int
    prompt: tuple[Phrase, ...]
    figures: tuple[Grid | Picture, ...]
    options: tuple[ShownOption, ...]
    answer: Phrase
    solution: Steps
    room: int = 0
    blanks: tuple[Phrase, ...] = ()
    evidence: Mapping[str, Any] | None = None
    feedback: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Version:
    """One version of a sheet: its name (empty where there is one only), its questions, with headings between them."""

    label: Phrase
    blocks: tuple[Heading | ShownQuestion, ...]


Block: TypeAlias = Heading | Paragraph | Display | Steps | Grid | Picture | Version


@dataclass(frozen=True)
class Document:
    """Blocks under a title.

    Attributes:
        title: the title.
        blocks: the blocks.
        titled: whether the title is shown where a medium has no other use for it.
        answers: what is shown of the answers to questions: "none", "key" or "worked".
        footer: who made it, and how.
    """

    title: Phrase
    blocks: tuple[Block, ...]
    titled: bool = True
    answers: str = "none"
    footer: str = ""
