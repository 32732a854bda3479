"""The columns of a table of items: for each its kind, what it means, and where its value comes from.

The documentation of the data, the schema of Parquet and the rows are made from this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..documents import passage, text_of
from ..documents.formulas import unmarked
from ..documents.rendering import letter
from ..documents.sentences import one_line
from ..explanation import derive
from ..explanation.rows import shown
from ..expression import Expression, Symbol
from ..plotting.graphs import svg
from ..practice.distractors import distractors_of, options_of
from ..practice.items import Item
from ..practice.keys import simplified
from ..practice.rounding import question
from ..printing import to_text
from .sheets import Sheet, is_choice

VERSION = 2
"""Grows when a column is renamed, removed or changes its kind."""

TEXT, NUMBER, TEXTS, RECORDS = "text", "number", "texts", "records"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its name.
        kind: TEXT, NUMBER, TEXTS (a list of texts), or RECORDS (a list of records of texts and lists of texts).
        meaning: what it holds.
        value: its value for an item of a sheet.
        fields: the fields of its records, those of lists of texts with a star behind.
    """

    name: str
    kind: str
    meaning: str
    value: Callable[[Item, Sheet], Any]
    fields: tuple[str, ...] = ()


def _options(item: Item, sheet: Sheet) -> list[str]:
    return [text_of(option.content, sheet.language) for option in options_of(item)] if is_choice(item) else []


def _correct(item: Item, _: Sheet) -> str:
    places = (place for place, option in enumerate(options_of(item)) if option.right) if is_choice(item) else iter(())
    return next(map(letter, places), "")


def _wrong(item: Item, sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "answer": to_text(d.answer),
            "latex": d.answer.latex(),
            "misconceptions": list(d.misconceptions),
            "feedback": text_of(passage(d.feedback), sheet.language),
        }
        for d in distractors_of(item)
    ]


def steps_of(function: Expression, variable: Symbol) -> list[dict[str, Any]]:
    """The lines of the derivation of a derivative: for each the rules, and the whole line after them.

    >>> import symdiff
    >>> [(step["rules"], step["line"]) for step in steps_of(symdiff.parse("sin(x^2)"), symdiff.symbols("x"))]
    [(['sin'], 'cos(x^2)*(d/dx (x^2))'), (['power'], 'cos(x^2)*(2*x)'), (['numbers_first', 'order'], '2*x*cos(x^2)')]
    """
    return [
        {
            "rules": list(dict.fromkeys(step.name for step in row.steps)),
            "line": "" if row.whole is None else to_text(unmarked(row.whole)),
        }
        for row in shown(derive(function, variable)).rows
    ]


COLUMNS = (
    Column("identifier", TEXT, "the name of the item, the same wherever it is made", lambda i, s: i.identifier),
    Column("title", TEXT, "the title of the sheet", lambda i, s: s.heading),
    Column("topic", TEXT, "what is practised", lambda i, s: i.topic),
    Column("level", NUMBER, "how hard it is, from 1 to 5", lambda i, s: i.level),
    Column("kind", TEXT, "what is asked: the derivative, its value at a point, ...", lambda i, s: i.kind),
    Column("variant", TEXT, "the version of the sheet", lambda i, s: i.variant),
    Column("points", NUMBER, "what it counts", lambda i, s: i.points),
    Column("prompt", TEXT, "the question in words", lambda i, s: text_of(passage(question(i)), s.language)),
    Column("function", TEXT, "the function that is given", lambda i, s: to_text(i.expression)),
    Column("function_latex", TEXT, "the same in LaTeX", lambda i, s: i.expression.latex()),
    Column("variable", TEXT, "the variable", lambda i, s: i.variable.name),
    Column("answer_kind", TEXT, "expression, number, equation, vector or choice", lambda i, s: i.answer_kind),
    Column("answers", TEXTS, "the right answer, or its components", lambda i, s: [to_text(k) for k in i.keys]),
    Column("answers_latex", TEXTS, "the same in LaTeX", lambda i, s: [k.latex() for k in i.keys]),
    Column("simplified", TEXTS, "the same, simplified", lambda i, s: [to_text(simplified(k)) for k in i.keys]),
    Column("rules", TEXTS, "the rules that the solution needs", lambda i, s: list(i.rules)),
    Column("effort", NUMBER, "the weights of all rules of the solution together", lambda i, s: i.difficulty.effort),
    Column("options", TEXTS, "what there is to choose from, if it is a choice", _options),
    Column("correct_option", TEXT, "the letter of the right option, if it is a choice", _correct),
    Column(
        "wrong_answers",
        RECORDS,
        "answers that mistakes lead to, and what is said to one who gives them",
        _wrong,
        ("answer", "latex", "misconceptions*", "feedback"),
    ),
    Column(
        "steps",
        RECORDS,
        "the derivation of the derivative of `function`, line by line",
        lambda i, s: steps_of(i.expression, i.variable),
        ("rules*", "line"),
    ),
    Column("pictures", TEXTS, "the graphs of the question, as SVG", lambda i, s: [svg(plot) for plot in i.plots]),
)


def row(item: Item, sheet: Sheet) -> dict[str, Any]:
    """The values of all columns; a text is on one line."""
    values = {column.name: column.value(item, sheet) for column in COLUMNS}
    return {name: one_line(value) if isinstance(value, str) else value for name, value in values.items()}


def described() -> str:
    """The columns as lines of text.

    >>> print(described().splitlines()[3])
    level           number   how hard it is, from 1 to 5
    """
    return "\n".join(f"{c.name:15} {c.kind:8} {c.meaning}" for c in COLUMNS)
