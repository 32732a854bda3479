"""The operations on matrices, as matrices.rules names them: their shapes, their definitions, how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ..expression import Apply, Expression, Symbol, symbol
from ..rulebook import parse
from ..rulefiles.lines import FunctionLine
from ..rulefiles.reader import Passage, Statement, split_at
from ..tidying import tidy
from ..traversal import substitute
from .shapes import Shape, Size

OPERATION = "."
"""What the head of an operation begins with: no function of a formula has such a name."""

Sizes = dict[Symbol, Size]


class Operation(FunctionLine):
    """One operation: an entry of the table."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement)
        self.head = OPERATION + self.name

    @cached_property
    def takes(self) -> tuple[Shape, ...] | None:
        """The shapes of its arguments; None where these are sizes."""
        said = self._said("takes")
        return None if said.content == "sizes" else tuple(_shapes(said))

    @cached_property
    def gives(self) -> Shape:
        """The shape of its value."""
        return next(_shapes(self._said("gives")))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The signs that stand for it."""
        return tuple(self.word("marked").split())

    @cached_property
    def definition(self) -> Passage | None:
        """What it is read as, if not as itself."""
        return self.find("defined as")

    @cached_property
    def in_numpy(self) -> str:
        """Its code in NumPy."""
        return self.word("in numpy")

    def sizes(self, arguments: Sequence[Expression], shapes: Sequence[Shape]) -> Sizes | None:
        """What the letters of its shapes are for some arguments; None where their shapes do not fit."""
        if self.takes is None:
            return {symbol(letter): size for letter, size in zip(self.letters, arguments, strict=True)}
        bound: Sizes = {}
        for wanted, shape in zip(self.takes, shapes, strict=True):
            for letter, size in ((wanted.rows, shape.rows), (wanted.columns, shape.columns)):
                if isinstance(letter, Symbol):
                    if bound.setdefault(letter, size) is not size:
                        return None
                elif letter is not size:
                    return None
        return bound

    def result(self, sizes: Mapping[Symbol, Size]) -> Shape:
        """The shape of its value where the letters are these sizes."""
        return Shape(_size_of(self.gives.rows, sizes), _size_of(self.gives.columns, sizes))

    def _said(self, keyword: str) -> Passage:
        found = self.find(keyword)
        if found is None:
            raise self.passage.error(f"an operation says what it `{keyword}`")
        return found


def _size_of(size: Size, sizes: Mapping[Symbol, Size]) -> Size:
    if isinstance(size, Symbol):
        return sizes[size]
    values: dict[Expression, Expression] = dict(sizes.items())
    return tidy(substitute(size, values)) if isinstance(size, Apply) else size


def _shapes(passage: Passage) -> Iterator[Shape]:
    rest: Passage | None = passage
    while rest is not None:
        here, rest = split_at(rest, "and")
        rows, columns = split_at(here, "x")
        if columns is None:
            raise here.error("a shape is ROWS x COLUMNS")
        yield Shape(parse(rows.content), parse(columns.content))


class Operations:
    """All operations, by head and by the names and signs that are read."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.by_head: dict[tuple[str, int], Operation] = {}
        self.by_name: dict[tuple[str, int], list[Operation]] = {}
        self.by_mark: dict[str, Operation] = {}
        self.functions: dict[tuple[str, int], Operation] = {}  # of numbers: what they are called in NumPy
        for statement in statements:
            self._add(Operation(statement))

    def _add(self, operation: Operation) -> None:
        key = operation.head, len(operation.letters)
        if operation.find("gives") is None:
            self.functions[operation.name, len(operation.letters)] = operation
            return
        if key in self.by_head:
            raise operation.passage.error(f"{operation.name} is there already")
        self.by_head[key] = operation
        for name in (operation.name, *operation.aliases):
            self.by_name.setdefault((name, len(operation.letters)), []).append(operation)
        for mark in operation.marks:
            if mark in self.by_mark:
                raise operation.passage.error(f"{mark} stands for {self.by_mark[mark].name} already")
            self.by_mark[mark] = operation

    def of(self, node: Apply) -> Operation | None:
        """The operation that a node applies."""
        return self.by_head.get((node.function, len(node.arguments)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that is read."""
        return frozenset(name for name, _ in self.by_name)

    def counts(self, name: str) -> list[int]:
        """How many arguments the operations of a name take."""
        return sorted({count for known, count in self.by_name if known == name})
