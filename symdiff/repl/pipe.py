"""A session over a pipe: each line's answer on the standard output, its error on the standard error stream."""

from __future__ import annotations

import sys

from ..documents.messages import translated
from ..errors import visible
from .session import Session


def converse(session: Session) -> None:
    """Answer every line of the standard input."""
    for number, data in enumerate(sys.stdin.buffer, 1):
        try:
            line = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            complain(f"line {number}: the text is not UTF-8: byte 0x{data[error.start]:02x}")
            continue
        reply = session.execute(line)
        for text in reply.lines:
            print(visible(text), flush=True)
        if reply.error:
            complain(f"{translated(f'line {number}', session.tutor.language)}: {reply.error}")
        if reply.leaves:
            return


def complain(message: str) -> None:
    """Say what is wrong with a line."""
    for text in message.split("\n"):
        print(visible(text), file=sys.stderr, flush=True)
