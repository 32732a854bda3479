r"""HTML as learning platforms take it: escaped text, formulas in TeX between `\(` and `\)`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from html import escape

from ..errors import SymdiffError
from ..expression import Expression
from ..plotting.graphs import data_address
from ..practice.items import Item, Table
from .sheets import Prose, Sheet, prompt, spelled
from .worked import solution

_BEGINS_A_FORMULA = re.compile(r"\\(?=[(\[]|begin|ref|eqref)|\$(?=\$)")
_JOINER = "\u2060"


def formula(expression: Expression) -> str:
    r"""The formula between `\(` and `\)`."""
    return rf"\({escape(expression.latex(), quote=False)}\)"


def said(pieces: Prose) -> str:
    """Words with formulas."""
    return spelled(pieces, text, formula)


def text(words: str) -> str:
    r"""The words as the text of an element; what would begin a formula begins none.

    >>> text("a < b")
    'a &lt; b'
    """
    return _BEGINS_A_FORMULA.sub(f"\\g<0>{_JOINER}", escape(words, quote=False))


def question(item: Item, sheet: Sheet) -> str:
    """The prompt with what belongs to it."""
    parts = [paragraphs(map(said, prompt(item, sheet.language)))]
    if item.table is not None:
        parts.append(table(item.table))
    for plot in item.plots:
        label = text(plot.label)
        image = f'<img src="{data_address(plot)}" alt="{escape(sheet.word("graph", label=plot.label))}" />'
        parts.append(f"<p>{image}<br />{label}</p>")
    return "".join(parts)


def table(values: Table) -> str:
    """A table of values."""
    head = "".join(f"<th>{said((cell,))}</th>" for cell in values.headings)
    rows = ("".join(f"<td>{said((cell,))}</td>" for cell in row) for row in values.rows)
    return f'<table border="1"><tr>{head}</tr>{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def worked(item: Item, sheet: Sheet) -> str:
    """The way to the answer."""
    lines = (
        said(line.words) + ("" if line.formula is None else f" {formula(line.formula)}")
        for line in solution(item, sheet.language)
    )
    return paragraphs(lines)


def paragraphs(lines: Iterable[str]) -> str:
    """Each line a paragraph."""
    return "".join(f"<p>{line}</p>" for line in lines)


def number(item: Item) -> tuple[str, str] | None:
    """The value of an answer that is a number, and how far from it counts as right; None where it has none.

    A whole number is to be met exactly, any other to a thousandth.
    """
    if item.answer_kind != "number" or len(item.keys) != 1:
        return None
    try:
        value = item.key.evaluate()
    except SymdiffError:
        return None
    if isinstance(value, int):
        return str(value), "0"
    decimal = float(value)
    if isinstance(value, Fraction) and Fraction(repr(decimal)) == value:
        return repr(decimal), "0"
    return repr(decimal), repr(round(max(1.0, abs(decimal)) / 1000, 6))
