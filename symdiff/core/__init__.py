"""The nodes and the hot loops once more, in C, where that was built; the Python files are the reference and complete.

`SYMDIFF_CORE=python` asks for the reference and `SYMDIFF_CORE=c` for the twin; without it, what is there is taken.
core.h says how the twin works. It has no rule of calculus and no table: what it does not handle it asks the reference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

from .. import primitives

Definition = TypeVar("Definition", bound=Callable[..., Any])


def _loaded(wanted: str) -> ModuleType | None:
    """The compiled core, if it is wanted and there.

    Raises:
        ImportError: it is asked for and not there, or something is asked for that is no core.
    """
    if wanted not in ("", "c", "python"):
        raise ImportError(f"SYMDIFF_CORE={wanted}: the cores are python and c")
    if wanted == "python":
        return None
    try:
        from . import _core

        if _is_older_than_its_sources(_core.__file__):
            raise ImportError("it is older than its sources: build it again")
    except ImportError as problem:
        if wanted == "c":
            raise ImportError(f"SYMDIFF_CORE=c, but the compiled core cannot be loaded: {problem}") from problem
        return None
    return _core


def _is_older_than_its_sources(path: str) -> bool:
    """Whether a checkout has been changed since its core was built; elsewhere there are no sources beside it."""
    with os.scandir(os.path.dirname(path)) as files:
        sources = [file.stat().st_mtime for file in files if file.name.endswith((".c", ".h"))]
    return os.stat(path).st_mtime < max(sources, default=0)


_compiled = _loaded(os.environ.get("SYMDIFF_CORE", ""))
name = "python" if _compiled is None else "c"
"""Which of the two is in use."""


def twin(definition: Definition) -> Definition:
    """A function or class that C has too: its twin, where the compiled core is in use.

    Args:
        definition: the reference. The twin asks it for what it does not handle itself.
    """
    return definition if _compiled is None else _compiled.twin(definition)


def asked(definition: Definition) -> Definition:
    """A function or class that C asks for by its name, and has no twin of."""
    return twin(definition)


def kinds(expression: type, number: type, symbol: type, application: type) -> tuple[type, type, type, type]:
    """The types of the nodes: the given classes, or those of C with their methods."""
    if _compiled is None:
        return expression, number, symbol, application
    made: tuple[type, type, type, type] = _compiled.kinds(expression, number, symbol, application)
    for role in ("EXP", "SQRT", "CBRT", "ABS"):
        _compiled.name(getattr(primitives, role), role)
    for function, role in zip(primitives.EXTREMES, ("LEAST", "GREATEST"), strict=True):
        _compiled.name(function, role)
    return made


def cases(slope_of_the_variable: object) -> object:
    """What a rulebook keeps for C: the cases that it has met; nothing where C is not in use."""
    return None if _compiled is None else _compiled.Cases(slope_of_the_variable)
