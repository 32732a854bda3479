"""What exercises are made of, as grammar/exercises.toml says it; families are looked up in the rulebook in use."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from typing import Any

from ..resources import grammar_text
from ..rulebook import Rulebook, current

FILE = "exercises.toml"
FAMILY = "family "


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(grammar_text(FILE))


def table(name: str) -> Any:
    """One table of the file."""
    return _tables()[name]


def named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names of rules and functions, each `family NAME` replaced by its functions in the rulebook in use.

    >>> named(("power", "family root"))
    ('power', 'sqrt', 'cbrt')
    """
    return _named(current(), words)


@lru_cache(256)
def _named(rules: Rulebook, words: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        family = word.removeprefix(FAMILY)
        found += [word] if family == word else _members(rules, family)
    return tuple(dict.fromkeys(found))


def _members(rules: Rulebook, family: str) -> list[str]:
    return [e.name for (_, arity), e in rules.functions.items() if arity == 1 and e.family == family and e.rule]
