r"""How a function is written in a book: what its LaTeX says, for every other notation and for reading it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .greek import GREEK

NAME, ROOT, FENCE, CHOICE, POSTFIX = "name", "radical", "fence", "choice", "postfix"
"""A name before its arguments, a root, a pair of bars, n over k in brackets, a sign behind the argument."""

RADICAL_COMMAND, CHOICE_COMMAND = r"\sqrt", r"\binom"
"""The commands of LaTeX for a root and for n over k."""

_PATTERNS = {
    NAME: re.compile(
        r"(?:\{\}_\{(?P<before>\d+)\})?"
        r"\\(?:operatorname\{(?P<inner>[^{}_]+(?:_\{(?P<within>\d+)\})?)\}|(?P<command>[A-Za-z]+))"
        r"(?:_\{(?P<below>\d+|#\d)\})?(?:\^\{\((?P<above>#\d)\)\})?(?P<primes>'*)"
    ),
    ROOT: re.compile(rf"{re.escape(RADICAL_COMMAND)}(?:\[(?P<below>\d+|#\d)\])?\{{#1\}}"),
    FENCE: re.compile(r"\\left(?P<name>\\?[A-Za-z]+|\S)\s*#1\s*\\right(?:\\?[A-Za-z]+|\S)"),
    CHOICE: re.compile(rf"{re.escape(CHOICE_COMMAND)}\{{#1\}}\{{#2\}}"),
    POSTFIX: re.compile(r"#1(?P<name>\S)"),
}
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_PLACE = re.compile(r"#(\d)")


@dataclass(frozen=True)
class WrittenForm:
    r"""What a column `written` says.

    Attributes:
        latex: the column itself; #1 is the first argument.
        kind: NAME, ROOT, FENCE, CHOICE or POSTFIX.
        name: its letters (`arsinh`, `Γ`), or its sign (`|`, `\lfloor`, `!`).
        within: digits below the name that belong to it: the 1 of `\operatorname{E_{1}}`.
        below: digits below it, or the place of the argument that stands there (`#1`); the degree of a root.
        above: the place of the argument that stands above it in brackets, as an order does.
        before: digits below the line before it: the first 1 of `{}_{1}\operatorname{F}_{1}`.
        primes: how many primes stand behind it.
        is_command: whether its name is a command of LaTeX (`\sin`).
        places: the arguments that it holds, counted from 1; others follow in brackets.
    """

    latex: str
    kind: str
    name: str
    within: str = ""
    below: str = ""
    above: str = ""
    before: str = ""
    primes: int = 0
    is_command: bool = False
    places: tuple[int, ...] = field(default=())

    @property
    def index_place(self) -> int:
        """The place of the argument below the name; 0 if none stands there."""
        return int(self.below[1:]) if self.below.startswith("#") else 0

    @property
    def spelling(self) -> Spelling:
        """What a reader sees of it."""
        name = self.name.replace(" ", "") + (f"_{self.within}" if self.within else "")
        return self.before, name + "'" * self.primes, ORDER if self.above else "#" if self.index_place else self.below


ORDER = "(#)"
"""What stands for an argument above a name, in brackets."""

Spelling = tuple[str, str, str]
"""The digits before a name, the name with its primes, and the digits below it, or "#" or ORDER for an argument."""


@lru_cache(maxsize=1024)
def written_form(latex: str) -> WrittenForm | None:
    r"""What a column `written` says; None if it is none of the known forms.

    >>> form = written_form(r"\operatorname{\psi}_{#1}")
    >>> form.kind, form.name, form.index_place
    ('name', 'ψ', 1)
    """
    for kind, pattern in _PATTERNS.items():
        found = pattern.fullmatch(latex)
        if found is not None:
            return _form(latex, kind, found.groupdict(default=""))
    return None


def _form(latex: str, kind: str, found: Mapping[str, str]) -> WrittenForm:
    command = found.get("command", "")
    inner = found.get("inner", "").partition("_")[0]
    name = _COMMAND.sub(lambda m: GREEK.get(m[1], m[1]), inner) if inner else GREEK.get(command, command)
    return WrittenForm(
        latex,
        kind,
        name or found.get("name") or latex.partition("{")[0].partition("[")[0],
        within=found.get("within", ""),
        below=found.get("below", ""),
        above=found.get("above", ""),
        before=found.get("before", ""),
        primes=len(found.get("primes", "")),
        is_command=bool(command),
        places=tuple(sorted({int(place) for place in _PLACE.findall(latex)})),
    )
