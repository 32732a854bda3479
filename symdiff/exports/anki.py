"""A deck of cards for Anki: the question in front, the answer and the way to it behind."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from ..practice.items import Item
from .files import MissingLibraryError, archive
from .markup import platform
from .sheets import Sheet, answer, choices, is_choice

_REPRODUCIBLE = "SOURCE_DATE_EPOCH"
_STYLE = (
    ".card { font: 20px/1.5 serif; text-align: left; max-width: 40em; margin: 0 auto; } ol { list-style: upper-alpha; }"
)
_FRONT = "{{Question}}"
_BACK = '{{Question}}<hr id="answer">{{Answer}}{{Solution}}'
_FIELDS = ("Question", "Answer", "Solution", "Identifier")


def render(sheet: Sheet) -> bytes:
    """The sheet as a deck.

    A note has the time at which it was made: Anki takes a note anew that it knows already only where that has grown.
    For the same bytes every time the variable SOURCE_DATE_EPOCH says which time is meant.

    Raises:
        MissingLibraryError: `genanki` is not installed.
    """
    try:
        import genanki
    except ImportError as error:
        raise MissingLibraryError("Anki's format", "anki") from error
    model = genanki.Model(
        _number("model"),
        "symdiff",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    # Two colons in a deck's name would begin a deck inside the deck.
    deck = genanki.Deck(_number("deck", sheet.heading), sheet.heading.replace("::", ":\u2060:"))
    for item in sheet.each():
        deck.add_note(_note(genanki, model, item, sheet))
    buffer = BytesIO()
    genanki.Package(deck).write_to_file(buffer, timestamp=_now())
    return _without_dates(buffer.getvalue())


def _now() -> float:
    """The seconds since 1970, or those that the environment asks for, as reproducible-builds.org defines it."""
    given = os.environ.get(_REPRODUCIBLE, "")
    return float(given) if given.isdecimal() else time.time()


def _note(genanki: Any, model: Any, item: Item, sheet: Sheet) -> Any:
    said = platform(sheet).said(answer(item))
    fields = [_front(item, sheet), f"<p>{said}</p>", platform(sheet).worked(item), item.identifier]
    tags = ["symdiff", f"level{item.level:d}", _tag(item.topic), *map(_tag, item.rules)]
    guid = genanki.guid_for("symdiff", item.identifier)
    return genanki.Note(model=model, fields=[_literal(field) for field in fields], guid=guid, tags=tags)


def _front(item: Item, sheet: Sheet) -> str:
    options = ""
    if is_choice(item):
        listed = (f"<li>{platform(sheet).said(option.content)}</li>" for option in choices(item))
        options = f'<ol type="A">{"".join(listed)}</ol>'
    return platform(sheet).question(item) + options


def _literal(html: str) -> str:
    """HTML in which Anki finds no LaTeX to run and no sound to play."""
    for mark in ("[latex]", "[$", "[sound:"):
        html = html.replace(mark, f"[\u2060{mark[1:]}")
    return html


def _tag(word: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in word)


def _number(*parts: str) -> int:
    """An identifier of 31 bits that the same words always give."""
    return int.from_bytes(sha256("\n".join(("symdiff", *parts)).encode("utf-8")).digest()[:4], "big") >> 1 | 1 << 30


def _without_dates(package: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    with ZipFile(BytesIO(package)) as packed:
        return archive({name: packed.read(name) for name in packed.namelist()})
