"""One page that needs nothing else: it checks answers, knows the misconceptions, and unfolds the solutions.

The answers are compared as numbers at points that come with the page. The page may run its own script
and nothing else: a policy in its head names the script by its digest.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from ..expression import Expression
from ..plotting.graphs import data_address
from ..practice.items import Item, Option, Table
from ..practice.sentences import LANGUAGES
from ..printing.mathml import to_mathml
from .points import evidence
from .sheets import (
    Prose,
    Sheet,
    answer,
    choices,
    content,
    is_choice,
    letter,
    name_of,
    numbered,
    one_line,
    prompt,
    prose,
    spelled,
    words,
)
from .worked import Line, solution

_NATIVE = {"en": "English", "zh": "中文"}


def render(sheet: Sheet) -> str:
    """The sheet as a page."""
    sections = "".join(_version(label, items, sheet) for label, items in sheet.versions)
    return f"""<!DOCTYPE html>
<html lang="{sheet.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(sheet.heading)}</title>
<style>{_resource("page.css")}</style>
</head>
<body>
<header><h1>{text(sheet.heading)}</h1>{_buttons(sheet)}</header>
<p class="hint">{_word("typing")}</p>
<main>{sections}</main>
<footer>{"".join(_score(language) for language in LANGUAGES)}<p>{text(sheet.footer)}</p></footer>
<script>{_resource("page.js")}</script>
</body>
</html>
"""


def text(words: str) -> str:
    """The words as the text of an element, or the value of an attribute."""
    return escape(words, quote=True)


def formula(expression: Expression) -> str:
    """The formula as MathML."""
    return to_mathml(expression, prefix=False)


@cache
def _resource(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


def _policy() -> str:
    def only(name: str) -> str:
        return "'sha256-" + b64encode(sha256(_resource(name).encode("utf-8")).digest()).decode("ascii") + "'"

    return (
        f"default-src 'none'; script-src {only('page.js')}; style-src {only('page.css')}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _said(pieces: Prose) -> str:
    return spelled(pieces, text, formula)


def _each(make: Callable[[str], str], tag: str = "span") -> str:
    """What is said, in every language; the page shows one of them."""
    return "".join(f'<{tag} lang="{language}">{make(language)}</{tag}>' for language in LANGUAGES)


def _word(key: str) -> str:
    return _each(lambda language: text(words(language)[key]))


def _buttons(sheet: Sheet) -> str:
    made = (
        f'<button type="button" data-language="{language}" aria-pressed="{str(language == sheet.language).lower()}">'
        f"{_NATIVE[language]}</button>"
        for language in LANGUAGES
    )
    return f"<span>{''.join(made)}</span>"


def _score(language: str) -> str:
    return f'<p class="score" lang="{language}" data-words="{text(words(language)["score"])}" hidden></p>'


def _version(label: str, items: Sequence[Item], sheet: Sheet) -> str:
    parts = [f"<h2>{text(sheet.word('version', label=label))}</h2>"] if label else []
    parts.append('<ol class="items">')
    for _, item, section in numbered(items):
        if section:
            parts.append(f'</ol><h3>{text(section)}</h3><ol class="items">')
        parts.append(_item(item))
    return f"<section>{''.join(parts)}</ol></section>"


def _item(item: Item) -> str:
    parts = [f'<div class="prompt">{_each(lambda language: _prompt(item, language), "div")}</div>']
    if item.table is not None:
        parts.append(_table(item.table))
    for plot in item.plots:
        label = text(one_line(plot.label))
        parts.append(f'<figure><img alt="{label}" src="{data_address(plot)}"><figcaption>{label}</figcaption></figure>')
    known = {"names": []} if is_choice(item) else evidence(item)
    if known is not None:
        parts += _options(item) if is_choice(item) else _blanks(item)
        parts += _verdicts()
        parts += _feedback(item)
    parts.append(_solution(item))
    data = "" if known is None else f' data-check="{text(json.dumps(known, separators=(",", ":")))}"'
    return f"<li{data}><div>{''.join(parts)}</div></li>\n"


def _prompt(item: Item, language: str) -> str:
    return "<br>".join(map(_said, prompt(item, language)))


def _blanks(item: Item) -> Iterator[str]:
    yield '<form class="answer">'
    for number in range(len(item.keys)):
        name = name_of(item)
        if name is not None and len(item.keys) == 1:
            yield f"<span>{formula(name)} =</span>"
        place = f" {number + 1}" if len(item.keys) > 1 else ""
        label = text(words("en")["your_answer"] + " / " + words("zh")["your_answer"] + place)
        yield f'<input aria-label="{label}" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="500">'
    yield f"<button>{_word('check')}</button></form>"


def _options(item: Item) -> Iterator[str]:
    yield '<div class="options">'
    mistake = 0
    for place, option in enumerate(choices(item)):
        number = -1 if option.right else mistake
        mistake += not option.right
        shown = _each(lambda language, option=option: _said(content(option, language)))  # type: ignore[misc]
        right = "yes" if option.right else "no"
        yield f'<button type="button" data-right="{right}" data-mistake="{number}">({letter(place)}) {shown}</button>'
    yield "</div>"


def _verdicts() -> Iterator[str]:
    for verdict in ("right", "wrong", "undefined", "unreadable"):
        tone = verdict if verdict == "right" else "wrong"
        yield f'<p class="verdict {tone}" data-verdict="{verdict}" role="status" hidden>{_word(verdict)}</p>'


def _feedback(item: Item) -> Iterator[str]:
    told = [o.feedback for o in _wrong(choices(item))] if is_choice(item) else [d.feedback for d in item.distractors]
    for number, sentences in enumerate(told):
        if sentences:
            said = _each(lambda language, sentences=sentences: _said(prose(sentences, language)))  # type: ignore[misc]
            yield f'<p class="feedback" data-mistake="{number}" hidden>{said}</p>'


def _wrong(options: Iterable[Option]) -> Iterator[Option]:
    return (option for option in options if not option.right)


def _solution(item: Item) -> str:
    def unfolded(language: str) -> str:
        lines = "".join(_line(line) for line in solution(item, language))
        return f"<p><b>{text(words(language)['answer'])}</b> {_said(answer(item, language))}</p>{lines}"

    shown = _each(unfolded, "div")
    return f'<details><summary>{_word("show_steps")}</summary><div class="steps">{shown}</div></details>'


def _line(line: Line) -> str:
    shown = "" if line.formula is None else f'<span class="line">{formula(line.formula)}</span>'
    return f'<div class="step level-{min(line.level, 4):d}">{_said(line.words)}{shown}</div>'


def _table(table: Table) -> str:
    head = "".join(f"<th>{_said((cell,))}</th>" for cell in table.headings)
    rows = "".join("<tr>" + "".join(f"<td>{_said((cell,))}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><tr>{head}</tr>{rows}</table>"
