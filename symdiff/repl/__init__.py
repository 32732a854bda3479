"""The interactive session: a prompt with history and completion on a terminal, a plain loop over a pipe."""

from __future__ import annotations

import sys


def run(language: str | None = None) -> int:
    """Run a session until it is left; an error in a line never ends it.

    Args:
        language: the code of the language in which it speaks; that of the environment if none is given.

    Returns:
        The exit status, 0.
    """
    from .session import Session

    session = Session(language)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from .terminal import converse

        converse(session)
    else:
        from .pipe import converse as read_lines

        read_lines(session)
    return 0
