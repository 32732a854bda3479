"""The table of wrong rules: grammar/misconceptions.rules, read by the same reader as the right ones.

A wrong rule need not be linear, and its left side may nest. Two letters stand for functions: f(u)
is any function, power or exponential of u alone, f'(u) its derivative.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path

from ..errors import RuleError
from ..expression import CONSTANTS, Apply, Expression, Symbol, apply, symbol
from ..language import Vocabulary
from ..resources import grammar_text
from ..rulefiles.reader import Passage, Statement, split_at, statements
from ..traversal import fold, postorder
from . import standard
from .formulas import read_formula

FILE = "misconceptions.rules"
FUNCTION_LETTERS = ("f", "g")
X = symbol("x")
IN_TERM = re.compile(r"\s*in\s+a\s+term\Z")
FREEDOM = re.compile(r"(\w+(?:\s*,\s*\w+)*)\s+(?:is|are)\s+free\s+of\s+x\Z")
EXCHANGEABLE = ("+", "*")


@dataclass(frozen=True, eq=False)
class WrongRule:
    """One form of a misconception: `d(pattern) = replacement`.

    Attributes:
        name: the misconception's name.
        pattern: the left side, without its d(...).
        replacement: the wrong right side; d(u) is the right derivative of u.
        free: the letters that stand for expressions free of x; every other one stands for one that is not.
        in_term: whether it applies to the terms of the whole function only.
    """

    name: str
    pattern: Expression
    replacement: Expression
    free: frozenset[Symbol]
    in_term: bool
    passage: Passage = field(repr=False, compare=False)

    @cached_property
    def patterns(self) -> tuple[Expression, ...]:
        """The left side, and what it becomes when sums and products in it are turned around."""
        turned = fold((self.pattern,), lambda leaf: [leaf], _turned)[self.pattern]
        return tuple(dict.fromkeys(turned))

    @property
    def is_of_composition(self) -> bool:
        """Whether it is for every composition f(u), whatever its functions are."""
        pattern = self.pattern
        return (
            isinstance(pattern, Apply)
            and pattern.function in FUNCTION_LETTERS
            and isinstance(pattern.arguments[0], Symbol)
        )

    def __str__(self) -> str:
        condition = f"   where {', '.join(sorted(map(str, self.free)))} is free of x" if self.free else ""
        return f"d({self.pattern}) = {self.replacement}{condition}"


@dataclass(frozen=True)
class Misconception:
    """A wrong rule that students are known to use, in all its forms.

    Attributes:
        name: its name in tables, reports and the catalogue of sentences.
        forms: where it applies, and what it gives there.
        sources: the names of the studies and collections that document it.
    """

    name: str
    forms: tuple[WrongRule, ...]
    sources: tuple[str, ...]


@cache
def standard_misconceptions() -> Mapping[str, Misconception]:
    """The table that comes with the package, by name, in its order."""
    return read(FILE, grammar_text(FILE), standard().vocabulary)


def load(path: str | Path) -> Mapping[str, Misconception]:
    """The standard table with the lines of one more file.

    Raises:
        RuleError: the file cannot be read, or a line is wrong (file, line and column are named).
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    return {**standard_misconceptions(), **read(str(path), text, standard().vocabulary)}


def read(file: str, text: str, vocabulary: Vocabulary) -> Mapping[str, Misconception]:
    """The misconceptions of a text.

    Raises:
        RuleError: a line is wrong; the message names file, line and column.
    """
    letters = dict.fromkeys(FUNCTION_LETTERS, (1, 1))
    vocabulary = replace(vocabulary, functions={**vocabulary.functions, **letters})
    forms: dict[str, list[WrongRule]] = {}
    sources: dict[str, list[str]] = {}
    for statement in statements(file, text):
        body, origin = split_at(statement.body, "from")
        forms.setdefault(statement.name, []).append(_wrong_rule(statement, body, vocabulary))
        named = sources.setdefault(statement.name, [])
        named += [word.strip() for word in origin.content.split(",")] if origin is not None else []
        if not named:
            raise statement.head.error(f"{statement.name} has no source: add `from ...`")
    return {name: Misconception(name, tuple(forms[name]), tuple(sources[name])) for name in forms}


def _wrong_rule(statement: Statement, body: Passage, vocabulary: Vocabulary) -> WrongRule:
    equation, condition = split_at(body, "where")
    left, right = split_at(equation, "=")
    if right is None:
        raise body.error("expected d(...) = ...")
    pattern = read_formula(left, vocabulary)
    if not isinstance(pattern, Apply) or pattern.function != "d":
        raise left.error("the left side is d(...)")
    free, in_term = _condition(condition)
    rule = WrongRule(
        statement.name, pattern.arguments[0], read_formula(right, vocabulary), free, in_term, statement.head
    )
    _check(rule, right)
    return rule


def _condition(condition: Passage | None) -> tuple[frozenset[Symbol], bool]:
    """The letters that are free of x, and whether the rule is for terms only."""
    if condition is None:
        return frozenset(), False
    text = condition.content
    terms = IN_TERM.search(text)
    rest = text[: terms.start()].strip() if terms else text
    if terms and not rest:
        return frozenset(), True
    found = FREEDOM.match(rest)
    if found is None:
        raise condition.error("a wrong rule's condition is `c is free of x`, or `in a term`")
    return frozenset(symbol(name.strip()) for name in found.group(1).split(",")), bool(terms)


def _check(rule: WrongRule, passage: Passage) -> None:
    """Refuse letters and functions on the right that the left does not bind."""
    letters = _letters(rule.pattern)
    functions = {n.function for n in postorder((rule.pattern,)) if isinstance(n, Apply)}
    if unknown := rule.free - letters:
        raise rule.passage.error(f"{', '.join(map(str, unknown))} stands in the condition but not on the left")
    for node in postorder((rule.replacement,)):
        if isinstance(node, Symbol) and node not in CONSTANTS and node not in letters | {X}:
            raise passage.error(f"{node.name} stands on the right but not on the left")
        if not isinstance(node, Apply):
            continue
        name = node.function.rstrip("'")
        if name in FUNCTION_LETTERS and (name not in functions or node.function.endswith("''")):
            raise passage.error(f"{node.function} stands on the right but not on the left")
        if node.function == "d" and node.arguments[0] not in letters:
            raise passage.error(f"d({node.arguments[0]}): only a letter of the left side can be differentiated there")


def _letters(pattern: Expression) -> frozenset[Symbol]:
    return frozenset(n for n in postorder((pattern,)) if isinstance(n, Symbol) and n not in CONSTANTS)


def _turned(node: Apply, parts: list[list[Expression]]) -> list[Expression]:
    """Every way in which a node can be written when its exchangeable operands are exchanged."""
    if len(parts) == 1:
        return [apply(node.function, (a,)) for a in parts[0]]
    pairs = [(a, b) for a in parts[0] for b in parts[1]]
    ways: list[Expression] = [apply(node.function, pair) for pair in pairs]
    if node.function in EXCHANGEABLE:
        ways += [apply(node.function, (b, a)) for a, b in pairs]
    return ways
