"""matrices.rules, read and checked: the operations, the rules on differentials, the rules that bring dx to the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from ..expression import Apply, Expression, Number, Symbol, apply, symbol
from ..language.number_literals import number
from ..primitives import MATRIX_PRODUCT, PENDING, TRANSPOSE
from ..resources import grammar_text
from ..rulebook.rules import letters_of
from ..rulefiles.reader import Passage, Statement, columns, split_at, statements
from .operations import Operations
from .syntax import Raw, read_tree

FILE = "matrices.rules"
GRADIENT, JACOBIAN, VECTORISED = "gradient", "jacobian", "vec"
"""The groups of rules that bring dx to the end, by the form that they bring it to."""

POINTWISE = {".*": "*", "./": "/", ".^": "^"}
"""The signs of operations entry by entry; inside they have the heads that they have for numbers."""

_COLUMNS = frozenset("uvw")
_PROVISO = re.compile(r"(\w+) is (free of x|declared \w+|an? \w+|square|symmetric)\Z")
_UNEQUAL = re.compile(r"(\w+) != (\w+)\Z")
_HAS_DERIVATIVE = "f has a derivative"
_HELD = frozenset(map(symbol, "Uus"))
_GATHERED = symbol("M")


@dataclass(frozen=True, eq=False)
class MatrixRule:
    """`left = right where ...`.

    Attributes:
        name: what it is called in steps.
        left, right: its two sides; of a rule on differentials the left one without its d(...).
        provisos: letters, each with what must be so of it.
        group: for a rule that brings dx to the end, which form it brings it to.
        is_elementwise: whether it is for every function of numbers.
        condition: where the differential exists, if that is less than where its two sides do.
    """

    name: str
    left: Expression
    right: Expression
    provisos: tuple[tuple[Symbol, str], ...] = ()
    group: str = ""
    is_elementwise: bool = False
    condition: Expression | None = None
    passage: Passage | None = field(default=None, repr=False)

    @cached_property
    def letters(self) -> frozenset[Symbol]:
        """The letters of the left side."""
        return frozenset(letters_of(self.left))

    @cached_property
    def held(self) -> Symbol:
        """Of a rule that brings dx to the end, the letter on the left that holds the differential."""
        return next(letter for letter in letters_of(self.left) if letter in _HELD)


@dataclass(frozen=True)
class MatrixTable:
    """The whole file.

    Attributes:
        operations: the operations.
        differentials: the rules on differentials, in the order in which they are tried.
        endings: the rules that bring dx to the end, by group.
        identities: the identities, by the head of their left side.
        properties: the words that may be said of a name.
    """

    operations: Operations
    differentials: tuple[MatrixRule, ...]
    endings: Mapping[str, tuple[MatrixRule, ...]]
    identities: Mapping[str, tuple[MatrixRule, ...]]
    properties: frozenset[str]

    @cached_property
    def definitions(self) -> Mapping[tuple[str, int], Expression]:
        """What each operation is read as that is read as others, by its head."""
        found = ((o, o.definition) for o in self.operations.by_head.values())
        return {(o.head, len(o.letters)): _pattern(d, self.operations) for o, d in found if d is not None}

    @property
    def rules(self) -> tuple[MatrixRule, ...]:
        """Every rule."""
        endings = [rule for rules in self.endings.values() for rule in rules]
        return (*self.differentials, *endings, *(r for rules in self.identities.values() for r in rules))


@cache
def standard_table() -> MatrixTable:
    """The table that comes with the package.

    >>> standard_table().differentials[4].name
    'product'
    """
    return load_table(FILE, grammar_text(FILE))


def load_table(file: str, text: str) -> MatrixTable:
    """The table of a rule file.

    Raises:
        RuleError: a statement is wrong; the message names file, line and column.
    """
    found = list(statements(file, text))
    operations = Operations([s for s in found if s.parameters is not None])
    rules: dict[str, MatrixRule] = {}
    for statement in found:
        if statement.parameters is None:
            if statement.name in rules:
                raise statement.head.error(f"{statement.name} is there already")
            rules[statement.name] = _rule(statement, operations)
    differentials = tuple(r for r in rules.values() if r.group == "d")
    endings = {g: tuple(r for r in rules.values() if r.group == g) for g in (GRADIENT, JACOBIAN, VECTORISED)}
    identities: dict[str, list[MatrixRule]] = {}
    for rule in rules.values():
        if not rule.group:
            assert isinstance(rule.left, Apply)
            identities.setdefault(rule.left.function, []).append(rule)
    declared = {kind.split()[1] for r in rules.values() for _, kind in r.provisos if kind.startswith("declared ")}
    by_head = {head: tuple(rules) for head, rules in identities.items()}
    return MatrixTable(operations, differentials, endings, by_head, frozenset(declared))


def _rule(statement: Statement, operations: Operations) -> MatrixRule:
    body, clauses = columns(statement.body)
    group = next((passage.content for keyword, passage in clauses if keyword == "group"), "")
    condition = next((passage for keyword, passage in clauses if keyword == "where"), None)
    equation, inside = split_at(body, "where")
    condition = inside if condition is None else condition
    left, right = split_at(equation, "=")
    if right is None:
        raise statement.body.error("expected left = right")
    is_elementwise = condition is not None and condition.content == _HAS_DERIVATIVE
    unequal = None if condition is None else _UNEQUAL.match(condition.content)
    exists = (
        None
        if unequal is None
        else apply("!=", tuple(number(w) if w.isdigit() else symbol(w) for w in unequal.groups()))
    )
    provisos = () if is_elementwise or unequal else _provisos(condition)
    pattern, replacement = (_pattern(side, operations) for side in (left, right))
    if isinstance(pattern, Apply) and pattern.function == PENDING:
        pattern, group = pattern.arguments[0], "d"
    rule = MatrixRule(statement.name, pattern, replacement, provisos, group, is_elementwise, exists, statement.head)
    _check(rule, statement, right)
    return rule


def _check(rule: MatrixRule, statement: Statement, right: Passage) -> None:
    """Refuse a letter on the right, or in a condition, that the left side has not."""
    if not isinstance(rule.left, Apply) and rule.group != "d":
        raise statement.body.error("the left side is a letter: it would match everything")
    strange = [str(u) for u in letters_of(rule.right) if u not in rule.letters]
    strange += [str(u) for u, _ in rule.provisos if u not in rule.letters]
    if strange:
        raise right.error(f"{strange[0]} does not stand on the left")
    if rule.group not in ("", "d") and not (rule.letters & _HELD and _GATHERED in rule.letters):
        raise statement.body.error("such a rule says what becomes of M and of U, u or s")


def _provisos(passage: Passage | None) -> tuple[tuple[Symbol, str], ...]:
    found: list[tuple[Symbol, str]] = []
    rest = passage
    while rest is not None:
        here, rest = split_at(rest, "and")
        said = _PROVISO.match(here.content)
        if said is None:
            raise here.error("expected `A is free of x`, `A is symmetric`, `s is a scalar` or `A is declared WORD`")
        found.append((symbol(said[1]), re.sub(r"^an? ", "", said[2])))
    return tuple(found)


# Patterns: what is not known to be a number may be a matrix.

Flat = tuple[bool, bool]
"""Whether there is one row, and whether there is one column, as far as a pattern tells."""


def _pattern(passage: Passage, operations: Operations) -> Expression:
    """A side of a rule as a pattern.

    Raises:
        RuleError: it is no formula.
    """
    tree = read_tree(passage.content, _Letters(), _Functions())
    built: dict[Raw, Expression] = {}
    flat: dict[Expression, Flat] = {}
    for raw in postordered(tree):
        parts = tuple(built[part] for part in raw.parts)
        built[raw] = node = _pattern_node(raw, parts, flat, operations, passage)
        flat[node] = _flat(node, flat, operations)
    return built[tree]


def postordered(tree: Raw) -> list[Raw]:
    """Every part of a tree, each after its own parts."""
    order: list[Raw] = []
    stack = [tree]
    while stack:
        order.append(stack.pop())
        stack.extend(order[-1].parts)
    return order[::-1]


class _Letters:
    """In a rule every letter is declared but d and f, functions before a bracket, and T, which is the transpose."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(name) == 1 and name not in "dfT"


class _Functions:
    """In a rule every longer word is one, and so are d and f."""

    def __contains__(self, name: object) -> bool:
        return name not in _Letters()


def _pattern_node(
    raw: Raw, parts: tuple[Expression, ...], flat: Mapping[Expression, Flat], operations: Operations, passage: Passage
) -> Expression:
    if raw.head == "name":
        return symbol(raw.text)
    if raw.head == "number":
        return number(raw.text)
    if raw.head == "call":
        if raw.text in "df":
            return apply(PENDING if raw.text == "d" else "f", parts)
        known = operations.by_name.get((raw.text, len(parts)), [])
        entry = next((o for o in known if o.name == raw.text), None)
        return apply(raw.text if entry is None else entry.head, parts)
    if raw.head == "mark":
        return apply(TRANSPOSE, parts)
    if raw.head == "*" and len(parts) == 2:
        return _pattern_product(parts, flat)
    return apply(POINTWISE.get(raw.head, raw.head), parts)


def _pattern_product(parts: tuple[Expression, ...], flat: Mapping[Expression, Flat]) -> Expression:
    left, right = parts
    if isinstance(left, Apply) and left.function == TRANSPOSE and left.arguments[0] is symbol("f"):
        return apply("f'", (right,))  # f'(A), which reads like the transpose of f
    return apply("*" if (True, True) in (flat[left], flat[right]) else MATRIX_PRODUCT, parts)


def is_column_letter(letter: Expression) -> bool:
    """Whether a letter of a rule stands for a column."""
    return isinstance(letter, Symbol) and letter.name in _COLUMNS


def is_number_letter(letter: Expression) -> bool:
    """Whether a letter of a rule stands for a number."""
    return isinstance(letter, Symbol) and letter.name.islower() and letter.name not in _COLUMNS


def _flat(node: Expression, flat: Mapping[Expression, Flat], operations: Operations) -> Flat:
    if isinstance(node, Symbol):
        is_number = is_number_letter(node)
        return is_number, is_number or is_column_letter(node)
    if not isinstance(node, Apply):
        return True, True
    parts = [flat[a] for a in node.arguments]
    if node.function == TRANSPOSE:
        return parts[0][1], parts[0][0]
    if node.function == MATRIX_PRODUCT:
        return parts[0][0], parts[1][1]
    entry = operations.of(node)
    if entry is not None:
        return isinstance(entry.gives.rows, Number), isinstance(entry.gives.columns, Number)
    return all(rows for rows, _ in parts), all(columns for _, columns in parts)
