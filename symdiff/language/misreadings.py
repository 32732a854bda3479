"""A mistake as it is found, before its place in the text is known."""

from __future__ import annotations

from ..errors import ParseError


class Misreading(Exception):
    """What is wrong, at which token.

    Attributes:
        message, expected, suggestion, kind: what the error will say.
        index: which token it is, or None where a builder found it.
        place: where in the text it is, if that is known already.
        part: for a builder, which part of what it was to build.
        offset: how many characters after the token's first.
    """

    def __init__(
        self,
        message: str,
        *,
        index: int | None = None,
        place: int | None = None,
        part: int = 0,
        offset: int = 0,
        expected: tuple[str, ...] = (),
        suggestion: str | None = None,
        kind: type[ParseError] = ParseError,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.index = index
        self.place = place
        self.part = part
        self.offset = offset
        self.expected = expected
        self.suggestion = suggestion
        self.kind = kind
