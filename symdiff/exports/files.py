"""Files that are written whole or not at all, and archives whose bytes depend on what is in them alone."""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from ..errors import SymdiffError

STANDARD_OUTPUT = "-"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o644 << 16
_UNIX = 3


class ExportError(SymdiffError):
    """The items cannot be written in this format, or not to this place."""


class MissingLibraryError(ExportError):
    """A format needs a library that is not installed; the message says how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a library that is not installed: pip install 'symdiff[{extra}]'")


def write(content: str | bytes, path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Write a file, or standard output for the path "-".

    Args:
        content: the whole of the file.
        path: where to.
        force: replace a file that is there.

    Raises:
        ExportError: the file is there already; it cannot be written; or it is no text and would go to
            standard output.
    """
    if os.fspath(path) == STANDARD_OUTPUT:
        _print(content)
        return
    refuse_to_replace(path, force=force)
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        _write_whole(data, Path(path), force)
    except FileExistsError as error:
        raise ExportError(f"{os.fspath(path)!r} is there already; force replaces it (--force)") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ExportError(f"{os.fspath(path)!r} cannot be written: {reason}") from error


def refuse_to_replace(path: str | os.PathLike[str], *, force: bool = False) -> None:
    """Refuse a place before the work is done for it: a file that is there, a folder, a device.

    Raises:
        ExportError: a file cannot be written there.
    """
    if os.fspath(path) == STANDARD_OUTPUT:
        return
    place = Path(path)
    if place.is_dir():
        raise ExportError(f"{os.fspath(path)!r} cannot be written: it is a folder")
    if os.path.lexists(place) and not force:
        raise ExportError(f"{os.fspath(path)!r} is there already; force replaces it (--force)")
    if place.exists() and not place.is_file():
        raise ExportError(f"{os.fspath(path)!r} cannot be written: it is no file, but a device or the like")
    if not place.absolute().parent.is_dir():
        raise ExportError(f"{os.fspath(path)!r} cannot be written: there is no such folder")


def _print(content: str | bytes) -> None:
    if isinstance(content, bytes):
        raise ExportError("this format is no text: name a file to write it to")
    sys.stdout.write(content)


def _write_whole(data: bytes, path: Path, force: bool) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".symdiff-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_mask())
        _put_in_place(temporary, path, force)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _put_in_place(temporary: str, path: Path, force: bool) -> None:
    if force:
        os.replace(temporary, path)
        return
    try:
        # A link, unlike a replacement, fails where somebody else has made the file in the meantime.
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links.
        os.replace(temporary, path)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of files, in their order, all of the same date.

    >>> archive({"a.txt": "a"}) == archive({"a.txt": "a"})
    True
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            entry.create_system = _UNIX
            packed.writestr(entry, content)
    return buffer.getvalue()
