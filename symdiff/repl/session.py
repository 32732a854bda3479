"""A session without a terminal: a line in, a reply out, and what was defined in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import symdiff as sd

from ..differentiation import carry_out
from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol
from ..interface.checking import verdict
from ..interface.reading import choose_variable, read, split_arguments, variable
from ..interface.rules import rule_lines
from ..interface.showing import FORMATS, NOTATIONS, has_decimals, left_side, show, show_conditional, show_value
from ..language import Definition, completions, is_name
from ..language.names import is_word
from ..rulebook import standard

DEFINITION = re.compile(r"\s*([^\W\d]\w*)\s*(?:\(([^()]*)\))?\s*:?=(?![=>])(.*)", re.DOTALL)
VERB = re.compile(r"([a-z]+)\b\s*(.*)", re.DOTALL)
FIRST_WORD = re.compile(r":?[a-z]*")
LEAVING = (":quit", "quit", "exit")
ANSWER = "ans"
APPROXIMATELY = "\N{ALMOST EQUAL TO}"
HELP = """\
x^2 sin(3x)           a formula: how it was understood, and its value if it has one
d/dx (x^2 sin(3x))    its derivative
diff x^2 sin(3x)      the same; diff a t^2, t, 2 names the variable and the order
f(x) = x^2 sin(3x)    defines a function; then f'(x), f''(x), f'(2), f(3)
y = x^3               defines a formula; then y', dy/dx
a = 2                 defines a number
ans                   the last answer; ans' is its derivative
check                 checks the last diff; check x^2, 2x checks a claim
gradient x^2 y        all the partial derivatives
:vars, :forget f      what is defined; forget it
:format latex         how answers are written: text, unicode, latex
:notation leibniz     or lagrange, euler, newton
:rules product sec    the rules of these names, or all
:help, :quit          this text; leave (so does Ctrl-D)"""


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

    def __init__(self) -> None:
        self.form = "text"
        self.notation: str | None = None
        self.definitions: dict[str, Definition] = {}
        self._used: dict[str, None] = {}
        self._last: tuple[Expression, Expression, Sequence[Symbol]] | None = None
        self._verbs: dict[str, Callable[[list[str]], list[str]]] = {
            "diff": self._diff,
            "check": self._check,
            "gradient": self._gradient,
        }
        self._commands: dict[str, Callable[[str], list[str]]] = {
            ":vars": self._vars,
            ":forget": self._forget,
            ":format": self._format,
            ":notation": self._notation,
            ":rules": self._rules,
            ":help": lambda _: HELP.split("\n"),
        }

    def execute(self, line: str) -> Reply:
        """Answer one line; a semicolon ends a statement."""
        lines: list[str] = []
        try:
            for statement in line.split(";"):
                if statement.strip() in (*LEAVING, ":q"):
                    return Reply(tuple(lines), leaves=True)
                lines += self._statement(statement.strip())
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
        verb = VERB.fullmatch(statement)
        if verb and verb[1] in self._verbs and verb[2]:
            formula = split_arguments(verb[2])[-1]
        else:
            formula = statement.rpartition("=")[2]
        found = completions(formula, standard().vocabulary, (*self.definitions, ANSWER))
        words, typed = list(found.words), len(formula) - found.start
        if FIRST_WORD.fullmatch(statement):
            commands = (*self._commands, *self._verbs, *LEAVING)
            words += sorted(word for word in commands if word.startswith(statement) and statement)
            typed = len(statement)
        return words, typed

    def _statement(self, statement: str) -> list[str]:
        if not statement or statement.startswith("#"):
            return []
        if statement.startswith(":") or statement == "help":
            name, _, argument = statement.partition(" ")
            return self._command(name if name != "help" else ":help", argument.strip())
        definition = DEFINITION.fullmatch(statement)
        if definition:
            return self._define(*definition.groups())
        verb = VERB.fullmatch(statement)
        if verb and verb[1] in self._verbs and verb[1] not in self.definitions:
            return self._verbs[verb[1]]([part for part in split_arguments(verb[2]) if part])
        return self._formula(statement)

    def _command(self, name: str, argument: str) -> list[str]:
        known = [command for command in self._commands if command.startswith(name)]
        if len(known) != 1:
            raise SymdiffError(f"{name} is no command; the commands are {', '.join(self._commands)}, :quit")
        return self._commands[known[0]](argument)

    # --- formulas -------------------------------------------------------------------------------

    def _read(self, text: str, without: Iterable[str] = ()) -> Expression:
        """The formula of a text with what was defined put in, but for some names."""
        known = {name: d for name, d in self.definitions.items() if name not in without}
        names = [name for name in self._used if name not in known]
        expression = carry_out(read(text, symbols=(*names, *without), definitions=known))
        self._declare(expression.free_symbols)
        return expression

    def _declare(self, symbols: Iterable[Symbol]) -> None:
        """Names are declared by use: after x and y, xy is a product."""
        for name in sorted(symbol.name for symbol in symbols):
            if not is_word(name):
                self._used.setdefault(name)

    def _show(self, expression: Expression) -> str:
        return show_conditional(expression, self.form, self.notation)

    def _formula(self, text: str) -> list[str]:
        expression = sd.tidy(self._read(text))
        self.definitions[ANSWER] = Definition((), expression)
        shown, value = self._show(expression), self._value(expression)
        if value is None or value == shown:
            return [shown]
        return [f"{shown} {'=' if '.' not in value else APPROXIMATELY} {value}"]

    def _value(self, expression: Expression) -> str | None:
        """The value of a formula that has no symbols, as text."""
        if expression.free_symbols:
            return None
        value = sd.evaluate(expression)
        return show_value(value, decimal=has_decimals(expression))

    def _define(self, name: str, parameters: str | None, text: str) -> list[str]:
        if name == ANSWER or not is_name(name) or name in standard().vocabulary.functions:
            raise SymdiffError(f"{name} has a meaning already and cannot be defined")
        names = [] if parameters is None else [part.strip() for part in parameters.split(",")]
        for parameter in names:
            if not is_name(parameter):
                raise SymdiffError(f"{parameter or 'nothing'} is not the name of a variable")
        body = self._read(text, names)
        self.definitions[name] = Definition(tuple(Symbol(parameter) for parameter in names), body)
        return [f"{self._left(name, names)} = {self._show(body)}"]

    def _left(self, name: str, parameters: Sequence[str]) -> str:
        left = Apply(name, map(Symbol, parameters)) if parameters else Symbol(name)
        return show(left, self.form, self.notation)

    # --- verbs: words that begin a line ---------------------------------------------------------------

    def _diff(self, parts: list[str]) -> list[str]:
        text, *variables = parts or [ANSWER]
        order = int(variables.pop()) if variables and variables[-1].isdecimal() else 1
        function = self._read(text, variables)
        chosen = [variable(v) for v in variables] or [choose_variable(function, "diff ..., {}")]
        chosen = chosen[:-1] + chosen[-1:] * order
        derivative = sd.diff(function, *chosen)
        self._last = (function, derivative, chosen)
        self.definitions[ANSWER] = Definition((), derivative)
        left = f"{left_side(chosen, self.notation, self.form)} = " if self.notation else ""
        return [left + self._show(derivative)]

    def _check(self, parts: list[str]) -> list[str]:
        if not parts and self._last is None:
            raise SymdiffError("there is nothing to check yet: write diff x^2 first, or check x^2, 2x")
        if not parts and self._last is not None:
            return str(verdict(*self._last)).split("\n")
        if len(parts) == 1:
            raise SymdiffError("check needs a formula and its derivative: check x^2, 2x")
        function, claim = self._read(parts[0], parts[2:]), self._read(parts[1], parts[2:])
        chosen = [variable(v) for v in parts[2:]] or [choose_variable(function, "check ..., ..., {}")]
        return str(verdict(function, claim, chosen)).split("\n")

    def _gradient(self, parts: list[str]) -> list[str]:
        text, *names = parts or [ANSWER]
        function = self._read(text, names)
        variables = [variable(n) for n in names] or sorted(function.free_symbols, key=lambda s: s.name)
        return [
            f"{left_side([v], self.notation or 'leibniz', self.form, variables)} = {self._show(partial)}"
            for v, partial in zip(variables, sd.gradient(function, variables), strict=True)
        ]

    # --- commands: words with a colon -----------------------------------------------------------------

    def _vars(self, _: str) -> list[str]:
        return [
            f"{self._left(name, [p.name for p in definition.parameters])} = {self._show(definition.body)}"
            for name, definition in self.definitions.items()
        ]

    def _forget(self, argument: str) -> list[str]:
        for name in argument.split() or list(self.definitions):
            if self.definitions.pop(name, None) is None:
                raise SymdiffError(f"{name} is not defined")
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
