"""What each command does with its formulas."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict

import symdiff as sd

from ..errors import DomainError, SymdiffError
from ..expression import Apply, Expression, Symbol
from ..interface.checking import verdict
from ..interface.existence import check_existence
from ..interface.reading import read_point, understood, understood_with_variables, variables
from ..interface.showing import has_decimals, left_side, show, show_condition, show_conditional, show_value
from ..language import Reading
from ..rulebook import Rulebook
from .answers import Answer, write
from .report import in_words, note
from .sources import Source, sources

ANSWERED, REFUTED, FAILED = 0, 1, 2
Work = Callable[[str, argparse.Namespace, Answer], None]


def differentiate(options: argparse.Namespace) -> int:
    """`symdiff diff`: the derivative, and with options its check and its value at a point."""
    if options.shape:
        from .matrices import derivative

        return _each(options, derivative)
    if options.layout:
        raise SymdiffError("--layout is for formulas of matrices: say what the names are with --shape 'A: n x n'")
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
    from ..documents.catalogue import chosen_language
    from ..repl import run

    return run(chosen_language())


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
    formula, variables = _read_for(text, options, answer)
    if isinstance(formula, Apply) and formula.function == "derivative" and not answer.structured:
        note("the formula is a derivative already, to be carried out by eval: this is the derivative of that")
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

    derivation = sd.derive(formula, *variables, rules=options.book).in_form("tidy")
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
    formula = _read(text, options, answer, options.var or ())
    check_existence(formula)
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
    function, by = _read_for(text, options, answer)
    names = [v.name for v in by]
    claim = understood(
        options.claim,
        options.input,
        symbols=[*options.symbols, *names],
        variable=names[0] if names else None,
        rules=options.book,
    )
    if answer.structured:
        answer.record["claim"] = show(claim.expression)
    _tell(claim, answer)
    _add_check(function, claim.expression, by, options, answer)


def _read(text: str, options: argparse.Namespace, answer: Answer, names: Sequence[str] = ()) -> Expression:
    """The formula; how it was read is told where that is not what was typed."""
    found = understood(text, options.input, symbols=[*options.symbols, *names], rules=options.book)
    return _told(found, answer)


def _read_for(text: str, options: argparse.Namespace, answer: Answer) -> tuple[Expression, list[Symbol]]:
    """The formula, and the variables to differentiate by, one after the other."""
    found, by = understood_with_variables(text, options.input, options.var or (), options.symbols, rules=options.book)
    if not getattr(options, "complex", False):
        check_existence(found.expression)
    return _told(found, answer), by * options.order


def _told(found: Reading, answer: Answer) -> Expression:
    if answer.structured:
        answer.record["formula"] = show(found.expression)
    _tell(found, answer)
    return found.expression


def _tell(found: Reading, answer: Answer) -> None:
    if found.note and answer.structured:
        answer.record.setdefault("notes", []).append(found.note)  # type: ignore[attr-defined]
    elif found.note:
        note(found.note)


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
    answer.lines.append(in_words(label + shown) if label else shown)
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
    if found.status == "incomparable":
        answer.problem(DomainError(found.note))
        return
    answer.lines += in_words(f"{label}{found}").split("\n")
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
