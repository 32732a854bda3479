"""Someone's own working of a derivative, followed line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import symdiff as sd

from ..documents import Phrase, Sentence, text_of
from ..documents.messages import translated
from ..expression import Expression
from ..language import is_name

if TYPE_CHECKING:
    from ..explanation import Derivation
    from .workspace import Workspace

UNFINISHED = re.compile(r"d\s*[\^²]?\d*\s*\w*\s*/\s*d\s*\w|'|’|′|\\frac")
NAMED = re.compile(r"\s*(?:[^\W\d]\w*\s*['’′]+\s*(?:\([^()]*\))?|d\s*[^\W\d]\w*\s*/\s*d\s*[^\W\d]\w*|D)\s*")
AUXILIARY = re.compile(r"\s*([^\W\d]\w*)\s*=(?![=>])(.*)", re.DOTALL)
SIDES = ("the line before", "this line")
EQUALS = re.compile(r"(?<![<>!=])=(?!=)")


class Working:
    """One derivative that someone works out.

    Args:
        derivation: how it is found.
        workspace: what has been defined; what the working defines is its own.
        language: the code of a language.
    """

    def __init__(self, derivation: Derivation, workspace: Workspace, language: str) -> None:
        self._derivation = derivation
        self._workspace = workspace.copy()
        self._language = language
        self._line: Expression = derivation.result

    def hear(self, text: str) -> list[str]:
        """What there is to say of a line: an auxiliary function u = x^2, or the derivative so far."""
        auxiliary = AUXILIARY.fullmatch(text)
        variables = [v.name for v in self._derivation.variables]
        if auxiliary and is_name(auxiliary[1]) and auxiliary[1] not in variables and not EQUALS.search(auxiliary[2]):
            self._workspace.define(auxiliary[1], [], auxiliary[2])
            return [f"{auxiliary[1]} = {self._workspace.definitions[auxiliary[1]].body}"]
        sides = [side for side in EQUALS.split(text) if side.strip()]
        if len(sides) > 1 and NAMED.fullmatch(sides[0]):
            sides = sides[1:]
        lines: list[str] = []
        for side in sides:
            lines = self._judged(side, variables)
        return lines

    def _judged(self, text: str, variables: list[str]) -> list[str]:
        """Whether a line follows from the one before; the first that does not is diagnosed."""
        line = self._workspace.formula(text, variables)
        verdict = sd.equivalent(self._line, line)
        if verdict:
            self._line = line
            told = "" if verdict.status == "proved" else f" ({translated(str(verdict), self._language)})"
            finished = [] if UNFINISHED.search(text) else [self._say("line_finished")]
            return [self._say("line_right") + told, *finished]
        evidence = translated(str(replace(verdict, sides=SIDES)), self._language)
        refuted = translated("refuted: {}", self._language).removesuffix("{}")
        lines = [self._say("line_wrong", evidence=evidence.removeprefix(refuted))]
        if len(self._derivation.variables) == 1:
            result = sd.grade(self._derivation.function, line, self._derivation.variables[0])
            lines += [sentence.text(self._language) for e in result.explanations for sentence in e.told]
        return lines

    def _say(self, key: str, **gaps: Phrase) -> str:
        return text_of(Sentence(f"tutor.{key}", gaps), self._language)
