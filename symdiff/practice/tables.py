"""What exercises are made of: grammar/exercises.toml, with the families and groups of the rulebook in use."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from typing import Any

from ..resources import grammar_text
from ..rulebook import Rulebook, current

FILE = "exercises.toml"
FAMILY, GROUP = "family ", "group "


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(grammar_text(FILE))


def table(name: str) -> Any:
    """One table of the file."""
    return _tables()[name]


def named(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names of rules and functions, with the members of each `family NAME` and `group NAME` of the rulebook in use.

    >>> named(("power", "family root"))
    ('power', 'sqrt', 'cbrt')
    """
    return _named(current(), words)


@lru_cache(256)
def _named(rules: Rulebook, words: tuple[str, ...]) -> tuple[str, ...]:
    members = (_members(rules, word) or [word] for word in words)
    return tuple(dict.fromkeys(name for names in members for name in names))


def _members(rules: Rulebook, word: str) -> list[str]:
    if word.startswith(FAMILY):
        family = word.removeprefix(FAMILY)
        return [e.name for (_, arity), e in rules.functions.items() if arity == 1 and e.family == family and e.rule]
    if word.startswith(GROUP):
        return [rule.name for rule in rules.general.values() if rule.group == word.removeprefix(GROUP)]
    return []
