"""What a presentation says, in its own form of formulas and characters: the same for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..expression import COMPARISONS, Apply, Expression, symbol
from ..rulebook.requirements import requirements
from ..tidying import where
from .catalogue import FALLBACK, Catalogue
from .derivation import RULE, Derivation, Step
from .rows import MOST_ROWS, Row, shown
from .styles import marked
from .wording import gap, plan, prime, title, words


@dataclass(frozen=True)
class Form:
    """How formulas and characters are written.

    Attributes:
        show: a formula inside a sentence.
        line: a formula on a line of its own; a place of it may be marked.
        escape: the other characters.
        primed: a bracketed pattern with a prime, from the written pattern.
    """

    show: Callable[[Expression], str]
    line: Callable[[Expression], str]
    escape: Callable[[str], str] = str
    equation: Callable[[str, str], str] = "{} = {}".format
    primed: Callable[[Expression], str] = lambda pattern: f"({pattern})'"


@dataclass
class Item:
    """A row in words and formulas, ready to be laid out."""

    row: Row
    number: str
    title: str
    words: str
    formula: str = ""
    bindings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    verdict: str = ""


@dataclass
class Contents:
    """A derivation in words and formulas."""

    start: str
    plan: str
    items: list[Item]
    left_out: str
    answer: Expression
    conditions: str
    say: Catalogue


def contents(
    derivation: Derivation,
    form: Form,
    *,
    depth: str = "textbook",
    language: str = FALLBACK,
    why: bool = False,
    verdicts: bool = False,
) -> Contents:
    """Everything that a presentation says of a derivation.

    Args:
        derivation: what is presented.
        form: how formulas are written.
        depth: `outline`, `textbook` or `every`.
        language: the code of the language.
        why: say why tempting other rules would be wrong.
        verdicts: check every step, and say what came of it.
    """
    say = Catalogue(language, form.show, form.escape)
    found = shown(derivation, depth)
    items = [_item(row, form, say, why=why, verdicts=verdicts) for row in found.rows]
    _say_once(items)
    left_out = say("show.left_out", count=_count(found.left_out)) if found.left_out else ""
    return Contents(
        form.line(derivation.start),
        plan(derivation, language, say),
        items,
        left_out,
        derivation.result,
        conditions(derivation.result, say),
        say,
    )


def _say_once(items: list[Item]) -> None:
    """The words of a rule stand where it is first used."""
    said: set[str] = set()
    for item in items:
        if not item.row.again and item.words in said:
            item.words = ""
        said.add(item.words)


def _count(number: int) -> str:
    return str(number) if number < MOST_ROWS else f"{number}+"


def conditions(expression: Expression, say: Catalogue) -> str:
    """What must hold for an expression to be the answer."""
    found = [
        say.show(r.expression) if r.is_condition else say("show.defined", expression=r.expression)
        for r in requirements(expression)
    ]
    return say("show.where", conditions=say("plan.comma").join(found)) if found else ""


def _item(row: Row, form: Form, say: Catalogue, *, why: bool, verdicts: bool) -> Item:
    step = row.step
    number = ".".join(map(str, row.number))
    if row.moves:
        names = say("plan.comma").join(title(move, say) for move in row.moves)
        item = Item(row, number, names, gap(say).join(words(move, say) for move in row.moves))
    else:
        item = Item(row, number, title(step, say), words(step, say))
    if row.again:
        item.words = say("show.found")
    elif not row.moves and step.kind == RULE:
        item.formula = formula(step, form)
        item.bindings = [form.equation(letter, form.show(value)) for letter, value in _bindings(step)]
        if why:
            from .why import explanations

            item.notes = explanations(step, say)
    if verdicts:
        item.verdict = _verdict(row, say)
    return item


def _bindings(step: Step) -> Iterator[tuple[str, Expression]]:
    for letter, value in step.bindings.items():
        if symbol(letter) is not value:
            yield letter, value


def formula(step: Step, form: Form) -> str:
    """The rule in its general form."""
    if step.pattern is None or step.replacement is None:
        return ""
    right = prime(step.replacement)
    return form.equation(form.primed(step.pattern), form.show(right))


def _verdict(row: Row, say: Catalogue) -> str:
    steps = row.moves or (row.step,)
    worst = max(steps, key=lambda s: ("proved", "agrees", "refuted").index(s.verdict.status))
    return say(f"show.{worst.verdict.status}")


def gained(item: Item, say: Catalogue) -> str:
    """What must hold for the line after the row, where the line before did not say so yet."""
    row = item.row
    steps = row.step.substeps if row.moves else (row.step,)
    needs = [need for step in steps if step.kind != RULE or not row.moves for need in step.needs]
    after = conditions(where(row.after, *needs), say)
    return after if after != conditions(row.before, say) else ""


def leads_to(row: Row) -> bool:
    """Whether the line is an equation, from which the next one follows, not a part of one."""
    return isinstance(row.before, Apply) and row.before.function in COMPARISONS


def whole(item: Item) -> Expression | None:
    """The whole line with the changed place marked, where that is not the whole line itself."""
    row = item.row
    if row.whole is None or not row.place:
        return None
    return marked(row.whole, row.place)
