"""A derivation as JSON: see derivation.schema.json.

Steps stand in one list, each with its number and that of the step above, so that no depth is too
great. Expressions stand in one table, in which equal parts are one entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..documents import FALLBACK, Catalogue, Phrase, text_of
from ..documents.formulas import unmarked
from ..errors import LimitError
from ..expression import Apply, Expression, Number
from ..printing.printer import Texts
from ..traversal import postorder
from .records import RULE, Noted
from .rows import StepRow, heading, marks, shown
from .tree import DerivationRecord, Visit
from .wording import plan, title, words

VERSION = "symdiff-derivation/2"
MOST_STEPS = 20_000
LONGEST_TEXT = 2_000


def to_json(
    derivation: DerivationRecord, *, language: str = FALLBACK, verdicts: bool = False, indent: int | None = None
) -> str:
    """The derivation as JSON.

    Args:
        derivation: what is written.
        language: the language of titles and words.
        verdicts: check every step.
        indent: how many spaces to indent by; one line if not given.

    Raises:
        LimitError: there are more than 20,000 steps.
    """
    return json.dumps(_Writer(language, verdicts).record(derivation), ensure_ascii=False, indent=indent)


class _Writer:
    def __init__(self, language: str, verdicts: bool) -> None:
        self.language = Catalogue(language).language
        self.verdicts = verdicts
        self.nodes: list[list[Any]] = []
        self.places: dict[Expression, int] = {}
        self.texts = Texts(LONGEST_TEXT)

    def record(self, derivation: DerivationRecord) -> dict[str, Any]:
        """The whole derivation."""
        ids: dict[int, int] = {}
        first: dict[Expression, int] = {}
        steps: list[dict[str, Any]] = []
        for visit in derivation.walk():
            if len(steps) == MOST_STEPS:
                raise LimitError(f"a derivation of more than {MOST_STEPS:,} steps is not written as JSON")
            ids[id(visit.step)] = len(steps)
            above = None if visit.above is None else ids[id(visit.above.step)]
            steps.append(self._step(visit, len(steps), above, first))
        return {
            "version": VERSION,
            "kind": derivation.kind,
            "method": derivation.method,
            "language": self.language,
            "plan": self._said(plan(derivation)),
            "variables": [v.name for v in derivation.variables],
            "function": self._formula(derivation.function),
            "start": self._formula(derivation.start),
            "tidy": self._formula(derivation.tidy),
            "result": self._formula(derivation.result),
            "form": derivation.form,
            "path": len(derivation.path),
            "names": self._values(derivation.names),
            "steps": steps,
            "lines": [self._line(row, ids, first) for row in shown(derivation).rows],
            "nodes": self.nodes,
        }

    def _line(self, row: StepRow, ids: dict[int, int], first: dict[Expression, int]) -> dict[str, Any]:
        """A row as the textbook depth shows it."""
        whole = None if row.whole is None else self._formula(unmarked(row.whole))
        return {
            "title": self._said(heading(row)),
            "steps": [
                first[step.before] if step.kind == RULE and step.before in first else ids[id(step)]
                for step in row.steps
            ],
            "line": whole,
            "new": [] if row.whole is None else [list(place) for place in marks(row.whole)],
        }

    def _step(self, visit: Visit, number: int, above: int | None, first: dict[Expression, int]) -> dict[str, Any]:
        step = visit.step
        record: dict[str, Any] = {
            "id": number,
            "parent": above,
            "kind": step.kind,
            "name": step.name,
            "title": self._said(title(step)),
            "words": self._said(words(step)),
            "variable": step.variable.name,
            "place": list(step.place),
            "before": self._formula(step.before),
            "line": self._formula(step.line),
            "after": self._formula(step.after),
            "bindings": {letter: self._formula(value) for letter, value in step.bindings.items()},
            "needs": [self._formula(need) for need in step.needs],
            "notes": self._values(step.notes),
        }
        if step.pattern is not None and step.replacement is not None:
            record["rule"] = {"pattern": self._formula(step.pattern), "replacement": self._formula(step.replacement)}
        if step.evidence is not None:
            record["evidence"] = [self._formula(side) for side in step.evidence]
        if visit.again:
            record["same_as"] = first[step.before]
        elif step.kind == "rule":
            first.setdefault(step.before, number)
        if self.verdicts:
            record["verdict"] = {"status": step.verdict.status, "text": str(step.verdict)}
        return record

    def _said(self, phrase: Phrase) -> str:
        return text_of(phrase, self.language)

    def _values(self, values: Mapping[str, Noted]) -> dict[str, Any]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: Noted) -> Any:
        if isinstance(value, tuple):
            return [self._formula(part) for part in value]
        return self._formula(value) if isinstance(value, Expression) else value

    def _formula(self, expression: Expression) -> dict[str, Any]:
        return {"text": self.texts.text(expression), "node": self._place(expression)}

    def _place(self, expression: Expression) -> int:
        places = self.places
        for node in postorder((expression,), lambda n: () if n in places else n.arguments):
            if node not in places:
                places[node] = len(self.nodes)
                self.nodes.append(self._node(node))
        return places[expression]

    def _node(self, node: Expression) -> list[Any]:
        if isinstance(node, Apply):
            return ["apply", node.function, *(self.places[a] for a in node.arguments)]
        if isinstance(node, Number):
            return ["decimal" if node.decimal else "number", str(node.value)]
        return ["symbol", node.name]  # type: ignore[attr-defined]
