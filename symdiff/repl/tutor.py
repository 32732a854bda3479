"""The tutor of a session: steps, hints, reasons, and checking what someone else worked out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import symdiff as sd

from ..documents import Catalogue, Phrase, Sentence, Series, text_of
from ..documents.blocks import ShownStep, Steps
from ..documents.catalogue import chosen_language, languages
from ..documents.text import Text
from ..errors import SymdiffError
from ..explanation.rows import DEPTHS
from ..explanation.tree import FORMS, SIMPLEST
from ..expression import Expression, Symbol
from ..interface.reading import split_arguments
from ..rulebook import current
from .score import Score
from .working import Working

if TYPE_CHECKING:
    from ..explanation import Derivation
    from ..practice import Item
    from ..practice.requests import Request
    from .quiz import Quiz
    from .workspace import Workspace

FORMULA = re.compile(r"[0-9^*/+=()]")
PRACTICE = re.compile(r"(\S+)?\s*(\d+)?\s*")
DEFAULT_TOPIC = "chain"


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
            ":skip": self._skip,
            ":reveal": self._reveal,
            ":rule": self._rule,
            ":work": self._work,
            ":lang": self._lang,
        }
        self.choices: dict[str, Callable[[], Sequence[str]]] = {
            ":practice": topics,
            ":steps": lambda: DEPTHS,
            ":lang": languages,
            ":rule": lambda: [*current().rules],
        }
        self._derivation: Derivation | None = None
        self._problem: Item | None = None
        self._asked_for: Request | None = None
        self._problems: Iterator[Item] = iter(())
        self._hinted = 0
        self._topic: tuple[str, int | None] = (DEFAULT_TOPIC, None)
        self._working: Working | None = None
        self._quiz: Quiz | None = None

    @property
    def is_listening(self) -> bool:
        """Whether a line is an answer, a line of someone's working, or the name of a rule."""
        return self._is_followed or self._quiz is not None

    @property
    def _is_followed(self) -> bool:
        return self._problem is not None or self._working is not None

    def listens_to(self, text: str) -> bool:
        """Whether a line without a sign in front is meant for the tutor: a formula names no rule."""
        return self._is_followed or (self._quiz is not None and not FORMULA.search(text))

    def attend(self, function: Expression, variables: Sequence[Symbol]) -> None:
        """Take up a derivative that was asked for, unless a problem is open: hints and reasons are about that one."""
        if not self._is_followed:
            self._leave()
            self._take(function, variables)

    def hear(self, text: str) -> list[str]:
        """An answer, a line of working, or the name of a rule where one is asked for."""
        from .quiz import named_rules

        if self._quiz is not None and (not self._is_followed or named_rules(text)):
            lines = self._quiz.hear(text)
            self._quiz = None if self._quiz.is_over else self._quiz
            return lines
        return self._check(text) if self._working is None else self._working.hear(text)

    def _leave(self) -> None:
        """Whatever was begun is over; a problem that is open counts as given up."""
        self.score.give_up()
        self._problem = self._working = self._quiz = None

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
        text = Text(self.language)
        said = text.said
        return [f"{chosen.number}. {said(chosen.title)}{text.colon}{said(chosen.words)}", *map(said, chosen.notes)]

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
        lines = result.text(self.language).split("\n")
        if result.status == "unreadable":
            return lines
        self.score.attempt(bool(result))
        if not result:
            return [*lines, self._say("try_again")]
        self._problem = None
        return [*lines, self._scored(), self._say("go_on")]

    def _scored(self) -> str:
        score = self.score
        return self._say("score", right=str(score.right), total=str(score.problems), first=str(score.first))

    def _skip(self, _: str) -> list[str]:
        """Leave the problem, and ask another of its kind."""
        self._open_problem()
        self._leave()
        return [self._say("skipped"), self._scored(), *self._practice("")]

    def _reveal(self, _: str) -> list[str]:
        """Tell the answer; the problem then counts as not solved."""
        problem = self._open_problem()
        self._leave()
        answer = Series(problem.keys) if len(problem.keys) > 1 else problem.keys[0]
        return [self._say("revealed", answer=answer), self._scored(), self._say("go_on")]

    def _open_problem(self) -> Item:
        if self._problem is None:
            raise SymdiffError(self._say("no_problem"))
        return self._problem

    def _rule(self, argument: str) -> list[str]:
        """Ask which rule comes next, or judge the rule that is named."""
        from .quiz import Quiz

        if self._quiz is None:
            self._quiz = Quiz(self._current(), self.language)
        if argument:
            return self.hear(argument)
        question = self._quiz.question()
        self._quiz = None if self._quiz.is_over else self._quiz
        return [question]

    def _told(self, function: Expression, variables: Sequence[Symbol], text: str) -> list[str]:
        for variable in variables[:-1]:
            function = sd.diff(function, variable)
        return sd.grade(function, text, variables[-1]).text(self.language).split("\n")

    def _practice(self, argument: str) -> list[str]:
        """Ask: a topic and a level may be named."""
        match = PRACTICE.fullmatch(argument)
        if match is None:
            raise SymdiffError(self._say("practice_usage", topics=", ".join(topics())))
        topic, level = match[1] or self._topic[0], int(match[2]) if match[2] else None
        if topic.isdecimal():
            topic, level = self._topic[0], int(topic)
        self._topic = (topic, level if argument else self._topic[1])
        from ..practice.generation import endless
        from ..practice.requests import request

        wanted = request(topic, self._topic[1])
        if wanted != self._asked_for:
            self._asked_for, self._problems = wanted, endless(wanted, self._seed)
        self._leave()
        self.score.begin()
        self._problem = next(self._problems)
        self._take(self._problem.expression, [self._problem.variable])
        return [sentence.text(self.language) for sentence in self._problem.prompt]

    def _work(self, argument: str) -> list[str]:
        """Follow someone's own working of a derivative, line by line; without a formula, end it."""
        if not argument and self._working is not None:
            self._working = None
            return [self._say("work_end")]
        if argument:
            text, *names = split_arguments(argument)
            function, variables = self.workspace.function(text, names, ":work ..., {}")
            self._take(function, variables)
        derivation = self._current()
        self._leave()
        self._working = Working(derivation, self.workspace, self.language)
        return [self._say("work_start", problem=derivation.start)]


def topics() -> tuple[str, ...]:
    """What can be practised."""
    from ..practice.topics import TOPICS

    return (*TOPICS,)
