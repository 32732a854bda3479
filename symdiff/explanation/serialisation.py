"""A derivation as JSON, and back: see derivation.schema.json.

Steps stand in one list, each with its number and that of the step above, so that no depth is too
great. Expressions stand in one table, in which equal parts are one entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import LimitError, SymdiffError
from ..expression import Apply, Expression, Number, apply, symbol
from ..printing import to_text
from ..traversal import postorder
from .catalogue import FALLBACK, Catalogue
from .derivation import KINDS, Derivation, Step, Visit
from .wording import plan, title, words

VERSION = "symdiff-derivation/1"
MOST_STEPS = 20_000
LONGEST_TEXT = 2_000


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a derivation.

    >>> schema()["properties"]["version"]["const"]
    'symdiff-derivation/1'
    """
    text = (Path(__file__).parent / "derivation.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def to_json(
    derivation: Derivation, *, language: str = FALLBACK, verdicts: bool = False, indent: int | None = None
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
        self.say = Catalogue(language)
        self.verdicts = verdicts
        self.nodes: list[list[Any]] = []
        self.places: dict[Expression, int] = {}

    def record(self, derivation: Derivation) -> dict[str, Any]:
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
            "language": self.say.language,
            "plan": plan(derivation, say=self.say),
            "variables": [v.name for v in derivation.variables],
            "function": self._formula(derivation.function),
            "start": self._formula(derivation.start),
            "result": self._formula(derivation.result),
            "names": self._values(derivation.names),
            "steps": steps,
            "nodes": self.nodes,
        }

    def _step(self, visit: Visit, number: int, above: int | None, first: dict[Expression, int]) -> dict[str, Any]:
        step = visit.step
        record: dict[str, Any] = {
            "id": number,
            "parent": above,
            "kind": step.kind,
            "name": step.name,
            "title": title(step, self.say),
            "words": words(step, self.say),
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

    def _values(self, values: Mapping[str, Expression | str]) -> dict[str, Any]:
        return {n: self._formula(v) if isinstance(v, Expression) else v for n, v in values.items()}

    def _formula(self, expression: Expression) -> dict[str, Any]:
        return {"text": to_text(expression, conditions=True, limit=LONGEST_TEXT), "node": self._place(expression)}

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


def from_json(text: str) -> Derivation:
    """The derivation that a JSON text holds.

    Raises:
        SymdiffError: it is not a derivation by the schema.

    >>> import symdiff
    >>> from_json(symdiff.derive("x^2").json()).result
    parse('2*x')
    """
    try:
        record = json.loads(text)
        if not isinstance(record, dict) or record.get("version") != VERSION:
            raise SymdiffError(f"this is no derivation of the version {VERSION}")
        return _read(record)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise SymdiffError(f"this is no derivation by the schema {VERSION}: {error!r}") from error


def _read(record: Mapping[str, Any]) -> Derivation:
    nodes = _nodes(record["nodes"])

    def formula(written: Mapping[str, Any]) -> Expression:
        return nodes[_index(written["node"], len(nodes))]

    def values(written: Mapping[str, Any]) -> dict[str, Expression | str]:
        return {str(n): v if isinstance(v, str) else formula(v) for n, v in written.items()}

    below: dict[int | None, list[Step]] = {None: []}
    for number, written in enumerate(record["steps"]):
        if written["id"] != number or written["kind"] not in KINDS or written["parent"] not in below:
            raise ValueError(f"step {number}")
        made = _step(written, formula, values, below.setdefault(number, []))
        below[written["parent"]].append(made)
    return Derivation(
        str(record["kind"]),
        formula(record["function"]),
        [symbol(str(v)) for v in record["variables"]],
        formula(record["start"]),
        below[None],
        formula(record["result"]),
        method=str(record["method"]),
        names=values(record["names"]),
    )


def _step(written: Mapping[str, Any], formula: Any, values: Any, below: Sequence[Step]) -> Step:
    rule, evidence = written.get("rule"), written.get("evidence")
    return Step(
        written["kind"],
        str(written["name"]),
        formula(written["before"]),
        formula(written["after"]),
        variable=symbol(str(written["variable"])),
        line=formula(written["line"]),
        place=tuple(_index(i, 1 << 30) for i in written["place"]),
        bindings={str(letter): formula(value) for letter, value in written["bindings"].items()},
        formula=None if rule is None else (formula(rule["pattern"]), formula(rule["replacement"])),
        notes=values(written["notes"]),
        needs=[formula(need) for need in written["needs"]],
        evidence=None if evidence is None else (formula(evidence[0]), formula(evidence[1])),
        unfold=lambda: below,
    )


def _nodes(written: Sequence[Sequence[Any]]) -> list[Expression]:
    nodes: list[Expression] = []
    for kind, first, *rest in written:
        if not isinstance(first, str):
            raise TypeError("the name of a node is a text")
        if kind == "apply":
            nodes.append(apply(first, tuple([nodes[_index(i, len(nodes))] for i in rest])))
        elif kind == "symbol":
            nodes.append(symbol(first))
        elif kind == "number":
            nodes.append(Number(int(first)))
        elif kind == "decimal":
            nodes.append(Number(Fraction(first), True))
        else:
            raise ValueError(f"a node of the kind {kind!r}")
    return nodes


def _index(value: object, end: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < end:
        raise ValueError(f"{value!r} is no place in the table")
    return value
