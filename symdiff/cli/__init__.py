"""The command line: `symdiff diff 'x^2 sin(3x)'`.

Exit status: 0 when every formula was answered, 1 when a check was refuted, 2 when a formula or
the usage was wrong, 130 after Ctrl-C, 141 when the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextvars import copy_context

from ..errors import SymdiffError
from .report import complain

INTERRUPTED, BROKEN_PIPE, BUG = 130, 141, 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; nothing that a user does ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # In a context of its own: a rulebook or a language that the command chooses is chosen for no longer.
    return copy_context().run(_guarded, sys.argv[1:] if arguments is None else arguments)


def _guarded(arguments: Sequence[str]) -> int:
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The interpreter flushes once more at exit; that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SymdiffError as error:
        complain(error)
        return 2
    except MemoryError:
        complain("there is not enough memory for this formula")
        return 2
    except Exception as error:
        if "SYMDIFF_DEBUG" in os.environ:
            raise
        complain(f"this is a bug in symdiff: {type(error).__name__}: {error} (set SYMDIFF_DEBUG=1 to see where)")
        return BUG


def _run(arguments: Sequence[str]) -> int:
    from .arguments import leading_language, named, parse_arguments
    from .catalogue import COMMANDS

    language, arguments = leading_language(arguments)
    if not arguments and (language or (sys.stdin.isatty() and sys.stdout.isatty())):
        arguments = ("repl",)
    if language is not None:
        _speak(language)
    options = parse_arguments(arguments, language)
    if options is None:
        return 0
    if getattr(options, "lang", None) is not None:
        _speak(options.lang)
    status: int = named(COMMANDS[options.command].run)(options)
    return status


def _speak(language: str) -> None:
    from ..documents.catalogue import use_language

    use_language(language)
