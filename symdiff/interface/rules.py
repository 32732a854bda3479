"""The tables of rules, as people read them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import SymdiffError
from ..expression import Apply
from ..rulebook import FunctionEntry, Rule, Rulebook, standard


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes:
        name: what the rule, or the fact about a function, is called.
        statement: the rule.
        condition: where it applies, or nothing.
    """

    name: str
    statement: str
    condition: str = ""


def rows(names: Sequence[str] = ()) -> list[Row]:
    """The rules and facts of these names; all rules if none is given.

    Raises:
        SymdiffError: there is no rule and no function of a name.
    """
    rulebook = standard()
    if not names:
        return [_rule_row(rule) for rule in rulebook.rules.values()]
    found = dict.fromkeys(row for name in names for row in _named(name, rulebook))
    return list(found)


def rule_lines(names: Sequence[str] = ()) -> list[str]:
    """The rows in columns."""
    table = rows(names)
    first = max(len(row.name) for row in table) + 3
    second = max((len(row.statement) for row in table if row.condition), default=0) + 2
    return [f"{row.name + ':':{first}}{row.statement:{second}}{row.condition}".rstrip() for row in table]


def _rule_row(rule: Rule) -> Row:
    statement, _, condition = str(rule).partition("   where ")
    return Row(rule.name, statement, condition and f"where {condition}")


def _named(name: str, rulebook: Rulebook) -> Iterator[Row]:
    known = rulebook.vocabulary.aliases.get(name, name)
    for rule in rulebook.rules.values():
        if known == rule.name or (isinstance(rule.pattern, Apply) and known == rule.pattern.function):
            yield _rule_row(rule)
    entries = [entry for entry in rulebook.functions.values() if entry.name == known]
    for entry in entries:
        yield from _facts(entry)
    if not entries and known not in rulebook.rules:
        words = {*rulebook.rules, *rulebook.vocabulary.functions}
        close = difflib.get_close_matches(name, words, 1)
        raise SymdiffError(f"there is no rule or function {name}" + (f": did you mean {close[0]}?" if close else ""))


def _facts(entry: FunctionEntry) -> Iterator[Row]:
    if entry.requirement is not None:
        yield Row("defined", f"{entry.application}", f"where {entry.requirement}")
    if entry.definition is not None:
        yield Row("means", f"{entry.application} = {entry.definition}")
    if entry.aliases:
        yield Row("also read", ", ".join(entry.aliases))
