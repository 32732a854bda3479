"""The kinds of exercise that come with the package."""

from __future__ import annotations

from . import contexts, several, solutions, values
from .kind import KINDS, add

__all__ = ["KINDS"]

add(*solutions.OFFERED, *values.OFFERED, *several.OFFERED, *contexts.OFFERED)
