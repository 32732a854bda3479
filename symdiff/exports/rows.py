"""Items as rows of data: JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from ..documents import passage, text_of
from ..documents.sentences import one_line
from ..practice.distractors import distractors_of
from ..practice.items import Item
from ..practice.records import record
from ..practice.rounding import question
from ..printing import to_text
from .files import MissingLibraryError
from .sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (
    "identifier",
    "title",
    "topic",
    "level",
    "kind",
    "variant",
    "points",
    "prompt",
    "function",
    "function_latex",
    "variable",
    "answer_kind",
    "answer",
    "answer_latex",
    "rules",
    "effort",
    "options",
    "wrong_answers",
    "misconceptions",
)
"""One row an item; what holds several values has them apart by `; `."""

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def json_lines(sheet: Sheet) -> str:
    """Each item whole, as one line of JSON."""
    lines = [{"title": sheet.heading, **record(item)} for item in sheet.items]
    return "".join(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n" for line in lines)


def comma_separated(sheet: Sheet) -> str:
    """A table of the items as a spreadsheet reads it; no cell is a formula to it."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for row in _rows(sheet):
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return buffer.getvalue()


def parquet(sheet: Sheet) -> bytes:
    """The same table as Parquet.

    Raises:
        MissingLibraryError: `pyarrow` is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise MissingLibraryError("Parquet", "data") from error
    whole = frozenset(("level", "points", "effort"))
    schema = pyarrow.schema(
        [(name, pyarrow.int64() if name in whole else pyarrow.string()) for name in COLUMNS],
        metadata={"title": sheet.heading},
    )
    buffer = BytesIO()
    files.write_table(pyarrow.Table.from_pylist(list(_rows(sheet)), schema=schema), buffer)
    return buffer.getvalue()


def cell(value: str | int) -> str | int:
    """The value as a cell that a spreadsheet shows and never runs.

    >>> cell("=cmd|' /c calc'!A1"), cell("-x"), cell(-3)
    ("'=cmd|' /c calc'!A1", "'-x", -3)
    """
    if isinstance(value, int):
        return value
    text = value.lstrip(" ")
    return f"'{value}" if text.startswith(_RUN_BY_SPREADSHEETS) else value


def _rows(sheet: Sheet) -> Iterable[dict[str, Any]]:
    return (_row(item, sheet) for item in sheet.items)


def _row(item: Item, sheet: Sheet) -> dict[str, Any]:
    language = sheet.language
    options = [text_of(option.content, language) for option in item.given_options]
    values = {
        "identifier": item.identifier,
        "title": sheet.heading,
        "topic": item.topic,
        "level": item.level,
        "kind": item.kind,
        "variant": item.variant,
        "points": item.points,
        "prompt": text_of(passage(question(item)), language),
        "function": to_text(item.expression),
        "function_latex": item.expression.latex(),
        "variable": item.variable.name,
        "answer_kind": item.answer_kind,
        "answer": _listed(map(to_text, item.keys)),
        "answer_latex": _listed(key.latex() for key in item.keys),
        "rules": _listed(item.rules),
        "effort": item.difficulty.effort,
        "options": _listed(options),
        "wrong_answers": _listed(to_text(d.answer) for d in distractors_of(item)),
        "misconceptions": _listed("+".join(d.misconceptions) for d in distractors_of(item)),
    }
    return {name: one_line(value) if isinstance(value, str) else value for name, value in values.items()}


def _listed(values: Iterable[str]) -> str:
    return "; ".join(values)
