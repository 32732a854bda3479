"""A derivation as a document: its plan, its rows, its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..documents import Phrase, Sentence, Series, passage, text_of
from ..documents.blocks import Block, Display, Document, Line, Paragraph, ShownStep, Steps
from ..documents.formulas import primed
from ..expression import COMPARISONS, Apply, Expression, apply, symbol
from ..rulebook.requirements import requirements
from ..tidying import bare, where
from .records import RULE, DerivationRecord, Step
from .rows import MOST_ROWS, StepRow, marked, shown
from .why import explanations
from .wording import plan, prime, title, words


def document_of(
    derivation: DerivationRecord, *, depth: str = "textbook", why: bool = False, verdicts: bool = False
) -> Document:
    """The derivation as a document, for any medium and language.

    Args:
        derivation: what is presented.
        depth: `outline`, `textbook` or `every`.
        why: say why tempting other rules would be wrong.
        verdicts: check every step, and say what came of it.

    Raises:
        SymdiffError: there is no such depth.
    """
    found = shown(derivation, depth)
    steps = _said_once(found.rows, [_shown(row, why=why, verdicts=verdicts) for row in found.rows])
    blocks: list[Block] = [
        Display(derivation.start),
        Paragraph(plan(derivation), Sentence("plan.heading")),
        Steps(tuple(steps)),
    ]
    if found.left_out:
        count = str(found.left_out) if found.left_out < MOST_ROWS else f"{found.left_out}+"
        blocks.append(Paragraph(Sentence("show.left_out", {"count": count})))
    result = derivation.result
    named = derivation.names.get("answer")
    told = apply("=", (named, bare(result))) if isinstance(named, Expression) else result
    blocks.append(Display(told, conditions(result), Sentence("show.answer")))
    return Document(Sentence("show.title"), tuple(blocks), titled=False)


def short_solution(derivation: DerivationRecord) -> Steps:
    """The derivation as it stands below an exercise: what is done, and what it gives."""
    return Steps(tuple(_in_short(row) for row in shown(derivation).rows))


def _in_short(row: StepRow) -> ShownStep:
    said = _titles(row.moves) if row.moves else words(row.step)
    return ShownStep(said, Line(row.before, row.after), row.level)


def _titles(moves: Sequence[Step]) -> Phrase:
    return Series(tuple(map(title, moves)))


def _said_once(rows: Sequence[StepRow], steps: Sequence[ShownStep]) -> Iterator[ShownStep]:
    """The words of a rule stand where it is first used."""
    said: set[str] = set()
    for row, step in zip(rows, steps, strict=True):
        # No language has a blank that English has not, so what is the same in English is the same in all.
        told = text_of(step.words)
        yield replace(step, words="") if told in said and not row.again else step
        said.add(told)


def _shown(row: StepRow, *, why: bool, verdicts: bool) -> ShownStep:
    """The row in words and formulas."""
    step = row.step
    named = row.moves or (step,)
    is_rule = not row.again and not row.moves and step.kind == RULE
    return ShownStep(
        words=Sentence("show.found") if row.again else passage(map(words, named)),
        line=_line(row),
        level=row.level,
        number=".".join(map(str, row.number)),
        title=_titles(named),
        rule=general_form(step) if is_rule else None,
        bindings=_bindings(step) if is_rule else "",
        notes=tuple(explanations(step)) if is_rule and why else (),
        verdict=_verdict(named) if verdicts else "",
    )


def _line(row: StepRow) -> Line:
    is_equation = isinstance(row.before, Apply) and row.before.function in COMPARISONS
    whole = marked(row.whole, row.place) if row.whole is not None and row.place else None
    return Line(row.before, row.after, _gained(row), is_equation, whole)


def _bindings(step: Step) -> Phrase:
    bound = [(symbol(letter), value) for letter, value in step.bindings.items()]
    equations = tuple(apply("=", (letter, value)) for letter, value in bound if letter is not value)
    return Sentence("show.with", {"bindings": Series(equations, "list.equations")}) if equations else ""


def general_form(step: Step) -> Line | None:
    """The rule in its general form."""
    if step.pattern is None or step.replacement is None:
        return None
    return Line(primed(step.pattern), prime(step.replacement))


def _verdict(steps: Sequence[Step]) -> Phrase:
    worst = max(steps, key=lambda s: ("proved", "agrees", "incomparable", "refuted").index(s.verdict.status))
    return Sentence(f"show.{worst.verdict.status}")


def conditions(expression: Expression) -> Phrase:
    """What must hold for an expression to be the answer; empty where nothing must."""
    found = tuple(
        r.expression if r.is_condition else Sentence("show.defined", {"expression": r.expression})
        for r in requirements(expression)
    )
    return Sentence("show.where", {"conditions": Series(found)}) if found else ""


def _gained(row: StepRow) -> Phrase:
    """What must hold for the line after the row, where the line before did not say so yet."""
    steps = row.step.substeps if row.moves else (row.step,)
    needs = [need for step in steps if step.kind != RULE or not row.moves for need in step.needs]
    after = conditions(where(row.after, *needs))
    return after if after != conditions(row.before) else ""
