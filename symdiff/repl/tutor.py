"""The tutor of a session: steps, hints, reasons, and checking what someone else worked out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import symdiff as sd

from ..documents import Catalogue, Phrase, Sentence, text_of
from ..documents.blocks import ShownStep, Steps
from ..documents.catalogue import chosen_language
from ..documents.text import Text
from ..errors import SymdiffError
from ..explanation.rows import DEPTHS
from ..explanation.tree import FORMS, SIMPLEST
from ..expression import Expression, Symbol
from ..interface.reading import split_arguments

if TYPE_CHECKING:
    from ..explanation import Derivation
    from ..practice import Item
    from .workspace import Workspace

DERIVATIVE = re.compile(r"d\s*[\^²]?\d*\s*\w*\s*/\s*d\s*\w|'|\\frac")
PRACTICE = re.compile(r"(\S+)?\s*(\d+)?\s*")
DEFAULT_TOPIC = "chain"


@dataclass
class Score:
    """How many answers were right."""

    right: int = 0
    total: int = 0


class Tutor:
    """Explains the last derivative, sets problems, and follows someone's own working.

    Args:
        workspace: what the session has defined.
        seed: of the problems; others in every session, if not given.
        language: the code of its language; that of the environment, if not given.
    """

    def __init__(self, workspace: Workspace, seed: int | None = None, language: str | None = None) -> None:
        self._seed = int.from_bytes(os.urandom(4)) if seed is None else seed
        self.language = Catalogue(language or chosen_language()).language
        self.workspace = workspace
        self.score = Score()
        self.commands: dict[str, Callable[[str], list[str]]] = {
            ":steps": self._steps,
            ":hint": self._hint,
            ":why": self._why,
            ":check": self._check,
            ":practice": self._practice,
            ":work": self._work,
            ":lang": self._lang,
        }
        self._derivation: Derivation | None = None
        self._problem: Item | None = None
        self._asked = 0
        self._hinted = 0
        self._line: Expression | None = None

    @property
    def is_listening(self) -> bool:
        """Whether a line that begins with = is an answer, or a line of someone's working."""
        return self._line is not None or self._problem is not None

    def attend(self, function: Expression, variables: Sequence[Symbol]) -> None:
        """Take up a derivative that was asked for: hints and reasons are about that one."""
        self._problem, self._line = None, None
        self._take(function, variables)

    def hear(self, text: str) -> list[str]:
        """A line that begins with =, without that sign."""
        return self._check(text) if self._line is None else self._next_line(text)

    def _take(self, function: Expression, variables: Sequence[Symbol]) -> None:
        self._derivation = sd.derive(function, *variables) if variables else None
        self._hinted = 0

    def _say(self, key: str, **gaps: Phrase) -> str:
        return text_of(Sentence(f"tutor.{key}", gaps), self.language)

    def _current(self) -> Derivation:
        if self._derivation is None:
            raise SymdiffError(self._say("none"))
        return self._derivation

    def _shown(self) -> tuple[ShownStep, ...]:
        from ..explanation.presentation import document_of

        blocks = document_of(self._current(), why=True).blocks
        return next(block for block in blocks if isinstance(block, Steps)).steps

    # --- explaining ---------------------------------------------------------------------------------

    def _steps(self, argument: str) -> list[str]:
        """The derivation at a depth, its last line in a form."""
        chosen = {"depth": "textbook", "form": SIMPLEST}
        for word in argument.split():
            if word not in (*DEPTHS, *FORMS):
                raise SymdiffError(f"{word} is none of {', '.join((*DEPTHS, *FORMS))}")
            chosen["depth" if word in DEPTHS else "form"] = word
        derivation = self._current().in_form(chosen["form"])
        return derivation.text(depth=chosen["depth"], language=self.language).split("\n")

    def _hint(self, _: str) -> list[str]:
        """The next step, told without its result."""
        steps = self._shown()
        if self._hinted >= len(steps):
            return [self._say("hints_done", answer=self._current().result)]
        step = steps[self._hinted]
        self._hinted += 1
        rule = Text(self.language).rule(step)
        return [self._say("hint", title=step.title, words=step.words), *([rule] if rule else [])]

    def _why(self, argument: str) -> list[str]:
        """Why the rule of a step; of the one last hinted at where none is named."""
        steps = self._shown()
        if argument:
            chosen = next((step for step in steps if step.number == argument.rstrip(".")), None)
            if chosen is None:
                raise SymdiffError(f"there is no step {argument}: there are {', '.join(s.number for s in steps)}")
        else:
            chosen = steps[max(self._hinted - 1, 0)]
        said = Text(self.language).said
        return [f"{chosen.number}. {said(chosen.title)}: {said(chosen.words)}", *map(said, chosen.notes)]

    def _lang(self, argument: str) -> list[str]:
        chosen = Catalogue(argument or self.language)
        self.language = chosen.language
        return [chosen.entries["language"]]

    # --- answers --------------------------------------------------------------------------------------

    def _check(self, text: str) -> list[str]:
        """Judge an answer to the problem, or to the last derivative."""
        if not text:
            raise SymdiffError(self._say("check_usage"))
        problem = self._problem
        if problem is None:
            derivation = self._current()
            return self._told(derivation.function, derivation.variables, text)
        result = sd.grade(problem, text)
        if result.status != "unreadable":
            self.score.total += 1
            self.score.right += bool(result)
            self._problem = None if result else problem
        score = self._say("score", right=str(self.score.right), total=str(self.score.total))
        return [*result.text(self.language).split("\n"), score]

    def _told(self, function: Expression, variables: Sequence[Symbol], text: str) -> list[str]:
        for variable in variables[:-1]:
            function = sd.diff(function, variable)
        return sd.grade(function, text, variables[-1]).text(self.language).split("\n")

    def _practice(self, argument: str) -> list[str]:
        """Ask: a topic and a level may be named."""
        match = PRACTICE.fullmatch(argument)
        if match is None:
            raise SymdiffError(self._say("practice_usage", topics=_topics()))
        topic, level = match[1] or DEFAULT_TOPIC, int(match[2]) if match[2] else None
        if topic.isdecimal():
            topic, level = DEFAULT_TOPIC, int(topic)
        self._asked += 1
        items = sd.exercises(topic=topic, level=level, count=self._asked, seed=self._seed)
        self._problem, self._line = items[-1], None
        self._take(self._problem.expression, [self._problem.variable])
        return [sentence.text(self.language) for sentence in self._problem.prompt]

    def _work(self, argument: str) -> list[str]:
        """Follow someone's own working of a derivative, line by line; without a formula, end it."""
        if not argument and self._line is not None:
            self._line = None
            return [self._say("work_end")]
        if argument:
            text, *names = split_arguments(argument)
            function, variables = self.workspace.function(text, names, ":work ..., {}")
            self._take(function, variables)
        derivation = self._current()
        self._problem, self._line = None, derivation.result
        return [self._say("work_start", problem=derivation.start)]

    def _next_line(self, text: str) -> list[str]:
        """Whether a line follows from the one before; the first that does not is named and diagnosed."""
        derivation = self._current()
        assert self._line is not None
        line = self.workspace.formula(text, [v.name for v in derivation.variables])
        verdict = sd.equivalent(self._line, line)
        if verdict:
            self._line = line
            done = not DERIVATIVE.search(text)
            return [
                self._say("line_right") + ("" if verdict.status == "proved" else f" ({verdict})"),
                *([self._say("line_finished")] if done else []),
            ]
        lines = [self._say("line_wrong", evidence=str(verdict).removeprefix("refuted: "))]
        if len(derivation.variables) == 1:
            result = sd.grade(derivation.function, line, derivation.variables[0])
            lines += [sentence.text(self.language) for e in result.explanations for sentence in e.told]
        return lines


def _topics() -> str:
    from ..practice.topics import TOPICS

    return ", ".join(TOPICS)
