"""`symdiff exercises` and `symdiff grade`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SymdiffError, visible
from ..interface.reading import understood
from .options import plain
from .report import complain, in_words, note

if TYPE_CHECKING:
    from ..grading.gradebook import Gradebook
    from ..practice import Item
    from ..practice.own_functions import Refused

LONG_RUN = 200  # items from which on progress is shown
ANSWERED, WRONG = 0, 1
REPORTS = ("text", "markdown", "html", "json", "csv")
TABLES = ("answers", "students", "questions")


def sheet_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which exercises a sheet has."""
    parser.add_argument("--topic", type=plain, metavar="TOPIC,...", help="what is practised: see `exercises list`")
    parser.add_argument("--level", type=int, metavar="1-5", help="how hard (default: 1 and 2)")
    parser.add_argument("--count", type=int, default=10, metavar="N", help="how many (default: 10)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another seed gives other exercises")
    parser.add_argument("--kind", type=plain, default="derivative", help="what is asked (default: derivative)")
    parser.add_argument("--rules", type=plain, default="", metavar="RULE,...", help="rules that every solution needs")
    parser.add_argument("--exclude", type=plain, default="", metavar="RULE,...", help="rules that no solution needs")
    parser.add_argument("--block", type=int, default=0, metavar="N", help="so many of a topic one after the other")
    parser.add_argument("--variants", type=plain, default="A", metavar="A,B,...", help="versions with other constants")
    parser.add_argument("--plan", type=plain, metavar="FILE", help="a whole test, described in a TOML file")
    parser.add_argument("--functions", type=plain, metavar="FILE", help="functions of your own, one a line")


def exercise_options(parser: argparse.ArgumentParser) -> None:
    """The options of `symdiff exercises`."""
    parser.add_argument("what", nargs="?", choices=("list",), help="list: the topics, levels, kinds and formats")
    sheet_options(parser)
    parser.add_argument("--title", type=plain, default="", help="the heading of the sheet")
    parser.add_argument("--lang", type=plain, metavar="CODE", help="a language: en, zh, ... (default: en)")
    parser.add_argument("--answers", choices=("none", "key", "worked"), help="what the sheet says of the answers")
    parser.add_argument("--format", metavar="FORMAT", help="default: by the file's ending, else markdown")
    parser.add_argument("--out", "-o", metavar="FILE", type=plain, help="write to a file")
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")


def grade_options(parser: argparse.ArgumentParser) -> None:
    """The options of `symdiff grade`."""
    parser.add_argument("formulas", nargs="*", type=plain, metavar="FUNCTION ANSWER", help="a function, and an answer")
    parser.add_argument("--file", type=plain, metavar="FILE", help="a class's answers, as a CSV table")
    parser.add_argument("--var", type=plain, metavar="X", help="the variable (default: x, or the only symbol)")
    parser.add_argument(
        "--form",
        choices=("any", "simplified", "factored", "expanded"),
        default="any",
        help="the form that was asked for",
    )
    sheet_options(parser)
    parser.add_argument("--lang", type=plain, metavar="CODE", default="en", help="a language: en, zh, ...")
    parser.add_argument("--hint", action="store_true", help="a hint instead of the explanation")
    parser.add_argument(
        "--points", type=plain, metavar="N,...", help="what each question counts, or one number for all"
    )
    parser.add_argument("--plot", type=plain, metavar="FILE", help="the class report as a picture (SVG)")
    parser.add_argument("--format", choices=REPORTS, default="text", help="how to write the report (default: text)")
    parser.add_argument("--table", choices=TABLES, default="answers", help="of what a CSV has a row (default: answers)")
    parser.add_argument("--out", "-o", type=plain, metavar="FILE", help="write the report to a file")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def exercises(options: argparse.Namespace) -> int:
    """`symdiff exercises`: a sheet in one of the formats."""
    from ..exports import chosen_format, export

    if options.what == "list":
        _list()
        return ANSWERED
    path = options.out or "-"
    form = chosen_format(path, options.format or (None if options.out else "markdown"), force=options.force)
    items, title, language, answers = _sheet(options)
    export(
        items,
        path,
        form.name,
        title=title,
        language=language,
        answers=answers,
        recipe=_recipe(options),
        force=options.force,
        progress=_Progress("writing", len(items)).step,
    )
    return ANSWERED


def grade(options: argparse.Namespace) -> int:
    """`symdiff grade`: one answer, or a class's answers from a CSV file."""
    from ..documents import Catalogue

    options.lang = Catalogue(options.lang).language
    return _grade_one(options) if options.file is None else _grade_class(options)


def _grade_class(options: argparse.Namespace) -> int:
    from ..exports.files import STANDARD_OUTPUT, refuse_to_replace, write
    from ..grading.gradebook import gradebook
    from ..grading.reports import svg
    from ..grading.tables import decoded, read_answers

    if options.formulas:
        raise SymdiffError("with --file the functions and answers stand in the table")
    for path in filter(None, (options.out, options.plot)):
        refuse_to_replace(path, force=options.force)
    items = _sheet(options)[0] if options.topic or options.plan or options.rules or options.functions else []
    answers = read_answers(decoded(_data_of(options.file)), items)
    book = gradebook(answers, points=_points(options.points), form=options.form)
    if book.ignored:
        note(f"columns that are neither names nor questions: {', '.join(map(visible, book.ignored))}")
    for problem in book.problems:
        complain(problem.message, f"line {problem.line}")
    write(_written(book, options), options.out or STANDARD_OUTPUT, force=options.force)
    if options.plot:
        write(svg(book, options.lang), options.plot, force=options.force)
    return WRONG if book.problems else ANSWERED


def _written(book: Gradebook, options: argparse.Namespace) -> str:
    from ..documents.html import Html
    from ..documents.markdown import Markdown
    from ..documents.text import Text
    from ..grading.reports import document, record, table

    match options.format:
        case "json":
            return _json(record(book, options.lang))
        case "csv":
            return table(book, options.table, options.lang)
        case "html":
            return Html(options.lang).document(document(book))
        case "markdown":
            return Markdown(options.lang).document(document(book))
        case _:
            lines = Text(options.lang).document(document(book)).split("\n")
            return "".join(f"{visible(line)}\n" for line in lines)


def _points(text: str | None) -> list[Fraction]:
    """The numbers of an option such as 2,2,3."""
    found = []
    for word in (text or "").split(","):
        try:
            found += [Fraction(word.strip())] if text else []
        except (ValueError, ZeroDivisionError):
            raise SymdiffError(f"--points: {visible(word)!r} is no number; write --points 2,2,3") from None
    if any(points < 0 for points in found):
        raise SymdiffError("--points: a question counts nothing or more, not less than nothing")
    return found


def _grade_one(options: argparse.Namespace) -> int:
    from ..grading import grade as judge

    if len(options.formulas) != 2:
        raise SymdiffError("a function and an answer are expected, or --file with a CSV table")
    function, answer = options.formulas
    question = understood(function, symbols=[options.var] if options.var else [], variable=options.var)
    if question.note:
        note(question.note)
    result = judge(question.expression, answer, options.var, form=options.form)
    if options.format == "json":
        feedback = [sentence.text(options.lang) for sentence in result.sentences()]
        hint = None if result.hint is None else result.hint.text(options.lang)
        names = [list(e.names) for e in result.explanations]
        read_as = None if result.answer is None else str(result.answer)
        record = {"status": result.status, "read_as": read_as, "explanations": names}
        print(_json({**record, "feedback": feedback, "hint": hint}), end="")
    elif options.hint and result.hint is not None:
        print(result.hint.text(options.lang))
    else:
        print(result.text(options.lang))
    return ANSWERED if result else WRONG


def _sheet(options: argparse.Namespace) -> tuple[list[Item], str, str, str]:
    """The items, the title, the language, and what is said of the answers."""
    if options.plan is not None:
        from ..practice.plans import read_plan

        plan = read_plan(options.plan)
        title = getattr(options, "title", "") or plan.title
        refused: list[Refused] = []
        items = plan.items(refused)
        _tell(items, refused)
        return items, title, options.lang or plan.language, getattr(options, "answers", None) or plan.answers
    variants = [variant.strip() for variant in options.variants.split(",")]
    if options.functions is not None:
        items = _own_items(options, variants)
    else:
        items = [item for variant in variants for item in _items(options, variant)]
    return items, getattr(options, "title", ""), options.lang or "en", getattr(options, "answers", None) or "none"


def _own_items(options: argparse.Namespace, variants: list[str]) -> list[Item]:
    """The exercises on the functions of a file; what is wrong with a line is told, and the others are done."""
    from ..grading.tables import decoded
    from ..practice.own_functions import Given, functions_in

    if options.topic or options.level or options.rules or options.exclude or options.block:
        raise SymdiffError("--functions takes the place of --topic, --level, --rules, --exclude and --block")
    name = "line" if options.functions == "-" else visible(options.functions)
    given = Given(tuple(functions_in(decoded(_data_of(options.functions)), name)), options.kind, options.seed)
    made = [given.items(variant) for variant in variants]
    items = [item for version, _ in made for item in version]
    _tell(items, [line for _, refused in made for line in refused])
    note(f"the levels of the functions: {', '.join(str(item.level) for item in made[0][0])}")
    if not items:
        raise SymdiffError(f"{visible(options.functions)} holds no function that an exercise can be made of")
    return items


def _tell(items: list[Item], refused: list[Refused]) -> None:
    """Say which lines were left out, and why; what is wrong in every version is told once."""
    for place, error in {line.place + str(line.error): (line.place, line.error) for line in refused}.values():
        complain(error, place)
    if refused:
        note(f"{len(refused)} left out, {len(items)} made")


def _items(options: argparse.Namespace, variant: str) -> Iterator[Item]:
    from ..practice.generation import sheet
    from ..practice.requests import request

    wanted = request(options.topic, options.level, options.kind, options.rules, options.exclude, options.block)
    progress = _Progress("making", options.count)
    return sheet(wanted, options.seed, options.count, variant, progress.step)


class _Progress:
    """How far a long run is, on a terminal; a short run says nothing."""

    def __init__(self, what: str, count: int) -> None:
        self.what, self.count, self.done = what, count, 0
        self.is_shown = count >= LONG_RUN and sys.stderr.isatty()

    def step(self) -> None:
        """Note that one more is done."""
        self.done += 1
        if self.is_shown and (self.done % 50 == 0 or self.done == self.count):
            filled = 30 * self.done // self.count
            bar = f"{in_words(self.what)} [{'#' * filled}{'.' * (30 - filled)}] {self.done}/{self.count}"
            print(f"\r{bar}", end="\n" if self.done == self.count else "", file=sys.stderr, flush=True)


def _recipe(options: argparse.Namespace) -> str:
    """The line that makes the sheet again."""
    if options.plan is not None:
        return f"symdiff exercises --plan {Path(options.plan).name}"
    words = ["symdiff", "exercises"]
    if options.functions is not None:
        words += ["--functions", Path(options.functions).name]
    for name, usual in (
        ("topic", None),
        ("level", None),
        ("count", 10 if options.functions is not None else None),
        ("seed", 0 if options.functions is not None else None),
        ("kind", "derivative"),
        ("rules", ""),
        ("exclude", ""),
        ("block", 0),
        ("variants", "A"),
    ):
        value = getattr(options, name)
        if value is not None and value != usual:
            words += [f"--{name}", str(value)]
    return " ".join(words)


def _list() -> None:
    from ..exports import FORMATS
    from ..practice.kinds import KINDS
    from ..practice.levels import LEVELS
    from ..practice.topics import TOPICS

    print(in_words("topics (levels):"))
    for topic in TOPICS.values():
        print(f"  {topic.name:14} {' '.join(map(str, topic.levels))}")
    print(in_words("levels (effort, see the documentation):"))
    for number, level in LEVELS.items():
        low, high = level.effort
        print(f"  {number}  {in_words(f'{low} to {high}')}")
    print(in_words("kinds:"))
    for name, kind in KINDS.items():
        print(f"  {name:14} {in_words(kind.summary)}")
    print(in_words("formats:"))
    for form in FORMATS.values():
        print(f"  {form.name:14} {in_words(form.summary)}")


def _data_of(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise SymdiffError(f"cannot read {visible(path)}: {error.strerror}") from None


def _json(record: dict[str, Any]) -> str:
    import json

    return json.dumps(record, ensure_ascii=False) + "\n"
