"""The interactive session: a prompt with history and completion on a terminal, a plain loop over a pipe."""

from __future__ import annotations

import sys


def run() -> int:
    """Run a session until it is left; an error in a line never ends it.

    Returns:
        The exit status, 0.
    """
    from .session import Session

    session = Session()
    if sys.stdin.isatty() and sys.stdout.isatty():
        from .terminal import converse

        converse(session)
    else:
        from .pipe import converse as read_lines

        read_lines(session)
    return 0
