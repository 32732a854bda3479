"""The parts of a text while it is read: their shapes, sizes that are not known yet, and errors with both shapes."""

from __future__ import annotations

from ..errors import ParseError
from ..expression import Expression, Symbol
from .scope import Scope
from .shapes import Shape, Size
from .syntax import NUMPY_SIGNS, Raw


class Sized:
    """What is known of the parts of one text."""

    def __init__(self, text: str, scope: Scope, size: Size | None = None) -> None:
        self.text = text
        self.scope = scope
        self.size = size
        self.is_numpy = any(sign in text for sign in NUMPY_SIGNS)
        self.found: dict[Symbol, Size] = {}  # what unknown sizes have turned out to be
        self.unknown: dict[Symbol, Raw] = {}
        self.shapes: dict[Raw, Shape] = {}
        self.nodes: dict[Raw, Expression] = {}
        sizes = {s for d in scope.declared.values() for s in (d.shape.rows, d.shape.columns)}
        self.sizes = frozenset(size for size in sizes if isinstance(size, Symbol))

    def mistake(
        self, message: str, raw: Raw, suggestion: str | None = None, kind: type[ParseError] = ParseError
    ) -> ParseError:
        """An error at the sign of a part."""
        return kind(message, self.text, raw.place, suggestion=suggestion)

    def settled(self, size: Size) -> Size:
        """A size, as far as it is known."""
        while isinstance(size, Symbol) and size in self.found:
            size = self.found[size]
        return size

    def shape(self, raw: Raw) -> Shape:
        """The shape of a part, as far as it is known."""
        shape = self.shapes[raw]
        return Shape(self.settled(shape.rows), self.settled(shape.columns))

    def same(self, first: Size, second: Size) -> bool:
        """Whether two sizes are, or with what is unknown become, the same."""
        one, other = self.settled(first), self.settled(second)
        for unknown, known in ((one, other), (other, one)):
            if one is not other and unknown in self.unknown:
                self.found[unknown] = known
                return True
        return one is other

    def fits(self, first: Shape, second: Shape) -> bool:
        """Whether two shapes are the same."""
        return self.same(first.rows, second.rows) and self.same(first.columns, second.columns)

    def told(self, *raws: Raw) -> str:
        """Parts and their shapes in words."""
        return " and ".join(f"{self.source(raw)} is {self.shape(raw)}" for raw in raws)

    def source(self, raw: Raw) -> str:
        """A part as it is written, shortened."""
        text = self.text[raw.start : raw.end].strip()
        text += ")" * (text.count("(") - text.count(")"))
        return text if len(text) <= 30 else text[:27] + "..."
