"""`symdiff steps` and `symdiff limit`: how an answer is found."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import symdiff as sd

from ..errors import SymdiffError, visible
from ..expression import Apply, Expression, Symbol
from ..interface.existence import check_existence
from ..interface.reading import read, understood, understood_with_variables
from ..language import Reading
from .options import plain
from .report import complain, note
from .sources import sources

if TYPE_CHECKING:
    from ..explanation import Derivation

FORMATS = ("text", "plain", "markdown", "latex", "html", "json")
ENDINGS = {".md": "markdown", ".tex": "latex", ".html": "html", ".htm": "html", ".json": "json"}
DEPTHS = ("outline", "textbook", "every")
LAST_LINES = ("simplest", "tidy")
ANSWERED, FAILED = 0, 2


def step_options(parser: argparse.ArgumentParser) -> None:
    """What steps are shown of which way."""
    parser.add_argument("--depth", choices=DEPTHS, default="textbook", help="how much is shown (default: textbook)")
    last = "how the last line is written: as a book's answer, or as diff answers (default: simplest)"
    parser.add_argument("--form", choices=LAST_LINES, default="simplest", help=last)
    parser.add_argument("--why", action="store_true", help="say why tempting other rules would be wrong")
    parser.add_argument("--verdicts", action="store_true", help="check every step, and say what came of it")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--method", type=plain, metavar="NAME", help="another way: logarithmic, quotient, ...")
    way.add_argument("--ways", action="store_true", help="list the ways that fit, with their numbers of steps")
    way.add_argument("--from-definition", action="store_true", help="the limit of the difference quotient")
    way.add_argument("--implicit", type=plain, metavar="Y", help="the formula is an equation in x and Y")
    way.add_argument("--total", type=plain, metavar="X=...,Y=...", help="x and y are functions of --var (default: t)")
    way.add_argument("--parametric", action="store_true", help="two formulas: the curve x(t), y(t)")
    way.add_argument("--inverse", action="store_true", help="the slope of the inverse function")
    way.add_argument("--differential", action="store_true", help="the differential, in all symbols or in --var")
    parser.add_argument("--out", "-o", type=plain, metavar="FILE", help="write to a file (.md, .tex, .html, .json)")
    parser.add_argument("--format", choices=FORMATS, help="default: by the file's ending, else text")


def limit_options(parser: argparse.ArgumentParser) -> None:
    """Where the difference quotient is taken."""
    parser.add_argument("--at", type=plain, required=True, metavar="1", help="the point: 1, or x=1")
    parser.add_argument("--plot", type=plain, metavar="FILE", help="draw it too (svg, png, pdf)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write the table")


def language_of(options: argparse.Namespace) -> str:
    """The language that was chosen, or that of the locale.

    Raises:
        SymdiffError: there is no such language.
    """
    from ..documents import Catalogue
    from ..documents.catalogue import chosen_language

    return Catalogue(options.lang or chosen_language()).language


def steps(options: argparse.Namespace) -> int:
    """`symdiff steps`: the derivation of each formula."""
    from .commands import rulebook_of

    options.book = rulebook_of(options)
    options.lang = language_of(options)
    if options.parametric:
        texts = [source.text() for source in sources(options.formulas, options.file)]
        return _answered([texts], options)
    status = ANSWERED
    for source in sources(options.formulas, options.file):
        try:
            status = max(status, _answered([[source.text()]], options))
        except SymdiffError as error:
            complain(error, source.place)
            status = FAILED
    return status


def _answered(groups: Sequence[Sequence[str]], options: argparse.Namespace) -> int:
    for texts in groups:
        if options.ways:
            _list_ways(texts[0], options)
        elif options.shape:
            from .matrices import write_steps

            write_steps(texts[0], options)
        else:
            _write(_derivation(texts, options).in_form(options.form), options)
    return ANSWERED


def _list_ways(text: str, options: argparse.Namespace) -> None:
    from ..explanation import ways

    formula, by = _read_for(text, options)
    for way in ways(formula, by[0]):
        print(f"{way.method}: {way.step_count}: {visible(str(way.derivation.tidy))}")


def _read(text: str, options: argparse.Namespace) -> Expression:
    symbols = [*options.symbols, *(options.var or ())]
    return _told(understood(text, options.input, symbols=symbols, rules=options.book))


def _read_for(text: str, options: argparse.Namespace) -> tuple[Expression, list[Symbol]]:
    """The formula, and by what it is differentiated."""
    found, by = understood_with_variables(text, options.input, options.var or (), options.symbols, rules=options.book)
    check_existence(found.expression)
    return _told(found), by


def _told(found: Reading) -> Expression:
    if found.note:
        note(found.note)
    return found.expression


def _derivation(texts: Sequence[str], options: argparse.Namespace) -> Derivation:
    from .. import explanation

    by = options.var[0] if options.var else None
    if options.implicit:
        return explanation.implicit(_equation(texts[0], options), by or "x", options.implicit, options.order)
    if options.parametric:
        if len(texts) != 2:
            raise SymdiffError("a curve needs two formulas: symdiff steps --parametric 'cos(t)' 'sin(t)'")
        x, y = (_read(text, options) for text in texts)
        return explanation.parametric(x, y, by or "t", options.order)
    if options.total:
        return explanation.total(_read(texts[0], options), _inner(options.total, options), by or "t", options.order)
    if options.differential:
        return explanation.differential(_read(texts[0], options), options.var or (), options.order)
    formula, chosen = _read_for(texts[0], options)
    if options.from_definition:
        return explanation.from_definition(formula, chosen[0])
    if options.inverse:
        return explanation.inverse(formula, chosen[0], options.order)
    return sd.derive(formula, *(chosen * options.order), method=options.method, rules=options.book)


def _equation(text: str, options: argparse.Namespace) -> Expression:
    sides = [_read(side, options) for side in text.split("=")]
    if len(sides) > 2:
        raise SymdiffError("an equation has one sign =")
    return Apply("=", sides) if len(sides) == 2 else sides[0]


def _inner(text: str, options: argparse.Namespace) -> dict[str, Expression]:
    """`x=cos(t),y=sin(t)`."""
    from ..interface.reading import split_arguments

    found = {}
    for part in split_arguments(text):
        name, equals, formula = part.partition("=")
        if not equals:
            raise SymdiffError(f"--total is written x=cos(t),y=sin(t), not {visible(part)}")
        found[name.strip()] = _read(formula, options)
    return found


def _write(derivation: Derivation, options: argparse.Namespace) -> None:
    form = options.format or ENDINGS.get(Path(options.out or "").suffix.lower(), "text")
    if form == "text" and options.out is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        derivation.terminal(**_shown(options))
        return
    text = _written(derivation, form, options)
    if options.out is None:
        print("\n".join(map(visible, text.split("\n"))))
        return
    try:
        Path(options.out).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise SymdiffError(f"cannot write {visible(options.out)}: {error.strerror}") from error


def _written(derivation: Derivation, form: str, options: argparse.Namespace) -> str:
    if form == "json":
        return derivation.json(language=options.lang, verdicts=options.verdicts)
    if form == "latex":
        return derivation.latex(document=options.out is not None, **_shown(options))
    writers = {"markdown": derivation.markdown, "html": derivation.html}
    return str(writers.get(form, derivation.text)(**_shown(options)))


def _shown(options: argparse.Namespace) -> dict[str, Any]:
    return {"depth": options.depth, "language": options.lang, "why": options.why, "verdicts": options.verdicts}


def limit(options: argparse.Namespace) -> int:
    """`symdiff limit`: difference quotients for ever smaller h."""
    from ..explanation import difference_quotients

    options.book = None
    options.lang = language_of(options)
    status = ANSWERED
    for source in sources(options.formulas, options.file):
        try:
            formula, by = _read_for(source.text(), options)
            table = difference_quotients(formula, read(options.at.rpartition("=")[2]), by[0])
        except SymdiffError as error:
            complain(error, source.place)
            status = FAILED
            continue
        if options.format == "json":
            import json

            rows = [{"h": row.h, "quotient": row.quotient, "error": row.error} for row in table.rows]
            print(
                json.dumps(
                    {
                        "function": str(table.function),
                        "derivative": str(table.derivative),
                        "value": table.exact,
                        "rows": rows,
                    }
                )
            )
        else:
            print("\n".join(map(visible, table.text(options.lang).split("\n"))))
        if options.plot:
            from ..plotting.limits import draw_secants

            draw_secants(table.picture(options.lang), options.plot)
    return status
