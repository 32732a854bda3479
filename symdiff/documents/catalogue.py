"""The words of a language: one file for each, `words/CODE.toml`. The languages are the files that there are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from ..errors import SymdiffError, visible

FOLDER = Path(__file__).resolve().parent / "words"
FALLBACK = "en"
BLANK = re.compile(r"\{(\w+)\}")


class Catalogue:
    """The sentences of one language.

    Args:
        language: the code of the language.

    Raises:
        SymdiffError: there is no such language; the error names those there are.

    >>> Catalogue("en").template("rules.chain.words")
    ('Chain rule: multiply by the derivative of the inside, ', 'inner', '.')
    """

    def __init__(self, language: str = FALLBACK) -> None:
        if language not in languages():
            raise SymdiffError(f"there is no language {visible(language)!r}: there are {', '.join(languages())}")
        self.language = language
        self.entries = _entries(FOLDER, language)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def template(self, name: str) -> tuple[str, ...]:
        """The sentence of that name: words and the names of blanks by turns, beginning with words."""
        return tuple(BLANK.split(self.entries[name]))


def languages() -> tuple[str, ...]:
    """The languages there are, by their codes.

    >>> "en" in languages()
    True
    """
    return _languages(FOLDER)


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def _entries(folder: Path, language: str) -> Mapping[str, str]:
    """Every entry of a language, by its name: `rules.product.title`."""
    import tomllib

    found: dict[str, str] = {}
    stack: list[tuple[str, object]] = [("", tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))]
    while stack:
        name, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((f"{name}.{key}" if name else key, inner) for key, inner in value.items())
        else:
            found[name] = str(value)
    return found


_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def use_language(language: str | None) -> None:
    """Choose the language of what is said, in this thread or task; None for that of the environment.

    Raises:
        SymdiffError: there is no such language.
    """
    _chosen.set(None if language is None else Catalogue(language).language)


def chosen_language() -> str:
    """The language that was chosen by `use_language`, or else that of the environment."""
    return _chosen.get() or language_of_environment()


def language_of_environment() -> str:
    """The language that the user's environment asks for, if there is one of that code, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name, "")
        if wanted:
            code = wanted.split(".")[0].split("_")[0]
            return code if code in languages() else FALLBACK
    return FALLBACK
