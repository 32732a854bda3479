"""The rulebook: every rule and function, and the rule for each node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, product
from typing import NamedTuple

from ..core import cases
from ..errors import SymdiffError
from ..expression import CONDITIONS, CONSTANTS, ONE, Apply, Expression, Number, apply
from ..language import Vocabulary
from ..primitives import EXTREMES
from ..traversal import free_symbols, postorder, substitute
from .checks import check
from .construction import Construction, construction_of
from .domains import asked_of, unsaid
from .entries import FunctionEntry, formal_parts
from .lifting import Chain, chain_rule, rule_of_branches, rule_of_unknown
from .rules import Role, Rule, derivative_of

STRUCTURAL = CONDITIONS | {"+", "-", "*", "/", "^", "neg", "piecewise", "where", "derivative", "derivative_at"}
COMMUTATIVE = frozenset(("+", "*", *EXTREMES))
TO_BE_DONE = frozenset(("where", "derivative", "derivative_at"))  # no functions: lifted, or carried out, first
MOST_CASES = 4096  # kept in memory

Case = tuple[str, int, int]  # a function, how many arguments, and which of them depend on x (a bit each)
Guards = tuple[tuple[int, set[Expression | str]], ...]  # places, and the arguments or heads that are special there
Plain = tuple[Construction, Guards]


class Unprepared(SymdiffError):
    """A node is no function, but something to be done first: a `where`, or a derivative to be carried out."""


class Domain(NamedTuple):
    """A condition of the function's domain that the right side of a rule does not imply.

    Attributes:
        condition: what builds it.
        is_own: whether it is the domain itself, not what is inside of its border.
    """

    condition: Construction
    is_own: bool


class Candidate(NamedTuple):
    """A rule that may be for the nodes of a case.

    Attributes:
        rule: the rule.
        exchanged: whether it takes the arguments in the reverse order.
        construction: what builds its right side.
        domains: what builds the conditions of the function's own domain that its right side does not imply.
    """

    rule: Rule
    exchanged: bool
    construction: Construction
    domains: tuple[Domain, ...]


class Choice(NamedTuple):
    """The rule for a node.

    Attributes:
        rule: the rule.
        bindings: what its letters stand for.
        inputs: what the construction takes, before the derivatives of the same.
        construction: what builds its right side.
        domains: what builds the conditions of the function's own domain that its right side does not imply.
    """

    rule: Rule
    bindings: tuple[Expression, ...]
    inputs: tuple[Expression, ...]
    construction: Construction
    domains: tuple[Domain, ...] = ()


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
        self._roles = {rule.role: rule for rule in rules}
        self.slope_of_the_variable = self._roles[Role.VARIABLE].replacement
        self.plain_cases = _PlainCases(self)
        self.cases = cases(self.slope_of_the_variable)

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

    def line(self, role: Role) -> Rule:
        """The line of the table that has a role which only one can have."""
        return self._roles[role]

    def rule_for(self, node: Expression, mask: int) -> Choice:
        """The rule for a node, whatever it is.

        Args:
            node: an expression.
            mask: which of its arguments depend on the variable, a bit each; for a symbol, 1 if it is the variable.

        Raises:
            Unprepared: the node is no function, but something to be done first.

        >>> import symdiff
        >>> from symdiff.rulebook import standard
        >>> [standard().rule_for(symdiff.parse(text), 1).rule.name for text in ("x^3", "f(x, y)", "-x", "x")]
        ['power', 'formal', 'negative', 'variable']
        """
        if not mask or not isinstance(node, Apply):
            rule = self.line(Role.VARIABLE if mask else Role.FREE)
            return Choice(rule, (node,), (node,), rule.construction)
        arguments = node.arguments
        for rule, exchanged, construction, domains in self.candidates((node.function, len(arguments), mask)):
            if rule.direct:
                return Choice(rule, arguments[::-1] if exchanged else arguments, arguments, construction, domains)
            bindings = rule.bind(node)
            if bindings is not None:
                return Choice(rule, bindings, bindings, construction, domains)
        raise Unprepared(f"there is no rule for {node.function} here: what it stands for is to be worked out first")

    def rule_for_chain(self, chain: Chain, mask: int) -> Choice:
        """The rule for operands in a row, such as the terms of a sum, as a person applies it.

        >>> import symdiff
        >>> from symdiff.rulebook import standard
        >>> print(standard().rule_for_chain((("+", "-"), symdiff.symbols("x y z")), 7).rule)
        d(u + v - w) = d(u) + d(v) - d(w)
        """
        signs, found = chain
        rule = self._chain_rule(signs, mask)
        return Choice(rule, found, found, rule.construction)

    def candidates(self, case: Case) -> tuple[Candidate, ...]:
        """The rules to try for a case."""
        found = self._candidates.get(case)
        if found is None:
            if len(self._candidates) > MOST_CASES:
                self._candidates.clear()
            found = self._candidates[case] = tuple(self._find(*case))
        return found

    def _find(self, function: str, arity: int, mask: int) -> Iterator[Candidate]:
        entry = self.functions.get((function, arity))
        own = [entry.rule] if entry is not None and entry.rule is not None else []
        for rule in (*self.general.values(), *own):
            pattern = rule.pattern
            if rule.role is Role.PATTERN and pattern.function == function and len(pattern.arguments) == arity:  # type: ignore[attr-defined]
                for exchanged in (False, True)[: 2 if function in COMMUTATIVE else 1]:
                    if mask in _masks(rule, exchanged):
                        yield self._candidate(rule, exchanged, mask)
        lifted = self._lifted(function, arity, mask)
        if lifted is not None:
            yield self._candidate(lifted, False, mask)

    def _lifted(self, function: str, arity: int, mask: int) -> Rule | None:
        """The rule for a node for which no line of the tables is as it stands."""
        if function in TO_BE_DONE or function in CONDITIONS:
            return None
        if function == "piecewise":
            return rule_of_branches(self.line(Role.BRANCHES), arity)
        if arity > 2 and any(c.rule.direct and c.rule.condition is None for c in self.candidates((function, 2, 3))):
            rule = self._chain_rule((function,) * (arity - 1), mask)
            return replace(rule, pattern=apply(function, rule.letters))
        if self.is_to_be_carried_out(function, arity):
            return None
        return rule_of_unknown(self.line(Role.UNKNOWN), function, arity)

    def _chain_rule(self, signs: Sequence[str], mask: int) -> Rule:
        def rule_of(sign: str, level: int) -> Rule:
            return next(c.rule for c in self.candidates((sign, 2, level)) if c.rule.direct)

        return chain_rule(signs, mask, rule_of)

    def is_formal(self, function: str) -> bool:
        """Whether a function is only a name, or a derivative of one: f, f', D_1 g.

        >>> from symdiff.rulebook import standard
        >>> [standard().is_formal(name) for name in ("f''", "sin", "+", "D_1 g")]
        [True, False, False, True]
        """
        return function not in STRUCTURAL and formal_parts(function)[0] not in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.functions)

    def is_to_be_carried_out(self, function: str, arity: int) -> bool:
        """Whether a function is the derivative, as it is written, of one that the tables differentiate."""
        if function in TO_BE_DONE:
            return function != "where"
        if not function.endswith("'") and not function.startswith("D_"):
            return False
        base, indices = formal_parts(function)
        entry = self.functions.get((base, arity))
        return entry is not None and all(entry.parameters[i] in entry.derivatives for i in indices)

    def _candidate(self, rule: Rule, exchanged: bool, mask: int) -> Candidate:
        if not rule.direct:
            return Candidate(rule, exchanged, rule.construction, self._domains(rule, frozenset(rule.differentiated)))
        letters = rule.letters[::-1] if exchanged else rule.letters
        present = frozenset(u for place, u in enumerate(letters) if mask >> place & 1)
        if rule.role is Role.BRANCHES:
            return Candidate(rule, exchanged, rule.construction, ())
        return Candidate(rule, exchanged, rule.construction_for(present, exchanged), self._domains(rule, present))

    def _domains(self, rule: Rule, present: frozenset[Expression]) -> tuple[Domain, ...]:
        own = asked_of(rule.pattern, self.functions)
        said = self.domain_to_say(rule, present)
        return tuple(Domain(construction_of(condition, rule.letters), condition in own) for condition in said)

    def domain_to_say(self, rule: Rule, present: frozenset[Expression]) -> list[Expression]:
        """What a rule has to say of the domain of the function on its left side: what its right side does not imply.

        A derivative needs values on both sides, so what holds on a border too is asked strictly.

        Args:
            rule: a rule for a function of letters.
            present: the letters that depend on the variable.
        """
        asked = asked_of(rule.pattern, self.functions)
        if not asked:
            return []
        right = rule.right_side(frozenset(u for u in rule.letters if u in present))
        formula = substitute(right, {derivative_of(u): ONE for u in rule.letters})
        return unsaid(asked, formula, rule.condition, self.functions, _holds(formula, rule.pattern))


def _holds(formula: Expression, node: Expression) -> bool:
    return node in set(postorder((formula,)))


class _PlainCases(dict[Case, Plain | None]):
    """What to do in each case that one rule covers whatever the arguments are, without a condition.

    That is what builds the right side, whose inputs are the node's arguments, then their derivatives; and the
    arguments for which an earlier, more special rule has to be tried first. None for all other cases.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__()
        self._rulebook = rulebook

    def __missing__(self, case: Case) -> Plain | None:
        if len(self) > MOST_CASES:
            self.clear()
        found = self[case] = self._plain(case)
        return found

    def _plain(self, case: Case) -> Plain | None:
        guards: dict[int, set[Expression | str]] = {}
        for rule, _, construction, domains in self._rulebook.candidates(case):
            if rule.direct:
                bound = rule.condition is not None or domains or rule.role is Role.BRANCHES
                return None if bound else (construction, tuple(guards.items()))
            if not rule.shape:  # a letter that stands twice: nothing tells at first sight
                return None
            place, literal, function = rule.shape[0]
            guards.setdefault(place, set()).add(function or literal)
        return None


def is_special(arguments: Sequence[Expression], guards: Guards) -> bool:
    """Whether an argument is one that a more special rule may be for.

    >>> from symdiff.expression import Symbol
    >>> x = Symbol("x")
    >>> is_special((Apply("abs", (x,)),), [(0, {"abs"})]), is_special((x,), [(0, {"abs"})])
    (True, False)
    """
    for place, special in guards:
        argument = arguments[place]
        if argument in special or (type(argument) is Apply and argument.function in special):
            return True
    return False


def _masks(rule: Rule, exchanged: bool) -> Iterator[int]:
    """Which arguments may depend on x where the rule applies: of those that share a letter all or none."""
    assert isinstance(rule.pattern, Apply)
    arguments = rule.pattern.arguments
    letters = [free_symbols(a) - rule.free for a in arguments]
    for bits in product(*((0,) if _is_free(a, rule) else (0, 1) for a in arguments)):
        torn = any(bits[i] != bits[j] and letters[i] & letters[j] for i, j in combinations(range(len(bits)), 2))
        if any(bits) and not torn:
            yield sum(bit << place for place, bit in enumerate(bits[::-1] if exchanged else bits))


def _is_free(argument: Expression, rule: Rule) -> bool:
    return isinstance(argument, Number) or argument in CONSTANTS or argument in rule.free
