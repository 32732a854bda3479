"""The tables of the parser: made by Lark from the grammar, kept in a file, read without Lark.

`python -m symdiff.language.tables` writes the files anew after a change of the grammar. A file
that does not belong to the grammar any more is not used: the tables are then made in memory.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from ..resources import grammar_path, grammar_text

SYNTAXES = {
    "mathematics": ("formula.lark", "mathematics.lark"),
    "latex": ("formula.lark", "latex.lark"),
    "matrices": ("matrices.lark",),
}
"""The files that make up each grammar."""

ACCEPT = 1 << 30
SPACE = r"[ \t\r\n\xa0\u2002-\u200a\u202f\u205f\u3000]"
END = "$END"


@dataclass(frozen=True)
class Tables:
    """What a parser needs to know.

    Attributes:
        terminals: the name of each kind of token; a kind is an index into this.
        patterns: for each kind, the regular expression of its tokens, or "" if the lexer decides otherwise.
        rules: for each rule its left side, its length and the name of its builder ("" for none); rule 0 is none.
        actions: for each state and kind: a state to shift to, a negated rule to reduce by, ACCEPT, or 0.
        gotos: for each state, the state after each nonterminal.
    """

    terminals: tuple[str, ...]
    patterns: tuple[str, ...]
    rules: tuple[tuple[str, int, str], ...]
    actions: tuple[tuple[int, ...], ...]
    gotos: tuple[dict[str, int], ...]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The kind of each terminal."""
        return {name: kind for kind, name in enumerate(self.terminals)}

    @cached_property
    def scanner(self) -> re.Pattern[str]:
        """Finds one token after the other; what is no token is found as a single character."""
        known = "|".join(self.patterns[kind] for kind in self._by_priority)
        return re.compile(f"{SPACE}*+({known}|[\\s\\S])")

    @cached_property
    def sorter(self) -> re.Pattern[str]:
        """The same tokens, each alternative as a group of the terminal's name."""
        return re.compile("|".join(f"(?P<{self.terminals[kind]}>{self.patterns[kind]})" for kind in self._by_priority))

    @property
    def _by_priority(self) -> list[int]:
        return [kind for kind, pattern in enumerate(self.patterns) if pattern]


@cache
def tables(syntax: str) -> Tables:
    """The tables of "mathematics" or "latex"."""
    grammar = grammar_of(syntax)
    path = grammar_path(f"{syntax}.tables")
    kept = path.read_text(encoding="utf-8") if path else ""
    if not kept.startswith(_heading(grammar)):
        kept = generate(grammar)
    return _read(kept)


def grammar_of(syntax: str) -> str:
    """The whole grammar of a syntax."""
    return "\n".join(grammar_text(name) for name in SYNTAXES[syntax])


def _heading(grammar: str) -> str:
    # Notices a changed grammar; nothing is trusted because of it.
    return f"symdiff tables 1 for grammar {zlib.crc32(grammar.encode()):08x}\n"


def _read(text: str) -> Tables:
    _, names, *rest = text.split("\n\n")
    patterns, rules, states = rest
    terminals, regexes = zip(*(line.split(" ", 1) for line in names.split("\n") + patterns.split("\n")), strict=True)
    actions: list[tuple[int, ...]] = []
    gotos: list[dict[str, int]] = []
    for line in states.rstrip("\n").split("\n"):
        row, goto = _read_state(line, len(terminals))
        actions.append(row)
        gotos.append(goto)
    numbered = tuple((left, int(size), alias) for left, size, alias in (rule.split(" ") for rule in rules.split("\n")))
    return Tables(terminals, regexes, (("", 0, ""), *numbered), tuple(actions), tuple(gotos))


def _read_state(line: str, kinds: int) -> tuple[tuple[int, ...], dict[str, int]]:
    before, _, after = line.partition("|")
    row = [0] * kinds
    for entry in before.split():
        kind, _, move = entry.partition(":")
        row[int(kind)] = int(move)
    goto = dict(entry.split(":") for entry in after.split())
    return tuple(row), {name: int(state) for name, state in goto.items()}


def generate(grammar: str) -> str:
    """The tables of a grammar as text, the same on every machine."""
    from lark import Lark

    lark = Lark(grammar, parser="lalr", lexer="basic", start=["start", "sorted_later"])
    data, memo = lark.memo_serialize([_terminal_class(), _rule_class()])
    return _heading(grammar) + "\n" + "\n\n".join(_sections(lark, data["parser"]["parser"], memo)) + "\n"


def _terminal_class() -> Any:
    from lark.lexer import TerminalDef

    return TerminalDef


def _rule_class() -> Any:
    from lark.grammar import Rule

    return Rule


def _sections(lark: Any, table: dict[str, Any], memo: dict[int, Any]) -> Iterator[str]:
    names = {int(key): name for key, name in table["tokens"].items()}
    reachable = _Reachable(table, names, memo)
    order = sorted(lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    declared = sorted({n for n in names.values() if n == END or n.isupper()} - {t.name for t in order})
    # A line break in a pattern would break the line of the file.
    yield "\n".join(f"{t.name} {t.pattern.to_regexp()}".replace("\n", "\\n") for t in order)
    yield "\n".join(f"{name} " for name in declared)
    yield "\n".join(reachable.rule_lines())
    kinds = {name: kind for kind, name in enumerate([*(t.name for t in order), *declared])}
    yield "\n".join(reachable.state_lines(kinds))


class _Reachable:
    """The states that the start symbol reaches, numbered in the order of a walk that does not depend on hashing."""

    def __init__(self, table: dict[str, Any], names: dict[int, str], memo: dict[int, Any]) -> None:
        self.rows = {
            int(state): {names[int(key)]: move for key, move in row.items()} for state, row in table["states"].items()
        }
        self.memo = memo
        self.rows[table["end_states"]["start"]] = {END: [0, ACCEPT]}
        self.order = [table["start_states"]["start"]]
        for state in self.order:
            self.order += [s for s in self._successors(state) if s not in self.order]
        rules = {self._rule(move[1]) for s in self.order for move in self.rows[s].values() if move[0]}
        self.rules = sorted(rules)
        self.numbers = {rule: number for number, rule in enumerate(self.rules, 1)}
        self.states = {state: number for number, state in enumerate(self.order)}

    def _successors(self, state: int) -> list[int]:
        row = self.rows[state]
        found = [row[name][1] for name in sorted(row) if not row[name][0]]
        return list(dict.fromkeys(state for state in found if state != ACCEPT))

    def _rule(self, reference: dict[str, int]) -> tuple[str, tuple[str, ...], str]:
        rule = self.memo[reference["@"]]
        origin = str(getattr(rule["origin"]["name"], "value", rule["origin"]["name"]))
        return origin, tuple(symbol["name"] for symbol in rule["expansion"]), rule["alias"] or ""

    def rule_lines(self) -> Iterator[str]:
        """Left side, length and builder of each rule."""
        for origin, expansion, alias in self.rules:
            if not alias and len(expansion) != 1:
                raise ValueError(f"a rule of {origin} needs the name of its builder: {' '.join(expansion)}")
            yield f"{origin} {len(expansion)} {alias}"

    def state_lines(self, kinds: dict[str, int]) -> Iterator[str]:
        """The moves of each state, on terminals and, after a bar, on nonterminals."""
        for state in self.order:
            row = self.rows[state]
            moves = sorted((kinds[name], self._move(row[name])) for name in row if name in kinds)
            gotos = sorted((name, self.states[row[name][1]]) for name in row if name not in kinds)
            yield " ".join(f"{k}:{m}" for k, m in moves) + "|" + " ".join(f"{n}:{s}" for n, s in gotos)

    def _move(self, move: list[Any]) -> int:
        if move[0]:
            return -self.numbers[self._rule(move[1])]
        return ACCEPT if move[1] == ACCEPT else self.states[move[1]]


def main() -> None:
    """Write the tables of every grammar that is there."""
    for syntax, files in SYNTAXES.items():
        path = grammar_path(files[-1])
        if path is not None:
            path.with_name(f"{syntax}.tables").write_text(generate(grammar_of(syntax)), encoding="utf-8")


if __name__ == "__main__":
    main()
