"""What each command does with its formulas."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict

import symdiff as sd

from ..errors import SymdiffError
from ..expression import Apply, Expression, Symbol
from ..interface.checking import verdict
from ..interface.reading import is_latex, read, read_point, variables
from ..interface.showing import has_decimals, left_side, show, show_condition, show_conditional, show_value
from ..rulebook import Rulebook
from .answers import Answer, write
from .report import note
from .sources import Source, sources

ANSWERED, REFUTED, FAILED = 0, 1, 2
Work = Callable[[str, argparse.Namespace, Answer], None]


def differentiate(options: argparse.Namespace) -> int:
    """`symdiff diff`: the derivative, and with options its check and its value at a point."""
    return _each(options, _derivative)


def evaluate(options: argparse.Namespace) -> int:
    """`symdiff eval`: the value at a point."""
    return _each(options, _value)


def gradient(options: argparse.Namespace) -> int:
    """`symdiff gradient`: all the partial derivatives."""
    return _each(options, _gradient)


def simplify(options: argparse.Namespace) -> int:
    """`symdiff simplify`: the simplest form."""
    return _each(options, _simplified)


def check(options: argparse.Namespace) -> int:
    """`symdiff check`: whether one formula is the derivative of another."""
    options.book = rulebook_of(options)
    return _answer(Source(options.function.encode("utf-8", "surrogateescape")), options, _claim)


def rules(options: argparse.Namespace) -> int:
    """`symdiff rules`: the tables."""
    from ..interface.rules import rows, rule_lines

    book = rulebook_of(options)
    if options.format == "json":
        write(Answer(record={"rules": [asdict(row) for row in rows(options.names, book)]}, structured=True))
    else:
        lines = rule_lines(options.names, book)
        if options.names:
            from ..explanation.examples import example_lines
            from .tutoring import language_of

            examples = example_lines(options.names, language_of(options), book)
            lines += ["", *examples] if examples else []
        write(Answer(lines))
    return ANSWERED


def repl(_options: argparse.Namespace) -> int:
    """`symdiff repl`: a session on the terminal, or over the lines of a pipe."""
    from ..repl import run

    return run()


def rulebook_of(options: argparse.Namespace) -> Rulebook | None:
    """The tables with the user's own file, if there is one."""
    book = sd.rules.load(options.rules) if options.rules else None
    sd.rules.use(book)
    return book


def _each(options: argparse.Namespace, work: Work) -> int:
    options.book = rulebook_of(options)
    given = sources(options.formulas, options.file)
    return max((_answer(source, options, work) for source in given), default=ANSWERED)


def _answer(source: Source, options: argparse.Namespace, work: Work) -> int:
    answer = Answer(structured=options.format == "json")
    try:
        text = source.text()
        answer.record["input"] = text
        work(text, options, answer)
    except SymdiffError as error:
        answer.problem(error)
    write(answer, source.place, latex=options.format == "latex")
    if answer.problems:
        return FAILED
    return REFUTED if answer.refuted else ANSWERED


def _derivative(text: str, options: argparse.Namespace, answer: Answer) -> None:
    formula = _read(text, options, answer)
    if isinstance(formula, Apply) and formula.function == "derivative" and not answer.structured:
        note("the formula is a derivative already, to be carried out by eval: this is the derivative of that")
    variables = _variables(formula, options)
    derivative = sd.diff(formula, *variables, rules=options.book) if variables else formula
    shown = show_conditional(derivative, _form(options), options.notation)
    if options.notation:
        shown = f"{left_side(variables, options.notation, _form(options))} = {shown}"
    if options.steps and variables:
        _add_steps(formula, variables, options, answer)
    answer.lines.append(shown)
    if answer.structured:
        answer.record |= {"variables": [v.name for v in variables], "derivative": show(derivative)}
        answer.record |= {"latex": show(derivative, "latex"), "conditions": _conditions(derivative)}
    if options.at:
        _add_value(derivative, options, answer, _place(options))
    if options.check:
        _add_check(formula, derivative, variables, options, answer, "check: ")


def _add_steps(formula: Expression, variables: Sequence[Symbol], options: argparse.Namespace, answer: Answer) -> None:
    """The derivation before the answer; for programs its object."""
    import json

    from .tutoring import language_of

    derivation = sd.derive(formula, *variables, rules=options.book)
    if answer.structured:
        answer.record["steps"] = json.loads(derivation.json(language=language_of(options)))
    else:
        text = derivation.latex if options.format == "latex" else derivation.text
        answer.lines += [*text(language=language_of(options)).split("\n"), ""]


def _value(text: str, options: argparse.Namespace, answer: Answer) -> None:
    _add_value(_read(text, options, answer), options, answer)


def _simplified(text: str, options: argparse.Namespace, answer: Answer) -> None:
    simplest = sd.simplify(_read(text, options, answer))
    answer.lines.append(show_conditional(simplest, _form(options), options.notation))
    if answer.structured:
        answer.record |= {"simplified": show(simplest), "latex": show(simplest, "latex")}
        answer.record["conditions"] = _conditions(simplest)


def _gradient(text: str, options: argparse.Namespace, answer: Answer) -> None:
    formula = _read(text, options, answer)
    chosen = variables(formula, options.var or _names(formula), options.symbols)
    partials = sd.gradient(formula, chosen, rules=options.book)
    if answer.structured:
        answer.record |= {"variables": [v.name for v in chosen], "gradient": [show(p) for p in partials]}
        answer.record["conditions"] = [_conditions(p) for p in partials]
    for by, partial in zip(chosen, partials, strict=True):
        left = left_side([by], options.notation or "leibniz", _form(options), among=chosen)
        answer.lines.append(f"{left} = {show_conditional(partial, _form(options), options.notation)}")
        if options.at:
            _add_value(partial, options, answer, _place(options))


def _claim(text: str, options: argparse.Namespace, answer: Answer) -> None:
    function = _read(text, options, answer)
    claim = read(options.claim, options.input, symbols=options.symbols, rules=options.book)
    if answer.structured:
        answer.record["claim"] = show(claim)
    _add_check(function, claim, _variables(function, options), options, answer)


def _read(text: str, options: argparse.Namespace, answer: Answer) -> Expression:
    formula = read(text, options.input, symbols=options.symbols, rules=options.book)
    if answer.structured:
        answer.record["formula"] = show(formula)
    elif options.input == "auto" and is_latex(text):
        note(f"read as {show(formula)}")
    return formula


def _variables(formula: Expression, options: argparse.Namespace) -> list[Symbol]:
    """The variables to differentiate by, one after the other."""
    order: int = options.order
    return variables(formula, options.var or (), options.symbols) * order


def _names(formula: Expression) -> list[str]:
    return sorted(symbol.name for symbol in formula.free_symbols)


def _form(options: argparse.Namespace) -> str:
    return "text" if options.format == "json" else str(options.format)


def _conditions(expression: Expression) -> list[str]:
    return [show_condition(condition) for condition in expression.conditions]


def _place(options: argparse.Namespace) -> str:
    return "at " + ", ".join(f"{name} = {value}" for point in options.at for name, value in point.items()) + ": "


def _add_value(expression: Expression, options: argparse.Namespace, answer: Answer, label: str = "") -> None:
    """The value at the point, or why there is none."""
    try:
        point = read_point({name: text for given in options.at or () for name, text in given.items()})
        value = sd.evaluate(expression, point, digits=options.digits, complex=options.complex)
    except SymdiffError as error:
        answer.problem(error)
        return
    decimal = has_decimals(expression, *point.values())
    shown = show_value(value, decimal=decimal, digits=options.digits)
    answer.lines.append(label + shown)
    answer.record["at"] = {show(name): show(value) for name, value in point.items()}
    answer.record.setdefault("values", []).append(shown)  # type: ignore[attr-defined]


def _add_check(
    function: Expression,
    derivative: Expression,
    variables: Sequence[Symbol],
    options: argparse.Namespace,
    answer: Answer,
    label: str = "",
) -> None:
    try:
        found = verdict(function, derivative, variables)
    except SymdiffError as error:
        answer.problem(error)
        return
    answer.lines += f"{label}{found}".split("\n")
    if answer.structured:
        answer.record["check"] = _verdict_record(found)
    answer.refuted = found.status == "refuted"


def _verdict_record(found: sd.Verdict) -> dict[str, object]:
    record: dict[str, object] = {"status": found.status, "text": str(found), "domain_differs": found.domain_differs}
    if found.witness is not None:
        record["witness"] = {name: str(value) for name, value in found.witness.items()}
    if found.points:
        record |= {"points": found.points, "digits": found.digits}
    return record
