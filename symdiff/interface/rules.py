"""The tables of rules, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from ..errors import SymdiffError
from ..expression import Apply
from ..rulebook import FunctionEntry, Rule, Rulebook, current

GROUPS = ("general", "functions")


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


def rows(names: Sequence[str] = (), rulebook: Rulebook | None = None) -> list[Row]:
    """The rules and facts of these names; all rules if none is given.

    The name `general` stands for the rules that are about no single function, `functions` for the
    derivatives of all functions.

    Raises:
        SymdiffError: there is no rule and no function of a name.
    """
    found = [row for name in names or GROUPS for row in _named(name, rulebook or current())]
    return list(dict.fromkeys(found))


def rule_lines(names: Sequence[str] = (), rulebook: Rulebook | None = None) -> list[str]:
    r"""The rows in columns.

    >>> print(*rule_lines(["product", "sec"]), sep="\n")
    product:  d(u*v) = d(u)*v + u*d(v)
    sec:      d/du sec(u) = sec(u)*tan(u)
    defined:  sec(u)                       where cos(u) != 0
    means:    sec(u) = 1/cos(u)
    """
    table = rows(names, rulebook)
    first = max(len(row.name) for row in table) + 3
    second = max((len(row.statement) for row in table if row.condition), default=0) + 2
    return [f"{row.name + ':':{first}}{row.statement:{second}}{row.condition}".rstrip() for row in table]


def _named(name: str, rulebook: Rulebook) -> Iterator[Row]:
    known = rulebook.vocabulary.aliases.get(name, name)
    for rule in rulebook.rules.values():
        if not _is_chain_rule(rule, rulebook) and (known == "general" or known in _names(rule)):
            yield _rule_row(rule)
    for entry in rulebook.functions.values():
        if known in ("functions", entry.name):
            yield from _derivatives(entry, rulebook)
        if known == entry.name:
            yield from _facts(entry)
    words = {*GROUPS, *rulebook.rules, *rulebook.vocabulary.functions}
    if known not in words:
        import difflib

        close = difflib.get_close_matches(name, words, 1)
        raise SymdiffError(f"there is no rule or function {name}" + (f": did you mean {close[0]}?" if close else ""))


def _is_chain_rule(rule: Rule, rulebook: Rulebook) -> bool:
    """Whether the rule was made from a function's derivatives, which are shown instead."""
    pattern = rule.pattern
    if not isinstance(pattern, Apply):
        return False
    entry = rulebook.functions.get((pattern.function, len(pattern.arguments)))
    return entry is not None and bool(entry.derivatives) and pattern is entry.application


def _names(rule: Rule) -> tuple[str, ...]:
    return (rule.name, rule.pattern.function) if isinstance(rule.pattern, Apply) else (rule.name,)


def _rule_row(rule: Rule) -> Row:
    statement, _, condition = str(rule).partition("   where ")
    return Row(rule.name, statement, _where(condition))


def _derivatives(entry: FunctionEntry, rulebook: Rulebook) -> Iterator[Row]:
    for letter, derivative in entry.derivatives.items():
        assert entry.rule is not None
        own = [entry.conditions[letter]] if letter in entry.conditions else []
        said = [*own, *rulebook.domain_to_say(entry.rule, frozenset((letter,)))]
        condition = _where(reduce(lambda a, b: Apply("and", (a, b)), dict.fromkeys(said)) if said else None)
        yield Row(entry.name, f"d/d{letter} {entry.application} = {derivative}", condition)


def _facts(entry: FunctionEntry) -> Iterator[Row]:
    if entry.requirement is not None:
        yield Row("defined", f"{entry.application}", _where(entry.requirement))
    if entry.definition is not None:
        yield Row("means", f"{entry.application} = {entry.definition}")
    if entry.aliases:
        yield Row("also read", ", ".join(entry.aliases))


def _where(condition: object) -> str:
    return "" if condition in (None, "") else f"where {condition}"
