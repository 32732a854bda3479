"""How a function is written stands in one column of the table; every notation, and reading, follow from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import symdiff as sd
from symdiff.errors import RuleError
from symdiff.expression import Expression, apply, symbol
from symdiff.language import parse_latex
from symdiff.printing import to_latex, to_text, to_unicode
from symdiff.printing.mathml import to_mathml
from symdiff.printing.sign_table import BINDINGS, HIGHLIGHT, LIMIT, PRIME, SIGNS
from symdiff.printing.typst import to_typst
from symdiff.rulebook import standard
from symdiff.rulefiles.lines import function_lines
from symdiff.rulefiles.written import written_form

PACKAGE = Path(sd.__file__).parent
LINES = function_lines()
X = symbol("x")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[sd.rules.Rulebook]:
    path = tmp_path / "own.rules"
    path.write_text(
        r"""
hav(u): derivative sin(u)/2, defined as (1 - cos(u))/2, written \operatorname{hav}, bare
owens(h, u): derivative by u 1/u, written \operatorname{T}_{#1}
third(u): derivative 1, written {}_{3}\operatorname{Q}_{4}
nothing(u): derivative 1
""",
        encoding="utf-8",
    )
    book = sd.rules.load(path)
    before = sd.rules.use(book)
    yield book
    sd.rules.use(before)


def test_a_function_of_ones_own_is_written_in_every_notation_and_read_back(own: sd.rules.Rulebook) -> None:
    wanted = {
        "hav(x)": (r"\operatorname{hav} x", "<mi>hav</mi>", 'op("hav") x'),
        "hav(x + 1)^2": (r"\operatorname{hav}^{2}\left(x + 1\right)", "<mi>hav</mi>", 'op("hav")^(2) (x + 1)'),
        "owens(a, x)": (r"\operatorname{T}_{a}\left(x\right)", "<msub><mrow><mi>T</mi>", "T_(a) (x)"),
        "third(x)": (r"{}_{3}\operatorname{Q}_{4}\left(x\right)", "<mi>Q</mi>", '""_(3)Q_(4) (x)'),
        "nothing(x)": (r"\operatorname{nothing}\left(x\right)", "<mi>nothing</mi>", 'op("nothing") (x)'),
    }
    for text, (latex, mathml, typst) in wanted.items():
        expression = sd.parse(text)
        assert to_latex(expression) == latex
        assert mathml in to_mathml(expression)
        assert to_typst(expression) == typst
        assert to_unicode(expression).replace("²", "^2") == to_text(expression) == text
        assert parse_latex(latex, own.vocabulary) is expression


def test_a_function_of_ones_own_is_unknown_where_its_rulebook_is_not_used() -> None:
    with pytest.raises(sd.ParseError):
        sd.parse("hav(x)")
    assert to_latex(apply("hav", (X,))) == r"\operatorname{hav}\left(x\right)"


@pytest.mark.parametrize("written", ["sin", r"\operatorname{a b}_", r"\frac{#1}{2}", r"\sqrt[#2]{#1}", "#1"])
def test_what_is_no_form_is_refused_with_its_place(written: str, tmp_path: Path) -> None:
    path = tmp_path / "own.rules"
    path.write_text(f"hav(u): derivative 1, written {written}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"own\.rules:1:31: written"):
        sd.rules.load(path)


def test_each_column_says_one_thing() -> None:
    spelled: dict[object, str] = {}
    for (name, arity), line in LINES.items():
        form = line.form
        assert (form is None) is not bool(line.written)
        if form is not None:
            assert spelled.setdefault((form.spelling, arity), name) == name, "two functions are written alike"
            assert written_form(form.latex) is form


@pytest.mark.parametrize(("name", "arity"), LINES)
def test_a_function_has_a_name_in_every_notation(name: str, arity: int) -> None:
    call = apply(name, tuple(map(symbol, "xyzabc"[:arity])))
    form = LINES[name, arity].form
    if form is not None and form.kind == "name":
        letters = form.name.replace("'", "")
        assert f"<mi>{letters}</mi>" in to_mathml(call)
        assert letters in to_typst(call)
    primed = apply(f"{name}'", (X,)) if arity == 1 else None
    if primed is not None and form is not None and form.kind == "name":
        assert f"<mi>{form.name}</mi>" in to_mathml(primed)
        assert parse_latex(to_latex(call), standard().vocabulary) is call


def test_every_sign_has_a_form_in_every_notation() -> None:
    assert set(BINDINGS) <= set(SIGNS)
    x, y = symbol("x"), symbol("y")
    for sign in BINDINGS:
        operands: tuple[Expression, ...] = (x, y)
        if sign in ("and", "or"):
            operands = (apply("<", (x, y)), apply("=", (x, y)))
        node = apply(sign, operands)
        for printed in (to_latex(node), to_mathml(node), to_typst(node), to_unicode(node)):
            assert printed


def test_presentation_has_a_form_in_every_notation() -> None:
    marked = apply("+", (X, apply(HIGHLIGHT, (apply("*", (X, symbol("y"))),))))
    assert to_text(marked) == "x + \x02x*y\x03"
    assert to_unicode(marked) == "x + \x02x·y\x03"
    assert to_latex(marked) == r"x + {\color{stepcolor}x y}"
    assert '<mo>+</mo><mrow class="here"><mi>x</mi>' in to_mathml(marked)
    assert to_typst(marked) == 'x + text(fill: #rgb("#b3261e"), x y)'
    limit = apply(LIMIT, (apply("/", (X, symbol("h"))), symbol("h"), sd.parse("0")))
    assert to_text(limit) == "lim h->0 (x/h)"
    assert to_unicode(limit) == "lim h→0 (x/h)"
    assert to_latex(limit) == r"\lim_{h \to 0} \frac{x}{h}"
    assert "<munder><mo>lim</mo>" in to_mathml(limit)
    assert to_typst(limit) == "lim_(h arrow 0) frac(x, h)"
    product = apply(PRIME, (apply("*", (X, symbol("y"))),))
    assert (to_text(product), to_typst(product)) == ("(x*y)'", "(x y)'")
    assert to_latex(product) == r"\left(x y\right)'"
    assert to_latex(apply(PRIME, (X,))) == to_latex(symbol("x'")) == "x'"


STRUCTURE = {"d", "derivative", "derivative_at", "piecewise", "where"}
"""What the grammar itself builds."""


@pytest.mark.parametrize("room", ["printing", "language"])
def test_no_function_is_named_in_python(room: str) -> None:
    names = {name for name, _ in LINES} - STRUCTURE
    names |= {alias for line in LINES.values() for alias in line.aliases}
    names -= {"gamma", "beta", "zeta", "chi", "psi"}  # are Greek letters, too
    names.discard("si")  # is Spanish for "if", too
    for path in (PACKAGE / room).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        found = {text for text in texts if text.split() and set(text.split()) <= names}
        assert not found, f"{path.name} names {found}"
