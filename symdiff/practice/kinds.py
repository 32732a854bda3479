"""The kinds of exercise that come with the package."""

from __future__ import annotations

from . import contexts, first_rule, graph_choice, several, solutions, values
from .kind import KINDS, add

__all__ = ["KINDS"]

add(
    *solutions.OFFERED, *first_rule.OFFERED, *graph_choice.OFFERED, *values.OFFERED, *several.OFFERED, *contexts.OFFERED
)
