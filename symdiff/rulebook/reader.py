"""Reading a rule file: logical lines with their places, and clauses. No rule is understood here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import ParseError, RuleError
from ..expression import Apply, Expression
from ..language import Vocabulary
from ..language import parse as parse_text

HEAD = re.compile(r"\s*([A-Za-z][A-Za-z_0-9]*)\s*(\(([^()]*)\))?\s*:")
KEYWORDS = ("derivative", "where", "defined as", "computed by", "also called")
IN_RULES = ("d",)  # d(u) is a derivative in rule files alone: elsewhere d is a name like another
CLAUSE = re.compile(r"(?:^|,)\s*(?=(?:" + "|".join(KEYWORDS) + r")\b)")
KEYWORD = re.compile(r"\s*(" + "|".join(KEYWORDS) + r")\b")


@dataclass(frozen=True)
class Piece:
    """A part of a line that knows where in the file it stands."""

    file: str
    text: str  # the whole file
    start: int
    end: int

    @property
    def content(self) -> str:
        """The text of the piece."""
        return self.text[self.start : self.end]

    def error(self, message: str, offset: int = 0) -> RuleError:
        """An error that names the file, the line and the column."""
        place = self.start + offset
        line = self.text.count("\n", 0, place) + 1
        column = place - (self.text.rfind("\n", 0, place) + 1) + 1
        return RuleError(f"{self.file}:{line}:{column}: {message}")

    def part(self, start: int, end: int) -> Piece:
        """A part of this piece, without the space around it."""
        content = self.content[start:end]
        left = len(content) - len(content.lstrip())
        return Piece(self.file, self.text, self.start + start + left, self.start + start + len(content.rstrip()))

    def parse(self, vocabulary: Vocabulary) -> Expression:
        """The mathematics in the piece.

        Raises:
            RuleError: it is none; the message names the place in the file.
        """
        try:
            return parse_text(self.content.replace("\n", " "), vocabulary, functions=IN_RULES)
        except ParseError as error:
            raise self.error(error.message, error.position) from error

    def parse_condition(self, vocabulary: Vocabulary) -> Expression:
        """The condition on values in the piece."""
        before = "piecewise("
        try:
            whole = parse_text(f"{before}{self.content}, 0)".replace("\n", " "), vocabulary, functions=IN_RULES)
        except ParseError as error:
            raise self.error(error.message, error.position - len(before)) from error
        assert isinstance(whole, Apply)
        return whole.arguments[0]


@dataclass(frozen=True)
class Statement:
    """`name(parameters): body`."""

    name: str
    parameters: tuple[str, ...] | None
    head: Piece
    body: Piece

    def clauses(self) -> Iterator[tuple[str, Piece]]:
        """The keyword and the rest of each clause of the body."""
        content = self.body.content
        if not content:
            return
        starts = [m.end() for m in CLAUSE.finditer(content)]
        begins = [m.start() for m in CLAUSE.finditer(content)]
        if not starts or begins[0] != 0:
            raise self.body.error("expected one of: " + ", ".join(KEYWORDS))
        for start, end in zip(starts, [*begins[1:], len(content)], strict=True):
            keyword = KEYWORD.match(content, start)
            assert keyword is not None
            yield keyword.group(1), self.body.part(keyword.end(), end)


def statements(file: str, text: str) -> Iterator[Statement]:
    """The statements of a file; an indented line goes on with the one before, # begins a comment."""
    bare = re.sub(r"#[^\n]*", lambda m: " " * len(m.group()), text)
    starts = [m.start() for m in re.finditer(r"^\S", bare, re.MULTILINE)]
    lead = bare[: starts[0]] if starts else bare
    if lead.strip():
        indent = len(lead) - len(lead.lstrip())
        raise Piece(file, bare, 0, len(lead)).error("a statement begins at the left edge", indent)
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        whole = Piece(file, bare, start, end)
        head = HEAD.match(whole.content)
        if head is None:
            raise whole.error("expected `name:` or `name(arguments):`")
        listed = head.group(3)
        parameters = None if listed is None else tuple(p.strip() for p in listed.split(",") if p.strip())
        yield Statement(head.group(1), parameters, whole.part(0, head.end()), whole.part(head.end(), end - start))


def split_at(piece: Piece, word: str) -> tuple[Piece, Piece | None]:
    """The piece before a word and the piece after it, or None where the word is not there."""
    found = re.search(rf"\s{word}\s" if word.isalpha() else re.escape(word), piece.content)
    if found is None:
        return piece, None
    return piece.part(0, found.start()), piece.part(found.end(), len(piece.content))
