"""The files of grammar/, wherever they are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = (_PACKAGE / "grammar", _PACKAGE.parent / "grammar")


def grammar_path(name: str) -> Path | None:
    """Where a file of grammar/ lies on the disk, if it does."""
    return next((folder / name for folder in _FOLDERS if (folder / name).is_file()), None)


def grammar_text(name: str) -> str:
    """The text of a file of grammar/.

    Raises:
        FileNotFoundError: the package was installed without it.

    >>> grammar_text("mathematics.lark").startswith("//")
    True
    """
    path = grammar_path(name)
    if path is not None:
        return path.read_text(encoding="utf-8")
    # Only a package inside an archive has no path; importlib.resources, slow to import, can read that.
    from importlib.resources import files

    return (files("symdiff") / "grammar" / name).read_text(encoding="utf-8")
