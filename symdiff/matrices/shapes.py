"""Shapes: rows and columns, each a number, a name or what is made of them; and what is declared of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import SymdiffError
from ..expression import ONE, Expression, Symbol, integer, symbol
from ..language import is_name

Size = Expression


@dataclass(frozen=True)
class Shape:
    """Rows and columns. A column has one column; a scalar has one of each.

    >>> str(Shape(symbol("m"), symbol("n")))
    'm x n'
    """

    rows: Size
    columns: Size

    @property
    def is_scalar(self) -> bool:
        """Whether it is one number."""
        return self.rows is ONE and self.columns is ONE

    @property
    def is_column(self) -> bool:
        """Whether it has one column, and more than one row."""
        return self.columns is ONE and self.rows is not ONE

    @property
    def is_row(self) -> bool:
        """Whether it has one row, and more than one column."""
        return self.rows is ONE and self.columns is not ONE

    @property
    def is_matrix(self) -> bool:
        """Whether it has more than one row and more than one column."""
        return self.rows is not ONE and self.columns is not ONE

    @property
    def is_square(self) -> bool:
        """Whether it has as many columns as rows."""
        return self.rows is self.columns

    @property
    def transposed(self) -> Shape:
        """Its columns by its rows."""
        return Shape(self.columns, self.rows)

    def __str__(self) -> str:
        return f"{self.rows} x {self.columns}"


SCALAR = Shape(ONE, ONE)


@dataclass(frozen=True)
class Declaration:
    """What is said of a name: its shape, and words such as `symmetric`."""

    shape: Shape
    properties: frozenset[str] = frozenset()


_SIZE = r"[A-Za-z][A-Za-z0-9_]*|[0-9]+"
_PAIR = re.compile(rf"({_SIZE})\s*(?:\s[xX]\s|[×*,])\s*({_SIZE})")
_GLUED = re.compile(r"([0-9]+|[A-WYZa-wyz][A-WYZa-wyz0-9_]*)x([0-9]+|[A-WYZa-wyz][A-WYZa-wyz0-9_]*)")
_SCALAR_WORDS = frozenset(("scalar", "number"))
_SHAPE_WORDS = frozenset(("vector", "column", "matrix", "row"))
IDENTITY_WORD = "identity"


def read_declaration(name: str, text: str, properties: frozenset[str]) -> Declaration:
    """What a text such as "n x n symmetric" says of a name.

    Args:
        name: the name.
        text: a shape ("m x n", "mxn", "n" for a column, "scalar") and words about it.
        properties: the words that are known.

    Raises:
        SymdiffError: the text is no shape, or a word that asks for a square shape stands at another.

    >>> read_declaration("A", "n x n symmetric", frozenset({"symmetric"})).shape.is_square
    True
    """
    words = text.replace("(", " ").replace(")", " ").split()
    said = frozenset(w.lower() for w in words if w.lower() in properties | {IDENTITY_WORD})
    about = [w for w in words if w.lower() not in said]
    kinds = {w.lower() for w in about} & (_SHAPE_WORDS | _SCALAR_WORDS)
    sizes = " ".join(w for w in about if w.lower() not in kinds)
    if kinds & _SCALAR_WORDS and not sizes:
        return Declaration(SCALAR, said)
    shape = _shape(name, sizes, text)
    if said and shape.is_column:
        shape = Shape(shape.rows, shape.rows)
    if "row" in kinds and shape.is_column:
        shape = shape.transposed
    if said and not shape.is_square:
        raise SymdiffError(f"{name}: {' '.join(sorted(said))} is said of square matrices, not of {shape}")
    return Declaration(shape, said)


def _shape(name: str, sizes: str, text: str) -> Shape:
    pair = _PAIR.fullmatch(sizes) or _GLUED.fullmatch(sizes)
    if pair is not None:
        return Shape(_size(pair[1]), _size(pair[2]))
    if re.fullmatch(_SIZE, sizes):
        return Shape(_size(sizes), ONE)
    raise SymdiffError(
        f"{name}: {text!r} is no shape; write 'n x n', 'm x n', 'n' for a column, 'scalar', or 'n x n symmetric'"
    )


def _size(text: str) -> Size:
    if not text.isdigit():
        return symbol(text)
    if len(text) > 9 or not int(text):
        raise SymdiffError(f"{text} is no size of a matrix")
    return integer(int(text))


def declarations(
    shapes: Mapping[str, object], properties: frozenset[str], word: Callable[[str], str] = str
) -> dict[Symbol, Declaration]:
    """What is declared of each name.

    Args:
        shapes: texts, or sizes as numbers and tuples of them, by name.
        properties: the words that are known.
        word: what a name is called inside.

    Raises:
        SymdiffError: a name is none, a shape is none, or a size has the name of something that is no number.
    """
    found: dict[Symbol, Declaration] = {}
    for name, said in shapes.items():
        if not is_name(word(str(name))):
            raise SymdiffError(f"{name!r} is not a name")
        found[symbol(word(str(name)))] = read_declaration(str(name), _as_text(said), properties)
    for symbol_, declaration in found.items():
        for size in (declaration.shape.rows, declaration.shape.columns):
            other = found.get(size) if isinstance(size, Symbol) else None
            if other is not None and not other.shape.is_scalar:
                raise SymdiffError(f"{size} is a size of {symbol_}, and has itself the shape {other.shape}")
    return found


def _as_text(said: object) -> str:
    if isinstance(said, (tuple, list)):
        return " x ".join(map(str, said)) if said else "scalar"
    return str(said)
