"""The options that commands share, and the kinds of value that they take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any

# No argument can hold this character: it marks a formula that begins with a minus sign.
MARK = "\0"


def marked(argument: str, short: Sequence[str] = ()) -> str:
    """A formula such as -x^2 must not be taken for an option: options are -h, --word and the command's short ones."""
    is_option = argument in ("-", "-h", *short) or re.match(r"--([a-z]|$)", argument)
    return argument if is_option or not argument.startswith("-") else MARK + argument


def plain(argument: str) -> str:
    """An argument as it was typed, without its mark."""
    return argument.removeprefix(MARK)


def names(argument: str) -> list[str]:
    """`x,y` as names."""
    found = [name.strip() for name in plain(argument).split(",")]
    if not all(name.isidentifier() for name in found):
        raise argparse.ArgumentTypeError(f"a name, or names with commas between them, not {argument!r}")
    return found


def count(argument: str) -> int:
    """A whole number from 0 on."""
    try:
        number = int(plain(argument))
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"a whole number is expected, not {plain(argument)!r}")
    return number


def point(argument: str) -> dict[str, str]:
    """`x=1,y=pi/2` as names and texts."""
    found = {}
    for part in re.split(r",(?=[^,=<>!]+=)", plain(argument)):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (equals and name.isidentifier() and value):
            raise argparse.ArgumentTypeError(f"a point is written x=1 or x=1,y=2, not {part!r}")
        if name in found:
            raise argparse.ArgumentTypeError(f"{name} has two values")
        found[name] = value
    return found


class _Point(argparse.Action):
    """Joins the points of several options; a name with two values is refused."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        points = getattr(namespace, self.dest) or []
        for name in values:
            if any(name in earlier for earlier in points):
                parser.error(f"{name} has two values")
        setattr(namespace, self.dest, [*points, values])


def formulas(parser: argparse.ArgumentParser) -> None:
    """The formulas: arguments, the standard input or a file; and how they are read."""
    parser.add_argument(
        "formulas", nargs="*", type=plain, metavar="FORMULA", help="a formula, or - for the lines of the standard input"
    )
    rule_file(parser)
    parser.add_argument("--file", metavar="FILE", help="read formulas from a file, one a line (# begins a comment)")
    language(parser)


def rule_file(parser: argparse.ArgumentParser) -> None:
    """The user's own rules."""
    parser.add_argument("--rules", metavar="FILE", help="add the rules and functions of a file to the tables")


def language(parser: argparse.ArgumentParser) -> None:
    """How formulas are read."""
    parser.add_argument(
        "--input", choices=("auto", "text", "latex"), default="auto", help="how formulas are written (default: auto)"
    )
    parser.add_argument(
        "--symbols", type=names, default=[], metavar="A,B", help="declare names: a word made of them is a product"
    )


def variable(parser: argparse.ArgumentParser) -> None:
    """The variable of differentiation."""
    parser.add_argument(
        "--var", type=names, metavar="X", help="the variable (default: x, or the only symbol); x,y for d/dy of d/dx"
    )


def variables(parser: argparse.ArgumentParser) -> None:
    """The variables of a gradient."""
    parser.add_argument("--var", type=names, metavar="X,Y", help="the variables in order (default: all, by name)")


def order(parser: argparse.ArgumentParser) -> None:
    """Which derivative."""
    parser.add_argument("--order", type=count, default=1, metavar="N", help="which derivative (default: 1)")


def at(parser: argparse.ArgumentParser) -> None:
    """The point, and the kind of value there."""
    parser.add_argument(
        "--at", type=point, action=_Point, metavar="X=1", help="the value at a point: x=1, or x=1,y=pi/2"
    )
    parser.add_argument("--digits", type=count, metavar="N", help="the value to that many digits")
    parser.add_argument("--complex", action="store_true", help="values may be complex")


def check(parser: argparse.ArgumentParser) -> None:
    """Whether the answer is checked."""
    parser.add_argument("--check", action="store_true", help="check the derivative against the function")


def output(parser: argparse.ArgumentParser) -> None:
    """How the answer is written."""
    parser.add_argument(
        "--format", choices=("text", "unicode", "latex", "json"), default="text", help="how to write the answer"
    )


def steps(parser: argparse.ArgumentParser) -> None:
    """Whether the steps are shown."""
    parser.add_argument("--steps", action="store_true", help="the steps that lead to the answer, too")
    words(parser)


def words(parser: argparse.ArgumentParser) -> None:
    """The language of words."""
    parser.add_argument("--lang", type=plain, metavar="CODE", help="a language: en, zh, ... (default: by the locale)")


def shapes(parser: argparse.ArgumentParser) -> None:
    """What the names of a formula of matrices are."""
    parser.add_argument(
        "--shape",
        type=plain,
        action="append",
        metavar="'A: n x n'",
        help="a formula of matrices: what a name is ('x: n', 't: scalar', 'W: n x n symmetric'); once for each name",
    )
    parser.add_argument(
        "--layout", choices=("denominator", "numerator", "vec"), help="of matrices (default: denominator)"
    )


def notation(parser: argparse.ArgumentParser) -> None:
    """How derivatives are called."""
    parser.add_argument(
        "--notation",
        choices=("leibniz", "lagrange", "euler", "newton"),
        help="write an equation, and the derivatives of unknown functions, in that notation",
    )


def claim(parser: argparse.ArgumentParser) -> None:
    """A formula and what may be its derivative."""
    parser.add_argument("function", type=plain, metavar="FUNCTION", help="a formula")
    parser.add_argument("claim", type=plain, metavar="DERIVATIVE", help="what may be its derivative")
    parser.set_defaults(rules=None)
    language(parser)


def rule_names(parser: argparse.ArgumentParser) -> None:
    """Which rules."""
    named = "a rule, a function, `general` or `functions` (default: all)"
    parser.add_argument("names", nargs="*", type=plain, metavar="NAME", help=named)
    rule_file(parser)
    words(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the rules")
