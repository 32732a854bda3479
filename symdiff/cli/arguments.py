"""The commands, their options and their help."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from .._version import __version__
from ..errors import visible
from . import commands, practice, tutoring

Adder = Callable[[argparse.ArgumentParser], None]

# No argument can hold this character: it marks a formula that begins with a minus sign.
_MARK = "\0"
SHORT = {"exercises": ("-o",), "steps": ("-o",)}  # the short options of commands


@dataclass(frozen=True)
class Command:
    """One command: what `--help` says of it, its options, and the function that runs it."""

    summary: str
    examples: tuple[str, ...]
    options: tuple[Adder, ...]
    run: Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {visible(message.replace(_MARK, ''))}\n(examples: {self.prog} --help)\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. What argparse does to know the width takes longer than all else it does."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except OSError:
            width = 80
        super().__init__(prog, width=min(width, 100) - 2)


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace | None:
    """The options of the command that is asked for, or None when help or the version was printed.

    A wrong usage says so on the standard error stream and raises SystemExit(2), as argparse does.
    """
    head, *rest = arguments or ("--help",)
    if head == "help" and rest:
        head, rest = rest[0], ["--help"]
    if head in ("--version", "--help", "-h", "help"):
        print(f"symdiff {__version__}" if head == "--version" else _overview())
        return None
    if head not in COMMANDS:
        _unknown_command(head)
    parser = _parser(head)
    try:
        options, more = parser.parse_known_args([_marked(a, SHORT.get(head, ())) for a in rest])
    except SystemExit as leaving:
        if leaving.code:
            raise
        return None  # --help
    _complete(options, more, parser)
    return options


def _complete(options: argparse.Namespace, more: Sequence[str], parser: argparse.ArgumentParser) -> None:
    """Add the formulas that argparse left over, and refuse what goes together with nothing."""
    # Formulas may stand before and behind the options; argparse takes only the first group of them.
    if any(argument.startswith("-") for argument in more) or (more and not hasattr(options, "formulas")):
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        options.formulas += map(_text, more)
    if getattr(options, "formulas", None) == [] and options.file is None:
        parser.error("a formula is expected, or - to read the standard input, or --file")
    if len(getattr(options, "var", None) or ()) > 1 and getattr(options, "order", 1) > 1:
        parser.error("--order goes with one variable")


def _parser(name: str) -> argparse.ArgumentParser:
    command = COMMANDS[name]
    parser = _Parser(
        prog=f"symdiff {name}",
        description=command.summary[0].upper() + command.summary[1:] + ".",
        epilog="examples:\n" + "\n".join(f"  {example}" for example in command.examples),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.set_defaults(command=name)
    for add in command.options:
        add(parser)
    return parser


def _marked(argument: str, short: Sequence[str] = ()) -> str:
    """A formula such as -x^2 must not be taken for an option: options are -h, --word and the command's short ones."""
    is_option = argument in ("-", "-h", *short) or re.match(r"--([a-z]|$)", argument)
    return argument if is_option or not argument.startswith("-") else _MARK + argument


def _text(argument: str) -> str:
    return argument.removeprefix(_MARK)


def _names(argument: str) -> list[str]:
    names = [name.strip() for name in _text(argument).split(",")]
    if not all(name.isidentifier() for name in names):
        raise argparse.ArgumentTypeError(f"a name, or names with commas between them, not {argument!r}")
    return names


def _count(argument: str) -> int:
    try:
        number = int(_text(argument))
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"a whole number is expected, not {_text(argument)!r}")
    return number


def _point(argument: str) -> dict[str, str]:
    """`x=1,y=pi/2` as names and texts."""
    point = {}
    for part in re.split(r",(?=[^,=<>!]+=)", _text(argument)):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (equals and name.isidentifier() and value):
            raise argparse.ArgumentTypeError(f"a point is written x=1 or x=1,y=2, not {part!r}")
        point[name] = value
    return point


def _formulas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "formulas", nargs="*", type=_text, metavar="FORMULA", help="a formula, or - for the lines of the standard input"
    )
    _rule_file(parser)
    parser.add_argument("--file", metavar="FILE", help="read formulas from a file, one a line (# begins a comment)")
    _language(parser)


def _rule_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rules", metavar="FILE", help="add the rules and functions of a file to the tables")


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--input", choices=("auto", "text", "latex"), default="auto", help="how formulas are written (default: auto)"
    )
    parser.add_argument(
        "--symbols", type=_names, default=[], metavar="A,B", help="declare names: a word made of them is a product"
    )


def _variable(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--var", type=_names, metavar="X", help="the variable (default: x, or the only symbol); x,y for d/dy of d/dx"
    )


def _variables(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--var", type=_names, metavar="X,Y", help="the variables in order (default: all, by name)")


def _order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--order", type=_count, default=1, metavar="N", help="which derivative (default: 1)")


def _at(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at", type=_point, action="append", metavar="X=1", help="the value at a point: x=1, or x=1,y=pi/2"
    )
    parser.add_argument("--digits", type=_count, metavar="N", help="the value to that many digits")
    parser.add_argument("--complex", action="store_true", help="values may be complex")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="check the derivative against the function")


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "unicode", "latex", "json"), default="text", help="how to write the answer"
    )


def _steps(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--steps", action="store_true", help="the steps that lead to the answer, too")
    tutoring.language_option(parser)


def _notation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--notation",
        choices=("leibniz", "lagrange", "euler", "newton"),
        help="write an equation, and the derivatives of unknown functions, in that notation",
    )


def _claim(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("function", type=_text, metavar="FUNCTION", help="a formula")
    parser.add_argument("claim", type=_text, metavar="DERIVATIVE", help="what may be its derivative")
    parser.set_defaults(rules=None)
    _language(parser)


def _rule_names(parser: argparse.ArgumentParser) -> None:
    named = "a rule, a function, `general` or `functions` (default: all)"
    parser.add_argument("names", nargs="*", type=_text, metavar="NAME", help=named)
    _rule_file(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the rules")


COMMANDS = {
    "diff": Command(
        "the derivative of a formula",
        (
            "symdiff diff 'x^2 sin(3x)'",
            "symdiff diff 'a t^2' --var t --order 2",
            "symdiff diff 'ln(x)/x' --at x=1 --check",
            "symdiff diff '\\frac{x}{\\sqrt{1+x^2}}' --format latex",
            "symdiff diff - < formulas.txt",
        ),
        (_formulas, _variable, _order, _at, _check, _notation, _steps, _format),
        commands.differentiate,
    ),
    "simplify": Command(
        "the simplest form of a formula",
        ("symdiff simplify '(x^2-1)/(x-1)'", "symdiff diff 'ln(x)/x' --order 2 | symdiff simplify -"),
        (_formulas, _notation, _format),
        commands.simplify,
    ),
    "eval": Command(
        "the value of a formula at a point",
        ("symdiff eval 'x^2/3' --at x=2", "symdiff eval 'sin(pi/3)' --digits 30", "symdiff eval 'ln(-1)' --complex"),
        (_formulas, _at, _format),
        commands.evaluate,
    ),
    "check": Command(
        "whether the second formula is the derivative of the first",
        ("symdiff check 'sin(x)^2' 'sin(2x)'", "symdiff check 'a t^3' '3a t^2' --var t"),
        (_claim, _variable, _order, _format),
        commands.check,
    ),
    "gradient": Command(
        "all the partial derivatives of a formula",
        ("symdiff gradient 'x^2 y + sin(y)'", "symdiff gradient 'a x + b y' --var x,y --at a=1,b=2,x=3,y=4"),
        (_formulas, _variables, _at, _notation, _format),
        commands.gradient,
    ),
    "steps": Command(
        "how a derivative is found, step by step",
        (
            "symdiff steps 'x^2 sin(3x)'",
            "symdiff steps 'x^x' --method logarithmic --lang zh",
            "symdiff steps 'x^2 + y^2 = 1' --implicit y",
            "symdiff steps 'sin(x)' --from-definition",
            "symdiff steps 'e^(x^2)' --why -o steps.html",
        ),
        (_formulas, _variable, _order, tutoring.step_options, tutoring.language_option),
        tutoring.steps,
    ),
    "limit": Command(
        "difference quotients at a point for ever smaller h",
        ("symdiff limit 'x^2' --at 1", "symdiff limit 'sin(x)' --at pi/3 --plot secants.svg"),
        (_formulas, _variable, tutoring.limit_options, tutoring.language_option),
        tutoring.limit,
    ),
    "rules": Command(
        "the rules of differentiation and the known functions",
        ("symdiff rules", "symdiff rules product sec"),
        (_rule_names,),
        commands.rules,
    ),
    "exercises": Command(
        "a sheet of exercises, with keys, worked solutions and wrong answers",
        (
            "symdiff exercises list",
            "symdiff exercises --topic chain --level 3 --count 20 --seed 7 --title 'Quiz 2' -o quiz.pdf",
            "symdiff exercises --topic product,quotient --answers worked",
            "symdiff exercises --plan test.toml --format latex -o test.tex",
        ),
        (practice.exercise_options,),
        practice.exercises,
    ),
    "grade": Command(
        "whether an answer is right, and what went wrong",
        (
            "symdiff grade 'sin(x^2)' 'cos(x^2)'",
            "symdiff grade --file answers.csv",
            "symdiff grade --file answers.csv --topic chain --level 3 --count 20 --seed 7 --plot class.svg",
        ),
        (practice.grade_options,),
        practice.grade,
    ),
    "repl": Command("an interactive session", ("symdiff", "symdiff repl < session.txt"), (), commands.repl),
}


def _overview() -> str:
    width = max(map(len, COMMANDS))
    summaries = "\n".join(f"  {name:{width}}  {command.summary}" for name, command in COMMANDS.items())
    return f"""\
usage: symdiff COMMAND ...

Symbolic differentiation by a table of rules.

commands:
{summaries}

examples:
  {COMMANDS["diff"].examples[0]}
  {COMMANDS["check"].examples[0]}
  symdiff diff --help

symdiff alone on a terminal begins an interactive session; --version prints the version."""


def _unknown_command(name: str) -> NoReturn:
    import difflib

    close = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"did you mean {close[0]}?" if close else f"a formula needs a command: symdiff diff {_quoted(name)}"
    _Parser(prog="symdiff", usage="symdiff COMMAND ...").error(f"there is no command {_quoted(name)}; {hint}")


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(visible(text if len(text) < 80 else text[:77] + "..."))
