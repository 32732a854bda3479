r"""Which function a book's notation means: the column `written` of functions.rules, read backwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..expression import Expression, Number
from ..rulefiles.lines import FunctionLine
from ..rulefiles.written import ORDER, ROOT, WrittenForm

Choices = Mapping[int, str]
"""The function for each number of arguments."""


class Spellings:
    """The functions by how they are written.

    Args:
        lines: the functions; a later one of the same form and number of arguments counts.
    """

    def __init__(self, lines: Iterable[FunctionLine]) -> None:
        self._choices: dict[tuple[str, str, str], dict[int, str]] = {}
        self._letters: dict[str, dict[int, str]] = {}
        self._forms: dict[str, WrittenForm] = {}
        for line in lines:
            form = line.form
            if form is None:
                continue
            arity = len(line.letters)
            self._forms[line.name] = form
            for written in filter(None, (form, line.other_form)):
                self._choices.setdefault(written.spelling, {})[arity] = line.name
            if form.is_command and not form.below and not form.name.isascii():
                self._letters.setdefault(form.name, {})[arity] = line.name

    def find(self, name: str, below: str = "", before: str = "") -> Choices:
        """The functions written with that name or sign, and with digits ("#": an argument) below it or before it."""
        return self._choices.get((before, name, below), {})

    def letter(self, letter: str) -> Choices:
        """The functions that a Greek letter by itself means before a bracket."""
        return self._letters.get(letter, {})

    def with_order(self, name: str) -> Choices:
        """The functions of an order that stands above a name in brackets: of a spelling, or a function's own name."""
        form = self._forms.get(name)
        return self.find(form.name if form is not None else name, ORDER)

    def index_place(self, name: str) -> int:
        """Which argument of a function stands below its name."""
        return self._forms[name].index_place

    def root(self, degree: Expression) -> tuple[Choices, bool]:
        """The functions that a root of a degree means, and whether the degree is still an argument."""
        fixed = str(degree.value) if isinstance(degree, Number) and not degree.decimal else "?"
        sign = next((form.name for form in self._forms.values() if form.kind == ROOT), "")
        found = self.find(sign, "" if fixed == "2" else fixed)
        return (found, False) if found else (self.find(sign, "#"), True)

    def indexed(self, name: str, index: str) -> tuple[Choices, int]:
        r"""What a function's own name with an index means, as log_b: the functions, and the index's place or 0."""
        form = self._forms.get(name)
        if form is None or not form.index_place or form.name != name:
            return {}, 0
        fixed = self.find(name, index)
        return (fixed, 0) if fixed else (self.find(name, "#"), form.index_place)

    def is_lowered(self, name: str) -> bool:
        """Whether the digits of a function's name stand below the line in a book, as those of log10 do."""
        form = self._forms.get(name)
        return form is not None and form.name + form.below == name
