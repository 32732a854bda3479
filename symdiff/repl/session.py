"""A session without a terminal: a line in, a reply out, and what was defined in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import symdiff as sd

from ..documents import Catalogue
from ..documents.messages import translated
from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol
from ..interface.checking import verdict
from ..interface.reading import split_arguments, variable
from ..interface.rules import GROUPS, rule_lines
from ..interface.showing import (
    FORMATS,
    NOTATIONS,
    has_decimals,
    has_value,
    left_side,
    show,
    show_conditional,
    show_value,
)
from ..language import completions
from ..rulebook import current
from .requests import Request, number, requested, slope_at
from .tutor import Tutor
from .workspace import ANSWER, Workspace

if TYPE_CHECKING:
    from ..verification import Verdict

DEFINITION = re.compile(r"\s*([^\W\d]\w*)\s*(?:\(([^()]*)\))?\s*:?=(?![=>])(.*)", re.DOTALL)
VERB = re.compile(r"([a-z]+)\b\s*(.*)", re.DOTALL)
FIRST_WORD = re.compile(r":?[a-z]*")
LEAVING = (":quit", "quit", "exit")
APPROXIMATELY = "\N{ALMOST EQUAL TO}"


@dataclass(frozen=True)
class Reply:
    """What the session answers to a line.

    Attributes:
        lines: the answer.
        error: what went wrong, or nothing.
        leaves: whether the session is over.
    """

    lines: tuple[str, ...] = ()
    error: str = ""
    leaves: bool = False


class Session:
    """What was defined and set. Every line gets a reply; none raises.

    >>> session = Session()
    >>> session.execute("f(x) = x^2 sin x").lines
    ('f(x) = x^2*sin(x)',)
    >>> session.execute("f'(x)").lines
    ('2*x*sin(x) + x^2*cos(x)',)
    """

    def __init__(self, language: str | None = None) -> None:
        self.form = "text"
        self.notation: str | None = None
        self.workspace = Workspace()
        self.tutor = Tutor(self.workspace, language=language)
        self._last: tuple[Expression, Expression, Sequence[Symbol]] | None = None
        self._verbs: dict[str, Callable[[list[str]], list[str]]] = {
            "diff": self._diff,
            "check": self._check,
            "gradient": self._gradient,
            "simplify": self._simplify,
        }
        self._requests: dict[str, Callable[[Request], list[str]]] = {
            "diff": lambda asked: self._diff(split_arguments(asked.formula)),
            "slope": self._slope,
            "tangent": self._tangent,
            "plot": self._plot,
        }
        self._commands: dict[str, Callable[[str], list[str]]] = {
            ":vars": self._vars,
            ":forget": self._forget,
            ":format": self._format,
            ":notation": self._notation,
            ":rules": self._rules,
            **self.tutor.commands,
            ":help": lambda _: self._words("help").strip("\n").split("\n"),
        }

    def execute(self, line: str) -> Reply:
        """Answer one line; a semicolon ends a statement. Errors and notes are said in the session's language."""
        reply = self._answered(line)
        return replace(reply, error=translated(reply.error, self.tutor.language))

    def greeting(self) -> str:
        """What a terminal says first."""
        return self._words("banner")

    def _words(self, name: str) -> str:
        return Catalogue(self.tutor.language).entries[f"session.{name}"]

    def _answered(self, line: str) -> Reply:
        lines: list[str] = []
        self.workspace.told()  # what is left of a line that failed
        try:
            for statement in line.split(";"):
                if statement.strip() in (*LEAVING, ":q"):
                    return Reply(tuple(lines), leaves=True)
                answer = self._statement(statement.strip())
                notes = (f"({translated(note, self.tutor.language)})" for note in self.workspace.told())
                lines += [*notes, *answer]
        except SymdiffError as error:
            return Reply(tuple(lines), str(error))
        except MemoryError:
            return Reply(tuple(lines), "there is not enough memory for this formula")
        except Exception as error:
            # A bug must not cost the user the session.
            return Reply(tuple(lines), f"this is a bug in symdiff: {type(error).__name__}: {error}")
        return Reply(tuple(lines))

    def completions(self, text: str) -> tuple[list[str], int]:
        """What the word at the end of a text can become, and how many characters of it are there.

        >>> Session().completions("diff x + arcsi")
        (['arcsin', 'arcsinh'], 5)
        """
        statement = text.rpartition(";")[2].lstrip()
        command, space, rest = statement.partition(" ")
        if space and command in self._commands:
            begun = rest.rpartition(" ")[2]
            return [word for word in self._choices(command) if word.startswith(begun)], len(begun)
        verb = VERB.fullmatch(statement)
        if verb and verb[1] in self._verbs and verb[2]:
            formula = split_arguments(verb[2])[-1]
        else:
            formula = statement.rpartition("=")[2]
        found = completions(formula, current().vocabulary, (*self.workspace.definitions, ANSWER))
        words, typed = list(found.words), len(formula) - found.start
        if FIRST_WORD.fullmatch(statement):
            commands = (*self._commands, *self._verbs, *self._requests, *LEAVING)
            words += sorted(word for word in commands if word.startswith(statement) and statement)
            typed = len(statement)
        return words, typed

    def _choices(self, command: str) -> Sequence[str]:
        """The words that may stand behind a command."""
        choices: dict[str, Callable[[], Sequence[str]]] = {
            ":format": lambda: FORMATS,
            ":notation": lambda: NOTATIONS,
            ":forget": lambda: [*self.workspace.definitions, "all"],
            ":rules": lambda: [*GROUPS, *current().rules],
            **self.tutor.choices,
        }
        return choices.get(command, tuple)()

    def _statement(self, statement: str) -> list[str]:
        if not statement or statement.startswith("#"):
            return []
        if statement.startswith(":") or statement == "help":
            name, _, argument = statement.partition(" ")
            return self._command(name if name != "help" else ":help", argument.strip())
        if statement.startswith("=") and self.tutor.is_listening:
            return self.tutor.hear(statement[1:].strip())
        verb = VERB.fullmatch(statement)
        if verb and verb[1] in self._verbs and verb[1] not in self.workspace.definitions:
            return self._verbs[verb[1]]([part for part in split_arguments(verb[2]) if part])
        is_name = statement.partition(" ")[0] in self.workspace.definitions
        asked = None if is_name else requested(statement, self.tutor.language)
        if asked is not None and not DEFINITION.fullmatch(statement.replace(asked.at, "") if asked.at else statement):
            return self._requests[asked.verb](asked)
        if self.tutor.listens_to(statement):
            return self.tutor.hear(statement)
        definition = DEFINITION.fullmatch(statement)
        if definition:
            return self._define(*definition.groups())
        return self._formula(statement)

    def _command(self, name: str, argument: str) -> list[str]:
        known = [name] if name in self._commands else [c for c in self._commands if c.startswith(name)]
        if len(known) != 1:
            raise SymdiffError(f"{name} is no command; the commands are {', '.join(self._commands)}, :quit")
        return self._commands[known[0]](argument)

    # --- formulas -------------------------------------------------------------------------------

    def _show(self, expression: Expression) -> str:
        return show_conditional(expression, self.form, self.notation)

    def _formula(self, text: str) -> list[str]:
        expression = sd.tidy(self.workspace.formula(text))
        self.workspace.told()  # the answer is the reading
        shown = self._show(expression)
        if has_value(expression):
            value = show_value(sd.evaluate(expression), decimal=has_decimals(expression))
            if value != shown:
                shown = f"{shown} {APPROXIMATELY if '.' in value else '='} {value}"
        self.workspace.remember(expression)
        return [shown]

    def _define(self, name: str, parameters: str | None, text: str) -> list[str]:
        self.workspace.define(name, [] if parameters is None else parameters.split(","), text)
        return [self._definition(name)]

    def _definition(self, name: str) -> str:
        definition = self.workspace.definitions[name]
        left = Apply(name, definition.parameters) if definition.parameters else Symbol(name)
        return f"{show(left, self.form, self.notation)} = {self._show(definition.body)}"

    # --- verbs: words that begin a line ---------------------------------------------------------------

    def _diff(self, parts: list[str]) -> list[str]:
        text, *names = parts or [ANSWER]
        order = int(names.pop()) if names and names[-1].isdecimal() else 1
        function, variables = self.workspace.function(text, names, "diff ..., {}")
        variables = variables[:-1] + variables[-1:] * order
        derivative = sd.diff(function, *variables) if variables else function
        self._last = (function, derivative, variables)
        self.tutor.attend(function, variables)
        self.workspace.remember(derivative)
        left = f"{left_side(variables, self.notation, self.form)} = " if self.notation and variables else ""
        return [left + self._show(derivative)]

    def _check(self, parts: list[str]) -> list[str]:
        if not parts and self._last is not None:
            return self._told(verdict(*self._last))
        if len(parts) < 2:
            raise SymdiffError("check what? Write diff x^2 first, then check; or check x^2, 2x")
        function, variables = self.workspace.function(parts[0], parts[2:], "check ..., ..., {}")
        claim = self.workspace.formula(parts[1], [v.name for v in variables])
        return self._told(verdict(function, claim, variables))

    def _told(self, verdict: Verdict) -> list[str]:
        return translated(str(verdict), self.tutor.language).split("\n")

    def _gradient(self, parts: list[str]) -> list[str]:
        text, *names = parts or [ANSWER]
        function = self.workspace.formula(text, names)
        variables = [variable(n) for n in names] or sorted(function.free_symbols, key=lambda s: s.name)
        return [
            f"{left_side([v], self.notation or 'leibniz', self.form, variables)} = {self._show(partial)}"
            for v, partial in zip(variables, sd.gradient(function, variables), strict=True)
        ]

    def _simplify(self, parts: list[str]) -> list[str]:
        simplest = sd.simplify(self.workspace.formula(", ".join(parts) or ANSWER))
        self.workspace.remember(simplest)
        return [self._show(simplest)]

    # --- what is asked in words -------------------------------------------------------------------------

    def _at(self, asked: Request) -> tuple[Expression, Symbol, Expression]:
        """A function of one variable, and the point that is named."""
        if not asked.at:
            raise SymdiffError(f"at which point? Write {asked.verb} {asked.formula} at 1")
        text, *names = split_arguments(asked.formula)
        function, (variable, *_) = self.workspace.function(text, names, f"{asked.verb} ..., {{}} at 1")
        return function, variable, self.workspace.formula(asked.at)

    def _slope(self, asked: Request) -> list[str]:
        slope = slope_at(*self._at(asked))
        self.workspace.remember(slope)
        return [self._show(slope)]

    def _tangent(self, asked: Request) -> list[str]:
        function, variable, point = self._at(asked)
        line = sd.tangent(function, point, variable)
        self.workspace.remember(line)
        return [f"y = {self._show(line)}"]

    def _plot(self, asked: Request) -> list[str]:
        from ..pictures import WHERE, plot

        text, *ends = split_arguments(asked.formula)
        ends = [*asked.ends] or ends
        function, _ = self.workspace.function(text, [], "plot {}")
        if len(function.free_symbols) > 1:
            names = ", ".join(sorted(symbol.name for symbol in function.free_symbols))
            raise SymdiffError(f"a graph is that of a function of one variable, but here are {names}")
        low, high = (number(end, self.workspace.formula(end)) for end in ends) if len(ends) == 2 else WHERE
        picture = plot(function, x=(low, high))
        if not any(found.parts for _, found in picture.curves):
            raise SymdiffError(f"no values were found from {low:g} to {high:g}")
        return picture.text(60, 15).split("\n")

    # --- commands: words with a colon -----------------------------------------------------------------

    def _vars(self, _: str) -> list[str]:
        return [self._definition(name) for name in self.workspace.definitions]

    def _forget(self, argument: str) -> list[str]:
        if not argument:
            raise SymdiffError("forget what? Write :forget f, or :forget all")
        self.workspace.forget(list(self.workspace.definitions) if argument == "all" else argument.split())
        return []

    def _format(self, argument: str) -> list[str]:
        self.form = _one_of(argument, FORMATS, self.form)
        return [self.form]

    def _notation(self, argument: str) -> list[str]:
        self.notation = _one_of(argument, NOTATIONS, self.notation or "")
        return [self.notation]

    def _rules(self, argument: str) -> list[str]:
        return rule_lines(argument.split())


def _one_of(argument: str, choices: Sequence[str], now: str) -> str:
    if argument not in ("", *choices):
        raise SymdiffError(f"{argument} is none of {', '.join(choices)}")
    return argument or now
