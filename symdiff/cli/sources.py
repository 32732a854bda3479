"""Where formulas come from: the arguments, a file, or the standard input, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..errors import LimitError, ParseError, SymdiffError, visible

LONGEST_LINE = 1 << 23
_FOREIGN = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Source:
    """A formula as it was given, and the place it came from (`line 3`)."""

    data: bytes
    place: str = ""

    def text(self) -> str:
        """The formula as text.

        Raises:
            ParseError: the bytes are not UTF-8.
            LimitError: the line is too long.
        """
        if len(self.data) > LONGEST_LINE:
            raise LimitError(f"the line is longer than {LONGEST_LINE} bytes")
        try:
            return self.data.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as error:
            name = _FOREIGN.get(self.data[:2])
            position = len(self.data[: error.start].decode("utf-8", "replace"))
            raise ParseError(
                f"the text is not UTF-8: byte 0x{self.data[error.start]:02x}",
                self.data.decode("utf-8", "replace"),
                position,
                suggestion=f"it seems to be {name}: save it as UTF-8" if name else None,
            ) from None


def sources(formulas: list[str], file: str | None) -> Iterator[Source]:
    """Every formula of the command line; `-` stands for the lines of the standard input.

    Raises:
        SymdiffError: the file cannot be read.
    """
    for number, formula in enumerate(formulas, 1):
        if formula == "-":
            yield from _lines(sys.stdin.buffer)
        else:
            place = f"formula {number}" if len(formulas) > 1 else ""
            yield Source(formula.encode("utf-8", "surrogateescape"), place)
    if file is not None:
        try:
            with Path(file).open("rb") as stream:
                yield from _lines(stream, f"{visible(file)}, ")
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise SymdiffError(f"cannot read {visible(file)}: {reason}") from None


def _lines(stream: BinaryIO, name: str = "") -> Iterator[Source]:
    """The lines that hold a formula: neither blank nor a comment."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if line.strip() and not line.lstrip().startswith(b"#"):
            yield Source(line, f"{name}line {number}")
