"""A plan of a whole test: sections with their topics, levels and points, as a TOML file says it.

title = "Test 2"
language = "en"
seed = 7
variants = ["A", "B"]

[[section]]
topic = "chain"
level = 2
count = 4
points = 3

[[section]]
topic = ["product", "quotient"]
kind = "tangent"
count = 2
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import SymdiffError
from .generation import exercises
from .items import Item
from .own_functions import Given, Refused, read_functions

KEYS: Mapping[str, type | tuple[type, ...]] = {
    "title": str,
    "language": str,
    "seed": int,
    "variants": list,
    "answers": str,
    "section": list,
}
SECTION_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "title": str,
    "topic": (str, list),
    "level": int,
    "count": int,
    "kind": str,
    "rules": list,
    "exclude": list,
    "points": int,
    "block": int,
    "seed": int,
    "functions": (str, list),
}
WITH_FUNCTIONS = ("title", "functions", "kind", "points", "seed")


@dataclass(frozen=True)
class Plan:
    """A test as it was planned.

    Attributes:
        title, language, answers: what the sheet says.
        seed: where the random choices begin; a section may have its own.
        variants: the letters of the versions.
        sections: for each section what is asked for.
    """

    sections: tuple[Mapping[str, Any], ...]
    title: str = ""
    language: str = "en"
    answers: str = "none"
    seed: int = 0
    variants: tuple[str, ...] = ("A",)

    def items(self, refused: list[Refused] | None = None) -> list[Item]:
        """Every item of every version, section by section.

        Args:
            refused: where the functions go that no exercise can be made of; without it the first one is an error.

        Raises:
            SymdiffError: a section asks for what there is not.
        """
        return [
            item
            for variant in self.variants
            for place in range(len(self.sections))
            for item in self._section(place, variant, refused)
        ]

    def _section(self, place: int, variant: str, refused: list[Refused] | None) -> Sequence[Item]:
        wanted = dict(self.sections[place])
        points, title = wanted.pop("points", None), wanted.pop("title", "")
        seed = wanted.pop("seed", self.seed * 1000 + place)  # two sections of one topic are to differ
        if (functions := wanted.pop("functions", None)) is None:
            made = exercises(seed=seed, variant=variant, **wanted)
        else:
            made, bad = Given(functions, wanted.get("kind", "derivative"), seed).items(variant)
            if bad and refused is None:
                raise bad[0].error
            if refused is not None:
                refused += bad
        return [replace(i, points=i.points if points is None else points, section=title) for i in made]


def read_plan(path: str | Path) -> Plan:
    """The plan in a TOML file.

    Raises:
        SymdiffError: it cannot be read, or a key or a value in it is not one; the message names it.
    """
    import tomllib

    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SymdiffError(f"cannot read {path}: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SymdiffError(f"{path} is no TOML: {error}") from None
    _check(table, KEYS, str(path))
    sections = table.pop("section", [])
    if not sections:
        raise SymdiffError(f"{path}: there is no [[section]]")
    for number, section in enumerate(sections, 1):
        if not isinstance(section, dict):
            raise SymdiffError(f"{path}: section {number} is no table: write [[section]]")
        _check(section, SECTION_KEYS, f"{path}, section {number}")
        if "functions" in section:
            _take_functions(section, Path(path), f"{path}, section {number}")
    table["variants"] = tuple(str(v) for v in table.get("variants", ["A"]))
    return Plan(tuple(sections), **table)


def _take_functions(section: dict[str, Any], path: Path, where: str) -> None:
    """The formulas of a section in the place of the file that has them, or of the list."""
    if other := set(section) - set(WITH_FUNCTIONS):
        raise SymdiffError(f"{where}: with functions there is no {', '.join(sorted(other))}")
    listed = section["functions"]
    if isinstance(listed, str):
        section["functions"] = tuple(read_functions(path.parent / listed))
    else:
        section["functions"] = tuple((f"{where}, function {n}", str(text)) for n, text in enumerate(listed, 1))


def _check(table: Mapping[str, object], known: Mapping[str, type | tuple[type, ...]], where: str) -> None:
    for key, value in table.items():
        if key not in known:
            raise SymdiffError(f"{where}: there is no key {key!r}; the keys are {', '.join(known)}")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise SymdiffError(f"{where}: {key} = {value!r} is of the wrong kind")
