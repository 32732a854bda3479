"""The rulebook: every rule and function, checked, and indexed by what it applies to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from ..expression import CONSTANTS, Apply, Expression, Number, symbol
from ..language import Vocabulary
from ..rulefiles.functions import FunctionLine, effort_of
from ..rulefiles.reader import Passage, Statement, columns, split_at, statements
from .formulas import read_condition, read_formula
from .functions import FunctionEntry
from .programs import Program
from .rules import Rule, check, hidden_by, letters_of

COMMUTATIVE = frozenset(("+", "*", "min", "max"))
VARIADIC = frozenset(("min", "max", "piecewise", "where"))
BUILT_IN = {"piecewise": 2, "where": 2}
FREEDOM = re.compile(r"(\w+(?:\s*,\s*\w+)*)\s+(?:is|are)\s+free\s+of\s+x\Z")

Case = tuple[str, int, int]  # a function, how many arguments, and which of them depend on x (a bit each)
Candidate = tuple[Rule, bool, Program]
Guards = tuple[tuple[int, set[Expression | str]], ...]  # places, and the arguments or heads that are special there
Plain = tuple[Program, Guards]


class Rulebook:
    """The rules of differentiation and the functions, as loaded from rule files.

    Attributes:
        general: the rules that are no function's own, by name, in the order in which they are tried.
        functions: every function by name and number of arguments.
        vocabulary: what the parser needs to know of them.
    """

    def __init__(self, rules: Sequence[Rule], functions: Sequence[FunctionEntry], vocabulary: Vocabulary) -> None:
        self.general: Mapping[str, Rule] = {rule.name: rule for rule in rules}
        self.functions: Mapping[tuple[str, int], FunctionEntry] = {(f.name, len(f.parameters)): f for f in functions}
        self.vocabulary = vocabulary
        self._candidates: dict[Case, tuple[Candidate, ...]] = {}
        self.plain_cases = _PlainCases(self)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by name: the general ones, then each function's chain rule."""
        own = [rule for f in self.functions.values() if (rule := f.rule) is not None]
        return {**self.general, **{rule.name: rule for rule in own}}

    def check(self) -> None:
        """Read and check every formula of the tables; in use, each is read when it is first needed.

        Raises:
            RuleError: a formula is wrong; the message names file, line and column.
        """
        for entry in self.functions.values():
            entry.read()
            if entry.rule is not None:
                check(entry.rule, entry.passage)

    def select(self, node: Apply, mask: int) -> tuple[Rule, tuple[Expression, ...], Program] | None:
        """The rule for a node, what its letters stand for, and its program; None where no rule is known.

        Args:
            node: a function or operator applied to arguments.
            mask: which of the arguments depend on the variable, a bit each.
        """
        for rule, exchanged, program in self.candidates((node.function, len(node.arguments), mask)):
            if rule.direct:
                return rule, node.arguments[::-1] if exchanged else node.arguments, program
            bindings = rule.bind(node)
            if bindings is not None:
                return rule, bindings, program
        return None

    def candidates(self, case: Case) -> tuple[Candidate, ...]:
        """The rules to try for a case, each with whether it takes the arguments exchanged, and its program."""
        found = self._candidates.get(case)
        if found is None:
            found = self._candidates[case] = tuple(self._find(*case))
        return found

    def _find(self, function: str, arity: int, mask: int) -> Iterator[Candidate]:
        entry = self.functions.get((function, arity))
        own = [entry.rule] if entry is not None and entry.rule is not None else []
        for rule in (*self.general.values(), *own):
            pattern = rule.pattern
            if isinstance(pattern, Apply) and pattern.function == function and len(pattern.arguments) == arity:
                for exchanged in (False, True)[: 2 if function in COMMUTATIVE else 1]:
                    if mask in _masks(rule, exchanged):
                        yield rule, exchanged, _program(rule, exchanged, mask)


class _PlainCases(dict[Case, Plain | None]):
    """What to do in each case that one rule covers whatever the arguments are, without a condition.

    That is the rule's program, whose inputs are the node's arguments, then their derivatives; and the
    arguments for which an earlier, more special rule has to be tried first. None for all other cases.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook

    def __missing__(self, case: Case) -> Plain | None:
        self[case] = None
        guards: dict[int, set[Expression | str]] = {}
        for rule, _, program in self._rulebook.candidates(case):
            if rule.direct:
                self[case] = None if rule.condition is not None else (program, tuple(guards.items()))
                break
            place, literal, function = rule.shape[0]
            guards.setdefault(place, set()).add(function or literal)
        return self[case]


def is_special(arguments: Sequence[Expression], guards: Guards) -> bool:
    """Whether an argument is one that a more special rule may be for.

    >>> x = symbol("x")
    >>> is_special((Apply("abs", (x,)),), [(0, {"abs"})]), is_special((x,), [(0, {"abs"})])
    (True, False)
    """
    for place, special in guards:
        argument = arguments[place]
        if argument in special or (type(argument) is Apply and argument.function in special):
            return True
    return False


def _program(rule: Rule, exchanged: bool, mask: int) -> Program:
    """The program of a rule for a case: its inputs are the arguments in the node's own order."""
    if not rule.direct:
        return rule.program
    letters = rule.letters[::-1] if exchanged else rule.letters
    return rule.program_for(frozenset(u for place, u in enumerate(letters) if mask >> place & 1), exchanged)


def _masks(rule: Rule, exchanged: bool) -> Iterator[int]:
    """Which arguments may depend on x where the rule applies."""
    assert isinstance(rule.pattern, Apply)
    choices = [(0,) if _is_free(a, rule) else (0, 1) for a in rule.pattern.arguments]
    for bits in product(*(choices[::-1] if exchanged else choices)):
        if any(bits):
            yield sum(bit << place for place, bit in enumerate(bits))


def _is_free(argument: Expression, rule: Rule) -> bool:
    return isinstance(argument, Number) or argument in CONSTANTS or argument in rule.free


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
            others = [piece.content.split() for keyword, piece in statement.clauses() if keyword == "also called"]
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
    free, exists = _condition(condition, vocabulary)
    replacement = read_formula(right, vocabulary)
    group, effort = _group_and_effort(clauses)
    rule = Rule(statement.name, pattern.arguments[0], replacement, free, exists, False, statement.head, group, effort)
    if unknown := free.difference(letters_of(rule.pattern)):
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


def _condition(piece: Passage | None, vocabulary: Vocabulary) -> tuple[frozenset, Expression | None]:  # type: ignore[type-arg]
    if piece is None:
        return frozenset(), None
    freedom = FREEDOM.match(piece.content)
    if freedom is not None:
        return frozenset(symbol(name.strip()) for name in freedom.group(1).split(",")), None
    return frozenset(), read_condition(piece, vocabulary)
