"""What a rule file may say, and what the loader refuses, with the place."""

from __future__ import annotations

from pathlib import Path

import pytest

import symdiff as sd
from symdiff.rulebook import standard
from symdiff.rulebook.rules import Rule

REFUSED = [
    ("nested: d(my(u*v)) = d(u)", "sum or product inside"),
    ("unbound: d(my(u)) = w*d(u)", "w stands on the right"),
    ("inner: d(my(u)) = d(2*u)", "only a letter"),
    ("squared: d(my(u)) = d(u)^2", "not linear"),
    ("both: d(my(u, v)) = d(u)*d(v)", "not linear"),
    ("constant_added: d(my(u)) = d(u) + 1", "not linear"),
    ("lost: d(my(u)) = u", "no derivative on the right"),
    ("of_constant: d(my(c)) = d(c)   where c is free of x", "c is free of x"),
    ("product: d(my(u)) = d(u)\nproduct: d(my(u)) = 2*d(u)", "product is there already"),
    ("first: d(my(u)) = d(u)\nsecond: d(my(u)) = 2*d(u)", "never reached: first"),
    ("general: d(u^v) = d(u)\n", "never reached"),
    ("no_equation: d(my(u))", "expected d(...) = ..."),
    ("no_left: my(u) = d(u)", "the left side is d(...)"),
    ("stray: d(my(u)) = d(u)   where z is free of x", "z stands in the condition"),
    ("garbled: d(my(u)) = 2 +* d(u)", "file.rules:2:"),
    ("  indented: d(my(u)) = d(u)", "expected one of"),
    ("what is this", "expected `name:`"),
    ("mine(u): slope 3*u", "expected one of"),
    ("mine(): derivative 3", "needs its arguments"),
    ("mine(u): derivative 3*v", "a letter in it is no argument"),
    ("mine(u, v): derivative 3*v", "derivative by"),
    ("mine(u, v): derivative by w 3*v", "w is no argument"),
    ("mine(u): derivative 3,  where u > 0,  where u > 1", "a second `where`"),
    ("mine(u): derivative 3\nmine(u): derivative 4", "mine is there already"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_the_loader_refuses_with_the_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "file.rules"
    declared = "my(u):\n" if "my(u, v)" not in text else "my(u, v):\n"
    path.write_text(declared + text, encoding="utf-8")
    with pytest.raises(sd.RuleError) as refusal:
        sd.rules.load(path)
    assert message in str(refusal.value)
    assert f"{path}:" in str(refusal.value)


def test_a_file_that_cannot_be_read_is_a_rule_error(tmp_path: Path) -> None:
    with pytest.raises(sd.RuleError, match="cannot be read"):
        sd.rules.load(tmp_path / "missing.rules")
    (tmp_path / "bytes.rules").write_bytes(b"\xff\xfe")
    with pytest.raises(sd.RuleError, match="cannot be read"):
        sd.rules.load(tmp_path / "bytes.rules")


def test_a_function_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.rules"
    path.write_text("versine(u): derivative sin(u),  defined as 1 - cos(u),  also called vers\n", encoding="utf-8")
    mine = sd.rules.load(path)
    f = sd.parse("versine(x^2)", rules=mine)
    assert str(sd.diff(f, "x", rules=mine)) == "2*x*sin(x^2)"
    assert sd.parse("vers(x^2)", rules=mine) is f


def test_a_file_adds_to_the_standard_tables_and_leaves_them_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.rules"
    path.write_text("triple(u): derivative 3\n", encoding="utf-8")
    mine = sd.rules.load(path)
    assert str(sd.diff(sd.parse("sin(x)"), "x", rules=mine)) == "cos(x)"
    assert ("triple", 1) not in standard().functions
    with pytest.raises(sd.UnknownFunctionError):
        sd.parse("triple(x)")


def test_every_formula_of_the_standard_tables_is_accepted() -> None:
    standard().check()


COMPOUND = [rule for rule in standard().rules.values() if isinstance(rule.pattern, sd.Apply)]


@pytest.mark.parametrize("rule", COMPOUND, ids=lambda rule: rule.name)
def test_the_coefficients_of_a_right_side_give_it_back(rule: Rule) -> None:
    """Reverse mode reads each rule by its coefficients: their sum is the rule itself."""
    slopes = tuple(sd.symbols(f"d_{u.name}") for u in rule.letters)
    total: sd.Expression = sd.Number(0)
    for letter, slope in zip(rule.letters, slopes, strict=True):
        partial = rule.construction_for(frozenset((letter,))).run([*rule.letters, *(sd.Number(1) for _ in slopes)])
        if letter in rule.differentiated:
            total = total + partial * slope
    assert sd.equivalent(rule.construction.run([*rule.letters, *slopes]), sd.tidy(total))


def test_each_rule_prints_as_it_is_written() -> None:
    assert str(standard().rules["power"]) == "d(u^n) = n*u^(n - 1)*d(u)   where n is free of x"
    assert str(standard().rules["maximum"]).endswith("where u != v")
