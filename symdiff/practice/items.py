"""One exercise, whatever its kind: the record from which every format is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..expression import Expression, Symbol
from ..plotting.graphs import Plot
from .sentences import Sentence
from .streams import digest

# What an answer is: a formula, a number, the equation of a line, several formulas, or one of the options.
ANSWER_KINDS = ("expression", "number", "equation", "vector", "choice")


@dataclass(frozen=True)
class Difficulty:
    """What was measured on the solution of an item; its level follows from `effort`.

    Attributes:
        effort: the sum of the weights of all rules that the solution applies.
        rules: how many applications of rules, without those of constants and of the variable.
        kinds_of_rules: how many different ones.
        chain: how many of them need the chain rule.
        nesting: how deep functions stand inside functions.
        families: how many families of functions (powers, exponentials, trigonometric ones, ...).
        coefficients: 0 for whole numbers, 1 where there are fractions or roots of numbers, 2 for letters.
        algebra: how many nodes the answer loses when it is simplified after the last rule.
        notation: 0 for plain notation, 1 where powers of functions, inverse functions or roots need reading.
    """

    effort: int
    rules: int
    kinds_of_rules: int
    chain: int
    nesting: int
    families: int
    coefficients: int
    algebra: int
    notation: int


@dataclass(frozen=True)
class Distractor:
    """A wrong answer that a student may give, and why.

    Attributes:
        answer: the wrong answer; refuted against the key and against every other distractor of the item.
        misconceptions: the names of the wrong rules that lead to it.
        feedback: a sentence for the student for each of them.
    """

    answer: Expression
    misconceptions: tuple[str, ...]
    feedback: tuple[Sentence, ...]


@dataclass(frozen=True)
class Option:
    """One option of a multiple-choice item.

    Attributes:
        content: a formula, or a sentence (the name of a rule, a step).
        right: whether it is the answer.
        feedback: what a student who chose it is told.
    """

    content: Expression | Sentence
    right: bool
    feedback: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of values that belongs to the prompt: the columns' headings, and rows of texts or formulas."""

    headings: tuple[Expression | str, ...]
    rows: tuple[tuple[Expression | str, ...], ...]


@dataclass(frozen=True)
class Item:
    """An exercise with its key: a pure function of `version`, `seed`, `index`, `variant` and what was asked for.

    Attributes:
        version: the version of the generator: the same version makes the same item anywhere.
        seed, index, variant: which item; variants A, B, C of an item have the same solution but for its constants.
        request: what was asked for (topic, level, kind, rules, ...), as it can be given again.
        topic, level, kind: what it turned out to be; names from `symdiff exercises list`.
        prompt: the sentences of the question.
        expression: the function that is given.
        variable: the variable (the first one, where there are several).
        keys: the right answer; several for a vector (a gradient).
        answer_kind: one of ANSWER_KINDS.
        answer_name: what the answer is called, for a line "f'(x) = ____"; None where it has no name.
        rules: the names of the rules that the solution needs, in alphabetical order.
        difficulty: the measured difficulty.
        points: what the item counts on a sheet.
        section: the title of the section of the sheet that it stands in, if it has sections.
        given_options: for a multiple-choice item, what there is to choose from.
        given_distractors: the wrong answers that its kind names; None where misconceptions lead to them.
        table, plots: what belongs to the prompt besides words.
        solution: sentences that lead to the key, where there is more to say than the derivation.
    """

    version: int
    seed: int
    index: int
    variant: str
    request: Mapping[str, object]
    topic: str
    level: int
    kind: str
    prompt: tuple[Sentence, ...]
    expression: Expression
    variable: Symbol
    keys: tuple[Expression, ...]
    answer_kind: str
    answer_name: Expression | None
    rules: tuple[str, ...]
    difficulty: Difficulty
    points: int = 1
    section: str = ""
    given_options: tuple[Option, ...] = ()
    given_distractors: tuple[Distractor, ...] | None = None
    table: Table | None = None
    plots: tuple[Plot, ...] = ()
    solution: tuple[Sentence, ...] = ()
    details: Mapping[str, Expression] = field(default_factory=dict)

    @property
    def key(self) -> Expression:
        """The right answer (the first one, where there are several)."""
        return self.keys[0]

    @property
    def identifier(self) -> str:
        """A name that tells this item from every other one: `sd1-7-12A-3f2a91c4`."""
        return f"sd{self.version}-{self.seed}-{self.index}{self.variant}-{digest(self.request)[:8]}"

    def __hash__(self) -> int:
        """Over what tells items apart; the mappings of an item have no hash of their own."""
        return hash((self.version, self.seed, self.index, self.variant, self.expression, self.keys))
