"""A derivation as a document: its plan, its rows, its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..documents import Phrase, Sentence, Series, passage, text_of
from ..documents.blocks import Block, Display, Document, Line, Paragraph, ShownStep, Steps
from ..documents.formulas import primed
from ..expression import COMPARISONS, ZERO, Apply, Expression, apply, symbol
from ..rulebook.requirements import requirements
from ..simplifying import needed
from ..tidying import bare
from ..traversal import substitute
from .records import RULE, Step
from .rows import MOST_ROWS, StepRow, heading, shown
from .tree import DerivationRecord
from .why import explanations
from .wording import plan, prime, words

MOST_BOUND = 3
"""Places of one rule whose letters are told one by one."""


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
    shows = _Showing(derivation.short_names, why, verdicts)
    steps = _said_once([shows.row(row) for row in found.rows], found.rows)
    told = Conditions(derivation)
    blocks: list[Block] = [
        Display(derivation.start),
        Paragraph(plan(derivation), Sentence("plan.heading")),
        Steps(tuple(told.in_rows(found.rows, [*steps]))),
    ]
    if found.left_out:
        count = str(found.left_out) if found.left_out < MOST_ROWS else f"{found.left_out}+"
        blocks.append(Paragraph(Sentence("show.left_out", {"count": count})))
    result = derivation.result
    named = derivation.names.get("answer")
    answer = apply("=", (named, bare(result))) if isinstance(named, Expression) else result
    blocks.append(Display(answer, told.of_answer, Sentence("show.answer")))
    return Document(Sentence("show.title"), tuple(blocks), titled=False)


def short_solution(derivation: DerivationRecord) -> Steps:
    """The derivation as it stands below an exercise: what is done, and what it gives."""
    rows = shown(derivation).rows
    begins = [derivation.start] + [None] * len(rows)
    return Steps(tuple(_in_short(row, begin) for row, begin in zip(rows, begins, strict=False)))


def _in_short(row: StepRow, begin: Expression | None) -> ShownStep:
    line = _line(row)
    if line is not None and line.before is None and not line.follows:
        line = replace(line, before=begin)
    said = Sentence("show.simplified") if row.tidies else words(row.step)
    return ShownStep(said, line, row.level)


def _said_once(steps: Sequence[ShownStep], rows: Sequence[StepRow]) -> Iterator[ShownStep]:
    """The words of a rule stand where it is first used."""
    said: set[str] = set()
    for row, step in zip(rows, steps, strict=True):
        # No language has a blank that English has not, so what is the same in English is the same in all.
        told = text_of(step.words)
        yield replace(step, words="") if told in said and not row.again else step
        said.add(told)


@dataclass(frozen=True)
class _Showing:
    """How rows are shown: what is written shorter, and what is said beside the lines."""

    short: Mapping[Expression, Expression]
    why: bool = False
    verdicts: bool = False

    def row(self, row: StepRow) -> ShownStep:
        """The row in words and formulas."""
        step = row.step
        is_rule = not row.again and not row.tidies and step.kind == RULE
        return ShownStep(
            words=Sentence("show.found") if row.again else self._words(row),
            line=_line(row),
            level=row.level,
            number=".".join(map(str, row.number)),
            title=heading(row),
            rule=general_form(step) if is_rule else None,
            bindings=self._bindings(row.steps) if is_rule else "",
            notes=tuple(explanations(step)) if is_rule and self.why else (),
            verdict=_verdict(row.steps) if self.verdicts else "",
            below=tuple(map(self.row, row.below)),
        )

    def _words(self, row: StepRow) -> Phrase:
        """What the row does; of a simplification what its moves do, each once, unless they follow as rows."""
        if not row.tidies:
            return words(row.step, self.short)
        if row.whole is None and not row.below:
            return ""
        moves = {step.name: step for step in row.steps}
        telling = [step for step in moves.values() if step.name != "order"] or [*moves.values()]
        return passage(map(words, telling))

    def _bindings(self, steps: Sequence[Step]) -> Phrase:
        found = [self._bound(step) for step in steps[:MOST_BOUND]]
        told = tuple(Series(equations, "list.equations") for equations in found if equations)
        return Sentence("show.with", {"bindings": Series(told, "list.sets")}) if told else ""

    def _bound(self, step: Step) -> tuple[Expression, ...]:
        bound = [(symbol(letter), value) for letter, value in step.bindings.items()]
        return tuple(
            apply("=", (letter, substitute(value, self.short))) for letter, value in bound if letter is not value
        )


def _line(row: StepRow) -> Line | None:
    if row.whole is None:
        return None if row.tidies else Line(row.before, row.after, follows=_is_equation(row.before))
    return Line(None, row.whole, follows=_is_equation(row.whole))


def _is_equation(line: Expression) -> bool:
    return isinstance(line, Apply) and line.function in COMPARISONS


def general_form(step: Step) -> Line | None:
    """The rule in its general form."""
    if step.pattern is None or step.replacement is None:
        return None
    return Line(primed(step.pattern), prime(step.replacement))


def _verdict(steps: Sequence[Step]) -> Phrase:
    worst = max(steps, key=lambda s: ("proved", "agrees", "incomparable", "refuted").index(s.verdict.status))
    return Sentence(f"show.{worst.verdict.status}")


class Conditions:
    """What must hold, said once: with the answer, or with the line that asks for more than the answer does."""

    def __init__(self, derivation: DerivationRecord) -> None:
        result = derivation.result
        self.short = derivation.short_names
        self.value = bare(result)
        if derivation.kind == "implicit":  # the equation of the curve shows where its letters may be
            self.value = apply("+", (self.value, apply("-", derivation.function.arguments)))  # type: ignore[attr-defined]
        needs = result.arguments[1:] if isinstance(result, Apply) and result.function == "where" else ()
        self.needs = needed(needs, self.value)
        self.of_answer = _told(self.needs)

    def in_rows(self, rows: Sequence[StepRow], steps: Sequence[ShownStep]) -> Iterator[ShownStep]:
        """The rows, each with what it asks for beyond what the answer and the rows before it say."""
        said = [*self.needs]
        for row, step in zip(rows, steps, strict=True):
            asked = [] if row.tidies else [need for one in row.steps for need in one.needs]
            new = [need for need in needed([*said, *asked], self.value) if need not in said] if asked else []
            said += new
            if new and step.line is not None:
                yield replace(step, line=replace(step.line, held=_told(new)))
            else:
                yield step


def _told(needs: Sequence[Expression]) -> Phrase:
    return conditions(apply("where", (ZERO, *needs))) if needs else ""


def conditions(expression: Expression) -> Phrase:
    """What must hold for an expression to be the answer; empty where nothing must."""
    found = tuple(
        r.expression if r.is_condition else Sentence("show.defined", {"expression": r.expression})
        for r in requirements(expression)
    )
    return Sentence("show.where", {"conditions": Series(found)}) if found else ""
