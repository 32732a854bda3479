"""The sentences of a language: one file for each, in symdiff/locales."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from ..errors import SymdiffError
from ..expression import Expression

FOLDER = Path(__file__).resolve().parent.parent / "locales"
FALLBACK = "en"
BLANK = re.compile(r"\{([a-z_]+)\}")

Value = Expression | str
Show = Callable[[Expression], str]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by their codes.

    >>> languages()
    ('en', 'zh')
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def language_of_environment() -> str:
    """The language that the user's environment asks for, if there is a catalogue for it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name, "")
        if wanted:
            code = wanted.split(".")[0].split("_")[0]
            return code if code in languages() else FALLBACK
    return FALLBACK


@cache
def entries(language: str) -> Mapping[str, str]:
    """Every entry of a language, by its name: `rules.product.title`.

    Raises:
        SymdiffError: there is no catalogue for the language.
    """
    import tomllib

    if language not in languages():
        raise SymdiffError(f"there is no catalogue for the language {language!r}: there are {', '.join(languages())}")
    found: dict[str, str] = {}
    stack: list[tuple[str, object]] = [("", tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))]
    while stack:
        name, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((f"{name}.{key}" if name else key, inner) for key, inner in value.items())
        else:
            found[name] = str(value)
    return found


class Catalogue:
    """The sentences of one language, with formulas shown in one form.

    Args:
        language: the code of the language.
        show: how a formula stands in a sentence.
        escape: how the other characters of a sentence are written.
    """

    def __init__(self, language: str, show: Show = str, escape: Callable[[str], str] = str) -> None:
        self.language, self.show, self.escape = language, show, escape
        self.entries = entries(language)

    def has(self, name: str) -> bool:
        """Whether there is an entry of that name."""
        return name in self.entries

    def __call__(self, name: str, **values: Value) -> str:
        """The sentence of that name, filled in; a text that is filled in counts as written already."""
        parts = BLANK.split(self.entries[name])
        for index, part in enumerate(parts):
            if index % 2 == 0:
                parts[index] = self.escape(part)
            else:
                value = values[part]
                parts[index] = self.show(value) if isinstance(value, Expression) else value
        return "".join(parts)
