"""A rule shown at work: its words, and an example that is differentiated on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ..documents import FALLBACK, Phrase, Sentence, text_of
from ..errors import SymdiffError
from ..expression import Apply, Expression, symbol
from ..rulebook import Rule, Rulebook, standard
from ..traversal import substitute
from .methods import by_rules
from .records import RULE, Step
from .wording import title, words

X = symbol("x")
VARYING = ("x", "x^2", "sin(x)", "x + 2")
FREE = ("3", "5", "2", "a", "0")


@dataclass(frozen=True)
class Example:
    """A rule with words and an example.

    Attributes:
        name: the rule.
        title, words: what it is called, and what it does, in a language.
        function, derivative: the example.
    """

    name: str
    title: str
    words: str
    function: Expression
    derivative: Expression

    def __str__(self) -> str:
        return f"d/dx ({self.function}) = {self.derivative}"


def example_of(rule: Rule, language: str = FALLBACK, book: Rulebook | None = None) -> Example | None:
    """An example in which the rule is the first that fires; None where none of a few tries is one.

    >>> print(example_of(standard().rules["quotient"]))
    d/dx (x^2/sin(x)) = (2*x*sin(x) - x^2*cos(x))/sin(x)^2
    """
    tables = book or standard()
    for function in _candidates(rule):
        try:
            derivation = by_rules(function, [X], tables)
        except SymdiffError:
            continue  # not an example: the function is not one of x
        step = derivation.steps[0]
        if step.kind == RULE and step.name == rule.name:
            called, said = text_of(title(step), language), text_of(_general_words(step), language)
            return Example(rule.name, called, said, function, derivation.tidy)
    return None


def example_lines(names: Sequence[str], language: str = FALLBACK, book: Rulebook | None = None) -> list[str]:
    """The words and an example of every rule of these names, or about functions of these names.

    >>> print(*example_lines(["sec"]), sep="\\n")
    Derivative of sec: The derivative of sec(u) is sec(u)*tan(u).
    example: d/dx (sec(x^2)) = 2*x*sec(x^2)*tan(x^2)
    """
    tables = book or standard()
    known = {tables.vocabulary.aliases.get(name, name) for name in names}
    lines: list[str] = []
    for rule in tables.rules.values():
        about = rule.pattern.function if isinstance(rule.pattern, Apply) else rule.name
        example = example_of(rule, language, tables) if known & {rule.name, about} else None
        if example is not None:
            lines += [f"{example.title}: {example.words}", f"{text_of(Sentence('show.example'), language)}: {example}"]
    return lines


def _general_words(step: Step) -> Phrase:
    """What the rule does, without the inside of the example."""
    general = Step(
        RULE,
        step.name,
        step.before,
        step.after,
        variable=step.variable,
        formula=None if step.pattern is None or step.replacement is None else (step.pattern, step.replacement),
        bindings=dict.fromkeys(step.bindings, step.variable),
    )
    return words(general)


def _candidates(rule: Rule) -> Iterator[Expression]:
    from ..rulebook import parse

    varying = [parse(text) for text in VARYING]
    free = [parse(text) for text in FREE]
    letters = rule.letters
    if not isinstance(rule.pattern, Apply):
        yield from (X, free[0])
        return
    first = [free if u in rule.free else varying[1:] + varying[:1] for u in letters]
    for count, values in enumerate(product(*first)):
        if count == 60:
            return
        if len(set(values)) == len(values) or len(values) == 1:
            yield substitute(rule.pattern, dict(zip(letters, values, strict=True)))
