"""Rule files, read into a rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..expression import Apply, Expression, Symbol, symbol
from ..language import Vocabulary
from ..primitives import EXTREMES
from ..rulefiles.lines import FunctionLine, effort_of
from ..rulefiles.reader import Passage, Statement, columns, split_at, statements
from .checks import check, hidden_by
from .entries import FunctionEntry
from .formulas import read_condition, read_formula
from .rules import Rule, letters_of
from .table import Rulebook

VARIADIC = frozenset((*EXTREMES, "piecewise", "where"))
BUILT_IN = {"piecewise": 2, "where": 2}
FREEDOM = re.compile(r"(\w+(?:\s*,\s*\w+)*)\s+(?:is|are)\s+free\s+of\s+x\Z")
SCOPE = re.compile(r"\w+\s+has\s+no\s+rule\Z|.+\s+is\s+any\s+condition\Z")


def load(files: Iterable[tuple[str, str]], base: Rulebook | None = None) -> Rulebook:
    """The rulebook of some rule files, given as (name, text), on top of another one.

    A statement `f(u): ...` is a function, a statement `name: d(...) = ...` a rule.

    Raises:
        RuleError: a statement is wrong; the message names file, line and column.
    """
    found = [s for name, text in files for s in statements(name, text)]
    vocabulary = _vocabulary([s for s in found if s.parameters is not None], base)
    functions = list(base.functions.values()) if base else []
    rules = list(base.general.values()) if base else []
    names: dict[str, Passage] = {}
    for statement in found:
        key = statement.name if statement.parameters is None else f"{statement.name}/{len(statement.parameters)}"
        if key in names:
            raise statement.head.error(f"{statement.name} is there already")
        names[key] = statement.head
        if statement.parameters is not None:
            functions.append(FunctionEntry(statement, vocabulary))
        else:
            rules.append(read_rule(statement, vocabulary, rules))
    return Rulebook(rules, functions, vocabulary)


def _vocabulary(heads: Sequence[Statement], base: Rulebook | None) -> Vocabulary:
    counts: dict[str, set[int]] = {name: {count} for name, count in BUILT_IN.items()}
    aliases: dict[str, str] = dict(base.vocabulary.aliases) if base else {}
    for name, arity in base.functions if base else ():
        counts.setdefault(name, set()).add(arity)
    for statement in heads:
        counts.setdefault(statement.name, set()).add(len(statement.parameters or ()))
        if "also called" in statement.body.content:
            others = [passage.content.split() for keyword, passage in statement.clauses() if keyword == "also called"]
            aliases.update((other, statement.name) for names in others for other in names)
    shared = {
        other: _shared(other, counts[other], name, counts[name]) for other, name in aliases.items() if other in counts
    }
    arities = {n: (min(c), None if n in VARIADIC else max(c)) for n, c in counts.items()}
    lines = (*(base.functions.values() if base else ()), *(FunctionLine(s) for s in heads))
    aliases = {other: name for other, name in aliases.items() if other not in counts}
    return Vocabulary(arities, aliases, {**(base.vocabulary.shared if base else {}), **shared}, lines)


def _shared(alias: str, own: set[int], name: str, others: set[int]) -> dict[int, str]:
    """What a function's name that is also another's means for each number of arguments."""
    return {**dict.fromkeys(others, name), **dict.fromkeys(own, alias)}


def read_rule(statement: Statement, vocabulary: Vocabulary, earlier: Sequence[Rule] = ()) -> Rule:
    """The rule that a statement `name: d(left) = right where ...` makes, checked.

    Raises:
        RuleError: it would make differentiation wrong, endless or useless.
    """
    body, clauses = columns(statement.body)
    equation, condition = split_at(body, "where")
    left, right = split_at(equation, "=")
    if right is None:
        raise statement.body.error("expected d(...) = ...")
    pattern = read_formula(left, vocabulary)
    if not isinstance(pattern, Apply) or pattern.function != "d":
        raise left.error("the left side is d(...)")
    said = _proviso(condition, vocabulary)
    replacement = read_formula(right, vocabulary)
    group, effort = _group_and_effort(clauses)
    rule = Rule(
        statement.name,
        pattern.arguments[0],
        replacement,
        said.free,
        said.condition,
        said.scope,
        group,
        effort,
        statement.head,
    )
    if unknown := said.free.difference(letters_of(rule.pattern)):
        raise statement.body.error(f"{', '.join(map(str, unknown))} stands in the condition but not on the left")
    check(rule, right)
    hiding = hidden_by(rule, earlier)
    if hiding is not None:
        raise statement.head.error(f"never reached: {hiding.name} always applies first")
    return rule


def _group_and_effort(clauses: Sequence[tuple[str, Passage]]) -> tuple[str, int | None]:
    said: dict[str, Passage] = {}
    for keyword, passage in clauses:
        if keyword not in ("group", "effort") or keyword in said:
            raise passage.error("a rule's clauses are `group NAME` and `effort N`, each once")
        said[keyword] = passage
    return said["group"].content if "group" in said else "", effort_of(said.get("effort"))


@dataclass(frozen=True)
class Proviso:
    """What stands after `where`: letters that are free of x, a condition on values, or what the rule is for."""

    free: frozenset[Symbol] = frozenset()
    condition: Expression | None = None
    scope: str = ""


def _proviso(passage: Passage | None, vocabulary: Vocabulary) -> Proviso:
    if passage is None:
        return Proviso()
    freedom = FREEDOM.match(passage.content)
    if freedom is not None:
        return Proviso(free=frozenset(symbol(name.strip()) for name in freedom.group(1).split(",")))
    if SCOPE.match(passage.content):
        return Proviso(scope=passage.content)
    return Proviso(condition=read_condition(passage, vocabulary))
