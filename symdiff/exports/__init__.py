"""Exports: the same items in every format that teachers and programs use.

Each format is a module with a function from a sheet to the whole of a file; this table is the only
place that knows them all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..documents.sentences import one_line
from .files import STANDARD_OUTPUT, ExportError, MissingLibraryError, refuse_to_replace, write
from .sheets import ANSWERS, Sheet, sheet

if TYPE_CHECKING:
    from ..practice.items import Item


@dataclass(frozen=True)
class Format:
    """A format.

    Attributes:
        name: how it is asked for.
        suffix: how its files end.
        summary: what it is, in a few words.
        module, function: what writes it.
        extra: the extra of the package that it needs, or None.
        requires: the module that comes with that extra.
        is_text: whether it can be written to standard output.
    """

    name: str
    suffix: str
    summary: str
    module: str
    function: str = "render"
    extra: str | None = None
    requires: str = ""
    is_text: bool = True


_ALL = (
    Format("markdown", ".md", "Markdown with mathematics between dollar signs", "printed", "markdown"),
    Format("latex", ".tex", "LaTeX with the class exam: sheet, key, worked solutions", "printed", "latex"),
    Format("typst", ".typ", "the source of the PDF", "printed", "typst"),
    Format("pdf", ".pdf", "PDF, without TeX", "printed", "pdf", extra="pdf", requires="typst", is_text=False),
    Format("html", ".html", "one page that checks answers by itself", "printed", "html"),
    Format("stack", ".xml", "Moodle XML, questions of the type STACK", "stack"),
    Format("moodle", ".xml", "Moodle XML, multiple choice", "moodle"),
    Format("gift", ".gift", "GIFT, multiple choice", "gift"),
    Format("qti", ".zip", "QTI 2.1, a package", "qti", is_text=False),
    Format("canvas", ".zip", "QTI 1.2 as Canvas imports it", "canvas", is_text=False),
    Format("anki", ".apkg", "a deck of cards for Anki", "anki", extra="anki", requires="genanki", is_text=False),
    Format("jsonl", ".jsonl", "JSON Lines: all there is to know of an item", "rows", "json_lines"),
    Format("csv", ".csv", "a table for spreadsheets", "rows", "comma_separated"),
    Format(
        "parquet",
        ".parquet",
        "a table for data frames",
        "rows",
        "parquet",
        extra="data",
        requires="pyarrow",
        is_text=False,
    ),
)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}
_OTHER_NAMES = {"tex": "latex", "md": "markdown", "json": "jsonl", "text": "markdown"}


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        ExportError: there is none.
    """
    form = FORMATS.get(_OTHER_NAMES.get(name, name))
    if form is None:
        raise ExportError(f"no format {one_line(name)!r}: there are {', '.join(FORMATS)}")
    return form


def format_of(path: str | os.PathLike[str]) -> Format:
    """The format that a file's name stands for, by its ending; of several the first in the table.

    Raises:
        ExportError: no format's files end so.

    >>> format_of("quiz.tex").name
    'latex'
    """
    suffix = PurePath(os.fspath(path)).suffix.lower()
    for form in FORMATS.values():
        if form.suffix == suffix:
            return form
    endings = ", ".join(dict.fromkeys(form.suffix for form in FORMATS.values()))
    raise ExportError(f"which format is {one_line(os.fspath(path))!r}? Name it, or end the file's name in {endings}")


def chosen_format(path: str | os.PathLike[str], form: str | None = None, *, force: bool = False) -> Format:
    """The format that a file will have, and whether it can be written, asked before the work is done.

    Args:
        path: where to; "-" is standard output.
        form: one of FORMATS; if none is given, the file's ending says which.
        force: replace a file that is there.

    Raises:
        ExportError: there is no such format, or the file cannot be written.
        MissingLibraryError: the format needs a library that is not installed.
    """
    chosen = format_named(form) if form is not None else format_of(path)
    if chosen.extra is not None and find_spec(chosen.requires) is None:
        raise MissingLibraryError(f"the format {chosen.name}", chosen.extra)
    if os.fspath(path) == STANDARD_OUTPUT and not chosen.is_text:
        raise ExportError("this format is no text: name a file to write it to")
    refuse_to_replace(path, force=force)
    return chosen


def render(
    items: Iterable[Item],
    form: str,
    *,
    title: str = "",
    language: str = "en",
    answers: str = "none",
    recipe: str = "",
    progress: Callable[[], None] | None = None,
) -> str | bytes:
    """The items in a format: a text, or bytes where the format is no text.

    Args:
        items: the items; those of several variants make several versions.
        form: one of FORMATS.
        title: any text; it is never read as anything but text.
        language: the code of a language: see `symdiff.documents.languages`.
        answers: what a sheet says of the answers: "none", "key" or "worked".
        recipe: the line that makes the same sheet again, for the foot.
        progress: what is called after each item that was written.

    Raises:
        ExportError: there is no such format, or it cannot hold one of the items.
        MissingLibraryError: the format needs a library that is not installed.
    """
    chosen = format_named(form)
    module = import_module(f".{chosen.module}", __name__)
    made: str | bytes = getattr(module, chosen.function)(
        sheet(items, title=title, language=language, answers=answers, recipe=recipe, progress=progress)
    )
    return made


def export(
    items: Iterable[Item],
    path: str | os.PathLike[str],
    form: str | None = None,
    *,
    title: str = "",
    language: str = "en",
    answers: str = "none",
    recipe: str = "",
    force: bool = False,
    progress: Callable[[], None] | None = None,
) -> None:
    """Write the items to a file, whole or not at all.

    Args:
        items: the items.
        path: where to; "-" is standard output, for formats that are texts.
        form: one of FORMATS; if none is given, the file's ending says which.
        title, language, answers, recipe, progress: as for `render`.
        force: replace a file that is there.

    Raises:
        ExportError: the file is there already, or cannot be written; or as for `render`.
    """
    chosen = chosen_format(path, form, force=force)
    made = render(items, chosen.name, title=title, language=language, answers=answers, recipe=recipe, progress=progress)
    write(made, path, force=force)


__all__ = [
    "ANSWERS",
    "FORMATS",
    "ExportError",
    "Format",
    "MissingLibraryError",
    "Sheet",
    "chosen_format",
    "export",
    "format_named",
    "format_of",
    "render",
    "sheet",
]
