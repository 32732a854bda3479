"""Every error that a user can cause, with what a person needs to mend it."""

from __future__ import annotations


class SymdiffError(Exception):
    """The base of every error that input can cause."""


class ParseError(SymdiffError):
    """The text is not a formula.

    Attributes:
        message: what is wrong, in a sentence.
        text: the text that was read (shortened where it is long).
        line, column: the place, counted from 1.
        expected: what could stand there, in words.
        suggestion: what was probably meant, or None.
    """

    def __init__(
        self,
        message: str,
        text: str = "",
        position: int = 0,
        *,
        expected: tuple[str, ...] = (),
        suggestion: str | None = None,
    ) -> None:
        before = text[:position]
        self.message = message
        self.position = position
        self.line = before.count("\n") + 1
        self.column = position - (before.rfind("\n") + 1) + 1
        self.expected = expected
        self.suggestion = suggestion
        self.text = text
        super().__init__(self._render())

    def _render(self) -> str:
        lines = [f"{self.message} (line {self.line}, column {self.column})"]
        excerpt = _excerpt(self.text, self.position)
        if excerpt:
            lines.append(excerpt)
        if self.expected:
            lines.append("expected: " + ", ".join(self.expected))
        if self.suggestion:
            lines.append(self.suggestion)
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        return (
            _restore_parse_error,
            (type(self), self.message, self.text, self.position, self.expected, self.suggestion),
        )


class UnknownFunctionError(ParseError):
    """A name is called as a function, and no such function is known."""


class GluedNameError(ParseError):
    """A word holds the variable of differentiation, so it may be a product that lost its signs."""


class DomainError(SymdiffError):
    """An expression has no real value at the point.

    Attributes:
        subexpression: the part that has none, as text, or None.
    """

    def __init__(self, message: str, subexpression: str | None = None) -> None:
        super().__init__(message)
        self.subexpression = subexpression


class LimitError(SymdiffError):
    """The input is too large, or its value too expensive, for the limits that keep the program safe."""


class RuleError(SymdiffError):
    """A rule file is wrong; the message names file, line and column."""


def _restore_parse_error(
    kind: type[ParseError],
    message: str,
    text: str,
    position: int,
    expected: tuple[str, ...],
    suggestion: str | None,
) -> ParseError:
    return kind(message, text, position, expected=expected, suggestion=suggestion)


def visible(text: str) -> str:
    """The text with every character that could move a cursor or hide itself written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


def _excerpt(text: str, position: int, width: int = 60) -> str:
    """The line around a place, with a caret under the place."""
    if not text.strip():
        return ""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end]
    place = position - start
    left = max(0, place - width)
    head, tail = line[left:place], line[place : place + width]
    head = ("..." if left else "") + visible(head)
    return f"  {head}{visible(tail)}\n  {' ' * len(head)}^"
