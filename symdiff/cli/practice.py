"""`symdiff exercises` and `symdiff grade`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import SymdiffError, visible
from ..interface.reading import understood
from .options import plain
from .report import note

if TYPE_CHECKING:
    from ..practice import Item

LONG_RUN = 200  # items from which on progress is shown
ANSWERED, WRONG = 0, 1


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
    parser.add_argument("--file", type=plain, metavar="FILE", help="a CSV table: student, item (or question), answer")
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
    parser.add_argument("--plot", type=plain, metavar="FILE", help="the class's misconceptions as a picture (SVG)")
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="how to write the report")
    parser.add_argument("--force", action="store_true", help="replace the picture if it is there")


def exercises(options: argparse.Namespace) -> int:
    """`symdiff exercises`: a sheet in one of the formats."""
    from ..exports import export, format_of

    if options.what == "list":
        _list()
        return ANSWERED
    items, title, language, answers = _sheet(options)
    form = options.format or (format_of(options.out).name if options.out else "markdown")
    export(
        items,
        options.out or "-",
        form,
        title=title,
        language=language,
        answers=answers,
        recipe=_recipe(options),
        force=options.force,
    )
    return ANSWERED


def grade(options: argparse.Namespace) -> int:
    """`symdiff grade`: one answer, or a class's answers from a CSV file."""
    from ..documents import Catalogue
    from ..grading.reports import grade_all, read_answers

    options.lang = Catalogue(options.lang).language
    if options.file is None:
        return _grade_one(options)
    wants_items = bool(options.topic or options.plan or options.rules)
    items = _sheet(options)[0] if wants_items else []
    report = grade_all(read_answers(_text_of(options.file), items))
    if options.format == "json":
        _print_json(report.record(options.lang))
    elif options.format == "csv":
        print(report.table(), end="")
    else:
        for line in report.lines(options.lang):
            print(visible(line))
    if options.plot:
        from ..exports.files import write

        write(report.svg(), options.plot, force=options.force)
    return ANSWERED


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
        _print_json({**record, "feedback": feedback, "hint": hint})
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
        return plan.items(), title, options.lang or plan.language, getattr(options, "answers", None) or plan.answers
    items = [item for variant in options.variants.split(",") for item in _items(options, variant.strip())]
    return items, getattr(options, "title", ""), options.lang or "en", getattr(options, "answers", None) or "none"


def _items(options: argparse.Namespace, variant: str) -> Iterator[Item]:
    from ..practice.generation import sheet
    from ..practice.requests import request

    wanted = request(options.topic, options.level, options.kind, options.rules, options.exclude, options.block)
    show = options.count >= LONG_RUN and sys.stderr.isatty()
    for number, item in enumerate(sheet(wanted, options.seed, options.count, variant), 1):
        if show and (number % 50 == 0 or number == options.count):
            _progress(number, options.count)
        yield item


def _progress(done: int, count: int) -> None:
    filled = 30 * done // count
    end = "\n" if done == count else ""
    print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done} of {count}", end=end, file=sys.stderr, flush=True)


def _recipe(options: argparse.Namespace) -> str:
    """The line that makes the sheet again."""
    if options.plan is not None:
        return f"symdiff exercises --plan {Path(options.plan).name}"
    words = ["symdiff", "exercises"]
    for name, usual in (
        ("topic", None),
        ("level", None),
        ("count", None),
        ("seed", None),
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

    print("topics (levels):")
    for topic in TOPICS.values():
        print(f"  {topic.name:14} {' '.join(map(str, topic.levels))}")
    print("levels (effort, see the documentation):")
    for number, level in LEVELS.items():
        low, high = level.effort
        print(f"  {number}  {low} to {high}")
    print("kinds:")
    for name, kind in KINDS.items():
        print(f"  {name:14} {kind.summary}")
    print("formats:")
    for form in FORMATS.values():
        print(f"  {form.name:14} {form.summary}")


def _text_of(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SymdiffError(f"cannot read {visible(path)}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SymdiffError(f"{visible(path)} is not UTF-8: save it as UTF-8") from None


def _print_json(record: dict[str, Any]) -> None:
    import json

    print(json.dumps(record, ensure_ascii=False))
