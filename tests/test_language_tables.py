"""The tables of the parser: made from the grammar, read without Lark."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from symdiff.language import automaton, parse, tables
from symdiff.language.builders import BUILDERS
from symdiff.matrices.syntax import BUILDERS as BUILDERS_OF_MATRICES
from symdiff.resources import grammar_path, grammar_text
from symdiff.rulebook import standard

ROOT = Path(__file__).parent.parent
SYNTAXES = sorted(tables.SYNTAXES)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_file_is_what_lark_makes_of_the_grammar(syntax: str) -> None:
    assert grammar_text(f"{syntax}.tables") == tables.generate(tables.grammar_of(syntax))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_tables_do_not_depend_on_the_order_of_hashing(syntax: str) -> None:
    code = f"from symdiff.language.tables import *; print(generate(grammar_of({syntax!r})), end='')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "123", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == grammar_text(f"{syntax}.tables")


def test_reading_a_formula_does_not_import_lark() -> None:
    code = "import sys, symdiff; symdiff.parse('x^2 sin x'); symdiff.parse_latex('x^{2}'); print('lark' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_tables_that_belong_to_another_grammar_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tables.grammar_of("mathematics").replace('OVER: "/"', 'OVER: "/" | "⟋"')
    monkeypatch.setattr(tables, "grammar_of", lambda syntax: changed)
    fresh = tables.tables.__wrapped__("mathematics")
    assert fresh.scanner.findall("x ⟋ y") == ["x", "⟋", "y"]
    assert "⟋" in fresh.patterns[fresh.kinds["OVER"]]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_an_argument_goes_on_where_it_could_and_nothing_else_is_ambiguous(
    syntax: str, caplog: pytest.LogCaptureFixture
) -> None:
    from lark import Lark, logger

    caplog.set_level(logging.DEBUG, logger=logger.name)
    logger.propagate = True
    Lark(tables.grammar_of(syntax), parser="lalr", lexer="basic", start=["start", "sorted_later"], debug=True)
    conflicts = {record.getMessage().strip(" *<>") for record in caplog.records if " * <" in record.getMessage()}
    if syntax == "matrices":
        assert not conflicts
        return
    # f^{(2)}: a bracket that fills the braces of an exponent is an order.
    orders = {"group : LPAR sum RPAR"} if syntax == "latex" else set()
    assert conflicts == {"run : coefficient", "argument : run"} | orders


def test_every_builder_is_used_and_every_rule_has_one() -> None:
    of_matrices = {alias for _, _, alias in tables.tables("matrices").rules if alias}
    assert of_matrices == set(BUILDERS_OF_MATRICES)
    others = [syntax for syntax in SYNTAXES if syntax != "matrices"]
    named = {alias for syntax in others for _, _, alias in tables.tables(syntax).rules if alias}
    assert named == set(BUILDERS) | set(automaton.BINARY) | {"negate"}


def test_the_grammar_is_found_beside_the_package() -> None:
    path = grammar_path("mathematics.lark")
    assert path is not None
    assert path.read_text(encoding="utf-8") == grammar_text("mathematics.lark")
    with pytest.raises(FileNotFoundError):
        grammar_text("no such file")


def test_a_formula_read_again_after_the_caches_are_cleared_is_the_same() -> None:
    from symdiff.language import clear_caches

    before = parse("sin(x)^2/(1+x)", standard().vocabulary)
    clear_caches()
    assert parse("sin(x)^2/(1+x)", standard().vocabulary) is before
