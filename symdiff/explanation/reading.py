"""A derivation from the JSON that `serialisation` writes: see derivation.schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import SymdiffError
from ..expression import Expression, Number, apply, symbol
from .closing import Closing
from .derivation import Derivation
from .records import KINDS, Noted, Step
from .serialisation import VERSION


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a derivation.

    >>> schema()["properties"]["version"]["const"]
    'symdiff-derivation/2'
    """
    text = (Path(__file__).parent / "derivation.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


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

    def noted(written: Any) -> Noted:
        if isinstance(written, list):
            return tuple(formula(part) for part in written)
        return written if isinstance(written, str) else formula(written)

    def values(written: Mapping[str, Any]) -> dict[str, Noted]:
        return {str(name): noted(value) for name, value in written.items()}

    below: dict[int | None, list[Step]] = {None: []}
    for number, written in enumerate(record["steps"]):
        if written["id"] != number or written["kind"] not in KINDS or written["parent"] not in below:
            raise ValueError(f"step {number}")
        made = _step(written, formula, values, below.setdefault(number, []))
        below[written["parent"]].append(made)
    last = _index(record["path"], len(below[None]) + 1)
    return Derivation(
        str(record["kind"]),
        formula(record["function"]),
        tuple(symbol(str(v)) for v in record["variables"]),
        formula(record["start"]),
        tuple(below[None][:last]),
        formula(record["tidy"]),
        method=str(record["method"]),
        names=values(record["names"]),
        form=str(record["form"]),
        known=Closing(tuple(below[None][last:]), formula(record["result"])),
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
