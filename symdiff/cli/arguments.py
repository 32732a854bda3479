"""From the words of the command line to the options of a command, and help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

from .._version import __version__
from ..core import name as core
from ..errors import visible
from .catalogue import COMMANDS
from .options import MARK, marked, plain
from .report import in_words

LANGUAGE = "--lang"


class _Parser(argparse.ArgumentParser):
    """A parser that says everything in the chosen language."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        said = visible(in_words(message.replace(MARK, "")))
        self.exit(2, f"{self.prog}: {said}\n{in_words(f'(examples: {self.prog} --help)')}\n")

    def format_help(self) -> str:
        for action in self._actions:
            action.help = action.help and in_words(action.help)
        for group in self._action_groups:
            group.title = group.title and in_words(group.title)
        return super().format_help()


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. What argparse does to know the width takes longer than all else it does."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except OSError:
            width = 80
        super().__init__(prog, width=min(width, 100) - 2)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, in_words("usage: ") if prefix is None else prefix)


def leading_language(arguments: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The language that is named before the command, and what stands behind it.

    >>> leading_language(["--lang", "zh", "diff", "x^2"])
    ('zh', ['diff', 'x^2'])
    """
    first = arguments[0] if arguments else ""
    if first.startswith(f"{LANGUAGE}="):
        return first.partition("=")[2], arguments[1:]
    if first == LANGUAGE and len(arguments) > 1:
        return arguments[1], arguments[2:]
    return None, arguments


def parse_arguments(arguments: Sequence[str], language: str | None = None) -> argparse.Namespace | None:
    """The options of the command that is asked for, or None when help or the version was printed.

    Args:
        arguments: the words of the command line.
        language: the language of words where the command does not name another.

    A wrong usage says so on the standard error stream and raises SystemExit(2), as argparse does.
    """
    head, *rest = arguments or ("--help",)
    if LANGUAGE in " ".join(rest):
        _choose_language(rest)
    if head == "help" and rest:
        head, rest = rest[0], ["--help"]
    if head in ("--version", "--help", "-h", "help"):
        print(f"symdiff {__version__} ({core} core)" if head == "--version" else _overview())
        return None
    if head not in COMMANDS:
        _unknown_command(head)
    parser = _parser(head)
    if language is not None:
        parser.set_defaults(lang=language)
    try:
        options, more = parser.parse_known_args([marked(a, COMMANDS[head].short) for a in rest])
    except SystemExit as leaving:
        if leaving.code:
            raise
        return None  # --help
    _complete(options, more, parser)
    return options


def _choose_language(arguments: Sequence[str]) -> None:
    """The language that the options of a command name: chosen before they are read, for what may be wrong with them."""
    from ..documents.catalogue import languages, use_language

    found = [after for before, after in pairwise(arguments) if before == LANGUAGE]
    found += [argument.partition("=")[2] for argument in arguments if argument.startswith(f"{LANGUAGE}=")]
    if found and found[-1] in languages():
        use_language(found[-1])


def _complete(options: argparse.Namespace, more: Sequence[str], parser: argparse.ArgumentParser) -> None:
    """Add the formulas that argparse left over, and refuse what goes together with nothing."""
    # Formulas may stand before and behind the options; argparse takes only the first group of them.
    if any(argument.startswith("-") for argument in more) or (more and not hasattr(options, "formulas")):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        options.formulas += map(plain, more)
    if getattr(options, "formulas", None) == [] and options.file is None:
        parser.error("a formula is expected, or - to read the standard input, or --file")
    if len(getattr(options, "var", None) or ()) > 1 and getattr(options, "order", 1) > 1:
        parser.error("--order goes with one variable")


def _parser(name: str) -> argparse.ArgumentParser:
    command = COMMANDS[name]
    parser = _Parser(
        prog=f"symdiff {name}",
        description=_sentence(command.summary),
        epilog=in_words("examples:") + "\n" + "\n".join(f"  {example}" for example in command.examples),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command=name)
    for option in command.options:
        named(option if "." in option else f"options.{option}")(parser)
    return parser


def named(path: str) -> Callable[[Any], Any]:
    """The function of a module of this package: `commands.differentiate`."""
    module, _, function = path.rpartition(".")
    found: Callable[[Any], Any] = getattr(import_module(f".{module}", __package__), function)
    return found


def _overview() -> str:
    width = max(map(len, COMMANDS))
    summaries = "\n".join(f"  {name:{width}}  {in_words(command.summary)}" for name, command in COMMANDS.items())
    return f"""\
{in_words("usage: ")}symdiff COMMAND ...

{in_words("Symbolic differentiation by a table of rules.")}

{in_words("commands:")}
{summaries}

{in_words("examples:")}
  {COMMANDS["diff"].examples[0]}
  {COMMANDS["check"].examples[0]}
  symdiff diff --help

{in_words("symdiff alone on a terminal begins an interactive session; --version prints the version;")}
{in_words("--lang CODE before the command, or alone, chooses the language.")}"""


def _sentence(summary: str) -> str:
    said = in_words(summary)
    return f"{said[0].upper()}{said[1:]}." if said == summary else f"{said}。"


def _unknown_command(name: str) -> NoReturn:
    import difflib

    close = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"did you mean {close[0]}?" if close else f"a formula needs a command: symdiff diff {_quoted(name)}"
    _Parser(prog="symdiff", usage="symdiff COMMAND ...", formatter_class=_Formatter).error(
        f"there is no command {_quoted(name)}; {hint}"
    )


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(visible(text if len(text) < 80 else text[:77] + "..."))
