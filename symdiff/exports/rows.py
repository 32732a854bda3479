"""Items as rows of data: JSON Lines, CSV and Parquet."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from ..practice.items import Item
from ..practice.records import record
from .columns import COLUMNS, NUMBER, RECORDS, TEXT, TEXTS, VERSION, Column, row
from .files import MissingLibraryError
from .sheets import Sheet

_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def json_lines(sheet: Sheet) -> str:
    """Each item whole, as one line of JSON: all that its record has, the steps of its solution and its pictures."""
    return "".join(json.dumps(_whole(item, sheet), ensure_ascii=True, sort_keys=True) + "\n" for item in sheet.each())


def _whole(item: Item, sheet: Sheet) -> dict[str, Any]:
    columns = row(item, sheet)
    more = {name: columns[name] for name in ("correct_option", "steps", "pictures")}
    return {"schema": VERSION, "title": sheet.heading, **record(item), **more}


def comma_separated(sheet: Sheet) -> str:
    """A table of the items as a spreadsheet reads it: lists are JSON in a cell, and no cell is a formula to it."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(column.name for column in COLUMNS)
    for item in sheet.each():
        writer.writerow([cell(_flat(value)) for value in row(item, sheet).values()])
    return buffer.getvalue()


def _flat(value: Any) -> str | int:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def parquet(sheet: Sheet) -> bytes:
    """The same table as Parquet, lists as lists.

    Raises:
        MissingLibraryError: `pyarrow` is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise MissingLibraryError("Parquet", "data") from error
    metadata = {"title": sheet.heading, "schema": str(VERSION)}
    schema = pyarrow.schema([(column.name, _type(pyarrow, column)) for column in COLUMNS], metadata=metadata)
    buffer = BytesIO()
    rows = [row(item, sheet) for item in sheet.each()]
    files.write_table(pyarrow.Table.from_pylist(rows, schema=schema), buffer)
    return buffer.getvalue()


def _type(pyarrow: Any, column: Column) -> Any:
    """The type of a column in Parquet."""
    text = pyarrow.string()
    if column.kind == RECORDS:
        fields = [(f.rstrip("*"), pyarrow.list_(text) if f.endswith("*") else text) for f in column.fields]
        return pyarrow.list_(pyarrow.struct(fields))
    return {TEXT: text, NUMBER: pyarrow.int64(), TEXTS: pyarrow.list_(text)}[column.kind]


def cell(value: str | int) -> str | int:
    """The value as a cell that a spreadsheet shows and never runs.

    >>> cell("=cmd|' /c calc'!A1"), cell("-x"), cell(-3)
    ("'=cmd|' /c calc'!A1", "'-x", -3)
    """
    if isinstance(value, int):
        return value
    text = value.lstrip(" ")
    return f"'{value}" if text.startswith(_RUN_BY_SPREADSHEETS) else value
