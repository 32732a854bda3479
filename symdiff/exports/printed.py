"""Sheets for people: the document of the sheet, set by the renderer of each medium."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..documents import languages
from ..documents.html import Html
from ..documents.latex import Latex
from ..documents.markdown import Markdown
from ..documents.typst import Typst
from .files import ExportError, MissingLibraryError
from .script import script
from .sheets import Sheet, document

_FONTS = Path(__file__).resolve().parent / "fonts"


def markdown(sheet: Sheet) -> str:
    """The sheet as Markdown."""
    return Markdown(sheet.language).document(document(sheet))


def latex(sheet: Sheet) -> str:
    """The sheet as a document of LaTeX."""
    return Latex(sheet.language).document(document(sheet))


def typst(sheet: Sheet) -> str:
    """The sheet as a document of Typst."""
    return Typst(sheet.language).document(document(sheet))


def html(sheet: Sheet) -> str:
    """The sheet as a page that checks answers, knows the misconceptions, and unfolds the solutions, in every language.

    The answers are compared as numbers at points that come with the page.
    """
    return Html(sheet.language, languages()).page(document(sheet, judging=True), script())


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF, set by `typst` with its own fonts and one more: the same bytes for the same sheet.

    Raises:
        MissingLibraryError: `typst` is not installed.
    """
    try:
        from typst import compile as compiled
    except ImportError as error:
        raise MissingLibraryError("PDF", "pdf") from error
    # A folder with nothing else in it as the root: there is no other file that the document could read.
    with TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / "sheet.typ"
        source.write_text(typst(sheet), encoding="utf-8")
        try:
            made = compiled(source, root=root, format="pdf", font_paths=[_FONTS], ignore_system_fonts=True, timestamp=0)
        except RuntimeError as error:
            raise ExportError(f"Typst could not set the sheet: {error}") from error
    return made
