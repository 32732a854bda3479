"""PDF without TeX: the sheet in Typst's markup, set by the library `typst` with its own fonts and one more."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from . import typeset
from .files import ExportError, MissingLibraryError
from .sheets import Sheet

_FONTS = Path(__file__).resolve().parent / "fonts"


def render(sheet: Sheet) -> bytes:
    """The sheet as a PDF: the same bytes for the same sheet.

    Raises:
        MissingLibraryError: `typst` is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingLibraryError("PDF", "pdf") from error
    # A folder with nothing else in it as the root: there is no other file that the document could read.
    with TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / "sheet.typ"
        source.write_text(typeset.render(sheet), encoding="utf-8")
        try:
            made = typst.compile(
                source, root=root, format="pdf", font_paths=[_FONTS], ignore_system_fonts=True, timestamp=0
            )
        except RuntimeError as error:
            raise ExportError(f"Typst could not set the sheet: {error}") from error
    return made
