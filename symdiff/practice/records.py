"""An item as an object of texts, numbers and lists: for JSON Lines, for tables, for another program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ..documents import languages
from ..expression import Expression
from ..plotting.graphs import Plot
from ..printing import to_text
from .distractors import distractors_of
from .items import Distractor, Item, Option, Table
from .keys import simplified
from .sentences import Sentence


def record(item: Item) -> dict[str, Any]:
    """The item as an object; formulas as text and as LaTeX, sentences in every language."""
    return {
        "identifier": item.identifier,
        "version": item.version,
        "seed": item.seed,
        "index": item.index,
        "variant": item.variant,
        "request": dict(item.request),
        "topic": item.topic,
        "level": item.level,
        "kind": item.kind,
        "points": item.points,
        "prompt": sentences(item.prompt),
        "expression": formula(item.expression),
        "variable": item.variable.name,
        "keys": [formula(key) for key in item.keys],
        "simplified": [formula(simplified(key)) for key in item.keys],
        "answer_kind": item.answer_kind,
        "answer_name": None if item.answer_name is None else formula(item.answer_name),
        "rules": list(item.rules),
        "difficulty": asdict(item.difficulty),
        "distractors": [_distractor(d) for d in distractors_of(item)],
        "options": [_option(o) for o in item.given_options],
        "table": None if item.table is None else _table(item.table),
        "plots": [_plot(plot) for plot in item.plots],
        "solution": sentences(item.solution),
        "details": {name: formula(value) for name, value in item.details.items()},
    }


def formula(expression: Expression) -> dict[str, str]:
    """A formula as text that parses back, and as LaTeX."""
    return {"text": to_text(expression), "latex": expression.latex()}


def sentences(parts: Iterable[Sentence]) -> dict[str, list[list[Any]]]:
    """For each language the pieces of each sentence: a text, or a formula."""
    listed = list(parts)
    return {
        language: [[p if isinstance(p, str) else formula(p) for p in s.pieces(language)] for s in listed]
        for language in languages()
    }


def _distractor(distractor: Distractor) -> dict[str, Any]:
    return {
        "answer": formula(distractor.answer),
        "misconceptions": list(distractor.misconceptions),
        "feedback": sentences(distractor.feedback),
    }


def _option(option: Option) -> dict[str, Any]:
    content = option.content
    shown = formula(content) if isinstance(content, Expression) else sentences((content,))
    return {"content": shown, "right": option.right, "feedback": sentences(option.feedback)}


def _plot(plot: Plot) -> dict[str, Any]:
    shown = formula(plot.expression)
    return {"label": plot.label, "expression": shown, "low": plot.low, "high": plot.high, "window": plot.window}


def _table(table: Table) -> dict[str, Any]:
    def cell(value: Expression | str) -> object:
        return value if isinstance(value, str) else formula(value)

    return {
        "headings": [cell(h) for h in table.headings],
        "rows": [[cell(value) for value in row] for row in table.rows],
    }
