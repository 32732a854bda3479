"""`symdiff plot`."""

from __future__ import annotations

import argparse
import shutil
from typing import TYPE_CHECKING

from ..errors import SymdiffError, visible
from ..interface.reading import understood
from .options import plain
from .report import note
from .sources import sources

if TYPE_CHECKING:
    from ..expression import Expression
    from ..pictures import Picture, Range

WIDEST = 100


def plot_options(parser: argparse.ArgumentParser) -> None:
    """The options of `symdiff plot`."""
    parser.add_argument(
        "--range", type=plain, default="-5,5", metavar="A,B", help="from where to where (default: -5,5)"
    )
    parser.add_argument("--heights", type=plain, metavar="A,B", help="the same for the values (default: most of them)")
    parser.add_argument("--derivative", action="store_true", help="draw the derivative of each function too")
    parser.add_argument("--tangent", type=plain, metavar="A", help="draw the tangent of the first function there")
    parser.add_argument("--secants", type=plain, default="", metavar="H,H", help="with --tangent: draw secants too")
    parser.add_argument("--log", choices=("x", "y", "xy"), default="", help="logarithmic axes")
    parser.add_argument("--title", type=plain, default="", help="the title")
    parser.add_argument("--out", "-o", type=plain, metavar="FILE", help="write a picture (.svg, .png, .pdf)")


def plot(options: argparse.Namespace) -> int:
    """`symdiff plot`: all functions in one picture."""
    from ..documents.catalogue import Catalogue, chosen_language
    from ..pictures import contour

    language = Catalogue(options.lang or chosen_language()).language
    functions = [_read(source.text(), options) for source in sources(options.formulas, options.file)]
    if not functions:
        raise SymdiffError("a function is expected: symdiff plot 'x^2'")
    if len(functions) == 1 and len(functions[0].free_symbols) == 2 and not options.var:
        ends = _range(options.range)
        picture = contour(functions[0], ends, _range(options.heights) if options.heights else ends, title=options.title)
    else:
        picture = _graphs(functions, options, language)
    if options.out:
        picture.save(options.out)
    elif picture.curves:
        print(visible_lines(picture.text(min(shutil.get_terminal_size().columns, WIDEST) - 12)))
    else:
        raise SymdiffError("contour lines are drawn into a file: name one with -o")
    return 0


def _graphs(functions: list[Expression], options: argparse.Namespace, language: str) -> Picture:
    from ..pictures import plot as drawn

    return drawn(
        *functions,
        x=_range(options.range),
        y=_range(options.heights) if options.heights else None,
        variable=options.var[0] if options.var else None,
        derivative=options.derivative,
        tangent=None if options.tangent is None else _number(options.tangent),
        secants=[_number(h) for h in options.secants.split(",") if h],
        title=options.title,
        scales=("log" if "x" in options.log else "linear", "log" if "y" in options.log else "linear"),
        language=language,
    )


def visible_lines(text: str) -> str:
    """The lines with what cannot be seen as escapes."""
    return "\n".join(map(visible, text.split("\n")))


def _read(text: str, options: argparse.Namespace) -> Expression:
    found = understood(text, options.input, symbols=[*options.symbols, *(options.var or ())])
    if found.note:
        note(found.note)
    return found.expression


def _range(text: str) -> Range:
    ends = text.split(",")
    if len(ends) != 2:
        raise SymdiffError(f"{visible(text)!r} is no range; write -3,3")
    low, high = map(_number, ends)
    return low, high


def _number(text: str) -> float:
    try:
        return float(understood(text).expression)
    except SymdiffError:
        raise SymdiffError(f"{visible(text)!r} is no number; write 1 or pi/2") from None
