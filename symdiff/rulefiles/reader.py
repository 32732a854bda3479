"""Reading a rule file: logical lines with their places, and clauses. No rule is understood here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..errors import RuleError

HEAD = re.compile(r"\s*([A-Za-z][A-Za-z_0-9]*)\s*(\(([^()]*)\))?\s*:")
KEYWORDS = (
    "derivative", "where", "defined as", "computed by", "computed within", "also called", "also written",
    "even", "odd", "increasing", "decreasing", "range", "value", "equals", "in pieces", "next", "reflected", "doubled",
    "written", "bare", "in maxima", "in sympy", "family", "group", "effort", "largest", "takes", "gives", "marked",
    "in numpy",
)  # fmt: skip
CLAUSE = re.compile(r"(?:^|,)\s*(?=(?:" + "|".join(KEYWORDS) + r")\b)")
KEYWORD = re.compile(r"\s*(" + "|".join(KEYWORDS) + r")\b")
COMMENT = re.compile(r"#(?!\d)[^\n]*")  # #1 is an argument's place in `written`


@dataclass(frozen=True)
class Passage:
    """A part of a line that knows where in the file it stands."""

    file: str
    text: str  # the whole file
    start: int
    end: int

    @property
    def content(self) -> str:
        """The text of the passage."""
        return self.text[self.start : self.end]

    def error(self, message: str, offset: int = 0) -> RuleError:
        """An error that names the file, the line and the column."""
        place = self.start + offset
        line = self.text.count("\n", 0, place) + 1
        column = place - (self.text.rfind("\n", 0, place) + 1) + 1
        return RuleError(f"{self.file}:{line}:{column}: {message}")

    def part(self, start: int, end: int) -> Passage:
        """A part of this passage, without the space around it."""
        content = self.content[start:end]
        left = len(content) - len(content.lstrip())
        return Passage(self.file, self.text, self.start + start + left, self.start + start + len(content.rstrip()))


@dataclass(frozen=True)
class Statement:
    """`name(parameters): body`."""

    name: str
    parameters: tuple[str, ...] | None
    head: Passage
    body: Passage

    def clauses(self) -> Iterator[tuple[str, Passage]]:
        """The keyword and the rest of each clause of the body.

        Raises:
            RuleError: the body begins with no keyword.
        """
        if self.body.content:
            first, found = columns(self.body)
            if first.content:
                raise self.body.error("expected one of: " + ", ".join(KEYWORDS))
            yield from found


def statements(file: str, text: str) -> Iterator[Statement]:
    """The statements of a file; an indented line goes on with the one before, # begins a comment."""
    bare = COMMENT.sub(lambda m: " " * len(m.group()), text)
    starts = [m.start() for m in re.finditer(r"^\S", bare, re.MULTILINE)]
    lead = bare[: starts[0]] if starts else bare
    if lead.strip():
        indent = len(lead) - len(lead.lstrip())
        raise Passage(file, bare, 0, len(lead)).error("a statement begins at the left edge", indent)
    for start, end in pairwise([*starts, len(bare)]):
        whole = Passage(file, bare, start, end)
        head = HEAD.match(whole.content)
        if head is None:
            raise whole.error("expected `name:` or `name(arguments):`")
        listed = head.group(3)
        parameters = None if listed is None else tuple(p.strip() for p in listed.split(",") if p.strip())
        yield Statement(head.group(1), parameters, whole.part(0, head.end()), whole.part(head.end(), end - start))


def split_at(passage: Passage, word: str) -> tuple[Passage, Passage | None]:
    """The passage before a word and the passage after it, or None where the word is not there."""
    found = re.search(rf"\s{word}\s" if word.isalpha() else re.escape(word), passage.content)
    if found is None:
        return passage, None
    return passage.part(0, found.start()), passage.part(found.end(), len(passage.content))


def columns(passage: Passage) -> tuple[Passage, list[tuple[str, Passage]]]:
    """What stands before the first clause, and each clause: its keyword and the rest.

    >>> first, found = columns(Passage("", "d(u) = 1, group sum, effort 2", 0, 29))
    >>> first.content, [(keyword, rest.content) for keyword, rest in found]
    ('d(u) = 1', [('group', 'sum'), ('effort', '2')])
    """
    content = passage.content
    marks = list(CLAUSE.finditer(content))
    found = []
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    for mark, end in zip(marks, ends, strict=False):
        keyword = KEYWORD.match(content, mark.end())
        assert keyword is not None
        found.append((keyword.group(1), passage.part(keyword.end(), end)))
    return passage.part(0, marks[0].start() if marks else len(content)), found
